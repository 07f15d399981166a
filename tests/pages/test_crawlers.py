"""What is at the root of the site for programs that read pages."""

import re

import pytest


@pytest.mark.usefixtures("corpus")
def test_every_address_that_language_models_are_given_is_there(client):
    answer = client.get("/llms.txt")
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer.text.startswith("# Commitment tracker\n\n> ")
    addresses = re.findall(r"\]\((http://testserver[^)]*)\)", answer.text)
    assert len(addresses) > 15
    for address in addresses:
        assert client.get(address).status_code == 200, address
    assert "&" not in answer.text.replace(" & ", "")
    assert "example" not in client.get("/llms.txt", headers={"host": "localhost"}).text


def test_crawlers_are_kept_from_the_administration_and_from_endless_filters_alone(client):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    barred = re.findall(r"(?m)^Disallow: (.+)$", answer.text)
    assert barred[0] == "/admin/"
    assert all(path.endswith("/?") for path in barred[1:])
    assert "http://testserver/llms.txt" in answer.text


@pytest.mark.parametrize("address", ["/robots.txt", "/llms.txt"])
def test_they_are_kept_and_found_good(client, address):
    first = client.get(address, headers={"accept-language": "ar"})
    assert first["Cache-Control"] == "public, max-age=3600"
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert client.get(address).content == first.content
    assert client.head(address)["ETag"] == first["ETag"]
    assert client.post(address).status_code == 405
