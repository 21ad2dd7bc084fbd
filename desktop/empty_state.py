"""What stands where there is nothing to show: a drawing, a heading, a sentence, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop import icons, plain
from desktop.theme import Theme

_PICTURE = 28  # pixels


class EmptyState(QWidget):
    """Fills its place. Signal: `wanted`, the button was pressed."""

    wanted = Signal()

    def __init__(
        self, theme: Theme, *, picture: str, button: str = "", primary: bool = False, parent: QWidget | None = None
    ) -> None:
        """`picture` is the name of an icon; without words for it there is no button."""
        super().__init__(parent)
        self._picture, self._theme = picture, theme
        self._drawing = plain.PlainLabel()
        self._drawing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.heading, self.sentence = _text("title"), _text("second")
        self.button = QPushButton(button, self)  # shown without a parent it would be a window of its own for a moment
        self.button.setVisible(bool(button))
        self.button.setProperty("kind", "primary" if primary else None)
        self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self.wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        for part in (self._drawing, self.heading, self.sentence):
            column.addWidget(part)
        column.addSpacing(8)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(5)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        ratio = self.devicePixelRatioF()
        self._drawing.setPixmap(icons.pixmap(self._picture, theme.third, _PICTURE, ratio=ratio))

    def say(self, heading: str, sentence: str, *, picture: str = "") -> None:
        """Say what is the matter; `picture` is another icon than before."""
        self.heading.setText(heading)
        self.sentence.setText(sentence)
        if picture:
            self._picture = picture
            self.set_theme(self._theme)


def _text(role: str) -> QLabel:
    label = plain.PlainLabel()
    label.setProperty("role", role)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    label.setWordWrap(True)
    return label
