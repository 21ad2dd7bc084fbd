"""Above the list: what was compared, how much is left, and which kinds are listed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from corpus.wording import counted
from desktop import page_parts, plain, when
from desktop.errors import words
from desktop.errors.empty import CHECK
from labels.error import KINDS, Kind
from labels.errors import Run

_TIP = (
    "Trains three models, each on two thirds of your finished articles; each reads the third it has not seen. "
    "Takes a few minutes, and you can work on meanwhile."
)


class Bar(QFrame):
    """Signal: `kind_wanted`, only this kind is to be listed, or all (None)."""

    kind_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "bar")
        self.heading = plain.PlainLabel("Errors")
        self.heading.setProperty("role", "title")
        self.summary = plain.PlainLabel("", elide=Qt.TextElideMode.ElideRight)
        self.summary.setProperty("role", "second")
        self.check = QPushButton("Check again")
        self.check.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        plain.set_tooltip(self.check, _TIP)
        self.tabs: dict[Kind | None, QPushButton] = {}
        self._group = QButtonGroup(self)
        for kind in (None, *KINDS):
            self.tabs[kind] = self._tab(kind)
        self.tabs[None].setChecked(True)
        self._lay_out()

    def show_counts(self, counts: Mapping[Kind, int], run: Run | None, *, busy: bool, checking: str = "") -> None:
        """Say how many there are of each kind; `checking`: where the check that runs stands."""
        total = sum(counts.values())
        self.tabs[None].setText(f"All  {total:,}")
        for kind in KINDS:
            self.tabs[kind].setText(f"{words.KIND_NAMES[kind]}  {counts[kind]:,}")
            self.tabs[kind].setEnabled(counts[kind] > 0)
        self.strip.setVisible(total > 0)
        told = [f"{counted(total, 'difference')} to look at"] if total else []
        told += [f"compared in {counted(run.articles, 'article')}, {when.ago(run.at)}"] if run else []
        told += ["comparing…"] if busy else []
        if checking:
            told = [f"Checking: {checking}", *told[:1]]
        self.summary.setText(" · ".join(told))
        self.check.setText("Stop" if checking else "Check again" if run else CHECK)
        self.check.setVisible(total > 0)
        checked = next((kind for kind, tab in self.tabs.items() if tab.isChecked()), None)
        if checked is not None and not counts[checked] and total:
            self._choose(None)

    def step(self, by: int) -> None:
        """Go to the next kind that has items, or the one before."""
        open_ = [kind for kind, tab in self.tabs.items() if tab.isEnabled()]
        at = next((number for number, kind in enumerate(open_) if self.tabs[kind].isChecked()), 0)
        self._choose(open_[(at + by) % len(open_)])

    def _choose(self, kind: Kind | None) -> None:
        self.tabs[kind].setChecked(True)
        self.kind_wanted.emit(kind)

    def _tab(self, kind: Kind | None) -> QPushButton:
        tab = QPushButton()
        tab.setProperty("kind", "tab")
        tab.setCheckable(True)
        tab.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # after a click the keys still go to the list
        plain.set_tooltip(tab, words.KIND_TIPS[kind] if kind else "All kinds. Ctrl+PgDn shows the next one.")
        tab.clicked.connect(lambda _checked=False: self.kind_wanted.emit(kind))
        self._group.addButton(tab)
        return tab

    def _lay_out(self) -> None:
        self.strip = QWidget()
        tabs = QHBoxLayout(self.strip)
        tabs.setContentsMargins(8, 0, 16, 8)
        tabs.setSpacing(4)
        for tab in self.tabs.values():
            tabs.addWidget(tab)
        tabs.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(page_parts.head(self.heading, self.summary, self.check, pane=False))
        column.addWidget(self.strip)
