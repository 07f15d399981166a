"""Synthetic documents with their commitments, as the register publishes them: the rows of the Published* tables.

What is composed of register entries is composed by the tracker's own functions, so that its shape is right whatever
becomes of it. Shares and lengths are those of the demonstration corpus, so that a payload is about as long as there.
Each document has its own dice: any process can make any document.
"""

import hashlib
import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from math import exp
from typing import Any

import orjson

from bench.lexicon import Lexemes, Said, Speaker, stems, tsvector
from bench.texts import SEED
from commitments.models.choices import CommitmentKind, DocumentKind, LegalCharacter, Status
from commitments.models.register import Action, PublishedTerm, RegisterEntry
from commitments.models.register.projections import newest_first
from commitments.models.words import Searched, searched_clause, searched_commitment
from commitments.publishing.composing import (
    Surroundings,
    compose_commitment,
    compose_document,
    compose_expression,
    compose_link,
)
from commitments.publishing.projecting import NAMES_OF_A_DOCUMENT, all_texts
from commitments.text.folding import fold
from commitments.text.indexing import words_of

Payload = dict[str, Any]

COMMITMENTS_OF_DOCUMENT = 100
# The register of the bench begins with the vocabularies. Then come, of each document, its texts and itself; then all
# commitments; then the links.
TEXTS_OF_DOCUMENT = 3
FIRST_MOMENT = datetime(2024, 1, 1, tzinfo=UTC)
FIRST_DAY, LAST_DAY = date(1945, 6, 26), date(2026, 6, 30)
# Documents have become more frequent: the share of time that has passed is drawn by this power.
MORE_OF_LATE = 0.4
# In which language documents are written, and in which all titles and summaries are, as in the demonstration corpus.
LANGUAGES = {"en": 35, "fr": 20, "zh": 12, "ar": 11, "ru": 11, "es": 11}
TITLES = ("ar", "en", "fr")
# How often there are so many, in per cent.
CITATIONS = {1: 86, 2: 11, 3: 3}
SENTENCES = {1: 10, 2: 45, 3: 45}
SUMMARIES = {2: 80, 3: 20}
RATIONALES = {1: 50, 2: 50}
THEMES = {1: 37, 2: 38, 3: 20, 4: 5}
REGIONS = {0: 60, 1: 28, 2: 12}
ACTORS = {1: 20, 2: 60, 3: 20}
KINDS = dict(zip(CommitmentKind.values, (8, 15, 38, 12, 12, 5, 10), strict=True))
STATUSES = dict(zip(Status.values, (88, 5, 4, 3), strict=True))
DUE = 0.15
# A term is so much rarer than the one before it that of 60 the first is on a fifth of all rows, and the last on one of
# two thousand.
RARER = 0.1
# Every second commitment is linked to the next one of its document.
LINK_EVERY = 2
CONTEXT = 32
CLAIMED = "The kind of the document, as its title names it; no other document has been compared with it for this."


def dated(sequence: int) -> datetime:
    """When an entry was published: one a second."""
    return FIRST_MOMENT + timedelta(seconds=sequence)


def drawn(dice: random.Random, shares: dict[Any, int]) -> Any:
    return dice.choices(list(shares), weights=list(shares.values()))[0]


def text_of(value: object) -> str:
    """A value as COPY reads it."""
    if value is None:
        return r"\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, list):
        return "{" + ",".join(value) + "}"
    if isinstance(value, dict):
        value = orjson.dumps(value).decode()
    return str(value).replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


class Vocabulary:
    """The published terms of one kind in an order of falling frequency, and all that stands above each."""

    def __init__(self, kind: str) -> None:
        terms = list(PublishedTerm.objects.filter(kind=kind).order_by("key"))
        random.Random(f"{kind} {SEED}").shuffle(terms)
        self.keys = [term.key for term in terms]
        self.payloads = {term.key: term.payload for term in terms}
        self.weights = list(accumulate(exp(-RARER * rank) for rank in range(len(terms))))
        self.above = {term.key: term.ancestors for term in terms}

    def some(self, dice: random.Random, count: int) -> list[str]:
        return sorted(set(dice.choices(self.keys, cum_weights=self.weights, k=count))) if count else []

    def closure(self, keys: list[str]) -> list[str]:
        return sorted({step for key in keys for step in (key, *self.above[key])})


