"""A web server on this computer with three stories, and the window over it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from corpus.web import Rules
from desktop import theme
from desktop.settings import Settings
from desktop.web.dialog import WebDialog


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        title = {"/1": "First", "/2": "Second", "/3": "<b>Third</b> & last"}.get(self.path, "")
        words = "Fighters entered the town of Hama on Thursday night, two monitors said, and a road was closed. " * 9
        shown = title.replace("&", "&amp;").replace("<", "&lt;")
        story = f"<article><p>{title[:5]} {words}</p></article>"
        body = f"<html><head><title>{shown}</title></head><body>{story}</body></html>"
        self.send_response(200 if title else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body.encode() if title else b"")

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def url() -> Iterator[Callable[[str], str]]:
    """Takes a path and returns its address; /1, /2 and /3 are stories."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield lambda path: f"http://127.0.0.1:{server.server_port}{path}"
        server.shutdown()
        thread.join(10)


@pytest.fixture
def settings(qtbot: QtBot) -> Settings:
    return Settings()


@pytest.fixture
def dialog(qtbot: QtBot, settings: Settings) -> Iterator[WebDialog]:
    dialog = WebDialog(settings, theme.light(), rules=Rules(local=True, pause=0.0, seconds=10.0))
    qtbot.addWidget(dialog, before_close_func=lambda each: each.fetcher.wait())
    dialog.open_beside()
    yield dialog
    dialog.fetcher.wait()
