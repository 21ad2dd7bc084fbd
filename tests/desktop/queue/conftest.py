from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from corpus.article import RawArticle
from corpus.store import Store
from desktop import theme
from desktop.queue import QueuePage
from desktop.session import Session
from labels.intake import take_in


@pytest.fixture
def session(store: Store, qapp: object) -> Iterator[Session]:
    """Ten articles, and rima at work."""
    take_in(store, [RawArticle(text=f"Article {number}.") for number in range(10)])
    session = Session()
    session.open(store.path, coder="rima")
    yield session
    session.close()


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> QueuePage:
    page = QueuePage(session, theme.current("light"))

    def start(_title: str, work: object, done: object) -> None:
        assert callable(work)
        assert callable(done)
        assert session.store is not None
        done(work(session.store, lambda *_: None))

    page.set_job(start)
    page.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    return page
