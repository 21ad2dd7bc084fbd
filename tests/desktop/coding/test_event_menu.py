from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.coding.event_menu import Doings, EventMenu
from desktop.coding.event_words import Line
from labels.event import Event

LINE = Line("1", 1, "Actor", "rebels", argument_id=11)
EMPTY = Line("2", 2, "Place", "–", tone="empty")


def event(**fields: Any) -> Event:
    known: dict[str, Any] = {
        "id": 1, "uid": "", "article_id": 1, "type_id": 5, "type": "", "coder_id": 1, "coder": "rima",
        "trigger_span_id": None, "trigger": "", "start": None, "end": None, "status": "happened", "historical": False,
        "certainty": "", "note": "", "origin": "human", "created": "", "changed": "", "canonical_id": None,
    }  # fmt: skip
    return Event(**(known | fields))


@pytest.fixture
def done() -> list[Any]:
    """What the menu has done."""
    return []


@pytest.fixture
def make(qtbot: QtBot, done: list[Any]) -> Callable[..., EventMenu]:
    parent = QWidget()
    qtbot.addWidget(parent)

    def menu(line: Line | None = None, *, writable: bool = True, **fields: Any) -> EventMenu:
        def note(name: str) -> Callable[..., None]:
            return lambda *args, **values: done.append((name, *args, *values.items()))

        names = ("type", "note", "describe", "duplicate", "remove", "edit", "clear", "move")
        doings = Doings(*(note(name) for name in names))
        return EventMenu(event(**fields), line, [("E2", 2)], doings, parent, writable=writable)

    return menu


def entry(menu: QMenu, text: str) -> QAction:
    return next(action for action in menu.actions() if action.text().split("\t")[0] == text)


def below(menu: QMenu, text: str) -> QMenu:
    found = entry(menu, text).menu()
    assert isinstance(found, QMenu)
    return found


def test_what_is_true_is_ticked(make: Callable[..., EventMenu]) -> None:
    menu = make(status="planned", historical=True)
    assert [action.text() for action in below(menu, "Status").actions() if action.isChecked()] == ["Planned"]
    assert [action.text() for action in below(menu, "Certainty").actions() if action.isChecked()] == ["Not stated"]
    assert entry(menu, "Historical").isChecked()


def test_status_certainty_and_history_are_set(make: Callable[..., EventMenu], done: list[Any]) -> None:
    menu = make()
    entry(below(menu, "Status"), "Denied").trigger()
    entry(below(menu, "Certainty"), "Claimed").trigger()
    entry(menu, "Historical").trigger()
    assert done == [
        ("describe", ("status", "denied")), ("describe", ("certainty", "claimed")), ("describe", ("historical", True)),
    ]  # fmt: skip


def test_a_filled_line_is_edited_cleared_and_moved(make: Callable[..., EventMenu], done: list[Any]) -> None:
    menu = make(LINE)
    for text in ("Actor…", "Clear Actor"):
        entry(menu, text).trigger()
    entry(below(menu, "Move to"), "E2").trigger()
    assert done == [("edit", LINE), ("clear", LINE), ("move", LINE, 2)]


def test_an_empty_line_is_only_filled(make: Callable[..., EventMenu]) -> None:
    texts = [action.text().split("\t")[0] for action in make(EMPTY).actions()]
    assert "Place…" in texts
    assert "Clear Place" not in texts


def test_another_coder_s_event_cannot_be_changed(make: Callable[..., EventMenu]) -> None:
    actions = [action for action in make(LINE, writable=False).actions() if not action.isSeparator()]
    assert not any(action.isEnabled() for action in actions)
