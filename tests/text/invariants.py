"""What holds for every segmentation of every text."""

from commitments.text import ClauseSpan, Segmentation
from commitments.text.lines import BLANKS


def check(text: str, segmentation: Segmentation) -> None:
    clauses = segmentation.clauses
    order = [(clause.start, -clause.end, clause.depth) for clause in clauses]
    assert order == sorted(order), "reading order"
    assert len({clause.eid for clause in clauses}) == len(clauses), "eIds are unique"
    last: dict[int | None, ClauseSpan] = {}
    for index, clause in enumerate(clauses):
        quote = text[clause.start : clause.end]
        assert 0 <= clause.start < clause.end <= len(text)
        assert quote.startswith(clause.label)
        assert quote == quote.strip(BLANKS), "no blanks at the ends"
        assert len(clause.path) == clause.depth + 1
        assert clause.number.isascii()
        if clause.parent is not None:
            parent = clauses[clause.parent]
            assert clause.parent < index
            assert clause.path[:-1] == parent.path
            assert parent.start <= clause.start
            assert clause.end <= parent.end
            assert clause.eid.startswith(parent.eid + "__")
        if clause.parent in last:
            assert last[clause.parent].end <= clause.start, "siblings do not overlap"
        last[clause.parent] = clause
    top = [clause for clause in clauses if clause.depth == 0]
    edges = [0, *(edge for clause in top for edge in (clause.start, clause.end)), len(text)]
    outside = "".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    assert not outside.strip(BLANKS), "every word lies in a clause"
