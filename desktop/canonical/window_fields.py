"""How far apart reports may lie to be proposed: days, kilometres, and how well they must fit."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QGridLayout, QSpinBox, QWidget

from desktop.plain import PlainLabel
from labels.canonical_proposals import MOST_DAYS, MOST_KM
from labels.canonical_scores import Window

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WindowFields(QWidget):
    """Three figures.

    Signals:
        asked: Enter in one of them.
    """

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days = QSpinBox(self, minimum=0, maximum=MOST_DAYS)
        self.km = QDoubleSpinBox(self, minimum=0, maximum=MOST_KM, decimals=1, singleStep=1)
        self.score = QSpinBox(self, minimum=10, maximum=100, singleStep=5, suffix=" %")
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for column, (words, field, about) in enumerate(self._fields()):
            label = PlainLabel(words, self)
            label.setBuddy(field)
            field.setAccessibleName(about)
            field.installEventFilter(self)
            layout.addWidget(label, 0, column)
            layout.addWidget(field, 1, column)

    def _fields(self) -> tuple[tuple[str, QAbstractSpinBox, str], ...]:
        return (
            ("&Days", self.days, "How many days apart reports may lie"),
            ("&Kilometres", self.km, "How many kilometres apart their places may lie"),
            ("F&it", self.score, "How well they must fit, 10 to 100 %"),
        )

    @property
    def chosen(self) -> Window:
        """What is set."""
        return Window(self.days.value(), self.km.value(), self.score.value() / 100)

    def set_window(self, window: Window) -> None:
        """Show what is set in the project."""
        self.days.setValue(window.days)
        self.km.setValue(window.km)
        self.score.setValue(round(window.min_score * 100))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter looks for proposals here: it must not join what is shown beside."""
        if isinstance(event, QKeyEvent) and event.key() in _ENTER:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and isinstance(watched, QAbstractSpinBox):
                watched.interpretText()
                self.asked.emit()
                return True
        return super().eventFilter(watched, event)
