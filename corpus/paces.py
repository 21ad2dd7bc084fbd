"""How far coders are with what was assigned to them, and at what pace they go."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from statistics import median

from pyroaring import BitMap

from corpus import facets
from corpus.assignment import Assignment, Pace, Standing
from corpus.store import Store

_AT_ONCE = 500  # ids in one query


def coders(store: Store) -> list[str]:
    """Return the present coder and then everybody else who is known here, by name."""
    names = [str(row[0]) for row in store.rows("SELECT name FROM coder ORDER BY name")]
    return list(dict.fromkeys([store.coder_name, *names]))


def standings(store: Store, assignment: Assignment) -> list[Standing]:
    """Return how far each of an assignment's coders is, by name."""
    everyone = facets.ids(store, "article") & BitMap(assignment.articles)
    known = dict(store.rows("SELECT name, id FROM coder"))
    return [_standing(store, assignment, coder, known.get(coder, 0), everyone) for coder in assignment.coders]


def paces(store: Store, *, days: int = 14) -> list[Pace]:
    """Return what each coder finished on each of the last `days` days (UTC), by name; reads every article's status."""
    since = (datetime.now(UTC) - timedelta(days=days - 1)).date().isoformat()
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    rows = store.rows(
        "SELECT name, substr(changed, 1, 10), count(*) FROM work JOIN coder ON coder.id = coder_id "
        "WHERE status = 'done' AND changed >= ? GROUP BY 1, 2 ORDER BY 1, 2",
        (since,),
    )
    for coder, day, count in rows:
        counts[coder][day] = count
    times: dict[str, list[int]] = defaultdict(list)
    for coder, seconds in store.stream(
        "SELECT name, seconds FROM work JOIN coder ON coder.id = coder_id "
        "WHERE status = 'done' AND seconds > 0 AND changed >= ?",
        (since,),
    ):
        times[coder].append(seconds)
    return [Pace(name, found, median(times[name]) if times[name] else 0.0) for name, found in counts.items()]


def _standing(store: Store, assignment: Assignment, coder: str, coder_id: int, everyone: BitMap) -> Standing:
    of_status = {
        status: facets.ids(store, "status", f"{coder_id}/{status}") & everyone
        for status in ("done", "in progress", "flagged", "skipped")
    }
    return Standing(
        assignment.id,
        coder,
        total=len(everyone),
        done=len(of_status["done"]),
        begun=len(of_status["in progress"]),
        set_aside=len(of_status["flagged"] | of_status["skipped"]),
        seconds=_seconds(store, coder_id, of_status["done"]),
    )


def _seconds(store: Store, coder_id: int, done: BitMap) -> int:
    total = 0
    for start in range(0, len(done), _AT_ONCE):
        some = list(done[start : start + _AT_ONCE])
        marks = ", ".join("?" * len(some))
        total += int(
            store.value(
                f"SELECT coalesce(sum(seconds), 0) FROM work WHERE coder_id = ? AND article_id IN ({marks})",
                (coder_id, *some),
            )
        )
    return total
