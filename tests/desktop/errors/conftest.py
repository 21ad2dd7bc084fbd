from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from corpus import articles
from corpus.article import RawArticle
from corpus.store import Store
from corpus.uid import new_uid, now
from desktop import theme
from desktop.errors import ErrorsPage
from desktop.session import Session
from labels import labels, spans
from labels.intake import take_in

TEXT = "Shelling hit Hama on Friday. Hama was calm on Saturday."
Predicted = tuple[int, int, int, int, float]


@pytest.fixture
def session(store: Store, qapp: object) -> Iterator[Session]:
    """Two finished articles, in the first of which Hama is coded once."""
    take_in(store, [RawArticle(text=TEXT, title="Hama"), RawArticle(text="Homs burned.", title="Homs")])
    for name in ("LOCATION", "DATE"):
        labels.add(store, name)
    spans.add(store, 1, 13, 17, labels.by_name(store)["LOCATION"].id)
    for article_id in (1, 2):
        articles.set_status(store, article_id, "done")
    session = Session()
    session.open(store.path, coder="rima")
    yield session
    session.close()


@pytest.fixture
def cross(store: Store) -> Callable[[Sequence[Predicted]], None]:
    """Takes predictions (article, start, end, label, score) and keeps them as a run over both articles."""

    def write(predicted: Sequence[Predicted]) -> None:
        with store.transaction():
            conn = store.db.conn
            sql = "INSERT INTO training_run (uid, kind, seconds, at) VALUES (?, 'errors', 1.0, ?)"
            run = int(conn.execute(sql, (new_uid(), now())).lastrowid or 0)
            conn.executemany("INSERT INTO crossed VALUES (?, ?)", [(run, 1), (run, 2)])
            conn.executemany(
                'INSERT INTO cross_prediction (run_id, article_id, start, "end", label_id, score) '
                "VALUES (?, ?, ?, ?, ?, ?)",
                [(run, *row) for row in predicted],
            )

    return write


@pytest.fixture
def jobs() -> list[str]:
    """Titles of the jobs that were started."""
    return []


@pytest.fixture
def page(session: Session, jobs: list[str], qtbot: QtBot) -> Iterator[ErrorsPage]:
    """The page, not shown yet; jobs are only noted."""
    page = ErrorsPage(session, theme.light())
    page.set_job(lambda title, _work, _done: jobs.append(title))
    page.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    yield page
    page.close_project()


@pytest.fixture
def shown(page: ErrorsPage, cross: Callable[[Sequence[Predicted]], None], qtbot: QtBot) -> ErrorsPage:
    """The page with four differences: Hama (twice), Friday and Homs."""
    cross([(1, 29, 33, 1, 0.9), (1, 21, 27, 2, 0.7), (2, 0, 4, 1, 0.4)])
    page.show()
    qtbot.waitUntil(lambda: not page.worker.is_busy)
    return page
