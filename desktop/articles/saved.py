"""The menu of saved searches: lists with a name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from corpus.query import Query, parse
from corpus.saved_searches import SavedSearch
from corpus.wording import short
from desktop import icons, plain
from desktop.articles.hints import hint
from desktop.theme import Theme

MOST = 30  # searches in the menu; the others are in the dialog


class SavedButton(QToolButton):
    """Signals: `chosen` (a `Query`), `save_wanted`, `arrange_wanted`."""

    chosen = Signal(object)
    save_wanted = Signal()
    arrange_wanted = Signal()

    def __init__(self, searches: Callable[[], list[SavedSearch]], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._searches, self._query, self._writable = searches, Query(), True
        self.setAccessibleName("Saved searches")
        hint(self, "Saved searches")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.setIcon(icons.icon("list", theme))

    def show_query(self, query: Query, *, writable: bool) -> None:
        """Say what is listed, and whether searches can be saved."""
        self._query, self._writable = query, writable

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        searches = self._searches()
        if not searches:
            menu.addAction("No saved searches yet").setEnabled(False)
        for search in searches[:MOST]:
            self._add(search)
        menu.addSeparator()
        save = menu.addAction("Save this search…")
        save.setEnabled(self._writable and bool(self._query))
        save.triggered.connect(lambda _=False: self.save_wanted.emit())
        arrange = menu.addAction("Arrange…")
        arrange.setEnabled(bool(searches))
        arrange.triggered.connect(lambda _=False: self.arrange_wanted.emit())

    def _add(self, search: SavedSearch) -> None:
        action = self.menu().addAction(plain.mnemonic_free(plain.bidi_isolate(short(search.name, most=60))))
        action.setCheckable(True)
        action.setChecked(parse(search.query) == self._query)
        action.setProperty("toolTip", plain.tooltip(search.query))
        action.triggered.connect(lambda _=False: self.chosen.emit(parse(search.query)))
