"""Which column of a table, or which key of a record, holds which field of an article: guessed, or as the analyst says.

What the analyst says is a mapping of fields to columns ({"text": "Body"}). A field with "" has no column; one that is
not mentioned is found by its name, as if nothing had been said. `ORDER` tells how to read 06/12/2024.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from corpus.article import RawArticle
from corpus.errors import UserError
from corpus.readers import record as records
from corpus.readers.dates import to_iso

FIELDS = ("text", "title", "source", "published", "url", "language")
ORDER = "date order"
DAY, MONTH = "day", "month"

# Headings of other languages and programs; what `record` knows comes first.
_NAMES = {
    "text": "articlecontent plaintext cleantext rawtext textcontent maincontent newstext texto texte contenido contenu"
    " cuerpo inhalt volltext النص نصالخبر المحتوى текст содержание зміст metin içerik testo conteúdo متن",
    "title": "newstitle titre titulo título titular titel überschrift schlagzeile العنوان заголовок название başlık"  # noqa: RUF001
    " titolo عنوان",
    "source": "newssource sourcetitle medianame outletname fuente medio quelle المصدر источник издание джерело"
    " kaynak fonte منبع",
    "published": "articledate newsdate publishdatetime dateofpublication fecha fechadepublicacion datedepublication"
    " datum veröffentlicht التاريخ تاريخالنشر дата датапубликации tarih تاریخ",
    "url": "pageurl permalink enlace lien الرابط ссылка посилання bağlantı",  # noqa: RUF001
    "language": "idioma langue sprache اللغة язык мова dil lingua زبان",
}
_FIELD = {name: (each, 100 + rank) for each, names in _NAMES.items() for rank, name in enumerate(names.split())}
_SLASHED = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?!\d)(.*)", re.DOTALL)
_SERIAL = re.compile(r"([2-7]\d{4})(\.\d+)?")  # days since 1900 as Excel counts them: 1954 to 2119
_EPOCH = date(1899, 12, 30)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_CODE = re.compile(r"[\W\d_]*|[^\s/]+(?:/[^\s/]+)+")  # numbers alone; a path, as time zones are: Asia/Damascus
_NESTED = ('{"', "[{", '["', "[[", "{}", "[]")  # how a list or an object begins
_INVENTED = re.compile(r"column \d{1,5}")
_HEADING = 80  # code points; a longer cell is no heading
_PROSE = 200  # code points on average that make a text
_LINE = range(15, 250)  # code points on average of a headline
_TOP = 12  # rows among which the headings are
_WIDEST = 1_000  # columns that are looked at


@dataclass(frozen=True, slots=True)
class Guess:
    """What the columns seem to hold.

    Attributes:
        columns: the column of each field for which there is one.
        sure: the names say so and the content does not contradict, so nobody need be asked.
        unclear: columns with dates like 06/12/2024, of which none tells whether the day or the month comes first.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    sure: bool = False
    unclear: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the headings of a table are. `start` is the first row of data; `header` are distinct names."""

    header: tuple[str, ...]
    start: int


def layout(rows: Sequence[Sequence[str]], columns: Mapping[str, str]) -> Layout:
    """Return the headings among the first rows: there may be a title above them, or none at all."""
    top = rows[:_TOP]
    wanted = {name for key, name in columns.items() if key in FIELDS and name}
    at = next((n for n, row in enumerate(top) if wanted and wanted <= set(clean(row))), None)
    if at is None and (not wanted or not all(_INVENTED.fullmatch(name) for name in wanted)):
        filled = [sum(1 for cell in row if cell.strip()) for row in top]
        fuller = [all(filled[n] > each for each in filled[:n]) for n in range(len(top))]
        at = next((n for n, row in enumerate(top) if fuller[n] and _names_text(row)), None)
        if at is None:
            at = next((n for n, number in enumerate(filled) if number >= 0.6 * max(filled)), 0)
            at = None if top and _is_data(top[at]) else at
    if at is None:
        width = max((len(row) for row in rows), default=0)
        return Layout(tuple(f"column {number}" for number in range(1, width + 1)), 0)
    return Layout(distinct(clean(rows[at])) if rows else (), at + 1)


def clean(row: Sequence[str]) -> list[str]:
    """Return headings without blanks around them."""
    return [name.strip().lstrip("\ufeff") for name in row]


def distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Return headings that are all different: of two "text" the second becomes "text (2)"."""
    seen: dict[str, int] = {}
    found = []
    for number, name in enumerate(names, start=1):
        name = name or f"column {number}"
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(found)


