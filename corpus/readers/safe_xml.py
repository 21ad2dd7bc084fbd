"""XML that others made, read with the standard library: no DOCTYPE, so no entities, so no bombs and no files opened.

A DOCTYPE can only stand before the first element. It is looked for by the same parser that would obey it, on the
same bytes and before them, so that no encoding hides it.
"""

from __future__ import annotations

from typing import IO, Protocol
from xml.etree.ElementTree import Element, ParseError, XMLParser
from xml.parsers.expat import ExpatError, ParserCreate

_CHUNK = 1 << 16  # bytes
_ELEMENTS = 1_500_000


class BadXml(Exception):
    """It is no XML that may be read; the message continues "x.docx ...", with its full stop."""


def parse(data: bytes) -> Element:
    """Return the root of a small document. Whoever has much of it takes `stream`.

    Raises:
        BadXml: it is not well-formed, or has a DOCTYPE.
    """
    prolog, parser = _Prolog(), XMLParser()
    try:
        prolog.feed(data)
        parser.feed(data)
        root = parser.close()
    except (ParseError, ExpatError, ValueError, LookupError) as error:  # the last two: of the encoding it states
        raise _damaged(error) from error
    assert isinstance(root, Element)
    return root


class Handler(Protocol):
    """Takes what `stream` meets; names are "namespace}name"."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def data(self, text: str) -> None:
        """Take a piece of text."""


def stream(file: IO[bytes], handler: Handler) -> None:
    """Hand a document over piece by piece; nothing of it is kept. For text with elements in it.

    Raises:
        BadXml: it is not well-formed, has a DOCTYPE, or too many elements to be read in a few seconds.
    """
    count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > _ELEMENTS:
            raise _too_many()
        handler.start(name, attributes)

    parser = ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.StartElementHandler, parser.EndElementHandler = start, handler.end
    parser.CharacterDataHandler = handler.data
    try:
        while chunk := file.read(_CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (ExpatError, LookupError) as error:
        raise _damaged(error) from error


def refuse_doctype(name: str, system: str | None, public: str | None, internal: bool) -> None:
    """Refuse a document; for the `StartDoctypeDeclHandler` of a parser.

    Raises:
        BadXml: always.
    """
    raise BadXml("declares a document type of its own (DOCTYPE), which no document of this kind needs.")


def local(tag: str) -> str:
    """Return the name of a tag or attribute without its namespace."""
    return tag.rpartition("}")[2]


def _damaged(error: Exception) -> BadXml:
    line = getattr(error, "position", (getattr(error, "lineno", 0),))[0]
    return BadXml("is damaged: its XML cannot be read" + (f" (line {line:,})." if line else "."))


def _too_many() -> BadXml:
    return BadXml(f"holds more than {_ELEMENTS:,} elements, too many to read; split it.")


class _Begun(Exception):
    """The first element has come."""


class _Prolog:
    """Looks at what comes before the first element."""

    def __init__(self) -> None:
        self._parser = ParserCreate()
        self._parser.StartDoctypeDeclHandler = refuse_doctype
        self._parser.StartElementHandler = self._begin
        self._begun = False

    def feed(self, data: bytes) -> None:
        """Take the next bytes.

        Raises:
            BadXml: a DOCTYPE is among them.
            ExpatError: they are not well-formed.
        """
        if self._begun:
            return
        try:
            self._parser.Parse(data, False)
        except _Begun:
            self._begun = True

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        raise _Begun
