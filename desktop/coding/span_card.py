"""The span in hand: its words, who coded it, certainty, note, and what the keys do with it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.coding.note_field import NoteField
from desktop.coding.span_delegate import enlarged, right_to_left
from desktop.coding.span_model import SpanRow
from desktop.key_cap import KeyCaps
from desktop.plain import PlainLabel, bidi_isolate
from desktop.theme import Theme, label_style
from desktop.when import ago
from labels.span import HUMAN, Span
from labels.spans import CERTAINTIES

LONGEST = 160  # code points of a span's words that are shown
NOT_STATED = "Not stated"


class Swatch(QWidget):
    """A small square in a label's colour."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.colour = theme, "#475569"
        self.setFixedSize(QSize(10, 10))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(label_style(self.colour, self.theme).bar))
            painter.drawRoundedRect(QRectF(self.rect()), 3, 3)


class CertaintyBox(QComboBox):
    """The certainties; the mouse wheel scrolls past it instead of changing coding."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class SpanCard(QFrame):
    """Shows one span; writes nothing itself.

    Signals:
        note_committed: a span's id and its new note.
        certainty_chosen: a span's id and its new certainty.
        remove_wanted: a span's id.
        done: Enter or Escape in the note.
    """

    note_committed = Signal(int, str)
    certainty_chosen = Signal(int, str)
    remove_wanted = Signal(int)
    done = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.span_id: int | None = None
        self.setProperty("card", "in hand")
        self.setAccessibleName("Span in hand")
        self._swatch = Swatch(theme, self)
        self.name = PlainLabel("", self, elide=Qt.TextElideMode.ElideRight)
        self.words = PlainLabel("", self)
        self.about = PlainLabel("", self, elide=Qt.TextElideMode.ElideRight)
        self.only = PlainLabel("", self)
        self.certainty = CertaintyBox(self)
        self.note = NoteField(self)
        self.remove = QPushButton("Remove", self)
        self._caps = [KeyCaps(keys, theme, self) for keys in ("Alt+← →", "Del")]
        self._form = QWidget(self)
        self._foot = QWidget(self)
        self._label_caps = KeyCaps("", theme, self)
        self._build()
        self.hide()

    # Building

    def _build(self) -> None:
        name_font = self.name.font()
        name_font.setWeight(name_font.Weight.DemiBold)
        self.name.setFont(name_font)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        for label in (self.about, self.only):
            label.setProperty("role", "second")
        self.only.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(6)
        layout.addLayout(self._head())
        layout.addWidget(self.words)
        layout.addWidget(self.about)
        layout.addWidget(self.only)
        layout.addWidget(self._form)
        layout.addWidget(self._foot)
        self._fill_form()
        self._fill_foot()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._swatch)
        row.addWidget(self.name, 1)
        row.addWidget(self._label_caps)
        return row

    def _fill_form(self) -> None:
        self.certainty.addItem(NOT_STATED, "")
        for certainty in CERTAINTIES[1:]:
            self.certainty.addItem(certainty.capitalize(), certainty)
        self.certainty.setAccessibleName("Certainty")
        self.certainty.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.certainty.activated.connect(self._on_certainty)
        self.note.setPlaceholderText("Why, or what is unclear")
        self.note.setAccessibleName("Note on the span")
        self.note.committed.connect(self._on_note)
        self.note.left.connect(self.done)
        form = QGridLayout(self._form)
        form.setHorizontalSpacing(10)
        form.setVerticalSpacing(6)
        form.setContentsMargins(0, 4, 0, 0)
        form.setColumnStretch(1, 1)
        for at, (text, widget) in enumerate((("Certainty", self.certainty), ("Note", self.note))):
            caption = PlainLabel(text, self._form)
            caption.setProperty("role", "second")
            form.addWidget(caption, at, 0)
            form.addWidget(widget, at, 1)

    def _fill_foot(self) -> None:
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(5)
        moving, removing = self._caps
        row.addWidget(moving)
        caption = PlainLabel("moves its end", self._foot)
        caption.setProperty("role", "second")
        row.addWidget(caption)
        row.addStretch(1)
        self.remove.setProperty("kind", "quiet")
        self.remove.setAccessibleName("Remove the span")
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self.span_id or 0))
        row.addWidget(self.remove)
        row.addWidget(removing)

    # Showing

    def show_span(self, row: SpanRow | None, *, key: str, writable: bool) -> None:
        """Show a span, or hide the card; `key` is its label's. What is being typed for the same span is left alone."""
        if row is None or row.span.id != self.span_id:
            self.note.keep()
        if row is None:
            self.span_id = None
            self.hide()
            return
        same, self.span_id = row.span.id == self.span_id, row.span.id
        self._show_words(row, key)
        self._show_certainty(row.span.certainty)
        if not (same and self.note.is_dirty):
            self.note.show_note(row.span.note)
        self._open_for_writing(row, writable)
        self.show()

    def _show_words(self, row: SpanRow, key: str) -> None:
        self._swatch.colour = row.colour
        self._swatch.update()
        self.name.setText(row.name)
        self._label_caps.set_keys(key)
        self._label_caps.setVisible(bool(key))
        words = row.words if len(row.words) <= LONGEST else row.words[:LONGEST] + "…"
        self.words.setFont(enlarged(self.font()) if right_to_left(words) else self.font())
        self.words.setText(f"“{bidi_isolate(words)}”")
        self.about.setText(about(row.span))

    def _show_certainty(self, certainty: str) -> None:
        if self.certainty.findData(certainty) < 0:  # from a file that knows other ones
            self.certainty.addItem(certainty.capitalize(), certainty)
        self.certainty.setCurrentIndex(self.certainty.findData(certainty))

    def _open_for_writing(self, row: SpanRow, writable: bool) -> None:
        """Offer the form and the keys, or say in words what it would hold and why nothing can be changed."""
        allowed, span = row.own and writable, row.span
        self._form.setVisible(allowed)
        self._foot.setVisible(allowed)
        self.only.setVisible(not allowed)
        why = "The project is open for reading only." if row.own else f"Only {span.coder} can change this span."
        self.only.setText("\n".join(part for part in (span.certainty.capitalize(), span.note, why) if part))

    def forget(self) -> None:
        """Drop the span: its project is closed, nothing can be written to it any more."""
        self.span_id = None
        self.hide()

    def keep(self) -> None:
        """Commit what was typed into the note."""
        self.note.keep()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._swatch.theme = theme
        for caps in (*self._caps, self._label_caps):
            caps.set_theme(theme)
        self.update()

    def _on_note(self, text: str) -> None:
        if self.span_id is not None:
            self.note_committed.emit(self.span_id, text)

    def _on_certainty(self, at: int) -> None:
        if self.span_id is not None:
            self.certainty_chosen.emit(self.span_id, str(self.certainty.itemData(at)))


def about(span: Span) -> str:
    """Return who coded a span, by what means, and when."""
    parts = [span.coder, "" if span.origin == HUMAN else f"from {span.origin}", ago(span.created)]
    if span.exact:
        parts.append("exact characters")
    return " · ".join(part for part in parts if part)
