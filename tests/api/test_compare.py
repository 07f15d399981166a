"""compare/ in REST: the results that the pages show, and what is told to a question that makes no sense."""

import pytest

from .asking import API, refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("corpus")]

COMPARE = f"{API}compare/"
DOCUMENTS = ["gsi-concept-paper-2023", "xi-wuzhen-2015"]
TWO = ["china-russia-joint-statement-2021-8-p23-a", "gsi-concept-paper-2023-iii-13"]


def test_documents_come_in_the_order_asked_for_with_complete_addresses(client):
    for slugs in (DOCUMENTS, DOCUMENTS[::-1]):
        answer = client.get(COMPARE, {"document": slugs}).json()
        assert [document["slug"] for document in answer["documents"]] == slugs
        for thing in (*answer["documents"], *answer["commitments"].values()):
            assert thing["url"].startswith(f"http://testserver{API}")
        for theme in answer["themes"]:
            assert list(theme["says"]) == slugs or set(theme["says"]) == set(slugs)
            assert {key for keys in theme["says"].values() for key in keys} <= set(answer["commitments"])


def test_two_commitments_come_as_they_are_alone(client):
    answer = client.get(COMPARE, {"commitment": TWO, "language": "fr"}).json()
    for commitment in answer["commitments"]:
        alone = client.get(commitment["url"]).json()
        assert commitment == {name: alone[name] for name in commitment}
    quoted = [
        "\n".join(citation["exact"] for citation in commitment["citations"]) for commitment in answer["commitments"]
    ]
    segments = answer["change"]["segments"]
    told = ["".join(each["text"] for each in segments if each["kind"] in kinds) for kinds in (("removed",), ("added",))]
    assert all(told)
    assert "".join(each["text"] for each in segments if each["kind"] != "removed") == quoted[1]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({}, "document"),
        ({"document": DOCUMENTS[:1]}, "document"),
        ({"document": [*DOCUMENTS, "nope"]}, "document"),
        ({"document": [DOCUMENTS[0]] * 3}, "document"),
        ({"document": ["a\0", "b"]}, "document"),
        ({"commitment": TWO[:1]}, "commitment"),
        ({"commitment": [TWO[0], "nope"]}, "commitment"),
        ({"commitment": [*TWO, "xi-wuzhen-2015-p4"]}, "commitment"),
        ({"commitment": TWO, "document": DOCUMENTS}, "commitment"),
        ({"commitment": TWO, "language": "ar"}, "language"),
        ({"commitment": TWO, "language": ["fr", "fr"]}, "language"),
        ({"commitment": TWO, "language": "\0"}, "language"),
        ({"document": DOCUMENTS, "language": "fr"}, "language"),
        ({"document": DOCUMENTS, "theme": "disarmament"}, "theme"),
    ],
)
def test_what_makes_no_sense_is_named(client, query, name):
    assert set(refusal(client, COMPARE, query)) == {name}
