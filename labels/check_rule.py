"""Field checks: rules such as `fatalities.low <= fatalities.best` that the filled roles of an event are held against.

A rule compares sums: `SUM <= SUM`, with `<=`, `>=` or `=`; several comparisons in a row hold when each of them does
(`fatalities.low <= fatalities.best <= fatalities.high`). A sum is one field, or fields and whole numbers with `+`
between them. A field is a role, a dot and a part: `best`, `low`, `high` of a number, `start`, `end` of a date. The role
is written by its name, or by its slot where no role has that name; letter case does not matter. A name that is more
than one word, or begins with a digit, stands in quotation marks: `"Deaths of side A".best >= 1`.

Where several arguments fill a role, its numbers are added up, `start` is the first of the dates and `end` the last.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from corpus.errors import UserError
from labels.event import Argument, Event

NumberPart = Literal["best", "low", "high"]
DatePart = Literal["start", "end"]
NUMBER_PARTS: tuple[str, ...] = get_args(NumberPart)
DATE_PARTS: tuple[str, ...] = get_args(DatePart)
LONGEST = 500  # characters of a rule

_TOKEN = re.compile(r'\s*(?:"(?P<quoted>[^"]+)"|(?P<name>[^\W\d]\w*)|(?P<number>\d{1,12})|(?P<sign><=|>=|=|\+|\.))')
_COMPARE: dict[str, Callable[[int | str, int | str], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "=": operator.eq,
}
_Token = tuple[str, str]  # kind of token, and its text


@dataclass(frozen=True, slots=True)
class Field:
    """One part of what fills a role; `role` is its name or slot as the rule writes it."""

    role: str
    part: str


Term = Field | int


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that was read; `sums` has one entry more than `signs`."""

    text: str
    sums: tuple[tuple[Term, ...], ...]
    signs: tuple[str, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field the rule looks at."""
        return tuple(term for terms in self.sums for term in terms if isinstance(term, Field))

    def holds(self, event: Event) -> bool | None:
        """Return whether the event keeps the rule; None when a field it needs is empty, so that nothing can be said."""
        values = [_total(terms, event) for terms in self.sums]
        found = [_compare(*each) for each in zip(self.signs, values, values[1:], strict=False)]
        return False if False in found else None if None in found else True


def parse(rule: str) -> Rule:
    """Read a rule.

    Raises:
        UserError: it is not written as a rule is.
    """
    tokens = list(_tokens(rule))
    sums, signs, place = [], [], 0
    while True:
        terms, place = _sum(tokens, place, rule)
        sums.append(terms)
        if place == len(tokens):
            break
        signs.append(tokens[place][1])
        place += 1
    read = Rule(rule.strip(), tuple(sums), tuple(signs))
    _refuse_mixture(read)
    return read


def _tokens(rule: str) -> Iterator[_Token]:
    text, place = rule.rstrip(), 0
    if len(text) > LONGEST:
        raise UserError(f"A check has at most {LONGEST} characters; write it as two.")
    while place < len(text):
        if (found := _TOKEN.match(text, place)) is None or found.lastgroup is None:
            raise _wrong(rule, f"“{text[place:].strip()[:20]}” is not understood")
        yield ("name" if found.lastgroup == "quoted" else found.lastgroup), found[found.lastgroup]
        place = found.end()


def _sum(tokens: Sequence[_Token], place: int, rule: str) -> tuple[tuple[Term, ...], int]:
    """Return the terms of the sum that begins at token `place`, and the place of the comparison after it."""
    terms: list[Term] = []
    while True:
        match tokens[place : place + 3]:
            case [("name", name), ("sign", "."), ("name", part)] if part.lower() in NUMBER_PARTS + DATE_PARTS:
                terms.append(Field(name.strip(), part.lower()))
                place += 3
            case [("number", digits), *_]:
                terms.append(int(digits))
                place += 1
            case _:
                raise _wrong(rule, "a field is a role, a dot, and best, low, high, start or end")
        match tokens[place : place + 1]:
            case [("sign", "+")]:
                place += 1
            case [] | [("sign", "<=" | ">=" | "=")]:
                return tuple(terms), place
            case _:
                raise _wrong(rule, "between two fields stands one of + <= >= =")


def _refuse_mixture(rule: Rule) -> None:
    if not rule.signs:
        raise _wrong(rule.text, "it compares nothing")
    if not rule.fields:
        raise _wrong(rule.text, "it names no role")
    if any(field.part in DATE_PARTS for field in rule.fields) and (
        any(len(terms) > 1 or isinstance(terms[0], int) or terms[0].part not in DATE_PARTS for terms in rule.sums)
    ):
        raise _wrong(rule.text, "a date is compared with one other date only")


def _wrong(rule: str, why: str) -> UserError:
    return UserError(f"The check “{' '.join(rule.split())[:80]}” cannot be read: {why}.")


def _compare(sign: str, left: int | str | None, right: int | str | None) -> bool | None:
    return None if left is None or right is None else _COMPARE[sign](left, right)


def _total(terms: Sequence[Term], event: Event) -> int | str | None:
    """Return the sum of numbers, or the one date; None when one of them is missing."""
    values = [term if isinstance(term, int) else _value(term, event) for term in terms]
    if len(values) == 1:
        return values[0]
    numbers = [value for value in values if isinstance(value, int)]
    return sum(numbers) if len(numbers) == len(values) else None


def _value(field: Field, event: Event) -> int | str | None:
    found = [argument.value.get(field.part) for argument in _filling(field.role, event.arguments)]
    if field.part in NUMBER_PARTS:
        numbers = [value for value in found if isinstance(value, int)]
        return sum(numbers) if found and len(numbers) == len(found) else None
    days = [value for value in found if isinstance(value, str) and value]
    if not found or len(days) < len(found):
        return None
    return min(days) if field.part == "start" else max(days)


def _filling(role: str, arguments: Sequence[Argument]) -> list[Argument]:
    wanted = role.casefold()
    named = [argument for argument in arguments if argument.role.casefold() == wanted]
    return named or [argument for argument in arguments if argument.slot == wanted]
