"""The codebooks that Dateline ships, to choose one; and what a codebook would add."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QScrollArea, QWidget

from corpus.store import Store
from desktop.codebook.ask import AskDialog
from desktop.plain import PlainLabel
from labels import codebook_preview
from labels.codebook import Codebook


class BookDialog(AskDialog):
    """Asks which codebook is put to use; with one only (a file), asks whether."""

    def __init__(self, store: Store, books: Sequence[Codebook], parent: QWidget | None = None) -> None:
        title = "Use a codebook" if len(books) > 1 else f"Use {books[0].name}"
        super().__init__(title, "Use", parent, wide=560)
        self._store, self.books = store, books
        self.list = QListWidget(self)
        self.list.setAccessibleName("Codebooks")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setVisible(len(books) > 1)
        for book in books:
            self.list.addItem(QListWidgetItem(book.name))
        self.description = PlainLabel("", self)
        self.description.setWordWrap(True)
        self.description.setProperty("role", "second")
        self.description.setAlignment(Qt.AlignmentFlag.AlignTop)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFixedHeight(108)
        scroll.setWidget(self.description)
        self.list.setFixedHeight(max(1, len(books)) * max(24, self.list.sizeHintForRow(0)) + 4)
        self.body.addWidget(self.list)
        self.body.addWidget(scroll)
        self.list.currentRowChanged.connect(self._show)
        self.list.itemActivated.connect(lambda item: self.accept())
        self.list.setCurrentRow(0)
        if len(books) > 1:
            self.list.setFocus()

    @property
    def book(self) -> Codebook:
        """The codebook chosen."""
        return self.books[max(0, self.list.currentRow())]

    def _show(self, row: int) -> None:
        book = self.book
        credit = f"\n\n{book.credit}" if book.credit else ""
        self.description.setText(f"{' '.join(book.description.split())}{credit}")
        sentence, adds = codebook_preview.use_sentence(self._store, book)
        self.say(sentence, may=adds)
