"""What a text names becomes references of its clauses, found again whenever names change."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from commitments.importing import ImportRefused, find_references, import_edited, make_instruments, read_source
from commitments.importing.sources import Source
from commitments.models import Clause, Document, Reference
from commitments.text.mentions import Proposal
from tests.factories import make_document, make_expression

pytestmark = pytest.mark.django_db

TEXT = """I. Principes
1. Les Parties respectent l'article 2 de la Charte des Nations Unies.
a) Elles appliquent la résolution 1540 (2004).
2. Elles soutiennent l'Initiative mondiale sur la sécurité et le « Traité sur le ciel ouvert ».
II. Suivi
1. Elles se réunissent.
"""


def make_charter():
    return make_document("charter", title={"fr": "Charte des Nations Unies"}, kind="treaty")


def rows():
    found = Reference.objects.order_by("start", "document__slug")
    return [(one.clause.locator, one.document.slug, one.article, one.exact) for one in found]


def run(**options):
    out = StringIO()
    call_command("find_references", stdout=out, **options)
    return out.getvalue()


CHARTER = ("I.1", "charter", "2", "article 2 de la Charte des Nations Unies")


def test_an_import_makes_the_references_in_the_deepest_clauses():
    make_charter()
    make_document("r-1540", title={"en": "Non-proliferation"}, symbol="S/RES/1540 (2004)", kind="resolution")
    make_document("gsi", alternative_names={"fr": ["Initiative mondiale sur la sécurité"]})
    expression = make_expression(TEXT)
    assert rows() == [
        CHARTER,
        ("I.1.a", "r-1540", "", "résolution 1540 (2004)"),
        ("I.2", "gsi", "", "Initiative mondiale sur la sécurité"),
    ]
    for reference in Reference.objects.all():
        assert expression.text[reference.start : reference.end] == reference.exact
        assert reference.origin == "found"


def test_a_document_known_later_is_found_on_demand_and_finding_again_changes_nothing():
    make_expression(TEXT)
    assert rows() == []
    make_charter()
    first = find_references()
    assert (first.texts, first.made, first.removed) == (1, 1, 0)
    before = list(Reference.objects.values())
    again = find_references()
    assert (again.made, again.removed, again.kept) == (0, 0, 1)
    assert list(Reference.objects.values()) == before
    assert rows() == [CHARTER]


def test_a_name_that_is_taken_back_takes_its_references_along():
    charter = make_charter()
    make_expression(TEXT)
    charter.title = {"fr": "Autre titre"}
    charter.save()
    assert find_references().removed == 1
    assert rows() == []


def test_what_an_editor_made_stays_and_is_not_doubled():
    charter = make_charter()
    other = make_document("other")
    expression = make_expression(TEXT)
    found = Reference.objects.get()
    Reference.objects.filter(pk=found.pk).update(origin="editor", article="2(4)")
    clause = Clause.objects.get(expression=expression, locator="I.2")
    words = "Elles soutiennent"
    start = expression.text.index(words)
    by_hand = Reference.objects.create(clause=clause, document=other, start=start, end=start + len(words), exact=words)
    charter.alternative_names = {"fr": ["la Charte des Nations Unies"]}
    charter.save()
    find_references()
    assert [row[1:3] for row in rows()] == [("charter", "2(4)"), ("other", "")]
    by_hand.refresh_from_db()
    assert by_hand.origin == "editor"


def test_a_document_does_not_refer_to_itself():
    charter = make_charter()
    make_expression("1. La Charte des Nations Unies entre en vigueur.\n", document=charter)
    assert rows() == []


def test_the_title_of_the_document_says_which_treaty_is_meant():
    make_document("npt", title={"fr": "Traité sur la non-prolifération"}, kind="treaty")
    title = {"fr": "Déclaration sur les dix ans du Traité sur la non-prolifération"}
    make_expression("1. Conformément à l'article 25 du traité.\n", document=make_document(title=title))
    assert rows() == [("1", "npt", "25", "article 25 du traité")]


@pytest.mark.parametrize("times", [1, 60])
def test_the_statements_do_not_grow_with_the_text(times, django_assert_num_queries):
    make_charter()
    expression = make_expression(TEXT * times if times == 1 else "".join(
        f"{number}. Selon l'article {number} de la Charte des Nations Unies.\n" for number in range(1, times)
    ))  # fmt: skip
    Reference.objects.all().delete()
    # The names, the slugs, the clauses, the references there are, a savepoint, and one to store them.
    with django_assert_num_queries(7):
        find_references(expressions=[expression])


class TestNewDocuments:
    def test_they_are_made_with_the_import_and_referred_to(self):
        document = make_document("paper")
        source = Source(data=TEXT.encode(), language="fr")
        text, segmentation, _ = read_source(source)
        proposals = [
            Proposal("Traité sur le ciel ouvert", "treaty", "", sure=True),
            Proposal("S/RES/1540 (2004)", "resolution", "S/RES/1540 (2004)", sure=True),
        ]
        import_edited(document=document, source=source, text=text, segmentation=segmentation, instruments=proposals)
        made = Document.objects.get(slug="traite-sur-le-ciel-ouvert")
        assert (made.title, made.kind, made.symbol) == ({"fr": "Traité sur le ciel ouvert"}, "treaty", "")
        assert [(row[1], row[3]) for row in rows()] == [
            ("s-res-1540-2004", "résolution 1540 (2004)"),
            ("traite-sur-le-ciel-ouvert", "Traité sur le ciel ouvert"),
        ]

    def test_their_slugs_are_free_and_fit_for_an_address(self):
        make_document("treaty")
        proposals = [Proposal(name, "treaty", "", sure=True) for name in ("ميثاق", "宪章", "Treaty")]
        made = make_instruments(proposals, language="ar")
        assert [document.slug for document in made] == ["treaty-2", "treaty-3", "treaty-4"]

    def test_a_language_without_titles_is_refused(self):
        with pytest.raises(ImportRefused, match="de"):
            make_instruments([Proposal("Vertrag", "treaty", "", sure=True)], language="de")


class TestCommand:
    def test_it_says_what_it_made_and_what_is_not_known(self):
        make_expression(TEXT, document=make_document("paper"))
        make_charter()
        said = run()
        assert "1 made, 0 removed, 0 kept" in said
        assert "Traité sur le ciel ouvert" in said
        assert "0 made, 0 removed, 1 kept" in run(document="paper")

    def test_json_has_the_same(self):
        make_expression(TEXT, document=make_document("paper"))
        found = json.loads(run(json=True))
        assert (found["texts"], found["made"]) == (1, 0)
        assert {"expression", "start", "end", "exact", "article", "documents", "proposed"} == set(found["unknown"][0])
        assert "Traité sur le ciel ouvert" in [one["proposed"]["name"] for one in found["unknown"]]

    def test_a_document_without_texts_is_an_error(self):
        with pytest.raises(CommandError, match="nowhere"):
            run(document="nowhere")
