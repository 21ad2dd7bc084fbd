"""Makes news-like articles with spans, as many as wanted and always the same, one JSON line each.

    python benchmarks/generate.py 10000 wires.jsonl --arabic 0.1

An article has about 600 words and 40 spans; 3 % of the spans lie inside another, 0.4 % do not fit spaCy's tokens, every
third article has an emoji, and names and numbers are drawn from so many that ten thousand articles hold about a hundred
thousand different words. Names of places, people and groups are invented.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import generate_arabic

SEED = 7
_NAMES = 40_000
_PART, _MANY_PARTS = 1_000, 4  # articles that one process makes at once; parts that make other processes worth while
LABELS = ("ATTACK", "PROTEST", "ACTOR", "TARGET", "LOCATION", "DATE", "FATALITIES", "WEAPON", "EVENT")
_SOURCES = ("Northern Wire", "The Daily Ledger", "Coast Radio", "Harbour Post", "Inland Agency", "Valley Observer")
_ONSETS = ("b", "d", "f", "gh", "h", "j", "k", "kh", "l", "m", "n", "q", "r", "s", "sh", "t", "tal", "z", "br", "dr")
_VOWELS = ("a", "e", "i", "o", "u", "aa", "ei", "ou")
_CODAS = ("", "", "n", "r", "m", "s", "l", "b", "d", "sh", "th", "kh")
_ENDS = ("", "", "", "iya", "an", "abad", "in", "ur", "ville", "ovo", "é")
_GROUPS = ("Front", "Brigade", "Movement", "Army", "Council", "Battalion", "Union", "Committee")
_TITLES = ("President", "Governor", "Colonel", "Sheikh", "Mayor", "Dr.", "Gen.", "Minister")
_ATTACKS = ("shelled", "attacked", "bombed", "raided", "ambushed", "opened fire on", "fired rockets at", "clashed with")
_PROTESTS = ("marched through", "held a sit-in in", "blocked roads around", "rallied in")
_WEAPONS = ("mortar fire", "an air strike", "a car bomb", "small-arms fire", "a drone", "grad rockets", "an IED")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TIMES = ("morning", "evening", "night", "afternoon")
_MONTHS = ("January", "March", "April", "June", "August", "October", "December")
_SAID = ("said", "told reporters", "wrote in a statement", "confirmed", "denied", "couldn't confirm", "didn't say")
_REFUSALS = ("will not", "won't", "cannot")
_FILL = (
    "the situation remains tense and roads to the south have been closed since dawn",
    "aid groups warned that supplies of water, flour and fuel won't last more than a few days",
    "residents described hours of gunfire (some of it heavy) and columns of smoke over the market",
    "the U.S.-led coalition hasn't commented; a spokesperson referred questions to local officials",
    "schools stayed shut, shops opened late, and long queues formed outside bakeries",
    "earlier reports of a cease-fire could not be independently verified by this agency",
    "it's the third such incident this month, according to a tally kept by local monitors",
    "power was cut in several districts, and the state-run hospital was running on generators",
)
_FILL_WORDS = tuple(tuple(sentence.split()) for sentence in _FILL)
_EMOJI = ("🔥", "🕊️", "📍", "🇸🇾", "⚠️", "👨‍👩‍👧")


class _Writer:
    """Puts a text together and keeps where the spans are, in code points."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.spans: list[dict[str, Any]] = []

    def add(self, text: str, label: str = "") -> tuple[int, int]:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        if label:
            self.mark(start, self.length, label)
        return start, self.length

    def mark(self, start: int, end: int, label: str) -> None:
        self.spans.append({"start": start, "end": end, "label": label})


class Dice(random.Random):
    """Draws what `random.Random` of the same seed draws, in half the time: nothing is checked."""

    def choice(self, some: Any) -> Any:
        """Return one of `some`."""
        return some[self._below(len(some))]

    def randint(self, least: int, most: int) -> int:
        """Return a whole number from `least` to `most`."""
        return least + self._below(most - least + 1)

    def _below(self, count: int) -> int:
        bits, drawn = count.bit_length(), count
        while drawn >= count:
            drawn = self.getrandbits(bits)
        return drawn


def articles(count: int, *, seed: int = SEED, arabic: float = 0.0, start: int = 0) -> Iterator[dict[str, Any]]:
    """Yield `count` articles from number `start` on; the first ones of a longer run are those of a shorter one.

    Args:
        arabic: share of articles in Arabic; the others stay as they are.
    """
    for number in range(start, start + count):
        if arabic and random.Random(f"arabic {seed}:{number}").random() < arabic:
            yield generate_arabic.article(Dice(f"{seed}:{number}"), number)
        else:
            yield article(Dice(f"{seed}:{number}"), number)


def lines(count: int, *, seed: int = SEED, arabic: float = 0.0) -> Iterator[str]:
    """Yield the articles as JSON lines, made by as many processes as there are cores."""
    parts = [(start, min(_PART, count - start), seed, arabic) for start in range(0, count, _PART)]
    if len(parts) < _MANY_PARTS:
        yield from map(_lines, parts)
    else:
        with get_context("spawn").Pool() as pool:
            yield from pool.imap(_lines, parts)


def _lines(part: tuple[int, int, int, float]) -> str:
    start, count, seed, arabic = part
    made = articles(count, seed=seed, arabic=arabic, start=start)
    return "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in made)


