"""The two groups that people are put in: editors, who draft, and reviewers, who also publish."""

from typing import Any

from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

CURATED = [
    "document",
    "documentactor",
    "expression",
    "clause",
    "reference",
    "commitment",
    "commitmentactor",
    "citation",
]
CURATED += ["theme", "region", "regionmember", "actor", "link"]
EDITORS = "Editors"
REVIEWERS = "Reviewers"


def ensure_roles(sender: Any, **_kwargs: Any) -> None:
    """Makes the groups after each migration. Permissions that an administrator has added to them are kept."""
    create_permissions(sender, verbosity=0)  # The order of the receivers of post_migrate is not ours to choose.
    ours = Permission.objects.filter(content_type__app_label="commitments")
    drafting = ours.filter(content_type__model__in=CURATED, codename__regex="^(add|change|delete|view)_")
    reading = ours.filter(codename__startswith="view_")
    editors, _ = Group.objects.get_or_create(name=EDITORS)
    editors.permissions.add(*drafting, *reading)
    reviewers, _ = Group.objects.get_or_create(name=REVIEWERS)
    reviewers.permissions.add(*drafting, *reading, *ours.filter(codename="publish_register"))
