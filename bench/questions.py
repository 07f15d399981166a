"""What the servers are asked: the same questions in the words of each, over many different keys.

Keys are drawn of those that are there, by a seed. Words are taken by their rank among coined names, so that they are
equally frequent at every size.
"""

import random
import sqlite3
from base64 import b64encode
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.asking import Question
from bench.lexicon import NAMES, names, themes
from bench.phrases import PHRASES
from bench.texts import SEED

DIFFERENT = 200
# Ranks of words: they stand in 1 to 5 % of commitments, in 0.1 to 0.6 %, and in about one of ten thousand.
RANKS = {"common": range(10, 60), "middling": range(150, 600, 3), "rare": range(6_000, NAMES, 70)}
# The languages of titles and summaries, in which words are as frequent as the ranks say.
LANGUAGES = ("en", "fr", "ar")
# Years on either side of a commitment's own, where a question has a range of dates.
YEARS_AROUND = 15
# Addresses whose answers the tracker has counted already: three for each connection, which warms up with them.
AGAIN = 12
FACETS = (
    "_facet=document&_facet=kind&_facet=status&_facet=year&_facet_array=themes&_facet_array=regions&"
    "_facet_array=actors&_facet_array=languages&_facet_size=50"
)
MATRIX = """
SELECT theme, region, count(*) FROM commitment_themes JOIN commitment_regions USING (commitment_id)
JOIN commitments ON id = commitment_id WHERE kind = :kind AND year >= :year GROUP BY 1, 2
"""
API = "/api/v1/commitments/"
# Who gives the same rows; in a search Datasette finds others, for it does not stem.
ALIKE = ("bare", "datasette")

Asked = dict[str, str]


class Drawer:
    """Draws keys of the database in use; `file` is that of Datasette, where it has one."""

    def __init__(self, file: Path | None) -> None:
        self.dice = random.Random(SEED)
        self.file = file
        self.some = self.commitments()

    def commitments(self) -> list[dict[str, Any]]:
        """Some commitments that have a theme and a region."""
        from commitments.models.register import PublishedCommitment

        rows = PublishedCommitment.objects.current().order_by("sequence")
        first, last = rows.values_list("sequence", flat=True)[0], rows.values_list("sequence", flat=True).last() or 0
        numbers = sorted(self.dice.randint(first, last) for _ in range(10 * DIFFERENT))
        names = ("key", "place", "themes", "regions", "kind", "made_on")
        found = list(rows.filter(sequence__in=numbers).values(*names))
        self.dice.shuffle(found)
        return [row for row in found if row["themes"] and row["regions"]][:DIFFERENT]

    def keys(self, column: str) -> list[str]:
        """All keys of a vocabulary that some row has."""
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT DISTINCT unnest({column}) FROM (SELECT {column} FROM commitments_publishedcommitment "
                "ORDER BY sequence LIMIT 20000) AS first"
            )
            found = sorted(key for (key,) in cursor.fetchall())
        self.dice.shuffle(found)
        return found

    def numbers(self, keys: Sequence[str]) -> dict[str, int]:
        """The numbers that Datasette's rows have."""
        if self.file is None:
            return {}
        database = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)
        try:
            marks = ", ".join("?" * len(keys))
            return dict(database.execute(f"SELECT key, id FROM commitments WHERE key IN ({marks})", list(keys)))
        finally:
            database.close()

    def words(self, kind: str) -> list[tuple[str, str]]:
        """Words that something has, and the tsquery that the tracker makes of each."""
        from commitments.models.register import PublishedCommitment
        from commitments.searching.parsing import parse
        from commitments.searching.stemming import matches, stem

        found = []
        for language in LANGUAGES:
            coined = names(language, NAMES)
            for rank in RANKS[kind]:
                word = coined[rank]
                tsquery = stem(parse(word)).tsquery
                if PublishedCommitment.objects.current().filter(matches(tsquery)).exists():
                    found.append((word, tsquery))
        self.dice.shuffle(found)
        return found[:DIFFERENT]


def cursor(place: str) -> str:
    """What the tracker's `next` would name after this place of a list."""
    return b64encode(urlencode({"p": place}).encode()).decode()


def questions(file: Path | None, wanted: Callable[[str], bool]) -> list[Question]:
    """All those whose names are wanted."""
    drawer = Drawer(file)
    found = [*lists(drawer), *details(drawer), *searches(drawer, wanted), *countings(drawer)]
    return [question for question in found if wanted(question.name)]


def table(drawer: Drawer) -> str:
    return f"/{drawer.file.stem}/commitments" if drawer.file else ""


def having(**asked: str) -> str:
    """Rows of Datasette that have each term. Not `_through`, which does the same once: a second one, or a comparison
    beside it, changes its value (in 0.65).
    """
    return "&".join(
        urlencode({"_where": f"id in (select commitment_id from commitment_{name}s where {name} = '{value}')"})
        for name, value in asked.items()
    )


def narrowed(drawer: Drawer, *conditions: str, count: bool) -> str:
    """A list of Datasette: stored JSON only, no more than is asked for."""
    given = ["_shape=objects&_size=50&_col=payload&_nofacet=1&_nosuggest=1", *([] if count else ["_nocount=1"])]
    return f"{table(drawer)}.json?" + "&".join([*given, *(condition for condition in conditions if condition)])


