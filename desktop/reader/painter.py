"""Draws spans, selection and marks under the words of the visible lines, from plans kept line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from corpus.offsets import QtPos
from desktop import fonts
from desktop.reader.geometry import LineBox, Page, Stretch
from desktop.reader.names import Wanted, lay_out
from desktop.reader.span import Placed, SpanId, Spans
from desktop.theme import LabelStyle, Theme, label_style

ROUND, BAR, BAR_TOP, NAME_GAP = 3.0, 2.0, 5.5, 4.0
ARABIC_DROP = 2.0  # Naskh reaches further down
ASCENT = 15.5  # how far a tint reaches over the base line
NAME_PIXELS = 9


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a span on one line: its stretches left to right, and how many levels of bars are around it."""

    placed: Placed
    style: LabelStyle
    stretches: list[Stretch]
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Name:
    """A span's name (or a badge for an invisible character) in its place over a line."""

    text: str
    left: float
    width: float
    ink: str
    pill: bool = False


@dataclass(slots=True)
class Plan:
    """All that is drawn on one line."""

    line: LineBox
    pieces: list[Piece]
    names: list[Name]
    ticks: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Badge:
    """An invisible character's place and name."""

    start: QtPos
    end: QtPos
    name: str


@dataclass(frozen=True, slots=True)
class Focus:
    """What stands out: the selection, the word in hand, the span in hand (at most one of them is there)."""

    selection: tuple[QtPos, QtPos] | None = None
    word: tuple[QtPos, QtPos] | None = None
    hand: SpanId | None = None


