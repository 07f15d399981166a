"""`python -m bench.parallel`: is the first suggestion of each clause its translation, if clauses are short and alike?

A convention written for this purpose in four languages: definitions, lettered items of two words, articles that differ
in one word, and articles with their paragraphs inside them.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

from bench import scratch
from bench.timing import say, show

TEXTS = Path(__file__).parent / "data" / "parallel"
LANGUAGES = tuple(sorted(path.stem for path in TEXTS.glob("*.txt")))


def import_texts(languages: Sequence[str], folder: Path) -> dict[str, tuple[str, str]]:
    """Each language as a document of its own: commitment → its language, and its place in the text."""
    from commitments.importing import Source, import_document
    from commitments.models import Commitment, Document

    places: dict[str, tuple[str, str]] = {}
    for language in languages:
        import_document(
            document=Document(slug=language, title={"en": language}, kind="treaty"),
            source=Source(data=(folder / f"{language}.txt").read_bytes(), language=language),
            commitments="numbered",
        )
        # Locators are in the text's own letters; keys have the same ones in all languages.
        for key in Commitment.objects.filter(document__slug=language).values_list("key", flat=True):
            places[key] = language, key.removeprefix(f"{language}-")
    return places


def judged(ours: str, theirs: str, places: dict[str, tuple[str, str]]) -> tuple[int, list[str]]:
    """How many first suggestions of one language are right in the other, and those that are not, in words."""
    from commitments.linking import suggest_links

    first: dict[str, str] = {}
    for suggestion in suggest_links(document=ours, against=theirs, keep=False):
        first.setdefault(suggestion.source, suggestion.target)
    right, wrong = 0, []
    for key, (language, place) in places.items():
        if language != ours:
            continue
        found = places[first[key]][1] if key in first else "nothing"
        if found == place:
            right += 1
        else:
            wrong.append(f"{ours}–{theirs}: {place} → {found}")
    return right, wrong


def rows(places: dict[str, tuple[str, str]], languages: Sequence[str], wrong: list[str]) -> Iterator[list[str]]:
    """A row of the table for each two languages, both directions together; adds to `wrong`."""
    for one, other in combinations(languages, 2):
        asked = sum(language in (one, other) for language, _ in places.values())
        right = 0
        for ours, theirs in ((one, other), (other, one)):
            found, not_found = judged(ours, theirs, places)
            right += found
            wrong += not_found
        yield [f"{one}–{other}", str(asked), str(right), f"{right / asked:.3f}"]


def main(arguments: Sequence[str] | None = None) -> int:
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog="python -m bench.parallel", description=__doc__)
    parser.add_argument("--languages", nargs="+", default=LANGUAGES, metavar="L", help=" ".join(LANGUAGES))
    parser.add_argument(
        "--texts", type=Path, default=TEXTS, metavar="FOLDER", help="texts of your own: en.txt, fr.txt … in one folder"
    )
    options = parser.parse_args(given)
    if not scratch.server_given():
        return scratch.run_elsewhere("bench.parallel", given)
    wrong: list[str] = []
    with scratch.database():
        places = import_texts(options.languages, options.texts)
        found = list(rows(places, options.languages, wrong))
    show("The translation is the first suggestion", ("languages", "clauses", "right", "recall at 1"), found)
    for line in wrong:
        say(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
