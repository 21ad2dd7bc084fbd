"""Honest scores: how much of the coding a model finds, and how much of what it finds is in the coding.

Two ways to count. *Exact*: a found span is right when start, end and label are those of a coded one (CoNLL-2003, Tjong
Kim Sang & De Meulder 2003). *Overlap*: it is right when it shares a code point with a coded span of the same label
(schema "type" of SemEval-2013 task 9.1, Segura-Bedmar et al. 2013), each coded span taken at most once. Counts are
added up over articles and labels before anything is divided (micro average).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Found = tuple[int, int, str]  # start and end (code points, half-open), name of the label
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts, and what is made of them.

    Attributes:
        tp: found and coded. fp: found, not coded. fn: coded, not found.
    """

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float:
        """Share of what was found that is coded, 0 to 1; 0 when nothing was found."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        """Share of what is coded that was found, 0 to 1; 0 when nothing is coded."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1 (van Rijsbergen 1979)."""
        whole = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / whole if whole else 0.0

    @property
    def coded(self) -> int:
        """How many are coded."""
        return self.tp + self.fn

    @property
    def found(self) -> int:
        """How many were found."""
        return self.tp + self.fp

    def as_dict(self) -> dict[str, int]:
        """Return the counts for JSON."""
        return {"tp": self.tp, "fp": self.fp, "fn": self.fn}


@dataclass(frozen=True, slots=True)
class Scores:
    """What a model is worth on some articles.

    Attributes:
        by_label: exact and overlap of each label that is coded or was found, in alphabetical order.
        articles: on how many articles. kind: of what: ``spans``, ``types`` (of events) or ``roles``.
    """

    exact: Score = Score()
    overlap: Score = Score()
    by_label: dict[str, tuple[Score, Score]] = field(default_factory=dict)
    articles: int = 0
    kind: str = "spans"

    def as_dict(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {
            "kind": self.kind,
            "articles": self.articles,
            "exact": self.exact.as_dict(),
            "overlap": self.overlap.as_dict(),
            "by_label": {
                label: {"exact": exact.as_dict(), "overlap": overlap.as_dict()}
                for label, (exact, overlap) in self.by_label.items()
            },
        }


def from_dict(values: Mapping[str, Any]) -> Scores:
    """Return what `Scores.as_dict` gave; of an empty mapping, scores of nothing."""
    table = {label: _table(each) for label, each in _table(values.get("by_label")).items()}
    return Scores(
        _score(values.get("exact")),
        _score(values.get("overlap")),
        {label: (_score(each.get("exact")), _score(each.get("overlap"))) for label, each in table.items()},
        _whole_number(values.get("articles")),
        str(values.get("kind", "spans")),
    )


def score(gold: Sequence[Iterable[Found]], found: Sequence[Iterable[Found]], *, kind: str = "spans") -> Scores:
    """Compare what was found with the coding, article by article.

    Args:
        gold: what is coded in each article. found: what was found in the same articles, in the same order.

    Raises:
        ValueError: they are not the same number of articles.
    """
    by_label: defaultdict[str, list[Score]] = defaultdict(lambda: [Score(), Score()])
    for coded, given in zip(gold, found, strict=True):
        for label, (exact, overlap) in of_article(coded, given).items():
            by_label[label][0] += exact
            by_label[label][1] += overlap
    table = {label: (both[0], both[1]) for label, both in sorted(by_label.items())}
    return Scores(*_whole(table), table, len(gold), kind)


def of_article(gold: Iterable[Found], found: Iterable[Found]) -> dict[str, tuple[Score, Score]]:
    """Return exact and overlap scores of one article by label; twice the same counts once."""
    coded, given = _by_label(gold), _by_label(found)
    return {
        label: _compare(coded.get(label, set()), given.get(label, set()))
        for label in sorted(coded.keys() | given.keys())
    }


def per_article(
    gold: Sequence[Iterable[Found]], found: Sequence[Iterable[Found]], *, overlap: bool = False
) -> list[Score]:
    """Return the score of each article over all labels: what `bootstrap` draws from."""
    pairs = zip(gold, found, strict=True)
    return [_whole(of_article(coded, given))[1 if overlap else 0] for coded, given in pairs]


def by_kind(scores: Scores, kinds: Mapping[str, str]) -> dict[str, tuple[Score, Score]]:
    """Add labels up to kinds of labels (event, actor, location ...), in alphabetical order.

    Args:
        kinds: kind of each label by its name; a label that is not there counts as ``other``.
    """
    table: defaultdict[str, list[Score]] = defaultdict(lambda: [Score(), Score()])
    for label, (exact, overlap) in scores.by_label.items():
        table[kinds.get(label, "other")][0] += exact
        table[kinds.get(label, "other")][1] += overlap
    return {kind: (both[0], both[1]) for kind, both in sorted(table.items())}


def total(scores: Iterable[Score]) -> Score:
    """Add scores up."""
    return sum(scores, Score())


def _whole(table: Mapping[str, tuple[Score, Score]]) -> tuple[Score, Score]:
    return total(exact for exact, _ in table.values()), total(overlap for _, overlap in table.values())


def _by_label(given: Iterable[Found]) -> dict[str, set[Range]]:
    table: defaultdict[str, set[Range]] = defaultdict(set)
    for start, end, label in given:
        table[label].add((start, end))
    return table


def _compare(coded: set[Range], given: set[Range]) -> tuple[Score, Score]:
    same, touching = len(coded & given), _pairs(coded, given)
    return _counts(same, coded, given), _counts(touching, coded, given)


def _counts(right: int, coded: set[Range], given: set[Range]) -> Score:
    return Score(right, len(given) - right, len(coded) - right)


def _pairs(coded: set[Range], given: set[Range]) -> int:
    """Return the largest number of pairs of a coded and a found span that overlap, each span in one pair at most."""
    taken = {each: each for each in coded & given}  # coded span of each found one; the equal ones are pairs already
    free, ordered = sorted(coded - given), sorted(given)
    if not free or len(taken) == len(given):
        return len(taken)
    edges = {each: _touching(each, ordered) for each in coded}
    return len(taken) + sum(_augment(each, edges, taken) for each in free)


def _touching(span: Range, given: Sequence[Range]) -> list[Range]:
    before = bisect_left(given, (span[1], 0))  # those from here on start at its end or later
    return [each for each in given[:before] if each[1] > span[0]]


def _augment(coded: Range, edges: Mapping[Range, Sequence[Range]], taken: dict[Range, Range]) -> bool:
    """Find a found span for a coded one, moving others where that helps (an augmenting path, Berge 1957)."""
    waiting: list[tuple[Range, Range | None]] = [(coded, None)]  # coded spans to place, and the found span they hold
    came_from: dict[Range, tuple[Range, Range | None]] = {}
    for each, held in waiting:
        for given in edges[each]:
            if given in came_from:
                continue
            came_from[given] = (each, held)
            if given not in taken:
                _move(given, came_from, taken)
                return True
            waiting.append((taken[given], given))
    return False


def _move(
    given: Range | None, came_from: Mapping[Range, tuple[Range, Range | None]], taken: dict[Range, Range]
) -> None:
    while given is not None:
        taken[given], given = came_from[given]


def _score(values: object) -> Score:
    counts = _table(values)
    return Score(*(_whole_number(counts.get(name)) for name in ("tp", "fp", "fn")))


def _table(values: object) -> Mapping[str, Any]:
    """Return a mapping; an empty one where a damaged project file holds something else."""
    return values if isinstance(values, Mapping) else {}


def _whole_number(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value < 2**62 else 0
