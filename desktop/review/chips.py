"""The origins of an article's suggestions as chips: how many each proposes; a click hides or shows them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from desktop import plain
from desktop.review.key_button import KeyButton
from desktop.theme import Theme

_PAD, _GAP = 9.0, 6  # pixels
_LEAST = 64  # pixels a chip is cut to at most: two or three letters of the name, and its number
_MORE = 44  # pixels of the button behind which the rest is found


class OriginChip(QAbstractButton):
    """One origin: its name and its number; unchecked while its suggestions are hidden."""

    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.name, self.number, self.theme = name, 0, theme
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the article
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_number(self, number: int, *, shown: bool) -> None:
        """Set how many suggestions it stands for."""
        self.number = number
        self.setChecked(shown)
        self.setAccessibleName(f"{self.name}, {number}")
        plain.set_tooltip(self, f"{'Hide' if shown else 'Show'} the suggestions from {self.name}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of name and number."""
        metrics = QFontMetricsF(self.font())
        wide = metrics.horizontalAdvance(f"{self.name}  {self.number:,}") + 2 * _PAD
        return QSize(round(wide) + 2, round(metrics.height() + 8))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, metrics = self.theme, QFontMetricsF(self.font())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            dashed = Qt.PenStyle.SolidLine if self.isChecked() else Qt.PenStyle.DashLine
            painter.setPen(QPen(QColor(theme.accent if self.hasFocus() else theme.line), 1, dashed))
            painter.setBrush(QColor(theme.hover if self.underMouse() else theme.paper))
            box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
            number = f"{self.number:,}"
            room = self.width() - 2 * _PAD - metrics.horizontalAdvance(f"  {number}")
            name = metrics.elidedText(self.name, Qt.TextElideMode.ElideRight, room)
            base = self.height() / 2 + (metrics.ascent() - metrics.descent()) / 2
            painter.setPen(QColor(theme.ink if self.isChecked() else theme.second))
            painter.drawText(QPointF(_PAD, base), name)
            painter.setPen(QColor(theme.second))
            painter.drawText(QPointF(self.width() - _PAD - metrics.horizontalAdvance(number), base), number)


class Chips(QWidget):
    """A row of chips that takes the room it gets: long names are cut short, and what is left is in a menu.

    Signals:
        toggled: the name of a group that was clicked.
    """

    toggled = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.chips: list[OriginChip] = []
        self.more = KeyButton("+", theme)
        self.more.setParent(self)
        self.more.setAccessibleName("More origins")
        self.more.clicked.connect(lambda: self.rest().popup(self.more.mapToGlobal(QPoint(0, 0))))
        self.more.hide()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.more.set_theme(theme)
        for chip in self.chips:
            chip.theme = theme
            chip.update()

    def show_groups(self, groups: Sequence[tuple[str, int]], hidden: Collection[str]) -> None:
        """Show these groups with their numbers."""
        if [chip.name for chip in self.chips] != [name for name, _ in groups]:
            self._make([name for name, _ in groups])
        for chip, (name, number) in zip(self.chips, groups, strict=True):
            chip.show_number(number, shown=name not in hidden)
        self._place()

    def sizeHint(self) -> QSize:
        """Return the size of all chips."""
        sizes = [chip.sizeHint() for chip in self.chips]
        height = max((size.height() for size in sizes), default=round(QFontMetricsF(self.font()).height() + 8))
        return QSize(sum(size.width() + _GAP for size in sizes), height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _make(self, names: Sequence[str]) -> None:
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips = [self._made(name) for name in names]

    def _made(self, name: str) -> OriginChip:
        chip = OriginChip(name, self._theme, self)
        chip.clicked.connect(lambda _checked=False: self.toggled.emit(name))
        return chip

    def rest(self) -> QMenu:
        """Return the origins that have no room, as entries that show or hide them, not yet shown."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for chip in self.chips:
            if chip.isHidden():
                entry = menu.addAction(plain.mnemonic_free(f"{chip.name}  {chip.number:,}"))
                entry.setCheckable(True)
                entry.setChecked(chip.isChecked())
                entry.triggered.connect(lambda _checked=False, name=chip.name: self.toggled.emit(name))
        return menu

    def _place(self) -> None:
        widths = fitted([chip.sizeHint().width() for chip in self.chips], self.width())
        left, rest = 0, len(self.chips) - len(widths)
        for at, chip in enumerate(self.chips):
            chip.setVisible(at < len(widths))
            if at < len(widths):
                chip.setGeometry(left, 0, widths[at], self.height())
                left += widths[at] + _GAP
        self.more.setVisible(rest > 0)
        self.more.setText(f"+{rest}")
        self.more.setGeometry(left, 0, _MORE, self.height())
        plain.set_tooltip(self.more, "More origins")


def fitted(wanted: Sequence[int], room: int) -> list[int]:
    """Return the widths of the chips that have room, pixels: the widest give way first, down to `_LEAST`."""
    for number in range(len(wanted), 0, -1):
        free = room - _GAP * (number - 1) - (_MORE + _GAP if number < len(wanted) else 0)
        if sum(min(each, _LEAST) for each in wanted[:number]) <= free:
            return _levelled(wanted[:number], free)
    return []


def _levelled(wanted: Sequence[int], free: int) -> list[int]:
    """Cut the widest to one width, so that all have room together."""
    widths = list(wanted)
    for left, at in zip(range(len(wanted), 0, -1), sorted(range(len(wanted)), key=wanted.__getitem__), strict=True):
        widths[at] = min(wanted[at], free // left)
        free -= widths[at]
    return widths
