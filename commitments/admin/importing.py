"""The import screen: a file or a pasted text → a preview that an editor changes → a language version, in one go.

Between the steps an ImportDraft keeps what was given and done, so that a mistake loses nothing. The preview works
without JavaScript: every button sends the form. With it, the same changes go to `edit` and only the rows that differ
come back.
"""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite, ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.importing import ImportRefused, Which, import_edited
from commitments.models import Document, Expression, ImportDraft
from commitments.text import TextError
from commitments.text.operations import Operation

from .import_forms import PreviewForm, StartForm, language_names
from .import_preview import Preview
from .import_rows import changed_rows, clause_rows, pairing_html, text_rows
from .import_said import SaidBefore, said_before

NAME = "commitments_expression_import"
# What a button of the preview asks for beside the changes to clauses.
CLAUSE_BUTTONS = {"indent", "outdent", "join", "drop", "kind"}
TICK_BUTTONS: dict[str, Which] = {"tick-none": "none", "tick-numbered": "numbered", "tick-all": "all"}


class ImportScreen:
    """The views of the import, at addresses below the list of language versions."""

    def __init__(self, admin: ModelAdmin) -> None:
        self.admin = admin
        self.site: AdminSite = admin.admin_site

    def urls(self) -> list[URLPattern]:
        wrap = self.site.admin_view
        return [
            path("import/", wrap(self.start), name=NAME),
            path("import/<int:pk>/", wrap(self.preview), name=f"{NAME}_preview"),
            path("import/<int:pk>/edit/", wrap(self.edit), name=f"{NAME}_edit"),
        ]

    def allow(self, request: HttpRequest) -> None:
        if not self.admin.has_add_permission(request):
            raise PermissionDenied

    def draft(self, request: HttpRequest, pk: int) -> ImportDraft | None:
        """An editor's own unfinished import; nobody sees another's."""
        return ImportDraft.objects.select_related("document", "against").filter(pk=pk, owner=request.user.pk).first()

    def context(self, request: HttpRequest, title: str, **values: Any) -> dict[str, Any]:
        return {**self.site.each_context(request), "title": title, "opts": Expression._meta, **values}

    def start(self, request: HttpRequest) -> HttpResponse:
        """What to import. A file that was sent is kept, whatever is wrong with the rest of the form."""
        self.allow(request)
        kept = None
        if (given := request.POST.get("draft", "")).isdecimal():
            kept = self.draft(request, int(given))
        if request.method != "POST":
            document = request.GET.get("document", "")
            known = document.isdecimal() and Document.objects.filter(pk=int(document)).exists()
            form = StartForm(self.site, initial={"document": int(document)} if known else {})
            return self.show_start(request, form, None)
        ImportDraft.objects.forgotten().delete()
        form = StartForm(self.site, request.POST, request.FILES, kept=kept)
        valid = form.is_valid()
        draft = form.keep_file(request.user, kept)
        if not valid or draft is None:
            return self.show_start(request, form, draft)
        form.fill(draft)
        try:
            Preview.read(draft)
        except ImportRefused as refused:
            form.add_error(None, str(refused))
            return self.show_start(request, form, draft)
        if not draft.language:
            form.add_error("language", _("The language could not be told from the text: choose it."))
            return self.show_start(request, form, draft)
        draft.save()
        return HttpResponseRedirect(reverse(f"admin:{NAME}_preview", args=[draft.pk]))

    def show_start(self, request: HttpRequest, form: StartForm, kept: ImportDraft | None) -> HttpResponse:
        media = self.admin.media + form.media
        unfinished = ImportDraft.objects.filter(owner=request.user.pk, document__isnull=False).exclude(text="")
        unfinished = unfinished.select_related("document").defer("file", "text", "extracted")
        values: dict[str, Any] = {"languages": language_names()}
        values |= {"form": form, "kept": kept, "media": media, "unfinished": [] if kept else unfinished[:5]}
        return TemplateResponse(
            request, "admin/commitments/import_start.html", self.context(request, _("Import a text"), **values)
        )

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The text beside its clauses; each button comes back here."""
        self.allow(request)
        draft = self.draft(request, pk)
        if draft is None:
            messages.warning(request, _("This import was finished, given up, or is older than a day."))
            return HttpResponseRedirect(reverse(f"admin:{NAME}"))
        if not draft.extracted:  # The file was kept, but never read.
            return HttpResponseRedirect(reverse(f"admin:{NAME}"))
        if request.method != "POST":
            return self.show_preview(request, Preview(draft), PreviewForm(draft))
        button = request.POST.get("do", "")
        if button == "abandon":
            draft.delete()
            messages.info(request, _("The import was given up: nothing of it was kept."))
            return HttpResponseRedirect(reverse("admin:commitments_expression_changelist"))
        form = PreviewForm(draft, request.POST)
        if not form.is_valid():
            return self.show_preview(request, Preview(draft), form)
        form.fill(draft)
        try:
            preview = self.changed(request, draft, form, button)
            if button == "confirm":
                return self.confirm(request, draft, preview)
        except (ImportRefused, TextError) as refused:
            draft = self.draft(request, pk) or draft
            form.add_error(None, str(refused))
            return self.show_preview(request, Preview(draft), form)
        if button in CLAUSE_BUTTONS or button == "split":
            for said in preview.refused():
                messages.warning(request, said)
            preview.forget_idle_change()
        draft.save()
        if button == "said":
            return self.show_preview(request, preview, PreviewForm(draft), said=said_before(preview))
        place = f"#c{form.cleaned_data['at'][0]}" if form.cleaned_data["at"] and button in CLAUSE_BUTTONS else ""
        return HttpResponseRedirect(reverse(f"admin:{NAME}_preview", args=[draft.pk]) + place)

    def changed(self, request: HttpRequest, draft: ImportDraft, form: PreviewForm, button: str) -> Preview:
        """The preview after what a button asks for; the draft is changed, not saved."""
        given, line = form.cleaned_data, form.cleaned_data["line"]
        if button in ("begin", "end"):
            if line is None:
                raise ImportRefused(_("Give the number of the line first."))
            setattr(draft, "from_line" if button == "begin" else "to_line", line)
        if draft.extracted["asked"] != [draft.format, draft.language, draft.from_line, draft.to_line]:
            Preview.read(draft)
        if button == "undo":
            draft.operations = draft.operations[:-1]
        elif button in CLAUSE_BUTTONS:
            if not given["at"]:
                raise ImportRefused(_("Choose the clauses to change first."))
            kind = given["kind"] if button == "kind" else ""
            operation = Operation(button, tuple(given["at"]), kind)  # type: ignore[arg-type]  # one of CLAUSE_BUTTONS
            draft.operations = [*draft.operations, operation.as_json()]
        elif button == "split":
            if line is None:
                raise ImportRefused(_("Give the number of the line first."))
            offset = Preview(draft).offset_of_line(line)
            draft.operations = [*draft.operations, Operation("split", offset=offset).as_json()]
        preview = Preview(draft)
        if button in TICK_BUTTONS:
            draft.ticked = preview.starting_ticks(TICK_BUTTONS[button])
        return preview

    def confirm(self, request: HttpRequest, draft: ImportDraft, preview: Preview) -> HttpResponse:
        """The one step that stores something for good."""
        assert draft.document is not None
        made = import_edited(
            document=draft.document,
            source=preview.source(),
            text=preview.text,
            segmentation=preview.edited.segmentation,
            commitments=preview.ticked_eids(),
            against=draft.against if draft.add_citations else None,
            by_meaning=draft.by_meaning,
            instruments=preview.chosen_instruments(),
        )
        if count := len(preview.chosen_instruments()):
            said = ngettext("%(count)d document was made.", "%(count)d documents were made.", count)
            messages.success(request, said % {"count": count})
        draft.delete()
        said = ngettext(
            "Imported %(text)s with %(count)d clause.", "Imported %(text)s with %(count)d clauses.", made.clauses
        )
        messages.success(request, said % {"text": made.expression, "count": made.clauses})
        if count := len(made.commitments):
            said = ngettext("%(count)d draft commitment was made.", "%(count)d draft commitments were made.", count)
            messages.success(request, said % {"count": count})
        if count := made.expression.citations.count() - count:
            said = ngettext("%(count)d citation was added.", "%(count)d citations were added.", count)
            messages.success(request, said % {"count": count})
        return HttpResponseRedirect(reverse("admin:commitments_expression_change", args=[made.expression.pk]))

    def show_preview(
        self, request: HttpRequest, preview: Preview, form: PreviewForm, *, said: SaidBefore | None = None
    ) -> HttpResponse:
        draft = preview.draft
        for name, line in zip(("from_line", "to_line"), (preview.whole.first_line, preview.last_line), strict=True):
            form.fields[name].widget.attrs["placeholder"] = line
        values = {
            "draft": draft,
            "form": form,
            "preview": preview,
            "rows": clause_rows(preview),
            "lines": text_rows(preview),
            "pairing": pairing_html(preview),
            "said": said,
            "languages": language_names(),
            "media": self.admin.media,
            "is_nav_sidebar_enabled": False,  # The two panes want the room.
            "edit_url": reverse(f"admin:{NAME}_edit", args=[draft.pk]),
            "start_url": reverse(f"admin:{NAME}"),
        }
        title = _("Import into %(document)s") % {"document": draft.document}
        return TemplateResponse(
            request, "admin/commitments/import_preview.html", self.context(request, title, **values)
        )

    def edit(self, request: HttpRequest, pk: int) -> JsonResponse:
        """Changes to clauses without a new page: takes the operations, gives the rows that differ."""
        self.allow(request)
        draft = self.draft(request, pk)
        if draft is None or not draft.extracted or request.method != "POST":
            raise Http404
        form = PreviewForm(draft, request.POST)
        if not form.is_valid():
            return JsonResponse({"problems": [_("The change was not understood: load the page anew.")]}, status=400)
        before, known = Preview(draft), len(draft.operations)
        draft.operations, draft.ticked = form.cleaned_data["operations"], form.cleaned_data["ticked"]
        try:
            after = Preview(draft)
            problems = after.refused() if len(draft.operations) > known else []
            after.forget_idle_change()
        except TextError as refused:
            return JsonResponse({"problems": [str(refused)]}, status=400)
        draft.save(update_fields=["operations", "ticked"])
        return JsonResponse(
            {
                **changed_rows(clause_rows(before), clause_rows(after)),
                "operations": draft.operations,
                "summary": after.summary(),
                "pairing": pairing_html(after),
                "problems": problems,
            }
        )
