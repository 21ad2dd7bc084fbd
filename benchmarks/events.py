"""Coding events: drafts with the gazetteer, and looking places up in the whole of it.

    python benchmarks/events.py

Times are medians with the 95th of 100 and the longest, in milliseconds. Drafts are made for every event of the sample
project, in a project that has all of the sample's coding and links; the first of an article counts its countries.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
NAMES = 600
LETTERS = "aeiourlnst"


def main() -> None:
    """Print all figures."""
    from labels.gazetteer import open_default

    gazetteer = open_default()
    if gazetteer is None:
        sys.exit("The gazetteer is not built yet: python3 dev.py run")
    names = _names(gazetteer)
    spoilt = [word for word in map(_spoil, names) if not gazetteer.lookup(word, fuzzy=False)]
    print(_told("place, exact name", (_timed(lambda name=name: gazetteer.lookup(name)) for name in names)))
    print(_told("place, a letter wrong", (_timed(lambda word=word: gazetteer.lookup(word)) for word in spoilt)))
    with tempfile.TemporaryDirectory() as folder:
        _drafts(Path(folder) / "sample.dateline", gazetteer)


def _names(gazetteer: Any) -> list[str]:
    """Return names of towns from all over, the same in each run."""
    import sqlite3

    rows = sqlite3.connect(f"file:{gazetteer.path}?mode=ro", uri=True).execute(
        "SELECT name FROM place WHERE kind = 'town' AND length(name) > 4 ORDER BY id % 977, id LIMIT ?", (NAMES,)
    )
    return [row[0] for row in rows]


def _spoil(name: str) -> str:
    rng = random.Random(name)
    at, how = rng.randrange(1, len(name) - 1), rng.randrange(3)
    return name[:at] + ("" if how == 0 else rng.choice(LETTERS)) + name[at + (how != 1) :]


def _drafts(path: Path, gazetteer: Any) -> None:
    from corpus import articles
    from corpus.store import Store
    from desktop.sample import make_sample
    from labels import drafts, event_types, events, labels, roles, spans
    from labels.draft_types import type_guesser
    from labels.project_resolver import ProjectResolver
    from labels.resolve import dates

    times = []
    for language in ("en", "ar"):
        dates.warm(language)  # the window does so when such an article opens
    with Store.open(make_sample(path)) as store:
        types, known = event_types.all_types(store), labels.all_labels(store)
        for article_id in articles.ids(store):
            article, coded = articles.get(store, article_id), spans.of_article(store, article_id)
            resolver = ProjectResolver(store, gazetteer, article)
            for event in events.of_article(store, article_id):
                trigger = next((span for span in coded if span.id == event.trigger_span_id), None)
                times.append(
                    _timed(
                        lambda trigger=trigger, article=article, coded=coded, resolver=resolver: drafts.draft(
                            article,
                            coded,
                            types=types,
                            roles_for=lambda chosen: roles.for_type(store, chosen),
                            labels=known,
                            trigger=trigger,
                            guess_type=type_guesser(store, types),
                            resolver=resolver,
                        )
                    )
                )
    print(_told("draft of an event", times[1:]) + f"; the first of all, imports included, {times[0]:.0f}")


def _timed(function: Callable[[], object]) -> float:
    """Return the milliseconds that a call takes."""
    start = time.perf_counter()
    function()
    return (time.perf_counter() - start) * 1000


def _told(what: str, times: Iterable[float]) -> str:
    found = sorted(times)
    high = found[int(len(found) * 0.95)]
    return f"{what}: median {statistics.median(found):.2f}, 95th {high:.2f}, longest {found[-1]:.2f} ({len(found)})"


if __name__ == "__main__":
    main()
