"""The inside of an XLSX workbook: its sheets, and their rows as texts, read as a stream.

A sheet may be gigabytes of empty cells, and shared texts may be repeated for ever: nothing is kept of what is empty,
and both what is kept and what is handed out are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element
from xml.parsers.expat import ExpatError, ParserCreate

from corpus.readers import safe_xml
from corpus.readers.columns import from_serial
from corpus.readers.limits import Limits
from corpus.readers.safe_xml import BadXml, local
from corpus.readers.safe_zip import Archive, Member

_CHUNK = 1 << 18  # bytes
_SMALL_PART = 20_000_000  # bytes of the lists of sheets and styles
_LOOK = 10_000_000  # bytes of shared texts, and of a sheet, that a look at a workbook takes
_SHARED = 400_000_000  # code points of all shared texts
_TEXTS = 3_000_000  # all shared texts; a sheet of a million rows has three columns of different ones
_COLUMNS = 16_384
_EMPTY_ROW = re.compile(rb'<row r="\d{1,8}"[^<>]*(?:/>|></row>)')
_EMPTY_CELL = re.compile(rb'<c r="[A-Z]{1,3}\d{1,7}"[^<>]*/>')
_CELL = re.compile(r"([A-Z]{1,3})\d{1,7}")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DATE_CODE = re.compile(r"[dmyhs]", re.IGNORECASE)
_NOT_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook; `hidden` ones are not shown to whoever opens it."""

    name: str
    member: Member
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheets of a workbook share: texts, which cell styles are dates, from which year days are counted."""

    sheets: tuple[Sheet, ...]
    texts: list[str] = field(default_factory=list)
    dates: frozenset[str] = frozenset()
    since_1904: bool = False


def open_book(archive: Archive, limits: Limits, *, look: bool = False) -> Book | None:
    """Return what an archive holds as a workbook, None when it is none.

    For a `look`, only the first of the shared texts are read.

    Raises:
        BadXml, BadZip: a part of it is damaged.
    """
    root = _part(archive, "xl/workbook.xml")
    if root is None:
        return None
    links = _links(archive)
    sheets = [
        Sheet(_attribute(each, "name"), member, _attribute(each, "state") in ("hidden", "veryHidden"))
        for each in root.iter()
        if local(each.tag) == "sheet" and (member := archive.find(links.get(_attribute(each, "id"), "")))
    ]
    old = any(_attribute(each, "date1904") in ("1", "true") for each in root if local(each.tag) == "workbookPr")
    return Book(tuple(sheets), _shared_texts(archive, limits, _LOOK if look else 0), _date_styles(archive), old)


def rows(
    archive: Archive,
    sheet: Sheet,
    book: Book,
    limits: Limits,
    told: Callable[[int], None] = lambda done: None,
    *,
    look: bool = False,
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold anything, with their numbers; `told` gets the bytes of the sheet read so far.

    For a `look`, only the beginning of the sheet is read.

    Raises:
        BadXml, BadZip: it is damaged, or unfolds to too much.
    """
    reader = _SheetReader(book, limits)
    with archive.stream(sheet.member) as file:
        tail, done, plain = b"", 0, True
        while chunk := file.read(_CHUNK):
            done += len(chunk)
            plain = plain and b"<!" not in chunk  # no comments or CDATA, in which a cell would be no cell
            data = tail + chunk
            data = _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", data)) if plain else data
            cut = data.rfind(b"<") if plain and len(tail) < _CHUNK else len(data)
            tail = data[cut:]
            yield from reader.feed(data[:cut])
            told(done)
            if look and done > _LOOK:
                return
        yield from reader.feed(tail, final=True)


class _Parser:
    """Expat without DOCTYPEs, its tags without prefixes."""

    def __init__(self) -> None:
        parser = ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = safe_xml.refuse_doctype
        self._parser = parser
        self._depth = 0

    def _parse(self, data: bytes, *, final: bool) -> None:
        try:
            self._parser.Parse(data, final)
        except (ExpatError, ValueError, LookupError) as error:
            raise BadXml("is damaged: its XML cannot be read.") from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def _end(self, name: str) -> None:
        raise NotImplementedError

    def _characters(self, data: str) -> None:
        raise NotImplementedError


