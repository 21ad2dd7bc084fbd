from typing import Any

from desktop.event_lights import Light, lights, loose
from labels.event import Argument, Event
from labels.role import Role


def role(role_id: int, name: str) -> Role:
    return Role(role_id, "0" * 32, name, "actor", "", "", True, False, (), (), role_id, False)


def argument(role_id: int, span_id: int | None, start: int | None = 0) -> Argument:
    end = None if start is None else start + 4
    return Argument(
        role_id * 10 + (span_id or 0), "", 1, role_id, f"Role {role_id}", "actor", "", 0, span_id, start, end, "Omar",
        {}, None, "", None, "",
    )  # fmt: skip


def event(*arguments: Argument, trigger: int | None = None) -> Event:
    values: tuple[Any, ...] = (
        1, "", 1, None, "", 1, "rima", trigger, "", None, None, "happened", False, "", "", "human", "", "", None,
        arguments,
    )  # fmt: skip
    return Event(*values)


ROLES = [role(1, "Actor"), role(2, "Against")]


def test_without_an_event_nothing_is_lit() -> None:
    assert lights(None, "", ROLES) == {}
    assert loose(None, ROLES) == []


def test_the_trigger_carries_the_event_s_badge_and_arguments_their_digits() -> None:
    assert lights(event(argument(2, 7), trigger=5), "E2", ROLES) == {
        5: Light("E2", "trigger"),
        7: Light("2", "argument"),
    }


def test_a_span_in_two_roles_carries_both_digits() -> None:
    assert lights(event(argument(1, 7), argument(2, 7)), "E1", ROLES)[7].badge == "1 2"


def test_a_role_that_the_type_does_not_have_is_named() -> None:
    assert lights(event(argument(9, 7)), "E1", ROLES)[7].badge == "Role 9"


def test_words_without_a_label_are_told_apart_from_spans_and_from_typed_values() -> None:
    found = loose(event(argument(1, 7), argument(2, None, 12), argument(1, None, None)), ROLES)
    assert [(each.start, each.end, each.role, each.badge) for each in found] == [(12, 16, "Role 2", "2")]
