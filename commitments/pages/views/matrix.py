"""The matrix: how many commitments have what, two dimensions against each other."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from commitments.analysis.matrix.asking import MatrixForm
from commitments.analysis.matrix.picture import MOST_COLUMNS, MOST_ROWS
from commitments.filters import CommitmentFilterSet
from commitments.models.register import PublishedCommitment

from .. import figures, filtering, matrices
from ..rendering import answer


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Asks as REST does, but takes no offence at parameters that it does not know, like all pages."""
    state = figures.register_state()
    filters = filtering.known_parameters(request.GET)
    asked = matrices.asked_of(request.GET)
    filterset = CommitmentFilterSet(data=filters, queryset=PublishedCommitment.objects.all())
    form = MatrixForm(asked)
    problems = form.problems | filterset.problems
    matrix = None if problems else form.answer(state, filterset.bitmap, filterset.form.cleaned_data, get_language())
    problems |= form.problems
    labels = matrices.problem_labels()
    context: dict[str, Any] = matrices.form_of(state, form, asked, filters, problems) | {
        "applied": matrices.applied_to(state, asked, filters),
        "unfiltered": asked.urlencode(),
        "problems": [(labels[name], message) for name, messages in problems.items() for message in messages],
    }
    if matrix is None:
        return answer(request, "pages/matrix.html", context, status=400)
    machine = matrices.joined(asked.urlencode(), filters.urlencode())
    context |= {
        "matrix": matrices.table_of(matrix.cut(rows=MOST_ROWS, columns=MOST_COLUMNS), asked, filters),
        "machine": f"{reverse('api:matrix')}?{machine}",
        "files": f"{reverse('api:matrix')}?{matrices.joined(machine, f'label_language={get_language()}')}",
    }
    return answer(request, "pages/matrix.html", context)
