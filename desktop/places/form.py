"""The form of a place of the desk's own: a crossing, a camp, a front, or a town that no gazetteer has."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from corpus.errors import UserError
from corpus.uid import new_uid
from desktop.forms import form
from desktop.places.map_slot import MapFactory, MapSlot
from desktop.places.words import kind_word
from desktop.plain import PlainLabel
from desktop.session import Session
from desktop.theme import Theme
from labels import places
from labels.gazetteer import phrase
from labels.gazetteer.context import country_name
from labels.place import PLACE_KINDS, Place, PlaceDraft, read_coordinate

_SPOT = "spot"


class PlaceDialog(QDialog):
    """Adds a place, or edits `place`. It writes itself when accepted; `saved` is the place then.

    Args:
        about: latitude and longitude of what the map shows while the place lies nowhere yet.
    """

    def __init__(
        self,
        session: Session,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        place: Place | None = None,
        name: str = "",
        kind: str = "",
        country: str = "",
        about: tuple[float, float] | None = None,
        map_factory: MapFactory | None = None,
    ) -> None:
        super().__init__(parent)
        self.session, self._place = session, place
        self.saved: Place | None = None
        self.name, self.country, self.admin1, self.admin2 = (QLineEdit(self) for _ in range(4))
        self.latitude, self.longitude = QLineEdit(self), QLineEdit(self)
        self.kind = QComboBox(self)
        self.names, self.note = QPlainTextEdit(self), QLineEdit(self)
        self.error = PlainLabel("", self)
        self.map = MapSlot(theme, map_factory, self)
        save = QDialogButtonBox.StandardButton.Save
        self.buttons = QDialogButtonBox(save | QDialogButtonBox.StandardButton.Cancel, self)
        self._build()
        self._fill(place, name, kind, country)
        self._connect()
        self.resize(self.sizeHint())
        self._show_spot()
        if about is not None and not self.latitude.text():
            self.map.look_about(*about)

    @classmethod
    def ask(
        cls,
        session: Session,
        theme: Theme,
        parent: QWidget | None,
        *,
        place: Place | None = None,
        name: str = "",
        kind: str = "",
        country: str = "",
        about: tuple[float, float] | None = None,
        map_factory: MapFactory | None = None,
    ) -> Place | None:
        """Show the form and wait; return the place as written, None when nothing was. `about`: see the class."""
        dialog = cls(
            session, theme, parent, place=place, name=name, kind=kind, country=country, about=about,
            map_factory=map_factory,
        )  # fmt: skip
        dialog.exec()
        dialog.deleteLater()
        return dialog.saved

    def draft(self) -> PlaceDraft:
        """Return what the form holds.

        Raises:
            UserError: a coordinate is no number.
        """
        name = self.name.text().strip()
        old, at = self._place, self.kind.currentIndex()
        kinds = (*PLACE_KINDS, old.kind if old else "")  # an imported place may be of a kind that only its file knows
        return PlaceDraft(
            name, kinds[at],
            self.country.text().strip(), self.admin1.text().strip(), self.admin2.text().strip(),
            read_coordinate(self.latitude.text(), name=name or "the place"),
            read_coordinate(self.longitude.text(), name=name or "the place"),
            old.population if old else 0, old.geonameid if old else None, self.note.text().strip(),
            tuple(line.strip() for line in self.names.toPlainText().splitlines() if line.strip()),
        )  # fmt: skip

    def accept(self) -> None:
        """Write the place; stay open and say why when it is refused."""
        try:
            draft = self.draft()
        except UserError as error:
            self._say(str(error))
            return
        refused: list[str] = []
        self.session.failed.connect(refused.append)
        saved = self._write(draft)
        self.session.failed.disconnect(refused.append)
        if saved is None:
            self._say(refused[-1] if refused else "The project is not open for writing.")
            return
        self.saved = saved
        super().accept()

    def sizeHint(self) -> QSize:
        """Return a size in which sentences and map have room."""
        hint = super().sizeHint()
        return QSize(max(860 if self.map.present else 480, hint.width()), max(420, hint.height()))

    def _build(self) -> None:
        self.setWindowTitle(f"Place {self._place.name}" if self._place else "New place")
        self.kind.addItems([kind_word(kind).capitalize() for kind in PLACE_KINDS])
        self.name.setPlaceholderText("For example Nassib crossing")
        self.country.setPlaceholderText("Syria, or SY")
        self.latitude.setPlaceholderText("32.5")
        self.longitude.setPlaceholderText("36.2")
        self.latitude.setAccessibleName("Latitude in degrees")
        self.longitude.setAccessibleName("Longitude in degrees")
        self.names.setPlaceholderText("One on each line: Nasib, نصيب")
        self.names.setTabChangesFocus(True)
        self.names.setFixedHeight(74)
        self.error.setProperty("role", "error")
        self.error.setWordWrap(True)
        self.error.hide()
        fields = form([
            ("&Name", self.name), ("&Kind", self.kind), ("Coun&try", self.country), ("&Province", self.admin1),
            ("&District", self.admin2), ("&Latitude", self.latitude), ("Lon&gitude", self.longitude),
            ("&Other names", self.names), ("Not&e", self.note),
        ])  # fmt: skip
        hint = PlainLabel("A click on the map fills in latitude and longitude.", self)
        hint.setProperty("role", "second")
        hint.setVisible(self.map.present)
        right = QVBoxLayout()
        right.addWidget(self.map, 1)
        right.addWidget(hint)
        beside = QHBoxLayout()
        beside.setSpacing(18)
        beside.addLayout(fields, 1)
        if self.map.present:
            beside.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(beside, 1)
        layout.addWidget(self.error)
        layout.addWidget(self.buttons)

    def _fill(self, place: Place | None, name: str, kind: str, country: str) -> None:
        self.name.setText(place.name if place else name)
        wanted = place.kind if place else kind or phrase.parse(name).kind or "town"
        if wanted not in PLACE_KINDS:
            self.kind.addItem(wanted.capitalize())
        self.kind.setCurrentIndex(PLACE_KINDS.index(wanted) if wanted in PLACE_KINDS else len(PLACE_KINDS))
        code = place.country if place else country
        self.country.setText(country_name(code) if code else "")
        if place:
            self.admin1.setText(place.admin1)
            self.admin2.setText(place.admin2)
            self.note.setText(place.note)
            self.names.setPlainText("\n".join(place.names))
            if place.latitude is not None and place.longitude is not None:
                self._put_spot(place.latitude, place.longitude)

    def _connect(self) -> None:
        self.map.pointed.connect(self._on_pointed)
        self.latitude.editingFinished.connect(self._show_spot)
        self.longitude.editingFinished.connect(self._show_spot)
        self.name.textChanged.connect(self._on_name)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._on_name(self.name.text())

    def _on_name(self, text: str) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(bool(text.strip()))
        self._say("")

    def _on_pointed(self, latitude: float, longitude: float) -> None:
        self._put_spot(latitude, longitude)
        self._show_spot(focus=False)

    def _put_spot(self, latitude: float, longitude: float) -> None:
        self.latitude.setText(f"{latitude:.5f}".rstrip("0").rstrip("."))
        self.longitude.setText(f"{longitude:.5f}".rstrip("0").rstrip("."))

    def _show_spot(self, *, focus: bool = True) -> None:
        """Show on the map what the fields say, where they say something that is on it."""
        try:
            latitude = read_coordinate(self.latitude.text(), name="the place")
            longitude = read_coordinate(self.longitude.text(), name="the place")
        except UserError:
            return
        if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
            self.map.show_spots([])
        else:
            self.map.show_spots([(_SPOT, self.name.text().strip(), latitude, longitude)], focus=focus)
            self.map.mark(_SPOT)

    def _write(self, draft: PlaceDraft) -> Place | None:
        store = self.session.store
        if store is None:
            return None
        if self._place is not None:
            done = self.session.write(None, places.edit, self._place.id, draft)
            return places.get(store, self._place.id) if done is not None else None
        uid = new_uid()
        added = self.session.write(None, places.add, replace(draft, uid=uid))
        return places.with_uid(store, uid) if added is not None else None

    def _say(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
