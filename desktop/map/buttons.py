"""The buttons that stand over the map: nearer, farther, everything; and what a page puts there itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop import icons, plain
from desktop.theme import Theme


class MapButtons:
    """Lays buttons out over a map: its own on the left, others on the right."""

    def __init__(self, view: QWidget, zoom: Callable[[int], None], fit: Callable[[], None]) -> None:
        self.nearer, self.farther, self.whole = QToolButton(view), QToolButton(view), QToolButton(view)
        self._row = QHBoxLayout(view)
        self._row.setContentsMargins(8, 8, 8, 8)
        column = QVBoxLayout()
        column.setSpacing(4)
        named = (
            (self.nearer, "Zoom in (+)", lambda: zoom(1)),
            (self.farther, "Zoom out (−)", lambda: zoom(-1)),  # noqa: RUF001 -- a minus sign
            (self.whole, "Show everything (0)", fit),
        )
        for button, words, act in named:
            button.setAccessibleName(words)
            button.setProperty("toolTip", plain.tooltip(words))
            button.setCursor(Qt.CursorShape.ArrowCursor)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(act)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._row.addLayout(column)
        self._row.addStretch(1)

    def add(self, widget: QWidget) -> None:
        """Put something into the upper right corner."""
        widget.setCursor(Qt.CursorShape.ArrowCursor)
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        for button, picture in ((self.nearer, "plus"), (self.farther, "minus"), (self.whole, "square")):
            button.setIcon(icons.icon(picture, theme))
            button.setStyleSheet(
                f"QToolButton {{ background: {theme.paper}; border: 1px solid {theme.line}; }}"
                f"QToolButton:hover {{ background: {theme.hover}; }}"
            )
