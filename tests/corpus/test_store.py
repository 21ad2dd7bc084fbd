import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from corpus.errors import ReadOnlyError, UserError
from corpus.store import Store
from labels import spans
from labels.check import check

PROFILE = {
    "foreign_keys": 1,
    "journal_mode": "delete",
    "synchronous": 3,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "secure_delete": 1,
    "recursive_triggers": 0,
    "temp_store": 2,
    "busy_timeout": 5000,
}


def profile(store: Store) -> dict[str, object]:
    return {name: store.value(f"PRAGMA {name}") for name in PROFILE}


def test_a_new_project_has_the_connection_profile(store: Store) -> None:
    assert profile(store) == PROFILE


def test_an_opened_project_has_the_connection_profile(store: Store) -> None:
    store.close()
    with Store.open(store.path) as again:
        assert profile(again) == PROFILE


def test_a_new_project_knows_its_name_and_its_coder(store: Store) -> None:
    assert (store.name, store.coder_name, store.coder_id) == ("test", "rima", 0)


def test_an_existing_file_is_never_overwritten(store: Store) -> None:
    with pytest.raises(UserError, match="exists already"):
        Store.create(store.path)


def test_a_project_in_a_folder_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="folder is missing"):
        Store.create(tmp_path / "gone" / "x.dateline")


def test_a_file_name_with_signs_of_an_address_opens(tmp_path: Path) -> None:
    path = tmp_path / "50% #1 ä حماة & more.dateline"
    Store.create(path, name="odd").close()
    with Store.open(path) as store:
        assert store.name == "odd"
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every file name is text")
def test_a_file_name_that_is_no_text_opens(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"h\xe1ma.dateline")
    Store.create(path).close()
    with Store.open(path, read_only=True) as store:
        assert store.path == path


@pytest.mark.parametrize("name", ["a" * 300 + ".dateline", "a\0b.dateline"])
def test_a_name_no_file_can_have_is_refused(tmp_path: Path, name: str) -> None:
    for opener in (Store.create, Store.open):
        with pytest.raises(UserError, match=r"cannot be reached|no name a file can have"):
            opener(tmp_path / name)


def test_a_project_left_half_written_opens_for_reading(
    store: Store, add_article: Callable[..., int], tmp_path: Path
) -> None:
    add_article(title="before")
    copy = tmp_path / "copy.dateline"
    conn = store.db.conn
    conn.execute("PRAGMA cache_size = 1")
    conn.execute("BEGIN IMMEDIATE")
    conn.execute("UPDATE article SET title = 'half'")
    for number in range(200):
        store.set_setting(f"key {number}", "x" * 2000)
    for end in ("", "-journal"):  # as a program killed now would leave them
        shutil.copyfile(f"{store.path}{end}", f"{copy}{end}")
    conn.execute("ROLLBACK")
    with Store.open(copy, read_only=True) as left:
        assert left.value("SELECT title FROM article") == "before"


def test_a_transaction_is_all_or_nothing(store: Store) -> None:
    with suppress(ZeroDivisionError), store.transaction():
        store.set_setting("a", "1")
        raise ZeroDivisionError
    assert store.setting("a") == ""


def test_a_transaction_inside_another_joins_it(store: Store) -> None:
    with suppress(ZeroDivisionError), store.transaction():
        with store.transaction():
            store.set_setting("a", "1")
        raise ZeroDivisionError
    assert store.setting("a") == ""


def test_a_setting_is_kept_and_replaced(store: Store) -> None:
    store.set_setting("a", "1")
    store.set_setting("a", "ب")
    store.close()
    with Store.open(store.path) as again:
        assert (again.setting("a"), again.setting("b", "none")) == ("ب", "none")


def test_closing_twice_is_harmless(store: Store) -> None:
    store.close()
    store.close()


def test_a_coder_is_added_with_the_first_write(store: Store, add_article: Callable[..., int]) -> None:
    add_article()
    assert store.coder_id == store.ensure_coder("rima") > 0


def test_one_person_is_not_two_coders_by_blanks_or_unicode_form(store: Store) -> None:
    assert store.ensure_coder(" Jose\u0301  Silva ") == store.ensure_coder("José Silva")


