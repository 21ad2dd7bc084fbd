"""`dateline queue`: assignments on the terminal."""

import json
from pathlib import Path

import pytest

from corpus import articles
from corpus.article import RawArticle
from corpus.errors import UserError
from corpus.store import Store
from desktop.commands_queue import assign, close, list_, pace
from labels.intake import take_in

Out = pytest.CaptureFixture[str]


@pytest.fixture
def project(project_path: Path) -> Path:
    with Store.create(project_path, coder="rima") as store:
        take_in(store, [RawArticle(text=f"Article {number}.", source="sana") for number in range(6)])
    return project_path


def said(capsys: Out) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_articles_are_dealt_out_and_listed(project: Path, capsys: Out) -> None:
    assign(project, "Monday", coders=["rima", "omar"], count=4)
    assert said(capsys) == ["Monday (omar): 2 articles for omar.", "Monday (rima): 2 articles for rima."]
    with Store.open(project, coder="rima") as store:
        articles.set_status(store, 1, "done")
    list_(project)
    assert said(capsys)[-1] == "  rima: 1 done, 0 begun, 0 set aside, 1 left"


def test_a_set_is_held_out_and_let_out(project: Path, capsys: Out) -> None:
    assign(project, "Test", count=2, hold_out=True, coders=["rima"])
    list_(project, as_json=True)
    lines = said(capsys)
    assert lines[0] == "Test: 2 articles, held out."
    (row,) = json.loads("".join(lines[1:]))
    assert (row["purpose"], row["coders"], row["closed"]) == ("hold-out", [], False)
    close(project, "test")
    assert said(capsys) == ["Test is closed."]


def test_nothing_assigned_is_said(project: Path, capsys: Out) -> None:
    list_(project)
    pace(project)
    assert said(capsys) == [
        "Nothing is assigned yet; `dateline queue assign` does it.",
        "Nothing was finished in the last 14 days.",
    ]


def test_the_pace(project: Path, capsys: Out) -> None:
    with Store.open(project, coder="rima") as store:
        articles.set_status(store, 1, "done", seconds=90)
    pace(project)
    assert said(capsys) == ["rima: 1 done, 1.0 on a day of work, 90 s an article"]


@pytest.mark.parametrize(("how", "sentence"), [("by taste", "no way to draw"), ("NEWEST", "")])
def test_a_way_to_draw_is_one_of_those_known(project: Path, how: str, sentence: str) -> None:
    if not sentence:
        assign(project, "Monday", how=how)
        return
    with pytest.raises(UserError, match=sentence):
        assign(project, "Monday", how=how)


def test_an_unknown_assignment_is_one_sentence(project: Path) -> None:
    with pytest.raises(UserError, match="no assignment called Monday"):
        close(project, "Monday")
