"""The page itself: how items reach the list, and what a key does to the one in hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from corpus.changes import Changes
from corpus.errors import UserError
from corpus.progress import Progress
from corpus.store import Store
from desktop.errors import asks
from desktop.errors.asks import Comparison
from desktop.errors.bar import Bar
from desktop.errors.checking import Checking, StartJob
from desktop.errors.empty import EmptyErrors
from desktop.errors.group_list import GroupDelegate, GroupList
from desktop.errors.groups import Group, Grouping, GroupModel
from desktop.errors.item_view import ItemView
from desktop.errors.place import after, around, before, coming
from desktop.session import Session
from desktop.theme import Theme
from desktop.worker import Worker
from labels import error_verdicts, errors, inconsistent, kwic
from labels.error import KINDS, Difference, Kind, Right
from labels.errors import Errors
from labels.inconsistent import Inconsistent

_KINDS = frozenset(("span", "verdict", "article", "work", "label"))
_FEW = 40  # articles that are compared again at once; more of them beside the window
_RIGHTS: dict[Qt.Key, Right] = {
    Qt.Key.Key_1: "human", Qt.Key.Key_H: "human", Qt.Key.Key_2: "model", Qt.Key.Key_M: "model",
    Qt.Key.Key_3: "neither", Qt.Key.Key_B: "neither",
}  # fmt: skip
_WHOLE: dict[Qt.Key, Right] = {Qt.Key.Key_H: "human", Qt.Key.Key_M: "model"}


class ErrorsPage(QWidget):
    """Where the coding and a model differ.

    Attributes:
        item: the difference in hand, None when there is none.

    Signals:
        open_requested: words are to be read in their article (article id, start, end; code points).
        left: Escape: the analyst is done here.
    """

    open_requested = Signal(int, int, int)
    left = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Errors")
        self._session = session
        self._start_job: StartJob | None = None
        self._start_writing: StartJob | None = None
        self._found = _nothing()
        self._stale = True
        self._touched, self._since = set[int](), set[int]()  # articles written to: unseen, and since all was compared
        self.item: Difference | None = None
        self._settling = False
        self.worker, self.checking = Worker(self), Checking(self)
        self.model = GroupModel(self)
        self.delegate = GroupDelegate(theme, self)
        self.list = GroupList(self.model, self.delegate)
        self.bar, self.view, self.empty = Bar(), ItemView(theme), EmptyErrors(theme)
        self._lay_out()
        self._connect()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_job(self, start: StartJob, writing: StartJob | None = None) -> None:
        """Say how long work is started; without it the coding cannot be checked.

        Args:
            writing: starts what only writes, in another lane: it need not wait for a training.
        """
        self._start_job, self._start_writing = start, writing or start

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.delegate.theme = theme
        self.view.set_theme(theme)
        self.empty.set_theme(theme)
        self.list.viewport().update()

    def close_project(self) -> None:
        """Let go of the project file: no thread reads it when this returns."""
        self.worker.wait()

    # What is listed

    def refresh(self) -> None:
        """Compare everything anew, beside the window."""
        self._stale, store = False, self._session.store
        self._touched.clear()
        self._since.clear()
        if store is None:
            return
        self.view.labels = self.delegate.labels = {label.id: label for label in self._session.all_labels()}
        self.worker.ask(
            store, asks.comparing, told=self._compared, done=self._compared, failed=self._session.failed.emit
        )
        self._show_state()

    def check(self) -> None:
        """Train models on parts of the coding that read the rest, a job of minutes; nothing while one runs."""
        if self._start_job is not None:
            self.checking.start(self._start_job, lambda _run: self._again())

    def _check_or_stop(self) -> None:
        if self.checking.is_running:
            self.checking.stop()
        else:
            self.check()

    def _compared(self, found: Comparison) -> None:
        """List what was found; what was written since it was looked for is looked at again."""
        held, self._found = self.item, found
        self.model.show(found.grouping)
        self._look_again(sorted(self._since))
        self._settle(around(self.model, held))

    def _again(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def _look_again(self, article_ids: Iterable[int]) -> list[Difference]:
        """Compare some articles again; returns what is new there."""
        store, new = self._session.store, list[Difference]()
        if store is None:
            return new
        run, doubts, wavering = self._found.differing.run, self._found.differing.doubts, self._found.wavering
        for article_id in article_ids:
            differing = errors.of_articles(store, run, [article_id], doubts) if run else []
            again = inconsistent.of_articles(store, wavering, [article_id])
            new += self.model.replace(article_id, asks.joined(differing, again))
        return new

    # Following the session

    def _on_project(self) -> None:
        self.close_project()
        self.checking.forget()
        self._found, self.item = _nothing(), None
        self.model.show(self._found.grouping)
        self._again()
        self._show_state()

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        if not changes.kinds & _KINDS or self._stale:
            return
        self._touched |= changes.articles
        if self.worker.is_busy:
            self._since |= changes.articles
        if "label" in changes.kinds or not changes.articles or len(self._touched) > _FEW:
            self._again()
        elif self.isVisible():
            self._catch_up(mine=initiator is self, seen=True)

    def _catch_up(self, *, mine: bool = False, seen: bool = False) -> None:
        """Look again at what was written; what an undo brings back before one's eyes (`seen`) is taken in hand."""
        held, row = self.item, self.list.currentIndex().row()
        new = self._look_again(sorted(self._touched))
        self._touched.clear()
        if not mine:  # who decided knows what comes next
            self._settle(around(self.model, new[0] if new and seen else held, row=row))

    # What the analyst does

    def decide(self, right: Right, *, whole: bool = False) -> None:
        """Say who is right about the item in hand, or about all of its phrase."""
        item, group = self.item, self._group()
        if item is None or group is None or self._session.read_only:
            return
        items = list(group.items) if whole else [item]
        following = after(self.model, group.items[-1] if whole else item)
        if following is None or following in items:
            following = before(self.model, group.items[0] if whole else item)
        if len(items) > error_verdicts.FEW and self._start_writing is not None:
            self._start_writing("Deciding", lambda store, progress: _decide(store, items, right, progress), self._told)
            return
        self._settling = True  # rows that go would put others in hand one after another
        if self._session.write(self, error_verdicts.decide, items, right) is None:
            self._look_again([item.article_id])
        self._settling = False
        self._settle(following if following and self.model.is_listed(following) else around(self.model, item))
        if right == "neither":
            self._open(item)

    def step(self, by: int) -> None:
        """Take the next item in hand (1), or the one before (-1); it may belong to the next phrase."""
        item = self.item
        for _ in range(abs(by)):
            item = (after if by > 0 else before)(self.model, item) if item else None
        if item is not None:
            self._take(item)

    def _told(self, changes: Changes) -> None:
        self._session.tell(changes)

    def _open(self, item: Difference | None) -> None:
        if item is not None:
            self.open_requested.emit(item.article_id, *item.range)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._heard(event):
            super().keyPressEvent(event)

    def _heard(self, event: QKeyEvent) -> bool:
        key, control = Qt.Key(event.key()), Qt.KeyboardModifier.ControlModifier
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        doings: dict[Qt.Key, Callable[[], object]] = {}
        if held == Qt.KeyboardModifier.NoModifier:
            doings = {each: lambda right=right: self.decide(right) for each, right in _RIGHTS.items()}  # type: ignore[misc]
            doings |= {
                Qt.Key.Key_Return: lambda: self._open(self.item),
                Qt.Key.Key_Enter: lambda: self._open(self.item),
                Qt.Key.Key_Right: lambda: self.step(1),
                Qt.Key.Key_Left: lambda: self.step(-1),
                Qt.Key.Key_Escape: self.left.emit,
            }
        elif held == Qt.KeyboardModifier.ShiftModifier:
            doings = {each: lambda right=right: self.decide(right, whole=True) for each, right in _WHOLE.items()}  # type: ignore[misc]
        elif held == control:
            doings = {
                Qt.Key.Key_PageDown: lambda: self.bar.step(1),
                Qt.Key.Key_PageUp: lambda: self.bar.step(-1),
            }
        doing = doings.get(key)
        if doing is not None:
            doing()
        return doing is not None

    # What is in hand

    def _group(self) -> Group | None:
        return self.model.group_of(self.item) if self.item else None

    def _on_row(self) -> None:
        if self._settling:
            return
        index = self.list.currentIndex()
        row = self.model.rows[index.row()] if index.isValid() else None
        if isinstance(row, Group) and row is not self._group():
            self._take(row.items[0])

    def _settle(self, item: Difference | None) -> None:
        """Take an item in hand, or none, and show how matters stand."""
        if item is not None:
            self._take(item)
        else:
            self.item = None
        self._show_state()

    def _take(self, item: Difference) -> None:
        store, group = self._session.store, self.model.group_of(item)
        if store is None or group is None:
            return
        self.item = item
        index = self.model.index(self.model.row_of(group))
        if index.isValid() and index != self.list.currentIndex():
            self.list.setCurrentIndex(index)
        try:
            about = errors.article_text(store, item.article_id)
        except UserError as error:
            self._session.failed.emit(str(error))
            return
        self.view.show_item(item, about, group.items.index(item) + 1, len(group.items))
        self._show_coming()

    def _show_coming(self) -> None:
        store, item = self._session.store, self.item
        if store is None or item is None:
            return
        items = coming(self.model, item, self.view.coming.room)
        places = [(each.article_id, *each.range) for each in items]
        self.view.show_coming(items, kwic.lines(store, places))

    def _show_kind(self, kind: Kind | None) -> None:
        held = self.item
        self.model.show_kinds([kind] if kind else KINDS)
        self._settle(around(self.model, held))

    def _show_state(self) -> None:
        busy = self.worker.is_busy
        run, total = self._found.differing.run, self.model.total
        self.bar.show_counts(self.model.counts, run, busy=busy, checking=self.checking.says)
        self.bar.check.setEnabled(self._start_job is not None and not self._session.read_only)
        self.empty.button.setEnabled(self.bar.check.isEnabled())
        self.view.set_writable(on=not self._session.read_only)
        self._show_pane(self.split if total else self.empty)
        if self.checking.says:
            self.empty.show_checking(self.checking.says)
        elif busy and not total:
            self.empty.show_busy()
        elif run is not None or total:
            self.empty.show_done()
        elif self._session.status_counts().get("done", 0):
            self.empty.show_unchecked()
        else:
            self.empty.show_unfinished()

    def _show_pane(self, pane: QWidget) -> None:
        """Show the list or what stands in its place, so that keys go on being heard here."""
        if self.stack.currentWidget() is pane:
            return
        focus = self.focusWidget()
        heard = self.isActiveWindow() and self.isVisible() and (QApplication.focusWidget() in (None, self, focus))
        self.stack.setCurrentWidget(pane)
        if heard:
            self.setFocus()

    # Building

    def _connect(self) -> None:
        self._session.project_changed.connect(self._on_project)
        self._session.changed.connect(self._on_changed)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._on_row())
        self.list.key_pressed.connect(self.keyPressEvent)
        self.list.doubleClicked.connect(lambda _index: self._open(self.item))
        self.view.decided.connect(lambda right, whole: self.decide(right, whole=whole))
        self.view.open_wanted.connect(lambda: self._open(self.item))
        self.view.coming_wanted.connect(self.step)
        self.view.coming.grown.connect(self._show_coming)
        self.bar.kind_wanted.connect(self._show_kind)
        self.bar.check.clicked.connect(self._check_or_stop)
        self.empty.wanted.connect(self._check_or_stop)
        self.checking.changed.connect(self._show_state)

    def _lay_out(self) -> None:
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.list.setMinimumWidth(240)
        paper = QFrame()
        paper.setProperty("pane", "side")
        column = QVBoxLayout(paper)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        for part, stretch in ((self.list, 0), (paper, 1)):
            self.split.addWidget(part)
            self.split.setStretchFactor(self.split.count() - 1, stretch)
        self.split.setSizes([320, 960])
        self.stack = QStackedWidget()
        self.stack.addWidget(self.split)
        self.stack.addWidget(self.empty)
        line = QFrame()
        line.setProperty("line", "across")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        for widget in (self.bar, line):
            outer.addWidget(widget)
        outer.addWidget(self.stack, 1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.stack.currentWidget() is self.split:
            self.list.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale or len(self._touched) > _FEW:
            self.refresh()
        elif self._touched:
            self._catch_up()


def _nothing() -> Comparison:
    return Comparison(Errors(None), Inconsistent(), Grouping())


def _decide(store: Store, items: Sequence[Difference], right: Right, progress: Progress) -> Changes:
    return error_verdicts.decide(store, items, right, progress=progress)
