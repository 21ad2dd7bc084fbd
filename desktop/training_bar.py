"""The progress bar of a training on the terminal, and a Ctrl+C that lets it keep what it has."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from corpus.errors import UserError
from corpus.progress import Cancelled, Progress, silent
from desktop.cli_output import warn

if TYPE_CHECKING:
    from labels.training.options import Teller, TrainingTold


@contextmanager
def training_bar(title: str) -> Iterator[tuple[Teller, Progress]]:
    """Show where a training stands while the block runs; the first Ctrl+C asks it to stop and keep what it has.

    Raises:
        UserError: it was stopped before there was anything to keep.
    """
    with _bar(title) as told, _stoppable() as progress:
        try:
            yield told, progress
        except Cancelled as error:
            raise UserError("Stopped before there was anything to keep.") from error


@contextmanager
def _stoppable() -> Iterator[Progress]:
    """Yield a progress that raises `Cancelled` after a Ctrl+C; a second one ends the program as usual."""
    if threading.current_thread() is not threading.main_thread():  # only there can signals be taken
        yield silent
        return
    asked = threading.Event()
    before = signal.getsignal(signal.SIGINT)

    def ask(_number: int, _frame: FrameType | None) -> None:
        asked.set()
        signal.signal(signal.SIGINT, before)
        warn("Stopping; what there is by now is kept.")

    def progress(done: int, total: int | None = None, note: str = "") -> None:
        if asked.is_set():
            raise Cancelled

    signal.signal(signal.SIGINT, ask)
    try:
        yield progress
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _bar(title: str) -> Iterator[Teller]:
    if not sys.stderr.isatty():
        yield lambda told: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(title, total=None)
        yield lambda told: bars.update(
            task, completed=told.step, total=told.steps or None, description=f"{title}: {standing(told)}"
        )


def standing(told: TrainingTold) -> str:
    """Return where a training stands, for a line of the terminal: "training 2 of 4, F 51.0, about 40 s left"."""
    parts = [f"{told.phase} {told.member} of {told.members}" if told.members > 1 else told.phase]
    if told.loss is not None:
        parts.append(f"loss {told.loss:.1f}")
    if told.score is not None:
        parts.append(f"F {told.score * 100:.1f}")
    if told.seconds_left is not None:
        parts.append(f"about {told.seconds_left:.0f} s left")
    return ", ".join(parts)
