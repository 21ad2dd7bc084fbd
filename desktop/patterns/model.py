"""The patterns as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap

from desktop import plain
from desktop.theme import Theme, label_style
from labels.label import Label
from labels.pattern import Pattern, PatternKind
from labels.patterns import Worth

Index = QModelIndex | QPersistentModelIndex
ON, PATTERN, LABEL, KIND, RIGHT, WRONG = range(6)
TITLES = ("On", "Pattern", "Label", "Kind", "Right", "Wrong")
KIND_NAMES: dict[PatternKind, str] = {"words": "Words", "tokens": "Tokens", "expression": "Expression"}
_TIPS = {RIGHT: "Accepted, and still coded", WRONG: "Rejected"}
_LONGEST, _DOT = 200, 8  # code points of a pattern that are shown; pixels
_ROOT = QModelIndex()


class PatternModel(QAbstractTableModel):
    """A row for each pattern. Signal: `turned`, a pattern (its id) is to be on or off."""

    turned = Signal(int, bool)

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.patterns: list[Pattern] = []
        self._worth: Mapping[int, Worth] = {}
        self._labels: Mapping[int, Label] = {}

    def show(self, patterns: Sequence[Pattern], labels: Mapping[int, Label]) -> None:
        """List these."""
        self.beginResetModel()
        self.patterns, self._labels = list(patterns), labels
        self.endResetModel()

    def show_worth(self, worth: Mapping[int, Worth]) -> None:
        """Say how often each was right and wrong."""
        self._worth = worth
        if self.patterns:
            self.dataChanged.emit(self.index(0, RIGHT), self.index(len(self.patterns) - 1, WRONG))

    def row_of(self, pattern_id: int) -> int:
        """Return a pattern's row, -1 when it is not listed."""
        return next((at for at, each in enumerate(self.patterns) if each.id == pattern_id), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.patterns)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(TITLES):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip(_TIPS.get(section, ""))
        return TITLES[section] if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() and index.column() == ON else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        pattern, column = self.patterns[index.row()], index.column()
        if role == Qt.ItemDataRole.CheckStateRole and column == ON:
            return Qt.CheckState.Unchecked if pattern.off else Qt.CheckState.Checked
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(pattern, column)
        if role == Qt.ItemDataRole.ToolTipRole and column == PATTERN:
            return plain.tooltip(f"{pattern.body}\n{pattern.note}".strip())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(self._ink(pattern, column))
        if role == Qt.ItemDataRole.DecorationRole and column == LABEL:
            return self._dot(pattern.label_id)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.turned.emit(self.patterns[index.row()].id, Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def _text(self, pattern: Pattern, column: int) -> str:
        worth = self._worth.get(pattern.id, Worth())
        shown = {
            PATTERN: plain.bidi_isolate(pattern.body[:_LONGEST]),
            LABEL: pattern.label,
            KIND: KIND_NAMES[pattern.kind],
            RIGHT: f"{worth.right:,}" if worth.right else "–",
            WRONG: f"{worth.wrong:,}" if worth.wrong else "–",
        }
        return shown.get(column, "")

    def _ink(self, pattern: Pattern, column: int) -> str:
        if pattern.off:
            return self.theme.third
        return self.theme.ink if column == PATTERN else self.theme.second

    def _dot(self, label_id: int) -> QPixmap | None:
        label = self._labels.get(label_id)
        return dot(label_style(label.colour, self.theme).bar) if label else None


def dot(colour: str) -> QPixmap:
    """Return a small square in a colour."""
    picture = QPixmap(_DOT, _DOT)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(0, 0, _DOT, _DOT, 2, 2)
    return picture


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in (RIGHT, WRONG) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
