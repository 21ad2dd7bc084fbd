"""Outlet, date and language of many articles put right at once: what to write, and what the articles themselves say.

Nothing is written by a suggestion. `apply` writes corrections as one undoable step.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal, get_args
from urllib.parse import urlsplit

from corpus import journal
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.progress import Cancelled, Progress, silent
from corpus.readers.dates import to_iso
from corpus.readers.headline import find_headline
from corpus.readers.language import find_language
from corpus.readers.record import language_code
from corpus.store import Store
from corpus.text import clean_text
from corpus.wording import counted

Field = Literal["source", "published", "language"]
FIELDS: tuple[Field, ...] = get_args(Field)
Where = Literal["address", "first lines", "file name", "text", "other articles"]
_NAMES: dict[Field, str] = {"source": "outlet", "published": "date", "language": "language"}
_AT_ONCE = 200  # articles written in one transaction: the window must not wait for it
_LOOK = 4_000  # code points of the text that a suggestion may need
_OUTLETS = 200_000  # articles that are asked whose an address is
_DAYS = (
    re.compile(r"(?<!\d)((?:19|20)\d\d)([-/._])(1[0-2]|0?[1-9])\2(3[01]|[12]\d|0?[1-9])(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)()(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)([-/_])([A-Za-z]{3})\2(3[01]|[12]\d|0?[1-9])(?!\d)"),
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of one article, and what it is to hold."""

    article_id: int
    field: Field
    value: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What an article itself says a field should hold.

    Attributes:
        present: what the field holds now.
        where: what says so, and `words` the very words.
    """

    article_id: int
    title: str
    field: Field
    present: str
    value: str
    where: Where
    words: str

    @property
    def correction(self) -> Correction:
        """What would be written."""
        return Correction(self.article_id, self.field, self.value)


def check_value(field: Field, value: str) -> str:
    """Return a value as it is stored: a date as ISO 8601, a language as its code, an outlet on one line; "" is none.

    Raises:
        UserError: it is no date, or no language.
    """
    plain = " ".join(clean_text(value).split())
    if not plain or field == "source":
        return plain
    found = to_iso(plain) if field == "published" else language_code(plain)
    if not found and field == "published":
        raise UserError(f"{plain} is not a date; write it as 2024-12-06.")
    if not found:
        raise UserError(f"{plain} is not a language; use its code of two letters, such as en or ar.")
    return found


def apply(store: Store, corrections: Iterable[Correction], *, progress: Progress = silent) -> Changes:
    """Write corrections as one undoable step, committed in parts; those that change nothing are passed over.

    Articles that were removed meanwhile are passed over. When `progress` stops it, what is in stays.

    Raises:
        UserError: a value is no date or no language (nothing is written then), or the project cannot be written.
    """
    wanted = list(_differing(store, list(_checked(corrections))))
    summary, changes, step_id = _summary(wanted), Changes(), None
    try:
        for start in range(0, len(wanted), _AT_ONCE):
            progress(start, len(wanted), summary)
            with journal.step(store, "article", summary, into=step_id) as step:
                for each in wanted[start : start + _AT_ONCE]:
                    step.update("article", each.article_id, **{each.field: each.value})
                step_id, changes = step.id, changes | step.changes
    except Cancelled:
        pass  # the journal calls it by its whole number all the same; undo takes back what was written
    return changes


def suggest(store: Store, article_ids: Iterable[int], field: Field, *, progress: Progress = silent) -> list[Suggestion]:
    """Return what the articles' addresses, first lines, file names and texts say of a field, where it differs.

    Raises:
        Cancelled: `progress` says so.
    """
    outlets = _outlets(store) if field == "source" else {}
    found: list[Suggestion] = []
    asked = list(article_ids)
    for start in range(0, len(asked), _AT_ONCE):
        progress(start, len(asked), f"Looking for the {_NAMES[field]} of each article")
        for row in _rows(store, asked[start : start + _AT_ONCE]):
            if (said := _said(row, field, outlets)) and not _same(field, row.present[field], said[0]):
                found.append(Suggestion(row.id, row.title, field, row.present[field], *said))
    progress(len(asked), len(asked), "")
    return found


@dataclass(frozen=True, slots=True)
class _Row:
    """What a suggestion is made from; `opening` is the start of the text."""

    id: int
    title: str
    url: str
    file: str
    opening: str
    present: dict[Field, str]


def _rows(store: Store, article_ids: Sequence[int]) -> Iterator[_Row]:
    marks = ", ".join("?" * len(article_ids))
    rows = store.rows(
        "SELECT article.id, title, url, coalesce(file.name, ''), substr(text, 1, ?), source, published, language "
        "FROM article JOIN article_text ON article_id = article.id LEFT JOIN file ON file.id = file_id "
        f"WHERE article.id IN ({marks}) AND removed = 0 ORDER BY article.id",
        (_LOOK, *article_ids),
    )
    for row in rows:
        yield _Row(*(*row[:5], dict(zip(FIELDS, row[5:], strict=True))))


def _said(row: _Row, field: Field, outlets: dict[str, str]) -> tuple[str, Where, str] | None:
    """Return value, where it stands and the words that say it."""
    if field == "language":
        found = find_language(row.opening)
        return (found, "text", " ".join(row.opening[:80].split())) if found else None
    if field == "source":
        return _outlet(row, outlets)
    if found := day_in(row.url):
        return found, "address", row.url
    if found := find_headline(row.opening).published:
        return found, "first lines", " ".join(row.opening[:120].split())
    found = day_in(row.file)
    return (found, "file name", row.file) if found else None


def day_in(words: str) -> str:
    """Return the one day that an address or a file's name holds (2024/12/06, 20241206), "" for none or several."""
    latest = datetime.now(UTC).date() + timedelta(days=1)
    for shape in _DAYS:
        days = {day for found in shape.finditer(words) if (day := _day(*found.group(1, 3, 4))) and day <= latest}
        if len(days) == 1:
            return days.pop().isoformat()
    return ""


