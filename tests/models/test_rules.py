"""The rules that the database itself keeps, each broken by raw SQL: no path into the tables escapes them."""

from itertools import pairwise

import pytest
from django.db import IntegrityError, connection, transaction

from commitments.importing import cite
from commitments.models import Link, RegisterEntry
from commitments.publishing import withdraw
from tests.factories import (
    PERSON,
    clause_of,
    make_actor,
    make_commitment,
    make_document,
    make_expression,
    make_link,
    make_region,
    make_theme,
    publish_whole,
)

pytestmark = pytest.mark.django_db


def sql(statement: str, *values: object) -> None:
    """Runs a statement, and all checks that would wait for the end of the transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def refuses(words: str):
    """The database refuses what is done within, for a reason that holds these words (or the constraint's name)."""
    return pytest.raises(IntegrityError, match=words)


def column(statement: str, *values: object) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


def settled(expression):
    """The expression, once the checks that wait for the end of a transaction are done."""
    sql("SELECT 1")
    return expression


@pytest.fixture
def expression():
    return settled(make_expression())


@pytest.fixture
def citation(expression):
    return make_commitment(expression=expression, locator="I.2").citations.get()


class TestCitations:
    """A citation quotes its text at its place, to the character."""

    @pytest.mark.parametrize(
        ("changed", "reason"),
        [
            ("exact = exact || ' '", "The quotation is not the text"),
            ("exact = upper(exact)", "The quotation is not the text"),
            ("exact = ''", "The quotation is not the text"),
            ("start = start + 1", "The quotation is not the text"),
            ('"end" = "end" - 1', "The quotation is not the text"),
            ('start = start + 1, "end" = "end" + 1', "The quotation is not the text"),
            ('start = 100000, "end" = 100010', "The quotation is not the text"),
            ("\"end\" = start, exact = ''", "citation_is_not_empty|before or after"),
            ('"end" = start - 1', "The quotation is not the text|negative substring"),
        ],
    )
    def test_a_citation_cannot_come_to_say_what_its_text_does_not(self, citation, changed, reason):
        # psycopg's DataError is what an end before the start gets.
        with pytest.raises((IntegrityError, connection.Database.DataError, transaction.DatabaseError), match=reason):
            sql(f"UPDATE commitments_citation SET {changed} WHERE id = %s", citation.pk)

    def test_a_citation_cannot_be_inserted_with_words_that_the_text_has_elsewhere(self, citation, expression):
        other = clause_of(expression, "I.1")
        with refuses("The quotation is not the text"):
            sql(
                'INSERT INTO commitments_citation (commitment_id, expression_id, position, start, "end", exact, prefix,'
                " suffix) SELECT commitment_id, expression_id, 1, %s, %s, exact, '', '' FROM commitments_citation",
                other.start,
                other.start + len(citation.exact),
            )

    def test_offsets_count_code_points_beyond_the_basic_plane(self):
        expression = make_expression("1. 🕊 Paix\n2. Guerre 🕊🕊 non\n")
        citation = make_commitment(expression=expression, locator="2").citations.get()
        assert citation.exact.startswith("2. Guerre 🕊🕊")
        with refuses("The quotation is not the text"):
            sql('UPDATE commitments_citation SET start = start + 1, "end" = "end" + 1 WHERE id = %s', citation.pk)

    def test_the_clause_belongs_to_the_same_text(self, citation):
        elsewhere = clause_of(make_expression(), "I.2")
        with refuses("does not lie inside the clause"):
            sql("UPDATE commitments_citation SET clause_id = %s WHERE id = %s", elsewhere.pk, citation.pk)

    def test_the_clause_holds_the_quotation(self, citation, expression):
        with refuses("does not lie inside the clause"):
            sql(
                "UPDATE commitments_citation SET clause_id = %s WHERE id = %s",
                clause_of(expression, "I.1").pk,
                citation.pk,
            )

    def test_a_clause_further_up_and_none_at_all_are_allowed(self, citation, expression):
        above = clause_of(expression, "I").pk
        sql("UPDATE commitments_citation SET clause_id = %s WHERE id = %s", above, citation.pk)
        sql("UPDATE commitments_citation SET clause_id = NULL WHERE id = %s", citation.pk)

    def test_it_cannot_move_to_a_text_that_says_something_else(self, citation):
        other = make_expression(
            "1. Autre chose que ce texte, assez long pour que les mêmes places y soient toutes.\n" * 3
        )
        with refuses("The quotation is not the text"):
            sql(
                "UPDATE commitments_citation SET expression_id = %s, clause_id = NULL WHERE id = %s",
                other.pk,
                citation.pk,
            )

    def test_a_reference_quotes_its_text_too(self, expression):
        clause, document = clause_of(expression, "I.1"), make_document()
        insert = 'INSERT INTO commitments_reference (clause_id, document_id, origin, article, start, "end", exact)'
        words = expression.text[clause.start : clause.start + 5]
        row = (clause.pk, document.pk, clause.start, clause.start + 5)
        sql(f"{insert} VALUES (%s, %s, 'found', '', %s, %s, %s)", *row, words)
        with refuses("The quotation is not the text"):
            sql(f"{insert} VALUES (%s, %s, 'found', 'x', %s, %s, %s)", *row, words[::-1])


class TestExpressions:
    """A text that something stands on never changes."""

    CHANGE = (
        "UPDATE commitments_expression SET text = text || '!', "
        "text_sha256 = encode(sha256(convert_to(text || '!', 'UTF8')), 'hex') WHERE id = %s"
    )

    def test_the_text_does_not_change_once_it_has_clauses(self, expression):
        with refuses("does not change: add a new edition"):
            sql(self.CHANGE, expression.pk)

    def test_nor_once_it_is_cited_even_without_clauses(self, citation, expression):
        sql("UPDATE commitments_citation SET clause_id = NULL")
        sql("DELETE FROM commitments_clause")
        with refuses("does not change: add a new edition"):
            sql(self.CHANGE, expression.pk)

    @pytest.mark.parametrize("change", ["language = 'de'", "document_id = %(other)s"])
    def test_nor_does_what_the_text_is_of(self, expression, change):
        with refuses("does not change: add a new edition"):
            sql(f"UPDATE commitments_expression SET {change}" % {"other": make_document().pk})

    def test_it_may_change_while_nothing_stands_on_it(self, expression):
        sql("DELETE FROM commitments_clause")
        sql(self.CHANGE, expression.pk)
        expression.refresh_from_db()
        assert expression.text.endswith("!")
        assert expression.length == len(expression.text)

    def test_what_is_known_about_the_text_may_change_at_any_time(self, citation, expression):
        sql("UPDATE commitments_expression SET publisher = 'Xinhua' WHERE id = %s", expression.pk)

    @pytest.mark.parametrize(
        ("changed", "reason"),
        [
            ("text_sha256 = repeat('0', 64)", "expression_text_sha256_is_true"),
            ("file_sha256 = repeat('0', 64)", "expression_file_sha256_is_true"),
            ("file = 'other'::bytea", "expression_file_sha256_is_true"),
            ("text = 'other'", "expression_text_sha256_is_true"),
            ("text = '', text_sha256 = encode(sha256(''), 'hex')", "expression_has_text"),
            ("edition = 0", "expression_editions_count_from_one"),
        ],
    )
    def test_what_is_false_about_a_text_is_refused(self, expression, changed, reason):
        sql("DELETE FROM commitments_clause")
        with refuses(reason):
            sql(f"UPDATE commitments_expression SET {changed}")

    @pytest.mark.parametrize("column_name", ["edition", "text_sha256"])
    def test_the_same_edition_or_the_same_text_cannot_be_there_twice(self, expression, column_name):
        newer = settled(make_expression("1. Un autre texte.\n", document=expression.document))
        sql("DELETE FROM commitments_clause")
        statement = f"UPDATE commitments_expression SET {column_name} = old.{column_name}"
        statement += ", text = old.text" if column_name == "text_sha256" else ""
        with refuses("expression_(edition|text)_once"):
            sql(
                f"{statement} FROM commitments_expression AS old WHERE old.id = %s AND commitments_expression.id = %s",
                expression.pk,
                newer.pk,
            )


class TestClauses:
    """Clauses lie in their text, children in their parents, siblings beside each other."""

    @pytest.mark.parametrize(
        ("locator", "changed", "reason"),
        [
            ("II", '"end" = "end" + 1000', "ends after its text"),
            ("II.1", "start = start - 20", "does not lie inside its parent"),
            ("I.2", '"end" = "end" + 2', "does not lie inside its parent"),
            ("I.1", '"end" = "end" + 2', "clause_siblings_do_not_overlap"),
            ("II", "start = start - 5", "clause_siblings_do_not_overlap"),
            ("I", "start = start + 20", "does not hold its children"),
            ("I", '"end" = "end" - 5', "does not hold its children"),
            ("I.1", '"end" = start', "clause_is_not_empty"),
            ("I.1", "position = 0", "clause_position_once"),
            ("I.1", "eid = (SELECT eid FROM commitments_clause WHERE locator = 'I.2')", "clause_eid_once"),
            ("I.1", "parent_id = (SELECT id FROM commitments_clause WHERE locator = 'II')", "does not lie inside its"),
        ],
    )
    def test_a_tree_that_does_not_nest_is_refused(self, expression, locator, changed, reason):
        with refuses(reason):
            sql(f"UPDATE commitments_clause SET {changed} WHERE locator = %s", locator)

    def test_a_parent_in_another_text_is_refused(self, expression):
        elsewhere = clause_of(make_expression(), "I")
        with refuses("does not lie inside its parent"):
            sql(
                "UPDATE commitments_clause SET parent_id = %s WHERE id = %s",
                elsewhere.pk,
                clause_of(expression, "I.1").pk,
            )

    def test_clauses_that_come_and_go_in_one_transaction_are_no_matter(self):
        make_expression().clauses.all().delete()
        sql("SELECT 1")

    def test_a_clause_that_was_wrong_for_a_moment_is_no_matter(self, expression):
        clause = clause_of(expression, "II.1")
        with transaction.atomic():
            for start in (0, clause.start):
                clause.start = start
                clause.save()
            sql("SELECT 1")

    def test_the_order_of_steps_within_a_transaction_does_not_matter(self, expression):
        first, second = clause_of(expression, "I.1"), clause_of(expression, "I.2")
        with transaction.atomic():
            for clause, position in ((first, second.position), (second, first.position)):
                with connection.cursor() as cursor:
                    cursor.execute("UPDATE commitments_clause SET position = %s WHERE id = %s", [position, clause.pk])
            sql("SELECT 1")


@pytest.fixture
def entry():
    publish_whole(make_theme("peace"))
    return RegisterEntry.objects.get()


class TestRegister:
    """The register is append-only, and each of its entries is whole."""

    @pytest.mark.parametrize(
        ("statement", "reason"),
        [
            ("UPDATE commitments_registerentry SET reason = 'because'", "append-only"),
            ("UPDATE commitments_registerentry SET payload = payload", "append-only"),
            ("DELETE FROM commitments_registerentry", "append-only"),
            ("TRUNCATE commitments_registerentry", "never emptied"),
        ],
    )
    def test_nothing_in_it_changes_or_goes(self, entry, statement, reason):
        with refuses(reason):
            sql(statement)
        assert RegisterEntry.objects.get().payload == entry.payload

    APPEND = (
        "INSERT INTO commitments_registerentry (sequence, kind, key, action, version, at, person, reason, payload,"
        " previous_hash, hash) VALUES ({sequence}, 'theme', 'peace', {action}, {version}, now(), '', '', {payload}, '',"
        " 'h')"
    )

    @pytest.mark.parametrize(
        ("given", "reason"),
        [
            ({"payload": "NULL"}, "register_publishes_a_payload"),
            ({"action": "'withdraw'"}, "register_publishes_a_payload"),
            ({"version": "1"}, "register_version_once"),
            ({"sequence": "1"}, "registerentry_pkey"),
            ({"sequence": "0"}, "register_counts_from_one"),
            ({"action": "'burn'"}, "register_publishes_a_payload"),
        ],
    )
    def test_an_entry_that_is_not_whole_is_refused(self, entry, given, reason):
        fields = {"sequence": "2", "action": "'publish'", "version": "2", "payload": "'{}'"}
        with refuses(reason):
            sql(self.APPEND.format(**fields | given))
        sql(self.APPEND.format(**fields))


class TestLinks:
    """Two commitments have one link at most, none with themselves, and supersession leads nowhere in a circle."""

    INSERT = (
        "INSERT INTO commitments_link (source_id, target_id, relation, rationale, origin, reasons, state, decided_by)"
        " VALUES (%s, %s, %s, '{}', 'editor', '{}', 'proposed', '')"
    )

    @pytest.fixture
    def four(self, expression):
        return [make_commitment(expression=expression).pk for _ in range(4)]

    def test_a_commitment_is_not_linked_to_itself(self, four):
        with refuses("link_is_not_to_itself"):
            sql(self.INSERT, four[0], four[0], "restates")

    @pytest.mark.parametrize("turned", [False, True])
    @pytest.mark.parametrize("relation", ["restates", "diverges"])
    def test_a_pair_is_linked_once_in_either_direction(self, four, turned, relation):
        sql(self.INSERT, four[0], four[1], "restates")
        with refuses("link_pair_once"):
            sql(self.INSERT, *(four[1::-1] if turned else four[:2]), relation)

    @pytest.mark.parametrize("length", [2, 3, 4])
    def test_supersession_has_no_cycle(self, four, length):
        # A cycle of two is a pair linked twice as well: either rule may refuse it.
        for source, target in pairwise(four[:length]):
            sql(self.INSERT, source, target, "supersedes")
        with refuses("cannot supersede one that supersedes it|link_pair_once"):
            sql(self.INSERT, four[length - 1], four[0], "supersedes")

    def test_nor_can_a_link_turn_into_one_that_closes_a_cycle(self, four):
        sql(self.INSERT, four[0], four[1], "supersedes")
        sql(self.INSERT, four[1], four[2], "supersedes")
        sql(self.INSERT, four[2], four[0], "restates")
        with refuses("cannot supersede one that supersedes it"):
            sql("UPDATE commitments_link SET relation = 'supersedes' WHERE relation = 'restates'")

    def test_other_relations_may_form_a_circle_and_supersession_a_diamond(self, four):
        for source, target in ((0, 1), (1, 2), (2, 0)):
            sql(self.INSERT, four[source], four[target], "restates")
        Link.objects.all().delete()
        for source, target in ((0, 1), (0, 2), (1, 3), (2, 3)):
            sql(self.INSERT, four[source], four[target], "supersedes")


class TestVocabularies:
    @pytest.mark.parametrize("make", [make_theme, make_region, make_actor])
    @pytest.mark.parametrize("length", [1, 2, 3])
    def test_no_term_is_broader_than_itself(self, make, length):
        chain = [make()]
        for _ in range(length - 1):
            chain.append(make(broader=chain[-1]))
        table = chain[0]._meta.db_table
        with refuses("cannot be broader than itself"):
            sql(f"UPDATE {table} SET broader_id = %s WHERE id = %s", chain[-1].pk, chain[0].pk)

    @pytest.mark.parametrize("make", [make_theme, make_region, make_actor])
    def test_a_term_may_move_to_another_branch(self, make):
        top, other = make(), make()
        leaf = make(broader=make(broader=top))
        sql(f"UPDATE {leaf._meta.db_table} SET broader_id = %s WHERE id = %s", other.pk, leaf.pk)

    @pytest.mark.parametrize(
        ("kind", "code"),
        [("m49", "2"), ("m49", "0002"), ("m49", "africa"), ("m49", "02a"), ("grouping", "002"), ("grouping", "7")],
    )
    def test_a_region_has_a_code_that_fits_its_kind(self, kind, code):
        with refuses("region_code_fits_its_kind"):
            sql("INSERT INTO commitments_region (code, kind, label, note) VALUES (%s, %s, '{}', '{}')", code, kind)

    @pytest.mark.parametrize(("kind", "code"), [("m49", "002"), ("grouping", "brics"), ("grouping", "g7")])
    def test_codes_that_fit_are_accepted(self, kind, code):
        sql("INSERT INTO commitments_region (code, kind, label, note) VALUES (%s, %s, '{}', '{}')", code, kind)

    @pytest.mark.parametrize(
        ("type_", "code"),
        [("organisation", "CN"), ("person", "CN"), ("body", "CN"), ("group", "CN"), ("state", "cn"), ("state", "C")],
    )
    def test_only_states_have_country_codes_of_two_capitals(self, type_, code):
        actor = make_actor(type=type_)
        with refuses("actor_only_states_have_country_codes"):
            sql("UPDATE commitments_actor SET iso3166 = %s WHERE id = %s", code, actor.pk)

    def test_a_country_code_is_that_of_one_state(self):
        make_actor(type="state", iso3166="CN")
        other = make_actor(type="state")
        with refuses("actor_country_code_once"):
            sql("UPDATE commitments_actor SET iso3166 = 'CN' WHERE id = %s", other.pk)

    @pytest.mark.parametrize(
        ("values", "reason"),
        [
            ("'CHN', NULL, NULL", "value too long|country_code"),
            ("'cn', NULL, NULL", "region_member_is_a_country_code"),
            ("'CN', '2020-01-01', '2019-01-01'", "region_member_leaves_after_joining"),
            ("'RU', NULL, NULL", "region_member_once"),
        ],
    )
    def test_a_membership_is_of_a_state_once_and_ends_after_it_began(self, values, reason):
        region = make_region("brics")
        insert = "INSERT INTO commitments_regionmember (region_id, country, since, until) VALUES (%s, {})"
        sql(insert.format("'RU', NULL, NULL"), region.pk)
        with pytest.raises((IntegrityError, transaction.DatabaseError), match=reason):
            sql(insert.format(values), region.pk)

    @pytest.mark.parametrize("slug", ["", "Peace", "peace_now", "-peace", "peace-", "peace--now", "paix é", "a/b"])
    @pytest.mark.parametrize("make", [make_theme, make_actor, make_document])
    def test_a_slug_is_fit_for_an_address(self, make, slug):
        thing = make()
        with refuses("_slug_is_an_address"):
            sql(f"UPDATE {thing._meta.db_table} SET slug = %s WHERE id = %s", slug, thing.pk)


class TestCommitments:
    @pytest.mark.parametrize(
        ("changed", "reason"),
        [
            ("legal_character = 'treaty'", "commitment_legal_character_has_a_source"),
            ("target_quantity = 5000", "commitment_target_has_a_unit"),
            ("key = 'Not An Address'", "commitment_key_is_an_address"),
        ],
    )
    def test_claims_need_what_makes_them_meaningful(self, citation, changed, reason):
        with refuses(reason):
            sql(f"UPDATE commitments_commitment SET {changed}")

    def test_with_it_they_are_accepted(self, citation):
        sql("UPDATE commitments_commitment SET legal_character = 'treaty', legal_character_source = 'Article 1'")
        sql("""UPDATE commitments_commitment SET target_quantity = 0, target_unit = '{"en": "places"}'""")

    @pytest.mark.parametrize(
        ("first", "second", "reason"),
        [
            ({"version": 1, "ended": None}, {"version": 2, "ended": None}, "published_commitment_current_once"),
            ({"version": 1, "ended": "2020-01-02"}, {"version": 1, "ended": None}, "published_commitment_version_once"),
        ],
    )
    def test_a_published_commitment_has_one_current_wording_and_each_version_once(self, first, second, reason):
        insert = (
            "INSERT INTO commitments_publishedcommitment (sequence, key, version, published_at, ended_at, document,"
            " kind, status, languages, themes, regions, actors, actor_roles, roles, expressions, place,"
            " words, payload) VALUES (%s, 'k', %s, '2020-01-01', %s, 'd', '', '', '{}', '{}', '{}', '{}', '{}',"
            " '{}', '{}', '', '', '{}')"
        )
        sql(insert, 1, first["version"], first["ended"])
        with refuses(reason):
            sql(insert, 2, second["version"], second["ended"])


def things() -> dict[str, object]:
    """One of each kind that can be published, by kind."""
    expression = settled(make_expression())
    source = make_commitment(expression=expression, regions=[make_region()], actors=[(make_actor(), "makes")])
    target = make_commitment(expression=make_expression())
    link = make_link(source, target)
    return {
        "theme": source.themes.get(),
        "region": source.regions.get(),
        "actor": source.actor_roles.get().actor,
        "document": source.document,
        "expression": expression,
        "commitment": source,
        "link": link,
    }


# What a key is made of, and another value for it.
NEW_KEYS = {
    "theme": "slug = 'other'",
    "region": "code = 'other'",
    "actor": "slug = 'other'",
    "document": "slug = 'other'",
    "expression": "edition = 7",
    "commitment": "key = 'other'",
    "link": "source_id = target_id, target_id = source_id",
}


class TestPublishedThings:
    """What the register knows keeps its key, and is withdrawn before it is deleted."""

    @pytest.mark.parametrize("kind", NEW_KEYS)
    def test_a_key_may_change_before_publication_and_never_after(self, kind):
        made = things()
        thing = made[kind]
        change = f"UPDATE {thing._meta.db_table} SET {NEW_KEYS[kind]} WHERE id = %s"
        with transaction.atomic():
            sql(change, thing.pk)
            transaction.set_rollback(True)
        publish_whole(made["link"])
        with refuses("has been published: its key is permanent"):
            sql(change, thing.pk)

    def test_nor_after_withdrawal(self):
        theme = make_theme()
        publish_whole(theme)
        withdraw([theme], person=PERSON, reason="Wrong")
        with refuses("its key is permanent"):
            sql("UPDATE commitments_theme SET slug = 'other'")

    # In the order in which they can be withdrawn: what needs others goes before them.
    @pytest.mark.parametrize("kind", ["link", "commitment", "expression", "document", "theme", "region", "actor"])
    def test_a_published_thing_is_not_deleted_and_a_withdrawn_one_is(self, kind):
        made = things()
        publish_whole(made["link"])
        others = {"document": ["expression"], "expression": []}
        delete = "DELETE FROM {} WHERE id = %s"
        with refuses("is published: withdraw it before deleting it"):
            # Without what hangs on it, which would stand in the way first.
            sql(delete.format(made[kind]._meta.db_table), made[kind].pk)
        needing = ["link", "commitment"]
        going = [made[name] for name in dict.fromkeys([*needing, *others.get(kind, []), kind])]
        withdraw(going, person=PERSON, reason="Wrong")
        if kind != "link":
            made["link"].delete()
        if kind not in needing:
            made["commitment"].delete()
        if kind == "document":
            made["expression"].delete()
        made[kind].delete()
        assert not type(made[kind]).objects.filter(pk=made[kind].pk).exists()

    def test_the_text_behind_a_published_citation_stays(self, citation):
        commitment = citation.commitment
        publish_whole(commitment)
        cite(commitment, citation.expression, None, start=0, end=2).save()
        with refuses("is published: withdraw it before deleting it"):
            sql("DELETE FROM commitments_expression")


def test_the_counter_of_the_register_is_not_the_databases(entry):
    """Sequence numbers come from the register itself, so that a failed publication leaves no gap."""
    assert column("SELECT count(*) FROM pg_sequences WHERE sequencename LIKE %s", "commitments_registerentry%") == 0
