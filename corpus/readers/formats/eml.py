"""A saved e-mail: its words, plain rather than HTML, with subject, sender and date; attached files are read too."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import parseaddr
from pathlib import PurePosixPath

from corpus.article import RawArticle, Refusal
from corpus.readers import inside, mail_parts, news_services
from corpus.readers.dates import to_iso
from corpus.readers.documents import one_line
from corpus.readers.format import Format, Found, Job, too_long
from corpus.readers.headline import find_headline
from corpus.readers.registry import by_suffix

_LARGEST = 100_000_000  # bytes
_ATTACHED = 500
_PARTS = 5_000
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:", re.ASCII)
_QUIET = frozenset(("image", "audio", "video"))  # logos: nobody misses them
_SIGNATURES = frozenset(("application/pgp-signature", "application/pkcs7-signature", "text/calendar", "text/vcard"))
_KEPT = {"message_id": "Message-ID"}
_QUOTED = re.compile(r"<[^>]*>|[\"']")


def read(job: Job) -> Iterator[Found]:
    """Yield the article that a message is, then those in the files attached to it.

    Raises:
        OSError: it cannot be read.
    """
    size = job.path.stat().st_size
    if size > min(job.limits.whole_bytes, _LARGEST):
        yield job.refuse(f"is a message of {size:,} bytes, too much to read.")
        return
    data = job.path.read_bytes().removeprefix(b"\xef\xbb\xbf").lstrip()
    if not data:
        yield job.refuse("is empty.")
        return
    if not _HEADER.match(data) and not data.startswith(b"From "):
        yield job.refuse(f"is not an e-mail, although it ends in {job.path.suffix}.")
        return
    if data.count(b"\n--") > _PARTS:
        yield job.refuse(f"has more than {_PARTS:,} parts, as no e-mail has.")
        return
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
    yield from inside.bounded(job, _message(job, message))


def _message(job: Job, message: EmailMessage) -> Iterator[Found]:
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    count = 0
    for item in _words(job, message, plain, page):
        count += 1
        yield item
    for number, part in enumerate(mail_parts.attached(message, [each for each in (plain, page) if each])):
        if number == _ATTACHED:
            yield job.refuse(f"has more than {_ATTACHED:,} files attached; the others were left out.")
            return
        for item in _attachment(job, part):
            count += 1
            yield item
    if not count:
        yield job.refuse("holds no text.")


def _attachment(job: Job, part: Message) -> Iterator[Found]:
    name = mail_parts.file_name(part)
    if PurePosixPath(name).suffix.lower() not in by_suffix():
        if part.get_content_maintype() not in _QUIET and part.get_content_type() not in _SIGNATURES:
            place = job.place(name)
            yield Refusal(place, f"{place} is a format Dateline does not read and was left out.")
    elif job.depth >= inside.DEEPEST:
        yield job.refuse("lies too deep in other messages or archives for its attached files to be read.")
    else:
        yield from inside.read(job, io.BytesIO(mail_parts.inner(part)), name)


def _words(job: Job, message: EmailMessage, plain: Message | None, page: Message | None) -> Iterator[Found]:
    """What the message itself says."""
    text, assumed, warning = mail_parts.text(plain) if plain else ("", "", "")
    if text.strip():
        if several := news_services.found(job, text):
            yield from several
        elif len(text) > job.limits.text:
            yield job.refuse(too_long("", len(text), job.limits.text).lstrip())
        else:
            meta = {"encoding": assumed} if assumed else {}
            warnings = (warning,) if warning else ()
            yield _with_headers(RawArticle(text=text, where=job.name, meta=meta, warnings=warnings), message, text)
    elif page:
        data = mail_parts.text(page)[0].encode("utf-8", "replace")
        for item in inside.read(job, io.BytesIO(data), "body.html", title=job.name):
            yield _with_headers(item, message, item.text) if isinstance(item, RawArticle) else item


def _with_headers(article: RawArticle, message: EmailMessage, text: str) -> RawArticle:
    """What a message says of itself in its head; a page's own word on outlet and date is better."""
    head = find_headline(text)
    name, address = parseaddr(mail_parts.header(message, "From"))
    sender = one_line(_QUOTED.sub("", name)) or address
    said = {"from": address} | {key: mail_parts.header(message, header) for key, header in _KEPT.items()}
    return replace(
        article,
        title=mail_parts.header(message, "Subject") or article.title or head.title,
        source=article.source or head.source or sender,
        published=article.published or head.published or to_iso(mail_parts.header(message, "Date")),
        meta=article.meta | {key: value for key, value in said.items() if value},
    )


FORMAT = Format("eml", "e-mails", (".eml",), read)
