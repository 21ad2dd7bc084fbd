"""One child reads all files; what breaks it costs one file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import child
from corpus.article import RawArticle, Refusal
from corpus.errors import UserError
from corpus.progress import Cancelled
from corpus.readers import Limits, read_paths
from corpus.readers.format import Found

Files = Callable[..., list[Path]]
Fake = Callable[[str], None]
posix = pytest.mark.skipif(os.name != "posix", reason="asks the system about process ids as POSIX does")


def texts(items: list[Found]) -> list[str]:
    return [item.text for item in items if isinstance(item, RawArticle)]


def reasons(items: list[Found]) -> list[str]:
    return [item.reason for item in items if isinstance(item, Refusal)]


def test_files_come_in_their_order_from_one_child(files: Files, pids: list[int]) -> None:
    items = list(read_paths(files("b.txt", "a.txt", "c.txt")))
    assert texts(items) == ["This is b.txt.", "This is a.txt.", "This is c.txt."]
    assert len(pids) == 1


def test_no_child_is_started_for_nothing(pids: list[int]) -> None:
    assert list(read_paths([])) == []
    assert not pids


def test_one_bad_file_among_a_hundred_costs_that_file(files: Files) -> None:
    paths = files(*(f"{number:03}.txt" for number in range(100)))
    paths[50].write_bytes(bytes(range(256)) * 10)
    items = list(read_paths(paths))
    assert len(texts(items)) == 99
    assert reasons(items) == ["050.txt is binary data, not text, although it ends in .txt."]


def test_a_child_that_crashes_costs_one_file(files: Files, fake_child: Fake, pids: list[int]) -> None:
    fake_child("os._exit(3)")
    items = list(read_paths(files("good1.txt", "bad.txt", "good2.txt", "good3.txt")))
    assert texts(items) == ["good1.txt", "good2.txt", "good3.txt"]
    assert reasons(items) == ["bad.txt made the reader crash and was skipped."]
    assert len(pids) == 2


def test_a_child_that_hangs_costs_one_file(files: Files, fake_child: Fake) -> None:
    fake_child("time.sleep(600)")
    items = list(read_paths(files("bad.txt", "good.txt"), limits=Limits(seconds=0.2)))
    assert texts(items) == ["good.txt"]
    assert reasons(items) == ["bad.txt took longer than 0.2 seconds to read and was skipped."]


def test_a_child_that_dribbles_for_ever_is_stopped_too(files: Files, fake_child: Fake) -> None:
    fake_child("while True: say('at', 1); time.sleep(0.02)")
    items = list(read_paths(files("bad.txt", "good.txt"), limits=Limits(file_seconds=0.3)))
    assert texts(items) == ["good.txt"]
    assert len(reasons(items)) == 1


def test_articles_read_before_a_crash_stay(files: Files, fake_child: Fake) -> None:
    fake_child("article('one'); article('two'); os._exit(3)")
    items = list(read_paths(files("bad.jsonl", "good.txt")))
    assert texts(items) == ["one", "two", "good.txt"]
    assert reasons(items) == ["bad.jsonl made the reader crash; the 2 articles read from it before that stay."]


@posix
def test_a_child_killed_by_the_system_is_told_apart(files: Files, fake_child: Fake) -> None:
    fake_child("os.kill(os.getpid(), signal.SIGKILL)")
    (reason,) = reasons(list(read_paths(files("bad.txt"))))
    assert "it may have run out of memory" in reason


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps a process to its memory")
def test_a_file_that_needs_too_much_memory_costs_that_file(tmp_path: Path) -> None:
    many = tmp_path / "many.json"
    many.write_text("[" + "{}," * 3_000_000 + "{}]", encoding="utf-8")
    small = tmp_path / "small.txt"
    small.write_text("Small.", encoding="utf-8")
    items = list(read_paths([many, small], limits=Limits(memory=150 << 20)))
    assert texts(items) == ["Small."]
    assert reasons(items) == ["many.json needs more memory than the 150 MB allowed; split it."]


@pytest.mark.parametrize(
    "line",
    [
        "print('not JSON', flush=True)",
        "say('a', 'text')",
        "say('a', 1, '', '', '', '', '', '', '', '', {}, [], {}, [], [])",
        "say('a', 'text', '', '', '', '', '', '', '', '', [], [], {}, [], [])",
        "say('a', 'text', '', '', '', '', '', '', '', '', {}, [], {}, [[False, True, 'X', '', '', {}]], [])",
        "say('a', 'text', '', '', '', '', '', '', '', '', {}, [], {}, [['0', 1, 'X', '', '', {}]], [])",
        "say('a', 'text' * 1000, '', '', '', '', '', '', '', '', {}, [], {}, [], [])",
        "say('a', 'text', '', '', '', '', '', '', '', '', {'x': float('nan')}, [], {}, [], [])",
        "say('a', 'text', '', '', '', '', '', '', '', '', {}, [], {}, [], [['A', True, 2, '', '', {}, []]])",
        "say('a', 'text', '', '', '', '', '', '', '', '', {}, [], {}, [], [['A', None, 2, '', '', {}, []]])",
        "say('a', 'text', '', '', '', '', '', '', '', '', {}, [], {}, [], [[1, None, None, '', '', {}, []]])",
        "say('a', 'text', '', '', '', '', '', '', '', '', {}, [], {}, [], [['A', None, None, '', '', {}, [['r', 1]]]])",
        "say('a', 'text', '', '', '', '', '', '', '', '', {}, [], {}, [], [['A', None, None, '', '', [], []]])",
        "say('r', 'where', 7)",
        "say('at', -1)",
        "say('run', 'rm')",
        "say({})",
        "print('[' * 100_000, flush=True)",
        "print('x' * 20_000_000, flush=True)",
    ],
)
def test_a_hostile_child_is_not_believed(files: Files, fake_child: Fake, line: str) -> None:
    fake_child(f"{line}; time.sleep(600)")
    items = list(read_paths(files("bad.txt", "good.txt"), limits=Limits(text=1000)))
    assert texts(items) == ["good.txt"]
    assert reasons(items) == ["bad.txt made the reader go wrong and was skipped."]


def test_articles_of_no_file_are_dropped(files: Files, fake_child: Fake) -> None:
    fake_child("say('end', 0); say('end', 0); article('stray')")
    assert texts(list(read_paths(files("bad.txt")))) == []


@posix
def test_cancelling_kills_the_child(
    files: Files, fake_child: Fake, pids: list[int], is_alive: Callable[[int], bool]
) -> None:
    fake_child("time.sleep(600)")
    calls = 0

    def cancel(done: int, total: int | None = None, note: str = "") -> None:
        nonlocal calls
        calls += 1
        if calls > 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        list(read_paths(files("bad.txt"), progress=cancel))
    assert not is_alive(pids[0])


@posix
def test_closing_the_iterator_kills_the_child(files: Files, pids: list[int], is_alive: Callable[[int], bool]) -> None:
    items = read_paths(files("a.txt", "b.txt"))
    next(items)
    assert is_alive(pids[0])
    items.close()  # type: ignore[attr-defined]
    assert not is_alive(pids[0])


def test_progress_counts_bytes_up_to_the_total(files: Files) -> None:
    seen: list[tuple[int, int | None, str]] = []

    def note(done: int, total: int | None = None, note: str = "") -> None:
        seen.append((done, total, note))

    paths = files("a.txt", "b.txt")
    list(read_paths(paths, progress=note))
    size = sum(path.stat().st_size for path in paths)
    assert seen[0][:2] == (0, size)
    assert seen[-1] == (size, size, "")
    assert [done for done, _, _ in seen] == sorted(done for done, _, _ in seen)


@pytest.mark.parametrize("command", [[sys.executable, "-c", "raise SystemExit(1)"], ["no-such-program"]])
def test_a_reader_that_cannot_start_is_the_programs_fault(
    files: Files, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setattr(child, "command", lambda name: command)
    with pytest.raises(UserError, match="could not be started"):
        list(read_paths(files("a.txt")))


def test_a_file_gone_before_its_turn_is_named(files: Files) -> None:
    paths = files("a.txt", "b.txt", "c.txt", "d.txt")
    items = read_paths(paths)
    found: list[Found] = [next(items)]
    paths[3].unlink()
    found += items
    assert reasons(found) == ["d.txt cannot be read: No such file or directory."]


def test_a_file_over_the_size_limit_is_not_opened(files: Files, pids: list[int]) -> None:
    (reason,) = reasons(list(read_paths(files("a.txt"), limits=Limits(file_bytes=5))))
    assert reason == "a.txt has 14 bytes, over the limit of 5; split it."
    assert not pids
