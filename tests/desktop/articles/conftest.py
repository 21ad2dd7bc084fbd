"""A project of eight articles in its session, and the left pane on it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from corpus.article import RawArticle, Status
from corpus.store import Store
from desktop import theme
from desktop.articles import ArticlesPanel
from desktop.session import Session
from labels.intake import take_in

TITLES = (
    "Columns reach the gate of Homs",
    "Two crossings change hands in a night",
    "قصف جوي على مدخل الرستن الشمالي",
    "Families leave for the coast as shelling nears the villages along the river road, residents and monitors say",
    "Army says strikes hit <b>supply</b> lines",
    "Monitors count the dead",
    "Talks end without a result",
    "Prison doors opened in Hama",
)
SOURCES = (
    "Orontes Wire",
    "Hauran Post",
    "وكالة العاصي",
    "Orontes Wire",
    "State & Army",
    "",
    'The "Daily" Star',
    "Monitor",
)
STATUSES: dict[int, Status] = {2: "in progress", 5: "done", 6: "flagged", 7: "skipped"}


@pytest.fixture
def make_project(tmp_path: Path) -> Callable[..., Path]:
    """Make a project of `count` articles; every eighth has the same title, every text is its own."""

    def make(count: int = 8, *, name: str = "desk", statuses: dict[int, Status] = STATUSES) -> Path:
        path = tmp_path / f"{name}.dateline"
        raws = [
            RawArticle(
                f"Story {n}.", TITLES[n % 8], SOURCES[n % 8], f"2024-12-{n % 28 + 1:02}", status=statuses.get(n + 1, "")
            )
            for n in range(count)
        ]
        with Store.create(path, coder="rima") as store:
            take_in(store, raws)
        return path

    return make


@pytest.fixture
def session(make_project: Callable[..., Path], qapp: object) -> Iterator[Session]:
    """Eight articles, ids 1 to 8, in which `rima` is coding."""
    session = Session()
    session.open(make_project(), coder="rima")
    yield session
    session.close()


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> Iterator[ArticlesPanel]:
    """The pane as wide as in the window, shown; what it asks to be read is read."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(296, 640)
    panel = ArticlesPanel(session, theme.light(), window)
    panel.article_requested.connect(session.show)
    panel.resize(296, 640)
    with qtbot.waitExposed(window):
        window.show()
    yield panel
    window.close()
