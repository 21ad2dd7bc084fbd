from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from corpus.article import Item, RawArticle, Refusal
from corpus.errors import UserError
from desktop import theme
from desktop.settings import Settings
from desktop.web import permission
from desktop.web.dialog import WebDialog

Url = Callable[[str], str]


@pytest.fixture
def fetched(dialog: WebDialog, qtbot: QtBot, settings: Settings, url: Url) -> WebDialog:
    """The window after two stories and a missing page were fetched."""
    permission.agree(settings)
    dialog.text.setPlainText("\n".join(map(url, ("/1", "/none", "/3"))))
    with qtbot.waitSignal(dialog.fetcher.ended, timeout=30_000):
        dialog.fetch()
    return dialog


def ticks(dialog: WebDialog) -> list[str]:
    rows = (dialog.results.topLevelItem(at) for at in range(dialog.results.topLevelItemCount()))
    return [row.text(0) for row in rows if row is not None and row.flags() & Qt.ItemFlag.ItemIsUserCheckable and
            row.checkState(0) == Qt.CheckState.Checked]  # fmt: skip


def titles(items: list[Item]) -> list[str]:
    return [item.title for item in items if isinstance(item, RawArticle)]


def test_nothing_can_be_fetched_before_there_is_an_address(dialog: WebDialog) -> None:
    assert not dialog.fetch_button.isEnabled()
    dialog.text.setPlainText("hello there")
    assert not dialog.fetch_button.isEnabled()
    assert dialog.note.full_text == "“hello there” is no web address."
    dialog.text.setPlainText("https://www.bbc.com/a\nhttps://reuters.com/b")
    assert dialog.fetch_button.isEnabled()
    assert dialog.note.full_text == "2 addresses, of bbc.com and reuters.com"


def test_the_question_can_be_read_whole(dialog: WebDialog, qtbot: QtBot) -> None:
    dialog.text.setPlainText("https://www.bbc.com/a\nhttps://reuters.com/b")
    dialog.fetch()
    words = dialog.question.words
    qtbot.waitUntil(lambda: words.height() >= words.heightForWidth(words.width()) > 0)


def test_the_first_time_is_asked_about(dialog: WebDialog, settings: Settings, url: Url, qtbot: QtBot) -> None:
    dialog.text.setPlainText(url("/1"))
    dialog.fetch()
    assert dialog.question.isVisible()
    assert "127.0.0.1" in dialog.question.words.full_text
    assert not dialog.fetcher.running
    dialog.question.no.click()
    assert not dialog.question.isVisible()
    assert not permission.has_agreed(settings)
    dialog.fetch()
    with qtbot.waitSignal(dialog.fetcher.ended, timeout=30_000):
        dialog.question.yes.click()
    assert permission.has_agreed(settings)
    assert ticks(dialog) == ["First"]


def test_other_addresses_take_the_question_away(dialog: WebDialog, url: Url) -> None:
    """A yes must be to what is asked."""
    dialog.text.setPlainText(url("/1"))
    dialog.fetch()
    dialog.text.setPlainText("https://example.org/")
    assert not dialog.question.isVisible()


def test_what_came_is_listed_with_ticks_and_reasons(fetched: WebDialog, url: Url) -> None:
    assert sorted(ticks(fetched)) == ["<b>Third</b> & last", "First"]
    last = fetched.results.topLevelItem(2)
    assert last is not None
    assert last.text(0) == "Not fetched (1)"
    line = last.child(0)
    assert line is not None
    assert line.text(0) == f"{url('/none')} is not there (404)."
    assert fetched.status.full_text == "2 articles fetched, 1 not."
    assert "Fighters entered" in fetched.preview.toPlainText()


def test_what_was_fetched_leaves_the_field(fetched: WebDialog, url: Url) -> None:
    assert fetched.text.toPlainText() == url("/none")


def test_only_what_is_ticked_is_added(fetched: WebDialog, qtbot: QtBot) -> None:
    row = next(each for each in fetched.results.findItems("First", Qt.MatchFlag.MatchExactly))
    row.setCheckState(0, Qt.CheckState.Unchecked)
    assert fetched.add_button.text() == "Add 1 article"
    with qtbot.waitSignal(fetched.items_wanted) as caught:
        fetched.add_button.click()
    (items,) = caught.args
    assert titles(items) == ["<b>Third</b> & last"]
    assert any(isinstance(item, Refusal) for item in items)
    assert not fetched.isVisible()


def test_all_ticks_at_once(fetched: WebDialog) -> None:
    fetched.tick_button.click()
    assert ticks(fetched) == []
    assert not fetched.add_button.isEnabled()
    fetched.tick_button.click()
    assert len(ticks(fetched)) == 2
    assert fetched.add_button.text() == "Add 2 articles"


