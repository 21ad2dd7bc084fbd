"""The window: where things stand. It lays out what it is given, and knows nothing of what they do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QMainWindow, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions import MENUS, TABLE, Action, mnemonic
from desktop.importing import DropTarget
from desktop.keymap import shown
from desktop.message_bar import MessageBar
from desktop.settings import Settings
from desktop.status_bar import StatusBar
from desktop.theme import Theme
from desktop.top_bar import TopBar

_FRAME = QSize(16, 48)  # what a window's frame may add


class MainWindow(QMainWindow):
    """Three panes, a bar above and one below; the welcome page while no project is open.

    Signals:
        closing: the window is about to close; whoever is asked sets `may_close`, else it stays open.
        looks_changed: the system's colours may have changed.
    """

    closing = Signal()
    looks_changed = Signal()

    def __init__(
        self,
        *,
        welcome: QWidget,
        articles: QWidget,
        reader: QWidget,
        strip: QWidget,
        coding: QWidget,
        status: StatusBar,
        top: TopBar,
        theme: Theme,
    ) -> None:
        super().__init__()
        self.may_close = False
        self.drops = DropTarget(self, theme)
        self.actions_by_id: dict[str, QAction] = {}
        self._welcome = welcome
        self._desk = _splitter(articles, _column(reader, strip, tall=reader), coding)
        self._project_open = False
        self._pages = QStackedWidget()
        self._pages.addWidget(welcome)
        self._pages.addWidget(self._desk)
        self.messages = MessageBar(self._pages, reader)
        self.setCentralWidget(_column(top, self._pages, status, tall=self._pages))
        self.setMinimumSize(900, 670)  # below that the coding pane has no room for a span in hand
        self.setWindowTitle("Dateline")

    def build_menus(self, run: Callable[[str], None], keys: Mapping[str, str]) -> None:
        """Make menus and shortcuts from the table of actions; `run` is called with an action's id."""
        menus = {name: self.menuBar().addMenu(mnemonic(name)) for name in MENUS}
        for action in TABLE:
            self._add(menus[action.menu], action, run)
        self.set_keys(keys)

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Take other keys, by action id; what is absent has the key of the table."""
        for action in TABLE:
            made, key = self.actions_by_id[action.id], keys.get(action.id, action.key)
            # A key of the reader's is only told in the menu: as a shortcut it would steal it from text fields.
            told = action.fixed or len(key) == 1
            made.setShortcut(QKeySequence() if told else QKeySequence(key))
            if action.reader:
                made.setText(f"{action.text}\t{shown(key)}" if told else action.text)

    def menu(self, name: str) -> QMenu:
        """Return the menu of that name."""
        found = next(action.menu() for action in self.menuBar().actions() if action.text() == mnemonic(name))
        assert isinstance(found, QMenu)
        return found

    def enable(self, *, project: bool, article: bool, writable: bool) -> None:
        """Grey out what cannot be done now."""
        can = {
            "always": True,
            "project": project,
            "article": article,
            "writable": project and writable,
            "coding": article and writable,
        }
        for action in TABLE:
            self.actions_by_id[action.id].setEnabled(can[action.needs])

    def add_page(self, page: QWidget) -> None:
        """Take in a further page, which `show_page` brings to the front."""
        self._pages.addWidget(page)
        self.messages.raise_()

    def show_page(self, page: QWidget | None) -> None:
        """Show a page that was added, or the three panes for None; nothing without a project."""
        if self._project_open:
            self._pages.setCurrentWidget(page or self._desk)

    @property
    def page(self) -> QWidget:
        """What is in front."""
        return self._pages.currentWidget() or self._desk

    def show_project(self, path: Path | None, name: str) -> None:
        """Show the three panes, or the welcome page when `path` is None."""
        self._project_open = path is not None
        self._pages.setCurrentWidget(self._desk if path else self._welcome)
        self.messages.hide()
        self.setWindowTitle(f"{name} — Dateline" if path else "Dateline")

    def restore(self, settings: Settings) -> None:
        """Take the size and place it had last time."""
        if (state := settings.state("window/geometry")) is None or not self.restoreGeometry(state):
            self.resize(QSize(1440, 900).boundedTo(self.screen().availableSize() - _FRAME))
        if (state := settings.state("window/panes")) is not None:
            self._desk.restoreState(state)

    def remember(self, settings: Settings) -> None:
        """Keep size and place for next time."""
        settings.set("window/geometry", self.saveGeometry())
        settings.set("window/panes", self._desk.saveState())

    def _add(self, menu: QMenu, action: Action, run: Callable[[str], None]) -> None:
        if action.separate:
            menu.addSeparator()
        made = QAction(action.text, self)
        made.triggered.connect(lambda _checked=False, action_id=action.id: run(action_id))
        menu.addAction(made)
        self.addAction(made)
        self.actions_by_id[action.id] = made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that has the keys: outside dialogs Qt leaves Enter unanswered, and only Space presses."""
        button = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QAbstractButton):
            button.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange:
            self.looks_changed.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()  # an exception below leaves the window open, with everything in it
        self.may_close = False
        self.closing.emit()
        if self.may_close:
            event.accept()


def _column(*widgets: QWidget, tall: QWidget) -> QWidget:
    """Stack widgets; `tall` takes the height the others leave."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget, int(widget is tall))
    return holder


def _splitter(left: QWidget, middle: QWidget, right: QWidget) -> QSplitter:
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    for index, (widget, least) in enumerate(((left, 240), (middle, 320), (right, 280))):
        splitter.addWidget(widget)
        splitter.setStretchFactor(index, int(widget is middle))
        widget.setMinimumWidth(least)
    splitter.setSizes([296, 790, 344])
    return splitter
