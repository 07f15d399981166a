"""The feeds that a page tells of."""

from typing import Any

from django.urls import reverse

from commitments.exports.feeds import FEEDS

from .wording import Payload


def feed_links(name: str, title: str, *args: Any, query: str = "") -> list[Payload]:
    """What a page tells browsers and feed readers of its feeds."""
    return [
        {
            "type": FEEDS[format][0].partition(";")[0],
            "title": title,
            "address": reverse(f"pages:feed-{name}", args=[*args, format]) + (f"?{query}" if query else ""),
        }
        for format in FEEDS
    ]
