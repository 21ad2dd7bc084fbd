"""A random walk over events and the codebook: whatever is done in whatever order, the file stays whole."""

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from corpus import articles, derived, journal
from corpus.article import RawArgument, RawArticle, RawEvent, RawSpan
from corpus.errors import UserError
from corpus.store import Store
from labels import (
    canonicals,
    codebook,
    codebook_edit,
    entities,
    entity_links,
    event_coding,
    event_types,
    events,
    labels,
    places,
    roles,
    spans,
)
from labels.check import check
from labels.entity import Alias, Code, EntityDraft
from labels.event import ArgumentDraft, EventDraft
from labels.gazetteer import Candidate
from labels.intake import take_in
from labels.intake_held import add_held
from labels.place import PlaceDraft

TABLES = (
    "article", "article_text", "label", "span", "work", "event_type", "role", "role_label", "type_role", "field_check",
    "entity", "alias", "entity_code", "place", "place_name", "event", "argument", "canonical_event", "report_link",
    "canonical_choice", "record",
)  # fmt: skip
GIVES_WAY = {"label": "name", "event_type": "name", "role": "name", "entity": "name", "place": "geonameid"}
TEXTS = (
    "Hama and Homs were shelled on Friday. At least 20 died.",
    "قصف حماة 😀 يوم الجمعة, Hama",
    "Talks\r\nin Idlib failed 😀😀 in 2018.",
)
NAMES = ("PLACE", "ATTACK", "WHO")
TYPES = ("", "Battles", "Battles / Clash", "Talks", "Battles / Clash / Raid")
ROLES = ("Actor", "Location", "Deaths", "When", "Weapon")
CODERS = ("rima", "omar")
BOOKS = (codebook.load("conflict_basics"), codebook.load("muc_4"))
KINDS = {"Actor": "actor", "Location": "place", "Deaths": "number", "When": "date", "Weapon": "text"}
VALUES: dict[str, tuple[dict[str, Any], ...]] = {
    "number": ({}, {"best": 6, "low": 4}, {"low": 9, "high": 2}, {"best": -1}),
    "date": ({}, {"start": "2024-12-06", "end": "2024-12-06", "precision": "day"}, {"start": "1899-01-01"}, {"end": 3}),
    "place": ({}, {"precision": "near"}, {"precision": "nowhere"}),
}
PICK = st.integers(0, 10**6)
OFFSET = st.integers(-1, 60)
Row = tuple[Any, ...]


def candidate(number: int) -> Candidate:
    """A place as a gazetteer gives it."""
    return Candidate(100 + number, f"Town {number}", "town", "SY", "Hama", "", 35.0 + number, 36.0, 1000, "name")


