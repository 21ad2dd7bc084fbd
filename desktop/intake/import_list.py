"""The list of imports, newest first, under a row for the whole project."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from corpus.wording import counted
from desktop import fonts, plain, when
from desktop.intake import words
from desktop.theme import Theme
from labels.imports import Import

IMPORT = Qt.ItemDataRole.UserRole  # the Import, None for the whole project
TOTAL = Qt.ItemDataRole.UserRole + 1  # articles of the project
_SIDES, _HEIGHT = 14, 56  # pixels
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ImportModel(QAbstractListModel):
    """The whole project, then every import."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.imports: Sequence[Import] = ()
        self.total = 0

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.imports) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        found = self.at(index.row())
        if role == IMPORT:
            return found
        if role == TOTAL:
            return self.total
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if found is None:
                return f"Whole project, {counted(self.total, 'article')}"
            parts = (words.headline(found), words.sentence(found), words.name(found), when.ago(found.at))
            return ", ".join(part for part in parts if part)
        if role == Qt.ItemDataRole.ToolTipRole and found is not None:
            lines = (when.exact(found.at), words.headline(found), words.sentence(found), words.name(found))
            return plain.tooltip("\n".join(line for line in lines if line))
        return None

    def at(self, row: int) -> Import | None:
        """Return the import in a row, None for the whole project."""
        return self.imports[row - 1] if 0 < row <= len(self.imports) else None

    def show_imports(self, imports: Sequence[Import], total: int) -> None:
        """List these."""
        if (imports, total) != (self.imports, self.total):
            self.beginResetModel()
            self.imports, self.total = imports, total
            self.endResetModel()

    def forget(self) -> None:
        """List nothing, and no row is current."""
        self.beginResetModel()
        self.imports, self.total = (), 0
        self.endResetModel()


class ImportDelegate(QStyledItemDelegate):
    """Two lines: how many articles and when; from which file, and how much of it was skipped."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._first, self._second = fonts.chrome(13, weight=QFont.Weight.Medium), fonts.chrome(12)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        found: Import | None = index.data(IMPORT)
        painter.save()
        self._paint_ground(painter, rect, option.state)
        left, right, skipped = self._words(found, index)
        inside = rect.adjusted(_SIDES, 9, -_SIDES, -10)
        above = QRect(inside.left(), inside.top(), inside.width(), inside.height() // 2)
        below = above.translated(0, inside.height() // 2 + 1)
        faint = found is not None and (found.taken_back or not found.added)
        painter.setFont(self._second)
        self._paint_line(painter, above, "", right, self.theme.second)
        self._paint_line(painter, below, left[1], skipped, self.theme.warn)
        painter.setFont(self._first)
        painter.setPen(QColor(self.theme.second if faint else self.theme.ink))
        painter.drawText(above, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, left[0])
        painter.restore()

    def _words(self, found: Import | None, index: Index) -> tuple[tuple[str, str], str, str]:
        if found is None:
            return ("Whole project", counted(index.data(TOTAL), "article")), "", ""
        name = words.name(found, folder=False) or ("from no file" if found.added else "")
        if found.taken_back:
            return (words.headline(found), name), when.ago(found.at), "taken back"
        skipped = f"{found.skipped:,} skipped" if found.skipped else ""
        return (words.headline(found), name), when.ago(found.at), skipped

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(self.theme.selected if chosen else self.theme.hover))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(self.theme.line))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(self.theme.accent))
            painter.drawRect(rect.adjusted(0, 0, -1, -2))

    def _paint_line(self, painter: QPainter, rect: QRect, left: str, right: str, colour: str) -> None:
        """Paint what is on the right, and on the left what fits beside it."""
        metrics = painter.fontMetrics()
        taken = metrics.horizontalAdvance(right) + 12 if right else 0
        painter.setPen(QColor(colour))
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, right)
        painter.setPen(QColor(self.theme.second))
        shown = metrics.elidedText(plain.bidi_isolate(left), Qt.TextElideMode.ElideMiddle, rect.width() - taken)
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class ImportList(QListView):
    """Signals: `chosen` (an `Import`, None for the whole project); `entered`, Enter: on to the articles."""

    chosen = Signal(object)
    entered = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Imports")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.imports = ImportModel(self)
        self._delegate = ImportDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setModel(self.imports)
        self.selectionModel().currentChanged.connect(lambda now, before: self.chosen.emit(self.current))

    @property
    def current(self) -> Import | None:
        """The import that is shown, None for the whole project."""
        return self.imports.at(self.currentIndex().row())

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._delegate.theme = theme
        self.viewport().update()

    def show_imports(self, imports: Sequence[Import], total: int) -> None:
        """List imports; the one in hand stays so, or else the newest is (the whole project, when there is none)."""
        held = self.current
        fresh = len(imports) > len(self.imports.imports) or not self.currentIndex().isValid()
        before = self.blockSignals(True)
        self.imports.show_imports(imports, total)
        rows = {each.id: row for row, each in enumerate(imports, start=1)}
        row = min(1, len(imports)) if fresh else rows.get(held.id, 0) if held else 0
        self.setCurrentIndex(self.imports.index(row))
        self.blockSignals(before)
        self.chosen.emit(self.current)

    def forget(self) -> None:
        """List nothing; of what comes next the newest is in hand."""
        before = self.blockSignals(True)
        self.imports.forget()
        self.blockSignals(before)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.text().isprintable() and event.text():
            event.ignore()  # letters belong to the window
        else:
            super().keyPressEvent(event)
