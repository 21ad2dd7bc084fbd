"""The page: what it lists, and what keys do to the item in hand."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.errors import ErrorsPage
from desktop.errors.groups import Group, Head
from desktop.session import Session
from labels import spans, verdicts

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def listed(page: ErrorsPage) -> list[str]:
    return [
        f"{row.kind} {row.count}" if isinstance(row, Head) else f"{row.key[1]} {len(row.items)}"
        for row in page.model.rows
    ]


def in_hand(page: ErrorsPage) -> str:
    return f"{page.item.kind} {page.item.surface}" if page.item else ""


def coded(session: Session) -> list[tuple[int, int]]:
    assert session.store
    return [span.range for article in (1, 2) for span in spans.of_article(session.store, article)]


def press(page: ErrorsPage, qtbot: QtBot, key: Qt.Key, **held: Qt.KeyboardModifier) -> None:
    qtbot.keyClick(page.list, key, **held)


def test_it_says_what_to_do_before_anything_is_compared(page: ErrorsPage, jobs: list[str], qtbot: QtBot) -> None:
    page.show()
    qtbot.waitUntil(lambda: not page.worker.is_busy)
    assert page.empty.heading.text() == "Nothing is compared yet"
    page.empty.button.click()
    assert jobs == ["Checking the coding against models"]


def test_without_finished_articles_it_asks_for_some(page: ErrorsPage, session: Session, qtbot: QtBot) -> None:
    from corpus import articles

    for article_id in (1, 2):
        session.do(articles.set_status, article_id, "in progress")
    page.show()
    qtbot.waitUntil(lambda: not page.worker.is_busy)
    assert page.empty.heading.text() == "Finish some articles first"
    assert not page.empty.button.isVisible()


def test_items_stand_by_kind_and_phrase(shown: ErrorsPage) -> None:
    assert listed(shown) == ["spurious 3", "Hama 1", "Friday 1", "Homs 1", "missed 1", "Hama 1"]
    assert in_hand(shown) == "spurious Hama"
    assert shown.bar.tabs[None].text() == "All  4"


def test_the_human_is_right_by_one_key(shown: ErrorsPage, session: Session, qtbot: QtBot) -> None:
    press(shown, qtbot, Qt.Key.Key_1)
    assert in_hand(shown) == "spurious Friday"
    assert coded(session) == [(13, 17)]
    assert session.store
    assert [each.verdict for each in verdicts.of_article(session.store, 1)] == ["rejected"]


def test_the_model_is_right_by_one_key(shown: ErrorsPage, session: Session, qtbot: QtBot) -> None:
    press(shown, qtbot, Qt.Key.Key_M)
    assert coded(session) == [(13, 17), (29, 33)]
    assert listed(shown) == ["spurious 2", "Friday 1", "Homs 1", "missed 1", "Hama 1"]


def test_both_wrong_opens_the_article_at_the_words(shown: ErrorsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shown.open_requested) as asked:
        press(shown, qtbot, Qt.Key.Key_B)
    assert asked.args == [1, 29, 33]
    assert in_hand(shown) == "spurious Friday"


def test_enter_opens_the_article_and_decides_nothing(shown: ErrorsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shown.open_requested) as asked:
        press(shown, qtbot, Qt.Key.Key_Return)
    assert asked.args == [1, 29, 33]
    assert shown.model.total == 4


def test_undo_brings_the_item_back_into_the_hand(shown: ErrorsPage, session: Session, qtbot: QtBot) -> None:
    before = listed(shown)
    press(shown, qtbot, Qt.Key.Key_2)
    session.undo()
    assert listed(shown) == before
    assert in_hand(shown) == "spurious Hama"
    session.redo()
    assert listed(shown)[1] == "Friday 1"


def test_arrows_go_through_the_items_and_on_to_the_next_phrase(shown: ErrorsPage, qtbot: QtBot) -> None:
    press(shown, qtbot, Qt.Key.Key_Right)
    assert in_hand(shown) == "spurious Friday"
    press(shown, qtbot, Qt.Key.Key_Down)
    assert in_hand(shown) == "spurious Homs"
    press(shown, qtbot, Qt.Key.Key_Right)
    assert in_hand(shown) == "missed Hama"
    press(shown, qtbot, Qt.Key.Key_Left)
    assert in_hand(shown) == "spurious Homs"


def test_what_comes_next_is_seen_and_can_be_taken(shown: ErrorsPage) -> None:
    assert [line[1] for line in shown.view.coming.lines] == ["Friday", "Homs", "Hama"]
    shown.view.coming.wanted.emit(2)
    assert in_hand(shown) == "spurious Homs"


def test_all_of_a_phrase_are_decided_at_once(
    page: ErrorsPage, session: Session, cross: Callable[[Sequence[object]], None], qtbot: QtBot
) -> None:
    cross([(1, 0, 8, 1, 0.9), (1, 29, 33, 1, 0.8), (1, 13, 17, 2, 0.3)])
    session.do(spans.remove, [1])
    cross([(1, 13, 17, 1, 0.9), (1, 29, 33, 1, 0.8)])
    page.show()
    qtbot.waitUntil(lambda: not page.worker.is_busy)
    assert listed(page) == ["spurious 2", "Hama 2"]
    assert page.view.place.text() == "1 of 2 of this phrase"
    press(page, qtbot, Qt.Key.Key_M, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert coded(session) == [(13, 17), (29, 33)]
    assert page.empty.heading.text() == "No differences left"
    session.undo()
    assert listed(page) == ["spurious 2", "Hama 2"]


def test_one_kind_alone_can_be_listed(shown: ErrorsPage, qtbot: QtBot) -> None:
    shown.bar.tabs["missed"].click()
    assert listed(shown) == ["missed 1", "Hama 1"]
    press(shown, qtbot, Qt.Key.Key_1)
    assert shown.bar.tabs[None].isChecked()
    assert listed(shown)[0] == "spurious 3"


def test_kinds_are_stepped_through_by_keys(shown: ErrorsPage, qtbot: QtBot) -> None:
    press(shown, qtbot, Qt.Key.Key_PageDown, modifier=Qt.KeyboardModifier.ControlModifier)
    assert shown.bar.tabs["spurious"].isChecked()
    assert listed(shown)[0] == "spurious 3"


def test_coding_elsewhere_is_followed(shown: ErrorsPage, session: Session) -> None:
    session.do(spans.add, 2, 0, 4, 1)
    assert listed(shown) == ["spurious 2", "Hama 1", "Friday 1", "missed 1", "Hama 1"]
    assert in_hand(shown) == "spurious Hama"


def test_coding_while_it_is_hidden_is_followed_when_it_is_shown(
    shown: ErrorsPage, session: Session, qtbot: QtBot
) -> None:
    shown.hide()
    session.do(spans.add, 1, 29, 33, 1)
    shown.show()
    assert listed(shown)[1] == "Friday 1"
    assert in_hand(shown) == "spurious Friday"


def test_what_is_written_while_it_compares_is_looked_at_again(
    shown: ErrorsPage, session: Session, qtbot: QtBot
) -> None:
    shown.refresh()
    session.do(spans.add, 1, 29, 33, 1)
    qtbot.waitUntil(lambda: not shown.worker.is_busy)
    assert listed(shown)[1] == "Friday 1"


def test_the_readings_say_who_says_what(shown: ErrorsPage) -> None:
    assert shown.view.mine.accessibleName() == "You: no label"
    assert shown.view.other.accessibleName() == "The model: LOCATION"
    assert shown.view.other.note == "90 % sure"
    assert shown.view.choices["model"].does == "Labels these words LOCATION."


def test_many_of_a_phrase_are_a_job(
    shown: ErrorsPage, jobs: list[str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from labels import error_verdicts

    monkeypatch.setattr(error_verdicts, "FEW", 0)
    shown.decide("human", whole=True)
    assert jobs == ["Deciding"]
    assert shown.model.total == 4


def test_escape_leaves(shown: ErrorsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shown.left):
        press(shown, qtbot, Qt.Key.Key_Escape)


def test_groups_are_rows_that_can_be_chosen_and_headings_are_not(shown: ErrorsPage) -> None:
    flags = [shown.model.flags(shown.model.index(at)) for at in range(2)]
    assert not flags[0] & Qt.ItemFlag.ItemIsSelectable
    assert flags[1] & Qt.ItemFlag.ItemIsSelectable
    assert isinstance(shown.model.rows[1], Group)
