"""The article list as a Qt model: ids, and pages of rows that are fetched when they are looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from corpus.article import ArticleRow
from corpus.id_list import IdList
from desktop.articles import words
from desktop.session import Session

PAGE = 64  # rows fetched at once: a few screens, in a few milliseconds
PAGES = 64  # pages held
ROW = Qt.ItemDataRole.UserRole  # the ArticleRow
ID = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ArticleModel(QAbstractTableModel):
    """One column; a row for each id. Holds at most `PAGE` times `PAGES` rows, whatever the project holds."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._ids: Sequence[int] = IdList()
        self._pages: OrderedDict[int, dict[int, ArticleRow]] = OrderedDict()  # page number -> rows by id

    # What Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        if role == ID:
            return self._ids[index.row()]
        if role not in (ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.row_at(index.row())
        if role == ROW or row is None:
            return row
        return words.title(row) if role == Qt.ItemDataRole.DisplayRole else words.spoken(row)

    # What the panel asks

    def ids(self) -> Sequence[int]:
        """Return the ids listed, in order."""
        return self._ids

    def set_ids(self, ids: Sequence[int]) -> bool:
        """List other articles; says whether they are others at all. Where only more follow, nothing else moves."""
        if ids == self._ids:
            return False
        if self._ids and isinstance(ids, IdList) and isinstance(self._ids, IdList) and self._ids.begins(ids):
            self._add(ids)
            return True
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()
        return True

    def _add(self, ids: Sequence[int]) -> None:
        before = len(self._ids)
        self.beginInsertRows(_ROOT, before, len(ids) - 1)
        self._ids = ids
        self._pages.pop(before // PAGE, None)  # it was not full
        self.endInsertRows()

    def row_of(self, article_id: int) -> int:
        """Return where an article stands, -1 when it is not listed."""
        try:
            return self._ids.index(article_id)
        except ValueError:
            return -1

    def row_at(self, row: int) -> ArticleRow | None:
        """Return what is known of the article in a row; None when it is gone from the project."""
        return self._page(row // PAGE).get(self._ids[row])

    def touch(self, article_ids: Collection[int]) -> None:
        """Read rows again that were written; rows that nobody has looked at stay unread."""
        for number, page in self._pages.items():
            if stale := page.keys() & set(article_ids):
                self._read_again(number, page, stale)

    def touch_all(self) -> None:
        """Read every row again when it is next looked at."""
        self._pages.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))

    def _read_again(self, number: int, page: dict[int, ArticleRow], stale: Iterable[int]) -> None:
        page.update({row.id: row for row in self._session.article_rows(list(stale))})
        start = number * PAGE
        listed = self._ids[start : start + PAGE]
        for article_id in stale:
            index = self.index(start + listed.index(article_id), 0)
            self.dataChanged.emit(index, index)

    def _page(self, number: int) -> dict[int, ArticleRow]:
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        ids = self._ids[number * PAGE : (number + 1) * PAGE]
        page = {row.id: row for row in self._session.article_rows(ids)}
        self._pages[number] = page
        if len(self._pages) > PAGES:
            self._pages.popitem(last=False)
        return page
