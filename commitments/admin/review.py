"""The review of links: one after the other, both quotations side by side, decided with one key each.

Works without JavaScript: every button sends the form, and the answer is the next link.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite, ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from commitments.linking import (
    LinkRefused,
    Pile,
    Queue,
    decide_link,
    decided_today,
    report_agreement,
    take_back,
    turn_link,
)
from commitments.models import Document, Link, LinkDecision, RegisterEntry
from commitments.models.choices import RELATION_MEANINGS, Relation, Verdict
from commitments.publishing import PublicationRefused, publish

from .publishing import PUBLISH_PERMISSION
from .review_card import card_of

NAME = "commitments_link_review"
LONGEST_RATIONALE = 5000


class DecisionForm(forms.Form):
    """What a person says of a link; `do` is the button: a verdict, or that it is taken back."""

    do = forms.ChoiceField(choices=[*Verdict.choices, ("back", "")])
    relation = forms.ChoiceField(choices=Relation.choices, required=False)
    rationale = forms.CharField(max_length=LONGEST_RATIONALE, required=False)
    turned = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("do") in (Verdict.ACCEPT, Verdict.DISPUTE) and not cleaned.get("relation"):
            raise forms.ValidationError(_("Choose the relation first."))
        return cleaned


class ReviewScreen:
    """The view of the review, at an address below the list of links."""

    def __init__(self, admin: ModelAdmin) -> None:
        self.admin = admin
        self.site: AdminSite = admin.admin_site

    def urls(self) -> list[URLPattern]:
        wrap = self.site.admin_view
        return [
            path("review/", wrap(self.review), name=NAME),
            path("review/agreement/", wrap(self.publish_agreement), name=f"{NAME}_agreement"),
        ]

    def review(self, request: HttpRequest) -> HttpResponse:
        if not self.admin.has_change_permission(request):
            raise PermissionDenied
        queue = queue_of(request)
        if request.method == "POST":
            return self.decide(request, queue)
        asked, after = link_named(request.GET, "link"), link_named(request.GET, "after")
        if "link" in request.GET and asked is None:
            messages.warning(request, _("This link is not there any more."))
        return self.show(request, queue, asked or queue.next(after=after), after)

    def decide(self, request: HttpRequest, queue: Queue) -> HttpResponse:
        """Carries out what a button asks for, and goes on to the next link; what is refused loses nothing."""
        link = link_named(request.POST, "link")
        if link is None:
            messages.warning(request, _("This link is not there any more."))
            return HttpResponseRedirect(address(queue))
        form = DecisionForm(request.POST)
        try:
            if not form.is_valid():
                raise LinkRefused(" ".join(str(said) for errors in form.errors.values() for said in errors))
            carry_out(link, queue.person, form.cleaned_data)
        except LinkRefused as refused:
            messages.error(request, _("Nothing was saved: %(problem)s") % {"problem": refused})
            link.refresh_from_db()
            return self.show(request, queue, link, link_named(request.POST, "after"), given=request.POST)
        if form.cleaned_data["do"] == "back":
            return HttpResponseRedirect(address(queue, link=link.pk))
        if link.state == Link.State.DISPUTED and form.cleaned_data["do"] != Verdict.DISPUTE:
            messages.info(request, _("Somebody else has decided otherwise: %(link)s is disputed now.") % {"link": link})
        return HttpResponseRedirect(address(queue, after=link.pk))

    def publish_agreement(self, request: HttpRequest) -> HttpResponse:
        """Computes how far coders agree as of now, and publishes the figures."""
        if not request.user.has_perm(PUBLISH_PERMISSION):
            raise PermissionDenied
        if request.method == "POST":
            try:
                published = publish([report_agreement()], person=request.user.get_username())
            except PublicationRefused as refusal:
                for problems in refusal.problems.values():
                    messages.error(request, " ".join(problems))
            else:
                said = _("The figures are published.") if published.entries else _("The figures have not changed.")
                messages.success(request, said)
        return HttpResponseRedirect(reverse(f"admin:{NAME}"))

    def show(
        self,
        request: HttpRequest,
        queue: Queue,
        link: Link | None,
        after: Link | None,
        *,
        given: QueryDict | None = None,
    ) -> HttpResponse:
        """The page of one link. `after` is the one before it; `given` is what was sent and could not be saved."""
        counts = queue.counts()
        language = get_language() or "en"
        values: dict[str, Any] = {
            **self.site.each_context(request),
            "title": _("Review of links"),
            "opts": Link._meta,
            "media": self.admin.media,
            "is_nav_sidebar_enabled": False,  # Both quotations want the room.
            "queue": queue,
            "piles": [(pile, counts[pile], address(queue, pile=pile)) for pile in Pile],
            "documents": Document.objects.filter(commitments__isnull=False).distinct().order_by("slug"),
            "left": counts[queue.pile],
            "today": decided_today(queue.person),
            "again": address(queue),
            "after": after,
            "undo": after and LinkDecision.objects.filter(link=after, person=queue.person).first(),
            "may_publish": request.user.has_perm(PUBLISH_PERMISSION),
            "language": {"code": language, "bidi": get_language_info(language)["bidi"]},
            "longest": LONGEST_RATIONALE,
        }
        if link is not None:
            values |= decision_on(link, queue, given) | {
                "card": card_of(link),
                "skip": address(queue, after=link.pk),
            }
        return TemplateResponse(request, "admin/commitments/review.html", values)


def decision_on(link: Link, queue: Queue, given: QueryDict | None) -> dict[str, Any]:
    """What the form of a link says at first: what was given, else the person's own decision, else what is proposed."""
    decisions = list(link.decisions.order_by("decided_at"))
    own = next((each for each in decisions if each.person == queue.person), None)
    others = [each for each in decisions if each is not own]
    # Whoever judges after others is not shown what they said before judging: agreement would mean nothing.
    chosen = own.relation if own and own.relation else "" if others and own is None else link.relation
    if given is not None:
        chosen = given.get("relation", "")
    known = RegisterEntry.objects.filter(kind=link.register_kind, key=link.register_key).exists()
    return {
        "own": own,
        "others": others,
        "relations": [
            (number, value, label, RELATION_MEANINGS[Relation(value)], value == chosen)
            for number, (value, label) in enumerate(Relation.choices, 1)
        ],
        "may_turn": not others and not known,
        "turned": given is not None and "turned" in given,
        "rationale": given.get("rationale", "") if given is not None else own.rationale if own else "",
    }


