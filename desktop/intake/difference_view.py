"""Two near-copies as one text: what only the first has is struck through, what only the second has is underlined."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPalette, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from corpus.wording import short
from desktop import fonts, plain
from desktop.colour import mix
from desktop.intake.difference import MOST, Piece, Side, difference, share, shortened
from desktop.theme import Theme

_TINT = 0.16  # of the colour in the ground of what differs


class DifferenceView(QWidget):
    """Shows nothing until it is given two texts."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pieces: Sequence[Piece] = ()
        self.told = plain.PlainLabel("", elide=Qt.TextElideMode.ElideRight)
        self.short = QCheckBox("Only what differs")
        self.text = QPlainTextEdit()
        self._lay_out()
        self.short.toggled.connect(lambda on: self._fill())

    def _lay_out(self) -> None:
        self.told.setProperty("role", "second")
        self.short.setChecked(True)
        self.text.setReadOnly(True)
        self.text.setUndoRedoEnabled(False)
        self.text.setAccessibleName("Where the two articles differ")
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setFont(fonts.article(15))
        self.text.setTabChangesFocus(True)
        above = QHBoxLayout()
        above.setContentsMargins(16, 8, 12, 4)
        above.setSpacing(12)
        above.addWidget(self.told, 1)
        above.addWidget(self.short)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self.text, 1)
        self._dress()

    def show_texts(self, first: tuple[str, str], second: tuple[str, str]) -> None:
        """Show where two texts differ; each comes with what it is called."""
        (one, text), (two, other) = first, second
        self._pieces = difference(text, other)
        if all(each.side == "both" for each in self._pieces):
            told = "The same words."
        else:
            told = (
                f"{share(self._pieces):.0%} the same · struck through: only in {_name(one)} · "
                f"underlined: only in {_name(two)}"
            )
        if max(len(text), len(other)) > MOST:
            told += f" · the first {MOST:,} characters are compared"
        self.told.setText(told)
        self._fill()

    def clear(self) -> None:
        """Show nothing."""
        self._pieces = ()
        self.told.setText("")
        self.text.clear()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self._dress()
        self._fill()

    def sizeHint(self) -> QSize:
        return QSize(600, 260)

    def _dress(self) -> None:
        colours = self.text.palette()
        colours.setColor(QPalette.ColorRole.Text, QColor(self._theme.ink))
        self.text.setPalette(colours)
        self.text.setStyleSheet(
            f"QPlainTextEdit, QPlainTextEdit:focus {{ border: none; border-radius: 0; padding: 4px 12px; "
            f"background: {self._theme.paper}; }}"
        )

    def _fill(self) -> None:
        self.text.clear()
        cursor = QTextCursor(self.text.document())
        for piece in shortened(self._pieces) if self.short.isChecked() else self._pieces:
            cursor.insertText(piece.text, self._format(piece.side))
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _format(self, side: Side) -> QTextCharFormat:
        form, theme = QTextCharFormat(), self._theme
        if side == "both":
            form.setForeground(QColor(theme.second if self.short.isChecked() else theme.ink))
            return form
        colour = theme.bad if side == "first" else theme.good
        form.setForeground(QColor(theme.ink))
        form.setBackground(QColor(mix(theme.paper, colour, _TINT)))
        if side == "first":
            form.setFontStrikeOut(True)
        else:
            form.setFontUnderline(True)
        return form


def _name(words: str) -> str:
    return plain.bidi_isolate(short(words, most=30))
