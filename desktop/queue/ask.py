"""Small questions of the Queue page. Tests put their own answers in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QInputDialog, QLineEdit, QVBoxLayout, QWidget

from corpus.assignment import LONGEST_NAME
from desktop.plain import PlainLabel


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
    return dialog.names() if dialog.exec() == QDialog.DialogCode.Accepted else None


class CodersDialog(QDialog):
    """A box to tick for each coder, and room for further names."""

    def __init__(self, known: Sequence[str], present: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Who codes these articles")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._known = list(dict.fromkeys([*known, *present]))
        self.boxes = [QCheckBox(name.replace("&", "&&")) for name in self._known]
        for name, box in zip(self._known, self.boxes, strict=True):
            box.setChecked(name in present)
        self.others = QLineEdit()
        self.others.setPlaceholderText("Further names, with commas between them")
        self.others.setAccessibleName("Further names")
        words = PlainLabel("Each of them codes all of these articles, by themselves.")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(10)
        for widget in (words, *self.boxes, self.others, buttons):
            column.addWidget(widget)
        self.resize(420, 0)

    def names(self) -> list[str]:
        """Return the names ticked, then those typed."""
        ticked = [name for name, box in zip(self._known, self.boxes, strict=True) if box.isChecked()]
        return [*ticked, *filter(None, (" ".join(part.split()) for part in self.others.text().split(",")))]
