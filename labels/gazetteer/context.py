"""Which countries an article speaks of: by their names, their peoples, and their well-known cities."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from corpus.article import Article
from labels.gazetteer.fold import fold
from labels.gazetteer.reader import Gazetteer

_WORDS = Path(__file__).with_name("countries.toml")
_WORD = re.compile(r"[^\W\d_]+(?:[.'’\-][^\W\d_]+)*\.?")
_LONGEST = 4  # words in a country's name, almost always
_FAR_ENOUGH = 20_000  # code points read; a longer article has said by then where it plays
_TITLE, _COUNTRY, _CITY = 3.0, 2.0, 1.0
_BIG = 300_000  # people; of such cities everybody knows the country
_KEPT = 64  # articles remembered by a gazetteer


@dataclass(frozen=True, slots=True)
class Context:
    """How much an article speaks of each country.

    Attributes:
        shares: country code -> share of all that points to a country, 0 to 1.
    """

    shares: dict[str, float] = field(default_factory=dict)

    def share(self, country: str) -> float:
        """Return a country's share."""
        return self.shares.get(country, 0.0)

    @property
    def first(self) -> str:
        """The country spoken of most, "" for none."""
        return max(self.shares, key=lambda country: self.shares[country], default="")


def of_article(article: Article, gazetteer: Gazetteer | None) -> Context:
    """Return the countries an article speaks of; what was worked out before is remembered by the gazetteer."""
    if gazetteer is None:
        return of_text(article.title, article.text, None)
    key = ("context", article.sha256 or hash(article.text), article.title)
    found = gazetteer.memory.get(key)
    if not isinstance(found, Context):
        if len(gazetteer.memory) >= _KEPT:
            gazetteer.memory.clear()
        found = gazetteer.memory[key] = of_text(article.title, article.text, gazetteer)
    return found


def of_text(title: str, text: str, gazetteer: Gazetteer | None) -> Context:
    """Return the countries a title and a text speak of; the title counts for more."""
    votes: dict[str, float] = defaultdict(float)
    for part, weight in ((title, _TITLE), (text[:_FAR_ENOUGH], 1.0)):
        for country, times in _votes(part, gazetteer).items():
            votes[country] += times * weight
    total = sum(votes.values())
    return Context({country: vote / total for country, vote in votes.items()} if total else {})


@cache
def _listed() -> dict[str, list[str]]:
    """Return country code -> the words that name it, its own name first."""
    return tomllib.loads(_WORDS.read_text(encoding="utf-8"))


@cache
def country_words() -> dict[str, str]:
    """Return the folded words that name a country -> its code."""
    return {fold(word): code for code, words in _listed().items() for word in words}


def country_name(code: str) -> str:
    """Return a country's name, the code itself where it is not listed."""
    return _listed().get(code, [code])[0]


def country_of(words: str) -> str:
    """Return the code of the country that `words` name ("Syria", "Syrian"), "" when they name none."""
    return _country(fold(words))


def _country(folded: str) -> str:
    known = country_words()
    return known.get(folded) or known.get(folded.removesuffix("s"), "")


def _votes(text: str, gazetteer: Gazetteer | None) -> dict[str, float]:
    votes: dict[str, float] = defaultdict(float)
    names: Counter[str] = Counter()
    for sentence in re.split(r"[\n.!?;:,()]\s", text):
        for name, country in _named(_WORD.findall(sentence)):
            if country:
                votes[country] += _COUNTRY
            else:
                names[name] += 1
    if gazetteer is not None:
        for name, times in names.most_common(120):
            if country := _city(name, gazetteer):
                votes[country] += _CITY * min(times, 3)
    return votes


def _named(words: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the names in a run of words, longest first, each with the country it is ("" for others)."""
    at = 0
    while at < len(words):
        word = words[at]
        if word[0].islower():  # letters without case are not lower
            at += 1
            continue
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length])
            country = "" if length == 1 and len(word) < 3 and not word.isupper() else country_of(phrase)
            if country:
                yield phrase, country
                at += length
                break
        else:
            if word.casefold() == word.upper().casefold() and len(word) > 2:
                yield word.removesuffix("'s").removesuffix("’s"), ""
            at += 1


def _city(name: str, gazetteer: Gazetteer) -> str:
    """Return the country of a well-known city, where no other place of the name is a tenth as large."""
    found = [place for place in gazetteer.lookup(name, limit=8, fuzzy=False) if place.kind == "town"]
    if not found or found[0].population < _BIG or found[0].matched != "name":
        return ""
    others = [place.population for place in found[1:] if place.country != found[0].country]
    return found[0].country if max(others, default=0) * 10 < found[0].population else ""
