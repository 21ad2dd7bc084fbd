"""The card that links words to a place: type, the list shrinks, Enter chooses; the map beside it shows where."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QStyle, QStyleOptionViewItem, QVBoxLayout, QWidget

from desktop.key_cap import cap_font
from desktop.places import words
from desktop.places.map_slot import MapFactory, MapSlot, Spot
from desktop.plain import bidi_isolate
from desktop.theme import Theme
from desktop.type_ahead import SHADOW, Choice, TypeAhead
from desktop.type_ahead_rows import Row, RowDelegate
from labels.place_ranking import Ranked

Index = QModelIndex | QPersistentModelIndex
Search = Callable[[str], Sequence[Ranked]]
_WAIT = 120  # milliseconds after the last letter: every search asks the gazetteer
_LIST, _MAP, _HEIGHT = 440, 380, 320
_NUMBER = 30  # room before the name for the number that the map shows too


class _NewPlace:
    """The value of the row that opens the form."""


NEW = _NewPlace()


class PlaceRowDelegate(RowDelegate):
    """Paints a place on two lines: number, name and region above, the reasons below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of two lines; of one for what is no place."""
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(row.value, Ranked):
            return super().sizeHint(option, index)
        font: QFont = option.font
        metrics = QFontMetricsF(font)
        return QSize(120, round(metrics.height() + QFontMetricsF(cap_font(font)).height() + 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(row.value, Ranked):
            super().paint(painter, option, index)
            return
        state: QStyle.StateFlag = option.state
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            self._ground(painter, box, self._theme.selected)
        elif state & QStyle.StateFlag.State_MouseOver:
            self._ground(painter, box, self._theme.hover)
        self._lines(painter, box.adjusted(12, 6, -12, -6), index.row() + 1, row, option.font)
        painter.restore()

    def _lines(self, painter: QPainter, box: QRectF, number: int, row: Row, font: QFont) -> None:
        assert isinstance(row.value, Ranked)
        small, bold = cap_font(font), QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        first = box.top() + QFontMetricsF(bold).ascent()
        second = box.bottom() - QFontMetricsF(small).descent()
        left = box.left() + _NUMBER
        _put(painter, box.left(), first, box.left() + _NUMBER, str(number), small, self._theme.second)
        after = _put(painter, left, first, box.right(), row.text, bold, self._theme.ink)
        _put(painter, after + 8, first, box.right(), row.hint, small, self._theme.second)
        _put(painter, left, second, box.right(), words.why(row.value), small, self._theme.second)


class PlacePicker(TypeAhead):
    """Shows what words may mean. It writes nothing: who opened it hears what was chosen.

    Attributes:
        search: what finds the places; set when it is opened.

    Signals:
        chosen: the place chosen (`Ranked`).
        new_requested: a place of the desk's own is wanted; with the words typed.
    """

    MOST_ROWS = 6

    chosen = Signal(object)
    new_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget, *, map_factory: MapFactory | None = None) -> None:
        self.search: Search = lambda typed: ()
        self._words = ""
        super().__init__(theme, parent, hint="Name of a place", name="Places")
        self.map = MapSlot(theme, map_factory, self)
        self.map.chosen.connect(self._on_map)
        self._later = QTimer(self, singleShot=True, interval=_WAIT)
        self._later.timeout.connect(self.refresh)
        self.field.textChanged.disconnect(self.refresh)
        self.field.textChanged.connect(lambda: self._later.start())
        self.view.selectionModel().currentChanged.connect(lambda index: self._mark(index))
        self.footer.setText("Enter chooses · Ctrl+N a place of your own · Esc closes")
        self._lay_out()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        super().set_theme(theme)
        self.view.setItemDelegate(PlaceRowDelegate(theme, self.view))
        self.map.set_theme(theme)

    def open_for(self, text: str, search: Search, top_left: QPoint) -> None:
        """Open for the words of an article.

        Args:
            search: returns the places that fit what is typed, best first.
            top_left: where in the window the card stands; moved in when it would stick out.
        """
        self._words, self.search = " ".join(text.split()), search
        self.map.setVisible(self.map.present)
        self.open_at(top_left, _LIST + (_MAP + 12 if self.map.present else 0))
        self.field.setText(self._words)
        self.field.selectAll()
        self._later.stop()
        self.refresh()

    def rows_for(self, typed: str) -> Sequence[Row]:
        """Return the places, then the way to a new one."""
        wanted = typed.strip()
        found = self.search(wanted) if wanted else ()
        rows = [Row(each, bidi_isolate(each.candidate.name), words.where(each)) for each in found]
        name = bidi_isolate(wanted or self._words)
        return [*rows, Row(NEW, f"New place “{name}”…" if name else "New place…", keys="Ctrl+N")]

    def choose(self, choice: Choice) -> None:
        """Tell who opened the card."""
        if isinstance(choice.value, Ranked):
            self.chosen.emit(choice.value)
        elif choice.value is NEW:
            self.new_requested.emit(self.field.text().strip() or self._words)

    def refresh(self) -> None:
        """Find the places anew, and show them on the map."""
        super().refresh()
        if not hasattr(self, "map"):
            return
        heights = [self.view.sizeHintForRow(row) for row in range(min(len(self.model.rows), self.MOST_ROWS))]
        self.view.setFixedHeight(sum(heights) + 2)
        self._layout.activate()  # or the hint below is that of the rows before
        self.setFixedHeight(self._layout.sizeHint().height())
        ranked = [row.value for row in self.model.rows if isinstance(row.value, Ranked)]
        if self.isVisible():
            spots = [_spot(at, each) for at, each in enumerate(ranked) if _has_spot(each)]
            if self.map.present:
                self._show_map(bool(spots))
            self.map.show_spots(spots)
            self._mark(self.view.currentIndex())

    def _show_map(self, shown: bool) -> None:
        """Show the map beside the list, or no map where it would show nothing; the right edge stays where it is."""
        self.map.setVisible(shown)
        width = _LIST + (_MAP + 12 if shown else 0) + 2 * SHADOW
        right = self.x() + self.width()
        self._layout.activate()
        self.setFixedSize(width, self._layout.sizeHint().height())
        self.move(self._inside(QPoint(right - width, self.y())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+N makes a place here, whatever it does elsewhere in the window."""
        asked = watched is self.field and event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and _is_ctrl_n(event):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        self.view.setItemDelegate(PlaceRowDelegate(self.theme, self.view))
        self.view.setUniformItemSizes(False)
        column = QVBoxLayout()
        for widget in (self.field, self.view, self.nothing, self.footer):
            self._layout.removeWidget(widget)
            column.addWidget(widget)
        column.addStretch(1)
        beside = QHBoxLayout()
        beside.setSpacing(12)
        beside.addLayout(column, 1)
        beside.addWidget(self.map)
        self._layout.addLayout(beside)
        self.map.setFixedWidth(_MAP)
        self.map.setMinimumHeight(_HEIGHT)

    def _key(self, event: QKeyEvent) -> bool:
        if _is_ctrl_n(event):
            wanted = self.field.text().strip() or self._words
            self.close_up()
            self.new_requested.emit(wanted)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._later.isActive():
            self._later.stop()  # what was typed last is not in the list yet
            self.refresh()
        return super()._key(event)

    def _mark(self, index: QModelIndex) -> None:
        if index.isValid() and isinstance(self.model.rows[index.row()].value, Ranked):
            self.map.mark(index.row())

    def _on_map(self, key: object) -> None:
        if isinstance(key, int) and 0 <= key < len(self.model.rows):
            self._choose(self.model.index(key), shift=False)


def _is_ctrl_n(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_N and event.modifiers() == Qt.KeyboardModifier.ControlModifier


def _spot(at: int, ranked: Ranked) -> Spot:
    found = ranked.candidate
    return at, found.name, found.latitude, found.longitude


def _has_spot(ranked: Ranked) -> bool:
    """Whether anybody knows where it lies; 0, 0 is in the sea and stands for nowhere."""
    return bool(ranked.candidate.latitude or ranked.candidate.longitude)


def _put(painter: QPainter, x: float, base: float, right: float, text: str, font: QFont, colour: str) -> float:
    """Draw text as far as it has room; return where it ends."""
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, right - x))
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(QPointF(x, base), shown)
    return x + metrics.horizontalAdvance(shown)
