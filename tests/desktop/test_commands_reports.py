"""`dateline reports`: shares of disagreement on the terminal."""

import json
from pathlib import Path

import pytest

from corpus.errors import UserError
from corpus.store import Store
from desktop.commands_reports import reports


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "reports.csv"
    path.write_text("event_id,deaths,place\nA,8,Hama\nA,14,Hama\nB,3,Homs\n", encoding="utf-8")
    return path


def test_a_table(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reports(table=table)
    assert capsys.readouterr().out.splitlines() == [
        "2 events of 3 reports; 1 of several reports.",
        " 100.0% disagree  divergence 1.000  deaths  sum 11 / 14.0 / 17",
        "   0.0% disagree  divergence 0.000  place",
    ]


def test_json_and_one_field(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reports(table=table, field=["deaths"], as_json=True)
    assert json.loads(capsys.readouterr().out) == {
        "events": 2, "reports": 3, "several": 1, "reports_of_several": 2,
        "fields": [{
            "field": "deaths", "events": 1, "differing": 1, "share": 1.0, "divergence": 1.0,
            "totals": {"least": 11.0, "mean": 14.0, "greatest": 17.0},
        }],
    }  # fmt: skip


def test_a_project_without_joined_reports(project_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Store.create(project_path, coder="rima").close()
    reports(project_path)
    assert capsys.readouterr().out.startswith("No reports are joined to events yet")


def test_a_project_and_a_table_at_once(project_path: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="not both"):
        reports(project_path, table=tmp_path / "reports.csv")


def test_neither_project_nor_table() -> None:
    with pytest.raises(UserError, match="Name a project, or a table"):
        reports()


def test_another_column(table: Path) -> None:
    with pytest.raises(UserError, match="no column case"):
        reports(table=table, group="case")
