"""Which encoding a file of text is in: said by its mark, proved by its bytes, or assumed and told."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like UTF-16, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3", "a database"),
)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"
_SAMPLE = 1 << 16  # bytes at the start that show whether it is text
_GUESS = 1 << 14  # bytes around the first odd one that the guess is made from
_CHUNK = 1 << 20
# Asked for a short text, the detector likes DOS code pages; news files come in these.
_LIKELY = [f"cp{number}" for number in (1252, 1251, 1256, 1250, 1254, 1253, 1255)]
_LIKELY += ["koi8_r", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"]
_LETTERS = {
    "cp1252": "éèàùâêîôûëïçäöüßñáíóúãõåæøœ¿¡“”’–—",
    "cp1250": "ąćęłńóśźżáčďéěíňřšťúůýžőűäöüăâîşţđ“”’–—",
    "cp1254": "çğıöşüâîû“”’–—",
}
_NAMES = {
    "cp1252": "Windows-1252 (Western European)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "cp1256": "Windows-1256 (Arabic)",
    "cp1250": "Windows-1250 (Central European)",
    "cp1254": "Windows-1254 (Turkish)",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}
_NO_TEXT = frozenset({"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
_BROWSERS = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030",
    "iso-8859-9": "cp1254", "shift_jis": "cp932", "euc-kr": "cp949",
}  # fmt: skip
_LETTER = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")


class NotText(Exception):
    """The bytes are no text; the message continues "x.txt is ..."."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to decode; with a warning, a plain sentence, when it had to be assumed."""

    name: str
    warning: str = ""

    @property
    def assumed(self) -> str:
        """The name when it was assumed, for `meta["encoding"]`; else ""."""
        return self.name if self.warning else ""


def encoding_of_bytes(data: bytes) -> Encoding:
    """Return the encoding of a whole file's bytes.

    Raises:
        NotText: it is a picture, an archive or other binary data.
    """
    return _encoding([data])


def encoding_of_file(path: Path, *, beat: Callable[[], object] = lambda: None) -> Encoding:
    """Return the encoding of a file of any size, reading it once in pieces; `beat` is called at each.

    Raises:
        NotText: it is a picture, an archive or other binary data.
        OSError: it cannot be read.
    """
    return _encoding(_chunks(path, beat))


def guess(data: bytes) -> str:
    """Return the likeliest encoding of bytes that are not UTF-8."""
    odd = re.search(rb"[\x80-\xff]", data)
    start = max(0, odd.start() - _GUESS // 4) if odd else 0
    try:
        from charset_normalizer import from_bytes  # slow to import, seldom needed
    except ImportError:
        return "cp1252"
    sample = data[start : start + _GUESS]
    best = from_bytes(sample, cp_isolation=_LIKELY, threshold=0.4).best()
    return _corrected(sample, best.encoding if best else "cp1252")


def codec(name: str) -> str:
    """Return Python's name of the encoding for text that others call `name`, "" when there is none.

    Some are left out that no text comes in, and whose decoding takes the square of its length (punycode).
    """
    try:
        found = codecs.lookup(name.strip()).name
        b"a".decode(found, "replace")
    except (LookupError, UnicodeError, ValueError):  # ValueError: a NUL in the name
        return ""
    return "" if found.replace("-", "_") in _NO_TEXT else found


def browser_codec(name: str) -> str:
    """Return the same for a page, where browsers take some names for larger encodings that they are part of."""
    return codec(_BROWSERS.get(name.strip().lower(), name))


def _corrected(sample: bytes, name: str) -> str:
    """Decide by letters what the detector cannot: it takes French for Hungarian and Hebrew for shouted Russian."""
    if name in _LETTERS:
        texts = {codec: sample.decode(codec, "replace").lower() for codec in _LETTERS}
        return max(_LETTERS, key=lambda codec: sum(map(texts[codec].count, _LETTERS[codec])))  # a tie: the first
    if name == "koi8_r" and sample.decode(name, "replace").isupper():
        return "cp1255"
    return name


def _chunks(path: Path, beat: Callable[[], object]) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            beat()
            yield chunk


def _encoding(chunks: list[bytes] | Iterator[bytes]) -> Encoding:
    decoder = codecs.getincrementaldecoder("utf-8")()
    kept = b""
    for number, chunk in enumerate(chunks):
        if not number and (stated := _stated(chunk[:_SAMPLE])):
            return stated
        kept = chunk
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            return _assumed(kept)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return Encoding("utf-8", "Its last character is broken off and is shown as \ufffd.")
    return Encoding("utf-8")


def _stated(start: bytes) -> Encoding | None:
    """What the first bytes say: a mark, a well-known kind of file, no text at all, or nothing."""
    for mark, name in _MARKS:
        if start.startswith(mark):
            return Encoding(name)
    for magic, kind in _MAGIC:
        if start.startswith(magic):
            raise NotText(kind)
    if not start:
        return None
    if b"\0" in start and (name := _unmarked_utf16(start)):
        return Encoding(name, _sentence(name))
    odd = len(start) - len(start.translate(None, _CONTROL))
    if odd > 2 and odd > len(start) * 0.02:
        raise NotText("binary data")
    return None


def _unmarked_utf16(start: bytes) -> str:
    """UTF-16 without its mark: of each two bytes, the one that tells the alphabet hardly changes (0 for Latin)."""
    for name, high, low in (("utf-16-le", start[1::2], start[0::2]), ("utf-16-be", start[0::2], start[1::2])):
        common = Counter(high).most_common(2)
        if len(high) > 3 and common[0][0] < 0x20 and sum(n for _, n in common) > 0.9 * len(high) and len(set(low)) > 4:
            return name if 0 in high and 0 not in low else ""
    return ""


def _assumed(data: bytes) -> Encoding:
    """UTF-8 with a few broken bytes stays UTF-8; anything else is guessed."""
    broken = data.decode("utf-8", "replace").count("\ufffd")
    if len(_LETTER.findall(data)) > 4 * broken:
        return Encoding("utf-8", f"It is UTF-8 with broken characters ({broken:,} or more), shown as \ufffd.")
    name = guess(data)
    return Encoding(name, _sentence(name))


def _sentence(name: str) -> str:
    return f"It does not say how its characters are encoded; {_NAMES.get(name, name)} was assumed."
