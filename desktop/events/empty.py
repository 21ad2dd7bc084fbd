"""What stands where the table would be: no events in the project yet, or none that the filters leave."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop import icons, plain
from desktop.theme import Theme

_PICTURE = 28  # pixels
NONE_YET = (
    "No events yet",
    "Open an article, mark the words that tell of an event and press E.\n"
    "The events of all articles are listed here, shown on the map and counted in the timeline.",
)
NOT_FOUND = ("No event is left", "The search and the filters above leave none.")


class EmptyPage(QWidget):
    """A drawing, a heading, a sentence, and a button. Signal: `clear_wanted`."""

    clear_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = plain.PlainLabel()
        self._drawing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.heading, self.sentence = self._text("title"), self._text("second")
        self.button = QPushButton("Clear the filters")
        self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self.clear_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        for part in (self._drawing, self.heading, self.sentence):
            column.addWidget(part)
        column.addSpacing(8)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(5)
        self._picture = "map-pin"
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self._drawing.setPixmap(icons.pixmap(self._picture, theme.third, _PICTURE, ratio=self.devicePixelRatioF()))

    def show_reason(self, *, has_events: bool) -> None:
        """Say why nothing is listed."""
        heading, sentence = NOT_FOUND if has_events else NONE_YET
        self.heading.setText(heading)
        self.sentence.setText(sentence)
        self.button.setVisible(has_events)
        self._picture = "search" if has_events else "map-pin"
        self.set_theme(self._theme)

    def _text(self, role: str) -> QLabel:
        label = plain.PlainLabel()
        label.setProperty("role", role)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        label.setWordWrap(True)
        return label
