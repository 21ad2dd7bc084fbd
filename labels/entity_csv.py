"""Lists of actors as CSV: read with a header that is guessed, and written so that they can be read back."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from corpus.errors import UserError
from corpus.store import Store
from labels import entities
from labels.entity import Alias, Code, Entity, EntityDraft, check_day

Found = tuple[int, EntityDraft | str, str]  # line, actor or the sentence that refuses it, group's name
_FIELDS = {
    "name": "name actor actorname entity organisation organization group label",
    "aliases": "aliases alias othernames alternatenames alternativenames synonyms aka akas names",
    "type": "type kind actortype category",
    "side": "side affiliation allegiance bloc",
    "country": "country countrycode iso iso3 location",
    "codes": "code codes actorcode cameo id",
    "valid_from": "from validfrom start begin since startdate",
    "valid_to": "to validto end until enddate",
    "parent": "parent parentgroup memberof partof umbrella",
    "note": "note notes comment comments description",
}
COLUMNS = ("name", "aliases", "type", "side", "country", "code", "from", "to", "parent", "note")
_SPLIT = re.compile(r"\s*[;|]\s*")
_DATED = re.compile(r"^(.*?)(?:\s*\[([^\]/]*)/([^\]]*)\])?$", re.DOTALL)
_LARGEST_CELL = 1_000_000


def read_csv(text: str, name: str) -> Iterator[Found]:
    """Yield each row's actor, or one sentence on what is wrong with it.

    Aliases and codes are separated by ; or |, and may have dates behind them: ``Nusra [2012-01-23/2016-07-28]``.

    Raises:
        UserError: no column is called name, actor or the like.
    """
    csv.field_size_limit(_LARGEST_CELL)
    lines = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=_delimiter(text))
    header = next(lines, [])
    columns = _columns(header)
    if "name" not in columns:
        shown = ", ".join(cell.strip() for cell in header[:6]) or "nothing"
        raise UserError(f"{name} has no column called name (its first line is: {shown}); write one above the names.")
    begins = lines.line_num + 1
    try:
        for row in lines:
            if any(cell.strip() for cell in row):
                yield _row(row, columns, begins, name, width=len(header))
            begins = lines.line_num + 1
    except csv.Error as error:
        raise UserError(f"{name}, line {begins}: this is no CSV ({error}).") from error


def has_header(text: str) -> bool:
    """Whether the first line names columns, one of them that of the names."""
    first = text.removeprefix("\ufeff").split("\n", 1)[0]
    if first.lstrip().startswith("#"):
        return False
    return "name" in _columns(next(csv.reader([first.strip()], delimiter=_delimiter(first)), []))


def write_csv(store: Store, path: Path) -> int:
    """Write the project's actors, the retired ones left out, and return how many.

    Raises:
        UserError: the file cannot be written.
    """
    found = entities.all_entities(store)
    names = {entity.id: entity.name for entity in entities.all_entities(store, retired=True)}
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows([_safe(cell) for cell in _cells(entity, names)] for entity in found)
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}.") from error
    return len(found)


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _columns(header: list[str]) -> dict[str, int]:
    """Return which column holds what, as its heading says."""
    plain = [re.sub(r"[^a-z0-9]", "", cell.casefold()) for cell in header]
    found: dict[str, int] = {}
    for field, words in _FIELDS.items():
        place = next((plain.index(word) for word in words.split() if word in plain), None)
        if place is not None and place not in found.values():
            found[field] = place
    return found


def _row(row: list[str], columns: Mapping[str, int], line: int, name: str, *, width: int) -> Found:
    if len(row) > width and any(cell.strip() for cell in row[width:]):
        return line, f"{name}, line {line}: it has {len(row)} cells where the header has {width}.", ""
    cells = {field: _unsafe(row[at].strip()) for field, at in columns.items() if at < len(row)}
    try:
        return line, _draft(cells), cells.get("parent", "")
    except UserError as error:
        return line, f"{name}, line {line}: {error}", ""


def _draft(cells: Mapping[str, str]) -> EntityDraft:
    name = entities.check_name(cells.get("name", ""))
    first, last = check_day(cells.get("valid_from", "")), check_day(cells.get("valid_to", ""), last=True)
    _in_order(first, last)
    aliases = [Alias(entities.check_name(alias), *days) for alias, days in dated_parts(cells.get("aliases", ""))]
    codes = [Code(code, *days) for code, days in dated_parts(cells.get("codes", ""))]
    kind, side, country, note = (cells.get(key, "") for key in ("type", "side", "country", "note"))
    dated = {"valid_from": first, "valid_to": last}
    return EntityDraft(name, kind, side, country, None, **dated, note=note, aliases=tuple(aliases), codes=tuple(codes))


def dated_parts(cell: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield what ; or | separate, each with its days: ``SYRGOV [2000-07-17/2024-12-08]``; "" for an open end.

    Raises:
        UserError: a date is none, or they are out of order.
    """
    for part in _SPLIT.split(cell):
        if not part:
            continue
        found = _DATED.match(part)
        assert found
        first, last = check_day(found[2] or ""), check_day(found[3] or "", last=True)
        _in_order(first, last)
        yield found[1].strip(), (first, last)


def _in_order(first: str, last: str) -> None:
    if first and last and first > last:
        raise UserError(f"it ends on {last}, before it begins on {first}.")


def _cells(entity: Entity, names: Mapping[int, str]) -> tuple[str, ...]:
    aliases = "; ".join(with_days(_plain(each.name), each) for each in entity.aliases)
    codes = "; ".join(with_days(each.code, each) for each in entity.codes)
    return (
        entity.name, aliases, entity.type, entity.side, entity.country, codes, entity.valid_from, entity.valid_to,
        names.get(entity.parent_id or 0, ""), entity.note,
    )  # fmt: skip


def _plain(alias: str) -> str:
    """A name must not fall apart where it is read back."""
    return alias.replace(";", ",").replace("|", ",")


def with_days(text: str, dated: Alias | Code) -> str:
    """Return a name or code with its days behind it, as `dated_parts` reads it."""
    return f"{text} [{dated.valid_from}/{dated.valid_to}]" if dated.valid_from or dated.valid_to else text


def _safe(cell: str) -> str:
    """A spreadsheet must not take a name for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and cell[:1] else cell


def _unsafe(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@") else cell
