"""Where a draft looks: the trigger's sentence and its neighbours, and the spans in each. Offsets are code points."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from labels.label import Label
from labels.resolve import dateline
from labels.sentences import sentence_at, sentences
from labels.span import Span

Voice = Literal["active", "passive", "noun"]
_WINDOW = 3000  # code points around the trigger that are cut into sentences
_BACK, _FORTH = 6, 1  # sentences that a draft looks at beside the trigger's own, at the most
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being|got|gets)\b(?:\s+[\w’'-]+){0,2}\s*$", re.I)
_BE_REACH = 40
_DETERMINED = re.compile(
    r"(?:\b(?:an?|the|its|their|his|her|this|that|these|those|new|several)|['’]s?)\s+(?:\w+\s+)?$", re.I
)
_OF = re.compile(r"\s+(?:of|against|on|by|between)\b", re.I)
_BY = re.compile(r"\s+by\b", re.I)


@dataclass(frozen=True, slots=True)
class Near:
    """A sentence beside the trigger's: its range, how many off, whether before it, and whether in its paragraph."""

    bounds: tuple[int, int]
    steps: int
    before: bool
    same: bool

    @property
    def said(self) -> str:
        """How a value says that its words were found there."""
        if self.steps == 1:
            return f"the sentence {'before' if self.before else 'after'}"
        return f"{self.steps} sentences before"


@dataclass(frozen=True, slots=True)
class Scene:
    """One event's surroundings.

    Attributes:
        start, end: the trigger, or the sentence where there is none.
        sentence: the sentence around it.
        around: the neighbouring sentences, in the order in which they are asked.
        spans: the spans that may fill roles, in reading order, without the trigger and without the dateline's.
        filed: the spans in the dateline.
        triggers: the ranges of spans of kind "event", the trigger's own left out.
    """

    text: str
    start: int
    end: int
    trigger: Span | None
    sentence: tuple[int, int]
    around: tuple[Near, ...]
    spans: tuple[Span, ...]
    filed: tuple[Span, ...]
    triggers: tuple[tuple[int, int], ...]
    kinds: Mapping[int, str]
    voice: Voice

    def within(self, bounds: tuple[int, int]) -> Sequence[Span]:
        """Return the spans that lie in a range."""
        first = bisect_left(self.spans, bounds[0], key=_start)
        last = bisect_right(self.spans, bounds[1], key=_start)
        return [span for span in self.spans[first:last] if span.end <= bounds[1]]

    def triggers_between(self, start: int, end: int) -> int:
        """Return how many other triggers lie between two offsets."""
        return sum(start <= left and right <= end for left, right in self.triggers)


def scene_of(
    text: str, spans: Iterable[Span], labels: Iterable[Label], *, trigger: Span | None, at: tuple[int, int]
) -> Scene:
    """Return the surroundings of a trigger or, where there is none, of the range `at`."""
    kinds = {label.id: label.kind for label in labels}
    start, end = trigger.range if trigger else at
    home = sentence_at(text, start) or (start, end)
    sentence = (min(home[0], start), max(home[1], end))
    others = sorted((span for span in spans if trigger is None or span.id != trigger.id), key=lambda span: span.range)
    filed = dateline.find(text)
    outside = tuple(span for span in others if not (filed and filed.covers(*span.range)))
    inside = tuple(span for span in others if filed and filed.covers(*span.range))
    triggers = tuple(
        span.range for span in outside if kinds.get(span.label_id) == "event" and span.range != (start, end)
    )
    voice = _voice(text, sentence, start, end) if trigger else "active"
    around = _around(text, sentence)
    return Scene(text, start, end, trigger, sentence, around, outside, inside, triggers, kinds, voice)


def _around(text: str, sentence: tuple[int, int]) -> tuple[Near, ...]:
    """Return the sentences around: before in front of after, but those of the same paragraph first of all."""
    before = sentences(text, _line_start(text, sentence[0] - _WINDOW), sentence[0])[-_BACK:][::-1]
    after = sentences(text, sentence[1], min(len(text), sentence[1] + _WINDOW))[:_FORTH]
    found = [Near(each, steps, True, "\n" not in text[each[1] : sentence[0]]) for steps, each in enumerate(before, 1)]
    found += [Near(each, steps, False, "\n" not in text[sentence[1] : each[0]]) for steps, each in enumerate(after, 1)]
    return tuple(sorted(found, key=lambda near: not near.same))


def _line_start(text: str, offset: int) -> int:
    return 0 if offset <= 0 else max(text.rfind("\n", 0, offset), 0)


def _voice(text: str, sentence: tuple[int, int], start: int, end: int) -> Voice:
    """Guess by the words around an English trigger whether its subject acts or is acted upon."""
    word = re.match(r"\w*", text[start:end])
    first = word.group().lower() if word else ""
    before, after = text[max(sentence[0], start - _BE_REACH) : start], text[end : sentence[1]]
    if not first.endswith("ing") and (_BE.search(before) or (first.endswith(("ed", "en")) and _BY.match(after))):
        return "passive"
    if not first.endswith("ed") and (_DETERMINED.search(before) or _OF.match(after)):
        return "noun"
    return "active"


def _start(span: Span) -> int:
    return span.start
