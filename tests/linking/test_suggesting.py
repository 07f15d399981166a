"""Suggestions, on small documents whose counterparts are known."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments.linking import decide_link, embed_backlog, suggest_links
from commitments.linking.scoring import reason_in_words
from commitments.models import Link, Reference
from commitments.models.choices import Relation, Verdict
from tests.factories import clause_of, make_commitment, make_document, make_expression, make_theme

pytestmark = pytest.mark.django_db

ENGLISH = [
    "A nuclear war cannot be won and must never be fought.",
    "The Parties will protect the security of data and of supply chains.",
    "Outer space must not become a place for an arms race.",
    "All States should settle their disputes by dialogue and consultation.",
]
FRENCH = [
    "L'espace extra-atmosphérique ne doit pas devenir le lieu d'une course aux armements.",
    "Il faut régler les différends entre États par le dialogue et la consultation.",
    "La guerre nucléaire ne peut être gagnée et ne doit jamais être menée.",
    "Les Parties protégeront la sécurité des données et des chaînes d'approvisionnement.",
]
TRANSLATION = {"1": "3", "2": "4", "3": "1", "4": "2"}


def make_text(slug, sentences, language, **values):
    document = make_document(slug, **values)
    text = "".join(f"{number}. {sentence}\n" for number, sentence in enumerate(sentences, 1))
    expression = make_expression(text, document=document, language=language)
    return [
        make_commitment(f"{slug}-{number}", expression=expression, locator=str(number))
        for number in range(1, len(sentences) + 1)
    ]


@pytest.fixture
def texts():
    return make_text("en", ENGLISH, "en", adopted_on=date(2020, 1, 1)), make_text(
        "fr", FRENCH, "fr", adopted_on=date(2023, 1, 1)
    )


def first_of(**given):
    best = {}
    for suggestion in suggest_links(**given):
        best.setdefault(suggestion.source, suggestion)
    return best


def test_the_translation_of_each_is_the_first(texts):
    best = first_of(document="en")
    assert {source: suggestion.target for source, suggestion in best.items()} == {
        f"en-{one}": f"fr-{other}" for one, other in TRANSLATION.items()
    }


def test_best_first_for_each_source_and_both_directions_of_the_whole_corpus(texts):
    found = list(suggest_links())
    assert {suggestion.source for suggestion in found} == {commitment.key for side in texts for commitment in side}
    for source in {suggestion.source for suggestion in found}:
        scores = [suggestion.score for suggestion in found if suggestion.source == source]
        assert scores == sorted(scores, reverse=True)


def test_proposals_are_kept_once_for_each_pair_from_the_later_to_the_earlier(texts):
    for _ in range(2):
        list(suggest_links())
    links = Link.objects.all()
    assert {(link.source.key, link.target.key) for link in links} >= {("fr-3", "en-1")}
    assert all(link.source.document.slug == "fr" for link in links)
    assert {(link.state, link.origin) for link in links} == {("proposed", "suggested")}
    assert all(link.reasons and link.score for link in links)


def test_looking_only_keeps_nothing(texts):
    assert list(suggest_links(keep=False))
    assert not Link.objects.exists()


def test_a_refused_pair_does_not_come_back(texts):
    list(suggest_links())
    link = Link.objects.get(source__key="fr-3", target__key="en-1")
    decide_link(link=link, person="ada", verdict=Verdict.REFUSE)
    assert "fr-3" not in [suggestion.target for suggestion in suggest_links() if suggestion.source == "en-1"]
    link.refresh_from_db()
    assert link.state == Link.State.REJECTED


def test_what_persons_decided_stays_as_it_is(texts):
    list(suggest_links())
    link = Link.objects.get(source__key="fr-3", target__key="en-1")
    decide_link(link=link, person="ada", verdict=Verdict.ACCEPT, relation=Relation.EXTENDS)
    suggested = first_of()["en-1"]
    assert suggested.state == Link.State.ACCEPTED
    link.refresh_from_db()
    assert (link.state, link.relation) == (Link.State.ACCEPTED, Relation.EXTENDS)


def test_one_sentence_inside_a_long_paragraph_is_found(texts):
    filler = "The delegations exchanged views on culture, tourism and sport. They thanked their hosts for the welcome. "
    make_text("long", [filler * 3 + ENGLISH[0] + " " + filler * 3], "en")
    best = first_of(document="long", against="fr")["long-1"]
    assert best.target == "fr-3"
    assert {"kind": "sentence", "side": "source", "exact": ENGLISH[0]} in best.reasons
    assert best.relation == Relation.EXTENDS


def test_the_same_words_restate_and_say_so(texts):
    make_text("copy", [ENGLISH[1].replace("will", "shall")], "en")
    best = first_of(document="copy", against="en")["copy-1"]
    assert (best.target, best.relation) == ("en-2", Relation.RESTATES)
    assert best.reasons[0]["kind"] == "wording"
    assert "same order" in reason_in_words(best.reasons[0])


def test_a_shared_rare_theme_lifts_a_pair(texts):
    theme = make_theme(label={"en": "Disarmament"})
    before = {suggestion.target: suggestion.score for suggestion in suggest_links(document="en", keep=False)}
    texts[0][0].themes.add(theme)
    texts[1][2].themes.add(theme)
    best = first_of(document="en", keep=False)["en-1"]
    assert best.score > before["fr-3"]
    assert "Both are on: Disarmament." in [reason_in_words(reason) for reason in best.reasons]


def test_support_for_a_shared_initiative_endorses_what_proposes_it():
    initiative = make_document("data-initiative", title={"en": "Data Initiative"}, kind="initiative")
    texts = {
        "proposal": "We put forward the Data Initiative so that data is secure everywhere.",
        "answer": "They support the Data Initiative, so that data is secure everywhere in the world.",
    }
    for slug, words in texts.items():
        make_text(slug, [words], "en")
    assert Reference.objects.filter(document=initiative).count() == 2, "The importer finds both."
    best = first_of(document="answer")["answer-1"]
    assert (best.target, best.relation) == ("proposal-1", Relation.ENDORSES)
    assert "Both cite: Data Initiative." in [reason_in_words(reason) for reason in best.reasons]


def test_the_number_of_statements_does_not_grow_with_the_corpus(texts):
    embed_backlog()
    with CaptureQueriesContext(connection) as few:
        list(suggest_links())
    Link.objects.all().delete()
    for copy in range(5):
        make_text(f"more-{copy}", [*ENGLISH, *FRENCH], "en")
    embed_backlog()
    with CaptureQueriesContext(connection) as many:
        list(suggest_links())
    assert len(many) == len(few)


def test_an_empty_register_gives_nothing():
    assert list(suggest_links()) == []


class TestCommand:
    def test_json_is_as_the_contract_says(self, texts, capsys):
        call_command("suggest_links", document="en", against="fr", json=True)
        found = json.loads(capsys.readouterr().out)
        assert set(found[0]) == {"source", "target", "relation", "score", "reasons", "state"}
        assert {entry["source"] for entry in found} == {commitment.key for commitment in texts[0]}
        assert all(0 <= entry["score"] <= 1 and entry["relation"] in Relation.values for entry in found)
        assert all(isinstance(reason, str) for entry in found for reason in entry["reasons"])
        assert Link.objects.exists()

    def test_nothing_found_is_an_empty_list(self, capsys):
        call_command("suggest_links", json=True)
        assert json.loads(capsys.readouterr().out) == []

    def test_an_unknown_document_is_named(self):
        with pytest.raises(CommandError, match="no document “atlantis”"):
            call_command("suggest_links", document="atlantis")

    def test_a_document_has_no_counterparts_in_itself(self, texts):
        with pytest.raises(CommandError, match="two different"):
            call_command("suggest_links", document="en", against="en")

    def test_sentences_for_a_person(self, texts, capsys):
        call_command("suggest_links", document="en", dry_run=True)
        said = capsys.readouterr().out
        assert "restates fr-3" in said
        assert "near in meaning" in said
        assert clause_of(texts[0][0].citations.get().expression, "1")
