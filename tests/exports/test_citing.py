"""References to what is published: in four forms, for four kinds of things, in any script."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.exports.citing import LATEX, OWN_STYLE, REFERENCE_STYLES, as_bibtex, as_csl, as_ris, as_text
from commitments.exports.styling import LOCALES, STYLES
from commitments.models import Commitment
from commitments.publishing import withdraw
from commitments.text import read, segment
from tests.api.asking import API, every, refusal
from tests.factories import PERSON, make_commitment, make_expression, publish_whole

pytestmark = pytest.mark.django_db
KEY = "gsi-concept-paper-2023-iii-13"
ADDRESSES = {
    "commitment": f"{API}commitments/{KEY}/cite/",
    "document": f"{API}documents/gsi-concept-paper-2023/cite/",
    "list": f"{API}commitments/cite/",
}
TYPES = {
    "csl": "application/vnd.citationstyles.csl+json",
    "bibtex": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "text": "text/plain; charset=utf-8",
}


def cite(client, address, format, **query):
    answer = client.get(address, {"format": format} | query)
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == TYPES[format]
    return answer


@pytest.mark.usefixtures("corpus")
class TestOfTheCorpus:
    @pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
    @pytest.mark.parametrize("what", [*ADDRESSES, "link"])
    @pytest.mark.parametrize("format", TYPES)
    def test_all_forms_name_the_thing_and_where_it_is(self, client, what, format, language):
        link = every(client, f"{API}links/")[0]["key"]
        address = ADDRESSES.get(what, f"{API}links/{link}/cite/")
        [item] = cite(client, address, "csl", label_language=language).json()
        written = cite(client, address, format, label_language=language).content.decode()
        assert item["URL"] in written.replace("\\", "")
        assert {"id", "type", "title", "URL", "accessed", "language"} <= set(item)
        assert " ".join(item["title"].split()) in written.replace("\\", "")

    def test_a_commitment_is_cited_at_the_address_that_always_shows_it(self, client):
        [item] = cite(client, ADDRESSES["commitment"], "csl").json()
        payload = client.get(f"{API}commitments/{KEY}/").json()
        assert item["title"] == payload["title"]["en"]
        assert item["section"] == payload["locator"]
        assert item["issued"] == {"date-parts": [[2023, 2, 21]]}
        assert item["container-title"] == payload["document"]["title"]["en"]
        assert client.get(item["URL"]).status_code == 200
        assert item["URL"].endswith(f"/en/commitments/{KEY}/versions/1/")

    def test_a_list_is_cited_with_its_filters(self, client):
        query = {"theme": ["disarmament", "climate-change"], "label_language": "fr"}
        [item] = cite(client, ADDRESSES["list"], "csl", **query).json()
        assert item["URL"] == "http://testserver/fr/commitments/?theme=disarmament&theme=climate-change"
        assert item["type"] == "dataset"
        listed = client.get(f"{API}commitments/", {"theme": query["theme"]}).json()["count"]
        assert client.get(item["URL"]).context["count"] == listed

    @pytest.mark.parametrize("address", ADDRESSES.values())
    @pytest.mark.parametrize("query", [{}, {"format": "pdf"}, {"format": "csl", "label_language": "xx"}])
    def test_what_means_nothing_is_refused(self, client, address, query):
        assert set(refusal(client, address, query)) <= {"format", "label_language"}

    @pytest.mark.parametrize("language", LOCALES)
    @pytest.mark.parametrize("what", [*ADDRESSES, "link"])
    @pytest.mark.parametrize("style", STYLES)
    def test_a_prescribed_style_names_the_thing_and_where_it_is(self, client, what, style, language):
        link = every(client, f"{API}links/")[0]["key"]
        address = ADDRESSES.get(what, f"{API}links/{link}/cite/")
        [item] = cite(client, address, "csl", label_language=language).json()
        told = cite(client, address, "text", label_language=language, style=style).content.decode()
        assert told.endswith("\n")
        assert told.count("\n") == 1
        # Chicago and MLA capitalise an English title.
        assert " ".join(item["title"].split()).lower() in told.lower()
        assert item["URL"] in told
        assert item["author"][0]["literal"] in told
        assert item.get("section", "") in told
        assert str(item["issued"]["date-parts"][0][0]) in told

    def test_the_words_of_a_style_are_in_the_language_asked_for(self, client):
        told = {
            language: cite(
                client, ADDRESSES["commitment"], "text", label_language=language, style="ieee"
            ).content.decode()
            for language in LOCALES
        }
        words = {
            "en": "Accessed",
            "fr": "Consulté",
            "ar": "تاريخ الوصول",
            "zh-hans": "见于",
            "ru": "Просмотрено",
            "es": "Accedido",
        }
        for language, word in words.items():
            assert [other for other in told if word in told[other]] == [language]

    def test_the_entry_of_the_register_is_named_in_the_language_asked_for(self, client):
        sequence = client.get(f"{API}commitments/{KEY}/").json()["sequence"]
        for language, word in {"en": "register entry", "fr": "inscription au registre", "ru": "запись реестра"}.items():
            [item] = cite(client, ADDRESSES["commitment"], "csl", label_language=language).json()
            assert item["archive_location"] == f"{word} {sequence}"
            told = cite(client, ADDRESSES["commitment"], "text", label_language=language).content.decode()
            assert f"{word} {sequence}" in told

    def test_harvard_is_british(self, client):
        told = {
            style: cite(client, ADDRESSES["commitment"], "text", style=style).content.decode()
            for style in ("harvard", "ieee")
        }
        assert "‘" in told["harvard"]
        assert "“" in told["ieee"]

    def test_styles_differ(self, client):
        told = {cite(client, ADDRESSES["commitment"], "text", style=style).content for style in REFERENCE_STYLES}
        assert len(told) == len(REFERENCE_STYLES)
        own = cite(client, ADDRESSES["commitment"], "text")
        assert own.content == cite(client, ADDRESSES["commitment"], "text", style=OWN_STYLE).content

    def test_an_unknown_style_is_told_with_the_known_ones(self, client):
        [told] = refusal(client, ADDRESSES["commitment"], {"format": "text", "style": "turabian"})["style"]
        assert all(style in told for style in REFERENCE_STYLES)
        assert set(refusal(client, ADDRESSES["commitment"], {"format": "ris", "style": "apa"})) == {"style"}

    @pytest.mark.parametrize("style", STYLES)
    def test_every_document_can_be_cited_in_every_style(self, client, style):
        for document in every(client, f"{API}documents/"):
            address = f"{API}documents/{document['slug']}/cite/"
            [item] = cite(client, address, "csl").json()
            told = cite(client, address, "text", style=style).content.decode()
            # Once, also where it stands for an author that is not known.
            assert told.lower().count(" ".join(item["title"].split()).lower()) == 1, told
            assert "Pub. L." not in told

    def test_akoma_ntoso_reads_back_as_the_text_and_its_clauses(self, client):
        for slug, language in (("gsi-concept-paper-2023", "fr"), ("wang-yi-brics-2024", "ar")):
            answer = client.get(f"{API}documents/{slug}/akn/", {"language": language})
            assert answer.status_code == 200
            text = client.get(f"{API}documents/{slug}/text/{language}/").content.decode()
            back = read(answer.content)
            assert back.text == text
            clauses = every(client, f"{API}documents/{slug}/clauses/")
            told = [(each["eid"], each["start"], each["end"], each["locator"]) for each in clauses]
            found = segment(back.text, language=language, hints=back.hints).clauses
            assert [(each.eid, each.start, each.end, each.locator) for each in found] == told
            assert slug.encode() in answer.content

    def test_a_document_known_by_reference_has_no_akoma_ntoso(self, client):
        assert client.get(f"{API}documents/un-charter/akn/").status_code == 404
        assert client.get(f"{API}documents/nowhere/akn/").status_code == 404


def test_of_what_was_withdrawn_the_wordings_can_be_cited_still(client):
    promise = make_commitment("old-promise", expression=make_expression())
    publish_whole(promise)
    withdraw(Commitment.objects.filter(pk=promise.pk), person=PERSON, reason="Wrong")
    address = f"{API}commitments/old-promise/cite/"
    assert client.get(address, {"format": "ris"}).status_code == 410
    assert client.get(address, {"format": "ris", "version": "1"}).status_code == 200
    assert client.get(f"{API}commitments/never/cite/", {"format": "ris"}).status_code == 404
    page = client.get("/en/commitments/old-promise/")
    assert page.status_code == 410
    assert "/en/commitments/old-promise/versions/1/" in page.content.decode()


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=60)
ITEMS = st.fixed_dictionaries(
    {
        "id": st.just("key-v1"),
        "type": st.sampled_from(["entry", "treaty", "report", "dataset", "document"]),
        "title": WORDS,
        "author": st.lists(st.fixed_dictionaries({"literal": WORDS}), max_size=3),
        "container-title": WORDS,
        "publisher": WORDS,
        "URL": st.just("https://tracker.example.org/en/commitments/?q=100%25"),
        "issued": st.just({"date-parts": [[2023, 2, 1]]}),
        "accessed": st.just({"date-parts": [[2026, 1, 31]]}),
        "language": st.sampled_from(["ar", "zh-hans", "fr"]),
    }
)
UNESCAPED = {order: letter for letter, order in LATEX.items()}


def unescaped(text):
    return re.sub(r"\\(?:text[a-z]+\{\}|.)", lambda found: UNESCAPED[found[0]], text)


@given(ITEMS)
def test_bibtex_is_balanced_and_gives_every_text_back(item):
    written = as_bibtex(item)
    bare = re.sub(r"\\text[a-z]+\{\}|\\[{}]", "", written)
    depth = 0
    for letter in bare:
        depth += {"{": 1, "}": -1}.get(letter, 0)
        assert depth >= 0
    assert depth == 0
    fields = dict(re.findall(r"(?m)^  (\w+) = \{(.*)\},?$", written))
    assert unescaped(fields["title"][1:-1]) == " ".join(item["title"].split())
    assert fields["date"] == "2023-02-01"
    assert len(written.splitlines()) == len(fields) + 2


@given(ITEMS)
def test_ris_is_a_line_for_each_fact(item):
    *lines, last = as_ris(item).split("\r\n")
    assert last == ""
    assert lines[0].startswith("TY  - ")
    assert lines[-1] == "ER  - "
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n]*", line) for line in lines)
    told = [line[6:] for line in lines if line.startswith("AU")]
    assert told == [" ".join(each["literal"].split()) for each in item["author"]]
    assert "DA  - 2023/02/01" in lines


@given(ITEMS)
def test_a_reference_is_one_line_and_csl_says_it_all(item):
    assert item["URL"] in as_text(item, "en")
    assert " ".join(item["title"].split()) in as_text(item, "fr")
    assert as_csl(item).startswith("[")
