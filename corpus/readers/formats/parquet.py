"""Parquet: one article a row, read a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from importlib.util import find_spec
from typing import Any

from corpus.article import RawArticle
from corpus.readers import columns, inside
from corpus.readers.format import Format, Found, Job, within
from corpus.readers.record import NoText, TooDeep
from corpus.readers.rows import SAMPLE, no_text_column, plan
from corpus.readers.tally import Tally
from corpus.wording import counted

_ROWS = 64  # held at a time: a few bytes may stand for that many long texts
_BUFFER = 1 << 20  # bytes read ahead of a column


def read(job: Job) -> Iterator[Found]:
    """Yield the articles of a Parquet file.

    Raises:
        OSError: it cannot be read.
    """
    if not job.path.stat().st_size:
        yield job.refuse("is empty.")
        return
    if find_spec("pyarrow") is None:
        yield job.refuse("needs a further library to be read; install it with: pip install dateline[parquet].")
        return
    taken = 0
    try:
        for item in inside.bounded(job, _table(job)):
            taken += isinstance(item, RawArticle)
            yield item
    except (ValueError, OSError) as error:  # the library's own kinds of both, and texts that are no UTF-8
        if isinstance(error, OSError) and error.errno:
            raise
        stay = "stays" if taken == 1 else "stay"
        kept = f" The {counted(taken, 'article')} read before that {stay}." if taken else ""
        yield job.refuse(f"is not a Parquet file, or is damaged.{kept}")


def head(job: Job, most: int) -> tuple[list[str], list[list[str]]]:
    """Return the columns of a Parquet file and what its first rows hold; ([], []) without the library for it.

    Raises:
        Exception: whatever the library raises when it is damaged.
    """
    if find_spec("pyarrow") is None:
        return [], []
    with _opened(job) as file:
        header, rows = file.schema_arrow.names, []
        for record in _records(job, file):
            rows.append(_shown(record))
            if len(rows) == most:
                break
        return header, rows


def _opened(job: Job) -> Any:
    """Open it without threads and reserves, which a child of bounded memory does not have."""
    import pyarrow
    from pyarrow import parquet

    pyarrow.set_memory_pool(pyarrow.system_memory_pool())
    pyarrow.set_cpu_count(1)
    pyarrow.set_io_thread_count(1)
    return parquet.ParquetFile(str(job.path), buffer_size=_BUFFER, pre_buffer=False, memory_map=False)


def _table(job: Job) -> Iterator[Found]:
    with _opened(job) as file:
        header = file.schema_arrow.names
        sample = _sample(job, file)
        found = plan(sample, job.columns, header=header)
        if found is None:
            yield no_text_column(job, "", header)
            return
        tally, taken = Tally("row"), 0
        for number, record in enumerate(_records(job, file), start=1):
            item = _item(job, found.columns, record, number, tally)
            taken += isinstance(item, RawArticle)
            if item is not None:
                yield item
    yield from tally.refusals(job, taken=taken)


def _sample(job: Job, file: Any) -> list[list[str]]:
    found = []
    for record in _records(job, file):
        found.append(_shown(record))
        if len(found) == SAMPLE:
            break
    return found


def _records(job: Job, file: Any) -> Iterator[dict[str, Any]]:
    budget = inside.budget_of(job)  # a few bytes may stand for one long text in a million rows
    size, done, total = job.path.stat().st_size, 0, file.metadata.num_rows or 1
    for batch in file.iter_batches(batch_size=_ROWS, use_threads=False):
        done += batch.num_rows
        job.position = size * done // total
        job.beat()
        for record in _plain_dates(batch).to_pylist():
            budget.take(sum(len(each) for each in record.values() if isinstance(each, str)))
            yield record


def _plain_dates(batch: Any) -> Any:
    """Times to the microsecond, which is all that Python has."""
    import pyarrow as pa

    for at, kind in enumerate(batch.schema):
        if pa.types.is_timestamp(kind.type) and kind.type.unit == "ns":
            exact = batch.column(at).cast(pa.timestamp("us", kind.type.tz), safe=False)
            batch = batch.set_column(at, kind.name, exact)
    return batch


def _item(job: Job, said: dict[str, str], record: dict[str, Any], number: int, tally: Tally) -> Found | None:
    where = job.place(f"row {number}")
    try:
        article = columns.to_article({key: _plain(value) for key, value in record.items()}, said, where)
    except NoText:
        tally.add("holds no text", number)
    except TooDeep:
        tally.add("nests lists and objects too deeply", number)
    else:
        return within(article, job.limits)
    return None


def _plain(value: Any) -> Any:
    """A value as JSON has them."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if value - value == 0 else None  # neither infinite nor "not a number"
    if isinstance(value, datetime | date | time):
        return _iso(value)
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value) if isinstance(value, Decimal) else None


def _iso(value: datetime | date | time) -> str:
    """A moment; a midnight without a zone is the day that was meant."""
    if isinstance(value, datetime) and value.tzinfo is None and value.time() == time():
        return value.date().isoformat()
    return value.isoformat()


def _shown(record: dict[str, Any]) -> list[str]:
    return ["" if value is None else str(_plain(value)) for value in record.values()]


FORMAT = Format("parquet", "Parquet", (".parquet",), read)
