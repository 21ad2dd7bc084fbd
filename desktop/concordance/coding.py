"""Labelling what is ticked: a plan is made beside the window, shown, and written when it is confirmed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from corpus.changes import Changes
from corpus.progress import Progress, silent
from corpus.store import Store
from corpus.wording import counted
from desktop.concordance import asks
from desktop.concordance.foot import Foot
from desktop.concordance.model import HitModel
from desktop.session import Session
from desktop.worker import Ask, Worker
from labels import concordance_coding
from labels.concordance_coding import FEW, Plan, Removal

Work = Callable[[Store, Progress], Changes]
Job = Callable[[str, Work], object]


class Coding(QObject):
    """Signal: `settled`, when a question was answered, either way.

    Attributes:
        job: runs long writes beside the window; None: they are written at once.
    """

    settled = Signal()

    def __init__(self, session: Session, model: HitModel, foot: Foot, parent: QObject) -> None:
        super().__init__(parent)
        self.job: Job | None = None
        self._session, self._model, self._foot = session, model, foot
        self._worker = Worker(self)
        self._plan: Plan | Removal | None = None
        foot.label_wanted.connect(self.ask_label)
        foot.unlabel_wanted.connect(self.ask_unlabel)
        foot.confirmed.connect(self._confirm)
        foot.cancelled.connect(self._cancel)

    def ask_label(self, label_id: int) -> None:
        """Find out what labelling the ticked hits comes to, and ask."""
        self._ask(asks.planning(self._model.ticked_places(), label_id), self._show_plan)

    def ask_unlabel(self, label_id: int) -> None:
        """Find out which spans would go, and ask."""
        ask = asks.planning_removal(self._model.ticked_places(), label_id)
        self._ask(ask, lambda plan: self._show_removal(plan, self._foot.name(label_id)))

    def take_letter(self, key: str) -> None:
        """Ask to label what is ticked by the key of a label."""
        if self._foot.choose(key) and self._foot.label_button.isEnabled():
            self._foot.label_button.click()

    def forget(self) -> None:
        """Put away a question that was not answered."""
        self._worker.stop()
        self._plan = None
        self._foot.hide_question()

    def wait(self) -> None:
        """Put the question away, and wait until nothing is read any more."""
        self.forget()
        self._worker.wait()

    def _ask(self, ask: Ask, show: Callable[..., None]) -> None:
        self.forget()
        if self._session.store is not None:
            self._foot.ask("Counting what this comes to…", "")
            self._worker.ask(self._session.store, ask, done=show, failed=self._failed)

    def _failed(self, sentence: str) -> None:
        self.forget()
        self._session.failed.emit(sentence)

    def _show_plan(self, plan: Plan) -> None:
        self._plan = plan
        option = f"Label the {plan.clashes:,} that clash, too" if plan.clashes else ""
        button = f"Label {len(plan):,}" if len(plan) else "Label them" if plan.clashes else ""
        self._foot.ask(concordance_coding.preview(plan, self._foot.name(plan.label_id)), button, option)

    def _show_removal(self, plan: Removal, name: str) -> None:
        self._plan = plan
        spans = counted(len(plan), f"{name} span")
        told = f"{spans} of yours on the ticked hits will be removed." if len(plan) else f"None of them carries {name}."
        self._foot.ask(told, f"Remove {len(plan):,}" if len(plan) else "")

    def _cancel(self) -> None:
        self.forget()
        self.settled.emit()

    def _confirm(self) -> None:
        plan, clashing = self._plan, self._foot.option.isChecked()
        self.forget()
        if isinstance(plan, Plan):
            number = len(plan) + (plan.clashes if clashing else 0)
            self._write(
                f"Labelling {counted(number, 'hit')}",
                number,
                lambda store, progress: concordance_coding.label_all(store, plan, clashing=clashing, progress=progress),
            )
        elif plan is not None:
            self._write(
                f"Removing {counted(len(plan), 'span')}",
                len(plan),
                lambda store, progress: concordance_coding.unlabel_all(store, plan, progress=progress),
            )
        self.settled.emit()

    def _write(self, title: str, number: int, work: Work) -> None:
        if self.job is not None and number > FEW:
            self.job(title, work)
        elif number:
            self._session.write(self.parent(), lambda store: work(store, silent))
