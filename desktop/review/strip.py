"""The strip under the article: how many suggestions are left, the one in hand, and what can be done with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from corpus.wording import counted
from desktop import icons, plain
from desktop.keymap import shown
from desktop.plain import PlainLabel, bidi_isolate, mnemonic_free
from desktop.review.chips import Chips
from desktop.review.key_button import KeyButton
from desktop.review.order import Order
from desktop.review.swatch import Swatch
from desktop.theme import Theme

SCORES = (0.95, 0.9, 0.8, 0.7, 0.5)  # above which one may accept
_GAP, _ENDS = 4, 26  # pixels between the parts of a row, and left and right of them
_TIGHT = 480  # pixels of width below which the words of the suggestion in hand need the room of the noun
_KEYS = {
    "next_span": "Tab", "accept": "A", "reject": "X", "accept_all": "Ctrl+Shift+A", "review": "R",
    "suggested_events": "G",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hand:
    """The suggestion in hand, in words.

    Attributes:
        place: 1 for the first of the article, in the order they are gone through.
        colour: the label's, as stored.
        alike: how many of the article have its words and label, itself among them.
    """

    place: int
    words: str
    label: str
    colour: str
    about: str
    alike: int = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything the strip shows.

    Attributes:
        groups: name and number of each group of origins, hidden ones with the number they would add.
        hidden: names of the groups that are not shown.
        above: how many have at least each score.
        offer: a question to be answered by yes or no, "" for none.
        looking: the next article with suggestions is being looked for.
        events: number of suggested events.
    """

    number: int = 0
    hand: Hand | None = None
    groups: Sequence[tuple[str, int]] = ()
    hidden: frozenset[str] = frozenset()
    above: Sequence[tuple[float, int]] = ()
    review: bool = False
    order: Order = "text"
    offer: str = ""
    looking: bool = False
    events: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.number or self.groups or self.review or self.offer or self.events)


