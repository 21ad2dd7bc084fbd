"""The text of an RTF document, token by token, without recursion."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from corpus.readers import rtf_codes
from corpus.readers.blocks import table_blocks

_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})?\ ?|\\'(?P<hex>[0-9A-Fa-f]{2})|\\(?P<sign>[^A-Za-z'])"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)"
)
_DEPTH = 2_000
_TOKENS = 2_500_000
_BLANKS = re.compile(r"(?<![ \t])[ \t]*+\n[ \t]*")  # begun once in each run of blanks: there may be millions

Where = Literal["text", "note", "title", "author", "made", "fonts", "nowhere"]


class TooDeep(Exception):
    """Its groups nest as no program nests them, or there are too many parts; the message continues "x.rtf ..."."""


class TooMuch(Exception):
    """There is more text than one article may have; the argument is how many code points there are at least."""


@dataclass(slots=True)
class Rtf:
    """What an RTF document holds.

    Attributes:
        made: year, month, day, hour, minute, second, as far as they are stated.
    """

    blocks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    title: str = ""
    author: str = ""
    made: dict[str, int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Paragraphs, parted by blank lines, with the notes at the end."""
        notes = [f"[{number}] {note}" for number, note in enumerate(self.notes, start=1)]
        return "\n\n".join(self.blocks + notes)


@dataclass(frozen=True, slots=True)
class _State:
    """What a group begins with and leaves as it was.

    Attributes:
        fallback: how many characters follow a Unicode one for programs that do not know it.
        hidden: whether what comes is deleted or hidden.
    """

    where: Where = "text"
    codec: str = "cp1252"
    fallback: int = 1
    hidden: bool = False
    in_table: bool = False


def read_rtf(data: bytes, limit: int) -> Rtf:
    """Return what a document holds.

    Raises:
        TooDeep: it is built to be no document. TooMuch: its text is over `limit` code points.
    """
    if sum(map(data.count, (b"\\", b"{", b"}"))) > _TOKENS:  # seen at once; each is a token, but not each token has one
        raise _too_many()
    reader = _Reader(limit)
    text = data.decode("latin-1")
    resume = 0  # where the bytes end that are no text
    for count, found in enumerate(_TOKEN.finditer(text)):
        if count == _TOKENS:
            raise _too_many()
        if found.start() >= resume and (binary := reader.take(found)):
            resume = found.end() + binary
    return reader.end()


def _too_many() -> TooDeep:
    return TooDeep(f"holds more than {_TOKENS:,} parts, too many to read; split it.")


