"""A story pasted or typed: its text as it is, with title, outlet and date read from its first lines."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from corpus.article import RawArticle
from corpus.errors import UserError
from corpus.readers import read_text
from desktop import plain
from desktop.date_field import DateField
from desktop.forms import form

DELAY = 150  # milliseconds from the last key to the reading


class PasteDialog(QDialog):
    """Gives one `RawArticle`. What the coder has written into a field stays, whatever the text says later."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Paste a story")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(720, 600)
        self._raw: RawArticle | None = None
        self._touched: set[QWidget] = set()
        self.text = QPlainTextEdit(placeholderText="Paste the story here, with its headline and dateline")
        self.text.setAccessibleName("Text of the story")
        self.text.setTabChangesFocus(True)
        self.title, self.source, self.date = QLineEdit(), QLineEdit(), DateField()
        self.note = plain.PlainLabel("", elide=Qt.TextElideMode.ElideRight)
        self.buttons = QDialogButtonBox()
        self.add_button = self.buttons.addButton("Add the article", QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self._lay_out()
        self.add_button.setDefault(True)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.accept)
        self._connect()
        self.text.setPlainText(text)
        self._read()
        (self.title if text.strip() else self.text).setFocus()  # a story that is there needs only Enter

    def raw(self) -> RawArticle:
        """Return the article with what was corrected; for after OK.

        Raises:
            ValueError: there is no text, or the date is none.
        """
        published = self.date.value()
        if self._raw is None or published is None:
            raise ValueError("the dialog cannot be accepted yet")
        return replace(
            self._raw, title=self.title.text().strip(), source=self.source.text().strip(), published=published
        )

    def accept(self) -> None:
        """Read what was typed last, and leave when it is an article."""
        self._read()
        if self.add_button.isEnabled():
            super().accept()

    def _lay_out(self) -> None:
        self.note.setProperty("role", "second")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.text, 1)
        column.addWidget(self.note)
        column.addLayout(form((("&Title", self.title), ("&Outlet", self.source), ("&Date", self.date))))
        column.addSpacing(4)
        column.addWidget(self.buttons)

    def _connect(self) -> None:
        self._timer.timeout.connect(self._read)
        self.text.textChanged.connect(self._timer.start)
        self.title.textEdited.connect(lambda _: self._touched.add(self.title))
        self.source.textEdited.connect(lambda _: self._touched.add(self.source))
        self.date.edited.connect(lambda: self._touched.add(self.date))
        self.date.checked.connect(self._allow)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _read(self) -> None:
        self._timer.stop()
        text = self._typed()
        try:
            self._raw = read_text(text)
        except UserError as error:
            self._raw = None
            self.note.setText(str(error) if text.strip() else "")
        if self._raw is not None:
            self._fill(self._raw)
            count = len(text.split())
            self.note.setText(f"{count:,} word" if count == 1 else f"{count:,} words")
        self._allow()

    def _typed(self) -> str:
        """The text as pasted: Qt's plain text would turn hard spaces into soft ones."""
        return self.text.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def _fill(self, raw: RawArticle) -> None:
        for field, value in ((self.title, raw.title), (self.source, raw.source)):
            if field not in self._touched and field.text() != value:
                field.setText(value)
                field.home(False)
        if self.date not in self._touched:
            self.date.set_value(raw.published)

    def _allow(self) -> None:
        self.add_button.setEnabled(self._raw is not None and self.date.value() is not None)
