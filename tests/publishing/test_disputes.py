"""Disagreement stays visible: a disputed link may be published, and says so."""

import pytest

from commitments.models import PublishedCommitment, PublishedLink, RegisterEntry
from commitments.models.register import Action
from commitments.publishing import rebuild, withdraw
from commitments.publishing.entries import Appender
from tests.factories import PERSON, make_commitment, make_link, publish_whole

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["accepted", "disputed"])
def test_a_link_says_whether_it_is_disputed_wherever_it_is_shown(client, state):
    link = make_link(make_commitment(), make_commitment(), state=state)
    publish_whole(link)
    key = link.source.key
    assert client.get(f"/api/v1/commitments/{key}/").json()["links"][0]["state"] == state
    assert client.get("/api/v1/links/").json()["results"][0]["state"] == state
    for address in (f"/en/commitments/{key}/", f"/en/lineage/{key}/"):
        assert ("those who decided on this link differ" in client.get(address).text) is (state == "disputed")


def test_links_of_an_older_register_are_accepted():
    link = make_link(make_commitment(), make_commitment())
    publish_whole(link)
    entry = RegisterEntry.objects.get(kind="link")
    older = {name: value for name, value in entry.content.items() if name != "state"}
    withdraw([link], person=PERSON, reason="To begin with an entry that names no state.")
    appender = Appender(person=PERSON, reason="")
    appender.add(kind="link", key=entry.key, action=Action.PUBLISH, version=2, payload=older)
    appender.flush()
    rebuild()
    assert PublishedLink.objects.get().payload["state"] == "accepted"
    shown = PublishedCommitment.objects.current().get(key=link.source.key)
    assert shown.payload["links"][0]["state"] == "accepted"
