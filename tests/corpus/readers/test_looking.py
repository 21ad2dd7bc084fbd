"""The look at tables before they are imported."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import child
from corpus.progress import Cancelled
from corpus.readers import looking
from corpus.readers.format import Job
from corpus.readers.looking import look, look_all
from corpus.readers.looking_child import answer

PROSE = "Shelling hit the town of Hama on Friday, two monitors said, and people fled. " * 4
TABLE = f"Nr;Kopf;Was\n1;Fighters enter the town;{PROSE}\n2;Monitors deny the report;{PROSE}\n"


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a child in the place of the real one that says this for each file."""

    def fake(body: str) -> None:
        code = f"import sys, time\nfor line in sys.stdin:\n    {body}\n    sys.stdout.flush()"
        monkeypatch.setattr(child, "command", lambda name: [sys.executable, "-c", code])

    return fake


def write(folder: Path, name: str, text: str = TABLE) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def told(path: Path) -> tuple[list[str], dict[str, str], bool]:
    found = answer(Job(path, path.name))
    assert found is not None
    return found[0], found[2], found[3]


def test_headings_rows_and_guess_come_from_the_child(tmp_path: Path) -> None:
    found = look(write(tmp_path, "a.csv"))
    assert found is not None
    assert (found.name, found.header, found.sure) == ("a.csv", ("Nr", "Kopf", "Was"), False)
    assert found.columns == {"text": "Was", "title": "Kopf"}
    assert found.rows[0][:2] == ("1", "Fighters enter the town")
    assert len(found.rows[0][2]) == 301


def test_known_headings_are_sure(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "title,text\nA,It fell.\n")
    assert told(path) == (["title", "text"], {"text": "text", "title": "title"}, True)


def test_json_with_unknown_keys_is_a_table(tmp_path: Path) -> None:
    records = [{"kopf": f"Fighters enter the town {n}", "was": PROSE, "n": n} for n in range(3)]
    for name, text in (
        ("a.json", json.dumps(records)),
        ("a.jsonl", "\n".join(map(json.dumps, records))),
        ("b.json", json.dumps({"items": records})),
    ):
        assert told(write(tmp_path, name, text))[:2] == (["kopf", "was", "n"], {"text": "was", "title": "kopf"})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", '{"text": "It fell."}'),
        ("a.jsonl", '{"id": 7}\n'),
        ("a.json", "[1, 2"),
        ("a.json", '{"status": "ok", "articles": [{"title": "A", "description": "It fell.", "publishedAt": "2024"}]}'),
        ("a.json", ""),
        ("a.xlsx", "text,title\n"),
        ("a.xlsx", "PK\x03\x04"),
        ("a.parquet", "PAR1"),
        ("a.csv", "\x00\x01\x02\x03\x04"),
    ],
)
def test_nothing_is_asked_of_what_is_known_or_no_table(tmp_path: Path, name: str, text: str) -> None:
    assert answer(Job(write(tmp_path, name, text), name)) is None


def test_workbook_shows_the_sheet_of_which_one_must_ask(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Codes").write_row(0, 0, ["code", "n"])
        sheet = book.add_worksheet("Stories")
        for number, row in enumerate([["Kopf", "Was"], ["Fighters enter the town", PROSE]]):
            sheet.write_row(number, 0, row)
    assert told(path)[:2] == (["Kopf", "Was"], {"text": "Was", "title": "Kopf"})


def test_folders_are_walked_and_other_files_left_alone(tmp_path: Path) -> None:
    for name in ("a.csv", "b.tsv", "c.txt"):
        write(tmp_path, name, "title\ttext\nA\tIt fell.\n")
    assert [each.name for each in look_all([tmp_path])] == [f"{tmp_path.name}/a.csv", f"{tmp_path.name}/b.tsv"]


def test_file_that_kills_the_child_costs_only_itself(tmp_path: Path, fake: Callable[[str], None]) -> None:
    good = json.dumps([["a"], [["1"]], {"text": "a"}, True, []])
    fake(f"sys.exit(1) if 'bad.csv' in line else print({good!r})")
    paths = [write(tmp_path, name) for name in ("bad.csv", "good.csv")]
    assert [each.name for each in look_all(paths)] == ["good.csv"]


@pytest.mark.parametrize(
    "line",
    [
        "[]",
        "7",
        "{",
        '[["a"], [["1", "2"]], {}, true, []]',
        '[["a"], [[1]], {}, true, []]',
        '[["a"], [], {"x": "a"}, true, []]',
    ],
)
def test_child_is_not_believed(tmp_path: Path, fake: Callable[[str], None], line: str) -> None:
    fake(f"print({line!r})")
    assert look(write(tmp_path, "a.csv")) is None


def test_slow_file_is_given_up(tmp_path: Path, fake: Callable[[str], None]) -> None:
    fake("pass")
    assert list(look_all([write(tmp_path, "a.csv")], seconds=0.2)) == []


def test_look_stops_when_asked(tmp_path: Path, fake: Callable[[str], None]) -> None:
    fake("pass")

    def progress(done: int, total: int | None = None, note: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        list(look_all([write(tmp_path, "a.csv")], progress=progress))


@pytest.fixture(autouse=True)
def _child(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    """Let the child be started by its module where the table of children does not name it."""
    if looking.CHILD not in child.ENTRIES:
        code = f"import sys; sys.path.insert(0, {str(root)!r}); from corpus.readers.looking_child import main; main()"
        monkeypatch.setattr(child, "command", lambda name: [sys.executable, "-P", "-c", code])


def test_nothing_is_asked_of_objects_in_objects(tmp_path: Path) -> None:
    path = tmp_path / "made.json"
    path.write_text('[{"id": 1, "made": [{"by": "somebody who is at work", "what": "a mark of some kind"}]}]', "utf-8")
    assert look(path) is None


def test_nothing_is_asked_of_other_tools_files(tmp_path: Path) -> None:
    cas = tmp_path / "cas.json"
    cas.write_text('{"%TYPES": {}, "%VIEWS": {}, "note": "these are words that look like a text"}', "utf-8")
    task = tmp_path / "tasks.json"
    task.write_text('[{"id": 1, "data": {"text": "Army left."}, "annotations": [], "note": "a few words"}]', "utf-8")
    assert (look(cas), look(task)) == (None, None)
