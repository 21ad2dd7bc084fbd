"""All keys on one sheet (F1): groups in columns, shrinking to what is typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.key_cap import KeyCaps
from desktop.plain import PlainLabel
from desktop.theme import Theme

COLUMNS = 2
HEAD = 2  # a group's heading is as high as two rows


class KeyRow(QWidget):
    """What a key does, and the key."""

    def __init__(self, group: str, text: str, keys: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.text, self.keys = text, keys
        self._held = f"{group} {text} {keys}".casefold()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 3, 0, 3)
        layout.addWidget(PlainLabel(text, self, elide=Qt.TextElideMode.ElideRight), 1)
        layout.addWidget(KeyCaps(keys, theme, self))

    def fits(self, wanted: str) -> bool:
        """Say whether each word typed occurs in group, text or keys."""
        return all(word in self._held for word in wanted.casefold().split())


class KeyGroup(QWidget):
    """A heading and its rows; gone when none of them fits."""

    def __init__(self, name: str, rows: Sequence[tuple[str, str]], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        heading = PlainLabel(name, self)
        heading.setProperty("role", "heading")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 18)
        layout.setSpacing(0)
        layout.addWidget(heading)
        layout.addSpacing(4)
        self.rows = [KeyRow(name, text, keys, theme, self) for text, keys in rows]
        for row in self.rows:
            layout.addWidget(row)

    def filter(self, wanted: str) -> int:
        """Show the rows that fit and return how many there are."""
        for row in self.rows:
            row.setVisible(row.fits(wanted))
        count = sum(row.fits(wanted) for row in self.rows)
        self.setVisible(count > 0)
        return count


class KeySheet(QDialog):
    """A window beside the work, not in its way: it may stay open while coding goes on.

    Signals:
        closed: it was closed.
    """

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._keys: list[tuple[str, str, str]] = []
        self.groups: list[KeyGroup] = []
        self.field = QLineEdit(self)
        self.nothing = PlainLabel("", self)
        self._area = QScrollArea(self)
        self._build()
        self.resize(self.sizeHint())  # or Qt keeps it under two thirds of a small screen
        self.finished.connect(self.closed)

    def _build(self) -> None:
        self.setWindowTitle("Keys")
        self.setModal(False)
        self.field.setPlaceholderText("Find a key or what it does")
        self.field.setAccessibleName("Find a key")
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._filter)
        self.nothing.setProperty("role", "second")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 12)
        layout.setSpacing(14)
        layout.addWidget(self.field)
        layout.addWidget(self.nothing)
        layout.addWidget(self._area, 1)

    def set_keys(self, keys: Sequence[tuple[str, str, str]]) -> None:
        """Show these keys: (group, what it does, key), groups in the order they first appear."""
        self._keys = [each for each in keys if each[2]]
        gathered: dict[str, list[tuple[str, str]]] = {}
        for group, text, key in self._keys:
            gathered.setdefault(group, []).append((text, key))
        page = QWidget(self._area)
        self.groups = [KeyGroup(name, rows, self._theme, page) for name, rows in gathered.items()]
        columns = QHBoxLayout(page)
        columns.setContentsMargins(0, 0, 10, 0)
        columns.setSpacing(40)
        for members in _in_columns(self.groups):
            column = QVBoxLayout()
            column.setSpacing(0)
            for member in members:
                column.addWidget(member)
            column.addStretch(1)
            columns.addLayout(column, 1)
        self._area.setWidget(page)
        self._filter(self.field.text())

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.set_keys(self._keys)

    def open_sheet(self) -> None:
        """Show the sheet, or bring it to the front, ready for typing."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def sizeHint(self) -> QSize:
        """Return room for two columns."""
        return QSize(760, 620)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1 or (event.key() == Qt.Key.Key_Escape and not self.field.text()):
            self.close()
        elif event.key() == Qt.Key.Key_Escape:
            self.field.clear()
        else:
            super().keyPressEvent(event)

    def _filter(self, wanted: str) -> None:
        found = sum(group.filter(wanted) for group in self.groups)
        self.nothing.setVisible(found == 0)
        self.nothing.setText(f"No key for “{wanted.strip()}”." if wanted.strip() else "There are no keys to show.")


def _in_columns(groups: Sequence[KeyGroup]) -> list[list[KeyGroup]]:
    """Return the groups in columns of about the same height, in their order."""
    heights = [len(group.rows) + HEAD for group in groups]
    columns: list[list[KeyGroup]] = [[] for _ in range(COLUMNS)]
    share, filled = sum(heights) / COLUMNS, 0.0
    for group, height in zip(groups, heights, strict=True):
        columns[min(COLUMNS - 1, int((filled + height / 2) / share))].append(group)
        filled += height
    return columns
