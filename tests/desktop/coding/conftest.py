"""A project with one coded article, and the right pane on it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from corpus.article import RawArticle
from corpus.store import Store
from desktop import theme
from desktop.coding import CodingPanel
from desktop.session import Session
from labels import codebook, labels, spans
from labels.intake import take_in

TEXT = "Fighters of the northern Aleppo command seized the Rastan bridge. وقال شاهد. The command denied it."
CODED = (
    ("ACTOR", "northern Aleppo command"),
    ("LOCATION", "Aleppo"),
    ("EVENT", "seized"),
    ("LOCATION", "Rastan bridge"),
)


@pytest.fixture
def label_ids(session: Session) -> dict[str, int]:
    """The labels' ids by name."""
    return {label.name: label.id for label in session.all_labels()}


@pytest.fixture
def span_ids(session: Session) -> dict[str, int]:
    """The spans' ids by their words."""
    return {span.surface: span.id for span in session.spans}


@pytest.fixture(scope="session")
def coded_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project file in which `rima` has four spans in article 1 and none in article 2; to be copied."""
    path = tmp_path_factory.mktemp("coded") / "coded.dateline"
    with Store.create(path, coder="rima") as store:
        codebook.use(store, codebook.load("conflict_basics"))
        take_in(store, [RawArticle(TEXT, "Bridge"), RawArticle("Nothing happened.", "Calm")])
        known = labels.by_name(store)
        for name, words in CODED:
            start = TEXT.index(words)
            spans.add(store, 1, start, start + len(words), known[name].id)
    return path


@pytest.fixture
def session(coded_project: Path, project_path: Path, qapp: object) -> Iterator[Session]:
    """A session in which `rima` reads article 1."""
    shutil.copy(coded_project, project_path)
    session = Session()
    session.open(project_path, coder="rima")
    session.show(1)
    yield session
    session.close()


@pytest.fixture
def omars_span(session: Session, project_path: Path, label_ids: dict[str, int]) -> int:
    """The id of a span that `omar` coded in article 1."""
    with Store.open(project_path, coder="omar") as store:
        spans.add(store, 1, 0, 8, label_ids["ACTOR"])
    session.show(1)
    return next(span.id for span in session.spans if span.coder == "omar")


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> Iterator[CodingPanel]:
    """The pane, shown in a window that is active."""
    window = QWidget()
    qtbot.addWidget(window)
    found = CodingPanel(session, theme.light(), window)
    window.resize(340, 800)
    found.resize(340, 800)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield found
    window.close()


@pytest.fixture
def heard() -> Callable[..., list[tuple[object, ...]]]:
    """Connect signals and return the list into which each emission goes as a tuple."""

    def hear(*signals: object) -> list[tuple[object, ...]]:
        found: list[tuple[object, ...]] = []
        for signal in signals:
            signal.connect(lambda *args: found.append(args))  # type: ignore[attr-defined]
        return found

    return hear
