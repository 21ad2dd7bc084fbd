"""What the command line prints: tables, JSON, progress bars."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.progress import Progress
from corpus.store import Store
from corpus.upgrade import is_older

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def say(text: str = "") -> None:
    """Print a line on standard output; what the terminal cannot show becomes `?`, never a crash.

    Control characters of titles and texts are shown as U+FFFD: a terminal would obey them.
    """
    _write(_CONTROLS.sub("\ufffd", text))


def warn(text: str) -> None:
    """Print a line on standard error."""
    sys.stderr.write(_printable(_CONTROLS.sub("\ufffd", text), sys.stderr.encoding) + "\n")


def say_json(data: Any) -> None:
    """Print JSON; everything beyond ASCII is kept where the terminal can show it."""
    encoding = (sys.stdout.encoding or "ascii").lower()
    _write(json.dumps(data, ensure_ascii=not encoding.startswith("utf"), indent=2))


def _write(text: str) -> None:
    sys.stdout.write(_printable(text, sys.stdout.encoding) + "\n")


def _printable(text: str, encoding: str | None) -> str:
    encoding = encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


@contextmanager
def bar(title: str) -> Iterator[Progress]:
    """Show a progress bar on standard error while the block runs, where a person is watching."""
    if not sys.stderr.isatty():
        yield lambda done, total=None, note="": None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(title, total=None)

        def report(done: int, total: int | None = None, note: str = "") -> None:
            bars.update(task, completed=done, total=total, description=title)

        yield report


def opened(path: Path, *, coder: str = "", read_only: bool = False) -> Store:
    """Open the project a command is given; one of an older format is told of, as it takes a while and leaves a copy.

    Raises:
        UserError: see `Store.open`.
    """
    if read_only or not is_older(path):
        return Store.open(path, coder=coder, read_only=read_only)
    warn(f"{path} is of an older format: it is brought to the present one, and a copy of the older stays beside it.")
    with bar(f"Bringing {path.name} to the present format") as progress:
        return Store.open(path, coder=coder, progress=progress)
