"""The menu of outlets."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop import icons, plain
from desktop.articles.hints import hint
from desktop.theme import Theme

MOST = 30  # outlets in the menu; more would not fit a screen


def term(source: str) -> str:
    """Return what to search for to find an outlet: no quotation mark can stand in a term, so the longest part does."""
    return max(source.split('"'), key=len).strip()


class SourceButton(QToolButton):
    """Signal: `chosen`, the outlet to list, "" for all."""

    chosen = Signal(str)

    def __init__(
        self, sources: Callable[[], list[tuple[str, int]]], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sources, self._theme, self._source = sources, theme, ""
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        self.show_source("")

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self.show_source(self._source)

    def show_source(self, source: str) -> None:
        """Show which outlet is listed."""
        self._source = source
        self.setIcon(icons.icon("filter", self._theme, colour=self._theme.accent if source else ""))
        words = f"Only {source}" if source else "Filter by outlet"
        self.setAccessibleName(words)
        hint(self, words)

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        found = self._sources()
        named = [(source, count) for source, count in found if source.strip()]
        self._add("All outlets", sum(count for _, count in found), "")
        menu.addSeparator()
        for source, count in named[:MOST]:
            self._add(source, count, term(source))
        if len(named) > MOST:
            menu.addAction(f"{len(named) - MOST:,} more: type source:name").setEnabled(False)
        if nameless := sum(count for _, count in found) - sum(count for _, count in named):
            menu.addAction(f"Without an outlet\t{nameless:,}").setEnabled(False)

    def _add(self, source: str, count: int, wanted: str) -> QAction:
        name = plain.mnemonic_free(" ".join(source.split()))
        action = self.menu().addAction(f"{name[:60]}\t{count:,}")  # after a tab: at the right edge
        action.setCheckable(True)
        action.setChecked(wanted.lower() == self._source.lower())
        action.triggered.connect(lambda: self.chosen.emit(wanted))
        return action