class ReviewStrip(QFrame):
    """Shows a `Standing`; hidden while there is nothing to say. A click leaves the keys with the article.

    Signals:
        accept_wanted, reject_wanted: the suggestion in hand.
        all_wanted: accept every suggestion of the article with at least this score.
        group_wanted: accept every suggestion of this group.
        shown_wanted: show or hide this group.
        review_wanted, order_wanted: turn the review mode, the order.
        next_wanted: the next suggestion is to be taken in hand.
        events_wanted: the suggested events are to be gone through.
        offer_taken, offer_refused: the answer to the question.
    """

    accept_wanted = Signal()
    reject_wanted = Signal()
    all_wanted = Signal(float)
    group_wanted = Signal(str)
    shown_wanted = Signal(str)
    review_wanted = Signal()
    order_wanted = Signal()
    next_wanted = Signal()
    events_wanted = Signal()
    offer_taken = Signal()
    offer_refused = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: Mapping[str, str] = _KEYS
        self._standing = Standing()
        self._picture = PlainLabel()
        self.title = PlainLabel()
        self._swatch = Swatch(theme, self)
        self.words = PlainLabel(elide=Qt.TextElideMode.ElideRight)
        self.next = KeyButton("Next", theme)
        self.accept = KeyButton("Accept", theme)
        self.reject = KeyButton("Reject", theme)
        self.alike = PlainLabel()
        self.chips = Chips(theme, self)
        self.events = KeyButton("Events", theme)
        self.order = KeyButton("By doubt", theme, checkable=True)
        self.review = KeyButton("Review", theme, checkable=True)
        self.all = KeyButton("Accept all …", theme)
        self.question = PlainLabel(elide=Qt.TextElideMode.ElideRight)
        self.yes = KeyButton("Always suggest", theme)
        self.no = KeyButton("No", theme)
        self._by_action = {
            "next_span": self.next, "accept": self.accept, "reject": self.reject,
            "review": self.review, "review_order": self.order, "always_suggest": self.yes,
            "suggested_events": self.events,
        }  # fmt: skip
        self._build()
        self._connect()
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._picture.setPixmap(icons.pixmap("sparkles", theme.second, 16, ratio=self.devicePixelRatioF()))
        self._swatch.set_theme(theme)
        self.chips.set_theme(theme)
        for button in (self.no, self.all, *self._by_action.values()):
            button.set_theme(theme)

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Name other keys, by action id."""
        self._keys = _KEYS | dict(keys)
        self._name_keys()

    def show_standing(self, standing: Standing) -> None:
        """Show how things stand."""
        if standing == self._standing:
            return
        self._standing = standing
        self._show_first_row(standing)
        self.chips.show_groups(standing.groups, standing.hidden)
        self.order.setChecked(standing.order == "doubt")
        self.review.setChecked(standing.review)
        self.all.setEnabled(standing.number > 0)
        self._offer.setVisible(bool(standing.offer))
        for row in self._rows:
            row.setVisible(not replace(standing, offer="").is_empty)
        self.question.setText(standing.offer)
        self.setVisible(not standing.is_empty)
        self._fit()

    def accept_menu(self) -> QMenu:
        """Return what "Accept all" offers, not yet shown."""
        menu, standing = QMenu(self), self._standing
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        key = shown(self._keys.get("accept_all", ""))
        every = menu.addAction(f"All {counted(standing.number, 'suggestion')}\t{key}")
        every.triggered.connect(lambda: self.all_wanted.emit(0.0))
        told = {0, standing.number}
        for score, number in standing.above:
            if number not in told:
                told.add(number)
                action = menu.addAction(f"The {number:,} with a score of {score} or more")
                action.triggered.connect(lambda _=False, score=score: self.all_wanted.emit(score))
        shown_groups = [each for each in standing.groups if each[0] not in standing.hidden]
        if len(shown_groups) > 1:
            menu.addSeparator()
            for name, number in shown_groups:
                action = menu.addAction(mnemonic_free(f"The {number:,} from {name}"))
                action.triggered.connect(lambda _=False, name=name: self.group_wanted.emit(name))
        return menu

    # Building

    def _connect(self) -> None:
        for button, wanted in (
            (self.next, self.next_wanted), (self.accept, self.accept_wanted), (self.reject, self.reject_wanted),
            (self.order, self.order_wanted), (self.review, self.review_wanted), (self.yes, self.offer_taken),
            (self.no, self.offer_refused), (self.events, self.events_wanted),
        ):  # fmt: skip
            button.clicked.connect(lambda _checked=False, wanted=wanted: wanted.emit())
        self.all.clicked.connect(self._open_menu)
        self.chips.toggled.connect(self.shown_wanted)

    def _build(self) -> None:
        self.setAccessibleName("Suggestions")
        self.setProperty("pane", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title.setProperty("role", "heading")
        for second in (self.question, self.alike):
            second.setProperty("role", "second")
        plain.set_tooltip(self.alike, "Shift with the key answers every suggestion of these words and this label")
        plain.set_tooltip(self.events, "Go through the suggested events: A accepts, X rejects, Esc comes back")
        plain.set_tooltip(self.order, "The most doubtful suggestion first, instead of through the text")
        plain.set_tooltip(self.review, "Step through suggestions only, from article to article")
        line = QFrame()
        line.setProperty("line", "across")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._offer = _row(self.question, 1, self.yes, self.no)
        first = _row(
            self._picture, self.title, 6, self._swatch, self.words, 1, self.next, self.accept, self.reject, self.alike
        )
        self._rows = (first, _row(self.chips, 1, self.events, self.next, self.order, self.review, self.all))
        for part in (line, self._offer, *self._rows):
            column.addWidget(part)
        column.addSpacing(6)
        self._name_keys()

    def _name_keys(self) -> None:
        for action_id, button in self._by_action.items():
            button.set_keys("Enter" if action_id == "accept" else self._keys.get(action_id, ""))
        plain.set_tooltip(
            self.all, f"Those of the whole article, of a score or of one origin {self._key_of_all()}".strip()
        )

    def _key_of_all(self) -> str:
        key = shown(self._keys.get("accept_all", ""))
        return f"({key})" if key else ""

    # Showing

    def _show_first_row(self, standing: Standing) -> None:
        hand = standing.hand
        self._swatch.setVisible(hand is not None)
        if hand is not None:
            self._swatch.set_colour(hand.colour)
        self.words.setText(f"{bidi_isolate(hand.words)}  {hand.label} · {hand.about}" if hand else _hint(standing))
        plain.set_tooltip(self.words, f"{hand.words}\n{hand.label}\n{hand.about}" if hand else "")
        self.accept.setVisible(hand is not None)
        self.reject.setVisible(hand is not None)
        self.alike.setVisible(hand is not None and hand.alike > 1)
        self.alike.setText(_of_alike(hand.alike) if hand else "")
        self.events.setVisible(standing.events > 0)
        self.events.setText(counted(standing.events, "event"))

    def _fit(self) -> None:
        """Leave the order to the menu, and Tab to those who know it, where the origins need the room."""
        standing, held = self._standing, self._standing.hand is not None
        self.title.setText(_title(standing, brief=self.width() < _TIGHT))
        crowded = self._room() < self.chips.sizeHint().width()
        self.order.setVisible(not crowded)
        self.next.setVisible(standing.number > 0 and not (crowded and (held or standing.events > 0)))

    def _room(self) -> int:
        """Return the pixels that the origins may take beside every button."""
        buttons = [self.next, self.order, self.review, self.all] + [self.events] * (self._standing.events > 0)
        return self.width() - _ENDS - sum(button.sizeHint().width() + _GAP for button in buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _open_menu(self) -> None:
        menu = self.accept_menu()
        height = menu.sizeHint().height()
        menu.popup(self.all.mapToGlobal(QPoint(0, -height)))

    def sizeHint(self) -> QSize:
        """Return the height of the rows shown; the pane gives the width."""
        return QSize(320, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return the least size: words and groups may be cut short."""
        return QSize(320, super().minimumSizeHint().height())


def _title(standing: Standing, *, brief: bool) -> str:
    if standing.hand is not None and brief:
        return f"{standing.hand.place:,} of {standing.number:,}"
    if standing.hand is not None:
        return f"{standing.hand.place:,} of {counted(standing.number, 'suggestion')}"
    parts = [counted(standing.number, "suggestion")] if standing.number or not standing.events else []
    parts += [counted(standing.events, "suggested event")] if standing.events else []
    return ", ".join(parts)


def _of_alike(number: int) -> str:
    return "Shift: both" if number == 2 else f"Shift: all {number:,}"


def _hint(standing: Standing) -> str:
    if standing.looking:
        return "Looking for the next article with suggestions …"
    if standing.review and not standing.number:
        return "Nothing to review here; Enter goes to the next article with suggestions"
    return ""


def _row(*parts: QWidget | int) -> QWidget:
    """Lay out widgets side by side; a number after a widget is its stretch, a larger one room in pixels."""
    holder = QWidget()
    holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    row = QHBoxLayout(holder)
    row.setContentsMargins(16, 5, 10, 0)
    row.setSpacing(_GAP)
    for part in parts:
        if isinstance(part, QWidget):
            row.addWidget(part)
        elif part == 1:
            row.setStretch(row.count() - 1, 1)
        else:
            row.addSpacing(part)
    return holder
