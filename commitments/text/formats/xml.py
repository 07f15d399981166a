"""XML parsed without entities, network or unbounded depth; what is hostile or broken is refused with a reason."""

import re

from lxml import etree

from commitments.text.errors import TextError

# Comments and CDATA may hold anything; a document type stands before the root.
_DOCTYPE = re.compile(rb"\s*(?:<\?.{0,1000}?\?>\s*|<!--.{0,100000}?-->\s*)*<!DOCTYPE[^>\[]{0,1000}(\[)?", re.DOTALL)
# Word writes 20 tags for a line at its worst, so a thousand pages in a million.
_MOST_TAGS = 6_000_000


def parse_xml(data: bytes, what: str) -> etree._Element:
    """The root of the XML in `data`. `what` names it in the reason of a TextError."""
    if data.count(b"<") > _MOST_TAGS:
        raise TextError(f"{what} has more than {_MOST_TAGS} tags, which no document does. Save it as plain text.")
    doctype = _DOCTYPE.match(data)
    if doctype and doctype[1]:
        raise TextError(
            f"{what} declares entities or a document type of its own, which can hide what a reader doesn't see, and "
            "was not read. Save it without its document type (the lines from <!DOCTYPE to ]>)."
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, remove_comments=True,
        remove_pis=True, huge_tree=False,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        message = str(error)
        if "Excessive depth" in message or "xmlSAX2Characters: huge" in message or "huge" in message.lower():
            raise TextError(
                f"{what} nests elements more than 256 deep or has a text of more than 10 MB in one, which no document "
                "does, and was not read. Take it from its source again, or save it as plain text."
            ) from error
        raise TextError(f"{what} is not well-formed XML: {message[:200]}. Take it from its source again.") from error
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise TextError(f"{what} cannot be read as XML: {str(error)[:200]}.") from error
