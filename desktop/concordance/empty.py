"""What stands where the lines would be: nothing asked yet, nothing found, or what was wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop import icons, plain
from desktop.theme import Theme
from labels.concordance import Wanted

_PICTURE, _LONGEST = 28, 120  # pixels; code points
START = (
    "Every hit in its context",
    "Type words above: each place where they stand in the articles is listed here.\n"
    "Tick hits with Space, then label all of them at once with the label's key.",
)


class EmptyPage(QWidget):
    """A drawing, a heading and a sentence."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = plain.PlainLabel()
        self._drawing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.heading, self.sentence = _text("title"), _text("second")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        for part in (self._drawing, self.heading, self.sentence):
            column.addWidget(part)
        column.addStretch(5)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._drawing.setPixmap(icons.pixmap("search", theme.third, _PICTURE, ratio=self.devicePixelRatioF()))

    def show_reason(self, wanted: Wanted, trouble: str, *, busy: bool, stopped: bool = False) -> None:
        """Say why nothing is listed."""
        words = wanted.text if len(wanted.text) <= _LONGEST else wanted.text[:_LONGEST] + "…"
        heading, sentence = START
        if trouble:
            heading, sentence = "Nothing could be searched", trouble
        elif busy:
            heading, sentence = "Searching…", plain.bidi_isolate(words)
        elif stopped:
            heading, sentence = "Stopped", "The search was stopped before it found anything."
        elif wanted:
            heading, sentence = "No hits", f"No article holds\n{plain.bidi_isolate(words)}"
        self.heading.setText(heading)
        self.sentence.setText(sentence)


def _text(role: str) -> QLabel:
    label = plain.PlainLabel()
    label.setProperty("role", role)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    label.setWordWrap(True)
    return label
