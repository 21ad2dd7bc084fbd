"""Excel workbooks: one article a row, every sheet that is shown."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice

from corpus.readers import safe_zip
from corpus.readers.format import Format, Found, Job
from corpus.readers.rows import Broken, Row, Shape, articles
from corpus.readers.safe_xml import BadXml
from corpus.readers.safe_zip import Archive, BadZip
from corpus.readers.xlsx_sheets import Book, Sheet, open_book, rows

_OLD = b"\xd0\xcf\x11\xe0"  # the older form, in which newer ones are also wrapped when they have a password
_SHEETS = 20  # that a look takes
_RATIO = 1_000  # sheets are very regular, and read as a stream: nothing is kept of what is packed so well


def read(job: Job) -> Iterator[Found]:
    """Yield the articles of a workbook.

    Raises:
        OSError: it cannot be read.
    """
    if sentence := _not_a_workbook(job):
        yield job.refuse(sentence)
        return
    try:
        with safe_zip.open(job.path, job.limits, total=job.limits.file_bytes, ratio=_RATIO) as archive:
            yield from _book(job, archive)
    except (BadZip, BadXml) as error:
        yield job.refuse(str(error))


def head(job: Job, most: int) -> list[tuple[str, list[Row]]]:
    """Return the first rows of each sheet with its name; nothing of what is no workbook.

    Raises:
        BadZip, BadXml: it is damaged.
        OSError: it cannot be read.
    """
    if _not_a_workbook(job):
        return []
    with safe_zip.open(job.path, job.limits, total=job.limits.file_bytes, ratio=_RATIO) as archive:
        book = open_book(archive, job.limits, look=True)
        shown = [each for each in book.sheets if not each.hidden] if book else []
        begun = [(each.name, rows(archive, each, book, job.limits, look=True)) for each in shown[:_SHEETS] if book]
        return [(name, [Row(*row) for row in islice(found, most)]) for name, found in begun]


def _not_a_workbook(job: Job) -> str:
    with job.path.open("rb") as file:
        start = file.read(4)
    if not start:
        return "is empty."
    if start == _OLD:
        return "is protected with a password, or in Excel’s old form; save it as an .xlsx workbook without a password."
    return "" if start.startswith(b"PK") else "is not an Excel workbook, although it ends in .xlsx; it may be damaged."


def _book(job: Job, archive: Archive) -> Iterator[Found]:
    book = open_book(archive, job.limits)
    if book is None:
        yield job.refuse("is not an Excel workbook, although it is packed like one.")
        return
    before, several = 0, len(book.sheets) > 1
    found = False
    for sheet in book.sheets:
        name = f"sheet “{sheet.name[:40]}”"
        if sheet.hidden:
            yield job.refuse(f"has a hidden {name}, which was left out; unhide it if it holds articles.")
            continue
        source = _sheet(job, archive, sheet, book, before)
        before += sheet.member.size
        shape = Shape("row", part=name if several else "")
        for item in articles(job, source, shape):
            found = True
            yield item
    if not found:
        yield job.refuse("holds no rows.")


def _sheet(job: Job, archive: Archive, sheet: Sheet, book: Book, before: int) -> Iterator[Row]:
    """The rows of a sheet; the job's position goes along, as the share of all sheets that was read."""
    size = job.path.stat().st_size
    total = sum(each.member.size for each in book.sheets) or 1
    told = partial(_tell, job, size, total, before)
    try:
        for number, cells in rows(archive, sheet, book, job.limits, told):
            yield Row(number, cells)
    except (BadZip, BadXml) as error:
        raise Broken(str(error)) from error


def _tell(job: Job, size: int, total: int, before: int, done: int) -> None:
    job.position = size * (before + done) // total
    job.beat()


FORMAT = Format("xlsx", "Excel workbooks", (".xlsx", ".xlsm"), read)
