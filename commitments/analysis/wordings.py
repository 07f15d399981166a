"""The words of commitments, as their citations quote them, and what changed from one to another."""

from typing import Any

from commitments.text.differing import Difference, differ

Payload = dict[str, Any]

# Below this part of words in common, what was struck out and put in would be nearly the whole of both texts: readers
# see more with the two side by side. Not measured; linked quotations of the demonstration corpus, which say one thing
# in different words, have 0.02 to 0.14 in common, and edited ones 0.5 and more.
LEAST_SHARED = 0.3


def wordings(commitment: Payload) -> dict[str, str]:
    """What a commitment says in each language that it is quoted in, in the order of its citations."""
    texts: dict[str, list[str]] = {}
    for citation in commitment["citations"]:
        texts.setdefault(citation["language"], []).append(citation["exact"])
    return {language: "\n".join(quoted) for language, quoted in texts.items()}


def changes(first: Payload, second: Payload) -> list[Payload]:
    """How the words went from one commitment to another, in each language that both are quoted in."""
    before, after = wordings(first), wordings(second)
    return [changed(language, differ(before[language], after[language])) for language in after if language in before]


def changed(language: str, difference: Difference) -> Payload:
    return {
        "language": language,
        "shared": round(difference.shared, 3),
        "segments": [
            {"kind": segment.kind, "text": difference.words(segment)} for segment in difference.segments
        ],
    }  # fmt: skip
