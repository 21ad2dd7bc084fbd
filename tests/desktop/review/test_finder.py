import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from corpus import articles
from corpus.article import RawArticle
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.query import Query
from corpus.store import Store
from desktop.review.core import Core
from desktop.review.finder import Finder, Found, Onward, bears
from labels.intake import take_in
from labels.suggestion import NAMES, Suggestion


def nothing(*_: Any) -> Any:
    raise AssertionError


class Fake:
    """A core that proposes the first word of each article named; `gate` holds it up."""

    def __init__(self) -> None:
        self.having: set[int] = set()
        self.heard: list[Changes] = []
        self.gate = threading.Event()
        self.gate.set()
        self.slower = 0
        self.asked: list[int] = []
        self.set_aside: dict[int, str] = {}
        self.closed = False
        self.begun = 0
        self.events: list[Any] = []

    def core(self) -> Core:
        return Core(
            lexicon=self.lexicon,
            of_article=self.of_article,
            accept=nothing,
            reject=nothing,
            offers=nothing,
            take=nothing,
            decline=nothing,
            events=lambda store, article_id: self.events,
        )

    def lexicon(self, store: Store) -> "Fake":
        self.begun += 1
        return self

    def of_article(self, store: Store, article_id: int, lexicon: Any, patience: float) -> list[Suggestion]:
        assert lexicon is self
        self.asked.append(article_id)
        self.gate.wait(10)
        if article_id == 99:
            raise UserError("The project cannot be read.")
        return [Suggestion(article_id, 0, 4, 1, NAMES, len(self.asked) / 100)] if article_id in self.having else []

    def follow(self, changes: Changes) -> None:
        self.heard.append(changes)

    def close(self) -> None:
        self.closed = True

    @property
    def behind(self) -> bool:
        self.slower -= 1
        return self.slower >= 0


@pytest.fixture
def fake() -> Fake:
    return Fake()


@pytest.fixture
def finder(fake: Fake, qapp: object) -> Iterator[Finder]:
    finder = Finder(fake.core())
    yield finder
    fake.gate.set()
    finder.stop()


@pytest.fixture
def five(project_path: Path) -> Iterator[Store]:
    with Store.create(project_path, coder="rima") as store:
        take_in(store, [RawArticle(text=f"Word {number}.") for number in range(5)])
        yield store


def test_an_article_s_suggestions_are_found(finder: Finder, fake: Fake, five: Store, qtbot: QtBot) -> None:
    fake.having = {2}
    with qtbot.waitSignal(finder.found) as heard:
        finder.ask(five, 2)
    assert heard.args[0] == Found(2, (Suggestion(2, 0, 4, 1, NAMES, 0.01),))
    assert not finder.busy


def test_a_project_is_read_once_whoever_asks_first(finder: Finder, fake: Fake, five: Store, qtbot: QtBot) -> None:
    fake.having = {2}
    with qtbot.waitSignal(finder.found):
        finder.ask(five, 2)
        finder.use(five)
    assert fake.begun == 1


def test_the_same_file_opened_again_is_read_again(finder: Finder, fake: Fake, five: Store, qtbot: QtBot) -> None:
    finder.use(five)
    with Store.open(five.path, coder="rima") as again, qtbot.waitSignal(finder.found):
        finder.use(again)
        finder.ask(again, 2)
    assert fake.begun == 2


def test_only_the_newest_question_is_answered(finder: Finder, fake: Fake, five: Store, qtbot: QtBot) -> None:
    heard: list[Found] = []
    finder.found.connect(heard.append)
    fake.gate.clear()
    finder.ask(five, 1)
    qtbot.waitUntil(lambda: fake.asked == [1])
    finder.ask(five, 2)
    finder.ask(five, 3)
    with qtbot.waitSignal(finder.found):
        fake.gate.set()
    assert [each.article_id for each in heard] == [3]
    assert fake.asked == [1, 3]


def test_a_question_that_is_dropped_is_not_answered(finder: Finder, fake: Fake, five: Store, qtbot: QtBot) -> None:
    fake.gate.clear()
    finder.ask(five, 1)
    qtbot.waitUntil(lambda: fake.asked == [1])
    finder.drop()
    fake.gate.set()
    with qtbot.waitSignal(finder.found) as heard:
        finder.ask(five, 2)
    assert heard.args[0].article_id == 2


def test_the_next_article_with_suggestions_is_reached(finder: Finder, fake: Fake, five: Store, qtbot: QtBot) -> None:
    fake.having = {2, 4}
    with qtbot.waitSignal(finder.reached) as heard:
        finder.ask(five, Onward(2, Query()))
    assert heard.args[0].article_id == 4
    with qtbot.waitSignal(finder.reached) as heard:
        finder.ask(five, Onward(4, Query(), frozenset({2})))
    assert heard.args[0] is None


def test_finished_articles_are_not_reached(finder: Finder, fake: Fake, five: Store, qtbot: QtBot) -> None:
    fake.having = {3, 5}
    articles.set_status(five, 3, "done")
    with qtbot.waitSignal(finder.reached) as heard:
        finder.ask(five, Onward(1, Query()))
    assert heard.args[0].article_id == 5


