"""The whole window on a project, driven with keys and mouse as a person drives it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu
from pytestqt.qtbot import QtBot

from corpus.article import RawArticle
from corpus.readers import read_paths
from corpus.store import Store
from desktop import app as composition
from desktop.app import App
from desktop.sample import make_sample
from desktop.settings import Settings
from labels import codebook
from labels.intake import take_in

Key = Qt.Key


class Desk:
    """A window and a person at it."""

    def __init__(self, app: App, bot: QtBot) -> None:
        self.app = app
        self.bot = bot

    def press(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1
    ) -> None:
        """Press a key where the focus is."""
        if QApplication.focusWidget() is None:  # the window of an earlier test has only now gone
            self.back_to_the_text()
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

    def idle(self) -> None:
        """Wait until no job runs and what it brought is shown."""
        self.wait(lambda: self.app.jobs.current is None and not self.app.bringing.busy)

    def write(self, text: str) -> None:
        """Type where the focus is."""
        self.bot.keyClicks(QApplication.focusWidget(), text)

    def do(self, action_id: str) -> None:
        """Choose an entry of the menus."""
        self.app.window.actions_by_id[action_id].trigger()

    def bring(self, *paths: Path) -> None:
        """Bring files in and wait until they are there."""
        self.app.files.import_paths(paths)
        self.idle()

    def at(self, words: str) -> tuple[int, int]:
        """Where words stand in the article."""
        assert self.app.session.article is not None
        start = self.app.session.article.text.index(words)
        return start, start + len(words)

    def code(self, words: str, key: Qt.Key) -> None:
        """Select words of the article and press a label's key."""
        self.app.reader.select(*self.at(words))
        self.press(key)

    def titles(self) -> list[str]:
        """Titles of the articles listed, in order."""
        session = self.app.session
        return [row.title for row in session.article_rows(session.article_ids())]

    def sentence(self) -> str:
        """The sentence over the panes, when it can be seen."""
        return self.app.window.messages.text() if self.app.window.messages.isVisible() else ""

    def dialog(self, kind: type[QDialog]) -> Any:
        """Wait for a dialog of this kind and return it."""
        found: list[QDialog] = []

        def shown() -> bool:
            found[:] = [each for each in self.app.window.findChildren(kind) if each.isVisible()]
            return bool(found)

        self.wait(shown)
        return found[-1]

    def answering(self, answer: Callable[[Any], object]) -> None:
        """Prepare an answer to the next dialog that waits for one; it is left when the answer leaves it open."""

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QDialog):
                QTimer.singleShot(10, look)
                return
            try:
                answer(dialog)
            finally:
                if dialog.isVisible():
                    dialog.reject()

        QTimer.singleShot(0, look)

    def back_to_the_text(self) -> None:
        """Go from a dialog that was closed back to the article."""
        self.app.window.activateWindow()
        self.app.reader.setFocus()
        self.wait(lambda: QApplication.focusWidget() is self.app.reader)

    def drop(self, *paths: Path, text: str = "") -> bool:
        """Drop files, or a text, onto the window; whether it took them."""
        mime, copy, none = QMimeData(), Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        if text:
            mime.setText(text)
        left = Qt.MouseButton.LeftButton
        over = QDragEnterEvent(QPoint(400, 300), copy, mime, left, none)
        QApplication.sendEvent(self.app.window, over)
        let_go = QDropEvent(QPointF(400, 300), copy, mime, left, none)
        QApplication.sendEvent(self.app.window, let_go)
        return over.isAccepted() and let_go.isAccepted()

    def choose(self, menu: QMenu, words: str) -> None:
        """Choose the entry of a menu that begins with these words."""
        next(each for each in menu.actions() if each.text().startswith(words)).trigger()


OpenDesk = Callable[[Path | None], Desk]


@pytest.fixture
def open_desk(qtbot: QtBot, tmp_path: Path) -> Iterator[OpenDesk]:
    """Open a window on a project file (or on none); may be called again, as after a restart."""
    made: list[App] = []
    qt = _qt()
    looks = qt.style().objectName(), qt.palette(), qt.font(), qt.styleSheet()

    def open_one(path: Path | None) -> Desk:
        for old in made:
            old.window.close()
        settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
        app = composition.make(qt, settings)
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
        app.window.hide()
    qt.setStyle(looks[0])  # other tests look at widgets without our style
    qt.setPalette(looks[1])
    qt.setFont(looks[2])
    qt.setStyleSheet(looks[3])


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the projects that tests begin with, made once; to be copied."""
    folder = tmp_path_factory.mktemp("projects")
    make_sample(folder / "sample.dateline", coder="rima")
    (folder / "story.txt").write_text(STORY, encoding="utf-8")
    with Store.create(folder / "desk.dateline") as store:
        codebook.use(store, codebook.load(codebook.STARTER))
        take_in(store, read_paths([folder / "story.txt"]))
    return folder


@pytest.fixture
def sample(made: Path, tmp_path: Path) -> Path:
    """The sample project, coded by rima."""
    return Path(shutil.copy(made / "sample.dateline", tmp_path))


@pytest.fixture
def desk(open_desk: OpenDesk, made: Path, tmp_path: Path) -> Desk:
    """A window on a new project with one short story in it, its text in hand."""
    shutil.copy(made / "story.txt", tmp_path)
    return open_desk(Path(shutil.copy(made / "desk.dateline", tmp_path)))


@pytest.fixture
def five(tmp_path: Path) -> Path:
    """A project of five short articles of three outlets, coded by rima, none of them read yet."""
    path = tmp_path / "five.dateline"
    outlets = ("Orontes Wire", "Hauran Post", "Orontes Wire", "Monitor", "Hauran Post")
    raws = [
        RawArticle(f"Shells fell on road {number}. Omar saw it.", f"Story {number}", outlet, f"2024-12-0{number}")
        for number, outlet in enumerate(outlets, start=1)
    ]
    with Store.create(path, coder="rima") as store:
        codebook.use(store, codebook.load(codebook.STARTER))
        take_in(store, raws)
    return path


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
