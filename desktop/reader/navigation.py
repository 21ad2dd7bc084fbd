"""Where a movement key leads, as a token number. Knows the page's lines and the tokens, changes nothing."""

from __future__ import annotations

from corpus.offsets import Offsets, QtPos
from corpus.text import CodePoint
from desktop.reader.geometry import LineBox, Page
from desktop.reader.keyboard import Where
from desktop.reader.tokens import TokenIndex, nearest_token, tokens_in


class Navigator:
    """Answers for one article. Remembers the column that Up and Down keep to."""

    def __init__(self, page: Page, offsets: Offsets, tokens: TokenIndex) -> None:
        self._page, self._offsets, self._tokens = page, offsets, tokens
        self._goal: float | None = None

    def forget_column(self) -> None:
        """Let the next Up or Down begin at the token it starts from."""
        self._goal = None

    def along(self, token: int) -> int:
        """Return +1 when Right means "next" at this token, -1 in a right-to-left line."""
        line = self._page.line_of(self._bounds(token)[0])
        return -1 if line is not None and line.rtl else 1

    def aim(self, token: int, where: Where, height: float) -> int | None:
        """Return where a key leads from `token`, with `height` pixels of page in view; None for nowhere."""
        if where in ("up", "down"):
            return self.line_step(token, -1 if where == "up" else 1)
        if where in ("page up", "page down"):
            return self.page_step(token, (height * 0.85) * (-1 if where == "page up" else 1))
        self.forget_column()
        if where in ("line start", "line end"):
            return self.line_end(token, -1 if where == "line start" else 1)
        return 0 if where == "start" else len(self._tokens.starts) - 1

    def line_step(self, token: int, step: int) -> int | None:
        """Return the token over (-1) or under (1) `token`, None at the article's edge."""
        line = self._page.line_of(self._bounds(token)[0])
        other = self._page.neighbour(line, step) if line else None
        return self._closest(other, self._column(token, line)) if line and other else None

    def page_step(self, token: int, distance: float) -> int | None:
        """Return the token about `distance` pixels further down (up, when negative)."""
        line = self._page.line_of(self._bounds(token)[0])
        if line is None:
            return None
        column = self._column(token, line)
        target = self._page.line_of(self._page.position_at(column, line.base + distance))
        if target is not None and target.end <= target.start:
            target = self._page.neighbour(target, 1 if distance > 0 else -1)
        return self._closest(target, column) if target else None

    def line_end(self, token: int, step: int) -> int | None:
        """Return the first (-1) or last (1) token of the token's line."""
        line = self._page.line_of(self._bounds(token)[0])
        held = self._tokens_on(line) if line else range(0)
        return (held[-1] if step > 0 else held[0]) if held else None

    def first_visible(self, top: float, bottom: float) -> int | None:
        """Return the first token on the lines between two page heights."""
        for line in self._page.lines(top, bottom):
            if line.top >= top - 1 and (held := self._tokens_on(line)):
                return held[0]
        return None

    def _tokens_on(self, line: LineBox) -> range:
        start, end = self._offsets.from_qt(line.start), self._offsets.from_qt(line.end)
        held = tokens_in(self._tokens, start, end)
        begun = bool(held) and self._tokens.starts[held[0]] < start and len(held) > 1
        return held[1:] if begun else held

    def _closest(self, line: LineBox, column: float) -> int | None:
        x = min(max(column, self._page.column[0]), self._page.column[1] - 1)
        offset = self._offsets.from_qt(self._page.position_on(line, x))
        held = self._tokens_on(line)
        found = nearest_token(self._tokens, offset)
        return None if found is None else min(max(found, held[0]), held[-1]) if held else found

    def _column(self, token: int, line: LineBox | None) -> float:
        if self._goal is None and line is not None:
            sides = self._page.stretches(line, *self._bounds(token))
            self._goal = (sides[0][0] + sides[-1][1]) / 2 if sides else line.left
        return self._goal or 0.0

    def _bounds(self, token: int) -> tuple[QtPos, QtPos]:
        to_qt = self._offsets.to_qt
        return to_qt(CodePoint(self._tokens.starts[token])), to_qt(CodePoint(self._tokens.ends[token]))
