import sys
from pathlib import Path

import pytest

from corpus.folders import data_folder


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="other systems have other places")
def test_a_users_files_lie_where_the_system_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "ö b"))
    assert data_folder() == tmp_path / "ö b" / "dateline"
    assert data_folder().is_dir()
