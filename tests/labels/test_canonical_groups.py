"""Pairs of events to groups."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from labels.canonical_groups import group
from labels.canonical_proposals import WINDOW
from labels.canonical_scores import Pair, Seen


def seen(count: int, **canonical: int) -> list[Seen]:
    return [
        Seen(at + 1, f"u{at}", at, (), (), 1, 1, True, None, "", "", frozenset(), frozenset(), None,
             canonical.get(f"u{at}"))
        for at in range(count)
    ]  # fmt: skip


def groups(
    count: int, scores: Mapping[tuple[int, int], float], *apart: frozenset[str], **joined: int
) -> list[set[int]]:
    pairs = [Pair(score, one, other, "") for (one, other), score in scores.items()]
    found = group(seen(count, **joined), pairs, min_score=0.6, apart=set(apart))
    return [{event_id - 1 for event_id in each.event_ids} for each in found]


def test_all_of_a_group_fit_each_other() -> None:
    assert groups(3, {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.5}) == [{0, 1, 2}]


def test_a_chain_is_cut_where_it_is_weakest() -> None:
    assert groups(4, {(0, 1): 0.9, (1, 2): 0.7, (2, 3): 0.8}) == [{0, 1}, {2, 3}]


def test_they_must_fit_on_average() -> None:
    assert groups(3, {(0, 1): 0.9, (1, 2): 0.65, (0, 2): 0.5}) == [{0, 1}]


def test_what_was_said_to_be_two_is_in_no_group() -> None:
    assert groups(3, {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.8}, frozenset({"u0", "u1"})) == [{0, 2}]


def test_a_report_joins_a_canonical_event() -> None:
    assert groups(3, {(0, 2): 0.9, (1, 2): 0.8}, u0=7, u1=7) == [{0, 1, 2}]


def test_canonical_events_are_not_proposed_together() -> None:
    assert groups(3, {(0, 2): 0.9, (1, 2): 0.8, (0, 1): 0.9}, u0=7, u1=8) == [{0, 2}]


def test_a_group_has_an_end() -> None:
    every = {(one, other): 0.9 for one in range(30) for other in range(one + 1, 30)}
    assert sorted(map(len, groups(30, every))) == [5, 25]


def test_real_reports_are_told_apart(root: Path) -> None:
    from benchmarks import reports

    table = root.parent / "shared/data/eventreport_maverick/maverick_event_report.csv"
    if not table.is_file():
        pytest.skip("the table of reports is not here")
    rows = reports.read(table)
    _, proposed = reports.propose(rows, WINDOW)
    precision, recall = reports.rates(proposed, reports.true_pairs(rows))
    assert (precision > 0.64, recall > 0.6) == (True, True), (precision, recall)