@transaction.atomic
def carry_out(link: Link, person: str, said: dict[str, Any]) -> None:
    """One decision with all that belongs to it, or nothing. Raises LinkRefused."""
    if said["do"] == "back":
        take_back(link=link, person=person)
        return
    if said["turned"]:
        turn_link(link=link, person=person)
    decide_link(
        link=link,
        person=person,
        verdict=Verdict(said["do"]),
        relation=Relation(said["relation"]) if said["relation"] else None,
        rationale=said["rationale"],
        language=get_language() or "en",
    )


def queue_of(request: HttpRequest) -> Queue:
    """The queue that an address asks for; what it does not know it takes as not said."""
    given = request.POST if request.method == "POST" else request.GET
    pile = Pile(given["pile"]) if given.get("pile") in Pile.values else Pile.OPEN
    document = given.get("document", "")
    return Queue(request.user.get_username(), pile, int(document) if is_number(document) else None)


def is_number(given: str) -> bool:
    return given.isascii() and given.isdecimal() and len(given) < 19


def link_named(given: QueryDict, name: str) -> Link | None:
    pk = given.get(name, "")
    if not is_number(pk):
        return None
    return Link.objects.filter(pk=int(pk)).select_related("source__document", "target__document").first()


def address(queue: Queue, **values: Any) -> str:
    """The address of a queue: at its beginning, after one link, or at one."""
    asked = QueryDict(mutable=True)
    asked["pile"] = values.pop("pile", queue.pile).value
    if queue.document is not None:
        asked["document"] = str(queue.document)
    for name, value in values.items():
        asked[name] = str(value)
    return f"{reverse(f'admin:{NAME}')}?{asked.urlencode()}"
