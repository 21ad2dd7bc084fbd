"""Assignments as a table: a row for each coder of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from corpus.assignment import Assignment, Standing
from desktop import plain
from desktop.theme import Theme

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("Assignment", "Coder", "Articles", "Progress", "Done", "Begun", "Set aside", "Left", "Time each")
NAME, CODER, ARTICLES, PROGRESS, DONE, BEGUN, ASIDE, LEFT, TIME = range(len(COLUMNS))
SHARES = Qt.ItemDataRole.UserRole  # of the progress bar: done and set aside, each in [0, 1]
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Row:
    """An assignment and how far one of its coders is; None where it has no coder."""

    assignment: Assignment
    standing: Standing | None = None

    def is_of(self, other: Row) -> bool:
        """Whether it is the same assignment and coder, however far that one is."""
        coders = [each.standing.coder if each.standing else "" for each in (self, other)]
        return self.assignment.id == other.assignment.id and coders[0] == coders[1]


def rows_of(found: Sequence[tuple[Assignment, Sequence[Standing]]]) -> list[Row]:
    """Return the rows of assignments, each with what its coders did."""
    return [Row(each, one) for each, standings in found for one in (*standings,)] + [
        Row(each) for each, standings in found if not standings
    ]


class QueueModel(QAbstractTableModel):
    """What the table shows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def show(self, rows: list[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of rows."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's name."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if section in (NAME, CODER, PROGRESS) else _RIGHT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says."""
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole and column == PROGRESS:
            return _percent(row)
        if role == Qt.ItemDataRole.ToolTipRole and column == NAME:
            return plain.tooltip(about(row.assignment))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if column in (NAME, CODER, PROGRESS) else _RIGHT
        return _shares(row) if role == SHARES and column == PROGRESS else None


def about(assignment: Assignment) -> str:
    """Return how an assignment's articles were drawn, in a sentence."""
    how = assignment.how
    drawn = (
        f"Drawn {how['how']}" if how.get("how") in ("random", "stratified") else f"Taken {how.get('how', 'by hand')}"
    )
    seed = f", seed {how['seed']}" if "seed" in how else ""
    query = f", from {how['query']}" if how.get("query") else ""
    return f"{drawn}{seed}{query}."


def time_text(seconds: float) -> str:
    """Return a time in words: "1 min 20 s"; "" for none."""
    if not seconds:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes:,} min {rest} s" if minutes else f"{rest} s"


def _text(row: Row, column: int) -> str:
    each, one = row.assignment, row.standing
    if column == NAME:
        return plain.bidi_isolate(each.name)
    if column == CODER:
        return _who(row)
    if column == ARTICLES:
        return f"{one.total if one else len(each.articles):,}"
    if one is None or column == PROGRESS:
        return ""
    each_time = time_text(one.seconds / one.done) if one.done else ""
    return {DONE: f"{one.done:,}", BEGUN: f"{one.begun:,}", ASIDE: f"{one.set_aside:,}", LEFT: f"{one.left:,}"}.get(
        column, each_time
    )


def _who(row: Row) -> str:
    state = " (closed)" if row.assignment.closed else ""
    if row.standing is not None:
        return plain.bidi_isolate(row.standing.coder) + state
    if row.assignment.purpose == "hold-out":
        return "let out" if row.assignment.closed else "held out"
    return f"nobody yet{state}"


def _shares(row: Row) -> tuple[float, float]:
    one = row.standing
    return (one.done / one.total, one.set_aside / one.total) if one and one.total else (0.0, 0.0)


def _percent(row: Row) -> str:
    return f"{_shares(row)[0]:.0%} done"


class ProgressDelegate(QStyledItemDelegate):
    """Paints how far a coder is as a bar with its percentage."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room of a row."""
        return QSize(160, 34)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the bar."""
        theme, box = self.theme, QRectF(option.rect)
        model = index.model()
        row = model.rows[index.row()] if isinstance(model, QueueModel) else None
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(theme.selected))
        if row is not None and row.standing is not None:
            done, aside = index.data(SHARES)
            bar = QRectF(box.left() + 8, box.center().y() - 3, max(20.0, box.width() - 64), 6)
            painter.fillRect(bar, QColor(theme.line))
            painter.fillRect(QRectF(bar.left(), bar.top(), bar.width() * done, 6), QColor(theme.accent))
            left = bar.left() + bar.width() * done
            painter.fillRect(QRectF(left, bar.top(), bar.width() * aside, 6), QColor(theme.second))
            painter.setPen(QColor(theme.ink))
            words = QRectF(bar.right() + 8, box.top(), 44, box.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, f"{done:.0%}")
        painter.restore()
