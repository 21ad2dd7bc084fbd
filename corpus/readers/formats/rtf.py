"""RTF: paragraphs, tables and notes, in whatever encodings its fonts have; deleted and hidden words are left out.

Read by ourselves: striprtf knows no notes, no information on the document and no bounds.
"""

from __future__ import annotations

from collections.abc import Iterator

from corpus.readers import documents
from corpus.readers.documents import Facts
from corpus.readers.format import Format, Found, Job, too_long
from corpus.readers.rtf_text import Rtf, TooDeep, TooMuch, read_rtf

_MOST = 100_000_000  # bytes; pictures are in it as text


def read(job: Job) -> Iterator[Found]:
    """Yield the one article of an RTF document, or those of a news service's.

    Raises:
        OSError: it cannot be read.
    """
    size = job.path.stat().st_size
    if size > min(job.limits.whole_bytes, _MOST):
        yield job.refuse(f"is a document of {size:,} bytes, too much to read.")
        return
    data = job.path.read_bytes()
    if not data.strip():
        yield job.refuse("is empty.")
        return
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        yield job.refuse("is not an RTF document, although it ends in .rtf.")
        return
    try:
        found = read_rtf(data, job.limits.text)
    except TooDeep as error:
        yield job.refuse(str(error))
    except TooMuch as error:
        yield job.refuse(too_long("", error.args[0], job.limits.text, about="at least ").lstrip())
    else:
        yield from documents.articles(job, found.text, _facts(found))


def _facts(found: Rtf) -> Facts:
    made = [found.made.get(name, 0) for name in ("yr", "mo", "dy", "hr", "min", "sec")]
    day, time = "{:04}-{:02}-{:02}".format(*made[:3]), "T{:02}:{:02}:{:02}".format(*made[3:])
    return Facts(title=found.title, author=found.author, made=day + time if found.made else "")


FORMAT = Format("rtf", "RTF documents", (".rtf",), read)
