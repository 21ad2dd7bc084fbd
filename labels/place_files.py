"""Reads GeoNames' own files: one place a line, 19 columns parted by tabs, UTF-8, no header."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from corpus.errors import UserError
from labels.gazetteer import Gazetteer
from labels.gazetteer.fold import fold
from labels.place import PlaceDraft, check_coordinates

COLUMNS = 19
_MOST_NAMES = 60
# GeoNames' feature codes -> our kinds; then its classes for all the rest.
_CODES = {
    "PCLI": "country", "PCLD": "country", "ADM1": "admin1", "ADM2": "admin2", "BRDR": "crossing", "PSTB": "crossing",
    "CMP": "camp", "CMPRF": "camp", "CMPMN": "base", "MILB": "base", "INSM": "base", "AIRB": "base", "BDG": "bridge",
    "STM": "river", "STMI": "river", "WAD": "river", "PPLC": "city", "PPLA": "city", "PPLX": "area",
}  # fmt: skip
_CLASSES = {"P": "town", "A": "area", "R": "road", "S": "facility", "H": "area", "L": "area", "T": "area"}
Divisions = dict[tuple[str, ...], str]


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """Open a text file, its byte order mark passed over.

    Raises:
        UserError: it is missing, may not be read, or is not UTF-8.
    """
    try:
        file = path.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.") from error
    with file:
        try:
            yield file
        except UnicodeDecodeError as error:
            raise UserError(f"{path.name} is not written in UTF-8; save it as UTF-8. Nothing was imported.") from error


def divisions(path: Path) -> Divisions:
    """Return the names of first- and second-level divisions that the file itself holds, by country and codes.

    Raises:
        UserError: a row is broken.
    """
    found: Divisions = {}
    for _, cells in _rows(path):
        if cells[7] == "ADM1":
            found[cells[8], cells[10]] = cells[1]
        elif cells[7] == "ADM2":
            found[cells[8], cells[10], cells[11]] = cells[1]
    return found


def geonames(
    path: Path, known: Divisions, gazetteer: Gazetteer | None, kinds: Sequence[str] = ()
) -> Iterator[PlaceDraft]:
    """Yield the places of a file, one by one, however long it is.

    Raises:
        UserError: a row is broken; the sentence names its line.
    """
    asked: Divisions = {}
    for number, cells in _rows(path):
        kind = _CODES.get(cells[7]) or _CLASSES.get(cells[6], "area")
        if kinds and kind not in kinds:
            continue
        key = (cells[8], cells[10])
        if key not in known and key not in asked:
            asked[key] = (gazetteer.division(*key) if gazetteer else "") or ""
        try:
            yield _draft(cells, kind, known.get(key) or asked.get(key, ""), known.get((*key, cells[11]), ""))
        except (UserError, ValueError) as error:
            reason = (
                str(error) if isinstance(error, UserError) else "its number, coordinates or population are no numbers."
            )
            raise UserError(f"{path.name}, line {number}: {reason} Nothing was imported.") from error


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    with opened(path) as file:
        for number, line in enumerate(file, start=1):
            if not line.strip() or line.startswith("#"):
                continue
            cells = line.rstrip("\r\n").split("\t")
            if len(cells) != COLUMNS:
                raise UserError(
                    f"{path.name}, line {number}: it has {len(cells)} columns, a GeoNames file has {COLUMNS} parted by "
                    "tabs. Nothing was imported."
                )
            yield number, cells


def _draft(cells: list[str], kind: str, admin1: str, admin2: str) -> PlaceDraft:
    name = cells[1].strip()
    if not fold(name):
        raise UserError("the name is missing.")
    latitude, longitude = float(cells[4]), float(cells[5])
    check_coordinates(latitude, longitude, name=name)
    return PlaceDraft(
        name, kind, cells[8].strip(), admin1, admin2, latitude, longitude, max(0, int(cells[14] or 0)), int(cells[0]),
        names=_names(name, cells[2], cells[3]),
    )  # fmt: skip


def _names(name: str, plain: str, others: str) -> tuple[str, ...]:
    """Return the further names, each form of looking up once; transcriptions by rule (all lower case) are left out."""
    found = {fold(name): ""}
    for other in (plain, *others.split(",")):
        other = other.strip()
        if other and not (other.isascii() and other == other.lower()):
            found.setdefault(fold(other), other)
    return tuple(each for form, each in found.items() if form and each)[:_MOST_NAMES]
