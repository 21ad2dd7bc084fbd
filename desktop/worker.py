"""What a page asks of the corpus, beside the window: one thing at a time, the newest question wins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from corpus.errors import UserError
from corpus.progress import Cancelled, Progress
from corpus.store import Store

Tell = Callable[[object], None]
Ask = Callable[[Store, Tell, Progress], Any]
_PATIENCE = 10_000  # milliseconds a thread has to end


class _Thread(QThread):
    """Signals: `told` (what the work tells on its way), `came` (its result), `failed` (a sentence), `broke`."""

    told = Signal(object)
    came = Signal(object)
    failed = Signal(str)
    broke = Signal(object)

    def __init__(self, ask: Ask, path: Path, coder: str, parent: QObject) -> None:
        super().__init__(parent)
        self._ask, self._path, self._coder = ask, path, coder
        self.is_off = False

    def check(self, done: int, total: int | None = None, note: str = "") -> None:
        """Be the progress of the work.

        Raises:
            Cancelled: nobody wants the answer any more.
        """
        if self.is_off:
            raise Cancelled

    def run(self) -> None:
        try:
            with Store.open(self._path, coder=self._coder) as store:
                result = self._ask(store, self.told.emit, self.check)
        except Cancelled:
            return
        except UserError as error:
            self.failed.emit(str(error))
        except Exception as error:  # noqa: BLE001 - the thread's border; the crash guard shows it
            self.broke.emit(error)
        else:
            self.came.emit(result)


class Worker(QObject):
    """Asks in a thread. A new question ends the one before; what that still says is not heard."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread: _Thread | None = None
        self._ending: set[_Thread] = set()

    @property
    def is_busy(self) -> bool:
        """Whether a question is being looked into."""
        return self._thread is not None

    def ask(
        self,
        store: Store,
        ask: Ask,
        *,
        done: Callable[[Any], object],
        failed: Callable[[str], object],
        told: Callable[[Any], object] = lambda _: None,
    ) -> None:
        """Ask something of the project open in `store`, which stays this thread's own."""
        self.stop()
        thread = self._thread = _Thread(ask, store.path, store.coder_given, self)
        thread.told.connect(lambda found: self._pass(thread, told, found, ends=False))
        thread.came.connect(lambda found: self._pass(thread, done, found))
        thread.failed.connect(lambda sentence: self._pass(thread, failed, sentence))
        thread.broke.connect(lambda error: self._pass(thread, _raise, error))
        thread.finished.connect(lambda: self._forget(thread))
        thread.start()

    def stop(self) -> None:
        """Let go of the question; its thread ends by itself."""
        if self._thread is not None:
            self._thread.is_off = True
            self._ending.add(self._thread)
            self._thread = None

    def wait(self) -> None:
        """Stop, and wait until no thread runs: the project is about to be closed, or the window."""
        self.stop()
        for thread in tuple(self._ending):
            thread.wait(_PATIENCE)

    def _pass(self, thread: _Thread, hear: Callable[[Any], object], found: object, *, ends: bool = True) -> None:
        if thread is self._thread:
            if ends:
                self._thread = None
                self._ending.add(thread)
            hear(found)

    def _forget(self, thread: _Thread) -> None:
        if thread is self._thread:
            self._thread = None
        self._ending.discard(thread)
        thread.deleteLater()


def _raise(error: Exception) -> None:
    """Hand a bug to the crash guard, as if it had happened here."""
    raise error
