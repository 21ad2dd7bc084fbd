"""What stands where there is nothing to show yet: a drawing, a heading, a sentence, a button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop import icons, plain
from desktop.theme import Theme

_PICTURE = 28  # pixels


class Empty(QWidget):
    """Signal: `wanted`, the button was pressed."""

    wanted = Signal()

    def __init__(
        self, picture: str, heading: str, sentence: str, button: str, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._picture = picture
        self._drawing = plain.PlainLabel()
        self._drawing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.heading, self.sentence = _text(heading, "title"), _text(sentence, "second")
        self.button = QPushButton(button)
        self.button.setProperty("kind", "primary")
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
        ratio = self.devicePixelRatioF()
        self._drawing.setPixmap(icons.pixmap(self._picture, theme.third, _PICTURE, ratio=ratio))


class NoCopies(Empty):
    """No groups yet, or none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            "copy",
            "No groups of near-copies",
            "Outlets print the same wire under headlines of their own.\n"
            "Once such articles are grouped, a story is coded once, and its coding copied onto the others.",
            "Find near-copies",
            theme,
            parent,
        )


class NothingCameIn(Empty):
    """The project holds nothing."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            "download",
            "Nothing came in yet",
            "Drop files or folders anywhere on the window.\n"
            "What came in, what was skipped and why is told here, import by import.",
            "Import…",
            theme,
            parent,
        )


def _text(text: str, role: str) -> QLabel:
    label = plain.PlainLabel(text)
    label.setProperty("role", role)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    label.setWordWrap(True)
    return label
