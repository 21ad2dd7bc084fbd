"""Asks what to assign: from which articles, how many, drawn how, and for whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from corpus.assigning import Plan
from corpus.assignment import How, Purpose
from corpus.query import Query, parse, written
from corpus.wording import counted
from desktop.forms import form
from desktop.plain import PlainLabel
from desktop.queue.people import People

_HOWS: tuple[tuple[How, str], ...] = (
    ("in order", "In the order they came in"),
    ("random", "At random"),
    ("stratified", "At random, by outlet and month in proportion"),
    ("newest", "The newest first"),
    ("gain", "Where the model learns most"),
)
_DELAY = 150  # milliseconds from the last change to the look at what would be drawn
_MOST = 1_000_000
Look = Callable[[Plan], int]  # how many articles a plan would draw


class AssignDialog(QDialog):
    """`plan` says what was chosen."""

    def __init__(
        self,
        *,
        purpose: Purpose,
        query: Query,
        coders: Sequence[str],
        look: Look,
        saved: Sequence[tuple[str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        """`query` is what the list of articles shows now, `saved` has the names and texts of saved searches."""
        super().__init__(parent)
        self._purpose: Purpose = purpose
        self._look = look
        self.setWindowTitle("Hold out a test set" if purpose == "hold-out" else "Assign articles")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.name = QLineEdit("Test set" if purpose == "hold-out" else "")
        self.name.setPlaceholderText("Week 49")
        self.source = QComboBox()
        for words, typed in _sources(query, saved):
            self.source.addItem(words, typed)
        self.count = QSpinBox(minimum=1, maximum=_MOST, value=100)
        self.count.setGroupSeparatorShown(True)
        self.how = QComboBox()
        for key, words in _HOWS:
            self.how.addItem(words, key)
        self.how.setCurrentIndex(2 if purpose == "hold-out" else 0)
        self.seed = QSpinBox(minimum=0, maximum=999_999)
        self.once = _ticked("One article of each group of near-copies")
        self.free = _ticked("Leave out what is assigned already")
        self.people = People(coders)
        self.coders, self.others = self.people.boxes, self.people.others
        self.shared = QSpinBox(minimum=0, maximum=_MOST)
        for number in (self.count, self.seed, self.shared):
            number.lineEdit().setTextMargins(7, 0, 0, 0)
        self.sentence = PlainLabel()
        self.sentence.setWordWrap(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        deed = "Hold out" if purpose == "hold-out" else "Assign"
        self.assign = self.buttons.addButton(deed, QDialogButtonBox.ButtonRole.AcceptRole)
        self._timer = QTimer(self, singleShot=True, interval=_DELAY)
        self._lay_out()
        self._connect()
        self._say()
        self.resize(560, 0)

    def plan(self) -> Plan:
        """Return what was chosen."""
        return Plan(
            name=" ".join(self.name.text().split()),
            query=parse(str(self.source.currentData())),
            count=self.count.value(),
            how=self.how.currentData(),
            seed=self.seed.value(),
            once=self.once.isChecked(),
            free_only=self.free.isChecked(),
            coders=tuple(self.people.names()),
            shared=self.shared.value(),
            purpose=self._purpose,
        )

    def _lay_out(self) -> None:
        fields: list[tuple[str, QWidget]] = [
            ("&Name", self.name), ("&From", self.source), ("Ho&w many", self.count), ("&Drawn", self.how),
            ("&Seed", self.seed), ("", self.once), ("", self.free),
        ]  # fmt: skip
        if self._purpose == "coding":
            fields += [("F&or", self.people), ("For &all of them", self.shared)]
        self.layout_ = form(fields)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addLayout(self.layout_)
        column.addWidget(self.sentence)
        column.addStretch(1)
        column.addWidget(self.buttons)

    def _connect(self) -> None:
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._timer.timeout.connect(self._say)
        self.name.textChanged.connect(self._later)
        self.people.changed.connect(self._later)
        for number in (self.count, self.seed, self.shared):
            number.valueChanged.connect(self._later)
        for choice in (self.source, self.how):
            choice.currentIndexChanged.connect(self._later)
        for box in (self.once, self.free):
            box.toggled.connect(self._later)

    def _later(self) -> None:
        self._timer.start()

    def _say(self) -> None:
        """Say what would be assigned, and let it be when that is something."""
        plan = self.plan()
        self.layout_.setRowVisible(self.seed, plan.how in ("random", "stratified"))
        if self._purpose == "coding":
            self.layout_.setRowVisible(self.shared, len(plan.coders) > 1)
        found = self._look(plan)
        self.sentence.setText(expectation(plan, found))
        self.assign.setEnabled(bool(plan.name and found))
        self.assign.setDefault(True)
        self._fit()

    def _fit(self) -> None:
        """Have room for every row and the whole sentence: Qt does not ask again how high wrapped words are."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), max(layout.totalHeightForWidth(self.width()), layout.totalSizeHint().height()))


def _ticked(words: str) -> QCheckBox:
    box = QCheckBox(words)
    box.setChecked(True)
    return box


def expectation(plan: Plan, found: int) -> str:
    """Return what an assignment would be, in a sentence."""
    if not found:
        return "No articles are left to assign there."
    what = counted(found, "article")
    fewer = "" if found == plan.count else " (no more are left)"
    if plan.purpose == "hold-out":
        return f"{what}{fewer} will be in nobody's list until the set is let out."
    if len(plan.coders) < 2 or plan.shared >= found:
        return f"{what}{fewer}{f' for {_names(plan.coders)}' if plan.coders else ', for nobody yet'}."
    each = plan.shared + -(-(found - plan.shared) // len(plan.coders))
    common = f", {plan.shared:,} of them the same" if plan.shared else ""
    return f"{what}{fewer}: up to {each:,} for each of {_names(plan.coders)}{common}."


def _names(coders: Sequence[str]) -> str:
    return coders[0] if len(coders) == 1 else f"{', '.join(coders[:-1])} and {coders[-1]}"


def _sources(query: Query, saved: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    shown = [("What the list shows now", written(query))] if query else []
    named = [(f"Search: {name}", typed) for name, typed in saved]
    return [*shown, ("All articles still to do", "status:todo"), ("All articles", ""), *named]
