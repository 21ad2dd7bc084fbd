"""What events are linked to: places and actors, their pickers and windows, and the window of reports.

Numpy, rapidfuzz and the gazetteer are loaded when they are first needed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from corpus.changes import Changes
from corpus.journal import Step
from corpus.progress import Progress
from corpus.store import Store
from desktop.event_desk import EventDesk
from desktop.files import Files
from desktop.jobs import Jobs
from desktop.session import Session
from desktop.theme import Theme
from labels.event import Argument, ArgumentDraft
from labels.resolver import PlaceGuess

if TYPE_CHECKING:
    from desktop.actors import ActorPicker
    from desktop.places.picker import PlacePicker
    from labels.gazetteer import Gazetteer
    from labels.place_import import PlaceReport
    from labels.place_ranking import Ranked
    from labels.project_resolver import ProjectResolver

_PICKER, _BELOW = 450, 120  # pixels: where a picker stands beside the pane
_AHEAD = 1000  # milliseconds after a project was opened: a long list of actors is read beside the work
_PLACE_FILES = "Places (*.csv *.tsv *.txt *.json)"


class EventTools(QObject):
    """Answers what the desk of events asks of places and actors.

    Args:
        pane: what shows the events; pickers open to the left of it.
        beside: shows a dialog beside the work and keeps hold of it.
        trouble: shows a sentence about something refused.

    Signals:
        told: a plain sentence on what a job has brought.
    """

    told = Signal(str)

    def __init__(
        self,
        session: Session,
        files: Files,
        jobs: Jobs,
        desk: EventDesk,
        pane: QWidget,
        window: QWidget,
        theme: Theme,
        *,
        beside: Callable[[QDialog], None],
        trouble: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._session, self._files, self._jobs, self._window = session, files, jobs, window
        self._pane = pane
        self._theme, self._beside, self._trouble = theme, beside, trouble
        self._gazetteer: Gazetteer | None = None
        self._opened = False
        self._warmed = {"", "en"}  # languages whose dates are ready
        self._resolver: ProjectResolver | None = None
        self._places: PlacePicker | None = None
        self._actors: ActorPicker | None = None
        self._argument: int | None = None
        desk.drafting.resolver = self
        desk.drafting.settle = self.settle
        desk.place_wanted.connect(self.pick_place)
        desk.actor_wanted.connect(self.pick_actor)
        self._ahead = QTimer(self, singleShot=True, interval=_AHEAD)
        self._ahead.timeout.connect(self._read_ahead)
        session.project_changed.connect(self._ahead.start)
        session.article_changed.connect(self._article_changed)
        session.changed.connect(lambda _changes, _initiator: self._forget())

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        for picker in (self._places, self._actors):
            if picker is not None:
                picker.set_theme(theme)

    @property
    def gazetteer(self) -> Gazetteer | None:
        """The places of the world; None in an installation without them."""
        if not self._opened:
            from labels.gazetteer import open_default

            self._gazetteer, self._opened = open_default(), True
        return self._gazetteer

    # What drafts ask (`labels.resolver.Resolver`)

    def place(self, words: str, *, near: Sequence[str]) -> PlaceGuess | None:
        """Return the place that words of the article being read mean, None when that is not sure."""
        found = self._present()
        return found.place(words, near=near) if found else None

    def actor(self, words: str, *, on: str) -> int | None:
        """Return the actor that words mean on an ISO day, None when nobody is called so."""
        found = self._present()
        return found.actor(words, on=on) if found else None

    def settle(self, step: Step, draft: ArgumentDraft) -> ArgumentDraft:
        """Take over the gazetteer's place that a draft means, inside the step that writes it."""
        from labels import places

        return places.settle(step, self.gazetteer, draft)

    def _present(self) -> ProjectResolver | None:
        store, article = self._session.store, self._session.article
        if self._resolver is None and store is not None and article is not None:
            from labels.project_resolver import ProjectResolver

            self._resolver = ProjectResolver(store, self.gazetteer, article)
        return self._resolver

    def _article_changed(self) -> None:
        self._forget()
        language = self._session.article.language[:2].lower() if self._session.article else ""
        if language not in self._warmed:
            self._warmed.add(language)
            threading.Thread(target=_warm, args=(language,), name="dates", daemon=True).start()

    def _forget(self) -> None:
        self._resolver = None
        if self._find(self._argument) is None:  # numbers are given again: it may be another's in another project
            self._argument = None

    # Choosing

    def pick_place(self, argument_id: int) -> None:
        """Let the analyst choose what place the words in a role mean."""
        argument = self._find(argument_id)
        if argument is None:
            return
        self._argument = argument_id
        if self._places is None:
            from desktop.places.picker import PlacePicker

            self._places = PlacePicker(self._theme, self._window, map_factory=_map)
            self._places.chosen.connect(self._place_chosen)
            self._places.new_requested.connect(self._new_place)
        self._places.open_for(argument.text, self._search, self._beside_card())

    def _search(self, typed: str) -> Sequence[Ranked]:
        from labels import places

        store = self._session.store
        found = places.candidates(store, self.gazetteer, typed, article=self._session.article) if store else []
        return list(found)

    def _place_chosen(self, ranked: Ranked) -> None:
        from labels import places

        if self._argument is not None:
            self._session.do(places.choose, self._argument, ranked)

    def _new_place(self, name: str) -> None:
        from desktop.places.form import PlaceDialog
        from labels import events

        argument = self._find(self._argument)
        country = self._country()
        place = PlaceDialog.ask(
            self._session, self._theme, self._window, name=name, country=country, about=self._middle(country),
            map_factory=_map,
        )  # fmt: skip
        if place is not None and argument is not None:
            value = {**argument.value, "precision": "exact"}
            self._session.do(events.change_argument, argument.id, place_id=place.id, value=value)

    def _country(self) -> str:
        """Return the country that the article is about, "" when none stands out."""
        from labels.gazetteer import context

        article = self._session.article
        return context.of_article(article, self.gazetteer).first if article else ""

    def _middle(self, country: str) -> tuple[float, float] | None:
        """Return latitude and longitude of a country's middle, None for none and for one that is not listed."""
        from labels.gazetteer.context import country_name

        found = self.gazetteer.lookup(country_name(country), fuzzy=False) if self.gazetteer and country else []
        hit = next((each for each in found if each.kind == "country" and each.country == country), None)
        return (hit.latitude, hit.longitude) if hit else None

    def _read_ahead(self) -> None:
        store = self._session.store
        if store is None:
            return
        threading.Thread(target=_load, name="places", daemon=True).start()
        from labels import entities

        if entities.count(store):
            self._actors = self._actors or self._make_actor_picker()
            self._actors.prepare(self._jobs)

    def pick_actor(self, argument_id: int) -> None:
        """Let the analyst choose who the words in a role are."""
        argument = self._find(argument_id)
        if argument is None:
            return
        self._argument = argument_id
        if self._actors is None:
            self._actors = self._make_actor_picker()
        event = self._session.find_event(argument.event_id)
        days = [str(each.value.get("start", "")) for each in event.arguments if each.kind == "date"] if event else []
        on = next((day for day in days if day), "")
        self._actors.open_for(argument.text, self._beside_card(), on=on, linked=argument.entity_id)

    def _make_actor_picker(self) -> ActorPicker:
        from desktop.actors import ActorPicker
        from labels import entity_links
        from labels.entity import EntityDraft

        picker = ActorPicker(self._session, self._theme, self._window)
        do = self._session.do
        picker.actor_chosen.connect(
            lambda entity_id, keep: do(entity_links.link, self._argument or 0, entity_id, keep_name=keep)
        )
        picker.new_chosen.connect(lambda name: do(entity_links.link_new, self._argument or 0, EntityDraft(name)))
        picker.cleared.connect(lambda: do(entity_links.link, self._argument or 0, None))
        return picker

    def _find(self, argument_id: int | None) -> Argument | None:
        events = self._session.events
        return next((each for event in events for each in event.arguments if each.id == argument_id), None)

    def _beside_card(self) -> QPoint:
        return self._pane.mapTo(self._window, QPoint(-_PICKER, _BELOW))

    # Windows

    def show_actors(self) -> None:
        """Show the list of actors."""
        from desktop.actors import ActorsDialog

        if self._session.store is not None:
            dialog = ActorsDialog(self._session, self._jobs, self._theme, self._window)
            self._beside(dialog)
            dialog.open_actors()

    def show_places(self) -> None:
        """Show the list of places."""
        from desktop.places.manager import PlacesDialog

        if self._session.store is not None:
            dialog = PlacesDialog(self._session, self._theme, self._window, map_factory=_map)
            dialog.import_requested.connect(self._import_places)
            dialog.export_requested.connect(self._export_places)
            self._beside(dialog)
            dialog.open_places()

    def show_reports(self, event_ids: Sequence[int] = (), *, read: Callable[[int, int], None]) -> None:
        """Show the window that joins reports, with these reports side by side when there are some.

        Args:
            read: shows an event in its article: article id, event id.
        """
        from desktop.canonical import ReportsDialog

        if self._session.store is not None:
            dialog = ReportsDialog(self._session, self._jobs, self._theme, self._window)
            dialog.event_requested.connect(read)
            self._beside(dialog)
            dialog.open_reports(event_ids)

    def _import_places(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._window, "Import places", "", _PLACE_FILES)
        if name:
            self.import_places(Path(name))

    def import_places(self, path: Path) -> None:
        """Bring in a file of places, as a job."""
        gazetteer = self.gazetteer

        def work(store: Store, progress: Progress) -> PlaceReport:
            from labels import place_import

            return place_import.take_in(store, path, gazetteer=gazetteer, progress=progress)

        def done(report: PlaceReport) -> None:
            self._session.tell(report.changes or Changes())
            self.told.emit(report.sentence)

        self._files.start_job(f"Importing {path.name}", work, done)

    def _export_places(self) -> None:
        from corpus.errors import UserError
        from labels import place_import

        name, _ = QFileDialog.getSaveFileName(self._window, "Export places", "places.csv", _PLACE_FILES)
        if not name or self._session.store is None:
            return
        try:
            place_import.write(self._session.store, Path(name))
        except UserError as error:
            self._trouble(str(error))


def _warm(language: str) -> None:
    """Load how dates are written in a language: up to 200 ms that no key waits for."""
    from labels.resolve import dates

    dates.warm(language)


def _load() -> None:
    """Import what the first draft asks places with: 100 ms that nobody then waits for."""
    from labels import places, project_resolver  # noqa: F401
    from labels.gazetteer import context

    context.country_words()


def _map(theme: Theme, parent: QWidget) -> QWidget:
    from desktop.map import MapView  # brings in numpy

    return MapView(theme, parent)
