"""Events in our own JSON lines: which lists are ours, and what is left out of them."""

from typing import Any

import pytest

from corpus.readers.events import is_events, read_events

GOOD: dict[str, Any] = {"type": " A ", "start": 0, "end": 2, "arguments": [{"role": "r", "text": "x"}], "note": "n"}


@pytest.mark.parametrize(
    "odd",
    [
        5, None, {"type": 5, "arguments": []}, {"type": "A"}, {"type": "A", "arguments": {}},
        GOOD | {"start": 1.0}, GOOD | {"end": None}, GOOD | {"start": True}, GOOD | {"arguments": ["x"]},
        GOOD | {"arguments": [{"role": " "}]}, GOOD | {"arguments": [{"role": "r", "start": 3}]},
    ],
)  # fmt: skip
def test_one_that_is_none_is_told_and_the_others_come_in(odd: Any) -> None:
    value = [odd, GOOD]
    assert is_events(value)
    found, warnings = read_events(value)
    assert [(each.type, each.fields) for each in found] == [("A", {"note": "n"})]
    assert [words.startswith("1 event is left out") for words in warnings] == [True]


@pytest.mark.parametrize("value", [None, {}, "x", ["x"], [{"name": "a meeting"}], [{"type": "A"}]])
def test_events_of_others_are_not_ours(value: Any) -> None:
    assert not is_events(value)


def test_no_events_are_ours() -> None:
    assert is_events([])
    assert read_events([]) == ((), ())
