"""The fetching in a thread of its own: it takes minutes, and the lane of jobs must stay free for the project's work."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QThread, Signal

from corpus.article import RawArticle
from corpus.errors import UserError
from corpus.progress import Cancelled
from corpus.readers.limits import Limits
from corpus.web import Address, Rules, fetch

MOST = 50_000_000  # code points held before they are added: more than anyone looks over at once
_WAIT = 10_000  # milliseconds for the children to be killed


class Fetcher(QObject):
    """Fetches addresses, one lot at a time.

    Signals:
        found: an article, a refusal or a file (`corpus.article.Item`), as it comes.
        progressed: addresses done, addresses in all, what is at hand.
        failed: one plain sentence.
        broke: an exception of ours.
        ended: after all, however it ended; True when it was stopped.
    """

    found = Signal(object)
    progressed = Signal(int, int, str)
    failed = Signal(str)
    broke = Signal(object)
    ended = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: _Thread | None = None
        self.broke.connect(_raise)

    @property
    def running(self) -> bool:
        """Whether something is being fetched."""
        return self._thread is not None

    def start(self, addresses: Sequence[Address], *, rules: Rules, limits: Limits) -> None:
        """Begin; nothing may be running."""
        assert self._thread is None
        self._thread = _Thread(self, addresses, rules, limits)
        self._thread.finished.connect(self._end)
        self._thread.start()

    def stop(self) -> None:
        """Ask it to stop; `ended` comes within a second."""
        if self._thread is not None:
            self._thread.stopped = True

    def wait(self) -> None:
        """Stop, and come back when the children are gone; for the end of the program."""
        self.stop()
        if self._thread is not None:
            self._thread.wait(_WAIT)

    def _end(self) -> None:
        thread, self._thread = self._thread, None
        if thread is not None:
            stopped = thread.stopped
            thread.deleteLater()
            self.ended.emit(stopped)


class _Thread(QThread):
    def __init__(self, fetcher: Fetcher, addresses: Sequence[Address], rules: Rules, limits: Limits) -> None:
        super().__init__(fetcher)
        self.stopped = False
        self._fetcher, self._addresses, self._rules, self._limits = fetcher, addresses, rules, limits

    def run(self) -> None:
        try:
            self._fetch()
        except UserError as error:
            self._fetcher.failed.emit(str(error))
        except Exception as error:  # noqa: BLE001 (the thread's border; the crash guard shows it)
            self._fetcher.broke.emit(error)

    def _fetch(self) -> None:
        held = 0
        for item in fetch(self._addresses, rules=self._rules, limits=self._limits, progress=self._report):
            self._fetcher.found.emit(item)
            held += len(item.text) if isinstance(item, RawArticle) else 0
            if held > MOST:
                raise UserError("These are more texts than can be looked over at once; add them, then fetch the rest.")

    def _report(self, done: int, total: int | None = None, note: str = "") -> None:
        if self.stopped:
            raise Cancelled
        self._fetcher.progressed.emit(done, total or 0, note)


def _raise(error: Exception) -> None:
    """Hand a bug to the crash guard, as if it had happened here."""
    raise error