class _Reader:
    def __init__(self, limit: int) -> None:
        self._rtf = Rtf()
        self._limit = limit
        self._length = 0
        self._state = _State()
        self._stack: list[_State] = []
        self._codec = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0  # whose charset is being stated
        self._bytes = bytearray()  # of letters, until it is known that their character is whole
        self._skip = 0  # characters that are there for older programs
        self._starred = False  # whether the group at hand may be skipped by who does not know it
        self._parts: dict[Where, list[str]] = {"text": [], "note": [], "title": [], "author": []}
        self._cell: list[str] = []
        self._row: list[list[str]] = []
        self._rows: list[list[list[str]]] = []

    def take(self, found: re.Match[str]) -> int:
        """Take a token; return how many bytes after it are no text."""
        kind = found.lastgroup
        if kind == "number":
            return self._word(found["word"], int(found["number"]))
        if kind == "word":
            return self._word(found["word"], None)
        if kind == "text":
            self._letters(found["text"])
        elif kind == "hex":
            self._letters(chr(int(found["hex"], 16)))
        elif kind == "brace":
            self._brace(found["brace"])
        else:
            self._sign(found["sign"])
        return 0

    def end(self) -> Rtf:
        """Return what has been read; groups that are still open end here."""
        self._flush()
        self._end_paragraph()
        self._end_table()
        self._rtf.title = "".join(self._parts["title"])
        self._rtf.author = "".join(self._parts["author"])
        return self._rtf

    def _letters(self, text: str) -> None:
        skipped = min(self._skip, len(text))
        self._skip -= skipped
        if self._state.where == "nowhere" or self._state.hidden:
            return
        if self._state.where in ("fonts", "made"):
            return
        self._bytes += text[skipped:].encode("latin-1")

    def _flush(self) -> None:
        if self._bytes:
            codec = self._state.codec
            text = self._bytes.decode(codec or "cp1252", "replace")
            self._bytes.clear()
            self._put(text if codec else "•" if "\xb7" in text else "")

    def _put(self, text: str) -> None:
        if self._state.where in self._parts and not self._state.hidden:
            self._parts[self._state.where].append(text)
            self._length += len(text)
            if self._length > self._limit:
                raise TooMuch(self._length)

    def _brace(self, brace: str) -> None:
        self._flush()
        self._skip, self._starred = 0, False
        if brace == "{":
            if len(self._stack) >= _DEPTH:
                raise TooDeep("nests its parts too deeply to be read.")
            self._stack.append(self._state)
        elif self._stack:
            before, self._state = self._state, self._stack.pop()
            if before.where == "note" and self._state.where != "note":
                note = " ".join("".join(self._parts["note"]).split())
                self._rtf.notes.append(note)
                self._parts["note"].clear()

    def _sign(self, sign: str) -> None:
        self._flush()
        if sign == "*":
            self._starred = True
        elif sign in "\r\n":
            self._word("par", None)
        elif self._skip:
            self._skip -= 1
        else:
            self._put(rtf_codes.SIGNS.get(sign, ""))

    def _word(self, word: str, number: int | None) -> int:
        if word == "u" and number is not None:
            self._flush()
            self._unicode(number)
            return 0
        if self._skip:
            self._skip -= 1
            return 0
        self._flush()
        starred, self._starred = self._starred, False
        if word in rtf_codes.SKIPPED or (starred and word not in rtf_codes.KNOWN):
            self._state = replace(self._state, where="fonts" if word == "fonttbl" else "nowhere")
        elif word == "bin":
            return max(0, number or 0)
        elif self._state.where != "nowhere":
            self._known(word, number)
        return 0

    def _unicode(self, number: int) -> None:
        if self._state.where != "nowhere":
            code = number % 0x10000 if -0x8000 <= number <= 0xFFFF else number
            self._put(chr(code) if 0 < code <= 0x10FFFF else "")
        self._skip = self._state.fallback

    def _known(self, word: str, number: int | None) -> None:
        if word in rtf_codes.LETTERS:
            self._put(rtf_codes.LETTERS[word])
        elif word in ("par", "sect", "page", "column"):
            self._end_paragraph()
        elif word in ("cell", "nestcell", "row", "nestrow"):
            self._end_of_table_part(word)
        elif word in ("title", "author", "creatim"):
            self._information(word)
        elif word == "footnote":
            self._put(f"[{len(self._rtf.notes) + 1}]")
            self._state = replace(self._state, where="note")
        elif self._state.where == "made":
            self._rtf.made[word] = number or 0
        else:
            self._format(word, number)

    def _information(self, word: str) -> None:
        """A group of what the document says of itself; of two titles the first counts."""
        where: Where = "made" if word == "creatim" else "title" if word == "title" else "author"
        self._state = replace(self._state, where="nowhere" if self._parts.get(where) else where)

    def _format(self, word: str, number: int | None) -> None:
        """Take what changes how the following is to be understood."""
        if word == "f":
            self._font = number or 0
            self._state = replace(self._state, codec=self._fonts.get(self._font, self._codec))
        elif word == "fcharset" and self._state.where == "fonts":
            codec = "" if number == rtf_codes.SYMBOL else rtf_codes.CHARSETS.get(number or 0, self._codec)
            self._fonts[self._font] = codec
        elif word == "ansicpg" or word in rtf_codes.FAMILIES:
            self._codec = rtf_codes.page(number or 1252) if word == "ansicpg" else rtf_codes.FAMILIES[word]
            self._state = replace(self._state, codec=self._codec)
        elif word == "uc":
            self._state = replace(self._state, fallback=min(max(0, number or 0), 100))
        elif word in ("v", "deleted"):
            self._state = replace(self._state, hidden=number != 0)
        elif word == "plain":
            self._state = replace(self._state, hidden=False)
        elif word in ("intbl", "pard"):
            self._state = replace(self._state, in_table=word == "intbl")

    def _end_paragraph(self) -> None:
        if self._state.where != "text":
            return self._put(" ")
        joined = "".join(self._parts["text"])
        self._parts["text"].clear()
        if not joined.isascii():  # a letter may have come in two halves
            joined = joined.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
        text = _BLANKS.sub("\n", joined).strip(" \t\n")
        if self._state.in_table:
            self._cell += [text] if text else []
            return None
        self._end_table()
        if text:
            self._rtf.blocks.append(text)
        return None

    def _end_of_table_part(self, word: str) -> None:
        if self._state.where != "text":
            return
        if not self._state.in_table:
            self._state = replace(self._state, in_table=True)
        if word in ("cell", "nestcell"):
            self._end_paragraph()
            self._row.append(self._cell)
            self._cell = []
        else:
            self._rows.append(self._row)
            self._row = []

    def _end_table(self) -> None:
        """Put down the table before this, if there was one."""
        if not (self._cell or self._row or self._rows):
            return
        if self._row or self._cell:
            self._rows.append([*self._row, self._cell])
        if self._rows:
            self._rtf.blocks += table_blocks(self._rows)
        self._cell, self._row, self._rows = [], [], []
