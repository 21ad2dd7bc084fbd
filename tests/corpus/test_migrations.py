import re
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database, Migrations

import corpus.store
import corpus.upgrade
from corpus import articles, journal
from corpus.errors import UserError
from corpus.migrations import LATEST, migrations
from corpus.store import Store
from labels import events, labels, spans
from labels.check import check

HEX = "0" * 31
TIMES = {"created": "2024-12-06T00:00:00Z", "changed": "2024-12-06T00:00:00Z"}
ROWS: dict[str, dict[str, Any]] = {
    "coder": {"id": 1, "uid": f"{HEX}1", "name": "rima", "created": "2024-12-06T00:00:00Z"},
    "batch": {"id": 1, "uid": f"{HEX}1", "kind": "import", "summary": "Import", "at": "2024-12-06T00:00:00Z"},
    "article": {
        "id": 1, "uid": f"{HEX}1", "sha256": "0" * 64, "title": "Title", "length": 4, "published": "2024-12-06",
        "added": "2024-12-06T00:00:00Z", "batch_id": 1,
    },
    "article_text": {"article_id": 1, "text": "Hama"},
    "label": {
        "id": 1, "uid": f"{HEX}1", "name": "EVENT", "kind": "event", "colour": "#0f766e", "position": 1,
        "created": "2024-12-06T00:00:00Z", "changed": "2024-12-06T00:00:00Z",
    },
    "span": {
        "id": 1, "uid": f"{HEX}1", "article_id": 1, "start": 0, "end": 4, "label_id": 1, "coder_id": 1,
        "origin": "human", "surface": "Hama", "created": "2024-12-06T00:00:00Z", "changed": "2024-12-06T00:00:00Z",
    },
    "work": {"id": 1, "article_id": 1, "coder_id": 1, "status": "done", "changed": "2024-12-06T00:00:00Z"},
    "piece": {"id": 1, "tokenizer": "en", "text": "Hama", "ends": b"\x04"},
    "step": {
        "id": 1, "uid": f"{HEX}1", "kind": "span", "summary": "Label", "coder_id": 1, "at": "2024-12-06T00:00:00Z",
    },
    "change": {"id": 1, "step_id": 1, "tbl": "span", "row_id": 1, "after": "{}"},
    "event_type": {"id": 1, "uid": f"{HEX}1", "name": "Battles", "position": 1, **TIMES},
    "role": {"id": 1, "uid": f"{HEX}1", "name": "Actor", "kind": "actor", "position": 1, **TIMES},
    "role_label": {"id": 1, "role_id": 1, "label_id": 1},
    "type_role": {"id": 1, "event_type_id": 1, "role_id": 1, "position": 1},
    "field_check": {"id": 1, "uid": f"{HEX}1", "rule": "date.start <= date.end"},
    "entity": {"id": 1, "uid": f"{HEX}1", "name": "HTS", "valid_from": "2017", "valid_to": "2025", **TIMES},
    "alias": {"id": 1, "entity_id": 1, "name": "HTS", "folded": "hts"},
    "entity_code": {"id": 1, "entity_id": 1, "code": "SYRREB"},
    "place": {
        "id": 1, "uid": f"{HEX}1", "name": "Hama", "latitude": 35.1, "longitude": 36.8, "geonameid": 170017,
        "origin": "gazetteer", **TIMES,
    },
    "place_name": {"id": 1, "place_id": 1, "name": "Hama", "folded": "hama"},
    "event": {
        "id": 1, "uid": f"{HEX}1", "article_id": 1, "event_type_id": 1, "coder_id": 1, "trigger_span_id": 1,
        "start": 0, "end": 4, "origin": "human", **TIMES,
    },
    "argument": {
        "id": 1, "uid": f"{HEX}1", "event_id": 1, "role_id": 1, "ordinal": 0, "span_id": 1, "start": 0, "end": 4,
        "entity_id": 1, "place_id": 1,
    },
    "canonical_event": {"id": 1, "uid": f"{HEX}1", "coder_id": 1, **TIMES},
    "report_link": {"id": 1, "canonical_id": 1, "event_id": 1},
    "canonical_choice": {"id": 1, "canonical_id": 1, "field": "date", "rule": "majority"},
    "file": {"id": 1, "batch_id": 1, "name": "wires.zip", "size": 9, "sha256": "0" * 64, "reader": "zip 1"},
    "intake_note": {"id": 1, "batch_id": 1, "kind": "copy", "place": "a.txt", "sentence": "A copy.", "article_id": 1},
    "saved_search": {"id": 1, "uid": f"{HEX}1", "name": "Hama", "query": "Hama", "position": 1, **TIMES},
    "assignment": {
        "id": 1, "uid": f"{HEX}1", "name": "Monday", "purpose": "coding", "articles": "[1]", **TIMES,
    },
    "assignment_coder": {"id": 1, "assignment_id": 1, "coder_id": 1},
    "signature": {"article_id": 1, "minhash": b"\x00"},
    "not_copy": {"id": 1, "article_id": 1, "other_id": 1},
    "facet": {"kind": "source", "key": "sana", "block": 0, "ids": b"\x00"},
    "name": {"surface": "Hama", "label_id": 1, "coded": 1},
    "pattern": {"id": 1, "uid": f"{HEX}1", "label_id": 1, "kind": "words", "body": "Hama", **TIMES},
    "verdict": {
        "id": 1, "uid": f"{HEX}1", "article_id": 1, "coder_id": 1, "verdict": "rejected", "start": 0, "end": 4,
        "label_id": 1, "event_type_id": 1, "surface": "Hama", "origin": "model 1", "created": "2024-12-06T00:00:00Z",
    },
    "model": {
        "id": 1, "uid": f"{HEX}1", "number": 1, "preset": "quick", "language": "en", "folder": "model-1",
        "fingerprint": "0" * 64, "articles": 1, "spans": 1, "seconds": 1.5, "size": 9,
        "created": "2024-12-06T00:00:00Z",
    },
    "suggestion": {
        "id": 1, "article_id": 1, "start": 0, "end": 4, "label_id": 1, "origin": "model 1", "score": 0.5,
    },
    "suggested_event": {
        "id": 1, "article_id": 1, "start": 0, "end": 4, "event_type_id": 1, "origin": "model 1", "score": 0.5,
    },
    "training_run": {
        "id": 1, "uid": f"{HEX}1", "kind": "errors", "model_id": 1, "seconds": 1.5, "at": "2024-12-06T00:00:00Z",
    },
    "cross_prediction": {
        "id": 1, "run_id": 1, "article_id": 1, "start": 0, "end": 4, "label_id": 1, "score": 0.5,
    },
    "crossed": {"run_id": 1, "article_id": 1},
    "doubt": {"article_id": 1, "model_id": 1, "doubt": 0.5, "novelty": 0.5},
}  # fmt: skip

