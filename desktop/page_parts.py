"""What pages look like alike: the bar at their head, and the row of buttons at the foot of a list."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

_HIGH = 48  # pixels of a head, as of the bar over the panes


def head(heading: QWidget, summary: QWidget, *buttons: QPushButton, pane: bool = True) -> QFrame:
    """Return the head of a page: what it is, what it holds, and its buttons at the right.

    Args:
        pane: it is drawn as a bar of its own.
    """
    bar = QFrame()
    if pane:
        bar.setProperty("pane", "bar")
    bar.setFixedHeight(_HIGH)
    row = QHBoxLayout(bar)
    row.setContentsMargins(16, 0, 16, 0)
    row.setSpacing(8)
    row.addWidget(heading)
    row.addSpacing(8)
    row.addWidget(summary, 1)
    for button in buttons:
        row.addWidget(button)
    return bar


def foot(*buttons: QPushButton) -> QWidget:
    """Return the buttons below a list, from the left."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(12, 8, 12, 8)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return holder
