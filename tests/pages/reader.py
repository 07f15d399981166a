"""What a reader sees of a page: its text without the furniture of the margin."""

from typing import Any

from lxml import html

FURNITURE = ("places", "notes", "reference")


def parsed(answer: Any) -> html.HtmlElement:
    return html.fromstring(answer.content.decode())


def squeezed(text: str) -> str:
    return "".join(text.split())


def source_text(page: html.HtmlElement) -> str:
    """The words of the source on a reader's page, without white space."""
    (article,) = page.xpath("//article[@class='source']")
    for name in FURNITURE:
        for element in article.xpath(f".//*[@class='{name}']"):
            element.drop_tree()
    return squeezed(article.text_content())


def marked_text(page: html.HtmlElement) -> str:
    return squeezed("".join(page.xpath("//article[@class='source']//mark//text()")))
