"""The menu of an event's card and of a line of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.coding.event_words import Line
from desktop.plain import mnemonic_free
from labels.event import CERTAINTIES, EVENT_STATUSES, Event

NOT_STATED = "Not stated"


@dataclass(frozen=True, slots=True)
class Doings:
    """What the entries do; each is called with what it is about."""

    choose_type: Callable[[], object]
    edit_note: Callable[[], object]
    describe: Callable[..., object]
    duplicate: Callable[[], object]
    remove: Callable[[], object]
    edit_line: Callable[[Line], object]
    clear_line: Callable[[Line], object]
    move_line: Callable[[Line, int], object]


class EventMenu(QMenu):
    """What can be done with an event, and with `line` of it. `others` are badge and id of the coder's other events."""

    def __init__(
        self,
        event: Event,
        line: Line | None,
        others: Sequence[tuple[str, int]],
        doings: Doings,
        parent: QWidget,
        *,
        writable: bool,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._writable, self._doings = writable, doings
        if line is not None:
            self._line(line, others)
        self._add(self, "Type…", doings.choose_type, keys="Ctrl+T")
        self.describe(self, event)
        self._add(self, "Note…", doings.edit_note)
        self.addSeparator()
        self._add(self, "Duplicate", doings.duplicate, keys="Ctrl+D")
        self._add(self, "Remove the event", doings.remove, keys="Ctrl+Del")

    def _line(self, line: Line, others: Sequence[tuple[str, int]]) -> None:
        self._add(self, f"{line.name}…", lambda: self._doings.edit_line(line), keys=f"Shift+{line.number}")
        if line.argument_id is not None:
            self._add(self, f"Clear {line.name}", lambda: self._doings.clear_line(line), keys="Del")
            moves = self._sub("Move to")
            for badge, event_id in others:
                self._add(moves, badge, partial(self._doings.move_line, line, event_id))
            moves.setEnabled(bool(others) and self._writable)
        self.addSeparator()

    def describe(self, menu: QMenu, event: Event) -> None:
        """Add status, certainty and whether it is history."""
        status, certainty = self._sub("Status"), self._sub("Certainty")
        describe = self._doings.describe
        for name in EVENT_STATUSES:
            self._tick(status, name.capitalize(), event.status == name, partial(describe, status=name))
        for sure in CERTAINTIES:
            text, chosen = sure.capitalize() or NOT_STATED, event.certainty == sure
            self._tick(certainty, text, chosen, partial(describe, certainty=sure))
        self._tick(menu, "Historical", event.historical, partial(describe, historical=not event.historical))

    def _sub(self, text: str) -> QMenu:
        found = self.addMenu(text)
        found.setEnabled(self._writable)
        return found

    def _tick(self, menu: QMenu, text: str, ticked: bool, do: Callable[[], object]) -> None:
        made = self._add(menu, text, do)
        made.setCheckable(True)
        made.setChecked(ticked)

    def _add(self, menu: QMenu, text: str, do: Callable[[], object], *, keys: str = "") -> QAction:
        shown = keys if keys and not keys.endswith("+") else ""
        made = menu.addAction(mnemonic_free(text) + (f"\t{shown}" if shown else ""))
        made.triggered.connect(lambda checked=False: do())
        made.setEnabled(self._writable)
        return made
