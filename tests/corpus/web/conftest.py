"""A web server on this computer, whose answers each test writes; nothing else is ever connected to."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from corpus.web.address import Address, parse
from corpus.web.connection import Connector, Gate
from corpus.web.pages import Page, Site, Visit
from corpus.web.rules import Rules
from corpus.web.turns import Turns

Answer = tuple[int, dict[str, str], bytes]
QUICK = Rules(local=True, pause=0.0, seconds=10.0, idle=5.0)


class Server(ThreadingHTTPServer):
    """Answers what `answers` says for a path; an answer may be a function that has the connection to itself."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, Answer | Callable[[socket.socket], None]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"

    def address(self, path: str = "/") -> Address:
        return parse(self.url(path), any_port=True)

    def page(self, path: str, body: bytes | str, kind: str = "text/html; charset=utf-8", **headers: str) -> Address:
        data = body.encode() if isinstance(body, str) else body
        given = {"Content-Type": kind, **{name.replace("_", "-"): value for name, value in headers.items()}}
        self.answers[path] = (200, given, data)
        return self.address(path)

    def move(self, path: str, to: str, status: int = 302) -> Address:
        self.answers[path] = (status, {"Location": to}, b"")
        return self.address(path)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """The other side went away: what these tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        answer = self.server.answers.get(self.path, (404, {}, b"none"))
        if callable(answer):
            answer(self.connection)
            self.close_connection = True
            return
        status, headers, body = answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join(10)


@pytest.fixture
def get() -> Callable[..., Page]:
    """Fetches one address in this process."""

    def get(address: Address, rules: Rules = QUICK, turns: Turns | None = None) -> Page:
        site = Site(rules, Connector(rules, Gate()), turns or Turns(rules.pause))
        return site.get(Visit(address, lambda _seconds, _host: None))

    return get


@pytest.fixture
def quick() -> Rules:
    """Rules for tests: this computer may be asked, and without pauses."""
    return QUICK


@pytest.fixture
def story() -> Callable[..., str]:
    """Takes a headline and returns a page with a story."""

    def story(title: str, more: str = "") -> str:
        words = f"{title}: fighters entered the town of Hama on Thursday night, two monitors said, and closed a road."
        body = "".join(f"<p>{words} Paragraph {number}.</p>" for number in range(6))
        head = f"<title>{title}</title><meta property='og:site_name' content='Orontes Wire'>{more}"
        body = f"<body><nav>Menu</nav><article>{body}</article></body>"
        return f"<!doctype html><html lang=en><head>{head}</head>{body}</html>"

    return story


@pytest.fixture
def tls_server(tmp_path: Path) -> Iterator[Callable[[], int]]:
    """Gives the port of a server with a certificate of its own making in cert.pem."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("there is no openssl to make a certificate with")
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    made += ["-addext", "subjectAltName=DNS:localhost"]
    names = ("-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "cert.pem"))
    subprocess.run([openssl, *made, *names], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                link, _ = listener.accept()
                link.settimeout(10)
                with link, suppress(OSError), context.wrap_socket(link, server_side=True) as secret:
                    secret.recv(10_000)
                    secret.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n<html>s</html>")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield lambda: int(listener.getsockname()[1])
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join(10)
