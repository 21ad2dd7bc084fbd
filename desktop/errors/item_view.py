"""The item in hand: both readings beside one another, the three choices, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop import plain
from desktop.errors import words
from desktop.errors.choice import Choice
from desktop.errors.coming import Coming, Words
from desktop.errors.reading_card import ReadingCard, excerpt
from desktop.theme import Theme
from labels.error import Difference, Reading, Right
from labels.kwic import Line

_WIDEST, _HIGHEST = 1120, 300  # pixels; longer lines are hard to read


class ItemView(QWidget):
    """Signals: `decided` (who is right, for all of the phrase or one), `open_wanted`, `coming_wanted` (how many on).

    Attributes:
        labels: by id, the retired ones too.
    """

    decided = Signal(str, bool)
    open_wanted = Signal()
    coming_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.labels: words.Labels = {}
        self.kind, self.why, self.article = (plain.PlainLabel("", elide=Qt.TextElideMode.ElideRight) for _ in range(3))
        self.place = plain.PlainLabel("")
        self.kind.setProperty("role", "title")
        for label in (self.why, self.article, self.place):
            label.setProperty("role", "second")
        self.open = QPushButton("Open in the article  ⏎")
        self.open.setProperty("kind", "quiet")
        self.open.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.open.clicked.connect(self.open_wanted)
        self.mine, self.other = ReadingCard("You", theme), ReadingCard("The model", theme)
        self.choices: dict[Right, Choice] = {
            "human": Choice("You are right", "1 / H", theme),
            "model": Choice("The model is right", "2 / M", theme),
            "neither": Choice("Both are wrong", "3 / B", theme),
        }
        self.all_mine, self.all_other = QPushButton(), QPushButton()
        self.next = plain.PlainLabel("Coming next")
        self.coming = Coming(theme)
        self._connect()
        self._lay_out()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.mine.theme = self.other.theme = self.coming.theme = theme
        for choice in self.choices.values():
            choice.theme = theme
        self.update()

    def show_item(self, item: Difference, about: tuple[str, str, str, str], number: int, of: int) -> None:
        """Show an item of an article (title, source, date, text): the `number`th (from 1) of its phrase's `of`."""
        title, source, published, text = about
        self.kind.setText(words.KIND_TIPS[item.kind])
        plain.set_tooltip(self.other, words.WHY[item.kind])
        self.why.setText(words.WHY[item.kind])
        parts = (title or "Untitled", source, published[:10])
        self.article.setText(" · ".join(plain.bidi_isolate(part) for part in parts if part))
        self.place.setText(f"{number:,} of {of:,} of this phrase" if of > 1 else "")
        around, left = excerpt(text, *item.range)
        other_side = words.other_side(item)
        self.other.who = other_side
        certainty = words.certainty(item)
        self._show(self.mine, around, left, item.human, item.model, "")
        self._show(self.other, around, left, item.model, item.human, certainty)
        says = "The rest is right" if item.kind == "inconsistent" else "The model is right"
        self.choices["model"].setText(says)
        self.choices["human"].say(words.human_right(item, self.labels))
        self.choices["model"].say(words.model_right(item, self.labels))
        self.choices["neither"].say(words.NEITHER)
        self._show_all(of, says)

    def show_coming(self, items: Sequence[Difference], lines: Sequence[Line | None]) -> None:
        """Show what comes after it, each in its context."""
        self.next.setText("Coming next" if items else "This is the last one")
        self.coming.show_lines([_line(item, line, self.labels) for item, line in zip(items, lines, strict=True)])

    def set_writable(self, *, on: bool) -> None:
        """Let decisions be made, or not."""
        for part in (*self.choices.values(), self.all_mine, self.all_other):
            part.setEnabled(on)

    def _show(
        self, card: ReadingCard, around: str, left: int, side: Reading | None, against: Reading | None, note: str
    ) -> None:
        reading = side or against
        assert reading is not None
        label = self.labels.get(reading.label_id)
        marked = reading.start - left, reading.end - left
        card.show_reading(around, marked, label, says=side is not None, note=note)

    def _show_all(self, of: int, says: str) -> None:
        for button in (self.all_mine, self.all_other):
            button.setVisible(of > 1)
        self.all_mine.setText(f"You are right in all {of:,}   Shift+H")
        self.all_other.setText(f"{says} in all {of:,}   Shift+M")

    def _connect(self) -> None:
        for right, choice in self.choices.items():
            choice.clicked.connect(lambda _checked=False, right=right: self.decided.emit(right, False))
        self.all_mine.clicked.connect(lambda: self.decided.emit("human", True))
        self.all_other.clicked.connect(lambda: self.decided.emit("model", True))
        self.coming.wanted.connect(self.coming_wanted)
        for button in (self.all_mine, self.all_other):
            button.setProperty("kind", "quiet")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.next.setProperty("role", "heading")

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addLayout(_row(self.kind, self.place, stretch=0, spacing=8))
        head.addWidget(self.why)
        column.addLayout(head)
        column.addLayout(_row(self.article, self.open, stretch=0, spacing=8))
        for card in (self.mine, self.other):
            card.setMaximumHeight(_HIGHEST)
        column.addLayout(_row(self.mine, self.other, spacing=12), 2)
        column.addLayout(_row(*self.choices.values(), spacing=12))
        column.addLayout(_row(self.all_mine, self.all_other, None, spacing=8))
        column.addSpacing(4)
        column.addWidget(self.next)
        column.addWidget(self.coming, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(inner, 1)


def _row(*parts: QWidget | None, stretch: int | None = None, spacing: int) -> QHBoxLayout:
    """Lay parts out in a row, all alike, or so that one of them (`stretch`) takes what is left; None is a gap."""
    row = QHBoxLayout()
    row.setSpacing(spacing)
    for number, part in enumerate(parts):
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part, 1 if stretch == number else 0)
    return row


def _line(item: Difference, line: Line | None, labels: words.Labels) -> Words:
    """Return the words before, of and after an item, and what it is about."""
    human, model = (side.label_id if side else 0 for side in (item.human, item.model))
    says = f"{words.KIND_NAMES[item.kind]} · {words.says(labels, human, model, item.kind)}"
    return (line.before, line.hit, line.after, says) if line else ("", item.surface, "", says)
