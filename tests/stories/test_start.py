"""The program starts quickly, keeps spaCy out of the window's process, and survives its own bugs."""

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from pytestqt.exceptions import capture_exceptions

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

Key = Qt.Key
HEAVY = ("typer", "rich", "PySide6", "spacy", "thinc", "sqlite_utils", "trafilatura", "lxml")
_ASK = "import sys, json; from desktop.cli import main; code = main({arguments}); {after}; sys.exit(code)"
_TELL = "print(json.dumps(sorted({{name.partition('.')[0] for name in sys.modules}} & set({heavy}))))"


def run(root: Path, code: str) -> "subprocess.CompletedProcess[str]":
    """Run a program text in a fresh Python from the checkout."""
    return subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_version_is_told_without_loading_anything_heavy(root: Path) -> None:
    done = run(root, _ASK.format(arguments=["--version"], after=_TELL.format(heavy=HEAVY)))
    version, loaded = done.stdout.splitlines()

    assert done.returncode == 0
    assert version.startswith("dateline ")
    assert json.loads(loaded) == []


def test_a_command_loads_neither_qt_nor_spacy(root: Path, sample: Path) -> None:
    after = _TELL.format(heavy=("PySide6", "spacy", "thinc", "trafilatura", "lxml"))
    done = run(root, _ASK.format(arguments=["stats", str(sample), "--json"], after=after))

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"


_WINDOW = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication
qt = QApplication(["dateline"])
from desktop import app as composition
from desktop.settings import Settings
from labels.formats import ExportOptions
folder = Path(FOLDER)
app = composition.make(qt, Settings(QSettings(str(folder / "s.ini"), QSettings.Format.IniFormat)))
app.window.show()
assert app.files.open(folder / "sample.dateline")
loop = QEventLoop()
app.files.failed.connect(lambda said: (print(said), loop.exit(1)))
QTimer.singleShot(60_000, lambda: loop.exit(1))
DEED
code = loop.exec()
app.close()
print(sorted({name.partition(".")[0] for name in sys.modules} & {"spacy", "thinc"}))
sys.exit(code)
"""
_IMPORT = """
app.files.imported.connect(lambda report: app.session.show(report.first_id))
app.tokens.learned.connect(loop.quit)  # exact words of the new story, from the child
app.files.import_paths([folder / "story.txt"])
"""
_EXPORT = """
app.files.exported.connect(lambda report: loop.quit())
app.files.export("spacy", folder / "out", ExportOptions())
"""


@pytest.mark.parametrize(
    "deed",
    [
        _IMPORT,
        _EXPORT,
    ],
    ids=["import and reading", "export"],
)
def test_the_window_never_loads_spacy(root: Path, sample: Path, deed: str) -> None:
    (sample.parent / "story.txt").write_text("A story.\n\nOmar left Hamatayn-on-sea.", encoding="utf-8")
    done = run(root, _WINDOW.replace("FOLDER", repr(str(sample.parent))).replace("DEED", deed))

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "[]"


def test_an_unknown_command_is_wrong_usage(root: Path) -> None:
    done = run(root, _ASK.format(arguments=["frobnicate"], after="pass"))

    assert done.returncode == 2
    assert "frobnicate" in done.stderr


def test_the_window_opens_what_was_open_last(desk: "Any", open_desk: "Callable[..., Any]") -> None:
    path = desk.app.session.store.path
    again = open_desk(None)

    assert again.app.settings.recent()[0].path == path


@pytest.mark.logs_errors
def test_an_exception_while_closing_leaves_the_window_open(desk: "Any", monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("our bug")

    monkeypatch.setattr(desk.app.coding, "keep", broken)
    with capture_exceptions() as caught:
        closed = desk.app.window.close()
    monkeypatch.undo()

    assert not closed
    assert desk.app.window.isVisible()
    assert [str(each[1]) for each in caught] == ["our bug"]
    desk.code("Omar", Key.Key_9)
    assert desk.coded() == [("SOURCE", "Omar")]


def test_a_window_closes_and_lets_go_of_everything(desk: "Any") -> None:
    lock = desk.app.session.store.path.with_name(".desk.dateline.lock")
    held = lock.exists()

    assert desk.app.window.close()
    assert (held, lock.exists(), desk.app.session.store) == (True, False, None)


@pytest.mark.logs_errors
def test_a_bug_in_a_slot_is_shown_and_the_window_goes_on(
    desk: "Any", monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from desktop import crash_guard
    from desktop import start as composition

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("our bug")

    relay = composition._Relay(desk.app)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    crash_guard.install(tmp_path, relay.failed.emit, relay.refused.emit)
    monkeypatch.setattr(desk.app.desk, "flag", broken)
    desk.do("flag")
    said = desk.sentence()
    desk.code("Omar", Key.Key_9)

    assert said.startswith("Something in Dateline failed; everything saved before is safe.")
    assert desk.coded() == [("SOURCE", "Omar")]
    assert "our bug" in (tmp_path / "dateline.log").read_text("utf-8")


@pytest.mark.logs_errors
def test_a_bug_in_a_job_is_shown_and_the_next_job_runs(
    desk: "Any", monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("our bug")

    with monkeypatch.context() as patch, capture_exceptions() as caught:
        patch.setattr("desktop.files.check", broken)
        desk.do("check_project")
        desk.idle()
    desk.do("check_project")
    desk.idle()

    assert [str(each[1]) for each in caught] == ["our bug"]
    assert desk.sentence().startswith("The project is sound")
