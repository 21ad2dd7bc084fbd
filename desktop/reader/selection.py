"""What is selected, in code points: pure, so that every rule of it can be tested without a window.

Three things exclude one another: a selection, the word in hand (the token cursor), a span in hand. The view keeps
the third; this keeps the first two.
"""

from __future__ import annotations

from desktop.reader.tokens import TokenIndex, Words, nearest_token, snapped, token_at, tokens_in, trimmed
from labels.sentences import sentence_at

Range = tuple[int, int]


class Selection:
    """The selection in one article's text. Ends snap to tokens unless `exact` is asked for.

    Attributes:
        exact: the analyst asked for single characters (held Alt).
    """

    def __init__(self, text: str = "", tokens: TokenIndex | None = None) -> None:
        self.text = text
        self.tokens: TokenIndex = Words("") if tokens is None else tokens
        self.exact = False
        self._range: Range | None = None
        self._word: int | None = None
        self._anchor: Range | None = None
        self._head: int | None = None

    @property
    def range(self) -> Range | None:
        """The selected code points, never empty, without blanks at the ends."""
        return self._range

    @property
    def word(self) -> Range | None:
        """Bounds of the word in hand; None while there is a selection."""
        return None if self._word is None or self._range else self._bounds(self._word)

    @property
    def head(self) -> int | None:
        """Number of the token from which keys move on."""
        return self._word if self._head is None else self._head

    def clear(self) -> None:
        """Drop the selection; its moving end becomes the word in hand."""
        self._word, self._range, self.exact = self.head, None, False
        self._anchor = self._head = None

    def forget(self) -> None:
        """Drop the selection and the word in hand."""
        self.clear()
        self._word = None

    def put_word(self, token: int | None) -> None:
        """Make a token the word in hand and drop the selection."""
        self.forget()
        self._word = token

    def put_word_at(self, offset: int) -> None:
        """Make the token at or nearest to `offset` the word in hand."""
        self.put_word(nearest_token(self.tokens, offset))

    def select(self, start: int, end: int, *, exact: bool = False) -> None:
        """Select from `start` to `end`, either way round, snapped to tokens unless `exact`."""
        low, high = max(0, min(start, end)), min(len(self.text), max(start, end))
        found = trimmed(self.text, low, high) if exact else snapped(self.tokens, low, high)
        if found is None or not tokens_in(self.tokens, *found):
            return self.clear()
        touched = tokens_in(self.tokens, *found)
        still, moving = (touched[0], touched[-1]) if end >= start else (touched[-1], touched[0])
        self._range, self.exact = found, exact
        self._anchor, self._head, self._word = self._bounds(still), moving, moving
        return None

    def drag(self, anchor: Range, offset: int, *, exact: bool = False) -> None:
        """Select from the whole of `anchor` (one point, a word, a sentence) to `offset`."""
        if offset >= anchor[0]:
            self.select(anchor[0], max(anchor[1], offset), exact=exact)
        else:
            self.select(anchor[1], offset, exact=exact)
        self._anchor = anchor if anchor[0] < anchor[1] else self._anchor

    def extend_to(self, token: int) -> None:
        """Move the moving end to a token: everything from where the selection began to there is selected."""
        anchor = self._anchor or self.word or self._bounds(token)
        start, end = self._bounds(token)
        self._range, self.exact = (min(anchor[0], start), max(anchor[1], end)), False
        self._anchor, self._head, self._word = anchor, token, token

    def step_from(self, step: int) -> int | None:
        """Return the token one `step` (+1 or -1) beyond the word or beyond that side of the selection."""
        if self._range:
            touched = tokens_in(self.tokens, *self._range)
            base = (touched[-1] if step > 0 else touched[0]) if touched else self.head
        else:
            base = self.head
        return self.bounded(base + step) if base is not None else None

    def step_head(self, step: int) -> int | None:
        """Return the token one `step` beyond the moving end."""
        return None if self.head is None else self.bounded(self.head + step)

    def bounded(self, token: int) -> int | None:
        """Return `token` kept inside the text; None in a text without tokens."""
        last = len(self.tokens.starts) - 1
        return min(max(token, 0), last) if last >= 0 else None

    def word_at(self, offset: int) -> Range | None:
        """Return the bounds of the token at `offset`, None between tokens."""
        token = token_at(self.tokens, offset)
        return None if token is None else self._bounds(token)

    def sentence_at(self, offset: int) -> Range | None:
        """Return the sentence around `offset`."""
        return sentence_at(self.text, offset)

    def paragraph_at(self, offset: int) -> Range | None:
        """Return the paragraph around `offset`."""
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        return trimmed(self.text, start, len(self.text) if end < 0 else end)

    def _bounds(self, token: int) -> Range:
        return self.tokens.starts[token], self.tokens.ends[token]
