"""How well proposals find reports of one event, on reports whose grouping is known (MAVERICK, CC BY 4.0).

    python benchmarks/reports.py [TABLE] [--days 1] [--km 5] [--score 0.6]

Every report is taken for an article of its own, those that cite the same page for one. Prints pairwise precision (of
two reports proposed together, how many are of one event) and recall (of two reports of one event, how many are
proposed together), of single pairs and of the proposals.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from labels.canonical_groups import group  # noqa: E402
from labels.canonical_proposals import WINDOW, compare, telling  # noqa: E402
from labels.canonical_scores import Scorer, Seen, Window, Words, common  # noqa: E402
from labels.entity import fold  # noqa: E402

TABLE = ROOT.parent / "shared/data/eventreport_maverick/maverick_event_report.csv"
ACTORS = 6
_CITED = re.compile(r"^.*?\(\d{4}[^)]*\)")  # the outlet and day that a citation begins with
Pairs = set[frozenset[int]]


def main() -> None:
    """Read the table, propose, and compare with the grouping that its coders gave."""
    parser = argparse.ArgumentParser()
    parser.add_argument("table", nargs="?", type=Path, default=TABLE)
    parser.add_argument("--days", type=int, default=WINDOW.days)
    parser.add_argument("--km", type=float, default=WINDOW.km)
    parser.add_argument("--score", type=float, default=WINDOW.min_score)
    given = parser.parse_args()
    if not given.table.is_file():
        print(f"{given.table.name} is not here; nothing is measured.")
        return
    rows = read(given.table)
    truth = true_pairs(rows)
    print(f"{len(rows):,} reports, {len(truth):,} pairs of one event")
    window = Window(given.days, given.km, given.score)
    begun = perf_counter()
    pairs, proposals = propose(rows, window)
    print(f"days {window.days}, km {window.km:g}, score {window.min_score:g}: {perf_counter() - begun:.2f} s")
    for name, found in (("pairs", pairs), ("proposals", proposals)):
        precision, recall = rates(found, truth)
        print(f"  {name}: precision {precision:.3f}, recall {recall:.3f} ({len(found):,} pairs)")


def propose(rows: list[dict[str, str]], window: Window) -> tuple[Pairs, Pairs]:
    """Return the pairs that fit, and those that are in one proposal; reports by their row."""
    seen = sorted((adapt(at, row) for at, row in enumerate(rows)), key=lambda each: (each.first, each.id))
    words = [telling(f". {_CITED.sub('', rows[each.id]['source'])} .") for each in seen]
    pairs = compare(seen, Scorer(seen, window, words.__getitem__, common(words)), window)
    proposals = group(seen, pairs, min_score=window.min_score, apart=set())
    likely = {frozenset((seen[pair.one].id, seen[pair.other].id)) for pair in pairs if pair.score >= window.min_score}
    return likely, _within(each.event_ids for each in proposals)


def read(path: Path) -> list[dict[str, str]]:
    """Return the reports that have a day."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row["date_start"]]


def true_pairs(rows: Iterable[Mapping[str, str]]) -> Pairs:
    """Return the pairs of reports that their coders took for one event."""
    groups = defaultdict[str, list[int]](list)
    for at, row in enumerate(rows):
        groups[row["event_id"]].append(at)
    return _within(groups.values())


def rates(found: Pairs, truth: Pairs) -> tuple[float, float]:
    """Return precision and recall."""
    right = len(found & truth)
    return right / max(1, len(found)), right / max(1, len(truth))


def adapt(at: int, row: Mapping[str, str]) -> Seen:
    """Return a report as the scorer sees an event."""
    first = date.fromisoformat(row["date_start"]).toordinal()
    last = date.fromisoformat(row["date_end"]).toordinal() if row["date_end"] else first
    kind = row["event_context"] if row["event_context"] not in ("Unknown", "") else ""
    killed = [int(float(row[name])) for name in ("deaths_low", "deaths_best", "deaths_high") if row[name]]
    return Seen(
        at, str(at), row["source"] or at, (), (kind,) if kind else (), first, min(max(first, last), first + 31), True,
        (float(row["latitude"]), float(row["longitude"])) if row["latitude"] else None,
        fold(row["location"] or row["city"]), row["country"], _actors(row), frozenset(),
        (min(killed), max(killed)) if killed else None, None,
    )  # fmt: skip


def _actors(row: Mapping[str, str]) -> Words:
    return frozenset(fold(name) for number in range(1, ACTORS + 1) if (name := row[f"actor{number}"]))


def _within(groups: Iterable[Iterable[int]]) -> Pairs:
    return {frozenset(pair) for group in groups for pair in itertools.combinations(group, 2)}


if __name__ == "__main__":
    main()
