"""Small questions of the Queue page. Tests put their own answers in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QInputDialog, QLineEdit, QVBoxLayout, QWidget

from corpus.assignment import LONGEST_NAME
from desktop.plain import PlainLabel
from desktop.queue.people import People


def ask_name(parent: QWidget, present: str) -> str:
    """Return the new name of an assignment, "" when nothing is to change."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle("Rename the assignment")
    dialog.setLabelText("Name")
    dialog.setTextValue(present)
    field = dialog.findChild(QLineEdit)
    if field is not None:
        field.setMaxLength(LONGEST_NAME)
    if dialog.exec() != QDialog.DialogCode.Accepted or dialog.textValue().strip() == present:
        return ""
    return dialog.textValue().strip()


def ask_coders(parent: QWidget, known: Sequence[str], present: Sequence[str]) -> list[str] | None:
    """Return who is to code an assignment, None when the dialog was left."""
    dialog = CodersDialog(known, present, parent)
    return dialog.people.names() if dialog.exec() == QDialog.DialogCode.Accepted else None


class CodersDialog(QDialog):
    """Asks who codes an assignment."""

    def __init__(self, known: Sequence[str], present: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Who codes these articles")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.people = People(known, present)
        words = PlainLabel("Each of them codes all of these articles, by themselves.")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(10)
        for widget in (words, self.people, buttons):
            column.addWidget(widget)
        self.resize(420, 0)
