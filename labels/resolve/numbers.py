"""How many: best, low and high from the words of an article ("at least 20", "dozens", "between six and eight").

What is vague is taken at its lowest, as conflict desks do: "dozens" is 12 or more. "At least 20" sets low and best;
"up to 35,000" sets only the high, because nobody claims that many.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from labels.resolve.number_forms import BOUNDS, PEOPLE, VAGUE
from labels.resolve.number_words import plain, script_language, to_digits, ungrouped

_LONGEST = 200  # code points
_MOST = 10**12
_N = r"(?P<n>\d{1,15})(?![\d%]| per ?cent)"
_PERSON = rf"(?:an? |one |the )(?:[\w'-]+ ){{0,3}}(?:{PEOPLE})\b"
_AFTER = re.compile(r",? (?:including|among (?:them|whom)|of (?:whom|them)|most of|members of|out of)\b.*")
_FEW_TIMES = re.compile(r"\b(several|few|couple of|couple) (hundred|thousand|dozen|million)s?\b")
_SCALE = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6}


@dataclass(frozen=True, slots=True)
class NumberValue:
    """A count with its bounds; None is not said. Always low <= best <= high. `rule` says how it was read."""

    best: int | None
    low: int | None
    high: int | None
    rule: str

    def as_value(self) -> dict[str, Any]:
        """Return it as an argument keeps it."""
        return asdict(self)


_NOBODY = re.compile(r"\b(?:no|not)[- ]one\b")  # before "one" becomes a figure

Read = Callable[[re.Match[str]], NumberValue]


def resolve(words: str, *, language: str = "en") -> NumberValue | None:
    """Return what a count in words means, None when there is none in it."""
    if not words.strip() or len(words) > _LONGEST:
        return None
    text = _english(words, script_language(words, (language or "en").lower()[:2]))
    for pattern, read in _rules():
        match = pattern.search(text)
        if match:
            found = read(match)
            return found if all(each is None or each < _MOST for each in (found.low, found.best, found.high)) else None
    return _sum(text) or _vague(text) or _alone(text)


def _english(words: str, language: str) -> str:
    text = _NOBODY.sub("nobody", ungrouped(plain(words)))
    if language in BOUNDS:
        text = to_digits(text, language)
    for pattern, replacement in BOUNDS.get(language, ()):
        text = re.sub(pattern, replacement, text)
    text = _FEW_TIMES.sub(_few_times, re.sub(r"\bhalf[- ](?:an? )?dozen\b", "6", text))
    return " ".join(to_digits(text).replace("~", " about ").split())


def _few_times(match: re.Match[str]) -> str:
    return f"more than {(2 if 'couple' in match[1] else 3) * _SCALE[match[2]]}"


def _between(match: re.Match[str]) -> NumberValue:
    low, high = sorted((int(match["n"]), int(match["m"])))
    return NumberValue(low, low, high, "a range: the lower end is the best figure")


def _at_least(match: re.Match[str]) -> NumberValue:
    return NumberValue(int(match["n"]), int(match["n"]), None, "a lower bound, taken as the best figure")


def _up_to(match: re.Match[str]) -> NumberValue:
    return NumberValue(None, None, int(match["n"]), "an upper bound; no best figure is said")


def _fewer(match: re.Match[str]) -> NumberValue:
    return NumberValue(None, None, max(int(match["n"]) - 1, 0), "below that number; no best figure is said")


def _nearly(match: re.Match[str]) -> NumberValue:
    return NumberValue(int(match["n"]), None, int(match["n"]), "just below that number, taken as it is")


def _about(match: re.Match[str]) -> NumberValue:
    return NumberValue(int(match["n"]), None, None, "a rough figure")


def _exact(match: re.Match[str]) -> NumberValue:
    return _sure(int(match["n"]), "the number as written")


def _none(match: re.Match[str]) -> NumberValue:
    return _sure(0, "a reported zero")


_TABLE: tuple[tuple[str, Read], ...] = (
    (rf"\b(?:between|from) {_N}(?: [a-z]+)? (?:and|to|-) (?P<m>\d{{1,15}})(?!\d)", _between),
    (rf"(?<![\d.,]){_N}(?: ?- ?| to | or )(?P<m>\d{{1,15}})(?![\d%])", _between),
    (
        rf"\b(?:at (?:the very )?least|no (?:fewer|less) than|not (?:fewer|less) than|minimum of) {_N}",
        _at_least,
    ),
    (
        rf"\b(?:up to|as many as|at most|no more than|not more than|a maximum of|maximum of)"
        rf" (?:about |around |some )?{_N}",
        _up_to,
    ),
    (rf"\b(?:more than|over|above|exceeding|in excess of|upwards? of|well over) (?:an? )?{_N}", _at_least),
    (rf"[>≥] ?{_N}", _at_least),
    (rf"\b(?:fewer than|less than|under|below) (?:an? )?{_N}", _fewer),
    (rf"[<≤] ?{_N}", _fewer),
    (rf"(?<![\d.,]){_N} ?(?:\+|or more\b|at (?:the )?least\b|or so at least\b|plus\b)", _at_least),
    (rf"\b(?:nearly|almost|close to|just under) (?:an? )?{_N}", _nearly),
    (
        rf"\b(?:about|around|some|approximately|roughly|circa|ca?\.?|estimated|perhaps) (?:an? )?{_N}",
        _about,
    ),
    (rf"(?<![\d.,]){_N} or so\b", _about),
    (rf"\b(?:family|group|crew|team|party) of {_N}", _exact),
    (
        r"^(?:there (?:were|was) )?(?:no|none|nobody|no one|no-one|zero|nil|without|neither|not one)\b(?!.*\d)",
        _none,
    ),
)


@cache
def _rules() -> tuple[tuple[re.Pattern[str], Read], ...]:
    return tuple((re.compile(pattern), read) for pattern, read in _TABLE)


def _sum(text: str) -> NumberValue | None:
    """Return "two women and three children" as 5; parts that belong to the first ("including a child") do not count."""
    parts = re.split(r",? and |, | plus ", _AFTER.sub("", text))
    counts = [_counted_people(part) for part in parts]
    if len(parts) < 2 or not all(counts):
        return None
    total = sum(count for count in counts if count)
    return _sure(total, "the sum of those named") if total < _MOST else None


def _counted_people(part: str) -> int:
    match = re.match(
        rf"(?P<n>\d{{1,9}}) (?:[a-z'-]+ ){{0,3}}[a-z'-]*(?:{PEOPLE}|men|women|children)s?\b|{_PERSON}", part
    )
    return int(match["n"] or 1) if match else 0


def _vague(text: str) -> NumberValue | None:
    if re.search(r"\d", text):
        return None
    for pattern, least in VAGUE:
        if re.search(rf"\b(?:{pattern})\b", text):
            return NumberValue(least, least, None, f"vague, so the least it can mean: {least} or more")
    return None


def _alone(text: str) -> NumberValue | None:
    """Return a bare number, or one person named without one."""
    match = re.search(rf"(?<![\d.,$€£]){_N}(?![.,:/]\d|-?year)", text)
    if match:
        value = int(match["n"])
        return _sure(value, "the number as written") if value < _MOST else None
    if re.match(rf"{_PERSON}|an?$|(?:his|her|their) (?:{PEOPLE})\b|(?:{PEOPLE})$", text) and not re.search(
        "people", text
    ):
        return _sure(1, "one person is named")
    return None


def _sure(value: int, rule: str) -> NumberValue:
    return NumberValue(value, value, value, rule)
