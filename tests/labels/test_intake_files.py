"""Which file articles came from."""

import hashlib
from pathlib import Path

from corpus.article import FileRead, Item, RawArticle, Refusal
from corpus.readers import read_files
from corpus.store import Store
from labels.intake import take_in

_COLUMNS = "SELECT name, size, sha256, reader FROM file ORDER BY id"
SHA = "0" * 64


def test_each_file_that_gave_articles_is_kept_with_its_hash_and_reader(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Hama was shelled.\n\nMore of it.", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"text": "Homs."}\n{"text": "Idlib."}\n', encoding="utf-8")
    (tmp_path / "c.txt").write_text("", encoding="utf-8")
    take_in(store, read_files([tmp_path / "a.txt", tmp_path / "b.jsonl", tmp_path / "c.txt"]))
    kept = store.rows(_COLUMNS)
    assert [(row[0], row[3]) for row in kept] == [("a.txt", "text 2"), ("b.jsonl", "json 2")]
    data = (tmp_path / "b.jsonl").read_bytes()
    assert kept[1][1:3] == (len(data), hashlib.sha256(data).hexdigest())
    assert store.rows("SELECT file_id, file_part FROM article ORDER BY id") == [(1, ""), (2, "line 1"), (2, "line 2")]


def test_a_file_of_copies_only_is_not_kept(store: Store) -> None:
    story = RawArticle(text="Hama.", where="a.txt")
    take_in(store, [story])
    take_in(store, [FileRead("a.txt", 5), story, FileRead("a.txt", 5, SHA, "text 1")])
    assert store.rows(_COLUMNS) == []


def test_a_pasted_story_is_from_no_file(store: Store) -> None:
    take_in(store, [RawArticle(text="Hama.", where="pasted text")])
    assert store.row("SELECT file_id, file_part FROM article") == (None, "")


def test_a_file_cut_off_keeps_its_articles_without_a_hash(store: Store) -> None:
    items: list[Item] = [
        FileRead("a.jsonl", 9),
        RawArticle(text="Hama.", where="a.jsonl, line 1"),
        Refusal("a.jsonl", "Cut off."),
    ]
    take_in(store, items)
    assert store.rows(_COLUMNS) == [("a.jsonl", 9, "", "")]


def test_the_end_of_another_file_is_not_believed(store: Store) -> None:
    take_in(store, [FileRead("a.txt", 5), RawArticle(text="Hama.", where="a.txt"), FileRead("b.txt", 7, SHA, "pdf 1")])
    assert store.rows(_COLUMNS) == [("a.txt", 5, "", "")]