def test_a_coders_name_loses_what_sqlite_cannot_hold(store: Store) -> None:
    assert store.ensure_coder("\ud800rima\x00") == store.ensure_coder("rima")


def test_a_lone_analyst_is_never_asked_who_they_are(
    store: Store, add_article: Callable[..., int], add_label: Callable[[str], int]
) -> None:
    spans.add(store, add_article(), 0, 8, add_label("EVENT"))
    store.close()
    with Store.open(store.path) as again:
        assert again.coder_name == "rima"


def test_the_coder_named_at_the_start_is_remembered(tmp_path: Path) -> None:
    Store.create(tmp_path / "new.dateline", coder=" Rima\x00 ").close()
    with Store.open(tmp_path / "new.dateline") as again:
        assert again.coder_name == "Rima"
    with Store.open(tmp_path / "new.dateline", coder="omar") as again:
        assert again.coder_name == "omar"


def test_a_read_only_store_reads_and_never_writes(
    store: Store, add_article: Callable[..., int], add_label: Callable[[str], int]
) -> None:
    article_id, label_id = add_article(), add_label("EVENT")
    store.close()
    before = store.path.read_bytes()
    with Store.open(store.path, coder="somebody new", read_only=True) as again:
        assert check(again) == []
        assert again.coder_id == 0
        writes: list[Callable[[], object]] = [
            lambda: spans.add(again, article_id, 0, 8, label_id),
            lambda: again.set_setting("a", "1"),
            again.ensure_coder,
        ]
        for write in writes:
            with pytest.raises(ReadOnlyError, match="read-only"):
                write()
    assert store.path.read_bytes() == before
    assert [entry.name for entry in store.path.parent.iterdir()] == [store.path.name]


def test_a_fresh_project_opens_read_only(store: Store) -> None:
    store.close()
    before = store.path.read_bytes()
    with Store.open(store.path, read_only=True) as again:
        assert again.name == "test"
    assert store.path.read_bytes() == before


def test_sqlite_itself_refuses_to_write_through_a_read_only_store(store: Store) -> None:
    store.close()
    with (
        Store.open(store.path, read_only=True) as again,
        pytest.raises(sqlite3.OperationalError, match="readonly"),
    ):
        again.db.conn.execute("DELETE FROM setting")


def test_a_project_left_in_wal_mode_comes_back_to_the_profile(store: Store) -> None:
    store.close()
    conn = sqlite3.connect(store.path)
    conn.execute("PRAGMA journal_mode=WAL")
    conn.close()
    with Store.open(store.path) as again:
        assert profile(again) == PROFILE


def test_a_copy_of_a_closed_project_is_a_project(store: Store, add_article: Callable[..., int], tmp_path: Path) -> None:
    add_article()
    store.close()
    shutil.copy(store.path, tmp_path / "copy.dateline")
    with Store.open(tmp_path / "copy.dateline") as copy:
        assert check(copy) == []


def test_no_connection_is_left_open_when_a_project_is_refused(store: Store) -> None:
    store.db.conn.execute("PRAGMA user_version = 99")
    store.close()
    with pytest.raises(UserError, match="newer"):
        Store.open(store.path)
    store.path.rename(store.path.with_name("moved.dateline"))  # fails on Windows while a connection is open


def test_between_two_pages_of_a_long_answer_others_may_write(store: Store) -> None:
    with store.transaction():
        store.db.conn.executemany(
            "INSERT INTO coder (uid, name, created) VALUES (?, ?, '')", [(f"u{n}", f"c{n}") for n in range(5)]
        )
    with Store.open(store.path) as other:
        other.db.conn.execute("PRAGMA busy_timeout = 0")
        sql = "SELECT id, name FROM coder WHERE id > :after AND name <> :but ORDER BY id LIMIT :at_once"
        pages = store.pages(sql, at_once=2, but="c1")
        found = [next(pages)[1]]
        other.set_setting("name", "written meanwhile")
        found += [name for _, name in pages]
    assert found[-4:] == ["c0", "c2", "c3", "c4"]
