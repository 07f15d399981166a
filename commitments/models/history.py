"""Who changed which curated row, and how: kept by database triggers, so that no path escapes it."""

from collections.abc import Callable
from typing import Any

import pghistory


def every_change() -> tuple[pghistory.RowEvent, ...]:
    """Trackers of insertion, change and deletion. New ones for each model: a tracker belongs to one."""
    return pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent()


def tracked(model: type[Any]) -> Any:
    """A decorator for curated models: an event model keeps a copy of each state of each row."""
    track: Callable[[type[Any]], Any] = pghistory.track(*every_change())
    return track(model)
