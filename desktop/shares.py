"""Shares of train, dev and test in per cent: three boxes that always make a hundred, over a bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from desktop import plain
from desktop.theme import Theme

NAMES = ("Train", "Dev", "Test")
Shares = tuple[int, int, int]
USUAL: Shares = (80, 10, 10)


def rebalanced(shares: Shares, index: int, value: int) -> Shares:
    """Return the shares with one of them set and the others moved so that they make a hundred.

    Train moves the other two alike; dev and test take from train, and from one another only when train has no more.
    """
    value = min(100, max(0, value))
    rest = 100 - value
    if index == 0:
        others = shares[1] + shares[2]
        dev = round(rest * shares[1] / others) if others else rest // 2
        return value, dev, rest - dev
    other = min(shares[3 - index], rest)
    return (rest - other, value, other) if index == 1 else (rest - other, other, value)


class SplitBar(QWidget):
    """The three shares drawn to scale."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.shares = theme, USUAL
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        box = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(box, 4, 4)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipPath(shape)
            painter.setOpacity(1.0 if self.isEnabled() else 0.35)
            painter.fillRect(box, QColor(self.theme.paper))
            left = 0.0
            for share, colour in zip(self.shares, (self.theme.accent, self.theme.good, self.theme.warn), strict=True):
                width = box.width() * share / 100
                painter.fillRect(QRectF(left, 0, max(0.0, width - 2), box.height()), QColor(colour))
                left += width


class SharesField(QWidget):
    """Signal: `changed`, the shares are others now."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares = USUAL
        self.bar = SplitBar(theme)
        self.boxes = [QSpinBox(minimum=0, maximum=100, suffix=" %") for name in NAMES]
        row = QHBoxLayout()
        row.setSpacing(8)
        for index, (name, box) in enumerate(zip(NAMES, self.boxes, strict=True)):
            label = plain.PlainLabel(name)
            label.setBuddy(box)
            box.setAccessibleName(name)
            box.setSingleStep(5)
            box.setValue(USUAL[index])
            box.setMinimumWidth(84)
            box.valueChanged.connect(lambda value, index=index: self._take(index, value))
            row.addWidget(label)
            row.addWidget(box)
            row.addSpacing(8)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.bar)
        column.addLayout(row)
        self.setFocusProxy(self.boxes[0])

    def shares(self) -> Shares:
        """Return the shares, per cent."""
        return self._shares

    def _take(self, index: int, value: int) -> None:
        self._shares = self.bar.shares = rebalanced(self._shares, index, value)
        for box, share in zip(self.boxes, self._shares, strict=True):
            box.blockSignals(True)
            box.setValue(share)
            box.blockSignals(False)
        self.bar.update()
        self.bar.setAccessibleDescription(", ".join(f"{n} {s}" for n, s in zip(NAMES, self._shares, strict=True)))
        self.changed.emit()
