"""A training while it runs: how far, how long still, what it takes, and its curves."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from desktop.model.cards import Card, button, second
from desktop.model.charts import LiveChart
from desktop.model.words import duration, points, size
from desktop.plain import PlainLabel, set_tooltip
from desktop.theme import Theme
from labels.training.options import TrainingTold

_EVENTS = frozenset(("categories", "types", "roles"))  # they count steps of their own, and are quick
_EVERY = 150  # milliseconds between two drawings: figures may come faster than anybody reads
_PHASES = {
    "reading": "Reading the coding",
    "preparing": "Getting ready",
    "trial": "A first try, measured as it learns",
    "categories": "Learning event types",
    "types": "Learning event types",
    "roles": "Learning roles",
    "scoring": "Measuring on the test articles",
    "saving": "Writing the model",
}


class TrainingCard(Card):
    """Shows what `TrainingTold` says. Signal: `cancel_wanted`."""

    cancel_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("Training", parent)
        self._last: TrainingTold | None = None
        self._best: float | None = None
        self._passes: dict[tuple[str, int], int] = {}  # step at which each began
        self._is_stopping = False
        self.left = PlainLabel("", elide=Qt.TextElideMode.ElideRight)
        self.left.setProperty("role", "second")
        self.cancel = button("Stop", self._stop)
        set_tooltip(self.cancel, "Stops here and keeps the best it has come to")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the training")
        self.loss, self.score = LiveChart("Loss", theme), LiveChart("F while training", theme)
        self.facts = second()
        self.head.insertWidget(1, self.left, 1)
        self.head.addWidget(self.cancel)
        charts = QHBoxLayout()
        charts.setSpacing(24)
        for chart in (self.loss, self.score):
            charts.addWidget(chart, 1)
        self.column.addWidget(self.bar)
        self.column.addLayout(charts)
        self.column.addWidget(self.facts)
        self._timer = QTimer(self, singleShot=True, interval=_EVERY)
        self._timer.timeout.connect(self.draw)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        for chart in (self.loss, self.score):
            chart.set_theme(theme)

    def begin(self, title: str, waits: str = "") -> None:
        """Begin anew: another training, or a study that trains."""
        self._timer.stop()
        self._last, self._best, self._passes = None, None, {}
        self.title.setText(title)
        self.left.setText(waits or "Starting…")
        self.bar.setRange(0, 0)
        self._is_stopping = False
        self.cancel.setText("Stop")
        self.facts.setText("You can go on coding meanwhile.")
        self.score.hide()  # a study has none; room is made when the first one comes
        for chart in (self.loss, self.score):
            chart.clear()
            chart.draw()

    def show_stopping(self) -> None:
        """It was asked to stop."""
        self._is_stopping = True  # the button stays: a disabled one would send the keyboard elsewhere
        self.cancel.setText("Stopping…")
        self.left.setText("")

    def show_progress(self, done: int, total: int, note: str) -> None:
        """Show how far the job is, where the training itself has not said more yet; `total` -1 is unknown."""
        if self._last is None or not self._last.steps:
            self.bar.setRange(0, max(total, 0))
            self.bar.setValue(done)
            if note and not self._is_stopping:
                self.left.setText(_PHASES.get(note, note))

    def take(self, told: TrainingTold) -> None:
        """Take in where the training stands; it is drawn soon."""
        before, self._last = self._last.step if self._last else 0, told
        run = told.phase, told.member
        if told.loss is not None and told.step and told.phase not in _EVENTS:
            begun = self._passes.setdefault(run, before)
            self.loss.add(run, told.step - begun, told.loss)
        if told.score is not None:
            self.score.show()
            self.score.add(run, told.step - self._passes.get(run, 0), 100 * told.score)
            self._best = max(told.score, self._best or 0.0)
        if not self._timer.isActive():
            self._timer.start()

    def draw(self) -> None:
        """Draw what was taken in."""
        told = self._last
        if told is None:
            return
        steps = 0 if told.phase in _EVENTS else told.steps
        self.bar.setRange(0, steps)
        self.bar.setValue(min(told.step, steps))
        if not self._is_stopping:
            self.left.setText(_where(told))
        self.facts.setText(_facts(told))
        width = steps // self._expected(told)
        self.loss.draw(f"{told.loss:,.1f}" if told.loss is not None and steps else "", steps=width)
        best = f"Best so far {points(self._best)}" if self._best is not None else ""
        self.score.draw(best, steps=width)

    def _expected(self, told: TrainingTold) -> int:
        """Return how many passes there will be: they are drawn over one another, each from its own first step."""
        return told.members + sum(phase != "training" for phase, _ in self._passes)

    def _stop(self) -> None:
        if not self._is_stopping:
            self.show_stopping()
            self.cancel_wanted.emit()


def _where(told: TrainingTold) -> str:
    phase = _PHASES.get(told.phase, told.phase.capitalize())
    if told.phase == "training":
        phase = f"Pass {told.member} of {told.members}" if told.members > 1 else ""
    left = f"about {duration(told.seconds_left)} left" if told.seconds_left is not None else ""
    said = ", ".join(filter(None, (phase, left)))
    return said[:1].upper() + said[1:]


def _facts(told: TrainingTold) -> str:
    facts = [f"{duration(told.seconds)} so far"]
    if told.steps:
        facts.append(f"step {told.step:,} of {told.steps:,}")
    if told.words_per_second:
        facts.append(f"{told.words_per_second:,.0f} words a second")
    if told.memory:
        most = f" of {size(told.memory_most)} it may take" if told.memory_most else ""
        facts.append(f"memory {size(told.memory)}{most}")
    return " · ".join(facts) + ". You can go on coding meanwhile."
