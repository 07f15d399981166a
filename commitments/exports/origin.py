"""What every file says of itself: where it is from, of when, under which licence, how to cite it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings

PUBLISHER = "Commitment tracker"


@dataclass(frozen=True)
class Origin:
    """`root` is the site's address without a slash at its end, `address` that of this very file."""

    root: str
    address: str
    retrieved_at: datetime
    sequence: int

    @property
    def day(self) -> str:
        return self.retrieved_at.astimezone(UTC).date().isoformat()

    @property
    def moment(self) -> str:
        return self.retrieved_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def how_to_cite(self) -> str:
        return f"{PUBLISHER}, register entry {self.sequence}, retrieved {self.day}. {self.address}"

    @property
    def file_name(self) -> str:
        """Without its ending."""
        return f"commitments-{self.day}-entry-{self.sequence}"

    def headers(self) -> dict[str, str]:
        return {
            "Link": f'<{self.address}>; rel="cite-as", <{settings.DATA_LICENCE["url"]}>; rel="license"',
            "X-Source-Address": self.address,
            "X-Retrieved-At": self.moment,
            "X-Register-Sequence": str(self.sequence),
            "X-Licence": settings.DATA_LICENCE["spdx"],
            "X-How-To-Cite": self.how_to_cite,
        }

    def facts(self) -> dict[str, str | int]:
        """The same for the inside of a file."""
        return {
            "address": self.address,
            "retrieved_at": self.moment,
            "register_sequence": self.sequence,
            "licence": settings.DATA_LICENCE["url"],
            "how_to_cite": self.how_to_cite,
        }
