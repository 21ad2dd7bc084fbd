"""Rows of a table to articles: finds the headings, then takes a row at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from corpus.article import RawArticle, Refusal
from corpus.readers import columns
from corpus.readers.encodings import Encoding
from corpus.readers.format import Found, Job, within
from corpus.readers.record import NoText, field_count
from corpus.readers.tally import Tally
from corpus.wording import counted

_UTF8 = Encoding("utf-8")
SAMPLE = 60  # rows from which headings and the order of dates are told
_UNCLEAR = (
    "Its date, and others of this table, may be meant either way and are left out;"
    " say when you import whether the day or the month comes first."
)
_SHOWN = 12  # headings named in a refusal


class Broken(Exception):
    """The rest of a table cannot be read; the message continues "wires.csv ...", with its full stop."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table.

    Attributes:
        number: of its line or row, from 1.
        warning: a plain sentence on what is wrong with it.
        broken: why it cannot be taken, to continue "Line 4 "; "" when it can.
    """

    number: int
    cells: Sequence[str]
    warning: str = ""
    broken: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """What is known of a table before its rows.

    Attributes:
        unit: what its rows are called ("line", "row").
        part: the part of the file it is ("sheet “March”"), "" for the whole.
        joint: what parts cells; a table of one column need not have quoted it.
    """

    unit: str
    part: str = ""
    joint: str = ""
    encoding: Encoding = _UTF8


@dataclass(frozen=True, slots=True)
class Plan:
    """How to read rows: their headings, which of them holds which field (empty: by their names), and what was wrong."""

    header: tuple[str, ...]
    columns: dict[str, str]
    start: int
    published: str


def plan(rows: Sequence[Sequence[str]], said: Mapping[str, str], *, header: Sequence[str] = ()) -> Plan | None:
    """Return how to read a table that begins with `rows`, None when no column is known to hold the text.

    Without `header` the headings are among the rows.
    """
    found = columns.Layout(tuple(header), 0) if header else columns.layout(rows, said)
    named = columns.by_name(found.header)
    chosen = {each: name for each, name in said.items() if each in columns.FIELDS and name in (*found.header, "")}
    if not chosen.get("text"):
        chosen.pop("text", None)
        if "text" not in named:
            return None
    chosen = {each: name for each, name in named.items() if not field_count([name])} | chosen
    published = chosen.get("published", named.get("published", ""))
    dates = _cells(found, rows, published)
    order = said.get(columns.ORDER) or columns.order_of(dates)
    if columns.needs_help(dates, order):
        chosen |= {"published": published, columns.ORDER: order}
    return Plan(found.header, chosen, found.start, published)


def articles(job: Job, rows: Iterable[Row], shape: Shape) -> Iterator[Found]:
    """Yield the articles of a table, and refusals for rows that give none; nothing where all is blank.

    `rows` may end with `Broken`.
    """
    rest = iter(rows)
    first, broken = _first(rest)
    whole = [row for row in first if any(row.cells)]
    if not whole and broken is None and not any(row.broken for row in first):
        return
    found = plan([row.cells for row in whole], job.columns) if whole else None
    if broken is not None and found is None:
        yield _refusal(job, shape, broken, 0)
    elif found is None:
        yield no_text_column(job, shape.part, columns.layout([row.cells for row in whole], job.columns).header)
    else:
        below = whole[found.start].number if found.start < len(whole) else 0
        data = (row for row in first if row.broken or (below and row.number >= below))
        yield from _rows(job, found, chain(data, rest if broken is None else _again(broken)), shape)


def no_text_column(job: Job, part: str, header: Sequence[str]) -> Refusal:
    """Return the sentence that refuses a table, or a part of one, that has no column for the text."""
    shown = ", ".join(f"“{name[:40]}”" for name in header[:_SHOWN])
    more = f" and {len(header) - _SHOWN:,} more" if len(header) > _SHOWN else ""
    name = job.place(part) if part else job.name
    sentence = "has no column for the text of the articles; name it “text”, or import it by itself and say which it is."
    return Refusal(name, f"{name} {sentence} Its columns are {shown}{more}.")


def _rows(job: Job, found: Plan, rows: Iterable[Row], shape: Shape) -> Iterator[Found]:
    tally, taken, told, broken = Tally(shape.unit), 0, False, None
    try:
        for row in rows:
            if row.broken:
                tally.add(row.broken, row.number)
            elif any(row.cells):
                item = _item(job, found, row, tally, shape)
                if isinstance(item, RawArticle):
                    taken += 1
                    unclear = not told and _is_unclear(item, found)
                    item = replace(item, warnings=(*item.warnings, _UNCLEAR)) if unclear else item
                    told = told or unclear
                if item is not None:
                    yield item
    except Broken as error:
        broken = error
    for each in tally.refusals(job, taken=taken):
        yield replace(each, reason=_in_part(job, shape, each.reason))
    if broken is not None:
        yield _refusal(job, shape, broken, taken)


def _is_unclear(article: RawArticle, found: Plan) -> bool:
    """Whether its date was left out because nobody can tell the day from the month."""
    if article.published or not found.published:
        return False
    stated = article.meta.get(found.published) or article.meta.get("published")
    return isinstance(stated, str) and columns.is_unclear(stated)


def _first(rows: Iterator[Row]) -> tuple[list[Row], Broken | None]:
    """The first rows, and why there are no more where the table breaks off."""
    found: list[Row] = []
    try:
        for row in islice(rows, SAMPLE):
            found.append(row)
    except Broken as error:
        return found, error
    return found, None


def _again(error: Broken) -> Iterator[Row]:
    """Break off where it broke off before."""
    yield from ()
    raise error


def _refusal(job: Job, shape: Shape, broken: Broken, taken: int) -> Refusal:
    name = job.place(shape.part) if shape.part else job.name
    kept = f" The {counted(taken, 'article')} read before that {'stays' if taken == 1 else 'stay'}." if taken else ""
    return Refusal(name, f"{name} {broken}{kept}")


def _item(job: Job, found: Plan, row: Row, tally: Tally, shape: Shape) -> Found | None:
    cells = row.cells
    if len(found.header) == 1 and shape.joint:
        cells = [shape.joint.join(cells)]
    where = job.place(f"{shape.part}, {shape.unit} {row.number}" if shape.part else f"{shape.unit} {row.number}")
    try:
        article = columns.to_article(dict(zip(found.header, cells, strict=False)), found.columns, where)
    except NoText:
        tally.add("holds no text", row.number)
        return None
    kept = within(article, job.limits)
    if isinstance(kept, Refusal):
        return kept
    return _finished(article, row, shape, extra=any(cells[len(found.header) :]))


def _finished(article: RawArticle, row: Row, shape: Shape, *, extra: bool) -> RawArticle:
    warnings = [each for each in (shape.encoding.warning, row.warning) if each]
    if extra:
        warnings.append("The row has more cells than the table has columns; those beyond were left out.")
    assumed = {"encoding": shape.encoding.assumed} if shape.encoding.assumed else {}
    if shape.part:
        assumed["sheet"] = shape.part.removeprefix("sheet ").strip("“”")
    if not warnings and not assumed:
        return article
    return replace(article, meta=article.meta | assumed, warnings=(*article.warnings, *warnings))


def _cells(found: columns.Layout, rows: Sequence[Sequence[str]], name: str) -> list[str]:
    """What the first rows hold in a column."""
    if name not in found.header:
        return []
    at = found.header.index(name)
    return [row[at] for row in rows[found.start :] if at < len(row)]


def _in_part(job: Job, shape: Shape, reason: str) -> str:
    return reason.replace(job.name, job.place(shape.part), 1) if shape.part else reason
