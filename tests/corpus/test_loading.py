"""The files of a corpus → drafts → the register: all or nothing, and nothing twice."""

from datetime import date

import pytest
import yaml
from django.core.management import CommandError, call_command

from commitments.corpus import CorpusError, load_corpus
from commitments.models import Citation, Commitment, Document, Link, RegionMember, RegisterEntry, Theme
from tests.publishing.snapshots import snapshot

from .small import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    return write(tmp_path)


@pytest.fixture
def change(folder):
    """Changes the content of a file in place."""

    def apply(name, edit):
        content = yaml.safe_load((folder / name).read_text())
        edit(content)
        (folder / name).write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False))

    return apply


def test_everything_in_the_files_is_published(folder):
    loaded = load_corpus(folder=folder)
    assert loaded.counts == {
        "themes": 2,
        "regions": 2,
        "actors": 1,
        "documents": 2,
        "texts": 1,
        "commitments": 2,
        "links": 1,
    }
    assert loaded.entries == RegisterEntry.objects.count() == 11
    assert Theme.objects.get(slug="below").broader.slug == "above"
    assert Citation.objects.get(commitment__key="paper-2").exact == "5 000 policiers"
    assert Link.objects.get().state == "accepted"
    assert Commitment.objects.get(key="paper-2").target_quantity == 5000


def test_loading_again_writes_nothing(folder):
    load_corpus(folder=folder)
    before = snapshot()
    assert load_corpus(folder=folder).entries == 0
    assert snapshot() == before


@pytest.mark.parametrize(
    ("file", "edit", "kinds"),
    [
        ("vocabularies/themes.yaml", lambda it: it[0]["label"].update(en="Changed"), ["theme"]),
        ("vocabularies/themes.yaml", lambda it: it.append({"slug": "new", "label": {"en": "New"}}), ["theme"]),
        ("vocabularies/regions.yaml", lambda it: it[1].update(members=[{"country": "DZ"}]), ["region"]),
        ("documents/paper.yaml", lambda it: it.update(adopted_on=date(2023, 2, 21)), ["document"]),
        ("documents/paper.yaml", lambda it: it["expressions"][0].update(publisher="Xinhua"), ["expression"]),
        ("documents/paper.yaml", lambda it: it["commitments"][1].update(status="lapsed"), ["commitment"]),
        ("documents/paper.yaml", lambda it: it["commitments"][1].update(themes=["below"]), ["commitment"]),
        ("documents/paper.yaml", lambda it: it["commitments"][1]["citations"][0].pop("quote"), ["commitment"]),
        ("documents/paper.yaml", lambda it: it["commitments"][0]["actors"].clear(), ["commitment"]),
        ("links.yaml", lambda it: it[0].update(relation="extends"), ["link"]),
    ],
)
def test_what_the_files_say_differently_is_published_and_nothing_else(folder, change, file, edit, kinds):
    load_corpus(folder=folder)
    change(file, edit)
    assert load_corpus(folder=folder).entries == len(kinds)
    assert [entry.kind for entry in RegisterEntry.objects.order_by("sequence")[11:]] == kinds


def test_what_editors_added_is_left_alone(folder):
    load_corpus(folder=folder)
    Theme.objects.create(slug="mine", label={"en": "Mine"})
    load_corpus(folder=folder)
    assert Theme.objects.filter(slug="mine").exists()
    assert not RegisterEntry.objects.filter(key="mine").exists()


def test_dates_of_membership_are_kept(folder, change):
    change("vocabularies/regions.yaml", lambda it: it[1]["members"][0].update({"from": date(2002, 7, 9)}))
    load_corpus(folder=folder)
    assert RegionMember.objects.get().since == date(2002, 7, 9)


@pytest.mark.parametrize(
    ("file", "edit", "named"),
    [
        ("vocabularies/themes.yaml", lambda it: it[0].update(broader="nowhere"), "below: .*nowhere"),
        ("vocabularies/themes.yaml", lambda it: it[1].update(broader="below"), "circle"),
        ("vocabularies/actors.yaml", lambda it: it[0].pop("name"), "china: .*name.* is missing"),
        ("vocabularies/actors.yaml", lambda it: it[0].update(name={"tlh": "x"}), "china: .*tlh"),
        ("vocabularies/actors.yaml", lambda it: it[0].update(type="person"), "china: .*country_codes"),
        ("vocabularies/regions.yaml", lambda it: it[0].update(code="2"), "2: .*region_code_fits_its_kind"),
        ("documents/paper.yaml", lambda it: it.update(actors=[{"actor": "nowhere", "role": "issuer"}]), "nowhere"),
        ("documents/paper.yaml", lambda it: it.update(kind="novel"), "paper: .*novel"),
        ("documents/paper.yaml", lambda it: it["expressions"][0].update(file="nowhere.txt"), "nowhere.txt"),
        ("documents/paper.yaml", lambda it: it["expressions"][0].update(language="klingon"), "klingon"),
        ("documents/paper.yaml", lambda it: it["expressions"][0].update(to_line=99), "line"),
        ("documents/paper.yaml", lambda it: it["commitments"][0].update(themes=["nowhere"]), "nowhere"),
        ("documents/paper.yaml", lambda it: it["commitments"][0].update(title={}), "It has no title"),
        ("documents/paper.yaml", lambda it: it["commitments"][0].update(themes=[]), "It has no theme"),
        ("documents/paper.yaml", lambda it: it["commitments"][0].update(citations=[]), "It has no citation"),
        ("documents/paper.yaml", lambda it: it["commitments"][0].update(kind="wish"), "wish"),
        ("documents/paper.yaml", lambda it: it["commitments"][0].update(legal_character="treaty"), "has_a_source"),
        ("documents/paper.yaml", lambda it: it["commitments"][0]["citations"][0].update(clause="9"), "clauses? 9"),
        (
            "documents/paper.yaml",
            lambda it: it["commitments"][0]["citations"][0].update(quote="not there"),
            "“not there” stands 0 times",
        ),
        ("documents/paper.yaml", lambda it: it["commitments"][0]["citations"][0].update(quote="a"), "stands . times"),
        ("links.yaml", lambda it: it[0].update(target="nowhere"), "nowhere"),
        ("links.yaml", lambda it: it[0].update(target="paper-2"), "link_is_not_to_itself"),
        ("links.yaml", lambda it: it[0].update(relation="likes"), "likes"),
        ("links.yaml", lambda it: it[0].pop("rationale"), "rationale.* is missing"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_stored(folder, change, file, edit, named):
    change(file, edit)
    with pytest.raises(CorpusError, match=named):
        load_corpus(folder=folder)
    assert [model.objects.count() for model in (RegisterEntry, Document, Commitment, Theme)] == [0, 0, 0, 0]


@pytest.mark.parametrize("content", ["a: [b", "\x00", None])
def test_a_file_that_cannot_be_read_is_named(folder, content):
    path = folder / "vocabularies" / "themes.yaml"
    path.unlink()
    if content is not None:
        path.write_text(content)
    with pytest.raises(CommandError, match=r"themes\.yaml"):
        call_command("load_corpus", folder=folder, verbosity=0)