def by_name(header: Sequence[str]) -> dict[str, str]:
    """Return the column of each field that its heading names."""
    best: dict[str, tuple[int, str]] = {}
    for name in header[:_WIDEST]:
        known = _field_of(name)
        if known and (known[0] not in best or known[1] < best[known[0]][0]):
            best[known[0]] = (known[1], name)
    return {each: best[each][1] for each in FIELDS if each in best}


def guess(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Guess:
    """Return what the columns seem to hold, by their names first and by their content where those say nothing."""
    looks = {name: _Look.of([row[n] for row in rows if n < len(row)]) for n, name in enumerate(header[:_WIDEST])}
    found = by_name(header)
    sure = "text" in found and not _contradicted(found, looks)
    if not sure:
        found = _by_content(found, looks)
    unclear = tuple(name for name, look in looks.items() if look.unclear)
    sure = sure and found.get("published", "") not in unclear
    return Guess({each: found[each] for each in FIELDS if each in found}, sure, unclear)


def order_of(values: Sequence[str]) -> str:
    """Return `DAY` or `MONTH` when dates like 25/12/2024 among `values` say what comes first, else ""."""
    parts = [(int(found[1]), int(found[3])) for value in values if (found := _SLASHED.fullmatch(value.strip()))]
    day, month = any(one > 12 for one, _ in parts), any(two > 12 for _, two in parts)
    return "" if day == month else DAY if day else MONTH


def needs_help(values: Sequence[str], order: str) -> bool:
    """Return whether there are dates among `values` that only `date_of` can read."""
    return any(not to_iso(value.strip()) and date_of(value, order) for value in values)


def is_unclear(value: str) -> bool:
    """Return whether a date may be meant either way: 06/12/2024."""
    return len(value) < 40 and bool(_SLASHED.fullmatch(value.strip())) and not to_iso(value.strip())


def said(pairs: Iterable[str]) -> dict[str, str]:
    """Return the mapping that pairs like "text=Body" and "date order=day" stand for.

    Raises:
        UserError: one of them is no such pair.
    """
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, column = (part.strip() for part in pair.partition("="))
        name = ORDER if name.casefold() in ("date-order", ORDER) else name.casefold()
        if not equals or name not in (*FIELDS, ORDER):
            raise UserError(f"“{pair}” names no field; write it as text=Body, with one of {', '.join(FIELDS)}.")
        if name == ORDER and column not in (DAY, MONTH):
            raise UserError(f"“{pair}” is no order of dates; write date-order=day or date-order=month.")
        found[name] = column
    return found


def to_article(record: Mapping[str, Any], columns: Mapping[str, str], where: str) -> RawArticle:
    """Return the article a record holds, its fields taken from where `columns` says.

    Raises:
        NoText: the text is missing or blank.
        TooDeep: it nests too deeply.
    """
    known = {each: name for each, name in columns.items() if each in FIELDS}
    told = {each: name for each, name in known.items() if not name or name in record}
    if not any(told.values()):
        return records.to_article(dict(record), where)
    chosen = {each: _value(each, record[name], columns) for each, name in told.items() if name}
    taken = set(told.values())
    hidden: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    for key, value in record.items():
        meant = _field_of(key)
        if key not in taken:
            (hidden if meant and meant[0] in told else rest)[key] = value
    article = records.to_article(rest | chosen, where)
    kept = {key: value for key, value in hidden.items() if value not in ("", None)}
    empty: dict[str, Any] = {each: "" for each, name in told.items() if not name}
    return replace(article, meta=kept | article.meta, **empty) if kept or empty else article


def date_of(value: str, order: str = "") -> str:
    """Return an ISO date for what a column of dates holds, also 06/12/2024 and the day numbers of Excel; else ""."""
    text = value.strip()
    if iso := to_iso(text):
        return iso
    if order and (found := _SLASHED.fullmatch(text)):
        day, month = (found[1], found[3]) if order == DAY else (found[3], found[1])
        return to_iso(f"{found[4]}-{month}-{day}{found[5]}")
    return from_serial(float(text)) if _SERIAL.fullmatch(text) else ""


def from_serial(number: float, *, since_1904: bool = False) -> str:
    """Return the ISO date (with its time, unless that is midnight) of a day number of Excel, "" beyond its calendar."""
    if not 1 <= number < 2_958_466:
        return ""
    days, part = divmod(number, 1)
    shift = 1462 if since_1904 else 0 if days >= 60 else 1  # Excel believes in 29 February 1900
    day = _EPOCH + timedelta(days=int(days) + shift)
    seconds = round(part * 86_400)
    if not seconds:
        return day.isoformat()
    return (datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)).isoformat()


