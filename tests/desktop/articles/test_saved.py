from typing import TypeVar

from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from corpus import saved_searches
from corpus.query import parse
from desktop.articles import ArticlesPanel
from desktop.articles.saved_dialogs import ArrangeDialog, NameDialog
from desktop.session import Session


def offered(panel: ArticlesPanel) -> dict[str, QAction]:
    menu = panel.saved.menu()
    menu.aboutToShow.emit()
    return {action.text(): action for action in menu.actions() if action.text()}


T = TypeVar("T", NameDialog, ArrangeDialog)


def dialog(panel: ArticlesPanel, kind: type[T]) -> T:
    found = panel.window().findChild(kind)
    assert found is not None
    return found


def saved(session: Session) -> list[tuple[str, str]]:
    return [(search.name, search.query) for search in session.saved_searches()]


def save(session: Session, *names: str) -> None:
    for name in names:
        session.do(saved_searches.save, name, f"{name.lower()} status:todo")


def test_nothing_saved_is_said_and_nothing_searched_for_cannot_be_saved(panel: ArticlesPanel) -> None:
    menu = offered(panel)
    assert {text: action.isEnabled() for text, action in menu.items()} == {
        "No saved searches yet": False, "Save this search…": False, "Arrange…": False,
    }  # fmt: skip


def test_search_is_saved_under_a_name(panel: ArticlesPanel, session: Session) -> None:
    session.set_query(parse("gate OR prison status:todo"))
    offered(panel)["Save this search…"].trigger()
    asked = dialog(panel, NameDialog)
    assert not asked.buttons.button(asked.buttons.StandardButton.Save).isEnabled()
    asked.field.setText("  Gates  ")
    asked.buttons.accepted.emit()
    assert saved(session) == [("Gates", "gate OR prison status:todo")]
    session.undo()
    assert saved(session) == []


def test_saved_search_is_a_list(panel: ArticlesPanel, session: Session) -> None:
    session.do(saved_searches.save, "Gates & doors", "gate OR prison")
    offered(panel)["Gates && doors"].trigger()
    assert list(panel.model.ids()) == [1, 8]
    assert panel.box.text() == "gate OR prison"
    assert offered(panel)["Gates && doors"].isChecked()


def test_name_that_is_taken_replaces(panel: ArticlesPanel, session: Session) -> None:
    save(session, "Hama")
    session.set_query(parse("prison"))
    offered(panel)["Save this search…"].trigger()
    asked = dialog(panel, NameDialog)
    asked.field.setText("hama")
    assert asked.buttons.button(asked.buttons.StandardButton.Save).text() == "Replace"
    assert asked.notice.text() == "Hama is there already, and would search for this from now on."
    asked.buttons.accepted.emit()
    assert saved(session) == [("hama", "prison")]


def test_searches_are_arranged(panel: ArticlesPanel, session: Session) -> None:
    save(session, "Hama", "Homs", "Idlib")
    offered(panel)["Arrange…"].trigger()
    shown = dialog(panel, ArrangeDialog)
    shown.list.setCurrentRow(2)
    shown.up.click()
    assert [name for name, _ in saved(session)] == ["Hama", "Idlib", "Homs"]
    assert shown.list.currentRow() == 1
    shown.remove_button.click()
    assert [name for name, _ in saved(session)] == ["Hama", "Homs"]
    assert shown.list.currentRow() == 1
    assert not shown.down.isEnabled()
    session.undo()
    assert shown.list.count() == 3


def test_search_is_renamed_but_not_to_anothers_name(panel: ArticlesPanel, session: Session, qtbot: QtBot) -> None:
    save(session, "Hama", "Homs")
    offered(panel)["Arrange…"].trigger()
    shown = dialog(panel, ArrangeDialog)
    shown.rename_button.click()
    asked = shown.findChild(NameDialog)
    assert asked is not None
    button = asked.buttons.button(asked.buttons.StandardButton.Save)
    asked.field.setText("homs")
    assert not button.isEnabled()
    assert asked.notice.text() == "Homs is another search."
    asked.field.setText("Hama, to do")
    button.click()
    assert [name for name, _ in saved(session)] == ["Hama, to do", "Homs"]


def test_search_in_hand_says_what_it_asks_and_is_listed_on_enter(panel: ArticlesPanel, session: Session) -> None:
    save(session, "Gate", "Prison")
    offered(panel)["Arrange…"].trigger()
    shown = dialog(panel, ArrangeDialog)
    shown.list.setCurrentRow(1)
    assert shown.query.full_text == "prison status:todo"
    shown.list.itemActivated.emit(shown.list.item(1))
    assert list(panel.model.ids()) == [8]


def test_project_that_is_read_only_lists_but_saves_nothing(panel: ArticlesPanel, session: Session) -> None:
    save(session, "Gate")
    assert session.store
    session.store.read_only = True
    session.set_query(parse("prison"))
    assert not offered(panel)["Save this search…"].isEnabled()
    offered(panel)["Arrange…"].trigger()
    shown = dialog(panel, ArrangeDialog)
    assert not any(button.isEnabled() for button in (shown.up, shown.down, shown.rename_button, shown.remove_button))
