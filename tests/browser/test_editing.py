"""An editor's way from a draft to the public page, in a browser."""

import pytest
from django.contrib.auth.models import Group, User

from commitments.roles import REVIEWERS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("corpus")]

KEY = "gsi-concept-paper-2023-iii-13"


def test_a_reviewer_edits_publishes_and_finds_the_old_wording(open_page, live_server):
    user = User.objects.create_user("reviewer", password="long enough 1", is_staff=True)
    user.groups.add(Group.objects.get(name=REVIEWERS))
    page = open_page("/admin/login/?next=/admin/commitments/commitment/")
    page.fill("#id_username", "reviewer")
    page.fill("#id_password", "long enough 1")
    page.click("input[type=submit]")
    page.fill("#searchbar", KEY)
    page.press("#searchbar", "Enter")
    page.click("#result_list tbody th a")
    page.fill("[name=title_en]", "Cooperate on information security worldwide")
    page.click("[name=_continue]")
    public = open_page(f"/en/commitments/{KEY}/", script=False)
    assert public.locator("h1").inner_text() == "Deepen international cooperation on information security"

    page.click("text=Publish…")
    page.fill("#reason", "Clearer title")
    page.click("input[name=confirmed]")
    assert "added to the register" in page.locator(".messagelist").inner_text()
    public.reload()
    assert public.locator("h1").inner_text() == "Cooperate on information security worldwide"
    old = open_page(f"/en/commitments/{KEY}/versions/1/", script=False)
    assert "Deepen international cooperation on information security" in old.locator("main").inner_text()
