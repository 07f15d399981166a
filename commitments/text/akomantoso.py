"""A text with its clauses → Akoma Ntoso 3.0 that reads back as the same text and the same clauses.

What the standard has no place for (white space between blocks, the path of a clause) stands in attributes of our own
namespace, which the schema lets pass and other readers pass over.
"""

from collections.abc import Sequence
from datetime import date

from lxml import etree

from commitments.text.clauses import ClauseSpan
from commitments.text.errors import TextError
from commitments.text.formats.akn_names import NAMESPACE, OURS, WRITTEN, XML, space_before
from commitments.text.languages import SHORTER, normalise_language
from commitments.text.lines import BLANKS

_LONGER = {"ar": "ara", "en": "eng", "es": "spa", "fr": "fra", "ru": "rus", "zh": "zho"}
assert set(_LONGER) <= set(SHORTER.values())


def to_akoma_ntoso(
    text: str,
    clauses: Sequence[ClauseSpan],
    *,
    language: str,
    title: str = "",
    work: str = "/akn/un/doc/document",
    dated: date | None = None,
    author: str = "commitment-tracker",
) -> bytes:
    """The document as XML in UTF-8.

    `work` is the IRI of the work (STANDARDS 1), `dated` the day it was adopted. TextError for a text with characters
    that XML cannot hold.
    """
    root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE, "ct": OURS})
    document = _add(root, "doc", name="document")
    tag = normalise_language(language)
    try:
        _meta(document, tag, work, title, dated or date(1900, 1, 1), author)
        body = _add(document, "mainBody")
        body.set(f"{{{XML}}}lang", tag)
        _Writer(text, clauses).write(body)
    except ValueError as error:
        raise TextError(
            "The text holds characters that XML cannot (control characters or U+FFFE, U+FFFF), so it cannot be "
            "exported as Akoma Ntoso. Import a corrected text."
        ) from error
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _add(parent: etree._Element, tag: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)


def _meta(document: etree._Element, language: str, work: str, title: str, dated: date, author: str) -> None:
    meta = _add(document, "meta")
    identification = _add(meta, "identification", source="#source")
    longer = _LONGER.get(language.partition("-")[0], language.partition("-")[0])
    expression = f"{work}/{longer}@{dated.isoformat()}"
    for level, iri in (("Work", work), ("Expression", expression), ("Manifestation", f"{expression}.xml")):
        part = _add(identification, f"FRBR{level}")
        _add(part, "FRBRthis", value=f"{iri}/!main" if level != "Manifestation" else f"{expression}/!main.xml")
        _add(part, "FRBRuri", value=iri)
        if level == "Work" and title:
            _add(part, "FRBRalias", value=title, name="title")
        _add(part, "FRBRdate", date=dated.isoformat(), name="Generation")
        _add(part, "FRBRauthor", href="#author")
        if level == "Work":
            _add(part, "FRBRcountry", value=work.split("/")[2][:2] if work.count("/") > 2 else "un")
        elif level == "Expression":
            _add(part, "FRBRlanguage", language=longer)
        else:
            _add(part, "FRBRformat", value="application/akn+xml")
    references = _add(meta, "references", source="#source")
    _add(references, "TLCOrganization", eId="source", href="/ontology/organization/source", showAs=author)
    _add(references, "TLCOrganization", eId="author", href="/ontology/organization/author", showAs=author)


