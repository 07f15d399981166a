"""What is counted from bitmaps is what is counted from the rows, whatever happened to them."""

import calendar
import random
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import product

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from commitments.filters import CommitmentFilterSet
from commitments.models import PublishedFacet, Theme
from commitments.models.choices import UNDATED
from commitments.models.register import PublishedCommitment, PublishedDocument, PublishedExpression, PublishedTerm
from commitments.models.register.facets import BLOCK, COLUMNS, bits_of, pairs
from commitments.publishing import publish
from commitments.searching.bitmaps import CURRENT, stretches
from commitments.searching.counting import DIMENSIONS, cross, number_of, numbers_of
from tests.factories import PERSON, make_actor, make_commitment, make_theme, publish_whole

pytestmark = pytest.mark.django_db

THEMES = ["arms", "arms-nuclear", "health", "trade"]
ACTORS = ["china", "un", "un-council"]
REGIONS = ["001", "002"]
DOCUMENTS = ["paper", "speech", "treaty"]
LANGUAGES = ["ar", "en", "fr"]
KINDS = ["call", "principle", "undertaking"]
STATUSES = ["active", "lapsed"]
ROLES = ["addressed_to", "makes"]
WORDS = ["peace", "police", "war"]
FIRST = date(2019, 12, 30)
BEGUN = datetime(2024, 2, 28, 22, tzinfo=UTC)
FIELDS = {"document": "document", "theme": "themes", "region": "regions", "actor": "actors", "kind": "kind",
          "language": "languages", "status": "status"}  # fmt: skip


def some(chance, values):
    return sorted(chance.sample(values, chance.randint(0, len(values))))


def day(chance):
    return FIRST + timedelta(days=chance.randint(0, 900)) if chance.random() < 0.8 else None


def tags(chance):
    pairs = some(chance, [f"{actor}:{role}" for actor, role in product(ACTORS, ROLES)])
    word = chance.choice(WORDS)
    return {
        "document": chance.choice(DOCUMENTS), "kind": chance.choice(KINDS), "status": chance.choice(STATUSES),
        "made_on": day(chance), "due_on": day(chance), "languages": some(chance, LANGUAGES),
        "themes": some(chance, THEMES), "regions": some(chance, REGIONS), "actor_roles": pairs,
        "actors": sorted({pair.split(":")[0] for pair in pairs}),
        "roles": sorted({pair.split(":")[1] for pair in pairs}), "payload": {"word": word},
    }  # fmt: skip


