"""JSON: an object a line, an array, or one object; ours (Prodigy's) and other tools' shapes.

A broken line costs that line. Only a file that is not made of lines is read in one piece.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any

from corpus.article import RawArticle, Refusal
from corpus.readers import cas, columns, label_studio, news_json, plover
from corpus.readers.encodings import NotText, encoding_of_bytes, guess
from corpus.readers.format import Format, Found, Job, within
from corpus.readers.record import NoText, TooDeep, text_key, to_article
from corpus.readers.tally import Tally
from corpus.readers.wire import not_finite

_decoder = json.JSONDecoder(parse_constant=not_finite, strict=False)  # a raw tab or newline in a text does no harm
_LISTS = ("articles", "documents", "items", "results", "data", "docs", "records")
_BLANK = " \t\r\n\ufeff"
_LOOK = 5  # lines that may tell what kind of file it is
_NAMED = 20  # broken lines that get a sentence each
_DEEP = "nests lists and objects too deeply"
_NO_TEXT = "holds no text"


def read(job: Job) -> Iterator[Found]:
    """Yield the articles of a JSON file.

    Raises:
        OSError: it cannot be read.
    """
    if not job.path.stat().st_size:
        yield job.refuse("is empty.")
    elif _by_line(job):
        yield from _lines(job)
    else:
        yield from _whole(job)


def is_json(job: Job) -> bool:
    """Return whether the content, whatever the file is called, is JSON that holds objects."""
    if _by_line(job):
        return True
    value = _whole_value(job)
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(each, dict) for each in value))


def _by_line(job: Job) -> bool:
    """Whether each line is an object of its own: the first says so, or it is broken and so is the whole."""
    with job.path.open("rb") as file:
        texts = _first_lines(job, file)  # one at a time: each may be as long as an article
        first = next(texts, "")
        if not first or _is_record(_parsed(first)):
            return bool(first)
        if not first.startswith("{") or not any(_is_record(_parsed(text)) for text in texts):
            return False
    return _whole_value(job) is None


def _first_lines(job: Job, file: IO[bytes]) -> Iterator[str]:
    """Yield those of the first few lines that are not blank."""
    for _ in range(_LOOK):
        if text := file.readline(job.limits.line_bytes).decode("utf-8", "replace").strip(_BLANK):
            yield text


def _whole_value(job: Job) -> Any:
    decoded = _text(job)
    return None if isinstance(decoded, Refusal) else _parsed(decoded[0].strip(_BLANK))


def _parsed(text: str) -> Any:
    try:
        return _decoder.decode(text)
    except (ValueError, RecursionError):
        return None


def _is_record(value: Any) -> bool:
    return isinstance(value, dict) or _is_pair(value)


def _is_pair(value: Any) -> bool:
    """spaCy's (text, annotations)."""
    return isinstance(value, list) and len(value) == 2 and isinstance(value[0], str) and isinstance(value[1], dict)


# One object a line ------------------------------------------------------------------------------------------------


def _lines(job: Job) -> Iterator[Found]:
    tally, taken, broken, encoding = Tally("line"), 0, 0, "utf-8"
    with job.path.open("rb") as file:
        number = 0
        while line := file.readline(job.limits.line_bytes):
            number += 1
            job.position += len(line)
            job.beat()
            if not line.endswith(b"\n") and len(line) == job.limits.line_bytes:
                job.position += _skip_line(job, file)
                tally.add(f"is longer than {job.limits.line_bytes:,} bytes", number)
                continue
            text, encoding = _decoded(line, encoding)
            if not (text := text.strip(_BLANK)):
                continue
            for item in _from_line(job, text, number, tally):
                broken += isinstance(item, Refusal)
                if isinstance(item, Refusal) and broken > _NAMED:
                    tally.add("is not valid JSON either", number)
                    continue
                if isinstance(item, RawArticle) and encoding != "utf-8":
                    item = _with_encoding(item, encoding)
                taken += isinstance(item, RawArticle)
                yield item
    yield from tally.refusals(job, taken=taken)


def _skip_line(job: Job, file: IO[bytes]) -> int:
    """Read to the end of a line far too long, in pieces, and return its bytes."""
    skipped = 0
    while piece := file.readline(1 << 20):
        skipped += len(piece)
        job.beat()
        if piece.endswith(b"\n"):
            break
    return skipped


def _decoded(line: bytes, encoding: str) -> tuple[str, str]:
    """JSON is UTF-8; the first line that is not makes us guess, for the whole file."""
    try:
        return line.decode("utf-8", "surrogatepass"), encoding
    except UnicodeDecodeError:
        encoding = guess(line) if encoding == "utf-8" else encoding
        return line.decode(encoding, "replace"), encoding


