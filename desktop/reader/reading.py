"""One article being read: its text, tokens, spans, and what is in hand. No widget in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.offsets import Offsets, QtPos
from corpus.text import CodePoint
from desktop.reader.invisible import invisibles
from desktop.reader.painter import Badge, Focus
from desktop.reader.selection import Range, Selection
from desktop.reader.span import ReaderSpan, SpanId, Spans
from desktop.reader.tokens import TokenIndex, Words, tokens_in


@dataclass(frozen=True, slots=True)
class State:
    """What is selected and in hand, to see whether it changed."""

    selection: Range | None
    word: Range | None
    exact: bool


class Reading:
    """Selection, word in hand and span in hand exclude one another: that is decided here."""

    def __init__(self, text: str = "", tokens: TokenIndex | None = None) -> None:
        self.text = text
        self.offsets = Offsets(text)
        self.tokens: TokenIndex = Words("") if tokens is None else tokens
        self.selection = Selection(text, self.tokens)
        self.spans = Spans()
        self.hand: SpanId | None = None

    def set_tokens(self, tokens: TokenIndex) -> None:
        """Replace the tokens; the selection is forgotten."""
        self.tokens = tokens
        self.selection = Selection(self.text, tokens)

    def set_spans(self, spans: Iterable[ReaderSpan]) -> None:
        """Replace the spans; a span in hand that is gone is let go."""
        self.spans = Spans(spans, self.offsets, len(self.text))
        if self.hand not in self.spans.by_id:
            self.hand = None

    def take(self, span_id: SpanId | None) -> None:
        """Take a span in hand (or none); selection and word in hand go."""
        self.hand = span_id if span_id in self.spans.by_id else None
        if self.hand is not None:
            self.selection.forget()

    def click(self, offset: int) -> None:
        """Take the innermost span at `offset`; further out when one there is in hand already; else the word."""
        there = [span.id for span in self.spans.at(offset)]
        if there:
            index = there.index(self.hand) + 1 if self.hand in there else 0
            self.take(there[index % len(there)])
        else:
            self.hand = None
            self.selection.put_word_at(offset)

    def let_go(self) -> bool:
        """Drop the selection, else the span, else the word in hand; False when there was nothing to drop."""
        if self.selection.range:
            self.selection.clear()
        elif self.hand is not None:
            self.hand = None
        elif self.selection.word:
            self.selection.forget()
        else:
            return False
        return True

    def tab(self, step: int, visible_from: int) -> ReaderSpan | None:
        """Take the next (`step` 1) or previous span in hand, counted from what is in hand or from `visible_from`."""
        start, end = self.selection.range or self.selection.word or (visible_from, visible_from)
        found = self.spans.beside(start, end, step, self.hand)
        if found is not None:
            self.take(found.id)
        return found

    def start_from_hand(self) -> None:
        """Turn the span in hand into a selection from which keys move on."""
        span = self.spans.by_id.get(self.hand) if self.hand is not None else None
        if span is not None:
            self.selection.select(span.start, span.end)
        self.hand = None

    def step(self, step: int, *, extend: bool, first: int | None) -> None:
        """Move (or `extend`) by one token; begins at token `first` when nothing is in hand yet."""
        self.start_from_hand()
        if self.selection.head is None:
            return self.selection.put_word(first)
        token = self.selection.step_head(step) if extend else self.selection.step_from(step)
        return self.go_to(token, extend=extend)

    def go_to(self, token: int | None, *, extend: bool) -> None:
        """Move the word in hand (or the selection's moving end) to a token; None does nothing."""
        if token is None:
            return
        self.start_from_hand()
        if extend:
            self.selection.extend_to(token)
        else:
            self.selection.put_word(token)

    def head_token(self) -> int | None:
        """Return the token that keys move on from: of the span in hand, the selection's end or the word."""
        span = self.spans.by_id.get(self.hand) if self.hand is not None else None
        if span is not None:
            held = tokens_in(self.tokens, span.start, span.end)
            return held[-1] if held else None
        return self.selection.head

    def state(self) -> State:
        """Return what is selected now."""
        return State(self.selection.range, self.selection.word, self.selection.exact)

    def focus(self, *, word: bool) -> Focus:
        """Return what stands out, in Qt's counting; the word in hand only when asked for."""
        shown = self.selection.word if word and self.hand is None else None
        return Focus(self.qt(self.selection.range), self.qt(shown), self.hand)

    def badges(self) -> list[Badge]:
        """Return where invisible characters are, in Qt's counting."""
        found = invisibles(self.text)
        return [Badge(self.to_qt(each.start), self.to_qt(each.end), each.name) for each in found]

    def to_qt(self, offset: int) -> QtPos:
        """Return Qt's position of a code point."""
        return self.offsets.to_qt(CodePoint(offset))

    def qt(self, bounds: Range | None) -> tuple[QtPos, QtPos] | None:
        """Return Qt's positions of a range of code points."""
        return None if bounds is None else (self.to_qt(bounds[0]), self.to_qt(bounds[1]))

    def copied(self) -> str:
        """Return the text of the selection, of the span in hand or of the word, from our text."""
        span = self.spans.by_id.get(self.hand) if self.hand is not None else None
        bounds = self.selection.range or ((span.start, span.end) if span else self.selection.word)
        return "" if bounds is None else self.text[bounds[0] : bounds[1]]
