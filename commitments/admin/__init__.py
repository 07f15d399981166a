"""Layer 4, a door: the editors' side, and the only one that sees drafts. One module for each noun, as in `models/`."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from . import commitments, documents, links, register, vocabularies

admin.site.site_header = _("Commitment tracker: editing")
admin.site.site_title = _("Commitment tracker")
admin.site.index_title = _("What would you like to work on?")

__all__ = ["commitments", "documents", "links", "register", "vocabularies"]
