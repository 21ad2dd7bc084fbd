"""What the three forms share: rows of caption and field, a colour, and how a field is saved."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.codebook.fields import LineField
from desktop.label_fields import SwatchGrid
from desktop.plain import PlainLabel
from desktop.theme import Theme

CAPTION = 112  # pixels of the captions' column, the same in all forms
_HEX = re.compile("#[0-9a-f]{6}")
Write = Callable[..., bool]


class Field(Protocol):
    """A field that can show again what is kept."""

    def put_back(self) -> None: ...


class Form(QWidget):
    """Rows of caption and field. `write` runs a core function on the project and says whether it was accepted."""

    def __init__(self, write: Write, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._write = write
        self.rows = QFormLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setHorizontalSpacing(16)
        self.rows.setVerticalSpacing(12)
        self.rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    def add(self, caption: str, field: QWidget, *, hint: str = "", focus: QWidget | None = None) -> PlainLabel:
        """Add a row; `hint` stands small below the field. Returns the hint's label."""
        words = PlainLabel(caption, self)
        words.setBuddy(focus or field)
        words.setFixedWidth(CAPTION)
        words.setContentsMargins(0, 6, 0, 0)
        below = PlainLabel(hint, self)
        below.setProperty("role", "second")
        below.setWordWrap(True)
        below.setVisible(bool(hint.strip()))
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(field)
        column.addWidget(below)
        self.rows.addRow(words, column)
        self.rows.setAlignment(words, Qt.AlignmentFlag.AlignTop)
        return below

    def save(self, field: Field, function: Callable[..., Any], *args: Any, **values: Any) -> None:
        """Write; a field whose value is refused goes back."""
        if not self._write(function, *args, **values):
            field.put_back()


class ColourField(QWidget):
    """Swatches and the colour as `#rrggbb`.

    Signals:
        committed: the colour; "" for none of its own.
    """

    committed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, none: str = "") -> None:
        super().__init__(parent)
        self._kept = ""
        self.swatches = SwatchGrid(theme, self)
        self.hex = LineField("Colour as #rrggbb", self, most=7, hint="#0f766e")
        self.hex.setFixedWidth(96)
        self.none = QPushButton(none, self)
        self.none.setProperty("kind", "quiet")
        self.none.setVisible(bool(none))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.swatches, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.hex, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.none, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        self.swatches.chosen.connect(self._commit)
        self.hex.committed.connect(self._commit)
        self.none.clicked.connect(lambda: self._commit(""))

    def show_colour(self, own: str, shown: str, users: Mapping[str, str]) -> None:
        """Show a colour of its own (or "") and the one it is seen in; `users` have theirs already."""
        self._kept = own
        self._shown = shown
        self.swatches.set_users(users)
        self.swatches.set_colour(shown)
        self.hex.show_text(own)
        self.hex.setPlaceholderText(shown)
        self.none.setEnabled(bool(own))

    def put_back(self) -> None:
        """Show again what is kept."""
        self.hex.put_back()
        self.swatches.set_colour(self._kept or self._shown)

    def _commit(self, colour: str) -> None:
        if colour.lower() != self._kept:
            self.committed.emit(colour.lower())
