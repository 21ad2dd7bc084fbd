"""The lines of a PDF to paragraphs: words parted at line ends made whole, running heads and page numbers left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from corpus.readers.pdf_page import Fragment
from corpus.readers.pdf_words import Words

Column = list[Fragment]
Page = list[Column]

_MARGIN = 3  # lines at the top and at the bottom of a page that may be running heads
_SHARE = 0.4  # of the pages on which such a line has to stand (left and right pages may differ)
_HEIGHT = 6.0  # points by which its place may differ
_FAR = 1.4  # of the size of the letters: how far a running head is at least from the text
_DIGITS = re.compile(r"\d+")
_INDENT = 0.9  # of the size of the letters
_APART = 1.3  # of the usual distance of two lines: what stands further apart is another paragraph
_SIZES = 0.08  # by which the sizes of the letters of one paragraph may differ
_NOTE = 0.92  # of the usual size: smaller letters at the foot of a page are notes
_ENDS = re.compile(r"[.!?:…؟۔。！？][\"'”’»)\]]*$")  # noqa: RUF001 (full-width marks are meant)
_BULLET = re.compile(r"(?:[•‣▪◦●■–*]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a document.

    Attributes:
        pages: where each page begins in it, in code points.
        heads: the running heads that were left out, each once.
    """

    text: str
    pages: tuple[int, ...]
    heads: tuple[str, ...]


@dataclass(slots=True)
class _Paragraph:
    """Text that belongs together.

    Attributes:
        before: what parts it from the one before: two line breaks, or one.
        marks: the pages that begin in it, with their places in it.
        lines: how many lines it was made of.
        full: whether its last line reaches the end of its column.
    """

    text: str
    last: Fragment
    before: str
    marks: list[tuple[int, int]] = field(default_factory=list)
    lines: int = 1
    full: bool = True


def to_text(pages: list[Page]) -> Text:
    """Return the text of pages, each of them columns, each of them lines."""
    running = _running(pages)
    if all(id(line) in running for line in _lines(pages)):
        running = set()  # one line a page is no running head
    kept = [[[line for line in column if id(line) not in running] for column in page] for page in pages]
    builder = _Builder(Words(line.text for line in _lines(kept)), _usual_size(kept))
    for number, page in enumerate(kept):
        builder.page(number, page)
    heads = dict.fromkeys(line.text for line in _lines(pages) if id(line) in running)
    return _laid_out(builder.end(), len(pages), tuple(heads))


def _lines(pages: Iterable[Page]) -> Iterator[Fragment]:
    return (line for page in pages for column in page for line in column)


def _usual_size(pages: list[Page]) -> float:
    sizes: Counter[float] = Counter()
    for line in _lines(pages):
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _running(pages: list[Page]) -> set[int]:
    """The lines, by identity, that stand near the edge of many pages in the same place with the same words."""
    edges = [_edges(page) for page in pages]
    found: dict[tuple[int, str], list[tuple[int, Fragment]]] = {}
    for number, sides in enumerate(edges):
        for side, rows in enumerate(sides):
            for line in (line for row in rows for line in row):
                found.setdefault((side, _DIGITS.sub("#", line.text).casefold()), []).append((number, line))
    needed = max(2.0, _SHARE * len(pages))
    repeated = _page_numbers(edges)
    for lines in found.values():
        middle = median(line.y for _, line in lines)
        near = [(number, line) for number, line in lines if abs(line.y - middle) <= _HEIGHT]
        if len({number for number, _ in near}) >= needed:
            repeated |= {id(line) for _, line in near}
    return {id(line) for sides in edges for rows in sides for line in _apart(rows, repeated)}


def _page_numbers(edges: list[tuple[list[Column], list[Column]]]) -> set[int]:
    """The lines, by identity, that are a number alone at the edge of a page and count on with the pages."""
    alone = [
        (number, rows[0][0])
        for number, sides in enumerate(edges)
        for rows in sides
        if rows and len(rows[0]) == 1 and len(rows[0][0].text) < 6 and rows[0][0].text.isdecimal()
    ]
    ahead = Counter(int(line.text) - number for number, line in alone)
    return {id(line) for number, line in alone if ahead[int(line.text) - number] > 1}


def _edges(page: Page) -> tuple[list[Column], list[Column]]:
    """The rows at the top and at the bottom of a page, from the edge inwards, with one more to tell their distance."""
    rows: list[Column] = []
    for line in sorted((line for column in page for line in column), key=lambda each: -each.y):
        if rows and rows[-1][0].y - line.y < 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows[: _MARGIN + 1], rows[::-1][: _MARGIN + 1]


def _apart(rows: list[Column], repeated: set[int]) -> Column:
    """The lines from the edge inwards that are repeated on other pages: the first, more down to a gap only."""
    found: Column = []
    kept: Column = []
    for number, row in enumerate(rows[:_MARGIN]):
        if not all(id(line) in repeated for line in row):
            break
        found += row
        if not number or number + 1 == len(rows) or abs(row[0].y - rows[number + 1][0].y) > _FAR * row[0].size:
            kept = list(found)
    return kept


