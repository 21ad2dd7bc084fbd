"""What stands where the list would be: nothing in the project yet, or nothing found."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop import icons, plain
from desktop.theme import Theme

_PICTURE = 28  # pixels


class EmptyPage(QWidget):
    """A drawing, a heading, a sentence and buttons, a third down the page."""

    def __init__(self, picture: str, heading: str, sentence: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self._drawing = plain.PlainLabel()
        self._drawing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.heading = self._text(heading, "title")
        self.sentence = self._text(sentence, "second")
        self._page = QVBoxLayout(self)
        self._page.setContentsMargins(24, 24, 24, 24)
        self._page.setSpacing(8)
        self._page.addStretch(2)
        for label in (self._drawing, self.heading, self.sentence):
            self._page.addWidget(label)
        self._page.addSpacing(8)
        self._page.addStretch(5)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        ratio = self.devicePixelRatioF()
        self._drawing.setPixmap(icons.pixmap(self._picture, theme.third, _PICTURE, ratio=ratio))

    def add_button(self, words: str, *, kind: str = "") -> QPushButton:
        """Add a button under the sentence."""
        button = QPushButton(words)
        button.setProperty("kind", kind)
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        button.setMinimumWidth(160)
        self._page.insertWidget(self._page.count() - 1, button, alignment=Qt.AlignmentFlag.AlignHCenter)
        return button

    def _text(self, text: str, role: str) -> QLabel:
        label = plain.PlainLabel(text)
        label.setProperty("role", role)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        label.setWordWrap(True)
        return label


class NoArticles(EmptyPage):
    """The project holds none."""

    import_wanted = Signal()
    paste_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("newspaper", "No articles yet", "", theme, parent)
        self.set_key("Ctrl+V")
        self.import_button = self.add_button("Import…", kind="primary")
        self.import_button.clicked.connect(self.import_wanted)
        self.paste_button = self.add_button("Paste a story…")
        self.paste_button.clicked.connect(self.paste_wanted)

    def set_key(self, paste: str) -> None:
        """Name the key that pastes a story, "" for none."""
        self.sentence.setText(f"Drop files or folders here, or paste a story{f' with {paste}' if paste else ''}.")


class NothingFound(EmptyPage):
    """The project has articles, but none that the search lists."""

    clear_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("search", "Nothing found", "", theme, parent)
        self.clear_button = self.add_button("Clear the search")
        self.clear_button.clicked.connect(self.clear_wanted)

    def show_search(self, box: str) -> None:
        """Say what was looked for."""
        words = box if len(box) <= 120 else box[:120] + "…"
        self.sentence.setText(f"No article matches\n{plain.bidi_isolate(words)}")
