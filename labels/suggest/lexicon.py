"""What a project knows by name, held in memory: names coded before, its actors and places, the user's patterns."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from corpus.changes import Changes
from corpus.store import Store
from corpus.wording import short
from labels import patterns
from labels.gazetteer import Gazetteer
from labels.pattern import Pattern
from labels.suggest.atlas import Atlas
from labels.suggest.matching import Ends, Phrases, Units, longest
from labels.suggest.names import LEAST, CodedNames, is_worth
from labels.suggest.pattern_child import PatternRunner
from labels.suggest.touched import Touched
from labels.suggestion import ACTORS, NAMES, PLACES, Suggestion
from labels.tokens import language

_LIST_PRIOR, _LIST_WEIGHT = 0.8, 4.0  # what an actor or place of the project is worth before anything is seen
_PATTERN_PRIOR, _PATTERN_WEIGHT = 0.9, 6.0
_OTHER_CASE = 0.95  # of the score where capitals differ
_BESIDE_CAPITAL = 0.5  # of the score beside another capitalised word: "New" in "New York Times"

_ACTOR_NAMES = (
    "SELECT alias.name, entity.name FROM alias JOIN entity ON entity.id = entity_id WHERE retired = 0 ORDER BY alias.id"
)
_PLACE_NAMES = (
    "SELECT place_name.name, place.name FROM place_name JOIN place ON place.id = place_id WHERE retired = 0 "
    "ORDER BY place_name.id"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that may be proposed.

    Attributes:
        origin: what a suggestion from it has as its origin.
        score: 0 to 1.
        reason: for the coder.
    """

    origin: str
    label_id: int
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A name of an actor or place: under which origin, and whose it is."""

    origin: str
    label_id: int
    reason: str


T = TypeVar("T")
_Found = tuple[int, int, Entry]  # start and end (code points), and what is proposed
_Known = dict[tuple[str, bool, int], tuple[Entry, ...]]  # by phrase, whether it stands as typed, capitals beside it
_Worth = Callable[[str, T, float], Iterator[Entry]]  # of a phrase, its value, and the share of its score that is left


class Lexicon:
    """The names of one project, for the coder who is at work in it.

    Made and asked by one thread at a time; `follow` may be called from any. `close` it: a child may be running.

    Attributes:
        behind: expressions and token patterns were not done with the last text when the patience was at its end.
    """

    def __init__(self, *, gazetteer: Gazetteer | None = None) -> None:
        self.behind = False
        self._gazetteer = gazetteer
        self._heard: deque[Changes] = deque()
        self._coder = ""
        self._labels: dict[int, tuple[str, str]] = {}  # id to name and kind; the retired are not there
        self._names = CodedNames()
        self._lists: Phrases[tuple[Listed, ...]] = Phrases()
        self._words: Phrases[tuple[Entry, ...]] = Phrases()
        self._atlas: Atlas | None = None
        self._ends: tuple[Store, Ends] | None = None
        self._worth: tuple[_Known, _Known] = ({}, {})  # of names and lists, remembered until something is read again
        self._run: dict[int, tuple[Pattern, Entry]] = {}  # expressions and token patterns
        self._runner: PatternRunner | None = None

    @classmethod
    def of(cls, store: Store, *, gazetteer: Gazetteer | None = None) -> Lexicon:
        """Read everything a project knows; some 0.7 s for 50,000 names."""
        lexicon = cls(gazetteer=gazetteer)
        lexicon._read(store)
        return lexicon

    def __len__(self) -> int:
        return len(self._names.phrases) + len(self._lists) + len(self._words) + len(self._run)

    @property
    def set_aside(self) -> dict[int, str]:
        """By id, one sentence on the patterns that cannot be run, or took too long and are not run again today."""
        return dict(self._runner.set_aside) if self._runner else {}

    def close(self) -> None:
        """End the child that runs patterns, if there is one."""
        if self._runner is not None:
            self._runner.close()
        self._runner, self._run = None, {}

    def hold(self, store: Store) -> None:
        """Get ready for many articles, in a process that does nothing else: token ends are read once and for all."""
        self._ends_of(store).hold()

    def follow(self, changes: Changes) -> None:
        """Hear of a write; what it touched is read again when something is asked next."""
        self._heard.append(changes)

    def refresh(self, store: Store) -> None:
        """Take in what `follow` was told: names one by one, a list anew when it changed."""
        if not self._heard and store.coder_name == self._coder:
            return
        self._worth = {}, {}
        touched = Touched.of(self._heard)
        surfaces = touched.surfaces(store)
        if store.coder_name != self._coder or touched.everything or surfaces is None:
            self._read(store)
            return
        if touched.codebook:
            self._read_labels(store)
            self._names.offer(self._labels)
        if touched.verdicts or touched.spans:
            surfaces |= self._names.read_rejections(store)
        if touched.work:
            surfaces |= self._names.read_finished(store, touched.finished)
        self._names.reread(store, surfaces)
        if touched.lists or touched.codebook:
            self._read_lists(store)
        if touched.patterns or touched.codebook or touched.verdicts:
            self._read_patterns(store)

    def find(self, store: Store, text: str, *, article_id: int = 0, patience: float = 0.0) -> list[Suggestion]:
        """Return what names, lists and patterns propose in a text, the longest of each place.

        Args:
            patience: seconds to wait for expressions and token patterns, which a child runs.
        """
        units, ends = Units.of(text), self._ends_of(store)
        found = [
            (start, end, entry)
            for start, end, entry in self._known(units)
            if not self._names.stopped(text[start:end], entry.label_id) and ends.fit(text, start, end)
        ]
        found += self._by_patterns(text, ends, patience)
        standing = [found[at] for at in longest([(start, end) for start, end, _ in found])]
        if self._atlas is not None:
            standing += self._unknown_places(units, standing, ends)
        return [
            Suggestion(article_id, start, end, entry.label_id, entry.origin, round(entry.score, 4), entry.reason)
            for start, end, entry in standing
        ]

    # Reading

    def _read(self, store: Store) -> None:
        self._heard.clear()
        self._coder = store.coder_name
        self._read_labels(store)
        self._names.read(store, self._labels)
        self._read_lists(store)
        self._read_patterns(store)

    def _read_labels(self, store: Store) -> None:
        rows = store.rows("SELECT id, name, kind FROM label WHERE retired = 0 ORDER BY position, id")
        self._labels = {row[0]: (row[1], row[2]) for row in rows}

    def _read_lists(self, store: Store) -> None:
        """Read actors and places: each under the label of its kind that is coded most."""
        found: dict[str, list[Listed]] = {}
        for origin, kind, sql in ((ACTORS, "actor", _ACTOR_NAMES), (PLACES, "location", _PLACE_NAMES)):
            label_id = self._usual(kind)
            for name, own in store.rows(sql) if label_id else ():
                if is_worth(name):
                    reason = f"{'an actor' if kind == 'actor' else 'a place'} of the project, {own}"
                    found.setdefault(name, []).append(Listed(origin, label_id or 0, reason))
        self._lists = Phrases((name, tuple(listed)) for name, listed in found.items())
        self._atlas = Atlas.of(store, self._gazetteer) if self._gazetteer and self._usual("location") else None

    def _usual(self, kind: str) -> int | None:
        """Return the label of a kind that is coded most, the first of the codebook when none is."""
        fitting = [label_id for label_id, (_, its_kind) in self._labels.items() if its_kind == kind]
        coded = self._names.coded() if len(fitting) > 1 else {}
        return max(fitting, key=lambda label_id: coded.get(label_id, 0), default=None)

    def _read_patterns(self, store: Store) -> None:
        known = patterns.all_patterns(store, on_only=True)
        worth = patterns.worth(store) if known else {}
        entries = [(each, _of_pattern(each, worth.get(each.id, patterns.Worth()))) for each in known]
        found: dict[str, list[Entry]] = {}
        for each, entry in entries:
            if each.kind == "words":
                found.setdefault(each.body, []).append(entry)
        self._words = Phrases((body, tuple(some)) for body, some in found.items())
        run = {each.id: (each, entry) for each, entry in entries if each.kind != "words"}
        if [each for each, _ in run.values()] != [each for each, _ in self._run.values()]:
            self.close()
            self._runner = PatternRunner((each for each, _ in run.values()), lang=language(store)) if run else None
        self._run = run

    # Finding

    def _ends_of(self, store: Store) -> Ends:
        if self._ends is None or self._ends[0] is not store:
            self._ends = (store, Ends(store))
        return self._ends[1]

    def _known(self, units: Units) -> Iterator[_Found]:
        """Yield what is known by its words."""
        yield from self._standing(units, self._names.phrases, self._named)
        yield from self._standing(units, self._lists, self._listed)
        for words in self._words.find(units):
            for entry in words.value:
                yield words.start, words.end, entry

    def _standing(self, units: Units, phrases: Phrases[T], worth: _Worth[T]) -> Iterator[_Found]:
        """Yield what phrases propose where they stand: in other capitals, or inside what may be a longer name."""
        known = self._worth[phrases is self._lists]
        for at, end, meant in phrases.runs(units):
            beside = units.capitals_beside(at, end) if units.raw[at][0].isupper() else 0
            for phrase, exact, value in meant:
                if (entries := known.get((phrase, exact, beside))) is None:
                    share = (1.0 if exact else _OTHER_CASE) * _BESIDE_CAPITAL**beside
                    entries = known[phrase, exact, beside] = tuple(worth(phrase, value, share))
                for entry in entries:
                    yield units.starts[at], units.ends[end - 1], entry

    def _named(self, phrase: str, _: None, share: float) -> Iterator[Entry]:
        """Yield what a name that was coded proposes with a share of its score."""
        label_id, score = self._names.best(phrase)
        if score * share >= LEAST:
            yield Entry(NAMES, label_id, score * share, self._tell(phrase, label_id))

    def _listed(self, phrase: str, listed: Sequence[Listed], share: float) -> Iterator[Entry]:
        """Yield what a name of an actor or place proposes with a share of its score."""
        for each in listed:
            score = share * self._names.score(phrase, each.label_id, prior=_LIST_PRIOR, weight=_LIST_WEIGHT)
            if score >= LEAST:
                yield Entry(each.origin, each.label_id, score, each.reason)

    def _tell(self, surface: str, label_id: int) -> str:
        """Say why a name is proposed: "coded 41 times as LOCATION, rejected once"."""
        counts = self._names.counts(surface)
        told = [f"coded {_times(counts[label_id])} as {self._labels[label_id][0]}"]
        others = sum(counts.values()) - counts[label_id]
        told += [f"{_times(others)} otherwise"] if others else []
        told += [f"rejected {_times(number)}"] if (number := self._names.rejected(surface, label_id)) else []
        told += [f"left uncoded {_times(number)}"] if (number := self._names.passed(surface)) else []
        return ", ".join(told)

    def _by_patterns(self, text: str, ends: Ends, patience: float) -> Iterator[_Found]:
        """Yield what expressions and token patterns find, widened to whole tokens."""
        hits = self._runner.find(text, patience=patience) if self._runner and patience > 0 else []
        self.behind = hits is None
        for pattern_id, start, end in hits or ():
            bounds = ends.widen(text, start, end)
            if bounds and pattern_id in self._run:
                entry = self._run[pattern_id][1]
                if not self._names.stopped(text[slice(*bounds)], entry.label_id):
                    yield (*bounds, entry)

    def _unknown_places(self, units: Units, standing: list[_Found], ends: Ends) -> Iterator[_Found]:
        """Yield places of the gazetteer where nothing else is proposed."""
        assert self._atlas is not None
        label_id = self._usual("location") or 0
        taken = {place for start, end, _ in standing for place in range(start, end)}
        for start, end, country in self._atlas.find(units, taken):
            surface = units.text[start:end]
            score = self._names.score(surface, label_id)
            allowed = is_worth(surface) and not self._names.stopped(surface, label_id)
            if allowed and score >= LEAST and ends.fit(units.text, start, end):
                yield start, end, Entry(PLACES, label_id, score, f"a place in {country}, by the gazetteer")


def _of_pattern(each: Pattern, worth: patterns.Worth) -> Entry:
    score = (_PATTERN_PRIOR * _PATTERN_WEIGHT + worth.right) / (_PATTERN_WEIGHT + worth.right + worth.wrong)
    return Entry(each.origin, each.label_id, score, f"your pattern “{short(each.body)}”")


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")
