"""Sets of articles: made anew, kept by writes, undone, and read from a damaged file."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from corpus import articles, facets, journal
from corpus.article import RawArticle, RawSpan
from corpus.facets import Keeper
from corpus.store import Store
from labels import labels, spans
from labels.intake import take_in


@pytest.fixture
def wires(store: Store) -> Store:
    """Three articles of two outlets, the first with a span."""
    take_in(
        store,
        [
            RawArticle(
                text="Hama was shelled.", source="sana", published="2024-12-06", spans=(RawSpan(0, 4, "PLACE"),)
            ),
            RawArticle(text="Homs was quiet.", source="sana", published="2024-12-07", language="en"),
            RawArticle(text="Talks in Idlib.", source="wire"),
        ],
    )
    return store


def test_an_import_puts_its_articles_into_sets(wires: Store) -> None:
    assert facets.ids(wires, "article") == BitMap([1, 2, 3])
    assert facets.keys(wires, "source") == {"sana": BitMap([1, 2]), "wire": BitMap([3])}
    assert facets.keys(wires, "month") == {"2024-12": BitMap([1, 2]), "": BitMap([3])}
    assert facets.ids(wires, "language", "en") == BitMap([2])
    assert facets.ids(wires, "label", str(labels.by_name(wires)["PLACE"].id)) == BitMap([1])


def test_a_status_moves_an_article_from_set_to_set(wires: Store) -> None:
    articles.set_status(wires, 2, "flagged")
    articles.set_status(wires, 2, "done")
    assert facets.ids(wires, "status", f"{wires.coder_id}/done") == BitMap([2])
    assert facets.ids(wires, "status", f"{wires.coder_id}/flagged") == BitMap()


def test_the_last_span_with_a_label_takes_its_article_out_of_the_set(wires: Store) -> None:
    label = labels.by_name(wires)["PLACE"].id
    spans.add(wires, 1, 5, 8, label)
    spans.remove(wires, [1])
    assert facets.ids(wires, "label", str(label)) == BitMap([1])
    spans.remove(wires, [2])
    assert facets.ids(wires, "label", str(label)) == BitMap()


def test_undo_and_redo_move_articles_back_and_forth(wires: Store) -> None:
    articles.correct(wires, 1, source="reuters", published="2025-01-01")
    journal.undo(wires)
    assert facets.keys(wires, "source") == {"sana": BitMap([1, 2]), "wire": BitMap([3])}
    journal.redo(wires)
    assert facets.ids(wires, "month", "2025-01") == facets.ids(wires, "source", "reuters") == BitMap([1])


def test_an_import_taken_back_leaves_no_articles_and_comes_again(wires: Store) -> None:
    articles.remove(wires, [3])
    journal.undo(wires)
    journal.undo(wires)
    assert facets.ids(wires, "article") == BitMap()
    journal.redo(wires)
    assert facets.ids(wires, "article") == BitMap([1, 2, 3])


def test_sets_made_anew_are_those_that_were_kept(wires: Store) -> None:
    spans.add(wires, 3, 0, 5, labels.by_name(wires)["PLACE"].id)
    assert list(facets.differing(wires)) == []
    with wires.transaction():
        facets.build(wires.db.conn)
    assert facets.ids(wires, "label", "1") == BitMap([1, 3])


def test_a_set_that_says_something_else_is_found(wires: Store) -> None:
    wires.db.conn.execute("DELETE FROM facet WHERE kind = 'source' AND key = 'wire'")
    assert list(facets.differing(wires)) == [("source", "wire")]


@pytest.mark.parametrize("blob", [b"", b"\x00", b"rubbish" * 9, BitMap(range(9)).serialize()[:-1]])
def test_a_damaged_set_is_an_empty_one(wires: Store, blob: bytes) -> None:
    wires.db.conn.execute("UPDATE facet SET ids = ? WHERE kind = 'source'", (blob,))
    assert facets.keys(wires, "source") == {"sana": BitMap(), "wire": BitMap()}


def test_ids_outside_a_block_are_not_taken_from_it(wires: Store) -> None:
    wires.db.conn.execute("UPDATE facet SET ids = ? WHERE key = 'wire'", (BitMap([3, 70_000]).serialize(),))
    assert facets.ids(wires, "source", "wire") == BitMap([3])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sets(st.integers(0, 200_000), max_size=20), max_size=8))
def test_a_keeper_adds_up_what_it_is_given(store: Store, parts: list[set[int]]) -> None:
    store.db.conn.execute("DELETE FROM facet")
    keeper = Keeper(store.db.conn)
    for part in parts:
        keeper.add({("source", "sana"): part})
    assert facets.ids(store, "source", "sana") == BitMap(set().union(*parts))


def test_a_keeper_sees_what_another_connection_wrote(wires: Store) -> None:
    keeper = Keeper(wires.db.conn)
    with wires.transaction():
        keeper.add({("source", "sana"): [7]})
    with Store.open(wires.path) as other:
        articles.correct(other, 1, source="wire")
    with wires.transaction():
        keeper.add({("source", "sana"): [8]})
    assert facets.ids(wires, "source", "sana") == BitMap([2, 7, 8])
