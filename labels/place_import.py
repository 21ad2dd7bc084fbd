"""Places in and out of a project: GeoNames files (TSV of 19 columns, of any size), and the desk's own as CSV or JSON.

A file is read twice: first to check every row, so that a broken one is told by its line and nothing is applied; then to
write, in parts that one undo takes back together. The identifier of a shared place is kept: it comes in once.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from corpus import journal
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.progress import Progress, silent
from corpus.store import Store
from labels import place_files, places
from labels.gazetteer import Gazetteer
from labels.gazetteer.fold import fold
from labels.place import Place, PlaceDraft, check_coordinates, read_coordinate

COLUMNS = (
    "uid", "name", "kind", "country", "admin1", "admin2", "latitude", "longitude", "population", "geonameid", "names",
    "note",
)  # fmt: skip
FORMAT = "dateline places 1"
_PART = 1000  # places written in one transaction
_LONGEST = 50_000_000  # bytes of a file of shared places; GeoNames files are read line by line
_APART = " | "


@dataclass(frozen=True, slots=True)
class PlaceReport:
    """What an import did. `known`: places that were there already, and got what names they lacked."""

    added: int
    known: int
    changes: Changes

    @property
    def sentence(self) -> str:
        """The report in words."""
        places_ = "1 place" if self.added == 1 else f"{self.added:,} places"
        return f"{places_} added" + (f", {self.known:,} there already." if self.known else ".")


def take_in(
    store: Store,
    path: Path,
    *,
    gazetteer: Gazetteer | None = None,
    kinds: Sequence[str] = (),
    progress: Progress = silent,
) -> PlaceReport:
    """Import a file of places: .csv and .json as `write` makes them, all else as GeoNames' TSV.

    Args:
        gazetteer: tells the names of divisions that the file has only codes of.
        kinds: of a GeoNames file, only places of these kinds; all without.

    Raises:
        UserError: the file cannot be read or a row of it is broken; nothing was imported.
    """
    drafts = _reader(path, gazetteer, kinds)
    total = sum(1 for _ in _told(drafts(), progress, None, f"Checking {path.name}"))
    return _write(store, path, _told(drafts(), progress, total, f"Importing {path.name}"))


def write(store: Store, path: Path, *, own: bool = True) -> int:
    """Write the project's places to a .csv or .json file and return how many.

    Args:
        own: only the desk's own places, not those that every gazetteer has.

    Raises:
        UserError: the file has another ending or cannot be written.
    """
    chosen = [place for place in places.all_places(store) if not own or place.origin != "gazetteer"]
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".json"):
        raise UserError(f"{path.name} should end in .csv or .json; name it so.")
    text = _as_csv(chosen) if suffix == ".csv" else _as_json(chosen)
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}.") from error
    return len(chosen)


def _reader(path: Path, gazetteer: Gazetteer | None, kinds: Sequence[str]) -> Callable[[], Iterator[PlaceDraft]]:
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return lambda: _from_csv(path)
    if suffix == ".json":
        return lambda: _from_json(path)
    divisions = place_files.divisions(path)
    return lambda: place_files.geonames(path, divisions, gazetteer, kinds)


def _told(drafts: Iterable[PlaceDraft], progress: Progress, total: int | None, note: str) -> Iterator[PlaceDraft]:
    done = 0
    for done, draft in enumerate(drafts, start=1):
        if done % 250 == 0:
            progress(done, total, note)
        yield draft
    progress(done, total, note)


def _write(store: Store, path: Path, drafts: Iterator[PlaceDraft]) -> PlaceReport:
    added = known = 0
    changes, into = Changes(), None
    while part := list(islice(drafts, _PART)):
        with journal.step(store, "place", f"Import places from {path.name}", into=into) as step:
            for draft in part:
                new = _take(step, draft)
                added, known = added + new, known + (not new)
            changes |= step.changes
            # A step in which nothing changed is not kept, so nothing can be added to it.
            into = step.id if into or step.changes else None
    return PlaceReport(added, known, changes)


def _take(step: journal.Step, draft: PlaceDraft) -> bool:
    """Add a place unless the project has it; return whether it was new."""
    held = places.with_uid(step.store, draft.uid) if draft.uid else None
    if held is None and draft.geonameid is not None:
        held = places.with_geonameid(step.store, draft.geonameid)
    if held is None:
        places.insert(step, draft, origin="import")
        return True
    if held.retired:
        step.update("place", held.id, retired=0)
    places.insert_names(step, held.id, [draft.name, *draft.names])
    return False


# ---------------------------------------------------------------- the desk's own places


def _as_csv(chosen: Sequence[Place]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for place in chosen:
        row = _row(place)
        row["names"] = _APART.join(place.names)
        writer.writerow([_safe(row[column]) for column in COLUMNS])
    return out.getvalue()


def _as_json(chosen: Sequence[Place]) -> str:
    return json.dumps({"format": FORMAT, "places": [_row(place) for place in chosen]}, ensure_ascii=False, indent=1)


def _row(place: Place) -> dict[str, Any]:
    return {name: list(place.names) if name == "names" else getattr(place, name) for name in COLUMNS}


def _safe(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value


def _from_csv(path: Path) -> Iterator[PlaceDraft]:
    with place_files.opened(path) as file:
        reader = csv.DictReader(file)
        if "name" not in (reader.fieldnames or ()):
            raise UserError(f"{path.name} has no column “name” in its first line; nothing was imported.")
        rows = iter(reader)
        while True:
            try:
                row = next(rows, None)
            except (csv.Error, UnicodeDecodeError) as error:
                raise UserError(f"{path.name}, line {reader.line_num + 1}: it cannot be read as CSV.") from error
            if row is None:
                return
            cells = {str(key): _unsafe(value) for key, value in row.items() if key and isinstance(value, str)}
            names = [name.strip() for name in cells.pop("names", "").split(_APART.strip())]
            yield _draft({**cells, "names": names}, f"{path.name}, line {reader.line_num}")


def _unsafe(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t") else cell


def _from_json(path: Path) -> Iterator[PlaceDraft]:
    if path.is_file() and path.stat().st_size > _LONGEST:
        raise UserError(f"{path.name} is too large for a list of places; split it.")
    with place_files.opened(path) as file:
        try:
            found = json.load(file)
        except (ValueError, RecursionError) as error:
            raise UserError(f"{path.name} is no JSON that can be read; nothing was imported.") from error
    rows = found.get("places") if isinstance(found, dict) else found
    if not isinstance(rows, list):
        raise UserError(f"{path.name} holds no list of places; nothing was imported.")
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            raise UserError(f"{path.name}, place {number}: it is no place; nothing was imported.")
        yield _draft(row, f"{path.name}, place {number}")


def _draft(row: dict[str, Any], where: str) -> PlaceDraft:
    """Return one row as a place.

    Raises:
        UserError: it is broken, with where.
    """
    cells = {key: "" if row.get(key) is None else str(row[key]).strip() for key in COLUMNS}
    name = cells["name"]
    try:
        if not fold(name):
            raise UserError("The name is missing.")
        latitude = read_coordinate(cells["latitude"], name=name)
        longitude = read_coordinate(cells["longitude"], name=name)
        check_coordinates(latitude, longitude, name=name)
        draft = PlaceDraft(
            name, cells["kind"] or "town", cells["country"], cells["admin1"], cells["admin2"], latitude, longitude,
            _whole(cells["population"]) or 0, _whole(cells["geonameid"]), cells["note"], _names(row.get("names")),
            cells["uid"],
        )  # fmt: skip
        return replace(draft, country=places.check(draft)["country"])
    except UserError as error:
        raise UserError(f"{where}: {error} Nothing was imported.") from error


def _names(value: object) -> tuple[str, ...]:
    return tuple(str(name) for name in value if str(name).strip()) if isinstance(value, list) else ()


def _whole(text: str) -> int | None:
    if not text:
        return None
    try:
        number = int(float(text))
    except (ValueError, OverflowError) as error:
        raise UserError(f"“{text}” is no whole number.") from error
    if abs(number) >= 2**62:
        raise UserError(f"{text} is too large.")
    return number