def lists(drawer: Drawer) -> list[Question]:
    dates = [
        {
            "made_after": f"{row['made_on'].year - YEARS_AROUND}-01-01",
            "made_before": f"{row['made_on'].year + YEARS_AROUND}-12-31",
        }
        for row in drawer.some
    ]
    both = [
        {"theme": drawer.dice.choice(row["themes"]), "region": drawer.dice.choice(row["regions"])}
        for row in drawer.some
    ]
    asked: dict[str, list[tuple[Asked, str]]] = {
        "list": [({}, "")],
        "list by theme": [({"theme": key}, having(theme=key)) for key in drawer.keys("themes")],
        "list by region": [({"region": key}, having(region=key)) for key in drawer.keys("regions")],
        "two filters and dates": [
            (
                terms | days,
                f"{having(**terms)}&made_on__gte={days['made_after']}&made_on__lte={days['made_before']}",
            )
            for terms, days in zip(both, dates, strict=True)
        ],
    }
    found = []
    for name, some in asked.items():
        bare = [f"/commitments/?{urlencode(given)}" for given, _ in some]
        for count in (True, False):
            more = {} if count else {"count": "false"}
            found.append(
                Question(
                    f"{name}{'' if count else ', no count'}",
                    [f"{API}?{urlencode(given | more)}" for given, _ in some],
                    bare,
                    [narrowed(drawer, condition, count=count) for _, condition in some] if drawer.file else (),
                    compared=ALIKE,
                )
            )
    numbers = drawer.numbers([row["key"] for row in drawer.some])
    found.append(
        Question(
            "deep page, no count",
            [f"{API}?{urlencode({'cursor': cursor(row['place']), 'count': 'false'})}" for row in drawer.some],
            [f"/commitments/?{urlencode({'place': row['place']})}" for row in drawer.some],
            [narrowed(drawer, f"_next={numbers[row['key']]}", count=False) for row in drawer.some] if numbers else (),
            compared=ALIKE,
        )
    )
    return found


def details(drawer: Drawer) -> list[Question]:
    keys = [row["key"] for row in drawer.some]
    at = f"{table(drawer)}.json?_shape=objects&_size=1&_col=payload&_nocount=1&_nofacet=1&_nosuggest=1&key="
    return [
        Question(
            "detail",
            [f"{API}{key}/" for key in keys],
            [f"/commitments/?key={key}" for key in keys],
            [at + key for key in keys] if drawer.file else (),
            compared=ALIKE,
        )
    ]


def searches(drawer: Drawer, wanted: Callable[[str], bool]) -> list[Question]:
    """`wanted`: to look for words that are there takes a while."""
    found = []
    for kind in RANKS:
        name = f"word search, {kind}"
        if wanted(name) and (words := drawer.words(kind)):
            found.append(
                Question(
                    name,
                    [f"/api/v1/search/?{urlencode({'q': word, 'mode': 'words'})}" for word, _ in words],
                    [f"/search/?{urlencode({'tsquery': tsquery})}" for _, tsquery in words],
                    [narrowed(drawer, urlencode({"_search": word}), count=True).replace("_size=50", "_size=20")
                     for word, _ in words] if drawer.file else (),
                    compared=("bare",),
                )
            )  # fmt: skip
    matters = [matter for language in LANGUAGES for matter in (*PHRASES[language].matters, *themes(language))]
    asked = drawer.dice.sample(matters, min(DIFFERENT, len(matters)))
    found.append(
        Question(
            "search in both modes", [f"/api/v1/search/?{urlencode({'q': each, 'mode': 'both'})}" for each in asked]
        )
    )  # fmt: skip
    return found


def countings(drawer: Drawer) -> list[Question]:
    """Facets and matrices: the first time that something is counted in this state of the register, and again."""
    filters: list[tuple[Asked, str]] = []
    for row in drawer.some:
        theme, year = drawer.dice.choice(row["themes"]), row["made_on"].year - YEARS_AROUND
        asked = {"theme": theme, "made_after": f"{year}-01-01"}
        filters.append((asked, f"{having(theme=theme)}&made_on__gte={asked['made_after']}"))
    filters = list({urlencode(asked): (asked, condition) for asked, condition in filters}.values())
    facets = [f"{API}?{urlencode(asked | {'facets': 'true'})}" for asked, _ in filters]
    datasette = [
        narrowed(drawer, condition, FACETS, count=True).replace("_nofacet=1&", "") for _, condition in filters
    ] if drawer.file else []  # fmt: skip
    matrices, counted = [], []
    for row in drawer.some:
        asked = {"kind": row["kind"], "made_after": f"{row['made_on'].year - YEARS_AROUND}-01-01"}
        matrices.append(f"/api/v1/matrix/?{urlencode({'rows': 'theme', 'columns': 'region'} | asked)}")
        given = {"sql": " ".join(MATRIX.split()), "kind": row["kind"], "year": asked["made_after"][:4]}
        counted.append(f"/{drawer.file.stem}.json?{urlencode(given)}&_shape=arrays" if drawer.file else "")
    found = []
    for name, tracker, other in (("facets", facets, datasette), ("matrix", matrices, counted if drawer.file else [])):
        distinct = list(dict.fromkeys(tracker))
        found.append(Question(f"{name}, first time", distinct[AGAIN:], (), other, once=True))
        found.append(Question(f"{name}, again", distinct[:AGAIN], (), other[:AGAIN]))
    return found
