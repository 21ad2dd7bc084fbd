"""Pages fetched from a server on this computer, in this process."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import pytest

from corpus.web.address import Address, parse
from corpus.web.connection import Connector, Gate, Trouble
from corpus.web.pages import Page, kind_of
from corpus.web.rules import AGENT, Rules
from corpus.web.turns import Turns


class Get(Protocol):
    def __call__(self, address: Address, rules: Rules = ..., turns: Turns | None = ...) -> Page: ...


def refused(get: Get, address: Address, rules: Rules | None = None) -> str:
    with pytest.raises(Trouble) as caught:
        get(address, rules) if rules else get(address)
    return str(caught.value)


def test_a_page_with_what_the_server_says_of_it(server: Any, get: Get) -> None:
    page = get(server.page("/a", "<html>é</html>", "text/html; charset=iso-8859-1"))
    assert page == Page(server.url("/a"), "page", "<html>é</html>".encode(), "iso-8859-1")


def test_a_request_tells_nothing_but_who_asks(server: Any, get: Get) -> None:
    get(server.page("/a?b=c", "<html>x</html>", Set_Cookie="id=1"))
    path, headers = server.asked[-1]
    assert path == "/a?b=c"
    assert headers["User-Agent"] == AGENT
    assert AGENT.startswith("Dateline/")
    assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}


def test_redirects_are_followed_five_times(server: Any, get: Get) -> None:
    server.page("/5", "<html>x</html>")
    for number in range(5):
        server.move(f"/{number}", f"/{number + 1}", 301 + number % 2)
    assert get(server.address("/0")).url == server.url("/5")
    assert "more than 5 times" in refused(get, server.move("/-1", "/0"))


def test_a_redirect_in_a_circle_ends(server: Any, get: Get) -> None:
    assert "more than 5 times" in refused(get, server.move("/a", "/a"))


@pytest.mark.parametrize("to", ["http://169.254.169.254/latest/meta-data", "http://10.0.0.1/", "http://[fe80::1]/"])
def test_a_redirect_into_a_local_network_is_refused(server: Any, get: Get, to: str) -> None:
    assert "leads to this computer or a local network" in refused(get, server.move("/a", to))


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://example.org/", "javascript:1", "http://u:p@example.org/"])
def test_a_redirect_to_no_web_page_is_refused(server: Any, get: Get, to: str) -> None:
    assert "leads on to" in refused(get, server.move("/a", to))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "[::1]", "[::ffff:7f00:1]"]
)
def test_this_computer_is_not_asked_whatever_it_is_called(server: Any, get: Get, quick: Rules, host: str) -> None:
    address = parse(f"http://{host}:{server.server_port}/", any_port=True)
    assert "local network" in refused(get, address, replace(quick, local=False))
    assert server.asked == []


def test_the_address_checked_is_the_address_asked(server: Any, get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that first resolves to a public address and then to a local one (DNS rebinding) gains nothing."""
    asked: list[str] = []

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.server_port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    server.page("/a", "<html>x</html>")
    address = parse(f"http://rebind.example:{server.server_port}/a", any_port=True)
    get(address)
    assert asked == ["rebind.example"] * 2  # once for robots.txt, once for the page: each connection by what it checked


