"""`python -m bench.suggestions`: how many suggestions of links are right, and how many true ones are found?

On the demonstration corpus, against the pairs that a careful reader made by hand.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bench import scratch
from bench.judging import Counts, Pair, TruePair, every, judge, missed, read_truth
from bench.timing import say, show

if TYPE_CHECKING:
    from commitments.linking import Suggestion

CORPUS = Path(__file__).resolve().parents[1] / "fixtures"
# Its articles are held in the words of the joint statement only: pairs with it are trivial.
TREATY = "china-russia-treaty-2001"
# What an editor has added to the words, and an imported draft lacks.
ADDED = ("themes", "actors", "titles")
BEST = (20, 40, 60)


def strip(without: Sequence[str]) -> None:
    """Takes from all commitments some of what editors added to their words."""
    from commitments.models import Commitment, CommitmentActor
    from commitments.models.commitments import CommitmentTheme

    if "themes" in without:
        CommitmentTheme.objects.all().delete()
    if "actors" in without:
        CommitmentActor.objects.all().delete()
    if "titles" in without:
        Commitment.objects.update(title={})


class Corpus:
    """What is asked of the loaded corpus: where a commitment stands, in which languages, and its title."""

    def __init__(self) -> None:
        from commitments.models import Citation, Commitment

        self.documents = dict(Commitment.objects.values_list("key", "document__slug"))
        self.titles = {key: title.get("en", "") for key, title in Commitment.objects.values_list("key", "title")}
        self.languages: dict[str, set[str]] = {}
        for key, language in Citation.objects.values_list("commitment__key", "expression__language"):
            self.languages.setdefault(key, set()).add(language)

    def without_treaty(self, pair: Pair) -> bool:
        return all(self.documents[key] != TREATY for key in pair)

    def across_languages(self, pair: Pair) -> bool:
        """Whether the two have no language in common."""
        one, other = pair
        return not self.languages[one] & self.languages[other]

    def documents_of(self, pair: Pair) -> tuple[str, ...]:
        return tuple(sorted(self.documents[key] for key in pair))

    def between(self, documents: tuple[str, ...]) -> Counts:
        return lambda pair: self.documents_of(pair) == documents


def given(suggestions: Sequence["Suggestion"]) -> dict[str, list[str]]:
    """The suggested counterparts of each commitment, best first."""
    found: dict[str, list[str]] = {}
    for suggestion in suggestions:
        found.setdefault(suggestion.source, []).append(suggestion.target)
    return found


def ranked(suggestions: Sequence["Suggestion"]) -> list["Suggestion"]:
    """Each pair once, as an editor's queue has them: mutual best matches first, then by score."""
    best: dict[Pair, Suggestion] = {}
    for suggestion in suggestions:
        pair = frozenset((suggestion.source, suggestion.target))
        if pair not in best or suggestion.score > best[pair].score:
            best[pair] = suggestion
    return sorted(best.values(), key=lambda each: (not is_mutual(each), -each.score, each.source))


def is_mutual(suggestion: "Suggestion") -> bool:
    return any(reason["kind"] == "mutual" for reason in suggestion.reasons)


def show_quality(truth: Sequence[TruePair], suggestions: Sequence["Suggestion"], corpus: Corpus) -> None:
    """The tables: by strength and language, by pair of documents, and of the best pairs of all."""
    true, targets = [each.pair for each in truth], given(suggestions)
    same = [each.pair for each in truth if each.strength == "same"]

    def row(name: str, pairs: Sequence[Pair], counts: Counts) -> list[str]:
        found = judge(pairs, targets, counts)
        return [
            name, str(found.pairs), str(found.asked), f"{found.precision_at_1:.2f}", f"{found.recall_at_5:.2f}",
        ]  # fmt: skip

    def across(pair: Pair) -> bool:
        return corpus.without_treaty(pair) and corpus.across_languages(pair)

    columns = ("pairs", "true", "commitments", "precision at 1", "recall at 5")
    show(
        "Suggestions against a careful reader",
        columns,
        [
            row("all", true, every),
            row("all, without the treaty", true, corpus.without_treaty),
            row("same point", same, every),
            row("same point, without the treaty", same, corpus.without_treaty),
            row("across languages", true, across),
            row("across languages, same point", same, across),
        ],
    )
    documents = sorted({corpus.documents_of(pair) for pair in true})
    show(
        "By pair of documents",
        columns,
        [row("\n".join(both), true, corpus.between(both)) for both in documents],
    )
    show_best(true, ranked(suggestions), corpus)


def show_best(true: Sequence[Pair], queue: Sequence["Suggestion"], corpus: Corpus) -> None:
    from commitments.linking.proposals import KEPT_FROM

    queue = [each for each in queue if corpus.without_treaty(frozenset((each.source, each.target)))]
    shelves = [(f"best {count}", queue[:count]) for count in BEST]
    shelves.append((f"score from {KEPT_FROM:g} on", [each for each in queue if each.score >= KEPT_FROM]))
    rows = []
    for name, shelf in shelves:
        right = sum(frozenset((each.source, each.target)) in true for each in shelf)
        rows.append([name, str(len(shelf)), str(right), f"{right / max(len(shelf), 1):.2f}"])
    show(
        "The queue without the treaty: each pair once, mutual ones first", ("part", "pairs", "true", "precision"), rows
    )


def say_failures(truth: Sequence[TruePair], suggestions: Sequence["Suggestion"], corpus: Corpus) -> None:
    """Same points that neither end suggests, and first suggestions that are not true, best first."""
    targets = given(suggestions)
    same = {each.pair: each.why for each in truth if each.strength == "same"}
    say("\nSame points that are not suggested from either end:")
    for pair in missed(same, targets):
        for key in sorted(pair):
            say(f"  {key}: {corpus.titles[key]}")
        say(f"      {same[pair]}")
    true = {each.pair for each in truth}
    have = {key for pair in true for key in pair}
    first: dict[str, Suggestion] = {}
    for suggestion in suggestions:
        first.setdefault(suggestion.source, suggestion)
    say("\nFirst suggestions that are not true, of commitments that have a true counterpart:")
    for each in sorted(first.values(), key=lambda suggestion: -suggestion.score):
        if each.source in have and frozenset((each.source, each.target)) not in true:
            say(f"  {each.source}: {corpus.titles[each.source]}")
            say(f"  {each.target}: {corpus.titles[each.target]}")
            say(f"      {each.score:.2f}: {', '.join(reason['kind'] for reason in each.reasons)}")


def main(arguments: Sequence[str] | None = None) -> int:
    given_arguments = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog="python -m bench.suggestions", description=__doc__)
    parser.add_argument(
        "--without",
        nargs="+",
        choices=ADDED,
        default=(),
        help="as if editors had not added these; with all three, an imported draft",
    )
    parser.add_argument("--failures", action="store_true", help="list what was missed, and what is first and not true")
    options = parser.parse_args(given_arguments)
    if not scratch.server_given():
        return scratch.run_elsewhere("bench.suggestions", given_arguments)
    with scratch.database():
        from commitments.corpus import load_corpus
        from commitments.linking import suggest_links

        load_corpus(folder=CORPUS)
        truth, corpus = read_truth(), Corpus()
        strip(options.without)
        suggestions = list(suggest_links(keep=False))
        unknown = {key for true in truth for key in true.pair} - corpus.documents.keys()
        if unknown:
            parser.error(f"The corpus has no longer: {', '.join(sorted(unknown))}")
        show_quality(truth, suggestions, corpus)
        if options.failures:
            say_failures(truth, suggestions, corpus)
    return 0


if __name__ == "__main__":
    sys.exit(main())
