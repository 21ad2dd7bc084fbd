"""The line in which one says what to look for."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFont, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from corpus.query import Query
from desktop import fonts, icons, plain
from desktop.theme import Theme
from labels.concordance import LONGEST, Kind, OrderKey, Wanted

DELAY = 350  # milliseconds from the last key to the search for words; an expression waits for Enter
_KINDS: dict[Kind, tuple[str, str]] = {
    "words": ("Words", "Words, a \"phrase\", prefix*, Hama OR Homs, source:sana before:2024-12-07"),
    "expression": ("Expression", r"A regular expression: kill\w+ \d+ (people|civilians); Enter searches"),
    "same": ("Same words", "The very words of a span, as written"),
}  # fmt: skip
_ORDERS: dict[OrderKey, str] = {
    "article": "In queue order",
    "date": "By date",
    "source": "By outlet",
    "before": "By the word before",
    "hit": "By the hit",
    "after": "By the word after",
}


class _Line(QLineEdit):
    """Signal: `left`, when Down leads to the table."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class QueryBar(QWidget):
    """What is looked for, and in which order hits are listed.

    Signals:
        wanted: something else is to be looked for (`Wanted`).
        order_wanted: another order (`OrderKey`).
        stop_wanted: the search has lasted long enough.
        left: Down in the line.
    """

    wanted = Signal(object)
    order_wanted = Signal(str)
    stop_wanted = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._within = Query()
        self._told: Wanted | None = None
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self._timer.timeout.connect(self._tell)
        self.kind = _combo("What to look for")
        for key, (name, _) in _KINDS.items():
            self.kind.addItem(name, key)
        self.line = _Line()
        self.line.setAccessibleName("Search for hits")
        self.line.setMaxLength(10 * LONGEST)
        self.line.setClearButtonEnabled(True)
        self._glass = QAction(self)
        self.line.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.case = QCheckBox("Match case")
        self.listed = QCheckBox("Only articles in the list")
        self.listed.setProperty(
            "toolTip", plain.tooltip("Look only through the articles that the list on the page Code shows")
        )
        self.order = _combo("Order of the hits")
        for order, words in _ORDERS.items():
            self.order.addItem(words, order)
        self.stop = QPushButton("Stop")
        self.stop.hide()
        self._lay_out()
        self._connect()
        self._kind_changed()
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._glass.setIcon(icons.icon("search", theme))

    def set_within(self, query: Query) -> None:
        """Take over what the list of articles shows; searches again when that matters."""
        self._within = query
        if self.listed.isChecked() and self.line.text().strip():
            self._tell()

    def ask(self, text: str, kind: Kind) -> None:
        """Look for something that was chosen elsewhere."""
        for part in (self.kind, self.line):
            part.blockSignals(True)
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self.line.setText(text)
        for part in (self.kind, self.line):
            part.blockSignals(False)
        self._dress()
        self._tell(again=True)

    def query(self) -> Wanted:
        """Return what the bar says."""
        within = self._within if self.listed.isChecked() else Query()
        case = self.case.isChecked() and self._kind() == "expression"
        return Wanted(self.line.text(), self._kind(), case, within)

    def show_order(self, key: OrderKey) -> None:
        """Show in which order hits are listed."""
        self.order.setCurrentIndex(self.order.findData(key))

    def show_busy(self, busy: bool) -> None:
        """Show that a search is going on, and may be stopped."""
        self.stop.setVisible(busy)

    def _kind(self) -> Kind:
        found: Kind = self.kind.currentData()
        return found

    def _kind_changed(self) -> None:
        self._dress()
        if self.line.text().strip():
            self._tell()

    def _dress(self) -> None:
        is_expression = self._kind() == "expression"
        self.line.setPlaceholderText(_KINDS[self._kind()][1])
        self.case.setVisible(is_expression)
        font = QFont(["DejaVu Sans Mono", "Consolas", "Menlo", "monospace"], 10) if is_expression else fonts.chrome()
        self.line.setFont(font)

    def _typed(self, text: str) -> None:
        if not text.strip():
            self._tell()
        elif self._kind() != "expression":
            self._timer.start()

    def _tell(self, *, again: bool = False) -> None:
        self._timer.stop()
        if again or self.query() != self._told:
            self._told = self.query()
            self.wanted.emit(self._told)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(lambda _: self._kind_changed())
        self.line.textChanged.connect(self._typed)
        self.line.returnPressed.connect(lambda: self._tell(again=self._kind() == "expression"))
        self.line.left.connect(self.left)
        for box in (self.case, self.listed):
            box.toggled.connect(lambda _: self._tell() if self.line.text().strip() else None)
        self.order.activated.connect(lambda _: self.order_wanted.emit(self.order.currentData()))
        self.stop.clicked.connect(self.stop_wanted)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.kind)
        row.addWidget(self.line, 1)
        for part in (self.case, self.listed, self.stop, self.order):
            row.addWidget(part)


def _combo(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return box
