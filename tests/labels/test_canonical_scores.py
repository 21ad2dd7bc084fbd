"""How well two events fit as reports of one happening."""

from dataclasses import replace
from typing import Any

import pytest

from labels.canonical_scores import Scorer, Seen, Window, Words, common, distance

WINDOW = Window(days=1, km=5.0, min_score=0.6)
ANY = Window(days=3, km=25.0, min_score=0.2)
HAMA = Seen(
    1, "a", 1, (), ("Battles", "Clash"), 100, 100, True, (35.13, 36.75), "hama", "SY",
    frozenset({"rebels"}), frozenset(), (8, 8), None,
)  # fmt: skip
TOLD = frozenset({"soldiers", "airport", "north", "killed", "governor"})


def score(other: dict[str, Any], *, words: Words = TOLD, window: Window = ANY, one: Seen = HAMA) -> float:
    seen = [one, replace(one, **{"id": 2, "uid": "b", "article": 2, **other})]
    found = Scorer(seen, window, lambda at: words if at else TOLD, {}).pair(0, 1)
    return found.score if found else 0.0


def test_the_same_said_twice_fits_best() -> None:
    assert score({}) == pytest.approx(1)


@pytest.mark.parametrize(
    "other",
    [
        {"first": 101, "last": 101},
        {"last": 103},
        {"dated": False},
        {"where": (35.17, 36.75)},
        {"place": "hama airport"},
        {"types": ("Battles", "Shelling")},
        {"types": ()},
        {"actors": frozenset({"tribes"})},
        {"actors": frozenset()},
        {"figures": (80, 80)},
        {"figures": None},
    ],
    ids=lambda other: ", ".join(other),
)
def test_what_differs_speaks_against_it(other: dict[str, Any]) -> None:
    assert 0.2 < score(other) < 0.99


def test_a_disagreement_weighs_more_than_silence() -> None:
    assert score({"actors": frozenset({"tribes"})}) < score({"actors": frozenset()})
    assert score({"figures": (80, 80)}) < score({"figures": None})
    assert score({"types": ("Battles", "Shelling")}) < score({"types": ()}) < score({"types": ("Battles",)})
    assert score({"figures": (80, 80)}) < score({"figures": (14, 14)}) < score({"figures": (6, 10)}) < score({})


@pytest.mark.parametrize(
    "other",
    [
        {"article": 1},
        {"first": 104, "last": 104},
        {"where": (35.5, 36.75)},
        {"country": "LB"},
    ],
    ids=lambda other: ", ".join(other),
)
def test_what_makes_it_two_events_for_sure(other: dict[str, Any]) -> None:
    assert score(other) == 0


def test_two_canonical_events_are_not_compared() -> None:
    assert score({"canonical_id": 5}, one=replace(HAMA, canonical_id=4)) == 0
    assert score({"canonical_id": 5}) > 0.9


def test_words_alone_make_nothing_one() -> None:
    other = {"place": "homs", "where": None, "actors": frozenset({"tribes"})}
    unsaid = score(other, words=frozenset())
    assert score(other) == unsaid


def test_words_of_many_articles_weigh_little() -> None:
    usual, own = frozenset({"agency", "said", "thursday"}), [frozenset({f"word{at}"}) for at in range(100)]
    weights = common([usual | each for each in own])
    assert (frozenset(weights), weights["agency"]) == (usual, 0.05)
    assert common([usual] * 3) == {}


def test_a_group_may_hold_what_is_a_little_less_likely() -> None:
    assert WINDOW.floor == pytest.approx(0.45)


def test_distance_is_along_the_globe() -> None:
    assert distance(35.13, 36.75, 34.92, 36.73) == pytest.approx(23.4, abs=0.1)
    assert distance(0, 179.9, 0, -179.9) == pytest.approx(22.2, abs=0.1)
