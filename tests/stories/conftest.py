"""The whole window on a project, driven with keys and mouse as a person drives it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import app as composition
from desktop.app import App
from desktop.sample import make_sample
from desktop.settings import Settings

Key = Qt.Key


class Desk:
    """A window and a person at it."""

    def __init__(self, app: App, bot: QtBot) -> None:
        self.app = app
        self.bot = bot

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1) -> None:
        """Press a key where the focus is."""
        for _ in range(times):
            QTest.keyClick(QApplication.focusWidget() or self.app.reader, key, modifiers)

    def ctrl(self, key: Qt.Key, *, shift: bool = False) -> None:
        """Press a shortcut of the window."""
        held = Qt.KeyboardModifier.ControlModifier
        self.press(key, held | Qt.KeyboardModifier.ShiftModifier if shift else held)

    def coded(self) -> list[tuple[str, str]]:
        """Label and words of the article's spans, in reading order."""
        return [(span.label, span.surface) for span in self.app.session.spans]

    def wait(self, until: Callable[[], bool]) -> None:
        """Wait for something to become true."""
        self.bot.waitUntil(until, timeout=20_000)


OpenDesk = Callable[[Path | None], Desk]


@pytest.fixture
def open_desk(qtbot: QtBot, tmp_path: Path) -> Iterator[OpenDesk]:
    """Open a window on a project file (or on none); may be called again, as after a restart."""
    made: list[App] = []

    def open_one(path: Path | None) -> Desk:
        for old in made:
            old.window.close()
        settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
        app = composition.make(_qt(), settings)
        made.append(app)
        qtbot.addWidget(app.window)
        with qtbot.waitActive(app.window, timeout=10_000):
            app.window.show()
            app.window.activateWindow()
        if path is not None:
            assert app.files.open(path), app.window.messages.text()
            app.reader.setFocus()
        return Desk(app, qtbot)

    yield open_one
    for app in made:
        app.close()


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The sample project, coded by rima."""
    return make_sample(tmp_path / "sample.dateline", coder="rima")


@pytest.fixture
def desk(open_desk: OpenDesk, tmp_path: Path) -> Desk:
    """A window on a new project with one short story in it, its text in hand."""
    opened = open_desk(None)
    assert opened.app.files.create(tmp_path / "desk.dateline")
    story = tmp_path / "story.txt"
    story.write_text(STORY, encoding="utf-8")
    opened.app.files.import_paths([story])
    opened.wait(lambda: opened.app.session.article is not None and opened.app.jobs.current is None)
    opened.app.reader.setFocus()
    return opened


STORY = """Columns reach Hama

06 December, 2024

HAMA — Fighters of the Northern Command entered Hama on Thursday 😀, two residents said.

The army left Hama before noon. "Hama is quiet," said Omar, a baker.

قال شاهد إن المقاتلين دخلوا حماة ليلًا.
"""


def _qt() -> QApplication:
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found
