"""The matrix as CSV: a line of keys, a line of labels, a line of totals, then the rows."""

import csv
import io

from django.utils.translation import gettext as _
from django.utils.translation import override

from commitments.text.cells import harmless

from .counting import Matrix
from .labels import label_of, plural


def as_csv(matrix: Matrix, *, language: str, bom: bool = False) -> bytes:
    """UTF-8; `bom` marks it as such, for programs that need to be told."""
    written = io.StringIO()
    if bom:
        written.write("\ufeff")
    writer = csv.writer(written)

    def write(*texts: str, all_of_them: str | int, cells: list[str] | list[int]) -> None:
        writer.writerow([*map(harmless, texts), all_of_them, *cells])

    with override(language):
        every, rows = _("All"), plural(matrix.row_axis)
    columns = matrix.columns
    write("key", "label", "depth", all_of_them="all", cells=[harmless(column.key) for column in columns])
    labels = [harmless(label_of(column, language).text) for column in columns]
    write("", rows, "", all_of_them=every, cells=labels)
    write("all", every, "", all_of_them=matrix.total, cells=[column.count for column in columns])
    for row, cells in zip(matrix.rows, matrix.cells, strict=True):
        write(row.key, label_of(row, language).text, str(row.depth), all_of_them=row.count, cells=cells)
    return written.getvalue().encode()