def _with_encoding(item: RawArticle, encoding: str) -> RawArticle:
    sentence = f"The file is not in UTF-8, as JSON should be; {encoding} was assumed."
    return replace(item, meta=item.meta | {"encoding": encoding}, warnings=(*item.warnings, sentence))


def _from_line(job: Job, text: str, number: int, tally: Tally) -> Iterator[Found]:
    """What a line holds: an article, or an answer of a news interface with many."""
    where = job.place(f"line {number}")
    try:
        value = _decoder.decode(text)
    except RecursionError:
        tally.add(_DEEP, number)
        return
    except ValueError as error:
        yield Refusal(where, f"{job.name}: line {number:,} is not valid JSON ({_why(error)}) and was left out.")
        return
    many = news_json.inner(value)
    if many == []:
        tally.add("holds no articles", number)
    for count, each in enumerate([value] if many is None else many, start=1):
        item = _article(job, each, where if many is None else f"{where}, record {count}", number, tally)
        if item is not None:
            yield item


def _why(error: ValueError) -> str:
    """What the parser says, without any of the text."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg.lower()} at character {error.colno:,}"
    return "a number that JSON does not have"


def _article(job: Job, value: Any, where: str, number: int, tally: Tally) -> Found | None:
    if _is_pair(value):
        value = {"text": value[0]} | value[1]
    if not isinstance(value, dict):
        tally.add("is not a JSON object", number)
        return None
    if not cas.KEYS.isdisjoint(value):
        tally.add(cas.REASON, number)
        return None
    try:
        article = _from_record(job, value, where)
    except NoText:
        tally.add(_NO_TEXT, number)
    except TooDeep:
        tally.add(_DEEP, number)
    else:
        return article if article is None else within(article, job.limits)
    return None


def _from_record(job: Job, value: dict[str, Any], where: str) -> RawArticle | None:
    """The article of an object in any of the shapes we know; what the analyst said of its keys comes first."""
    if job.columns:
        return columns.to_article(value, job.columns, where)
    if plover.is_record(value):
        return plover.to_article(value, where)
    if label_studio.is_task(value):
        value, told = label_studio.flat(value)
    else:
        value, warning = news_json.flat(value)
        told = (warning,) if warning else ()
    article = to_article(value, where)
    return replace(article, warnings=(*article.warnings, *told)) if told else article


# In one piece -----------------------------------------------------------------------------------------------------


def _whole(job: Job) -> Iterator[Found]:
    decoded = _text(job)
    if isinstance(decoded, Refusal):
        yield decoded
        return
    text, encoding = decoded
    tally, taken, number = Tally("record"), 0, 0
    try:
        for number, value in enumerate(_records(text), start=1):
            item = _article(job, value, job.place(f"record {number}"), number, tally)
            if isinstance(item, RawArticle) and encoding:
                item = _with_encoding(item, encoding)
            if item is not None:
                taken += isinstance(item, RawArticle)
                yield item
        if not number:
            yield job.refuse("holds no articles.")
    except RecursionError:
        yield job.refuse(f"{_DEEP} to be read.")
    except ValueError as error:
        yield job.refuse(f"is not valid JSON ({_where(error)}){_kept(number)}.")
    yield from tally.refusals(job, taken=taken)


def _where(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg.lower()} in line {error.lineno:,} at character {error.colno:,}"
    return _why(error)


def _kept(number: int) -> str:
    return f"; what stands before that ({number:,} records) was read" if number else ""


def _text(job: Job) -> tuple[str, str] | Refusal:
    """The decoded file and its encoding when that was assumed."""
    size = job.path.stat().st_size
    if size > job.limits.whole_bytes:
        return job.refuse(f"is one piece of JSON of {size:,} bytes, too much to read; save it as one object a line.")
    data = job.path.read_bytes()
    try:
        encoding = encoding_of_bytes(data)
    except NotText as error:
        return job.refuse(f"is {error}, not JSON.")
    return data.decode(encoding.name, "replace"), encoding.assumed


def _records(text: str) -> Iterator[Any]:
    """The objects of an array, of a wrapper around one, or one after the other."""
    at, end = _after_blanks(text, 0), len(text)
    while at < end:
        value, at = _decoder.raw_decode(text, at)
        yield from _unwrapped(value)
        at = _after_blanks(text, at)


def _unwrapped(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if (articles := news_json.inner(value)) is not None:
        return articles
    if isinstance(value, dict) and not text_key(list(value)):
        for key in _LISTS:
            inner = value.get(key)
            if isinstance(inner, list) and inner and isinstance(inner[0], dict):
                return inner
    return [value]


def _after_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in _BLANK:
        at += 1
    return at


FORMAT = Format("json", "JSON", (".jsonl", ".ndjson", ".json"), read, version=2)
