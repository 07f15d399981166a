"""Documents by theme, or two commitments, side by side. The address says what is compared, so that it can be shared."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.analysis.commitments import compare_commitments
from commitments.analysis.documents import compare_documents
from commitments.filters import ComparisonForm

from .. import figures
from ..comparing import commitments_compared, documents_table
from ..filtering import Option, known_parameters
from ..rendering import answer
from ..timelines import documents_quoted
from ..wording import words
from .commitments import titles_of


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Takes no offence at parameters that it does not know, as all pages; without any, it asks what to compare."""
    given = known_parameters(request.GET, ComparisonForm.base_fields)
    if set(given) <= {"document"} and len(given.getlist("document")) < ComparisonForm.FEWEST_DOCUMENTS:
        return chooser(request, given)
    form = ComparisonForm(given)
    if form.problems:
        return chooser(request, given, form.problems)
    asked = form.cleaned_data
    if asked["commitment"]:
        compared = compare_commitments(asked["commitment"], language=asked["language"])
        shown = commitments_compared(compared, titles_of(documents_quoted(compared)))
        return answer(request, "pages/compare_commitments.html", {"compared": shown})
    context = {"table": documents_table(compare_documents(asked["document"])), "options": options(given)}
    return answer(request, "pages/compare_documents.html", context)


def chooser(request: HttpRequest, given: QueryDict, problems: dict[str, list[str]] | None = None) -> HttpResponse:
    """The form, and what was wrong with the question; one document alone is a question half asked."""
    labels = {"document": _("Document"), "commitment": _("Commitment"), "language": _("Language")}
    listed = [(labels[name], message) for name, messages in (problems or {}).items() for message in messages]
    context = {"options": options(given), "problems": listed}
    return answer(request, "pages/compare.html", context, status=400 if problems else 200)


def options(given: QueryDict) -> list[Option]:
    """The documents that make commitments, newest first."""
    chosen = given.getlist("document")
    titles = figures.document_titles(figures.register_state())
    return [Option(slug, words(title), slug in chosen) for slug, title in titles.items()]
