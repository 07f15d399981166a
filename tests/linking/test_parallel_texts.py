"""Two language versions of one text, imported as two documents: each clause's first suggestion is its translation."""

from itertools import permutations
from pathlib import Path

import pytest

from bench.texts import Author
from commitments.importing import Source, import_document
from commitments.linking import embed_backlog, suggest_links
from commitments.models import Commitment, Document, EmbeddingTask

UDHR = Path(__file__).parent / "udhr"
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
# What the project promises for clean articles.
RIGHT = 0.98


def import_text(slug: str, language: str, text: str) -> None:
    """A new document with a draft for each numbered clause, and the vectors of their words."""
    import_document(
        document=Document(slug=slug, title={"en": slug}, kind="declaration"),
        source=Source(data=text.encode(), language=language),
        commitments="numbered",
    )
    # Nothing is asked here of clauses, which have as many vectors again.
    EmbeddingTask.objects.filter(kind=EmbeddingTask.Kind.CLAUSE).delete()
    embed_backlog()


def read_declaration(language: str) -> str:
    return (UDHR / f"{language}.txt").read_text(encoding="utf-8")


def first_suggestions(document: str, against: str) -> dict[str, str]:
    first: dict[str, str] = {}
    for suggestion in suggest_links(document=document, against=against, keep=False):
        first.setdefault(suggestion.source, suggestion.target)
    return first


@pytest.mark.django_db
def test_the_same_article_of_the_universal_declaration_comes_first_between_each_two_languages():
    for language in LANGUAGES:
        import_text(language, language, read_declaration(language))
    locators = dict(Commitment.objects.values_list("key", "locator"))
    # 30 articles, and the numbered paragraphs of 13 of them.
    assert len(locators) == len(LANGUAGES) * 62
    wrong = []
    for ours, theirs in permutations(LANGUAGES, 2):
        first = first_suggestions(ours, theirs)
        for key in Commitment.objects.filter(document__slug=ours).values_list("key", flat=True):
            found = locators.get(first.get(key, ""), "nothing")
            if found != locators[key]:
                wrong.append(f"{ours}–{theirs}: {locators[key]} → {found}")
    asked = len(locators) * (len(LANGUAGES) - 1)
    assert len(wrong) <= (1 - RIGHT) * asked, "\n".join(wrong)


@pytest.mark.django_db
@pytest.mark.parametrize(("ours", "theirs"), [("en", "ar"), ("ar", "fr"), ("fr", "en"), ("es", "zh"), ("zh", "ru")])
def test_a_sentence_inside_a_long_paragraph_on_other_things_is_found(ours, theirs):
    import_text("whole", ours, read_declaration(ours))
    hidden = {number: article_words(theirs, number) for number in ("3", "5", "9", "12", "15.2", "17.2")}
    author = Author(theirs)
    space = author.phrases.space
    paragraphs = [
        f"{number}. " + space.join([*sentences(author, 4), words, *sentences(author, 4)])
        for number, words in enumerate(hidden.values(), 1)
    ]
    import_text("mixed", theirs, "\n".join(paragraphs) + "\n")
    suggestions = {}
    for suggestion in suggest_links(document="whole", against="mixed", keep=False):
        suggestions.setdefault(suggestion.source, suggestion)
    for place, (number, words) in enumerate(hidden.items(), 1):
        key = Commitment.objects.get(document__slug="whole", locator=number).key
        first = suggestions[key]
        assert first.target == f"mixed-{place}", number
        near = [
            reason["exact"] for reason in first.reasons if reason["kind"] == "sentence" and reason["side"] == "target"
        ]
        assert len(near) == 1, first.reasons
        assert near[0] in words, number


def article_words(language: str, locator: str) -> str:
    """The words of an article, or of a numbered paragraph of one, of the declaration in `language`."""
    from commitments.text import clauses_of, read

    source = read(read_declaration(language).encode(), language=language)
    [clause] = [clause for clause in clauses_of(source, language).clauses if clause.locator == locator]
    words = source.text[clause.start : clause.end].removeprefix(clause.label).strip()
    return " ".join(words.split())


def sentences(author: Author, count: int) -> list[str]:
    return [author.sentence() for _ in range(count)]
