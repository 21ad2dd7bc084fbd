"""Who is meant: type-ahead over the project's actors. Enter links; Shift+Enter also keeps the words as a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from corpus.changes import Changes
from desktop.fuzzy import match
from desktop.jobs import Job, Jobs
from desktop.session import Session
from desktop.theme import Theme
from desktop.type_ahead import Choice, TypeAhead
from desktop.type_ahead_rows import Row
from labels import entities
from labels.entity import Entity, fold
from labels.entity_index import EntityIndex

WIDTH = 420
_SURE = 60  # of 100: below that a new actor is likelier than the best of the list
_LONG = 2_000  # actors; fewer are read at once
_SHOWN = 30  # characters of the words


@dataclass(frozen=True, slots=True)
class NewActor:
    """The choice that puts a new actor of this name on the list."""

    name: str


@dataclass(frozen=True, slots=True)
class NoActor:
    """The choice that takes the link away."""


class ActorPicker(TypeAhead):
    """A type-ahead list of actors for some words. It holds the folded names of the list, so that it follows the typing.

    Signals:
        actor_chosen: an actor's id, and whether the words are to become one of its names.
        new_chosen: the name of an actor to add and to link.
        cleared: the link is to go.
    """

    actor_chosen = Signal(int, bool)
    new_chosen = Signal(str)
    cleared = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, hint="Actor, or the name of a new one", name="Actors")
        self.session = session
        self.words, self.on = "", ""
        self._linked: int | None = None
        self._without: int | None = None
        self._index: EntityIndex | None = None
        session.changed.connect(self._follow)
        session.project_changed.connect(self._forget)

    def prepare(self, jobs: Jobs) -> None:
        """Read a long list of actors beside the work, so that the first opening need not."""
        store = self.session.store
        if store is None or entities.count(store) < _LONG:
            return
        self._index = index = EntityIndex(store)
        job = Job("Reading the actors", lambda own, progress: EntityIndex(own).read())
        job.finished.connect(index.adopt)
        jobs.start(job, store.path, coder=self.session.coder_name)

    def open_for(
        self, words: str, top_left: QPoint, *, on: str = "", linked: int | None = None, without: int | None = None
    ) -> None:
        """Open at a place in the window for words of an article.

        Args:
            on: the day (ISO) the words speak of: actors that were not there then come last.
            linked: the actor they are linked to already.
            without: an actor that cannot be chosen, since it is to be merged into another; nobody is added then.
        """
        self.words, self.on, self._linked, self._without = " ".join(words.split()), on, linked, without
        keys = f"Enter links · Shift+Enter keeps “{_short(self.words)}” as a name, too"
        self.footer.setText("Enter merges; all its names go over" if without else keys)
        self.open_at(top_left, WIDTH)

    def rows_for(self, typed: str) -> Sequence[Row]:
        """Return the actors that fit what is typed, or else the words; then the choice to add one."""
        asked = typed.strip() or self.words
        found = self._suggested(asked)
        rows = [self._row(entity, typed) for entity, _ in found]
        new = self._new(asked, [entity for entity, _ in found])
        sure = bool(found) and (bool(typed.strip()) or found[0][1] >= _SURE)
        rows = [*rows, *new] if sure else [*new, *rows]
        return [*rows, Row(NoActor(), "Take the link away")] if self._linked and not typed.strip() else rows

    def _suggested(self, asked: str) -> list[tuple[Entity, float]]:
        store = self.session.store
        if store is None:
            return []
        self._index = self._index or EntityIndex(store)
        found = entities.suggest(store, asked, limit=9, on=self.on, index=self._index)
        return [pair for pair in found if pair[0].id != self._without]

    def _row(self, entity: Entity, typed: str) -> Row:
        hit = match(typed, entity.name) if typed.strip() else None
        about = [entity.type, entity.country, entity.code_on(self.on)]
        if not entity.valid_on(self.on):
            about.insert(0, f"not on {self.on[:10]}")
        if entity.id == self._linked:
            about.insert(0, "linked")
        hint = " · ".join(part for part in about if part)
        return Row(entity.id, entity.name, hint, positions=hit.positions if hit else ())

    def _new(self, name: str, found: Sequence[Entity]) -> list[Row]:
        taken = {fold(entity.name) for entity in found}
        if self._without:
            return []
        return [Row(NewActor(name), f"Add actor “{name}”")] if name and fold(name) not in taken else []

    def choose(self, choice: Choice) -> None:
        """Say who was chosen."""
        if isinstance(choice.value, NewActor):
            self.new_chosen.emit(choice.value.name)
        elif isinstance(choice.value, NoActor):
            self.cleared.emit()
        elif isinstance(choice.value, int):
            self.actor_chosen.emit(choice.value, choice.shift)

    def nothing_found(self, typed: str) -> str:
        """Return what is said when nothing can be chosen."""
        return "Nobody else is called like this; type another name." if self._without else "No actors yet. Type a name."

    def _follow(self, changes: Changes) -> None:
        if self._index is not None:
            self._index.follow(changes)

    def _forget(self) -> None:
        self._index = None


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
