import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from corpus import upgrade
from corpus.errors import UserError
from corpus.progress import Cancelled
from corpus.store import Store

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def old(root: Path, tmp_path: Path) -> Path:
    """A project of an older format."""
    return Path(shutil.copy(root / "tests" / "data" / "projects" / "format2.dateline", tmp_path / "old.dateline"))


@pytest.fixture
def every_instruction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.backup._EVERY", 10)


def test_only_a_large_project_of_an_older_format_takes_long(
    old: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not upgrade.takes_long(old)
    monkeypatch.setattr(upgrade, "_SHORT", 1)
    assert upgrade.takes_long(old)
    assert not upgrade.takes_long(store.path)
    assert not upgrade.takes_long(old.with_name("gone.dateline"))


def test_all_of_it_tells_how_far_it_is(old: Path, every_instruction: None) -> None:
    notes = []
    Store.open(old, progress=lambda done, total=None, note="": notes.append(note)).close()
    assert {"checking the copy", "changing the project"} < set(notes)
    assert any(note.startswith("copying") for note in notes)


@pytest.mark.parametrize("when", ["copying", "checking", "changing"])
def test_it_can_be_stopped_and_leaves_the_project_as_it_was(old: Path, every_instruction: None, when: str) -> None:
    before = old.read_bytes()

    def stop(done: int, total: int | None = None, note: str = "") -> None:
        if note.startswith(when):
            raise Cancelled

    with pytest.raises(Cancelled):
        Store.open(old, progress=stop)

    assert [*old.parent.iterdir()] == [old]
    assert old.read_bytes()[60:64] == before[60:64]
    Store.open(old).close()


def test_without_room_for_the_copy_it_says_so_and_does_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = old.read_bytes()
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1, 1, 0))
    with pytest.raises(UserError, match=r"room are needed on its disk and 0\.0 GB are free; nothing was changed"):
        Store.open(old)
    assert old.read_bytes() == before
