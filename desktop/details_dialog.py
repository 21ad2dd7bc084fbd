"""Corrects what is known about an article; its text stays as it came."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from corpus import articles
from corpus.article import Article
from desktop import plain
from desktop.date_field import DateField
from desktop.forms import form
from desktop.session import Session

_LANGUAGE = re.compile(r"(?:[a-z]{2,3})?")


class DetailsDialog(QDialog):
    """Title, outlet, date, address and language of one article; saving writes one undoable step."""

    def __init__(self, session: Session, article: Article, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Details of the article")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(560, 0)
        self._session, self._article = session, article
        self.title = QLineEdit(" ".join(article.title.split()))
        self.source = QLineEdit(article.source)
        self.date = DateField()
        self.date.set_value(article.published)
        self.url = QLineEdit(article.url, placeholderText="https://…")
        self.language = QLineEdit(article.language, placeholderText="en, ar, fr …")
        self.trouble = plain.PlainLabel()
        self.trouble.setProperty("role", "error")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self.save_button = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        self.save_button.setDefault(True)
        self._complete_outlets()
        self._lay_out()
        self._connect()
        self.title.home(False)

    @classmethod
    def of(cls, session: Session, article_id: int, parent: QWidget | None = None) -> DetailsDialog:
        """Return the dialog for an article of the open project.

        Raises:
            UserError: it is gone.
        """
        assert session.store
        return cls(session, articles.get(session.store, article_id), parent)

    def corrected(self) -> dict[str, str]:
        """Return the fields that were changed, with their new values."""
        old = {name: getattr(self._article, name) for name in ("title", "source", "published", "url", "language")}
        old["title"] = " ".join(old["title"].split())
        new = {
            "title": self.title.text().strip(),
            "source": self.source.text().strip(),
            "published": self.date.value() or "",
            "url": self.url.text().strip(),
            "language": self.language.text().strip().lower(),
        }
        return {name: value for name, value in new.items() if value != old[name]}

    def accept(self) -> None:
        """Save and leave; stay when it could not be saved."""
        changed = self.corrected()
        if not self.save_button.isEnabled():
            return
        if not changed or self._session.do(articles.correct, self._article.id, **changed) is not None:
            super().accept()

    def _complete_outlets(self) -> None:
        completer = QCompleter([source for source, _ in self._session.sources() if source], self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.source.setCompleter(completer)

    def _lay_out(self) -> None:
        fields: tuple[tuple[str, QWidget], ...] = (
            ("&Title", self.title),
            ("&Outlet", self.source),
            ("&Date", self.date),
            ("&Address", self.url),
            ("&Language", self.language),
        )
        self.language.setMaximumWidth(120)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(form(fields))
        column.addWidget(self.trouble)
        column.addStretch()
        column.addWidget(self.buttons)

    def _connect(self) -> None:
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._session.failed.connect(self._say)
        self.date.checked.connect(self._check)
        for field in (self.title, self.language):
            field.textChanged.connect(self._check)
        self._check()

    def _check(self) -> None:
        language = self.language.text().strip().lower()
        if not self.title.text().strip():
            self._say("An article needs a title.")
        elif not _LANGUAGE.fullmatch(language):
            self._say("Write the language as its code of two letters, such as en or ar.")
        else:
            self._say("")
        self.save_button.setEnabled(not self.trouble.full_text and self.date.value() is not None)

    def _say(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
