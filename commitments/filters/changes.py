"""The filters of the register's entries."""

import django_filters

from commitments.models.register import Action, RegisterEntry

from .fields import RegisterFilterSet, WholeNumberFilter, choice

KINDS_OF_ENTRIES = ("theme", "region", "actor", "document", "expression", "commitment", "link", "agreement")


class ChangeFilterSet(RegisterFilterSet):
    since = WholeNumberFilter(
        field_name="sequence", lookup_expr="gt", help_text="Only entries after this sequence number."
    )
    kind = django_filters.MultipleChoiceFilter(
        field_name="kind",
        choices=[(kind, kind) for kind in KINDS_OF_ENTRIES],
        help_text="Kind of thing that was published or withdrawn.",
    )
    action = choice("action", Action, help_text="What was done.")

    orderings = {"sequence": "sequence"}

    class Meta:
        model = RegisterEntry
        fields: list[str] = []
