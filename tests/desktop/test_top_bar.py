"""The bar over the panes: pages, and buttons that give way."""

import pytest
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.top_bar import PAGES, TopBar

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def bar(qtbot: QtBot) -> TopBar:
    made = TopBar(theme.current("light"))
    qtbot.addWidget(made)
    made.show_project("Syria desk", "syria.dateline", writable=True)
    made.resize(1280, 48)
    made.show()
    return made


def test_each_page_has_a_tab_that_asks_for_it(bar: TopBar, qtbot: QtBot) -> None:
    for action_id, _ in PAGES:
        with qtbot.waitSignal(bar.requested) as asked:
            bar._tabs[action_id].click()
        assert asked.args == [action_id]


def test_where_there_is_little_room_pictures_speak_for_the_buttons(bar: TopBar) -> None:
    bar.resize(1600, 48)
    words = [button.text() for button in bar._buttons.values()]
    bar.resize(900, 48)
    assert {button.text() for button in (*bar._buttons.values(), bar._search)} == {""}
    assert [button.accessibleName() for button in bar._buttons.values()] == words == ["Import", "Paste", "Export"]
    assert not bar._file.isVisible()
    bar.resize(1600, 48)
    assert [button.text() for button in bar._buttons.values()] == words


def test_in_a_narrow_window_pages_without_room_are_behind_more(bar: TopBar) -> None:
    bar.resize(620, 48)
    gone = [words for action_id, words in PAGES if bar._tabs[action_id].isHidden()]

    assert "Intake" in gone
    assert bar.more.isVisible()
    assert [entry.text() for entry in bar.rest().actions()] == gone


def test_a_page_behind_more_is_asked_for(bar: TopBar, qtbot: QtBot) -> None:
    bar.resize(620, 48)
    entry = next(each for each in bar.rest().actions() if each.text() == "Intake")
    with qtbot.waitSignal(bar.requested) as asked:
        entry.trigger()
    assert asked.args == ["page_intake"]


def test_the_page_in_front_has_its_tab_in_a_narrow_window_too(bar: TopBar) -> None:
    bar.resize(620, 48)
    bar.show_page("page_intake")
    assert bar._tabs["page_intake"].isVisible()


def test_with_room_for_all_nothing_is_behind_more(bar: TopBar) -> None:
    bar.resize(1600, 48)
    assert all(tab.isVisible() for tab in bar._tabs.values())
    assert not bar.more.isVisible()


@pytest.mark.parametrize("width", [620, 900, 1280])
def test_every_tab_shows_its_words(bar: TopBar, width: int) -> None:
    bar.resize(width, 48)
    for tab in bar._tabs.values():
        assert tab.isHidden() or tab.width() >= tab.sizeHint().width()
