"""How an event's card looks: measured once, painted from the plan, and asked which line a point lies on."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption

from desktop import icons, key_cap
from desktop.coding.event_words import Card, Line
from desktop.plain import bidi_isolate
from desktop.theme import Theme, label_style

PAD, SWATCH, ROUND, GAP = 12.0, 10.0, 10.0, 10.0
NUMBER, NAME = 19.0, 74.0  # widths of the first two columns
ABOVE, BELOW = 5.0, 5.0  # a line's margins
MOST_LINES, LONGEST = 3, 160  # of one value: lines shown, code points
ARROW = " → "
TITLE = -1  # the number of the title where lines are counted


@dataclass(frozen=True, slots=True)
class Text:
    """Words set in lines; `height` in pixels."""

    layout: QTextLayout
    height: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of the card with its value and its band, from the card's top."""

    line: Line
    text: Text
    top: float
    height: float


@dataclass(slots=True)
class Plan:
    """A measured card. `brief`: its lines are told in `texts` below the title, unless it is in hand.

    Attributes:
        warned_at: where the warnings begin, from the card's top.
    """

    card: Card
    width: float
    head: float
    marks: Text | None
    lines: list[Placed] = field(default_factory=list)
    brief: bool = False
    texts: list[Text] = field(default_factory=list)
    warnings: list[Text] = field(default_factory=list)
    warned_at: float = 0.0
    height: float = 0.0

    def line_at(self, y: float) -> int | None:
        """Return the number of the line at `y` from the card's top, `TITLE` for the title, None for neither."""
        if y < self.head:
            return TITLE
        bands = enumerate(self.lines)
        return next((at for at, placed in bands if placed.top <= y < placed.top + placed.height), None)


