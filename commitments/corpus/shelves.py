"""The rows that are in the database already, by key, read at once: a load asks little and changes only what differs."""

from dataclasses import dataclass
from typing import Any

from django.db import models

from commitments.models import Clause, Expression


class Shelf:
    """The rows of one model by key, read at once with what hangs on them: a load asks little of the database."""

    def __init__(self, model: type[models.Model], key: str, *related: str) -> None:
        self.model, self.key = model, key
        self.related = related
        self.rows: dict[str, Any] = {
            getattr(row, key): row for row in model._default_manager.prefetch_related(*related)
        }  # fmt: skip
        self.new: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        if key not in self.rows:
            raise LookupError(f"there is no {self.model._meta.verbose_name} “{key}”")
        return self.rows[key]

    def store(self, key: str, values: dict[str, Any]) -> Any:
        """The row with this key, made or brought to these values; saved only if something differs."""
        row = self.rows.get(key)
        if row is None:
            row = self.rows[key] = self.model(**{self.key: key})
            self.new.add(key)
        elif all(getattr(row, name) == value for name, value in values.items()):
            return row
        for name, value in values.items():
            setattr(row, name, value)
        save(row)
        return row

    def match(self, key: str, related: str, wanted: list[dict[str, Any]]) -> None:
        """Makes the rows that hang on this one those that are wanted, in that order; leaves them alone if they are."""
        manager = getattr(self.rows[key], related)
        if key not in self.new:
            names = sorted({name for values in wanted for name in values})
            if [{name: getattr(row, name) for name in names} for row in manager.all()] == [
                {name: values[name] for name in names} for values in wanted
            ]:
                return
            manager.all().delete()
        manager.bulk_create(manager.model(**{manager.field.name: self.rows[key]}, **values) for values in wanted)


def save(row: models.Model) -> None:
    """Checks the fields of a row and saves it. Constraints are the database's to check, with the same outcome."""
    foreign = {found.name for found in row._meta.get_fields() if isinstance(found, models.ForeignKey)}
    row.clean_fields(exclude=foreign)
    row.save()


class Texts:
    """The newest text of each document in each language, and its clauses by locator."""

    def __init__(self) -> None:
        self.expressions: dict[str, dict[str, Expression]] = {}
        for expression in Expression.objects.select_related("document").order_by("edition"):
            self.expressions.setdefault(expression.document.slug, {})[expression.language] = expression
        self.clauses: dict[tuple[int, str], list[Clause]] = {}
        for clause in Clause.objects.all():
            self.clauses.setdefault((clause.expression_id, clause.locator), []).append(clause)


@dataclass(frozen=True)
class Shelves:
    themes: Shelf
    regions: Shelf
    actors: Shelf
    documents: Shelf
    commitments: Shelf
    texts: Texts