class SpanPainter:
    """Plans and paints the lines of one page. `zoom` scales everything."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.zoom = 1.0
        self.spans = Spans()
        self.badges: Sequence[Badge] = ()
        self._plans: dict[tuple[int, int], Plan] = {}
        self._set_fonts()

    def forget(self) -> None:
        """Drop all plans: the layout, the theme or the zoom has changed."""
        self._plans.clear()
        self._set_fonts()

    def set_spans(self, spans: Spans) -> None:
        """Show other spans; only lines that look different are planned again."""
        changed = spans.changed_range(self.spans)
        self.spans = spans
        if changed is not None:
            start, end = changed
            kept = self._plans.items()
            self._plans = {key: plan for key, plan in kept if start >= plan.line.end or end <= plan.line.start}

    def paint(self, painter: QPainter, page: Page, area: QRectF, focus: Focus) -> None:
        """Draw the lines that touch `area` (page coordinates); the painter's origin is the page's."""
        plans = [self._plan(page, line) for line in page.lines(area.top() - 30 * self.zoom, area.bottom())]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for plan in plans:
            self._paint_tints(painter, plan)
        for plan in plans:
            self._paint_focus(painter, page, plan, focus)
        for plan in plans:
            self._paint_bars(painter, plan)
        for plan in plans:
            self._paint_names(painter, plan)
            self._paint_triggers(painter, plan)
            self._paint_ring(painter, plan, focus.hand)

    def _set_fonts(self) -> None:
        self._font = fonts.chrome(NAME_PIXELS * self.zoom, weight=QFont.Weight.DemiBold)
        self._font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.45 * self.zoom)
        self._metrics = QFontMetricsF(self._font)

    def _plan(self, page: Page, line: LineBox) -> Plan:
        found = self._plans.get(line.key)
        if found is None:
            found = self._plans[line.key] = self._planned(page, line)
        return found

    def _planned(self, page: Page, line: LineBox) -> Plan:
        pieces = [
            Piece(placed, label_style(placed.span.colour, self.theme), parts, depth)
            for placed, depth in with_depth(self.spans.touching(line.start, line.end))
            if (parts := page.stretches(line, placed.start, placed.end))
        ]
        badges = [badge for badge in self.badges if line.start <= badge.start < line.end]
        ticks = [_edge(page, line, badge) for badge in badges]
        names = self._named(page, line, pieces, list(zip(ticks, badges, strict=True)))
        return Plan(line, pieces, names, ticks)

    def _named(
        self, page: Page, line: LineBox, pieces: Sequence[Piece], badges: Sequence[tuple[float, Badge]]
    ) -> list[Name]:
        texts: list[tuple[str, str, bool]] = []
        wanted: list[Wanted] = []
        for piece in pieces:
            if line.start <= piece.placed.start:
                text = name_of(piece.placed)
                texts.append((text, piece.style.ink, False))
                at = _start_x(page, line, piece)
                wanted.append(Wanted(at, self._metrics.horizontalAdvance(text)))
        for at, badge in badges:
            texts.append((badge.name, self.theme.warn, True))
            wanted.append(Wanted(at, self._metrics.horizontalAdvance(badge.name) + 6 * self.zoom))
        if not wanted:
            return []
        given = lay_out(wanted, *page.column, rtl=line.rtl)
        return [
            Name(self._fitted(text, place.width, wish.width), place.left, place.width, ink, pill)
            for (text, ink, pill), wish, place in zip(texts, wanted, given, strict=True)
            if place.width
        ]

    def _fitted(self, text: str, width: float, wish: float) -> str:
        if width >= wish - 0.01:
            return text
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)

    def _paint_tints(self, painter: QPainter, plan: Plan) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for piece in plan.pieces:
            if not piece.placed.span.dashed:
                painter.setBrush(QColor(piece.style.tint))
                for rect in self._rects(plan, piece):
                    painter.drawRoundedRect(rect, ROUND * self.zoom, ROUND * self.zoom)

    def _rects(self, plan: Plan, piece: Piece) -> list[QRectF]:
        top = plan.line.base - ASCENT * plan.line.size * self.zoom
        bottom = self._bar(plan.line, 0, 1).bottom()
        return [QRectF(left - 0.5, top, right - left + 1, bottom - top) for left, right in piece.stretches]

    def _bar(self, line: LineBox, level: int, depth: int) -> QRectF:
        """Return top and height of a bar (x and width are 0); whole pixels, so that thin bars stay sharp."""
        down, thick = bar_place(level, depth)
        drop = BAR_TOP * line.size + (ARABIC_DROP if line.rtl else 0.0)
        top = round(line.base + (drop + down) * self.zoom)
        return QRectF(0, top, 0, max(1, round(thick * self.zoom)))

    def _paint_bars(self, painter: QPainter, plan: Plan) -> None:
        for piece in plan.pieces:
            bar = self._bar(plan.line, piece.placed.level, piece.depth)
            for left, right in piece.stretches:
                rect = QRectF(left - 0.5, bar.top(), right - left + 1, bar.height())
                if piece.placed.span.dashed:
                    self._paint_dashes(painter, rect, piece.style.bar)
                else:
                    painter.fillRect(rect, QColor(piece.style.bar))

    def _paint_dashes(self, painter: QPainter, rect: QRectF, colour: str) -> None:
        pen = QPen(QColor(colour), rect.height(), Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        y = rect.center().y()
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))

    def _paint_names(self, painter: QPainter, plan: Plan) -> None:
        painter.setFont(self._font)
        base = plan.line.base - (ASCENT * plan.line.size + NAME_GAP) * self.zoom
        for name in plan.names:
            box = QRectF(name.left - 1, base - 8 * self.zoom, name.width + 2, 9.5 * self.zoom)
            if name.pill:
                painter.setPen(QPen(QColor(self.theme.warn), 1))
                painter.setBrush(QColor(self.theme.paper))
                painter.drawRoundedRect(box.adjusted(1, -1, -1, 1), ROUND, ROUND)
            else:
                painter.fillRect(box, QColor(self.theme.paper))  # deep bars of the line above may reach here
            painter.setPen(QColor(name.ink))
            painter.drawText(QPointF(name.left + (3 * self.zoom if name.pill else 0), base), name.text)
        painter.setPen(QPen(QColor(self.theme.warn), max(1.0, self.zoom), Qt.PenStyle.SolidLine))
        for x in plan.ticks:
            painter.drawLine(QPointF(x, base + 3 * self.zoom), QPointF(x, plan.line.base + 4 * self.zoom))

    def _paint_focus(self, painter: QPainter, page: Page, plan: Plan, focus: Focus) -> None:
        line = plan.line
        if focus.selection:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_faded(self.theme.accent, 0.36 if self.theme.is_dark else 0.24))
            for rect in self._bands(page, line, focus.selection):
                painter.drawRoundedRect(rect, ROUND * self.zoom, ROUND * self.zoom)
        if focus.word:
            painter.setPen(QPen(_faded(self.theme.second, 0.75), 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for rect in self._bands(page, line, focus.word):
                painter.drawRoundedRect(rect.adjusted(-2.5, -0.5, 2.5, 0.5), ROUND + 1, ROUND + 1)

    def _bands(self, page: Page, line: LineBox, bounds: tuple[QtPos, QtPos]) -> list[QRectF]:
        top = line.base - (ASCENT + 0.5) * line.size * self.zoom
        bottom = self._bar(line, 0, 1).bottom() + 0.5
        return [QRectF(a - 0.5, top, b - a + 1, bottom - top) for a, b in page.stretches(line, *bounds)]

    def _paint_triggers(self, painter: QPainter, plan: Plan) -> None:
        """Draw a thin frame in its own colour round what triggers the event in hand."""
        for piece in plan.pieces:
            if piece.placed.span.lit == "trigger":
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(piece.style.bar), 1.5 * max(1.0, self.zoom**0.5)))
                for rect in self._rects(plan, piece):
                    painter.drawRoundedRect(rect.adjusted(-1.5, -1, 1.5, 0.5), ROUND + 1, ROUND + 1)

    def _paint_ring(self, painter: QPainter, plan: Plan, hand: SpanId | None) -> None:
        if hand is None:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self.theme.accent), 2 * max(1.0, self.zoom**0.5)))
        for piece in plan.pieces:
            if piece.placed.span.id == hand:
                lowest = self._bar(plan.line, piece.placed.level, piece.depth).bottom() + 2.5
                for rect in self._rects(plan, piece):
                    rect.adjust(-2.5, -1.5, 2.5, 0)
                    rect.setBottom(lowest)
                    painter.drawRoundedRect(rect, ROUND + 2, ROUND + 2)


def bar_place(level: int, depth: int) -> tuple[float, float]:
    """Return how far under the first bar a bar lies and how thick it is (pixels at 100 %) where `depth` levels meet."""
    if depth <= 3:
        return level * (BAR + 1), BAR
    return (0.0, BAR) if level == 0 else (BAR + 1 + (level - 1) * 2, 1.0)


def with_depth(placed: Sequence[Placed]) -> list[tuple[Placed, int]]:
    """Return spans in reading order, each with the number of levels in the cluster of overlaps it belongs to."""
    found: list[tuple[Placed, int]] = []
    cluster: list[Placed] = []
    reach = 0
    for each in placed:
        if each.start >= reach:
            found += _clustered(cluster)
            cluster = []
        cluster.append(each)
        reach = max(reach, each.end)
    return found + _clustered(cluster)


def _clustered(cluster: Sequence[Placed]) -> list[tuple[Placed, int]]:
    depth = 1 + max((placed.level for placed in cluster), default=0)
    return [(placed, depth) for placed in cluster]


def name_of(placed: Placed) -> str:
    """Return what stands over a span: its badge and its label; the score of a suggestion comes behind."""
    span = placed.span
    label = span.label.upper()
    if not span.badge:
        return label
    if span.lit == "trigger":
        return span.badge
    return f"{label} {span.badge}" if span.dashed else f"{span.badge} · {label}"


def _start_x(page: Page, line: LineBox, piece: Piece) -> float:
    """Return where the name of a span begins: over its first character, at that character's reading side."""
    if not line.mixed:
        return piece.stretches[-1][1] if line.rtl else piece.stretches[0][0]
    first = page.stretches(line, piece.placed.start, QtPos(piece.placed.start + 1))
    holder = next((part for part in piece.stretches if first and part[0] <= first[0][0] + 0.5 <= part[1]), None)
    holder = holder or piece.stretches[0]
    return holder[1] if line.rtl else holder[0]


def _edge(page: Page, line: LineBox, badge: Badge) -> float:
    found = page.stretches(line, badge.start, badge.end)
    if not found:
        found = page.stretches(line, QtPos(max(line.start, badge.start - 1)), badge.end)
        return found[-1][1] if found else line.left
    return found[0][0]


def _faded(colour: str, share: float) -> QColor:
    found = QColor(colour)
    found.setAlphaF(share)
    return found
