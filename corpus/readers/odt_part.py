"""The content of an OpenDocument text as it streams in. Blanks count as in a web page: many are one, unless marked."""

from __future__ import annotations

import re

from corpus.readers.blocks import Blocks
from corpus.readers.safe_xml import local

# Comments, deleted text, what describes pictures, forms, the sign that refers to a note; in flat files also the rest.
_SKIPPED = frozenset(
    re.findall(
        r"\S+",
        "annotation tracked-changes desc title ruby-text forms note-citation master-styles styles automatic-styles"
        " font-face-decls scripts settings meta object-ole binary-data",
    )
)
_TABLES = {"table": "open_table", "table-row": "open_row", "table-cell": "open_cell", "covered-table-cell": "open_cell"}
_SIGNS = {"tab": "\t", "line-break": "\n"}
_BLANKS = re.compile(r"[ \t\r\n]+")
_MOST_BLANKS = 100


class Content:
    """Takes content.xml, or a flat document, for `safe_xml.stream`."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._skipped = 0  # elements that are open within one that is skipped
        self._paragraphs: list[bool] = []  # those that are open: whether a blank would be the first or the second

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """See `safe_xml.Handler`."""
        name = local(name)
        if self._skipped or name in _SKIPPED:
            self._skipped += 1
        elif name in ("p", "h"):
            self._blocks.open_paragraph()
            self._paragraphs.append(True)
        elif name in _TABLES:
            getattr(self._blocks, _TABLES[name])()
        elif name == "note":
            self._blocks.open_note(self._blocks.refer())
        elif name == "s":
            count = _value(attributes, "c")
            self._add(" " * min(int(count) if count.isdecimal() else 1, _MOST_BLANKS))
        elif name in _SIGNS:
            self._add(_SIGNS[name])

    def end(self, name: str) -> None:
        """See `safe_xml.Handler`."""
        name = local(name)
        if self._skipped:
            self._skipped -= 1
        elif name in ("p", "h"):
            self._paragraphs.pop()
            self._blocks.close_paragraph()
        elif name in _TABLES or name == "note":
            self._blocks.close()

    def data(self, text: str) -> None:
        """See `safe_xml.Handler`."""
        if self._skipped or not self._paragraphs:
            return
        text = _BLANKS.sub(" ", text)
        if self._paragraphs[-1]:
            text = text.removeprefix(" ")
        if text:
            self._add(text)

    def _add(self, text: str) -> None:
        if self._paragraphs:
            self._blocks.add(text)
            self._paragraphs[-1] = text[-1] in " \t\n"


def _value(attributes: dict[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if local(key) == name), "")