class Walk(RuleBasedStateMachine):
    """One or two coders at work in one file; refusals in plain words are part of the work."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="dateline-walk-")
        self.path = Path(self.folder.name) / "walk.dateline"
        self.store = Store.create(self.path, coder="rima")
        self.coders = {"rima"}

    def teardown(self) -> None:
        try:
            self.there_and_back()
            assert check(self.store) == []
        finally:
            self.store.close()
            self.folder.cleanup()

    # Small helpers

    def one(self, table: str, pick: int, *, none: bool = False) -> Any:
        """Any row's id, now and then one that is not there."""
        found: list[int | None] = [*(row[0] for row in self.store.rows(f"SELECT id FROM {table} ORDER BY id")), 999]
        return [*found, None][pick % (len(found) + none)]

    def rows(self) -> dict[str, list[Row]]:
        """All rows, but for what a retired row is called: that of an import taken back may have to give way."""
        found = {table: self.store.rows(f"SELECT * FROM {table} ORDER BY 1") for table in TABLES}
        for table, column in GIVES_WAY.items():
            names = [row[1] for row in self.store.rows(f"PRAGMA table_info({table})")]
            at, retired = names.index(column), names.index("retired")
            found[table] = [(*row[:at], None, *row[at + 1 :]) if row[retired] else row for row in found[table]]
        return found

    def argument(self, pick: int, start: int, end: int) -> ArgumentDraft:
        """What may fill a role, rightly or not."""
        role_id = self.one("role", pick)
        kind = str(self.store.value("SELECT kind FROM role WHERE id = ?", (role_id,)) or "")
        values = VALUES.get(kind, ({},))
        return ArgumentDraft(
            role_id,
            f"words {pick % 3}",
            start if pick % 3 else None,
            end if pick % 3 else None,
            span_id=self.one("span", pick, none=True) if pick % 2 else None,
            value=values[pick % len(values)],
            entity_id=self.one("entity", pick, none=True) if kind == "actor" else None,
            place_id=self.one("place", pick, none=True) if kind == "place" else None,
        )

    def draft(self, picks: list[int], start: int, end: int) -> EventDraft:
        return EventDraft(
            type_id=self.one("event_type", sum(picks), none=True),
            trigger_span_id=self.one("span", sum(picks), none=True) if sum(picks) % 2 else None,
            start=start,
            end=end,
            arguments=tuple(self.argument(pick, start, end) for pick in picks),
            historical=bool(sum(picks) % 2),
        )

    # Articles

    @initialize()
    def begin(self) -> None:
        take_in(self.store, [raw_article(TEXTS[0], [1, 2, 3], "rima")])
        codebook.use(self.store, BOOKS[0])

    @rule(
        picks=st.lists(st.tuples(st.sampled_from(TEXTS), st.lists(PICK, max_size=4)), max_size=3),
        coder=st.sampled_from(("", *CODERS)),
        hold=st.booleans(),
    )
    def import_articles(self, picks: list[tuple[str, list[int]]], coder: str, hold: bool) -> None:
        raws = [raw_article(text, some, coder) for text, some in picks]
        report = take_in(self.store, raws, unknown="hold" if hold else "add")
        if hold:
            with contextlib.suppress(UserError):
                add_held(self.store, report.held, events=report.held_events)

    @rule(pick=PICK)
    def remove_article(self, pick: int) -> None:
        with contextlib.suppress(UserError):
            articles.remove(self.store, [self.one("article", pick)])

    # Spans and labels

    @rule(article=PICK, start=OFFSET, end=OFFSET, label=PICK)
    def add_span(self, article: int, start: int, end: int, label: int) -> None:
        with contextlib.suppress(UserError):
            spans.add(self.store, self.one("article", article), start, end, self.one("label", label))

    @rule(pick=PICK, start=OFFSET, end=OFFSET)
    def move_span(self, pick: int, start: int, end: int) -> None:
        with contextlib.suppress(UserError):
            spans.move(self.store, self.one("span", pick), start, end)

    @rule(pick=PICK, label=PICK)
    def relabel_span(self, pick: int, label: int) -> None:
        with contextlib.suppress(UserError):
            spans.relabel(self.store, self.one("span", pick), self.one("label", label))

    @rule(picks=st.lists(PICK, max_size=3))
    def remove_spans(self, picks: list[int]) -> None:
        with contextlib.suppress(UserError):
            spans.remove(self.store, [self.one("span", pick) for pick in picks])

    @rule(pick=PICK, into=PICK)
    def merge_labels(self, pick: int, into: int) -> None:
        with contextlib.suppress(UserError):
            codebook_edit.merge_labels(self.store, self.one("label", pick), self.one("label", into))

    @rule(pick=PICK, words=PICK, into=PICK)
    def split_label(self, pick: int, words: int, into: int) -> None:
        surface = self.store.value("SELECT surface FROM span WHERE id = ?", (self.one("span", words),)) or "x"
        with contextlib.suppress(UserError):
            chosen = self.one("label", into, none=True)
            codebook_edit.split_label(self.store, self.one("label", pick), [surface], into=chosen, name="SPLIT")

    # Events

    @rule(article=PICK, picks=st.lists(PICK, max_size=3), start=st.integers(0, 20), length=st.integers(0, 20))
    def add_event(self, article: int, picks: list[int], start: int, length: int) -> None:
        with contextlib.suppress(UserError):
            events.add(self.store, self.one("article", article), self.draft(picks, start, start + length))

    @rule(article=PICK, start=st.integers(0, 20), length=st.integers(0, 9), label=PICK, number=st.integers(1, 4))
    def add_event_from_words(self, article: int, start: int, length: int, label: int, number: int) -> None:
        def settle(step: journal.Step, draft: ArgumentDraft) -> ArgumentDraft:
            places.keep(step, candidate(number), words="Hama")
            return draft

        with contextlib.suppress(UserError):
            event_coding.add_from_words(
                self.store, self.one("article", article), start, start + length, self.one("label", label),
                lambda span: EventDraft(trigger_span_id=span.id, start=span.start, end=span.end,
                                        arguments=(self.argument(label, start, start + length),)),
                settle=settle,
            )  # fmt: skip

    @rule(event=PICK, pick=PICK, start=st.integers(0, 20), length=st.integers(0, 20), label=PICK, way=PICK)
    def fill(self, event: int, pick: int, start: int, length: int, label: int, way: int) -> None:
        draft = self.argument(pick, start, start + length)
        event_id = self.one("event", event)
        with contextlib.suppress(UserError):
            role = roles.get(self.store, draft.role_id)
            if way % 3 == 0:
                events.fill(self.store, event_id, draft)
            elif way % 3 == 1:
                event_coding.fill(self.store, event_id, role, draft)
            else:
                label_id = self.one("label", label)
                event_coding.fill_from_words(
                    self.store, event_id, role, start, start + length, label_id, lambda span: draft
                )

    @rule(pick=PICK, to=PICK, way=PICK)
    def change_event(self, pick: int, to: int, way: int) -> None:
        store, event_id = self.store, self.one("event", pick)
        ways: tuple[Callable[[], object], ...] = (
            lambda: events.set_type(store, event_id, self.one("event_type", to, none=True)),
            lambda: events.set_trigger(store, event_id, self.one("span", to, none=True)),
            lambda: events.describe(store, event_id, historical=bool(to % 2), note=f"n{to % 2}", status="planned"),
            lambda: events.duplicate(store, event_id),
            lambda: events.remove(store, [event_id, self.one("event", to)][: 1 + to % 2]),
        )
        with contextlib.suppress(UserError):
            ways[way % len(ways)]()

    @rule(pick=PICK, to=PICK, way=PICK)
    def change_argument(self, pick: int, to: int, way: int) -> None:
        store, argument_id = self.store, self.one("argument", pick)
        ways: tuple[Callable[[], object], ...] = (
            lambda: events.change_argument(store, argument_id, text=f"t{to % 2}", value={"best": to % 3}),
            lambda: events.change_argument(store, argument_id, entity_id=self.one("entity", to, none=True)),
            lambda: events.change_argument(store, argument_id, place_id=self.one("place", to, none=True)),
            lambda: events.clear(store, argument_id),
            lambda: events.move_argument(store, argument_id, self.one("event", to)),
            lambda: entity_links.link(store, argument_id, self.one("entity", to, none=True), keep_name=bool(to % 2)),
            lambda: entity_links.link_new(store, argument_id),
        )
        with contextlib.suppress(UserError):
            ways[way % len(ways)]()

    @rule(one=PICK, other=PICK, way=PICK)
    def join(self, one: int, other: int, way: int) -> None:
        store, canonical_id = self.store, self.one("canonical_event", one)
        ways: tuple[Callable[[], object], ...] = (
            lambda: canonicals.join(store, [self.one("event", one), self.one("event", other)]),
            lambda: canonicals.part(store, self.one("event", one)),
            lambda: canonicals.dissolve(store, canonical_id),
            lambda: canonicals.choose(store, canonical_id, "type", rule="majority" if other % 2 else None),
        )
        with contextlib.suppress(UserError):
            ways[way % len(ways)]()

    # Codebook

    @rule(pick=PICK, to=PICK, name=st.sampled_from(("Battles", "Raid", "Talks", "x / y", "")), way=PICK)
    def change_type(self, pick: int, to: int, name: str, way: int) -> None:
        store, type_id = self.store, self.one("event_type", pick)
        ways: tuple[Callable[[], object], ...] = (
            lambda: event_types.add(store, name, parent_id=self.one("event_type", to, none=True)),
            lambda: event_types.edit(store, type_id, name=name, words=["Shelled"]),
            lambda: event_types.move(store, type_id, self.one("event_type", to, none=True)),
            lambda: event_types.retire(store, type_id),
            lambda: event_types.restore(store, type_id),
            lambda: codebook_edit.merge_types(store, type_id, self.one("event_type", to)),
            lambda: codebook_edit.split_type(store, type_id, ["", "Hama"], name=name),
            lambda: roles.assign(store, type_id, [(self.one("role", to), True), (self.one("role", way), False)]),
        )
        with contextlib.suppress(UserError):
            ways[way % len(ways)]()

    @rule(pick=PICK, to=PICK, name=st.sampled_from((*ROLES, "Weapon used", "")), way=PICK)
    def change_role(self, pick: int, to: int, name: str, way: int) -> None:
        store, role_id = self.store, self.one("role", pick)
        ways: tuple[Callable[[], object], ...] = (
            lambda: roles.add(store, name, kind="number", labels=[self.one("label", to)], many=bool(to % 2)),
            lambda: roles.edit(store, role_id, name=name, labels=[self.one("label", to)]),
            lambda: roles.edit(store, role_id, many=bool(to % 2), slot="fatalities"),
            lambda: roles.retire(store, role_id),
            lambda: roles.restore(store, role_id),
            lambda: codebook_edit.merge_roles(store, role_id, self.one("role", to)),
            lambda: roles.reorder(store, [self.one("role", to), role_id]),
        )
        with contextlib.suppress(UserError):
            ways[way % len(ways)]()

    @rule()
    def use_codebook(self) -> None:
        with contextlib.suppress(UserError):
            codebook.use(self.store, BOOKS[1])

    # Actors and places

    @rule(pick=PICK, to=PICK, name=st.sampled_from(("HTS", "Army", "")), way=PICK)
    def change_actor(self, pick: int, to: int, name: str, way: int) -> None:
        store, entity_id = self.store, self.one("entity", pick)
        group = self.one("entity", to, none=True)
        draft = EntityDraft(name, parent_id=group, aliases=(Alias(f"a{to % 3}"),), codes=(Code(f"C{to % 2}"),))
        ways: tuple[Callable[[], object], ...] = (
            lambda: entities.add(store, draft),
            lambda: entities.edit(store, entity_id, draft),
            lambda: entities.add_alias(store, entity_id, f"a{to % 4}"),
            lambda: entities.merge(store, entity_id, [self.one("entity", to)]),
            lambda: entities.retire(store, entity_id),
            lambda: entities.restore(store, entity_id),
        )
        with contextlib.suppress(UserError):
            ways[way % len(ways)]()

    @rule(pick=PICK, to=PICK, number=st.integers(1, 3), way=PICK)
    def change_place(self, pick: int, to: int, number: int, way: int) -> None:
        store, place_id = self.store, self.one("place", pick)
        draft = PlaceDraft(f"Camp {number}", "camp", "SY", latitude=33.0 + number * 40, longitude=36.0, names=("Camp",))
        ways: tuple[Callable[[], object], ...] = (
            lambda: places.add(store, draft),
            lambda: places.edit(store, place_id, draft),
            lambda: places.use(store, candidate(number), words="the town"),
            lambda: places.add_name(store, place_id, f"n{to % 3}"),
            lambda: places.merge(store, place_id, self.one("place", to)),
            lambda: places.remove(store, [place_id]),
            lambda: places.restore(store, place_id),
        )
        with contextlib.suppress(UserError):
            ways[way % len(ways)]()

    # Time

    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        with contextlib.suppress(UserError):
            for _ in range(times):
                journal.undo(self.store)

    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        with contextlib.suppress(UserError):
            for _ in range(times):
                journal.redo(self.store)

    @rule(coder=st.sampled_from(CODERS))
    def another_coder_sits_down(self, coder: str) -> None:
        self.store.close()
        self.store = Store.open(self.path, coder=coder)
        self.coders.add(coder)

    @rule()
    def there_and_back(self) -> None:
        """All that the coder did is undone (as far as others let it) and redone: the same rows stand."""
        while journal.redo_summary(self.store):
            try:
                journal.redo(self.store)
            except UserError:
                return  # somebody has changed the same thing since
        before, undone = self.rows(), 0
        with contextlib.suppress(UserError):
            while journal.undo(self.store):
                undone += 1
        for _ in range(undone):
            try:
                journal.redo(self.store)
            except UserError:
                assert len(self.coders) > 1
                return
        assert self.rows() == before

    @precondition(lambda self: len(self.coders) == 1)
    @rule()
    def all_of_it_is_undone(self) -> None:
        """A coder alone can always undo to the very beginning."""
        while journal.undo(self.store):
            pass
        assert list(articles.ids(self.store)) == []
        assert not any(types for types in (event_types.all_types(self.store), labels.all_labels(self.store)))
        assert roles.all_roles(self.store) == []
        assert entities.all_entities(self.store) == []
        assert places.all_places(self.store) == []

    # What is always so

    @invariant()
    def records_say_what_the_events_say(self) -> None:
        sql = "SELECT * FROM record ORDER BY event_id"
        kept = self.store.rows(sql)
        counts = self.store.rows("SELECT id, span_count, event_count FROM article ORDER BY id")
        with contextlib.suppress(_Back), self.store.transaction():
            derived.refresh(self.store, [row[0] for row in self.store.rows("SELECT id FROM event")])
            anew = self.store.rows(sql)
            counted = self.store.rows("SELECT id, span_count, event_count FROM article ORDER BY id")
            raise _Back
        assert kept == anew
        assert counts == counted
        assert len(kept) == self.store.value("SELECT count(*) FROM event")

    @invariant()
    def nothing_belongs_to_what_is_gone(self) -> None:
        assert self.store.rows("PRAGMA foreign_key_check") == []

    @invariant()
    def evidence_is_of_the_same_article(self) -> None:
        wrong = self.store.rows(
            "SELECT event.id FROM event JOIN span ON span.id = trigger_span_id "
            "WHERE span.article_id <> event.article_id "
            "UNION ALL SELECT event.id FROM argument JOIN event ON event.id = event_id JOIN span ON span.id = span_id "
            "WHERE span.article_id <> event.article_id"
        )
        assert wrong == []

    @invariant()
    def a_single_role_is_filled_once(self) -> None:
        twice = self.store.rows(
            "SELECT event_id, role_id, count(*), min(ordinal), max(ordinal) FROM argument GROUP BY 1, 2 "
            "HAVING count(DISTINCT ordinal) < count(*)"
        )
        assert twice == []

    @invariant()
    def all_can_be_read(self) -> None:
        for article_id in articles.ids(self.store):
            events.of_article(self.store, article_id)
        list(canonicals.all_resolved(self.store))


