"""The folded names of all actors, held in memory so that a list can follow the typing. Held by whoever asks often."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from itertools import islice, takewhile

from corpus.changes import Changes
from corpus.store import Store
from labels.entity import acronyms, fold

_ALIKE = 72.0  # of 100: below that two spellings are two names
_MOST = 400  # names that are looked at closely
_COMMON = 2_000  # a word that more names than this have tells nothing


class EntityIndex:
    """Names of the actors of one project; read when first asked, and again after `follow` saw them change."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._stale = True
        self._rows: list[tuple[int, str, int]] = []
        self._folded: list[str] = []
        self._exact: dict[str, list[int]] = {}
        self._acronyms: dict[str, list[int]] = {}
        self._words: dict[str, list[int]] = {}
        self._sorted: list[str] = []

    def read(self) -> EntityIndex:
        """Read the names now rather than when first asked: for a job, since a long list takes a third of a second."""
        rows = self._store.rows(
            "SELECT entity_id, folded, alias.name = entity.name FROM alias JOIN entity ON entity.id = entity_id "
            "WHERE retired = 0 ORDER BY alias.id"
        )
        if rows[: len(self._rows)] != self._rows:
            self._rows, self._folded, self._sorted = [], [], []
            self._exact, self._acronyms, self._words = {}, {}, {}
        self._add(rows[len(self._rows) :])
        self._stale = False
        return self

    def adopt(self, other: EntityIndex) -> None:
        """Take over what another index has read, through another connection."""
        self._rows, self._folded, self._sorted = other._rows, other._folded, other._sorted
        self._exact, self._acronyms, self._words = other._exact, other._acronyms, other._words

    def follow(self, changes: Changes) -> None:
        """Hear of a write: names may have changed."""
        self._stale = self._stale or bool({"entity", "alias"} & changes.kinds)

    def suggest(self, words: str, *, limit: int = 8) -> list[tuple[int, float]]:
        """Return ids of actors that words may mean, with scores from 0 to 100, best first."""
        if self._stale:
            self.read()
        asked = fold(words)
        if not asked:
            return []
        best: dict[int, tuple[float, bool]] = {}
        for at, score in self._scored(asked).items():
            owner, _, own = self._rows[at]
            best[owner] = max(best.get(owner, (0.0, False)), (score, bool(own)))
        ranked = sorted(best.items(), key=lambda pair: (-pair[1][0], not pair[1][1], pair[0]))
        return [(owner, score) for owner, (score, _) in ranked[:limit]]

    def _scored(self, asked: str) -> dict[int, float]:
        """Return the names that fit, by place in the lists, with their scores."""
        from rapidfuzz import fuzz, process

        scores: dict[int, float] = {}
        near = process.extract(asked, self._folded, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=50)
        for _, score, at in near:
            scores[at] = score
        for at in self._sharing(asked):
            scores[at] = max(scores.get(at, 0.0), _closeness(asked, self._folded[at]))
        for at in self._abbreviated(asked):
            scores[at] = max(scores.get(at, 0.0), 90.0)
        for at in self._exact.get(asked, ()):
            scores[at] = 100.0
        return {at: score for at, score in scores.items() if score >= 50}

    def _sharing(self, asked: str) -> list[int]:
        """Return names with words that begin as those asked do: the more and the rarer, the earlier."""
        counts: dict[int, float] = defaultdict(float)
        for word in asked.split():
            places = set[int]()
            start = bisect_left(self._sorted, word)
            fitting = takewhile(lambda held, word=word: held.startswith(word), islice(self._sorted, start, None))  # type: ignore[misc]
            for held in fitting:
                places.update(self._words[held])
                if len(places) > _COMMON:
                    break
            for at in islice(places, _COMMON):
                counts[at] += 1 / len(places)
        return sorted(counts, key=lambda at: (-counts[at], len(self._folded[at])))[:_MOST]

    def _abbreviated(self, asked: str) -> list[int]:
        """Return names that are the initials of what is asked, or whose initials are asked."""
        found = list(self._acronyms.get(asked, ()))
        for short in acronyms(asked):
            found += self._exact.get(short, ())
        return found

    def _add(self, rows: list[tuple[int, str, int]]) -> None:
        """Take in names that were added: the usual change, and much quicker than reading all anew."""
        fresh: list[str] = []
        for at, row in enumerate(rows, start=len(self._rows)):
            folded = row[1]
            self._exact.setdefault(folded, []).append(at)
            for word in folded.split():
                if word not in self._words:
                    fresh.append(word)
                self._words.setdefault(word, []).append(at)
            for initials in acronyms(folded):
                self._acronyms.setdefault(initials, []).append(at)
        self._rows += rows
        self._folded += [row[1] for row in rows]
        self._sorted = sorted([*self._sorted, *fresh])


def _closeness(asked: str, held: str) -> float:
    """Return how well a name that shares a word fits; what is being typed is the beginning of something."""
    from rapidfuzz import fuzz

    score = max(fuzz.token_sort_ratio(asked, held), 0.9 * fuzz.token_set_ratio(asked, held))
    if held.startswith(asked):
        score = max(score, 80 + 20 * len(asked) / len(held))
    elif all(any(word.startswith(part) for word in held.split()) for part in asked.split()):
        score = max(score, 70 + 20 * len(asked) / len(held))
    return score
