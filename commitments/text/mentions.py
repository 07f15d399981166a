"""An instrument named in a text, and what is offered where no document is known for it."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Proposal:
    """A document that the tracker may not know yet. `sure`: the text marks where its name ends."""

    name: str
    kind: str
    symbol: str
    sure: bool

    def as_json(self) -> dict[str, str | bool]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Mention:
    """An instrument named in a text, with the article where one is given: `documents` known, or one `proposed`."""

    start: int
    end: int
    exact: str
    article: str
    documents: tuple[str, ...]
    proposed: Proposal | None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.exact) != self.end - self.start:
            raise ValueError(f"a mention from {self.start} to {self.end} is not “{self.exact}”")
        if bool(self.documents) == bool(self.proposed):
            raise ValueError(f"“{self.exact}” means documents that are known, or a new one")

    def as_json(self) -> dict[str, Any]:
        proposed = self.proposed.as_json() if self.proposed else None
        return asdict(self) | {"documents": list(self.documents), "proposed": proposed}
