"""One page of a PDF: its characters, with their places, as fragments of lines.

PDFium gives characters in the order of the file, right-to-left ones already turned round. A fragment is a stretch of
them on one line without a gap; everything about columns and paragraphs is made of fragments, by where they lie.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any

from corpus.text import clean_text

HYPHEN = "\u00ad"  # stands for a hyphen at the end of a line until it is known whether the word has one
_PDFIUM_HYPHENS = (0x02, 0xFFFE, 0xAD)
_BREAKS = (0x0A, 0x0D)
_SPACES = (0x20, 0xA0, 0x09, 0x3000)
_GAP = 0.7  # of the size of the letters: a wider gap parts two fragments
_CELL = 1.8  # of it: a gap so wide parts two cells of a table
_STRETCHED = 4.0  # of it: no blank between two words is so wide
_BLANK = 0.15  # of it: a gap so wide is a blank
_SAME_LINE = 0.55  # of that size: how far a raised figure may stand above its line
_LAM, _ALEFS = "\u0644", "\u0622\u0623\u0625\u0627\u0671"
_LATE_MARK = re.compile(r"(?<!\S)([.,:;!؟؛،]+)(\d+(?:[.,:/-]\d+)*%?)(?!\S)")  # before a number for after it
_RAISED = 0.8  # of the size of a line: smaller and higher are the figures that refer to notes
_NOTED = re.compile(r"^$|[^\W\d_]{4}$|[.,;:!?؟،”’\"')»]$")  # before them: not "km", which may be squared


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of text on one line. Lengths are points, upwards and to the right of the page's corner.

    Attributes:
        y: of the line it stands on.
        size: of its letters.
        rtl: whether most of its letters are written from right to left.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    rtl: bool = False


@dataclass(slots=True)
class _Glyph:
    text: str
    x0: float
    x1: float
    y: float
    size: float
    spaced: bool  # whether a blank stands before it
    angle: int  # quarter turns


def fragments(textpage: Any, raw: Any) -> list[Fragment]:
    """Return the fragments of a page in the order of the file; `raw` is the module of PDFium's functions."""
    runs = list(_runs(textpage, raw))
    turns = Counter(glyph.angle for run in runs for glyph in run)
    if not turns:
        return []
    main = turns.most_common(1)[0][0]
    found = [each for run in runs for each in _split(run) if run[0].angle == main]
    return [each for each in found if each.text]


def _runs(textpage: Any, raw: Any) -> Iterator[list[_Glyph]]:
    """Glyphs that follow one another on one line."""
    run: list[_Glyph] = []
    for glyph in _glyphs(textpage, raw):
        if glyph is None or (run and not _continues(run[-1], glyph)):
            if run:
                yield run
            run = []
        if glyph is not None:
            run.append(glyph)
    if run:
        yield run


def _continues(last: _Glyph, glyph: _Glyph) -> bool:
    return last.angle == glyph.angle and abs(glyph.y - last.y) < _SAME_LINE * max(last.size, glyph.size)


def _glyphs(textpage: Any, raw: Any) -> Iterator[_Glyph | None]:
    """The characters with their places; None for a line break."""
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    box = [ctypes.byref(each) for each in (left, right, bottom, top)]
    origin = [ctypes.byref(each) for each in (x, y)]
    spaced = False
    for index in range(raw.FPDFText_CountChars(textpage)):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code in _BREAKS:
            spaced = False
            yield None
        elif code in _SPACES:
            spaced = True
        elif text := _character(code):
            raw.FPDFText_GetCharBox(textpage, index, *box)
            raw.FPDFText_GetCharOrigin(textpage, index, *origin)
            angle = _quarters(raw.FPDFText_GetCharAngle(textpage, index))
            size = raw.FPDFText_GetFontSize(textpage, index)
            corners = (left.value, right.value, bottom.value, top.value)
            yield _turned(text, corners, (x.value, y.value), _size(size, corners, angle), spaced, angle)
            spaced = False


def _character(code: int) -> str:
    """The text of a character: letters as written by themselves, no ligatures; "" for what is no text."""
    if code in _PDFIUM_HYPHENS:
        return HYPHEN
    if code < 0x20 or code > 0x10FFFF or code == 0xFEFF:
        return ""
    text = chr(code)
    if 0xFB00 <= code <= 0xFB4F or 0xFB50 <= code <= 0xFDCF or 0xFE70 <= code <= 0xFEFC:
        return unicodedata.normalize("NFKC", text).strip()
    return text if 0xD800 <= code <= 0xDFFF else clean_text(text)


def _quarters(angle: float) -> int:
    return round(angle / (math.pi / 2)) % 4 if angle > 0 else 0


def _size(size: float, corners: tuple[float, float, float, float], angle: int) -> float:
    """The size stated; where a matrix does the enlarging (1 point), the height of the letter tells it."""
    left, right, bottom, top = corners
    height = right - left if angle % 2 else top - bottom
    return size if size > 2 or height <= 0 else max(size, 1.3 * height)


