"""Agreement of coders, against values computed by hand."""

import pytest
from django.urls import reverse

from commitments.linking import decide_link, report_agreement
from commitments.linking.agreement import agreements, pooled_kappa, pooled_table
from commitments.models import AgreementReport, RegisterEntry
from commitments.models.choices import Relation, Verdict
from commitments.publishing import PublicationRefused, publish, rebuild, withdraw

from ..factories import PERSON, make_commitment, make_link


def judged(*counts, coders=("ann", "bob"), start=0):
    """Judgements of two coders from (value of the first, value of the second, how often)."""
    found, item = [], start
    for first, second, times in counts:
        for _ in range(times):
            found += [(coders[0], item, first), (coders[1], item, second)]
            item += 1
    return found


FIFTY = judged(("a", "a", 20), ("r", "r", 15), ("a", "r", 5), ("r", "a", 10))


@pytest.mark.parametrize(
    ("judgements", "kappa"),
    [
        # 35 of 50 observed; by chance 0.5 × 0.6 + 0.5 × 0.4 = 0.5.
        (FIFTY, 0.4),
        # 90 of 100 observed; by chance 0.95 × 0.95 + 0.05 × 0.05 = 0.905: less than chance.
        (judged(("a", "a", 90), ("a", "r", 5), ("r", "a", 5)), -0.005 / 0.095),
        # Three categories: 8 of 10 observed; by chance (5 × 5 + 3 × 2 + 2 × 3) / 100 = 0.37.
        (judged(("a", "a", 4), ("r", "r", 2), ("d", "d", 2), ("a", "d", 1), ("r", "a", 1)), 0.43 / 0.63),
        (judged(("a", "a", 3), ("r", "r", 2)), 1.0),
        (judged(("a", "r", 2), ("r", "a", 2)), -1.0),
        # One says always the same: the agreement is what chance would bring about.
        (judged(("a", "a", 6), ("a", "r", 4)), 0.0),
    ],
)  # fmt: skip
def test_kappa(judgements, kappa):
    (found,) = agreements(judgements)
    assert found.kappa == pytest.approx(kappa)


def test_full_agreement_in_one_category_says_nothing():
    (found,) = agreements(judged(("a", "a", 10)))
    assert found.kappa is None
    assert found.items == 10
    assert pooled_kappa([found]) is None


def test_coders_without_a_common_item_are_no_pair():
    assert agreements([("ann", 1, "a"), ("bob", 2, "a"), ("ann", 3, "r")]) == []
    assert pooled_kappa([]) is None


def test_the_last_judgement_of_a_coder_on_an_item_counts():
    (found,) = agreements([("ann", 1, "r"), ("bob", 1, "a"), ("ann", 1, "a")])
    assert found.table == {("a", "a"): 1}


def test_pairs_are_pooled_by_their_number_of_items():
    other = judged(("a", "a", 5), ("r", "r", 5), coders=("cem", "dia"), start=100)
    silent = judged(("a", "a", 7), coders=("eva", "fay"), start=200)
    found = agreements(FIFTY + other + silent)
    assert pooled_kappa(found) == pytest.approx((0.4 * 50 + 1.0 * 10) / 60)
    assert pooled_table(found) == {("a", "a"): 32, ("a", "r"): 15, ("r", "r"): 20}


@pytest.mark.django_db
class TestReport:
    @pytest.fixture
    def links(self):
        return [make_link(make_commitment(), make_commitment(), state="proposed") for _ in range(5)]

    def decide(self, links, said):
        for person, verdicts in said.items():
            for link, verdict in zip(links, verdicts, strict=False):
                relation = Relation.EXTENDS if (person, link) == ("bob", links[0]) else Relation.RESTATES
                decide_link(link=link, person=person, verdict=Verdict(verdict), relation=relation)

    def test_it_counts_what_two_persons_judged(self, links):
        self.decide(links, {"ann": ["accept"] * 3 + ["refuse"] * 2, "bob": ["accept", "accept", "refuse", "refuse"]})
        report = report_agreement()
        assert report.figures == {
            "links": 4,
            "coders": 2,
            # 3 of 4 observed; by chance 0.75 × 0.5 + 0.25 × 0.5 = 0.5.
            "kappa_verdict": "0.500",
            # Restates and extends, restates and restates: one says always the same.
            "kappa_relation": "0.000",
            "verdicts": [
                {"first": "accept", "second": "accept", "count": 2},
                {"first": "accept", "second": "refuse", "count": 1},
                {"first": "refuse", "second": "refuse", "count": 1},
            ],
            "relations": [
                {"first": "extends", "second": "restates", "count": 1},
                {"first": "restates", "second": "restates", "count": 1},
            ],
        }
        assert report_agreement() == report
        assert AgreementReport.objects.count() == 1

    def test_it_is_published_without_names_and_shown(self, links, client):
        self.decide(links, {"ann": ["accept"] * 3 + ["refuse"] * 2, "bob": ["accept", "accept", "refuse", "refuse"]})
        page = reverse("pages:methodology")
        assert "No figures have been published yet" in client.get(page).text
        publish([report_agreement()], person=PERSON)
        entry = RegisterEntry.objects.get()
        assert (entry.kind, entry.key) == ("agreement", "links")
        assert "ann" not in str(entry.payload)
        rebuild()
        shown = client.get(page).text
        assert "4 links were judged by more than one of 2 persons" in shown
        assert "0.500" in shown
        assert client.get(reverse("pages:changes")).status_code == 200
        assert client.get("/api/v1/changes/?kind=agreement").json()["results"][0]["payload"]["coders"] == 2
        withdraw([AgreementReport.objects.get()], person=PERSON, reason="Wrong.")
        assert "No figures have been published yet" in client.get(page).text

    def test_one_person_alone_agrees_with_nobody(self, links):
        self.decide(links, {"ann": ["accept"]})
        with pytest.raises(PublicationRefused, match="No two persons"):
            publish([report_agreement()], person=PERSON)
