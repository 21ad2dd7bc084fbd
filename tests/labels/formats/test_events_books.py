"""Events coded with each shipped codebook fill the tables that are read with its columns."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus import journal
from labels import codebook, event_types, events, roles
from labels.event import ArgumentDraft, EventDraft
from labels.formats import ExportOptions, export
from labels.formats.report import ColumnSet

TEXT = "Rebels of the Free Army clashed with troops in Hama on Friday, killing at least 6 people."
HAMA = {"name": "Hama", "country": "SY", "admin1": "Hama Governorate", "latitude": 35.13, "longitude": 36.75}
FRIDAY = {"start": "2024-12-06", "end": "2024-12-06", "precision": "day"}
MAY = {"start": "2024-05-01", "end": "2024-05-31", "precision": "month"}
Given = dict[str, Any]


class Desk:
    """Codes events with a shipped codebook, as the window does, and reads tables of them."""

    def __init__(self, project: Any, book: str, folder: Path) -> None:
        self.project, self.store, self._out = project, project.store, folder / "out"
        codebook.use(self.store, codebook.load(book))
        self._articles = 0
        with journal.step(self.store, "places", "Hama") as step:
            at = {"created": "", "changed": "", "population": 1, "origin": "gazetteer"}
            self.place = step.insert("place", HAMA | at | {"uid": "1" * 32})

    def actor(self, name: str, *codes: str, **fields: Any) -> int:
        with journal.step(self.store, "actors", name) as step:
            row = {"uid": name.rjust(32, "0"), "name": name, "created": "", "changed": ""} | fields
            found = step.insert("entity", row)
            for code in codes:
                step.insert("entity_code", {"entity_id": found, "code": code})
        return found

    def event(self, kind: str, *given: tuple[str, Given], **more: Any) -> int:
        """Add an article with an event; `given` are pairs of a role's name and the fields of an `ArgumentDraft`."""
        self._articles += 1
        article = self.project.article(f"{TEXT} {self._articles}")
        known = roles.by_name(self.store)
        named = [(known[name].id, Given(text=name) | fields) for name, fields in given]
        arguments = tuple(ArgumentDraft(role_id, **fields) for role_id, fields in named)
        type_id = event_types.by_path(self.store)[kind].id if kind else None
        return events.add(self.store, article, EventDraft(type_id, arguments=arguments, **more)).events[0]

    def rows(self, columns: ColumnSet) -> list[dict[str, str]]:
        export(self.store, "events-csv", self._out, options=ExportOptions(columns=columns))
        with (self._out / "events.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def records(self) -> list[dict[str, Any]]:
        export(self.store, "plover", self._out)
        lines = (self._out / "events.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]


@pytest.fixture
def desk(project: Any, tmp_path: Path) -> Callable[[str], Desk]:
    return lambda book: Desk(project, book, tmp_path)


def code(value: str) -> Given:
    return {"text": "what it means", "value": {"code": value}}


def number(low: int | None = None, best: int | None = None, high: int | None = None) -> Given:
    return {"text": "some", "value": {"low": low, "best": best, "high": high}}


def part(row: dict[str, str], names: str) -> list[str]:
    return [row[name] for name in names.split()]


# UCDP-GED-like --------------------------------------------------------------------------------------------------------


def test_the_ged_like_book_fills_the_ged_columns(desk: Callable[[str], Desk]) -> None:
    ged = desk("ucdp_ged_like")
    ged.event(
        "State-based conflict",
        ("Side A", {"text": "Government of Syria"}), ("Side B", {"text": "Free Army"}),
        ("Place", {"text": "Hama", "place_id": ged.place, "value": {"precision": "exact"}}),
        ("Where precision", code("2")), ("Date", {"value": FRIDAY}), ("Date precision", code("3")),
        ("Deaths of side A", number(best=2)), ("Deaths of side B", number(best=3)), ("Civilian deaths", number(best=1)),
        ("Unknown deaths", number(best=0)), ("Deaths", number(5, 6, 9)), ("Source", {"text": "SOHR"}),
        ("Event clarity", code("2")), ("Conflict", {"text": "Syria: Government"}), ("Dyad", {"text": "Syria - FSA"}),
    )  # fmt: skip
    (row,) = ged.rows("ged")
    expected = {
        "type_of_violence": "1", "conflict_name": "Syria: Government", "dyad_name": "Syria - FSA",
        "side_a": "Government of Syria", "side_b": "Free Army", "where_prec": "2", "date_prec": "3",
        "deaths_a": "2", "deaths_b": "3", "deaths_civilians": "1", "deaths_unknown": "0", "best": "6", "low": "5",
        "high": "9", "event_clarity": "2", "source_original": "SOHR", "year": "2024", "adm_1": "Hama Governorate",
        "country": "Syria", "date_start": "2024-12-06",
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected


def test_without_a_figure_for_all_the_dead_are_added_up(desk: Callable[[str], Desk]) -> None:
    ged = desk("ucdp_ged_like")
    ged.event("Non-state conflict", ("Deaths of side A", number(low=2)), ("Civilian deaths", number(1, 3, 7)))
    (row,) = ged.rows("ged")
    names = "best low high deaths_a deaths_b deaths_civilians deaths_unknown type_of_violence"
    assert part(row, names) == ["5", "3", "9", "2", "", "3", "", "2"]


def test_what_the_best_figure_leaves_over_is_unknown(desk: Callable[[str], Desk]) -> None:
    ged = desk("ucdp_ged_like")
    ged.event("Non-state conflict", ("Deaths", number(best=8)), ("Deaths of side B", number(best=5)))
    assert part(ged.rows("ged")[0], "deaths_unknown best") == ["3", "8"]


def test_one_sided_violence_is_against_civilians(desk: Callable[[str], Desk]) -> None:
    ged = desk("ucdp_ged_like")
    ged.event("One-sided violence", ("Side A", {"text": "IS"}))
    assert part(ged.rows("ged")[0], "side_b dyad_name type_of_violence") == ["Civilians", "IS - Civilians", "3"]


def test_precisions_come_from_place_and_date_where_no_code_is_given(desk: Callable[[str], Desk]) -> None:
    ged = desk("ucdp_ged_like")
    place = {"text": "Hama", "place_id": ged.place, "value": {"precision": "admin1"}}
    ged.event("State-based conflict", ("Place", place), ("Date", {"value": MAY}))
    assert part(ged.rows("ged")[0], "where_prec date_prec date_start date_end") == [
        "4",
        "4",
        "2024-05-01",
        "2024-05-31",
    ]


def test_a_code_that_is_none_leaves_it_to_place_and_date(desk: Callable[[str], Desk]) -> None:
    ged = desk("ucdp_ged_like")
    ged.event("State-based conflict", ("Date", {"value": FRIDAY}), ("Date precision", code("²")))
    assert part(ged.rows("ged")[0], "date_prec where_prec") == ["1", ""]


# ACLED-compatible -----------------------------------------------------------------------------------------------------


def test_the_acled_compatible_book_fills_the_acled_columns(desk: Callable[[str], Desk]) -> None:
    acled = desk("acled_compatible")
    rebels = acled.actor("HTS", type="rebel group", country="Syria")
    acled.event(
        "Battles / Armed clash",
        ("Actor 1", {"text": "HTS", "entity_id": rebels}), ("Associated actor 1", {"text": "Faylaq al-Sham"}),
        ("Actor 2", {"text": "Military Forces of Syria (2000-2024)"}), ("Inter 2", code("1")),
        ("Associated actor 2", {"text": "NDF"}),
        ("Place", {"text": "Hama", "place_id": acled.place, "value": {"precision": "near"}}),
        ("Date", {"value": FRIDAY}), ("Fatalities", number(low=6)), ("Injured", number(best=2)),
        ("Source", {"text": "SOHR"}), ("Source scale", code("Local partner")), ("Tags", {"text": "crowd size=none"}),
    )  # fmt: skip
    (row,) = acled.rows("acled")
    expected = {
        "event_type": "Battles", "sub_event_type": "Armed clash", "disorder_type": "Political violence",
        "actor1": "HTS", "assoc_actor_1": "Faylaq al-Sham", "inter1": "2", "assoc_actor_2": "NDF", "inter2": "1",
        "interaction": "12", "iso": "760", "country": "Syria", "admin1": "Hama Governorate", "location": "Hama",
        "geo_precision": "2", "event_date": "2024-12-06", "time_precision": "1", "fatalities": "6",
        "source": "Wire; SOHR", "source_scale": "Local partner", "tags": "crowd size=none",
        "civilian_targeting": "",
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("value", "precision", "expected"),
    [
        (FRIDAY, "exact", ["2024-12-06", "1", "1"]),
        (MAY, "admin2", ["2024-05-15", "3", "2"]),
        ({"start": "2024-12-02", "end": "2024-12-08", "precision": "week"}, "admin1", ["2024-12-02", "2", "3"]),
        ({"start": "2024-01-01", "end": "2024-12-31", "precision": "year"}, "country", ["2024-01-01", "3", "3"]),
    ],
)
def test_precisions_of_the_acled_columns(
    desk: Callable[[str], Desk], value: Given, precision: str, expected: list[str]
) -> None:
    acled = desk("acled_compatible")
    place = {"text": "Hama", "place_id": acled.place, "value": {"precision": precision}}
    acled.event("Battles", ("Place", place), ("Date", {"value": value}))
    assert part(acled.rows("acled")[0], "event_date time_precision geo_precision") == expected


def test_precisions_that_were_coded_come_first(desk: Callable[[str], Desk]) -> None:
    acled = desk("acled_compatible")
    given = [("Place", {"text": "Hama", "place_id": acled.place}), ("Geo precision", code("3"))]
    acled.event("Battles", *given, ("Date", {"value": FRIDAY}), ("Time precision", code("2")))
    assert part(acled.rows("acled")[0], "time_precision geo_precision") == ["2", "3"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([("Actor 1", {"text": "Protesters (Syria)"})], ["6", "0", "60", ""]),
        (
            [("Actor 1", {"text": "x"}), ("Inter 1", code("8")), ("Actor 2", {"text": "Civilians"})],
            ["8", "7", "78", "x"],
        ),
        ([("Actor 1", {"text": "Somebody"}), ("Actor 2", {"text": "Police Forces of X"})], ["", "1", "", ""]),
        ([("Associated actor 1", {"text": "Somebody"})], ["0", "0", "", ""]),
    ],
)
def test_both_digits_make_the_interaction(
    desk: Callable[[str], Desk], given: list[tuple[str, Given]], expected: list[str]
) -> None:
    acled = desk("acled_compatible")
    acled.event("Protests / Peaceful protest", *given)
    (row,) = acled.rows("acled")
    assert part(row, "inter1 inter2 interaction") == expected[:3]
    assert row["civilian_targeting"] == ("Civilian targeting" if expected[3] else "")


def test_disorder_types_and_civilian_targeting(desk: Callable[[str], Desk]) -> None:
    acled = desk("acled_compatible")
    for kind in ("Protests / Excessive force against protesters", "Riots / Mob violence"):
        acled.event(kind)
    acled.event("Explosions/Remote violence / Grenade", ("Civilian targeting", code("Civilian targeting")))
    for kind in ("Riots / Violent demonstration", "Strategic developments / Arrests"):
        acled.event(kind)
    acled.event("Violence against civilians / Attack")
    assert [part(row, "disorder_type civilian_targeting") for row in acled.rows("acled")] == [
        ["Political violence; Demonstrations", "Civilian targeting"], ["Political violence", ""],
        ["Political violence", "Civilian targeting"], ["Demonstrations", ""], ["Strategic developments", ""],
        ["Political violence", "Civilian targeting"],
    ]  # fmt: skip


# PLOVER ---------------------------------------------------------------------------------------------------------------


def test_the_plover_book_fills_a_plover_record(desk: Callable[[str], Desk]) -> None:
    plover = desk("plover")
    army = plover.actor("Free Army", "SYRREB", type="rebel group")
    plover.event(
        "ASSAULT / firearms",
        ("Actor", {"text": "rebels", "entity_id": army}), ("Recipient", {"text": "troops"}),
        ("Recipient sector", code("MIL")), ("Recipient sector", code("GOV")),
        ("Place", {"text": "Hama", "place_id": plover.place, "value": {"precision": "exact"}}),
        ("Date", {"value": FRIDAY}),
        ("Dead", number(low=6, best=6)), ("Injured", number(best=9)), ("Arrested", number(best=1)),
        ("Context", code("military")), ("Context", code("territory")), historical=True, note="a note",
    )  # fmt: skip
    (record,) = plover.records()
    expected = {
        "event": "ASSAULT", "mode": ["firearms"], "context": ["military", "territory", "historical"], "quad_code": 4,
        "date": "2024-12-06", "comment": "a note",
        "actor": [{"raw_text": "rebels", "entity_name": "Free Army", "code": "SYR", "country_name": "Syria",
                   "sector_code": "REB", "other_codes": ["SYRREB"]}],
        "recipient": [{"raw_text": "troops", "sector_code": "MIL", "other_sector_codes": ["GOV"]}],
        "size": {"dead": {"text": "some", "low": 6, "best": 6}, "injured": {"text": "some", "best": 9},
                 "arrested": {"text": "some", "best": 1}},
    }  # fmt: skip
    assert {name: record[name] for name in expected} == expected
    assert (record["event_loc"][0]["country_code"], record["event_loc"][0]["resolution"]) == ("SYR", 4)


def test_sectors_go_to_the_actors_they_stand_beside(desk: Callable[[str], Desk]) -> None:
    plover = desk("plover")
    plover.event(
        "CONSULT / visit", ("Actor", {"text": "a"}), ("Actor", {"text": "b"}),
        ("Actor sector", code("GOV")), ("Actor sector", code("LEG")),
    )  # fmt: skip
    assert [each["sector_code"] for each in plover.records()[0]["actor"]] == ["GOV", "LEG"]


def test_an_actors_country_and_sector_come_from_the_list(desk: Callable[[str], Desk]) -> None:
    plover = desk("plover")
    given = [
        plover.actor("Syrian army", type="state forces", country="SY"), plover.actor("United Nations", "IGOUNO"),
        plover.actor("The Group", "odd", type="a club", country="Nowhereland"),
    ]  # fmt: skip
    plover.event("CONSULT", *[("Actor", {"text": "x", "entity_id": each}) for each in given])
    found = [(each.get("code"), each.get("sector_code")) for each in plover.records()[0]["actor"]]
    assert found == [("SYR", "MIL"), ("IGO", "IGO"), ("Nowhereland", None)]


@pytest.mark.parametrize("book", codebook.shipped())
@pytest.mark.parametrize("columns", ["full", "acled", "ged"])
def test_every_shipped_book_makes_a_row_of_every_column_set(
    desk: Callable[[str], Desk], book: str, columns: ColumnSet
) -> None:
    coded = desk(book)
    filling: dict[str, Given] = {
        "number": number(best=4), "date": {"value": FRIDAY}, "place": {"place_id": coded.place}, "code": code("1"),
    }  # fmt: skip
    given = [(role.name, filling.get(role.kind, {"text": "words"})) for role in roles.all_roles(coded.store)]
    for kind in event_types.all_types(coded.store):
        coded.event(kind.path, *given)
    found = coded.rows(columns)
    assert len(found) == len(event_types.all_types(coded.store))
    assert all(any(row.values()) for row in found)
