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


def test_in_a_narrow_window_the_last_pages_have_their_tabs_only_while_they_are_in_front(bar: TopBar) -> None:
    bar.resize(900, 48)
    assert not bar._tabs["page_errors"].isVisible()
    bar.show_page("page_errors")
    assert bar._tabs["page_errors"].isVisible()
    bar.resize(1280, 48)
    assert all(tab.isVisible() for tab in bar._tabs.values())


@pytest.mark.parametrize("width", [900, 1280])
def test_every_tab_shows_its_words(bar: TopBar, width: int) -> None:
    bar.resize(width, 48)
    for tab in bar._tabs.values():
        assert tab.width() >= tab.sizeHint().width()
