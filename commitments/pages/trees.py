"""A vocabulary as a tree, with the number of commitments under each term."""

from dataclasses import dataclass, field

from commitments.text.folding import fold

from .figures import State, Term, by_term, terms
from .wording import Words, words


@dataclass
class Node:
    """A term with its narrower ones. `count` includes theirs."""

    kind: str
    key: str
    label: Words
    type: str
    count: int
    narrower: list["Node"] = field(default_factory=list)

    @property
    def page(self) -> str:
        return f"pages:{self.kind}"


def tree(state: State, kind: str) -> list[Node]:
    """The top terms. Themes stand in the order that their editors chose, the others by name."""
    counts = by_term(state, kind)
    nodes = {term.key: node_of(term, kind, counts) for term in terms(state, kind)}
    top: list[Node] = []
    for term in terms(state, kind):
        siblings = nodes[term.broader].narrower if term.broader in nodes else top
        siblings.append(nodes[term.key])
    if kind != "theme":
        for siblings in (top, *(node.narrower for node in nodes.values())):
            siblings.sort(key=lambda node: fold(node.label))
    return top


def node_of(term: Term, kind: str, counts: dict[str, int]) -> Node:
    return Node(kind, term.key, words(term.label) or Words(term.key, ""), term.type, counts.get(term.key, 0))
