"""Documents side by side: every commitment stands under each of its themes, and silence is what nothing is said on."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments.analysis.documents import compare_documents
from commitments.models.register import PublishedCommitment, PublishedTerm
from tests.factories import make_commitment, make_document, make_expression, make_theme, publish_whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def papers():
    """Two papers: one speaks of arms and water, the other of the theme above arms; a third speaks of nothing."""
    peace = make_theme("peace", position=1)
    arms = make_theme("arms", broader=peace, position=1)
    water, space = make_theme("water", position=2), make_theme("space", position=3)
    first, second, third = (make_document(slug) for slug in ("first", "second", "third"))
    french = make_expression(document=first)
    arabic = make_expression("1. نص\n2. نص آخر\n", document=second, language="ar")
    publish_whole(
        make_commitment("first-2", expression=french, locator="I.2", themes=[arms, water], position=2),
        make_commitment("first-1", expression=french, locator="I.1", themes=[arms], position=1),
        make_commitment("second-1", expression=arabic, locator="1", themes=[peace]),
        third,
        space,
    )


def test_each_theme_says_who_says_what_in_the_order_of_the_tree_and_the_text(papers):
    compared = compare_documents(["second", "first", "third"])
    assert [document["slug"] for document in compared["documents"]] == ["second", "first", "third"]
    assert [(theme["slug"], theme["says"], theme["silent"]) for theme in compared["themes"]] == [
        ("peace", {"second": ["second-1"], "first": [], "third": []}, ["third"]),
        ("arms", {"second": [], "first": ["first-1", "first-2"], "third": []}, ["second", "third"]),
        ("water", {"second": [], "first": ["first-2"], "third": []}, ["second", "third"]),
    ]
    assert [theme["slug"] for theme in compared["silent_themes"]] == ["space"]
    assert compared["commitments"]["second-1"]["quotes"] == [{"language": "ar", "direction": "rtl", "exact": "1. نص"}]


def test_a_draft_says_nothing(papers):
    document = make_document("fourth")
    make_commitment("fourth-1", expression=make_expression(document=document))
    publish_whole(document)
    compared = compare_documents(["first", "fourth"])
    assert all(theme["silent"] == ["fourth"] for theme in compared["themes"])


@pytest.mark.usefixtures("corpus")
def test_on_the_corpus_it_is_what_the_rows_say():
    slugs = ["gsi-concept-paper-2023", "xi-wuzhen-2015", "wang-yi-brics-2024"]
    compared = compare_documents(slugs)
    rows = PublishedCommitment.objects.current().filter(document__in=slugs)
    expected = {(theme["slug"], row.document, row.key) for row in rows for theme in row.payload["themes"]}
    told = {
        (theme["slug"], slug, key)
        for theme in compared["themes"]
        for slug, keys in theme["says"].items()
        for key in keys
    }
    assert told == expected
    for theme in compared["themes"]:
        speaking = set(rows.filter(themes__contains=[theme["slug"]]).values_list("document", flat=True))
        assert theme["silent"] == [slug for slug in slugs if slug not in speaking]
    top = PublishedTerm.objects.filter(kind="theme", broader="").values_list("key", flat=True)
    silent = {theme["slug"] for theme in compared["silent_themes"]}
    assert silent == {key for key in top if not rows.filter(themes__contains=[key]).exists()}


@pytest.mark.usefixtures("corpus")
@pytest.mark.parametrize("slugs", [["xi-wuzhen-2015", "un-charter"], ["gsi-concept-paper-2023", "xi-wuzhen-2015"]])
def test_the_number_of_queries_is_fixed(slugs):
    with CaptureQueriesContext(connection) as queries:
        compare_documents(slugs)
    assert len(queries) == 3
