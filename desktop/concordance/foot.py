"""Below the lines: how many there are, how many are ticked, and the label that they take or lose."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop import plain
from desktop.theme import Theme, label_style
from labels.label import Label

_DOT = 10  # pixels


class Foot(QWidget):
    """Signals: `label_wanted`, `unlabel_wanted` (label id), `confirmed`, `cancelled`, `all_wanted`."""

    label_wanted = Signal(int)
    unlabel_wanted = Signal(int)
    confirmed = Signal()
    cancelled = Signal()
    all_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._labels = theme, list[Label]()
        self.counts = plain.PlainLabel("", elide=Qt.TextElideMode.ElideRight)
        self.counts.setProperty("role", "second")
        self.all_button = QPushButton("Tick all")
        self.all_button.setProperty("kind", "quiet")
        self.chooser = QComboBox()
        self.chooser.setAccessibleName("Label for the ticked hits")
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.label_button, self.unlabel_button = QPushButton("Label ticked"), QPushButton("Unlabel")
        self.label_button.setProperty("kind", "primary")
        self._make_question()
        self._lay_out()
        self.all_button.clicked.connect(self.all_wanted)
        self.label_button.clicked.connect(lambda: self._emit(self.label_wanted))
        self.unlabel_button.clicked.connect(lambda: self._emit(self.unlabel_wanted))
        self.show_counts("", 0, 0, writable=False)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self.set_labels(self._labels)

    def set_labels(self, labels: Sequence[Label]) -> None:
        """Offer these labels; the one chosen stays."""
        self._labels, chosen = list(labels), self.chooser.currentData()
        self.chooser.clear()
        for label in labels:
            dot = _dot(label_style(label.colour, self._theme).bar, self.devicePixelRatioF())
            self.chooser.addItem(dot, f"{label.name}   {label.key}" if label.key else label.name, label.id)
        self.chooser.setCurrentIndex(max(0, self.chooser.findData(chosen)))

    def choose(self, key: str) -> bool:
        """Choose the label with this key; says whether there is one."""
        found = next((label.id for label in self._labels if label.key and label.key == key), None)
        if found is not None:
            self.chooser.setCurrentIndex(self.chooser.findData(found))
        return found is not None

    def name(self, label_id: int) -> str:
        """Return a label's name."""
        return next((label.name for label in self._labels if label.id == label_id), "")

    def show_counts(self, told: str, hits: int, ticked: int, *, writable: bool) -> None:
        """Say what was found and how much of it is ticked."""
        self.counts.setText(told)
        self.all_button.setEnabled(hits > 0)
        self.all_button.setText("Untick all" if hits and ticked == hits else "Tick all")
        can = writable and ticked > 0 and self.chooser.count() > 0
        self.label_button.setText(f"Label {ticked:,} ticked" if ticked else "Label ticked")
        for button in (self.label_button, self.unlabel_button):
            button.setEnabled(can)
        self.chooser.setEnabled(self.chooser.count() > 0)

    def ask(self, sentence: str, button: str, option: str = "") -> None:
        """Show what is about to be written; `option` is a tick box to go with it."""
        self.sentence.setText(sentence)
        self.yes.setText(button)
        self.yes.setVisible(bool(button))
        self.option.setText(option)
        self.option.setChecked(False)
        self.option.setVisible(bool(option))
        self.question.show()
        (self.yes if button else self.no).setFocus(Qt.FocusReason.OtherFocusReason)

    def hide_question(self) -> None:
        """Put the question away."""
        self.question.hide()

    def _emit(self, signal: SignalInstance) -> None:
        if self.chooser.currentData() is not None:
            signal.emit(int(self.chooser.currentData()))

    def _make_question(self) -> None:
        self.question = QFrame()
        self.question.setProperty("pane", "paper")
        self.sentence = plain.PlainLabel("")
        self.sentence.setWordWrap(True)
        self.option = QCheckBox()
        self.yes, self.no = QPushButton(), QPushButton("Cancel")
        self.yes.setProperty("kind", "primary")
        self.no.setProperty("kind", "quiet")
        self.yes.clicked.connect(self.confirmed)
        self.no.clicked.connect(self.cancelled)
        row = QHBoxLayout(self.question)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.sentence, 1)
        for part in (self.option, self.yes, self.no):
            row.addWidget(part)
        self.question.hide()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        for part in (self.all_button, self.label_button, self.unlabel_button, self.chooser):
            part.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row.addWidget(self.all_button)
        row.addWidget(self.counts, 1)
        for part in (self.chooser, self.label_button, self.unlabel_button):
            row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(_hairline())
        column.addWidget(self.question)
        column.addLayout(row)


def _hairline() -> QFrame:
    line = QFrame()
    line.setProperty("line", "across")
    return line


def _dot(colour: str, ratio: float) -> QIcon:
    picture = QPixmap(round(_DOT * ratio), round(_DOT * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(0, 0, _DOT, _DOT, 3, 3)
    painter.end()
    return QIcon(picture)
