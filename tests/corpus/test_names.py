from collections.abc import Callable

import pytest

from corpus import articles, journal, names
from corpus.article import RawArticle, RawSpan
from corpus.store import Store
from labels import labels, spans
from labels.intake import take_in

TEXT = "Hama was shelled. Hama is calm. Homs is calm."


@pytest.fixture
def coded(store: Store) -> Store:
    """An article in which Hama was coded twice, and another with Homs that came in coded."""
    labels.add(store, "PLACE")
    labels.add(store, "ARMY")
    spans_in = (RawSpan(0, 4, "PLACE"),)
    take_in(store, [RawArticle(text=TEXT), RawArticle(text="Homs is calm.", spans=spans_in)])
    spans.add_many(store, 1, [(0, 4), (18, 22)], 1)
    return store


def counts(store: Store) -> dict[tuple[str, int], int]:
    return {(row[0], row[1]): row[2] for row in store.rows("SELECT surface, label_id, coded FROM name")}


def test_what_was_coded_and_what_came_in_is_counted(coded: Store) -> None:
    assert counts(coded) == {("Hama", 1): 2, ("Homs", 1): 1}


@pytest.mark.parametrize(
    ("write", "after"),
    [
        (lambda store: spans.remove(store, [2, 3]), {("Homs", 1): 1}),
        (lambda store: spans.relabel(store, 2, 2), {("Hama", 1): 1, ("Hama", 2): 1, ("Homs", 1): 1}),
        (lambda store: spans.move(store, 2, 0, 8), {("Hama", 1): 1, ("Hama was", 1): 1, ("Homs", 1): 1}),
        (lambda store: spans.annotate(store, 2, note="?"), {("Hama", 1): 2, ("Homs", 1): 1}),
        (lambda store: articles.remove(store, [1]), {("Homs", 1): 1}),
    ],
)
def test_the_counts_follow_a_write_its_undo_and_its_redo(
    coded: Store, write: Callable[[Store], object], after: dict[tuple[str, int], int]
) -> None:
    before = counts(coded)
    write(coded)
    assert counts(coded) == after
    journal.undo(coded)
    assert counts(coded) == before
    journal.redo(coded)
    assert counts(coded) == after
    assert list(names.differing(coded)) == []


def test_the_names_of_an_import_taken_back_are_gone_until_it_returns(coded: Store) -> None:
    before = counts(coded)
    journal.undo(coded)
    journal.undo(coded)
    assert counts(coded) == {}
    journal.redo(coded)
    journal.redo(coded)
    assert counts(coded) == before


def test_an_article_removed_before_its_import_is_taken_back_is_not_taken_off_twice(coded: Store) -> None:
    journal.undo(coded)
    articles.remove(coded, [2])
    assert counts(coded) == {}
    journal.undo(coded)
    journal.undo(coded)
    journal.redo(coded)
    journal.redo(coded)
    assert list(names.differing(coded)) == []


@pytest.mark.parametrize("surface", ["", "two\nlines", "x" * 201])
def test_what_cannot_be_a_name_is_not_counted(surface: str) -> None:
    assert not names.is_name(surface)
    assert not names.counted([(surface, 1)])


def test_a_wrong_count_is_found_and_made_anew(coded: Store) -> None:
    coded.db.conn.execute("UPDATE name SET coded = 7 WHERE surface = 'Hama'")
    assert list(names.differing(coded)) == [("Hama", 1)]
    with coded.transaction():
        names.build(coded.db.conn)
    assert list(names.differing(coded)) == []


@pytest.mark.parametrize(("most", "kept"), [(3, ["a", "b", "c"]), (2, ["b", "c"]), (1, ["c"]), (0, [])])
def test_of_too_many_names_those_coded_most_are_read(
    coded: Store, monkeypatch: pytest.MonkeyPatch, most: int, kept: list[str]
) -> None:
    monkeypatch.setattr(names, "_PAGE", 2)
    keep(coded, a=1, b=2, c=5)
    assert [surface for surface, _, _ in names.most_coded(coded, most)] == kept


def test_names_are_counted_block_by_block(coded: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "_BLOCK", 2)
    keep(coded, a=1, b=2, c=5, d=2, e=1)
    assert names._often(coded) == {1: 2, 2: 2, 5: 1}
    assert [surface for surface, _, _ in names.most_coded(coded, 3)] == ["b", "c", "d"]


def test_while_names_are_read_others_may_write(coded: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "_PAGE", 1)
    keep(coded, a=1, b=2)
    reading = names.most_coded(coded, 9)
    next(reading)
    with Store.open(coded.path) as other:
        other.db.conn.execute("PRAGMA busy_timeout = 0")
        other.set_setting("name", "written meanwhile")
    assert [surface for surface, _, _ in reading] == ["b"]


def keep(store: Store, **often: int) -> None:
    """Let these be all names that are kept, under the first label."""
    label_id = int(store.value("SELECT min(id) FROM label"))
    with store.transaction():
        store.db.conn.execute("DELETE FROM name")
        names.add(store.db.conn, {(surface, label_id): number for surface, number in often.items()})
