"""Asks whose coding is being done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desktop.plain import PlainLabel


class CoderDialog(QDialog):
    """A name, chosen from those in the project or typed anew."""

    def __init__(self, present: str, known: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Coder")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        words = PlainLabel("Whose coding is this? A coder changes only their own spans; the others' stay in sight.")
        words.setWordWrap(True)
        self.field = QComboBox(editable=True)
        self.field.setAccessibleName("Coder")
        self.field.addItems(list(dict.fromkeys([present, *known])))
        self.field.setCurrentText(present)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.field.editTextChanged.connect(self._judge)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        for widget in (words, self.field, self.buttons):
            column.addWidget(widget)
        self.resize(420, 0)

    def name(self) -> str:
        """Return the name given."""
        return " ".join(self.field.currentText().split())

    def _judge(self) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(self.name()))