def wording(chance, sequence):
    published = BEGUN + timedelta(hours=sequence // 20)
    return PublishedCommitment(
        sequence=sequence, key=f"commitment-{sequence}", version=1, published_at=published, expressions=[],
        ended_at=published + timedelta(hours=chance.randint(1, 900)) if chance.random() < 0.3 else None,
        place=f"{sequence:06d}", **tags(chance),
    )  # fmt: skip


def write_words():
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE commitments_publishedcommitment SET words = to_tsvector('english', payload ->> 'word'),
            place = 99999999 - coalesce(to_char(made_on, 'YYYYMMDD')::int, 0) || ' ' || sequence"""
        )


@pytest.fixture
def names():
    """What filters may name."""
    own = {"payload": {}, "version": 1, "published_at": timezone.now(), "sequence": 1}
    for kind, keys in (("theme", THEMES), ("region", REGIONS), ("actor", ACTORS)):
        for key in keys:
            PublishedTerm.objects.create(id=f"{kind}/{key}", kind=kind, key=key, ancestors=[], place=key, **own)
    for number, slug in enumerate(DOCUMENTS):
        PublishedDocument.objects.create(
            slug=slug, kind="speech", adopted_on=date(2019 + number, 5, 1), languages=[], actors=[], place=slug, **own
        )
    for language in LANGUAGES:
        PublishedExpression.objects.create(
            key=f"paper/{language}/1", document="paper", language=language, edition=1, latest=True, **own
        )


def happen(chance):
    """Something to some rows: more of them, other tags, an end, other JSON, or none of them any more."""
    numbers = list(PublishedCommitment.objects.values_list("sequence", flat=True))
    chosen = PublishedCommitment.objects.filter(sequence__in=chance.sample(numbers, min(len(numbers), 15)))
    match chance.randrange(6) if numbers else 0:
        case 0 | 1:
            new = chance.sample(sorted(set(range(1, 3 * BLOCK)) - set(numbers)), 30)
            PublishedCommitment.objects.bulk_create([wording(chance, sequence) for sequence in new])
        case 2:
            chosen.update(**tags(chance))
        case 3:
            chosen.update(ended_at=BEGUN + timedelta(days=chance.randint(40, 90)))
        case 4:
            PublishedCommitment.objects.bulk_create(
                [wording(chance, sequence) for sequence in chosen.values_list("sequence", flat=True)],
                update_conflicts=True,
                unique_fields=["sequence"],
                update_fields=["themes", "made_on", "ended_at", "payload"],
            )
        case 5:
            chosen.delete()
    write_words()


def asked(chance):
    """A query string of filters, and the function that tells which rows fit, but for the filter of one name."""
    query, tests = QueryDict(mutable=True), {}

    def narrow(name, values, test):
        query.setlist(name, values)
        tests[name] = test

    def one(row, name, values):
        own = getattr(row, FIELDS[name])
        return own in values if isinstance(own, str) else bool(set(own) & set(values))

    choices = {"document": DOCUMENTS, "theme": THEMES, "region": REGIONS, "actor": ACTORS, "kind": KINDS,
               "language": LANGUAGES, "status": STATUSES}  # fmt: skip
    for name, values in choices.items():
        if chance.random() < 0.25 and (given := some(chance, values)):
            narrow(name, given, lambda row, name=name, given=given: one(row, name, given))
    if chance.random() < 0.3:
        given = chance.sample(["2020", "2021", UNDATED], chance.randint(1, 2))
        narrow("year", given, lambda row: (f"{row.made_on:%Y}" if row.made_on else UNDATED) in given)
    for column in ("made", "due"):
        for end, fits in (("after", date.__ge__), ("before", date.__le__)):
            if chance.random() < 0.2:
                limit = FIRST + timedelta(days=chance.randint(-5, 905))

                def within(row, column=column, fits=fits, limit=limit):
                    own = getattr(row, f"{column}_on")
                    return own is not None and fits(own, limit)

                narrow(f"{column}_{end}", [str(limit)], within)
    if chance.random() < 0.3:
        wanted = some(chance, ROLES) or ROLES
        actors = query.getlist("actor")
        roles = {f"{actor}:{role}" for actor, role in product(actors or ACTORS, wanted)}
        narrow("role", wanted, lambda row: bool(roles & set(row.actor_roles)))
    typed = []
    if chance.random() < 0.3:
        word = chance.choice(WORDS)
        typed.append(word)
        tests["word"] = lambda row: row.payload["word"] == word
    if chance.random() < 0.3:
        unwanted = chance.choice(THEMES)
        typed.append(f"-theme:{unwanted}")
        tests["without"] = lambda row: unwanted not in row.themes
    if typed:
        query["q"] = " ".join(typed)
    if chance.random() < 0.4:
        moment = (BEGUN + timedelta(days=chance.randint(0, 90))).date()
        end = datetime.combine(moment, time.max, UTC)
        narrow(
            "as_of", [str(moment)], lambda row: row.published_at <= end and not (row.ended_at and row.ended_at <= end)
        )
    else:
        tests["as_of"] = lambda row: row.ended_at is None
    return query, tests


def values_of(row, dimension, roles):
    if dimension == "year":
        return {f"{row.made_on:%Y}" if row.made_on else UNDATED}
    if dimension == "actor" and roles:
        return {pair.split(":")[0] for pair in row.actor_roles if pair.split(":")[1] in roles}
    own = getattr(row, FIELDS[dimension])
    return {own} if isinstance(own, str) else set(own)


def check(chance):
    rows = list(PublishedCommitment.objects.all())
    query, tests = asked(chance)
    filterset = CommitmentFilterSet(query, queryset=PublishedCommitment.objects.all())
    assert not filterset.problems, query
    roles = query.getlist("role")

    def left(*without):
        return [row for row in rows if all(test(row) for name, test in tests.items() if name not in without)]

    chosen = left()
    assert filterset.count() == len(chosen) == filterset.qs.count(), query
    facets = filterset.facets()
    for dimension in DIMENSIONS:
        # A role without its actor is anybody's.
        among = left(dimension)
        if dimension == "actor" and roles and query.getlist("actor"):
            among = [row for row in left("actor", "role") if set(row.roles) & set(roles)]
        numbers = Counter(value for row in among for value in values_of(row, dimension, roles))
        assert facets[dimension] == sorted(numbers.items(), key=lambda each: (-each[1], each[0])), (query, dimension)
    one, other = chance.sample(DIMENSIONS, 2)
    wanted = [
        chance.sample(every, chance.randint(1, len(every)))
        for every in (sorted({value for row in rows for value in values_of(row, name, ())}) for name in (one, other))
        if every
    ]
    if len(wanted) < 2:
        return
    expected = Counter()
    for row in chosen:
        first = values_of(row, one, roles) & set(wanted[0])
        second = values_of(row, other, roles) & set(wanted[1])
        expected.update(product([None, *first], [None, *second]))
    assert cross(filterset.bitmap, (one, wanted[0]), (other, wanted[1]), roles=roles) == expected, (query, one, other)


def kept():
    return set(PublishedFacet.objects.values_list("dimension", "value", "block", "bits"))


def counted_anew():
    with connection.cursor() as cursor:
        cursor.execute(bits_of(pairs(f"SELECT {COLUMNS} FROM commitments_publishedcommitment")))
        return set(cursor.fetchall())


@pytest.mark.parametrize("seed", range(4))
def test_counts_facets_and_crossings_are_those_of_the_rows(names, seed):
    chance = random.Random(seed)
    for _turn in range(8):
        happen(chance)
        assert kept() == counted_anew()
        for _question in range(6):
            check(chance)


def test_it_has_bits_of_what_there_is_only(names):
    chance = random.Random("bits")
    PublishedCommitment.objects.bulk_create(
        [wording(chance, sequence) for sequence in (1, BLOCK - 1, BLOCK, 3 * BLOCK)]
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT block FROM commitments_publishedfacet ORDER BY 1")
        assert cursor.fetchall() == [(0,), (1,), (3,)]
        PublishedCommitment.objects.all().delete()
        assert not PublishedFacet.objects.exists()
        PublishedCommitment.objects.bulk_create([wording(chance, 7)])
        cursor.execute("TRUNCATE commitments_publishedcommitment")
        assert not PublishedFacet.objects.exists()


def places():
    """Where each bitmap lies: whatever is written, and were it the same again, lies elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT dimension, value, block, ctid::text FROM commitments_publishedfacet")
        return set(cursor.fetchall())


class TestPublishing:
    def test_another_label_writes_no_bitmap(self):
        theme, actor = make_theme("arms"), make_actor("un")
        commitment = make_commitment(themes=[theme], actors=[(actor, "makes")])
        publish_whole(commitment)
        before = places()
        for thing in (theme, actor):
            type(thing).objects.filter(pk=thing.pk).update(label={"en": "Another"})
        publish([theme, actor], person=PERSON)
        assert "Another" in str(PublishedCommitment.objects.get().payload)
        assert places() == before

    def test_a_term_that_moves_moves_what_has_it(self):
        old, new = make_theme("old"), make_theme("new")
        term = make_theme("term", broader=old)
        publish_whole(make_commitment(themes=[term]), new)
        assert numbers_of("theme") == {"term": 1, "old": 1}
        Theme.objects.filter(pk=term.pk).update(broader=new)
        publish([Theme.objects.get(pk=term.pk)], person=PERSON)
        assert numbers_of("theme") == {"term": 1, "new": 1}
        assert number_of(CURRENT) == 1

    def test_a_new_wording_takes_the_place_of_the_old_which_is_remembered(self):
        commitment = make_commitment(kind="call")
        publish_whole(commitment)
        type(commitment).objects.filter(pk=commitment.pk).update(kind="principle")
        publish([type(commitment).objects.get(pk=commitment.pk)], person=PERSON)
        assert numbers_of("kind") == {"principle": 1}
        assert set(PublishedFacet.objects.filter(dimension="kind").values_list("value", flat=True)) == {
            "call",
            "principle",
        }


days = st.dates(date.min, date.max)
near = st.dates(date(2023, 11, 1), date(2025, 2, 28))


@given(st.tuples(near, near, near) | st.tuples(days, days, days))
def test_stretches_are_the_days_between(given):
    first, last, one = given
    values = f"{one:%Y}".zfill(4), f"{one.year:04d}-{one.month:02d}", str(one)
    hits = [unit for unit, begin, end in stretches(first, last) if begin <= values[unit] <= end]
    assert len(hits) == (first <= one <= last)


def test_a_long_stretch_has_few_values():
    parts = list(stretches(date(1950, 3, 2), date(2026, 11, 29)))
    assert parts == [
        (2, "1950-03-02", "1950-03-31"),
        (2, "2026-11-01", "2026-11-29"),
        (0, "1951", "2025"),
        (1, "1950-04", "1950-12"),
        (1, "2026-01", "2026-10"),
    ]
    assert list(stretches(date(2024, 2, 1), date(2024, 2, calendar.monthrange(2024, 2)[1]))) == [
        (1, "2024-02", "2024-02")
    ]
