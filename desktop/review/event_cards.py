"""Suggested events as dashed cards: type, what fills the roles, and why; one key accepts the one in hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from corpus.wording import short
from desktop.plain import PlainLabel, bidi_isolate, set_tooltip
from desktop.review.key_button import KeyButton
from desktop.review.swatch import Swatch
from desktop.theme import Theme
from labels.event import EventDraft
from labels.event_type import SEPARATOR, EventType
from labels.role import Role
from labels.suggestion import EventSuggestion

NO_TYPE, NO_COLOUR = "No type yet", "#475569"
_ROUND, _MOST_LINES = 10.0, 8
_KEYS = {"accept": "A", "reject": "X"}


@dataclass(frozen=True, slots=True)
class EventCard:
    """One suggested event in words.

    Attributes:
        draft: what accepting writes. title: the type's own name. words: the trigger.
        lines: role, its words, and what these mean ("" where the words say it).
        missing: names of required roles that nothing fills.
        places: role, and where its words stand (code points, half-open).
    """

    suggestion: EventSuggestion
    draft: EventDraft
    title: str
    colour: str
    words: str
    lines: tuple[tuple[str, str, str], ...]
    missing: tuple[str, ...] = ()
    places: tuple[tuple[str, int, int], ...] = ()

    @property
    def about(self) -> str:
        """Why it is proposed."""
        return self.suggestion.reason or f"{self.suggestion.score:.2f} · {self.suggestion.origin}"

    @property
    def spoken(self) -> str:
        """The card for a screen reader."""
        lines = (" ".join(part for part in line if part) for line in self.lines)
        return "; ".join((f"Suggested event: {self.title}, “{self.words}”", *lines, self.about))


def card_of(
    suggestion: EventSuggestion, draft: EventDraft, text: str, *, types: Sequence[EventType], roles: Sequence[Role]
) -> EventCard:
    """Return the card of a suggestion.

    Args:
        text: the article's. types, roles: of the codebook; `roles` those of the draft's type.
    """
    by_id = {each.id: each for each in types}
    kind = by_id.get(draft.type_id or 0)
    names = {role.id: role.name for role in roles}
    filled = [each for each in draft.arguments if each.role_id in names]
    there = {each.role_id for each in filled}
    return EventCard(
        suggestion,
        draft,
        kind.path.split(SEPARATOR)[-1] if kind else NO_TYPE,
        _colour(kind, by_id),
        short(" ".join(text[suggestion.start : suggestion.end].split())),
        tuple(_line(names[each.role_id], " ".join(each.text.split()), meaning(each.value)) for each in filled),
        tuple(role.name for role in roles if role.required and role.id not in there),
        tuple((names[each.role_id], each.start, each.end) for each in filled if each.start is not None and each.end),
    )


def _line(role: str, words: str, meant: str) -> tuple[str, str, str]:
    return role, short(words), "" if meant == words else meant


def meaning(value: Mapping[str, Any]) -> str:
    """Return what words mean in a few: a day or stretch, a number, how exact a place is."""
    if value.get("asks"):
        return str(value["asks"])
    start, end = str(value.get("start") or ""), str(value.get("end") or "")
    if start or end:
        return start if start == end else f"{start or '?'} – {end or '?'}"
    if value.get("best") is not None:
        return f"{value['best']:,}"
    return next((str(said) for said in (value.get("precision"), value.get("code")) if said not in ("exact", None)), "")


def _colour(kind: EventType | None, by_id: Mapping[int, EventType]) -> str:
    seen: set[int] = set()
    while kind is not None and kind.id not in seen:
        if kind.colour:
            return kind.colour
        seen.add(kind.id)
        kind = by_id.get(kind.parent_id or 0)
    return NO_COLOUR


class EventCards(QWidget):
    """The suggested events of an article, one of them in hand while the keys are here.

    Signals:
        accept_wanted, reject_wanted: the `EventCard` in hand; whoever writes shows the cards that are left.
        hand_changed: another card is in hand (its `EventCard`): the article may show its words.
        lit: the card whose words should be seen in the article, the one in hand or under the mouse; None for none.
        left: Escape was pressed; the keys belong to the article again.
    """

    accept_wanted = Signal(object)
    reject_wanted = Signal(object)
    hand_changed = Signal(object)
    lit = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._keys = theme, dict(_KEYS)
        self._frames: list[_Frame] = []
        self._at = 0
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(10)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Suggested events")
        self.hide()

    @property
    def cards(self) -> list[EventCard]:
        """The cards shown."""
        return [frame.card for frame in self._frames]

    def in_hand(self) -> EventCard | None:
        """The card that the keys mean, None when there is none."""
        return self._frames[self._at].card if self._frames else None

    def held_frame(self) -> QWidget | None:
        """The card in hand as it is drawn."""
        return self._frames[self._at] if self._frames else None

    def show_cards(self, cards: Sequence[EventCard]) -> None:
        """Show other cards; the one in hand stays in hand, or the next that took its place."""
        if list(cards) == self.cards:
            return
        before = self.in_hand()
        for frame in self._frames:
            self._rows.removeWidget(frame)
            frame.hide()
            frame.deleteLater()
        self._frames = [self._frame(card) for card in cards]
        same = (at for at, card in enumerate(cards) if before and card.suggestion == before.suggestion)
        self._at = next(same, min(self._at, max(0, len(cards) - 1)))
        self.setVisible(bool(cards))
        self._mark()

    def take(self, at: int) -> None:
        """Take a card in hand by its number from the top."""
        if 0 <= at < len(self._frames):
            self._at = at
            self._mark()
            self.hand_changed.emit(self._frames[at].card)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        for frame in self._frames:
            frame.set_theme(theme)

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Name other keys, by action id."""
        self._keys = _KEYS | {name: keys[name] for name in _KEYS if name in keys}
        for frame in self._frames:
            frame.set_keys(self._keys)

    def _frame(self, card: EventCard) -> _Frame:
        frame = _Frame(card, self._theme, self)
        frame.set_keys(self._keys)
        frame.accept.clicked.connect(lambda: self._answer(frame, self.accept_wanted))
        frame.reject.clicked.connect(lambda: self._answer(frame, self.reject_wanted))
        frame.entered.connect(lambda over: self._tell_lit(frame.card if over else None))
        self._rows.addWidget(frame)
        return frame

    def _answer(self, frame: _Frame, signal: Any) -> None:
        self._at = self._frames.index(frame)
        signal.emit(frame.card)

    def _mark(self) -> None:
        for at, frame in enumerate(self._frames):
            frame.hold(held=at == self._at and self.hasFocus())
        card = self.in_hand()
        self.setAccessibleDescription(card.spoken if card else "")
        self._tell_lit(None)

    def _tell_lit(self, over: EventCard | None) -> None:
        self.lit.emit(over or (self.in_hand() if self.hasFocus() else None))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        card, key, letter = self.in_hand(), event.key(), event.text().upper()
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key))
        if card is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif step is not None:
            self.take(self._at + step)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or letter == self._keys["accept"].upper():
            self.accept_wanted.emit(card)
        elif letter == self._keys["reject"].upper():
            self.reject_wanted.emit(card)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.take(self._at)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        place = event.position().toPoint()
        at = next((at for at, frame in enumerate(self._frames) if frame.geometry().contains(place)), -1)
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.take(at)


