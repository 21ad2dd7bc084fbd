"""The line at the bottom: saved or not, the keys of the moment, the running job, the coder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from desktop.jobs import Job
from desktop.keymap import shown
from desktop.plain import PlainLabel
from desktop.theme import Theme

_HINTS = (("1–9", "label"), ("Shift+1–9", "every mention"), ("Alt+← →", "span's end"), ("Ctrl+↵", "done, next"))
_EVENT_HINTS = (("1–9", "role"), ("Shift+1–9", "type it"), ("T", "event type"), ("Esc", "let go"))
Moment = Literal["spans", "event", ""]


class StatusBar(QFrame):
    """What is going on, in one quiet line.

    Signals:
        coder_requested: somebody wants to change whose coding this is.
        cancel_requested: the running job should stop.
    """

    coder_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("pane", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(40)
        self._dot = PlainLabel("●")
        self._saved = PlainLabel(elide=Qt.TextElideMode.ElideRight)
        self._job = PlainLabel(elide=Qt.TextElideMode.ElideMiddle)
        self._job.setProperty("role", "second")
        self._bar = QProgressBar()
        self._bar.setFixedWidth(120)
        self._bar.setTextVisible(False)
        self._cancel = QPushButton("Cancel")
        self._cancel.setProperty("kind", "quiet")
        self._cancel.clicked.connect(self.cancel_requested)
        self._coder = QPushButton()
        self._coder.setProperty("kind", "quiet")
        self._coder.clicked.connect(self.coder_requested)
        self._hints, *self._finish = _hints(_HINTS)
        self._event_hints = _hints(_EVENT_HINTS)[0]
        self._is_coding = False
        self._moment: Moment = "spans"
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self._dot)
        row.addWidget(self._saved, 1)
        row.addWidget(self._hints)
        row.addWidget(self._event_hints)
        row.addSpacing(16)
        row.addWidget(self._job, 1)
        for widget in (self._bar, self._cancel, self._coder):
            row.addWidget(widget)
        self.end_job()
        self.show_idle()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self._paint(self._tone)

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Name other keys, by action id."""
        key = shown(keys["finish"]).replace("Return", "↵")
        self._finish[0].setText(key)
        for label in self._finish:
            label.setVisible(bool(key))

    def show_idle(self) -> None:
        """Nothing is open."""
        self._say("No project", "third")
        self._coder.hide()
        self._is_coding = False
        self._show_hints()

    def show_saved(self, what: str = "") -> None:
        """The last write is on disk: called only after its commit."""
        self._say(f"Saved · {what}" if what else "Saved", "good")

    def show_trouble(self, what: str) -> None:
        """The last write was refused."""
        self._say(what, "bad")

    def show_hint(self, what: str) -> None:
        """Say calmly why a key did nothing, or what is waited for; "" takes that back."""
        if what:
            self._say(what, "warn")
        elif self._tone == "warn":
            self.show_saved()

    def show_project(self, *, coder: str, read_only: bool) -> None:
        """A project is open."""
        self._coder.setText(f"Coder: {coder}".replace("&", "&&"))
        self._coder.show()
        self._is_coding = not read_only
        self._show_hints()
        if read_only:
            self._say("Read-only: nothing can be changed here", "warn")
        else:
            self.show_saved()

    def start_job(self, job: Job) -> None:
        """Show a job that begins."""
        self._job.setText(job.title)
        self._bar.setRange(0, 0)
        for widget in (self._job, self._bar, self._cancel):
            widget.show()
        self._show_hints()

    def show_progress(self, title: str, done: int, total: int, note: str) -> None:
        """Show how far the job is; `total` -1 is unknown."""
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        self._job.setText(f"{title}: {note or f'{done:,}'}")

    def end_job(self) -> None:
        """The job is over."""
        for widget in (self._job, self._bar, self._cancel):
            widget.hide()
        self._show_hints()

    def show_moment(self, moment: Moment) -> None:
        """Tell the keys for spans, for the event in hand, or none (another page is in front)."""
        self._moment = moment
        self._show_hints()

    def _show_hints(self) -> None:
        coding = self._is_coding and self._bar.isHidden()
        self._hints.setVisible(coding and self._moment == "spans")
        self._event_hints.setVisible(coding and self._moment == "event")

    def text(self) -> str:
        """What is said at the left."""
        return self._saved.full_text

    def _say(self, text: str, tone: str) -> None:
        self._saved.setText(text)
        self._paint(tone)

    def _paint(self, tone: str) -> None:
        self._tone = tone
        self._dot.setStyleSheet(f"color: {getattr(self._theme, tone)};")


def _hints(hints: Sequence[tuple[str, str]]) -> tuple[QWidget, PlainLabel, PlainLabel]:
    """Return the keys of the moment, and the last of them with its words: it is one that may change."""
    widget = QWidget()
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for key, words in hints:
        cap, label = PlainLabel(key), PlainLabel(words)
        cap.setProperty("role", "key")
        label.setProperty("role", "second")
        row.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(label)
        row.addSpacing(10)
    return widget, cap, label
