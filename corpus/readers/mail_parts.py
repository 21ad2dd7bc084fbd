"""The parts of an e-mail: decoded text, headers as one line, attached files under their names. Nothing here raises
over what a message gets wrong; what it says of its encoding is believed only if it is true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage, Message
from pathlib import PurePosixPath

from corpus.readers.documents import one_line
from corpus.readers.encodings import NotText, codec, encoding_of_bytes

_WRONG = (ValueError, IndexError, AttributeError, LookupError, TypeError)  # of the library, over headers made to harm
_SUFFIXES = {
    "application/pdf": ".pdf",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/csv": ".csv",
    "message/rfc822": ".eml",
}
_DEEP = 100  # parts within parts
_NAME = 120


def header(message: Message, name: str) -> str:
    """Return a header as one line, "" when it is missing or cannot be understood."""
    try:
        return one_line(str(message.get(name, "")))
    except _WRONG:
        return ""


def content(part: Message) -> bytes:
    """Return what a part holds, decoded from base64 and the like."""
    try:
        payload = part.get_payload(decode=True)
    except _WRONG:
        return b""
    return payload if isinstance(payload, bytes) else b""


def text(part: Message) -> tuple[str, str, str]:
    """Return the words of a part, its encoding when that had to be assumed, and a sentence that says so."""
    data = content(part)
    try:
        return _unflowed(part, data.decode(codec(part.get_content_charset() or "ascii"))), "", ""
    except _WRONG:
        pass
    try:
        encoding = encoding_of_bytes(data)
    except NotText:
        return "", "", ""
    return _unflowed(part, data.decode(encoding.name, "replace")), encoding.assumed, encoding.warning


def attached(message: EmailMessage, bodies: list[Message]) -> Iterator[Message]:
    """Yield the parts that are files or messages of their own, without `bodies`."""
    waiting: list[tuple[Message, int]] = [(message, 0)]
    while waiting:
        part, depth = waiting.pop()
        payload = part.get_payload()
        if part.get_content_type() == "message/rfc822" and part is not message:
            yield part
        elif isinstance(payload, list) and depth < _DEEP:
            waiting += [(each, depth + 1) for each in reversed(payload) if isinstance(each, Message)]
        elif part is not message and part not in bodies and file_name(part):
            yield part


def file_name(part: Message) -> str:
    """Return the name of an attached file without folders, with an ending; "" for a part that is no file."""
    try:
        name = part.get_filename() or ""
    except _WRONG:
        name = ""
    name = one_line(name.replace("\\", "/").rpartition("/")[2])[-_NAME:]
    suffix = _SUFFIXES.get(part.get_content_type(), "")
    if part.get_content_type() == "message/rfc822":
        return f"{name.removesuffix('.eml') or 'message'}.eml"
    return f"{name}{suffix}" if name and not PurePosixPath(name).suffix else name


def inner(part: Message) -> bytes:
    """Return the bytes of an attached file or message."""
    payload = part.get_payload()
    if isinstance(payload, list) and payload and isinstance(payload[0], Message):
        try:
            return payload[0].as_bytes()
        except _WRONG:
            return b""
    return content(part)


def _unflowed(part: Message, words: str) -> str:
    """Join the lines that were broken for sending, where the part says that a blank at the end marks them."""
    words = words.replace("\r\n", "\n")
    try:
        flowed = str(part.get_param("format", "")).lower() == "flowed"
    except _WRONG:
        flowed = False
    if not flowed:
        return words
    joint = "" if str(part.get_param("delsp", "")).lower() == "yes" else " "
    return re.sub(r"(?<!-) \n(?![>\n])", joint, words)