def test_of_several_addresses_only_public_ones_are_asked(monkeypatch: pytest.MonkeyPatch, quick: Rules) -> None:
    tried: list[Any] = []
    found = [(socket.AF_INET, 1, 6, "", (ip, 80)) for ip in ("10.0.0.1", "93.184.216.34", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    monkeypatch.setattr(Gate, "allow", lambda _self, where: tried.append(where))

    class Link:
        def __init__(self, *_: Any) -> None: ...
        def settimeout(self, _seconds: float) -> None: ...
        def connect(self, _where: Any) -> None:
            raise ConnectionRefusedError

        def close(self) -> None: ...

    monkeypatch.setattr(socket, "socket", Link)
    with pytest.raises(Trouble, match="cannot be reached"):
        Connector(replace(quick, local=False), Gate()).connect(parse("http://example.org/"), time.monotonic() + 5)
    assert tried == [("93.184.216.34", 80)]


def test_a_gate_lets_through_only_what_was_checked() -> None:
    gate = Gate()
    gate.allow(("93.184.216.34", 80))
    gate.audit("socket.connect", (None, ("93.184.216.34", 80)))
    gate.audit("open", ("x", "r", 0))
    for event in ("socket.connect", "subprocess.Popen", "socket.bind", "os.system"):
        with pytest.raises(PermissionError):
            gate.audit(event, (None, ("127.0.0.1", 80)))


def test_a_gzip_bomb_stops_at_the_cap(server: Any, get: Get, quick: Rules) -> None:
    bomb = gzip.compress(b"<html>" + bytes(50_000_000))
    address = server.page("/a", bomb, Content_Encoding="gzip")
    began = time.monotonic()
    assert "is more than the 1,000,000 bytes" in refused(get, address, replace(quick, page_bytes=1_000_000))
    assert time.monotonic() - began < 5


def test_gzip_is_unpacked_also_in_several_members(server: Any, get: Get) -> None:
    body = gzip.compress(b"<html>one") + gzip.compress(b"two</html>")
    assert get(server.page("/a", body, Content_Encoding="gzip")).body == b"<html>onetwo</html>"


def test_gzip_that_breaks_off_or_is_none_is_refused(server: Any, get: Get) -> None:
    body = gzip.compress(bytes(range(256)) * 40)[:-20]
    assert refused(get, server.page("/a", body, Content_Encoding="gzip")) == "broke off"
    assert "cannot be understood" in refused(get, server.page("/b", b"no gzip", Content_Encoding="gzip"))
    assert "packed in a way" in refused(get, server.page("/c", b"x", Content_Encoding="br"))


def test_a_page_over_the_cap_is_refused(server: Any, get: Get, quick: Rules) -> None:
    address = server.page("/a", b"<html>" + b"x" * 5000)
    assert "is more than the 4,000 bytes" in refused(get, address, replace(quick, page_bytes=4000))


def test_a_page_that_never_ends_is_refused(server: Any, get: Get, quick: Rules) -> None:
    def endless(link: socket.socket) -> None:
        link.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            link.sendall(b"<p>more" * 10_000)

    server.answers["/a"] = endless
    assert "more than the 100,000 bytes" in refused(get, server.address("/a"), replace(quick, page_bytes=100_000))


def test_drips_do_not_outlast_the_time_allowed(server: Any, get: Get, quick: Rules) -> None:
    """Each byte comes well before the idle time is over; the whole would take for ever."""
    over = threading.Event()

    def drip(link: socket.socket) -> None:
        link.sendall(b"HTTP/1.1 200 OK\r\nX-A: ")
        while not over.wait(0.05):
            link.sendall(b"a")

    server.answers["/a"] = drip
    began = time.monotonic()
    assert refused(get, server.address("/a"), replace(quick, seconds=0.6)) == "took too long to answer"
    over.set()
    assert time.monotonic() - began < 3


def test_silence_is_given_up(server: Any, get: Get, quick: Rules) -> None:
    over = threading.Event()
    server.answers["/a"] = lambda _link: bool(over.wait(20)) and None
    assert refused(get, server.address("/a"), replace(quick, idle=0.2)) == "took too long to answer"
    over.set()


@pytest.mark.parametrize(
    "sent",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<html>",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n<html>",
    ],
)
def test_broken_answers_are_refused(server: Any, get: Get, sent: bytes) -> None:
    server.answers["/a"] = lambda link: link.sendall(sent)
    assert refused(get, server.address("/a")) in ("broke off", "gave an answer that cannot be understood")


@pytest.mark.parametrize(
    ("status", "words"), [(404, "is not there (404)"), (403, "(403)"), (429, "too often"), (500, "in trouble (500)")]
)
def test_errors_are_said_in_words(server: Any, get: Get, status: int, words: str) -> None:
    server.answers["/a"] = (status, {}, b"<html>sorry</html>")
    assert words in refused(get, server.address("/a"))


def test_robots_are_obeyed(server: Any, get: Get) -> None:
    server.page("/robots.txt", "User-agent: *\nDisallow: /private/", "text/plain")
    server.page("/private/a", "<html>x</html>")
    assert refused(get, server.address("/private/a")) == "may not be fetched by programs, says robots.txt of 127.0.0.1"
    assert server.paths() == ["/robots.txt"]


def test_robots_are_asked_of_a_redirect_too(server: Any, get: Get) -> None:
    server.page("/robots.txt", "User-agent: Dateline\nDisallow: /private/", "text/plain")
    server.page("/private/a", "<html>x</html>")
    assert "says robots.txt" in refused(get, server.move("/a", "/private/a"))
    assert "/private/a" not in server.paths()


def test_robots_that_cannot_be_read_forbid(server: Any, get: Get) -> None:
    server.answers["/robots.txt"] = (503, {}, b"")
    assert "robots.txt of 127.0.0.1 cannot be read (503)" in refused(get, server.page("/a", "<html>x</html>"))


def test_robots_packed_as_a_bomb_are_refused(server: Any, get: Get) -> None:
    server.page("/robots.txt", gzip.compress(bytes(30_000_000)), "text/plain", Content_Encoding="gzip")
    assert "more than the 2,048,000 bytes" in refused(get, server.page("/a", "<html>x</html>"))


def test_a_host_is_asked_after_a_pause_only(server: Any, get: Get, quick: Rules) -> None:
    server.page("/robots.txt", "User-agent: *\nCrawl-delay: 0.3", "text/plain")
    turns = Turns(0.1)
    began = time.monotonic()
    get(server.page("/a", "<html>x</html>"), quick, turns)
    get(server.page("/b", "<html>x</html>"), quick, turns)
    assert time.monotonic() - began >= 0.3


def test_a_site_that_wants_days_between_two_pages_is_asked_sooner(server: Any, get: Get, quick: Rules) -> None:
    server.page("/robots.txt", "User-agent: *\nCrawl-delay: 86400", "text/plain")
    turns = Turns(0.0)
    get(server.page("/a", "<html>x</html>"), replace(quick, longest_pause=0.2), turns)
    assert 0 < turns.reserve("127.0.0.1") <= 0.2


@pytest.mark.parametrize(
    ("declared", "body", "kind"),
    [
        ("text/html", b"<p>no html tag", "page"),
        ("", b"<!DOCTYPE html><p>", "page"),
        ("text/html", b"\xef\xbb\xbf<?xml version='1.0'?><!-- a > b --><rss version='2.0'>", "feed"),
        ("application/xml", b"<?xml version='1.0'?>\n<feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        ("application/atom+xml", b"broken", "feed"),
        ("text/xml", b"<?xml version='1.0'?><rdf:RDF>", "feed"),
        ("application/xhtml+xml", b"<html xmlns=''>", "page"),
        ("application/octet-stream", b"%PDF-1.7", "pdf"),
        ("text/plain", b"words", "text"),
    ],
)
def test_kinds(declared: str, body: bytes, kind: str) -> None:
    assert kind_of(declared, body) == kind


@pytest.mark.parametrize("declared", ["image/png", "video/mp4", "application/zip", "application/json"])
def test_other_kinds_are_refused(declared: str) -> None:
    with pytest.raises(Trouble, match="is no page or feed but"):
        kind_of(declared, b"\x00\x01")


def test_comments_without_end_cost_no_time() -> None:
    began = time.monotonic()
    assert kind_of("text/html", b"<!---->" * 1200) == "page"
    assert kind_of("text/html", b"<!--" * 2000 + b"-->" * 20) == "page"
    assert time.monotonic() - began < 1


def test_a_certificate_nobody_vouches_for_is_refused(get: Get, quick: Rules, tls_server: Callable[[], int]) -> None:
    address = parse(f"https://localhost:{tls_server()}/", any_port=True)
    assert "cannot prove that it is the site it says it is" in refused(get, address)


def test_a_page_over_tls(
    get: Get, tls_server: Callable[[], int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    assert get(parse(f"https://localhost:{tls_server()}/", any_port=True)).body == b"<html>s</html>"


def test_a_certificate_of_another_name_is_refused(
    get: Get, tls_server: Callable[[], int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    assert "cannot prove" in refused(get, parse(f"https://127.0.0.1:{tls_server()}/", any_port=True))


def test_plain_words_instead_of_tls_are_refused(server: Any, get: Get) -> None:
    address = parse(f"https://127.0.0.1:{server.server_port}/", any_port=True)
    assert "offers no connection that can be kept private" in refused(get, address)
