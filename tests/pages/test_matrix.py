"""The page of the matrix: a table whose every number leads to as many commitments, and a form that needs no script."""

import pytest

from .reader import parsed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("corpus")]


def table_on(page):
    """The texts of the table's cells, row by row."""
    (table,) = page.xpath("//table[@class='matrix']")
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("th | td")] for row in table.xpath(".//tr")]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "rows=actor&columns=theme&theme=disarmament&role=makes&empty=false",
        "rows=region&columns=year&region=142&made_after=2015-01-01",
        "rows=kind&columns=language&document=gsi-concept-paper-2023",
    ],
)
def test_each_number_leads_to_as_many_commitments(client, query):
    page = parsed(client.get(f"/en/matrix/?{query}&utm_source=elsewhere"))
    cells = page.xpath("//table[@class='matrix']//td")
    assert cells
    for cell in cells:
        number = cell.text_content().strip()
        links = cell.xpath("./a/@href")
        assert bool(links) == (number != "0"), "a zero is written, and leads nowhere"
        if links:
            shown = parsed(client.get(links[0])).xpath("//h2[@id='results']")[0].text_content()
            assert shown.split()[0] == number, links


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_it_says_what_the_machine_is_told(client, language):
    page = parsed(client.get(f"/{language}/matrix/?columns=region&theme=disarmament"))
    (address,) = page.xpath("//p[contains(@class, 'downloads')]/a[text()='JSON']/@href")
    told = client.get(address).json()
    assert told["filters"] == {"theme": ["disarmament"]}
    _heads, _totals, *rows = table_on(page)
    numbers = {tuple(sorted(map(int, row[2:]))) for row in rows}
    assert numbers == {tuple(sorted(cells)) for cells in told["cells"]}
    for address in page.xpath("//p[contains(@class, 'downloads')]/a/@href"):
        assert client.get(address).status_code == 200
    (picture,) = page.xpath("//p[contains(@class, 'downloads')]/a[contains(@href, 'svg')]/@href")
    assert client.get(picture)["Content-Language"] == language


def test_the_table_is_one_for_those_who_cannot_see_it(client):
    page = parsed(client.get("/en/matrix/"))
    (table,) = page.xpath("//table[@class='matrix']")
    assert table.xpath("./caption")
    assert all(head.get("scope") in {"row", "col"} for head in table.iter("th"))
    assert len(table.xpath(".//tbody/tr")) == len(table.xpath(".//tbody/tr/th[@scope='row']"))
    (region,) = page.xpath("//*[@role='region'][.//table]")
    assert region.get("tabindex") == "0"
    assert region.get("aria-labelledby") == table.xpath("./caption/@id")[0]


def test_a_term_opens_to_what_is_below_it_and_closes_again(client):
    page = parsed(client.get("/en/matrix/?columns=region&rows_depth=0&kind=undertaking"))
    (opens,) = page.xpath("//th[@scope='row']/a[contains(@href, 'theme=disarmament')]/@href")
    opened = parsed(client.get(f"/en/matrix/{opens}"))
    assert "Chemical weapons" in [row[0] for row in table_on(opened)]
    assert opened.xpath("//select[@name='theme']/option[@selected]/@value") == ["disarmament"]
    (back,) = opened.xpath("//ul[@class='applied']//a[contains(., 'Disarmament')]/@href")
    closed = parsed(client.get(f"/en/matrix/{back}"))
    assert table_on(closed) == table_on(page)


def test_the_form_holds_what_was_asked_for(client):
    query = "rows=region&columns=theme&columns_depth=1&empty=false&theme=disarmament&theme=climate-change"
    query += "&year=2021&role=makes"
    page = parsed(client.get(f"/en/matrix/?{query}"))

    def chosen(name):
        return page.xpath(f"//select[@name='{name}']/option[@selected]/@value")

    assert [chosen(name) for name in ("rows", "columns", "columns_depth", "theme", "role")] == [
        ["region"],
        ["theme"],
        ["1"],
        ["disarmament"],
        ["makes"],
    ]
    assert page.xpath("//input[@name='empty']/@checked")
    hidden = [(each.get("name"), each.get("value")) for each in page.xpath("//form//input[@type='hidden']")]
    assert hidden == [("theme", "climate-change"), ("year", "2021")]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("rows=theme&columns=theme", "columns"),
        ("rows=colour", "rows"),
        ("rows_depth=many", "rows_depth"),
        ("theme=nowhere", "theme"),
        ("rows=%00", "rows"),
    ],
)
def test_what_means_nothing_is_said_to_with_the_form_in_place(client, query, named):
    answer = client.get(f"/en/matrix/?{query}")
    assert answer.status_code == 400
    page = parsed(answer)
    assert page.xpath("//*[@role='alert']//li")
    assert page.xpath(f"//select[@name='{named}'][@aria-invalid='true']")
    assert not page.xpath("//table")


def test_levels_left_in_the_form_from_another_choice_do_not_matter(client):
    assert client.get("/en/matrix/?rows=document&columns=kind&rows_depth=1&columns_depth=2&q=").status_code == 200


def test_a_matrix_too_large_to_look_at_is_cut_and_says_so(client, monkeypatch):
    monkeypatch.setattr("commitments.pages.views.matrix.MOST_COLUMNS", 2)
    page = parsed(client.get("/en/matrix/"))
    assert {len(row) for row in table_on(page)} == {4}
    assert "columns 4" in page.xpath("//p[@class='notice']")[0].text_content()