# One for each CHECK of the format (`length(name) BETWEEN` and the like have both of their ends).
CHECKS: list[tuple[str, str, object]] = [
    ("coder", "name", ""),
    ("article", "sha256", "0" * 63),
    ("article", "length", 0),
    ("article", "published", "6 December"),
    ("article", "meta", "[]"),
    ("article", "removed", 2),
    ("label", "name", ""),
    ("label", "name", "x" * 61),
    ("label", "kind", "thing"),
    ("label", "colour", "#0F766E"),
    ("label", "colour", "teal"),
    ("label", "key", "12"),
    ("label", "retired", 2),
    ("label", "examples", "{}"),
    ("span", "start", -1),
    ("span", "end", 0),
    ("span", "origin", ""),
    ("span", "exact", 2),
    ("work", "status", "finished"),
    ("work", "seconds", -1),
    ("step", "state", 4),
    ("change", "before", "[]"),
    ("change", "after", "[]"),
    ("change", "after", None),
    ("event_type", "name", ""),
    ("event_type", "name", "x" * 81),
    ("event_type", "examples", "{}"),
    ("event_type", "words", "{}"),
    ("event_type", "colour", "#0F766E"),
    ("event_type", "retired", 2),
    ("role", "name", ""),
    ("role", "name", "x" * 61),
    ("role", "kind", "thing"),
    ("role", "codes", "{}"),
    ("role", "many", 2),
    ("role", "required", 2),
    ("role", "retired", 2),
    ("type_role", "required", 2),
    ("field_check", "rule", ""),
    ("entity", "name", ""),
    ("entity", "retired", 2),
    ("entity", "valid_from", "2026"),
    ("alias", "name", ""),
    ("entity_code", "code", ""),
    ("place", "name", ""),
    ("place", "latitude", 91),
    ("place", "longitude", -181),
    ("place", "latitude", None),
    ("place", "population", -1),
    ("place", "origin", "elsewhere"),
    ("place", "retired", 2),
    ("place_name", "name", ""),
    ("event", "start", -1),
    ("event", "start", None),
    ("event", "end", 0),
    ("event", "status", "over"),
    ("event", "historical", 2),
    ("event", "origin", ""),
    ("argument", "start", -1),
    ("argument", "start", None),
    ("argument", "end", 0),
    ("argument", "value", "[]"),
    ("canonical_choice", "field", ""),
    ("batch", "report", "[]"),
    ("file", "name", ""),
    ("file", "size", -1),
    ("file", "sha256", "0" * 63),
    ("intake_note", "kind", "thing"),
    ("saved_search", "name", ""),
    ("saved_search", "name", "x" * 81),
    ("saved_search", "query", ""),
    ("assignment", "name", ""),
    ("assignment", "name", "x" * 81),
    ("assignment", "purpose", "sale"),
    ("assignment", "articles", "{}"),
    ("assignment", "how", "[]"),
    ("assignment", "closed", 2),
    ("name", "surface", ""),
    ("pattern", "kind", "thing"),
    ("pattern", "body", ""),
    ("pattern", "off", 2),
    ("verdict", "verdict", "perhaps"),
    ("verdict", "start", -1),
    ("verdict", "end", 0),
    ("verdict", "origin", ""),
    ("model", "number", 0),
    ("model", "manifest", "[]"),
    ("model", "settings", "[]"),
    ("model", "scores", "[]"),
    ("model", "articles", -1),
    ("model", "spans", -1),
    ("model", "seconds", -1),
    ("model", "size", -1),
    ("suggestion", "start", -1),
    ("suggestion", "end", 0),
    ("suggestion", "origin", ""),
    ("suggestion", "score", 1.1),
    ("suggested_event", "start", -1),
    ("suggested_event", "end", 0),
    ("suggested_event", "origin", ""),
    ("suggested_event", "score", 1.1),
    ("suggested_event", "arguments", "{}"),
    ("training_run", "kind", "thing"),
    ("training_run", "settings", "[]"),
    ("training_run", "report", "[]"),
    ("training_run", "seconds", -1),
    ("cross_prediction", "start", -1),
    ("cross_prediction", "end", 0),
    ("cross_prediction", "score", 1.1),
    ("doubt", "doubt", -1),
    ("doubt", "novelty", 1.1),
]
UNIQUE = [
    ("coder", ("uid",)), ("coder", ("name",)), ("batch", ("uid",)), ("article", ("uid",)), ("article", ("sha256",)),
    ("label", ("uid",)), ("label", ("name",)), ("span", ("uid",)), ("step", ("uid",)), ("piece", ("tokenizer", "text")),
    ("span", ("article_id", "coder_id", "label_id", "start", "end")), ("work", ("article_id", "coder_id")),
    ("event_type", ("uid",)), ("role", ("uid",)), ("role", ("name",)),
    ("role_label", ("role_id", "label_id")), ("type_role", ("event_type_id", "role_id")),
    ("field_check", ("uid",)), ("field_check", ("rule",)), ("entity", ("uid",)), ("entity", ("name",)),
    ("alias", ("entity_id", "name")), ("place", ("uid",)), ("place", ("geonameid",)),
    ("place_name", ("place_id", "name")), ("event", ("uid",)), ("argument", ("uid",)), ("canonical_event", ("uid",)),
    ("report_link", ("event_id",)), ("canonical_choice", ("canonical_id", "field")),
    ("saved_search", ("uid",)), ("saved_search", ("name",)), ("assignment", ("uid",)), ("assignment", ("name",)),
    ("assignment_coder", ("assignment_id", "coder_id")), ("facet", ("kind", "key", "block")),
    ("not_copy", ("article_id", "other_id")), ("name", ("surface", "label_id")), ("pattern", ("uid",)),
    ("pattern", ("label_id", "kind", "body")), ("verdict", ("uid",)), ("model", ("uid",)), ("model", ("number",)),
    ("suggestion", ("article_id", "start", "end", "label_id", "origin")),
    ("suggested_event", ("article_id", "start", "end", "origin")), ("training_run", ("uid",)),
    ("crossed", ("run_id", "article_id")), ("doubt", ("article_id",)),
]  # fmt: skip
KEYS = [
    ("article", "batch_id"), ("label", "parent_id"), ("span", "article_id"), ("span", "label_id"), ("span", "coder_id"),
    ("work", "article_id"), ("work", "coder_id"), ("step", "coder_id"), ("step", "batch_id"), ("change", "step_id"),
    ("article_text", "article_id"), ("event_type", "parent_id"), ("role_label", "role_id"), ("role_label", "label_id"),
    ("type_role", "event_type_id"), ("type_role", "role_id"), ("entity", "parent_id"), ("alias", "entity_id"),
    ("entity_code", "entity_id"), ("place_name", "place_id"), ("event", "article_id"), ("event", "event_type_id"),
    ("event", "coder_id"), ("event", "trigger_span_id"), ("argument", "event_id"), ("argument", "role_id"),
    ("argument", "span_id"), ("argument", "entity_id"), ("argument", "place_id"), ("canonical_event", "coder_id"),
    ("report_link", "canonical_id"), ("report_link", "event_id"), ("canonical_choice", "canonical_id"),
    ("article", "file_id"), ("file", "batch_id"), ("intake_note", "batch_id"), ("intake_note", "article_id"),
    ("signature", "article_id"), ("not_copy", "article_id"), ("not_copy", "other_id"),
    ("assignment_coder", "assignment_id"), ("assignment_coder", "coder_id"), ("name", "label_id"),
    ("pattern", "label_id"), ("verdict", "article_id"), ("verdict", "coder_id"), ("verdict", "label_id"),
    ("verdict", "event_type_id"), ("suggestion", "article_id"), ("suggestion", "label_id"),
    ("suggested_event", "article_id"), ("suggested_event", "event_type_id"), ("training_run", "model_id"),
    ("cross_prediction", "run_id"), ("cross_prediction", "article_id"), ("cross_prediction", "label_id"),
    ("crossed", "run_id"), ("crossed", "article_id"), ("doubt", "article_id"), ("doubt", "model_id"),
]  # fmt: skip
INTEGERS = [("article", "length"), ("span", "start"), ("span", "end"), ("work", "seconds"), ("label", "position")]


