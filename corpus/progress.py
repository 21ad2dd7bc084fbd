"""How a long function reports, and how it is asked to stop."""

from typing import Protocol


class Cancelled(Exception):
    """Raised from inside a progress call when the work should stop; the state left behind is whole."""


class Abandoned(Cancelled):
    """Like it, and nobody waits for what there is by now: the project is being closed."""


class Progress(Protocol):
    """Called often by long work; may raise `Cancelled`."""

    def __call__(self, done: int, total: int | None = None, note: str = "") -> None:
        """Report `done` of `total` units (None: unknown), with a short note on what is at hand."""


def silent(done: int, total: int | None = None, note: str = "") -> None:
    """Report nothing and never cancel."""
