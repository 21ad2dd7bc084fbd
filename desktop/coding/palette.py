"""The grid of labels: two columns of chips in the codebook's order, the last one opens the picker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.coding.chip import Chip
from desktop.theme import Theme
from labels.label import Label

COLUMNS, GAP = 2, 6
_ARROWS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -COLUMNS,
    Qt.Key.Key_Down: COLUMNS,
}


class LabelPalette(QWidget):
    """Chips that can be clicked, double-clicked, and walked through with the arrow keys (one stop for Tab).

    Signals:
        label_clicked: a label's id, and whether Shift was held.
        hold_wanted: a label's id: it was double-clicked.
        menu_wanted: a label's id and a global position.
        edit_wanted: a label's id: F2 on its chip.
        more_wanted: the last chip.
    """

    label_clicked = Signal(int, bool)
    hold_wanted = Signal(int)
    menu_wanted = Signal(int, object)
    edit_wanted = Signal(int)
    more_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ids: list[int] = []
        self._chips: list[Chip] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self.more = self._new_chip()
        self.more.pressed_with.connect(lambda shift: self.more_wanted.emit())
        self.more.menu_wanted.connect(lambda where: self.menu_wanted.emit(0, where))
        self.setAccessibleName("Labels")

    def chip(self, label_id: int) -> Chip | None:
        """Return a label's chip, None when it has none."""
        return self._chips[self._ids.index(label_id)] if label_id in self._ids else None

    @property
    def label_ids(self) -> list[int]:
        """The labels that have chips, in order."""
        return list(self._ids)

    def show_labels(self, labels: Sequence[Label], names: Mapping[int, str], *, hidden: int) -> None:
        """Show these labels; `hidden` others are found through the last chip only."""
        while len(self._chips) < len(labels):
            self._add_chip(len(self._chips))
        for chip in self._chips[len(labels) :]:
            self._grid.removeWidget(chip)
            chip.deleteLater()
        del self._chips[len(labels) :]
        self._ids = [label.id for label in labels]
        for chip, label in zip(self._chips, labels, strict=True):
            name = names.get(label.id, label.name)
            chip.show_label(name, label.colour, label.key, note=note_on(label), retired=label.retired)
        self._show_more(len(labels), hidden)
        self._keep_one_stop(None)

    def _show_more(self, count: int, hidden: int) -> None:
        note = "All labels, also those without a chip here; type a new name to add a label."
        text = f"{hidden} more…" if hidden else "More…" if count else "Add label"
        self.more.show_label(text, "", "L", note=note)
        self._grid.removeWidget(self.more)
        self._grid.addWidget(self.more, count // COLUMNS, count % COLUMNS)
        QWidget.setTabOrder(self._chips[-1], self.more) if self._chips else None

    def set_states(self, held: int | None, counts: Mapping[int, int]) -> None:
        """Mark the label that is held, and say how many spans of the article each label has."""
        for chip, label_id in zip(self._chips, self._ids, strict=True):
            chip.set_state(held=label_id == held, count=counts.get(label_id, 0))

    def set_dimmed(self, dimmed: bool) -> None:
        """Draw the labels' digits faintly while digits do something else, or as usual again."""
        for chip in self._chips:
            chip.set_dimmed(dimmed)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        for chip in (*self._chips, self.more):
            chip.set_theme(theme)

    # Chips

    def _new_chip(self) -> Chip:
        chip = Chip(self._theme, self)
        chip.installEventFilter(self)
        return chip

    def _add_chip(self, at: int) -> None:
        chip = self._new_chip()
        chip.pressed_with.connect(lambda shift: self.label_clicked.emit(self._ids[at], shift))
        chip.held_down.connect(lambda: self.hold_wanted.emit(self._ids[at]))
        chip.menu_wanted.connect(lambda where: self.menu_wanted.emit(self._ids[at], where))
        self._grid.addWidget(chip, at // COLUMNS, at % COLUMNS)
        self._chips.append(chip)

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk with the arrows; F2 edits; Enter presses like Space."""
        if isinstance(watched, Chip) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(watched, event)
        if isinstance(watched, Chip) and event.type() == QEvent.Type.FocusIn:
            self._keep_one_stop(watched)
        return False

    def _key(self, chip: Chip, event: QKeyEvent) -> bool:
        key, all_chips = Qt.Key(event.key()), [*self._chips, self.more]
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        at = all_chips.index(chip)
        if key in _ARROWS and plain:
            to = at + _ARROWS[key]
            if 0 <= to < len(all_chips):
                all_chips[to].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            chip.pressed_with.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            return True
        if key == Qt.Key.Key_F2 and at < len(self._ids):
            self.edit_wanted.emit(self._ids[at])
            return True
        return False

    def _keep_one_stop(self, stop: Chip | None) -> None:
        """Let Tab stop at one chip only: the one last used, or the first."""
        all_chips = [*self._chips, self.more]
        stop = stop or next((chip for chip in all_chips if chip.hasFocus()), all_chips[0])
        for chip in all_chips:
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus if chip is stop else Qt.FocusPolicy.NoFocus)

    def below_more(self) -> QPoint:
        """Return the point under the last chip, global, where the picker may open."""
        return self.more.mapToGlobal(QPoint(0, self.more.height() + 2))


def note_on(label: Label) -> str:
    """Return what a label's tooltip says."""
    head = f"{label.name} · {label.kind}" + (" · retired" if label.retired else "")
    examples = "\n".join(f"· {example}" for example in label.examples)
    return "\n\n".join(part for part in (head, label.definition, examples) if part)
