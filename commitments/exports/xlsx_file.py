"""Commitments as an Excel file. Rows go to a file on the disk as they come, so memory stays the same however many."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from tempfile import TemporaryFile
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override

from commitments.text.languages import direction

from .columns import Column, Rows, Value, Wording
from .csv_file import tables
from .origin import Origin

# The limits of the format itself: further rows go on another sheet, longer texts are cut, and end so.
MOST_ROWS = 1_048_576
LONGEST_TEXT = 32_767
CUT = " […]"
WIDTH = 24
SENT_AT_A_TIME = 64 * 1024


def as_xlsx(
    blocks: Iterable[bytes], columns: Sequence[Column], wording: Wording, origin: Origin, *, rows: Rows
) -> Iterator[bytes]:
    """The file in pieces, once the last row is written: the format has its table of contents at the end."""
    with TemporaryFile() as file:
        cells = chain.from_iterable(zip(*table, strict=True) for table in tables(blocks, columns, wording, rows=rows))
        write(file, cells, columns, wording.language, origin)
        file.seek(0)
        while piece := file.read(SENT_AT_A_TIME):
            yield piece


def write(
    file: IO[bytes], rows: Iterable[Sequence[Value]], columns: Sequence[Column], language: str, origin: Origin
) -> None:
    with override(language):
        names = {"about": _("About"), "commitments": _("Commitments")}
    # Strings are written as strings: options that make formulas, numbers or links of them stay off all the same.
    options = {"constant_memory": True} | dict.fromkeys(
        ("strings_to_formulas", "strings_to_numbers", "strings_to_urls"), False
    )
    with xlsxwriter.Workbook(file, options) as book:
        # A row is final once the next is begun, so the sheets are filled one after the other.
        about = new_sheet(book, names["about"], language)
        for number, fact in enumerate(origin.facts().items()):
            for column, value in enumerate(fact):
                put(about, number, column, value)
        about.set_column(0, 1, WIDTH)
        sheet, at = None, MOST_ROWS
        sheets = 0
        for row in rows:
            if at >= MOST_ROWS:
                sheets += 1
                name = names["commitments"] if sheets == 1 else f"{names['commitments']} {sheets}"
                sheet, at = begin(book, name, columns, language), 1
            for column, cell in enumerate(row):
                put(sheet, at, column, cell)
            at += 1
        if sheet is None:
            begin(book, names["commitments"], columns, language)


def new_sheet(book: Any, name: str, language: str) -> Any:
    sheet = book.add_worksheet(name)
    if direction(language) == "rtl":
        sheet.right_to_left()
    return sheet


def begin(book: Any, name: str, columns: Sequence[Column], language: str) -> Any:
    """A sheet with the names of its columns, which stay in sight."""
    sheet = new_sheet(book, name, language)
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(columns) - 1, WIDTH)
    bold = book.add_format({"bold": True})
    for number, column in enumerate(columns):
        sheet.write_string(0, number, column.name, bold)
    return sheet


def put(sheet: Any, row: int, column: int, value: Value) -> None:
    if isinstance(value, int):
        sheet.write_number(row, column, value)
    elif value:
        kept = value if len(value.encode("utf-16-le")) <= 2 * LONGEST_TEXT else shortened(value)
        sheet.write_string(row, column, kept)


def shortened(value: str) -> str:
    """The format counts in UTF-16; a character of two units is not torn apart."""
    room = 2 * (LONGEST_TEXT - len(CUT))
    return value.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT
