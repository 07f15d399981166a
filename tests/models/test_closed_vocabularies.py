"""Values of closed vocabularies, the context of quotations and the hold of clauses, tried by raw SQL behind the ORM."""

import pytest
from django.db import IntegrityError, connection, transaction

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("corpus")]


def run(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        return cursor.rowcount


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("document", "kind"), ("documentactor", "role"), ("expression", "direction"), ("expression", "translation"),
        ("commitment", "kind"), ("commitment", "status"), ("commitment", "editorial_state"),
        ("commitment", "legal_character"), ("commitmentactor", "role"), ("link", "relation"), ("link", "state"),
        ("link", "origin"), ("region", "kind"), ("actor", "type"),
    ],
)  # fmt: skip
def test_no_value_from_outside_a_closed_vocabulary(table, column):
    first = f"(SELECT min(id) FROM commitments_{table})"
    with pytest.raises(IntegrityError):
        run(f"UPDATE commitments_{table} SET {column} = 'zzz' WHERE id = {first}")


@pytest.mark.parametrize("column", ["prefix", "suffix"])
def test_the_words_around_a_quotation_are_those_of_the_text(column):
    one = f"(SELECT min(id) FROM commitments_citation WHERE {column} <> '')"
    with pytest.raises(IntegrityError, match="before or after"):
        run(f"UPDATE commitments_citation SET {column} = 'lie' WHERE id = {one}")
    run(f"UPDATE commitments_citation SET {column} = '' WHERE id = {one}")


def test_a_clause_keeps_hold_of_what_is_cited_from_it():
    cited = "(SELECT min(clause_id) FROM commitments_citation)"
    with pytest.raises(IntegrityError, match="cited from it"):
        run(f"UPDATE commitments_clause SET start = start + 1 WHERE id = {cited}")