class _Back(Exception):
    """Ends a transaction whose writes are not meant to stay."""


def raw_article(text: str, picks: list[int], coder: str) -> RawArticle:
    """An article with events as a file brings them, some of them not to be had."""
    return RawArticle(
        text=text,
        published="2024-12-08",
        spans=tuple(RawSpan(0, 4 + pick % 2, NAMES[pick % 3], coder) for pick in picks),
        events=tuple(raw_events(picks, coder)),
    )


def raw_events(picks: list[int], coder: str) -> Iterator[RawEvent]:
    for pick in picks:
        arguments = []
        for role in ROLES[: pick % 6]:
            values = VALUES.get(KINDS[role], ({},))
            fields: dict[str, Any] = {"kind": KINDS[role], "many": role == "Actor", "value": values[pick % len(values)]}
            if role == "Actor":
                fields["entity"] = {"name": f"Group {pick % 3}"}
            if role == "Location":
                fields["place"] = {"name": "Hama", "latitude": 35.1, "longitude": 36.7, "geonameid": 101}
            arguments.append(RawArgument(role, text[:4] if (text := TEXTS[0]) else "", 0, 4, fields))
        yield RawEvent(TYPES[pick % 5], 0, 4 + pick % 2, tuple(arguments), coder)


@pytest.mark.slow
def test_a_random_walk_over_events_leaves_the_project_whole() -> None:
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(Walk, settings=settings(max_examples=30, stateful_step_count=30, deadline=None))
