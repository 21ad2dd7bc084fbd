"""Files packed by gzip."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest

from corpus.article import RawArticle, Refusal
from corpus.readers import read_paths
from corpus.readers.format import Found

Read = Callable[..., list[Found]]
Reason = Callable[..., str]


def lines(count: int) -> bytes:
    """Return articles that do not pack to nothing."""
    chance = random.Random(4)
    return b"".join(b'{"text": "%x", "language": "en"}\n' % chance.getrandbits(4_000) for _ in range(count))


def test_the_name_without_gz_says_how_to_read_it(read: Read) -> None:
    first, second = read("wires.jsonl.gz", gzip.compress(b'{"text": "One."}\n{"text": "Two."}\n'))
    assert isinstance(first, RawArticle)
    assert (first.text, first.where, second.where) == ("One.", "wires.jsonl.gz, line 1", "wires.jsonl.gz, line 2")


def test_parts_one_after_the_other_are_one_file(read: Read) -> None:
    data = gzip.compress(b'{"text": "One."}\n') + gzip.compress(b'{"text": "Two."}\n') + b"\0" * 512
    assert len(read("wires.jsonl.gz", data)) == 2


def test_what_stands_before_the_break_is_read(read: Read) -> None:
    data = gzip.compress(lines(1_000))
    *articles, broken, last = read("wires.jsonl.gz", data[: len(data) // 2])
    assert 480 < len(articles) < 520
    assert isinstance(broken, Refusal)  # the line that is cut in two
    assert isinstance(last, Refusal)
    assert last.reason == "wires.jsonl.gz is not complete: it ends too early; what stands before that was read."


def test_a_damaged_file_is_named(read: Read) -> None:
    data = bytearray(gzip.compress(lines(1_000)))
    data[len(data) // 2 : len(data) // 2 + 2_000] = b"\xff" * 2_000
    assert read("wires.jsonl.gz", bytes(data))[-1] == Refusal(
        "wires.jsonl.gz", "wires.jsonl.gz is damaged; what stands before that was read."
    )


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.txt.gz", b"", "a.txt.gz is empty."),
        ("a.txt.gz", b"Hama fell.", "a.txt.gz is not packed by gzip, although it ends in .gz."),
        (
            "a.tar.gz",
            gzip.compress(b"x", mtime=0),
            "a.tar.gz is a TAR archive, which Dateline does not read; unpack it, or pack it again as a ZIP.",
        ),
    ],
)
def test_other_files_are_refused(reason: Reason, name: str, data: bytes, sentence: str) -> None:
    assert reason(name, data) == sentence


def test_a_file_of_another_format_is_named(reason: Reason) -> None:
    assert reason("a.png.gz", gzip.compress(b"x")).startswith("a.png.gz is a format Dateline does not read yet")


def test_a_bomb_is_stopped(reason: Reason) -> None:
    data = gzip.compress(gzip.compress(b"\0" * 500_000_000))  # 500 kB, and 2 kB of that
    started = perf_counter()
    assert reason("a.txt.gz.gz", data) == (
        "a.txt.gz.gz unpacks to more than 50,000,000 bytes, the most for a file of its size; split it."
    )
    assert perf_counter() - started < 5


def test_progress_counts_packed_bytes(tmp_path: Path) -> None:
    path = tmp_path / "w.jsonl.gz"
    path.write_bytes(gzip.compress(lines(20_000)))
    seen: list[int] = []
    assert len(list(read_paths([path], progress=lambda done, total=None, note="": seen.append(done)))) == 20_000
    assert seen == sorted(seen)
    assert len(set(seen)) > 5
    assert seen[-1] == path.stat().st_size


def test_a_file_of_empty_pieces_is_given_up(read: Callable[..., list[Found]]) -> None:
    started = perf_counter()
    found = read("a.jsonl.gz", gzip.compress(b'{"text": "Hama fell."}\n') + gzip.compress(b"") * 100_000)
    assert perf_counter() - started < 5
    assert [item.text for item in found if isinstance(item, RawArticle)] == ["Hama fell."]
    (refusal,) = [item for item in found if isinstance(item, Refusal)]
    assert "holds nothing but empty pieces from some point on; what stands before that was read." in refusal.reason