class _Writer:
    """Writes clauses one inside another; `at` is how far the text is written."""

    def __init__(self, text: str, clauses: Sequence[ClauseSpan]) -> None:
        self.text, self.clauses = text, clauses
        self.below: dict[int | None, list[int]] = {}
        for index, clause in enumerate(clauses):
            self.below.setdefault(clause.parent, []).append(index)
        self.at = 0
        self.after = ""
        self.loose = 0

    def write(self, body: etree._Element) -> None:
        """Everything, into the body."""
        for index in self.below.get(None, ()):
            self._between(body, self.clauses[index].start, "")
            self._clause(body, index)
        self._between(body, len(self.text), "")
        if self.at < len(self.text):
            body.set(f"{{{OURS}}}after", self.text[self.at :])
        if not len(body):
            _add(body, "p")

    def _clause(self, around: etree._Element, index: int) -> None:
        clause, children = self.clauses[index], self.below.get(index, [])
        known = clause.kind in WRITTEN
        element = _add(around, clause.kind if known else "hcontainer", eId=clause.eid)
        if not known:
            element.set("name", clause.kind)
        parent = self.clauses[clause.parent] if clause.parent is not None else None
        cited = clause.locator[len(parent.locator) + 1 :] if parent else clause.locator
        for name, value in (("number", clause.number), ("path", clause.path[-1]), ("cited", cited)):
            if value:
                element.set(f"{{{OURS}}}{name}", value)
        end = self.clauses[children[0]].start if children else clause.end
        if clause.label:
            self._part(_add(element, "num"), "num", clause.kind, clause.start, clause.start + len(clause.label))
        stop = self._heading_end(clause, end)
        if stop:
            heading = _add(element, "heading", eId=f"{clause.eid}__heading")
            self._part(heading, "heading", clause.kind, self.at, stop)
        elif clause.heading:
            element.set(f"{{{OURS}}}heading", clause.heading)
        if not children:
            self._blocks(_add(element, "content", eId=f"{clause.eid}__content"), clause.kind, end)
            return
        if self.text[self.at : end].strip(BLANKS):
            self._blocks(_add(element, "intro", eId=f"{clause.eid}__intro"), clause.kind, end)
        for child in children:
            self._between(element, self.clauses[child].start, clause.eid)
            self._clause(element, child)
        if self.text[self.at : clause.end].strip(BLANKS):
            self._blocks(_add(element, "wrapUp", eId=f"{clause.eid}__wrapup"), clause.kind, clause.end)

    def _heading_end(self, clause: ClauseSpan, end: int) -> int:
        """Where the words that are the heading end, if they stand right after the label; 0 if they don't."""
        if not clause.heading:
            return 0
        wanted = "".join(clause.heading.split())
        begun = self.at
        while begun < end and (self.text[begun].isspace() or self.text[begun] in "–—-"):
            begun += 1
        done = 0
        for place in range(begun, end):
            char = self.text[place]
            if char.isspace():
                continue
            if char != wanted[done]:
                return 0
            done += 1
            if done == len(wanted):
                read = " ".join(self.text[begun : place + 1].split())
                return place + 1 if read == clause.heading else 0
        return 0

    def _between(self, around: etree._Element, end: int, eid: str) -> None:
        """Words that lie in no clause below, between those that do."""
        if not self.text[self.at : end].strip(BLANKS):
            return
        self.loose += 1
        name = f"{eid}__text_{self.loose}" if eid else f"text_{self.loose}"
        element = _add(around, "hcontainer", eId=name, name="text")
        element.set(f"{{{OURS}}}clause", "no")
        self._blocks(_add(element, "content", eId=f"{name}__content"), "", end)

    def _blocks(self, element: etree._Element, kind: str, end: int) -> None:
        """The text as far as `end`, a paragraph for each line."""
        while self.text[self.at : end].strip(BLANKS):
            start = self.at
            while self.text[start] in BLANKS:
                start += 1
            stop = self.text.find("\n", start, end)
            stop = end if stop < 0 else stop
            stop = start + len(self.text[start:stop].rstrip(BLANKS))
            self._part(_add(element, "p"), "block", kind, start, stop)
        if not len(element):
            _add(element, "p")

    def _part(self, element: etree._Element, part: str, kind: str, start: int, stop: int) -> None:
        """One run of words, with what stands before it where a reader would not put the same."""
        words = self.text[start:stop]
        inner = words.lstrip(BLANKS)
        start += len(words) - len(inner)
        before = self.text[self.at : start]
        if before != space_before(self.after, part, kind):
            element.set(f"{{{OURS}}}before", before)
        if inner != " ".join(inner.split()):
            element.set(f"{{{XML}}}space", "preserve")
        element.text = inner
        self.at = stop
        self.after = part
