"""The items by kind and by phrase, as rows: a heading for each kind, below it a row for each phrase."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop import plain
from labels.error import KINDS, Difference, Kind

ROW = Qt.ItemDataRole.UserRole  # the Head or the Group
Index = QModelIndex | QPersistentModelIndex
GroupKey = tuple[Kind, str, int, int]
_ROOT = QModelIndex()


@dataclass(slots=True, eq=False)
class Head:
    """The heading above the groups of a kind; `count` is of items."""

    kind: Kind
    count: int = 0


@dataclass(slots=True, eq=False)
class Group:
    """The items of one phrase that differ in the same way, those with the highest score first."""

    key: GroupKey
    items: list[Difference] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        """What sort of difference it is."""
        return self.key[0]

    def add(self, item: Difference) -> None:
        """Put an item where its score belongs."""
        self.items.insert(bisect_right(self.items, -item.score, key=lambda each: -each.score), item)


def _order(group: Group) -> tuple[float, int, str]:
    """Those with the surest item come first, and of these those with most."""
    return -round(group.items[0].score, 2) if group.items else 0.0, -len(group.items), group.key[1]


class Grouping:
    """Items in groups, made beside the window: of ten thousand that takes a while."""

    def __init__(self, items: Iterable[Difference] = ()) -> None:
        """`items` come sorted by their scores."""
        self.groups: dict[GroupKey, Group] = {}
        self.by_article: dict[int, list[Difference]] = defaultdict(list)
        self.counts: dict[Kind, int] = dict.fromkeys(KINDS, 0)
        for item in items:
            self.group(item).items.append(item)
            self.by_article[item.article_id].append(item)
            self.counts[item.kind] += 1
        self._sorted = sorted(self.groups.values(), key=_order)

    def group(self, item: Difference) -> Group:
        """Return the group of an item, a new one when it is the first."""
        key = item.group
        found = self.groups.get(key)
        if found is None:
            found = self.groups[key] = Group(key)
        return found

    def rows(self, kinds: Collection[Kind], *, again: bool) -> list[Head | Group]:
        """Return the rows of some kinds; `again`: groups have changed since they were put in order."""
        ordered = sorted(self.groups.values(), key=_order) if again else self._sorted
        found: list[Head | Group] = []
        for kind in KINDS:
            if kind in kinds and self.counts[kind]:
                found.append(Head(kind, self.counts[kind]))
                found += [group for group in ordered if group.kind == kind]
        return found


class GroupModel(QAbstractListModel):
    """Groups of the kinds shown. Few rows change at a time, so that a decision among ten thousand is quick."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Head | Group] = []
        self.shown: frozenset[Kind] = frozenset(KINDS)
        self._grouping = Grouping()

    @property
    def counts(self) -> Mapping[Kind, int]:
        """Items of each kind, shown or not."""
        return self._grouping.counts

    # What Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            words = row.kind if isinstance(row, Head) else row.key[1]
            return f"{plain.bidi_isolate(words)}, {row.count if isinstance(row, Head) else len(row.items):,}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self.rows[index.row()], Head):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    # What is listed

    @property
    def total(self) -> int:
        """Items of all kinds."""
        return sum(self.counts.values())

    def show(self, grouping: Grouping) -> None:
        """List other items."""
        self._grouping = grouping
        self._lay_out(again=False)

    def show_kinds(self, kinds: Collection[Kind]) -> None:
        """List the groups of these kinds only."""
        self.shown = frozenset(kinds)
        self._lay_out(again=True)

    def items_of(self, article_id: int) -> Sequence[Difference]:
        """Return the items of an article."""
        return self._grouping.by_article.get(article_id, [])

    def replace(self, article_id: int, items: Sequence[Difference]) -> list[Difference]:
        """List these items of an article instead of those before; return those that are new."""
        before, after = set(self.items_of(article_id)), set(items)
        for item in before - after:
            self._take_out(item)
        new = [item for item in items if item not in before]
        for item in new:
            self._put_in(item)
        self._grouping.by_article[article_id] = list(items)
        return new

    def row_of(self, group: Group) -> int:
        """Return a group's row, -1 when it is not listed."""
        return self.rows.index(group) if group in self.rows else -1

    def is_listed(self, item: Difference) -> bool:
        """Whether an item is among those shown."""
        group = self._grouping.groups.get(item.group)
        return group is not None and item.kind in self.shown and item in group.items

    def group_of(self, item: Difference) -> Group | None:
        """Return the group that holds an item."""
        return self._grouping.groups.get(item.group)

    def _lay_out(self, *, again: bool) -> None:
        self.beginResetModel()
        self.rows = self._grouping.rows(self.shown, again=again)
        self.endResetModel()

    def _take_out(self, item: Difference) -> None:
        group = self._grouping.groups[item.group]
        group.items.remove(item)
        self._count(item.kind, -1)
        if not group.items:
            del self._grouping.groups[item.group]
            self._remove_row(group)
        else:
            self._repaint(group)

    def _put_in(self, item: Difference) -> None:
        known = item.group in self._grouping.groups
        group = self._grouping.group(item)
        group.add(item)
        self._count(item.kind, 1)
        if known:
            self._repaint(group)
        elif item.kind in self.shown:
            self._insert_row(group)

    def _count(self, kind: Kind, more: int) -> None:
        self._grouping.counts[kind] += more
        at = self._head(kind)
        if at >= 0:
            head = self.rows[at]
            assert isinstance(head, Head)
            head.count = self.counts[kind]
            self.dataChanged.emit(self.index(at), self.index(at))

    def _head(self, kind: Kind) -> int:
        return next((at for at, row in enumerate(self.rows) if isinstance(row, Head) and row.kind == kind), -1)

    def _repaint(self, group: Group) -> None:
        if (at := self.row_of(group)) >= 0:
            self.dataChanged.emit(self.index(at), self.index(at))

    def _remove_row(self, group: Group) -> None:
        if (at := self.row_of(group)) < 0:
            return
        first = at - 1 if not self.counts[group.kind] else at  # the last one takes the heading with it
        self.beginRemoveRows(_ROOT, first, at)
        del self.rows[first : at + 1]
        self.endRemoveRows()

    def _insert_row(self, group: Group) -> None:
        head = self._head(group.kind)
        if head < 0:
            at = sum(1 for row in self.rows if KINDS.index(row.kind) < KINDS.index(group.kind))
            new: list[Head | Group] = [Head(group.kind, self.counts[group.kind]), group]
        else:
            at, new = head + 1, [group]
            while at < len(self.rows) and isinstance(row := self.rows[at], Group) and _order(row) <= _order(group):
                at += 1
        self.beginInsertRows(_ROOT, at, at + len(new) - 1)
        self.rows[at:at] = new
        self.endInsertRows()
