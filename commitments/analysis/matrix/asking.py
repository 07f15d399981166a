"""What is asked of a matrix, besides the filters of commitments/: the same names and defaults at every door."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.searching.bitmaps import Bitmap

from ..states import State
from .axes import DIMENSIONS, axis
from .counting import MOST_CELLS, Matrix, TooManyCells, count_matrix

# Deeper than any vocabulary; there to bound the number of different answers.
MOST_LEVELS = 9


class MatrixForm(forms.Form):
    rows = forms.ChoiceField(choices=[(name, name) for name in DIMENSIONS], required=False)
    columns = forms.ChoiceField(choices=[(name, name) for name in DIMENSIONS], required=False)
    rows_depth = forms.IntegerField(min_value=0, max_value=MOST_LEVELS, required=False)
    columns_depth = forms.IntegerField(min_value=0, max_value=MOST_LEVELS, required=False)
    empty = forms.ChoiceField(choices=[("true", "true"), ("false", "false")], required=False)

    def clean(self) -> dict[str, Any]:
        """Themes against documents, where nothing else is asked for."""
        given = self.cleaned_data
        rows = given.get("rows") or ("document" if given.get("columns") == "theme" else "theme")
        columns = given.get("columns") or ("theme" if rows == "document" else "document")
        if rows == columns:
            self.add_error("columns", _("Rows and columns must be two different things."))
        for name, dimension in (("rows_depth", rows), ("columns_depth", columns)):
            if given.get(name) is not None and not DIMENSIONS[dimension].is_tree:
                self.add_error(name, _("There are no levels here: only themes, regions and actors have them."))
        return given | {"rows": rows, "columns": columns}

    @property
    def problems(self) -> dict[str, list[str]]:
        """What cannot be answered, by parameter."""
        return {name: [str(message) for message in messages] for name, messages in self.errors.items()}

    def answer(
        self,
        state: State,
        chosen: Bitmap,
        filters: Mapping[str, Any],
        language: str | None = None,
    ) -> Matrix | None:
        """The matrix; None where it would be too large, which is a problem then. `language` is the reader's."""
        given = self.cleaned_data
        try:
            matrix = count_matrix(
                state,
                chosen,
                rows=axis(given["rows"], given["rows_depth"], filters),
                columns=axis(given["columns"], given["columns_depth"], filters),
                filters=filters,
                language=language,
            )
        except TooManyCells as error:
            message = _("This makes %(size)s cells, and %(most)s are the most: choose fewer with filters.")
            self.add_error("rows", message % {"size": str(error), "most": MOST_CELLS})
            return None
        return matrix.without_empty() if given["empty"] == "false" else matrix
