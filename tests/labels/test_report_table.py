"""How far reports of the same event disagree."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import journal
from corpus.errors import UserError
from corpus.store import Store
from labels import canonicals, events, report_table, roles
from labels.event import ArgumentDraft, EventDraft
from labels.report_table import Disagreement, Totals, diagnose, read_table

TABLE = """event,deaths,place,actor
A,8,Hama,army
A,14,,army
A,8.0,Homs,
B,,Daraa,rebels
B,3,Daraa,militia
C,5,Idlib,army
,2,Raqqa,army
,1,Raqqa,army
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "reports.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_rows_are_grouped_by_their_event(path: Path) -> None:
    table = read_table(path, "event")
    assert (len(table.groups), table.reports, table.joined) == (5, 8, (2, 5))


def test_disagreement_passes_over_what_is_not_said(path: Path) -> None:
    deaths, place, actor = diagnose(read_table(path, "event"))
    assert deaths == Disagreement("deaths", 2, 1, 0.5, Totals(19, 21, 25))
    assert (place.share, place.totals) == (0.5, None)
    assert (actor.field, actor.differing) == ("actor", 1)


def test_fields_are_named(path: Path) -> None:
    table = read_table(path, "event")
    assert [each.field for each in diagnose(table, ["actor"])] == ["actor"]
    with pytest.raises(UserError, match="no field injured; there are deaths, place, actor"):
        diagnose(table, ["injured"])


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"a,b\n1,2\n", "has no column event; its first columns are: a, b"),
        (b"event,b\n1,2\n1,2,3\n", "line 3: it has 3 cells where the header has 2"),
        (b"", "its first columns are: none"),
        (b"\x89PNG\r\n\x1a\n\0\0", "is a picture, not a table"),
    ],
)
def test_a_bad_table_is_told(tmp_path: Path, data: bytes, why: str) -> None:
    (tmp_path / "t.csv").write_bytes(data)
    with pytest.raises(UserError, match=why):
        read_table(tmp_path / "t.csv", "event")


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        read_table(tmp_path / "t.csv", "event")


def test_nothing_joined_divides_by_nothing(store: Store) -> None:
    assert diagnose(report_table.of_project(store)) == []


def test_the_project_itself(store: Store, add_article: Callable[..., int]) -> None:
    with journal.step(store, "codebook", "x") as step:
        role = roles.insert(step, "Fatalities", kind="number", slot="fatalities")
    ids: list[int] = []
    for best in (8, 14):
        draft = EventDraft(arguments=(ArgumentDraft(role, "x", value={"best": best}),))
        ids += events.add(store, add_article(f"Report {best}."), draft).events
    canonicals.join(store, ids)
    found = {each.field: each for each in diagnose(report_table.of_project(store))}
    assert found["Fatalities_best"] == Disagreement("Fatalities_best", 1, 1, 1.0, Totals(8, 11, 14))
    assert found["Status"].share == 0


def test_the_real_reports_of_maverick(root: Path) -> None:
    path = root.parent / "shared" / "data" / "eventreport_maverick" / "maverick_event_report.csv"
    if not path.exists():
        pytest.skip("the table is not here")
    table = read_table(path, "event_id")
    assert (table.reports, len(table.groups), table.joined) == (3287, 2200, (407, 1494))
    shares = {
        "deaths_best": 0.455, "injuries_best": 0.420, "actor1": 0.516, "actor2": 0.209, "date_start": 0.432,
        "location": 0.332, "city": 0.017,
    }  # fmt: skip
    found = {each.field: each for each in diagnose(table, list(shares))}
    assert {field: round(each.share, 3) for field, each in found.items()} == shares
    assert (round(found["deaths_best"].divergence, 3), round(found["actor1"].divergence, 3)) == (0.747, 0.710)
    totals = found["deaths_best"].totals
    assert totals
    assert (totals.least, round(totals.mean, 1), totals.greatest) == (3105, 4091.1, 5010)
