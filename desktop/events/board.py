"""What is on the Events page, and how a filter, a selection or a write reaches all parts of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from corpus.wording import counted
from desktop.events import columns as cells
from desktop.events import filters, layout, menu, words, writes
from desktop.events.columns import Column
from desktop.events.types import Types
from desktop.session import Session
from desktop.settings import Settings
from desktop.theme import Theme
from labels import event_types, events, records, roles
from labels.record import Box, GroupKey, RecordQuery, RecordRow, SortKey

if TYPE_CHECKING:
    from desktop.events.frame import Frame, Ints

CODEBOOK = frozenset({"event_type", "role"})
# A span alone bears on no record: where it is the words of an event, the event or its argument changes with it.
KINDS = CODEBOOK | {"event", "argument", "report_link", "canonical_event", "entity", "place", "article"}
_FIELDS: dict[GroupKey, str] = {key: "types" if key == "type" else key for key in records.GROUP_KEYS}
_PICTURES = 20  # milliseconds after which the map, then the timeline is made: the table is painted by then
_WARM = 5  # milliseconds between two slices of what is read in for filters and sorting
_MOVED = 150  # milliseconds the map must stand still before the list follows it
_TOLD = 400  # rows looked at for a tooltip


class Board(QWidget):
    """Signals: as `EventsPage`."""

    open_requested = Signal(int, object, object, int)
    join_requested = Signal(object)

    def __init__(self, session: Session, settings: Settings, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._settings = session, settings
        self._frame: Frame | None = None
        self._types = Types()
        self.query = RecordQuery()
        self._sort: SortKey = "date"
        self._descending = True
        self._only: Ints | None = None
        self._chosen: frozenset[int] = frozenset()
        self._group: GroupKey | None = records.group_key(settings.text("events/group"))
        names = {"country": lambda: self._names("country"), "coder": lambda: self._names("coder")}
        self.parts = layout.Parts(self, self._fetch, names, theme, settings)
        self._warm = QTimer(self, singleShot=True, interval=_WARM)
        self._warm.timeout.connect(self._warm_up)
        self._later = QTimer(self, singleShot=True, interval=_PICTURES)
        self._later.timeout.connect(self._make_pictures)
        self._still = QTimer(self, singleShot=True, interval=_MOVED)
        self._still.timeout.connect(self._follow_map)
        self._connect()
        self.parts.model.write = self._write

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.parts.set_theme(theme)
        self._show_groups()

    def focus_search(self) -> None:
        """Go to the search field, with what is in it selected."""
        self.parts.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.parts.bar.search.selectAll()

    def show_event_row(self, event_id: int) -> None:
        """Choose an event and bring its row into sight; filters that hide it are cleared."""
        if self._frame is not None and len(self._frame.known([event_id])):
            if self.parts.model.row_of(event_id) < 0:
                self.ask(RecordQuery(), only=None)
            self.choose([event_id], scroll=True)

    # The project

    def leave_project(self) -> None:
        """Let go of a project that was closed."""
        self._frame, self._only, self._chosen, self.query = None, None, frozenset(), RecordQuery()
        self.parts.model.set_chosen(frozenset())

    def open_project(self) -> None:
        """Show the session's project from the start."""
        self.leave_project()
        self.refresh(None)
        if (shown := self.parts.pictures()[0]) is not None:
            shown.fit()
        self._later.start()

    def _make_pictures(self) -> None:
        (self._later if self.parts.make_next() else self._warm).start()

    def _made(self, name: str) -> None:
        """Fill the map or the timeline, which was just made."""
        if name == "map":
            self.parts.map.selected.connect(lambda ids: self.choose(ids, scroll=True))
            self.parts.map.describe = self._describe
            self.parts.map.moved.connect(lambda: self._still.start() if self.query.box else None)
            self.parts.area_button.toggled.connect(lambda on: self._follow_map(on=on))
        else:
            self.parts.timeline.selected.connect(lambda ids, add: self.choose(ids, add=add, scroll=True))
        self._show_pictures()
        self._show_chosen(scroll=False, by_table=True)

    def _follow_map(self, *, on: bool = True) -> None:
        """List what lies in the part of the map that is seen, or (not `on`) anywhere again."""
        box = Box(*self.parts.map.bounds()) if on else None
        if box != self.query.box:
            self.ask(replace(self.query, box=box), only=self._only)

    def refresh(self, articles: Collection[int] | None) -> None:
        """Read what was written: the records of some articles, or (None) everything."""
        store = self._session.store
        if store is None:
            self._frame = None
        elif self._frame is None:
            from desktop.events.frame import Frame

            self._frame = Frame(store)
        elif articles is None:
            self._frame.load()
        else:
            self._frame.refresh(articles)
        if store is not None and (articles is None or not self._types.offered()):
            self._read_codebook()
        self.parts.model.editable = not self._session.read_only
        if self._frame is not None:
            self._chosen = frozenset(self._frame.known(list(self._chosen)).tolist())
            self._only = None if self._only is None else self._frame.known(self._only)
        self._list(touch=True)

    def _read_codebook(self) -> None:
        store = self._session.store
        assert store is not None
        self._types = Types(event_types.all_types(store, retired=True))
        self.parts.model.types = self._types
        self.parts.bar.set_types(self._types)
        offered = cells.offered(roles.all_roles(store, retired=True))
        if offered != self.parts.table.offered:
            self.parts.table.offered = offered
            self.parts.table.show_columns(cells.chosen(offered, self._settings.text("events/columns")))

    def _warm_up(self) -> None:
        if self._frame is not None and self._frame.warm():
            self._warm.start()

    # What is listed

    def ask(self, query: RecordQuery, *, only: Ints | None) -> None:
        """List other records."""
        self.query, self._only = query, only
        self._list(touch=False)

    def _list(self, *, touch: bool) -> None:
        parts = self.parts
        ids = self._listed = self._ids(self.query)
        place = parts.place()
        if not parts.model.set_ids(ids) and touch:
            parts.model.touch_all()
        parts.return_to(place)
        parts.show_query(self.query)
        only: list[filters.Words] = (
            [(f"only {counted(len(self._only), 'chosen event')}", ("only",))] if self._only is not None else []
        )
        parts.chips.show_chips(filters.chips(self.query, self._types) + only)
        parts.table.show_sort(self._sort, descending=self._descending)
        parts.show_empty(bool(len(ids)), has_events=self._frame is not None and len(self._frame.ids) > 0)
        self._show_pictures()
        self._show_chosen(scroll=False)
        self._show_groups()

    def _show_pictures(self) -> None:
        """Bring map and timeline up to date; the map shows what lies beside the part that is listed, too."""
        frame, types, (shown, timeline) = self._frame, self._types, self.parts.pictures()
        if frame is None:
            return
        ids = self._listed
        kinds = self.parts.kinds(frame.types[frame.at(ids)], types)
        if timeline is not None:
            timeline.set_records(ids, frame.days[frame.at(ids)], kinds, types.roots())
        if shown is not None:
            if self.query.box is not None:
                ids = self._ids(replace(self.query, box=None))
                kinds = self.parts.kinds(frame.types[frame.at(ids)], types)
            at = frame.at(ids)
            palette = [root.colour for root in types.roots()]
            shown.set_points(ids, frame.lats[at], frame.lons[at], kinds, palette=palette)

    def _ids(self, query: RecordQuery) -> Ints:
        from desktop.events.frame import NOTHING

        if self._frame is None:
            return NOTHING
        return self._frame.pick(query, self._sort, descending=self._descending, only=self._only)

    def _show_groups(self) -> None:
        parts = self.parts
        parts.groups.setVisible(self._group is not None)
        parts.show_group_button(self._group)
        if self._group is None or self._frame is None:
            return
        field = _FIELDS[self._group]
        present = getattr(self.query, field)
        nothing: Any = () if field == "types" else ""
        without = replace(self.query, **{field: nothing})
        ids = self._frame.pick(without, "event", descending=False, only=self._only)
        groups = self._frame.groups(self._group, ids)
        shown = str(present[0]) if field == "types" and present else present or ""
        parts.groups.show_groups(self._group, groups, self._types, str(shown))

    def _group_chosen(self, key: str) -> None:
        if self._group is not None:
            value: object = (int(key),) if self._group == "type" and key else () if self._group == "type" else key
            self.ask(replace(self.query, **{_FIELDS[self._group]: value}), only=self._only)  # type: ignore[arg-type]

    def _group_by(self, key: GroupKey | None) -> None:
        self._group = key
        self._settings.set("events/group", key or "")
        self._show_groups()

    def _clear(self, fields: Iterable[str]) -> None:
        empty = RecordQuery()
        cleared = {field: getattr(empty, field) for field in fields if field != "only"}
        self.ask(replace(self.query, **cleared), only=None if "only" in fields else self._only)

    def _sort_by(self, key: SortKey) -> None:
        first = key in ("date", "fatalities", "published", "event")  # the latest, the most
        self._descending = not self._descending if key == self._sort else first
        self._sort = key
        self._list(touch=False)

    # Selection

    def choose(self, ids: Iterable[int], *, add: bool = False, scroll: bool = False, by_table: bool = False) -> None:
        """Choose records, everywhere."""
        self._chosen = frozenset(ids) | (self._chosen if add else frozenset())
        self._show_chosen(scroll=scroll, by_table=by_table)

    def chosen(self) -> list[int]:
        """Return the ids chosen, in the table's order; those that are not listed are left out."""
        return sorted(
            (each for each in self._chosen if self.parts.model.row_of(each) >= 0), key=self.parts.model.row_of
        )

    def _show_chosen(self, *, scroll: bool, by_table: bool = False) -> None:
        if by_table:
            self.parts.model.set_chosen(self._chosen)
        else:
            self.parts.table.choose(self._chosen, scroll=scroll)
        if self._frame is None:
            self.parts.totals.setText("")
            return
        listed = self._listed
        some = self._frame.known(list(self._chosen)) if self._chosen else listed[:0]
        some = some[self._frame.mask(listed)[self._frame.at(some)]] if len(some) else some
        for picture in self.parts.pictures():
            if picture is not None:
                picture.set_selected(some)
        told = words.totals(self._frame.totals(some if len(some) else listed), of=len(listed) if len(some) else 0)
        self.parts.totals.setText(told)
        self.parts.only_button.setVisible(0 < len(some) < len(listed))

    def _show_only(self) -> None:
        if self._frame is not None and (chosen := self.chosen()):
            self.ask(self.query, only=self._frame.known(chosen))

    # What a person does

    def _connect(self) -> None:
        parts = self.parts
        parts.bar.changed.connect(lambda query: self.ask(query, only=self._only))
        parts.bar.left.connect(parts.enter_table)
        parts.chips.cleared.connect(self._clear)
        parts.empty.wanted.connect(lambda: self.ask(RecordQuery(), only=None))
        parts.table.chosen.connect(lambda ids: self.choose(ids, by_table=True))
        parts.table.entered.connect(self._open)
        parts.table.sort_wanted.connect(self._sort_by)
        parts.table.copy_wanted.connect(self.copy)
        parts.table.delete_wanted.connect(self._delete)
        parts.table.columns_changed.connect(self._keep_columns)
        parts.table.menu_wanted.connect(lambda at: self.context_menu().popup(at))
        parts.made.connect(self._made)
        parts.groups.chosen.connect(self._group_chosen)
        parts.groups.closed.connect(lambda: self._group_by(None))
        parts.group_wanted.connect(self._group_by)
        parts.only_button.clicked.connect(self._show_only)

    def context_menu(self) -> QMenu:
        """Return the menu for the records chosen."""
        chosen = self.chosen()
        do = {
            "open": lambda: self._open(chosen[0]),
            "edit": lambda: self.parts.table.edit(self.parts.table.currentIndex()),
            "join": lambda: self.join_requested.emit(chosen),
            "duplicate": lambda: self._session.write(self, events.duplicate, chosen[0]),
            "only": self._show_only,
            "copy": self.copy,
            "delete": self._delete,
        }
        built = menu.build(self, len(chosen), do, writable=not self._session.read_only)
        built.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return built

    def _delete(self) -> None:
        """Delete the records chosen; the row that follows is in hand then."""
        if (chosen := self.chosen()) and not self._session.read_only:
            row = self.parts.model.row_of(chosen[0])
            if self._session.write(self, events.remove, chosen) is not None:
                self.parts.table.select_row(row)

    def copy(self) -> None:
        """Put the records chosen on the clipboard, as a table."""
        shown = [column for column, _ in self.parts.table.shown_columns()]
        found = self._fetch(self.chosen(), [column.role_id for column in shown if column.role_id])
        QGuiApplication.clipboard().setText(words.as_table(found, shown, self._types))

    def _open(self, event_id: int) -> None:
        for row in self._fetch([event_id], []):
            self.open_requested.emit(row.article_id, row.start, row.end, event_id)

    def _write(self, row: RecordRow, column: Column, value: Any) -> bool:
        function = writes.FUNCTIONS[column.key]
        return self._session.write(self, function, row.event_id, value) is not None

    def _describe(self, ids: list[int]) -> str:
        return words.tooltip(self._fetch(ids[:_TOLD], []), len(ids), self._types)

    def _fetch(self, ids: Iterable[int], role_ids: Iterable[int]) -> list[RecordRow]:
        store = self._session.store
        return records.rows(store, list(ids), roles=list(role_ids)) if store else []

    def _names(self, key: GroupKey) -> list[str]:
        return records.names(self._session.store, key) if self._session.store else []

    def _keep_columns(self) -> None:
        self._settings.set("events/columns", cells.as_text(self.parts.table.shown_columns()))
