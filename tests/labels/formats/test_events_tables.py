"""Event tables: what is in a row of each form and column set, what the ledger says, what is refused."""

import csv
import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import UserError
from corpus.progress import Cancelled
from labels.formats import ExportOptions, export
from labels.formats.events_acled import columns as acled_columns
from labels.formats.events_ged import columns as ged_columns

ALL = ExportOptions(finished_only=False)
FORMS = ("events-csv", "events-xlsx", "events-parquet", "geojson", "plover")


def rows(out: Path) -> list[dict[str, str]]:
    with (out / "events.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ledger(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "ledger.jsonl").read_text(encoding="utf-8").splitlines()]


def test_a_full_row_says_everything(coded: Any, tmp_path: Path) -> None:
    coded.usual()
    report = export(coded.project.store, "events-csv", tmp_path / "out")
    (row,) = rows(tmp_path / "out")
    expected = {
        "event_type": "Battles / Armed clash", "event_code": "ARMED_CLASH", "article_title": "Clash 0",
        "article_source": "Wire", "article_published": "2024-12-05", "status": "happened", "historical": "false",
        "certainty": "claimed", "trigger": "clashed", "trigger_start": "24", "trigger_end": "31", "coder": "rima",
        "actor": "Free Army", "actor_actor": "Free Army", "actor_type": "rebel group", "actor_codes": "SYRREB",
        "actor_at": "14-23", "place_name": "Hama", "place_country": "SY", "place_latitude": "35.1318",
        "place_longitude": "36.7578", "place_geonameid": "170017", "place_precision": "exact",
        "date_start": "2024-12-06", "date_rule": "the Friday before publication", "fatalities_low": "6",
        "fatalities_best": "6", "fatalities_high": "", "context_code": "military",
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected
    assert (report.events, report.kept, report.dropped, report.articles) == (1, 1, 0, 1)
    assert report.summary == f"1 event from 1 article exported to {tmp_path / 'out'}, 2 cells made safe."


def test_a_cell_that_could_be_a_formula_is_made_safe_and_told(coded: Any, tmp_path: Path) -> None:
    coded.usual()
    report = export(coded.project.store, "events-csv", tmp_path / "out")
    assert rows(tmp_path / "out")[0]["note"] == "'-2+3"
    assert rows(tmp_path / "out")[0]["target"] == "troops; '=cmd|' /C calc'!A0"
    assert report.made_safe == 2
    assert ledger(tmp_path / "out")[0]["safe"] == ["note", "target"]
    assert "2 cells could have been taken" in (tmp_path / "out" / "ledger.md").read_text(encoding="utf-8")


def test_acled_columns_are_filled_by_slot(coded: Any, tmp_path: Path) -> None:
    coded.usual()
    export(coded.project.store, "events-csv", tmp_path / "out", options=ExportOptions(columns="acled"))
    (row,) = rows(tmp_path / "out")
    expected = {
        "event_date": "2024-12-06", "year": "2024", "time_precision": "1", "disorder_type": "Political violence",
        "event_type": "Battles", "sub_event_type": "Armed clash", "actor1": "Free Army", "inter1": "2",
        "actor2": "troops",
        "assoc_actor_2": "'=cmd|' /C calc'!A0", "inter2": "", "interaction": "", "iso": "760", "country": "Syria",
        "admin1": "Hama Governorate", "location": "Hama", "latitude": "35.1318", "geo_precision": "1", "source": "Wire",
        "notes": "'-2+3", "fatalities": "6", "civilian_targeting": "",
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected
    assert len(row) == 31


def test_ged_columns_are_filled_by_slot(coded: Any, tmp_path: Path) -> None:
    coded.usual()
    export(coded.project.store, "events-csv", tmp_path / "out", options=ExportOptions(columns="ged"))
    (row,) = rows(tmp_path / "out")
    expected = {
        "side_a": "Free Army", "side_b": "troops; '=cmd|' /C calc'!A0", "number_of_sources": "1", "where_prec": "1",
        "date_prec": "1", "date_start": "2024-12-06", "date_end": "2024-12-06", "best": "6", "low": "6", "high": "6",
        "deaths_unknown": "6", "deaths_a": "", "geom_wkt": "POINT (36.7578 35.1318)", "country": "Syria",
        "source_office": "Wire", "priogrid_gid": "180434",
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected
    assert len(row) == 49


@pytest.mark.parametrize(("name", "columns"), [("acled", acled_columns), ("ucdp_ged", ged_columns)])
def test_the_columns_are_those_of_the_reference(name: str, columns: Any, root: Path) -> None:
    facts = root.parent / "shared" / "codebooks" / f"{name}.json"
    if not facts.exists():
        pytest.skip("the reference codebooks are not here")
    assert [column.name for column in columns()] == json.loads(facts.read_text(encoding="utf-8"))["columns"]


def test_a_role_called_as_a_column_comes_first(coded: Any, tmp_path: Path) -> None:
    from corpus import journal
    from labels import roles

    with journal.step(coded.project.store, "codebook", "Roles") as step:
        coded.roles["Inter1"] = roles.insert(step, "Inter1", kind="code")
        coded.roles["source_scale"] = roles.insert(step, "source_scale", kind="code")
    article = coded.project.article("Troops moved.")
    given = [("Inter1", {"text": "State forces", "value": {"code": "1"}}), ("source_scale", {"text": "National"})]
    coded.event(article, arguments=given)
    export(coded.project.store, "events-csv", tmp_path / "out", options=ExportOptions(columns="acled"))
    (row,) = rows(tmp_path / "out")
    assert (row["inter1"], row["interaction"], row["source_scale"]) == ("1", "10", "National")


def test_a_month_becomes_its_middle_and_precision_three(coded: Any, tmp_path: Path) -> None:
    article = coded.project.article("In May troops moved.")
    value = {"start": "2024-05-01", "end": "2024-05-31", "precision": "month"}
    coded.event(article, arguments=[("date", {"text": "May", "value": value})])
    export(coded.project.store, "events-csv", tmp_path / "a", options=ExportOptions(columns="acled"))
    export(coded.project.store, "events-csv", tmp_path / "g", options=ExportOptions(columns="ged"))
    assert [rows(tmp_path / "a")[0][name] for name in ("event_date", "time_precision")] == ["2024-05-15", "3"]
    assert [rows(tmp_path / "g")[0][name] for name in ("date_start", "date_prec")] == ["2024-05-01", "4"]


def test_xlsx_has_days_numbers_and_texts_and_no_formula(coded: Any, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    event = coded.usual()
    coded.project.store.db.execute("UPDATE event SET note = ? WHERE id = ?", ("#N/A", event))
    export(coded.project.store, "events-xlsx", tmp_path / "out")
    sheet = openpyxl.load_workbook(tmp_path / "out" / "events.xlsx")["events"]
    names, row = ([*cells] for cells in sheet.iter_rows())
    found = {name.value: cell for name, cell in zip(names, row, strict=True)}
    assert found["date_start"].value == datetime.datetime(2024, 12, 6)
    assert found["date_start"].is_date
    assert (found["fatalities_low"].value, found["place_latitude"].value, found["historical"].value) == (
        6,
        35.1318,
        False,
    )
    assert (found["note"].value, found["note"].data_type) == ("#N/A", "s")
    assert "f" not in {cell.data_type for cell in row}


def test_xlsx_takes_signs_that_xml_does_not_and_cuts_what_is_too_long(coded: Any, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    event = coded.usual()
    coded.project.store.db.execute("UPDATE event SET note = ? WHERE id = ?", ("a\x01b _x0041_ " + "🔥" * 20_000, event))
    report = export(coded.project.store, "events-xlsx", tmp_path / "out")
    sheet = openpyxl.load_workbook(tmp_path / "out" / "events.xlsx")["events"]
    note = sheet.cell(2, [cell.value for cell in sheet[1]].index("note") + 1).value
    assert note.startswith("a b ")
    assert note.endswith("🔥…")
    assert ledger(tmp_path / "out")[0]["cut"] == ["note"]
    assert any("too long for a cell" in warning for warning in report.warnings)


def test_parquet_has_typed_columns(coded: Any, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    coded.usual()
    coded.usual(1)
    export(coded.project.store, "events-parquet", tmp_path / "out")
    table = parquet.read_table(tmp_path / "out" / "events.parquet")
    kinds = {
        name: str(table.schema.field(name).type) for name in ("fatalities_best", "date_start", "place_latitude", "note")
    }
    assert kinds == {
        "fatalities_best": "int64",
        "date_start": "date32[day]",
        "place_latitude": "double",
        "note": "string",
    }
    assert table.column("fatalities_best").to_pylist() == [6, 7]
    assert table.column("note").to_pylist() == ["-2+3", "-2+3"]


def test_parquet_without_its_library_is_one_sentence(
    coded: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("labels.formats.events_parquet.find_spec", lambda _: None)
    with pytest.raises(UserError, match=r"pip install dateline\[parquet\]"):
        export(coded.project.store, "events-parquet", tmp_path / "out")


def test_geojson_is_valid_and_leaves_out_what_has_no_coordinates(coded: Any, tmp_path: Path) -> None:
    coded.usual()
    coded.event(coded.project.article("Somewhere else."))
    report = export(coded.project.store, "geojson", tmp_path / "out")
    found = json.loads((tmp_path / "out" / "events.geojson").read_text(encoding="utf-8"))
    assert_geojson(found)
    assert found["features"][0]["geometry"]["coordinates"] == [36.7578, 35.1318]
    assert report.reasons == {"no coordinates": 1}
    assert [(line["outcome"], line.get("reason")) for line in ledger(tmp_path / "out")] == [
        ("written", None),
        ("left out", "no coordinates"),
    ]


def assert_geojson(found: dict[str, Any]) -> None:
    """The rules of RFC 7946 that a collection of points must keep."""
    assert found["type"] == "FeatureCollection"
    assert not {"coordinates", "geometry", "properties", "crs"} & found.keys()
    for feature in found["features"]:
        assert feature["type"] == "Feature"
        assert isinstance(feature["properties"], dict)
        assert isinstance(feature["id"], str)
        assert feature["geometry"].keys() == {"type", "coordinates"}
        assert feature["geometry"]["type"] == "Point"
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90


def test_plover_records_have_its_fields(coded: Any, tmp_path: Path) -> None:
    coded.usual()
    export(coded.project.store, "plover", tmp_path / "out")
    (line,) = (tmp_path / "out" / "events.jsonl").read_text(encoding="utf-8").splitlines()
    record = json.loads(line)
    assert (record["event"], record["mode"], record["context"]) == ("Battles", ["Armed clash"], ["military"])
    assert record["actor"][0]["entity_name"] == "Free Army"
    assert record["recipient"][0]["raw_text"] == "troops"
    assert record["size"] == {"dead": {"text": "at least 6", "low": 6, "best": 6}}
    assert record["event_loc"][0]["resolution"] == 4
    assert {"id", "date", "actor", "event"} <= record.keys()


def test_one_row_for_each_canonical_event(coded: Any, tmp_path: Path) -> None:
    store = coded.project.store
    first, second = (
        coded.usual(),
        coded.event(coded.project.article("Clashes again."), arguments=[("how", {"text": "tanks"})]),
    )
    third = coded.event(coded.project.article("Another matter."))
    with store.transaction():
        coder = store.coder_id
        store.db.execute(
            "INSERT INTO canonical_event (id, uid, coder_id, created, changed) VALUES (1, 'c1', ?, '', '')", (coder,)
        )
        for number, event in enumerate((first, second), start=1):
            store.db.execute("INSERT INTO report_link VALUES (?, 1, ?)", (number, event))
    report = export(store, "events-csv", tmp_path / "out", options=ExportOptions(canonical=True))
    found = rows(tmp_path / "out")
    assert [(row["event_uid"] == "c1", row["reports"], row["how"], row["actor"]) for row in found] == [
        (True, "2", "tanks", "Free Army"),
        (False, "1", "", ""),
    ]
    assert third
    assert report.events == 2
    assert [line["outcome"] for line in ledger(tmp_path / "out")] == ["written", "joined", "written"]


def test_only_the_chosen_coders_events_go_out(coded: Any, tmp_path: Path) -> None:
    event = coded.usual()
    article = coded.project.store.value("SELECT article_id FROM event WHERE id = ?", (event,))
    coded.event(article, coder="omar")
    report = export(coded.project.store, "events-csv", tmp_path / "out")
    assert [row["coder"] for row in rows(tmp_path / "out")] == ["rima"]
    assert any("1 event by second coders left out" in warning for warning in report.warnings)


def test_unfinished_articles_are_left_out_unless_asked_for(coded: Any, tmp_path: Path) -> None:
    coded.usual()
    coded.event(coded.project.article("Not done.", status="in progress"))
    assert export(coded.project.store, "events-csv", tmp_path / "a").events == 1
    assert export(coded.project.store, "events-csv", tmp_path / "b", options=ALL).events == 2


@pytest.mark.parametrize("form", FORMS)
def test_without_events_there_is_a_sentence(coded: Any, tmp_path: Path, form: str) -> None:
    coded.project.article("Nothing happened.")
    with pytest.raises(UserError, match="no events"):
        export(coded.project.store, form, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("form", FORMS)
def test_a_stopped_export_leaves_the_folder_as_it_was(coded: Any, tmp_path: Path, form: str) -> None:
    coded.usual()
    export(coded.project.store, form, tmp_path / "out")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    coded.usual(1)

    def stop(done: int, total: int | None = None, note: str = "") -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        export(coded.project.store, form, tmp_path / "out", progress=stop)
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


@pytest.mark.parametrize("form", FORMS)
def test_the_readme_says_what_is_in_the_folder(coded: Any, tmp_path: Path, form: str) -> None:
    coded.usual()
    export(coded.project.store, form, tmp_path / "out")
    text = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert "1 events from 1 articles" in text
    manifest = json.loads((tmp_path / "out" / "dateline-export.json").read_text(encoding="utf-8"))
    assert manifest["kind"] == form
    assert {path.name for path in (tmp_path / "out").iterdir()} == {*manifest["files"], "dateline-export.json"}


@pytest.mark.parametrize("form", ["events-csv", "geojson", "plover", "jsonl"])
@pytest.mark.parametrize("number", ["NaN", "Infinity", "-1e999"])
def test_a_damaged_value_makes_no_file_that_others_cannot_read(
    coded: Any, tmp_path: Path, form: str, number: str
) -> None:
    coded.usual()
    value = f'{{"best": {number}, "low": true, "precision": [{number}], "start": {{"a": {number}}}, "code": ["x"]}}'
    coded.project.store.db.execute("UPDATE argument SET value = ?", (value,))
    export(coded.project.store, form, tmp_path / "out")
    whole = [path.read_text(encoding="utf-8") for path in tmp_path.glob("out/*.geojson")]
    lines = [line for path in tmp_path.glob("out/*.jsonl") for line in path.read_text(encoding="utf-8").splitlines()]
    assert whole or lines
    for text in (*whole, *lines):
        json.loads(text, parse_constant=pytest.fail)
