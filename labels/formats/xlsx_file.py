"""Writes an Excel workbook row by row: plain sheets of texts, numbers, days, yes and no, with a line of names on top.

Written by hand because a library makes an object of each cell: five times as slow, and there may be ten million.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile

XlsxCell: TypeAlias = str | int | float | date | bool | None
LONGEST = 32_767  # characters (UTF-16) a cell holds
_ROWS = 1_000_000  # rows on a sheet below the names; Excel has 1,048,576
_WHOLE = 10**15  # from here on Excel rounds whole numbers
_ZERO = date(1899, 12, 30).toordinal()
_FIRST_DAY = date(1900, 3, 1)  # before, Excel's days are not those of the calendar
_ODD = re.compile("[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_INSTEAD = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;", "_": "_x005F_"}  # Excel reads _x0041_ as "A"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEET = (
    f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
    'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'
)
_PLAIN = 'numFmtId="0" fontId="0" fillId="0" borderId="0"'
_DAY = 'numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"'
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    f'<cellStyleXfs count="1"><xf {_PLAIN}/></cellStyleXfs>'
    f'<cellXfs count="2"><xf {_PLAIN} xfId="0"/><xf {_DAY}/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@contextmanager
def opened(path: Path, title: str, names: Sequence[str]) -> Iterator[XlsxFile]:
    """Open a workbook to write; its sheets are called `title`, `title 2` ... and begin with a row of `names`."""
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=2) as file:
        book = XlsxFile(file, title, names)
        try:
            yield book
        finally:
            book.close_sheet()  # or the file could not be closed
        book.finish()


class XlsxFile:
    """A workbook being written. A text is a text, whatever it begins with."""

    def __init__(self, file: ZipFile, title: str, names: Sequence[str]) -> None:
        self._file = file
        self._title = title
        self._names = names
        self._heads = [f'<c r="{_letters(number)}' for number in range(len(names))]
        self._sheets = 0
        self._row = 0
        self._sheet: IO[bytes] | None = None
        self._start_sheet()

    def write(self, row: Sequence[XlsxCell]) -> None:
        """Write a row; text that is too long is cut, what XML cannot hold becomes a blank."""
        if self._row > _ROWS:
            self._start_sheet()
        self._row += 1
        number = self._row
        cells = [
            f"{head}{number}{_content(value)}"
            for head, value in zip(self._heads, row, strict=True)
            if value is not None
        ]
        assert self._sheet
        self._sheet.write(f'<row r="{number}">{"".join(cells)}</row>\n'.encode())

    def close_sheet(self) -> None:
        """End the sheet in hand."""
        if self._sheet:
            self._sheet.write(b"</sheetData></worksheet>")
            self._sheet.close()
            self._sheet = None

    def finish(self) -> None:
        """Write what says which sheets there are."""
        for name, text in self._parts().items():
            self._file.writestr(name, _XML + text if not text.startswith(_XML) else text)

    def _start_sheet(self) -> None:
        self.close_sheet()
        self._sheets += 1
        self._row = 0
        self._sheet = self._file.open(f"xl/worksheets/sheet{self._sheets}.xml", "w", force_zip64=True)
        self._sheet.write(_SHEET.encode())
        self.write(self._names)

    def _parts(self) -> dict[str, str]:
        numbers = range(1, self._sheets + 1)
        titles = {n: self._title if n == 1 else f"{self._title} {n}" for n in numbers}
        sheets = "".join(f'<sheet name="{_plain(titles[n])}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
        links = "".join(_link(n, "worksheet", f"worksheets/sheet{n}.xml") for n in numbers)
        kinds = "".join(_kind(f"xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers)
        return {
            "xl/styles.xml": _STYLES,
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_LINKS}">{links}'
            f"{_link(self._sheets + 1, 'styles', 'styles.xml')}</Relationships>",
            "_rels/.rels": f'<Relationships xmlns="{_LINKS}">{_link(1, "officeDocument", "xl/workbook.xml")}'
            "</Relationships>",
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{kinds}{_kind("xl/styles.xml", "styles")}'
            f"{_kind('xl/workbook.xml', 'sheet.main')}</Types>",
        }


def is_too_long(text: str) -> bool:
    """Whether a cell cannot hold the text; it counts in UTF-16."""
    return len(text) > LONGEST // 2 and len(text.encode("utf-16-le", "surrogatepass")) > 2 * LONGEST


def _content(value: XlsxCell) -> str:
    """Return a cell from behind its row's number on."""
    if isinstance(value, str):
        return f'" t="inlineStr"><is><t xml:space="preserve">{_plain(value)}</t></is></c>'
    if isinstance(value, bool):
        return f'" t="b"><v>{value:d}</v></c>'
    if isinstance(value, date):
        return f'" s="1"><v>{value.toordinal() - _ZERO}</v></c>' if value >= _FIRST_DAY else _content(value.isoformat())
    if isinstance(value, int) and abs(value) >= _WHOLE:
        return _content(str(value))
    return f'"><v>{value!r}</v></c>'


def _plain(text: str) -> str:
    """Return a text as it stands in XML."""
    if is_too_long(text):
        text = text.encode("utf-16-le", "surrogatepass")[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "…"
    return _ODD.sub(lambda found: _INSTEAD.get(found[0], " "), text) if _ODD.search(text) else text


def _letters(number: int) -> str:
    """Return the letters of a column, counted from 0: A to Z, AA ..."""
    above, own = divmod(number, 26)
    return (_letters(above - 1) if above else "") + chr(ord("A") + own)


def _link(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _kind(part: str, kind: str) -> str:
    return f'<Override PartName="/{part}" ContentType="{_TYPE}.{kind}+xml"/>'
