import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from corpus import articles
from corpus.article import RawArticle
from corpus.store import Store
from desktop.cli import main
from labels import codebook, labels, spans
from labels.intake import take_in

GOOD = json.dumps({"text": "Omar left Hama.", "title": "Left", "source": "Wire", "date": "2024-12-06"})
CODED = json.dumps({"text": "A tank fired.", "spans": [{"start": 2, "end": 6, "label": "VEHICLE"}]})


class Line:
    """The command line, as a person or script sees it."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: object) -> tuple[int, str, str]:
        """Return status, standard output and standard error."""
        status = main([str(each) for each in arguments])
        told = self._capsys.readouterr()
        return status, told.out, told.err

    def json(self, *arguments: object) -> Any:
        """Return what a command that went well printed as JSON."""
        status, out, err = self(*arguments, "--json")
        assert status == 0, err
        return json.loads(out)


@pytest.fixture
def line(capsys: pytest.CaptureFixture[str]) -> Line:
    return Line(capsys)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two articles, the first done, with one span."""
    path = tmp_path / "desk.dateline"
    with Store.create(path, coder="rima") as store:
        codebook.use(store, codebook.load(codebook.STARTER))
        take_in(store, [RawArticle("Omar left Hama 😀.", "Left", "Wire", "2024-12-06"), RawArticle("Quiet.", "Calm")])
        spans.add(store, 1, 10, 14, labels.by_name(store)["LOCATION"].id, note="where?")
        articles.set_status(store, 1, "done")
    return path


def wires(folder: Path, *lines: str) -> Path:
    path = folder / "wires.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_new_makes_a_project_with_the_starter_codebook(line: Line, tmp_path: Path) -> None:
    status, said, _ = line("new", tmp_path / "levant", "--name", "Levant", "--coder", "rima")

    assert status == 0
    assert said.startswith(f"{tmp_path / 'levant.dateline'} is ready, with 9 labels")
    assert line.json("stats", tmp_path / "levant.dateline")["name"] == "Levant"


def test_new_refuses_a_file_that_is_there(line: Line, project: Path) -> None:
    status, _, said = line("new", project)

    assert (status, said) == (1, f"{project} exists already; choose another name or open it.\n")


def test_new_refuses_an_unknown_codebook_and_makes_nothing(line: Line, tmp_path: Path) -> None:
    status, _, said = line("new", tmp_path / "a", "--codebook", "no_such")

    assert status == 1
    assert "no_such" in said
    assert not (tmp_path / "a.dateline").exists()


def test_list_as_json_has_what_a_script_needs(line: Line, project: Path) -> None:
    rows = line.json("list", project)

    assert [
        (row["id"], row["title"], row["source"], row["published"], row["status"], row["spans"]) for row in rows
    ] == [
        (1, "Left", "Wire", "2024-12-06", "done", 1),
        (2, "Calm", "", "", "new", 0),
    ]


def test_list_filters_by_status_and_words(line: Line, project: Path) -> None:
    assert [row["id"] for row in line.json("list", project, "--status", "todo")] == [2]
    assert [row["id"] for row in line.json("list", project, "--search", "omar source:wire")] == [1]


def test_list_refuses_a_status_that_is_none(line: Line, project: Path) -> None:
    status, _, said = line("list", project, "--status", "ready")

    assert status == 1
    assert said.startswith("ready is not a status; use one of new,")


def test_list_counts_what_it_lists(line: Line, project: Path) -> None:
    assert line("list", project, "--status", "done")[1].splitlines()[-1] == "1 article"


def test_show_as_json_has_text_and_spans(line: Line, project: Path) -> None:
    told = line.json("show", project, 1)
    span = told["spans"][0]

    assert told["text"] == "Omar left Hama 😀."
    assert {name: span[name] for name in ("start", "end", "label", "text", "coder", "origin", "note")} == {
        "start": 10, "end": 14, "label": "LOCATION", "text": "Hama", "coder": "rima", "origin": "human",
        "note": "where?",
    }  # fmt: skip


def test_show_takes_the_beginning_of_a_uid(line: Line, project: Path) -> None:
    uid = line.json("list", project)[1]["uid"]

    assert line.json("show", project, uid)["title"] == "Calm"


def test_show_refuses_an_article_that_is_not_there(line: Line, project: Path) -> None:
    status, _, said = line("show", project, 99)

    assert status == 1
    assert "there is no article 99" in said


def test_show_for_people_has_title_text_and_spans(line: Line, project: Path) -> None:
    said = line("show", project, 1)[1]

    assert said.startswith("Left\nWire · 2024-12-06")
    assert "LOCATION" in said.splitlines()[-1]


