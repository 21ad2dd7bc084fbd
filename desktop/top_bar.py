"""The bar over the panes: which project this is, the main deeds, and the way to everything else."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from desktop import icons
from desktop.keymap import shown
from desktop.plain import PlainLabel, set_tooltip
from desktop.theme import Theme

_SEARCH = "Search or do anything"
_WORDS = 1500  # pixels of width from which every button shows its words
_SIDE, _GAP, _AFTER_NAME, _BEFORE_SEARCH = 16, 4, 12, 16  # pixels
_LEAST_NAME = 72  # pixels of the project's name that are left to it beside the tabs
_BUTTONS = (
    ("import_files", "Import", "folder-open"),
    ("paste_story", "Paste", "clipboard-paste"),
    ("export", "Export", "download"),
)
PAGES = (
    ("page_code", "Code"),
    ("page_events", "Events"),
    ("page_codebook", "Codebook"),
    ("page_concordance", "Concordance"),
    ("page_intake", "Intake"),
    ("page_queue", "Queue"),
    ("page_model", "Model"),
    ("page_errors", "Errors"),
    ("page_patterns", "Patterns"),
)
# Which pages are found behind "More" first, where there is no room for all; the one in front always has its tab.
_LESS = ("page_intake", "page_concordance", "page_patterns", "page_errors", "page_codebook", "page_queue")


class TopBar(QFrame):
    """Project name, the pages and buttons.

    Signals:
        requested: the id of an action.
    """

    requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(48)
        self._name = PlainLabel(elide=Qt.TextElideMode.ElideRight)
        self._name.setProperty("role", "title")
        self._file = PlainLabel(elide=Qt.TextElideMode.ElideMiddle)
        self._file.setProperty("role", "second")
        self._buttons = {action_id: self._button(action_id, words) for action_id, words, _ in _BUTTONS}
        self._tabs = {action_id: self._tab(action_id, words) for action_id, words in PAGES}
        self._search = self._button("palette", _SEARCH)
        self._search_key = PlainLabel("Ctrl K")
        self._search_key.setProperty("role", "key")
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 0, _SIDE, 0)
        row.setSpacing(_GAP)
        for label in (self._name, self._file):  # as wide as its words, less where there is no room
            label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
            row.addWidget(label)
        row.addSpacing(_AFTER_NAME)
        for tab in self._tabs.values():
            row.addWidget(tab)
        self.more = self._more()
        row.addWidget(self.more)
        row.addStretch(1)
        for button in self._buttons.values():
            row.addWidget(button)
        row.addSpacing(_BEFORE_SEARCH)
        row.addWidget(self._search)
        row.addWidget(self._search_key, 0, Qt.AlignmentFlag.AlignVCenter)
        self.set_theme(theme)
        self.show_project("Dateline", "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where the words of all buttons have no room, let their pictures speak."""
        wide = self._wide
        for action_id, words, _ in _BUTTONS:
            self._buttons[action_id].setText(words if wide else "")
        self._search.setText(_SEARCH if wide else "")
        self._file.setVisible(wide)
        self._fit_tabs()

    def _fit_tabs(self) -> None:
        is_open = bool(self._file.full_text)
        present = next((action_id for action_id, tab in self._tabs.items() if tab.isChecked()), "")
        widths = {action_id: tab.sizeHint().width() + _GAP for action_id, tab in self._tabs.items()}
        out = less(widths, present, room=self._room(), more=self.more.sizeHint().width() + _GAP)
        for action_id, tab in self._tabs.items():
            tab.setVisible(is_open and action_id not in out)
        self.more.setVisible(is_open and bool(out))

    def _room(self) -> int:
        """Return the pixels that tabs may take beside what stands at both ends of the bar."""
        parts = [*self._buttons.values(), self._search, self._search_key]
        ends = sum(part.sizeHint().width() + _GAP for part in parts if not part.isHidden())
        name = min(self._name.sizeHint().width(), _LEAST_NAME) + (self._file.sizeHint().width() if self._wide else 0)
        return self.width() - 2 * _SIDE - _AFTER_NAME - _BEFORE_SEARCH - ends - name - 4 * _GAP

    @property
    def _wide(self) -> bool:
        return self.width() >= _WORDS

    def rest(self) -> QMenu:
        """Return the pages that have no tab, as a menu not yet shown."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action_id, words in PAGES:
            if self._tabs[action_id].isHidden():
                menu.addAction(words).triggered.connect(lambda _=False, chosen=action_id: self.requested.emit(chosen))
        return menu

    def _more(self) -> QPushButton:
        more = QPushButton("More")
        set_tooltip(more, "More pages")
        more.setProperty("kind", "tab")
        more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        more.clicked.connect(lambda: self.rest().popup(more.mapToGlobal(QPoint(0, more.height()))))
        return more

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        for action_id, _, picture in _BUTTONS:
            self._buttons[action_id].setIcon(icons.icon(picture, theme))
        self._search.setIcon(icons.icon("search", theme))

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Name other keys, by action id."""
        key = shown(keys["palette"])
        self._search_key.setText(key.replace("+", " ").strip())
        self._search_key.setVisible(bool(key))

    def show_project(self, name: str, file: str, *, writable: bool = False) -> None:
        """Name what is open; an empty `file` means nothing is."""
        self._name.setText(name)
        self._file.setText(file)
        for label in (self._name, self._file):
            label.setMinimumWidth(24 if label.full_text else 0)
            label.updateGeometry()
        for action_id, button in self._buttons.items():
            button.setVisible(bool(file))
            button.setEnabled(writable or action_id == "export")
        self.show_page("page_code")

    def show_page(self, action_id: str) -> None:
        """Mark the page that is in front, by the action that shows it."""
        for tab_id, tab in self._tabs.items():
            tab.setChecked(tab_id == action_id)
        self._fit_tabs()

    def _tab(self, action_id: str, words: str) -> QPushButton:
        tab = self._button(action_id, words)
        tab.setProperty("kind", "tab")
        tab.setCheckable(True)
        # A click on the page that is in front would else uncheck it.
        tab.clicked.connect(lambda _checked=False: tab.setChecked(True))
        return tab

    def _button(self, action_id: str, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setAccessibleName(words)
        set_tooltip(button, words)
        button.setProperty("kind", "quiet")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _checked=False: self.requested.emit(action_id))
        return button


def less(widths: Mapping[str, int], present: str, *, room: int, more: int) -> set[str]:
    """Return the pages that must do without a tab, so that the others have room; the present one keeps its own.

    Args:
        widths: of every page's tab, pixels. more: of the button that leads to the rest.
    """
    out: set[str] = set()
    for action_id in _LESS:
        if sum(widths.values()) - sum(widths[each] for each in out) + (more if out else 0) <= room:
            break
        if action_id != present:
            out.add(action_id)
    return out
