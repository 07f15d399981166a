"""What is around the document on a web page: menus, sidebars, banners, contents lists, scripts. Found and left out.

The signs are, in this order: elements that say what they are, names of classes and ids, and lists of little but
links. What carries none of them stays: an editor drops it by lines, while words that are lost here are lost.
"""

import re

from lxml import etree

from commitments.text.formats import css
from commitments.text.formats.names import names

_NEVER_SHOWN = names(
    """applet area audio base button canvas datalist embed head iframe input link map meta noframes noscript object
    option param script select style svg template textarea title track video"""
)
_AROUND = names("nav aside footer header dialog search")
_ROLES = names(
    """navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar tablist alert"""
)
_NAMES = names(
    """nav navbar navigation navigations menu menus submenu sidebar sidenav breadcrumb breadcrumbs cookie cookies
    cookiebar consent gdpr share sharing sharebar social socials toolbar pagination pager related comments
    newsletter subscribe advert advertisement ads promo widget widgets skip skiplink toc contents
    tableofcontents popup modal search searchbox login langswitch languageswitcher masthead footer sitefooter
    pagefooter siteheader topbar noprint editsection"""
)
_HEADERS = names("header head top banner")  # they may hold the title: only outside, and without h1
_CONTAINERS = names("""div section aside nav ul ol dl table td form header footer p span fieldset center""")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
# Nothing that holds so much of the page is furniture, whatever it is called.
_MOST = 0.4
# A list of links is a menu or a contents list: so many links, and so much of its words in them.
_LEAST_LINKS, _LINK_SHARE = 4, 0.75
_LEAST_CONTENTS = 3
# A list of nothing but links is no part of a document, however short.
_NOTHING_ELSE, _FEWEST_LINKS = 0.95, 3
# A main element counts when it holds so much of what is left: some pages mark a teaser as main.
_LEAST_MAIN = 0.3
_LISTS = names("ul ol dl table div section td center")
_XML_SPACE = re.compile(r"\s+")


def strip(root: etree._Element) -> tuple[etree._Element, list[str]]:
    """The element that holds the document, what is not the document taken out of it, and a warning that names it."""
    for element in list(root.iter()):
        if isinstance(element.tag, str):
            if element.tag in _NEVER_SHOWN or _hidden(element):
                drop(element)
        else:
            drop(element)
    body = next(root.iter("body"), root)
    removed: list[str] = []
    sizes = _sizes(body)
    whole = max(1, sizes[body][0])
    gone: set[etree._Element] = set()
    with_title, with_main, with_article = (_around(body, name) for name in ("h1", "main", "article"))
    inside = (
        {each for main in body.iter("main", "article") for each in main.iter()} if with_main | with_article else set()
    )
    for element in list(body.iter()):
        if element is body or element in gone:
            continue
        size, linked, links = sizes[element]
        if size > _MOST * whole or element in with_main:
            continue
        titled, held = element in with_title, element in inside or element in with_article
        if _is_furniture(element, (size, linked, links), titled=titled, held=held):
            words = _XML_SPACE.sub(" ", "".join(element.itertext())).strip()
            if words:
                removed.append(words[:40])
            gone.update(element.iter())
            drop(element)
    removed += _contents_paragraphs(body)
    main = _main(body)
    if not removed and main is body:
        return main, []
    examples = "; ".join(f"“{words}…”" for words in removed[:5])
    left = f" ({len(removed)} parts, such as {examples})" if removed else ""
    return main, [f"menus and other parts of the page around the document were left out{left}"]


def drop(element: etree._Element) -> None:
    """Take an element out and leave the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _hidden(element: etree._Element) -> bool:
    if element.tag in ("html", "body"):
        return False
    return element.get("hidden") is not None or css.hides(element.get("style", ""))


def _sizes(body: etree._Element) -> dict[etree._Element, tuple[int, int, int]]:
    """For each element: characters of text, those inside links, and links. One pass from the leaves up."""
    sizes: dict[etree._Element, tuple[int, int, int]] = {}
    for element in reversed(list(body.iter())):
        size, linked, links = len((element.text or "").strip()), 0, 0
        for child in element:
            inner = sizes[child]
            size += inner[0] + len((child.tail or "").strip())
            linked += inner[1]
            links += inner[2]
        if element.tag == "a" and element.get("href") is not None:
            linked, links = size, links + 1
        sizes[element] = size, linked, links
    return sizes


def _around(body: etree._Element, name: str) -> set[etree._Element]:
    """The elements that hold one of that name."""
    found: set[etree._Element] = set()
    for element in body.iter(name):
        for around in element.iterancestors():
            if around in found:
                break
            found.add(around)
    return found


def _is_furniture(element: etree._Element, sizes: tuple[int, int, int], *, titled: bool, held: bool) -> bool:
    """`titled` holds an h1; `held` holds an article or is inside of one, or of the main element."""
    tag, (size, linked, links) = element.tag, sizes
    if tag in _AROUND and not (tag in ("header", "footer") and (held or titled)):
        return True
    if element.get("role", "").strip().lower() in _ROLES and not titled:
        return True
    if tag in _CONTAINERS:
        called = _words(element)
        if called & _NAMES and not titled:
            return True
        if called & _HEADERS and not held and not titled and tag in ("div", "section", "table"):
            return True
    if tag in _LISTS and links >= _LEAST_CONTENTS and linked >= _LINK_SHARE * size:
        local = sum((link.get("href") or "").startswith("#") for link in element.iter("a"))
        bare = tag in ("ul", "ol") and links >= _FEWEST_LINKS and linked >= _NOTHING_ELSE * size
        return bare or links >= _LEAST_LINKS or local >= _LEAST_CONTENTS
    return False


def _words(element: etree._Element) -> set[str]:
    named = f"{element.get('id', '')} {element.get('class', '')}"[:500]
    words = {word.lower() for word in _WORD.findall(named)}
    return words | {"".join(_WORD.findall(name)).lower() for name in named.split()}


def _contents_paragraphs(body: etree._Element) -> list[str]:
    """A contents list written as paragraphs: each is nothing but a link to a place on the page."""
    removed: list[str] = []
    run: list[etree._Element] = []

    def end() -> None:
        if len(run) >= _LEAST_CONTENTS:
            for paragraph in run:
                removed.append("".join(paragraph.itertext()).strip()[:40])
                drop(paragraph)
        run.clear()

    for paragraph in list(body.iter("p")):
        links = list(paragraph.iter("a"))
        words = "".join(paragraph.itertext()).strip()
        linked = sum(len("".join(link.itertext()).strip()) for link in links)
        local = all((link.get("href") or "").startswith("#") for link in links)
        if links and words and local and linked >= 0.9 * len(words):
            run.append(paragraph)
        elif words:
            end()
    end()
    return removed


def _main(body: etree._Element) -> etree._Element:
    """The main element, or the only article, if it holds most of the text; the body otherwise."""
    whole = max(1, len("".join(body.itertext()).strip()))
    mains = [each for each in body.iter("main", "div", "section") if each.tag == "main" or each.get("role") == "main"]
    articles = [each for each in body.iter("article") if next(each.iterancestors("article"), None) is None]
    for found in (mains, articles):
        if len(found) == 1 and len("".join(found[0].itertext()).strip()) >= _LEAST_MAIN * whole:
            return found[0]
    return body
