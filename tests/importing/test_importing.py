"""A file → a language version of a document with its clauses: once, whole, or not at all."""

import hashlib
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from commitments.importing import ImportRefused, Source, cite, commitment_key, import_document, import_expression
from commitments.models import Citation, Clause, Commitment, Document, Expression
from commitments.text import TextError
from tests.factories import TEXT, clause_of, make_commitment, make_document, make_expression

pytestmark = pytest.mark.django_db


def source(text=TEXT, **values):
    return Source(data=text if isinstance(text, bytes) else text.encode(), **({"language": "fr"} | values))


def counts():
    return [model.objects.count() for model in (Document, Expression, Clause, Commitment, Citation)]


class TestStoring:
    def test_a_text_is_stored_with_what_is_known_of_it_and_its_clauses(self):
        given_source = source(
            f"Bruit\n{TEXT}Bruit\n",
            file_name="paper.txt",
            from_line=2,
            to_line=6,
            translation="official",
            publisher="Xinhua",
            source_url="https://example.org/paper",
            retrieved_on=date(2024, 1, 2),
            note={"en": "As found."},
        )
        made = import_expression(document=make_document("paper"), source=given_source)
        expression = Expression.objects.get()
        assert made.created
        assert made.clauses == expression.clauses.count() == 5
        assert expression.text.strip() == TEXT.strip()
        assert bytes(expression.file) == given_source.data
        assert expression.file_sha256 == hashlib.sha256(given_source.data).hexdigest()
        assert expression.text_sha256 == hashlib.sha256(expression.text.encode()).hexdigest()
        known = ("file_name", "from_line", "to_line", "translation", "publisher", "source_url", "retrieved_on", "note")
        assert [getattr(expression, name) for name in known] == [getattr(given_source, name) for name in known]
        assert (expression.language, expression.direction, expression.edition) == ("fr", "ltr", 1)

    def test_clauses_keep_the_tree_and_quote_their_text(self):
        expression = make_expression()
        clauses = {clause.locator: clause for clause in expression.clauses.all()}
        assert list(clauses) == ["I", "I.1", "I.2", "II", "II.1"]
        assert clauses["I.2"].parent == clauses["I"]
        assert clauses["I"].parent is None
        words = expression.text[clauses["I.2"].start : clauses["I.2"].end]
        assert words == "2. Les Parties forment 5 000 policiers en cinq ans."
        assert (clauses["I.2"].number, clauses["I.2"].label, clauses["I.2"].path) == ("2", "2.", ["1", "2"])

    @pytest.mark.parametrize(
        ("given_language", "language", "direction"),
        [
            ("fr", "fr", "ltr"),
            ("FR", "fr", "ltr"),
            ("ar", "ar", "rtl"),
            ("zh-hans", "zh-Hans", "ltr"),
            ("ar-EG", "ar-EG", "rtl"),
        ],
    )
    def test_the_language_is_canonical_and_gives_the_direction(self, given_language, language, direction):
        made = import_expression(document=make_document(), source=source(language=given_language))
        assert (made.expression.language, made.expression.direction) == (language, direction)

    def test_the_same_text_again_changes_nothing(self):
        document = make_document()
        first = import_expression(document=document, source=source())
        before = counts()
        again = import_expression(document=document, source=source())
        assert not again.created
        assert again.expression == first.expression
        assert again.clauses == first.clauses
        assert counts() == before

    def test_another_text_is_the_next_edition_and_the_first_keeps_what_stands_on_it(self):
        document = make_document()
        first = import_expression(document=document, source=source(), commitments="numbered").expression
        before = (first.text, list(first.clauses.values()), list(first.citations.values()))
        second = import_expression(document=document, source=source("1. Corrigé.\n"))
        assert second.created
        assert second.expression.edition == 2
        first.refresh_from_db()
        assert (first.text, list(first.clauses.values()), list(first.citations.values())) == before

    def test_editions_count_for_each_language_and_document_apart(self):
        document = make_document()
        made = [
            import_expression(document=document, source=source()),
            import_expression(document=document, source=source(language="ar")),
            import_expression(document=make_document(), source=source()),
        ]
        assert [outcome.expression.edition for outcome in made] == [1, 1, 1]

    def test_a_new_document_is_saved_with_its_text(self):
        document = Document(slug="paper", title={"fr": "Papier"}, kind="declaration")
        import_document(document=document, source=source())
        assert Expression.objects.get().document.slug == "paper"


