"""The samples are found as they were drawn; what is known not to work is written down here."""

import pytest

from commitments.text import segment

from .invariants import check
from .marking import marked, score_marked, written
from .sampling import Sample, samples, score

SAMPLES = samples()
# Sample → how many clauses are missed and invented, where it is not none. Each is a task.
KNOWN: dict[str, tuple[int, int]] = {}


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
def test_a_sample(sample: Sample) -> None:
    counted = score(sample)
    check(sample.text, segment(sample.text, sample.language))
    missed, invented = KNOWN.get(sample.name, (0, 0))
    assert (len(counted.missed), len(counted.invented)) == (missed, invented), (counted.missed, counted.invented)


def test_there_are_samples_of_every_language() -> None:
    languages = [sample.language for sample in SAMPLES]
    assert {"ar", "en", "es", "fr", "ru", "zh-Hans", "zh-Hant"} <= set(languages)
    assert len(SAMPLES) >= 30


def test_the_samples_are_found_in_every_format() -> None:
    """What is found in a plain text is found in the same text as a page, Markdown, Word or PDF."""
    every = [*marked(), *(each for sample in SAMPLES[::7] for each in written(sample) if each.format != "markdown")]
    faults = [fault for each in every for fault in (lambda s: [*s.missed, *s.invented])(score_marked(each))]
    assert faults == []
    assert {each.format for each in every} == {"html", "markdown", "akn", "docx", "pdf"}
