"""How far the coder is: a line of words over a thin bar."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QToolButton, QVBoxLayout, QWidget

from corpus.article import Status
from desktop import icons, plain
from desktop.articles.hints import hint
from desktop.theme import Theme


def sentence(counts: Mapping[Status, int]) -> str:
    """Return `7 of 16 done`, "" when there are no articles; what is skipped is no work, so it is counted apart."""
    skipped = counts.get("skipped", 0)
    work = sum(counts.values()) - skipped
    words = f"{counts.get('done', 0):,} of {work:,} done" if work or skipped else ""
    return f"{words} · {skipped:,} skipped" if skipped else words


class ProgressLine(QWidget):
    """Signals: `import_wanted`, `folder_wanted` and `paste_wanted`, from the menu of the plus."""

    import_wanted = Signal()
    folder_wanted = Signal()
    paste_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = plain.PlainLabel("", elide=Qt.TextElideMode.ElideRight)
        self.words.setProperty("role", "second")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName("Articles done")
        self.add_button = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add_button.setAccessibleName("Add articles")
        hint(self.add_button, "Add articles")
        self.add_button.setMenu(self._menu())
        text = QVBoxLayout()
        text.setSpacing(6)
        text.addWidget(self.words)
        text.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 10)
        row.setSpacing(12)
        row.addLayout(text, 1)
        row.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.add_button.setIcon(icons.icon("plus", theme))

    def set_counts(self, counts: Mapping[Status, int], *, found: int | None = None) -> None:
        """Show how far the coder is, and how many articles a search has found (None: nothing is searched for)."""
        self.words.setText(sentence(counts) if found is None else f"{found:,} found · {sentence(counts)}")
        self.bar.setVisible(any(counts.values()))
        self.bar.setMaximum(max(1, sum(counts.values()) - counts.get("skipped", 0)))
        self.bar.setValue(counts.get("done", 0))

    def _menu(self) -> QMenu:
        menu = QMenu(self.add_button)
        for words, signal in (
            ("Import files…", self.import_wanted),
            ("Import a folder…", self.folder_wanted),
            ("Paste a story…", self.paste_wanted),
        ):
            menu.addAction(words).triggered.connect(signal)
        return menu