def article(chance: random.Random, number: int) -> dict[str, Any]:
    """Return one article as a JSON-able dict."""
    writer = _Writer()
    place = _place(chance)
    day = f"20{chance.randint(10, 25)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    writer.add(f"{place.upper()} ({chance.choice(_SOURCES)}) - ")
    while len(writer.spans) < 34:
        _paragraph(chance, writer, place)
    if number % 3 == 0:
        writer.add(f" {chance.choice(_EMOJI)} Follow live updates {chance.choice(_EMOJI)} ")
        _attack(chance, writer, place)
    title = f"{chance.choice(_GROUPS)} blamed after {chance.choice(_WEAPONS)} near {place}"
    return {
        "text": "".join(writer.parts),
        "title": f"{title} ({number})",
        "source": chance.choice(_SOURCES),
        "published": day,
        "url": f"https://news.example/{day}/{number}",
        "language": "en",
        "status": "done",
        "spans": writer.spans,
    }


def _paragraph(chance: random.Random, writer: _Writer, place: str) -> None:
    for index in range(chance.randint(2, 4)):
        writer.add(" " if index else "")
        chance.choice((_attack, _attack, _protest, _quote, _fill))(chance, writer, place)
    writer.add("\n\n")


def _attack(chance: random.Random, writer: _Writer, place: str) -> None:
    _actor(chance, writer)
    writer.add(" ")
    writer.add(chance.choice(_ATTACKS), "ATTACK")
    writer.add(" ")
    start, _ = writer.add(chance.choice(("a checkpoint", "a convoy", "the police station", "a village")), "TARGET")
    writer.add(chance.choice((" in ", " near ", " outside ")))
    _, end = writer.add(_place(chance) if chance.random() < 0.7 else place, "LOCATION")
    if chance.random() < 0.12:  # a span around others
        writer.mark(start, end, "TARGET")
    writer.add(" with ")
    writer.add(chance.choice(_WEAPONS), "WEAPON")
    writer.add(" on ")
    _date(chance, writer)
    writer.add(", killing ")
    _, end = writer.add(chance.choice((str(chance.randint(2, 400)), "at least six", "dozens of")), "FATALITIES")
    if chance.random() < 0.035:  # a slip of the mouse into the next word
        writer.spans[-1]["end"] = end + 3
    writer.add(" people. ")
    _words(chance, writer, 14)


def _protest(chance: random.Random, writer: _Writer, place: str) -> None:
    writer.add(f"About {chance.randint(2, 900) * 10:,} ")
    writer.add("supporters of the ")
    _actor(chance, writer)
    writer.add(" ")
    writer.add(chance.choice(_PROTESTS), "PROTEST")
    writer.add(" ")
    writer.add(place, "LOCATION")
    writer.add(" on ")
    _date(chance, writer)
    writer.add(". ")
    _words(chance, writer, 16)


def _quote(chance: random.Random, writer: _Writer, place: str) -> None:
    writer.add(f'"We {chance.choice(_REFUSALS)} leave {place}," ')
    writer.add(f"{chance.choice(_TITLES)} {_name(chance)} {_name(chance)}", "ACTOR")
    writer.add(f" {chance.choice(_SAID)} on ")
    _date(chance, writer)
    writer.add(". ")
    _words(chance, writer, 18)


def _fill(chance: random.Random, writer: _Writer, place: str) -> None:
    sentence = chance.choice(_FILL)
    writer.add(f"{sentence[0].upper()}{sentence[1:]}, {_name(chance)} {chance.choice(_SAID)}. ")
    writer.add("The ")
    writer.add("operation", "EVENT")
    writer.add(f" near {place} took {chance.randint(2, 40)} hours. ")
    _words(chance, writer, 12)


def _words(chance: random.Random, writer: _Writer, least: int) -> None:
    """Add running text without spans, so that a span comes about every fifteen words."""
    words: list[str] = []
    while len(words) < least + chance.randint(6, 20):
        words += chance.choice(_FILL_WORDS)
        words.append(f"in {_place(chance)}," if chance.random() < 0.5 else "again,")
    writer.add(f"{words[0].capitalize()} {' '.join(words[1:])[:-1]}.")


def _actor(chance: random.Random, writer: _Writer) -> None:
    start, _ = writer.add("")
    name = _name(chance)
    writer.add(f"{name} {chance.choice(_GROUPS)}")
    writer.mark(start, writer.length, "ACTOR")
    if chance.random() < 0.05:  # a place inside a name
        writer.mark(start, start + len(name), "LOCATION")


def _date(chance: random.Random, writer: _Writer) -> None:
    if chance.random() < 0.6:
        writer.add(f"{chance.choice(_DAYS)} {chance.choice(_TIMES)}", "DATE")
    else:
        writer.add(f"{chance.randint(1, 28)} {chance.choice(_MONTHS)} 20{chance.randint(10, 25)}", "DATE")


def _place(chance: random.Random) -> str:
    return f"{chance.choice(('', '', 'al-', 'Tal ', 'Deir '))}{_name(chance)}{chance.choice(_ENDS)}"


def _name(chance: random.Random) -> str:
    """Return one of many names, some far more often than others, as in the news."""
    names = _names()
    return names[int(len(names) * chance.random() ** 4)]


@lru_cache
def _names() -> list[str]:
    chance = random.Random(SEED)
    return ["".join(_syllable(chance) for _ in range(chance.choice((1, 2, 2)))).capitalize() for _ in range(_NAMES)]


def _syllable(chance: random.Random) -> str:
    return chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS)


def main() -> int:
    """Write the articles to a file."""
    parser = argparse.ArgumentParser(description="Make news-like articles with spans, one JSON line each.")
    parser.add_argument("count", type=int)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--arabic", type=float, default=0.0, metavar="SHARE", help="share of articles in Arabic")
    given = parser.parse_args()
    with given.file.open("w", encoding="utf-8") as file:
        file.writelines(lines(given.count, seed=given.seed, arabic=given.arabic))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
