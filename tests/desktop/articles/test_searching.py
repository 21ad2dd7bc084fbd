"""Searching in the window's thread and beside it: the same answers, the newest question only."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyroaring import BitMap
from pytestqt.qtbot import QtBot

from corpus import articles
from corpus.article import RawArticle
from corpus.listing import Listing
from corpus.query import Query, parse
from desktop.articles import searching
from desktop.articles.searching import Found, Searcher
from desktop.session import Session
from labels.intake import take_in


@pytest.fixture
def beside(session: Session) -> Iterator[Searcher]:
    """A searcher that holds no project for small."""
    searcher = Searcher(session, small=0)
    yield searcher
    searcher.stop()


def answer(searcher: Searcher, qtbot: QtBot, typed: str) -> Found:
    with qtbot.waitSignal(searcher.found, check_params_cb=lambda found: found.complete) as told:
        searcher.ask(parse(typed))
    assert told.args is not None
    found: Found = told.args[0]
    return found


def test_small_project_answers_at_once(session: Session) -> None:
    told: list[Found] = []
    searcher = Searcher(session)
    searcher.found.connect(told.append)
    searcher.ask(parse("status:todo gate OR zeppelin"))
    assert [(list(found.ids), found.complete) for found in told] == [([1], True)]
    assert not searcher.busy


@pytest.mark.parametrize("typed", ["", "gate", "status:todo", "gate OR prison", "-story", "status:finished"])
def test_thread_finds_the_same(session: Session, beside: Searcher, qtbot: QtBot, typed: str) -> None:
    at_once: list[Found] = []
    searcher = Searcher(session)
    searcher.found.connect(at_once.append)
    searcher.ask(parse(typed))
    found = answer(beside, qtbot, typed)
    assert (found.ids, found.problems) == (at_once[0].ids, at_once[0].problems)
    assert not beside.busy


def test_newest_question_is_answered_only(beside: Searcher, qtbot: QtBot) -> None:
    told: list[Found] = []
    beside.found.connect(told.append)
    for typed in ("story", "gate", "prison OR gate", "prison"):
        beside.ask(parse(typed))
    qtbot.waitUntil(lambda: not beside.busy)
    assert [found.query for found in told] == [parse("prison")]


def test_thread_sees_what_was_written_since(session: Session, beside: Searcher, qtbot: QtBot) -> None:
    assert list(answer(beside, qtbot, "gate status:todo").ids) == [1]
    session.do(articles.set_status, 1, "done")
    assert list(answer(beside, qtbot, "gate status:todo").ids) == []


def test_thread_asks_the_index_anew_when_told(session: Session, beside: Searcher, qtbot: QtBot) -> None:
    assert session.store
    assert len(answer(beside, qtbot, "story").ids) == 8
    take_in(session.store, [RawArticle("Another story.", "Another")])
    beside.forget()
    assert len(answer(beside, qtbot, "story").ids) == 9


def test_thread_goes_to_another_project(
    session: Session, beside: Searcher, qtbot: QtBot, make_project: Callable[..., Path]
) -> None:
    answer(beside, qtbot, "story")
    session.open(make_project(3, name="other"), coder="omar")
    assert len(answer(beside, qtbot, "story").ids) == 3


def test_long_answer_comes_in_two_parts(
    session: Session, make_project: Callable[..., Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.listing.FIRST_STEP", 100)
    monkeypatch.setattr(searching, "FIRST_AFTER", 0.0)
    session.open(make_project(500, name="long"), coder="rima")
    searcher, told = Searcher(session, small=0), list[Found]()
    searcher.found.connect(told.append)
    searcher.ask(parse("story"))
    qtbot.waitUntil(lambda: len(told) == 2)
    searcher.stop()
    assert [(len(found.ids), found.complete) for found in told] == [(500, False), (500, True)]


def test_project_that_went_away_is_told(session: Session, qtbot: QtBot) -> None:
    assert session.store
    path = session.store.path
    searcher = Searcher(session, small=0)
    path.rename(path.with_suffix(".away"))
    with qtbot.waitSignal(searcher.failed) as told:
        searcher.ask(parse("gate"))
    searcher.stop()
    assert told.args is not None
    assert "does not exist" in told.args[0]
    assert not searcher.busy


def test_without_a_project_nothing_is_found(session: Session) -> None:
    searcher, told = Searcher(session), list[Found]()
    searcher.found.connect(told.append)
    session.close()
    searcher.ask(Query())
    assert len(told[0].ids) == 0


def test_a_write_breaks_a_search_off_and_it_begins_anew(
    session: Session, beside: Searcher, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    class Endless(Listing):
        def parts(self, after: int = 0) -> Iterator[BitMap]:
            if begun.is_set():
                yield from super().parts(after)
                return
            begun.set()
            while True:
                yield BitMap()

    monkeypatch.setattr(searching, "Listing", Endless)
    beside.ask(parse("gate"))
    assert begun.wait(20)
    with qtbot.waitSignal(beside.found, check_params_cb=lambda found: found.complete) as told:
        session.do(articles.set_status, 1, "done")
    assert told.args is not None
    assert list(told.args[0].ids) == [1]
