import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.warming import PAGES, Loader


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a module that nobody has imported."""
    (tmp_path / "dateline_unread.py").write_text("import threading\nBY = threading.current_thread().name\n")
    monkeypatch.syspath_prepend(tmp_path)
    return "dateline_unread"


def test_modules_are_read_in_by_a_thread(module: str, qtbot: QtBot) -> None:
    loader = Loader((module,))
    with qtbot.waitSignal(loader.loaded):
        loader.start()
    assert loader.is_done
    assert sys.modules.pop(module).BY == "loader"


def test_what_is_being_read_is_not_there_yet(module: str, qtbot: QtBot) -> None:
    loader = Loader((module,))
    assert not loader.is_done


def test_what_somebody_else_has_read_is_there_at_once() -> None:
    assert Loader(("desktop.warming",)).is_done


def test_a_loader_that_is_stopped_reads_no_more(module: str, qapp: object) -> None:
    loader = Loader((module,))
    loader.start()
    loader.stop()
    assert module not in sys.modules


def test_no_page_brings_numpy_or_pyqtgraph_with_it(root: Path) -> None:
    heavy = "{'numpy', 'pyqtgraph', 'spacy'}"
    code = f"import sys; from importlib import import_module; [*map(import_module, {PAGES!r})]; "
    answer = subprocess.run(
        [sys.executable, "-c", f"{code}print({heavy} & set(sys.modules))"],
        cwd=root, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert answer.stdout.strip() == "set()"