class _Frame(QFrame):
    """One card: dashed in its type's colour, outlined in the accent's while it is in hand.

    Signals:
        entered: the mouse has come (True) or gone.
    """

    entered = Signal(bool)

    def __init__(self, card: EventCard, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.card = card
        self._theme, self._held = theme, False
        self.accept, self.reject = KeyButton("Accept", theme), KeyButton("Reject", theme)
        self._swatch = Swatch(theme, self)
        self._swatch.set_colour(card.colour)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 8, 12, 8)
        rows.setSpacing(4)
        rows.addLayout(self._head())
        rows.addLayout(self._lines())
        rows.addLayout(self._foot())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(card.spoken)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        for part in (self.accept, self.reject, self._swatch):
            part.set_theme(theme)
        self.update()

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Name the keys."""
        self.accept.set_keys(keys["accept"])
        self.reject.set_keys(keys["reject"])

    def hold(self, *, held: bool) -> None:
        """Show whether the keys mean this card."""
        self._held = held
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.entered.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.entered.emit(False)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        title = PlainLabel(self.card.title)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        row.addWidget(self._swatch)
        row.addWidget(title)
        row.addWidget(_second(f"“{self.card.words}”", cut=True), 1)
        return row

    def _lines(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for at, (role, words, meant) in enumerate(self.card.lines[:_MOST_LINES]):
            grid.addWidget(_second(role), at, 0)
            shown = bidi_isolate(words) + (f" → {meant}" if meant else "")
            grid.addWidget(PlainLabel(shown, elide=Qt.TextElideMode.ElideRight), at, 1)
        if self.card.missing:
            grid.addWidget(_second(f"Empty: {', '.join(self.card.missing)}", cut=True), _MOST_LINES, 0, 1, 2)
        return grid

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        about = _second(self.card.about, cut=True)
        set_tooltip(about, self.card.about)
        row.addWidget(about, 1)
        row.addWidget(self.accept)
        row.addWidget(self.reject)
        return row

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(QColor(theme.accent if self._held else theme.third), 2.0 if self._held else 1.2)
            pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(QColor(theme.paper))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _ROUND, _ROUND)


def _second(words: str, *, cut: bool = False) -> PlainLabel:
    label = PlainLabel(words, elide=Qt.TextElideMode.ElideRight if cut else Qt.TextElideMode.ElideNone)
    label.setProperty("role", "second")
    return label
