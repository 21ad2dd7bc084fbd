import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.message_bar import MessageBar


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(800, 500)
    widget.show()
    return widget


@pytest.fixture
def bar(over: QWidget) -> MessageBar:
    return MessageBar(over, over)


def buttons(bar: MessageBar) -> list[QPushButton]:
    return [each for each in bar.findChildren(QPushButton) if each.isVisible()]


def test_nothing_is_said_at_first(bar: MessageBar) -> None:
    assert (bar.isVisible(), bar.text()) == (False, "")


def test_a_sentence_is_shown_as_it_is(bar: MessageBar) -> None:
    bar.show_message("<b>5 & 6</b> were refused.", tone="bad")

    assert bar.isVisible()
    assert bar.text() == "<b>5 & 6</b> were refused."


def test_it_is_closed_by_its_button(bar: MessageBar) -> None:
    bar.show_message("Refused.", tone="bad")
    buttons(bar)[0].click()

    assert bar.text() == ""


def test_good_news_goes_by_itself_and_bad_news_stays(bar: MessageBar) -> None:
    bar.show_message("Refused.", tone="bad")
    stays = not bar._timer.isActive()
    bar.show_message("3 articles added.", tone="good")

    assert stays
    assert bar._timer.isActive()


def test_bad_news_after_good_stays(bar: MessageBar) -> None:
    bar.show_message("3 articles added.", tone="good")
    bar.show_message("Refused.", tone="bad")

    assert not bar._timer.isActive()


def test_a_button_closes_the_message_and_then_acts(bar: MessageBar) -> None:
    seen: list[str] = []
    bar.show_message("Done.", actions={"Export…": lambda: seen.append(bar.text())})
    next(each for each in buttons(bar) if each.text() == "Export…").click()

    assert seen == [""]


def test_a_button_may_show_the_next_message(bar: MessageBar) -> None:
    bar.show_message("Done.", actions={"Again": lambda: bar.show_message("Twice.")})
    next(each for each in buttons(bar) if each.text() == "Again").click()

    assert bar.text() == "Twice."


def test_a_newer_message_has_its_own_buttons_only(bar: MessageBar) -> None:
    bar.show_message("One.", actions={"A": lambda: None})
    bar.show_message("Two.", actions={"B": lambda: None})

    assert [each.text() for each in bar._buttons] == ["B"]


def test_it_stays_inside_what_it_lies_over(bar: MessageBar, over: QWidget) -> None:
    bar.show_message("A long sentence. " * 12, tone="bad")
    for width in (900, 500, 700):
        over.resize(width, 400)

        assert over.rect().contains(bar.geometry())


def test_it_leaves_the_buttons_along_the_foot_free(bar: MessageBar, over: QWidget) -> None:
    button = QPushButton("Tick all", over)
    button.setGeometry(300, 455, 90, 32)
    button.show()
    bar.show_message("Imported.")

    assert not bar.geometry().intersects(button.geometry())
    assert over.rect().contains(bar.geometry())
