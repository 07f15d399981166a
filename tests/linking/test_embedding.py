"""The backlog and its vectors. The encoder is the real one: what it gives is stored, and near where words are near."""

import threading

import pytest
from django.db import connection

from commitments.linking import embed_backlog
from commitments.linking.embedding import BATCH, backlog, embed_batch, refile_outdated
from commitments.linking.passages import LONG_PASSAGE, passages_of
from commitments.models import Clause, ClauseEmbedding, CommitmentEmbedding, EmbeddingTask
from tests.factories import clause_of, make_commitment, make_expression

pytestmark = pytest.mark.django_db

LONG = "The Parties support peace and stability in the region. " + "They exchange delegations every year. " * 8


def test_imported_words_wait_and_get_their_vectors():
    commitment = make_commitment(expression=make_expression(), title={"en": "Support peace", "fr": "Soutenir la paix"})
    assert backlog() == Clause.objects.count() + 2  # the citation and the title
    assert embed_backlog() == Clause.objects.count() + 2
    assert backlog() == 0
    assert ClauseEmbedding.objects.filter(part=0).count() == Clause.objects.count()
    title = commitment.embeddings.get(citation=None)
    assert (title.language, title.end) == ("en", len("Support peace"))
    quote = commitment.embeddings.get(citation__isnull=False)
    text = commitment.citations.get().expression.text
    assert text[quote.start : quote.end] == "Les Parties soutiennent la paix."
    assert quote.language == "fr"
    assert quote.document == commitment.document


def test_a_clause_is_embedded_without_its_label_and_the_clauses_below_it():
    expression = make_expression()
    embed_backlog()
    section = ClauseEmbedding.objects.get(clause=clause_of(expression, "I"), part=0)
    assert expression.text[section.start : section.end] == "Principes"


def test_nothing_is_made_twice_and_changed_words_are_made_again():
    commitment = make_commitment(expression=make_expression())
    embed_backlog()
    assert embed_backlog() == 0
    before = CommitmentEmbedding.objects.count()
    commitment.title = {"en": "Another title"}
    commitment.save()
    assert backlog() == 1
    embed_backlog()
    assert commitment.embeddings.get(citation=None).end == len("Another title")
    commitment.title = {}
    commitment.save()
    embed_backlog()
    assert CommitmentEmbedding.objects.count() <= before


def test_a_deleted_row_leaves_no_task_behind():
    commitment = make_commitment(expression=make_expression())
    commitment.citations.all().delete()
    commitment.delete()
    embed_backlog()
    assert backlog() == 0
    assert not CommitmentEmbedding.objects.exists()


def test_a_long_passage_is_embedded_by_sentences_as_well():
    passages = passages_of(f"7. {LONG}", 0, len(LONG) + 3, "7.")
    assert len(LONG) > LONG_PASSAGE
    assert [passage.part for passage in passages] == list(range(10))
    assert passages[1].words == "The Parties support peace and stability in the region."
    assert all(f"7. {LONG}"[each.span.start : each.span.end] == each.words for each in passages)


def test_words_without_letters_have_no_meaning():
    assert passages_of("12. …", 0, 5, "12.") == []


def test_another_encoder_puts_everything_back_into_the_backlog():
    make_commitment(expression=make_expression())
    made = embed_backlog()
    assert refile_outdated() == 0
    ClauseEmbedding.objects.update(encoder="older/1")
    CommitmentEmbedding.objects.update(encoder="older/1")
    assert refile_outdated() == made
    embed_backlog()
    assert not ClauseEmbedding.objects.filter(encoder="older/1").exists()


def test_a_batch_that_fails_stays_in_the_backlog(monkeypatch):
    make_expression()
    waiting = backlog()

    def fails(texts):
        raise MemoryError

    monkeypatch.setattr("commitments.linking.vectors.encode", fails)
    with pytest.raises(MemoryError):
        embed_backlog()
    assert backlog() == waiting


@pytest.mark.django_db(transaction=True)
def test_two_workers_take_different_batches(monkeypatch):
    EmbeddingTask.objects.all().delete()
    EmbeddingTask.objects.bulk_create(EmbeddingTask(kind="clause", row=-number) for number in range(1, 2 * BATCH + 1))
    both_have_theirs = threading.Barrier(2, timeout=30)
    monkeypatch.setattr("commitments.linking.embedding.embed_clauses", lambda pks: both_have_theirs.wait())
    taken = []

    def work():
        try:
            taken.append(embed_batch())
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert taken == [BATCH, BATCH]
    assert backlog() == 0
