"""What the window shows before a project is open."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop import fonts, icons, plain, when
from desktop.settings import Recent
from desktop.theme import Theme

WIDTH = 560  # pixels of the column
_ROW = 56
_INSET = 12  # words in a row stand this far in, and all others with them


class WelcomePage(QWidget):
    """Three ways to begin, and the projects opened before.

    Signals:
        new_requested, open_requested, sample_requested: a button was pressed.
        recent_requested: open this project (`Path`).
        forget_requested: take this project off the list (`Path`); the file stays.
    """

    new_requested = Signal()
    open_requested = Signal()
    sample_requested = Signal()
    recent_requested = Signal(object)
    forget_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcomePage")
        self._theme, self._recent = theme, list[Recent]()
        self.rows: list[RecentRow] = []
        self.new_button = QPushButton("New project…")
        self.new_button.setProperty("kind", "primary")
        self.open_button = QPushButton("Open…")
        self.sample_button = QPushButton("Try the sample")
        self.new_button.clicked.connect(self.new_requested)
        self.open_button.clicked.connect(self.open_requested)
        self.sample_button.clicked.connect(self.sample_requested)
        self._lay_out()

    def set_recent(self, recent: Sequence[Recent]) -> None:
        """List the projects opened before, latest first; looks whether their files are there."""
        self._recent = list(recent)
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [self._row(entry) for entry in recent]
        for row in self.rows:
            self._list.addWidget(row)
        self._recent_part.setVisible(bool(recent))

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        for row in self.rows:
            row.set_theme(theme)

    def _row(self, entry: Recent) -> RecentRow:
        row = RecentRow(entry, self._theme)
        if not row.is_missing:
            row.clicked.connect(lambda: self.recent_requested.emit(entry.path))
        row.forget_button.clicked.connect(lambda: self.forget_requested.emit(entry.path))
        return row

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 24, 24, 24)
        page.setSpacing(0)
        page.addStretch(2)
        page.addWidget(_column(self._top()), 0, Qt.AlignmentFlag.AlignHCenter)
        page.addSpacing(32)
        self._recent_part = _column(self._recent_list())
        self._recent_part.hide()
        page.addWidget(self._recent_part, 10, Qt.AlignmentFlag.AlignHCenter)
        page.addStretch(3)

    def _top(self) -> QVBoxLayout:
        name = plain.PlainLabel("Dateline")
        name.setFont(fonts.article(34, weight=QFont.Weight.Bold))
        sentence = plain.PlainLabel("Code conflict events in news articles, and train models on the coding.")
        sentence.setProperty("role", "second")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.new_button, self.open_button, self.sample_button):
            buttons.addWidget(button)
        buttons.addStretch()
        top = QVBoxLayout()
        top.setContentsMargins(_INSET, 0, 0, 0)
        top.setSpacing(4)
        top.addWidget(name)
        top.addWidget(sentence)
        top.addSpacing(16)
        top.addLayout(buttons)
        return top

    def _recent_list(self) -> QVBoxLayout:
        heading = plain.PlainLabel("Recent projects")
        heading.setProperty("role", "heading")
        heading.setContentsMargins(_INSET, 0, 0, 0)
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        self._list.setAlignment(Qt.AlignmentFlag.AlignTop)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        part = QVBoxLayout()
        part.setContentsMargins(0, 0, 0, 0)
        part.setSpacing(8)
        part.addWidget(heading)
        part.addWidget(area, 1)
        return part


class RecentRow(QAbstractButton):
    """One project: its name, its folder, when it was opened. A missing one says so and cannot be opened."""

    def __init__(self, entry: Recent, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.name = entry.path.stem
        self.is_missing = not os.path.isfile(entry.path)  # Path.is_file raises where a network path cannot be reached
        self.folder = "The file is not there any more" if self.is_missing else _home_short(entry.path.parent)
        self.opened = when.ago(datetime.fromtimestamp(entry.opened, UTC).isoformat())
        self.setText(plain.mnemonic_free(self.name))
        self.setAccessibleName(f"{self.name}, {self.folder}, opened {self.opened}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(_ROW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if not self.is_missing:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.forget_button = QToolButton()
        self.forget_button.setAccessibleName(f"Take {self.name} off the list")
        self.forget_button.setCursor(Qt.CursorShape.ArrowCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.addStretch()
        row.addWidget(self.forget_button)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self.forget_button.setIcon(icons.icon("x", theme))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, _ROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            self._paint_words(painter)

    def _paint_ground(self, painter: QPainter) -> None:
        box = self.rect().adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse() and not self.is_missing:
            painter.setBrush(QColor(self._theme.hover))
            painter.drawRoundedRect(box, 7, 7)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(self._theme.accent))
            painter.drawRoundedRect(box, 7, 7)

    def _paint_words(self, painter: QPainter) -> None:
        small, strong = fonts.chrome(12), fonts.chrome(13, weight=QFont.Weight.Medium)
        metrics = QFontMetrics(small)
        right = self.forget_button.geometry().left() - 8
        time_width = metrics.horizontalAdvance(self.opened)
        left, width = _INSET, right - time_width - 16 - _INSET
        ink = self._theme.second if self.is_missing else self._theme.ink
        painter.setFont(small)
        painter.setPen(QColor(self._theme.second))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(right - time_width, 0, time_width + 2, _ROW), middle, self.opened)
        folder = metrics.elidedText(plain.bidi_isolate(self.folder), Qt.TextElideMode.ElideMiddle, width)
        painter.setPen(QColor(self._theme.warn if self.is_missing else self._theme.second))
        painter.drawText(QRect(left, _ROW // 2, width, 20), middle, folder)
        painter.setFont(strong)
        painter.setPen(QColor(ink))
        name = QFontMetrics(strong).elidedText(plain.bidi_isolate(self.name), Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(left, _ROW // 2 - 20, width, 20), middle, name)


def _column(layout: QVBoxLayout) -> QWidget:
    column = QWidget()
    column.setFixedWidth(WIDTH)
    column.setLayout(layout)
    return column


def _home_short(folder: Path) -> str:
    home = Path.home()
    return str(Path("~") / folder.relative_to(home)) if folder.is_relative_to(home) else str(folder)
