"""`dateline events` lists what there is, and only what is asked for."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from corpus.article import RawArgument, RawArticle, RawEvent
from corpus.errors import UserError
from corpus.store import Store
from desktop.commands_events import events_
from labels.intake import take_in


def event(kind: str, day: str, place: str, dead: int = 0, status: str = "happened") -> RawEvent:
    value = {"start": day, "end": day, "precision": "day"}
    arguments = (
        RawArgument("who", "Rebels", 0, 6, {"kind": "actor", "slot": "actor"}),
        RawArgument("when", "then", fields={"kind": "date", "slot": "date", "value": value}),
        RawArgument("where", place, fields={"kind": "place", "slot": "place", "place": {"name": place}}),
        RawArgument("dead", str(dead), fields={"kind": "number", "slot": "fatalities", "value": {"low": dead}}),
    )
    return RawEvent(kind, 0, 6, arguments, fields={"status": status})


@pytest.fixture
def path(project_path: Path) -> Path:
    with Store.create(project_path, coder="rima") as store:
        found = (
            event("Battles / Clash", "2024-12-06", "Hama", 6),
            event("Protests", "2024-12-01", "Homs", status="planned"),
        )
        take_in(store, [RawArticle("Rebels were there.", title="One", events=found)])
    return project_path


def run(*words: str) -> Any:
    app = typer.Typer()
    app.command()(events_)
    return CliRunner().invoke(app, [*words], catch_exceptions=False)


def test_events_are_listed_by_date(path: Path) -> None:
    lines = run(str(path)).output.splitlines()
    assert "2024-12-01  Protests · Rebels · Homs · 0 killed · planned" in lines[0]
    assert "2024-12-06  Battles / Clash · Rebels · Hama · 6 killed" in lines[1]
    assert lines[2] == "2 events"


@pytest.mark.parametrize(
    "asked", [("--type", "battles"), ("--status", "happened"), ("--since", "2024-12-05"), ("--search", "hama")]
)
def test_what_is_asked_for_is_listed(path: Path, asked: tuple[str, str]) -> None:
    assert [each["place"] for each in json.loads(run(str(path), *asked, "--json").output)] == ["Hama"]


def test_json_has_the_arguments(path: Path) -> None:
    first = json.loads(run(str(path), "--json", "--article", "1").output)[0]
    assert (first["type"], first["title"], first["low"], len(first["arguments"])) == ("Protests", "One", 0, 4)
    assert first["arguments"][2]["named_place"] == "Homs"


@pytest.mark.parametrize("asked", [("--type", "Nothing"), ("--status", "maybe")])
def test_what_is_not_there_is_a_sentence(path: Path, asked: tuple[str, str]) -> None:
    with pytest.raises(UserError, match=asked[1]):
        run(str(path), *asked)
