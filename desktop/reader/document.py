"""Puts an article's text into a QTextDocument: type, leading, paragraphs. Not one position is moved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextOption

from corpus.offsets import Offsets, QtPos
from desktop import fonts

LEADING, TITLE_LEADING = 2.24, 1.7
TITLE_PIXELS, TITLE_SIZE = 26, 1.4  # the second against body text, for what is drawn around it
PARAGRAPH_GAP, BLANK_LINE, EXTRA_BLANK_LINE = 14, 14, 6
LONGEST_LINE = 20_000  # a longer paragraph makes Qt crawl: it is shown as several
_BLANK = re.compile(r"\n[^\S\n]*\n")
_BREAKS = re.compile(r"[ \t]")


@dataclass(frozen=True, slots=True)
class Look:
    """What a document is set with. Lengths are pixels at the zoom in force.

    Attributes:
        zoom: 1.0 is 100 %.
        title: the first paragraph is the title.
        after_title: room left under the title for the dateline.
    """

    zoom: float = 1.0
    title: bool = False
    after_title: float = 0.0


def shown(text: str) -> tuple[str, frozenset[int]]:
    """Return the text to hand to Qt, and where (code points) a blank became a break that is not in the article.

    The result has the same length: only single blanks of overlong paragraphs are exchanged.
    """
    if len(text) <= LONGEST_LINE or all(len(line) <= LONGEST_LINE for line in text.split("\n")):
        return text, frozenset()
    breaks: set[int] = set()
    start = 0
    for line in text.split("\n"):
        breaks.update(start + at for at in _break_points(line))
        start += len(line) + 1
    cuts = [0, *(at + shift for at in sorted(breaks) for shift in (0, 1)), len(text)]
    pieces = [text[a:b] for a, b in pairwise(cuts)]
    pieces[1::2] = ["\n"] * len(breaks)
    return "".join(pieces), frozenset(breaks)


def _break_points(line: str) -> list[int]:
    found: list[int] = []
    start = 0
    while len(line) - start > LONGEST_LINE:
        window = list(_BREAKS.finditer(line, start + LONGEST_LINE // 2, start + LONGEST_LINE))
        ended = (match for match in window if line[match.start() - 1] in ".!?\u061f")
        best = next(ended, window[0] if window else None)
        if best is None:
            further = _BREAKS.search(line, start + LONGEST_LINE)
            if further is None:
                break
            best = further
        found.append(best.start())
        start = best.end()
    return found


def fill(document: QTextDocument, text: str, offsets: Offsets, look: Look) -> None:
    """Replace what `document` holds by `text` set as `look` says."""
    display, breaks = shown(text)
    body = fonts.article(fonts.ARTICLE_PIXELS * look.zoom)
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(body)
    document.setDefaultTextOption(_wrapping(display))
    document.setPlainText(display)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.setBlockFormat(_block_format(line_height(look), 0.0))
    _set_paragraphs(document, text, offsets, breaks, look)
    if look.title:
        _set_title(document.begin(), look)
    cursor.endEditBlock()


def _wrapping(display: str) -> QTextOption:
    """Return how lines are broken: anywhere where a run without blanks is so long that Qt would look for hours."""
    endless = any(len(line) > LONGEST_LINE for line in display.split("\n"))
    modes = QTextOption.WrapMode
    option = QTextOption()
    option.setWrapMode(modes.WrapAnywhere if endless else modes.WrapAtWordBoundaryOrAnywhere)
    return option


def line_height(look: Look) -> float:
    """Return the distance between base lines of body text."""
    return round(fonts.ARTICLE_PIXELS * LEADING * look.zoom)


def _set_paragraphs(document: QTextDocument, text: str, offsets: Offsets, breaks: frozenset[int], look: Look) -> None:
    spaced = not _BLANK.search(text)
    arabic = fonts.arabic(fonts.NASKH_PIXELS * look.zoom)
    block, blank_before, first = document.begin(), True, True
    while block.isValid():
        start = offsets.from_qt(QtPos(block.position()))
        end = offsets.from_qt(QtPos(block.position() + block.length() - 1))
        blank = not text[start:end].strip()
        if blank:
            height = (EXTRA_BLANK_LINE if blank_before else BLANK_LINE) * look.zoom
            QTextCursor(block).mergeBlockFormat(_block_format(height, 0.0))
        elif spaced and not first and start - 1 not in breaks:
            QTextCursor(block).mergeBlockFormat(_block_format(line_height(look), PARAGRAPH_GAP * look.zoom))
        if block.textDirection() == Qt.LayoutDirection.RightToLeft:
            _set_font(block, arabic)
        blank_before, first = blank, False
        block = block.next()


def _set_title(block: QTextBlock, look: Look) -> None:
    pixels = TITLE_PIXELS * look.zoom
    chosen = fonts.arabic if block.textDirection() == Qt.LayoutDirection.RightToLeft else fonts.article
    _set_font(block, chosen(pixels, weight=QFont.Weight.Bold))
    form = _block_format(round(pixels * TITLE_LEADING), 0.0)
    form.setBottomMargin(look.after_title)
    QTextCursor(block).mergeBlockFormat(form)


def _set_font(block: QTextBlock, font: QFont) -> None:
    form = QTextCharFormat()
    form.setFont(font)
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.setCharFormat(form)


def _block_format(height: float, top: float) -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    form.setTopMargin(top)
    return form