def test_a_write_is_heard_by_what_is_known(finder: Finder, fake: Fake, five: Store, qtbot: QtBot) -> None:
    first, second = Changes(frozenset({"span"})), Changes(frozenset({"verdict"}))
    finder.use(five)
    finder.learn(first)
    with qtbot.waitSignal(finder.found):
        finder.ask(five, 1)
    finder.learn(second)
    assert fake.heard == [first, second]


def test_what_takes_longer_is_added_when_it_is_there(finder: Finder, fake: Fake, five: Store, qtbot: QtBot) -> None:
    fake.having, fake.slower = {1}, 2
    heard: list[Found] = []
    finder.found.connect(heard.append)
    finder.ask(five, 1)
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert fake.asked == [1, 1, 1]


def test_trouble_is_one_sentence(finder: Finder, five: Store, qtbot: QtBot) -> None:
    with qtbot.waitSignal(finder.failed) as heard:
        finder.ask(five, 99)
    assert heard.args == ["The project cannot be read."]


def test_a_project_that_cannot_be_opened_fails(fake: Fake, five: Store, qtbot: QtBot, qapp: object) -> None:
    finder = Finder(replace(fake.core(), lexicon=_refuse))
    with qtbot.waitSignal(finder.failed) as heard:
        finder.ask(five, 1)
    assert heard.args == ["It cannot be read."]
    finder.stop()


def test_a_pattern_that_is_run_no_more_is_told_once(finder: Finder, fake: Fake, five: Store, qtbot: QtBot) -> None:
    fake.set_aside = {3: "It took too long."}
    heard: list[str] = []
    finder.failed.connect(heard.append)
    for article_id in (1, 2):
        with qtbot.waitSignal(finder.found):
            finder.ask(five, article_id)
    assert heard == ["It took too long."]


def test_children_are_let_go_of_at_the_end(finder: Finder, fake: Fake, five: Store, qtbot: QtBot) -> None:
    with qtbot.waitSignal(finder.found):
        finder.ask(five, 1)
    finder.stop()
    assert fake.closed


def _refuse(store: Store) -> Any:
    raise UserError("It cannot be read.")


def test_which_writes_bear_on_suggestions() -> None:
    assert bears(Changes(frozenset({"span", "work"})))
    assert not bears(Changes(frozenset({"work"})))


def test_another_project_is_not_waited_for(finder: Finder, fake: Fake, five: Store, qtbot: QtBot) -> None:
    fake.gate.clear()
    finder.ask(five, 1)
    qtbot.waitUntil(lambda: fake.asked == [1])
    finder.use(None)
    assert not finder.busy
    heard: list[Found] = []
    finder.found.connect(heard.append)
    fake.gate.set()
    finder.stop()
    assert heard == []


def test_suggested_events_come_behind_what_was_found(finder: Finder, fake: Fake, five: Store, qtbot: QtBot) -> None:
    told: list[object] = []
    fake.having, fake.events = {2}, [("an event", "a draft")]
    finder.found.connect(lambda found: told.append(found.article_id))
    finder.events.connect(lambda article_id, found: told.append((article_id, found)))
    with qtbot.waitSignal(finder.events):
        finder.ask(five, 2)
    assert told == [2, (2, (("an event", "a draft"),))]


def test_the_article_reached_has_its_events_too(finder: Finder, fake: Fake, five: Store, qtbot: QtBot) -> None:
    fake.having, fake.events = {3}, [("an event", "a draft")]
    with qtbot.waitSignal(finder.events) as heard:
        finder.ask(five, Onward(1, Query()))
    assert heard.args[0] == 3


def _asked(fake: Fake, article_id: int) -> bool:
    return fake.asked[-1:] == [article_id]


def test_every_thread_has_ended_behind_a_stop(fake: Fake, five: Store, qtbot: QtBot, qapp: object) -> None:
    finder = Finder(fake.core())
    fake.gate.clear()
    for article_id in (1, 2, 3):  # one after the other, as projects are switched
        finder.ask(five, article_id)
        qtbot.waitUntil(partial(_asked, fake, article_id))
        finder.use(None)
    threads = set(finder._running)
    assert len(threads) == 3
    opener = threading.Timer(0.05, fake.gate.set)
    opener.start()
    finder.stop()
    assert all(each.isFinished() for each in threads)
    finder.stop()  # a second time, as when the window is closed after the project
    opener.join()


def test_a_finder_that_is_forgotten_takes_its_thread_along(fake: Fake, five: Store, qtbot: QtBot) -> None:
    finder = Finder(fake.core())
    finder.use(five)
    thread = next(iter(finder._running))
    shiboken6.delete(finder)
    assert thread.isFinished()


def test_the_end_of_the_program_ends_the_thread(finder: Finder, five: Store, qapp: QCoreApplication) -> None:
    finder.use(five)
    thread = next(iter(finder._running))
    qapp.aboutToQuit.emit()
    assert thread.isFinished()
