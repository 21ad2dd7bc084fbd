"""The baseline every model has to beat: names seen before, found again, the longest first.

After the baseline of CoNLL-2003 (Tjong Kim Sang & De Meulder 2003), which took only names of one class. Here a name
gets the label it was given most often, unless its words went without one more often still: that is harder to beat (on
re3d 45.7 of F, with all names 42.3).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from labels.training.scores import Found

Words = tuple[str, ...]
_TOKEN = re.compile(r"\w+|[^\w\s]")


def baseline(train: Iterable[tuple[str, Iterable[Found]]], texts: Iterable[str]) -> list[list[Found]]:
    """Return for each text the names it has in common with the coding, from left to right, none overlapping.

    Args:
        train: text of each article that is learnt from, with its coded spans.
        texts: of the articles to look through.
    """
    coded = [(text, list(spans)) for text, spans in train]
    names = learn(coded)
    kept = {words: names[words] for words in _mostly_right(coded, names)}
    longest = _longest(kept)
    return [_of_text(text, kept, longest) for text in texts]


def learn(train: Iterable[tuple[str, Iterable[Found]]]) -> dict[Words, str]:
    """Return the label of every name that was coded: the one given most often, of equals the first by alphabet."""
    seen: defaultdict[Words, Counter[str]] = defaultdict(Counter)
    for text, spans in train:
        for start, end, label in spans:
            words = tuple(_TOKEN.findall(text[start:end]))
            if words:
                seen[words][label] += 1
    return {words: min(counts, key=lambda label: (-counts[label], label)) for words, counts in seen.items()}


def _mostly_right(coded: Iterable[tuple[str, Iterable[Found]]], names: Mapping[Words, str]) -> list[Words]:
    """Return the names that are right at least half of the time in what they were learnt from."""
    right: Counter[Words] = Counter()
    longest = _longest(names)
    for text, spans in coded:
        known = set(spans)
        for found in _of_text(text, names, longest):
            right[tuple(_TOKEN.findall(text[found[0] : found[1]]))] += 1 if found in known else -1
    return [words for words in names if right[words] >= 0]


def _longest(names: Iterable[Words]) -> dict[str, int]:
    """Return for every first word how many words the longest name has that begins with it."""
    longest: dict[str, int] = {}
    for words in names:
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


def _of_text(text: str, names: Mapping[Words, str], longest: Mapping[str, int]) -> list[Found]:
    tokens = list(_TOKEN.finditer(text))
    words = [token.group() for token in tokens]
    found: list[Found] = []
    at = 0
    while at < len(tokens):
        size = _size_at(words, at, names, longest)
        if size:
            found.append((tokens[at].start(), tokens[at + size - 1].end(), names[tuple(words[at : at + size])]))
        at += size or 1
    return found


def _size_at(words: Sequence[str], at: int, names: Mapping[Words, str], longest: Mapping[str, int]) -> int:
    """Return how many words the longest name has that stands here; 0 for none."""
    sizes = range(min(longest.get(words[at], 0), len(words) - at), 0, -1)
    return next((size for size in sizes if tuple(words[at : at + size]) in names), 0)