class _SheetReader(_Parser):
    """Rows out of the XML of a sheet."""

    def __init__(self, book: Book, limits: Limits) -> None:
        super().__init__()
        self._book = book
        self._cell_most = limits.text + 1
        self._row_most = 2 * limits.text + (1 << 20)
        self._left = limits.file_bytes
        self._found: list[tuple[int, list[str]]] = []
        self._row = self._column = self._length = 0
        self._cells: dict[int, str] = {}
        self._kind = self._style = ""
        self._texts: list[str] | None = None
        self._phonetic = False
        self._value: list[str] = []

    def feed(self, data: bytes, *, final: bool = False) -> list[tuple[int, list[str]]]:
        """Take the next bytes and return the rows that they complete."""
        self._parse(data, final=final)
        found, self._found = self._found, []
        return found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2] if ":" in name else name
        if name == "c":
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._column = _column(attributes.get("r", ""), self._column + 1)
            self._value = []
        elif name == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdecimal() and len(number) < 9 else self._row + 1
            self._cells, self._column, self._length = {}, 0, 0
        elif name == "rPh":
            self._phonetic = True
        elif name in ("v", "t") and not self._phonetic:
            self._texts = []
            self._depth = 0

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2] if ":" in name else name
        if name in ("v", "t") and self._texts is not None:
            self._value.append("".join(self._texts))
            self._texts = None
        elif name == "c" and self._value:
            self._put("".join(self._value))
        elif name == "row" and self._cells:
            width = max(self._cells)
            self._found.append((self._row, [self._cells.get(each, "") for each in range(1, width + 1)]))
        elif name == "rPh":
            self._phonetic = False

    def _characters(self, data: str) -> None:
        if self._texts is not None and self._depth < self._cell_most:  # of a cell too long enough to say so
            self._texts.append(data)
            self._depth += len(data)

    def _put(self, value: str) -> None:
        text = self._text(value)
        if not text or not text.strip() or self._column > _COLUMNS:
            return
        self._length += len(text)
        self._left -= len(text)
        if self._left < 0:
            raise BadXml("repeats its texts so often that it would fill gigabytes; save it as CSV.")
        if self._length <= self._row_most:
            self._cells[self._column] = text

    def _text(self, value: str) -> str:
        """What a cell shows, by its kind."""
        if self._kind == "s":
            at = int(value) if value.isdecimal() and len(value) < 10 else len(self._book.texts)
            return self._book.texts[at] if at < len(self._book.texts) else ""
        if self._kind in ("str", "inlineStr"):
            return _unescaped(value)
        if self._kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if self._kind == "n" and self._style in self._book.dates:
            return _date(value, self._book.since_1904)
        return "" if self._kind == "e" else value


class _TextsReader(_Parser):
    """The shared texts; those of phonetic guides are none."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self.found: list[str] = []
        self._most = limits.text + 1
        self._left = _SHARED
        self._texts: list[str] = []
        self._taking = self._phonetic = False

    def feed(self, data: bytes, *, final: bool = False) -> None:
        """Take the next bytes."""
        self._parse(data, final=final)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "si":
            self._texts, self._depth = [], 0
        elif name == "t":
            self._taking = not self._phonetic
        elif name == "rPh":
            self._phonetic = True

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "si":
            self.found.append(_unescaped("".join(self._texts)))
            if len(self.found) > _TEXTS:
                raise BadXml(f"holds more than {_TEXTS:,} different texts; save it as CSV.")
        elif name == "t":
            self._taking = False
        elif name == "rPh":
            self._phonetic = False

    def _characters(self, data: str) -> None:
        if not self._taking or self._depth >= self._most:
            return
        self._texts.append(data)
        self._depth += len(data)
        self._left -= len(data)
        if self._left < 0:
            raise BadXml("holds more text than can be kept at once; save it as CSV.")


def _shared_texts(archive: Archive, limits: Limits, most: int) -> list[str]:
    """All texts, or those in the first `most` bytes."""
    member = archive.find("xl/sharedStrings.xml")
    if member is None:
        return []
    reader = _TextsReader(limits)
    with archive.stream(member) as file:
        while chunk := file.read(_CHUNK):
            reader.feed(chunk)
            if most and (most := max(0, most - len(chunk))) == 0:
                return reader.found
    reader.feed(b"", final=True)
    return reader.found


def _part(archive: Archive, name: str) -> Element | None:
    member = archive.find(name)
    if member is None or member.size > _SMALL_PART:
        return None
    return safe_xml.parse(archive.read(member))


def _links(archive: Archive) -> dict[str, str]:
    """Return the part that each link of the workbook leads to."""
    root = _part(archive, "xl/_rels/workbook.xml.rels")
    found = {}
    for each in root if root is not None else ():
        target = _attribute(each, "Target")
        found[_attribute(each, "Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _date_styles(archive: Archive) -> frozenset[str]:
    """Return the numbers of the cell styles that show a number as a date."""
    root = _part(archive, "xl/styles.xml")
    if root is None:
        return frozenset()
    own = {
        _attribute(each, "numFmtId"): _is_date_code(_attribute(each, "formatCode"))
        for each in root.iter()
        if local(each.tag) == "numFmt"
    }
    found = [_attribute(style, "numFmtId") for each in root if local(each.tag) == "cellXfs" for style in each]
    builtin = {str(number) for number in _DATE_FORMATS}
    return frozenset(str(at) for at, number in enumerate(found) if own.get(number, number in builtin))


def _is_date_code(code: str) -> bool:
    return bool(_DATE_CODE.search(_NOT_CODE.sub("", code.split(";")[0])))


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if local(key) == name), "")


def _column(reference: str, otherwise: int) -> int:
    """Return the number of the column of "BC12", from 1."""
    found = _CELL.fullmatch(reference)
    if not found:
        return otherwise
    number = 0
    for letter in found[1]:
        number = 26 * number + ord(letter) - 64
    return number


def _unescaped(text: str) -> str:
    """Undo the form in which Office writes control characters: _x000D_."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _date(value: str, since_1904: bool) -> str:
    try:
        number = float(value)
    except ValueError:
        return value
    return from_serial(number, since_1904=since_1904) or value
