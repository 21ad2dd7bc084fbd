"""The project's places in a window: look, edit, merge, remove, bring in, hand on."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from corpus.changes import Changes
from desktop.places.form import PlaceDialog
from desktop.places.map_slot import MapFactory, MapSlot
from desktop.places.model import PLACE_ROLE, PlaceFilter, PlaceModel
from desktop.plain import PlainLabel, mnemonic_free
from desktop.session import Session
from desktop.theme import Theme
from labels import places
from labels.place import Place

_MOST_PINS = 200
_FRAME = QSize(24, 56)  # what a window's frame may add
_SHOWING = frozenset(("place", "place_name", "argument", "event"))


class PlacesDialog(QDialog):
    """The list of places, kept up to date while it is open; it never blocks the window.

    Signals:
        import_requested: a file of places is to be brought in (the file is still to be chosen).
        export_requested: the desk's own places are to be written to a file.
    """

    import_requested = Signal()
    export_requested = Signal()

    def __init__(
        self, session: Session, theme: Theme, parent: QWidget | None = None, *, map_factory: MapFactory | None = None
    ) -> None:
        super().__init__(parent)
        self.session, self.theme, self._factory = session, theme, map_factory
        self.model, self.filter = PlaceModel(self), PlaceFilter(self)
        self.filter.setSourceModel(self.model)
        self.field, self.removed = QLineEdit(self), QCheckBox("Removed ones too", self)
        self.table, self.nothing = QTableView(self), PlainLabel("", self)
        self.map = MapSlot(theme, map_factory, self)
        self.buttons = {
            words: QPushButton(mnemonic_free(words), self)
            for words in ("New…", "Edit…", "Merge", "Remove", "Restore", "Import…", "Export…")
        }
        self._build()
        self._connect()
        self.resize(self.sizeHint().boundedTo(self.screen().availableSize() - _FRAME))  # Qt would take two thirds

    def open_places(self) -> None:
        """Show the list as it is now."""
        self.refresh()
        self.show()
        self.raise_()
        self.activateWindow()
        self.field.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.theme = theme
        self.map.set_theme(theme)

    def refresh(self) -> None:
        """Read the places anew; what was chosen stays chosen."""
        store = self.session.store
        held = {place.id for place in self.chosen()}
        listed = places.all_places(store, retired=self.removed.isChecked()) if store else []
        self.model.set_places(listed, places.uses(store) if store else {})
        self.table.sortByColumn(
            self.filter.sortColumn() if self.filter.sortColumn() >= 0 else 0, self.filter.sortOrder()
        )
        self._choose(held)
        self._say_nothing()

    def chosen(self) -> list[Place]:
        """Return the places chosen in the table."""
        return [index.data(PLACE_ROLE) for index in self.table.selectionModel().selectedRows()]

    def sizeHint(self) -> QSize:
        """Return a size in which the table has room."""
        return QSize(1140 if self.map.present else 820, 560)

    def _build(self) -> None:
        self.setWindowTitle("Places")
        self.field.setPlaceholderText("Name, province or country")
        self.field.setAccessibleName("Find places")
        self.field.setClearButtonEnabled(True)
        self.nothing.setProperty("role", "second")
        self.nothing.setWordWrap(True)
        self._dress_table()
        above, below = QHBoxLayout(), QHBoxLayout()
        above.addWidget(self.field, 1)
        above.addWidget(self.removed)
        for words, button in self.buttons.items():
            button.setAutoDefault(False)
            if words == "Import…":
                below.addStretch(1)
            below.addWidget(button)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.table)
        if self.map.present:
            split.addWidget(self.map)
            split.setSizes([770, 340])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 14)
        layout.setSpacing(10)
        layout.addLayout(above)
        layout.addWidget(split, 1)
        layout.addWidget(self.nothing)
        layout.addLayout(below)

    def _dress_table(self) -> None:
        table = self.table
        table.setModel(self.filter)
        table.setAccessibleName("Places")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSortingEnabled(True)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        for column, width in enumerate((180, 90, 120, 110, 140, 60)):
            table.setColumnWidth(column, width)
        table.sortByColumn(0, Qt.SortOrder.AscendingOrder)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._on_typed)
        self.removed.toggled.connect(lambda on: self.refresh())
        self.table.selectionModel().selectionChanged.connect(lambda new, old: self._on_selection())
        self.table.doubleClicked.connect(lambda index: self._edit())
        self.map.chosen.connect(lambda key: self._choose({key} if isinstance(key, int) else set()))
        self.session.changed.connect(self._on_changed)
        self.session.project_changed.connect(self._on_project)
        doings = {
            "New…": self._new, "Edit…": self._edit, "Merge": self._merge, "Remove": self._remove,
            "Restore": self._restore, "Import…": self.import_requested.emit, "Export…": self.export_requested.emit,
        }  # fmt: skip
        for words, doing in doings.items():
            self.buttons[words].clicked.connect(lambda checked=False, doing=doing: doing())
        for keys, doing in (("Ctrl+N", self._new), ("Delete", self._remove), ("Return", self._edit)):
            QShortcut(QKeySequence(keys), self.table, doing, context=Qt.ShortcutContext.WidgetShortcut)
        QShortcut(QKeySequence("Ctrl+F"), self, self.field.setFocus)
        QShortcut(QKeySequence("Down"), self.field, self._into_table, context=Qt.ShortcutContext.WidgetShortcut)
        self._on_selection()

    # What changes

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        if self.isVisible() and _SHOWING & changes.kinds:
            self.refresh()

    def _on_project(self) -> None:
        if self.isVisible():
            self.refresh()

    def _on_typed(self, typed: str) -> None:
        self.filter.set_typed(typed)
        self._say_nothing()

    def _on_selection(self) -> None:
        chosen, writable = self.chosen(), not self.session.read_only
        standing = [place for place in chosen if not place.retired]
        enabled = {
            "New…": True, "Edit…": len(chosen) == 1, "Merge": len(standing) == 2, "Remove": bool(standing),
            "Restore": any(place.retired for place in chosen), "Import…": True,
        }  # fmt: skip
        for words, on in enabled.items():
            self.buttons[words].setEnabled(on and writable)
        spots = [(place.id, place.name, place.latitude, place.longitude) for place in chosen[:_MOST_PINS]]
        self.map.show_spots(
            [(key, name, lat, lon) for key, name, lat, lon in spots if lat is not None and lon is not None]
        )

    def _say_nothing(self) -> None:
        empty = not self.model.places
        text = "" if self.filter.rowCount() else f"No place is called “{self.field.text().strip()}”."
        if empty:
            text = "Places that events use are listed here. Add one of your own with New…, or bring in a file."
        self.nothing.setText(text)
        self.nothing.setVisible(bool(text))

    def _choose(self, ids: set[int]) -> None:
        self.table.clearSelection()
        model = self.table.selectionModel()
        for row in range(self.filter.rowCount() if ids else 0):
            index = self.filter.index(row, 0)
            if index.data(PLACE_ROLE).id in ids:
                model.select(index, model.SelectionFlag.Select | model.SelectionFlag.Rows)
                self.table.scrollTo(index)
        self._on_selection()

    def _into_table(self) -> None:
        self.table.setFocus()
        if not self.table.currentIndex().isValid() and self.filter.rowCount():
            self.table.setCurrentIndex(QModelIndex(self.filter.index(0, 0)))

    # What the buttons do

    def _new(self) -> None:
        saved = PlaceDialog.ask(
            self.session, self.theme, self, name=self.field.text().strip() if not self.filter.rowCount() else "",
            map_factory=self._factory,
        )  # fmt: skip
        if saved:
            self.field.clear()
            self._choose({saved.id})

    def _edit(self) -> None:
        chosen = self.chosen()
        if len(chosen) == 1 and not self.session.read_only:
            PlaceDialog.ask(self.session, self.theme, self, place=chosen[0], map_factory=self._factory)

    def _merge(self) -> None:
        """Merge into the one that is used more; undo parts them again."""
        chosen = self.chosen()
        if len(chosen) != 2 or self.session.store is None:
            return
        used = places.uses(self.session.store)
        less, more = sorted(chosen, key=lambda place: (used.get(place.id, 0), place.geonameid is not None))
        self.session.write(self, places.merge, less.id, more.id)

    def _remove(self) -> None:
        standing = [place.id for place in self.chosen() if not place.retired]
        if standing:
            self.session.write(self, places.remove, standing)

    def _restore(self) -> None:
        for place in self.chosen():
            if place.retired:
                self.session.write(self, places.restore, place.id)
