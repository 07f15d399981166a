"""Document (the work), Expression (one language version of it), Clause (a node of its structure), Reference.

The nouns are those of FRBR and Akoma Ntoso. All offsets are Unicode code points into `Expression.text`, start included,
end excluded: Python's and PostgreSQL's way of counting.
"""

from typing import Self

import pghistory
import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Func, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Length
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .backlog import backlog_triggers
from .choices import DocumentKind, DocumentRole, Translation, one_of
from .history import every_change, tracked
from .publishable import Publishable, guards, slug_shaped
from .register import Action, RegisterEntry
from .translations import TranslatedField, TranslatedListField, translated
from .vocabularies import Actor


@tracked
class Document(Publishable):
    """A work that makes or reports commitments, or that others cite; it may be known by reference only."""

    register_kind = "document"

    slug = models.SlugField(_("slug"), max_length=120, unique=True, help_text=_("Permanent; part of every address."))
    title = TranslatedField(_("title"))
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind.choices)
    symbol = models.CharField(
        _("symbol"), max_length=60, blank=True, help_text=_("Document symbol, such as A/RES/76/234.")
    )
    adopted_on = models.DateField(_("date adopted"), null=True, blank=True)
    place = TranslatedField(_("place"), blank=True)
    alternative_names = TranslatedListField(
        _("alternative names"), blank=True, help_text=_("Other names under which texts refer to it, one a line.")
    )
    note = TranslatedField(_("note"), blank=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-adopted_on", "slug"]
        constraints = [
            slug_shaped("slug", "document_slug_is_an_address"),
            one_of("kind", DocumentKind, "document_kind_is_known"),
        ]
        triggers = guards("document", "slug")

    def __str__(self) -> str:
        return translated(self.title)[0] or self.slug

    @property
    def register_key(self) -> str:
        return self.slug


@tracked
class DocumentActor(models.Model):
    """Who issued, signed, spoke or reported a document."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="actor_roles", verbose_name=_("document"))
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="document_roles", verbose_name=_("actor"))
    role = models.CharField(_("role"), max_length=20, choices=DocumentRole.choices)

    class Meta:
        verbose_name = _("actor of the document")
        verbose_name_plural = _("actors of the document")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["document", "actor", "role"], name="document_actor_role_once"),
            one_of("role", DocumentRole, "document_actor_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} ({self.get_role_display()})"


OLD_KEY = """(SELECT slug FROM commitments_document WHERE id = OLD.document_id)
              || '/' || OLD.language || '/' || OLD.edition"""


# The text and the file never change, so their history would only be copies.
@pghistory.track(*every_change(), exclude=["text", "file", "length"])
class Expression(models.Model):
    """One language version of a document: the file as received and the plain text taken from it, with their sha256.

    The text never changes once it has clauses or citations; a better text is a new edition, an expression of its own.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="expressions", verbose_name=_("document"))
    language = models.CharField(_("language"), max_length=35, help_text=_("BCP 47, such as fr, ar or zh-Hans."))
    edition = models.PositiveSmallIntegerField(
        _("edition"), default=1, help_text=_("1 for the first text in this language, 2 for a corrected one, and so on.")
    )
    direction = models.CharField(
        _("direction"), max_length=3, choices=[("ltr", _("left to right")), ("rtl", _("right to left"))]
    )
    translation = models.CharField(_("translation"), max_length=12, choices=Translation.choices)
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    source_url = models.URLField(_("source address"), max_length=2000, blank=True)
    retrieved_on = models.DateField(_("date retrieved"), null=True, blank=True)
    note = TranslatedField(_("note"), blank=True)
    file = models.BinaryField(_("file as received"))
    file_name = models.CharField(_("file name"), max_length=255, blank=True)
    file_sha256 = models.CharField(_("sha256 of the file"), max_length=64)
    from_line = models.PositiveIntegerField(_("from line"), null=True, blank=True)
    to_line = models.PositiveIntegerField(_("to line"), null=True, blank=True)
    text = models.TextField(_("text"))
    text_sha256 = models.CharField(_("sha256 of the text"), max_length=64)
    length = models.GeneratedField(
        expression=Length("text"), output_field=models.PositiveIntegerField(), db_persist=True
    )

    class Meta:
        verbose_name = _("language version")
        verbose_name_plural = _("language versions")
        ordering = ["document", "language", "edition"]
        constraints = [
            models.UniqueConstraint(fields=["document", "language", "edition"], name="expression_edition_once"),
            models.UniqueConstraint(fields=["document", "language", "text_sha256"], name="expression_text_once"),
            one_of("translation", Translation, "expression_translation_is_known"),
            models.CheckConstraint(condition=Q(direction__in=["ltr", "rtl"]), name="expression_direction_is_known"),
            models.CheckConstraint(condition=Q(edition__gte=1), name="expression_editions_count_from_one"),
            models.CheckConstraint(condition=~Q(text=""), name="expression_has_text"),
            models.CheckConstraint(
                condition=Q(
                    text_sha256=Func("text", template="encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')")
                ),
                name="expression_text_sha256_is_true",
            ),
            models.CheckConstraint(
                condition=Q(file_sha256=Func("file", template="encode(sha256(%(expressions)s), 'hex')")),
                name="expression_file_sha256_is_true",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="text_is_final",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF (OLD.text, OLD.language, OLD.document_id)
                       IS DISTINCT FROM (NEW.text, NEW.language, NEW.document_id)
                       AND (EXISTS (SELECT 1 FROM commitments_clause WHERE expression_id = OLD.id)
                            OR EXISTS (SELECT 1 FROM commitments_citation WHERE expression_id = OLD.id)) THEN
                        RAISE EXCEPTION 'This text has clauses or citations and does not change: add a new edition.'
                            USING ERRCODE = 'restrict_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            *guards("expression", "document", "language", "edition", key=OLD_KEY),
        ]

    def __str__(self) -> str:
        return f"{self.document.slug}/{self.language}/{self.edition}"

    @property
    def register_key(self) -> str:
        return str(self)


class Clause(models.Model):
    """A node of the structure of an expression. Children lie inside their parent; siblings do not overlap."""

    expression = models.ForeignKey(
        Expression, models.CASCADE, related_name="clauses", verbose_name=_("language version"), db_index=False
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    position = models.PositiveIntegerField(
        pgettext_lazy("order", "position"), help_text=_("Place in the reading order, from 0.")
    )
    depth = models.PositiveSmallIntegerField(_("depth"), help_text=_("0 at the top."))
    kind = models.CharField(_("kind"), max_length=20)
    label = models.CharField(_("label"), max_length=200, blank=True, help_text=_("As printed."))
    number = models.CharField(_("number"), max_length=40, blank=True, help_text=_("Normalised: 13, 2, 8bis, a."))
    path = ArrayField(models.CharField(max_length=40), verbose_name=_("path"), help_text=_("Numbers from the root."))
    locator = models.CharField(_("locator"), max_length=200, help_text=_("As a reader would cite it: III.13."))
    eid = models.CharField(_("eId"), max_length=400, help_text=_("Akoma Ntoso identifier: sec_III__item_13."))
    heading = models.TextField(_("heading"), blank=True)
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["expression", "position"]
        constraints = [
            models.UniqueConstraint(fields=["expression", "eid"], name="clause_eid_once"),
            models.UniqueConstraint(
                fields=["expression", "position"], name="clause_position_once", deferrable=Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="clause_is_not_empty"),
            ExclusionConstraint(
                name="clause_siblings_do_not_overlap",
                expressions=[
                    ("expression", RangeOperators.EQUAL),
                    (Coalesce("parent_id", 0), RangeOperators.EQUAL),
                    (
                        Func("start", "end", function="int4range", output_field=models.TextField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                deferrable=Deferrable.DEFERRED,
            ),
        ]
        triggers = [
            *backlog_triggers("clause"),
            pgtrigger.Trigger(
                name="clause_nests",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                timing=pgtrigger.Deferred,
                func="""
                    IF NOT EXISTS (SELECT 1 FROM commitments_clause WHERE id = NEW.id AND start = NEW.start
                                   AND "end" = NEW."end" AND parent_id IS NOT DISTINCT FROM NEW.parent_id) THEN
                        RETURN NULL; -- Changed again or deleted since: this state is never committed.
                    END IF;
                    IF NEW."end" > (SELECT length FROM commitments_expression WHERE id = NEW.expression_id) THEN
                        RAISE EXCEPTION 'The clause % ends after its text.', NEW.eid USING ERRCODE = 'check_violation';
                    END IF;
                    IF NEW.parent_id IS NOT NULL AND NOT EXISTS (
                        SELECT 1 FROM commitments_clause AS parent WHERE parent.id = NEW.parent_id
                        AND parent.expression_id = NEW.expression_id
                        AND parent.start <= NEW.start AND NEW."end" <= parent."end") THEN
                        RAISE EXCEPTION 'The clause % does not lie inside its parent.', NEW.eid
                            USING ERRCODE = 'check_violation';
                    END IF;
                    IF TG_OP = 'UPDATE' AND EXISTS (
                        SELECT 1 FROM commitments_clause AS child WHERE child.parent_id = NEW.id
                        AND (child.start < NEW.start OR child."end" > NEW."end")) THEN
                        RAISE EXCEPTION 'The clause % does not hold its children.', NEW.eid
                            USING ERRCODE = 'check_violation';
                    END IF;
                    IF TG_OP = 'UPDATE' AND EXISTS (
                        SELECT start, "end" FROM commitments_citation WHERE clause_id = NEW.id
                        AND (start < NEW.start OR "end" > NEW."end")
                        UNION ALL
                        SELECT start, "end" FROM commitments_reference WHERE clause_id = NEW.id
                        AND (start < NEW.start OR "end" > NEW."end")) THEN
                        RAISE EXCEPTION 'The clause % does not hold the words that are cited from it.', NEW.eid
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expression} {self.locator}"


def quotes_its_expression(name: str, expression: str) -> pgtrigger.Trigger:
    """A trigger that refuses a row whose `exact` is not the text at `start`–`end` of the expression it names.

    `expression` is SQL giving the id of the expression of NEW.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            IF NEW.exact IS DISTINCT FROM (SELECT substring(text FROM NEW.start + 1 FOR NEW."end" - NEW.start)
                                           FROM commitments_expression WHERE id = ({expression})) THEN
                RAISE EXCEPTION 'The quotation is not the text at %–%: “%”', NEW.start, NEW."end", left(NEW.exact, 80)
                    USING ERRCODE = 'check_violation';
            END IF;
            IF NEW.clause_id IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM commitments_clause AS clause
                WHERE clause.id = NEW.clause_id AND clause.expression_id = ({expression})
                AND clause.start <= NEW.start AND NEW."end" <= clause."end") THEN
                RAISE EXCEPTION 'The quotation does not lie inside the clause it names.'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


class ReferenceQuerySet(models.QuerySet["Reference"]):
    def to_published(self) -> Self:
        """Those that mention a document which is in public."""
        entries = RegisterEntry.objects.filter(kind="document", key=OuterRef("document__slug")).order_by("-sequence")
        return self.alias(last=Subquery(entries.values("action")[:1])).filter(last=Action.PUBLISH)


@tracked
class Reference(models.Model):
    """A clause's mention of another document by name, at its offsets, with the article where one is given.

    What was found in the text is found anew when names change; what an editor made or mended stays as it is.
    """

    class Origin(models.TextChoices):
        EDITOR = "editor", _("editor")
        FOUND = "found", _("found in the text")

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="references", verbose_name=_("clause"))
    document = models.ForeignKey(Document, models.PROTECT, related_name="mentions", verbose_name=_("document"))
    article = models.CharField(_("article"), max_length=60, blank=True)
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    exact = models.TextField(_("words of the text"))
    origin = models.CharField(_("origin"), max_length=12, choices=Origin.choices, default=Origin.EDITOR)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("reference to a document")
        verbose_name_plural = _("references to documents")
        ordering = ["clause", "start"]
        constraints = [
            models.UniqueConstraint(fields=["clause", "document", "start"], name="reference_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="reference_is_not_empty"),
            models.CheckConstraint(condition=Q(origin__in=["editor", "found"]), name="reference_origin_is_known"),
        ]
        triggers = [
            quotes_its_expression(
                "reference_quotes_its_text", "SELECT expression_id FROM commitments_clause WHERE id = NEW.clause_id"
            )
        ]

    def __str__(self) -> str:
        return f"{self.clause} → {self.document.slug}"
