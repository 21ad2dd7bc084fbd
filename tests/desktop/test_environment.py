"""What the platform must do for us, and what we must not pull in."""

import subprocess
import sys

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 20_000


def test_void_calls_keep_their_reference_to_none(qtbot: QtBot) -> None:
    """A PySide that drops one at each call ends Python 3.11 after some 5,000 of them."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(CALLS):
        label.setNum(number)
    assert sys.getrefcount(None) > before - 100


@pytest.mark.parametrize("module", ["spacy", "PySide6.QtNetwork", "PySide6.QtWebEngineCore", "PySide6.QtSql"])
def test_the_reader_loads_no_heavy_or_connecting_module(module: str) -> None:
    code = f"import sys, desktop.reader, desktop.icons, desktop.plain; print({module!r} in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_only_essentials_are_installed() -> None:
    """The addons are 400 MB and hold nothing that we use."""
    code = "import importlib.util as u; print(u.find_spec('PySide6.QtCharts'), u.find_spec('PySide6.QtWebEngineCore'))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["None", "None"]
