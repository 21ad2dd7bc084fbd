"""Web archives."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest

from corpus.article import RawArticle, Refusal
from corpus.readers import read_paths
from corpus.readers.format import Found

Read = Callable[..., list[Found]]
Reason = Callable[..., str]
URL = "https://wire.example/2024/12/05/hama"
STORY = "Rebels entered the city of Hama on Thursday evening after days of fighting, a war monitor said in a statement."
PAGE = f"<html lang=en><head><title>Hama</title></head><body><article><p>{STORY}</p></article></body></html>".encode()


def record(content: bytes, *, kind: str = "response", url: str = URL, length: int | None = None) -> bytes:
    """Return a record of a web archive."""
    media = "application/http; msgtype=response" if kind == "response" else "text/plain"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-12-06T09:00:00Z\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(content) if length is None else length}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def answer(body: bytes = PAGE, headers: str = "Content-Type: text/html", status: str = "200 OK") -> bytes:
    """Return what a server sent."""
    return f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + body


def only(found: list[Found]) -> RawArticle:
    (item,) = found
    assert isinstance(item, RawArticle), item
    return item


def reasons(found: list[Found]) -> list[str]:
    return [each.reason for each in found if isinstance(each, Refusal)]


def test_a_page_becomes_an_article(read: Read) -> None:
    found = only(read("c.warc", record(b"software: x", kind="warcinfo") + record(answer())))
    assert (found.text, found.title, found.url) == (STORY, "Hama", URL)
    assert (found.published, found.source, found.language) == ("2024-12-05", "wire.example", "en")
    assert (found.where, found.meta["crawled"]) == ("c.warc, record 2", "2024-12-06T09:00:00Z")


@pytest.mark.parametrize("name", ["c.warc", "c.warc.gz"])
def test_packed_records_one_by_one_or_all_together(read: Read, name: str) -> None:
    records = [record(answer(), url=f"{URL}/{number}") for number in range(3)]
    assert len(read(name, b"".join(map(gzip.compress, records)))) == 3
    assert len(read(name, gzip.compress(b"".join(records)))) == 3


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(PAGE, mtime=0), "Content-Encoding: gzip\r\n"),
        (zlib.compress(PAGE), "Content-Encoding: deflate\r\n"),
        (PAGE, "Content-Encoding: gzip\r\n"),  # unpacked by the crawler
        (b"a\r\n" + PAGE[:10] + b"\r\n" + b"%x;x=y\r\n" % (len(PAGE) - 10) + PAGE[10:] + b"\r\n0\r\n\r\n",
         "Transfer-Encoding: chunked\r\n"),
        (PAGE, "Transfer-Encoding: chunked\r\n"),  # put together by the crawler
    ],
)  # fmt: skip
def test_contents_as_servers_send_them(read: Read, body: bytes, headers: str) -> None:
    assert only(read("c.warc", record(answer(body, f"{headers}Content-Type: text/html")))).text == STORY


def test_the_encoding_a_server_states_is_believed(read: Read) -> None:
    page = "<html><body><p>دخل المقاتلون المدينة مساء الخميس بعد أيام من القتال</p></body></html>"
    found = read("c.warc", record(answer(page.encode("cp1256"), "Content-Type: text/html; charset=windows-1256")))
    assert only(found).text == "دخل المقاتلون المدينة مساء الخميس بعد أيام من القتال"


def test_texts_that_were_taken_from_pages(read: Read) -> None:
    found = only(read("c.warc", record(f"Hama falls\n\n{STORY}".encode(), kind="conversion")))
    assert (found.title, found.url) == ("Hama falls", URL)


def test_what_is_no_page_is_counted(read: Read) -> None:
    data = record(answer()) + record(answer(b"\x89PNG", "Content-Type: image/png")) * 2
    data += record(answer(b"Gone", status="404 Not Found")) + record(b"GET / HTTP/1.1", kind="request")
    assert reasons(read("c.warc", data)) == [
        "c.warc: 2 records were left out, because each is no page but a picture, a script or the like (records 2, 3).",
        "c.warc: record 4 is an error or leads elsewhere.",
    ]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_cut_archive_gives_what_stands_before(read: Read, pack: Callable[[bytes], bytes]) -> None:
    records = [pack(record(answer(), url=f"{URL}/{number}")) for number in range(5)]
    found = read("c.warc", b"".join(records)[: -len(records[-1]) // 2])
    assert sum(isinstance(each, RawArticle) for each in found) == 4
    assert reasons(found)[-1] == (
        "c.warc is not complete: it ends too early, in record 5; what stands before that was read."
    )


@pytest.mark.parametrize("length", [3, 100_000])
def test_a_wrong_length_costs_little(read: Read, length: int) -> None:
    passed_over = record(b"about: " + b"x" * 400, kind="metadata") * 220  # more than the longer of the lengths
    found = read("c.warc", record(answer(), length=length) + passed_over + record(answer()) * 20)
    assert sum(isinstance(each, RawArticle) for each in found) >= 20
    assert any("does not begin where the one before it says it ends" in reason for reason in reasons(found))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "c.warc is empty."),
        (b"<html>no archive</html>", "c.warc holds no records of a web archive."),
        (b"x" * 5_000_000, "c.warc holds no records of a web archive."),
        (gzip.compress(b"WARC/1.0", mtime=0)[:12], "c.warc is not complete: it ends too early."),
    ],
)
def test_no_archive_is_refused(reason: Reason, data: bytes, sentence: str) -> None:
    assert reason("c.warc", data) == sentence


def test_headers_without_an_end_are_bounded(read: Read) -> None:
    started = perf_counter()
    read("c.warc", b"WARC/1.0\r\n" + b"X" * 30_000_000)
    read("c.warc", b"WARC/1.0\r\n" + b"X: y\r\n" * 1_000_000)
    assert perf_counter() - started < 5


def test_a_page_that_unpacks_to_too_much_is_named(read: Read) -> None:
    packed = gzip.compress(b"<p>" + b"\0" * 30_000_000)
    data = record(answer(packed, "Content-Encoding: gzip\r\nContent-Type: text/html")) + record(answer())
    found = read("c.warc", data)
    assert isinstance(found[0], RawArticle)
    assert reasons(found) == ["c.warc: record 1 is longer than 20,000,000 bytes, or packed as no page is."]


def test_a_bomb_of_many_pages_is_stopped(read: Read) -> None:
    page = gzip.compress(b" " * 15_000_000)
    one = record(answer(page, "Content-Encoding: gzip\r\nContent-Type: text/html"))
    started = perf_counter()
    found = read("c.warc.gz", gzip.compress(record(answer()) + one * 200))
    assert perf_counter() - started < 10
    assert isinstance(found[0], RawArticle)
    assert reasons(found)[-1].startswith("c.warc.gz")


def test_another_file_is_read_after_a_cut_one(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(record(answer()) * 50)[:300])
    (tmp_path / "b.warc").write_bytes(record(answer()))
    found = list(read_paths([tmp_path / "a.warc.gz", tmp_path / "b.warc"]))
    assert isinstance(found[-1], RawArticle)