@dataclass(frozen=True)
class Plan:
    """How many commitments there are, and which entries of the register are whose."""

    commitments: int
    terms: int

    @property
    def documents(self) -> int:
        return -(-self.commitments // COMMITMENTS_OF_DOCUMENT)

    @property
    def links(self) -> int:
        """One begins at every second commitment that has a next one in its document."""
        full, rest = divmod(self.commitments, COMMITMENTS_OF_DOCUMENT)
        return full * (COMMITMENTS_OF_DOCUMENT // LINK_EVERY) + rest // LINK_EVERY

    def size_of(self, document: int) -> int:
        return min(COMMITMENTS_OF_DOCUMENT, self.commitments - document * COMMITMENTS_OF_DOCUMENT)

    def entry_of_text(self, document: int, place: int) -> int:
        return self.terms + document * (TEXTS_OF_DOCUMENT + 1) + place + 1

    def entry_of_document(self, document: int) -> int:
        return self.entry_of_text(document, TEXTS_OF_DOCUMENT)

    def entry_of_commitment(self, document: int, place: int) -> int:
        return self.entry_of_document(self.documents - 1) + document * COMMITMENTS_OF_DOCUMENT + place + 1

    def entry_of_link(self, document: int, place: int) -> int:
        last = self.entry_of_document(self.documents - 1) + self.commitments
        return last + document * (COMMITMENTS_OF_DOCUMENT // LINK_EVERY) + place // LINK_EVERY + 1

    @property
    def last(self) -> int:
        return self.entry_of_document(self.documents - 1) + self.commitments + self.links


def slug_of(document: int) -> str:
    # Of the same length for each, so that vectors can be packed as arrays; see vectors.py.
    return f"accord-{document:06d}"


def key_of(document: int, place: int) -> str:
    return f"{slug_of(document)}-{place + 1:03d}"


@dataclass
class Made:
    """What is to be copied of some documents: lines by table, and what vectors are to be made for."""

    lines: dict[str, list[str]] = field(default_factory=dict)
    passages: list[Payload] = field(default_factory=list)

    def add(self, table: str, row: Payload) -> None:
        self.lines.setdefault(table, []).append("\t".join([text_of(value) for value in row.values()]) + "\n")


class Maker:
    """Makes documents. `columns` of each table are those of its rows, as they come."""

    def __init__(self, plan: Plan, speakers: dict[str, Speaker]) -> None:
        self.plan, self.speakers = plan, speakers
        self.themes, self.regions, self.actors = (Vocabulary(kind) for kind in ("theme", "region", "actor"))
        self.known: dict[tuple[str, str], Lexemes] = {}
        for vocabulary in (self.themes, self.regions, self.actors):
            for payload in vocabulary.payloads.values():
                for language, label in payload["label"].items():
                    self.learn(language, label)
        self.columns: dict[str, list[str]] = {}

    def learn(self, language: str, text: str) -> None:
        """The lexemes of a text that is not put together of what the speakers know."""
        words = [word.text for word in words_of(text)]
        stem = stems(language, words)
        self.known[language, text] = tuple(stem[word] for word in words)

    def add(self, made: Made, table: str, row: Payload) -> None:
        self.columns.setdefault(table, list(row))
        made.add(table, row)

    def document(self, number: int, made: Made) -> None:
        """Adds all rows of a document."""
        Writing(self, number, made).write()


class Writing:
    """One document while it is made."""

    def __init__(self, maker: Maker, number: int, made: Made) -> None:
        self.maker, self.number, self.made = maker, number, made
        self.plan, self.dice = maker.plan, random.Random(f"{SEED} {number}")
        self.slug, self.size = slug_of(number), self.plan.size_of(number)
        self.said: dict[str, Lexemes] = {}
        own = drawn(self.dice, LANGUAGES)
        others = self.dice.sample([language for language in LANGUAGES if language != own], TEXTS_OF_DOCUMENT - 1)
        self.languages = [own, *others]
        days = (LAST_DAY - FIRST_DAY).days
        self.day = FIRST_DAY + timedelta(days=int(days * self.dice.random() ** MORE_OF_LATE))
        self.around = Surroundings(maker.themes.payloads, maker.regions.payloads, maker.actors.payloads)

    def remember(self, said: Said) -> str:
        self.said[said.text] = said.lexemes
        return said.text

    def in_titles(self, say: str, *more: int) -> dict[str, str]:
        """What the speakers of titles say."""
        return {
            language: self.remember(getattr(self.maker.speakers[language], say)(self.dice, *more))
            for language in TITLES
        }

    def write(self) -> None:
        content = self.document_content()
        self.around.documents[self.slug] = content
        cited = [self.cited_languages() for _ in range(self.size)]
        texts = {language: self.write_text(language, place, cited) for place, language in enumerate(self.languages)}
        self.write_document(content)
        contents = [self.commitment_content(place, languages, texts) for place, languages in enumerate(cited)]
        self.around.commitments = {content["key"]: content for content in contents}
        for place in range(0, self.size - 1, LINK_EVERY):
            self.write_link(place)
        for place, content in enumerate(contents):
            self.write_commitment(place, content)

    def cited_languages(self) -> list[str]:
        return self.languages[: drawn(self.dice, CITATIONS)]

    def entry(self, kind: str, key: str, sequence: int, content: Payload) -> RegisterEntry:
        return RegisterEntry(
            sequence=sequence, kind=kind, key=key, action=Action.PUBLISH, version=1, at=dated(sequence), payload=content
        )

    def published(self, payload: Payload, sequence: int) -> Payload:
        return {"payload": payload, "version": 1, "published_at": dated(sequence), "sequence": sequence}

    def document_content(self) -> Payload:
        actors = self.maker.actors.some(self.dice, drawn(self.dice, ACTORS))
        return {
            "slug": self.slug,
            "title": self.in_titles("name"),
            "kind": self.dice.choice(DocumentKind.values),
            "symbol": f"A/{self.number + 1}",
            "date": self.day.isoformat(),
            "place": {},
            "actors": [{"slug": actor, "role": "signatory"} for actor in actors],
            "alternative_names": {},
            "note": {},
        }

    def write_document(self, content: Payload) -> None:
        sequence = self.plan.entry_of_document(self.number)
        expressions = [self.around.expressions[f"{self.slug}/{language}/1"] for language in sorted(self.languages)]
        texts = [{name: value for name, value in text.items() if name != "document"} for text in expressions]
        payload = compose_document(self.entry("document", self.slug, sequence, content), texts, self.around)
        self.maker.add(
            self.made,
            "commitments_publisheddocument",
            {
                "slug": self.slug,
                "kind": content["kind"],
                "adopted_on": self.day,
                "languages": sorted(self.languages),
                "actors": self.maker.actors.closure([role["slug"] for role in content["actors"]]),
                "place": f"{newest_first(content['date'])} {self.slug}",
                "search_text": fold("\n".join(all_texts([content[name] for name in NAMES_OF_A_DOCUMENT]))),
                **self.published(payload, sequence),
            },
        )

    def write_text(self, language: str, place: int, cited: list[list[str]]) -> dict[int, Payload]:
        """The text in one language with a clause for each commitment that cites it: the citations, by commitment."""
        speaker, key = self.maker.speakers[language], f"{self.slug}/{language}/1"
        sequence = self.plan.entry_of_text(self.number, place)
        pieces: list[str] = []
        clauses: list[Payload] = []
        found: dict[int, Payload] = {}
        length = 0
        for number in [number for number, languages in enumerate(cited) if language in languages]:
            said = speaker.paragraph(self.dice, drawn(self.dice, SENTENCES))
            label = f"{number + 1}. "
            eid, start, end = f"art_{number + 1:03d}", length, length + len(label) + len(said.text)
            self.said[said.text] = said.lexemes
            self.said[label + said.text] = (str(number + 1), *said.lexemes)
            pieces.append(label + said.text)
            clauses.append(
                {
                    "eid": eid, "parent": None, "kind": "article", "label": f"{number + 1}.", "number": str(number + 1),
                    "path": [str(number + 1)], "locator": str(number + 1), "heading": "", "depth": 0,
                    "start": start, "end": end,
                }
            )  # fmt: skip
            found[number] = {
                "document": self.slug, "language": language, "edition": 1, "clause": eid, "locator": str(number + 1),
                "start": start + len(label), "end": end, "exact": said.text,
            }  # fmt: skip
            length = end + 1
        text = "\n".join(pieces)
        for citation in found.values():
            citation["prefix"] = text[max(0, citation["start"] - CONTEXT) : citation["start"]]
            citation["suffix"] = text[citation["end"] : citation["end"] + CONTEXT]
        digest = hashlib.sha256(text.encode()).hexdigest()
        content = {
            "document": self.slug, "language": language, "edition": 1,
            "direction": "rtl" if language == "ar" else "ltr",
            "translation": "original" if place == 0 else "official", "publisher": "", "source_url": None,
            "retrieved_on": None, "note": {}, "file_name": f"{self.slug}.{language}.txt", "file_sha256": digest,
            "text_sha256": digest, "text": text, "clauses": clauses, "references": [],
        }  # fmt: skip
        payload = compose_expression(self.entry("expression", key, sequence, content), 1)
        self.around.expressions[key] = payload | {"document": self.slug}
        self.maker.add(
            self.made,
            "commitments_publishedexpression",
            {
                "key": key, "document": self.slug, "language": language, "edition": 1, "latest": True, "text": text,
                **self.published(payload, sequence),
            },
        )  # fmt: skip
        for position, clause in enumerate(clauses):
            shown = clause | {"text": text[clause["start"] : clause["end"]], "references": []}
            own = clause["end"] - clause["start"]
            self.maker.add(
                self.made,
                "commitments_publishedclause",
                {
                    "id": f"{key}#{clause['eid']}", "expression_id": key, "position": position, "eid": clause["eid"],
                    "payload": shown, "own_length": own, "words": self.words(searched_clause(shown, language, own)),
                },
            )  # fmt: skip
        return found

    def words(self, texts: list[Searched]) -> str:
        said, known = self.said, self.maker.known
        return tsvector(
            (text.weight, lexemes if (lexemes := said.get(text.text)) is not None else known[text.language, text.text])
            for text in texts
        )

    def commitment_content(self, place: int, cited: list[str], texts: dict[str, dict[int, Payload]]) -> Payload:
        dice, maker = self.dice, self.maker
        roles = [(actor, "makes") for actor in maker.actors.some(dice, drawn(dice, ACTORS))]
        if len(roles) > 1 and dice.random() < 0.5:
            roles[-1] = (roles[-1][0], dice.choice(("addressed_to", "beneficiary")))
        due = self.day + timedelta(days=dice.randint(365, 15 * 365)) if dice.random() < DUE else None
        return {
            "key": key_of(self.number, place),
            "document": {"slug": self.slug},
            "locator": str(place + 1),
            "position": place,
            "kind": drawn(dice, KINDS),
            "title": self.in_titles("title"),
            "summary": self.in_titles("paragraph", drawn(dice, SUMMARIES)),
            "themes": [{"slug": theme} for theme in maker.themes.some(dice, drawn(dice, THEMES))],
            "regions": [{"code": region} for region in maker.regions.some(dice, drawn(dice, REGIONS))],
            "actors": [{"slug": actor, "role": role} for actor, role in roles],
            "due_on": due.isoformat() if due else None,
            "target": None,
            "legal_character": {"value": dice.choice(LegalCharacter.values), "source": CLAIMED},
            "status": drawn(dice, STATUSES),
            "last_verified_on": None,
            "citations": [texts[language][place] for language in cited],
        }

    def write_link(self, place: int) -> None:
        source, target = key_of(self.number, place), key_of(self.number, place + 1)
        content = {
            "source": source, "target": target, "relation": "implements", "state": "accepted",
            "rationale": self.in_titles("paragraph", drawn(self.dice, RATIONALES)),
        }  # fmt: skip
        key, sequence = f"{source}-implements-{target}", self.plan.entry_of_link(self.number, place)
        for end in (source, target):
            self.around.links.setdefault(end, []).append(content)
        payload = compose_link(self.entry("link", key, sequence, content), self.around)
        row = {"key": key, "source": source, "target": target, "relation": "implements"}
        self.maker.add(self.made, "commitments_publishedlink", row | self.published(payload, sequence))

    def write_commitment(self, place: int, content: Payload) -> None:
        maker, key, sequence = self.maker, content["key"], self.plan.entry_of_commitment(self.number, place)
        entry = self.entry("commitment", key, sequence, content)
        payload = compose_commitment(entry, current=True, around=self.around)
        roles = [(role["slug"], role["role"]) for role in content["actors"]]
        texts = searched_commitment(payload)
        self.said |= {key: tuple(key.split("-")), content["locator"]: (content["locator"],)}
        maker.add(
            self.made,
            "commitments_publishedcommitment",
            {
                "key": key,
                "ended_at": None,
                "document": self.slug,
                "kind": content["kind"],
                "status": content["status"],
                "made_on": self.day,
                "due_on": content["due_on"],
                "languages": sorted({citation["language"] for citation in content["citations"]}),
                "themes": maker.themes.closure([theme["slug"] for theme in content["themes"]]),
                "regions": maker.regions.closure([region["code"] for region in content["regions"]]),
                "actors": maker.actors.closure([actor for actor, _ in roles]),
                "actor_roles": sorted(
                    {f"{step}:{role}" for actor, role in roles for step in maker.actors.closure([actor])}
                ),
                "roles": sorted({role for _, role in roles}),
                "expressions": sorted({f"{self.slug}/{each['language']}/1" for each in content["citations"]}),
                "place": f"{newest_first(self.day.isoformat())} {self.slug} {place:06d} {key}",
                "words": self.words(texts),
                **self.published(payload, sequence),
            },
        )
        language = content["citations"][0]["language"]
        self.made.passages.append(
            {"key": key, "clause": f"{self.slug}/{language}/1#art_{place + 1:03d}", "document": self.slug,
             "sequence": sequence, "language": language, "title": place % 2 == 0}
        )  # fmt: skip
