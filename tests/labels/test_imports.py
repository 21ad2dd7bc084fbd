from collections.abc import Iterable
from typing import Any

from corpus import articles, journal
from corpus.article import FileRead, Item, RawArticle
from corpus.store import Store
from labels import imports
from labels.intake import take_in


def a_file(name: str, texts: Iterable[str], **fields: Any) -> list[Item]:
    found = [RawArticle(text, where=f"{name}, line {n}", **fields) for n, text in enumerate(texts, start=1)]
    return [FileRead(name, 120), *found, FileRead(name, 123, "a" * 64, "json 1")]


def test_imports_are_listed_newest_first(store: Store) -> None:
    take_in(store, a_file("one.jsonl", ["One."]) + a_file("two.jsonl", ["Two.", "Three."]))
    take_in(store, [RawArticle("Pasted.")])
    assert [(each.added, each.files, each.name, each.coder) for each in imports.imports(store)] == [
        (1, 0, "", "rima"), (3, 2, "one.jsonl", "rima"),
    ]  # fmt: skip


def test_the_files_of_an_import(store: Store) -> None:
    take_in(store, a_file("one.jsonl", ["One."]) + a_file("two.jsonl", ["Two.", "Three."]))
    found = imports.files(store, 1)
    assert [(each.name, each.size, each.reader, each.articles) for each in found] == [
        ("one.jsonl", 123, "json 1", 1), ("two.jsonl", 123, "json 1", 2),
    ]  # fmt: skip


def test_the_articles_of_an_import(store: Store) -> None:
    take_in(store, a_file("one.jsonl", ["One.", "Two."]))
    take_in(store, a_file("two.jsonl", ["Three."]))
    articles.remove(store, [1])
    assert [list(imports.article_ids(store, batch)) for batch in (1, 2, None)] == [[2], [3], [2, 3]]


def test_articles_of_an_import_that_do_not_follow_one_another(store: Store) -> None:
    take_in(store, [RawArticle(f"Story {n}.") for n in range(4)])
    take_in(store, [RawArticle("Another.")])
    store.db.conn.execute("UPDATE article SET batch_id = 2 WHERE id = 2")
    assert [list(imports.article_ids(store, batch)) for batch in (1, 2)] == [[1, 3, 4], [2, 5]]


def test_an_import_taken_back_has_no_articles(store: Store) -> None:
    take_in(store, a_file("one.jsonl", ["One."]))
    journal.undo(store)
    assert list(imports.article_ids(store, 1)) == []


def test_a_row_says_what_is_known_of_an_article(store: Store) -> None:
    take_in(store, a_file("one.jsonl", ["One two  three.", "Four."], title="T", source="S", published="2024-12-06"))
    store.db.conn.execute("UPDATE article SET group_id = 1")
    first, second = imports.rows(store, [1, 2])
    assert (first.title, first.source, first.published, first.language) == ("T", "S", "2024-12-06", "")
    assert (first.words, first.copies, first.place) == (3, 2, "one.jsonl, line 1")
    assert second.words == 1


def test_rows_keep_the_order_asked_for_and_leave_out_what_is_gone(store: Store) -> None:
    take_in(store, [RawArticle(f"Story {n}.") for n in range(3)])
    articles.remove(store, [2])
    assert [row.id for row in imports.rows(store, [3, 2, 1])] == [3, 1]


def test_a_group_of_which_one_is_left_is_none(store: Store) -> None:
    take_in(store, [RawArticle("One."), RawArticle("Two.")])
    store.db.conn.execute("UPDATE article SET group_id = 1")
    articles.remove(store, [2])
    assert imports.rows(store, [1])[0].copies == 0


def test_an_import_of_an_older_dateline_is_counted(store: Store) -> None:
    take_in(store, [RawArticle("One."), RawArticle("Two.")])
    store.db.conn.execute("UPDATE batch SET report = '{}'")
    assert imports.imports(store)[0].added == 2


def test_a_damaged_report_does_no_harm(store: Store) -> None:
    take_in(store, [RawArticle("One.")])
    for report in ("{", '{"added": "x", "refused": [1]}', '{"added": -4}'):
        store.db.conn.execute("UPDATE batch SET report = ?", (report,))
        assert imports.imports(store)[0].skipped == 0
