"""Which report's value a rule chooses."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labels.canonical import RULES, FieldKind, Rule, Told
from labels.canonical_rules import choose
from labels.event import Argument


def said(
    kind: FieldKind, text: str, /, place_id: int | None = None, entity_id: int | None = None, **value: Any
) -> Told:
    role: Any = kind
    argument = Argument(
        1,
        "u",
        1,
        1,
        "Role",
        role,
        "",
        0,
        None,
        None,
        None,
        text,
        value,
        entity_id or None,
        "",
        place_id or None,
        "",
    )
    return Told(kind, text, (argument,) if text else ())


EIGHT = said("number", "8", best=8)
SIX_TO_TEN = said("number", "6 to 10", best=8, low=6, high=10)
FOURTEEN = said("number", "14", best=14)
DOZENS = said("number", "dozens", low=24)
DAY = said("date", "Friday", start="2024-12-06", end="2024-12-06", precision="day")
WEEK = said("date", "last week", start="2024-12-02", end="2024-12-08", precision="week")
YEAR = said("date", "2024", start="2024-01-01", end="2024-12-31", precision="year")
TOWN = said("place", "Hama", place_id=1, precision="exact")
PROVINCE = said("place", "Hama province", precision="admin1")
LAND = said("place", "Syria", precision="country")
ARMY, REBELS = said("actor", "the army"), said("actor", "rebels", entity_id=4)
NONE = Told("number", "")


@pytest.mark.parametrize(
    ("rule", "values", "chosen"),
    [
        ("most recent", (EIGHT, FOURTEEN, SIX_TO_TEN), 1),
        ("most conservative", (FOURTEEN, EIGHT, SIX_TO_TEN), 2),
        ("most conservative", (FOURTEEN, DOZENS), 0),
        ("most informative", (SIX_TO_TEN, EIGHT, FOURTEEN), 2),
        ("most informative", (DOZENS, FOURTEEN), 0),
        ("majority", (EIGHT, FOURTEEN, EIGHT), 2),
        ("most conservative", (DAY, YEAR, WEEK), 1),
        ("most informative", (YEAR, DAY, WEEK), 1),
        ("most conservative", (TOWN, LAND, PROVINCE), 1),
        ("most informative", (LAND, PROVINCE, TOWN), 2),
        ("most conservative", (ARMY, REBELS, ARMY), 2),
        ("most informative", (ARMY, REBELS, ARMY), 1),
        ("most informative", (said("text", "a mosque"), said("text", "a mosque in the old town")), 1),
        ("majority", (ARMY, REBELS), 1),
    ],
)
def test_what_a_rule_chooses(rule: Rule, values: tuple[Told, ...], chosen: int) -> None:
    published = ("2024-12-06", "2024-12-09", "2024-12-08")[: len(values)]
    assert choose(rule, values, published) == chosen


def test_an_undated_article_is_the_oldest() -> None:
    assert choose("most recent", (EIGHT, FOURTEEN), ("2024-12-06", "")) == 0


@pytest.mark.parametrize("rule", RULES)
def test_nobody_says_anything(rule: Rule) -> None:
    assert choose(rule, (NONE, NONE), ("", "")) is None


@given(st.data())
def test_who_says_nothing_is_never_chosen(data: st.DataObject) -> None:
    rule = data.draw(st.sampled_from(RULES))
    told = []
    for _ in range(data.draw(st.integers(1, 5))):
        value: dict[str, Any] = {name: data.draw(st.none() | st.integers(0, 50)) for name in ("low", "best", "high")}
        told.append(said("number", data.draw(st.sampled_from(["", "some"])), **value))
    at = choose(rule, told, [data.draw(st.sampled_from(["", "2024-01-01", "2024-02-02"])) for _ in told])
    assert (at is None) == all(not each.text for each in told)
    assert at is None or told[at].text


@given(st.lists(st.integers(0, 100), min_size=1, max_size=6))
def test_conservative_is_the_lowest_and_informative_the_highest(figures: list[int]) -> None:
    told = [said("number", str(figure), best=figure) for figure in figures]
    low, high = (choose(rule, told, [""] * len(told)) for rule in ("most conservative", "most informative"))
    assert low is not None
    assert high is not None
    assert (figures[low], figures[high]) == (min(figures), max(figures))
