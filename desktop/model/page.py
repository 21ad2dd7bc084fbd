"""The Model page: Train, whether that helped in one sentence, and below it everything else in the order of use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from corpus.changes import Changes
from corpus.errors import UserError
from corpus.progress import Progress
from corpus.store import Store
from desktop.model import ask, curve_reading
from desktop.model.body import Body
from desktop.model.curve_reading import Curve
from desktop.model.empty import NotEnough, Ready
from desktop.model.head import Head
from desktop.model.next_card import MOST
from desktop.model.options_bar import OptionsBar
from desktop.model.runs import Runs, StartJob
from desktop.model.standard import standard
from desktop.model.words import size, using
from desktop.model.work import WorkTable
from desktop.session import Session
from desktop.theme import Theme
from labels.model import Model
from labels.next_up import Next
from labels.training.options import Preset, TrainOptions
from labels.training.shortfall import Shortfall

NO_MODEL = "No model is in use. Train one, or take one of the history in use."
_Counted = tuple[Shortfall, tuple[Sequence[Next], int], Curve | None]
_SUGGESTED = frozenset(("model", "suggestion", "suggested_event", "doubt"))
_KINDS = frozenset(("span", "event", "work", "article", "label", "assignment", "label_kind"))


class ModelPage(QWidget):
    """A full page of the window.

    Signals:
        code_requested: the analyst goes on coding. left: Escape.
        assignment_requested: the articles of this assignment (its name), just made, are to be coded now.
        errors_requested: the analyst wants to see where the model errs.
        told: what came of something, one good sentence.
    """

    code_requested = Signal()
    assignment_requested = Signal(str)
    left = Signal()
    errors_requested = Signal()
    told = Signal(str)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._work: WorkTable = standard()
        self._stale, self._is_counting = True, False
        self._shortfall: Shortfall | None = None
        self.models: list[Model] = []
        self.runs = Runs(self)
        self.head, self.options = Head(), OptionsBar()
        self.empty, self.ready, self.body = NotEnough(theme), Ready(theme), Body(theme)
        self.area = QScrollArea(widgetResizable=True)
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.head.train)

    # What others call

    def set_job(self, start: StartJob) -> None:
        """Say how long work is started; without it nothing is trained."""
        self.runs.start_job = start

    def set_work(self, work: WorkTable) -> None:
        """Have everything done by other functions."""
        self._work = work
        self._again()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.empty.set_theme(theme)
        self.ready.set_theme(theme)
        self.body.set_theme(theme)

    def refresh(self) -> None:
        """Read the models again, and what is coded."""
        self._stale = False
        store = self._session.store
        self.models = list(self._read(self._work.models) or []) if store else []
        if store is None:
            self.body.curve.show_curve(None)
            self.body.next_up.show_next((), left=0)
        self._show()
        self._count()

    # Building

    def _lay_out(self) -> None:
        self.setAccessibleName("Model")
        self.options.hide()
        self.area.setWidget(self.body)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack.addWidget(self.area)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.ready)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part, stretch in ((self.head, 0), (_line(), 0), (self.options, 0), (self.stack, 1)):
            column.addWidget(part, stretch)

    def _connect(self) -> None:
        self._session.project_changed.connect(self._on_project)
        self._session.changed.connect(self._on_changed)
        self.empty.wanted.connect(self.code_requested)
        self.ready.wanted.connect(self.train)
        self._connect_head()
        self._connect_body()
        self._connect_runs()

    def _connect_head(self) -> None:
        self.head.train_wanted.connect(self.train)
        self.head.preset_chosen.connect(self._preset_chosen)
        self.head.options_wanted.connect(self._show_options)
        self.options.changed.connect(self._options_changed)

    def _connect_body(self) -> None:
        body = self.body
        body.verdict.use_wanted.connect(self._use)
        body.verdict.suggest_wanted.connect(self.suggest)
        body.verdict.errors_wanted.connect(self.errors_requested)
        body.next_up.code_wanted.connect(self._code)
        body.next_up.suggest_wanted.connect(self.suggest)
        body.curve.wanted.connect(self.measure)
        body.history.chosen.connect(body.scores.show_model)
        body.history.use_wanted.connect(self._use)
        body.history.note_wanted.connect(self._note)
        body.history.package_wanted.connect(self._package)
        body.history.remove_wanted.connect(self._ask_remove)

    def _connect_runs(self) -> None:
        runs, card = self.runs, self.body.training
        runs.began.connect(self._began)
        runs.told.connect(card.take)
        runs.progressed.connect(card.show_progress)
        runs.stopped.connect(lambda: self.told.emit("Stopped before there was anything to keep."))
        runs.ended.connect(self._ended)
        card.cancel_wanted.connect(runs.cancel)

    # Following the session

    def _on_project(self) -> None:
        if self.runs.is_running:
            self.told.emit("What was being trained was stopped with its project, and nothing of it was kept.")
        self.runs.forget()
        self.body.ask.close_up()
        self._shortfall, self._is_counting = None, False
        self.body.next_up.show_next((), left=0)
        self._again()

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        if changes.kinds & _KINDS or ("doubt" in changes.kinds and initiator is not self):
            self._again()

    def _again(self) -> None:
        self._stale = True
        if self.isVisible() or self._session.store is None:
            self.refresh()

    def _count(self) -> None:
        """Find out, beside the window, whether enough is coded, what to code next, and what the last curve says."""
        if self._session.store is None or self.runs.start_job is None or self._is_counting or self.runs.is_running:
            return
        self._is_counting = True
        options, work = self.options.options(), self._work

        def look(store: Store, _: Progress) -> _Counted:
            return work.shortfall(store, options), work.next_up(store, MOST), curve_reading.read(work.curve_kept(store))

        if not self.models:  # the page is empty until that is known, and of a million articles it takes minutes
            self.head.summary.setText("counting what is coded…")
        self.runs.start_job("Counting what is coded", look, self._counted)

    def _counted(self, found: _Counted) -> None:
        self._is_counting = False
        self._shortfall, (articles, left), curve = found
        self.body.next_up.show_next(articles, left=left)
        self.body.curve.show_curve(curve)
        self._show()

    # Showing

    @property
    def _may_write(self) -> bool:
        return not self._session.read_only and self.runs.start_job is not None

    def _show(self) -> None:
        needed = tuple(self._shortfall.needed) if self._shortfall is not None else ()
        nothing = not self.models and self._shortfall is not None and not self.runs.is_running
        self.empty.show_missing(needed)
        self.ready.show_known(self._shortfall)
        self.stack.setCurrentWidget(self.area if not nothing else self.empty if needed else self.ready)
        self.body.show_models(self.models, may_write=self._may_write, known=self._shortfall)
        self.head.summary.setText(using(self.models) if self.models else "")
        self._enable()

    def _enable(self) -> None:
        missing = self._shortfall is not None and bool(self._shortfall.needed)
        is_free = self._may_write and not self.runs.is_running
        for each in (self.head.train, self.ready.button):
            each.setEnabled(is_free and not missing and self.options.is_complete)
        self.head.presets.setEnabled(is_free)
        self.options.setEnabled(is_free)
        self.body.curve.measure.setEnabled(is_free and not missing)

    def _show_options(self, on: bool) -> None:
        if on:
            self.options.set_pipelines(self._work.installed())
        self.options.setVisible(on)

    def _preset_chosen(self, preset: Preset) -> None:
        self.options.set_preset(preset)
        if preset == "custom":
            self.head.options.setChecked(True)
            self.options.config.setFocus()
        self._enable()

    def _options_changed(self) -> None:
        self._enable()
        self._count()

    # Training

    def train(self) -> None:
        """Train as is chosen; a pipeline from elsewhere is asked about first."""
        store = self._session.store
        if store is None or not self.head.train.isEnabled():
            return
        options = self.options.options()
        try:
            question = self._work.question(store, options)
        except UserError as error:
            self._session.failed.emit(str(error))
            return
        if not question:
            self._train(options)
            return
        self.body.ask.ask(
            "Do you trust this pipeline?",
            question,
            yes="Trust it and train",
            no="Do not train",
            do=lambda: self._train(replace(options, trusted=True)),
            back=self.head.train,
        )
        self.area.ensureWidgetVisible(self.body.ask)

    def _train(self, options: TrainOptions) -> None:
        def work(store: Store, told: Callable[[Any], None], progress: Progress) -> Model | None:
            return self._work.train(store, options, told=told, progress=progress)

        self.body.ask.close_up()
        self.runs.run("Training", work, lambda _model: self._tell())

    def measure(self) -> None:
        options = self.options.options()

        def work(store: Store, told: Callable[[Any], None], progress: Progress) -> Any:
            return self._work.curve(store, options, told=told, progress=progress)

        self.runs.run("Measuring the learning curve", work, lambda _report: None)

    def _began(self, title: str) -> None:
        had_focus = self.head.train.hasFocus() or self.body.curve.measure.hasFocus()
        self.body.training.begin(title)
        self.body.training.show()
        self.stack.setCurrentWidget(self.area)
        self._enable()
        self.area.verticalScrollBar().setValue(0)
        if had_focus:
            self.body.training.cancel.setFocus()

    def _ended(self) -> None:
        had_focus = self.body.training.cancel.hasFocus()
        self.body.training.hide()
        self.refresh() if self._session.store is not None and self.isVisible() else self._again()
        if had_focus:
            self.head.train.setFocus()

    # Models

    def suggest(self) -> None:
        model = next((each for each in self.models if each.used), None)
        if model is None:
            self._session.failed.emit(NO_MODEL)
        if model is None or self.runs.start_job is None:
            return

        def done(sentence: str) -> None:
            self._tell()
            self.told.emit(sentence)
            self._again()  # there is something to code next now

        work = self._work.suggest
        self.runs.start_job("Suggesting", lambda store, progress: work(store, model, progress=progress), done)

    def _code(self, article_ids: list[int]) -> None:
        """Assign the articles that are shown, and go and code them."""
        if (store := self._session.store) is not None:
            name = self._work.code_name(store)
            if self._session.do(self._work.code, article_ids) is not None:
                self.assignment_requested.emit(name)

    def _use(self, number: int) -> None:
        if self._do(lambda store: self._work.use(store, number or None)):
            self._tell()

    def _note(self, model: Model) -> None:
        note = ask.ask_note(self, model.name, model.note)
        if note is not None and note != model.note:
            self._do(lambda store: self._work.annotate(store, model.number, note), number=model.number)

    def _package(self, model: Model) -> None:
        folder = ask.ask_folder(self, model.name)
        if not folder or self.runs.start_job is None:
            return

        def done(path: Path) -> None:
            self.told.emit(f"{model.name} is a package now: {path}")

        self.runs.start_job(
            f"Packaging {model.name}",
            lambda store, progress: self._work.package(store, model, Path(folder), progress=progress),
            done,
        )

    def _ask_remove(self, model: Model) -> None:
        self.body.ask.ask(
            f"Delete {model.name}?",
            f"Its folder of {size(model.size)} and the suggestions it made are removed and cannot be brought back. "
            "What was accepted from it stays.",
            yes=f"Delete {model.name}",
            no="Keep it",
            do=lambda: self._remove(model),
            back=self.body.history.table,
        )
        self.area.ensureWidgetVisible(self.body.ask)

    def _remove(self, model: Model) -> None:
        if self._do(lambda store: self._work.remove(store, model.number)):
            self._tell()

    def _do(self, write: Callable[[Store], object], *, number: int = 0) -> bool:
        """Do something quick that changes the models, and show them; False when it was refused."""
        store = self._session.store
        if store is None:
            return False
        try:
            write(store)
        except UserError as error:
            self._session.failed.emit(str(error))
            self.refresh()
            return False
        self.refresh()
        self.body.history.table.choose(number)
        return True

    def _tell(self) -> None:
        """Let everybody know that other suggestions wait, or that another model makes them."""
        self._session.tell(Changes(_SUGGESTED), self)

    def _read(self, look: Callable[[Store], Any]) -> Any:
        """Read something; what cannot be read is told, and counts as nothing."""
        assert self._session.store is not None
        try:
            return look(self._session.store)
        except UserError as error:
            self._session.failed.emit(str(error))
            return None

    # Qt's own

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()
        if (front := self.stack.currentWidget()) in (self.empty, self.ready):
            front.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, bar = event.key(), self.area.verticalScrollBar()
        if key == Qt.Key.Key_Escape and not event.modifiers():
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(pressed := self.focusWidget(), QPushButton):
            pressed.click()  # outside dialogs Qt lets only the space bar press a button
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            bar.setValue(bar.value() + (bar.pageStep() if key == Qt.Key.Key_PageDown else -bar.pageStep()))
        else:
            super().keyPressEvent(event)


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("line", "across")
    return line