def test_stats_count_articles_spans_labels_and_statuses(line: Line, project: Path) -> None:
    told = line.json("stats", project)

    assert (told["articles"], told["spans"], told["coder"]) == (2, 1, "rima")
    assert told["labels"]["LOCATION"] == 1
    assert (told["status"]["done"], told["status"]["new"]) == (1, 1)


def test_stats_for_people_name_the_project(line: Line, project: Path) -> None:
    assert line("stats", project)[1].startswith("desk: 2 articles, 1 span, 0 events\n")


def test_import_reports_what_came_in(line: Line, project: Path, tmp_path: Path) -> None:
    told = line.json("import", project, wires(tmp_path, CODED))

    assert (told["added"], told["spans"], told["new_labels"], told["refused"]) == (1, 1, ["VEHICLE"], [])


def test_import_with_a_broken_line_takes_the_others_names_it_and_is_status_1(
    line: Line, project: Path, tmp_path: Path
) -> None:
    status, said, trouble = line("import", project, wires(tmp_path, GOOD, '{"text": "ha', CODED))

    assert status == 1
    assert "2 articles added" in said
    assert "wires.jsonl: line 2 is not valid JSON" in trouble


def test_import_of_a_file_that_is_not_there_is_status_1(line: Line, project: Path, tmp_path: Path) -> None:
    status, _, trouble = line("import", project, tmp_path / "gone.txt")

    assert status == 1
    assert "gone.txt" in trouble


def test_import_of_what_is_there_already_names_the_article(line: Line, project: Path, tmp_path: Path) -> None:
    twice = wires(tmp_path, GOOD)
    line("import", project, twice)
    status, said, _ = line("import", project, twice)

    assert status == 0
    assert "is article 3 already (“Left”)." in said


def test_a_strict_import_refuses_articles_with_unknown_labels(line: Line, project: Path, tmp_path: Path) -> None:
    status, _, trouble = line("import", project, wires(tmp_path, CODED), "--strict")

    assert status == 1
    assert "uses labels this project does not have: VEHICLE." in trouble
    assert line.json("stats", project)["articles"] == 2


def test_import_refuses_texts_over_the_limit(line: Line, project: Path, tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    long.write_text("word " * 100, encoding="utf-8")
    status, _, trouble = line("import", project, long, "--max-text", 50)

    assert status == 1
    assert "long.txt" in trouble


def test_export_writes_finished_articles_and_says_so(line: Line, project: Path, tmp_path: Path) -> None:
    told = line.json("export", project, tmp_path / "out", "--format", "jsonl")

    assert (told["articles"], told["kept"], told["left_out"]) == (1, 1, 1)
    assert (tmp_path / "out" / "articles.jsonl").is_file()


def test_export_refuses_a_format_that_is_none(line: Line, project: Path, tmp_path: Path) -> None:
    status, _, said = line("export", project, tmp_path / "out", "--format", "docx")

    assert status == 1
    assert said.startswith("There is no format 'docx'")


@pytest.mark.parametrize("split", ["1", "a,b,c", "0.5,0.5,0.5", "0,0.5,0.5", "1.5,-0.5,0", "nan,nan,nan"])
def test_export_refuses_a_split_that_is_none(line: Line, project: Path, tmp_path: Path, split: str) -> None:
    status, _, said = line("export", project, tmp_path / "out", "--split", split)

    assert status == 2
    assert "is not a split" in " ".join(said.replace("│", " ").split())
    assert not (tmp_path / "out").exists()


def test_export_leaves_a_folder_that_holds_something_else(line: Line, project: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "diary.txt").write_text("dear diary", encoding="utf-8")
    status, _, said = line("export", project, tmp_path / "out", "--format", "jsonl")

    assert status == 1
    assert str(tmp_path / "out") in said


def test_check_of_a_sound_project_is_status_0(line: Line, project: Path) -> None:
    assert line("check", project)[:2] == (0, "The project is sound.\n")


def test_check_finds_damage_and_is_status_1(line: Line, project: Path) -> None:
    conn = sqlite3.connect(project)
    conn.execute("UPDATE span SET surface = 'Homs'")
    conn.commit()
    conn.close()
    status, out, _ = line("check", project, "--json")

    assert status == 1
    assert json.loads(out)[0]["article"] == 1
    assert "was made on “Homs” and now covers “Hama”" in json.loads(out)[0]["sentence"]


def test_demo_makes_the_sample_in_a_folder(line: Line, tmp_path: Path) -> None:
    status, said, _ = line("demo", tmp_path / "try")

    assert status == 0
    assert said.startswith(f"{tmp_path / 'try' / 'sample.dateline'} is ready")


def test_reading_commands_write_nothing(line: Line, project: Path) -> None:
    before = project.read_bytes()
    for command in (["list", project], ["show", project, 1], ["stats", project], ["check", project]):
        line(*command)

    assert project.read_bytes() == before
