"""A project with a small codebook, a few spans and an event, and the Codebook page on it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from corpus.article import RawArticle
from corpus.store import Store
from desktop import theme
from desktop.codebook import CodebookPage
from desktop.codebook.entries import Section
from desktop.session import Session
from labels import event_types, events, labels, roles, spans
from labels.event import ArgumentDraft, EventDraft
from labels.intake import take_in

TEXT = "Shelling hit Hama on Friday. Hama was calm on Saturday, said Hama officials."


@pytest.fixture(scope="session")
def coded_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project file: labels EVENT, PLACE, LOCATION; types Battles / Siege, Protests; roles Who, Where; to copy."""
    path = tmp_path_factory.mktemp("codebook") / "coded.dateline"
    with Store.create(path, name="Levant", coder="rima") as store:
        for name, key in (("EVENT", "1"), ("PLACE", "2"), ("LOCATION", "3")):
            labels.add(store, name, key=key)
        known = labels.by_name(store)
        take_in(store, [RawArticle(TEXT)])
        spans.add_many(store, 1, [(13, 17), (29, 33), (61, 75)], known["PLACE"].id)
        spans.add(store, 1, 29, 33, known["LOCATION"].id)
        roles.add(store, "Who", kind="actor")
        roles.add(store, "Where", kind="place", labels=(known["PLACE"].id,))
        for name, above in (("Battles", ""), ("Siege", "Battles"), ("Protests", "")):
            parent = event_types.by_path(store)[above].id if above else None
            event_types.add(store, name, parent_id=parent)
        siege, who = event_types.by_path(store)["Battles / Siege"].id, roles.by_name(store)["Who"].id
        events.add(store, 1, EventDraft(siege, arguments=(ArgumentDraft(who, "officials"),)))
    return path


@pytest.fixture
def session(coded_project: Path, project_path: Path, qapp: object) -> Iterator[Session]:
    """A session of `rima` on a copy of the project."""
    shutil.copy(coded_project, project_path)
    session = Session()
    session.open(project_path, coder="rima")
    yield session
    session.close()


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> CodebookPage:
    """The page, shown."""
    page = CodebookPage(session, theme.light())
    qtbot.addWidget(page)
    page.resize(1280, 760)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def choose(page: CodebookPage, session: Session) -> Callable[[Section, str], int]:
    """Takes a section and a name (or a type's path), shows it, and returns its id."""

    def choose(section: Section, name: str) -> int:
        assert session.store
        known: dict[Section, dict[str, int]] = {
            "label": {key: each.id for key, each in labels.by_name(session.store).items()},
            "event_type": {key: each.id for key, each in event_types.by_path(session.store).items()},
            "role": {key: each.id for key, each in roles.by_name(session.store).items()},
        }
        page.show_entry(section, known[section][name])
        return known[section][name]

    return choose
