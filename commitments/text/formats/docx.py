"""DOCX: the body of a Word document as Word shows it, its automatic numbers printed into the text.

Deleted text is left out and inserted text is kept; footnotes, headers and comments are left out; the results of
fields stand for the fields.
"""

from lxml import etree

from commitments.text.errors import TextError
from commitments.text.formats.blocks import Extracted, compose
from commitments.text.formats.packages import Package, main_part
from commitments.text.formats.word_body import Body
from commitments.text.formats.word_numbering import Numbering
from commitments.text.formats.word_styles import Styles
from commitments.text.formats.word_xml import STRICT, W, child, value
from commitments.text.formats.xml import parse_xml
from commitments.text.limits import Limits


def read_docx(data: bytes, limits: Limits) -> Extracted:
    """The text of a Word document with hints from its styles and lists."""
    package = Package(data, limits)
    main = main_part(package.names)
    root = _part(package, main)
    body = child(root, "body")
    if root is None or body is None:
        raise TextError("The DOCX has no body. Open it in Word and save it again.")
    folder = main.rpartition("/")[0]
    style_root = _part(package, f"{folder}/styles.xml")
    styles = Styles(style_root)
    numbering = Numbering(_part(package, f"{folder}/numbering.xml"), styles.numbers)
    reader = Body(styles, numbering)
    reader.read(body)
    defaults = child(child(child(style_root, "docDefaults"), "rPrDefault"), "rPr")
    return compose(reader.finished(), reader.warnings(), value(child(defaults, "lang"))[:35])


def _part(package: Package, name: str) -> etree._Element | None:
    data = package.read(name)
    return parse_xml(data.replace(STRICT, W.encode()), f"The part {name} of the DOCX") if data else None