def _turned(
    text: str,
    corners: tuple[float, float, float, float],
    origin: tuple[float, float],
    size: float,
    spaced: bool,
    angle: int,
) -> _Glyph:
    """A glyph as it is seen when the page is held so that its text stands upright."""
    left, right, bottom, top = corners
    x, y = origin
    if angle == 0:
        return _Glyph(text, left, right, y, size, spaced, angle)
    if angle == 1:
        return _Glyph(text, bottom, top, -x, size, spaced, angle)
    if angle == 2:
        return _Glyph(text, -right, -left, -y, size, spaced, angle)
    return _Glyph(text, -top, -bottom, x, size, spaced, angle)


def _split(run: list[_Glyph]) -> list[Fragment]:
    """Part a run at its wide gaps; within a part the order stays that of reading."""
    size = sum(glyph.size for glyph in run) / len(run)
    edges = _gaps(run, _GAP * size)
    if not edges:
        return [_fragment(run)]
    parts: dict[int, list[_Glyph]] = {}
    for glyph in run:
        place = sum(edge <= glyph.x0 for edge in edges)
        parts.setdefault(place, []).append(glyph)
    return [_fragment(part) for part in parts.values()]


def _gaps(run: list[_Glyph], wide: float) -> list[float]:
    """Where the parts after a gap begin. A gap within a word is none: Arabic words are drawn out to fill a line."""
    ordered = sorted(enumerate(run), key=lambda each: each[1].x0)
    edges, (last, glyph) = [], ordered[0]
    reach = glyph.x1
    for index, glyph in ordered:
        if glyph.x0 - reach > wide and (abs(index - last) != 1 or run[max(index, last)].spaced):
            edges.append(glyph.x0)
        if glyph.x1 >= reach:
            reach, last = glyph.x1, index
    return edges


def _fragment(glyphs: list[_Glyph]) -> Fragment:
    _mend_ligatures(glyphs)
    sizes = Counter(round(glyph.size, 1) for glyph in glyphs)
    size = sizes.most_common(1)[0][0]
    lines = Counter(round(glyph.y, 1) for glyph in glyphs if round(glyph.size, 1) == size)
    y = lines.most_common(1)[0][0]
    parts = [f" {glyph.text}" if glyph.spaced else glyph.text for glyph in glyphs]
    text = _with_notes(parts, [glyph.size < _RAISED * size and glyph.y > y + 0.15 * size for glyph in glyphs]).strip()
    rtl = is_rtl(text)
    return Fragment(
        _LATE_MARK.sub(r"\2\1", _whole(text)) if rtl else _whole(text),
        min(glyph.x0 for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        y,
        size,
        rtl,
    )


def _with_notes(parts: list[str], raised: list[bool]) -> str:
    """Put what refers to a note, small raised figures after a word, in brackets."""
    if not any(raised):
        return "".join(parts)
    text = ""
    for up, group in groupby(zip(raised, parts, strict=True), key=lambda each: each[0]):
        piece = "".join(part for _, part in group)
        note = up and piece.strip().isdecimal() and len(piece.strip()) < 4 and _NOTED.search(text)
        text += f"[{piece.strip()}]" + (" " if not text else "") if note else piece
    return text


def _mend_ligatures(glyphs: list[_Glyph]) -> None:
    """Two right-to-left letters in one glyph come turned round once too often: alef before lam."""
    for index in range(1, len(glyphs)):
        one, two = glyphs[index - 1], glyphs[index]
        same = abs(one.x0 - two.x0) + abs(one.x1 - two.x1) < 0.01
        if same and two.text == _LAM and one.text in _ALEFS and not two.spaced:
            one.text, two.text = two.text, one.text


def _whole(text: str) -> str:
    """Put together characters that came in two halves, and drop halves alone."""
    if any("\ud800" <= each <= "\udfff" for each in text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return text


def is_rtl(text: str) -> bool:
    """Return whether most letters of `text` are written from right to left."""
    kinds = Counter(map(unicodedata.bidirectional, text))
    return kinds["R"] + kinds["AL"] > kinds["L"]


def joined(parts: Iterable[Fragment]) -> Fragment:
    """Return the fragments, at least two, of one line as one, in the order of reading; a tab parts cells of a table."""
    found = list(parts)
    rtl = sum(len(each.text) if each.rtl else -len(each.text) for each in found) > 0
    found.sort(key=lambda each: -each.x1 if rtl else each.x0)
    widest = max(found, key=lambda each: len(each.text))
    gaps = [(one.x0 - two.x1 if rtl else two.x0 - one.x1) / two.size for one, two in pairwise(found)]
    even = max(gaps) < min(1.2 * min(gaps), _STRETCHED)
    stretched = even and not any(" " in each.text for each in found)  # a line set to its width
    text = found[0].text
    for gap, each in zip(gaps, found[1:], strict=True):
        text += ("\t" if gap > _CELL and not stretched else " " if gap > _BLANK else "") + each.text
    x0, x1 = min(each.x0 for each in found), max(each.x1 for each in found)
    return replace(widest, text=text, x0=x0, x1=x1, rtl=rtl)
