"""JSON that stays one line for every reader."""

from __future__ import annotations

# Line ends to Python's splitlines and to some editors, though not to JSON.
_LINE_ENDS = (("\x85", "\\u0085"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))


def escape_line_ends(encoded: str) -> str:
    """Return JSON text with those signs escaped that JSON leaves alone and that other programs break lines at."""
    for sign, escape in _LINE_ENDS:
        if sign in encoded:
            encoded = encoded.replace(sign, escape)
    return encoded
