"""What is seen of a trigger and of the spans around it, as names of features; offsets are tokens, half-open."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from labels.training.event_shapes import Book, Piece, Range

if TYPE_CHECKING:
    from spacy.tokens import Doc

_FAR = (1, 2, 3, 5, 9, 17)  # distances in tokens are told apart at these
_BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "got", "gets"))
_ENDS = frozenset((".", "!", "?", "\u2026", "\u061f", "\u06d4", "\u3002"))  # the last: Arabic, Urdu, Chinese
_QUOTES = frozenset(("”", '"', "’", "'"))
_ENDINGS = (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))


class View:
    """A doc's words in lower case, their stems, and its sentences."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.words = [str(token.text).casefold() for token in doc]
        self.stems = [stem(word) for word in self.words]
        self._number = _sentences(self.words, doc)

    def sentence_of(self, token: int) -> int:
        """Return the number of a token's sentence."""
        return self._number[min(token, len(self._number) - 1)]

    def sentence(self, token: int) -> Range:
        """Return the tokens of the sentence around a token."""
        number = self.sentence_of(token)
        start = end = token
        while start and self._number[start - 1] == number:
            start -= 1
        while end < len(self._number) and self._number[end] == number:
            end += 1
        return start, end

    def word(self, at: int) -> str:
        """Return a word, "^" or "$" beyond the ends."""
        return "^" if at < 0 else self.words[at] if at < len(self.words) else "$"


def _sentences(words: Sequence[str], doc: Doc) -> list[int]:
    number, found = 0, []
    for at, word in enumerate(words):
        found.append(number)
        following = words[at + 1] if at + 1 < len(words) else ""
        closes = word in _ENDS and following not in _QUOTES
        quoted = word in _QUOTES and at > 0 and words[at - 1] in _ENDS
        if closes or quoted or "\n" in word:
            number += 1
    return found


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return a word in lower case without an English ending."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word.removesuffix(ending) + instead
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


def type_features(view: View, trigger: Range) -> list[str]:
    """Return what a trigger's type is told by: its words, their stems, what stands beside and in its sentence."""
    start, end = trigger
    first, last = view.sentence(start)
    own = view.words[start:end]
    found = ["*", f"whole={' '.join(own)}", f"stems={' '.join(view.stems[start:end])}", f"head={view.stems[end - 1]}"]
    found += [f"in={each}" for each in view.stems[start:end]] + [f"cut={each[:4]}" for each in own]
    found += [f"l{step}={view.word(start - step)}" for step in (1, 2)]
    found += [f"r{step}={view.word(end + step - 1)}" for step in (1, 2)]
    near = view.stems[max(first, start - 6) : start] + view.stems[end : min(last, end + 6)]
    found += [f"near={each}" for each in near if each.isalpha()]
    return found + [f"sent={each}" for each in set(view.stems[first:last]) if each.isalpha()]


def type_hint(book: Book, view: View, trigger: Range) -> str | None:
    """Return the type whose trigger words fit best, as the longest run of stems in the trigger."""
    own = tuple(view.stems[slice(*trigger)])
    best: tuple[int, str] | None = None
    for path, words in book.types.items():
        for run in _runs(words):
            if run[0] in own and (not best or len(run) > best[0]) and _holds(own, run):
                best = len(run), path
    return best[1] if best else None


@lru_cache(maxsize=4096)
def _runs(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the stems of each of a type's trigger words."""
    found = (tuple(map(stem, each.casefold().split())) for each in words)
    return tuple(run for run in found if run)


def _holds(own: tuple[str, ...], run: tuple[str, ...]) -> bool:
    return any(own[at : at + len(run)] == run for at in range(len(own)))


def candidates(view: View, trigger: Range, spans: Sequence[Piece], book: Book) -> list[Piece]:
    """Return the spans that may fill a role: of the trigger's sentence and those beside it, once for each range."""
    home = view.sentence_of(trigger[0])
    wanted = {label for role in book.roles.values() for label in role.labels}
    near = {
        span.range: span
        for span in reversed(spans)
        if span.label in wanted and span.range != trigger and abs(view.sentence_of(span.start) - home) <= 1
    }
    return sorted(near.values(), key=lambda span: span.range)


def role_features(
    view: View, trigger: Range, span: Piece, near: Sequence[Piece], triggers: Sequence[Piece], path: str
) -> list[str]:
    """Return what a span's role is told by: label, side, voice, distance, order, and the words about."""
    side = _side(trigger, span.range)
    gap = (trigger[1], span.start) if side == "after" else (span.end, trigger[0])
    between = view.words[gap[0] : gap[1]] if side != "inside" else []
    off = view.sentence_of(span.start) - view.sentence_of(trigger[0])
    label, voice, verb = span.label, _voice(view, trigger), view.stems[trigger[1] - 1]
    far = bisect_right(_FAR, len(between))
    alike = [each for each in near if each.label == label and _side(trigger, each.range) == side]
    order = min(sorted(alike, key=lambda each: _distance(trigger, each.range)).index(span), 3)
    others = sum(gap[0] <= each.start and each.end <= gap[1] for each in triggers) if side != "inside" else 0
    place = f"{label}|{side}|{off}"
    found = ["*", f"label={label}", f"place={place}", f"voice={place}|{voice}", f"order={place}|{order}"]
    found += [f"vorder={label}|{side}|{voice}|{order}", f"far={label}|{side}|{far}", f"verb={label}|{side}|{verb}"]
    found += [f"type={label}|{side}|{path}", f"others={label}|{side}|{min(others, 2)}"]
    found += [f"before={label}|{view.word(span.start - 1)}", f"after={label}|{view.word(span.end)}"]
    found += [f"before2={view.word(span.start - 2)} {view.word(span.start - 1)}", f"after2={view.word(span.end + 1)}"]
    found += [f"b={side}|{view.word(span.start - 1)}|{voice}", f"then={side}|{view.word(trigger[1])}"]
    found += [f"alone={label}|{len([each for each in near if each.label == label]) == 1}", f"first={span.start < 8}"]
    found += [f"word={view.stems[at]}" for at in range(span.start, min(span.end, span.start + 6))]
    found += [f"gap={side}|{each}" for each in between[:12]]
    nested = any(each.start <= span.start and span.end <= each.end and each.range != span.range for each in near)
    return [*found, f"nested={label}|{nested}"]


def _side(trigger: Range, span: Range) -> str:
    return "after" if span[0] >= trigger[1] else "before" if span[1] <= trigger[0] else "inside"


def _distance(trigger: Range, span: Range) -> int:
    return max(span[0] - trigger[1], trigger[0] - span[1], 0)


def _voice(view: View, trigger: Range) -> str:
    word = view.words[trigger[0]]
    before = {view.word(trigger[0] - step) for step in (1, 2, 3)}
    if not word.endswith("ing") and (before & _BE or view.word(trigger[1]) == "by"):
        return "passive"
    if view.word(trigger[0] - 1) in {"a", "an", "the", "its", "their"} or view.word(trigger[1]) in {"of", "against"}:
        return "noun"
    return "active"
