"""The list itself: keys, selection, and which article is asked for."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from desktop.articles import model
from desktop.articles.delegate import ArticleDelegate
from desktop.articles.model import ArticleModel
from desktop.articles.scroll_bar import OverlayScrollBar

DELAY = 90  # milliseconds that an arrow key must rest before the article is read

_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect
_FOCUS_ONLY = QItemSelectionModel.SelectionFlag.NoUpdate


class ArticleList(QTableView):
    """A table, since Qt's list view lays out every row it has; all rows are of one height.

    Signals:
        requested: an article is to be read (its id); sent for a person's keys and clicks only.
        entered_article: Enter on a row: read it, and go there.
        menu_wanted: the context menu, at a global position.
    """

    requested = Signal(int)
    entered_article = Signal(int)
    menu_wanted = Signal(QPoint)

    def __init__(self, articles: ArticleModel, delegate: ArticleDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("articleList")
        self.setAccessibleName("Articles")
        self._articles, self._delegate, self._quiet = articles, delegate, False
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self._timer.timeout.connect(self._request)
        self._set_up()
        self.setModel(articles)
        self.setItemDelegate(delegate)
        self.selectionModel().selectionChanged.connect(self._selection_changed)
        articles.modelAboutToBeReset.connect(self._timer.stop)

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll_bar = OverlayScrollBar(self)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        heights = self.verticalHeader()
        heights.hide()
        heights.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heights.setMinimumSectionSize(1)
        heights.setDefaultSectionSize(self._delegate.row_height())

    # What the panel asks

    def chosen_ids(self) -> list[int]:
        """Return the ids of the selected rows, in the list's order."""
        ids = self._articles.ids()
        return [article_id for start, end in self._chosen() for article_id in ids[start:end]]

    def _chosen(self) -> list[tuple[int, int]]:
        """Return the selected rows as half-open ranges, in order: a million rows are one."""
        chosen = self.selectionModel().selection()
        ranges = (chosen.at(number) for number in range(chosen.size()))
        return sorted((each.top(), each.bottom() + 1) for each in ranges)

    def show_open(self, article_id: int) -> None:
        """Mark the article being read and bring it into sight; asks for nothing. 0 when none is read."""
        self._timer.stop()
        self._delegate.open_id = article_id
        row = self._articles.row_of(article_id) if article_id else -1
        self._quiet = True
        if row < 0:
            self.selectionModel().clearSelection()
        elif self._chosen() != [(row, row + 1)]:
            self.selectionModel().setCurrentIndex(self._articles.index(row, 0), _SELECT)
        self._quiet = False
        if row >= 0:
            self.scrollTo(self._articles.index(row, 0))
        self.viewport().update()

    def place(self) -> tuple[int, int]:
        """Return where the list stands: the row of the open (or current) article, and how far it is scrolled."""
        row = max(self._articles.row_of(self._delegate.open_id), self.currentIndex().row())
        return row, self.verticalScrollBar().value()

    def return_to(self, place: tuple[int, int]) -> None:
        """After other rows came into the list, stand where it stood, with the open article where it was on screen."""
        before, scrolled = place
        self.executeDelayedItemsLayout()  # until then the scroll bar ends where the old rows ended
        after = self._articles.row_of(self._delegate.open_id)
        moved = (after - before) * self._delegate.row_height() if after >= 0 and before >= 0 else 0
        self.verticalScrollBar().setValue(scrolled + moved)
        if after >= 0:
            self.show_open(self._delegate.open_id)
        elif before >= 0 and self._articles.rowCount():  # its row is gone: the arrow keys go on from there
            row = min(before, self._articles.rowCount() - 1)
            self.selectionModel().setCurrentIndex(self._articles.index(row, 0), _FOCUS_ONLY)

    def go_to(self, row: int) -> None:
        """Select one row, as if by a key."""
        if row >= 0:
            self.selectionModel().setCurrentIndex(self._articles.index(row, 0), _SELECT)
            self.scrollTo(self._articles.index(row, 0))

    # Keys and mouse

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._timer.isActive():
            self._request()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self._enter()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plainly = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plainly:
            self._enter()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and plainly:
            self.go_to(0 if key == Qt.Key.Key_Home else self._articles.rowCount() - 1)
        elif event.text().isprintable() and event.text():
            event.ignore()  # letters belong to the window; looking rows up by letter would read every page
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        current = self.currentIndex()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and current.isValid():
            self.menu_wanted.emit(self.viewport().mapToGlobal(self.visualRect(current).center()))
        elif self.indexAt(event.pos()).isValid():
            self.menu_wanted.emit(event.globalPos())

    def sizeHintForColumn(self, column: int) -> int:
        return -1  # asking rows for their width would read them

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._delegate.row_height())

    def _enter(self) -> None:
        self._timer.stop()
        current: QModelIndex = self.currentIndex()
        if current.isValid():
            self.entered_article.emit(current.data(model.ID))

    def _selection_changed(self, _new: QItemSelection, _old: QItemSelection) -> None:
        """Read what is selected once it rests: arrow keys may be held down."""
        if not self._quiet:
            self._timer.start()

    def _request(self) -> None:
        self._timer.stop()
        chosen = self._chosen()
        if len(chosen) == 1 and chosen[0][1] - chosen[0][0] == 1:
            article_id = self._articles.ids()[chosen[0][0]]
            if article_id != self._delegate.open_id:
                self.requested.emit(article_id)
