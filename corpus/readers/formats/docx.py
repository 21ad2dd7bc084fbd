"""DOCX: paragraphs, tables, text boxes and notes, with tracked changes taken as accepted. Headers are left out.

`word/document.xml` is read by ourselves, as it streams in: python-docx leaves out inserted words, notes and text
boxes, holds the whole tree in memory and knows no limits.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import IO

from corpus.readers import documents, safe_xml, safe_zip
from corpus.readers.blocks import Blocks, TooMuch
from corpus.readers.documents import Facts
from corpus.readers.docx_part import Part
from corpus.readers.format import Format, Found, Job, too_long
from corpus.readers.record import language_code

_OLE = b"\xd0\xcf\x11\xe0"
_PASSWORD = "EncryptedPackage".encode("utf-16-le")


def read(job: Job) -> Iterator[Found]:
    """Yield the one article of a Word document, or those of a news service's.

    Raises:
        OSError: it cannot be read.
    """
    try:
        with job.path.open("rb") as file:
            if problem := _not_docx(file):
                yield job.refuse(problem)
                return
        with safe_zip.open(job.path, job.limits) as archive:
            text, facts = _text(archive, job.limits.text), _facts(archive)
    except (safe_zip.BadZip, safe_xml.BadXml) as error:
        yield job.refuse(str(error))
    except TooMuch as error:
        yield job.refuse(too_long("", error.args[0], job.limits.text, about="at least ").lstrip())
    else:
        yield from documents.articles(job, text, facts)


def _not_docx(file: IO[bytes]) -> str:
    start = file.read(8)
    if not start:
        return "is empty."
    if start.startswith(_OLE):
        if _PASSWORD in start + file.read(1 << 20) or _PASSWORD in _tail(file):
            return "is protected with a password; save it without one."
        return "is an old Word document (.doc); save it as .docx."
    return "" if start.startswith(b"PK") else "is not a Word document, or is damaged."


def _tail(file: IO[bytes]) -> bytes:
    file.seek(max(0, file.seek(0, 2) - (1 << 20)))
    return file.read()


def _text(archive: safe_zip.Archive, limit: int) -> str:
    main = archive.find(_main_part(archive))
    if main is None:
        raise safe_zip.BadZip("holds no Word document.")
    blocks = Blocks(limit)
    document = Part(blocks)
    with archive.stream(main) as file:
        safe_xml.stream(file, document)
    folder = main.name.rpartition("/")[0]
    for kind, numbers in document.notes.items():
        if part := archive.find(f"{folder}/{kind}s.xml"):
            with archive.stream(part) as file:
                safe_xml.stream(file, Part(blocks, numbers=numbers))
    return blocks.text()


def _main_part(archive: safe_zip.Archive) -> str:
    """The name of the part that is the document; programs other than Word may call it something else."""
    relations = archive.find("_rels/.rels")
    if relations and relations.size < 1_000_000:
        for each in safe_xml.parse(archive.read(relations)):
            if each.get("Type", "").endswith("/officeDocument"):
                return each.get("Target", "").lstrip("/")
    return "word/document.xml"


def _facts(archive: safe_zip.Archive) -> Facts:
    facts = Facts()
    part = archive.find("docProps/core.xml")
    if part is None or part.size > 1_000_000:
        return facts
    with suppress(safe_xml.BadXml):  # the text is there all the same
        said = {safe_xml.local(each.tag): each.text or "" for each in safe_xml.parse(archive.read(part))}
        facts = Facts(said.get("title", ""), said.get("creator", ""), said.get("created", ""))
        facts.language = language_code(said.get("language", ""))
    return facts


FORMAT = Format("docx", "Word documents", (".docx", ".docm"), read)
