"""Event records by the thousand, written straight into a project file: for measuring and looking, never for coding.

Names and numbers are drawn from fixed lists by a fixed seed, so that every run makes the same records.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from corpus.article import RawArticle
from corpus.store import Store
from corpus.uid import new_uid, now
from labels.intake import take_in

TYPES = (
    ("Battles", "#c2410c", ("Armed clash", "Government takes territory", "Non-state actor takes territory")),
    ("Explosions and remote violence", "#be123c", ("Air strike", "Shelling", "Remote explosive", "Suicide bomb")),
    ("Violence against civilians", "#6d3fc4", ("Attack", "Abduction", "Sexual violence")),
    ("Protests", "#0f766e", ("Peaceful protest", "Protest with intervention")),
    ("Riots", "#a16207", ("Violent demonstration", "Mob violence")),
    ("Strategic developments", "", ("Agreement", "Arrests", "Prisoners freed")),
)
SYRIA = (
    ("Hama", "Hama", 35.1318, 36.7578), ("Homs", "Homs", 34.7268, 36.7234), ("Aleppo", "Aleppo", 36.2012, 37.1612),
    ("Rastan", "Homs", 34.9225, 36.7347), ("Talbiseh", "Homs", 34.8408, 36.7308),
    ("Daraa", "Daraa", 32.6189, 36.1021), ("Nassib crossing", "Daraa", 32.5505, 36.1847),
    ("Idlib", "Idlib", 35.9306, 36.6339), ("Maarat al-Numan", "Idlib", 35.6485, 36.6685),
    ("Damascus", "Damascus", 33.5102, 36.2913), ("Deir ez-Zor", "Deir ez-Zor", 35.3359, 40.1408),
    ("Raqqa", "Raqqa", 35.9594, 38.9981), ("Palmyra", "Homs", 34.5504, 38.2691),
    ("Latakia", "Latakia", 35.5196, 35.7864), ("Tartus", "Tartus", 34.8890, 35.8866),
    ("Suwayda", "Suwayda", 32.7090, 36.5695), ("Hasakah", "Hasakah", 36.5024, 40.7477),
    ("Manbij", "Aleppo", 36.5281, 37.9549), ("Salamiyah", "Hama", 35.0118, 37.0532),
    ("Qusayr", "Homs", 34.5089, 36.5797),
)  # fmt: skip
WORLD = (
    ("Ukraine", 48.4, 36.0, 3.0), ("Sudan", 14.0, 30.0, 4.0), ("Myanmar", 21.0, 96.0, 3.0),
    ("Nigeria", 9.5, 8.0, 3.5), ("Mali", 15.0, -2.5, 3.0), ("Ethiopia", 9.5, 39.5, 3.0),
    ("Somalia", 3.5, 45.0, 3.0), ("Yemen", 15.0, 45.5, 2.0), ("Iraq", 34.0, 43.5, 2.0),
    ("Afghanistan", 34.0, 66.0, 3.0), ("Pakistan", 31.0, 70.5, 2.5), ("India", 24.0, 82.0, 5.0),
    ("Mexico", 22.0, -101.0, 4.0), ("Colombia", 4.5, -74.0, 2.5), ("Brazil", -12.0, -46.0, 6.0),
    ("Haiti", 18.6, -72.3, 0.4), ("Democratic Republic of the Congo", -1.5, 28.5, 2.5),
    ("Mozambique", -12.5, 39.5, 1.5), ("Philippines", 8.5, 124.5, 2.0), ("Palestine", 31.7, 34.9, 0.4),
    ("Lebanon", 33.7, 35.7, 0.4), ("Syria", 35.0, 37.5, 1.4), ("Libya", 31.0, 16.0, 3.0),
    ("France", 47.0, 2.5, 2.5), ("United States of America", 38.5, -92.0, 9.0), ("Russia", 54.5, 45.0, 6.0),
    ("Burkina Faso", 12.7, -1.5, 1.2), ("Kenya", 0.5, 37.5, 2.0), ("South Africa", -28.5, 26.5, 3.0),
    ("Peru", -10.5, -75.0, 2.5),
)  # fmt: skip
ACTORS = (
    "Hayat Tahrir al-Sham", "Syrian Arab Army", "Southern Operations Room", "Northern Aleppo Command", "Third Division",
    "Syrian Democratic Forces", "Russian Air Force", "Residents", "Protesters", "Police", "Unidentified armed group",
    "Border guard", "Tribal fighters", "Local council",
)  # fmt: skip
STATUSES = ("happened",) * 16 + ("attempted", "planned", "denied", "threatened")
_COLUMNS = (
    "event_id", "article_id", "coder_id", "event_type_id", "date_start", "date_end", "date_precision", "actor",
    "target", "place", "country", "admin1", "admin2", "latitude", "longitude", "geo_precision", "fatalities_low",
    "fatalities_best", "fatalities_high", "status", "historical", "canonical_id",
)  # fmt: skip
_RECORD = f"INSERT INTO record ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
_EVENT = (
    'INSERT INTO event (id, uid, article_id, event_type_id, coder_id, start, "end", status, historical, origin, '
    "created, changed) VALUES (?, ?, ?, ?, ?, 0, 8, ?, ?, 'human', ?, ?)"
)


def fill(store: Store, count: int, *, worldwide: bool, articles: int = 0, seed: int = 7) -> None:
    """Put `count` events with their records into a project that has none yet."""
    rng = random.Random(seed)
    take_in(store, _stories(rng, articles or max(1, count // 3)))
    coders = [store.ensure_coder(), store.ensure_coder("omar")]
    with store.transaction():
        types = _types(store)
        at = now()
        article_ids = [row[0] for row in store.rows("SELECT id FROM article")]
        made = [_one(rng, n + 1, article_ids, coders, types, worldwide=worldwide) for n in range(count)]
        events = [(row[0], new_uid(), row[1], row[3], row[2], row[19], row[20], at, at) for row in made]
        store.db.conn.executemany(_EVENT, events)
        store.db.conn.execute("DELETE FROM record")
        store.db.conn.executemany(_RECORD, made)
        store.db.conn.execute(
            "UPDATE article SET event_count = (SELECT count(*) FROM event WHERE article_id = article.id)"
        )


def _stories(rng: random.Random, count: int) -> Iterator[RawArticle]:
    verbs = ("captured", "shelled", "reached", "left", "opened", "closed")
    for number in range(count):
        place, day = rng.choice(SYRIA)[0], date(2024, 11, 20) + timedelta(rng.randrange(40))
        title = f"{rng.choice(ACTORS)} {rng.choice(verbs)} {place}, residents say"
        yield RawArticle(
            f"{title}. Story {number}.", title, rng.choice(("Orontes Wire", "Hauran Post", "Monitor")), str(day)
        )


def _types(store: Store) -> list[int | None]:
    at, found, position = now(), [], 0
    sql = (
        "INSERT INTO event_type (uid, parent_id, name, colour, position, created, changed) VALUES (?, ?, ?, ?, ?, ?, ?)"
    )
    for name, colour, children in TYPES:
        root = store.db.conn.execute(sql, (new_uid(), None, name, colour, position, at, at)).lastrowid
        for child in children:
            position += 1
            found.append(store.db.conn.execute(sql, (new_uid(), root, child, "", position, at, at)).lastrowid)
    return found


def _one(
    rng: random.Random,
    event_id: int,
    articles: list[int],
    coders: list[int],
    types: list[int | None],
    *,
    worldwide: bool,
) -> tuple[Any, ...]:
    """Return a row of `record`."""
    if worldwide:
        country, lat, lon, spread = rng.choice(WORLD)
        place, admin = f"{country[:6]} {rng.randrange(400)}", f"Province {rng.randrange(12)}"
        lat, lon = lat + rng.gauss(0, spread * 0.6), lon + rng.gauss(0, spread * 0.6)
        day = date(2016, 1, 1) + timedelta(rng.randrange(3200))
    else:
        place, admin, lat, lon = rng.choice(SYRIA)
        country, day = "Syria", date(2024, 11, 27) + timedelta(min(int(rng.expovariate(1 / 9)), 45))
    best = rng.choice((None, None, 0, 1, 2, 3, 6, 12, 24))
    low, high = (None, None) if best is None else (max(0, best - rng.randrange(3)), best + rng.randrange(6))
    dated = rng.random() > 0.02
    iso = str(day) if dated else ""
    kind = rng.choice(types) if rng.random() > 0.03 else None
    where = (lat, lon, "exact") if rng.random() > 0.02 else (None, None, "")
    return (
        event_id, rng.choice(articles), rng.choice(coders[:1] * 4 + coders[1:]), kind, iso, iso, "day" if dated else "",
        rng.choice(ACTORS[:7]), rng.choice(ACTORS[1:]), place, country, admin, "", *where, low, best, high,
        rng.choice(STATUSES), int(rng.random() < 0.02), None,
    )  # fmt: skip
