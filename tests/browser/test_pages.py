"""The public pages in a browser: readable in three languages, narrow and wide, by keyboard, without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("corpus")]

PAGES = [
    "",
    "commitments/",
    "commitments/gsi-concept-paper-2023-iii-13/",
    "commitments/wang-yi-brics-2024-4-p2/",
    "lineage/gsi-concept-paper-2023-iii-13/",
    "compare/",
    "compare/?document=gsi-concept-paper-2023&document=china-russia-joint-statement-2021&document=xi-wuzhen-2015",
    "compare/?commitment=xi-wuzhen-2015-p4&commitment=gsi-concept-paper-2023-iii-13",
    "documents/",
    "documents/china-russia-treaty-2001/",
    "documents/gsi-concept-paper-2023/text/fr/",
    "documents/wang-yi-brics-2024/text/ar/",
    "themes/",
    "regions/",
    "actors/",
    "matrix/",
    "changes/",
]


def test_pages_are_accessible_and_fit(open_page):
    """Every page narrow in Arabic, the widest of languages wide in the dark; axe looks at each page once."""
    problems = []
    for index, path in enumerate(PAGES):
        for language, width, scheme in (("ar", 390, "light"), ("fr", 1280, "dark")):
            page = open_page(f"/{language}/{path}", width=width, scheme=scheme)
            where = f"/{language}/{path} at {width} px, {scheme}"
            if page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 1:
                problems.append(f"{where} scrolls sideways")
            if (language == "ar") == (index % 2 == 0):
                for violation in Axe().run(page).response["violations"]:
                    problems.append(f"{where}: {violation['id']} at {violation['nodes'][0]['target']}")
            page.close()
    assert not problems, "\n".join(problems)


def test_the_reader_goes_to_the_clause_in_the_address(open_page):
    page = open_page("/en/documents/gsi-concept-paper-2023/text/fr/#sec_III__item_13", script=False)
    clause = page.locator("#sec_III__item_13")
    page.wait_for_timeout(500)
    box = clause.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 450
    assert "Initiative mondiale sur la sécurité des données" in clause.inner_text()
    clause.locator("a[href*='/commitments/gsi-concept-paper-2023-iii-13/']").first.click()
    assert page.url.endswith("/en/commitments/gsi-concept-paper-2023-iii-13/")


def test_a_reader_with_a_keyboard_skips_to_the_content(open_page):
    page = open_page("/ar/commitments/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_filters_work_without_scripts(open_page):
    page = open_page("/fr/commitments/", script=False)
    page.select_option("select[name=region]", "019")
    page.locator("form:has(select[name=region]) button[type=submit]").click()
    assert "region=019" in page.url
    assert page.locator("main a[href$='/fr/commitments/gsi-concept-paper-2023-iii-9/']").count() >= 1
    assert page.locator("main a[href$='/fr/commitments/gsi-concept-paper-2023-iii-8/']").count() == 0
