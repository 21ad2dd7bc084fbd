"""What can be done with the records selected."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QMenu, QWidget


def build(parent: QWidget, number: int, do: Mapping[str, Callable[[], object]], *, writable: bool) -> QMenu:
    """Return the menu for so many records; `do` says what each action does, by its name."""
    menu = QMenu(parent)
    lines = (
        ("open", "Open the words", number == 1),
        ("edit", "Edit this cell", number == 1 and writable),
        ("", "", True),
        ("join", "Join reports…", number > 1 and writable),
        ("duplicate", "Duplicate", number == 1 and writable),
        ("", "", True),
        ("only", "Show only these", number > 0),
        ("copy", "Copy as table", number > 0),
        ("", "", True),
        ("delete", "Delete the event" if number == 1 else f"Delete {number:,} events", number > 0 and writable),
    )
    keys = {"open": "\tEnter", "edit": "\tF2", "copy": "\tCtrl+C", "delete": "\tDel"}
    for name, words, enabled in lines:
        if not name:
            menu.addSeparator()
            continue
        action = menu.addAction(words + keys.get(name, ""))
        action.setEnabled(enabled)
        action.triggered.connect(lambda _=False, name=name: do[name]())
    return menu