class TestAllOrNothing:
    @pytest.mark.parametrize(
        ("given_source", "said"),
        [
            (source(language="klingon"), "klingon"),
            (source(language=""), "language"),
            (source("Où un octet est faux : é".encode() + b"\xff, et la suite"), "UTF-8"),
            (source(b""), "empty"),
            (source(b"  \n \n"), "blank"),
            (source(b"%PDF-1.7 binary\x00\x01"), ""),
            (source(from_line=99), "line"),
            (source(to_line=99), "line"),
            (source(from_line=4, to_line=2), "line"),
            (source(from_line=0), "line"),
            (source(publisher="x" * 301), "publisher"),
            (source(source_url="javascript:alert(1)"), "source_url"),
            (source(translation="poetic"), "translation"),
            (source(note={"tlh": "x"}), "note"),
        ],
    )
    def test_what_cannot_be_imported_is_refused_with_a_reason_and_leaves_nothing(self, given_source, said):
        before = counts()
        with pytest.raises(ImportRefused, match=f"(?i){said}") as refused:
            import_document(document=Document(slug="new", title={"en": "New"}, kind="treaty"), source=given_source)
        assert len(str(refused.value)) > 10
        assert counts() == before

    @pytest.mark.parametrize("model", [Clause, Commitment, Citation])
    def test_a_failure_half_way_leaves_nothing(self, model, monkeypatch):
        def fail(*args, **kwargs):
            raise DatabaseError("the disk is full")

        monkeypatch.setattr(model.objects, "bulk_create", fail)
        before = counts()
        with pytest.raises(DatabaseError, match="disk is full"):
            import_document(
                document=Document(slug="new", title={"en": "New"}, kind="treaty"), source=source(), commitments="all"
            )
        assert counts() == before