class _Builder:
    """Puts lines together, page by page, column by column."""

    def __init__(self, words: Words, usual: float) -> None:
        self._words = words
        self._usual = usual
        self._done: list[_Paragraph] = []
        self._notes: list[Column] = []  # of a page whose last paragraph may go on on the next
        self._page: int | None = None  # which has begun and has no line yet

    def page(self, number: int, columns: Page) -> None:
        """Take the next page."""
        self._page = number
        notes: list[Column] = []
        for column in columns:
            at = self._foot(column)
            if not at and columns[0] is not column:  # a column of notes alone
                notes.append(column)
            else:
                self._column(column[:at])
                notes.append(column[at:])
        self._end_notes()
        self._notes = [each for each in notes if each]

    def end(self) -> list[_Paragraph]:
        """Return all paragraphs."""
        self._end_notes()
        return self._done

    def _foot(self, column: Column) -> int:
        """Where the notes at the foot of a column begin."""
        at = len(column)
        while at and column[at - 1].size < _NOTE * self._usual:
            at -= 1
        return at

    def _end_notes(self) -> None:
        notes, self._notes = self._notes, []
        for column in notes:
            self._column(column, notes=True)

    def _column(self, column: Column, *, notes: bool = False) -> None:
        shape = _Shape(column) if column else None
        for number, line in enumerate(column):
            assert shape is not None
            last = self._done[-1] if self._done else None
            if last is None or (not number and notes):
                part = "\n\n"
            elif number:
                part = shape.part(column[number - 1], line)
            else:
                part = "" if self._goes_on(last, line, shape) else "\n\n"
            if not number and part and not notes:
                self._end_notes()
            self._add(line, part)
            following = column[number + 1] if number + 1 < len(column) else None
            self._done[-1].full = following is not None or shape.is_full(line)

    def _goes_on(self, last: _Paragraph, line: Fragment, shape: _Shape) -> bool:
        """Whether the first line of a column goes on with the paragraph that ended the column before."""
        if _differ(last.last, line) or not last.full or shape.indent(line) > _INDENT * line.size:
            return False
        if _ENDS.search(last.text) or _BULLET.match(line.text):
            return False
        return line.text[:1].islower() or last.lines > 1

    def _add(self, line: Fragment, part: str) -> None:
        if part or not self._done:
            self._done.append(_Paragraph(line.text, line, part))
            at = 0
        else:
            last = self._done[-1]
            last.text, at = self._words.join(last.text, line.text)
            last.last, last.lines = line, last.lines + 1
        if self._page is not None:
            self._done[-1].marks.append((self._page, at))
            self._page = None


class _Shape:
    """How the lines of a column lie."""

    def __init__(self, column: Column) -> None:
        rtl = sum(len(line.text) if line.rtl else -len(line.text) for line in column) > 0
        self._sign = -1 if rtl else 1
        left, right = min(line.x0 for line in column), max(line.x1 for line in column)
        self._start, self._end = (right, left) if rtl else (left, right)
        steps = [one.y - two.y for one, two in pairwise(column) if not _differ(one, two) and one.y > two.y]
        near = [step for step in steps if step < 2.5 * column[0].size] or steps
        self._step = median(near) if near else 1.2 * column[0].size
        if len(near) < 3:
            self._step = min(self._step, 1.4 * column[0].size)

    def indent(self, line: Fragment) -> float:
        """Points from the start of the column to the start of the line."""
        return self._sign * ((line.x1 if self._sign < 0 else line.x0) - self._start)

    def room(self, line: Fragment) -> float:
        """Points that are free on the line: after it, or on both sides of a line in the middle."""
        after = self._sign * (self._end - (line.x0 if self._sign < 0 else line.x1))
        before = self.indent(line)
        return after + before if before > 3 * line.size else after

    def is_full(self, line: Fragment) -> bool:
        """Whether a word of ten letters would not have found room on the line."""
        return self.room(line) < 10 * _letter(line)

    def part(self, last: Fragment, line: Fragment) -> str:
        """Return what parts two lines that follow one another: "" for nothing, or one or two line breaks."""
        if _differ(last, line) or last.y - line.y > _APART * self._step or last.y < line.y:
            return "\n\n"
        if "\t" in last.text or "\t" in line.text:
            return "\n"
        ends = bool(_ENDS.search(last.text))
        word = line.text.partition(" ")[0]
        spare = self.room(last) - (len(word) + 1) * _letter(last)
        if spare > 0 and ends:
            return "\n\n"
        indented = self.indent(line) - self.indent(last) > _INDENT * line.size
        if indented and (ends or spare > 0):
            return "\n\n"
        if _BULLET.match(line.text) or spare > 3 * last.size:
            return "\n"
        return ""


def _letter(line: Fragment) -> float:
    """Points that a letter of this line takes."""
    return (line.x1 - line.x0) / max(1, len(line.text))


def _differ(one: Fragment, two: Fragment) -> bool:
    return abs(one.size - two.size) > _SIZES * max(one.size, two.size)


def _laid_out(paragraphs: list[_Paragraph], count: int, heads: tuple[str, ...]) -> Text:
    starts: dict[int, int] = {}
    parts: list[str] = []
    length = 0
    for paragraph in paragraphs:
        before = paragraph.before if parts else ""
        parts += [before, paragraph.text]
        length += len(before)
        starts |= {page: length + at for page, at in paragraph.marks}
        length += len(paragraph.text)
    pages = [length] * count
    for number in range(count - 1, -1, -1):
        pages[number] = starts.get(number, pages[number + 1] if number + 1 < count else length)
    return Text("".join(parts), tuple(pages), heads)
