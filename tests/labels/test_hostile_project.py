"""A project file from elsewhere may hold anything: it is opened, read, coded in and taken back without a crash."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from corpus import articles, journal
from corpus.errors import UserError
from corpus.store import Store
from labels import check_rule, codebook, codebook_edit, entities, event_types, events, labels, places, roles
from labels.check import check
from labels.draft_types import type_from_words
from labels.entity import EntityDraft
from labels.event import ArgumentDraft, EventDraft
from labels.place import PlaceDraft

DEEP = "[" * 100_000
LISTS = ("[1,2]", "[[1]]", "[[1,2,3]]", "[null]", '[["a",null]]', "[NaN]", "[1", DEEP)
VALUES = (
    '{"start": 1e999, "end": [], "precision": {"a": 1}, "best": 1e400, "low": "x", "high": -5, "code": [1]}',
    '{"start": "9999-99-99", "end": "0000-00-00", "best": NaN, "low": true}',
    '{"best": ' + "9" * 6000 + "}",
    '{"a": ' * 100_000,
)
SPOILT = [
    *[(f"UPDATE {where} = ?", text) for text in LISTS for where in (
        "role SET codes", "event_type SET words", "event_type SET examples", "label SET examples"
    )],
    *[("UPDATE argument SET value = ?", text) for text in VALUES],
    *[(f"UPDATE {table} SET position = ?", 2**63 - 1) for table in ("label", "role", "event_type")],
    *[(f"UPDATE argument SET {column} = ?", 99) for column in ("role_id", "entity_id", "place_id", "ordinal")],
    *[("UPDATE change SET tbl = ?", table) for table in ("sqlite_master", "setting", 'x"; DROP TABLE event; --')],
    *[("UPDATE change SET after = ? WHERE after IS NOT NULL", text) for text in ("{", '{"x": 1}', '{"note": {}}')],
    ("UPDATE event_type SET parent_id = id WHERE ?", 1),
    ("UPDATE event_type SET parent_id = CASE id WHEN 1 THEN 2 ELSE 1 END WHERE ?", 1),
    ("UPDATE entity SET parent_id = 3 - id WHERE ?", 1),
    ("UPDATE role SET kind = ?", "weird"),
    ("UPDATE role SET slot = ?", "weird"),
    ("UPDATE event SET status = ?", "weird"),
    ("UPDATE event SET event_type_id = ?", 99),
    ("UPDATE change SET row_id = ?", 2**63 - 1),
    ("DELETE FROM role WHERE ?", 1),
    ("DELETE FROM record WHERE ?", 1),
    ("DELETE FROM coder WHERE ?", 1),
    ("INSERT INTO field_check (uid, rule) VALUES ('x', ?)", "a.best" + " + a.best" * 50_000 + " <= 3"),
]  # fmt: skip


def read_all(store: Store) -> None:
    """Read what windows and exports read of events."""
    types = event_types.all_types(store, retired=True)
    type_from_words(types, "shelled")
    event_types.colours(types)
    labels.all_labels(store, retired=True)
    for article_id in articles.ids(store):
        for event in events.of_article(store, article_id):
            roles.for_type(store, event.type_id)
            for rule, _ in roles.checks(store):
                with suppress(UserError):
                    check_rule.parse(rule).holds(event)
            event_types.ancestors(types, event.type_id or 0)
    codebook.dump(codebook.of_project(store))


WRITES: tuple[Callable[[Store], object], ...] = (
    lambda store: events.add(store, 1, EventDraft(start=0, end=4)),
    lambda store: events.fill(store, 1, ArgumentDraft(1, "other words")),
    lambda store: events.duplicate(store, 1),
    lambda store: events.remove(store, [1]),
    lambda store: event_types.add(store, "One more", parent_id=1),
    lambda store: event_types.move(store, 2, 3),
    lambda store: codebook_edit.merge_types(store, 2, 3),
    lambda store: roles.add(store, "One more", kind="number"),
    lambda store: codebook.use(store, codebook.load("muc_4")),
    lambda store: places.edit(store, 1, PlaceDraft("Homs", country="SY", latitude=34.7, longitude=36.7)),
    lambda store: entities.edit(store, 3, EntityDraft("A part", parent_id=1)),
    lambda store: entities.merge(store, 1, [2]),
    lambda store: [journal.undo(store) for _ in range(3)],
    lambda store: journal.redo(store),
)


@pytest.fixture
def coded(store: Store, add_article: Callable[..., int]) -> Path:
    """A project with a codebook, two events and a place; closed, so that a test may spoil it."""
    add_article("Rebels seized Hama on Friday. At least 20 died.", published="2024-12-08")
    codebook.use(store, codebook.load("conflict_basics"))
    places.add(store, PlaceDraft("Hama", country="SY", latitude=35.1, longitude=36.7))
    for name in ("HTS", "Its wing", "Another"):
        entities.add(store, EntityDraft(name))
    by_kind = {role.kind: role.id for role in roles.all_roles(store)}
    filled = (
        ArgumentDraft(by_kind["place"], "Hama", 14, 18, place_id=1),
        ArgumentDraft(by_kind["number"], "20", value={"best": 20}),
    )
    for _ in range(2):
        events.add(store, 1, EventDraft(1, None, 0, 6, filled))
    store.close()
    return store.path


@pytest.mark.parametrize(("sql", "value"), SPOILT, ids=[f"{sql[:40]} {str(value)[:20]}" for sql, value in SPOILT])
def test_a_spoilt_project_never_brings_the_program_down(coded: Path, tmp_path: Path, sql: str, value: object) -> None:
    with closing(sqlite3.connect(coded)) as conn:
        conn.execute("PRAGMA ignore_check_constraints = ON")
        conn.execute(sql, (value,))
        conn.commit()
    with Store.open(coded, coder="rima") as store:
        check(store)
        with suppress(UserError):
            read_all(store)
    for number, write in enumerate(WRITES):
        copy = shutil.copy(coded, tmp_path / f"{number}.dateline")
        with Store.open(copy, coder="rima") as store, suppress(UserError):
            write(store)
