import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import backup
from corpus.backup import copy_project
from corpus.errors import UserError
from corpus.store import Store
from labels.check import check

CORRUPT_VERDICT = "Tree 2 page 2: btreeInitPage() returns error code 11"


def test_a_copy_is_a_whole_project(store: Store, add_article: Callable[..., int], tmp_path: Path) -> None:
    add_article()
    copy_project(store.db.conn, tmp_path / "copy.dateline")
    with Store.open(tmp_path / "copy.dateline") as copy:
        assert check(copy) == []
        assert copy.rows("SELECT * FROM article_text") == store.rows("SELECT * FROM article_text")


def test_a_copy_replaces_an_older_copy_and_leaves_nothing_else(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "copy.dateline"
    target.write_bytes(b"older")
    copy_project(store.db.conn, target)
    Store.open(target).close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.dateline", "test.dateline"]


def test_a_part_left_by_a_crash_is_no_hindrance(store: Store, tmp_path: Path) -> None:
    (tmp_path / "copy.dateline.part").write_bytes(b"half a copy")
    copy_project(store.db.conn, tmp_path / "copy.dateline")
    assert not (tmp_path / "copy.dateline.part").exists()


def test_a_copy_into_a_folder_that_is_missing_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be reached"):
        copy_project(store.db.conn, tmp_path / "gone" / "copy.dateline")


def test_a_copy_over_a_folder_is_refused(store: Store, tmp_path: Path) -> None:
    (tmp_path / "copy.dateline").mkdir()
    with pytest.raises(UserError, match="could not be written"):
        copy_project(store.db.conn, tmp_path / "copy.dateline")


def test_a_project_is_never_replaced_by_its_own_copy(store: Store) -> None:
    with pytest.raises(UserError, match="is the project itself"):
        copy_project(store.db.conn, store.path)
    store.set_setting("still", "here")


def test_a_copy_that_fails_its_check_never_gets_its_name(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy.dateline"
    target.write_bytes(b"the last good copy")

    def damaged(copy: Path, _: object) -> None:
        copy.unlink()
        raise UserError("A backup of the project did not pass its check; nothing was changed.")

    monkeypatch.setattr(backup, "_check", damaged)
    with pytest.raises(UserError, match="did not pass"):
        copy_project(store.db.conn, target)
    assert target.read_bytes() == b"the last good copy"


def test_the_check_of_a_copy_notices_damage(store: Store, add_article: Callable[..., int], tmp_path: Path) -> None:
    add_article("Hama " * 5000)
    copy = tmp_path / "copy.dateline"
    copy_project(store.db.conn, copy)
    size = copy.stat().st_size
    with copy.open("r+b") as file:
        file.seek(size // 2)
        file.write(os.urandom(4096))
    with pytest.raises((UserError, sqlite3.DatabaseError)):  # noqa: PT012
        backup._check(copy)
        pytest.fail(CORRUPT_VERDICT)


def test_the_words_of_a_full_disk_are_plain(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_sync", full)
    with pytest.raises(UserError, match="could not be written: No space left"):
        copy_project(store.db.conn, tmp_path / "copy.dateline")
    assert not (tmp_path / "copy.dateline").exists()
