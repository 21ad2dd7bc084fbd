"""How alike near-copies must be, and the button that looks for them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSlider, QVBoxLayout, QWidget

from corpus.near_copies import LEAST, MOST
from desktop import plain


class Finder(QWidget):
    """Signals:
    wanted: near-copies are to be looked for (likeness, 0 to 1).
    """

    wanted = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.number = plain.PlainLabel("")
        self.button = QPushButton("Find near-copies")
        self.said = plain.PlainLabel("")
        self._remembered = 0.0
        self._lay_out()
        self.slider.valueChanged.connect(lambda value: self.number.setText(f"{value} %"))
        self.button.clicked.connect(lambda: self.wanted.emit(self.likeness))
        self.slider.setValue(round(LEAST * 100))

    def _lay_out(self) -> None:
        self.slider.setRange(round(LEAST * 100), round(MOST * 100))
        self.slider.setAccessibleName("How alike near-copies are, per cent")
        words = plain.PlainLabel("Alike by")
        words.setBuddy(self.slider)
        words.setProperty("toolTip", plain.tooltip("How many of their words two articles must share; lower finds more"))
        self.said.setProperty("role", "second")
        self.said.setWordWrap(True)
        self.said.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(words)
        row.addWidget(self.slider, 1)
        self.number.setMinimumWidth(self.number.fontMetrics().horizontalAdvance("100 %"))
        row.addWidget(self.number)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.said)

    @property
    def likeness(self) -> float:
        """What is set, 0 to 1."""
        return self.slider.value() / 100

    def show_likeness(self, likeness: float) -> None:
        """Show what the project remembers, when that is something else than before: somebody may be setting it."""
        if likeness != self._remembered:
            self._remembered = likeness
            self.slider.setValue(round(likeness * 100))

    def say(self, sentence: str) -> None:
        """Say how the looking went."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
