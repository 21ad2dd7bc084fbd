"""What happens when our own code fails: it is written down, shown once, and the window stays."""

from __future__ import annotations

import faulthandler
import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from corpus import __version__
from corpus.errors import UserError
from corpus.profile import sqlite_version

log = logging.getLogger("dateline")


def install(folder: Path, show: Callable[[str], None], tell: Callable[[str], None] = lambda sentence: None) -> None:
    """Send every uncaught exception, of any thread, to a log file in `folder` and to `show`.

    The report holds the traceback and versions; no article text is ever put into it. A `UserError` that nobody caught
    (a damaged place in the file, met while reading) is no failure of ours: its sentence goes to `tell`.
    """
    handler = logging.FileHandler(folder / "dateline.log", encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, UserError):
            tell(str(error))
            return
        report = describe(error)
        log.error(report)
        show(report)

    sys.excepthook = caught
    threading.excepthook = lambda args: caught(
        args.exc_type, args.exc_value or RuntimeError("unknown"), args.exc_traceback
    )
    if sys.stderr is not None:
        faulthandler.enable()


def describe(error: BaseException) -> str:
    """Return what to send to the developers: where it failed and on what system."""
    where = "".join(traceback.format_exception(error)[-12:])
    versions = f"Dateline {__version__}, Python {platform.python_version()}, SQLite {sqlite_version()}"
    system = f"{versions}, {platform.platform()}"
    return f"{system}\n\n{where}"
