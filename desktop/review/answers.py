"""Which answer a key press in the article gives to suggestions. No widget in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Answer = Literal["", "accept", "reject", "accept_alike", "reject_alike", "onward", "settle"]
_LETTERS = {"accept": "a", "reject": "x", "new_event": "e"}


def letter(keys: Mapping[str, str], action_id: str) -> str:
    """Return the key of an action as it is typed; `keys` are those in force, by action id."""
    return keys.get(action_id, _LETTERS[action_id]).lower()


def answer(char: str, keys: Mapping[str, str], *, shift: bool, hand: bool, free: bool, fills: bool) -> Answer:
    """Return what a key means to the suggestion in hand: "settle" that it must be a span first, "" nothing.

    Args:
        char: as in a `KeyPress`: "Enter", a digit or a lower-case letter.
        hand: a suggestion is in hand.
        free: in review mode, and nothing at all is in hand: Enter goes on then.
        fills: an event is in hand, whose roles digits fill.
    """
    accepts, rejects = letter(keys, "accept"), letter(keys, "reject")
    if shift:
        return _with_shift(char, accepts, rejects, hand=hand)
    if hand and char in ("Enter", accepts):
        return "accept"
    if hand and char == rejects:
        return "reject"
    if free and char == "Enter":
        return "onward"
    makes = char == letter(keys, "new_event") or (fills and char in "123456789")
    return "settle" if hand and makes else ""


def _with_shift(char: str, accepts: str, rejects: str, *, hand: bool) -> Answer:
    if char == accepts or (hand and char == "Enter"):
        return "accept_alike"
    return "reject_alike" if char == rejects else ""
