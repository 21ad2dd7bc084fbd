"""A reader on screen with a story of our own, and spans given by their words."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.reader import ReaderSpan, ReaderView, Words

STORY = (
    "Drivers from the southern Karam brigade crossed into Wadi Saliha late on Tuesday 😀 night, residents said.\n\n"
    "By dawn the same convoy had seized the old grain bridge. A drone struck the fuel queue.\n\n"
    "وقال شاهد إن المقاتلين دخلوا وادي صليحة ليلًا من دون قتال.\n"
)


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[ReaderView]:
    """A shown reader, 800 by 700, with the story and no spans."""
    view = ReaderView(theme.light())
    qtbot.addWidget(view)
    view.resize(800, 700)
    view.show_article(STORY, title="Convoy reaches the river", dateline="Wire · 4 December", tokens=Words(STORY))
    view.show()
    qtbot.waitExposed(view)
    view.setFocus()
    yield view
    view.close()


@pytest.fixture
def where() -> Callable[..., tuple[int, int]]:
    """Give the code points of words in the story."""

    def found(words: str) -> tuple[int, int]:
        start = STORY.index(words)
        return start, start + len(words)

    return found


@pytest.fixture
def span(where: Callable[..., tuple[int, int]]) -> Callable[..., ReaderSpan]:
    """Make a span over words of the story."""

    def made(span_id: int, words: str, label: str = "ACTOR", colour: str = "#6d3fc4", **more: object) -> ReaderSpan:
        return ReaderSpan(span_id, *where(words), label, colour, **more)  # type: ignore[arg-type]

    return made


class Mouse:
    """Moves over the words of a view as a hand would."""

    def __init__(self, view: ReaderView) -> None:
        self.view = view

    def point(self, offset: int) -> QPoint:
        """Return the viewport point in the middle of the character at a code point."""
        rect = self.view.rect_of(offset, offset + 1)
        assert rect is not None
        return rect.center().toPoint()

    def press(self, offset: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._send(QMouseEvent.Type.MouseButtonPress, self.point(offset), Qt.MouseButton.LeftButton, modifiers)

    def move(self, offset: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._send(QMouseEvent.Type.MouseMove, self.point(offset), Qt.MouseButton.NoButton, modifiers)

    def release(self, offset: int) -> None:
        self._send(
            QMouseEvent.Type.MouseButtonRelease,
            self.point(offset),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )

    def click(self, offset: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.press(offset, modifiers)
        self.release(offset)

    def double(self, offset: int) -> None:
        self.click(offset)
        self._send(
            QMouseEvent.Type.MouseButtonDblClick,
            self.point(offset),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        self.release(offset)

    def drag(self, start: int, end: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.press(start, modifiers)
        self.move(end, modifiers)
        self.release(end)

    def _send(self, kind: QMouseEvent.Type, at: QPoint, button: Qt.MouseButton, modifiers: Qt.KeyboardModifier) -> None:
        held = Qt.MouseButton.LeftButton
        spot = QPointF(at)
        place = QPointF(self.view.viewport().mapToGlobal(at))
        QApplication.sendEvent(self.view.viewport(), QMouseEvent(kind, spot, place, button, held, modifiers))


@pytest.fixture
def mouse(view: ReaderView) -> Mouse:
    """The mouse over the view."""
    return Mouse(view)