def is_language(value: str) -> bool:
    """Return whether a cell names a language: "en", "fr-FR", "Arabic"."""
    return len(value) <= 12 and bool(records.language_code(value))


@dataclass(frozen=True, slots=True)
class _Look:
    """What a column looks like; shares are of the cells that hold something."""

    filled: int = 0
    length: float = 0.0  # code points on average
    blanks: float = 0.0  # share with a blank inside, without lists and objects of JSON
    distinct: float = 0.0
    dates: float = 0.0
    addresses: float = 0.0
    languages: float = 0.0
    codes: float = 0.0
    unclear: bool = False

    @property
    def may_name(self) -> bool:
        """Whether its cells may be names: no dates, numbers or paths."""
        return not self.dates and self.codes < 0.5

    @classmethod
    def of(cls, cells: Sequence[str]) -> _Look:
        values = [cell.strip() for cell in cells if cell.strip()]
        if not values:
            return cls()
        count = len(values)

        def share(test: Any) -> float:
            return sum(1 for value in values if test(value)) / count

        order = order_of(values)
        slashed = share(lambda value: len(value) < 40 and _SLASHED.fullmatch(value))
        return cls(
            filled=count,
            length=sum(map(len, values)) / count,
            blanks=share(lambda value: " " in value and value[:2] not in _NESTED),
            distinct=len(set(values)) / count,
            dates=max(share(lambda value: len(value) < 60 and date_of(value, order or DAY)), 0.0),
            addresses=share(_ADDRESS.fullmatch),
            languages=share(is_language),
            codes=share(_CODE.fullmatch),
            unclear=slashed > 0.5 and not order and any(is_unclear(value) for value in values),
        )


@lru_cache(maxsize=4096)
def _field_of(key: str) -> tuple[str, int] | None:
    """Which field a name means and how well (the lower the better), None for none."""
    known = records.known_field(key)
    return known or (_FIELD.get(re.sub(r"[\s_.\-]", "", key).casefold()) if len(key) < 40 else None)


def _names_text(row: Sequence[str]) -> bool:
    return any(known[0] == "text" for name in clean(row)[:_WIDEST] if (known := _field_of(name)))


def _is_data(row: Sequence[str]) -> bool:
    """Whether a row is no row of headings: it holds a paragraph, an address, a date."""
    return any(
        len(cell) > _HEADING or _ADDRESS.fullmatch(cell.strip()) or (any(map(str.isdigit, cell)) and to_iso(cell))
        for cell in row[:_WIDEST]
    )


def _contradicted(found: Mapping[str, str], looks: Mapping[str, _Look]) -> bool:
    """Whether the column called text is empty or short while another is full of prose."""
    text = looks[found["text"]]
    others = [look for name, look in looks.items() if name not in found.values() and look.blanks > 0.5]
    longest = max((look.length for look in others), default=0.0)
    return longest >= _PROSE and (not text.filled or (text.length < _PROSE and longest > 4 * text.length))


def _by_content(named: Mapping[str, str], looks: Mapping[str, _Look]) -> dict[str, str]:
    """Fill in what the names do not say; a column is taken once."""
    found = {each: name for each, name in named.items() if each != "text"}
    free = [name for name in looks if name not in found.values() and looks[name].filled]
    prose = [name for name in free if looks[name].blanks > 0.5 and looks[name].addresses < 0.5]
    if prose:
        found["text"] = max(prose, key=lambda name: looks[name].length)
    elif "text" in named:
        found["text"] = named["text"]
    for each, test in _TESTS:
        fitting = [name for name in free if name not in found.values() and test(looks[name])]
        if each == "language":  # SY is Syria's code
            fitting = [name for name in fitting if "country" not in name.casefold()]
        if each not in found and fitting:
            found[each] = fitting[0]
    return found


_TESTS: tuple[tuple[str, Any], ...] = (
    ("url", lambda look: look.addresses > 0.8),
    ("published", lambda look: look.dates > 0.8),
    ("language", lambda look: look.languages > 0.95 and look.distinct < 0.8),
    ("title", lambda look: look.blanks > 0.8 and int(look.length) in _LINE and look.distinct > 0.6 and not look.dates),
    ("source", lambda look: look.filled > 3 and 2 < look.length < 40 and look.distinct < 0.7 and look.may_name),
)


def _value(each: str, value: Any, columns: Mapping[str, str]) -> Any:
    """A value in the form that `record` takes: texts of several paragraphs are lists in some files."""
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        value = ("\n\n" if each == "text" else ", ").join(value)
    if each == "published" and isinstance(value, str):
        return date_of(value, columns.get(ORDER, "")) or value
    return str(value) if isinstance(value, int | float) and each not in ("published", "text") else value
