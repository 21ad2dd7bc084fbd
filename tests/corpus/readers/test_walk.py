"""Which files are meant by the paths a person gives."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus.article import Refusal
from corpus.readers.walk import File, walk


def names(root: Path) -> list[str]:
    return [found.name for found in walk([root]) if isinstance(found, File)]


def refusals(root: Path) -> list[str]:
    return [found.reason for found in walk([root]) if isinstance(found, Refusal)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "wires"
    (root / "sub").mkdir(parents=True)
    for name in ("b.txt", "a.TXT", "sub/c.jsonl"):
        (root / name).write_text("{}", encoding="utf-8")
    return root


def test_folders_are_walked_in_order_of_names(folder: Path) -> None:
    assert names(folder) == ["wires/a.TXT", "wires/b.txt", "wires/sub/c.jsonl"]


def test_hidden_and_system_files_are_skipped_silently(folder: Path) -> None:
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", ".hidden.txt", "~$b.txt"):
        (folder / name).write_text("x", encoding="utf-8")
    assert len(names(folder)) == 3
    assert refusals(folder) == []


def test_a_hidden_file_that_is_named_is_read(folder: Path) -> None:
    (folder / ".hidden.txt").write_text("x", encoding="utf-8")
    assert names(folder / ".hidden.txt") == [".hidden.txt"]


def test_other_formats_are_named(folder: Path) -> None:
    (folder / "report.xyz").write_text("x", encoding="utf-8")
    (folder / "LICENSE").write_text("x", encoding="utf-8")
    first, second = refusals(folder)
    assert first.startswith("wires/LICENSE has no ending that says what it is; Dateline reads ")
    assert "web pages, JSON" in first
    assert second == "wires/report.xyz is a format Dateline does not read yet."  # the list stands once


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    assert refusals(tmp_path / "gone.txt") == ["gone.txt cannot be opened: it is not there any more."]


def test_a_name_no_system_allows_is_refused() -> None:
    assert len(refusals(Path("a\0b.txt"))) == 1


def test_a_link_back_to_the_folder_is_not_followed(folder: Path) -> None:
    try:
        (folder / "sub" / "again").symlink_to(folder, target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links")
    assert len(names(folder)) == 3
    assert refusals(folder) == []


def test_a_link_to_itself_is_named(folder: Path) -> None:
    try:
        (folder / "loop.txt").symlink_to(folder / "loop.txt")
    except OSError:
        pytest.skip("this system makes no links")
    assert len(refusals(folder)) == 1


@pytest.mark.skipif(os.name != "posix" or os.getuid() == 0, reason="permissions bind no administrator")
def test_a_folder_without_permission_is_named(folder: Path) -> None:
    (folder / "sub").chmod(0)
    try:
        assert refusals(folder) == ["The folder wires/sub cannot be opened: you have no permission to read it."]
    finally:
        (folder / "sub").chmod(0o700)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes among files here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert refusals(tmp_path / "pipe.txt") == ["pipe.txt is a device or a pipe, not a file."]


def test_folders_hundreds_deep_are_walked(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(300):
        deep = deep / "d"
    try:
        deep.mkdir(parents=True)
        (deep / "a.txt").write_text("x", encoding="utf-8")
    except OSError:
        pytest.skip("this system's paths are shorter")
    assert len(names(tmp_path)) == 1


def test_of_our_own_export_only_the_articles_are_read(folder: Path) -> None:
    for name in ("dateline-export.json", "articles.jsonl", "ledger.jsonl", "README.md"):
        (folder / "sub" / name).write_text("{}", encoding="utf-8")

    assert names(folder / "sub") == ["sub/articles.jsonl"]


def test_an_export_without_articles_says_so(folder: Path) -> None:
    (folder / "sub" / "dateline-export.json").write_text("{}", encoding="utf-8")

    assert refusals(folder / "sub") == [
        "sub/dateline-export.json: an export for spaCy holds no articles to import; export as JSONL for that."
    ]
