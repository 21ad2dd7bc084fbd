"""Which suggested events have a card: those that are sure enough, in articles that are not done."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from corpus import articles
from corpus.article import RawArticle
from corpus.store import Store
from desktop import theme
from desktop.reader import ReaderView
from desktop.review.core import Drafted, core
from desktop.review.event_board import EventBoard
from desktop.review_events import LEAST, EventReview
from desktop.session import Session
from labels import codebook
from labels.event import EventDraft
from labels.intake import take_in
from labels.suggestion import EventSuggestion

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Parts:
    """Session, cards and who joins them."""

    def __init__(self, path: Path, bot: QtBot) -> None:
        self.parent = QObject()
        self.session = Session(self.parent)
        reader, self.board = ReaderView(theme.light()), EventBoard(theme.light())
        bot.addWidget(reader)
        bot.addWidget(self.board)
        self.review = EventReview(self.session, reader, self.board, core(), lambda _step, draft: draft, self.parent)
        self.session.article_changed.connect(self.review.show_article)
        self.session.changed.connect(lambda changes, _: self.review.follow(changes))
        self.session.open(path, coder="rima")
        self.session.show(1)

    def propose(self, *scores: float) -> None:
        """Suggest an event of each score."""
        self.review.set_event_suggestions(1, [self.drafted(at, score) for at, score in enumerate(scores)])

    def drafted(self, at: int, score: float) -> Drafted:
        type_id = self.session.event_types()[0].id
        return EventSuggestion(1, at, at + 3, type_id, "model 1", score), EventDraft(type_id)

    def scores(self) -> list[float]:
        return [card.suggestion.score for card in self.board.cards.cards]


@pytest.fixture
def parts(project_path: Path, qtbot: QtBot) -> Iterator[Parts]:
    with Store.create(project_path, coder="rima") as store:
        codebook.use(store, codebook.load(codebook.STARTER))
        take_in(store, [RawArticle("Shells fell on the road to Hama.")])
    made = Parts(project_path, qtbot)
    yield made
    made.session.close()


def test_only_what_is_sure_enough_has_a_card(parts: Parts) -> None:
    parts.propose(0.9, 0.05, LEAST)
    assert parts.scores() == [0.9, LEAST]


def test_an_article_that_is_done_has_no_cards(parts: Parts) -> None:
    parts.session.do(articles.set_status, 1, "done")
    parts.propose(0.9)
    assert parts.scores() == []


def test_cards_go_when_the_article_is_done_and_come_back_when_it_is_to_do(parts: Parts) -> None:
    parts.propose(0.9)
    parts.session.do(articles.set_status, 1, "done")
    done = parts.scores()
    parts.session.do(articles.set_status, 1, "new")

    assert done == []
    assert parts.scores() == [0.9]
