"""Loads the code of pages that are not shown yet, beside the window: reading it in takes longer than a page may take.

What a page is made of is read by a thread while nobody waits; the page itself is made when it is first shown. numpy and
pyqtgraph are none of it: they take 40 MB, and whoever draws with them has them loaded when that is sure (`Loader`).
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

PAGES = (
    "desktop.errors", "desktop.codebook", "desktop.intake", "desktop.concordance", "desktop.queue",
    "desktop.patterns", "desktop.model", "desktop.events",
)  # fmt: skip
_AFTER = 1_500  # milliseconds after the start: the first article is there by then
_PAUSE = 0.02  # seconds between two modules: a thread that reads one in holds the interpreter for moments


class Loader(QObject):
    """Imports modules in a thread, one after another. Signal: `loaded`, all of them are there."""

    loaded = Signal()

    def __init__(self, names: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = tuple(names)
        self._off, self._is_done = threading.Event(), False
        self._thread: threading.Thread | None = None

    @property
    def is_done(self) -> bool:
        """Whether all are there, whoever loaded them."""
        return self._is_done or (self._thread is None and all(name in sys.modules for name in self._names))

    def start(self) -> None:
        """Begin, unless it has begun."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._load, name="loader", daemon=True)
            self._thread.start()
            if (program := QCoreApplication.instance()) is not None:
                program.aboutToQuit.connect(self.stop)

    def start_later(self) -> None:
        """Begin when the window has had time to show what was asked of it first."""
        QTimer.singleShot(_AFTER, self, self.start)

    def stop(self) -> None:
        """Wait until the module being read is there; the rest is left."""
        self._off.set()
        if self._thread is not None:
            self._thread.join()

    def _load(self) -> None:
        for name in self._names:
            if self._off.wait(_PAUSE):
                return
            import_module(name)
        self._is_done = True
        with suppress(RuntimeError):  # nobody is there any more to hear it
            self.loaded.emit()
