"""What an event's card says, line by line: roles with their words, what these mean, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from labels.event import Argument, Event
from labels.role import Role, RoleKind

Tone = Literal["plain", "asks", "missing", "empty"]  # "asks": what the words mean depends on something to be told
ASKED: Mapping[RoleKind, str] = {
    "actor": "who?", "place": "where?", "date": "when?", "number": "how many?", "code": "which?", "text": "what?",
}  # fmt: skip
NO_TYPE = "No type yet"
FREE = "by hand"
NOWHERE = "no coordinates yet"
NO_DAY, NO_COUNT = "no day yet", "no number yet"  # said of words that could not be read, or they would look settled


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a card.

    Attributes:
        number: the digit that fills the role, "" from the tenth on and for a further value of the same role.
        words: the words of the article, or what was typed; what is missing when there are none.
        resolved: what they mean: a day, a place with its precision, a count; "" when the words say it all.
        free: no words of the article prove it.
        aside: said behind it: that it is free, or that a draft guessed it from another sentence.
        short: what a card says of it that shows no lines: a day, a name, a count.
    """

    number: str
    role_id: int
    name: str
    words: str
    resolved: str = ""
    tone: Tone = "plain"
    free: bool = False
    argument_id: int | None = None
    short: str = ""
    aside: str = ""

    @property
    def spoken(self) -> str:
        """The line for a screen reader."""
        parts = (self.name, self.words, self.resolved, self.aside)
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Card:
    """One event as its card shows it.

    Attributes:
        badge: "E2", by its place in the article.
        marks: what sets it apart: "historical", "denied", "claimed" ...
        warnings: what the codebook's checks find wrong.
        held: it is in hand: all its roles are shown, the empty ones too.
        own: the present coder's, so that it can be changed.
    """

    event: Event
    badge: str
    title: str
    colour: str
    marks: tuple[str, ...]
    lines: tuple[Line, ...]
    warnings: tuple[str, ...] = ()
    held: bool = False
    own: bool = True

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of what is required and empty."""
        found = tuple(line.name for line in self.lines if line.tone == "missing")
        return found if self.event.type_id else ("Type", *found)

    @property
    def spoken(self) -> str:
        """The card for a screen reader."""
        head = ", ".join((self.badge, self.title, *self.marks))
        return "; ".join((head, *(line.spoken for line in self.lines), *self.warnings))


def lines(
    event: Event, roles: Sequence[Role], *, held: bool, countries: Mapping[int, str] | None = None
) -> tuple[Line, ...]:
    """Return the lines of a card: every filled or required role, and the empty ones too when it is `held`.

    Args:
        countries: the country's name by place, told behind the place; None where places are not told of.
    """
    found: list[Line] = []
    known = {role.id for role in roles}
    for at, role in enumerate(roles, start=1):
        found += _lines_of(event, role, str(at) if at < 10 else "", held=held, countries=countries)
    found += [filled(argument, "", countries) for argument in event.arguments if argument.role_id not in known]
    return tuple(found)


def _lines_of(event: Event, role: Role, number: str, *, held: bool, countries: Mapping[int, str] | None) -> list[Line]:
    there = [argument for argument in event.arguments if argument.role_id == role.id]
    if there:
        return [filled(argument, "" if at else number, countries) for at, argument in enumerate(there)]
    if role.required:
        return [Line(number, role.id, role.name, f"required: {ASKED[role.kind]}", tone="missing")]
    return [Line(number, role.id, role.name, "–", tone="empty")] if held else []


def filled(argument: Argument, number: str, countries: Mapping[int, str] | None = None) -> Line:
    """Return the line of an argument."""
    words, value = " ".join(argument.text.split()), argument.value
    meant = meaning(argument, countries)
    if not words or words == meant:
        words, meant = words or meant, ""
    return Line(
        number, argument.role_id, argument.role, words, meant,
        tone="asks" if value.get("asks") or meant in (NOWHERE, NO_DAY, NO_COUNT) else "plain",
        free=argument.free, argument_id=argument.id, short=_short(argument),
        aside=FREE if argument.free else str(value.get("from") or ""),
    )  # fmt: skip


def _short(argument: Argument) -> str:
    if argument.kind == "date":
        return date_words({**argument.value, "precision": ""}) or argument.text
    return (number_words(argument.value) if argument.kind == "number" else "") or argument.shown


def meaning(argument: Argument, countries: Mapping[int, str] | None = None) -> str:
    """Return what an argument's words mean, "" when nothing more is known; see `lines` for `countries`."""
    value = argument.value
    if value.get("asks"):
        return str(value["asks"])
    if argument.kind == "date":
        return date_words(value) or NO_DAY
    if argument.kind == "number":
        return number_words(value) or NO_COUNT
    if argument.kind == "place":
        return _place_words(argument, countries)
    parts = [argument.entity if argument.entity != argument.text else ""]
    if argument.kind == "code":
        parts.append(str(value.get("code") or "") if value.get("code") != argument.text else "")
    return " · ".join(part for part in parts if part)


