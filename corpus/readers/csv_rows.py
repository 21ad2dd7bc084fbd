"""Rows of a table saved as text. A quotation mark that is never closed costs its row, and swallows no others."""

from __future__ import annotations

import csv
import re
import sys
from collections import deque
from collections.abc import Iterator
from typing import TextIO

from corpus.readers.record import field_count
from corpus.readers.rows import Broken, Row

DELIMITERS = ",;\t|"
UNCLOSED = "has a quotation mark that is never closed"
_FIELD = min(sys.maxsize, 2**31 - 1)  # what the csv module takes on every system
_SEPARATOR = re.compile('\ufeff?"?sep=(.)"?\\s*', re.IGNORECASE)  # Excel's own first line
_LOOK_AHEAD = 200  # lines that a text with stray quotation marks may have
_ALIKE = 3  # lines inside a cell that look like rows before we say so
_MERGED = 8  # and before we are certain
_RESCANS = 10  # times the longest row that may be read twice in a file


def delimiter_of(header: str, suffix: str) -> str:
    """Return which character parts the columns: the one that makes most headings we know, then most columns."""
    if said := _SEPARATOR.fullmatch(header):
        return said[1]

    def fitness(delimiter: str) -> tuple[int, int, bool]:
        names = [name.strip().lstrip("\ufeff") for name in _cells(header, delimiter)]
        return field_count(names), len(names), (delimiter == "\t") == (suffix.lower() == ".tsv")

    return max(DELIMITERS, key=fitness)


def rows(file: TextIO, delimiter: str, longest: int) -> Iterator[Row]:
    """Yield the rows of a table, each with the number of its last line; rows over `longest` characters are broken.

    Raises:
        Broken: too much is wrong with its quotation marks.
    """
    csv.field_size_limit(_FIELD)
    lines, width = _Lines(file, longest), 0
    while True:
        try:
            for cells in csv.reader(lines, delimiter=delimiter, strict=True):
                taken = lines.taken
                if len(taken) > 1 and width and _is_merged(taken, cells, width, delimiter):
                    break
                if lines.number > 1 or not _SEPARATOR.fullmatch(taken[0]):
                    width = width or len(cells)
                    yield Row(lines.number, cells, _suspicion(taken, cells, width, delimiter))
                lines.forget()
            else:
                return
        except (csv.Error, _TooMuch):
            pass
        yield lines.mend(delimiter, width)


class _TooMuch(Exception):
    """A row has become longer than any may be."""


class _Lines:
    """The lines of a file; those of the row at hand are kept, so that they can be read in another way.

    Attributes:
        number: of the line given last.
        taken: the lines of the row at hand.
    """

    def __init__(self, file: TextIO, longest: int) -> None:
        self._file = file
        self._longest = longest
        self._size = 0
        self._twice = 0
        self._back: deque[str] = deque()
        self.number = 0
        self.taken: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else self._file.readline(self._longest)
        if not line:
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        self._size += len(line)
        if self._size >= self._longest:
            raise _TooMuch
        return line

    def forget(self) -> None:
        """Begin with the next row."""
        self.taken = []
        self._size = 0

    def mend(self, delimiter: str, width: int) -> Row:
        """Return the row at hand read in another way, as far as one can; what is behind it will be read again.

        Raises:
            Broken: too much was read twice already.
        """
        if self._size >= self._longest and len(self.taken) == 1:
            return self._skip()
        alone = _cells(self.taken[0], delimiter, literal=True)
        odd = self.taken[0].count('"') % 2
        loose = _loosely(self._more(), delimiter, width) if odd or len(alone) != width else None
        cells, count = loose or (alone, 1)
        self._give_back(count)
        if loose:
            return Row(self.number, cells, "Quotation marks inside its text are not doubled as they should be.")
        if width and len(cells) != width:
            return Row(self.number, (), broken=UNCLOSED)
        return Row(self.number, cells, "A quotation mark is never closed; the row ends with its line." if odd else "")

    def _more(self) -> list[str]:
        """The lines of the row at hand and some after them.

        Raises:
            Broken: too much was read twice already.
        """
        try:
            while len(self.taken) < _LOOK_AHEAD and next(self):
                pass
        except (StopIteration, _TooMuch):
            pass  # so far, then
        self._twice += sum(map(len, self.taken))
        if self._twice > _RESCANS * self._longest:
            line = self.number - len(self.taken) + 1
            raise Broken(f"could not be read beyond line {line:,}; quotation marks may be missing there.")
        return self.taken[:_LOOK_AHEAD]

    def _give_back(self, count: int) -> None:
        """Be done with `count` lines; those after them will be read again."""
        back = self.taken[count:]
        self._back.extendleft(reversed(back))
        self.number -= len(back)
        self.forget()

    def _skip(self) -> Row:
        line = self.taken[0]
        while not line.endswith(("\n", "\r")) and (piece := self._file.readline(1 << 20)):
            line = piece
        self.forget()
        return Row(self.number, (), broken=f"is longer than {self._longest:,} characters")


def _cells(line: str, delimiter: str, *, literal: bool = False) -> list[str]:
    """The cells of one line; `literal`: quotation marks are letters like any other."""
    try:
        if literal:
            return next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _alike(lines: list[str], width: int, delimiter: str) -> int:
    """How many lines inside a cell look like rows, when all that are not blank do; else 0."""
    inner = [line for line in lines[1:-1] if line.strip()]
    full = sum(1 for line in inner if line.count(delimiter) == width - 1)
    return full if width > 1 and full == len(inner) else 0


def _is_merged(lines: list[str], cells: list[str], width: int, delimiter: str) -> bool:
    """Whether rows were taken for one: a stray quotation mark is closed by another one far below."""
    return len(cells) > width or _alike(lines, width, delimiter) >= _MERGED


def _suspicion(lines: list[str], cells: list[str], width: int, delimiter: str) -> str:
    if len(lines) < _ALIKE or _alike(lines, width, delimiter) < (_ALIKE if width > 2 else 2 * _ALIKE):
        return ""
    return f"It spans {len(lines):,} lines that look like rows of their own; a quotation mark may be missing."


def _loosely(lines: list[str], delimiter: str, width: int) -> tuple[list[str], int] | None:
    """Read a row whose texts hold quotation marks that are not doubled: one ends a cell only before a delimiter.

    Returns its cells and how many lines it has; None when that makes no row, or one that swallows others.
    """
    if width < 2:
        return None
    part = re.escape(delimiter)
    end = rf"(?={part}|\r?\n|\r|\Z)"
    cell = re.compile(rf'"(.*?)"{end}|([^"{part}\r\n][^{part}\r\n]*|){end}', re.DOTALL)
    text, cells, at = "".join(lines), [], 0
    while found := cell.match(text, at):
        cells.append(found[1] if found[1] is not None else found[2])
        at = found.end()
        if len(cells) > width or text[at : at + 1] != delimiter:
            break
        at += 1
    count = len(text[:at].splitlines())
    if found is None or len(cells) != width or count < 1:
        return None
    alone = len(_cells(lines[0], delimiter, literal=True)) == width  # then the last line too may be a row
    if any(line.count(delimiter) >= width - 1 for line in lines[1 : count if alone else count - 1]):
        return None
    return [value.replace('""', '"') for value in cells], count
