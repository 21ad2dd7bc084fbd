"""How the events of the sample articles are noted beside their texts."""

from __future__ import annotations

from datetime import date

import pytest

from labels.sample.build import unmark
from labels.sample.event_source import Reading, known

NAMES = known(
    {"role": [{"name": "Actor", "kind": "actor", "labels": ["ACTOR"]}, {"name": "Place", "kind": "place"},
              {"name": "Date", "kind": "date"}, {"name": "Dead", "kind": "number"}]},
    [{"name": "Third Division", "aliases": ["the Third"]}],
    [{"name": "Homs", "kind": "town", "latitude": 34.7, "longitude": 36.7}],
)  # fmt: skip


@pytest.fixture
def reading() -> Reading:
    text, spans = unmark("Homs. [[ACTOR:Men]] [[EVENT:left]] Homs, and men [[EVENT:left]] on Friday, 6 dead.")
    return Reading(text, spans, date(2024, 12, 7), "here.toml")


def test_a_trigger_may_be_counted(reading: Reading) -> None:
    event = reading.event({"type": "Move", "trigger": "left#2"}, NAMES)
    assert reading.text[: event["start"]].endswith("men ")


@pytest.mark.parametrize(
    ("given", "start"), [("Homs", 15), ("Homs#1", 0), ("Homs = near", 15), ("men = Homs, near", 25)]
)
def test_words_are_found_next_to_the_trigger(reading: Reading, given: str, start: int) -> None:
    found = reading.argument("Place", given, NAMES, 10)
    assert (found["start"], found["place"]["name"]) == (start, "Homs")
    assert found["value"] == {"precision": "near" if "near" in given else "exact"}


@pytest.mark.parametrize(
    ("given", "bounds"),
    [
        ("2024-12-06", ("2024-12-06", "2024-12-06", "day")),
        ("2024-02", ("2024-02-01", "2024-02-29", "month")),
        ("2018", ("2018-01-01", "2018-12-31", "year")),
        ("2024-12-03/2024-12-06", ("2024-12-03", "2024-12-06", "range")),
    ],
)
def test_dates_are_noted_as_day_month_year_or_range(reading: Reading, given: str, bounds: tuple[str, ...]) -> None:
    value = reading.argument("Date", f"Friday = {given}", NAMES, 0)["value"]
    assert (value["start"], value["end"], value["precision"]) == bounds


@pytest.mark.parametrize(
    ("given", "value"),
    [("6", {"low": 6, "best": 6, "high": 6}), ("6/6/?", {"low": 6, "best": 6}), ("?/?/6", {"high": 6})],
)
def test_numbers_are_noted_as_lowest_best_and_highest(reading: Reading, given: str, value: dict[str, int]) -> None:
    found = reading.argument("Dead", f"6 = {given}", NAMES, 0)["value"]
    assert {key: each for key, each in found.items() if key != "rule"} == value


def test_an_actor_is_linked_by_name_or_as_noted(reading: Reading) -> None:
    assert reading.argument("Actor", "Men = the Third", NAMES, 0)["entity"]["name"] == "Third Division"
    assert "entity" not in reading.argument("Actor", "Men", NAMES, 0)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"trigger": "left"}, "2 triggers"),
        ({"trigger": "went"}, "0 triggers"),
        ({"trigger": "left#1", "Actor": "women"}, "not in the text"),
        ({"trigger": "left#1", "Actor": "Men = the Fourth"}, "no actor"),
        ({"trigger": "left#1", "Place": "men"}, "no place"),
        ({"trigger": "left#1", "Cause": "men"}, "no role"),
    ],
)
def test_what_an_event_source_gets_wrong_is_told(reading: Reading, given: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=rf"here\.toml: .*{message}"):
        reading.event({"type": "Move", **given}, NAMES)
