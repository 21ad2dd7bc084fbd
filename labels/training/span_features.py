"""What a span CRF sees of a token: words and shapes around it, and what is known of the names there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from labels.training.span_crf import Triple

_ENDS = frozenset((".", "?", "!", "\u061f", "\u06d4", "\u3002"))  # the last: Arabic, Urdu, Chinese
_MOST_TOKENS = 150  # of a chunk: longer "sentences" are tables
_MOST_WORDS = 8  # of a known name
_OFFSETS = (-2, -1, 0, 1, 2)

Names = dict[str, dict[str, tuple[int, int]]]  # words in lower case: label: how often labelled so, how often not
Lists = dict[str, dict[str, bool]]  # kind of list: words in lower case: whether it is written with a capital


def chunks_of(doc: Doc) -> list[tuple[int, int]]:
    """Return the pieces of a doc that are tagged by themselves, roughly its sentences, as ranges of tokens."""
    cuts = [0]
    for at, token in enumerate(doc, start=1):
        ends = token.text in _ENDS or "\n" in token.text or (at < len(doc) and "\n" in doc[at].text)
        if ends or at - cuts[-1] >= _MOST_TOKENS or at == len(doc):
            cuts.append(at)
    return list(pairwise(cuts))


def word_features(doc: Doc) -> list[list[str]]:
    """Return what is seen of each token and of those around it."""
    norms, shapes = [token.norm_ for token in doc], [_shape(token.text) for token in doc]
    tails = [[f"x{norm[-3:]}", f"y{norm[-2:]}"] for norm in norms]
    rows = []
    for at, norm in enumerate(norms):
        row = ["b", f"p{norm[:2]}", f"q{norm[:3]}", f"r{norm[:4]}", f"z{norm[-4:]}"]
        for off in _OFFSETS:
            if not 0 <= at + off < len(norms):
                row.append(f"w{off}=#")
                continue
            row += (f"w{off}={norms[at + off]}", f"s{off}={shapes[at + off]}")
            if abs(off) < 2:
                row += [f"{off}{tail}" for tail in tails[at + off]]
        for off in (-1, 1):
            if 0 <= at + off < len(norms):
                row += (f"ww{off}={norms[at + off]}|{norm}", f"ss{off}={shapes[at + off]}|{shapes[at]}")
        rows.append(row)
    return rows


def _shape(text: str) -> str:
    shape = ""
    for char in text:
        kind = "X" if char.isupper() else "x" if char.islower() else "d" if char.isdigit() else char
        if not shape.endswith(kind * 2):
            shape += kind
    return shape


def spread(rows: list[list[str]], marks: Sequence[Sequence[str]]) -> None:
    """Add marks to the features of their tokens, and to those of the tokens beside them."""
    for at, row in enumerate(rows):
        for off in (-1, 0, 1):
            if 0 <= at + off < len(marks):
                row += [f"{off}{mark}" for mark in marks[at + off]]


class Matcher:
    """Finds the longest known names in words in lower case."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self._longest: dict[str, int] = {}
        for name in self._names:
            first, *more = name.split(" ")
            self._longest[first] = max(1 + len(more), self._longest.get(first, 0))

    def find(self, words: Sequence[str], wanted: Callable[[int, int, str], Any]) -> Iterator[tuple[int, int, str]]:
        """Yield where known names stand, that do not overlap, the longest first; those that `wanted` says yes to."""
        at = 0
        while at < len(words):
            found = next((hit for hit in self.here(words, at) if wanted(*hit)), None)
            if found:
                yield found
            at = found[1] if found else at + 1

    def here(self, words: Sequence[str], start: int) -> Iterator[tuple[int, int, str]]:
        """Yield the known names that begin at a word, the longest first."""
        most = min(self._longest.get(words[start], 0), _MOST_WORDS, len(words) - start)
        for end in range(start + most, start, -1):
            name = " ".join(words[start:end])
            if name in self._names:
                yield start, end, name


class Known:
    """What the project knows: names coded before, and lists of names (places, actors ...).

    Attributes:
        names: by their words in lower case, how often they are coded under a label, and how often not.
        lists: of each kind, the names in lower case; true: a single word counts only where it has a capital.
    """

    def __init__(self, names: Names, lists: Lists) -> None:
        self.names, self.lists = names, lists
        self._names = Matcher(names)
        self._lists = {kind: Matcher(listed) for kind, listed in lists.items()}

    def marks(self, doc: Doc, own: Names | None = None) -> list[list[str]]:
        """Return what is known of each token.

        Args:
            own: counts of the doc itself, which are left out: of a doc that is learnt from nothing is known before.
        """
        words = [token.lower_ for token in doc]
        marks: list[list[str]] = [[] for _ in words]
        for kind, matcher in self._lists.items():
            listed = self.lists[kind]
            for start, end, _ in matcher.find(words, _capital(doc, listed)):
                for at in range(start, end):
                    marks[at].append(f"{kind}{'I' if at > start else 'B'}")
        for start, end, name in self._names.find(words, lambda start, end, name: self.counts(name, own)):
            label, (coded, other) = max(self.counts(name, own).items(), key=lambda item: (item[1][0], item[0]))
            often = "1" if coded == 1 else "2" if coded < 5 else "5"
            share = int(3 * coded / (coded + other + 1))
            for at in range(start, end):
                place = ("I" if at > start else "B") + ("L" if at + 1 == end else "")
                marks[at] += [f"n{place}", f"n{place}{label}", f"n{place}{label}{often}", f"n{place}{label}/{share}"]
        return marks

    def counts(self, name: str, own: Names | None = None) -> dict[str, tuple[int, int]]:
        """Return how often a name is coded under each label, and how often not, outside of a doc."""
        less = own.get(name, {}) if own else {}
        left = {}
        for label, (coded, other) in self.names[name].items():
            mine, not_mine = less.get(label, (0, 0))
            if coded > mine:
                left[label] = (coded - mine, max(0, other - not_mine))
        return left

    def occurrences(self, doc: Doc) -> list[str]:
        """Return the names coded before wherever they stand in a doc, coded or not."""
        words = [token.lower_ for token in doc]
        return [name for start in range(len(words)) for _, _, name in self._names.here(words, start)]

    def own(self, doc: Doc, spans: Iterable[Triple]) -> Names:
        """Return the counts of one coded doc, of the names that are known."""
        words = [token.lower_ for token in doc]
        seen = Counter(self.occurrences(doc))
        coded = Counter((" ".join(words[start:end]), label) for start, end, label in spans)
        return {
            name: {label: (coded[name, label], count - coded[name, label]) for label in self.names[name]}
            for name, count in seen.items()
        }


def _capital(doc: Doc, listed: Mapping[str, bool]) -> Callable[[int, int, str], bool]:
    return lambda start, end, name: end - start > 1 or not (listed[name] and doc[start].is_lower)
