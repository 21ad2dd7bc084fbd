from collections import deque
from collections.abc import Callable

from corpus import articles, journal
from corpus.changes import Changes
from corpus.store import Store
from labels import spans
from labels.suggest.touched import Touched


def test_words_of_written_and_undone_spans_are_named(
    store: Store, add_article: Callable[..., int], add_label: Callable[[str], int]
) -> None:
    article_id, label_id = add_article(), add_label("LOCATION")
    first = spans.add(store, article_id, 13, 17, label_id)
    second = spans.add(store, article_id, 21, 27, label_id)
    undone = journal.undo(store)
    touched = Touched.of(deque([first, second, undone]))
    assert touched.surfaces(store) == {"Hama", "Friday"}
    assert Touched.of(deque()).surfaces(store) == set()


def test_an_import_and_very_many_writes_touch_everything() -> None:
    assert Touched.of(deque([Changes(frozenset({"article", "span"}))])).everything
    assert Touched.of(deque([Changes(frozenset({"span"}))] * 50)).everything


def test_kinds_are_told_apart() -> None:
    touched = Touched.of(deque([Changes(frozenset({"alias"})), Changes(frozenset({"verdict", "work"}))]))
    assert (touched.lists, touched.verdicts, touched.work, touched.patterns, bool(touched)) == (
        True, True, True, False, True,
    )  # fmt: skip


def test_an_article_that_goes_or_comes_back_takes_its_words_along(
    store: Store, add_article: Callable[..., int], add_label: Callable[[str], int]
) -> None:
    article_id, label_id = add_article(), add_label("LOCATION")
    spans.add(store, article_id, 13, 17, label_id)
    removed = articles.remove(store, [article_id])
    touched = Touched.of(deque([removed]))
    assert (touched.everything, touched.verdicts, touched.work) == (False, True, True)
    assert touched.surfaces(store) == {"Hama"}
    assert Touched.of(deque([journal.undo(store)])).surfaces(store) == {"Hama"}


def test_very_many_articles_touch_everything() -> None:
    assert Touched.of(deque([Changes(frozenset({"article"}), frozenset(range(501)))])).everything
    assert Touched.of(deque([Changes(frozenset({"article"}))])).everything
