"""What a child process gives up before it touches anything from outside: its pipes, memory without end, large files."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from typing import Any

PROGRAMS = frozenset(
    re.findall(r"\S+", "subprocess.Popen os.system os.exec os.posix_spawn os.spawn os.fork os.forkpty os.startfile")
)
LISTENING = frozenset({"socket.bind", "socket.sendto", "socket.sendmsg"})
_NETWORK = LISTENING | {f"socket.{name}" for name in ("connect", "getaddrinfo", "gethostbyname", "gethostbyaddr")}
_FILE_SIZE = 256 << 20  # bytes: libraries unpack their models (90 MB) and keep caches


def detach() -> None:
    """Keep libraries that print, or ask, away from the pipes; whoever needs these has duplicated them before."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # each thread would take a share of the memory allowed; numpy crashes then
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    if nothing > 1:
        os.close(nothing)


def stay_inside(event: str, _: tuple[Any, ...]) -> None:
    """Refuse connections and other programs, which who reads files has no business with; for `sys.addaudithook`.

    Raises:
        PermissionError: it is one of these.
    """
    if event in PROGRAMS or event in _NETWORK:
        raise PermissionError(event)


def refuse_pickles(event: str, _: tuple[Any, ...]) -> None:
    """Refuse what a pickle needs to run anything, in whatever file it lies.

    For `sys.addaudithook`.

    Raises:
        PermissionError: a pickle asks for a function or class.
    """
    if event == "pickle.find_class":
        raise PermissionError(event)


def restrict(*, memory: int, seconds: float, file_bytes: int = _FILE_SIZE) -> None:
    """Bound this process, where the system can: bytes of address space, seconds of processor time from now on.

    Also the size of any file it writes; and it leaves no core dump, which would hold articles.
    """
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    wanted = [
        ("RLIMIT_FSIZE", file_bytes),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_CPU", int(used.ru_utime + used.ru_stime + seconds) + 5),  # the parent, if alive, is quicker
    ]
    if sys.platform == "linux":  # elsewhere it is not kept, or counts what is shared
        wanted.append(("RLIMIT_AS", memory))
    for name, value in wanted:
        kind = getattr(resource, name)
        hard = resource.getrlimit(kind)[1]
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (value if hard < 0 else min(value, hard), hard))
