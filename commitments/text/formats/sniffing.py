"""Which format a file is, told by its content: first bytes, archive members, markup, signs of Markdown."""

import re

from commitments.text.errors import TextError
from commitments.text.formats.encodings import HOW_TO_SAVE
from commitments.text.formats.names import names
from commitments.text.formats.packages import is_word

# What a file's first bytes say it is, where nothing here can read it.
BINARY_FORMATS: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file, or a DOCX protected by a password"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"%!PS", "a PostScript file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
PDF_MARK = b"%PDF-"
# Some programs put a header of their own before the mark; readers look this far for it.
PDF_WITHIN = 1024

_PROLOGUE = re.compile(
    r"(?:\s|\ufeff|<\?.{0,500}?\?>|<!--.{0,20000}?-->|<!DOCTYPE[^>\[]{0,500}(?:\[.{0,20000}?\]\s*)?>)*", re.S | re.I
)
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?([A-Za-z][\w.-]{0,60})")
_HTML_ROOTS = names("""html head body title meta div p h1 h2 h3 ol ul table main article section span br center""")
_HTML_DOCTYPE = re.compile(r"<!DOCTYPE\s+html", re.IGNORECASE)
_TAGS = re.compile(r"</?(?:p|div|h[1-6]|ol|ul|li|br|table|tr|td|a|span|strong|em|b|i|body|html)\b[^<>]{0,300}>", re.I)
# So many tags for each thousand characters make a file without a beginning of its own a piece of HTML.
_LEAST_TAGS = 5

# A sign of Markdown and how sure it makes one; 2 are enough. Lists alone are in plain text too.
_MARKDOWN: tuple[tuple[re.Pattern[str], float, int], ...] = (
    (re.compile(r"^#{1,6} +\S", re.MULTILINE), 1.5, 2),
    (re.compile(r"^ {0,3}(?:\d{1,4}|[A-Za-z])\\[.)]", re.MULTILINE), 2, 1),
    (re.compile(r"\[[^\]\n]{1,200}\]\((?:https?:|#|/|\.|mailto:)[^)\s]*\)"), 2, 1),
    (re.compile(r"(?<![*\w])\*\*[^*\s][^*\n]{0,200}?\*\*"), 1, 2),
    (re.compile(r"(?<![_\w])__[^_\s][^_\n]{0,200}?__(?!\w)"), 1, 1),
    (re.compile(r"(?<![*\w])\*[^*\s][^*\n]{1,80}[^*\s]\*(?!\w)"), 0.5, 2),
    (re.compile(r"^(?:```|~~~)", re.MULTILINE), 1, 2),
    (re.compile(r"^\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)+\|?\s*$", re.MULTILINE), 2, 1),
    (re.compile(r"^[^\s#>-][^\n]{0,200}\n(?:={4,}|-{4,})[ \t]*\n[ \t]*\n", re.MULTILINE), 0.75, 2),
)
_FRONT_LINE = r"[A-Za-z_][\w-]*[ \t]*:[^\n]*\n(?:[ \t#-][^\n]*\n|\r?\n)*"
FRONT_MATTER = re.compile(rf"\ufeff?---[ \t]*\r?\n(?:{_FRONT_LINE})+(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_ONE, _TWO = re.compile(r"^1\. \S", re.MULTILINE), re.compile(r"^2\. ", re.MULTILINE)
_LEAST_ONES = 3
_LONGEST_LINE = 1000
_ENOUGH = 2
_LOOKED_AT = 200_000


def binary_format(data: bytes) -> str:
    """The format told by the first bytes: pdf, docx, or "" for what may be text. TextError for any other binary."""
    if PDF_MARK in data[:PDF_WITHIN]:
        return "pdf"
    if data.startswith(ZIP_MARKS):
        if is_word(data):
            return "docx"
        raise TextError(
            "The file is a zip archive and no DOCX (it may be ODT, EPUB, XLSX or a damaged file). "
            "Open it in the program it was made with and save it as DOCX or as plain text in UTF-8."
        )
    for magic, name in BINARY_FORMATS:
        if data.startswith(magic):
            raise TextError(f"The file is {name}, not plain text. {HOW_TO_SAVE}")
    return ""


def is_markup(data: bytes) -> bool:
    """Whether a text begins as markup, and so may declare its encoding itself."""
    return re.match(rb"(?:\xef\xbb\xbf)?\s*<", data[:1000]) is not None


def text_format(text: str) -> str:
    """The format of a text: akn, html, markdown or text; "xml" for XML of another kind."""
    start = text[:_LOOKED_AT]
    prologue = _PROLOGUE.match(start)
    begun = prologue.end() if prologue else 0
    root = _ROOT.match(start, begun)
    if root:
        name = root[1]
        if name.lower() == "akomantoso":
            return "akn"
        if name.lower() in _HTML_ROOTS or _HTML_DOCTYPE.search(start[:begun]):
            return "html"
        if (
            start[:begun].lstrip("\ufeff \t\r\n").startswith("<?xml")
            or "xmlns" in start[root.start() : root.end() + 500]
        ):
            return "xml"
    if _HTML_DOCTYPE.search(start[:begun]):
        return "html"
    if _looks_like_markdown(start):
        return "markdown"
    return "html" if len(_TAGS.findall(start)) * 1000 > _LEAST_TAGS * max(len(start), 1000) else "text"


def _looks_like_markdown(text: str) -> bool:
    # Lines are cut, so that no pattern has far to go.
    text = "\n".join(line[:_LONGEST_LINE] for line in text[:_LOOKED_AT].splitlines())
    if FRONT_MATTER.match(text + "\n"):
        return True
    # Every item written 1. is counted by a renderer only; three in a row are no accident.
    sure = 2.0 if len(_ONE.findall(text)) >= _LEAST_ONES and not _TWO.search(text) else 0.0
    for pattern, weight, most in _MARKDOWN:
        found = 0
        for _ in pattern.finditer(text):
            found += 1
            if found == most:
                break
        sure += weight * found
        if sure >= _ENOUGH:
            return True
    return False
