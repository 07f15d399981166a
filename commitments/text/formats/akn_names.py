"""The elements of Akoma Ntoso, and what is ours in the files we write: told once for the reader and the writer."""

from commitments.text.formats.names import names

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
# Our own attributes. The schema lets foreign ones stand on every element; other readers pass over them.
OURS = "urn:commitment-tracker:text"
XML = "http://www.w3.org/XML/1998/namespace"

# Elements of the hierarchy: each is a clause, and its name is the clause's kind.
HIERARCHY = names(
    """alinea annex article book chapter clause debateSection division indent item paragraph part point proviso rule
    section subchapter subclause subdivision sublist subparagraph subpart subrule subsection subtitle title tome
    transitional level recital citation attachment component"""
)
# Clauses too, of a name of their own even where the file gives none: there is one of each in a document.
SINGLE = names("preamble conclusions")
# Containers that only group: what they hold belongs to what is around them, unless they are numbered themselves.
GROUPS = names("list blockList recitals citations attachments components speechGroup")
QUOTED = names("quotedStructure embeddedStructure embeddedText quotedText")
LEFT_OUT = names("meta authorialNote note noteRef toc del img omissis marker")
# What a hierarchical element of the standard can stand for; other kinds are written as <hcontainer name="kind">.
WRITTEN = names(
    """alinea article book chapter clause division indent paragraph part point proviso rule section subchapter
    subclause subdivision subparagraph subpart subsection subtitle title tome"""
)
# Kinds whose number stands on the line of their words; the number of the others stands as a title does.
IN_LINE = names(
    """alinea bullet citation clause indent item level paragraph point proviso recital rule subclause subparagraph
    subrule subsection sublist"""
)
BLANK_LINE = "\n\n"


def space_before(after: str, part: str, kind: str) -> str:
    """What stands before a part (num, heading or block) of a clause of that kind, given the part said before it."""
    if after == "":
        return ""
    if after == "num" and (part == "heading" or kind in IN_LINE):
        return " "
    return BLANK_LINE
