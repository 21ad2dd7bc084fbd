"""One request and its answer, over a connection that is there: every byte counted, every wait bounded.

Written on `http.client.HTTPResponse`, which reads headers and chunks. A library that connects by itself would resolve
the name a second time, follow redirects, keep cookies and unpack without an end.
"""

from __future__ import annotations

import io
import socket
import ssl
import zlib
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage, HTTPResponse, IncompleteRead
from typing import Any, cast

from corpus.web.address import Address
from corpus.web.connection import Trouble, left
from corpus.web.rules import AGENT, Rules

_PIECE = 1 << 16  # bytes taken at once
_HEADERS = 1 << 18  # bytes allowed beside the page
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/pdf;q=0.9,*/*;q=0.5"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent."""

    status: int
    headers: HTTPMessage
    body: bytes

    def header(self, name: str) -> str:
        """Return a header, "" when it is missing."""
        return str(self.headers.get(name, ""))


def ask(link: socket.socket, address: Address, deadline: float, rules: Rules, *, most: int = 0) -> Answer:
    """Send a GET and return the answer; the body of a redirect or an error is not read. Closes the connection.

    `most`: bytes of the body (otherwise `rules.page_bytes`).

    Raises:
        Trouble: it takes too long, is too much, breaks off, or is no HTTP.
    """
    most = most or rules.page_bytes
    try:
        link.settimeout(left(deadline, rules.idle))
        link.sendall(_request(address))
        wire = _Wire(link, deadline, rules.idle, most + _HEADERS)
        response = HTTPResponse(cast(socket.socket, wire), method="GET")
        response.begin()
        body = _body(response, most) if response.status == 200 else b""
        return Answer(response.status, response.headers, body)
    except (HTTPException, zlib.error) as error:
        broken = isinstance(error, IncompleteRead)
        raise Trouble("broke off" if broken else "gave an answer that cannot be understood") from error
    except TimeoutError as error:
        raise Trouble("took too long to answer") from error
    except (OSError, ssl.SSLError) as error:
        raise Trouble("broke off") from error
    finally:
        link.close()


class _Raw(io.RawIOBase):
    """The bytes as they arrive, until there are too many or it takes too long."""

    def __init__(self, link: socket.socket, deadline: float, idle: float, most: int) -> None:
        self._link, self._deadline, self._idle, self._left = link, deadline, idle, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._link.settimeout(left(self._deadline, self._idle))
        count = self._link.recv_into(buffer)
        self._left -= count
        if self._left < 0:
            raise Trouble("is too much to read")
        return count


class _Wire:
    """What HTTPResponse wants of a socket."""

    def __init__(self, link: socket.socket, deadline: float, idle: float, most: int) -> None:
        self._raw = _Raw(link, deadline, idle, most)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self._raw, _PIECE)


def _request(address: Address) -> bytes:
    lines = (
        f"GET {address.target} HTTP/1.1",
        f"Host: {address.host_header}",
        f"User-Agent: {AGENT}",
        f"Accept: {_ACCEPT}",
        "Accept-Encoding: gzip",
        "Connection: close",
    )
    return "\r\n".join((*lines, "", "")).encode("ascii")


def _body(response: HTTPResponse, most: int) -> bytes:
    packing = response.getheader("Content-Encoding", "").strip().lower()
    if packing not in ("", "identity", "gzip", "x-gzip"):
        raise Trouble(f"is packed in a way that was not asked for ({packing[:20]})")
    unpack = _Gunzip() if "gzip" in packing else None
    parts: list[bytes] = []
    size = 0
    while piece := response.read(_PIECE):
        part = unpack.feed(piece, most - size) if unpack else piece
        size += len(part)
        if size > most:
            raise Trouble(f"is more than the {most:,} bytes that one page may have")
        parts.append(part)
    if response.length or (unpack and not unpack.whole):
        raise Trouble("broke off")
    return b"".join(parts)


class _Gunzip:
    """Unpacks gzip, never more than asked for: a few bytes may stand for gigabytes."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(31)
        self._begun = False

    @property
    def whole(self) -> bool:
        """Whether the end was reached (or nothing came)."""
        return self._inner.eof or not self._begun

    def feed(self, piece: bytes, most: int) -> bytes:
        """Return what `piece` unpacks to, at most one byte over `most`."""
        found: list[bytes] = []
        while piece and most >= 0:
            if self._inner.eof:  # a further member follows
                self._inner = zlib.decompressobj(31)
            self._begun = True
            found.append(self._inner.decompress(piece, most + 1))
            most -= len(found[-1])
            piece = self._inner.unconsumed_tail or self._inner.unused_data
        return b"".join(found)
