"""The lists beside the table: what is proposed, and what was joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QTabWidget, QWidget

from desktop import plain

SHOWN = 500  # rows in a list at once; what is done makes room for the next


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what it is called, what is said below it, and the events it stands for.

    Attributes:
        canonical_id: the canonical event it shows, 0 for a proposal.
    """

    event_ids: tuple[int, ...]
    title: str
    about: str
    canonical_id: int = 0


class Lists(QTabWidget):
    """Two tabs of lines.

    Signals:
        chosen: another line is in hand (`Line`, or None).
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.proposed, self.joined = QListWidget(self), QListWidget(self)
        self._lines: dict[int, list[Line]] = {0: [], 1: []}
        for view, name in ((self.proposed, "Proposed"), (self.joined, "Joined")):
            view.setAccessibleName(name)
            view.setWordWrap(True)
            view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            view.currentRowChanged.connect(lambda row: self.chosen.emit(self.line))
            self.addTab(view, name)
        self.currentChanged.connect(lambda tab: self.chosen.emit(self.line))

    @property
    def line(self) -> Line | None:
        """The line in hand."""
        lines, row = self._lines[self.currentIndex()], self._view().currentRow()
        return lines[row] if 0 <= row < len(lines) else None

    def set_proposed(self, lines: Sequence[Line], *, row: int = 0) -> None:
        """Show what is proposed."""
        self._fill(0, self.proposed, "Proposed", lines, row)

    def set_joined(self, lines: Sequence[Line], *, row: int = 0) -> None:
        """Show what was joined."""
        self._fill(1, self.joined, "Joined", lines, row)

    def step(self, by: int = 1) -> None:
        """Go on to the next line, or back."""
        view = self._view()
        if view.count():
            view.setCurrentRow(max(0, min(view.currentRow() + by, view.count() - 1)))

    def _view(self) -> QListWidget:
        return self.joined if self.currentIndex() == 1 else self.proposed

    def _fill(self, tab: int, view: QListWidget, name: str, lines: Sequence[Line], row: int) -> None:
        self._lines[tab] = list(lines)
        view.blockSignals(True)
        view.clear()
        for line in lines[:SHOWN]:
            item = QListWidgetItem(f"{plain.bidi_isolate(line.title)}\n{line.about}", view)
            item.setSizeHint(QSize(120, 3 * view.fontMetrics().height() + 16))
        view.setCurrentRow(min(max(row, 0), view.count() - 1))
        view.blockSignals(False)
        self.setTabText(tab, f"{name} {len(lines):,}" if lines else name)
        if tab == self.currentIndex():
            self.chosen.emit(self.line)