def test_fetching_again_adds_to_the_list_and_repeats_nothing(fetched: WebDialog, qtbot: QtBot, url: Url) -> None:
    fetched.text.setPlainText("\n".join(map(url, ("/1", "/2", "/none"))))
    with qtbot.waitSignal(fetched.fetcher.ended, timeout=30_000):
        fetched.fetch()
    assert sorted(ticks(fetched)) == ["<b>Third</b> & last", "First", "Second"]
    assert fetched.results.refusals() == 1
    assert sum(isinstance(item, Refusal) for item in fetched.results.ticked()) == 1


def test_leaving_asks_about_what_was_not_added(fetched: WebDialog, qtbot: QtBot) -> None:
    fetched.close()
    assert fetched.isVisible()
    assert fetched.leaving.text() == "2 fetched articles would be lost."
    fetched.leaving.button(QMessageBox.StandardButton.Cancel).click()
    assert fetched.isVisible()
    assert len(ticks(fetched)) == 2
    fetched.reject()
    fetched.leaving.button(QMessageBox.StandardButton.Discard).click()
    assert not fetched.isVisible()
    assert fetched.results.articles() == 0


def test_leaving_can_add(fetched: WebDialog, qtbot: QtBot) -> None:
    fetched.reject()
    with qtbot.waitSignal(fetched.items_wanted) as caught:
        fetched.leaving.button(QMessageBox.StandardButton.Save).click()
    assert len(titles(caught.args[0])) == 2
    assert not fetched.isVisible()


def test_stop(dialog: WebDialog, settings: Settings, qtbot: QtBot, url: Url) -> None:
    permission.agree(settings)
    dialog.text.setPlainText("\n".join(url(f"/{number}") for number in range(50)))
    with qtbot.waitSignal(dialog.fetcher.ended, timeout=30_000) as caught:
        dialog.fetch()
        assert dialog.stop_button.isVisible()
        assert not dialog.fetch_button.isEnabled()
        dialog.stop_button.click()
    assert caught.args == [True]
    assert dialog.status.full_text.startswith("Stopped: ")
    assert url("/49") in dialog.text.toPlainText()
    assert not dialog.stop_button.isVisible()


def test_leaving_while_fetching_stops_it(dialog: WebDialog, settings: Settings, qtbot: QtBot, url: Url) -> None:
    permission.agree(settings)
    dialog.text.setPlainText(url("/1"))
    with qtbot.waitSignal(dialog.fetcher.ended, timeout=30_000):
        dialog.fetch()
        dialog.reject()
    assert not dialog.isVisible()
    assert dialog.results.articles() == 0


def test_forbidden_altogether(dialog: WebDialog, settings: Settings, qtbot: QtBot, url: Url) -> None:
    permission.agree(settings)
    dialog.text.setPlainText(url("/1"))
    permission.forbid(settings, forbidden=True)
    dialog.fetch()  # before the window has looked at the settings again
    assert not dialog.fetcher.running
    assert dialog.forbidden.isVisible()
    assert not dialog.fetch_button.isEnabled()
    with qtbot.waitSignal(dialog.settings_wanted):
        dialog.forbidden.open_button.click()
    permission.forbid(settings, forbidden=False)
    dialog.refresh()
    assert dialog.fetch_button.isEnabled()
    assert not permission.has_agreed(settings)  # asked anew


def test_forbidding_stops_what_runs(dialog: WebDialog, settings: Settings, qtbot: QtBot, url: Url) -> None:
    permission.agree(settings)
    dialog.text.setPlainText(url("/1"))
    with qtbot.waitSignal(dialog.fetcher.ended, timeout=30_000) as caught:
        dialog.fetch()
        permission.forbid(settings, forbidden=True)
        dialog.refresh()
    assert caught.args == [True]


def test_addresses_of_the_clipboard_are_taken_prose_is_not(dialog: WebDialog) -> None:
    dialog.open_beside("Some copied words\nhttps://example.org/a")
    assert dialog.text.toPlainText() == ""
    dialog.open_beside("example.org/a")
    assert dialog.text.toPlainText() == "https://example.org/a"


def test_more_than_can_be_fetched_at_one_time(dialog: WebDialog) -> None:
    dialog.text.setPlainText("\n".join(f"https://example.org/{number}" for number in range(600)))
    assert dialog.note.full_text == "The first 500 addresses, of example.org; the rest stays for later"


def test_by_keyboard(dialog: WebDialog, settings: Settings, qtbot: QtBot, url: Url) -> None:
    permission.agree(settings)
    dialog.text.setFocus()
    dialog.text.insertPlainText(url("/2"))
    with qtbot.waitSignal(dialog.fetcher.ended, timeout=30_000):
        QTest.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(dialog.items_wanted):
        QTest.keyClick(dialog.add_button, Qt.Key.Key_Space)


def test_other_colours(fetched: WebDialog) -> None:
    fetched.set_theme(theme.dark())
    assert len(ticks(fetched)) == 2


def test_a_forbidden_connection_is_a_plain_sentence(settings: Settings) -> None:
    permission.check(settings)
    permission.forbid(settings, forbidden=True)
    with pytest.raises(UserError, match="are forbidden in the settings"):
        permission.check(settings)
