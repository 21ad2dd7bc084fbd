"""Title and dateline above an article: painted into the page's top margin, so that they scroll but hold no offsets."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from desktop import fonts
from desktop.reader.document import TITLE_PIXELS
from desktop.theme import Theme

TOP, TITLE_LEADING, GAP, BELOW, UNDER_TITLE = 34.0, 1.3, 14.0, 18.0, 9.0
DATELINE_PIXELS, BETWEEN = 12.5, 14.0
SEPARATOR = " · "  # parts of a dateline; they are set apart by space instead


class Header:
    """The title block of one article. With `shows_title` off only the dateline is set: the text has its own title."""

    def __init__(self) -> None:
        self.title = self.dateline = ""
        self.shows_title = True
        self._zoom = 1.0
        self._width = 0.0
        self._title_layout = QTextLayout()
        self._title_height = self._dateline_height = 0.0
        self._parts: list[tuple[float, float, str]] = []

    def lay_out(self, width: float, zoom: float) -> None:
        """Set the lines for a column `width` pixels wide."""
        self._zoom, self._width = zoom, width
        self._title_height = self._set_title() if self.shows_title and self.title else 0.0
        self._dateline_height = self._set_dateline() if self.dateline else 0.0

    @property
    def width(self) -> float:
        """Return the width that the lines were set for, pixels; 0 before they were."""
        return self._width

    @property
    def above_text(self) -> float:
        """Return the height of the page's top margin."""
        if not self.shows_title:
            return TOP * self._zoom * 0.75
        gap = GAP * self._zoom if self._title_height and self._dateline_height else 0.0
        return TOP * self._zoom + self._title_height + gap + self._dateline_height + BELOW * self._zoom

    @property
    def after_title(self) -> float:
        """Return the room that a title inside the text leaves under it for the dateline."""
        return (UNDER_TITLE + 4) * self._zoom + self._dateline_height

    def paint(self, painter: QPainter, theme: Theme, column: tuple[float, float], under_title: float) -> None:
        """Draw in page coordinates; `under_title` is the bottom of a title that is part of the text."""
        left, y = column[0], TOP * self._zoom
        painter.setPen(QColor(theme.ink))
        if self._title_height:
            self._title_layout.draw(painter, QPointF(left, y))
            y += self._title_height + GAP * self._zoom
        if not self.shows_title:
            y = under_title + UNDER_TITLE * self._zoom
        painter.setFont(self._dateline_font())
        painter.setPen(QColor(theme.second))
        for x, line_y, part in self._parts:
            painter.drawText(QPointF(left + x, y + line_y), part)

    def spoken(self) -> str:
        """Return title and dateline as one line, for screen readers."""
        return ". ".join(part for part in (self.title, self.dateline) if part)

    def _set_title(self) -> float:
        rtl = _is_right_to_left(self.title)
        make = fonts.arabic if rtl else fonts.article
        option = QTextOption(Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout = self._title_layout = QTextLayout(
            self.title.replace("\n", " "), make(TITLE_PIXELS * self._zoom, weight=QFont.Weight.Bold)
        )
        layout.setTextOption(option)
        layout.beginLayout()
        height, pitch = 0.0, round(TITLE_PIXELS * TITLE_LEADING * self._zoom)
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self._width)
            line.setPosition(QPointF(0, height + 0.8 * pitch - line.ascent()))
            height += pitch
        layout.endLayout()
        return height

    def _set_dateline(self) -> float:
        metrics = QFontMetricsF(self._dateline_font())
        x, y, pitch = 0.0, metrics.ascent(), round(metrics.height() * 1.3)
        self._parts = []
        for part in self.dateline.split(SEPARATOR):
            width = metrics.horizontalAdvance(part)
            if x and x + width > self._width:
                x, y = 0.0, y + pitch
            self._parts.append((x, y, metrics.elidedText(part, Qt.TextElideMode.ElideRight, self._width)))
            x += width + BETWEEN * self._zoom
        return y + metrics.descent()

    def _dateline_font(self) -> QFont:
        return fonts.chrome(DATELINE_PIXELS * self._zoom)


def empty_page(painter: QPainter, theme: Theme, area: QRectF, title: str, hint: str) -> None:
    """Draw a calm message in the middle of `area`."""
    middle = area.center().y() - area.height() * 0.08
    centre = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
    box = QRectF(area.left() + 32, 0, max(1.0, area.width() - 64), 4000)
    painter.setFont(fonts.article(20, weight=QFont.Weight.Bold))
    painter.setPen(QColor(theme.ink))
    height = painter.boundingRect(box, centre, title).height()
    painter.drawText(box.translated(0, middle - height - 6), centre, title)
    painter.setFont(fonts.chrome(13))
    painter.setPen(QColor(theme.second))
    painter.drawText(box.translated(0, middle + 6), centre, hint)


def _is_right_to_left(text: str) -> bool:
    strong = (kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL"))
    return next(strong, "L") != "L"
