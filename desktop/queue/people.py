"""Who codes: a box to tick for each coder known, and room for further names."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

_SHOWN, _HEIGHT = 6, 190  # coders beyond which the boxes scroll, in so many pixels


class People(QWidget):
    """Signal: `changed`, other coders are chosen."""

    changed = Signal()

    def __init__(self, known: Sequence[str], chosen: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = list(dict.fromkeys([*known, *chosen]))
        self.boxes = [QCheckBox(name.replace("&", "&&")) for name in self._known]
        for name, box in zip(self._known, self.boxes, strict=True):
            box.setChecked(name in chosen)
            box.toggled.connect(self.changed)
        self.others = QLineEdit()
        self.others.setPlaceholderText("Further names, with commas between them")
        self.others.setAccessibleName("Further names")
        self.others.textChanged.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._listed())
        column.addWidget(self.others)

    def names(self) -> list[str]:
        """Return the names ticked, then those typed, each once."""
        ticked = [name for name, box in zip(self._known, self.boxes, strict=True) if box.isChecked()]
        typed = (" ".join(part.split()) for part in self.others.text().split(","))
        return list(dict.fromkeys([*ticked, *filter(None, typed)]))

    def _listed(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for box in self.boxes:
            column.addWidget(box)
        if len(self.boxes) <= _SHOWN:
            return inner
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inner)
        area.setFixedHeight(_HEIGHT)
        return area
