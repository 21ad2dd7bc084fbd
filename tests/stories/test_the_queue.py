"""An analyst works through the queue: done, flag, skip, search and filters."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from corpus.store import Store
from desktop.articles.chips import Chip
from desktop.articles.sources import SourceButton

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

Key = Qt.Key


@pytest.fixture
def queue(open_desk: "Callable[..., Any]", five: Path) -> "Any":
    """A window on five articles."""
    return open_desk(five)


def title(desk: "Any") -> str:
    """The title of the article being read."""
    return desk.app.session.article.title if desk.app.session.article else ""


def search(desk: "Any", text: str) -> None:
    """Type into the search box and press Enter."""
    desk.ctrl(Key.Key_F)
    desk.write(text)
    desk.press(Key.Key_Return)


def chip(desk: "Any", word: str) -> Chip:
    """The status chip of that word."""
    chips: list[Chip] = desk.app.window.findChildren(Chip)
    return next(found for found in chips if found.text() == word)


def press_chip(desk: "Any", word: str) -> None:
    """Click a status chip."""
    QTest.mouseClick(chip(desk, word), Qt.MouseButton.LeftButton)


def test_the_first_article_to_do_is_open_at_once(queue: "Any") -> None:
    assert title(queue) == "Story 1"


def test_ctrl_enter_finishes_the_article_and_opens_the_next(queue: "Any") -> None:
    queue.ctrl(Key.Key_Return)

    assert title(queue) == "Story 2"
    assert queue.app.session.status_counts()["done"] == 1


def test_what_is_done_is_in_the_file_at_once(queue: "Any", five: Path) -> None:
    queue.ctrl(Key.Key_Return)

    with Store.open(five, read_only=True) as other:
        assert other.rows("SELECT status FROM work") == [("done",)]


def test_f_flags_and_f_again_takes_the_flag_off(queue: "Any") -> None:
    queue.press(Key.Key_F)
    flagged = queue.app.session.status()
    queue.press(Key.Key_F)

    assert (flagged, queue.app.session.status()) == ("flagged", "new")


def test_a_done_article_is_done_again_when_its_flag_is_taken_off(queue: "Any") -> None:
    done = queue.app.session.article.id
    queue.ctrl(Key.Key_Return)
    queue.app.session.show(done)
    queue.press(Key.Key_F, times=2)

    assert queue.app.session.status() == "done"


def test_s_skips_and_opens_the_next(queue: "Any") -> None:
    queue.press(Key.Key_S)

    assert title(queue) == "Story 2"
    assert queue.app.session.status_counts()["skipped"] == 1


def test_finishing_the_last_article_says_so_and_offers_the_export(queue: "Any") -> None:
    for _ in range(5):
        queue.ctrl(Key.Key_Return)

    assert queue.sentence() == "That was the last one: every article is done."
    assert [each.text() for each in queue.app.window.messages.findChildren(QPushButton)] == ["Close", "Export…"]


def test_articles_left_outside_the_list_are_not_called_done(queue: "Any") -> None:
    search(queue, "source:monitor")
    queue.do("next_article")
    queue.ctrl(Key.Key_Return)

    assert queue.sentence() == "Nothing left to do in this list."


def test_the_queue_goes_round_to_what_was_passed_over(queue: "Any") -> None:
    queue.do("next_article")
    for _ in range(4):
        queue.ctrl(Key.Key_Return)

    assert title(queue) == "Story 1"


def test_undo_of_done_shows_the_article_again(queue: "Any") -> None:
    queue.ctrl(Key.Key_Return)
    queue.ctrl(Key.Key_Z)

    assert title(queue) == "Story 1"
    assert queue.app.session.status() == "new"


def test_ctrl_down_and_up_walk_the_list_and_stop_at_its_ends(queue: "Any") -> None:
    for _ in range(7):
        queue.ctrl(Key.Key_Down)
    last = title(queue)
    for _ in range(7):
        queue.ctrl(Key.Key_Up)

    assert (last, title(queue)) == ("Story 5", "Story 1")


def test_a_search_narrows_the_list_and_escape_widens_it(queue: "Any") -> None:
    search(queue, '"road 3"')
    found = queue.titles()
    queue.ctrl(Key.Key_F)
    queue.press(Key.Key_Escape)

    assert (found, len(queue.titles())) == (["Story 3"], 5)


def test_the_queue_follows_the_search(queue: "Any") -> None:
    search(queue, "source:hauran")
    queue.app.reader.setFocus()
    queue.ctrl(Key.Key_Return)

    assert title(queue) == "Story 2"


def test_a_search_that_finds_nothing_can_be_cleared_with_one_click(queue: "Any") -> None:
    search(queue, "zebra")
    nothing = queue.titles()
    clear = next(each for each in queue.app.articles.nothing_found.findChildren(QPushButton) if each.isVisible())
    QTest.mouseClick(clear, Qt.MouseButton.LeftButton)

    assert (nothing, len(queue.titles())) == ([], 5)


def test_status_chips_count_and_filter(queue: "Any") -> None:
    queue.ctrl(Key.Key_Return)
    press_chip(queue, "Done")
    done = queue.titles()
    press_chip(queue, "To do")

    assert done == ["Story 1"]
    assert len(queue.titles()) == 4
    assert [chip(queue, word).count for word in ("To do", "Done", "All")] == [4, 1, 5]


def test_the_outlet_menu_filters_by_source(queue: "Any") -> None:
    menu = queue.app.window.findChild(SourceButton).menu()
    menu.aboutToShow.emit()
    queue.choose(menu, "Orontes Wire")

    assert queue.titles() == ["Story 1", "Story 3"]


def test_a_click_on_a_row_opens_the_article(queue: "Any") -> None:
    view = queue.app.articles.list
    row: QRect = view.visualRect(view.model().index(3, 0))
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, row.center() - QPoint(40, 0)
    )

    assert title(queue) == "Story 4"


def test_enter_in_the_list_goes_into_the_article(queue: "Any") -> None:
    search(queue, "source:monitor")
    queue.press(Key.Key_Return)

    assert title(queue) == "Story 4"
    assert QApplication.focusWidget() is queue.app.reader


def test_an_article_removed_makes_room_for_the_next_and_undo_brings_it_back(queue: "Any") -> None:
    queue.do("remove_article")
    left, shown = queue.titles(), title(queue)
    queue.do("undo")

    assert (len(left), shown) == (4, "Story 2")
    assert len(queue.titles()) == 5


def test_removing_the_only_article_leaves_an_empty_reader_that_takes_keys_calmly(desk: "Any") -> None:
    desk.code("Omar", Key.Key_9)
    desk.do("remove_article")
    desk.app.reader.setFocus()
    desk.press(Key.Key_4)
    desk.ctrl(Key.Key_Return)

    assert desk.app.session.article is None
    assert desk.app.session.spans == []


def test_counts_follow_bulk_changes_from_the_list(queue: "Any") -> None:
    view = queue.app.articles.list
    view.setFocus()
    view.selectAll()
    menu = queue.app.articles.context_menu()
    queue.choose(menu, "Skip")

    assert chip(queue, "Skipped").count == 5
    assert queue.app.session.status() == "skipped"


def test_what_is_read_keeps_its_place_when_articles_come_in(queue: "Any", tmp_path: Path) -> None:
    queue.do("next_article")
    more = tmp_path / "more.txt"
    more.write_text("More\n\nMore came.", encoding="utf-8")
    queue.bring(more)

    assert title(queue) == "Story 2"


def test_corrected_details_show_everywhere(queue: "Any") -> None:
    from desktop.details_dialog import DetailsDialog

    queue.press(Key.Key_F2)
    dialog = queue.dialog(DetailsDialog)
    dialog.title.setText("Roads closed")
    dialog.save_button.click()

    assert title(queue) == "Roads closed"
    assert queue.titles()[0] == "Roads closed"


def test_an_article_of_the_history_that_is_gone_is_refused_in_words(queue: "Any") -> None:
    gone = queue.app.session.article.id
    queue.do("remove_article")
    queue.app.session.show(gone)

    assert f"There is no article {gone}" in queue.sentence()
    assert title(queue) == "Story 2"
