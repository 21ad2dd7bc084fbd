"""An analyst says who is meant: a name that is known, a new one, and one that was wrong, with few keys."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from corpus.article import RawArticle
from corpus.store import Store
from labels import codebook, entities
from labels.entity import Alias, EntityDraft
from labels.event import Argument
from labels.intake import take_in

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
STORY = """Fighters of HTS captured the town of Rastan on Friday.

Residents said that the Qasr Brigade attacked a checkpoint later. HTS freed prisoners in Hama."""


@pytest.fixture
def desk(open_desk: Callable[[Path | None], Any], tmp_path: Path) -> Any:
    """A window on a story, with one actor on the list under his full name only."""
    path = tmp_path / "actors.dateline"
    with Store.create(path, coder="rima") as store:
        codebook.use(store, codebook.load(codebook.STARTER))
        entities.add(store, EntityDraft("Hayat Tahrir al-Sham", "rebel group", aliases=(Alias("Tahrir al-Sham"),)))
        take_in(store, [RawArticle(STORY, "Rastan", "Wire", "2024-12-07")])
    return open_desk(path)


def event(desk: Any, trigger: str) -> None:
    desk.press(Key.Key_Escape, times=3)
    desk.app.reader.select(*desk.at(trigger))
    desk.press(Key.Key_E)


def fill(desk: Any, words: str, *, after: str = "") -> None:
    start = desk.app.session.article.text.index(words, desk.at(after)[0] if after else 0)
    desk.app.reader.select(start, start + len(words))
    desk.press(digit(desk))


def digit(desk: Any) -> Qt.Key:
    card = desk.app.coding.event_pane.view.held()
    return Qt.Key(Key.Key_0.value + int(next(line.number for line in card.lines if line.name == "Actor")))


def actor(desk: Any) -> Argument:
    arguments: tuple[Argument, ...] = desk.app.events.event_in_hand().arguments
    return next(each for each in arguments if each.role == "Actor")


def record(desk: Any) -> str:
    return str(desk.app.session.store.value("SELECT actor FROM record WHERE event_id = ?", (actor(desk).event_id,)))


def ask(desk: Any, *, keep: bool = False) -> None:
    """Shift+digit asks for the value, Enter opens the actors, Enter takes the first (Shift: and keeps the words)."""
    desk.press(digit(desk), SHIFT)
    desk.press(Key.Key_Return)
    if keep:
        desk.press(Key.Key_Return, SHIFT)


def test_a_name_is_linked_with_three_keys_and_known_from_then_on(desk: Any) -> None:
    event(desk, "captured")
    fill(desk, "HTS")
    assert (actor(desk).entity_id, record(desk)) == (None, "HTS")  # initials are a guess, so it is asked
    ask(desk, keep=True)
    assert (actor(desk).entity_id, record(desk)) == (1, "Hayat Tahrir al-Sham")
    event(desk, "freed")
    fill(desk, "HTS", after="later.")
    assert (actor(desk).entity_id, record(desk)) == (1, "Hayat Tahrir al-Sham")


def test_a_new_actor_comes_from_the_words_with_three_keys(desk: Any) -> None:
    event(desk, "attacked")
    fill(desk, "Qasr Brigade")
    ask(desk)
    desk.press(Key.Key_Return)
    assert actor(desk).entity_id == 2
    assert entities.get(desk.app.session.store, 2).name == "Qasr Brigade"
    desk.ctrl(Key.Key_Z)
    assert actor(desk).entity_id is None
    assert entities.find(desk.app.session.store, "Qasr Brigade") is None


def test_a_link_is_taken_away(desk: Any) -> None:
    event(desk, "captured")
    fill(desk, "HTS")
    ask(desk, keep=True)
    ask(desk)
    desk.press(Key.Key_Up)
    desk.press(Key.Key_Return)
    assert (actor(desk).entity_id, record(desk)) == (None, "HTS")
