"""Twelve events in Syria and one without a place, in their session, and the page on them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from corpus import journal
from corpus.article import RawArticle
from corpus.store import Store
from desktop import theme
from desktop.events import EventsPage
from desktop.session import Session
from desktop.settings import Settings
from labels import event_types, events, places, roles
from labels.event import ArgumentDraft, EventDraft
from labels.intake import take_in
from labels.place import PlaceDraft

TOWNS = (("Hama", 35.13, 36.76), ("Daraa", 32.62, 36.10), ("Aleppo", 36.20, 37.16))
ACTORS = ("HTS", "Syrian Arab Army", "=cmd()")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Events 1 to 13: two to each of seven articles; clashes and protests by turns; from 1 December on, one a day."""
    path = tmp_path / "desk.dateline"
    with Store.create(path, coder="rima") as store:
        take_in(store, [RawArticle(f"Story {n} tells what happened.", f"Story {n}") for n in range(1, 8)])
        with journal.step(store, "codebook", "Codebook") as step:
            battles = event_types.insert(step, "Battles", colour="#c2410c")
            types = [event_types.insert(step, "Armed clash", parent_id=battles), event_types.insert(step, "Protests")]
            actor = roles.insert(step, "Actor", kind="actor", slot="actor")
            place = roles.insert(step, "Place", kind="place", slot="place")
            date = roles.insert(step, "Date", kind="date", slot="date")
            deaths = roles.insert(step, "Fatalities", kind="number", slot="fatalities")
            roles.insert(step, "Weapon", kind="text", slot="weapon")
            ids = [
                places.insert(step, PlaceDraft(name, country="SY", latitude=lat, longitude=lon))
                for name, lat, lon in TOWNS
            ]
        for n in range(13):
            day = f"2024-12-{n + 1:02}"
            filled = [
                ArgumentDraft(actor, ACTORS[n % 3]),
                ArgumentDraft(date, day, value={"start": day, "end": day, "precision": "day"}),
                ArgumentDraft(deaths, "two", value={"low": 1, "best": 2, "high": 3}),
            ]
            if n < 12:
                filled.append(ArgumentDraft(place, TOWNS[n % 3][0], place_id=ids[n % 3]))
            events.add(store, n // 2 + 1, EventDraft(types[n % 2], None, 0, 5, tuple(filled)))
    return path


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def session(project: Path, qapp: object) -> Iterator[Session]:
    session = Session()
    session.open(project)
    yield session
    session.close()


@pytest.fixture
def make_page(session: Session, settings: Settings, qtbot: QtBot) -> Callable[[], EventsPage]:
    def make() -> EventsPage:
        page = EventsPage(session, theme.light(), settings=settings)
        qtbot.addWidget(page)
        page.resize(1280, 760)
        with qtbot.waitExposed(page):
            page.show()
        return page

    return make


@pytest.fixture
def page(make_page: Callable[[], EventsPage]) -> EventsPage:
    """The page, shown."""
    return make_page()
