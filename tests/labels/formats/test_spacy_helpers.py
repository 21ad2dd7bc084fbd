from pathlib import Path
from typing import Any

import pytest

from corpus import child
from labels.formats import ExportOptions, spacy_docbin, spacy_helpers, spacy_shards
from labels.formats.selection import Item
from labels.formats.spacy_shards import Shard

ALL = ExportOptions(split=(1.0, 0.0, 0.0))


@pytest.fixture(autouse=True)
def _small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spacy_shards, "_MOST_ARTICLES", 10)
    monkeypatch.setattr(spacy_shards, "_USUAL_ARTICLES", 8)


@pytest.fixture
def _helper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start the helper by its module, whatever the table of child processes says."""
    usual = child.command
    boot = "import sys; sys.path.insert(0, sys.argv[1]); from labels.formats.spacy_worker import main; main()"

    def command(name: str) -> list[str]:
        line = usual(name)
        return line if name != spacy_helpers.CHILD else [line[0], "-P", "-c", boot, line[-2]]

    monkeypatch.setattr(child, "command", command)


def files(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def shards(*sizes: int) -> list[Shard]:
    item = Item(1, "u", "s", "t", "s", "", "", 1, "done", 1, "s")
    return [Shard(f"train/{number}.spacy", "train", [item] * size, "") for number, size in enumerate(sizes)]


@pytest.mark.usefixtures("_helper")
def test_two_processes_write_what_one_does(project: Any, tmp_path: Path) -> None:
    project.fill(40)
    alone = spacy_docbin.export(project.store, tmp_path / "alone", options=ALL, processes=1)
    both = spacy_docbin.export(project.store, tmp_path / "both", options=ALL, processes=2)
    assert files(tmp_path / "both") == files(tmp_path / "alone")
    assert both.written == alone.written


@pytest.mark.usefixtures("_helper")
def test_a_helper_makes_files(project: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project.fill(40)
    made: list[str] = []
    usual = spacy_helpers._Helper._hear

    def hear(self: Any, shard: Shard | None, message: dict[str, Any]) -> None:
        made.extend([shard.name] if shard and "made" in message else [])
        usual(self, shard, message)

    monkeypatch.setattr(spacy_helpers._Helper, "_hear", hear)
    spacy_docbin.export(project.store, tmp_path / "out", options=ALL, processes=2)
    assert made
    assert not list((tmp_path / "out").rglob("*.ledger"))


@pytest.mark.usefixtures("_helper")
def test_progress_of_two_processes_ends_at_the_number_of_articles(project: Any, tmp_path: Path) -> None:
    project.fill(40)
    seen: list[int] = []

    def progress(done: int, total: int | None = None, note: str = "") -> None:
        seen.append(done)

    spacy_docbin.export(project.store, tmp_path / "out", options=ALL, processes=2, progress=progress)
    assert seen == sorted(seen)
    assert seen[-1] == 40


def test_what_a_dead_helper_was_at_is_made_here(project: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setattr(child, "command", lambda name: [sys.executable, "-c", "import os; os._exit(3)"])
    project.fill(40)
    spacy_docbin.export(project.store, tmp_path / "alone", options=ALL, processes=1)
    spacy_docbin.export(project.store, tmp_path / "out", options=ALL, processes=2)
    assert files(tmp_path / "out") == files(tmp_path / "alone")


def test_few_articles_are_one_process_s_work() -> None:
    assert spacy_helpers.processes(shards(3, 4)) == 1


def test_one_large_file_is_one_process_s_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    assert spacy_helpers.processes(shards(20_000, 1000, 1000)) == 1


def test_many_articles_are_two_processes_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 16)
    assert spacy_helpers.processes(shards(5000, 5000, 5000)) == 2


def test_nothing_to_make_needs_no_other_process() -> None:
    assert spacy_helpers.processes([], 2) == 1
