"""PDF → glyphs with their places: pdfminer.six reads, here is what to refuse and what to make of its answers."""

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer, LTImage
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text

from commitments.text.errors import TextError

_NO_CHARACTER = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]|\(cid:\d+\)|^$")
_UNMAPPED = re.compile(r"\(cid:\d+\)")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]+")
_PRESENTATION = re.compile("[\ufb00-\ufb06\ufb1d-\ufdf1\ufdf3-\ufdf9\ufe70-\ufefc\u2f00-\u2fd5\uf900-\ufaff]")
# Fewer characters than this on a page with a picture mean a scan.
_LEAST_ON_A_PAGE = 16
# With so many glyphs that no character is known for, what is left is no text.
_MOST_UNMAPPED = 0.2
_DEEPEST = 30
# The text given for more signs than this is a description; they speak for themselves.
_MOST_TOGETHER = 4


@dataclass(frozen=True, slots=True)
class Glyph:
    """What is drawn at a place: one character or a ligature's several, from `x0` to `x1` on the base line `y`.

    `order` is its place among what the page draws.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    order: int = 0


@dataclass(slots=True)
class Page:
    """The glyphs of a page as they are drawn."""

    glyphs: list[Glyph] = field(default_factory=list)
    width: float = 0
    height: float = 0
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """The pages of a file."""

    pages: list[Page]
    warnings: list[str]
    language: str


def pages(data: bytes, most_pages: int, most_characters: int) -> Read:
    """Every page's glyphs. TextError for what is encrypted, damaged, too long, or holds pictures of text only."""
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        language = resolve1(document.catalog.get("Lang", b""))
        found, unmapped, turned, broken = _read(document, most_pages, most_characters)
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise TextError("The PDF is encrypted. Open it with its password and save or print it without one.") from error
    except TextError:
        raise
    except MemoryError as error:
        raise TextError("The PDF takes more memory than any document should. Print it to a new PDF.") from error
    except Exception as error:  # pdfminer raises whatever a damaged file makes it stumble over
        raise TextError(
            f"The PDF is damaged ({type(error).__name__}). Take it from its source again, or print it to a new PDF."
        ) from error
    _refuse_pictures(found, unmapped)
    warnings = []
    if unmapped:
        warnings.append(f"{unmapped} signs have no character in the file and were left out; look for gaps")
    if turned:
        warnings.append(f"{turned} characters of turned text (in margins or watermarks) were left out")
    if broken:
        warnings.append(f"pages {', '.join(map(str, broken[:20]))} could not be read and are missing")
    empty = [n for n, page in enumerate(found, 1) if len(page.glyphs) < _LEAST_ON_A_PAGE and page.pictures]
    if empty:
        warnings.append(f"pages {', '.join(map(str, empty[:20]))} are pictures: their text, if any, is missing")
    return Read(found, warnings, language.decode("ascii", "ignore") if isinstance(language, bytes) else "")


def _read(document: PDFDocument, most_pages: int, most_characters: int) -> tuple[list[Page], int, int, list[int]]:
    manager = PDFResourceManager()
    device = _Device(manager, laparams=None)
    interpreter = PDFPageInterpreter(manager, device)
    found: list[Page] = []
    broken: list[int] = []
    unmapped = turned = total = 0
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        if number > most_pages:
            raise TextError(f"The PDF has more than {most_pages} pages. Split it into parts.")
        made = Page()
        found.append(made)
        try:
            interpreter.process_page(page)
        except (MemoryError, RecursionError):
            raise
        except Exception:  # as above; the other pages may be sound
            broken.append(number)
            continue
        layout = device.get_result()
        made.width, made.height = layout.width, layout.height
        for item in _items(layout, 0):
            if isinstance(item, LTImage):
                made.pictures += 1
                continue
            text = item.get_text()
            if _UNMAPPED.fullmatch(text) or _CONTROL.fullmatch(text) or "\ue000" <= text[:1] <= "\uf8ff":
                bullet = "\uf0a0" <= text[:1] <= "\uf0ff"
                unmapped += not bullet
                text = "•" if bullet else ""
            if not item.upright:
                turned += 1
                continue
            if text:
                made.glyphs.append(_glyph(item, text, len(made.glyphs)))
        total += len(made.glyphs)
        if total > most_characters:
            raise TextError(f"The PDF has more than {most_characters} characters. Split it into parts.")
    if broken and len(broken) == len(found):
        raise TextError("No page of the PDF can be read: it is damaged. Take it from its source again.")
    return found, unmapped, turned, broken


class _Device(PDFPageAggregator):
    """Gathers characters, and puts in the text that the file gives for signs drawn together (ActualText)."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._spans: list[tuple[str | None, list[LTChar]]] = []

    def render_char(self, *arguments: Any, **named: Any) -> float:
        advance = super().render_char(*arguments, **named)
        drawn = self.cur_item._objs[-1] if self.cur_item._objs else None
        if isinstance(drawn, LTChar):
            rise = arguments[4] if len(arguments) > 4 else named.get("rise", 0)
            if rise:  # superscript: the library moves the box and not the base line
                drawn.matrix = (*drawn.matrix[:5], drawn.matrix[5] + rise * drawn.matrix[3])
            if self._spans:
                self._spans[-1][1].append(drawn)
        return advance

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        actual = resolve1(props.get("ActualText")) if isinstance(props, dict) else None
        self._spans.append((decode_text(actual) if isinstance(actual, bytes) else None, []))

    def end_tag(self) -> None:
        if not self._spans:
            return
        actual, drawn = self._spans.pop()
        if actual is None or not drawn:
            if self._spans:
                self._spans[-1][1].extend(drawn)
            return
        if len(drawn) <= _MOST_TOGETHER or any(_NO_CHARACTER.search(char.get_text()) for char in drawn):
            widest = max(drawn, key=lambda char: char.x1 - char.x0)
            left, right = min(char.x0 for char in drawn), max(char.x1 for char in drawn)
            for char in drawn:
                char._text = ""
            widest._text, widest.x0, widest.x1 = actual, left, right


def _items(container: LTContainer[Any], depth: int) -> Iterator[LTChar | LTImage]:
    for item in container:
        if isinstance(item, LTChar | LTImage):
            yield item
        elif isinstance(item, LTContainer) and depth < _DEEPEST:
            yield from _items(item, depth + 1)


def _glyph(item: LTChar, text: str, order: int) -> Glyph:
    if _PRESENTATION.search(text):
        text = "".join(_letters(char) for char in text)
    y = item.matrix[5]
    bold = "bold" in item.fontname.lower() or "black" in item.fontname.lower()
    return Glyph(text.replace("\u00a0", " "), item.x0, item.x1, y, item.size or 1.0, bold, order)


def _letters(char: str) -> str:
    """The letters that a presentation form is a shape of; a mark's form is written over a space, which goes."""
    if not _PRESENTATION.match(char):
        return char
    letters = unicodedata.normalize("NFKC", char)
    return letters.lstrip(" ") or char


def _refuse_pictures(found: list[Page], unmapped: int) -> None:
    glyphs = sum(len(page.glyphs) for page in found)
    words = sum(not glyph.text.isspace() for page in found for glyph in page.glyphs)
    if not words and not unmapped:
        what = "holds pictures of pages" if any(page.pictures for page in found) else "has no text"
        raise TextError(f"The PDF {what} and no text layer. Have its text recognised (OCR) and import the result.")
    if unmapped > _MOST_UNMAPPED * (glyphs + unmapped):
        raise TextError(
            "The PDF does not say which characters most of its signs stand for. Have its text recognised (OCR), or "
            "take the document in another format."
        )
