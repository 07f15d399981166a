"""An editor imports a web page's text by keyboard and mouse, and gives another import up."""

import pytest
from django.contrib.auth.models import Group, User

from commitments.models import Commitment, Expression, ImportDraft
from commitments.roles import EDITORS
from tests.factories import TEXT, make_document

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("corpus")]

ARABIC = "أولاً: المبادئ\n1. تدعم الأطراف السلام.\n2. تدرب الأطراف 5000 شرطي.\nثانياً: المتابعة\n1. تجتمع الأطراف.\n"


def settle(page):
    page.wait_for_selector("#clauses:not([aria-busy])")


def locators(page):
    return page.locator("#clauses > li b").all_inner_texts()


def log_in(open_page):
    user = User.objects.create_user("editor", password="long enough 1", is_staff=True)
    user.groups.add(Group.objects.get(name=EDITORS))
    page = open_page("/admin/login/?next=/admin/commitments/document/%3Fq%3Dnew-paper")
    page.fill("#id_username", "editor")
    page.fill("#id_password", "long enough 1")
    page.click("input[type=submit]")
    return page


def test_an_editor_imports_a_text(open_page):
    make_document("new-paper")
    page = log_in(open_page)
    page.click("#result_list tbody th a")
    page.click("text=Import a text…")
    page.fill("#id_pasted", f"Menu\n{TEXT}Commentaires\n")
    page.fill("#id_language", "fr")
    page.click("#import-start .submit-row input")

    page.click("#l2")
    page.click("text=Begins here")
    page.wait_for_selector("#l1.out")
    page.click("#l6")
    page.click("text=Ends here")
    page.wait_for_selector("#l7.out")
    assert locators(page) == ["I", "I.1", "I.2", "II", "II.1"]

    page.click("#clauses > li:nth-child(3) a")
    assert page.locator("#text .lit").inner_text().startswith("2. Les Parties forment")
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_selector("#clauses b:text-is('I.1.2')")
    settle(page)
    page.keyboard.press("Control+z")
    page.wait_for_selector("#clauses b:text-is('I.2')")
    settle(page)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Delete")
    page.wait_for_selector("#clauses li:nth-child(4):last-child")
    settle(page)
    assert page.locator("#ticks").inner_text() == "ticked: 1"
    page.click("#import > .submit-row [value=confirm]")
    assert "Imported new-paper/fr/1 with 4 clauses." in page.locator(".messagelist").inner_text()
    assert Expression.objects.get(document__slug="new-paper").text == TEXT.strip()
    assert [found.key for found in Commitment.objects.filter(document__slug="new-paper")] == ["new-paper-i-2"]


def test_the_arrows_follow_a_text_from_right_to_left_and_giving_up_leaves_nothing(open_page):
    make_document("new-paper")
    page = log_in(open_page)
    page.click("#result_list tbody th a")
    page.click("text=Import a text…")
    page.fill("#id_pasted", ARABIC)
    page.click("#import-start .submit-row input")
    page.click("#clauses > li:nth-child(3) a")
    page.keyboard.press("Shift+ArrowLeft")
    page.wait_for_selector("#clauses b:text-is('1.1.2')")
    settle(page)
    page.once("dialog", lambda dialog: dialog.accept())
    page.click("text=Give up this import")
    page.wait_for_selector(".messagelist")
    assert not Expression.objects.filter(document__slug="new-paper").exists()
    assert not ImportDraft.objects.exists()
