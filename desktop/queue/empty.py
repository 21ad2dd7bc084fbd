"""What stands on the Queue page before anything is assigned."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop import icons, plain
from desktop.theme import Theme

_PICTURE = 28  # pixels
HEADING = "Nothing is assigned yet"
SENTENCE = (
    "Everybody codes the list from its beginning. Assign articles to give each coder a part of their own,\n"
    "or the same ones to several coders, to see how far they agree."
)


class EmptyQueue(QWidget):
    """A drawing, a heading, a sentence, and a button. Signal: `wanted`, articles are to be assigned."""

    wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = plain.PlainLabel()
        heading, sentence = plain.PlainLabel(HEADING), plain.PlainLabel(SENTENCE)
        heading.setProperty("role", "title")
        sentence.setProperty("role", "second")
        sentence.setWordWrap(True)
        self.button = QPushButton("Assign articles…")
        self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self.wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        for part in (self._drawing, heading, sentence):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(part)
        column.addSpacing(8)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(5)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._drawing.setPixmap(icons.pixmap("users", theme.third, _PICTURE, ratio=self.devicePixelRatioF()))
