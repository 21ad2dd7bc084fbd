"""All models with what can be done with each: use it, note something, take it away, delete it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop.model.cards import Card, button, row
from desktop.model.history import HistoryTable
from desktop.theme import Theme
from labels.model import Model


class HistoryCard(Card):
    """Signals:
    chosen: another row is in hand (a `Model`, or None).
    use_wanted: this model is to make the suggestions (its number; 0: none is).
    note_wanted, package_wanted, remove_wanted: of the model in hand (a `Model`).
    """

    chosen = Signal(object)
    use_wanted = Signal(int)
    note_wanted = Signal(object)
    package_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("Models", parent)
        self._may_write = False
        self.table = HistoryTable(theme)
        self.use = button("Use", self._use)
        self.note = button("Note…", lambda: self._tell(self.note_wanted))
        self.package = button("Export as spaCy package…", lambda: self._tell(self.package_wanted))
        self.remove = button("Delete…", lambda: self._tell(self.remove_wanted))
        self.column.addWidget(self.table)
        self.column.addLayout(row(*self._buttons()))
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._enable())
        self.table.menu_wanted.connect(self._menu)
        self.table.doubleClicked.connect(lambda _index: self.note.click())

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.table.set_theme(theme)

    def show_models(self, models: list[Model], *, may_write: bool, number: int = 0) -> None:
        """Show models, newest first; the one of `number` is chosen, or the first."""
        self._may_write = may_write
        self.table.show_models(models, number=number)
        self._enable()

    def context_menu(self) -> QMenu:
        """Return the menu of the row chosen."""
        menu = QMenu(self)
        for each in self._buttons():
            action = menu.addAction(each.text())
            action.setEnabled(each.isEnabled())
            action.triggered.connect(each.click)
        return menu

    def _buttons(self) -> tuple[QPushButton, ...]:
        return self.use, self.note, self.package, self.remove

    def _menu(self, where: QPoint) -> None:
        menu = self.context_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def _enable(self) -> None:
        model = self.table.chosen
        self.use.setText("Stop using" if model and model.used else "Use")
        for each in (self.use, self.note, self.remove):
            each.setEnabled(self._may_write and model is not None)
        self.package.setEnabled(model is not None)
        self.chosen.emit(model)

    def _use(self) -> None:
        if model := self.table.chosen:
            self.use_wanted.emit(0 if model.used else model.number)

    def _tell(self, signal: object) -> None:
        if model := self.table.chosen:
            signal.emit(model)  # type: ignore[attr-defined] # a bound signal; PySide has no public type for it
