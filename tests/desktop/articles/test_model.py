from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from corpus import articles
from corpus.id_list import IdList
from desktop.articles import model
from desktop.articles.model import PAGE, PAGES, ArticleModel
from desktop.session import Session


@pytest.fixture
def listed(session: Session) -> ArticleModel:
    found = ArticleModel(session, session)
    found.set_ids(session.article_ids())
    return found


def test_model_keeps_qts_rules(session: Session) -> None:
    found = ArticleModel(session, session)
    QAbstractItemModelTester(found, QAbstractItemModelTester.FailureReportingMode.Fatal, found)
    for ids in (session.article_ids(), IdList([3, 1]), IdList([1, 2, 3, 7]), IdList(), session.article_ids()):
        found.set_ids(ids)
    found.touch({2})
    found.touch_all()
    assert found.rowCount() == 8


def test_rows_come_in_the_order_of_the_ids(listed: ArticleModel) -> None:
    listed.set_ids([8, 2])
    assert [listed.index(row, 0).data(model.ROW).id for row in range(2)] == [8, 2]
    assert listed.index(0, 0).data() == "Prison doors opened in Hama"
    assert "in progress" in listed.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_same_ids_are_no_reset(listed: ArticleModel, session: Session, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(listed.modelReset):
        assert not listed.set_ids(session.article_ids())


def test_more_of_the_same_moves_nothing(listed: ArticleModel, qtbot: QtBot) -> None:
    listed.set_ids(IdList([1, 2]))
    with qtbot.assertNotEmitted(listed.modelReset), qtbot.waitSignal(listed.rowsInserted) as told:
        assert listed.set_ids(IdList([1, 2, 5, 8]))
    assert told.args is not None
    assert told.args[1:] == [2, 3]
    assert listed.index(3, 0).data(model.ID) == 8
    assert listed.index(3, 0).data() == "Prison doors opened in Hama"


def test_only_rows_written_are_read_again(listed: ArticleModel, session: Session, qtbot: QtBot) -> None:
    assert listed.index(1, 0).data(model.ROW).status == "in progress"
    session.do(articles.set_status, 2, "done")
    with qtbot.waitSignal(listed.dataChanged) as told:
        listed.touch({2})
    assert told.args is not None
    assert [told.args[0].row(), told.args[1].row()] == [1, 1]
    assert listed.index(1, 0).data(model.ROW).status == "done"


def test_rows_nobody_looked_at_are_not_read(
    listed: ArticleModel, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "article_rows", lambda ids: pytest.fail("read"))
    with qtbot.assertNotEmitted(listed.dataChanged):
        listed.touch({2})
    assert listed.index(0, 0).data(model.ID) == 1


def test_article_gone_behind_the_back_is_a_blank_row(listed: ArticleModel) -> None:
    listed.set_ids(IdList([99]))
    assert listed.index(0, 0).data(model.ROW) is None
    assert listed.index(0, 0).data() is None


def test_long_list_is_held_in_few_pages(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def rows(ids: Sequence[int]) -> list[object]:
        asked.append(len(ids))
        return []

    monkeypatch.setattr(session, "article_rows", rows)
    found = ArticleModel(session, session)
    found.set_ids(IdList(range(1, PAGE * (PAGES + 4) + 1)))
    for row in range(0, found.rowCount(), PAGE // 2):
        found.row_at(row)
    assert asked == [PAGE] * (PAGES + 4)
    found.row_at(found.rowCount() - 1)
    assert len(asked) == PAGES + 4
    found.row_at(0)
    assert len(asked) == PAGES + 5
