from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from corpus import articles
from corpus.article import RawArticle
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.query import Query
from corpus.store import Store
from desktop.session import Session
from labels import codebook, labels, spans
from labels.intake import take_in


@pytest.fixture
def session(project_path: Path, qapp: object) -> Iterator[Session]:
    with Store.create(project_path, coder="rima") as store:
        codebook.use(store, codebook.load(codebook.STARTER))
        take_in(store, [RawArticle("Omar left Hama.", "One"), RawArticle("Nothing.", "Two")])
    session = Session()
    session.open(project_path, coder="rima")
    yield session
    session.close()


def test_nothing_is_open_at_first(qapp: object) -> None:
    session = Session()

    assert (session.store, session.article, session.spans, session.labels) == (None, None, [], [])
    assert session.read_only
    assert list(session.article_ids()) == []


def test_nothing_can_be_written_before_a_project_is_open(qapp: object) -> None:
    session = Session()

    assert session.do(articles.set_status, 1, "done") is None
    assert session.undo() is None


def test_opening_tells_that_project_and_article_are_others(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    Store.create(tmp_path / "other.dateline").close()
    with qtbot.waitSignals([session.project_changed, session.article_changed]):
        session.open(tmp_path / "other.dateline")

    assert session.article is None


def test_what_cannot_be_opened_leaves_the_present_project(session: Session, tmp_path: Path) -> None:
    session.show(1)
    with pytest.raises(UserError, match="does not exist"):
        session.open(tmp_path / "gone.dateline")

    assert session.article is not None
    assert session.do(articles.set_status, 1, "done")


def test_a_new_project_whose_codebook_fails_leaves_the_present_one(session: Session, tmp_path: Path) -> None:
    def broken(store: Store) -> Changes:
        raise UserError("no such codebook")

    with pytest.raises(UserError, match="no such codebook"):
        session.create(tmp_path / "new.dateline", codebook=broken)

    assert session.store is not None
    assert session.store.name == "test"


def test_showing_an_article_brings_its_spans(session: Session) -> None:
    session.do(spans.add, 1, 0, 4, session.labels[1].id)
    session.show(None)
    session.show(1)

    assert [span.surface for span in session.spans] == ["Omar"]


def test_an_article_that_is_gone_is_refused_and_the_present_one_stays(session: Session, qtbot: QtBot) -> None:
    session.show(1)
    with qtbot.waitSignal(session.failed) as refused:
        session.show(99)

    assert "There is no article 99" in refused.args[0]
    assert session.article is not None
    assert session.article.id == 1


def test_a_write_is_told_with_who_asked_for_it(session: Session, qtbot: QtBot) -> None:
    session.show(1)
    with qtbot.waitSignal(session.changed) as told:
        session.write(session, spans.add, 1, 0, 4, session.labels[1].id)

    assert "span" in told.args[0].kinds
    assert told.args[1] is session
    assert [span.surface for span in session.spans] == ["Omar"]


def test_a_write_that_is_refused_says_why_and_tells_nothing(session: Session, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(session.changed), qtbot.waitSignal(session.failed) as refused:
        done = session.do(articles.set_status, 99, "done")

    assert done is None
    assert "There is no article 99" in refused.args[0]


def test_a_write_that_changes_nothing_tells_nothing(session: Session, qtbot: QtBot) -> None:
    session.do(articles.set_status, 1, "done")
    with qtbot.assertNotEmitted(session.changed):
        changes = session.do(articles.set_status, 1, "done")

    assert changes == Changes() or not changes


def test_a_label_added_is_on_offer_at_once(session: Session) -> None:
    session.do(labels.add, "CONVOY")

    assert session.labels[-1].name == "CONVOY"


def test_an_article_removed_is_no_longer_read_and_has_no_spans(session: Session) -> None:
    session.show(1)
    session.do(spans.add, 1, 0, 4, session.labels[1].id)
    session.do(articles.remove, [1])

    assert (session.article, session.spans) == (None, [])


def test_articles_that_come_in_do_not_open_the_one_read_anew(session: Session, qtbot: QtBot) -> None:
    session.show(1)
    with qtbot.assertNotEmitted(session.article_changed):
        session.tell(Changes(frozenset({"article"})))


def test_undo_shows_the_article_it_concerns(session: Session) -> None:
    session.show(1)
    session.do(spans.add, 1, 0, 4, session.labels[1].id)
    session.show(2)
    session.undo()

    assert session.article is not None
    assert (session.article.id, session.spans) == (1, [])


def test_undo_behind_another_page_opens_no_article(session: Session) -> None:
    session.show(1)
    session.do(spans.add, 1, 0, 4, session.labels[1].id)
    session.show(2)
    session.undo(show=False)

    assert session.article is not None
    assert session.article.id == 2


def test_the_list_follows_the_query(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.query_changed):
        session.set_query(Query(text="Omar"))

    assert list(session.article_ids()) == [1]


def test_the_same_query_again_tells_nothing(session: Session, qtbot: QtBot) -> None:
    session.set_query(Query(text="Omar"))
    with qtbot.assertNotEmitted(session.query_changed):
        session.set_query(Query(text="Omar"))


def test_the_queue_goes_on_after_the_article_read(session: Session) -> None:
    session.show(1)

    assert session.next_in_queue() == 2


def test_a_query_ends_with_its_project(session: Session, project_path: Path) -> None:
    session.set_query(Query(text="Omar"))
    session.open(project_path)

    assert session.query == Query()