def _place_words(argument: Argument, countries: Mapping[int, str] | None) -> str:
    """Return a place as "Ar Rastan, Syria · near", without the name where the words are the name."""
    if countries is not None and argument.place_id is None:
        return NOWHERE
    country = (countries or {}).get(argument.place_id or 0, "")
    name = argument.place if argument.place != argument.text else ""
    where = ", ".join(part for part in (name, country if country != argument.place else "") if part)
    return " · ".join(part for part in (where, str(argument.value.get("precision") or "")) if part)


def date_words(value: Mapping[str, Any]) -> str:
    """Return a date as "2024-12-06 · day", a stretch as "2024-11-25 – 2024-12-01 · week"."""
    start, end = (str(value.get(key) or "") for key in ("start", "end"))
    if not start and not end:
        return ""
    days = start if start == end else f"{start or '?'} – {end or '?'}"
    return f"{days} · {value['precision']}" if value.get("precision") else days


def number_words(value: Mapping[str, Any]) -> str:
    """Return bounds as "20 – ?", a plain count as "7", a best guess between bounds as "6 – 8, best 7"."""
    low, best, high = (value.get(key) for key in ("low", "best", "high"))
    if low is None and high is None:
        return "" if best is None else f"{best:,}"
    if low == high:
        return f"{low:,}"
    bounds = " – ".join("?" if each is None else f"{each:,}" for each in (low, high))
    return bounds if best is None or best in (low, high) else f"{bounds}, best {best:,}"


def title(event: Event) -> str:
    """Return what a card is called: the type's own name, without what it hangs under."""
    return event.type.split(" / ")[-1] or NO_TYPE


def marks(event: Event) -> tuple[str, ...]:
    """Return the small marks of a card."""
    found = ("historical" if event.historical else "", "" if event.status == "happened" else event.status)
    return tuple(mark for mark in (*found, event.certainty if event.certainty != "reported as fact" else "") if mark)


def cards(
    events: Sequence[Event],
    roles_for: Mapping[int | None, Sequence[Role]],
    colours: Mapping[int, str],
    *,
    held: int | None,
    coder_id: int,
    warned: Callable[[Event], tuple[str, ...]] = lambda event: (),
    countries: Mapping[int, str] | None = None,
) -> list[Card]:
    """Return the cards of an article's events in its order.

    Args:
        roles_for: the roles by event type. colours: stored colours by event type.
        held: the event in hand. warned: says what is wrong with an event. countries: see `lines`.
    """
    return [
        Card(
            event, f"E{at}", title(event), colours.get(event.type_id or 0) or "#475569", marks(event),
            lines(event, roles_for.get(event.type_id, ()), held=event.id == held, countries=countries), warned(event),
            held=event.id == held, own=not coder_id or event.coder_id == coder_id,
        )
        for at, event in enumerate(events, start=1)
    ]  # fmt: skip
