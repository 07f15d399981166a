"""The documents: the list, one document, and the reader of its text."""

from typing import Any

from django.conf import settings
from django.db.models import Case, CharField, F, QuerySet, Value, When
from django.db.models.functions import Concat
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.models.register import (
    PublishedClause,
    PublishedCommitment,
    PublishedDocument,
    PublishedExpression,
    PublishedReference,
)

from .. import figures
from ..feeding import feed_links
from ..marking import block_html
from ..mentions import articles_of, by_document
from ..paging import page_of
from ..reading import Clause, Pointer, Quotation, passages
from ..rendering import answer
from ..rows import document_page, document_row, reader_address
from ..wording import Payload, Words, direction_of, words
from .gone import gone_or_missing, missing

PAGE_SIZE = 100
MENTIONS_SHOWN = 50
CLAUSE = ("eid", "locator", "label", "heading", "start", "end")


def shelved() -> QuerySet[Any]:
    """Documents with a text before those known by reference, and these by kind; `shelf` tells each from every other."""
    first = Case(When(languages=[], then=Concat(Value("1 "), F("kind"), Value(" "))), default=Value("0 "))
    return PublishedDocument.objects.annotate(shelf=Concat(first, F("place"), output_field=CharField()))


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    page = page_of(shelved().values("shelf", "payload"), request, column="shelf", size=PAGE_SIZE)
    counts = figures.by_document(figures.register_state())
    documents = [document_row(row["payload"], counts.get(row["payload"]["slug"], 0)) for row in page.rows]
    context = {
        "page": page,
        "with_text": [document for document in documents if document["texts"]],
        "by_reference": [document for document in documents if not document["texts"]],
    }
    return answer(request, "pages/documents.html", context)


@require_safe
def document(request: HttpRequest, slug: str) -> HttpResponse:
    payload = PublishedDocument.objects.filter(slug=slug).values_list("payload", flat=True).first()
    if payload is None:
        return gone_or_missing(request, "document", slug)
    current = PublishedCommitment.objects.current()
    own = commitment_titles(current.filter(document=slug))
    texts = [f"{slug}/{text['language']}/{text['edition']}" for text in payload["expressions"]]
    mentions = PublishedReference.objects.mentions_of(slug)
    articles = articles_of(mentions)
    chosen = request.GET.get("article", "")
    if chosen:
        if chosen not in [article["number"] for article in articles]:
            raise Http404(_("No text mentions this article."))
        mentions = mentions.filter(article=chosen)
    keep = QueryDict(mutable=True)
    keep.update({"article": chosen} if chosen else {})
    rows = mentions.values("place", "payload") if articles else mentions.none().values("place", "payload")
    page = page_of(rows, request, column="place", size=MENTIONS_SHOWN, keep=keep)
    context = {
        "page": page,
        "cited_by": by_document([row["payload"] for row in page.rows]),
        "articles": articles,
        "chosen": chosen,
        "feeds": feed_links("document", words(payload["title"]).text, slug),
        "mentions": sum(article["count"] for article in articles),
        "document": document_page(payload, len(own)),
        "commitments": own,
        "quoting": commitment_titles(current.filter(expressions__overlap=texts).exclude(document=slug)),
        "machine": request.build_absolute_uri(payload["url"]),
    }
    return answer(request, "pages/document.html", context)


def commitment_titles(rows: QuerySet[PublishedCommitment]) -> list[Payload]:
    found = rows.order_by("place").values("key", locator=F("payload__locator"), texts=F("payload__title"))
    return [row | {"title": words(row["texts"])} for row in found]


def find_text(request: HttpRequest, slug: str, language: str) -> PublishedExpression:
    """The newest edition, or the one that `edition=` names."""
    if not language.isprintable():
        missing(slug)
    texts = PublishedExpression.objects.filter(document=slug, language__iexact=language)
    if edition := request.GET.get("edition"):
        texts = texts.filter(edition=int(edition)) if edition.isdecimal() and len(edition) < 6 else texts.none()
    else:
        texts = texts.filter(latest=True)
    found = texts.first()
    if found is None:
        raise Http404(_("There is no such text of this document in the register."))
    return found


@require_safe
def text(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """The reader. A text may hold thousands of clauses: no query and no search is made for any one of them."""
    payload = PublishedDocument.objects.filter(slug=slug).values_list("payload", flat=True).first()
    if payload is None:
        return gone_or_missing(request, "document", slug)
    found = find_text(request, slug, language)
    citing = PublishedCommitment.objects.current().filter(expressions__contains=[found.key]).order_by("place")
    commitments = numbered(citing.values("key", title=F("payload__title"), citations=F("payload__citations")), found)
    shown = document_row(payload)
    own = (found.language, found.edition)
    context = {
        "document": shown,
        "text": next(text for text in shown["expressions"] if (text["language"], text["edition"]) == own),
        "others": [text for text in shown["texts"] if (text["language"], text["edition"]) != own],
        "newest": None if found.latest else reader_address(slug, found.language),
        "attributes": Words("", found.language).attributes,
        "own_attributes": Words("", get_language() or settings.LANGUAGE_CODE).attributes,
        "direction": direction_of(found.language),
        "steps": written(found, commitments),
        "count": len(commitments),
    }
    return answer(request, "pages/text.html", context)


def numbered(rows: Any, found: PublishedExpression) -> dict[str, Payload]:
    """The commitments that quote a text by key, with their quotations from it."""
    commitments: dict[str, Payload] = {}
    own = (found.document, found.language, found.edition)
    for row in rows:
        spans = [
            Quotation(row["key"], each["start"], each["end"])
            for each in row["citations"]
            if (each["document"], each["language"], each["edition"]) == own
        ]
        address = reverse("pages:commitment", args=[row["key"]])
        commitments[row["key"]] = {"address": address, "title": words(row["title"]), "spans": spans}
    return commitments


def pointed_at(found: PublishedExpression) -> tuple[list[Pointer], dict[str, Payload]]:
    """Where a text mentions other documents, and these by slug. What the words say of itself leads nowhere."""
    rows = PublishedReference.objects.filter(expression=found.key, shown=True).order_by("place")
    pointers = [Pointer(*values) for values in rows.values_list("target", "start", "end")]
    slugs = {pointer.target for pointer in pointers}
    titles = PublishedDocument.objects.filter(slug__in=slugs).values_list("slug", "payload__title") if slugs else ()
    shown = {slug: {"address": reverse("pages:document", args=[slug]), "title": words(title)} for slug, title in titles}
    return pointers, shown


def written(found: PublishedExpression, commitments: dict[str, Payload]) -> list[Payload]:
    """The steps of the reader, each commitment in place of its key and numbered as the text comes to it."""
    rows = PublishedClause.objects.filter(expression=found).order_by("position")
    clauses = [Clause(*values) for values in rows.values_list(*(f"payload__{name}" for name in CLAUSE))]
    spans = [span for commitment in commitments.values() for span in commitment["spans"]]
    pointers, instruments = pointed_at(found)
    steps = []
    met = 0
    for step in passages(found.text, clauses, spans, pointers):
        for key in step.quoted_by:
            if "number" not in commitments[key]:
                met += 1
                commitments[key]["number"] = met
        html = format_html_join("", "{}", ((block_html(block, commitments, instruments),) for block in step.blocks))
        quoted_by = [commitments[key] for key in step.quoted_by]
        steps.append(
            {"kind": step.kind, "clause": step.clause, "begins": step.begins, "html": html, "quoted_by": quoted_by}
        )
    return steps
