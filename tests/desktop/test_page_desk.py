"""Ways from the pages to the article that is read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from corpus import assigning
from corpus.article import RawArticle
from corpus.assigning import Plan
from corpus.store import Store
from desktop import app as composition
from desktop.app import App
from desktop.pages import CODE, CONCORDANCE, INTAKE, QUEUE
from desktop.settings import Settings
from labels.intake import take_in

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def app(qapp: object, qtbot: QtBot, tmp_path: Path) -> Iterator[App]:
    settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    made = composition.make(qapp, settings)  # type: ignore[arg-type]
    qtbot.addWidget(made.window)
    with Store.create(tmp_path / "desk.dateline", coder="rima") as store:
        take_in(store, [RawArticle(text=f"Hama fell on day {number}.", title=f"{number}") for number in range(5)])
    made.files.open(tmp_path / "desk.dateline")
    yield made
    made.close()


@pytest.mark.parametrize("page", [CONCORDANCE, INTAKE, QUEUE])
def test_each_page_is_shown_and_left(app: App, page: str) -> None:
    app.run(page)
    assert app.pages.present == page
    app.run(CODE)
    assert app.pages.present == CODE


def test_words_are_selected_in_their_article(app: App) -> None:
    app.run(CONCORDANCE)
    app.pages.read_requested.emit(3, 5, 9)
    assert app.pages.present == CODE
    assert app.session.article is not None
    assert app.session.article.id == 3
    assert app.reader.selection() == (5, 9)


def test_an_assignment_is_listed_and_its_first_article_opened(app: App) -> None:
    app.session.do(assigning.assign, Plan("Monday", count=2, how="newest", coders=("rima",)))
    app.session.show(5)
    app.pages.code_requested.emit("Monday")
    assert len(app.session.article_ids()) == 2
    assert app.session.article is not None
    assert app.session.article.id in app.session.article_ids()


def test_every_hit_of_the_words_selected(app: App, qtbot: QtBot) -> None:
    app.session.show(1)
    app.reader.select(0, 4)
    app.run("same_words")
    assert app.pages.present == CONCORDANCE
    page = app.pages.concordance
    assert page is not None
    qtbot.waitUntil(lambda: len(page.model.hits) == 5, timeout=20_000)
