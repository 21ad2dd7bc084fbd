"""The training child: one request comes in, lines go out, all JSON, and nothing it does can harm the project.

The project is opened read-only. Lines: ``{"told": {...}}`` (`TrainingTold`), ``{"done": 1, "total": 3}``, at the end
one of ``{"report": {...}}``, ``{"cancelled": true}``, ``{"trouble": "one sentence"}`` (the user's) or ``{"bug":
"traceback"}`` (ours). A second line in, ``{"stop": true}``, asks it to end with the best so far; when the input ends,
nobody wants anything any more.
"""

from __future__ import annotations

import errno
import json
import os
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from corpus.confinement import detach, refuse_pickles, restrict, stay_inside
from corpus.errors import UserError
from corpus.progress import Cancelled
from corpus.store import Store
from labels.training.options import TrainingTold

# What a request may ask for: a function of the store, the request and the `Speaker` that returns the report.
HANDLERS = {
    "train": "labels.training.making:run_train",
    "evaluate": "labels.training.making:run_evaluate",
    "curve": "labels.training.curve_points:run_curve",
    "errors": "labels.training.crossing:run_errors",
}
Say = Callable[[dict[str, Any]], None]
_SECONDS = 48 * 3600.0  # of processor time
_FILE = 8 << 30  # bytes of the largest file it may write: pipelines with vectors are large
_EVERY = 0.1  # seconds between two lines about the same phase
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def main() -> int:
    """Be the child."""
    lines, output = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    detach()
    request = json.loads(lines.readline())
    tempfile.tempdir = request["scratch"]  # the parent's, who clears it away whatever becomes of us
    restrict(memory=int(request["memory"]), seconds=_SECONDS, file_bytes=_FILE)
    import_module("spacy")  # ours; from here on no network and no programs
    sys.addaudithook(stay_inside)
    if not request.get("trusted"):
        sys.addaudithook(refuse_pickles)
    speaker = Speaker(output, memory_most=int(request["memory"]) if sys.platform == "linux" else 0)
    threading.Thread(target=_listen, args=(lines, speaker), daemon=True).start()
    speaker.send(answer(request, speaker))
    return 0


def answer(request: Mapping[str, Any], speaker: Speaker) -> dict[str, Any]:
    """Do what a request asks for and return the last line."""
    module, _, function = HANDLERS[request["kind"]].partition(":")
    try:
        handler = getattr(import_module(module), function)
        with Store.open(Path(request["project"]), coder=request["coder"], read_only=True) as store:
            return {"report": handler(store, request, speaker)}
    except Cancelled:
        return {"cancelled": True}
    except MemoryError:
        return {"trouble": "The training ran out of memory; leave out very long articles, or the base pipeline."}
    except Exception as error:  # noqa: BLE001 - the process's border: the parent raises it again
        sentence = trouble_of(error)
        return {"trouble": sentence} if sentence else {"bug": traceback.format_exc()}


def trouble_of(error: BaseException | None) -> str:
    """Return what to tell the user of an error, or of what it came from; "" when it is a bug of ours."""
    while error is not None:
        if isinstance(error, UserError):
            return str(error)
        if isinstance(error, MemoryError):
            return "The training ran out of memory; leave out very long articles, or the base pipeline."
        if isinstance(error, OSError) and (error.errno in _FULL or "No space left" in str(error)):
            return "The disk is full: the model could not be written, and the project is as it was. Make room first."
        if isinstance(error, PermissionError) and error.errno is None:
            return (
                f"The training was stopped: code of the base pipeline tried what it may not ({error}); "
                "the project is as it was."
            )
        error = error.__cause__ or error.__context__
    return ""


class Speaker:
    """Says where the work stands, not too often, and hears whether to stop; called, it says a whole line.

    Attributes:
        stopped: whether somebody asked to stop.
    """

    def __init__(self, output: IO[bytes] | None = None, *, memory_most: int = 0) -> None:
        """`output` None says nothing."""
        self._output, self._most = output, memory_most
        self._began, self._said, self._phase = time.monotonic(), 0.0, ""
        self._stop = threading.Event()
        self.stopped = False

    def __call__(self, message: dict[str, Any]) -> None:
        """Say a line; what is told gets the time and memory of this process where it has none.

        Raises:
            Cancelled: somebody asked to stop.
        """
        if "told" in message:
            return self.told(TrainingTold(**message["told"]))
        self.send(message)
        self.check()

    def told(self, told: TrainingTold) -> None:
        """Say where the training stands; of lines that come too fast some are left out.

        Raises:
            Cancelled: somebody asked to stop.
        """
        at = time.monotonic()
        if told.score is not None or told.phase != self._phase or at - self._said > _EVERY:
            self._said, self._phase = at, told.phase
            seconds = told.seconds or at - self._began
            self.send({"told": asdict(replace(told, seconds=seconds, memory=memory(), memory_most=self._most))})
        self.check()

    def phase(self, name: str) -> None:
        """Say what is begun now."""
        self.told(TrainingTold(name))

    def check(self) -> None:
        """Stop when somebody asked for it.

        Raises:
            Cancelled: somebody did; once. What comes after hands over what there is.
        """
        if self._stop.is_set():
            self._stop.clear()
            self.stopped = True
            raise Cancelled

    def stop(self) -> None:
        """Ask to stop; may be called from another thread."""
        self._stop.set()

    def send(self, message: dict[str, Any]) -> None:
        """Write a line."""
        if self._output is not None:
            with suppress(BrokenPipeError):
                self._output.write(json.dumps(message).encode() + b"\n")
                self._output.flush()


def memory() -> int:
    """Return the bytes of memory that this process takes; where the system tells only the most so far, that."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError, AttributeError):
        return _most_memory()


def _most_memory() -> int:
    if sys.platform == "win32":
        return 0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _listen(lines: IO[bytes], speaker: Speaker) -> None:
    for line in lines:
        if json.loads(line).get("stop"):
            speaker.stop()
    os._exit(0)
