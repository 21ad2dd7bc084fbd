"""Small questions of the Model page. Tests put their own answers in place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QWidget

LONGEST_NOTE = 500


def ask_base(parent: QWidget) -> str:
    """Return the folder of a pipeline to start from, "" for none."""
    return QFileDialog.getExistingDirectory(parent, "Folder of a spaCy pipeline", str(Path.home()))


def ask_config(parent: QWidget) -> str:
    """Return the path of a training configuration, "" for none."""
    return QFileDialog.getOpenFileName(parent, "spaCy training config", str(Path.home()), "spaCy config (*.cfg)")[0]


def ask_folder(parent: QWidget, name: str) -> str:
    """Return where the package of a model is to lie, "" for nowhere."""
    return QFileDialog.getExistingDirectory(parent, f"Folder for the package of {name}", str(Path.home()))


def ask_note(parent: QWidget, name: str, present: str) -> str | None:
    """Return what is to be noted about a model; None when the dialog was left."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(f"Note about {name}")
    dialog.setLabelText("Note")
    dialog.setTextValue(present)
    dialog.resize(460, 0)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    return dialog.textValue().strip()[:LONGEST_NOTE]
