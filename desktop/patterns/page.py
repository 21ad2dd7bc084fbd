"""The page itself: the patterns on the left, the one being typed on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QHeaderView,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from corpus.changes import Changes
from corpus.errors import UserError
from corpus.progress import Progress
from corpus.store import Store
from corpus.wording import counted
from desktop import page_parts, plain
from desktop.long_table import LongTable
from desktop.patterns import asks
from desktop.patterns.editor import Editor
from desktop.patterns.empty import EmptyPatterns
from desktop.patterns.model import KIND, LABEL, ON, PATTERN, RIGHT, WRONG, PatternModel
from desktop.session import Session
from desktop.theme import Theme
from desktop.worker import Worker
from labels import patterns
from labels.pattern import Pattern
from labels.suggest import pattern_files
from labels.suggest.pattern_files import FileReport

StartJob = Callable[[str, Callable[[Store, Progress], object], Callable[..., object]], object]
_KINDS = frozenset(("pattern", "label", "span", "verdict"))
_WIDTHS = {ON: 44, LABEL: 144, KIND: 92, RIGHT: 60, WRONG: 66}  # pixels
_FILES = "Patterns (*.jsonl);;All files (*)"
_TOLD = 20  # lines left out that are named


class _Table(LongTable):
    """Signal: `key_pressed`, a key that is not for the table itself."""

    key_pressed = Signal(QKeyEvent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        own = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        if event.key() in own or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            self.key_pressed.emit(event)


class PatternsPage(QWidget):
    """The user's own patterns.

    Signals:
        open_requested: words are to be read in their article (article id, start, end; code points).
        left: Escape: the analyst is done here.
    """

    open_requested = Signal(int, int, int)
    left = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Patterns")
        self._session = session
        self._start_job: StartJob | None = None
        self._stale = True
        self.worker, self.counter = Worker(self), Worker(self)
        self.heading, self.summary = (
            plain.PlainLabel("Patterns"),
            plain.PlainLabel("", elide=Qt.TextElideMode.ElideRight),
        )
        self.take_in = self._button("Import…", self._ask_import)
        self.write_out = self._button("Export…", self._ask_export)
        self.new = self._button("New pattern", self.begin)
        self.remove = self._button("Remove", self._remove)
        self.turn = self._button("Turn off", self._turn)
        self.model, self.editor, self.empty = PatternModel(theme, self), Editor(theme), EmptyPatterns(theme)
        self.table = _Table(row_height=34)
        self._set_up_table()
        self._lay_out()
        self._connect()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_job(self, start: StartJob) -> None:
        """Say how long work is started; without it no file is taken in."""
        self._start_job = start

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.model.theme = theme
        self.editor.set_theme(theme)
        self.empty.set_theme(theme)
        self._again()

    def close_project(self) -> None:
        """Let go of the project file: no thread reads it when this returns."""
        self.worker.wait()
        self.counter.wait()

    # Following the session

    def _on_project(self) -> None:
        self.close_project()
        self.editor.edit(None)
        self._again()

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if changes.kinds & _KINDS:
            self._again()

    def _again(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read the patterns again."""
        self._stale, store = False, self._session.store
        held, row = self._pattern(), self.table.currentIndex().row()
        found = patterns.all_patterns(store) if store else []
        self.model.show(found, {label.id: label for label in self._session.all_labels()})
        if store and found:  # every span is read for it: the window must not wait
            self.counter.ask(store, asks.counting, done=self.model.show_worth, failed=self._session.failed.emit)
        self.editor.set_labels([label for label in self._session.labels if not label.retired])
        at = self.model.row_of(held.id) if held else -1
        if found:
            self.table.selectRow(at if at >= 0 else min(max(row, 0), len(found) - 1))
        off = sum(each.off for each in found)
        self.summary.setText(f"{counted(len(found), 'pattern')}{f', {off:,} off' if off else ''}" if found else "")
        plain.set_tooltip(self.summary, "")
        self.stack.setCurrentIndex(0 if found else 1)
        self.foot.setVisible(bool(found))
        self._enable()

    def _enable(self) -> None:
        writable, pattern = not self._session.read_only, self._pattern()
        self.editor.may_save = writable
        for button in (self.new, self.empty.button, self.take_in):
            button.setEnabled(writable)
        self.write_out.setEnabled(bool(self.model.patterns))
        for button in (self.turn, self.remove):
            button.setEnabled(writable and pattern is not None)
        self.turn.setText("Turn on" if pattern and pattern.off else "Turn off")

    # What the analyst does

    def begin(self) -> None:
        """Type a new pattern."""
        self.table.setCurrentIndex(QModelIndex())
        self.editor.edit(None)
        self.editor.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        label_id, kind, body, note = self.editor.given()
        old = self.editor.pattern
        if old is None:
            done = self._session.do(patterns.add, label_id, kind, body, note=note)
        else:
            done = self._session.do(patterns.edit, old.id, label_id=label_id, kind=kind, body=body, note=note)
        if done is None:
            return
        store = self._session.store
        kept = patterns.find(store, label_id, kind, body) if store else None
        if kept is not None:
            self.table.selectRow(self.model.row_of(kept.id))
            self.editor.edit(kept)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self) -> None:
        if pattern := self._pattern():
            self._session.do(patterns.turn, [pattern.id], on=pattern.off)

    def _turned(self, pattern_id: int, on: bool) -> None:
        if not self._session.read_only:
            self._session.do(patterns.turn, [pattern_id], on=on)

    def _remove(self) -> None:
        if pattern := self._pattern():
            self._session.do(patterns.remove, [pattern.id])
            if not self.model.patterns:
                self.editor.edit(None)
                self.empty.button.setFocus()

    def _ask_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Import patterns", self._folder(), _FILES)
        if name:
            self.import_file(Path(name))

    def import_file(self, path: Path) -> None:
        """Take in the patterns of a file."""
        if self._start_job is not None:
            self._start_job(
                f"Importing patterns from {path.name}",
                lambda store, progress: pattern_files.read(store, path, progress=progress),
                self._imported,
            )

    def _imported(self, report: FileReport) -> None:
        self._session.tell(report.changes)
        told = [f"{counted(report.patterns, 'pattern')} came in"]
        told += [f"{report.known:,} known before"] if report.known else []
        told += [counted(len(report.labels), "new label")] if report.labels else []
        told += [f"{counted(len(report.left_out), 'line')} left out. {report.left_out[0]}"] if report.left_out else []
        self._tell("; ".join(told), report.left_out)

    def _ask_export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Export patterns", f"{self._folder()}/patterns.jsonl", _FILES)
        if name:
            self.export_file(Path(name))

    def export_file(self, path: Path) -> None:
        """Write the patterns that are on to a file that spaCy and Prodigy read."""
        store = self._session.store
        if store is None:
            return
        try:
            report = pattern_files.write(store, path)
        except UserError as error:
            self._session.failed.emit(str(error))
            return
        left = f". {report.left_out[0]}" if report.left_out else ""
        self._tell(f"{counted(report.patterns, 'pattern')} written to {path.name}{left}", report.left_out)

    def _tell(self, sentence: str, left_out: Sequence[str]) -> None:
        """Say what came of a file; all that was left out can be read by pointing at it."""
        self.summary.setText(sentence)
        more = [f"and {len(left_out) - _TOLD:,} more"] if len(left_out) > _TOLD else []
        plain.set_tooltip(self.summary, "\n".join([*left_out[:_TOLD], *more]))

    def _folder(self) -> str:
        """Return where a file is looked for first: beside the project."""
        return str(self._session.store.path.parent) if self._session.store else ""

    def _look(self, kind: str, body: str) -> None:
        if (store := self._session.store) is not None:
            ask = asks.looking(kind, body)  # type: ignore[arg-type]
            seen = self.editor.show_seen
            self.worker.ask(store, ask, told=seen, done=seen, failed=self.editor.refuse)

    def _key(self, event: QKeyEvent) -> None:
        doings: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Space: self.turn.click,
            Qt.Key.Key_Delete: self.remove.click,
            Qt.Key.Key_Return: self.editor.field.setFocus,
            Qt.Key.Key_Enter: self.editor.field.setFocus,
            Qt.Key.Key_N: self.new.click,
            Qt.Key.Key_Escape: self.left.emit,
        }
        if (doing := doings.get(event.key())) is not None:
            doing()

    def _pattern(self) -> Pattern | None:
        at = self.table.currentIndex()
        return self.model.patterns[at.row()] if at.isValid() and at.row() < len(self.model.patterns) else None

    def _on_row(self) -> None:
        self._enable()
        pattern = self._pattern()
        if pattern is not None and pattern != self.editor.pattern:
            self.editor.edit(pattern)

    def _open_hit(self, row: int) -> None:
        line = self.editor.hits.hits.lines[row]
        self.open_requested.emit(line.article_id, line.start, line.end)

    # Building

    def _button(self, words: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(words, self)
        button.clicked.connect(lambda _checked=False: do())
        return button

    def _connect(self) -> None:
        self._session.project_changed.connect(self._on_project)
        self._session.changed.connect(self._on_changed)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._on_row())
        self.table.key_pressed.connect(self._key)
        self.table.doubleClicked.connect(lambda _index: self.editor.field.setFocus())
        self.model.turned.connect(self._turned)
        self.editor.looked_for.connect(self._look)
        self.editor.cleared.connect(self.worker.stop)
        self.editor.kept.connect(self._keep)
        self.editor.left.connect(self.table.setFocus)
        self.editor.hits.activated.connect(lambda index: self._open_hit(index.row()))
        self.empty.wanted.connect(self.begin)

    def _set_up_table(self) -> None:
        self.table.setModel(self.model)
        self.table.setAccessibleName("Patterns")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(PATTERN, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)

    def _lay_out(self) -> None:
        self.heading.setProperty("role", "title")
        self.summary.setProperty("role", "second")
        self.new.setProperty("kind", "primary")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        self.foot = page_parts.foot(self.turn, self.remove)
        column.addWidget(self.foot)
        side = QFrame()
        side.setProperty("pane", "side")
        inner = QVBoxLayout(side)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.editor)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        for number, part in enumerate((listed, side)):
            split.addWidget(part)
            split.setStretchFactor(number, 1)
        split.setSizes([640, 640])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        line = QFrame()
        line.setProperty("line", "across")
        outer.addWidget(page_parts.head(self.heading, self.summary, self.take_in, self.write_out, self.new))
        outer.addWidget(line)
        outer.addWidget(split, 1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        (self.table if self.model.patterns else self.editor.field).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()