@pytest.fixture
def filled(store: Store) -> Store:
    """A project with one good row in every table."""
    for table, row in ROWS.items():
        insert(store, table, row)
    return store


def insert(store: Store, table: str, row: dict[str, Any]) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    store.db.conn.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(row.values()))


def set_column(store: Store, table: str, column: str, value: object) -> None:
    store.db.conn.execute(f'UPDATE "{table}" SET "{column}" = ?', (value,))


@pytest.mark.parametrize(("table", "column", "value"), CHECKS)
def test_a_row_that_breaks_a_rule_is_refused(filled: Store, table: str, column: str, value: object) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="CHECK constraint failed"):
        set_column(filled, table, column, value)


def test_every_rule_of_the_format_has_its_test(store: Store) -> None:
    tables = dict(store.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL"))
    rules = {name: len(re.findall(r"\bCHECK\b", sql)) for name, sql in tables.items() if "CHECK" in sql}
    tested: dict[str, set[tuple[str, bool]]] = {}
    for table, column, value in CHECKS:
        tested.setdefault(table, set()).add((column, value is None))
    assert {table: len(columns) for table, columns in tested.items()} == rules


@pytest.mark.parametrize(("table", "columns"), UNIQUE)
def test_what_must_be_unique_is_refused_twice(filled: Store, table: str, columns: tuple[str, ...]) -> None:
    unlike: dict[str, object] = {"id": 2, "uid": f"{HEX}2", "name": "OTHER", "sha256": "1" * 64}
    unlike |= {"start": 1, "text": "Homs", "tokenizer": "ar", "coder_id": 2, "geonameid": 2, "rule": "a <= b"}
    unlike |= {"body": "Homs", "number": 2}
    insert(filled, "coder", ROWS["coder"] | {"id": 2, "uid": f"{HEX}3", "name": "omar"})
    other = ROWS[table] | {key: value for key, value in unlike.items() if key in ROWS[table] and key not in columns}
    if table == "coder":
        other["id"] = 3
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE constraint failed: " + f"{table}.{columns[0]}"):
        insert(filled, table, other)


def test_two_event_types_of_one_parent_cannot_share_a_name(filled: Store) -> None:
    twin = ROWS["event_type"] | {"id": 2, "uid": f"{HEX}2"}
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE constraint failed: index 'event_type_name'"):
        insert(filled, "event_type", twin)
    insert(filled, "event_type", twin | {"parent_id": 1})


@pytest.mark.parametrize(("table", "column"), KEYS)
def test_a_row_cannot_belong_to_one_that_is_not_there(filled: Store, table: str, column: str) -> None:
    if table == "article_text":
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            insert(filled, table, {"article_id": 77, "text": "Hama"})
        return
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        set_column(filled, table, column, 77)


@pytest.mark.parametrize(("table", "column"), INTEGERS)
def test_words_cannot_stand_where_a_number_belongs(filled: Store, table: str, column: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT"):
        set_column(filled, table, column, "many")


@pytest.mark.parametrize("table", ["article", "label", "coder"])
def test_what_has_coding_cannot_be_deleted(filled: Store, table: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        filled.db.conn.execute(f"DELETE FROM {table}")


def test_an_articles_text_is_frozen(filled: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="frozen"):
        set_column(filled, "article_text", "text", "Homs")
    assert filled.value("SELECT text FROM article_text") == "Hama"


def test_a_frozen_text_cannot_be_replaced_by_an_upsert(filled: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="frozen"):
        filled.db.conn.execute(
            "INSERT INTO article_text VALUES (1, 'Homs') ON CONFLICT (article_id) DO UPDATE SET text = excluded.text"
        )


def test_every_table_is_strict(store: Store) -> None:
    rows = store.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%sqlite%'")
    loose = [name for name, sql in rows if "STRICT" not in sql and not name.startswith("article_fts")]
    assert loose == []


# Older and newer formats


@pytest.fixture(params=range(1, LATEST + 1))
def old_project(request: pytest.FixtureRequest, root: Path, tmp_path: Path) -> Path:
    """A copy of the project kept from each format ever released."""
    kept = root / "tests" / "data" / "projects" / f"format{request.param}.dateline"
    return Path(shutil.copy(kept, tmp_path / "old.dateline"))


def test_a_project_of_every_format_opens_and_is_sound(old_project: Path) -> None:
    with Store.open(old_project) as store:
        assert store.value("PRAGMA user_version") == LATEST
        assert store.value("PRAGMA foreign_keys") == 1
        assert check(store) == []


def test_a_project_of_every_format_keeps_its_coding(old_project: Path) -> None:
    with Store.open(old_project, coder="rima") as store:
        assert list(articles.ids(store)) == [1, 2]
        found = [(span.surface, span.label, span.coder, span.note) for span in spans.of_article(store, 1)]
        assert found == [
            ("Hama", "LOCATION", "rima", "second wire copy"),
            ("Hama", "LOCATION", "omar", ""),
            ("Friday", "DATE", "rima", ""),
            ("Hama", "LOCATION", "rima", ""),
        ]
        assert [label.name for label in labels.all_labels(store, retired=True) if label.retired] == ["WEAPON"]
        assert (articles.status(store, 1), articles.get(store, 2).source) == ("done", "The Wire")


def test_a_project_of_every_format_can_be_undone_to_its_beginning(old_project: Path) -> None:
    with Store.open(old_project, coder="omar") as store:
        while journal.undo(store):
            pass
    with Store.open(old_project, coder="rima") as store:
        assert journal.redo(store).summary == "Mark “Talks were held in Idlib.” as flagged"
        while journal.undo(store):
            pass
        assert list(articles.ids(store)) == []
        assert check(store) == []


def test_a_project_keeps_its_events(root: Path, tmp_path: Path) -> None:
    kept = root / "tests" / "data" / "projects" / "format2.dateline"
    with Store.open(shutil.copy(kept, tmp_path / "old.dateline"), coder="rima") as store:
        first, second = events.of_article(store, 1)
        assert (first.coder, second.coder) == ("rima", "omar")
        assert first.canonical_id == second.canonical_id is not None
        assert [each.shown for each in first.arguments] == ["Syrian Arab Army", "Hama", "Friday", "at least 20"]
        assert store.row("SELECT place, date_start, fatalities_low FROM record WHERE event_id = ?", (first.id,)) == (
            "Hama", "2024-12-06", 20,
        )  # fmt: skip


@pytest.fixture
def next_format(monkeypatch: pytest.MonkeyPatch) -> Migrations:
    """Make this program one that knows a format more, which rebuilds a table that others belong to."""
    newer = Migrations("dateline")
    for migration in migrations._migrations:
        newer._migrations.append(migration)

    @newer()
    def second_format(db: Database) -> None:
        db.table("coder").transform(rename={"created": "since"})
        db.execute(f"PRAGMA user_version = {LATEST + 1}")

    for module in (corpus.store, corpus.upgrade):
        monkeypatch.setattr(module, "migrations", newer)
        monkeypatch.setattr(module, "LATEST", LATEST + 1)
    corpus.store._own_schema.cache_clear()
    monkeypatch.setattr(corpus.store, "_own_schema", corpus.store._own_schema.__wrapped__)
    return newer


@pytest.mark.usefixtures("next_format")
def test_an_older_project_is_brought_up_with_its_rows_and_its_rules(old_project: Path) -> None:
    with Store.open(old_project) as store:
        assert store.value("PRAGMA user_version") == LATEST + 1
        assert store.value("PRAGMA foreign_keys") == 1
        assert store.value("SELECT count(since) FROM coder") == 2
        assert check(store) == []


@pytest.mark.usefixtures("next_format")
def test_an_older_project_is_backed_up_before_it_is_brought_up(old_project: Path) -> None:
    Store.open(old_project).close()
    backups = [path for path in old_project.parent.iterdir() if path != old_project]
    assert len(backups) == 1
    conn = sqlite3.connect(backups[0])
    assert conn.execute("PRAGMA user_version").fetchone()[0] <= LATEST
    assert conn.execute("SELECT count(created) FROM coder").fetchone()[0] == 2
    conn.close()


def test_a_step_that_fails_leaves_the_older_project_as_it_was(old_project: Path, next_format: Migrations) -> None:
    @next_format()
    def fails_half_way(db: Database) -> None:
        db.execute("DELETE FROM label WHERE 0")
        db.execute("CREATE TABLE half (done)")
        db.execute("INSERT INTO setting VALUES (NULL, NULL)")

    with pytest.raises(sqlite3.IntegrityError):
        Store.open(old_project)
    conn = sqlite3.connect(old_project)
    assert conn.execute("SELECT 1 FROM sqlite_schema WHERE name = 'half'").fetchone() is None
    assert conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    conn.close()


@pytest.mark.usefixtures("next_format")
def test_an_older_project_is_not_brought_up_when_it_may_only_be_read(old_project: Path) -> None:
    before = old_project.read_bytes()
    with pytest.raises(UserError, match="older format and read-only"):
        Store.open(old_project, read_only=True)
    assert old_project.read_bytes() == before


def test_a_newer_project_is_refused_and_not_touched(store: Store) -> None:
    store.db.conn.execute(f"PRAGMA user_version = {LATEST + 1}")
    store.close()
    before = store.path.read_bytes()
    with pytest.raises(UserError, match=f"newer Dateline .format {LATEST + 1}"):
        Store.open(store.path)
    assert store.path.read_bytes() == before
