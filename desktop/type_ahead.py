"""A small pop-up inside the window: type, the list shrinks, Enter chooses. The palettes for labels and commands.

It is a child of the window, not a window: it needs no placing by the window system and takes no other window's keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from desktop.plain import PlainLabel
from desktop.theme import Theme
from desktop.type_ahead_rows import Row, RowDelegate

SHADOW, ROUND = 16, 10
ROW_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen, and whether Shift was held."""

    value: object
    shift: bool


class RowModel(QAbstractListModel):
    """The rows that fit what was typed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of rows; rows have no children."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row's text, or the row itself for the delegate."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (row.text, row.hint, row.keys) if part)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        return row if role == ROW_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows that cannot be chosen now are not enabled."""
        enabled = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return enabled if self.rows[index.row()].enabled else Qt.ItemFlag.NoItemFlags


class TypeAhead(QFrame):
    """Base of the palettes. Subclasses say in `rows_for` which rows fit and in `choose` what choosing means."""

    MOST_ROWS = 10

    def __init__(self, theme: Theme, parent: QWidget, *, hint: str, name: str) -> None:
        super().__init__(parent)
        self.theme = theme
        self.within = parent
        self._before: QWidget | None = None
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(name)
        self.model = RowModel(self)
        self.view = QListView(self)
        self.nothing = PlainLabel("", self)
        self.footer = PlainLabel("", self)
        self._build(name)
        self.hide()

    def _build(self, name: str) -> None:
        self.setAccessibleName(name)
        self.view.setModel(self.model)
        self.view.setItemDelegate(RowDelegate(self.theme, self.view))
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName(name)
        self.view.viewport().setAutoFillBackground(False)
        self.nothing.setProperty("role", "second")
        self.nothing.setContentsMargins(12, 8, 12, 8)
        self.footer.setProperty("role", "second")
        self.footer.setContentsMargins(12, 4, 12, 4)
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(SHADOW + 6, SHADOW + 6, SHADOW + 6, SHADOW + 6)
        layout.setSpacing(6)
        for widget in (self.field, self.view, self.nothing, self.footer):
            layout.addWidget(widget)
        self._wear()
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self.refresh)
        self.view.clicked.connect(lambda index: self._choose(index, shift=self._shift()))

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.theme = theme
        self.view.setItemDelegate(RowDelegate(theme, self.view))
        self._wear()
        self.update()

    def _wear(self) -> None:
        # The frame is painted by hand with its shadow; list and field stand on it without frames of their own.
        self.view.setStyleSheet("QListView { background: transparent; border: none; }")

    # For subclasses

    def rows_for(self, typed: str) -> Sequence[Row]:
        """Return the rows that fit what was typed, best first."""
        raise NotImplementedError

    def choose(self, choice: Choice) -> None:
        """Do what choosing a row means; the pop-up is closed already."""
        raise NotImplementedError

    def nothing_found(self, typed: str) -> str:
        """Return what is said when no row fits."""
        return f"Nothing is called “{typed.strip()}”." if typed.strip() else "There is nothing to choose from."

    # Opening and closing

    def open_at(self, top_left: QPoint, width: int) -> None:
        """Open with its visible frame at a place in the window (moved in when it would stick out), `width` wide."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self.field.clear()
        self.setFixedWidth(width + 2 * SHADOW)
        self.refresh()
        self.move(self._inside(top_left - QPoint(SHADOW, SHADOW)))
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def close_up(self) -> None:
        """Close and give the keys back to who had them."""
        if self.isHidden():
            return
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self)
        self.hide()
        before, self._before = self._before, None
        if had_focus and before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def _inside(self, wanted: QPoint) -> QPoint:
        area = self.within.rect().adjusted(-SHADOW + 8, -SHADOW + 8, SHADOW - 8, SHADOW - 8)
        x = max(area.left(), min(wanted.x(), area.right() - self.width()))
        return QPoint(x, max(area.top(), min(wanted.y(), area.bottom() - self.height())))

    def refresh(self) -> None:
        """Find the rows anew and lay them out."""
        typed = self.field.text()
        self.model.set_rows(list(self.rows_for(typed)))
        count = len(self.model.rows)
        self.view.setVisible(count > 0)
        self.nothing.setVisible(count == 0)
        self.nothing.setText(self.nothing_found(typed))
        self.footer.setVisible(bool(self.footer.full_text))
        if count:
            row_height = self.view.sizeHintForRow(0)
            self.view.setFixedHeight(min(count, self.MOST_ROWS) * row_height)
        self._select(self._row_after(1))
        self.setFixedHeight(self._layout.sizeHint().height())

    # Keys and mouse

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows and Enter work while the field has the keys; close when something else is clicked."""
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            return event.type() == QEvent.Type.KeyPress and self._key(event)
        pressed = isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress
        if pressed and isinstance(watched, QWidget) and watched is not self and not self.isAncestorOf(watched):
            self.close_up()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        page = self.MOST_ROWS - 1
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Tab: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Backtab: -1}
        steps |= {Qt.Key.Key_PageDown: page, Qt.Key.Key_PageUp: -page}
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.close_up()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.view.currentIndex(), shift=shift)
        elif key in steps:
            self._select(self._row_after(steps[key]))
        else:
            return False
        return True

    def _row_after(self, by: int) -> int:
        """Return the row `by` rows on among those that can be chosen; single steps go round, pages stop at the ends."""
        rows = [at for at, row in enumerate(self.model.rows) if row.enabled]
        current = self.view.currentIndex().row()
        if current not in rows:
            return rows[0] if rows else -1
        to = rows.index(current) + by
        return rows[to % len(rows) if abs(by) == 1 else min(max(to, 0), len(rows) - 1)]

    def _select(self, row: int) -> None:
        index = self.model.index(row)
        self.view.setCurrentIndex(index)
        if index.isValid():
            self.view.scrollTo(index)

    def _choose(self, index: QModelIndex, *, shift: bool) -> None:
        if not index.isValid() or not self.model.rows[index.row()].enabled:
            return
        row = self.model.rows[index.row()]
        self.close_up()
        self.choose(Choice(row.value, shift))

    def _shift(self) -> bool:
        return bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.move(self._inside(self.pos()))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_card(painter, QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW), self.theme)


def close_all(within: QWidget) -> None:
    """Close every pop-up in a window: what it asked about is no longer in front."""
    for each in within.findChildren(TypeAhead):
        each.close_up()


def paint_card(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """Draw a raised card: a soft shadow, then the ground with its rim."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    shade = QColor(0, 0, 0, 8 if theme.is_dark else 2)
    painter.setBrush(shade)
    for far in range(SHADOW - 2, 0, -1):
        painter.drawRoundedRect(box.adjusted(-far, -far + 4, far, min(far + 4, SHADOW)), ROUND + far, ROUND + far)
    painter.setPen(QColor(theme.third if theme.is_dark else theme.line))
    painter.setBrush(QColor(theme.panel))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), ROUND, ROUND)