def _day(year: str, month: str, day: str) -> date | None:
    if month.isalpha() and month.lower() not in _MONTHS:
        return None
    number = _MONTHS.index(month.lower()) + 1 if month.isalpha() else int(month)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def _outlet(row: _Row, outlets: dict[str, str]) -> tuple[str, Where, str] | None:
    host = _host(row.url)
    if known := outlets.get(host):
        return known, "other articles", host
    if stated := find_headline(row.opening).source:
        return stated, "first lines", " ".join(row.opening[:120].split())
    return (host, "address", row.url) if host else None


def _outlets(store: Store) -> dict[str, str]:
    """Return what the project mostly calls the outlet of each host."""
    rows = store.rows(
        "SELECT url, source FROM article WHERE url <> '' AND source <> '' AND removed = 0 LIMIT ?", (_OUTLETS,)
    )
    counts = Counter((_host(url), source) for url, source in rows)
    return {host: source for (host, source), _ in reversed(counts.most_common()) if host and source != host}


def _host(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.") if "." in host else ""


def _same(field: Field, present: str, value: str) -> bool:
    """Whether the article says no more than is known: a time of day beside the same date is not put right."""
    if field == "published":
        return present[:10] == value[:10]
    return present.casefold() == value.casefold()


def _checked(corrections: Iterable[Correction]) -> Iterator[Correction]:
    """Yield corrections with their values as they are stored; mostly very many have the same one."""
    known: dict[tuple[Field, str], str] = {}
    for each in corrections:
        key = each.field, each.value
        if key not in known:
            known[key] = check_value(*key)
        yield Correction(each.article_id, each.field, known[key])


def _differing(store: Store, wanted: Sequence[Correction]) -> Iterator[Correction]:
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        rows = store.rows(
            f"SELECT id, {', '.join(FIELDS)} FROM article WHERE id IN ({marks}) AND removed = 0",
            [each.article_id for each in some],
        )
        known = {row[0]: dict(zip(FIELDS, row[1:], strict=True)) for row in rows}
        yield from (each for each in some if known.get(each.article_id, {}).get(each.field, each.value) != each.value)


def _summary(wanted: Sequence[Correction]) -> str:
    fields = list(dict.fromkeys(each.field for each in wanted))
    what = " and ".join(_NAMES[field] for field in fields)
    return f"Correct the {what} of {counted(len({each.article_id for each in wanted}), 'article')}"
