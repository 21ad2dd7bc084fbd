"""Reads the gazetteer: a place by its name, however it is spelt."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from corpus.errors import UserError
from labels.gazetteer.fold import SOUND, fold, sound

FORMAT = 1
CUT_OFF = 85.0  # of 100; below, what is similar is nonsense: "Khmeimim" would be Homs
DEFAULT = Path(__file__).with_name("geonames.sqlite")
Matched = Literal["name", "alternate", "similar"]
_COLUMNS = "p.id, p.name, p.kind, p.country, coalesce(d.name, ''), p.latitude, p.longitude, p.population"
_FROM = "FROM place p LEFT JOIN division d ON d.id = p.division"
_MOST_SIMILAR = 20_000  # names compared at most; more would not be done in 50 ms


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean.

    Attributes:
        geonameid: GeoNames' number; negative, and ours, for a division, whose number is not in the data.
        kind: "town", "admin1" or "country".
        country: ISO 3166 code of two letters.
        admin1, admin2: names of its divisions, "" where unknown.
        latitude, longitude: degrees.
        matched: whether the name is its own, another of its names, or only similar to one.
        similarity: 100 unless `matched` is "similar".
    """

    geonameid: int
    name: str
    kind: str
    country: str
    admin1: str
    admin2: str
    latitude: float
    longitude: float
    population: int
    matched: Matched = "name"
    similarity: float = 100.0


@dataclass(frozen=True, slots=True)
class Country:
    """A country as the gazetteer names it."""

    code: str
    name: str


