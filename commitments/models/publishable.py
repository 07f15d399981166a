"""What every thing that can be published has: a kind and a permanent key in the register."""

from abc import abstractmethod
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q


class Publishable(models.Model):
    """A curated row that the register knows by `register_kind` and `register_key`.

    The two never change once the thing has been published, and a published thing is withdrawn before it is deleted: see
    `guards()`, which puts both rules into the database.
    """

    register_kind: ClassVar[str]

    class Meta:
        abstract = True

    @property
    @abstractmethod
    def register_key(self) -> str:
        """The permanent key under which the register knows this thing."""


def guards(kind: str, *columns: str, key: str = "") -> list[pgtrigger.Trigger]:
    """Triggers that keep a key permanent once the register has it, and a published thing from being deleted.

    `columns` are the fields that the key is made of; `key` is SQL for the key of OLD, by default the one column's
    value.
    """
    old_key = key or f"OLD.{columns[0]}"
    return [
        pgtrigger.Trigger(
            name="key_is_permanent",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.AnyChange(*columns),
            func=f"""
                IF EXISTS (SELECT 1 FROM commitments_registerentry WHERE kind = '{kind}' AND key = ({old_key})) THEN
                    RAISE EXCEPTION 'The {kind} "%" has been published: its key is permanent.', ({old_key})
                        USING ERRCODE = 'restrict_violation';
                END IF;
                RETURN NEW;
            """,
        ),
        pgtrigger.Trigger(
            name="withdraw_before_deleting",
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            func=f"""
                IF (SELECT action FROM commitments_registerentry WHERE kind = '{kind}' AND key = ({old_key})
                    ORDER BY sequence DESC LIMIT 1) = 'publish' THEN
                    RAISE EXCEPTION 'The {kind} "%" is published: withdraw it before deleting it.', ({old_key})
                        USING ERRCODE = 'restrict_violation';
                END IF;
                RETURN OLD;
            """,
        ),
    ]


def slug_shaped(field: str, name: str) -> models.CheckConstraint:
    """A constraint: lower-case letters and digits in groups joined by single hyphens, as addresses need."""
    return models.CheckConstraint(condition=Q(**{f"{field}__regex": r"^[a-z0-9]+(-[a-z0-9]+)*$"}), name=name)
