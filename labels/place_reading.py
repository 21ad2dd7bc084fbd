"""All SQL that reads places. `labels.places` hands it on; what writes is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from corpus.errors import UserError
from corpus.store import Store
from labels.gazetteer.fold import fold
from labels.place import Place

_COLUMNS = (
    "id, uid, name, kind, country, admin1, admin2, latitude, longitude, population, geonameid, origin, note, retired"
)
_AT_ONCE = 500
_RECENT = 1_000  # choices looked back over, so that a full project answers in milliseconds


def all_places(store: Store, *, retired: bool = False) -> list[Place]:
    """Return the project's places by name; the retired ones too when asked."""
    where = "" if retired else "WHERE retired = 0"
    found = _whole(store, store.rows(f"SELECT {_COLUMNS} FROM place {where}"), everything=True)
    return sorted(found, key=lambda place: (place.name.casefold(), place.id))


def many(store: Store, place_ids: Sequence[int]) -> list[Place]:
    """Return these places in the order given; those that are gone are left out."""
    found: dict[int, Place] = {}
    for at in range(0, len(place_ids), _AT_ONCE):
        ids = list(place_ids[at : at + _AT_ONCE])
        rows = store.rows(f"SELECT {_COLUMNS} FROM place WHERE id IN ({_marks(ids)})", ids)
        found |= {place.id: place for place in _whole(store, rows)}
    return [found[place_id] for place_id in place_ids if place_id in found]


def get(store: Store, place_id: int) -> Place:
    """Return one place.

    Raises:
        UserError: it is gone.
    """
    found = many(store, [place_id])
    if not found:
        raise UserError("That place is gone; choose another.")
    return found[0]


def find(store: Store, words: str, *more: str) -> list[Place]:
    """Return the places in use that are called so (or as one of `more`), by any of their names, however spelt."""
    forms = [form for form in dict.fromkeys(map(fold, (words, *more))) if form]
    rows = store.rows(
        f"SELECT {_COLUMNS} FROM place WHERE retired = 0 AND id IN "
        f"(SELECT place_id FROM place_name WHERE folded IN ({_marks(forms)}))",
        forms,
    )
    return _whole(store, rows)


def similar(store: Store, words: str, *, limit: int = 8) -> list[tuple[Place, float]]:
    """Return the places whose names are like `words`, best first, each with its similarity (85 to 100)."""
    from rapidfuzz import fuzz, process

    form = fold(words)
    named = dict(store.rows("SELECT place_name.id, folded FROM place_name JOIN place ON place.id = place_id "
                            "WHERE retired = 0"))  # fmt: skip
    found = process.extract(form, named, scorer=fuzz.ratio, score_cutoff=85.0, limit=50) if form else []
    scores: dict[int, float] = {}
    owners = dict(store.rows("SELECT id, place_id FROM place_name")) if found else {}
    for _, score, name_id in found:
        scores[owners[name_id]] = max(score, scores.get(owners[name_id], 0.0))
    best = sorted(scores, key=lambda place_id: -scores[place_id])[:limit]
    return [(place, scores[place.id]) for place in many(store, best)]


def with_uid(store: Store, uid: str) -> Place | None:
    """Return the place with this identifier, retired or not."""
    found = store.value("SELECT id FROM place WHERE uid = ?", (uid,))
    return get(store, found) if found else None


def with_geonameid(store: Store, geonameid: int) -> Place | None:
    """Return the place with this number of the gazetteer, retired or not."""
    found = store.value("SELECT id FROM place WHERE geonameid = ?", (geonameid,))
    return get(store, found) if found else None


def uses(store: Store) -> dict[int, int]:
    """Return how many filled roles name each place; places not used are absent."""
    rows = store.rows("SELECT place_id, count(*) FROM argument WHERE place_id IS NOT NULL GROUP BY place_id")
    return {int(row[0]): int(row[1]) for row in rows}


def chosen_before(store: Store, words: str) -> dict[int, int]:
    """Return which places the desk has lately chosen for these very words, and how often."""
    rows = store.rows(
        "SELECT place_id, count(*) FROM (SELECT place_id FROM argument WHERE text = ? ORDER BY id DESC LIMIT ?) "
        "WHERE place_id IS NOT NULL GROUP BY place_id",
        (" ".join(words.split()), _RECENT),
    )
    return {int(row[0]): int(row[1]) for row in rows}


def with_numbers(store: Store, geonameids: Sequence[int]) -> dict[int, Place]:
    """Return the places in use that have one of these numbers of the gazetteer."""
    found: dict[int, Place] = {}
    rows = store.rows(
        f"SELECT {_COLUMNS} FROM place WHERE retired = 0 AND geonameid IN ({_marks(geonameids)})", list(geonameids)
    )
    for place in _whole(store, rows):
        if place.geonameid is not None:
            found[place.geonameid] = place
    return found


def _whole(store: Store, rows: Sequence[tuple[Any, ...]], *, everything: bool = False) -> list[Place]:
    """Return places with their names."""
    names: dict[int, list[str]] = defaultdict(list)
    ids = [row[0] for row in rows]
    where, params = ("", []) if everything else (f"WHERE place_id IN ({_marks(ids)})", ids)
    for place_id, name in store.rows(f"SELECT place_id, name FROM place_name {where} ORDER BY id", params):
        names[place_id].append(name)
    return [_place(row, names[row[0]]) for row in rows]


def _place(row: tuple[Any, ...], names: Sequence[str]) -> Place:
    values = {key.strip(): value for key, value in zip(_COLUMNS.split(","), row, strict=True)}
    values["retired"] = bool(values["retired"])
    return Place(**values, names=tuple(name for name in names if name != values["name"]))


def _marks(ids: Sequence[object]) -> str:
    return ", ".join("?" * len(ids))
