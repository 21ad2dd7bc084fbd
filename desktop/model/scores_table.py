"""Scores for each label as a table, beside those of the model before and of the names seen before."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop import fonts, plain
from desktop.colour import mix
from desktop.long_table import LongTable
from desktop.model.fitting import fit_height, on_paper
from desktop.model.reading import ScoreRow
from desktop.model.words import points, signed
from desktop.room import make_room
from desktop.theme import Theme

Index = QModelIndex | QPersistentModelIndex
NAME, CODED, PRECISION, RECALL, F, CHANGE, PREVIOUS, BASELINE = range(8)
ROW = Qt.ItemDataRole.UserRole
_WIDTHS = {CODED: 74, PRECISION: 84, RECALL: 70, F: 150, CHANGE: 76, PREVIOUS: 80, BASELINE: 92}  # pixels
_LEAST = 150  # of the column that has the name
_HEIGHT = 30
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_FEW = 5  # in the test articles: below that a figure says little


class ScoresModel(QAbstractTableModel):
    """What the table shows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ScoreRow] = []
        self.previous = ""

    def show(self, rows: list[ScoreRow], *, previous: str) -> None:
        """Show other scores; `previous` is the name of the model before, "" for none."""
        self.beginResetModel()
        self.rows, self.previous = rows, previous
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of rows."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(_WIDTHS) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's name."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            named = {PREVIOUS: self.previous or "Before"}
            return named.get(section, _NAMES[section])
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip(_MEANINGS[section])
        return (_LEFT if section in (NAME, F) else _RIGHT) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says."""
        row, column = self.rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return "" if column == F and role == Qt.ItemDataRole.DisplayRole else _text(row, column)
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.FontRole and row.is_total:
            return fonts.chrome(weight=QFont.Weight.DemiBold)
        if role == Qt.ItemDataRole.ToolTipRole and 0 < row.coded < _FEW:
            return plain.tooltip(f"{row.coded} in the test articles: too few to say much about {row.name}")
        return (_LEFT if column == NAME else _RIGHT) if role == Qt.ItemDataRole.TextAlignmentRole else None


_NAMES = ("Label", "In test", "Precision", "Recall", "F", "Change", "Before", "Names")
_MEANINGS = (
    "What was to be found",
    "How many are coded in the test articles",
    "How much of what the model finds is coded so",
    "How much of what is coded the model finds",
    "The balance of precision and recall, 0 to 100. The mark on the bar is the model before",
    "F, less F of the model before",
    "F of the model that was used before, on the same articles",
    "F of proposing every name seen in the training articles, with no model at all",
)


def _text(row: ScoreRow, column: int) -> str:
    score = row.score
    found: dict[int, str] = {NAME: plain.bidi_isolate(row.name), CODED: f"{row.coded:,}"}
    if row.coded or score.found:
        found |= {PRECISION: points(score.precision), RECALL: points(score.recall), F: points(score.f)}
        found[CHANGE] = signed(score.f - row.previous) if row.previous is not None else ""
        found[PREVIOUS] = points(row.previous) if row.previous is not None else ""
        found[BASELINE] = points(row.baseline) if row.baseline is not None else ""
    return found.get(column, "–" if column in (PRECISION, RECALL, F) else "")


class BarDelegate(QStyledItemDelegate):
    """Paints F as a bar, with a mark where the model before stood."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the bar and the figure."""
        theme, box = self.theme, QRectF(option.rect)
        row: ScoreRow = index.data(ROW)
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(theme.selected))
        painter.setFont(fonts.chrome(weight=QFont.Weight.DemiBold if row.is_total else QFont.Weight.Normal))
        painter.setPen(QColor(theme.ink))
        words = QRectF(box.right() - 52, box.top(), 44, box.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, _text(row, F))
        bar = QRectF(box.left() + 8, box.center().y() - 3, max(20.0, box.width() - 68), 6)
        painter.fillRect(bar, QColor(theme.line))
        ink = theme.accent if row.is_total else mix(theme.paper, theme.accent, 0.7)
        painter.fillRect(QRectF(bar.left(), bar.top(), bar.width() * row.score.f, 6), QColor(ink))
        if row.previous is not None:
            at = bar.left() + bar.width() * row.previous
            painter.fillRect(QRectF(at - 1, bar.top() - 4, 2, 14), QColor(theme.ink))
        painter.restore()


class ScoresTable(LongTable):
    """As high as its rows."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, row_height=_HEIGHT)
        self.scores = ScoresModel(self)
        self.bar = BarDelegate(theme, self)
        self._absent: set[int] = set()
        self.setModel(self.scores)
        self.setAccessibleName("Scores")
        self.setItemDelegateForColumn(F, self.bar)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)
        on_paper(self, theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.bar.theme = theme
        on_paper(self, theme)
        self.viewport().update()

    def show_rows(self, rows: list[ScoreRow], *, previous: str) -> None:
        """Show scores; columns that nothing is known for are not there."""
        self.scores.show(rows, previous=previous)
        given = {PREVIOUS: any(row.previous is not None for row in rows), BASELINE: _has_baseline(rows)}
        given[CHANGE] = given[PREVIOUS]
        self._absent = {column for column, is_given in given.items() if not is_given}
        self._make_room(self.width())
        fit_height(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room(event.size().width())

    def _make_room(self, room: int) -> None:
        for column in self._absent:
            self.setColumnHidden(column, True)
        widths = {column: width for column, width in _WIDTHS.items() if column not in self._absent}
        least = [column for column in (PREVIOUS, CODED, BASELINE, CHANGE, PRECISION, RECALL) if column in widths]
        make_room(self, widths, least, needed=_LEAST, room=room)


def _has_baseline(rows: list[ScoreRow]) -> bool:
    return any(row.baseline is not None for row in rows)
