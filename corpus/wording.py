"""Numbers and quotations in sentences, said in one way everywhere."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """Return "1 span", "2 spans", "1,204 spans"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def short(words: str, *, most: int = 40) -> str:
    """Return words on one line, cut with "…" beyond `most` characters."""
    plain = " ".join(words.split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"
