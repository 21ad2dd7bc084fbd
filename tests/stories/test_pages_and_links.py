"""From the article to the tables and back, and what an event's words are linked to."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from corpus import articles
from desktop.places.picker import PlacePicker
from desktop.type_ahead import TypeAhead
from labels import entities, events, places
from labels.event import ArgumentDraft, EventDraft
from labels.place import PlaceDraft

Key = Qt.Key


@pytest.fixture
def coded(desk: Any) -> Any:
    """A window whose story has one event in hand, with an actor and a place that are linked to nothing."""
    session = desk.app.session
    roles = {role.name: role.id for role in session.roles_for(None)}
    draft = EventDraft(
        start=desk.at("entered")[0], end=desk.at("entered")[1],
        arguments=(
            ArgumentDraft(roles["Actor"], "Northern Command", *desk.at("Northern Command")),
            ArgumentDraft(roles["Place"], "Tell Shamat"),
        ),
    )  # fmt: skip
    session.do(places.add, PlaceDraft("Tell Shamat", country="SY", latitude=35.5, longitude=36.5))
    session.do(events.add, session.article.id, draft)
    desk.app.events.take(session.events[0].id)
    return desk


def argument(desk: Any, role: str) -> Any:
    """What fills a role of the first event."""
    return next(each for each in desk.app.session.events[0].arguments if each.role == role)


def test_keys_lead_to_the_pages_and_back(coded: Any) -> None:
    app = coded.app
    coded.ctrl(Key.Key_2)
    assert app.window.page is app.pages.events
    coded.do("page_codebook")
    assert app.window.page is app.pages.codebook
    coded.do("page_code")
    assert app.reader.isVisible()


def test_an_event_of_the_table_is_read_in_its_article(coded: Any) -> None:
    app = coded.app
    article, event = app.session.article.id, app.session.events[0].id
    app.session.show(None)
    coded.do("page_events")
    app.pages.open_requested.emit(article, None, None, event)
    assert app.reader.isVisible()
    assert app.session.event_in_hand == event


def test_a_project_opened_shows_the_page_of_coding(coded: Any, sample: Any) -> None:
    coded.do("page_events")
    coded.app.files.open(sample)
    assert coded.app.pages.present == "page_code"
    assert coded.app.reader.isVisible()


def test_a_place_is_chosen_from_the_card_with_one_key(coded: Any) -> None:
    coded.app.events.place_wanted.emit(argument(coded, "Place").id)
    picker = coded.app.window.findChild(PlacePicker)
    assert picker.isVisible()
    coded.press(Key.Key_Return)
    found = argument(coded, "Place")
    assert (found.place, found.value["precision"]) == ("Tell Shamat", "exact")
    assert coded.app.session.store.value("SELECT latitude FROM record") == 35.5


def test_a_new_actor_is_made_of_the_words_with_one_key_and_known_from_then_on(coded: Any) -> None:
    coded.app.events.actor_wanted.emit(argument(coded, "Actor").id)
    coded.press(Key.Key_Return)
    assert argument(coded, "Actor").entity == "Northern Command"
    assert [each.name for each in entities.all_entities(coded.app.session.store)] == ["Northern Command"]
    assert coded.app.tools.actor("Northern Command", on="") == argument(coded, "Actor").entity_id


def test_a_link_is_undone_like_anything_else(coded: Any) -> None:
    coded.app.events.place_wanted.emit(argument(coded, "Place").id)
    coded.press(Key.Key_Return)
    coded.app.undo()
    assert argument(coded, "Place").place_id is None


@pytest.mark.parametrize("action", ["actors", "places", "reports"])
def test_the_windows_of_actors_places_and_reports_open_beside_the_work(coded: Any, action: str) -> None:
    coded.do(action)
    shown = [each for each in QApplication.topLevelWidgets() if each.isVisible() and each is not coded.app.window]
    assert [each for each in shown if not each.isModal()]
    coded.app.dialogs.close_all()


def test_the_keys_below_are_those_of_the_moment(coded: Any) -> None:
    status = coded.app.status
    assert status._event_hints.isVisible()
    coded.app.events.let_go()
    assert status._hints.isVisible()
    coded.do("page_events")
    assert not status._hints.isVisible()


def asked(desk: Any) -> list[str]:
    """The pop-ups that can be seen."""
    return [type(each).__name__ for each in desk.app.window.findChildren(TypeAhead) if each.isVisible()]


def test_a_pop_up_closes_with_what_it_asks_about(coded: Any, sample: Any) -> None:
    app = coded.app
    ways: dict[str, Callable[[], object]] = {
        "another page": lambda: app.run("page_events"),
        "no event in hand": app.events.let_go,
        "no article": lambda: app.session.show(None),
        "another project": lambda: app.files.open(sample),
    }
    for way, leave in ways.items():
        app.session.show(app.session.article_ids()[0])
        app.events.take(app.session.events[0].id)
        app.run("page_code")
        app.events.place_wanted.emit(argument(coded, "Place").id)
        assert asked(coded) == ["PlacePicker"], way
        leave()
        assert asked(coded) == [], way


def test_nothing_is_done_to_an_article_behind_another_page(coded: Any) -> None:
    app = coded.app
    for page in ("page_events", "page_codebook"):
        coded.do(page)
        for action in ("finish", "remove_event", "duplicate_event", "copy", "remove_article"):
            assert not app.window.actions_by_id[action].isEnabled(), (page, action)
    coded.do("page_code")
    assert app.window.actions_by_id["finish"].isEnabled()


def test_find_looks_on_the_page_in_front(coded: Any) -> None:
    app = coded.app
    coded.do("page_events")
    coded.do("find")
    assert app.pages.events.isAncestorOf(QApplication.focusWidget())
    coded.do("page_codebook")
    coded.do("find")
    assert app.pages.present == "page_code"
    assert app.articles.isAncestorOf(QApplication.focusWidget())


def test_no_event_stays_in_hand_of_an_article_that_is_gone(coded: Any) -> None:
    session = coded.app.session
    session.do(articles.remove, [session.article.id])
    assert session.article is None
    assert session.event_in_hand is None


def test_places_brought_in_are_told(coded: Any, tmp_path: Any) -> None:
    path = tmp_path / "places.csv"
    path.write_text("name,latitude,longitude\nQasr gate,35.1,36.2\n", encoding="utf-8")
    coded.app.tools.import_places(path)
    coded.idle()
    coded.wait(lambda: coded.sentence() == "1 place added.")
