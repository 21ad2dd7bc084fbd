"""How sure the project is of words it knows: what was coded, rejected, and left uncoded.

The score of words is the share of their mentions that carried the label, after the one they were first coded at: coded
again, by coded again, coded otherwise, rejected, or left uncoded in articles that the coder finished. Before they have
been seen again they are as sure as other words like them turned out to be, which counts for a few mentions (empirical
Bayes: Efron, "Large-Scale Inference", 2010, chapter 1). Alike are words with the same label that are both written
with capitals, in small letters, or in a script that has none.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from corpus import names
from corpus.store import Store
from labels import verdicts
from labels.suggest.matching import Phrases, Units, longest
from labels.suggest.stop_words import STOP_WORDS

CAPITALS, SMALL, PLAIN = "capitals", "small letters", "no letter case"
STOPS = 3  # rejections of the same words, none accepted since, after which they are proposed no more
MOST = 100_000  # names that are known; of more, those coded most: a million would fill gigabytes, and few come back
LEAST = 0.6  # a right one saves a key and a wrong one costs one and a thought: names below cost more than they save
_FINISHED = 300  # articles, the newest, in which mentions left uncoded are counted
_AT_ONCE = 500  # words in one query
_WEIGHT = 2.0  # mentions that words alike count for
_USUAL, _USUAL_WEIGHT = {CAPITALS: 0.7, SMALL: 0.3, PLAIN: 0.5}, 6.0  # what words are worth where none alike are known
_MOST_SAID = 3.0  # mentions that one name counts for at most among those like it
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_RANGES = (
    'SELECT start, "end" FROM span WHERE article_id = :article AND coder_id = :coder UNION ALL '
    "SELECT start, \"end\" FROM verdict WHERE article_id = :article AND coder_id = :coder AND verdict = 'rejected'"
)
_DONE = (
    "SELECT article_id, work.changed FROM work JOIN article ON article.id = article_id "
    "WHERE coder_id = :coder AND status = 'done' AND removed = 0 AND "
)
_ONE_DONE = f"{_DONE} article_id = :article"
_ALL_DONE = f"{_DONE} article_id > :after ORDER BY article_id LIMIT :at_once"
_LAST = (
    "SELECT surface, max(created) FROM span WHERE label_id = ? AND coder_id = ? AND surface IN ({}) GROUP BY surface"
)
Name = tuple[str, int]  # words and label id
Kind = tuple[int, str]  # label id, and how words are written


class CodedNames:
    """The words that were coded, with what speaks for and against them, for the coder at work.

    Attributes:
        phrases: the words that were coded, whatever they are worth.
    """

    def __init__(self) -> None:
        self.phrases: Phrases[None] = Phrases()
        self._best: dict[str, tuple[int, float]] = {}  # remembered until something is counted again
        self._alike: dict[Kind, tuple[float, float]] = {}  # mentions of names that were right, and of all
        self._said: dict[str, dict[Kind, tuple[float, float]]] = {}  # what each name adds to it
        self._labels: frozenset[int] = frozenset()
        self._counts: dict[str, dict[int, int]] = {}
        self._rejected: dict[Name, int] = {}
        self._stopped: frozenset[Name] = frozenset()
        self._passed: Counter[str] = Counter()
        self._done: list[tuple[str, int]] = []  # the newest articles that were finished: when, and id
        self._uncoded: dict[int, str] = {}  # the same, without what is coded in them

    def read(self, store: Store, labels: Iterable[int]) -> None:
        """Read everything anew. `labels`: ids of those that may be proposed."""
        self._counts, self._rejected, self._stopped = {}, {}, frozenset()
        self._passed, self._uncoded, self._done = Counter(), {}, []
        self._alike, self._said = {}, {}
        for surface, label_id, coded in names.most_coded(store, MOST):
            if is_worth(surface):
                self._counts.setdefault(surface, {})[label_id] = coded
        self.read_rejections(store)
        self.offer(labels)
        for surface in self.read_finished(store):
            self._put(surface)

    def offer(self, labels: Iterable[int]) -> None:
        """Propose these labels from now on, and no others."""
        self._labels = frozenset(labels)
        self.phrases = Phrases()
        for surface in self._counts:
            self._put(surface)

    def reread(self, store: Store, surfaces: Iterable[str]) -> None:
        """Count some words again."""
        for surface in surfaces:
            rows = store.rows("SELECT label_id, coded FROM name WHERE surface = ?", (surface,))
            if rows and is_worth(surface):
                self._counts[surface] = dict(rows)
                self._count_passed(surface)
            else:
                self._counts.pop(surface, None)
            self._put(surface)

    def read_rejections(self, store: Store) -> set[str]:
        """Read what the coder rejected, and return the words for which that is new."""
        when = verdicts.rejections(store)
        old, old_stopped = self._rejected, self._stopped
        self._rejected = {key: len(times) for key, times in when.items()}
        often = {key: times for key, times in when.items() if len(times) >= STOPS}
        since = _last_coded(store, often)
        self._stopped = frozenset(
            key for key, times in often.items() if sum(at >= since.get(key, "") for at in times) >= STOPS
        )
        changed = {key for key in old.keys() | self._rejected.keys() if old.get(key) != self._rejected.get(key)}
        return {surface for surface, _ in changed | (old_stopped ^ self._stopped)}

    def read_finished(self, store: Store, article_ids: Collection[int] = ()) -> set[str]:
        """Count what the coder left uncoded in the newest articles they finished; return the words that are new.

        Args:
            article_ids: those that were finished or taken up again since; empty when it may be any.
        """
        me = store.coder_id
        self._done = heapq.nlargest(_FINISHED, self._finished(store, me, article_ids))
        ids = [article_id for _, article_id in self._done]
        found: Counter[str] = Counter()
        for article_id in self._uncoded.keys() - set(ids):
            found.subtract(self._named(self._uncoded.pop(article_id)))
        for article_id in ids:
            if article_id not in self._uncoded:
                self._uncoded[article_id] = _uncoded(store, article_id, me)
                found.update(self._named(self._uncoded[article_id]))
        self._passed.update(found)
        return {surface for surface, number in found.items() if number}

    def _finished(self, store: Store, coder_id: int, article_ids: Collection[int]) -> Iterator[tuple[str, int]]:
        """Yield when articles were finished, and their ids, the newest among them."""
        kept = [each for each in self._done if each[1] not in article_ids]
        for each in article_ids:
            kept += [(when, each) for _, when in store.rows(_ONE_DONE, {"coder": coder_id, "article": each})]
        if article_ids and len(kept) >= len(self._done):  # else one that is older may take the place
            yield from kept
        else:
            yield from ((when, each) for each, when in store.pages(_ALL_DONE, coder=coder_id))

    def counts(self, surface: str) -> Mapping[int, int]:
        """Return how often words were coded, by label."""
        return self._counts.get(surface, {})

    def coded(self) -> Counter[int]:
        """Return how often each label was coded."""
        found: Counter[int] = Counter()
        for counts in self._counts.values():
            found.update(counts)
        return found

    def rejected(self, surface: str, label_id: int) -> int:
        """Return how often the coder rejected these words with that label."""
        return self._rejected.get((surface, label_id), 0)

    def passed(self, surface: str) -> int:
        """Return how often these words were left uncoded in finished articles; 0 for words that were never coded."""
        return max(0, self._passed.get(surface, 0))

    def stopped(self, surface: str, label_id: int) -> bool:
        """Whether these words are no longer proposed, since they were rejected again and again."""
        return (surface, label_id) in self._stopped

    def best(self, surface: str) -> tuple[int, float]:
        """Return the likeliest label of words that were coded, and its score; 0 for words that are not proposed."""
        if surface not in self._best:
            self._best[surface] = self._find_best(surface)
        return self._best[surface]

    def score(self, surface: str, label_id: int, *, prior: float | None = None, weight: float = _WEIGHT) -> float:
        """Return how sure words are to carry a label, 0 to 1.

        Args:
            prior: the score before anything was seen (None: of names like it); weight: mentions it counts for.
        """
        right, seen = self._again(surface, label_id)
        if prior is None:
            prior = self._prior((label_id, written(surface)))
        return (right + prior * weight) / (seen + weight)

    def _again(self, surface: str, label_id: int) -> tuple[float, float]:
        """Return how many mentions were right after the first, and how many there were."""
        counts = self.counts(surface)
        right = max(0, counts.get(label_id, 0) - 1)
        others = sum(counts.values()) - counts.get(label_id, 0)
        return right, right + others + self.rejected(surface, label_id) + self.passed(surface)

    def _prior(self, kind: Kind) -> float:
        right, seen = self._alike.get(kind, (0.0, 0.0))
        return (right + _USUAL[kind[1]] * _USUAL_WEIGHT) / (seen + _USUAL_WEIGHT)

    def _find_best(self, surface: str) -> tuple[int, float]:
        found = [
            (self.score(surface, label_id), label_id)
            for label_id, coded in self.counts(surface).items()
            if coded > 0 and label_id in self._labels and not self.stopped(surface, label_id)
        ]
        score, label_id = max(found, default=(0.0, 0))
        return label_id, score

    def _put(self, surface: str) -> None:
        self._best.clear()
        self._say(surface)
        if self.counts(surface):
            self.phrases.put(surface, None)
        else:
            self.phrases.drop(surface)

    def _say(self, surface: str) -> None:
        """Count for words alike how often these were right."""
        new: dict[Kind, tuple[float, float]] = {}
        for label_id in self.counts(surface):
            right, seen = self._again(surface, label_id)
            if seen:
                share = min(1.0, _MOST_SAID / seen)
                new[label_id, written(surface)] = (right * share, seen * share)
        for sign, said in ((-1, self._said.pop(surface, {})), (1, new)):
            for kind, (right, seen) in said.items():
                old = self._alike.get(kind, (0.0, 0.0))
                self._alike[kind] = (old[0] + sign * right, old[1] + sign * seen)
        if new:
            self._said[surface] = new

    def _named(self, text: str) -> Counter[str]:
        """Count the names in a text."""
        hits = list(self.phrases.find(Units.of(text)))
        return Counter(hits[at].phrase for at in longest([(hit.start, hit.end) for hit in hits]))

    def _count_passed(self, surface: str) -> None:
        """Count how often words were left uncoded that were no name before."""
        if surface in self._passed:
            return
        alone = re.compile(rf"(?<!\w){re.escape(surface)}(?!\w)")
        self._passed[surface] = sum(len(alone.findall(text)) for text in self._uncoded.values() if surface in text)


def is_worth(surface: str) -> bool:
    """Whether words are worth proposing wherever they stand: two letters, and not small words alone."""
    if len(_LETTER.findall(surface)) < 2:
        return False
    return any(word.lower() not in STOP_WORDS or (word.isupper() and len(word) > 1) for word in _WORD.findall(surface))


def written(surface: str) -> str:
    """Return how words are written: with capitals, in small letters, or in a script that has neither."""
    if surface.islower():
        return SMALL
    return PLAIN if surface == surface.lower() else CAPITALS


def _uncoded(store: Store, article_id: int, coder_id: int) -> str:
    """Return an article's text with line ends in place of the coder's spans, and of what they rejected."""
    text = str(store.value("SELECT text FROM article_text WHERE article_id = ?", (article_id,)) or "")
    left = bytearray(b"\1") * len(text)
    for start, end in store.rows(_RANGES, {"article": article_id, "coder": coder_id}):
        left[start:end] = bytes(len(text[start:end]))
    return "".join(char if keep else "\n" for char, keep in zip(text, left, strict=True))


def _last_coded(store: Store, keys: Iterable[Name]) -> dict[Name, str]:
    """Return when the coder last gave these words that label, for those that they did."""
    wanted = set(keys)
    found = {}
    for label_id in {label_id for _, label_id in wanted}:
        surfaces = [surface for surface, label in wanted if label == label_id]
        for first in range(0, len(surfaces), _AT_ONCE):
            some = surfaces[first : first + _AT_ONCE]
            rows = store.rows(_LAST.format(", ".join("?" * len(some))), (label_id, store.coder_id, *some))
            found.update({(surface, label_id): str(at) for surface, at in rows})
    return found
