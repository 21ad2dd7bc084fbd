"""`dateline concordance`: what is printed, and what is written."""

import json
from pathlib import Path

import pytest

from corpus.article import RawArticle
from corpus.errors import UserError
from corpus.store import Store
from desktop.commands_concordance import concordance_ as concordance
from labels import labels, spans
from labels.intake import take_in


@pytest.fixture
def project(project_path: Path) -> Path:
    """Three articles, Hama in two of them; a label LOCATION on the first one's."""
    with Store.create(project_path, coder="rima") as store:
        labels.add(store, "LOCATION")
        labels.add(store, "ACTOR")
        texts = ("Shells hit Hama at noon.", "Rain fell on Homs.", "Quiet in Hama, says the mayor of Hama.")
        take_in(store, [RawArticle(text, f"Story {number}") for number, text in enumerate(texts, start=1)])
        spans.add(store, 1, 11, 15, labels.by_name(store)["LOCATION"].id)
    return project_path


def marked(project: Path) -> list[tuple[int, str, str]]:
    """Return article, words and label of every span."""
    with Store.open(project) as store:
        return [(number, each.surface, each.label) for number in (1, 2, 3) for each in spans.of_article(store, number)]


def test_hits_are_printed_in_their_context(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    concordance(project, "hama", width=10)

    out = capsys.readouterr().out.splitlines()
    assert [line.split("  ", 1)[1].strip() for line in (each.strip() for each in out[:3])] == [
        "hells hit [Hama] at noon.",
        "Quiet in [Hama], says the",
        "mayor of [Hama].",
    ]
    assert out[3] == "3 hits."


def test_fewer_lines_than_hits(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    concordance(project, "hama", limit=1)

    assert capsys.readouterr().out.splitlines()[1:] == ["3 hits; 2 are not shown, see --limit."]


def test_order(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    concordance(project, "hama", by="before", as_json=True)

    assert [line["before"].split()[-1] for line in json.loads(capsys.readouterr().out)["lines"]] == ["hit", "in", "of"]


def test_within_other_articles(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    concordance(project, "hama", within="mayor", as_json=True)

    assert {line["article"] for line in json.loads(capsys.readouterr().out)["lines"]} == {3}


def test_expression(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    concordance(project, r"H\w+s\b", expression=True, case=True, as_json=True)

    found = json.loads(capsys.readouterr().out)
    assert [(line["article"], line["start"], line["end"], line["hit"]) for line in found["lines"]] == [
        (2, 13, 17, "Homs")
    ]


def test_a_label_is_only_told_without_yes(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = marked(project)

    concordance(project, "hama", label="LOCATION")

    said = capsys.readouterr()
    assert said.out.splitlines()[-1] == "2 hits in 1 article will be labelled LOCATION; labelled so already: 1."
    assert said.err == "Nothing was written; add --yes.\n"
    assert marked(project) == before


def test_yes_labels_all_hits_in_one_step(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    concordance(project, "hama", label="LOCATION", yes=True, as_json=True)

    found = json.loads(capsys.readouterr().out)
    assert (found["to_label"], found["already"], found["written"]) == (2, 1, True)
    assert marked(project) == [(1, "Hama", "LOCATION"), (3, "Hama", "LOCATION"), (3, "Hama", "LOCATION")]


def test_what_clashes_is_labelled_when_asked(project: Path) -> None:
    concordance(project, "hama", label="ACTOR", clashing=True, yes=True)

    assert (1, "Hama", "ACTOR") in marked(project)


@pytest.mark.parametrize(
    ("query", "options", "sentence"),
    [
        ("hama", {"label": "PLACE"}, "There is no label PLACE"),
        ("hama", {"yes": True}, "name the label"),
        ("hama", {"by": "length"}, "length is no order of hits"),
        ("hama", {"same": True, "expression": True}, "leave out"),
        (" ", {}, "Type a word"),
        ("(", {"expression": True}, "cannot be read"),
    ],
)
def test_mistakes_are_told(project: Path, query: str, options: dict[str, object], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        concordance(project, query, **options)  # type: ignore[arg-type]
