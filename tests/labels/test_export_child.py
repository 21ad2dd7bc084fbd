"""Exporting in a child process: the same result, progress, a cancel that leaves nothing, errors in one sentence."""

from pathlib import Path

import pytest

from corpus.article import RawArticle, RawSpan
from corpus.errors import UserError
from corpus.progress import Cancelled
from corpus.store import Store
from labels.export_child import export_in_child
from labels.formats import ExportOptions, export
from labels.intake import take_in

ALL = ExportOptions(finished_only=False)


@pytest.fixture
def coded(store: Store) -> Store:
    texts = [f"Fighters entered Hama on day {number}." for number in range(6)]
    take_in(store, [RawArticle(text, spans=(RawSpan(17, 21, "LOC", "rima"),)) for text in texts])
    return store


def test_the_child_writes_what_the_process_itself_would(coded: Store, tmp_path: Path) -> None:
    far = export_in_child(coded, "spacy", tmp_path / "far", options=ALL)
    near = export(coded, "spacy", tmp_path / "near", options=ALL)

    assert (tmp_path / "far" / "train.spacy").read_bytes() == (tmp_path / "near" / "train.spacy").read_bytes()
    assert (far.splits, far.labels, far.kept, far.warnings) == (near.splits, near.labels, near.kept, near.warnings)
    assert far.path == tmp_path / "far"


def test_progress_comes_through(coded: Store, tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []

    def progress(done: int, total: int | None = None, note: str = "") -> None:
        seen.append((done, total))

    export_in_child(coded, "jsonl", tmp_path / "out", options=ALL, progress=progress)
    assert seen


def test_a_cancel_leaves_no_folder(coded: Store, tmp_path: Path) -> None:
    def progress(done: int, total: int | None = None, note: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        export_in_child(coded, "spacy", tmp_path / "out", options=ALL, progress=progress)
    assert not (tmp_path / "out").exists()


def test_the_users_trouble_is_told_in_its_own_sentence(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="No article is done yet"):
        export_in_child(store, "spacy", tmp_path / "out", options=ExportOptions())


def test_a_child_that_dies_is_told(coded: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setattr("corpus.child.command", lambda name: [sys.executable, "-c", "import os; os._exit(3)"])
    with pytest.raises(UserError, match="ended before it was done"):
        export_in_child(coded, "spacy", tmp_path / "out", options=ALL)
