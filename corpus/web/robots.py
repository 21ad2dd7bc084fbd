"""robots.txt as RFC 9309 has it: the longest matching rule decides, `*` and `$` are understood.

The standard library's parser takes the first match instead and knows no `*` inside a path, so it both lets pass and
refuses what the site's own words do not.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from urllib.parse import quote

_MOST_RULES = 5_000
_MOST_STARS = 12  # in one rule; nobody writes more
_SAFE = "".join(map(chr, range(0x21, 0x7F)))


@dataclass(frozen=True, slots=True)
class Robots:
    """What a site asks of us.

    Attributes:
        rules: whether allowed, and the beginning of the paths meant.
        delay: seconds it wants between two requests, 0 when it does not say.
    """

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0

    def allows(self, target: str) -> bool:
        """Whether a path with its query may be fetched."""
        path = _normal(target)
        found = [(len(pattern), allowed) for allowed, pattern in self.rules if _matches(pattern, path)]
        return max(found, default=(0, True))[1]


NOTHING = Robots(rules=((False, "/"),))


def parse(text: str, name: str) -> Robots:
    """Return what a robots.txt says to the program called `name`: the parts that name it, else those for all."""
    parts: dict[str, tuple[list[tuple[bool, str]], list[float]]] = {}
    agents: list[str] = []
    open_ = False  # whether the last line named an agent
    for line in text.splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            agents = [*agents, value.lower()] if open_ else [value.lower()]
        elif key in ("allow", "disallow", "crawl-delay"):
            for agent in agents:
                _add(*parts.setdefault(agent, ([], [])), key, value)
        open_ = key == "user-agent" or (open_ and key not in ("allow", "disallow", "crawl-delay"))
        for agent in agents if open_ else ():
            parts.setdefault(agent, ([], []))
    rules, delays = parts.get(name.lower()) or parts.get("*") or ([], [])
    return Robots(tuple(rules), max(delays, default=0.0))


def _add(rules: list[tuple[bool, str]], delays: list[float], key: str, value: str) -> None:
    if key == "crawl-delay":
        try:
            seconds = float(value)
        except ValueError:
            return
        delays += [seconds] if math.isfinite(seconds) and seconds > 0 else []
    elif value and len(rules) < _MOST_RULES and value.count("*") <= _MOST_STARS:
        rules.append((key == "allow", re.sub(r"\*+", "*", _normal(value))))


def _normal(path: str) -> str:
    """Return a path with every letter beyond ASCII escaped, escapes in capitals."""
    return re.sub("%[0-9a-fA-F]{2}", lambda match: match[0].upper(), quote(path, safe=_SAFE))


def _matches(pattern: str, path: str) -> bool:
    """Whether `pattern` matches a beginning of `path`; without a regular expression, which could take for ever."""
    ends = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for number, part in enumerate(rest, start=1):
        if ends and number == len(rest):
            return path.endswith(part) and len(path) - len(part) >= at
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return at == len(path) if ends else True
