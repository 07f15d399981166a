"""Deciding on links by keyboard, in a browser."""

import pytest
from django.contrib.auth.models import Group, User

from commitments.models import Commitment, Link
from commitments.roles import EDITORS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("corpus")]

KEYS = [
    ("wang-yi-brics-2024-4-p2", "gsi-concept-paper-2023-iii-1"),
    ("wang-yi-brics-2024-4-p2", "gsi-concept-paper-2023-iii-2"),
    ("wang-yi-brics-2024-4-p2", "gsi-concept-paper-2023-iii-3"),
    ("wang-yi-brics-2024-4-p2", "gsi-concept-paper-2023-iii-4"),
]


@pytest.fixture
def links():
    found = Commitment.objects.in_bulk([key for pair in KEYS for key in pair], field_name="key")
    Link.objects.filter(source__in=found.values(), target__in=found.values()).delete()
    return [
        Link.objects.create(source=found[source], target=found[target], relation="restates", score=1 - place / 10)
        for place, (source, target) in enumerate(KEYS)
    ]


def test_a_sitting_by_keyboard(open_page, links):
    user = User.objects.create_user("ann", password="long enough 1", is_staff=True)
    user.groups.add(Group.objects.get(name=EDITORS))
    page = open_page("/admin/login/?next=/admin/commitments/link/review/")
    page.fill("#id_username", "ann")
    page.fill("#id_password", "long enough 1")
    page.click("input[type=submit]")

    def shown():
        return int(page.locator("#review [name=link]").input_value())

    def press(*keys):
        with page.expect_navigation():
            for key in keys:
                page.keyboard.press(key)

    assert shown() == links[0].pk
    page.locator("#end-1:focus").wait_for(timeout=10_000)
    page.keyboard.press("2")
    page.keyboard.press("t")
    page.keyboard.type("ard x 1 ?")
    page.keyboard.press("Escape")
    press("a")
    assert shown() == links[1].pk
    press("r")
    assert shown() == links[2].pk
    press("u")
    assert shown() == links[1].pk
    press("s")
    press("x", "3", "d")
    assert shown() == links[3].pk
    page.keyboard.press("?")
    assert page.locator("#keys").get_attribute("open") is not None
    page.keyboard.press("t")
    page.keyboard.type("Both say it.")
    press("Control+Enter")
    assert "begin again" in page.locator("#content").inner_text()
    assert "3 decided by you today" in page.locator("#content").inner_text()

    for link in links:
        link.refresh_from_db()
    assert [link.state for link in links] == ["accepted", "proposed", "disputed", "accepted"]
    assert (links[0].relation, links[0].rationale) == ("extends", {"en": "ard x 1 ?"})
    assert (links[2].source.key, links[2].decisions.get().relation) == (KEYS[2][1], "narrows")
    assert links[3].rationale == {"en": "Both say it."}
