"""HTML: a page as a browser shows it, without what is around the document."""

from lxml import etree

from commitments.text.errors import TextError
from commitments.text.formats import css
from commitments.text.formats.blocks import Block, Extracted, compose
from commitments.text.formats.html_blocks import Walker
from commitments.text.formats.html_furniture import strip

# A law of 1,000 pages has 200,000 tags; a million and a half take a minute.
_MOST_TAGS = 1_500_000
_TOO_DEEP = "Excessive depth"


def read_html(text: str) -> Extracted:
    """The main text of a page: its paragraphs, headings, lists with their numbers, tables row by row."""
    root = parse(text)
    css.apply(root)
    main, warnings = strip(root)
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    return compose(walk(main), warnings, language.strip()[:35])


def fragment_blocks(text: str) -> list[Block]:
    """The blocks of a piece of HTML inside another format."""
    root = parse(text)
    css.apply(root)
    main, _ = strip(root)
    return walk(main)


def parse(text: str) -> etree._Element:
    """The tree of a page. libxml2 nests 256 elements deep at most; a page that goes deeper is refused, not cut."""
    if text.count("<") > _MOST_TAGS:
        raise TextError(
            f"The page has more than {_MOST_TAGS} tags, which no document does, and was not read. "
            "Copy its text into a plain text file."
        )
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.replace("\0", " ").encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise TextError(f"The file cannot be read as HTML ({str(error)[:200]}). Save it as text in UTF-8.") from error
    if any(_TOO_DEEP in (entry.message or "") for entry in parser.error_log):
        raise TextError(
            "The page nests elements more than 256 deep, which no document does, and was not read. "
            "Copy its text into a plain text file."
        )
    if root is None:
        raise TextError("The page has no text. Choose the file that holds the document.")
    return root


def walk(main: etree._Element) -> list[Block]:
    """The blocks of an element in order."""
    walker = Walker()
    walker.walk(main)
    walker.flush()
    return walker.blocks
