"""PDF: the text layer in the order of reading, as one article; where its pages begin is kept in `meta["pages"]`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.article import Refusal
from corpus.readers import documents
from corpus.readers.documents import Facts
from corpus.readers.format import Format, Found, Job, too_long
from corpus.readers.pdf_columns import columns
from corpus.readers.pdf_page import Fragment, fragments
from corpus.readers.pdf_paragraphs import Page, to_text
from corpus.readers.pdf_words import without_marks

_PASSWORD, _SECURITY = 4, 5  # PDFium's numbers of what went wrong
_PAGES = 20_000
_TAIL = 1 << 16  # bytes at the end, in which a PDF says where its parts are
_LETTERS = 300_000  # of one page; a broadsheet in the smallest print has 60,000
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?(?:Z|([+-]\d\d)'?(\d\d)?)?")
_ADDRESS = re.compile(r"https?://[^\s<>\"]{4,500}")


class _FullPage(Exception):
    """A page has more characters than any could have; the argument is how many."""


def read(job: Job) -> Iterator[Found]:
    """Yield the one article of a PDF, or those of a news service's PDF.

    Raises:
        OSError: it cannot be read.
    """
    with job.path.open("rb") as file:
        start = file.read(1024)
    if not start:
        yield job.refuse("is empty.")
        return
    if b"%PDF" in start and _is_hollow(job):
        yield job.refuse(_why(None))
        return
    if b"%PDF" not in start:
        yield job.refuse("is not a PDF, although it ends in .pdf.")
        return
    try:
        import pypdfium2  # a library of 3 MB, wanted for PDFs only
    except ImportError:
        yield job.refuse("cannot be read, because the library for PDFs (pypdfium2) is not installed.")
        return
    try:
        document = pypdfium2.PdfDocument(job.path)
    except pypdfium2.PdfiumError as error:
        yield job.refuse(_why(getattr(error, "err_code", None)))
        return
    try:
        yield from _articles(job, document)
    finally:
        document.close()


def _is_hollow(job: Job) -> bool:
    """Whether a very large file ends in no way that a PDF does: PDFium would look through the whole of it."""
    with job.path.open("rb") as file:
        size = file.seek(0, 2)
        if size <= job.limits.whole_bytes:
            return False
        file.seek(-_TAIL, 2)
        return b"startxref" not in file.read()


def _why(code: int | None) -> str:
    if code in (_PASSWORD, _SECURITY):
        return "is protected with a password; save it without one."
    return "is damaged, or not a PDF."


def _articles(job: Job, document: Any) -> Iterator[Found]:
    pages, pictures = _pages(job, document)
    if isinstance(pages, Refusal):
        yield pages
        return
    found = to_text(pages)
    text = without_marks(found.text)
    if not text.strip():
        yield job.refuse(
            "is a scan: its pages are pictures without text. Let a program for text recognition (OCR) read it first."
            if pictures
            else "holds no text."
        )
        return
    facts = _facts(document)
    facts.meta["pages"] = list(found.pages)
    addresses = {address for head in found.heads for address in _ADDRESS.findall(head)}
    facts.url = addresses.pop() if len(addresses) == 1 else ""
    yield from documents.articles(job, text, facts, warnings=_warnings(pictures))


def _pages(job: Job, document: Any) -> tuple[list[Page] | Refusal, list[int]]:
    """The columns of all pages, and the numbers of those that are pictures alone."""
    pages: list[Page] = []
    pictures: list[int] = []
    letters, count = 0, len(document)
    if count > _PAGES:
        return job.refuse(f"has {count:,} pages, over the limit of {_PAGES:,}; split it."), []
    size = job.path.stat().st_size
    for number in range(count):
        job.beat()
        try:
            found, picture = _page(document, number)
        except _FullPage as error:
            return job.refuse(f"has a page of {error.args[0]:,} characters, as no page has, and was not read."), []
        letters += sum(len(each.text) for each in found)
        if letters > job.limits.text:
            return job.refuse(too_long("", letters, job.limits.text, about="at least ").lstrip()), []
        if picture and sum(len(each.text) for each in found) < 3:
            pictures.append(number + 1)
        pages.append(columns(found) if found else [])
        job.position = size * (number + 1) // count
    return pages, pictures


def _page(document: Any, number: int) -> tuple[list[Fragment], bool]:
    """The fragments of a page, and whether there is a picture on a page without them.

    Raises:
        _FullPage: it is no page.
    """
    import pypdfium2
    from pypdfium2 import raw

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return [], False  # damaged; the others may be whole
    try:
        textpage = page.get_textpage()
        if (letters := raw.FPDFText_CountChars(textpage.raw)) > _LETTERS:
            textpage.close()
            raise _FullPage(letters)
        found = fragments(textpage.raw, raw)
        textpage.close()
        picture = not found and any(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    except pypdfium2.PdfiumError:
        return [], False
    finally:
        page.close()
    return found, picture


def _facts(document: Any) -> Facts:
    """What the document says of itself."""
    said = document.get_metadata_dict(skip_empty=True)
    return Facts(title=said.get("Title", ""), author=said.get("Author", ""), made=_iso(said.get("CreationDate", "")))


def _iso(date: str) -> str:
    found = _DATE.match(date)
    if not found:
        return ""
    year, month, day, hour, minute, second, zone, minutes = found.groups()
    time = f"T{hour}:{minute}:{second}" if hour else ""
    return f"{year}-{month}-{day}{time}" + (f"{zone}:{minutes or '00'}" if time and zone else "")


def _warnings(pictures: list[int]) -> tuple[str, ...]:
    if not pictures:
        return ()
    listed = ", ".join(f"{number:,}" for number in pictures[:10]) + (" …" if len(pictures) > 10 else "")
    if len(pictures) == 1:
        return (f"Page {listed} is a picture without text.",)
    return (f"{len(pictures):,} of its pages are pictures without text ({listed}).",)


FORMAT = Format("pdf", "PDFs", (".pdf",), read)
