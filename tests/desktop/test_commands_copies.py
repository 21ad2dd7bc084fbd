"""`dateline copies`: what is printed, and what is written."""

import json
from pathlib import Path

import pytest

from corpus import near_copies
from corpus.article import RawArticle, RawSpan
from corpus.errors import UserError
from corpus.store import Store
from desktop import commands_copies as copies
from labels import spans
from labels.intake import take_in

STORY = (
    "Rebels seized the town of Hama on Friday, residents said, after a week of fighting for its outskirts. "
    "Six people were killed when a shell fell on the market, according to two doctors at the hospital."
)


@pytest.fixture
def project(project_path: Path) -> Path:
    """A story, its copy under another headline, and another story."""
    span = RawSpan(0, 6, "ACTOR", coder="rima")
    with Store.create(project_path, coder="rima") as store:
        take_in(
            store,
            [
                RawArticle(STORY, "Rebels take Hama", "Wire", "2024-12-06", spans=(span,)),
                RawArticle(f"By our staff\n\n{STORY}", "Hama falls", "Post", "2024-12-07"),
                RawArticle("The council met in the capital and spoke of the price of bread.", "Bread", "Post"),
            ],
        )
    return project_path


@pytest.fixture
def grouped(project: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    copies.group(project)
    capsys.readouterr()
    return project


def test_group(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copies.group(project)

    assert capsys.readouterr().out == "3 articles compared; 2 articles in 1 group of near-copies.\n"


def test_group_as_json(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copies.group(project, likeness=0.8, as_json=True)

    found = json.loads(capsys.readouterr().out)
    assert found == {"looked_at": 3, "compared": 1, "groups": 1, "grouped": 2, "moved": 2}


def test_list(grouped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copies.list_(grouped)

    assert capsys.readouterr().out.splitlines() == [
        "group 1, 2 articles",
        "       1  2024-12-06  Wire                  Rebels take Hama",
        "       2  2024-12-07  Post                  Hama falls",
        "1 group",
    ]


def test_list_as_json(grouped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copies.list_(grouped, as_json=True)

    (group,) = json.loads(capsys.readouterr().out)
    assert group["group"] == 1
    assert [article["title"] for article in group["articles"]] == ["Rebels take Hama", "Hama falls"]


def test_list_of_some(grouped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copies.list_(grouped, limit=0)

    assert capsys.readouterr().out == "1 group; 1 are not shown, see --limit\n"


def test_split_and_join(grouped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copies.split(grouped, ["2"])
    copies.join(grouped, ["1", "3"])

    assert capsys.readouterr().out.splitlines() == ["Split 1 article from near-copies.", "Join 2 near-copies."]
    with Store.open(grouped) as store:
        assert near_copies.members(store, 1) == [1, 3]


def test_compare(grouped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copies.compare(grouped, "1", "2")

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "+ By our staff"
    assert lines[-1].endswith("% alike, 1 difference.")


def test_compare_as_json(grouped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copies.compare(grouped, "1", "2", as_json=True)

    found = json.loads(capsys.readouterr().out)
    assert found["likeness"] > 0.9
    assert found["differing"][0]["kind"] == "right"


def test_code_tells_before_it_writes(grouped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copies.code(grouped, "1", coder="rima")

    answer = capsys.readouterr()
    assert answer.out.splitlines()[-1] == "1 span will go into 1 article."
    assert answer.err == "Nothing was written; add --write.\n"
    with Store.open(grouped) as store:
        assert not spans.of_article(store, 2)


def test_code_writes(grouped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copies.code(grouped, "1", by="rima", write=True, as_json=True, coder="omar")

    assert json.loads(capsys.readouterr().out) == {
        "article": 1, "coder": "rima", "ready": 1,
        "copies": [{"article": 2, "ready": 1, "left_out": 0, "problems": [], "notes": []}], "written": True,
    }  # fmt: skip
    with Store.open(grouped) as store:
        assert [(span.surface, span.coder) for span in spans.of_article(store, 2)] == [("Rebels", "omar")]


def test_coding_of_somebody_who_has_none(grouped: Path) -> None:
    with pytest.raises(UserError, match="has no coding"):
        copies.code(grouped, "1", by="nobody")
