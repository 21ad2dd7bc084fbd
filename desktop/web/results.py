"""What was fetched, as a list with ticks; what gave nothing stands below, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from corpus.article import Item, RawArticle, Refusal
from desktop import icons, plain
from desktop.theme import Theme

_COLUMNS = ("Headline", "Outlet", "Date", "Words")
_TOOLTIP = Qt.ItemDataRole.ToolTipRole
_NUMBER = Qt.ItemDataRole.UserRole  # place of the item in the list of all, plus one


class Results(QTreeWidget):
    """Keeps all that came, in order; shows articles and refusals.

    Signals:
        ticks_changed: other articles are ticked.
        chosen: the article at hand (`RawArticle`), or None.
    """

    ticks_changed = Signal()
    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._items: list[Item] = []
        self._dropped: set[int] = set()  # places of refusals that were tried again
        self._rows: dict[int, QTreeWidgetItem] = {}  # of the articles, by their place
        self._known: set[tuple[str, str]] = set()  # address and text of the articles
        self._refusals: QTreeWidgetItem | None = None
        self._set_up()
        self.itemChanged.connect(self._ticked)
        self.currentItemChanged.connect(lambda now, _before: self.chosen.emit(self._article_of(now)))

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        for at, row in self._rows.items():
            item = self._items[at]
            if isinstance(item, RawArticle) and item.warnings:
                row.setIcon(2, icons.icon("triangle-alert", theme, colour=theme.warn))

    def add(self, item: Item) -> None:
        """Take what came; an article is ticked, one that is here already is passed over."""
        if isinstance(item, RawArticle):
            if (item.url, item.text) in self._known:
                return
            self._known.add((item.url, item.text))
        self._items.append(item)
        if isinstance(item, RawArticle):
            self._add_article(item)
        elif isinstance(item, Refusal):
            self._add_refusal(item)

    def forget(self) -> None:
        """Begin with nothing."""
        self._items.clear()
        self._dropped.clear()
        self._known.clear()
        self._rows.clear()
        self._refusals = None
        self.clear()

    def forget_refusals(self) -> None:
        """Take away what gave nothing: it is tried again."""
        self._dropped.update(at for at, item in enumerate(self._items) if isinstance(item, Refusal))
        if self._refusals is not None:
            self.takeTopLevelItem(self.indexOfTopLevelItem(self._refusals))
            self._refusals = None

    def articles(self) -> int:
        """Return how many articles came."""
        return len(self._rows)

    def refusals(self) -> int:
        """Return how many addresses gave nothing."""
        return self._refusals.childCount() if self._refusals is not None else 0

    def ticked(self) -> list[Item]:
        """Return what is to be added: the articles ticked, and all that is known of the rest."""
        return list(self._wanted())

    def ticked_count(self) -> int:
        """Return how many articles are ticked."""
        return sum(row.checkState(0) == Qt.CheckState.Checked for row in self._rows.values())

    def tick_all(self, *, on: bool) -> None:
        """Tick every article, or none."""
        self.blockSignals(True)
        for row in self._rows.values():
            row.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        self.viewport().update()
        self.ticks_changed.emit()

    def _wanted(self) -> Iterator[Item]:
        for at, item in enumerate(self._items):
            row = self._rows.get(at)
            if at not in self._dropped and (row is None or row.checkState(0) == Qt.CheckState.Checked):
                yield item

    def _set_up(self) -> None:
        self.setAccessibleName("What was fetched")
        self.setHeaderLabels(list(_COLUMNS))
        self.setUniformRowHeights(True)
        self.setIndentation(12)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 132), (2, 104), (3, 64)):
            self.setColumnWidth(column, width)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.headerItem().setTextAlignment(3, right)

    def _add_article(self, raw: RawArticle) -> None:
        title = " ".join(raw.title.split()) or "Untitled"
        words = (title, raw.source, raw.published[:10], f"{len(raw.text.split()):,}")
        row = QTreeWidgetItem([plain.bidi_isolate(each) for each in words])
        row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        row.setCheckState(0, Qt.CheckState.Checked)
        row.setTextAlignment(3, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.setData(0, _NUMBER, len(self._items))
        row.setData(0, _TOOLTIP, plain.tooltip(f"{title}\n{raw.url}"))
        if raw.warnings:
            row.setIcon(2, icons.icon("triangle-alert", self._theme, colour=self._theme.warn))
            row.setData(2, _TOOLTIP, plain.tooltip("\n".join(raw.warnings)))
        self._rows[len(self._items) - 1] = row
        above = self._refusals is not None
        self.insertTopLevelItem(self.topLevelItemCount() - above, row)
        if len(self._rows) == 1:
            self.setCurrentItem(row)
        self.ticks_changed.emit()

    def _add_refusal(self, refusal: Refusal) -> None:
        group = self._refusals
        if group is None:
            group = self._refusals = QTreeWidgetItem()
            strong = QFont(self.font())
            strong.setWeight(QFont.Weight.DemiBold)
            group.setFont(0, strong)
            self.addTopLevelItem(group)
            group.setFirstColumnSpanned(True)
            group.setExpanded(True)
        line = QTreeWidgetItem([plain.bidi_isolate(refusal.reason)])
        line.setData(0, _TOOLTIP, plain.tooltip(refusal.reason))
        group.addChild(line)
        line.setFirstColumnSpanned(True)
        group.setText(0, f"Not fetched ({group.childCount():,})")

    def _article_of(self, row: QTreeWidgetItem | None) -> RawArticle | None:
        number = row.data(0, _NUMBER) if row is not None else None
        item = self._items[number - 1] if isinstance(number, int) and number <= len(self._items) else None
        return item if isinstance(item, RawArticle) else None

    def _ticked(self, row: QTreeWidgetItem, column: int) -> None:
        if column == 0 and row.data(0, _NUMBER):
            self.ticks_changed.emit()
