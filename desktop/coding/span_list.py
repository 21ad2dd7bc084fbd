"""The spans of the article as a list, with their number above it and a filter when they are many."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from desktop.coding.span_delegate import SpanDelegate
from desktop.coding.span_model import SpanModel, SpanRow
from desktop.plain import PlainLabel
from desktop.theme import Theme

MANY = 30
NO_SPANS = "No spans yet. Select words and press a label’s key."
NO_ARTICLE = "Open an article to code it."


class SpanView(QListView):
    """The rows. Keys that type something are left to the panel: they are labels' keys.

    Signals:
        remove_wanted: Delete.
        walked: a key has moved to another row. (Getting the focus makes a row current too, and means nothing.)
    """

    remove_wanted = Signal()
    walked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("Spans of the article")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_wanted.emit()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier or _types(event):
            event.ignore()
        else:
            before = self.currentIndex()
            super().keyPressEvent(event)
            if self.currentIndex() != before or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
                self.walked.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        chosen = self.selectionModel().selectedIndexes()
        if chosen:
            self.scrollTo(chosen[0])


def _types(event: QKeyEvent) -> bool:
    text = event.text().strip()
    return bool(text) and text.isprintable()


class SpanList(QWidget):
    """Heading, filter and rows.

    Signals:
        span_chosen: the analyst chose a span, by mouse or arrow key.
        remove_wanted: Delete was pressed on a span.
    """

    span_chosen = Signal(int)
    remove_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = SpanModel(self)
        self.view = SpanView(self)
        self.filter = QLineEdit(self)
        self.heading = PlainLabel("Spans", self)
        self.number = PlainLabel("", self)
        self.empty = PlainLabel(NO_ARTICLE, self)
        self._delegate = SpanDelegate(theme, self.view)
        self._hand: int | None = None
        self._build()

    def _build(self) -> None:
        self.view.setModel(self.model)
        self.view.setItemDelegate(self._delegate)
        self.heading.setProperty("role", "heading")
        for label in (self.number, self.empty):
            label.setProperty("role", "second")
        self.empty.setWordWrap(True)
        self.empty.setContentsMargins(2, 6, 2, 6)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.filter.setPlaceholderText("Find words, a label or a coder")
        self.filter.setAccessibleName("Filter the spans")
        self.filter.setClearButtonEnabled(True)
        self.filter.hide()
        head = QHBoxLayout()
        head.setContentsMargins(2, 0, 2, 0)
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addWidget(self.number)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.filter)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.empty, 1)
        self.filter.textChanged.connect(self._on_filter)
        self.view.remove_wanted.connect(self._on_remove)
        self.view.walked.connect(self._on_walked)
        self.view.clicked.connect(self._on_clicked)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._delegate.theme = theme
        self.view.viewport().update()

    # Showing

    def show_rows(self, rows: list[SpanRow], *, article: bool) -> None:
        """Show an article's spans; `article` is False when none is open."""
        kept, current = self.view.verticalScrollBar().value(), self.view.currentIndex().row()
        if len(rows) <= MANY and self.filter.text():
            self.filter.clear()
        self.filter.setVisible(len(rows) > MANY)
        self.model.set_rows(rows)
        self.empty.setText(NO_SPANS if article else NO_ARTICLE)
        self._after(kept, current)

    def set_hand(self, span_id: int | None) -> None:
        """Select the span in hand; nothing is emitted."""
        self._hand = span_id
        self._select(-1)

    def _after(self, scrolled: int, current: int) -> None:
        self._count()
        self._select(current)
        self.view.verticalScrollBar().setValue(scrolled)
        place = self.model.place(self._hand)
        if place.isValid():
            self.view.scrollTo(place)

    def _select(self, fallback: int) -> None:
        """Select the span in hand; without one the arrow keys go on from row `fallback`."""
        place, selection = self.model.place(self._hand), self.view.selectionModel()
        if place.isValid():
            self.view.setCurrentIndex(place)
            selection.select(place, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        else:
            selection.clearSelection()
            at = self.model.index(min(fallback, self.model.rowCount() - 1))
            selection.setCurrentIndex(at, QItemSelectionModel.SelectionFlag.NoUpdate)
        if place.isValid():
            self.view.scrollTo(place)
        self.view.viewport().update()

    def _count(self) -> None:
        total, shown, others = self.model.total, self.model.rowCount(), self.model.others
        text = f"{shown} of {total}" if shown != total else str(total) if total else ""
        self.number.setText(f"{text} · {others} by others" if others else text)
        self.number.setAccessibleName(f"{self.number.full_text} spans")
        self.view.setVisible(shown > 0)
        self.empty.setVisible(shown == 0)
        if total and not shown:
            self.empty.setText(f"No span fits “{self.filter.text().strip()}”.")

    # Hearing

    def _on_filter(self, text: str) -> None:
        self.model.set_filter(text)
        self._after(0, -1)

    def _on_walked(self) -> None:
        row = self.model.row(self.view.currentIndex())
        if row is not None:
            self._choose(row)

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.model.row(index)
        if row is not None:
            self._choose(row)  # also when it is in hand already: the reader scrolls back to it

    def _choose(self, row: SpanRow) -> None:
        self._hand = row.span.id
        self.span_chosen.emit(row.span.id)

    def _on_remove(self) -> None:
        row = self.model.row(self.view.currentIndex())
        if row is not None and row.span.id == self._hand:
            self.remove_wanted.emit(row.span.id)