class TestDrafts:
    def keys(self, which, text=TEXT, document=None):
        document = document or make_document("paper")
        made = import_expression(document=document, source=source(text), commitments=which)
        return [commitment.key for commitment in made.commitments]

    @pytest.mark.parametrize(
        ("which", "text", "keys"),
        [
            ("none", TEXT, []),
            ("numbered", TEXT, ["paper-i-1", "paper-i-2", "paper-ii-1"]),
            ("all", TEXT, ["paper-i-1", "paper-i-2", "paper-ii-1"]),
            ("numbered", "Un préambule.\n1. Une promesse.\n", ["paper-1"]),
            ("all", "Un préambule.\n1. Une promesse.\n", ["paper-p1", "paper-1"]),
        ],
    )
    def test_drafts_are_made_for_the_clauses_that_are_asked_for(self, which, text, keys):
        assert self.keys(which, text) == keys

    def test_a_draft_quotes_its_whole_clause(self):
        self.keys("numbered")
        commitment = Commitment.objects.get(key="paper-i-2")
        citation = commitment.citations.get()
        assert (commitment.locator, commitment.editorial_state, commitment.title) == ("I.2", "draft", {})
        assert citation.exact == "2. Les Parties forment 5 000 policiers en cinq ans."
        assert citation.expression.text[citation.start : citation.end] == citation.exact
        assert citation.prefix
        assert citation.expression.text[: citation.start].endswith(citation.prefix)
        assert citation.expression.text[citation.end :].startswith(citation.suffix)

    def test_asking_later_or_again_makes_only_what_is_missing(self):
        document = make_document("paper")
        assert self.keys("none", document=document) == []
        assert len(self.keys("numbered", document=document)) == 3
        assert self.keys("numbered", document=document) == []
        Commitment.objects.get(key="paper-i-2").delete()
        assert self.keys("numbered", document=document) == ["paper-i-2"]

    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("ar", "المادة 1\nيقوم الطرفان بما يلي:\n(أ) قياس المنسوب؛\n(ب) قياس الجودة.\n"),
            ("ru", "Статья 1\nСтороны:\nа) измеряют уровень воды;\nб) измеряют её качество.\n"),
        ],
    )
    def test_items_lettered_in_another_script_have_keys_of_their_own(self, language, text):
        made = import_expression(
            document=make_document("paper"), source=source(text, language=language), commitments="numbered"
        )
        assert [commitment.key for commitment in made.commitments] == ["paper-1", "paper-1-a", "paper-1-b"]

    def test_the_same_clause_in_another_language_is_left_to_the_editor(self):
        document = make_document("paper")
        self.keys("numbered", document=document)
        arabic = import_expression(document=document, source=source(language="ar"), commitments="numbered")
        assert arabic.created
        assert arabic.commitments == []

    @pytest.mark.parametrize(
        ("locator", "key"),
        [
            ("III.13", "gsi-concept-paper-2023-iii-13"),
            ("8bis", "gsi-concept-paper-2023-8bis"),
            ("2.(b)", "gsi-concept-paper-2023-2-b"),
            ("II.p1", "gsi-concept-paper-2023-ii-p1"),
        ],
    )
    def test_a_key_is_made_of_document_and_locator(self, locator, key):
        assert commitment_key("gsi-concept-paper-2023", locator) == key

    @given(st.text(max_size=300))
    def test_any_locator_gives_a_key_fit_for_an_address(self, locator):
        key = commitment_key("paper", locator)
        assert len(key) <= Commitment._meta.get_field("key").max_length
        Commitment._meta.get_field("key").clean(key, None)


class TestCiting:
    def test_a_part_of_a_clause(self):
        expression = make_expression()
        clause = clause_of(expression, "I.2")
        start = expression.text.index("5 000 policiers")
        commitment = make_commitment(expression=expression, cited=False)
        citation = cite(commitment, expression, clause, start=start, end=start + len("5 000 policiers"))
        citation.save()
        assert citation.exact == "5 000 policiers"

    def test_neither_clause_nor_place_is_a_mistake(self):
        expression = make_expression()
        with pytest.raises(ValueError, match="Name a clause"):
            cite(make_commitment(expression=expression, cited=False), expression, None)

    @pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 2), (0, 10_000), (-1, 3)])
    def test_a_place_outside_the_text_cannot_be_quoted(self, start, end):
        expression = make_expression()
        with pytest.raises(TextError):
            cite(make_commitment(expression=expression, cited=False), expression, None, start=start, end=end)

    def test_every_span_that_can_be_cited_is_one_that_the_database_accepts(self):
        text = "1. Élan 🕊🇨🇳 «é» ﷺ.\n2. الأمن المشترك والشامل\n"
        expression = make_expression(text)
        commitment = make_commitment(expression=expression, locator="1", cited=False)
        length = len(expression.text)

        @settings(max_examples=50)
        @given(st.tuples(st.integers(0, length), st.integers(0, length)).filter(lambda span: span[0] < span[1]))
        def check(span):
            with transaction.atomic():
                cite(commitment, expression, None, start=span[0], end=span[1]).save()
                transaction.set_rollback(True)

        check()


def test_the_number_of_queries_does_not_grow_with_the_text():
    """Deeper trees take one statement more for each depth, and longer ones one for each thousand clauses."""

    def queries(clauses):
        text = "".join(f"{number}. Les Parties promettent la chose {number}.\n" for number in range(1, clauses + 1))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            made = import_expression(document=make_document(), source=source(text), commitments="numbered")
        assert len(made.commitments) == made.clauses == clauses
        return len(captured)

    assert queries(1000) == queries(200) <= 20
