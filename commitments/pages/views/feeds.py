"""Feeds of what is published and withdrawn: of the whole register, a document, a theme, or any filtered list.

A feed page holds FEED_SIZE entries; `before=` leads to older ones, down to the first of the register.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.exports.feeds import FEEDS, Entry, Feed
from commitments.filters import CommitmentFilterSet
from commitments.models.register import PublishedCommitment, PublishedDocument, PublishedTerm, RegisterEntry

from ..figures import register_state
from ..filtering import applied, known_parameters
from ..rows import reader_address
from ..wording import Payload, language_tag, sentence, words
from .changes import described, readable
from .gone import missing

# About a screenful of a feed reader's list; enough for a week of an active register.
FEED_SIZE = 50
# A feed goes on, so no day can be chosen for it.
NOT_OF_FEEDS = ("as_of",)
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@require_safe
def register(request: HttpRequest, format: str) -> HttpResponse:
    title = _("Commitment tracker: all changes")
    return answered(request, format, RegisterEntry.objects.all(), title, reverse("pages:changes"))


@require_safe
def document(request: HttpRequest, slug: str, format: str) -> HttpResponse:
    """The document, its texts, its commitments, and what was withdrawn of them."""
    own = Q(kind="document", key=slug) | Q(kind="expression", key__startswith=f"{slug}/")
    made = PublishedCommitment.objects.filter(document=slug)
    entries = RegisterEntry.objects.filter(own | Q(kind="commitment", key__in=made.values("key")))
    found = PublishedDocument.objects.filter(slug=slug).values_list("payload__title", flat=True).first()
    title = words(found).text if found else slug
    return answered(request, format, entries, title, reverse("pages:document", args=[slug]), needed=slug)


@require_safe
def theme(request: HttpRequest, key: str, format: str) -> HttpResponse:
    """The theme, and the commitments that have or had it or a narrower one."""
    tagged = PublishedCommitment.objects.filter(themes__contains=[key])
    of_commitments = Q(kind="commitment", key__in=tagged.values("key"))
    entries = RegisterEntry.objects.filter(Q(kind="theme", key=key) | of_commitments)
    found = PublishedTerm.objects.filter(kind="theme", key=key).values_list("payload__label", flat=True).first()
    title = words(found).text if found else key
    return answered(request, format, entries, title, reverse("pages:theme", args=[key]), needed=key)


@require_safe
def commitments(request: HttpRequest, format: str) -> HttpResponse:
    """Every publication and withdrawal of the commitments that fit the filters, or did so in an earlier wording."""
    given = known_parameters(
        request.GET, [name for name in CommitmentFilterSet.base_filters if name not in NOT_OF_FEEDS]
    )
    filterset = CommitmentFilterSet(data=given, queryset=PublishedCommitment.objects.all())
    if problems := filterset.problems:
        return refused(problems)
    entries = RegisterEntry.objects.filter(kind="commitment")
    title = _("Commitments")
    if given:
        entries = entries.filter(key__in=filterset.ever.values("key"))
        title += ": " + ", ".join(str(each.value) for each in applied(register_state(), given))
    page = reverse("pages:commitments") + (f"?{given.urlencode()}" if given else "")
    return answered(request, format, entries, title, page, keep=given, filters=CommitmentFilterSet.base_filters)


def answered(
    request: HttpRequest,
    format: str,
    entries: QuerySet[RegisterEntry],
    title: str,
    page: str,
    *,
    keep: QueryDict | None = None,
    filters: Iterable[str] = (),
    needed: str = "",
) -> HttpResponse:
    """404 where there is no such form, or nothing was ever said of `needed`."""
    if format not in FEEDS:
        raise Http404(_("There is no such feed: choose .atom or .json."))
    # Nobody looks at the list that a subscription is of: a mistyped filter would go unnoticed.
    known = {"before", *filters}
    if unknown := sorted(set(request.GET) - known):
        told = f"There is no such parameter here. There are: {', '.join(sorted(known))}."
        return refused({name: [told] for name in unknown})
    before = request.GET.get("before", "")
    if before and not (before.isascii() and before.isdigit() and len(before) < 19):
        raise Http404(_("This list has no such page."))
    older = entries.filter(sequence__lt=int(before)) if before else entries
    found = list(readable(older).order_by("-sequence")[: FEED_SIZE + 1])
    if needed and not found and not before:
        missing(needed)
    rows = found[:FEED_SIZE]
    link = keep.copy() if keep is not None else QueryDict(mutable=True)
    first = request.build_absolute_uri(request.path) + (f"?{link.urlencode()}" if link else "")
    next_page = ""
    if len(found) > FEED_SIZE:
        link["before"] = str(rows[-1]["sequence"])
        next_page = request.build_absolute_uri(f"{request.path}?{link.urlencode()}")
    feed = Feed(
        title=title,
        language=language_tag(get_language() or "en"),
        page=request.build_absolute_uri(page),
        address=request.build_absolute_uri(),
        first=first,
        next=next_page,
        updated=rows[0]["at"] if rows else NEVER,
        entries=[entry_of(request, row) for row in described(rows)],
    )
    content_type, write = FEEDS[format]
    return HttpResponse(write(feed), content_type=content_type)


def refused(problems: Mapping[str, Iterable[str]]) -> HttpResponse:
    lines = [f"{name}: {message}" for name, messages in problems.items() for message in messages]
    return HttpResponse("\n".join(lines), status=400, content_type="text/plain; charset=utf-8")


def entry_of(request: HttpRequest, row: Payload) -> Entry:
    if row["is_withdrawal"]:
        done = _("withdrawn")
    elif row["version"] == 1:
        done = _("published")
    else:
        done = _("published again, version %(number)s") % {"number": row["version"]}
    title = row["title"].text
    if row.get("ends"):
        title = f" {row['relation_label']} ".join(end.text for _key, end in row["ends"])
    told = [f"{row['kind_label']}: {title}", sentence(done)]
    if row.get("language_name"):
        told.append(row["language_name"])
    if row["reason"]:
        told.append(f"{_('Reason:')} {row['reason']}")
    return Entry(
        hash=row["hash"],
        title=f"{title} ({done})",
        summary=". ".join(told),
        address=request.build_absolute_uri(address_of(row)),
        at=row["at"],
        category=row["kind"],
    )


def address_of(row: Payload) -> str:
    """Where the entry can be read: a wording at its lasting address, what was withdrawn at the page that says so."""
    kind, key = row["kind"], row["key"]
    if kind == "commitment" and not row["is_withdrawal"]:
        return reverse("pages:commitment-version", args=[key, row["version"]])
    if kind == "link":
        return reverse("pages:lineage", args=[key.partition("--")[0]])
    if kind == "expression":
        slug, language, edition = key.split("/")
        if row["is_withdrawal"]:
            return reverse("pages:document", args=[slug])
        return reader_address(slug, language, edition=int(edition), latest=False)
    return str(row["address"])
