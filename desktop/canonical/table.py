"""Fields down, reports across: what each report says, what is chosen, and by which rule."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop import plain
from desktop.colour import mix
from desktop.theme import Theme
from labels.canonical import Canonical, FieldChoice, Told

Index = QModelIndex | QPersistentModelIndex
CELL_ROLE = Qt.ItemDataRole.UserRole
CHOSEN, RULE, FIRST = 0, 1, 2  # columns; the reports follow
_PAD = 8
_ONE_WAY = "\u200e"  # a date reads from the left below an Arabic name, too


class ReportsModel(QAbstractTableModel):
    """One canonical event, joined or only looked at."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.canonical: Canonical | None = None

    def set_canonical(self, canonical: Canonical | None) -> None:
        """Show another one, or none."""
        self.beginResetModel()
        self.canonical = canonical
        self.endResetModel()

    @property
    def fields(self) -> tuple[FieldChoice, ...]:
        """The rows."""
        return self.canonical.fields if self.canonical else ()

    def told(self, row: int, column: int) -> Told | None:
        """Return what a report says, or what is chosen; None for the column of rules."""
        if column == RULE:
            return None
        return self.fields[row].chosen if column == CHOSEN else self.fields[row].values[column - FIRST]

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of fields."""
        return 0 if parent is not None and parent.isValid() else len(self.fields)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return two columns and one for each report."""
        if self.canonical is None or (parent is not None and parent.isValid()):
            return 0
        return FIRST + len(self.canonical.reports)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a field's name, or a report's source and day."""
        if self.canonical is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self.fields[section].field if role == Qt.ItemDataRole.DisplayRole else None
        if section < FIRST:
            return ("Chosen", "Rule")[section] if role == Qt.ItemDataRole.DisplayRole else None
        report = self.canonical.reports[section - FIRST]
        if role == Qt.ItemDataRole.DisplayRole:
            name = report.source or report.title
            return f"{plain.bidi_isolate(name[:24])}\n{_ONE_WAY}{report.published[:10] or 'no date'}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip("\n".join(part for part in (report.title, report.source, report.published) if part))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says; for the delegate, whether it is lit and whether it is the chosen one."""
        choice, column = self.fields[index.row()], index.column()
        told = self.told(index.row(), column)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{choice.rule}{', here' if choice.own else ''}  ▾" if told is None else told.text
        if role == Qt.ItemDataRole.ToolTipRole and told is not None and told.arguments:
            words = [f"“{argument.text}”" for argument in told.arguments if argument.text]
            return plain.tooltip("\n".join(words))
        if role == CELL_ROLE:
            of_report = column >= FIRST
            return (
                of_report and choice.differs and bool(told and told.text),
                column == CHOSEN or (of_report and choice.of == column - FIRST),
                of_report and told is not None and told.key != choice.chosen.key,
            )
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be gone to."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class CellDelegate(QStyledItemDelegate):
    """Paints cells: where reports differ the ground is lit, and the value that was chosen is set bold."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room that the words need at the width their column has."""
        width = max(80, option.rect.width() or 160) - 2 * _PAD - 2
        face = QFont(option.font)
        face.setWeight(QFont.Weight.DemiBold)  # the widest it may be
        box = QFontMetrics(face).boundingRect(
            0, 0, width, 400, Qt.TextFlag.TextWordWrap, str(index.data(Qt.ItemDataRole.DisplayRole) or "x")
        )
        return QSize(box.width() + 2 * _PAD, min(box.height(), 96) + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        theme, box = self._theme, QRectF(option.rect)
        lit, chosen, other = index.data(CELL_ROLE)
        state: QStyle.StateFlag = option.state
        painter.save()
        ground = theme.selected if state & QStyle.StateFlag.State_Selected else _lit(theme) if lit else theme.paper
        painter.fillRect(box, QColor(ground))
        if lit and other:
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), QColor(theme.warn))
        face = QFont(option.font)
        face.setWeight(QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
        painter.setFont(face)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        painter.setPen(QColor(theme.ink if text else theme.second))
        wrap = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        wrap.setWrapMode(QTextOption.WrapMode.WordWrap)
        painter.drawText(box.adjusted(_PAD + 2, 4, -_PAD, -4), plain.bidi_isolate(text) or "–", wrap)
        painter.restore()


def _lit(theme: Theme) -> str:
    return mix(theme.paper, theme.warn, 0.16 if theme.is_dark else 0.1)
