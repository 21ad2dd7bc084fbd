"""The events of the article as cards. The one in hand shows all its roles; the keyboard walks through its lines."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.coding.event_card import GAP, TITLE, CardPainter, Plan
from desktop.coding.event_words import Card, Line
from desktop.plain import PlainLabel
from desktop.theme import Theme

Index = QModelIndex | QPersistentModelIndex
CARD_ROLE = Qt.ItemDataRole.UserRole
MOST_PLANS = 1000
FEW = 4  # up to so many events all cards show their lines, until one is in hand: then only that one does
NO_EVENTS = "No events yet. Take the word that tells what happened, and press {}."
NO_ARTICLE = "Open an article to code it."


class EventModel(QAbstractListModel):
    """Cards, in the article's order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cards: list[Card] = []

    def set_cards(self, cards: list[Card]) -> bool:
        """Show other cards; False when they are the same."""
        if cards == self.cards:
            return False
        self.beginResetModel()
        self.cards = cards
        self.endResetModel()
        return True

    def place(self, event_id: int | None) -> QModelIndex:
        """Return where an event's card is, an invalid index when it has none."""
        at = next((at for at, card in enumerate(self.cards) if card.event.id == event_id), -1)
        return self.index(at) if at >= 0 else QModelIndex()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of cards; they have no children."""
        return 0 if parent is not None and parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title, what a screen reader says, or the card itself for the delegate."""
        if not index.isValid() or index.row() >= len(self.cards):
            return None
        card = self.cards[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return card.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return card.spoken
        return card if role == CARD_ROLE else None


class CardDelegate(QStyledItemDelegate):
    """Paints cards from plans that are kept until the cards, the width or the theme change."""

    def __init__(self, theme: Theme, view: EventView) -> None:
        super().__init__(view)
        self._view = view
        self.painter = CardPainter(theme)
        self._plans: dict[int, Plan] = {}  # by the event's id: most cards are as they were before a write

    def forget(self) -> None:
        """Drop the plans."""
        self._plans.clear()

    def trim(self) -> None:
        """Drop the plans when those of many articles have gathered."""
        if len(self._plans) > MOST_PLANS:
            self.forget()

    def plan(self, row: int, font: QFont) -> Plan:
        """Return the plan of a row."""
        card, width = self._view.cards.cards[row], float(self._view.card_width())
        cards = self._view.cards.cards
        brief = len(cards) > FEW or self._view.held() is not None
        found = self._plans.get(card.event.id)
        if found is None or (found.card, found.width, found.brief) != (card, width, brief):
            found = self._plans[card.event.id] = self.painter.plan(card, width, font, brief=brief)
        return found

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a card's size with the gap below it."""
        plan = self.plan(index.row(), self._view.font())
        return QSize(60, round(plan.height + GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one card."""
        view = self._view
        plan = self.plan(index.row(), view.font())
        rect, state = QRectF(option.rect), option.state
        box = QRectF(rect.left(), rect.top(), plan.width, plan.height)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        current = view.line if plan.card.held and view.hasFocus() else None
        self.painter.paint(painter, box, plan, view.font(), current=current, hovered=hovered)


class EventView(QListView):
    """The cards. Keys that type something are left to the panel: they are labels' or roles' keys.

    Attributes:
        line: which line of the card in hand has the keyboard, `TITLE` for its title.

    Signals:
        chosen: an event's id: take it in hand.
        line_chosen: a line of the card in hand, with the words it rests on to be shown.
        edit_wanted: a line of the card in hand, None for its title.
        clear_wanted: a line of the card in hand whose value should go.
        menu_wanted: an event's id, the line under the mouse or None, and a global position.
    """

    chosen = Signal(int)
    line_chosen = Signal(object)
    edit_wanted = Signal(object)
    clear_wanted = Signal(object)
    menu_wanted = Signal(int, object, QPoint)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = EventModel(self)
        self.line = TITLE
        self._delegate = CardDelegate(theme, self)
        self.setModel(self.cards)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName("Events of the article")
        self.setStyleSheet("QListView { background: transparent; border: none; padding: 0; }")
        self.viewport().setAutoFillBackground(False)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._delegate.painter.theme = theme
        self._delegate.forget()
        self.viewport().update()

    def show_cards(self, cards: list[Card]) -> None:
        """Show other cards; where the list was scrolled to stays, unless the card in hand would be out of sight."""
        self._delegate.trim()
        before = self.held()
        scrolled = self.verticalScrollBar().value()
        if not self.cards.set_cards(cards):
            return
        after = self.held()
        if before is None or after is None or before.event.id != after.event.id:
            self.line = TITLE
        elif after is not None:
            self.line = min(self.line, len(after.lines) - 1)
        self.doItemsLayout()
        self.verticalScrollBar().setValue(scrolled)
        self.reveal()

    def held(self) -> Card | None:
        """Return the card in hand."""
        return next((card for card in self.cards.cards if card.held), None)

    def held_line(self) -> Line | None:
        """Return the line of the card in hand that has the keyboard, None for its title."""
        card = self.held()
        return card.lines[self.line] if card and 0 <= self.line < len(card.lines) else None

    def reveal(self) -> None:
        """Bring the card in hand into view, as much of it as fits, from its top."""
        card = self.held()
        place = self.cards.place(card.event.id if card else None)
        if not place.isValid():
            return
        self.setCurrentIndex(place)
        rect = self.visualRect(place)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if rect.height() > height or rect.top() < 0:
            bar.setValue(bar.value() + rect.top())
        elif rect.bottom() > height:
            bar.setValue(bar.value() + rect.bottom() - height)

    def below(self, role_id: int | None) -> QPoint:
        """Return the global point under a role's line of the card in hand, or under its title."""
        card = self.held()
        place = self.cards.place(card.event.id if card else None)
        if card is None or not place.isValid():
            return self.mapToGlobal(QPoint(0, 0))
        plan = self._delegate.plan(place.row(), self.font())
        line = next((placed for placed in plan.lines if placed.line.role_id == role_id), None)
        down = line.top + line.height if line else plan.head
        rect = self.visualRect(place)
        return self.viewport().mapToGlobal(QPoint(rect.left(), round(rect.top() + down) + 2))

    def card_width(self) -> int:
        """Return how wide a card is."""
        bar = self.verticalScrollBar()
        room = self.width() - (bar.sizeHint().width() if bar.isVisible() else 0)
        return max(120, room - 2)

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, card = event.key(), self.held()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._walk(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._step(1 if key == Qt.Key.Key_PageDown else -1)
        elif card and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.edit_wanted.emit(self.held_line())
        elif card and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_wanted.emit(self.held_line())
        else:
            event.ignore()

    def _walk(self, by: int) -> None:
        """Go a line on within the card in hand, past its ends to the next card."""
        card = self.held()
        if card is None or not TITLE <= self.line + by < len(card.lines):
            self._step(by)
            return
        self.line += by
        self.viewport().update()
        if line := self.held_line():
            self.line_chosen.emit(line)

    def _step(self, by: int) -> None:
        card = self.held()
        at = self.cards.cards.index(card) + by if card else 0
        if 0 <= at < len(self.cards.cards):
            self.chosen.emit(self.cards.cards[at].event.id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or found is None:
            return
        card, line = found
        if not card.held:
            self.chosen.emit(card.event.id)
            return
        self.line = TITLE if line is None else line
        self.viewport().update()
        chosen = self.held_line()
        if line == TITLE or (chosen and chosen.argument_id is None and line is not None):
            self.edit_wanted.emit(chosen)
        elif chosen:
            self.line_chosen.emit(chosen)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position())
        if found and found[0].held and (line := self.held_line()) and found[1] == self.line:
            self.edit_wanted.emit(line)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        card, line = (self.held(), self.line) if by_key else self._at(QPointF(event.pos())) or (None, None)
        if card is None:
            return
        chosen = card.lines[line] if line is not None and 0 <= line < len(card.lines) and card.held else None
        where = self.below(chosen.role_id if chosen else None) if by_key else event.globalPos()
        self.menu_wanted.emit(card.event.id, chosen, where)

    def _at(self, where: QPointF) -> tuple[Card, int | None] | None:
        place = self.indexAt(where.toPoint())
        if not place.isValid():
            return None
        plan = self._delegate.plan(place.row(), self.font())
        y = where.y() - self.visualRect(place).top()
        return (plan.card, plan.line_at(y)) if y < plan.height else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.doItemsLayout()
        self.reveal()


class EventList(QWidget):
    """The cards, or what to do when there are none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = EventView(theme, self)
        self.empty = PlainLabel(NO_ARTICLE, self)
        self.empty.setProperty("role", "second")
        self.empty.setWordWrap(True)
        self.empty.setContentsMargins(2, 6, 2, 6)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view, 8)
        layout.addWidget(self.empty, 1)

    def place_below(self, widget: QWidget) -> None:
        """Give a widget a place under the cards: half the height, all but a sentence's where there are none."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(widget, 8)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.view.set_theme(theme)

    def show_cards(self, cards: list[Card], *, article: bool, key: str) -> None:
        """Show an article's events; `article` is False when none is open, `key` makes a new one."""
        self.view.show_cards(cards)
        self.view.setVisible(bool(cards))
        self.empty.setVisible(not cards)
        self.empty.setText(NO_EVENTS.format(key or "Event, New event") if article else NO_ARTICLE)
