"""The page: what it lists, the editor that shows hits as one types, and files."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from corpus.article import RawArticle
from corpus.store import Store
from desktop import theme
from desktop.patterns import PatternsPage
from desktop.patterns.model import LABEL, ON, PATTERN, RIGHT, WRONG
from desktop.session import Session
from labels import labels, patterns, spans
from labels.intake import take_in
from labels.tokens import Tokenizer

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
STORIES = ("The Free Army left Hama.", "A free army came to Hama and Homs.")


@pytest.fixture
def session(store: Store, qapp: object) -> Iterator[Session]:
    """Two articles and two labels."""
    take_in(store, [RawArticle(text=text) for text in STORIES])
    for text in STORIES:
        Tokenizer(store).boundaries(text)
    for name in ("ACTOR", "LOCATION"):
        labels.add(store, name)
    session = Session()
    session.open(store.path, coder="rima")
    yield session
    session.close()


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> Iterator[PatternsPage]:
    page = PatternsPage(session, theme.light())

    def start(_title: str, work: object, done: object) -> None:
        assert callable(work)
        assert callable(done)
        done(work(session.store, lambda *_: None))

    page.set_job(start)
    page.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    yield page
    page.close_project()


def cells(page: PatternsPage, column: int) -> list[str]:
    return [str(page.model.index(row, column).data()) for row in range(page.model.rowCount())]


def settle(page: PatternsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.editor._later.isActive() and not page.worker.is_busy)


def test_without_patterns_it_says_what_they_are_for(page: PatternsPage, qtbot: QtBot) -> None:
    assert page.empty.isVisible()
    page.empty.button.click()
    assert page.editor.heading.text() == "New pattern"


def test_hits_are_shown_as_one_types(page: PatternsPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.editor.field, "free army")
    settle(page, qtbot)
    assert page.editor.told.full_text == "2 hits in 2 articles"
    assert [line.hit for line in page.editor.hits.hits.lines] == ["Free Army", "free army"]


def test_a_pattern_is_added_by_enter(page: PatternsPage, session: Session, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.editor.field, "free army")
    qtbot.keyClick(page.editor.field, Qt.Key.Key_Return)
    assert (cells(page, PATTERN), cells(page, LABEL)) == (["free army"], ["ACTOR"])
    assert page.editor.save.text() == "Save"
    session.undo()
    assert page.model.rowCount() == 0


def test_a_pattern_is_changed(page: PatternsPage, session: Session, qtbot: QtBot) -> None:
    session.do(patterns.add, 1, "words", "hama")
    page.editor.label.setCurrentIndex(1)
    page.editor.field.setPlainText("Hama")
    page.editor.note.setText("The town")
    page.editor.save.click()
    assert (cells(page, PATTERN), cells(page, LABEL)) == (["Hama"], ["LOCATION"])
    assert page.model.patterns[0].note == "The town"


def test_what_cannot_be_a_pattern_is_told_and_not_kept(page: PatternsPage, qtbot: QtBot) -> None:
    page.editor.kind.setCurrentIndex(2)
    page.editor.field.setPlainText("(Hama")
    settle(page, qtbot)
    assert page.editor.trouble.text().startswith("This expression cannot be read")
    qtbot.keyClick(page.editor.field, Qt.Key.Key_Return)
    assert page.model.rowCount() == 0
    assert not page.editor.save.isEnabled()


def test_a_pattern_is_turned_off_by_space_and_by_its_box(page: PatternsPage, session: Session, qtbot: QtBot) -> None:
    session.do(patterns.add, 1, "words", "free army")
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert page.model.patterns[0].off
    assert page.summary.full_text == "1 pattern, 1 off"
    page.model.setData(page.model.index(0, ON), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert not page.model.patterns[0].off


def test_a_pattern_is_removed_and_comes_back(page: PatternsPage, session: Session, qtbot: QtBot) -> None:
    session.do(patterns.add, 1, "words", "free army")
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert page.empty.isVisible()
    session.undo()
    assert cells(page, PATTERN) == ["free army"]


def test_it_is_told_how_often_a_pattern_was_right(page: PatternsPage, session: Session, qtbot: QtBot) -> None:
    session.do(patterns.add, 1, "words", "free army")
    session.do(spans.add, 2, 2, 11, 1, origin="pattern 1")
    qtbot.waitUntil(lambda: (cells(page, RIGHT), cells(page, WRONG)) == (["1"], ["–"]))


def test_a_hit_is_opened_in_its_article(page: PatternsPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.editor.field, "Homs")
    settle(page, qtbot)
    with qtbot.waitSignal(page.open_requested) as asked:
        page.editor.hits.activated.emit(page.editor.hits.hits.index(0))
    assert asked.args == [2, 29, 33]


def test_patterns_come_from_and_go_to_files(page: PatternsPage, session: Session, tmp_path: Path) -> None:
    given = tmp_path / "given.jsonl"
    given.write_text(json.dumps({"label": "ACTOR", "pattern": "Free Army"}) + "\n", encoding="utf-8")
    page.import_file(given)
    assert cells(page, PATTERN) == ["Free Army"]
    assert page.summary.full_text == "1 pattern came in"
    page.export_file(tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == given.read_text(encoding="utf-8")


def test_the_keys_lead_to_the_editor_and_back(page: PatternsPage, session: Session, qtbot: QtBot) -> None:
    session.do(patterns.add, 1, "words", "free army")
    qtbot.keyClick(page.table, Qt.Key.Key_N)
    assert page.editor.pattern is None
    qtbot.keyClick(page.editor.field, Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.left):
        qtbot.keyClick(page.table, Qt.Key.Key_Escape)


def test_what_a_file_lacks_is_told_and_named(page: PatternsPage, tmp_path: Path) -> None:
    given = tmp_path / "p.jsonl"
    given.write_text('{"label": "MILITIA", "pattern": "Free Army"}\n{\n[]\n', encoding="utf-8")
    page.import_file(given)
    assert (
        page.summary.full_text == "1 pattern came in; 1 new label; 2 lines left out. p.jsonl, line 2: it is not JSON."
    )
    assert "line 3" in page.summary.toolTip()


def test_what_is_found_nowhere_is_told_in_two_words(page: PatternsPage, qtbot: QtBot) -> None:
    page.editor.field.setPlainText("Aleppo")
    qtbot.waitUntil(lambda: page.editor.told.full_text == "No hits")


def test_nothing_can_be_added_to_a_project_that_cannot_be_written(
    page: PatternsPage, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(session), "read_only", property(lambda _: True))
    page.refresh()
    page.editor.field.setPlainText("Hama")
    qtbot.waitUntil(lambda: page.editor.told.full_text.startswith("2 hits"))
    assert not page.editor.save.isEnabled()
