"""Web addresses: found in what was pasted, checked, and told from those of this computer and the local network."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

_LONGEST = 4_000  # code points of an address
_PORTS = frozenset({80, 443, 8000, 8080, 8443})  # where pages are served; other services must not be talked to
_SCHEMES = {"http": 80, "https": 443}
_SAFE = "%/:=&?~+!$,;'@()*[]|"  # what stays as it is in a path or query, beside letters, digits and _.-
_FIND = re.compile(r"(?:feed:(?://)?)?https?://[^\s<>\"“”«»]+|(?<![\w@./:])feed://[^\s<>\"“”«»]+", re.IGNORECASE)
_BARE = re.compile(r"(?:[\w-]{1,63}\.)+[^\W\d_]{2,24}(?::\d{2,5})?(?:[/?][^\s<>\"“”«»]*)?", re.IGNORECASE)
_PAIRS = {")": "(", "]": "[", "}": "{"}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_TUNNELS = tuple(map(ipaddress.ip_network, ("2001::/32", "2002::/16", "64:ff9b:1::/48", "fec0::/10")))

IP = ipaddress.IPv4Address | ipaddress.IPv6Address


class BadAddress(Exception):
    """Not an address we fetch from; the message continues a sentence that begins with it."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be asked for, in its plain form: ASCII, no name or password, no fragment.

    Attributes:
        url: the whole of it. target: path and query, as the request line says it.
    """

    url: str
    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> tuple[str, str, int]:
        """What one robots.txt speaks for."""
        return self.scheme, self.host, self.port

    @property
    def host_header(self) -> str:
        """Host and port as requests name them."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == _SCHEMES[self.scheme] else f"{name}:{self.port}"


@dataclass(frozen=True, slots=True)
class Pasted:
    """The addresses in a pasted text, each once, and a sentence for each line that holds none.

    Attributes:
        more: whether there were more than wanted; what comes after them was not looked at.
    """

    addresses: tuple[Address, ...]
    problems: tuple[str, ...]
    more: bool = False


def parse(text: str, *, any_port: bool = False) -> Address:
    """Return a checked address.

    Raises:
        BadAddress: it is none, or one that is never asked.
    """
    if len(text) > _LONGEST:
        raise BadAddress(f"is over {_LONGEST:,} characters long")
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise BadAddress("is no web address") from error
    scheme = parts.scheme.lower()
    if scheme not in _SCHEMES:
        raise BadAddress("does not begin with http:// or https://")
    if parts.username is not None or parts.password is not None:
        raise BadAddress("holds a name or a password; pages that need one cannot be fetched")
    host, port = _host(host), port if port is not None else _SCHEMES[scheme]
    if port not in _PORTS and not any_port:
        raise BadAddress(f"asks for port {port}, where no web pages are served")
    target = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    found = Address("", scheme, host, port, target)
    return Address(f"{scheme}://{found.host_header}{target}", scheme, host, port, target)


def follow(address: Address, location: str, *, any_port: bool = False) -> Address:
    """Return where a redirect leads.

    Raises:
        BadAddress: it leads to something that is never asked.
    """
    try:
        return parse(urljoin(address.url, location), any_port=any_port)
    except ValueError as error:
        raise BadAddress("is no web address") from error


def find_addresses(text: str, *, any_port: bool = False, most: int = 100_000) -> Pasted:
    """Return the first `most` addresses in a pasted text; a line may be one without its https:// too."""
    found: dict[str, Address] = {}
    problems: list[str] = []
    for line in text.splitlines():
        candidates = _candidates(line)
        for candidate in candidates:
            try:
                address = parse(candidate, any_port=any_port)
            except BadAddress as error:
                problems.append(f"{short(candidate)} {error}.")
            else:
                found.setdefault(address.url, address)
            if len(found) > most:
                return Pasted(tuple(found.values())[:most], tuple(problems), more=True)
        if line.strip() and not candidates:
            problems.append(f"“{short(' '.join(line.split()), 60)}” is no web address.")
    return Pasted(tuple(found.values()), tuple(problems))


def short(text: str, most: int = 160) -> str:
    """Return a text shortened for a sentence."""
    return text if len(text) <= most else text[: most - 1] + "…"


def is_public(ip: IP) -> bool:
    """Whether an IP address is of the open internet: not of this computer, its network, or a group of computers."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(ip.ipv4_mapped)
        if ip in _NAT64:
            return is_public(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        if any(ip in tunnel for tunnel in _TUNNELS):
            return False
    bad = (ip.is_private, ip.is_loopback, ip.is_link_local, ip.is_multicast, ip.is_reserved, ip.is_unspecified)
    return ip.is_global and not any(bad)


def _host(host: str) -> str:
    """Return a host name in ASCII.

    Raises:
        BadAddress: it is none.
    """
    if ":" in host:
        try:
            return ipaddress.IPv6Address(host).compressed if "%" not in host else _no_host()
        except ValueError as error:
            raise BadAddress("names no site") from error
    try:
        plain = host.rstrip(".").encode("idna").decode("ascii").lower().rstrip(".")
    except UnicodeError as error:
        raise BadAddress("names no site") from error
    return plain if re.fullmatch(r"[a-z0-9_.-]{1,253}", plain) else _no_host()


def _no_host() -> str:
    raise BadAddress("names no site")


def _candidates(line: str) -> list[str]:
    """The words of a line that look like addresses, without the punctuation after them."""
    found = [re.sub(r"^feed:(?://)?(?=https?:)", "", _trimmed(match[0]), flags=re.I) for match in _FIND.finditer(line)]
    found = [re.sub("^feed://", "http://", each, flags=re.IGNORECASE) for each in found]
    words = [_trimmed(word.lstrip("<(\"'“")) for word in re.split(r"[\s,;]+", _FIND.sub(" ", line).strip()) if word]
    bare = [word for word in words if _BARE.fullmatch(word)]
    # Beside words, only what begins with www. is meant as an address: "e.g." and "reuters.com said" are none.
    meant = bare if len(bare) == len(words) else [word for word in bare if word.lower().startswith("www.")]
    return found + [f"https://{word}" for word in meant]


def _trimmed(word: str) -> str:
    while word:
        last = word[-1]
        if last in ".,;:!?'\"”>" or (last in _PAIRS and word.count(last) > word.count(_PAIRS[last])):
            word = word[:-1]
        else:
            break
    return word
