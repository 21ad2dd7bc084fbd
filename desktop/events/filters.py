"""The bar of filters over the page, and the chips that say which are on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from corpus.readers.dates import to_iso
from desktop import icons, plain
from desktop.events.columns import country, dates
from desktop.events.type_tree import TypeTree
from desktop.events.types import Types
from desktop.theme import Theme
from labels.event import EVENT_STATUSES
from labels.record import RecordQuery
from labels.records import BLANK, NO_DATE

DELAY = 120  # milliseconds from the last key to the search
_MOST = 40  # names in a menu; the rest is found by typing into the search box
Names = Callable[[], Sequence[str]]
Words = tuple[str, tuple[str, ...]]  # what a chip says, and the fields of the query it stands for


class DayField(QLineEdit):
    """A day, or a month or year, of which it takes the first (the last) day. Signal: `day_changed`."""

    day_changed = Signal()

    def __init__(self, hint: str, *, last: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last, self._told = last, ""
        self.setPlaceholderText(hint)
        self.setAccessibleName(f"{hint} (day, month or year)")
        self.setProperty("toolTip", plain.tooltip("2024-12-04, 4 Dec 2024, 2024-12 or 2024"))
        self.setFixedWidth(106)
        self.textChanged.connect(self._check)
        self.editingFinished.connect(self._tell)

    def day(self) -> str | None:
        """Return the ISO day, "" when the line is empty, None when it says no date."""
        typed = self.text().strip()
        if not typed:
            return ""
        if typed.isdecimal() and len(typed) == 4:
            return f"{typed}-12-31" if self._last else f"{typed}-01-01"
        if len(typed) == 7 and typed[4:5] == "-" and to_iso(f"{typed}-01"):
            return f"{typed}-31" if self._last else f"{typed}-01"  # compared as text, so no month has too many days
        return to_iso(typed)[:10] or None

    def show_day(self, day: str) -> None:
        """Show a day set elsewhere, unless the line says so already."""
        if self.day() != day:
            self.setText(day)
        self._told = day

    def _check(self) -> None:
        wrong = self.day() is None and not self.hasFocus()
        self.setProperty("bad", "true" if wrong else "")
        self.style().unpolish(self)
        self.style().polish(self)
        if not self.text():
            self._tell()

    def _tell(self) -> None:
        self._check_left()
        day = self.day()
        if day is not None and day != self._told:
            self._told = day
            self.day_changed.emit()

    def _check_left(self) -> None:
        self.setProperty("bad", "true" if self.day() is None else "")
        self.style().unpolish(self)
        self.style().polish(self)


class SearchField(QLineEdit):
    """Signals: `typed` (text), a moment after the last key; `left`, when Enter or Down leads to the table."""

    typed = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("Search events")
        self.setAccessibleName("Search events")
        self.setProperty("toolTip", plain.tooltip("Words in actors, places, notes, article titles or outlets"))
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self._timer.timeout.connect(self._tell)
        self.textEdited.connect(lambda _: self._timer.start())
        self.textChanged.connect(self._tell_cleared)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._glass.setIcon(icons.icon("search", theme))

    def show_text(self, text: str) -> None:
        """Show what is searched for, unless the field says so already."""
        if self.text().split() != text.split():
            self._timer.stop()
            self.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._tell()
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def _tell_cleared(self, text: str) -> None:
        if not text:
            self._tell()

    def _tell(self) -> None:
        self._timer.stop()
        self.typed.emit(self.text().strip())


class FilterBar(QWidget):
    """What is listed, as a `RecordQuery`.

    Signals:
        changed: a person asks for something else (the query).
        left: Enter or Down in the search field.
    """

    changed = Signal(object)
    left = Signal()

    def __init__(self, names: dict[str, Names], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names, self._types = names, Types()
        self.query = RecordQuery()
        self.search = SearchField(theme)
        self.search.setMinimumWidth(150)
        self.since, self.until = DayField("From", last=False), DayField("Until", last=True)
        self.type_button = self._button("Type", self._fill_types)
        self.country_button = self._button("Country", lambda menu: self._fill_names(menu, "country"))
        self.coder_button = self._button("Coder", lambda menu: self._fill_names(menu, "coder"))
        self.status_button = self._button("Status", self._fill_status)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(12, 10, 12, 6)
        self.row.setSpacing(8)
        self.row.addWidget(self.search, 1)
        buttons = (self.type_button, self.since, self.until, self.country_button, self.coder_button, self.status_button)
        for part in buttons:
            self.row.addWidget(part)
        self.search.typed.connect(lambda text: self.ask(text=text))
        self.search.left.connect(self.left)
        for field in (self.since, self.until):
            field.day_changed.connect(self._days_changed)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.search.set_theme(theme)

    def set_types(self, types: Types) -> None:
        """Offer these types."""
        self._types = types

    def show_query(self, query: RecordQuery) -> None:
        """Show what is asked for; nothing is emitted."""
        self.query = query
        self.search.show_text(query.text)
        self.since.show_day(query.since)
        self.until.show_day(query.until)

    def ask(self, **changes: object) -> None:
        """Ask for something else."""
        wanted = replace(self.query, **changes)  # type: ignore[arg-type]
        if wanted != self.query:
            self.query = wanted
            self.changed.emit(wanted)

    def _days_changed(self) -> None:
        self.ask(since=self.since.day() or "", until=self.until.day() or "")

    def _button(self, words: str, fill: Callable[[QMenu], None]) -> QPushButton:
        button = QPushButton(words)
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        button.setStyleSheet("QPushButton, QPushButton:focus { padding-right: 26px; }")
        menu = QMenu(button)
        menu.aboutToShow.connect(menu.clear)
        menu.aboutToShow.connect(lambda: fill(menu))
        button.setMenu(menu)
        return button

    def _fill_types(self, menu: QMenu) -> None:
        every = self._add(menu, "All types", not self.query.types, types=())
        menu.addSeparator()
        tree = TypeTree(self._types, self.query.types)
        tree.picked.connect(lambda types: every.setChecked(not types))
        tree.picked.connect(lambda types: self.ask(types=types))
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(tree)
        menu.addAction(holder)
        QTimer.singleShot(0, tree, tree.setFocus)

    def _fill_names(self, menu: QMenu, field: str) -> None:
        words = {"country": ("All countries", "No country"), "coder": ("All coders", "")}[field]
        present = getattr(self.query, field)
        self._add(menu, words[0], not present, **{field: ""})
        menu.addSeparator()
        names = self._names[field]()
        for name in names[:_MOST]:
            self._add(menu, country(name) if field == "country" else name, name == present, **{field: name})
        if len(names) > _MOST:
            menu.addAction(f"{len(names) - _MOST:,} more: group by {field} to see them all").setEnabled(False)
        if words[1]:
            self._add(menu, words[1], present == BLANK, **{field: BLANK})

    def _fill_status(self, menu: QMenu) -> None:
        self._add(menu, "All", not self.query.status, status="")
        menu.addSeparator()
        for status in EVENT_STATUSES:
            self._add(menu, status.capitalize(), status == self.query.status, status=status)
        menu.addSeparator()
        historical = self.query.historical
        self._add(menu, "Historical only", historical is True, historical=None if historical is True else True)
        self._add(menu, "Without historical", historical is False, historical=None if historical is False else False)
        menu.addSeparator()
        once = self.query.canonical_only
        self._add(menu, "Joined reports once", once, canonical_only=not once)

    def _add(self, menu: QMenu, words: str, on: bool, **changes: object) -> QAction:
        action = menu.addAction(plain.mnemonic_free(words[:60]))
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(lambda: self.ask(**changes))
        return action


class ChipRow(QWidget):
    """What restricts the list now, each with a cross that takes it off.

    Signals:
        cleared: a cross was clicked (the fields of the query to empty).
    """

    cleared = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._shown: list[Words] = []

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self._build()

    def show_chips(self, chips: Iterable[Words]) -> None:
        """Show chips: words, and the fields of the query that the cross empties."""
        found = list(chips)
        if len(found) > 1:
            found.append(("Clear all", tuple(field for _, fields in found for field in fields)))
        if found != self._shown:
            self._shown = found
            self._build()

    def words(self) -> list[str]:
        """Return what the chips say."""
        return [words for words, _ in self._shown]

    def _build(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for words, fields in self._shown:
            self._row.addWidget(self._chip(words, fields))
        self.setVisible(bool(self._shown))

    def _chip(self, words: str, fields: tuple[str, ...]) -> QToolButton:
        theme, is_all = self._theme, words == "Clear all"
        chip = QToolButton(self)
        chip.setText(plain.mnemonic_free(plain.bidi_isolate(words if len(words) <= 40 else words[:39] + "…")))
        if not is_all:
            chip.setIcon(icons.icon("x", theme, colour=theme.accent))
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft if not is_all else Qt.LayoutDirection.LeftToRight)
        chip.setAccessibleName(words if is_all else f"Clear {words}")
        ground = "transparent" if is_all else theme.selected
        ink = theme.second if is_all else theme.accent
        chip.setStyleSheet(
            f"QToolButton {{ background: {ground}; color: {ink}; border-radius: 11px; padding: 2px 8px; "
            "font-size: 12px; }"
            f"QToolButton:hover {{ background: {theme.hover}; }}"
        )
        chip.clicked.connect(lambda: self.cleared.emit(fields))
        return chip


def chips(query: RecordQuery, types: Types) -> list[Words]:
    """Return what a query restricts, in words, with the fields that say so."""
    found: list[Words] = []
    if query.text:
        found.append((f"“{query.text}”", ("text",)))
    if query.types:
        found.append((_kinds(query.types, types), ("types",)))
    if query.since or query.until:
        found.append((_span(query.since, query.until), ("since", "until")))
    if query.month:
        found.append(("No date" if query.month == NO_DATE else query.month, ("month",)))
    for field in ("country", "actor", "coder"):
        if value := getattr(query, field):
            name = country(value) if field == "country" else value
            found.append((f"No {field}" if value == BLANK else name, (field,)))
    if query.status:
        found.append((query.status, ("status",)))
    if query.historical is not None:
        found.append(("historical" if query.historical else "not historical", ("historical",)))
    if query.canonical_only:
        found.append(("joined reports once", ("canonical_only",)))
    if query.box:
        found.append(("part of the map", ("box",)))
    return found


def _kinds(chosen: Sequence[int], types: Types) -> str:
    if len(chosen) > 2:
        return f"{len(chosen)} types"
    names = [(types.get(each).path if len(chosen) == 1 else "") or types.get(each).name for each in chosen]
    return " or ".join(names)


def _span(since: str, until: str) -> str:
    if since and until:
        return dates(since, until)
    return f"from {since}" if since else f"until {until}"
