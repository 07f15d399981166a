"""Akoma Ntoso: the text as a reader sees it and the clauses that the file itself gives, with their eIds and numbers.

Every namespace from 1.0 to 3.0 and the drafts between is read alike, by local names; `id` of before 3.0 counts as eId.
"""

import re

from lxml import etree

from commitments.text.errors import TextError
from commitments.text.formats.akn_names import XML
from commitments.text.formats.akn_tree import Reader, local
from commitments.text.formats.blocks import Extracted
from commitments.text.formats.xml import parse_xml
from commitments.text.languages import primary_language

_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml\s[^>]*\?>")


def read_akn(text: str, language: str) -> Extracted:
    """The text with its structure. `language` is used for numbers in words where the file names none."""
    root = parse_xml(_DECLARATION.sub("", text, count=1).encode("utf-8", "replace"), "The Akoma Ntoso file")
    if local(root).lower() != "akomantoso":
        raise TextError("The file is XML and not Akoma Ntoso. Choose “auto” as its format.")
    declared = _language(root)
    documents = [child for child in root if local(child)]
    if not documents:
        raise TextError("The Akoma Ntoso file holds no document.")
    try:
        spoken = primary_language(declared) if declared else language
    except TextError:
        spoken = language
    reader = Reader(spoken)
    for document in documents:
        reader.container(document)
    structure, warnings = reader.finish()
    notes = sum(local(element) == "authorialNote" for element in root.iter())
    if notes:
        warnings.append(f"{notes} notes were left out, and their marks in the text")
    return Extracted(reader.text, (), tuple(warnings), declared, structure)


def _language(root: etree._Element) -> str:
    for element in root.iter():
        if local(element) in ("mainBody", "body") and element.get(f"{{{XML}}}lang"):
            return element.get(f"{{{XML}}}lang", "")[:35]
    for element in root.iter():
        if local(element) == "FRBRlanguage":
            return element.get("language", "").strip()[:35]
    return ""
