"""A card over the panes for what must be read: a refusal, a finished import. Nothing is modal, and nothing moves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from desktop.plain import PlainLabel

_WIDEST, _GAP = 720, 16
_FOOT = 24  # pixels: what a button at the foot has below itself at most
_SECONDS = 8  # that good news stays
Tone = Literal["info", "good", "bad"]


class MessageBar(QFrame):
    """Shows one message at a time, with at most a few buttons; good news goes by itself.

    It lies over the lower edge of `over`: a bar that pushed the text down would move it from under the mouse.
    While `within`, a part of it, is visible, it keeps to that part; elsewhere it stays above the buttons along the foot
    of the page.
    """

    def __init__(self, over: QWidget, within: QWidget) -> None:
        super().__init__(over)
        self._within = within
        within.installEventFilter(self)
        self.setObjectName("messageBar")
        self.setProperty("card", "true")
        self._over = over
        over.installEventFilter(self)
        self._label = PlainLabel()
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = QPushButton("Close")
        self._close.setProperty("kind", "quiet")
        self._close.clicked.connect(self.hide)
        self._buttons: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 8, 8, 8)
        self._row.setSpacing(8)
        self._row.addWidget(self._label, 1)
        self._row.addWidget(self._close)
        self._timer = QTimer(self, singleShot=True, interval=_SECONDS * 1000)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def show_message(
        self, text: str, *, tone: Tone = "info", actions: dict[str, Callable[[], object]] | None = None
    ) -> None:
        """Show a sentence; each action is a button's words and what it does (the message closes first)."""
        for button in self._buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._buttons = [self._button(words, act) for words, act in (actions or {}).items()]
        for index, button in enumerate(self._buttons):
            self._row.insertWidget(1 + index, button)
        self._label.setText(text)
        self._label.setProperty("role", "error" if tone == "bad" else "")
        self._label.style().unpolish(self._label)
        self._label.style().polish(self._label)
        self.show()
        self._place()
        self.raise_()
        if tone == "bad" or (actions and tone != "good"):
            self._timer.stop()  # what must be read or answered stays until it is closed
        else:
            self._timer.start()

    def text(self) -> str:
        """The sentence shown; "" when the bar is closed."""
        return "" if self.isHidden() else self._label.full_text

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched in (self._over, self._within) and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        area = self._over.rect()
        if self._within.isVisibleTo(self._over):
            area = QRect(self._within.mapTo(self._over, QPoint(0, 0)), self._within.size())
        width = min(_WIDEST, area.width() - 2 * _GAP)
        row = self._row.totalHeightForWidth(width)
        height = max(row, self._row.sizeHint().height()) if row > 0 else self.sizeHint().height()
        left = area.left() + (area.width() - width) // 2
        bottom = area.bottom() + 1 - self._foot(QRect(left, area.top(), width, area.height()))
        self.setGeometry(left, bottom - height - _GAP, width, height)

    def _foot(self, column: QRect) -> int:
        """Return how many pixels the buttons take that stand along the foot of a column of `over`."""
        foot = 0
        for button in self._over.findChildren(QPushButton):
            if button.isVisible() and not self.isAncestorOf(button):
                box = QRect(button.mapTo(self._over, QPoint(0, 0)), button.size())
                if box.intersects(column) and box.bottom() >= column.bottom() - _FOOT:
                    foot = max(foot, column.bottom() + 1 - box.top())
        return foot

    def _button(self, words: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)

        def pressed() -> None:
            self.hide()
            act()

        button.clicked.connect(pressed)
        return button
