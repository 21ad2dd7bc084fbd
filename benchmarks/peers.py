"""Other programs, each in a virtual environment of its own, served on the loopback address and asked over HTTP."""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, Protocol

from benchmarks import measure
from benchmarks.run_steps import timed, wires

_RUNS = 10
_START = 180  # seconds until a server answers
_SETTINGS = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "DO_NOT_TRACK": "1"}


class Peer(Protocol):
    """One program. `folder` is where it keeps its data, `bin` where its commands are."""

    title: ClassVar[str]
    packages: ClassVar[Sequence[str]]

    def __init__(self, folder: Path, commands: Path, port: int) -> None: ...

    def servers(self) -> list[subprocess.Popen[bytes]]:
        """Make the database and start what serves it."""

    def prepare(self) -> None:
        """Wait until it answers, log in, and make a project."""

    def take_in(self, articles: Sequence[dict[str, Any]], file: Path) -> None:
        """Import the articles with their spans."""

    def steps(self) -> Iterator[tuple[str, Callable[[int], object], int]]:
        """Yield name, action and number of runs of what is timed after the import."""

    def database(self) -> Path:
        """Return its file."""


def column(peer: type[Peer], folder: Path, work: Path, told: Callable[..., str]) -> dict[str, str]:
    """Return what the table says of one program; a step that fails is said to have failed, and the next one goes on."""
    try:
        commands = _installed(peer, work)
    except (measure.Failed, OSError) as error:
        return {"all of it": f"could not be installed: {str(error)[-200:]}"}
    data = folder / peer.__name__.lower()
    data.mkdir()
    one = peer(data, commands, _free_port())
    cells: dict[str, str] = {}
    try:
        with _running(one.servers()) as processes:
            one.prepare()
            _time_all(one, folder, processes, cells, told)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong with another program is said, not raised
        cells["at the end"] = _short(error)
    return cells


def _time_all(
    one: Peer,
    folder: Path,
    processes: Sequence[subprocess.Popen[bytes]],
    cells: dict[str, str],
    told: Callable[..., str],
) -> None:
    with wires(folder).open(encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    watches = [measure.Watch(process.pid) for process in processes]
    for watch in watches:
        watch.__enter__()
    steps = [("import, with spans and search index", lambda _: one.take_in(articles, wires(folder)), 1)]
    for steps_ in (steps, one.steps()):
        for name, action, runs in steps_:
            try:
                cells[name] = told(timed(action, runs), sum(watch.megabytes for watch in watches))
            except Exception as error:  # noqa: BLE001 - as above
                cells[name] = f"failed: {_short(error)}"
            print(f"{type(one).__name__}, {name}: {cells[name]}", file=sys.stderr, flush=True)
    for watch in watches:
        watch.__exit__()
    cells["file"] = f"{one.database().stat().st_size / 1e6:,.0f} MB"


def _short(error: Exception) -> str:
    said = error.read()[:2000].decode("utf-8", "replace") if isinstance(error, urllib.error.HTTPError) else ""
    said = re.sub(r"<[^>]*>", " ", said)
    text = f"{type(error).__name__}: {str(error).splitlines()[-1] if str(error) else ''} {said}"
    return " ".join(text.replace("|", "/").split())[:160]


def _installed(peer: type[Peer], work: Path) -> Path:
    """Return the folder of its commands, installed unless they are there."""
    place = work / peer.__name__.lower()
    commands = place / ("Scripts" if sys.platform == "win32" else "bin")
    if not (place / "installed").exists():
        measure.run([sys.executable, "-m", "venv", str(place)])
        measure.run([str(commands / "python"), "-m", "pip", "install", "-q", *peer.packages], timeout=1800, **_SETTINGS)
        (place / "installed").touch()
    return commands


def start(line: Sequence[str], folder: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start a server in a process group of its own; what it says goes into a file."""
    with (folder / "log.txt").open("ab") as log:
        return subprocess.Popen(
            line, cwd=folder, stdout=log, stderr=log, env={**os.environ, **environment}, start_new_session=True
        )


@contextmanager
def _running(processes: list[subprocess.Popen[bytes]]) -> Iterator[list[subprocess.Popen[bytes]]]:
    try:
        yield processes
    finally:
        for process in processes:
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Web:
    """A client with cookies that speaks JSON."""

    def __init__(self, port: int) -> None:
        self.root = f"http://127.0.0.1:{port}"
        self.headers: dict[str, str] = {}
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.cookies)
        )

    def ask(self, method: str, path: str, body: Any = None, *, timeout: float = 600) -> Any:
        """Send JSON (or bytes) and return what came, as JSON where it is."""
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        kind = {} if isinstance(body, bytes) else {"Content-Type": "application/json"}
        request = urllib.request.Request(self.root + path, data, {**kind, **self.headers}, method=method)
        with self._opener.open(request, timeout=timeout) as answer:
            content = answer.read()
            is_json = "json" in answer.headers.get("Content-Type", "")
        return json.loads(content) if is_json and content else content

    def get(self, path: str) -> Any:
        """Return what lies at a path."""
        return self.ask("GET", path)

    def wait_for(self, path: str) -> None:
        """Wait until the server answers at all.

        Raises:
            TimeoutError: it does not.
        """
        started = time.monotonic()
        while time.monotonic() - started < _START:
            try:
                self.get(path)
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.3)
        raise TimeoutError(f"no answer within {_START} seconds")
