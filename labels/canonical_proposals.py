"""Which events may be reports of one happening: found by type, date, place, actors and words. Nothing is joined here.

Only events of one type group (the same root type) and within some days and kilometres are compared. The windows are
settings of the project.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from corpus import stored_json
from corpus.errors import UserError
from corpus.progress import Progress, silent
from corpus.store import Store
from labels import canonicals
from labels.canonical import Proposal
from labels.canonical_blocks import candidates
from labels.canonical_groups import group
from labels.canonical_scores import Pair, Scorer, Seen, Window, Words, common
from labels.entity import fold

WINDOW = Window(days=1, km=5.0, min_score=0.6)
MOST_DAYS, MOST_KM = 31, 500.0
_SETTING = "reports.window"
_LONGEST = 31  # days of an event that are looked at
_COARSE = frozenset({"admin1", "country", "region"})
_REAL = frozenset({"happened", "attempted"})
_EVERY = 500
_SAMPLE = 1_000  # events whose words are looked at for what many articles share
_BEFORE, _AROUND = 120, 320  # code points before the trigger, and in all, whose words are compared


def window(store: Store) -> Window:
    """Return how far apart reports may lie in this project."""
    try:
        held = stored_json.mapping(store.setting(_SETTING, "{}"))
        return _checked(Window(int(held["days"]), float(held["km"]), float(held["min_score"])))
    except (ValueError, TypeError, KeyError, OverflowError, UserError):
        return WINDOW


def set_window(store: Store, chosen: Window) -> None:
    """Keep with the project how far apart reports may lie. A setting, so no step.

    Raises:
        UserError: a number is out of range.
    """
    if _checked(chosen) != window(store):
        held = {"days": chosen.days, "km": chosen.km, "min_score": chosen.min_score}
        store.set_setting(_SETTING, json.dumps(held))


def _checked(window: Window) -> Window:
    if not 0 <= window.days <= MOST_DAYS:
        raise UserError(f"Reports may lie 0 to {MOST_DAYS} days apart, not {window.days}.")
    if not 0 <= window.km <= MOST_KM:
        raise UserError(f"Reports may lie 0 to {MOST_KM:.0f} km apart, not {window.km:g}.")
    if not 0 < window.min_score <= 1:
        raise UserError(f"Reports fit to between 0 and 1, not {window.min_score:g}.")
    return window


def propose(
    store: Store,
    *,
    days: int | None = None,
    km: float | None = None,
    min_score: float | None = None,
    progress: Progress = silent,
) -> list[Proposal]:
    """Return groups of events that may be one happening, the likeliest first; the project's window by default.

    Args:
        days: how far apart they may lie, at most.
        km: how far apart their places may lie, at most.
        min_score: 0 to 1; groups that fit worse are left out.

    Raises:
        UserError: a number is out of range.
        Cancelled: from `progress`; nothing was written.
    """
    held = window(store)
    given = Window(
        held.days if days is None else days,
        held.km if km is None else km,
        held.min_score if min_score is None else min_score,
    )
    seen = _seen(store)
    said = lru_cache(maxsize=None)(lambda at: _said(store, seen[at].id))
    sample = range(0, len(seen), max(1, len(seen) // _SAMPLE))
    scorer = Scorer(seen, _checked(given), said, common([said(at) for at in sample]))
    apart = {frozenset(pair) for pair in canonicals.apart(store)}
    pairs = compare(seen, scorer, given, progress=progress)
    return group(seen, pairs, min_score=given.min_score, apart=apart)


def compare(seen: Sequence[Seen], scorer: Scorer, window: Window, *, progress: Progress = silent) -> list[Pair]:
    """Return every two events that come near each other and fit at all. `seen` is by first day."""
    pairs: list[Pair] = []
    for number, (one, others) in enumerate(candidates(seen, days=window.days, km=window.km)):
        if number % _EVERY == 0:
            progress(number, len(seen), "Comparing events")
        pairs += [pair for other in others if (pair := scorer.pair(one, other))]
    return pairs


# What is compared


def _seen(store: Store) -> list[Seen]:
    """Return the events in sight that have a day, by day."""
    above = _above(store)
    actors, circles = _actors(store)
    found = []
    for row in store.stream(
        "SELECT event_id, event.uid, record.article_id, record.event_type_id, record.status, record.historical, "
        "date_start, date_end, published, latitude, longitude, geo_precision, place, country, canonical_id, "
        "fatalities_low, fatalities_best, fatalities_high "
        "FROM record JOIN event ON event.id = event_id JOIN article ON article.id = record.article_id WHERE hidden = 0"
    ):
        event_id, uid, article_id, type_id, status, historical, start, end, published, *where = row
        first, last = _day(start) or _day(published), _day(end)
        if first is None:
            continue
        last = min(max(last or first, first), first + _LONGEST)
        latitude, longitude, precision, place, country, canonical_id, *killed = where
        on_earth = None not in (latitude, longitude) and abs(latitude) <= 90 and abs(longitude) <= 180
        spot = (latitude, longitude) if on_earth and precision not in _COARSE else None
        types = above.get(type_id, ())
        found.append(
            Seen(
                event_id, uid, article_id, (types[:1], bool(historical), status in _REAL), types, first, last,
                bool(start), spot, fold(place) if place else "", country,
                frozenset(actors.get(event_id, ())), frozenset(circles.get(event_id, ())), _bounds(killed),
                canonical_id,
            )
        )  # fmt: skip
    return sorted(found, key=lambda each: (each.first, each.id))


def _bounds(killed: Sequence[int | None]) -> tuple[int, int] | None:
    said = [figure for figure in killed if figure is not None]
    return (min(said), max(said)) if said else None


def _above(store: Store) -> dict[int | None, tuple[int, ...]]:
    """Return each type with those above it, from the root down."""
    parents = dict(store.rows("SELECT id, parent_id FROM event_type"))
    found: dict[int | None, tuple[int, ...]] = {}
    for type_id in parents:
        path, at = list[int](), type_id
        while at is not None and at not in path:
            path.append(at)
            at = parents.get(at)
        found[type_id] = tuple(reversed(path))
    return found


def _actors(store: Store) -> tuple[dict[int, set[str]], dict[int, set[str]]]:
    """Return who takes part in each event, and the groups that those belong to, as keys that can be compared."""
    above = dict(store.rows("SELECT id, parent_id FROM entity"))
    actors, circles = defaultdict[int, set[str]](set), defaultdict[int, set[str]](set)
    for event_id, entity_id, text in store.stream(
        "SELECT event_id, entity_id, text FROM argument JOIN role ON role.id = role_id "
        "WHERE slot IN ('actor', 'target') OR (kind = 'actor' AND slot = '')"
    ):
        if entity_id is None:
            if name := fold(text):
                actors[event_id].add(name)
            continue
        actors[event_id].add(f"#{entity_id}")
        seen: set[int] = set()
        while entity_id is not None and entity_id not in seen:
            seen.add(entity_id)
            entity_id = above.get(entity_id)
        circles[event_id] |= {f"#{each}" for each in seen}
    return actors, circles


def _day(text: str) -> int | None:
    try:
        return date.fromisoformat(text[:10]).toordinal()
    except ValueError:
        return None


def _said(store: Store, event_id: int) -> Words:
    """Return the words around an event's trigger, or around what first fills a role."""
    row = store.row(
        "SELECT substr(text, max(1, at - ? + 1), ?) FROM (SELECT article_id, coalesce(event.start, "
        "(SELECT min(start) FROM argument WHERE event_id = event.id)) AS at FROM event WHERE event.id = ?) "
        "JOIN article_text USING (article_id) WHERE at IS NOT NULL",
        (_BEFORE, _AROUND, event_id),
    )
    return telling(row[0]) if row else frozenset()


def telling(text: str) -> Words:
    """Return the words of a piece of text that say something, without the first and last, which may be cut."""
    return frozenset(word for word in fold(text).split()[1:-1] if len(word) > 3 or word.isdigit())
