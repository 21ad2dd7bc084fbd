"""The place of the suggested events in the coding pane: how many there are, and their cards, which scroll."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from corpus.wording import counted
from desktop.plain import PlainLabel
from desktop.review.event_cards import EventCard, EventCards
from desktop.theme import Theme

_LEAST = 120  # pixels; a card without its roles


class EventBoard(QWidget):
    """Shows cards under a heading; hidden without any.

    Attributes:
        cards: says what is answered and which card is in hand.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = PlainLabel()
        self.heading.setProperty("role", "heading")
        self.heading.setContentsMargins(2, 0, 2, 0)
        self.cards = EventCards(theme)
        self._scroll = QScrollArea()
        self._holder = _topped(self.cards)
        self._scroll.setWidget(self._holder)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setMinimumHeight(_LEAST)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.heading)
        column.addWidget(self._scroll, 1)
        self.cards.hand_changed.connect(lambda _card: self._reveal())
        self.hide()

    def show_cards(self, cards: Sequence[EventCard]) -> None:
        """Show other cards."""
        self.heading.setText(counted(len(cards), "suggested event"))
        self.cards.show_cards(cards)
        self.setVisible(bool(cards))

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.cards.set_theme(theme)

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Name other keys, by action id."""
        self.cards.set_keys(keys)

    def _reveal(self) -> None:
        """Bring the card in hand into view, as much of it as fits, from its top."""
        frame, holder, bar = self.cards.held_frame(), self._holder, self._scroll.verticalScrollBar()
        if frame is None:
            return
        holder.adjustSize()  # cards that have just come are laid out now
        top, height = frame.mapTo(holder, QPoint(0, 0)).y(), self._scroll.viewport().height()
        bottom = top + frame.height()
        if top < bar.value() or frame.height() > height:
            bar.setValue(top)
        elif bottom > bar.value() + height:
            bar.setValue(bottom - height)

    def sizeHint(self) -> QSize:
        """Return the size of all cards; the pane gives what it has."""
        return QSize(240, self.heading.sizeHint().height() + self.cards.sizeHint().height() + 16)


def _topped(cards: QWidget) -> QWidget:
    """Let cards keep their height where there is more room."""
    holder = QWidget()
    holder.setProperty("pane", "clear")
    holder.setStyleSheet("QWidget[pane=clear] { background: transparent; }")
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 2)
    column.addWidget(cards)
    column.addStretch(1)
    return holder
