"""What the child sends: one compact JSON array a line. The child is not trusted, so every type is checked."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from corpus.article import FileRead, Item, RawArgument, RawArticle, RawEvent, RawSpan, Refusal
from corpus.readers.format import Job
from corpus.readers.limits import Limits

_REASON = 2_000  # code points of one sentence
_NAME = 60  # of a reader
_HASH = re.compile("([0-9a-f]{64})?")
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, allow_nan=False, separators=(",", ":")).encode


class Malformed(Exception):
    """A line is not what the reader would have sent."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the child is: it is up, it has read so many bytes of the file, it is done with the file."""

    kind: Literal["up", "at", "end"]
    position: int = 0


def not_finite(name: str) -> float:
    """Refuse the numbers that JSON does not have (for `parse_constant`)."""
    raise ValueError(f"{name} is not a number that JSON has")


_decode = json.JSONDecoder(parse_constant=not_finite).decode


def item_line(item: Item) -> bytes:
    """Return an article or a refusal as a line, without its newline.

    Raises:
        ValueError: it holds a number that is not finite.
        TypeError: it holds something JSON cannot.
    """
    if isinstance(item, Refusal):
        return _line(["r", item.where, item.reason])
    if isinstance(item, FileRead):
        return _line(["f", item.name, item.sha256, item.reader, item.size])
    spans = [(s.start, s.end, s.label, s.coder, s.origin, s.fields) for s in item.spans]
    events = [(e.type, e.start, e.end, e.coder, e.origin, e.fields, _arguments(e)) for e in item.events]
    texts = (item.text, item.title, item.source, item.published, item.url, item.language)
    return _line(["a", *texts, item.where, item.status, item.uid, item.meta, item.warnings, item.work, spans, events])


def _arguments(event: RawEvent) -> list[tuple[Any, ...]]:
    return [(each.role, each.text, each.start, each.end, each.fields) for each in event.arguments]


def mark_line(mark: Mark) -> bytes:
    """Return a mark as a line."""
    return _line([mark.kind, mark.position])


def job_line(job: Job) -> bytes:
    """Return a job as a line of ASCII: file names may hold bytes that are no text."""
    limits = job.limits
    numbers = (limits.text, limits.seconds, limits.file_seconds, limits.memory, limits.file_bytes, limits.whole_bytes)
    return json.dumps([str(job.path), job.name, numbers, dict(job.columns), job.languages]).encode("ascii")


def read_job(line: bytes) -> Job:
    """Return the job of a line the parent sent."""
    path, name, numbers, columns, languages = json.loads(line)
    return Job(Path(path), name, Limits(*numbers), columns=columns, languages=languages)


def read_line(line: bytes, limits: Limits) -> Item | Mark:
    """Return what a line from the child holds.

    Raises:
        Malformed: it is not a line our child would send.
    """
    try:
        return _read(_decode(line.decode("utf-8", "surrogatepass")), limits)
    except (ValueError, TypeError, RecursionError) as error:  # also too many or too few parts
        raise Malformed from error


def _line(parts: list[Any]) -> bytes:
    return _encode(parts).encode("utf-8", "surrogatepass")


def _read(frame: Any, limits: Limits) -> Item | Mark:
    kind, *parts = frame
    if kind == "a":
        return _article(parts, limits)
    if kind == "r":
        where, reason = _texts(parts)
        return Refusal(where[:_REASON], reason[:_REASON])
    if kind == "f":
        return _file(parts)
    if kind not in ("up", "at", "end"):
        raise TypeError(kind)
    (position,) = parts
    if type(position) is not int or position < 0:
        raise TypeError(position)
    return Mark(kind, position)


def _file(parts: list[Any]) -> FileRead:
    name, sha256, reader = _texts(parts[:3])
    (size,) = parts[3:]
    if type(size) is not int or size < 0 or not _HASH.fullmatch(sha256):
        raise ValueError
    return FileRead(name[:_REASON], size, sha256, reader[:_NAME])


def _article(parts: list[Any], limits: Limits) -> RawArticle:
    text, title, source, published, url, language, where, status, uid = _texts(parts[:9])
    meta, warnings, work, spans, events = parts[9:]
    if len(text) > limits.text or not isinstance(meta, dict) or not isinstance(work, dict):
        raise ValueError
    return RawArticle(
        text=text,
        title=title,
        source=source,
        published=published,
        url=url,
        language=language,
        meta=meta,
        spans=tuple([_span(*span) for span in spans]),
        where=where,
        warnings=tuple(_texts(warnings)),
        status=status,
        uid=uid,
        work=dict(zip(work, _texts([*work.values()]), strict=True)),
        events=tuple([_event(*event) for event in events]),
    )


def _texts(values: Any) -> list[str]:
    if not isinstance(values, list) or not all(type(each) is str for each in values):
        raise TypeError
    return values


def _span(start: Any, end: Any, label: Any, coder: Any, origin: Any, fields: Any) -> RawSpan:
    if type(start) is not int or type(end) is not int or type(fields) is not dict:  # a bool is an int to isinstance
        raise TypeError
    if not type(label) is type(coder) is type(origin) is str:
        raise TypeError
    return RawSpan(start, end, label, coder, origin, fields)


def _event(kind: Any, start: Any, end: Any, coder: Any, origin: Any, fields: Any, arguments: Any) -> RawEvent:
    if not type(kind) is type(coder) is type(origin) is str or type(fields) is not dict:
        raise TypeError
    _check_range(start, end)
    return RawEvent(kind, start, end, tuple([_argument(*each) for each in arguments]), coder, origin, fields)


def _argument(role: Any, text: Any, start: Any, end: Any, fields: Any) -> RawArgument:
    if not type(role) is type(text) is str or type(fields) is not dict:
        raise TypeError
    _check_range(start, end)
    return RawArgument(role, text, start, end, fields)


def _check_range(start: Any, end: Any) -> None:
    if not (start is None and end is None) and not (type(start) is type(end) is int):
        raise TypeError
