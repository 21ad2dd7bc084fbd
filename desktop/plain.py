"""The only way that data reaches labels, tooltips and message boxes: as plain text, whatever is in it.

Qt guesses whether a text is HTML, and what it takes for HTML may open files. Article texts, names and notes
come from outside, so nothing here leaves Qt to guess.
"""

from __future__ import annotations

import html
import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QMessageBox, QSizePolicy, QWidget

_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
RIGHT_TO_LEFT = "\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_RIGHT_TO_LEFT = re.compile(f"[{RIGHT_TO_LEFT}]")
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST = 2000


class PlainLabel(QLabel):
    """A label that never takes its text for HTML; with `elide` it shortens the text to its width."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, elide: Qt.TextElideMode = Qt.TextElideMode.ElideNone
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.elide = elide
        self.full_text = ""
        if elide != Qt.TextElideMode.ElideNone:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show `text` as it is."""
        self.full_text = text
        self.setAccessibleName(text)
        super().setText(text if self.elide == Qt.TextElideMode.ElideNone else self._shortened())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._fit()  # the font may have changed since
        super().paintEvent(event)

    def sizeHint(self) -> QSize:
        """Return the size of the whole text, however short the label is now."""
        hint = super().sizeHint()
        if self.elide != Qt.TextElideMode.ElideNone:
            hint.setWidth(self.fontMetrics().horizontalAdvance(self.full_text) + 2 * self.margin() + 2)
        return hint

    def _fit(self) -> None:
        if self.elide != Qt.TextElideMode.ElideNone and self.text() != (fitting := self._shortened()):
            super().setText(fitting)

    def _shortened(self) -> str:
        return self.fontMetrics().elidedText(self.full_text.replace("\n", " "), self.elide, self.contentsRect().width())


def set_tooltip(widget: QWidget, text: str) -> None:
    """Let a widget show `text` as it is while the mouse rests on it."""
    widget.setToolTip(tooltip(text))


def tooltip(text: str) -> str:
    """Return `text` for `setToolTip`: marked as HTML of our own making with everything in it escaped, so it wraps.

    Escaping alone would not do: whether Qt then shows `&amp;` or `&` depends on the rest of the text.
    """
    if not text:
        return ""
    shown = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    return f'<qt><span style="white-space:pre-wrap">{html.escape(shown)}</span></qt>'


def message_box(
    parent: QWidget | None,
    title: str,
    text: str,
    *,
    icon: QMessageBox.Icon = QMessageBox.Icon.Information,
    buttons: QMessageBox.StandardButton = QMessageBox.StandardButton.Ok,
    default: QMessageBox.StandardButton = QMessageBox.StandardButton.NoButton,
) -> QMessageBox:
    """Return a message box, not yet shown, whose text is plain."""
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIcon(icon)
    box.setWindowTitle(title)
    box.setText(text)
    box.setStandardButtons(buttons)
    box.setDefaultButton(default)
    return box


def message(
    parent: QWidget | None,
    title: str,
    text: str,
    *,
    icon: QMessageBox.Icon = QMessageBox.Icon.Information,
    buttons: QMessageBox.StandardButton = QMessageBox.StandardButton.Ok,
    default: QMessageBox.StandardButton = QMessageBox.StandardButton.NoButton,
) -> QMessageBox.StandardButton:
    """Show a plain message, wait, and return the button that was pressed."""
    return QMessageBox.StandardButton(
        message_box(parent, title, text, icon=icon, buttons=buttons, default=default).exec()
    )


def reads_leftwards(text: str) -> bool:
    """Whether a text is read from right to left: most of its letters are of such a script."""
    return 2 * len(_RIGHT_TO_LEFT.findall(text)) > len(_LETTER.findall(text))


def bidi_isolate(text: str) -> str:
    """Return `text` for use inside other text on screen: right-to-left parts cannot reorder what is around them.

    For showing only, never for storing: direction controls in `text` are dropped, isolates may be put around it.
    """
    calm = _CONTROLS.sub("", text)
    return f"\u2068{calm}\u2069" if _RIGHT_TO_LEFT.search(calm) else calm


def mnemonic_free(text: str) -> str:
    """Return `text` for buttons, menus and tabs, where a single `&` would underline the next letter."""
    return text.replace("&", "&&")
