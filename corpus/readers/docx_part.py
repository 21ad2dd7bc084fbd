"""One part of a Word document (the text, the notes) as it streams in: what is a paragraph, what is not text."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.readers.blocks import Blocks
from corpus.readers.safe_xml import local

_SPACES = ("wordprocessingml/2006/main", "wordprocessingml/main", "/math", "markup-compatibility/2006")
# What is deleted, moved away, not text, or there a second time for older programs.
_SKIPPED = frozenset(
    re.findall(r"\S+", "del moveFrom instrText delText delInstrText Fallback sdtPr rt sectPr tblPr tblGrid tcPr")
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_OFF = frozenset(("0", "false", "off"))
_SEPARATORS = frozenset(("separator", "continuationSeparator", "continuationNotice"))


class Part:
    """Takes a part for `safe_xml.stream` and puts its text into `blocks`.

    Attributes:
        notes: the numbers given to the notes that are referred to: {"footnote": {"2": 1}}.
    """

    def __init__(self, blocks: Blocks, *, numbers: dict[str, int] | None = None) -> None:
        """`numbers` is for a part that holds notes: the numbers of those that are wanted."""
        self.notes: dict[str, dict[str, int]] = {"footnote": {}, "endnote": {}}
        self._blocks = blocks
        self._numbers = numbers or {}
        self._skipped = 0  # elements that are open within one that is skipped
        self._properties = ""  # whose properties are being read: "pPr" or "trPr"
        self._gone: set[str] = set()  # of the paragraph and the row at hand: those whose end is deleted
        self._words = 0  # additions of the run at hand
        self._hidden = False
        self._in_text = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """See `safe_xml.Handler`."""
        name = _name(name)
        if self._skipped:
            self._skipped += 1
        elif name in _SKIPPED:
            self._skipped = 1
            if name == "del":
                self._gone.add(self._properties)
        elif name in _STARTS:
            getattr(self, _STARTS[name])(name, attributes)
        elif name in _SIGNS and self._properties != "pPr":  # there it is a tab stop
            self._add(_SIGNS[name])

    def data(self, text: str) -> None:
        """See `safe_xml.Handler`."""
        if self._in_text and not self._skipped:
            self._add(text)

    def end(self, name: str) -> None:
        """See `safe_xml.Handler`."""
        name = _name(name)
        if self._skipped:
            self._skipped -= 1
        elif name == "t":
            self._in_text = False
        elif name == "r":
            if self._hidden:
                self._blocks.unadd(self._words)
        elif name == "p":
            self._blocks.close_paragraph(goes_on="pPr" in self._gone)
        elif name == self._properties:
            self._properties, self._hidden = "", False
        elif name == "tr":
            self._blocks.close(drop="trPr" in self._gone)
            self._gone.discard("trPr")
        elif name in ("tbl", "tc", "footnote", "endnote"):
            self._blocks.close()

    def _start_text(self, name: str, attributes: dict[str, str]) -> None:
        self._in_text = True

    def _start_run(self, name: str, attributes: dict[str, str]) -> None:
        self._words, self._hidden = 0, False

    def _start_paragraph(self, name: str, attributes: dict[str, str]) -> None:
        self._gone.discard("pPr")
        self._blocks.open_paragraph()

    def _start_properties(self, name: str, attributes: dict[str, str]) -> None:
        self._properties = name

    def _start_hidden(self, name: str, attributes: dict[str, str]) -> None:
        self._hidden = _value(attributes, "val") not in _OFF

    def _start_table(self, name: str, attributes: dict[str, str]) -> None:
        if name == "tbl":
            self._blocks.open_table()
        elif name == "tr":
            self._gone.discard("trPr")
            self._blocks.open_row()
        else:
            self._blocks.open_cell()

    def _refer(self, name: str, attributes: dict[str, str]) -> None:
        self.notes[name.removesuffix("Reference")][_value(attributes, "id")] = self._blocks.refer()

    def _start_note(self, name: str, attributes: dict[str, str]) -> None:
        number = self._numbers.get(_value(attributes, "id"))
        if number is None or _value(attributes, "type") in _SEPARATORS:
            self._skipped = 1
        else:
            self._blocks.open_note(number)

    def _add(self, text: str) -> None:
        self._blocks.add(text)
        self._words += 1


_STARTS = {
    "t": "_start_text",
    "r": "_start_run",
    "p": "_start_paragraph",
    "pPr": "_start_properties",
    "trPr": "_start_properties",
    "vanish": "_start_hidden",
    "webHidden": "_start_hidden",
    "tbl": "_start_table",
    "tr": "_start_table",
    "tc": "_start_table",
    "footnoteReference": "_refer",
    "endnoteReference": "_refer",
    "footnote": "_start_note",
    "endnote": "_start_note",
}


@lru_cache(maxsize=1024)
def _name(tag: str) -> str:
    """The name of an element whose kind we know, without its namespace; "" for any other."""
    space, _, name = tag.rpartition("}")
    return name if space.endswith(_SPACES) else ""


def _value(attributes: dict[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if local(key) == name), "")
