"""Puts together the text of a document from what its XML says in order: paragraphs, tables in tables, notes.

Readers of documents call it as they meet the parts; nothing here knows of a format, and nothing recurs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_CELL = 300  # characters: a table with a longer cell, or one of several paragraphs, is there for the layout
_BLANKS = re.compile(r"(?<![ \t])[ \t]*+\n[ \t]*")  # begun once in each run of blanks: there may be millions


class TooMuch(Exception):
    """There is more text than one article may have; the argument is how many code points there are at least."""


@dataclass(slots=True)
class _Paragraph:
    """Attributes: after: blocks that hang on it (text boxes), which follow it."""

    parts: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Cell:
    blocks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Row:
    cells: list[list[str]] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    rows: list[list[list[str]]] = field(default_factory=list)


@dataclass(slots=True)
class _Note:
    blocks: list[str] = field(default_factory=list)


_Frame = _Paragraph | _Cell | _Row | _Table | _Note


class Blocks:
    """Collects the text of a document. What is opened is closed in the opposite order."""

    def __init__(self, limit: int) -> None:
        """`limit` is how many code points there may be."""
        self._limit = limit
        self._length = 0
        self._blocks: list[str] = []
        self._frames: list[_Frame] = []
        self._notes: dict[int, list[str]] = {}
        self._numbers = 0
        self._carried: list[str] = []  # words of a paragraph that goes on in the next

    def add(self, text: str) -> None:
        """Add words to the paragraph that is open; elsewhere there are none.

        Raises:
            TooMuch: the limit is passed.
        """
        self._length += len(text)
        if self._length > self._limit:
            raise TooMuch(self._length)
        for frame in reversed(self._frames):
            if isinstance(frame, _Paragraph):
                frame.parts.append(text)
                return

    def unadd(self, count: int) -> None:
        """Take back the last `count` additions to the paragraph that is open."""
        if count and self._frames and isinstance(frame := self._frames[-1], _Paragraph):
            del frame.parts[-count:]

    def open_paragraph(self) -> None:
        """Begin a paragraph; inside another one (a text box) it will follow it."""
        self._frames.append(_Paragraph(self._carried))
        self._carried = []

    def close_paragraph(self, *, goes_on: bool = False) -> None:
        """End the paragraph; with `goes_on` its words begin the next one."""
        frame = self._frames.pop()
        assert isinstance(frame, _Paragraph)
        if goes_on:
            self._carried, frame.parts = frame.parts, []
        text = _BLANKS.sub("\n", "".join(frame.parts)).strip()
        self._put([text] if text else [])
        self._put(frame.after)

    def open_table(self) -> None:
        """Begin a table."""
        self._frames.append(_Table())

    def open_row(self) -> None:
        """Begin a row of it."""
        self._frames.append(_Row())

    def open_cell(self) -> None:
        """Begin a cell of it."""
        self._frames.append(_Cell())

    def close(self, *, drop: bool = False) -> None:
        """End the table, row, cell or note that was opened last; with `drop` it is forgotten."""
        frame = self._frames.pop()
        if drop:
            return
        parent = self._frames[-1] if self._frames else None
        if isinstance(frame, _Cell):
            if isinstance(parent, _Row):
                parent.cells.append(frame.blocks)
            else:
                self._put(frame.blocks)
        elif isinstance(frame, _Row):
            if isinstance(parent, _Table):
                parent.rows.append(frame.cells)
        elif isinstance(frame, _Table):
            self._put(table_blocks(frame.rows))

    def refer(self) -> int:
        """Put a reference to a note here and return the number of the note."""
        self._numbers += 1
        self.add(f"[{self._numbers}]")
        return self._numbers

    def open_note(self, number: int) -> None:
        """Begin the note of that number; it comes at the end of the text."""
        frame = _Note()
        self._notes[number] = frame.blocks
        self._frames.append(frame)

    def text(self) -> str:
        """Return the whole text: paragraphs are parted by a blank line, cells of a table by tabs."""
        notes = [f"[{number}] " + "\n".join(blocks) for number, blocks in sorted(self._notes.items()) if blocks]
        return "\n\n".join(self._blocks + notes)

    def _put(self, blocks: list[str]) -> None:
        for frame in reversed(self._frames):
            if isinstance(frame, _Paragraph):
                frame.after += blocks
                return
            if isinstance(frame, _Cell | _Note):
                frame.blocks += blocks
                return
        self._blocks += blocks


def table_blocks(rows: list[list[list[str]]]) -> list[str]:
    """A table of short cells as one block, a row a line; any other as the paragraphs in it."""
    cells = [cell for row in rows for cell in row]
    simple = all(len(cell) <= 1 and len("".join(cell)) <= _CELL for cell in cells)
    if not simple or all(len(row) <= 1 for row in rows):
        return [block for cell in cells for block in cell]
    lines = ["\t".join(" ".join("".join(cell).split()) for cell in row).rstrip("\t") for row in rows]
    return ["\n".join(line for line in lines if line.strip())]
