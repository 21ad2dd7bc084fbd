"""The few forms of msgpack that a .spacy file needs, written by hand: a project has hundreds of thousands of values."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

# msgpack: the first sign of the short form (and the longest it holds), then of the forms with 1, 2, 4 bytes of length.
MAP = (0x80, 15, 0, 0xDE, 0xDF)
ARRAY = (0x90, 15, 0, 0xDC, 0xDD)
TEXT = (0xA0, 31, 0xD9, 0xDA, 0xDB)
BYTES = (0, -1, 0xC4, 0xC5, 0xC6)


def head(length: int, short: int, longest: int, one: int, two: int, four: int) -> bytes:
    """Return the head of a map, list, text or bytes of that length; the rest are the signs of its kind (`MAP` ...)."""
    if length <= longest:
        return bytes([short | length])
    if one and length < 1 << 8:
        return bytes([one, length])
    if length < 1 << 16:
        return bytes([two]) + length.to_bytes(2, "big")
    return bytes([four]) + length.to_bytes(4, "big")


_SHORT_TEXT = [head(length, *TEXT) for length in range(TEXT[1] + 1)]


def packed_text(text: str) -> bytes:
    """Return a text."""
    raw = text.encode()
    return (_SHORT_TEXT[len(raw)] if len(raw) < len(_SHORT_TEXT) else head(len(raw), *TEXT)) + raw


def packed_bytes(raw: bytes) -> bytes:
    """Return bytes."""
    return head(len(raw), *BYTES) + raw


def packed_array(packed: Sequence[bytes]) -> bytes:
    """Return a list of values that are packed already."""
    return head(len(packed), *ARRAY) + b"".join(packed)


def packed_number(number: int) -> bytes:
    """Return a number from 0 to 65,535."""
    return bytes([number]) if number < 1 << 7 else b"\xcd" + number.to_bytes(2, "big")


def packed(value: object) -> bytes:
    """Return any value that JSON can hold; whole numbers of more than 64 bits become texts.

    Raises:
        TypeError: it holds something JSON cannot.
    """
    if isinstance(value, str):
        return packed_text(value)
    if value is None or isinstance(value, bool):
        return {None: b"\xc0", False: b"\xc2", True: b"\xc3"}[value]
    if isinstance(value, int) and -(2**63) <= value < 2**63:
        return bytes([value]) if 0 <= value < 1 << 7 else b"\xd3" + struct.pack(">q", value)
    if isinstance(value, int):
        return packed_text(str(value))
    if isinstance(value, float):
        return b"\xcb" + struct.pack(">d", value)
    if isinstance(value, Mapping):
        parts = [packed_text(str(key)) + packed(each) for key, each in value.items()]
        return head(len(parts), *MAP) + b"".join(parts)
    if isinstance(value, list | tuple):
        return packed_array([packed(each) for each in value])
    raise TypeError(type(value))
