import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.settings import Recent
from desktop.welcome import WelcomePage


@pytest.fixture
def page(qtbot: QtBot) -> WelcomePage:
    page = WelcomePage(theme.light())
    qtbot.addWidget(page)
    return page


@pytest.fixture
def there(tmp_path: Path) -> Recent:
    path = tmp_path / "levant & co.dateline"
    path.touch()
    return Recent(path, time.time() - 120)


@pytest.mark.parametrize("way", ["new", "open", "sample"])
def test_buttons_tell(page: WelcomePage, qtbot: QtBot, way: str) -> None:
    with qtbot.waitSignal(getattr(page, f"{way}_requested")):
        getattr(page, f"{way}_button").click()


def test_project_opened_before_can_be_opened_by_key(page: WelcomePage, there: Recent, qtbot: QtBot) -> None:
    page.set_recent([there])
    assert page.rows[0].name == "levant & co"
    assert page.rows[0].opened == "2 minutes ago"
    with qtbot.waitSignal(page.recent_requested) as asked:
        QTest.keyClick(page.rows[0], Qt.Key.Key_Return)
    assert asked.args == [there.path]


def test_missing_project_says_so_and_does_not_open(page: WelcomePage, tmp_path: Path, qtbot: QtBot) -> None:
    page.set_recent([Recent(tmp_path / "gone.dateline", 0.0)])
    assert "not there any more" in page.rows[0].folder
    with qtbot.assertNotEmitted(page.recent_requested):
        page.rows[0].click()


def test_project_can_be_taken_off_the_list(page: WelcomePage, there: Recent, qtbot: QtBot) -> None:
    page.set_recent([there])
    with qtbot.waitSignal(page.forget_requested) as asked:
        page.rows[0].forget_button.click()
    assert asked.args == [there.path]
    page.set_recent([])
    assert page.rows == []


def test_page_can_be_drawn_in_both_themes(page: WelcomePage, there: Recent, tmp_path: Path) -> None:
    page.set_recent([there, Recent(tmp_path / "gone.dateline", 0.0)])
    page.resize(800, 600)
    for colours in (theme.dark(), theme.light()):
        page.set_theme(colours)
        assert not page.grab().isNull()
