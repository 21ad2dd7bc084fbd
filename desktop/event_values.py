"""What a person may type or choose for a role: rows for the pop-up, each with the draft that it would write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.errors import UserError
from corpus.wording import short
from desktop.coding.ask import fitting
from desktop.coding.event_words import date_words, filled, number_words
from desktop.type_ahead_rows import Row
from labels.event import Argument, ArgumentDraft
from labels.role import Role


@dataclass(frozen=True, slots=True)
class Clear:
    """The choice that empties a value."""

    argument_id: int


@dataclass(frozen=True, slots=True)
class Find:
    """The choice that looks words up among places or actors; `argument_id` is None when nothing fills the role yet."""

    argument_id: int | None
    words: str


def rows_for(role: Role, there: Sequence[Argument], typed: str, *, published: str, language: str) -> list[Row]:
    """Return the rows for what was typed: its meaning, then what can be done with the values that are there."""
    typed = typed.strip()
    found = _codes(role, typed) if role.kind == "code" else _typed(role, typed, published=published, language=language)
    return found + _finding(role, there, typed) + [_clearing(argument) for argument in there]


def _codes(role: Role, typed: str) -> list[Row]:
    rows = [
        Row(ArgumentDraft(role.id, meaning or code, value={"code": code, "by_hand": True}), meaning or code, code)
        for code, meaning in role.codes
    ]
    return fitting(rows, typed)


def _typed(role: Role, typed: str, *, published: str, language: str) -> list[Row]:
    if not typed:
        return []
    if role.kind not in ("date", "number"):
        return [Row(ArgumentDraft(role.id, typed), f"“{typed}”", "by hand")]
    try:
        value = _value(role, typed, published=published, language=language)
    except UserError as error:
        return [Row(None, str(error), enabled=False)]
    if value is None:
        return [Row(ArgumentDraft(role.id, typed), f"“{typed}”", "words alone")]
    shown = date_words(value) if role.kind == "date" else number_words(value)
    return [Row(ArgumentDraft(role.id, typed, value={**value, "by_hand": True}), shown, str(value.get("rule") or ""))]


def _value(role: Role, typed: str, *, published: str, language: str) -> dict[str, object] | None:
    from labels.resolve import dates, numbers  # not with the window: their word lists take a while

    if role.kind == "date":
        return dates.parse_typed(typed, published=published, language=language).as_value()
    count = numbers.resolve(typed, language=language)
    return count.as_value() if count is not None else None


def _finding(role: Role, there: Sequence[Argument], typed: str) -> list[Row]:
    if role.kind not in ("place", "actor"):
        return []
    what = "place" if role.kind == "place" else "actor"
    if typed:
        return [Row(Find(None, typed), f"Find the {what} “{typed}”…")]
    return [Row(Find(each.id, each.text), f"Choose the {what} for “{short(each.text, most=28)}”…") for each in there]


def _clearing(argument: Argument) -> Row:
    return Row(Clear(argument.id), f"Clear “{short(filled(argument, '').words, most=28)}”")
