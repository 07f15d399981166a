"""How the tests ask the REST interface."""

from collections.abc import Iterator
from typing import Any

from django.test import Client

API = "/api/v1/"
# Every list of the interface, with one that holds something for those below a document or a commitment.
LISTS = {
    "documents": f"{API}documents/",
    "clauses": f"{API}documents/gsi-concept-paper-2023/clauses/",
    "mentions": f"{API}documents/un-charter/mentions/",
    "commitments": f"{API}commitments/",
    "versions": f"{API}commitments/gsi-concept-paper-2023-iii-13/versions/",
    "related": f"{API}commitments/gsi-concept-paper-2023-iii-13/related/",
    "links": f"{API}links/",
    "themes": f"{API}themes/",
    "regions": f"{API}regions/",
    "actors": f"{API}actors/",
    "changes": f"{API}changes/",
}
# Everything else that answers in JSON.
THINGS = {
    "home": API,
    "document": f"{API}documents/gsi-concept-paper-2023/",
    "commitment": f"{API}commitments/gsi-concept-paper-2023-iii-13/",
    "version": f"{API}commitments/gsi-concept-paper-2023-iii-13/versions/1/",
    "lineage": f"{API}commitments/gsi-concept-paper-2023-iii-13/lineage/",
    "documents compared": f"{API}compare/?document=gsi-concept-paper-2023&document=xi-wuzhen-2015",
    "commitments compared": f"{API}compare/?commitment=xi-wuzhen-2015-p4&commitment=gsi-concept-paper-2023-iii-13",
    "theme": f"{API}themes/peace-and-security/",
    "region": f"{API}regions/002/",
    "actor": f"{API}actors/china/",
    "matrix": f"{API}matrix/",
}
TEXT = f"{API}documents/gsi-concept-paper-2023/text/fr/"


def pages(client: Client, url: str, **query: Any) -> Iterator[dict[str, Any]]:
    """The pages of a list, following `next`."""
    while url:
        answer = client.get(url, query)
        assert answer.status_code == 200, answer.content
        page = answer.json()
        yield page
        url, query = page["next"], {}


def every(client: Client, url: str, **query: Any) -> list[dict[str, Any]]:
    """All results of a list, over all its pages."""
    return [result for page in pages(client, url, **({"page_size": 500} | query)) for result in page["results"]]


def refusal(client: Client, url: str, query: Any) -> dict[str, Any]:
    """What a refused request is told, by parameter."""
    answer = client.get(url, query)
    assert answer.status_code == 400, (answer.status_code, answer.content)
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert all(name in told["detail"] for name in told["errors"])
    errors: dict[str, Any] = told["errors"]
    return errors
