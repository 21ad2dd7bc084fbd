"""A connection to a checked address: the name is resolved once, and what was checked is what is connected to."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from typing import Any

from corpus.confinement import LISTENING, PROGRAMS
from corpus.web.address import Address, is_public
from corpus.web.rules import Rules

_CONNECT_SECONDS = 10.0  # for one of a host's addresses
_TRIES = 4  # of a host's addresses
_FORBIDDEN = PROGRAMS | LISTENING


class Trouble(Exception):
    """An address gave nothing; the message continues a sentence that begins with the address, without its stop."""


class Gate:
    """Lets this process connect only to what was checked, whatever a library might try."""

    def __init__(self) -> None:
        self._open: set[tuple[Any, ...]] = set()

    def allow(self, where: tuple[Any, ...]) -> None:
        """Let a socket address pass."""
        self._open.add(where)

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Refuse what may not be; for `sys.addaudithook`.

        Raises:
            PermissionError: it is a connection to somewhere else, or something a fetcher never does.
        """
        if event in _FORBIDDEN or (event == "socket.connect" and arguments[1] not in self._open):
            raise PermissionError(event)


class Connector:
    """Opens connections, in plain and with TLS."""

    def __init__(self, rules: Rules, gate: Gate) -> None:
        self._rules = rules
        self._gate = gate
        self._tls: ssl.SSLContext | None = None

    def connect(self, address: Address, deadline: float) -> socket.socket:
        """Return a socket connected to the host of `address`, its certificate checked.

        Raises:
            Trouble: there is no such host, it may not be asked, or it does not answer.
        """
        plain = self._plain(address, deadline)
        if address.scheme == "http":
            return plain
        plain.settimeout(left(deadline, self._rules.idle))
        try:
            return self._context().wrap_socket(plain, server_hostname=address.host)
        except (OSError, ValueError) as error:
            plain.close()
            raise Trouble(_tls_words(error)) from error

    def _plain(self, address: Address, deadline: float) -> socket.socket:
        last: OSError | None = None
        for family, where in self._resolve(address)[:_TRIES]:
            self._gate.allow(where)
            link = socket.socket(family, socket.SOCK_STREAM)
            link.settimeout(left(deadline, _CONNECT_SECONDS))
            try:
                link.connect(where)
            except OSError as error:
                link.close()
                last = error
            else:
                return link
        if isinstance(last, TimeoutError):
            raise Trouble("does not answer") from last
        reason = (last.strerror or "").lower() if last else ""
        raise Trouble("cannot be reached" + (f" ({reason})" if reason else "")) from last

    def _resolve(self, address: Address) -> list[tuple[int, tuple[Any, ...]]]:
        """Return the socket addresses of a host that may be connected to.

        Raises:
            Trouble: there are none.
        """
        try:
            found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Trouble(f"cannot be reached: no site called {address.host} was found") from error
        listed: list[tuple[int, tuple[Any, ...]]] = [(family, where) for family, _, _, _, where in found]
        allowed = [(family, where) for family, where in listed if self._may(str(where[0]))]
        if not allowed:
            raise Trouble("leads to this computer or a local network, which is never asked")
        return allowed

    def _may(self, ip: str) -> bool:
        try:
            number = ipaddress.ip_address(ip)
        except ValueError:  # with a zone: of the local network
            return False
        return is_public(number) or (self._rules.local and number.is_loopback)

    def _context(self) -> ssl.SSLContext:
        if self._tls is None:
            self._tls = ssl.create_default_context()
            if not self._tls.cert_store_stats()["x509_ca"] and not ssl.get_default_verify_paths().capath:
                self._tls = _with_certifi()
        return self._tls


def left(deadline: float, most: float) -> float:
    """Return the seconds until `deadline`, at most `most`.

    Raises:
        Trouble: it has passed.
    """
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise Trouble("took too long to answer")
    return min(seconds, most)


def _with_certifi() -> ssl.SSLContext:
    """For a system whose certificates OpenSSL does not find (a frozen program, a bare Python)."""
    try:
        import certifi
    except ImportError as error:
        raise Trouble("cannot be checked, because this computer has no certificates of authorities") from error
    return ssl.create_default_context(cafile=certifi.where())


def _tls_words(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"cannot prove that it is the site it says it is ({error.verify_message})"
    return "does not answer" if isinstance(error, TimeoutError) else "offers no connection that can be kept private"
