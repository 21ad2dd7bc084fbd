"""Words that a coder labels in most places and leaves out, or labels otherwise, in a few: probably by oversight.

The variation of labels over the same words as a sign of errors: Dickinson and Meurers 2003, "Detecting errors in
part-of-speech annotation", and for spans Hollenstein, Schneider and Webber 2016.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from corpus.progress import Progress, silent
from corpus.store import Store
from labels.error import Difference, Reading

LEAST = 3  # places that agree, at least
SHARE = 0.75  # of all places must agree, at least
NEWEST = 5_000  # finished articles that are looked through, those finished last
_AT_ONCE = 50  # articles read at a time: so soon it stops when asked
_AGAINST_NONE = 0.5  # of the score is left where most places carry no label: names stand in many other senses
_WORD = re.compile(r"\w+")
_MOST = 2_000  # places held for one name; there are more of "the" than anybody wants to see
_LEFT_OUT = 0  # stands for a label where words carry none
Place = tuple[int, Reading]  # article id; a span, or where words stand without a label (label id 0)


@dataclass(slots=True)
class Habit:
    """How the coder treats some words: how often with each label (0: left out), and what most places agree on."""

    counts: Counter[int] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """All places."""
        return self.counts.total()

    def rule(self) -> int | None:
        """Return the label (0: none) that so many places agree on that the others look like errors."""
        if not self.counts:
            return None
        label_id, most = self.counts.most_common(1)[0]
        return label_id if LEAST <= most < self.total and most / self.total >= SHARE else None


Habits = dict[str, Habit]


@dataclass(slots=True)
class Inconsistent:
    """What was found: items, the surest first, the habits they break, and what finds their words."""

    items: list[Difference] = field(default_factory=list)
    habits: Habits = field(default_factory=dict)
    finder: Finder = field(default_factory=lambda: Finder(()))


def find(store: Store, *, progress: Progress = silent) -> Inconsistent:
    """Return where the present coder's finished articles break their own habits.

    Reads the texts of those finished last, `NEWEST` of them: habits show in these, and nobody waits for more.

    Raises:
        Cancelled: `progress` asked to stop.
    """
    finder = Finder(_names(store))
    ids = [row[0] for row in store.rows(_NEWEST, (store.coder_id, NEWEST))] if finder.names else []
    habits: Habits = defaultdict(Habit)
    places: dict[str, dict[int, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for at in range(0, len(ids), _AT_ONCE):
        progress(at, len(ids), "articles")
        for surface, place in _places(store, ids[at : at + _AT_ONCE], finder):
            label_id = place[1].label_id
            habits[surface].counts[label_id] += 1
            if len(held := places[surface][label_id]) < _MOST:
                held.append(place)
    items = [item for surface, habit in habits.items() for item in _breaking(surface, habit, places[surface])]
    judged = _judged(store)
    items = [item for item in items if not _is_judged(item, judged)]
    items.sort(key=lambda item: -item.score)
    kept = {surface: habit for surface, habit in habits.items() if habit.rule() is not None}
    return Inconsistent(items, kept, Finder(kept))


def of_articles(store: Store, known: Inconsistent, article_ids: Iterable[int]) -> list[Difference]:
    """Return where some articles break the habits found before, as they stand now; quick for a few."""
    habits = known.habits
    finished = f"{_FINISHED} AND article_id = ?"
    ids = [key for key in sorted(article_ids) if habits and store.value(finished, (store.coder_id, key))]
    judged = _judged(store, ids)
    found = (
        _item(surface, habits[surface], *place)
        for surface, place in _places(store, ids, known.finder)
        if place[1].label_id != habits[surface].rule()
    )
    return [item for item in found if not _is_judged(item, judged)]


class Finder:
    """Finds names in texts, as written and not inside a longer word."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = frozenset(names)
        # By their first two words: a corpus has a hundred thousand names that begin with "al" or "the".
        self._by_words: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
        for name in self.names:
            words = list(islice(_WORD.finditer(name), 2))
            if words:
                second = words[1].group() if len(words) > 1 else ""
                self._by_words[words[0].group(), second].append((name, words[0].start()))

    def find(self, text: str) -> Iterator[tuple[str, int]]:
        """Yield each name with where it begins, code points; of two that share words, the first and then the longer."""
        reached = 0
        for at, length, name in sorted(self._all(text)):
            if at >= reached:
                yield name, at
                reached = at - length

    def _all(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield where a name begins, its length below nought, and the name."""
        words = list(_WORD.finditer(text))
        for number, word in enumerate(words):
            following = [each.group() for each in words[number + 1 : number + 2]]
            for second in ("", *following):
                for name, lead in self._by_words.get((word.group(), second), ()):
                    at = word.start() - lead
                    if at >= 0 and text.startswith(name, at) and _stands_alone(text, at, at + len(name)):
                        yield at, -len(name), name


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_is_word(before) and _is_word(text[start])) and not (_is_word(after) and _is_word(text[end - 1]))


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


_FINISHED = (
    "SELECT article_id FROM work JOIN article ON article.id = article_id AND removed = 0 "
    "WHERE coder_id = ? AND status = 'done'"
)
_NEWEST = f"{_FINISHED} ORDER BY work.changed DESC, article_id DESC LIMIT ?"
_SPANS = (
    'SELECT article_id, start, "end", label_id, surface FROM span WHERE coder_id = ? AND article_id IN ({}) '
    "ORDER BY article_id, start"
)


def _names(store: Store) -> list[str]:
    """Return what was coded often enough for a habit."""
    return [row[0] for row in store.rows("SELECT surface FROM name GROUP BY surface HAVING sum(coded) >= 2")]


def _places(store: Store, ids: Sequence[int], finder: Finder) -> Iterator[tuple[str, Place]]:
    """Yield every place of the names in some articles: spans first, then what carries no label."""
    signs = ", ".join("?" * len(ids))
    spans: dict[int, list[Reading]] = defaultdict(list)
    for article_id, start, end, label_id, surface in store.rows(_SPANS.format(signs), (store.coder_id, *ids)):
        spans[article_id].append(reading := Reading(start, end, label_id))
        if surface in finder.names:
            yield surface, (article_id, reading)
    for article_id, text in store.rows(f"SELECT article_id, text FROM article_text WHERE article_id IN ({signs})", ids):
        taken = _Taken(spans[article_id])
        for name, at in finder.find(text):
            if not taken.touches(at, at + len(name)):
                yield name, (article_id, Reading(at, at + len(name), _LEFT_OUT))


class _Taken:
    """The ranges that spans cover, joined where they overlap."""

    def __init__(self, spans: Sequence[Reading]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in spans:  # by start
            if self._ends and span.start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def touches(self, start: int, end: int) -> bool:
        """Whether any span shares words with a range."""
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and self._ends[at] > start


def _breaking(surface: str, habit: Habit, places: dict[int, list[Place]]) -> Iterator[Difference]:
    rule = habit.rule()
    if rule is None:
        return
    for label_id, some in places.items():
        if label_id != rule:
            yield from (_item(surface, habit, *place) for place in some)


def _item(surface: str, habit: Habit, article_id: int, place: Reading) -> Difference:
    rule = habit.rule() or _LEFT_OUT
    human = place if place.label_id else None
    model = Reading(place.start, place.end, rule) if rule else None
    most = habit.counts[rule]
    score = most / habit.total * (1 if rule else _AGAINST_NONE)
    words = " ".join(surface.split())
    return Difference("inconsistent", article_id, human, model, score, words, (most, habit.total))


def _judged(store: Store, ids: Sequence[int] | None = None) -> dict[tuple[int, int, int, int], str]:
    where = "" if ids is None else f"AND article_id IN ({', '.join('?' * len(ids))})"
    sql = f'SELECT article_id, start, "end", label_id, verdict FROM verdict WHERE coder_id = ? {where}'
    return {tuple(row[:4]): row[4] for row in store.rows(sql, (store.coder_id, *(ids or ())))}


def _is_judged(item: Difference, judged: dict[tuple[int, int, int, int], str]) -> bool:
    if item.human and (item.article_id, *item.human) in judged:
        return True
    return bool(item.model and judged.get((item.article_id, *item.model)) == "rejected")
