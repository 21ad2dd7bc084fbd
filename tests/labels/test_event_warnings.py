"""What an event lacks is said, and never blocks."""

from __future__ import annotations

from typing import Any

import pytest

from labels.event import Argument, Event
from labels.event_warnings import warnings
from labels.role import Role

ACTOR = Role(1, "a", "Actor", "actor", "actor", "", True, True, (), (), 1, False)
DEATHS = Role(2, "b", "Fatalities", "number", "fatalities", "", False, False, (), (), 2, False)
CHECKS = [("fatalities.low <= fatalities.best", "Low is above best."), ("fatalities.best <= 10000", "")]


def event(*arguments: Argument, type_id: int | None = 1) -> Event:
    return Event(
        1, "e", 1, type_id, "Clash" if type_id else "", 1, "rima", None, "", None, None, "happened", False, "", "",
        "human", "", "", None, arguments,
    )  # fmt: skip


def argument(role: Role, **value: Any) -> Argument:
    return Argument(
        1, "x", 1, role.id, role.name, role.kind, role.slot, 0, None, 0, 4, "some", value, None, "", None, ""
    )


def test_a_whole_event_has_no_warnings() -> None:
    assert warnings(event(argument(ACTOR), argument(DEATHS, low=1, best=2)), [ACTOR, DEATHS], CHECKS) == []


def test_an_event_without_a_type_says_so() -> None:
    assert warnings(event(argument(ACTOR), type_id=None), [ACTOR]) == ["No event type is chosen."]


def test_a_required_role_that_is_empty_is_named() -> None:
    assert warnings(event(), [ACTOR, DEATHS]) == ["Actor is required."]


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [({"low": 9, "best": 2}, "Low is above best."), ({"best": 20_000}, "fatalities.best <= 10000 does not hold.")],
)
def test_a_check_that_fails_gives_its_message(numbers: dict[str, int], sentence: str) -> None:
    assert warnings(event(argument(ACTOR), argument(DEATHS, **numbers)), [ACTOR, DEATHS], CHECKS) == [sentence]


def test_a_rule_that_cannot_be_read_blames_no_event() -> None:
    assert warnings(event(argument(ACTOR)), [ACTOR], [("nonsense", "")]) == []
