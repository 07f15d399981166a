"""The little of style sheets that changes what a reader reads: what is not shown, and how lists are numbered.

Only plain selectors count (elements, classes, ids, one inside another); rules for print and other media don't.
"""

import re
from collections.abc import Iterator

from lxml import etree

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}@;]{1,500})\{([^{}]{0,5000})\}")
_AT_BLOCK = re.compile(r"@[^{};]{0,300}\{(?:[^{}]{0,5000}\{[^{}]{0,5000}\}){0,500}[^{}]{0,5000}\}")
_COMPOUND = re.compile(r"([a-zA-Z][a-zA-Z0-9]*)?((?:[.#][\w-]+)*)")
_MOST_RULES = 500
_NOT_SHOWN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
_LIST_STYLE = re.compile(r"(?:^|;)\s*list-style(?:-type)?\s*:\s*([^;]+)", re.IGNORECASE)


def hides(style: str) -> bool:
    """Whether these declarations take an element out of sight."""
    return _NOT_SHOWN.search(style) is not None


def list_style(style: str) -> str:
    """The list-style-type declared, or ""."""
    match = _LIST_STYLE.search(style)
    words = match[1].lower().replace("!important", "").split() if match else []
    return next((word for word in words if word not in ("inside", "outside") and not word.startswith("url")), "")


def apply(root: etree._Element) -> None:
    """Write what the page's own sheets declare into the `style` of the elements, before what they say themselves."""
    sheets = "\n".join("".join(sheet.itertext()) for sheet in root.iter("style"))
    if "display" not in sheets and "visibility" not in sheets and "list-style" not in sheets:
        return
    sheets = _AT_BLOCK.sub("", _COMMENT.sub("", sheets))
    for number, (selectors, declarations) in enumerate(_rules(sheets)):
        if number == _MOST_RULES:
            return
        for selector in selectors.split(","):
            path = _xpath(selector.strip())
            for element in root.xpath(path) if path else ():
                element.set("style", f"{declarations};{element.get('style', '')}")


def _rules(sheets: str) -> Iterator[tuple[str, str]]:
    for match in _RULE.finditer(sheets):
        if hides(match[2]) or list_style(match[2]):
            yield match[1], match[2].strip().rstrip(";")


def _xpath(selector: str) -> str:
    """`div.x > ol li` as a path, "" for a selector with anything more to it."""
    path = ""
    step = "//"
    for part in selector.replace(">", " > ").split():
        if part == ">":
            step = "/"
            continue
        match = _COMPOUND.fullmatch(part)
        if not match or not part:
            return ""
        conditions = ""
        for sign, name in re.findall(r"([.#])([\w-]+)", match[2]):
            held = f"contains(concat(' ',normalize-space(@class),' '),' {name} ')"
            conditions += f"[{held}]" if sign == "." else f"[@id='{name}']"
        path += f"{step}{(match[1] or '*').lower()}{conditions}"
        step = "//"
    return path
