from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from corpus.article import RawArticle
from corpus.store import Store
from desktop import theme
from desktop.concordance import ConcordancePage
from desktop.concordance.delegate import reads_leftwards
from desktop.concordance.model import AFTER, BEFORE, HIT, LABEL, TICK
from desktop.session import Session
from labels import labels
from labels.concordance import Wanted
from labels.intake import take_in
from labels.tokens import Tokenizer

STORIES = (
    ("Calm returned to Hama on Friday. Hama was quiet.", "2024-12-03"),
    ("Before dawn Hama burned.", "2024-12-01"),
    ("وقال شاهد إن المقاتلين دخلوا مدينة حماة ليلا من دون قتال", "2024-12-02"),
)


@pytest.fixture
def session(tmp_path: Path, qapp: object) -> Iterator[Session]:
    path = tmp_path / "desk.dateline"
    with Store.create(path, coder="rima") as store:
        take_in(store, [RawArticle(text, published=day) for text, day in STORIES])
        labels.add(store, "LOCATION", key="p")
        for text, _ in STORIES:
            Tokenizer(store).boundaries(text)
    session = Session()
    session.open(path)
    yield session
    session.close()


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> Iterator[ConcordancePage]:
    page = ConcordancePage(session, theme.light())
    qtbot.addWidget(page)
    page.resize(1280, 700)
    with qtbot.waitExposed(page):
        page.show()
    yield page
    page.close_project()


@pytest.fixture
def search(page: ConcordancePage, qtbot: QtBot) -> Callable[[str], None]:
    def look(text: str) -> None:
        page.show_search(text)
        qtbot.waitUntil(lambda: not page.worker.is_busy)

    return look


def column(page: ConcordancePage, number: int) -> list[str]:
    rows = range(page.model.rowCount())
    return [str(page.model.data(page.model.index(row, number))).strip("\u2068\u2069 ") for row in rows]


def test_it_says_what_to_do_before_anything_is_asked(page: ConcordancePage) -> None:
    assert page.empty.isVisible()
    assert "Type words" in page.empty.sentence.text()


def test_typing_lists_every_hit_in_its_context(page: ConcordancePage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.bar.line, "hama")
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    assert column(page, HIT) == ["Hama", "Hama", "Hama"]
    assert column(page, BEFORE)[0] == "Calm returned to"
    assert column(page, AFTER)[2] == "burned."


def test_what_is_wrong_is_told(page: ConcordancePage, search: Callable[[str], None]) -> None:
    search("source:nowhere")
    assert page.empty.heading.text() == "Nothing could be searched"
    search("nowhere")
    assert page.empty.heading.text() == "No hits"


def test_a_click_on_a_heading_sorts_and_ticks_stay_with_their_hits(
    page: ConcordancePage, search: Callable[[str], None], qtbot: QtBot
) -> None:
    search("hama")
    page.model.tick([2], on=True)
    page.table.horizontalHeader().sectionClicked.emit(AFTER)
    qtbot.waitUntil(lambda: not page.worker.is_busy)
    assert column(page, AFTER)[0] == "burned."
    assert [page.model.is_ticked(row) for row in range(3)] == [True, False, False]


def test_space_ticks_and_goes_on(page: ConcordancePage, search: Callable[[str], None], qtbot: QtBot) -> None:
    search("hama")
    page.table.setFocus()
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert page.model.ticked == 2
    assert page.table.currentIndex().row() == 2


def test_ticked_hits_are_labelled_by_key_after_a_preview_and_unlabelled(
    page: ConcordancePage, session: Session, search: Callable[[str], None], qtbot: QtBot
) -> None:
    search("hama")
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.table, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: page.foot.yes.isVisible())
    assert page.foot.sentence.text() == "3 hits in 2 articles will be labelled LOCATION."
    page.foot.yes.click()
    assert session.label_counts() == {1: 3}
    qtbot.waitUntil(lambda: column(page, LABEL) == ["LOCATION"] * 3)
    page.foot.unlabel_button.click()
    qtbot.waitUntil(lambda: page.foot.yes.isVisible())
    page.foot.yes.click()
    assert not session.label_counts().get(1)
    session.undo()
    assert session.label_counts() == {1: 3}


def test_many_hits_are_labelled_by_a_job(
    page: ConcordancePage, search: Callable[[str], None], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.concordance.coding.FEW", 2)
    jobs: list[str] = []
    page.set_job(lambda title, _work: jobs.append(title))
    search("hama")
    page.model.tick_all(on=True)
    page.foot.label_button.click()
    qtbot.waitUntil(lambda: page.foot.yes.isVisible())
    page.foot.yes.click()
    assert jobs == ["Labelling 3 hits"]


def test_nothing_is_asked_when_the_question_is_put_away(
    page: ConcordancePage, session: Session, search: Callable[[str], None], qtbot: QtBot
) -> None:
    search("hama")
    page.model.tick_all(on=True)
    page.foot.label_button.click()
    qtbot.waitUntil(lambda: page.foot.yes.isVisible())
    page.foot.no.click()
    assert not page.foot.question.isVisible()
    assert not session.label_counts().get(1)


def test_enter_asks_for_the_article(page: ConcordancePage, search: Callable[[str], None], qtbot: QtBot) -> None:
    search("burned")
    page.table.selectRow(0)
    with qtbot.waitSignal(page.open_requested) as asked:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert asked.args == [2, 17, 23]


def test_a_line_in_arabic_is_read_from_right_to_left(page: ConcordancePage, search: Callable[[str], None]) -> None:
    search("حماه")
    line = page.model.line(0)
    assert line
    assert line.hit == "حماة"
    assert reads_leftwards(line)
    assert not page.grab().isNull()


def test_the_same_words_are_looked_for(page: ConcordancePage, qtbot: QtBot) -> None:
    page.show_same("Hama")
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    assert page.bar.query().kind == "same"


def test_closing_the_project_empties_the_page(
    page: ConcordancePage, session: Session, search: Callable[[str], None]
) -> None:
    search("hama")
    session.close()
    assert page.model.rowCount() == 0
    assert not page.bar.line.text()


def test_a_tick_box_tells_its_state_to_screen_readers(page: ConcordancePage, search: Callable[[str], None]) -> None:
    search("hama")
    page.model.tick([0], on=True)
    states = [page.model.data(page.model.index(row, TICK), Qt.ItemDataRole.CheckStateRole) for row in range(2)]
    assert states == [Qt.CheckState.Checked, Qt.CheckState.Unchecked]


def test_a_search_that_was_stopped_says_so(page: ConcordancePage) -> None:
    page.search(Wanted("Hama", "expression"))
    page.stop()
    assert page.empty.heading.text() == "Stopped"
    assert "stopped after 0 articles" in page.foot.counts.text()


def test_stop_after_the_end_says_nothing(page: ConcordancePage, search: Callable[[str], None]) -> None:
    search("hama")
    page.stop()
    assert "stopped" not in page.foot.counts.text()
