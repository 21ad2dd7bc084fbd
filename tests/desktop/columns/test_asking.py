"""What happens between a drop of tables and their import."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from corpus import child
from corpus.readers import looking
from desktop import theme
from desktop.columns import Asking, Wanted
from desktop.settings import Settings

PROSE = "Shelling hit the town of Hama on Friday, two monitors said, and people fled. " * 4
ODD = f"Kopf;Was\nFighters enter the town;{PROSE}\nMonitors deny the report;{PROSE}\n"
CLEAR = "title;text\nA;It fell.\n"


@pytest.fixture(autouse=True)
def _child(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    """Let the child be started by its module where the table of children does not name it."""
    if looking.CHILD not in child.ENTRIES:
        code = f"import sys; sys.path.insert(0, {str(root)!r}); from corpus.readers.looking_child import main; main()"
        monkeypatch.setattr(child, "command", lambda name: [sys.executable, "-P", "-c", code])


@pytest.fixture
def asking(qtbot: QtBot) -> Iterator[Asking]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    asking = Asking(Settings(), theme.light(), window)
    yield asking
    asking.stop()


def write(folder: Path, name: str, text: str = ODD) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def answer(asking: Asking, qtbot: QtBot, paths: list[Path]) -> Wanted:
    """Ask, press Import whenever there is a question, and return the answer."""
    with qtbot.waitSignal(asking.answered) as answered:
        begin(asking, qtbot, paths)
        asking.dialog.accept()  # type: ignore[union-attr] # `begin` waited for it
    assert answered.args
    wanted = answered.args[0]
    assert isinstance(wanted, Wanted)
    return wanted


def begin(asking: Asking, qtbot: QtBot, paths: list[Path], *, anew: bool = False) -> None:
    asking.ask(paths, anew=anew)
    qtbot.waitUntil(lambda: asking.dialog is not None)


def test_what_can_be_no_table_is_imported_at_once(asking: Asking, qtbot: QtBot, tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt")
    with qtbot.waitSignal(asking.answered) as answered:
        asking.ask([path])
    assert answered.args == [Wanted((path,))]


def test_sure_tables_ask_nothing(asking: Asking, qtbot: QtBot, tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", CLEAR)
    with qtbot.waitSignals([asking.looking, asking.answered]):
        asking.ask([path])
    assert asking.dialog is None


def test_answer_holds_for_the_file(asking: Asking, qtbot: QtBot, tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv")
    wanted = answer(asking, qtbot, [path])
    said = {"text": "Was", "title": "Kopf", "source": "", "published": "", "url": "", "language": ""}
    assert wanted == Wanted((path,), {path: said})


def test_tables_with_the_same_columns_are_asked_about_once(asking: Asking, qtbot: QtBot, tmp_path: Path) -> None:
    paths = [write(tmp_path, "a.csv"), write(tmp_path, "b.csv"), write(tmp_path, "c.csv", CLEAR)]
    assert set(answer(asking, qtbot, [tmp_path]).by_file) == set(paths[:2])


def test_next_time_nothing_is_asked(asking: Asking, qtbot: QtBot, tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv")
    first = answer(asking, qtbot, [path])
    with qtbot.waitSignal(asking.answered) as answered:
        asking.ask([path])
    assert answered.args == [first]


def test_asking_anew_asks_what_was_said_before(asking: Asking, qtbot: QtBot, tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv")
    answer(asking, qtbot, [path])
    begin(asking, qtbot, [path], anew=True)
    assert asking.dialog is not None
    assert asking.dialog.columns()["text"] == "Was"


def test_not_remembered_is_asked_again(asking: Asking, qtbot: QtBot, tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv")
    begin(asking, qtbot, [path])
    assert asking.dialog is not None
    asking.dialog.remember.setChecked(False)
    asking.dialog.accept()
    begin(asking, qtbot, [path])


def test_cancelling_imports_nothing(asking: Asking, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.assertNotEmitted(asking.answered):
        begin(asking, qtbot, [write(tmp_path, "a.csv")])
        assert asking.dialog is not None
        asking.dialog.reject()
    assert asking.dialog is None


def test_table_left_out_does_not_keep_the_others(asking: Asking, qtbot: QtBot, tmp_path: Path) -> None:
    paths = [write(tmp_path, "a.csv"), write(tmp_path, "b.txt")]
    begin(asking, qtbot, paths)
    with qtbot.waitSignal(asking.answered) as answered:
        assert asking.dialog is not None
        asking.dialog.leave_button.click()
    assert answered.args == [Wanted(tuple(paths), {paths[0]: None})]


def test_stopping_while_a_table_is_looked_at(asking: Asking, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.assertNotEmitted(asking.answered):
        asking.ask([write(tmp_path, "a.csv")])
        assert asking.stop()


def test_tables_without_prose_in_a_folder_are_not_asked_about(asking: Asking, qtbot: QtBot, tmp_path: Path) -> None:
    write(tmp_path, "tokens.tsv", "0-4\t1-1\tThis\n5-7\t1-2\tis\n")
    write(tmp_path, "names.csv", "a;b\nthe town of Hama;place\nthe rebel group;actor\n")
    with qtbot.waitSignal(asking.answered) as answered:
        asking.ask([tmp_path])
    assert answered.args == [Wanted((tmp_path,))]


def test_table_without_prose_is_asked_about_when_it_was_named(asking: Asking, qtbot: QtBot, tmp_path: Path) -> None:
    begin(asking, qtbot, [write(tmp_path, "names.csv", "a;b\nthe town of Hama;place\nthe rebel group;actor\n")])


def test_all_that_is_unclear_can_be_left_out_at_once(asking: Asking, qtbot: QtBot, tmp_path: Path) -> None:
    heads = {"a.csv": "Kopf;Was", "b.csv": "Kopf;Wort", "c.csv": "Kopf;Inhalte"}
    paths = [write(tmp_path, name, ODD.replace("Kopf;Was", head)) for name, head in heads.items()]
    begin(asking, qtbot, [tmp_path])
    with qtbot.waitSignal(asking.answered) as answered:
        assert asking.dialog is not None
        asking.dialog.leave_all_button.click()
    assert answered.args == [Wanted((tmp_path,), dict.fromkeys(paths))]


def test_last_question_offers_to_leave_out_this_table_alone(asking: Asking, qtbot: QtBot, tmp_path: Path) -> None:
    begin(asking, qtbot, [write(tmp_path, "a.csv"), write(tmp_path, "b.txt")])
    assert asking.dialog is not None
    assert asking.dialog.leave_all_button.isHidden()