class Gazetteer:
    """A gazetteer file, opened at the first question, by each thread for itself.

    Attributes:
        path: where the file lies.
        memory: room for what is worked out of it again and again; cleared with the object.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self.memory: dict[Any, Any] = {}
        self._here = threading.local()

    def lookup(
        self, name: str, *, limit: int = 12, fuzzy: bool = True, country: str = "", kind: str = ""
    ) -> list[Candidate]:
        """Return the places of that name, the largest first; those similarly called when none is called so.

        Args:
            country: a country's code: only there.
            kind: "town", "admin1" or "country": only such.

        Raises:
            UserError: the file cannot be read.
        """
        wanted = fold(name)
        if not wanted:
            return []
        found = self._exact(wanted, country=country, kind=kind)
        if not found and fuzzy:
            found = self._similar(wanted, limit, country=country, kind=kind)
        return found[:limit]

    def get(self, geonameid: int) -> Candidate | None:
        """Return a place by its number."""
        rows = self._rows(f"SELECT {_COLUMNS} {_FROM} WHERE p.id = ?", (geonameid,))
        return _candidate(rows[0]) if rows else None

    def countries(self) -> list[Country]:
        """Return the countries by name."""
        rows = self._rows("SELECT country, name FROM place WHERE kind = 'country' ORDER BY name", ())
        return [Country(*row) for row in rows]

    def division(self, country: str, code: str) -> str:
        """Return the name of a first-level division by its GeoNames code, "" when it is not known."""
        rows = self._rows("SELECT name FROM division WHERE country = ? AND code = ?", (country, code))
        return str(rows[0][0]) if rows else ""

    def credit(self) -> str:
        """Return whom the data is from."""
        return str(self._rows("SELECT value FROM meta WHERE key = 'credit'", ())[0][0])

    def close(self) -> None:
        """Close this thread's connection; the next question opens it again."""
        conn = getattr(self._here, "conn", None)
        if conn is not None:
            conn.close()
            self._here.conn = None

    def _exact(self, wanted: str, *, country: str, kind: str) -> list[Candidate]:
        where, params = _only(country, kind)
        rows = self._rows(
            f"SELECT {_COLUMNS} {_FROM} JOIN name n ON n.place = p.id WHERE n.sound = ? AND n.folded = ? {where} "
            "ORDER BY p.population DESC LIMIT 100",
            (sound(wanted), wanted, *params),
        )
        return [_candidate(row, "name" if fold(row[1]) == wanted else "alternate") for row in rows]

    def _similar(self, wanted: str, limit: int, *, country: str, kind: str) -> list[Candidate]:
        """Compare with the names that sound alike but for one consonant."""
        heard = dict(self._heard(wanted))
        scores: dict[int, float] = {}
        for folded, score in _alike(wanted, list(heard)):
            for place in heard[folded]:
                scores[place] = max(score, scores.get(place, 0.0))
        best = sorted(scores, key=lambda place: -scores[place])[:200]
        where, params = _only(country, kind)
        marks = ", ".join("?" * len(best))
        rows = self._rows(f"SELECT {_COLUMNS} {_FROM} WHERE p.id IN ({marks}) {where}", (*best, *params))
        rows.sort(key=lambda row: (-scores[row[0]], -row[7]))
        return [_candidate(row, "similar", round(scores[row[0]], 1)) for row in rows[:limit]]

    def _heard(self, wanted: str) -> Iterable[tuple[str, list[int]]]:
        """Yield folded names, each with its places, whose sound is near that of `wanted`."""
        key = sound(wanted)
        fewer = {key[:at] + key[at + 1 :] for at in range(1, len(key))} if len(key) > 3 else set()
        ranges = [(each, each) for each in {key, *fewer}]
        if len(key) > 2:
            stem = key[: 3 if len(key) >= SOUND - 1 else 2]
            ranges.append((stem, stem + "\U0010ffff"))
        found: dict[str, list[int]] = {}
        least, most = round(len(wanted) * 0.74), round(len(wanted) * 1.36)  # longer or shorter cannot reach the cut-off
        for low, high in ranges:
            rows = self._rows(
                "SELECT folded, place FROM name WHERE sound BETWEEN ? AND ? AND length(sound) <= ? "
                "AND length(folded) BETWEEN ? AND ? LIMIT ?",
                (low, high, len(key) + 1, least, most, _MOST_SIMILAR),
            )
            for folded, place in rows:
                found.setdefault(folded, []).append(place)
        return found.items()

    def _rows(self, sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
        try:
            return self._connection().execute(sql, params).fetchall()
        except sqlite3.Error as error:
            raise UserError(f"The gazetteer {self.path} cannot be read; install Dateline anew.") from error

    def _connection(self) -> sqlite3.Connection:
        conn: sqlite3.Connection | None = getattr(self._here, "conn", None)
        if conn is None:
            # Immutable: no locks, no journal looked for, also on a disk that cannot be written.
            conn = sqlite3.connect(f"file:{quote(self.path.as_posix())}?mode=ro&immutable=1", uri=True)
            conn.execute("PRAGMA trusted_schema = OFF")
            conn.execute("PRAGMA mmap_size = 67108864")
            self._here.conn = conn
        return conn


def open_default() -> Gazetteer | None:
    """Return the gazetteer that comes with the program, None where it was not built (or is of another format)."""
    if not DEFAULT.is_file():
        return None
    gazetteer = Gazetteer(DEFAULT)
    try:
        known = gazetteer._rows("PRAGMA user_version", ())[0][0]
    except UserError:
        return None
    return gazetteer if known == FORMAT else None


def _only(country: str, kind: str) -> tuple[str, list[str]]:
    parts = [("AND p.country = ?", country.upper()), ("AND p.kind = ?", kind)]
    return " ".join(sql for sql, value in parts if value), [value for _, value in parts if value]


def _alike(wanted: str, names: list[str]) -> list[tuple[str, float]]:
    """Return the names of at least the cut-off with their similarity."""
    from rapidfuzz import fuzz, process

    found = process.extract(wanted, names, scorer=fuzz.ratio, score_cutoff=CUT_OFF, limit=100)
    return [(name, score) for name, score, _ in found]


def _candidate(row: tuple[Any, ...], matched: Matched = "name", similarity: float = 100.0) -> Candidate:
    id_, name, kind, country, admin1, latitude, longitude, population = row
    return Candidate(
        id_, name, kind, country, admin1, "", latitude / 1e5, longitude / 1e5, population, matched, similarity
    )