class CardPainter:
    """Measures and paints cards in one font and theme."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme

    # Measuring

    def plan(self, card: Card, width: float, font: QFont, *, brief: bool) -> Plan:
        """Measure a card of that width; `brief` cards say their lines in one text, unless in hand."""
        small = key_cap.cap_font(font)
        head = round(QFontMetricsF(font).height() + 16)
        marks = self._set([(" · ".join(card.marks), small, self.theme.warn)], width - 2 * PAD) if card.marks else None
        plan = Plan(card, width, head, marks, brief=brief)
        top = head + (marks.height + 4 if marks else 0)
        plan.height = self._tell(plan, top, font) if brief and not card.held else self._list(plan, top, font)
        return plan

    def _list(self, plan: Plan, top: float, font: QFont) -> float:
        for line in plan.card.lines:
            text = self._set(self._value(line, font), plan.width - 2 * PAD - NUMBER - NAME)
            height = round(text.height + ABOVE + BELOW)
            plan.lines.append(Placed(line, text, top, height))
            top += height
        return self._warn(plan, top + (5 if plan.lines else 2), font)

    def _tell(self, plan: Plan, top: float, font: QFont) -> float:
        told = " · ".join(" ".join(line.short.split()) for line in plan.card.lines if line.short)
        missing = f"required: {', '.join(plan.card.missing)}" if plan.card.missing else ""
        for text, colour in ((told, self.theme.second), (missing, self.theme.warn)):
            if text:
                plan.texts.append(self._one_line(plan, text, font, colour))
        return self._warn(plan, top + sum(text.height for text in plan.texts) + (9 if plan.texts else 2), font)

    def _warn(self, plan: Plan, top: float, font: QFont) -> float:
        plan.warnings += [self._small(plan, text, font, self.theme.warn) for text in plan.card.warnings]
        plan.warned_at = top
        return top + sum(text.height + 3 for text in plan.warnings) + (4 if plan.warnings else 0)

    def _small(self, plan: Plan, text: str, font: QFont, colour: str) -> Text:
        return self._set([(_calm(text), key_cap.cap_font(font), colour)], plan.width - 2 * PAD)

    def _one_line(self, plan: Plan, text: str, font: QFont, colour: str) -> Text:
        small = key_cap.cap_font(font)
        width = plan.width - 2 * PAD
        shown = QFontMetricsF(small).elidedText(_calm(text), Qt.TextElideMode.ElideRight, width)
        return self._set([(shown, small, colour)], width + 2)

    def _value(self, line: Line, font: QFont) -> list[tuple[str, QFont, str]]:
        theme, small = self.theme, key_cap.cap_font(font)
        colour = {"missing": theme.warn, "empty": theme.third}.get(line.tone, theme.ink)
        found = [(_calm(line.words), font, colour)]
        if line.resolved:
            found.append((ARROW + _calm(line.resolved), small, theme.warn if line.tone == "asks" else theme.second))
        if line.aside:
            found.append((f" · {line.aside}", small, theme.second))
        return found

    def _set(self, parts: list[tuple[str, QFont, str]], width: float) -> Text:
        layout = QTextLayout("".join(part[0] for part in parts), parts[0][1])
        option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        layout.setTextOption(option)
        layout.setFormats(_formats(parts))
        layout.beginLayout()
        height = 0.0
        for _ in range(MOST_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(20.0, width))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return Text(layout, height)

    # Painting

    def paint(
        self, painter: QPainter, box: QRectF, plan: Plan, font: QFont, *, current: int | None, hovered: bool
    ) -> None:
        """Draw a card into `box`; `current` is the line with the keyboard, `TITLE` for the title."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, box, plan, hovered=hovered)
        self._current(painter, box, plan, current)
        self._head(painter, box, plan, font)
        painter.translate(box.topLeft())
        if plan.marks:
            plan.marks.layout.draw(painter, QPointF(PAD, plan.head - 4))
        for placed in plan.lines:
            self._line(painter, plan, placed, font)
        top = plan.head + (plan.marks.height + 4 if plan.marks else 0) - 3
        for text in plan.texts:
            text.layout.draw(painter, QPointF(PAD, top))
            top += text.height
        top = plan.warned_at
        for text in plan.warnings:
            text.layout.draw(painter, QPointF(PAD, top))
            top += text.height + 3
        painter.restore()

    def _ground(self, painter: QPainter, box: QRectF, plan: Plan, *, hovered: bool) -> None:
        theme, held = self.theme, plan.card.held
        painter.setPen(QPen(QColor(theme.accent if held else theme.line), 2 if held else 1))
        painter.setBrush(QColor(theme.hover if hovered and not held else theme.paper))
        inset = 1.0 if held else 0.5
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), ROUND, ROUND)

    def _current(self, painter: QPainter, box: QRectF, plan: Plan, current: int | None) -> None:
        if current is None or current >= len(plan.lines):
            return
        top, height = (
            (4.0, plan.head - 6) if current == TITLE else (plan.lines[current].top, plan.lines[current].height)
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.selected))
        painter.drawRoundedRect(QRectF(box.left() + 5, box.top() + top + 1, box.width() - 10, height - 1), 6, 6)

    def _head(self, painter: QPainter, box: QRectF, plan: Plan, font: QFont) -> None:
        card, theme = plan.card, self.theme
        middle = box.top() + plan.head / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(label_style(card.colour, theme).bar))
        painter.drawRoundedRect(QRectF(box.left() + PAD, middle - SWATCH / 2, SWATCH, SWATCH), 3, 3)
        right = box.right() - PAD
        key_cap.paint(painter, right, middle, card.badge, font, theme)
        right = self._signs(painter, right - key_cap.width(card.badge, font) - 6, middle, card)
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetricsF(bold)
        left = box.left() + PAD + SWATCH + 8
        painter.setFont(bold)
        painter.setPen(QColor(theme.ink if card.event.type_id else theme.warn))
        shown = metrics.elidedText(card.title, Qt.TextElideMode.ElideRight, right - left - 4)
        painter.drawText(QPointF(left, middle + (metrics.ascent() - metrics.descent()) / 2), shown)

    def _signs(self, painter: QPainter, right: float, middle: float, card: Card) -> float:
        """Draw a mark for a note; another coder's name is told in words."""
        ratio = painter.device().devicePixelRatioF()
        if card.event.note:
            right -= 13
            painter.drawPixmap(
                QPointF(right, round(middle - 6.5)), icons.pixmap("message-square", self.theme.second, 13, ratio=ratio)
            )
            right -= 6
        return right

    def _line(self, painter: QPainter, plan: Plan, placed: Placed, font: QFont) -> None:
        theme, line = self.theme, placed.line
        if placed.top > plan.head + 1 or plan.marks:
            painter.setPen(QPen(QColor(theme.line), 1))
            y = round(placed.top) + 0.5
            painter.drawLine(QPointF(PAD, y), QPointF(plan.width - PAD, y))
        metrics = QFontMetricsF(font)
        base = placed.top + ABOVE + metrics.ascent()
        painter.setFont(font)
        if line.number:
            painter.setPen(QColor(theme.accent if plan.card.held else theme.second))
            painter.drawText(QPointF(PAD, base), line.number)
        if line.number or placed is plan.lines[0] or _before(plan, placed).role_id != line.role_id:
            painter.setPen(QColor(theme.second))
            name = metrics.elidedText(line.name, Qt.TextElideMode.ElideRight, NAME - 8)
            painter.drawText(QPointF(PAD + NUMBER, base), name)
        painter.setPen(QColor(theme.ink))
        placed.text.layout.draw(painter, QPointF(PAD + NUMBER + NAME, placed.top + ABOVE))


def _before(plan: Plan, placed: Placed) -> Line:
    return plan.lines[plan.lines.index(placed) - 1].line


def _calm(words: str) -> str:
    return bidi_isolate(words if len(words) <= LONGEST else words[:LONGEST] + "…")


def _formats(parts: list[tuple[str, QFont, str]]) -> list[QTextLayout.FormatRange]:
    found, at = [], 0
    for text, font, colour in parts:
        piece = QTextLayout.FormatRange()
        piece.start, piece.length = at, sum(2 if char > "\uffff" else 1 for char in text)
        form = QTextCharFormat()
        form.setFont(font)
        form.setForeground(QColor(colour))
        piece.format = form
        found.append(piece)
        at += piece.length
    return found
