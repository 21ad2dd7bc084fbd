"""Child processes: found from anywhere, never deadlocked, killed for good."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import child
from corpus.child import Child, ChildEnded, LineTooLong

posix = pytest.mark.skipif(os.name != "posix", reason="asks the system about process ids as POSIX does")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Child]:
    def run(code: str, *, line_bytes: int = 1 << 20) -> Child:
        monkeypatch.setattr(child, "command", lambda name: [sys.executable, "-c", code])
        return Child("readers", line_bytes=line_bytes)

    return run


def first_lines(running: Child) -> list[bytes]:
    """A line may come in pieces."""
    while not (lines := running.receive(30)):
        pass
    return lines


def all_lines(running: Child) -> list[bytes]:
    lines: list[bytes] = []
    while True:
        try:
            lines += running.receive(10)
        except ChildEnded:
            return lines


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child.command("tokens") == [sys.executable, "--child", "tokens"]


def test_an_unknown_child_is_refused() -> None:
    with pytest.raises(KeyError):
        child.main("calculator")


def test_it_starts_from_any_folder_and_runs_nothing_that_lies_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(9)", encoding="utf-8")
    (tmp_path / "corpus.py").write_text("raise SystemExit(9)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    running = Child("readers")
    first = first_lines(running)
    running.stop()
    assert first == [b'["up",0]']


def test_lines_arrive_whole(run: Callable[..., Child]) -> None:
    running = run("print('x' * 700_000); print('y'); print('z', end='\\n')")
    lines = all_lines(running)
    running.stop()
    assert [len(line) for line in lines] == [700_000, 1, 1]


def test_a_line_over_the_limit_is_not_collected(run: Callable[..., Child]) -> None:
    running = run("import sys\nwhile True: sys.stdout.write('x' * 100_000)", line_bytes=1_000_000)
    with pytest.raises(LineTooLong):
        all_lines(running)
    running.stop()


def test_many_lines_unread_do_not_block_stopping(run: Callable[..., Child]) -> None:
    running = run("while True: print('x' * 1000)")
    first_lines(running)
    assert running.stop() != 0


def test_words_on_standard_error_block_nothing(run: Callable[..., Child]) -> None:
    running = run("import sys; sys.stderr.write('e' * 5_000_000); print('done')")
    assert all_lines(running) == [b"done"]
    assert running.stop() == 0


def test_sending_to_a_dead_child_is_told_on_receiving(run: Callable[..., Child]) -> None:
    running = run("raise SystemExit(3)")
    assert running.wait(30) == 3
    running.send(b"anyone there?")
    with pytest.raises(ChildEnded):
        running.receive(10)
    assert running.stop() == 3


@posix
def test_what_the_child_started_dies_with_it(run: Callable[..., Child]) -> None:
    grandchild = "import time; time.sleep(600)"
    code = f"import subprocess, sys; print(subprocess.Popen([sys.executable, '-c', {grandchild!r}]).pid, flush=True)"
    running = run(f"{code}\nimport time; time.sleep(600)")
    first_lines(running)
    running.stop()
    # It holds the same pipe: the output ends when both are gone.
    assert not any(thread.name == "child-readers" for thread in threading.enumerate())
