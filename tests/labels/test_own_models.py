import sys
from pathlib import Path

import pytest

from corpus.errors import UserError
from labels import own_models

SUMS = {"meta.json": "a" * 64, "config.cfg": "b" * 64}


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setattr(own_models, "data_folder", lambda: folder)
    folder.mkdir()
    return folder


def test_only_what_was_added_was_made_here() -> None:
    assert not own_models.has(SUMS)
    own_models.add(SUMS)
    assert own_models.has(dict(reversed(SUMS.items())))
    assert not own_models.has(SUMS | {"evil.py": "c" * 64})
    assert not own_models.has({})


def test_a_damaged_list_holds_nothing(data: Path) -> None:
    own_models.add(SUMS)
    next(data.iterdir()).write_bytes(b"\xff\xfe\n\n" + b"0" * 300)
    assert not own_models.has(SUMS)


@pytest.mark.skipif(sys.platform == "win32", reason="a folder is made otherwise there")
def test_a_list_that_cannot_be_written_is_told(data: Path) -> None:
    data.rmdir()
    with pytest.raises(UserError, match="list of models made here cannot be written"):
        own_models.add(SUMS)
