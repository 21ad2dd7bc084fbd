"""The menu of a label's chip, and of the palette as a whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop.plain import mnemonic_free

if TYPE_CHECKING:
    from desktop.coding.panel import CodingPanel


class LabelMenu(QMenu):
    """What can be done with label `label_id` (0: with the labels as a whole)."""

    def __init__(self, panel: CodingPanel, label_id: int) -> None:
        super().__init__(panel)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._panel = panel
        label = next((each for each in panel.session.all_labels() if each.id == label_id), None)
        if label is not None and label.retired:
            self._retired(label_id, label.name)
        elif label is not None:
            self._offered(label_id, label.name)
        self._whole()

    def _offered(self, label_id: int, name: str) -> None:
        panel, order = self._panel, [label.id for label in self._panel.session.labels]
        held = panel.held == label_id
        text = f"Release {name}" if held else f"Hold {name}"
        self._add(text, lambda: panel.hold(None if held else label_id), writes=False)
        self._add("Edit…", lambda: panel.edit_label(label_id), keys="F2")
        self.addSeparator()
        self._add("Move up", lambda: panel.move_label(label_id, -1)).setEnabled(
            order[0] != label_id and not panel.session.read_only
        )
        self._add("Move down", lambda: panel.move_label(label_id, 1)).setEnabled(
            order[-1] != label_id and not panel.session.read_only
        )
        self.addSeparator()
        self._add("Retire", lambda: panel.retire_label(label_id))
        self.addSeparator()

    def _retired(self, label_id: int, name: str) -> None:
        self._add(f"Restore {name}", lambda: self._panel.restore_label(label_id))
        self._add("Edit…", lambda: self._panel.edit_label(label_id), keys="F2")
        self.addSeparator()

    def _whole(self) -> None:
        panel = self._panel
        self._add("Add label…", panel.add_label)
        retired = sum(label.retired for label in panel.session.all_labels())
        shown = self._add("Show retired", lambda: panel.set_show_retired(not panel.show_retired), writes=False)
        shown.setCheckable(True)
        shown.setChecked(panel.show_retired)
        shown.setEnabled(retired > 0)

    def _add(self, text: str, do: Callable[[], None], *, keys: str = "", writes: bool = True) -> QAction:
        action = self.addAction(mnemonic_free(text) + (f"\t{keys}" if keys else ""))
        action.triggered.connect(lambda checked=False: do())
        action.setEnabled(not (writes and self._panel.session.read_only))
        return action
