"""What a child may not do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.confinement import stay_inside

ROOT = Path(__file__).resolve().parents[2]


def confined(code: str) -> subprocess.CompletedProcess[str]:
    """Run code in a process that has given everything up."""
    before = (
        "import sys; from corpus.confinement import restrict, stay_inside; sys.addaudithook(stay_inside); "
        "restrict(memory=400 << 20, seconds=60, file_bytes=1000)\n"
    )
    line = [sys.executable, "-c", before + code]
    return subprocess.run(line, capture_output=True, text=True, timeout=60, check=False, cwd=ROOT)


@pytest.mark.parametrize(
    "event", ["socket.connect", "socket.getaddrinfo", "socket.sendmsg", "subprocess.Popen", "os.system", "os.forkpty"]
)
def test_connections_and_programs_are_refused(event: str) -> None:
    with pytest.raises(PermissionError):
        stay_inside(event, ())


def test_other_events_pass() -> None:
    stay_inside("open", ("a.txt", "r", 0))


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
    ],
)
def test_a_confined_process_reaches_nothing(code: str) -> None:
    done = confined(code)
    assert done.returncode == 1
    assert "PermissionError" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not keep such a limit")
def test_memory_is_bounded() -> None:
    assert "MemoryError" in confined("bytearray(500 << 20)").stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such limit")
def test_files_that_it_writes_are_bounded(tmp_path: Path) -> None:
    done = confined(f"with open({str(tmp_path / 'a')!r}, 'wb') as file: file.write(bytes(5000))")
    assert "File too large" in done.stderr
    assert (tmp_path / "a").stat().st_size <= 1000


@pytest.mark.parametrize("reader", ["pickle", "_pickle"])
def test_a_pickle_runs_nothing(reader: str) -> None:
    code = "from corpus.confinement import refuse_pickles; sys.addaudithook(refuse_pickles)\n"
    for data, ends in ((b"cbuiltins\nprint\n(S'ran'\ntR.", 1), (b"(lp0\nI1\na.", 0)):
        done = confined(f"import {reader} as reader\n{code}reader.loads({data!r})")
        assert (done.returncode, done.stdout) == (ends, "")
