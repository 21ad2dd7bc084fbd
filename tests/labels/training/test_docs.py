"""The coding as docs: what the export writes, no article on two sides, nothing that tests is learnt from."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import UserError
from corpus.store import Store
from labels import test_share
from labels.formats import ExportOptions, export
from labels.training import docs

Teach = Callable[..., list[int]]


def test_the_files_are_those_of_the_export(store: Store, teach: Teach, tmp_path: Path) -> None:
    teach(30)
    written = docs.write_split(store, tmp_path / "mine")
    export(store, "spacy", tmp_path / "out", options=ExportOptions())

    for split in ("train", "dev", "test"):
        assert written.path(split).read_bytes() == (tmp_path / "out" / f"{split}.spacy").read_bytes()


def test_a_doc_has_its_article_and_its_spans(store: Store, teach: Teach) -> None:
    numbers = teach(1)
    (doc,) = docs.docs_of(store, numbers)

    assert docs.article_of(doc) == numbers[0]
    assert {(doc.text[start:end], label) for start, end, label in docs.gold(doc)} == {
        ("Army", "ACTOR"),
        ("Hama", "LOCATION"),
    }
    assert [span.label_ for span in doc.ents] == ["ACTOR", "LOCATION"]


def test_spans_that_overlap_are_counted(store: Store, teach: Teach) -> None:
    (number,) = teach(1)
    with store.transaction():
        store.db.execute(
            'INSERT INTO span (uid, article_id, start, "end", label_id, coder_id, origin, surface, created, changed) '
            "SELECT 'x', article_id, start - 4, \"end\", label_id, coder_id, origin, 'the Army', created, changed "
            "FROM span WHERE surface = 'Army'"
        )
    split = docs.split_docs(store)
    (doc,) = split.train

    assert split.overlapping == 1
    assert [span.text for span in doc.ents] == ["the Army", "Hama"]
    assert len(docs.gold(doc)) == 3
    assert number == docs.article_of(doc)


def test_no_article_is_on_two_sides(store: Store, teach: Teach) -> None:
    numbers = teach(40)
    split = docs.split_docs(store)
    sides = [{docs.article_of(doc) for doc in side} for side in (split.train, split.dev, split.test)]

    assert sorted(number for side in sides for number in side) == sorted(numbers)
    assert not sides[0] & sides[1] | sides[0] & sides[2] | sides[1] & sides[2]


def test_the_test_split_is_within_the_articles_that_nothing_is_suggested_on(store: Store, teach: Teach) -> None:
    teach(40)
    split = docs.split_docs(store)
    barred = test_share.articles(store)

    assert {docs.article_of(doc) for doc in split.test} <= set(barred)
    assert not {docs.article_of(doc) for doc in split.train} & set(barred) - set(split.stand_ins)


def test_articles_of_the_test_share_that_stand_in_are_named(store: Store, teach: Teach) -> None:
    teach(40)
    barred = test_share.articles(store)
    with store.transaction():
        for number in set(range(1, 41)) - set(barred):
            store.db.execute("DELETE FROM work WHERE article_id = ?", (number,))
    split = docs.split_docs(store)

    assert barred
    assert {docs.article_of(doc) for doc in (*split.train, *split.dev)} == set(split.stand_ins) != set()


def test_unfinished_articles_are_left_out_unless_asked_for(store: Store, teach: Teach) -> None:
    teach(20)
    teach(10, status="in progress", first=20)

    def size(*, finished_only: bool) -> int:
        split = docs.split_docs(store, finished_only=finished_only)
        return len(split.train) + len(split.dev) + len(split.test)

    assert (size(finished_only=True), size(finished_only=False)) == (20, 30)


def test_the_fingerprint_changes_with_the_coding_that_is_learnt_from(store: Store, teach: Teach) -> None:
    teach(30)
    before = docs.split_docs(store)
    assert docs.split_docs(store).fingerprint == before.fingerprint
    learnt = docs.article_of(before.train[0])
    with store.transaction():
        store.db.execute("DELETE FROM span WHERE article_id = ?", (learnt,))

    assert docs.split_docs(store).fingerprint != before.fingerprint


def test_a_project_without_finished_articles_is_refused(store: Store, teach: Teach) -> None:
    teach(3, status="in progress")
    with pytest.raises(UserError, match="No article is done yet"):
        docs.split_docs(store)
