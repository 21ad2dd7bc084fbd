from pytestqt.qtbot import QtBot

from desktop.articles.notice import Notice


def test_notice_takes_no_room_while_there_is_nothing_to_say(qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    notice.show_problems(["One.", "Two.", "Three."])
    assert notice.text() == "One.\nTwo."
    notice.show_problems([])
    assert notice.isHidden()


def test_quick_search_is_not_spoken_of(qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    notice.searching()
    assert notice.isHidden()
    qtbot.waitUntil(lambda: notice.text() == "Searching…")
    notice.show_problems([])
    assert notice.isHidden()
