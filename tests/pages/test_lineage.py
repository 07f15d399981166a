"""The page and the picture of a lineage: what is said of each link, and that nothing of the picture is out of place."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from commitments.pages.drawing import HAN, LETTER, SIZE, wrap
from commitments.publishing import withdraw
from tests.factories import PERSON, make_commitment, make_document, make_expression, make_link, publish_whole

from .reader import parsed

pytestmark = pytest.mark.django_db

KEY = "gsi-concept-paper-2023-iii-13"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def promise():
    def make(key, day, text):
        document = make_document(f"of-{key}", adopted_on=day and date.fromisoformat(day))
        expression = make_expression(f"1. {text}\n", document=document)
        return make_commitment(key, expression=expression, locator="1")

    return make


def svg(client, language, key):
    answer = client.get(f"/{language}/lineage/{key}.svg")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    return etree.fromstring(answer.content)


class TestPage:
    def test_it_shows_what_was_struck_out_and_what_was_put_in(self, client, promise):
        older = promise("old", "2001-05-01", "La paix est durable et commune.")
        newer = promise("new", "2002-05-01", "La paix est juste et commune.")
        publish_whole(make_link(newer, older, "extends"))
        for key in ("old", "new"):
            (words,) = parsed(client.get(f"/ar/lineage/{key}/")).xpath("//blockquote[@class='difference']")
            assert (words.get("lang"), words.get("dir")) == ("fr", "ltr")
            assert words.xpath(".//del/text()") == ["durable "]
            assert words.xpath(".//ins/text()") == ["juste "]
            assert words.text_content().strip() == "1. La paix est durable juste et commune."

    @pytest.mark.parametrize(
        ("text", "said"),
        [("La paix est durable.", "The words are the same."), ("Nul ne fera la guerre.", "Said in other words: ")],
    )
    def test_it_says_so_where_there_is_no_change_or_nothing_but_change(self, client, promise, text, said):
        older = promise("old", "2001-05-01", "La paix est durable.")
        publish_whole(make_link(promise("new", "2002-05-01", text), older))
        page = parsed(client.get("/en/lineage/new/"))
        assert said in page.xpath("//ul[@class='links']")[0].text_content()
        assert not page.xpath("//del | //ins")

    def test_a_link_is_told_once_by_the_later_end_in_the_right_direction(self, client, promise):
        older, newer = promise("old", "2001-05-01", "Un."), promise("new", "2002-05-01", "Deux.")
        publish_whole(make_link(older, newer, "endorses", rationale={"fr": "Parce que."}))
        page = parsed(client.get("/en/lineage/old/"))
        (tie,) = page.xpath("//article[@id='at-new']//ul[@class='links']/li")
        assert tie.xpath(".//em/text()") == ["is endorsed by"]
        assert tie.xpath(".//a/@href") == ["#at-old", "/en/compare/?commitment=old&commitment=new"]
        assert tie.xpath(".//span[@lang='fr']/text()") == ["Parce que."]
        assert not page.xpath("//article[@id='at-old']//ul")

    def test_documents_without_a_date_stand_last_and_it_says_so(self, client, promise):
        publish_whole(make_link(promise("dated", "2001-05-01", "Un."), promise("undated", None, "Deux.")))
        page = parsed(client.get("/en/lineage/dated/"))
        assert page.xpath("//ol[@class='timeline']//article/@id") == ["at-dated", "at-undated"]
        assert "Documents whose date is not known stand last" in page.text_content()
        assert page.xpath("//p[@class='when']")[-1].text_content() == "Date not known"

    def test_without_links_it_says_so_and_draws_nothing(self, client, promise):
        publish_whole(promise("alone", "2001-05-01", "Un."))
        page = parsed(client.get("/en/lineage/alone/"))
        assert "No other commitment is linked to this one yet." in page.text_content()
        assert not page.xpath("//svg")

    def test_of_a_withdrawn_commitment_it_is_gone(self, client, promise):
        alone = promise("alone", "2001-05-01", "Un.")
        publish_whole(alone)
        withdraw([alone], person=PERSON, reason="It was never made")
        for path in ("lineage/alone/", "lineage/alone.svg"):
            answer = client.get(f"/en/{path}")
            assert answer.status_code == 410
            assert "It was never made" in answer.content.decode()

    def test_a_commitment_with_links_leads_to_its_lineage(self, client, promise):
        alone = promise("alone", "2001-05-01", "Un.")
        older, newer = promise("old", "2001-05-01", "Un."), promise("new", "2002-05-01", "Deux.")
        publish_whole(alone, make_link(newer, older))
        for key, leads in (("alone", False), ("old", True), ("new", True)):
            page = parsed(client.get(f"/en/commitments/{key}/"))
            assert bool(page.xpath(f"//a[@href='/en/lineage/{key}/']")) is leads


@pytest.mark.usefixtures("corpus")
class TestPicture:
    def test_it_needs_nothing_from_elsewhere(self, client):
        picture = svg(client, "en", KEY)
        names = {etree.QName(element).localname for element in picture.iter()}
        assert names == {"svg", "title", "desc", "defs", "marker", "path", "rect", "text", "tspan", "a"}
        assert not picture.xpath("//@style")
        assert all(address.startswith("http://testserver/en/") for address in picture.xpath("//@href"))
        title, description = picture.find(f"{SVG}title"), picture.find(f"{SVG}desc")
        assert picture.get("aria-labelledby").split() == [title.get("id"), description.get("id")]
        assert "Deepen international cooperation on information security" in title.text

    def test_a_title_that_is_cut_is_there_in_whole(self, client):
        picture = svg(client, "en", KEY)
        cut = [box for box in picture.iter(f"{SVG}a") if "…" in "".join(box.itertext())]
        assert cut
        for box in cut:
            whole = box.find(f"{SVG}title").text
            rows = ["".join(tspan.itertext()) for tspan in box.iter(f"{SVG}tspan")]
            assert whole.replace(" ", "").startswith("".join(rows).replace(" ", "").removesuffix("…"))

    @pytest.mark.parametrize("key", [KEY, "chen-wenqing-saint-petersburg-2024-p6-b"])
    def test_boxes_keep_apart_and_inside(self, client, key):
        for language in ("en", "ar"):
            picture = svg(client, language, key)
            width, height = float(picture.get("width")), float(picture.get("height"))
            boxes = []
            for box in picture.xpath("//*[local-name()='a']/*[local-name()='rect']"):
                x, y, wide, high = (float(box.get(name)) for name in ("x", "y", "width", "height"))
                assert 0 <= x <= x + wide <= width
                assert 0 <= y <= y + high <= height
                boxes.append((x, y, x + wide, y + high))
            assert len(boxes) == len(client.get(f"/api/v1/commitments/{key}/lineage/").json()["commitments"])
            for one, other in combinations(boxes, 2):
                assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]

    def test_in_arabic_time_runs_to_the_left(self, client):
        places = {}
        for language in ("en", "ar"):
            picture = svg(client, language, KEY)
            assert picture.get("direction") == {"en": "ltr", "ar": "rtl"}[language]
            places[language] = [
                float(box.get("x")) for box in picture.xpath("//*[local-name()='a']/*[local-name()='rect']")
            ]
        assert places["en"] == sorted(places["en"])
        assert places["ar"] == sorted(places["ar"], reverse=True)
        assert places["en"] != places["ar"]

    def test_there_is_a_line_with_its_relation_for_each_link(self, client):
        links = client.get(f"/api/v1/commitments/{KEY}/lineage/").json()["links"]
        picture = svg(client, "en", KEY)
        labels = picture.xpath("//*[@class='label']/text()")
        assert labels == [link["relation"] for link in links]
        assert len(picture.xpath("//*[@class='tie']")) == len(links)


class TestWrapping:
    @given(text=st.text("ab各国ن ,،", max_size=80), width=st.integers(40, 200), most=st.integers(1, 4))
    def test_lines_fit_and_say_the_beginning(self, text, width, most):
        lines = wrap(text, width, most)
        assert 1 <= len(lines) <= most
        said, whole = "".join("".join(lines).split()), "".join(text.split())
        assert whole == said or (said.endswith("…") and whole.startswith(said[:-1]))
        for line in lines:
            wide = sum(HAN if character >= "\u2e80" else LETTER for character in line) * SIZE
            # A single word that is wider stands out: it is not broken.
            assert wide <= width + SIZE or " " not in line.strip()
