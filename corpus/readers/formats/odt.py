"""ODT, also as one flat file: paragraphs, tables and notes, with tracked changes taken as accepted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from corpus.readers import documents, safe_xml, safe_zip
from corpus.readers.blocks import Blocks, TooMuch
from corpus.readers.documents import Facts
from corpus.readers.format import Format, Found, Job, too_long
from corpus.readers.odt_part import Content
from corpus.readers.record import language_code

_MANIFEST = "META-INF/manifest.xml"
_SMALL = 1_000_000  # bytes of a part that holds no text
_META = ("title", "initial-creator", "creator", "creation-date", "date", "language")


def read(job: Job) -> Iterator[Found]:
    """Yield the one article of an OpenDocument text, or those of a news service's.

    Raises:
        OSError: it cannot be read.
    """
    size = job.path.stat().st_size
    if not size:
        yield job.refuse("is empty.")
        return
    if size > job.limits.whole_bytes:
        yield job.refuse(f"is a document of {size:,} bytes, too much to read.")
        return
    try:
        text, facts = _flat(job) if job.path.suffix.lower() == ".fodt" else _packed(job)
    except (safe_zip.BadZip, safe_xml.BadXml) as error:
        yield job.refuse(str(error))
    except TooMuch as error:
        yield job.refuse(too_long("", error.args[0], job.limits.text, about="at least ").lstrip())
    else:
        yield from documents.articles(job, text, facts)


def _packed(job: Job) -> tuple[str, Facts]:
    with safe_zip.open(job.path, job.limits) as archive:
        manifest = archive.find(_MANIFEST)
        if manifest and manifest.size < _SMALL and b"encryption-data" in archive.read(manifest):
            raise safe_zip.BadZip("is protected with a password; save it without one.")
        content = archive.find("content.xml")
        if content is None:
            raise safe_zip.BadZip("holds no OpenDocument text.")
        blocks, meta = Blocks(job.limits.text), _Meta()
        with archive.stream(content) as file:
            safe_xml.stream(file, Content(blocks))
        if (part := archive.find("meta.xml")) and part.size < _SMALL:
            with suppress(safe_xml.BadXml), archive.stream(part) as file:  # the text is there all the same
                safe_xml.stream(file, meta)
    return blocks.text(), meta.facts()


def _flat(job: Job) -> tuple[str, Facts]:
    blocks, meta = Blocks(job.limits.text), _Meta()
    with job.path.open("rb") as file:
        safe_xml.stream(file, Content(blocks))
        file.seek(0)
        safe_xml.stream(file, meta)
    return blocks.text(), meta.facts()


class _Meta:
    """Takes what the document says of itself, for `safe_xml.stream`."""

    def __init__(self) -> None:
        self._said: dict[str, str] = {}
        self._inside = ""
        self._in_meta = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """See `safe_xml.Handler`."""
        name = safe_xml.local(name)
        self._in_meta = self._in_meta or name == "meta"
        self._inside = name if self._in_meta and name in _META else ""

    def end(self, name: str) -> None:
        """See `safe_xml.Handler`."""
        self._inside = ""
        if safe_xml.local(name) == "meta":
            self._in_meta = False

    def data(self, text: str) -> None:
        """See `safe_xml.Handler`."""
        if self._inside:
            self._said[self._inside] = (self._said.get(self._inside, "") + text)[:_SMALL]

    def facts(self) -> Facts:
        """Return what was said."""
        said = self._said
        return Facts(
            said.get("title", ""),
            said.get("initial-creator") or said.get("creator", ""),
            said.get("creation-date", "")[:19],
            language_code(said.get("language", "")),
        )


FORMAT = Format("odt", "OpenDocument texts", (".odt", ".fodt"), read)
