"""The pattern being made or changed: its kind, label and words, and below where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontDatabase, QIcon, QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from corpus.errors import UserError
from corpus.wording import counted
from desktop import fonts, plain
from desktop.patterns.asks import SHOWN, Seen
from desktop.patterns.hits import HitList
from desktop.patterns.model import KIND_NAMES, dot
from desktop.theme import Theme, label_style
from labels import patterns
from labels.label import Label
from labels.pattern import Pattern, PatternKind
from labels.suggest.pattern_hits import MOST

DELAY = 200  # milliseconds from the last key to the search
_LINES = 84  # pixels of the field
_HELP: dict[PatternKind, str] = {
    "words": "Words as they stand. “free army” also finds “Free Army”; “Free Army” does not find “free army”.",
    "tokens": 'spaCy\'s token pattern: [{"LOWER": "free"}, {"LOWER": {"IN": ["army", "front"]}}]',
    "expression": r"A regular expression: \d+(?:st|nd|rd|th) Brigade. One that takes over 2 seconds is set aside.",
}


class _Field(QPlainTextEdit):
    """Signals: `kept` (Enter), `left` (Escape). Tab goes on to the next field."""

    kept = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.kept.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Editor(QWidget):
    """Signals: `looked_for` (kind and body are to be found), `cleared` (there is nothing to find), `kept`, `left`.

    Attributes:
        pattern: the one that is changed, None for a new one.
        may_save: whether the project can be written.
    """

    looked_for = Signal(str, str)
    cleared = Signal()
    kept = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.pattern: Pattern | None = None
        self.may_save = True
        self.heading, self.help, self.trouble = plain.PlainLabel("New pattern"), plain.PlainLabel(), plain.PlainLabel()
        self.kind, self.label, self.field, self.note = QComboBox(), QComboBox(), _Field(), QLineEdit()
        self.save, self.told = QPushButton("Add"), plain.PlainLabel("", elide=Qt.TextElideMode.ElideRight)
        self.hits = HitList(theme)
        self._later = QTimer(self, singleShot=True, interval=DELAY)
        self._later.timeout.connect(self._look)
        self._dress()
        self._lay_out()
        self._connect()
        self._on_kind()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self.hits.set_theme(theme)

    def set_labels(self, labels: Sequence[Label]) -> None:
        """Offer these labels; the one chosen stays."""
        chosen = self.label.currentData()
        self.label.clear()
        for label in labels:
            self.label.addItem(QIcon(dot(label_style(label.colour, self._theme).bar)), label.name, label.id)
        self.label.setCurrentIndex(max(0, self.label.findData(chosen)))

    def edit(self, pattern: Pattern | None) -> None:
        """Show a pattern to be changed, or (None) an empty field for a new one of the same kind and label."""
        self.pattern = pattern
        self.heading.setText("Change the pattern" if pattern else "New pattern")
        self.save.setText("Save" if pattern else "Add")
        if pattern is not None:
            self.kind.setCurrentIndex(self.kind.findData(pattern.kind))
            self.label.setCurrentIndex(self.label.findData(pattern.label_id))
        self.field.setPlainText(pattern.body if pattern else "")
        self.note.setText(pattern.note if pattern else "")
        self._later.stop()
        self._look()

    def given(self) -> tuple[int, PatternKind, str, str]:
        """Return label id, kind, body and note as they stand."""
        return int(self.label.currentData() or 0), self.kind.currentData(), self.field.toPlainText(), self.note.text()

    @property
    def is_waiting(self) -> bool:
        """Whether something was typed that is not looked for yet."""
        return self._later.isActive()

    def show_seen(self, seen: Seen) -> None:
        """Show what was found so far."""
        self.hits.hits.show(seen.lines)
        number = f"{MOST:,} hits or more" if seen.hits >= MOST else counted(seen.hits, "hit")
        parts = [f"{number} in {counted(seen.articles, 'article')}" if seen.hits else "No hits"]
        if not seen.whole:
            parts.append(f"{seen.looked:,} of {seen.of:,} articles looked through")
        elif seen.hits > SHOWN:
            parts.append(f"the first {SHOWN} are shown")
        self.told.setText(" · ".join(parts))

    def show_trouble(self, sentence: str) -> None:
        """Say what is wrong with the pattern; "" for nothing."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
        if sentence:
            self.told.setText("")
            self.hits.hits.show(())

    def refuse(self, sentence: str) -> None:
        """Say why a pattern cannot be kept; it can be, once it is another."""
        self.show_trouble(sentence)
        self.save.setEnabled(False)

    def _on_kind(self) -> None:
        kind: PatternKind = self.kind.currentData()
        self.help.setText(_HELP[kind])
        self.field.setFont(fonts.chrome(13) if kind == "words" else _fixed())
        self._later.start()

    def _look(self) -> None:
        _, kind, body, _ = self.given()
        if not body.strip():
            self.show_trouble("")
            self.told.setText("")
            self.hits.hits.show(())
            self.save.setEnabled(False)
            self.cleared.emit()
            return
        try:
            patterns.check(kind, body)
        except UserError as error:
            self.save.setEnabled(False)
            self.cleared.emit()
            self.show_trouble(str(error))
            return
        self.show_trouble("")
        self.save.setEnabled(self.may_save)
        self.told.setText("Looking…")
        if kind != "words":  # these take a second to begin; hits of what was typed before would be taken for theirs
            self.hits.hits.show(())
        self.looked_for.emit(kind, body)

    def _keep(self) -> None:
        self._later.stop()
        self._look()
        if self.save.isEnabled():
            self.kept.emit()

    def _dress(self) -> None:
        self.heading.setProperty("role", "title")
        for label in (self.help, self.told):
            label.setProperty("role", "second")
        self.trouble.setProperty("role", "error")
        for label in (self.help, self.trouble):
            label.setWordWrap(True)
        self.save.setProperty("kind", "primary")
        for kind, name in KIND_NAMES.items():
            self.kind.addItem(name, kind)
        for part, name in ((self.kind, "Kind"), (self.label, "Label"), (self.field, "Pattern"), (self.note, "Note")):
            part.setAccessibleName(name)
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(_LINES)
        self.field.setPlaceholderText("Type what is always to be suggested")
        self.note.setPlaceholderText("Note")
        self.trouble.hide()

    def _connect(self) -> None:
        self.field.textChanged.connect(self._later.start)
        self.kind.currentIndexChanged.connect(lambda _at: self._on_kind())
        self.field.kept.connect(self._keep)
        self.note.returnPressed.connect(self._keep)
        self.save.clicked.connect(self._keep)
        self.field.left.connect(self.left)

    def _lay_out(self) -> None:
        choices = QHBoxLayout()
        choices.setSpacing(8)
        for part in (self.kind, self.label):
            choices.addWidget(part)
        choices.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.note, 1)
        below.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addLayout(choices)
        for widget in (self.field, self.help, self.trouble):
            column.addWidget(widget)
        column.addLayout(below)
        column.addSpacing(4)
        column.addWidget(self.told)
        column.addWidget(self.hits, 1)


def _fixed() -> QFont:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(13)
    return font
