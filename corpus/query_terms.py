"""What a search is made of: words, fields, and how they are joined. Nothing here knows the project."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus.article import STATUSES

FIELDS = ("source", "status", "before", "after", "label", "type", "actor", "coder", "lang", "copies", "assigned")
ALIASES = {"language": "lang", "outlet": "source", "group": "copies"}
NONE = "none"  # as a value: articles that have nothing of the sort
STATUS_NAMES: dict[str, str] = {
    "todo": "todo", "to do": "todo", "progress": "in progress", **{status: status for status in STATUSES}
}  # fmt: skip
COPIES = ("yes", "no", "first")
_SHORTEST = 3  # letters that may be the beginning of a word
_SYLLABLES = "\u0e00"  # from Thai on: words of one sign, and no blanks between them
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class Words:
    """A word, or words in a row.

    Attributes:
        text: as typed, without quotation marks.
        prefix: the last word may be a beginning.
        whole: the quotation was closed, so nothing more is being typed.
    """

    text: str
    prefix: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """Something known of the article: ``source:sana``. `name` is one of `FIELDS`."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A part that means nothing, with the sentence that says why; a search that holds one finds nothing."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Not:
    """What `part` does not find."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """What all the parts find; without parts, everything."""

    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """What any of the parts finds."""

    parts: tuple[Node, ...]


Node = Words | Field | Wrong | Not | And | Or


def field(name: str, value: str) -> Field | Wrong:
    """Return a term, its value in the one form that is looked up; or what is wrong with it."""
    name = ALIASES.get(name.lower(), name.lower())
    known = _VALUES.get(name, str.strip)(value)
    return Field(name, known) if known else Wrong(_wrong(name, value))


def status_name(value: str) -> str:
    """Return the status that is meant, "" for none."""
    return STATUS_NAMES.get(" ".join(value.lower().replace("-", " ").split()), "")


def days(value: str) -> tuple[str, str] | None:
    """Return the first and the last ISO day of a day, a month or a year; None when it is none of these."""
    found = _DAY.fullmatch(value.strip())
    if found is None:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    last_month = month or 12
    last = first if day else date(year, last_month, calendar.monthrange(year, last_month)[1])
    return first.isoformat(), last.isoformat()


def nodes(tree: Node) -> Iterator[Node]:
    """Yield a tree and everything in it."""
    yield tree
    if isinstance(tree, Not):
        yield from nodes(tree.part)
    elif isinstance(tree, And | Or):
        for part in tree.parts:
            yield from nodes(part)


def without(tree: Node, name: str) -> Node | None:
    """Return the tree without the terms of a field; None when nothing else is in it."""
    if isinstance(tree, Field):
        return None if tree.name == name else tree
    if isinstance(tree, Not):
        part = without(tree.part, name)
        return None if part is None else Not(part)
    if isinstance(tree, And | Or):
        kept = tuple(part for part in (without(each, name) for each in tree.parts) if part is not None)
        return type(tree)(kept) if kept else None
    return tree


def present(tree: Node, *, negated: bool = False) -> Iterator[Words]:
    """Yield the words that an article found may hold: those that are not excluded."""
    if isinstance(tree, Words) and not negated:
        yield tree
    elif isinstance(tree, Not):
        yield from present(tree.part, negated=not negated)
    elif isinstance(tree, And | Or):
        for part in tree.parts:
            yield from present(part, negated=negated)


def whole_words(tree: Node) -> Node:
    """Return the tree without beginnings: each word as it stands."""
    if isinstance(tree, Words):
        return replace(tree, prefix=False)
    if isinstance(tree, Not):
        return Not(whole_words(tree.part))
    if isinstance(tree, And | Or):
        return type(tree)(tuple(map(whole_words, tree.parts)))
    return tree


def with_beginning(tree: Node) -> Node:
    """Return the tree with the word that is being typed as a beginning: the last, unless excluded or quoted."""
    words = [node for node in nodes(tree) if isinstance(node, Words)]
    wanted = {id(node) for node in present(tree)} & {id(words[-1])} if words and _may_go_on(words[-1]) else set()
    return _begun(tree, wanted) if wanted else tree


def _may_go_on(words: Words) -> bool:
    """Whether more may be typed: one letter or two begin too many words, where letters are not syllables."""
    return not words.whole and (len(words.text) >= _SHORTEST or words.text[:1] >= _SYLLABLES)


def _begun(tree: Node, wanted: set[int]) -> Node:
    if isinstance(tree, Words):
        return replace(tree, prefix=True) if id(tree) in wanted else tree
    if isinstance(tree, Not):
        return Not(_begun(tree.part, wanted))
    if isinstance(tree, And | Or):
        return type(tree)(tuple(_begun(part, wanted) for part in tree.parts))
    return tree


def _iso(value: str) -> str:
    return value.strip() if days(value) else ""


def _copies(value: str) -> str:
    plain = value.strip().lower()
    return plain if plain in COPIES or (plain.isdecimal() and plain.isascii() and len(plain) < 19) else ""


_VALUES: dict[str, Callable[[str], str]] = {
    "status": status_name,
    "before": _iso,
    "after": _iso,
    "copies": _copies,
}


def _wrong(name: str, value: str) -> str:
    match name:
        case "status":
            return f"status:{value} is no status; write todo, {', '.join(s.replace('in ', '') for s in STATUSES)}."
        case "copies":
            return f"copies:{value} says nothing; write yes, no, first, or the number of an article."
        case "before" | "after":
            today = date.today() - timedelta(days=1)
            return f"{name}:{value} is no date; write a day ({today.isoformat()}), a month or a year."
    return f"After {name}: something is missing."
