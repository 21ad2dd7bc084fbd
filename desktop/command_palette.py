"""Everything the window can do, by its name (Ctrl+K)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from desktop.fuzzy import match
from desktop.theme import Theme
from desktop.type_ahead import Choice, TypeAhead
from desktop.type_ahead_rows import Row

WIDTH = 560


@dataclass(frozen=True, slots=True)
class Command:
    """Something the window can do; `key` as shown in menus, `enabled` whether it can be done now."""

    id: str
    text: str
    key: str = ""
    enabled: bool = True


class CommandPalette(TypeAhead):
    """Type a few letters of a command, Enter runs it.

    Signals:
        chosen: the id of the command to run.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, hint="What would you like to do?", name="Commands")
        self._commands: Sequence[Command] = ()

    def open(self, commands: Sequence[Command | tuple[str, str, str, bool]]) -> None:
        """Open in the upper third of the window with these commands, `(id, text, key, enabled)`."""
        self._commands = [each if isinstance(each, Command) else Command(*each) for each in commands]
        area = self.within.size()
        width = min(WIDTH, area.width() - 24)
        self.open_at(QPoint((area.width() - width) // 2, area.height() // 8), width)

    def rows_for(self, typed: str) -> Sequence[Row]:
        """Return the commands that fit, best first; those that cannot be done now come last."""
        found = [(match(typed, command.text), command) for command in self._commands]
        fitting = [(hit, command) for hit, command in found if hit is not None]
        fitting.sort(key=lambda pair: (not pair[1].enabled, -pair[0].score if typed.strip() else 0))
        return [
            Row(command.id, command.text, keys=command.key, enabled=command.enabled, positions=hit.positions)
            for hit, command in fitting
        ]

    def choose(self, choice: Choice) -> None:
        """Say which command was chosen."""
        self.chosen.emit(str(choice.value))

    def nothing_found(self, typed: str) -> str:
        """Return what is said when no command fits."""
        return f"No command is called “{typed.strip()}”."
