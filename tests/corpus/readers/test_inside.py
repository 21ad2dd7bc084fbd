"""Files found inside others."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.readers.format import Job
from corpus.readers.registry import by_suffix

RECORD = b'{"text": "Hama fell."}\n'


def zipped(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, data)
    return out.getvalue()


def warc(page: bytes) -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n" + page
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n"
    return head + b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(body), body)


@pytest.fixture
def beats(tmp_path: Path) -> Callable[[str, bytes], int]:
    """How many signs of life the reader of a file gives."""

    def beats(name: str, data: bytes) -> int:
        path = tmp_path / name
        path.write_bytes(data)
        job, count = Job(path, name), [0]

        def beat() -> None:
            count[0] += 1

        job.beat = beat
        list(by_suffix()[path.suffix].read(job))
        return count[0]

    return beats


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", RECORD + b"\n" * 50),
        ("a.csv", b"text,title\n" + b"," * 50),
        ("a.warc", warc(b"x") * 50),
        ("a.jsonl.gz", gzip.compress(RECORD * 50, mtime=0)),
    ],
)
def test_a_reader_that_finds_nothing_for_long_says_that_it_is_alive(
    name: str, data: bytes, beats: Callable[[str, bytes], int]
) -> None:
    assert beats(name, data) > 0


def test_a_file_in_an_archive_says_so_too(beats: Callable[[str, bytes], int]) -> None:
    assert beats("a.zip", zipped("b.jsonl", RECORD + b"\n" * 500)) > 500


def test_so_does_one_in_an_archive_in_an_archive(beats: Callable[[str, bytes], int]) -> None:
    assert beats("a.zip", zipped("b.zip", zipped("c.jsonl", RECORD + b"\n" * 500))) > 500
