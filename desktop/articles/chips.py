"""Where the articles stand: five counts that are also the filter."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from corpus.article import Status
from desktop import fonts
from desktop.articles import marks
from desktop.articles.hints import hint
from desktop.theme import Theme

CHIPS: tuple[tuple[str, str, Status | None], ...] = (  # status in a query, word, sign
    ("todo", "To do", "new"),
    ("flagged", "Flagged", "flagged"),
    ("done", "Done", "done"),
    ("skipped", "Skipped", "skipped"),
    ("", "All", None),
)
_CORNER = 7.0


def counts_of(counts: Mapping[Status, int]) -> dict[str, int]:
    """Return what stands on the chips: `todo` is new and in progress, "" is all."""
    by_query = {query: counts.get(sign, 0) for query, _, sign in CHIPS if sign}
    return {**by_query, "todo": counts.get("new", 0) + counts.get("in progress", 0), "": sum(counts.values())}


def rounded(count: int) -> str:
    """Return a large number in few characters, cut, never rounded up: `1.23M`, `999k`."""
    if count >= 1_000_000:
        return f"{count // 10_000 / 100:g}M"
    return f"{count // 1000}k" if count >= 10_000 else f"{count:,}"


class Chip(QAbstractButton):
    """A count over its word; the sign of the status stands before the count where there is room."""

    def __init__(self, word: str, sign: Status | None, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(word)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.sign, self.theme, self.count = sign, theme, 0
        self._count_font = fonts.chrome(13, weight=QFont.Weight.Medium)
        self._word_font = fonts.chrome(12)

    def set_count(self, count: int) -> None:
        """Show another number."""
        self.count = count
        self.setAccessibleName(f"{self.text()}: {count:,}")
        hint(self, f"{self.text()}: {count:,}")
        self.update()

    def sizeHint(self) -> QSize:
        height = QFontMetrics(self._count_font).height() + QFontMetrics(self._word_font).height() + 10
        return QSize(40, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            self._paint_count(painter)
            self._paint_word(painter)

    def _paint_ground(self, painter: QPainter) -> None:
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(QColor(self.theme.selected if self.isChecked() else self.theme.hover))
            painter.drawRoundedRect(box, _CORNER, _CORNER)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(self.theme.accent))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _CORNER, _CORNER)

    def _paint_count(self, painter: QPainter) -> None:
        metrics = QFontMetrics(self._count_font)
        number = f"{self.count:,}"
        if metrics.horizontalAdvance(number) + 4 > self.width():
            number = rounded(self.count)
        width = metrics.horizontalAdvance(number)
        with_sign = self.sign is not None and width + marks.SIDE + 4 + 8 <= self.width()
        left = (self.width() - width - (marks.SIDE + 4 if with_sign else 0)) / 2
        middle = 5 + metrics.height() / 2
        if with_sign and self.sign:
            marks.draw(painter, self.sign, left, middle, self.theme)
            left += marks.SIDE + 4
        painter.setFont(self._count_font)
        painter.setPen(QColor(self.theme.ink if self.count or self.isChecked() else self.theme.second))
        painter.drawText(QRectF(left, 5, width + 4, metrics.height()), Qt.AlignmentFlag.AlignVCenter, number)

    def _paint_word(self, painter: QPainter) -> None:
        metrics = QFontMetrics(self._word_font)
        word = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - 4)
        painter.setFont(self._word_font)
        painter.setPen(QColor(self.theme.accent if self.isChecked() else self.theme.second))
        box = QRectF(0, self.height() - metrics.height() - 5, self.width(), metrics.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)


class StatusChips(QWidget):
    """Signal: `chosen`, the `status` of a query."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self.chips: dict[str, Chip] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for query, word, sign in CHIPS:
            chip = self.chips[query] = Chip(word, sign, theme, self)
            chip.clicked.connect(lambda _=False, status=query: self.chosen.emit(status))
            self._group.addButton(chip)
            row.addWidget(chip)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        for chip in self.chips.values():
            chip.theme = theme
            chip.update()

    def set_counts(self, counts: Mapping[Status, int]) -> None:
        """Show how many articles stand where."""
        for query, count in counts_of(counts).items():
            self.chips[query].set_count(count)

    def choose(self, status: str) -> None:
        """Show which status is listed; none of the chips when it is none of theirs."""
        self._group.setExclusive(False)
        for query, chip in self.chips.items():
            chip.setChecked(query == status)
        self._group.setExclusive(True)
