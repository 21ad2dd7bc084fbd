"""Events as our own JSON lines hold them, made into raw events. Offsets are taken as they are."""

from __future__ import annotations

from typing import Any

from corpus.article import RawArgument, RawEvent

_EVENT = ("type", "start", "end", "coder", "origin", "arguments")
_ARGUMENT = ("role", "text", "start", "end")


def is_events(value: object) -> bool:
    """Whether a record's `events` are in our shape, or some are: others' go to its meta as they are."""
    return isinstance(value, list) and (not value or any(_is_event(each) for each in value))


def _is_event(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("type"), str) and isinstance(value.get("arguments"), list)


def read_events(value: list[Any]) -> tuple[tuple[RawEvent, ...], tuple[str, ...]]:
    """Return the events in `value`, and a sentence when some are no events."""
    found = [_event(each) if _is_event(each) else None for each in value]
    odd = found.count(None)
    words = "1 event is" if odd == 1 else f"{odd:,} events are"
    sentence = (
        f"{words} left out: no type or arguments, ranges that are not two whole numbers, or a role without a name."
        if odd
        else ""
    )
    return tuple(event for event in found if event is not None), (sentence,) if odd else ()


def _event(given: dict[str, Any]) -> RawEvent | None:
    arguments = [_argument(each) for each in given["arguments"]]
    start, end = given.get("start"), given.get("end")
    if not _is_range(start, end) or None in arguments:
        return None
    rest = {key: value for key, value in given.items() if key not in _EVENT}
    return RawEvent(
        type=given["type"].strip(),
        start=start,
        end=end,
        arguments=tuple(argument for argument in arguments if argument is not None),
        coder=_text(given.get("coder")),
        origin=_text(given.get("origin")),
        fields=rest,
    )


def _argument(given: object) -> RawArgument | None:
    if not isinstance(given, dict) or not isinstance(given.get("role"), str) or not given["role"].strip():
        return None
    start, end = given.get("start"), given.get("end")
    if not _is_range(start, end):
        return None
    rest = {key: value for key, value in given.items() if key not in _ARGUMENT}
    return RawArgument(given["role"], _text(given.get("text")), start, end, rest)


def _is_range(start: object, end: object) -> bool:
    """Two whole numbers, or none at all; a bool is an int to isinstance."""
    return (start is None and end is None) or (type(start) is int and type(end) is int)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
