"""What is asked, and what is said of it."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from corpus.assigning import Plan
from corpus.query import Query, parse
from desktop.queue.assign_dialog import AssignDialog, expectation

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def dialog(qtbot: QtBot) -> AssignDialog:
    made = AssignDialog(
        purpose="coding",
        query=parse("Hama source:sana"),
        coders=["rima", "a & b"],
        look=lambda plan: min(plan.count, 7),
        saved=[("Idlib", "Idlib lang:ar")],
    )
    qtbot.addWidget(made)
    return made


def test_what_is_shown_now_is_offered_first(dialog: AssignDialog) -> None:
    assert dialog.plan().query == parse("Hama source:sana")
    assert [dialog.source.itemText(at) for at in range(dialog.source.count())] == [
        "What the list shows now", "All articles still to do", "All articles", "Search: Idlib",
    ]  # fmt: skip
    dialog.source.setCurrentIndex(2)
    assert dialog.plan().query == Query()


def test_coders_are_ticked_or_typed(dialog: AssignDialog) -> None:
    dialog.coders[1].setChecked(True)
    dialog.others.setText(" lina ,, rima  b ,lina")
    assert dialog.plan().coders == ("a & b", "lina", "rima b")


def test_without_a_name_nothing_is_assigned(dialog: AssignDialog) -> None:
    dialog._say()
    assert not dialog.assign.isEnabled()
    dialog.name.setText("Monday")
    dialog._say()
    assert dialog.assign.isEnabled()


def test_the_seed_is_asked_where_chance_decides(dialog: AssignDialog) -> None:
    dialog.how.setCurrentIndex(1)
    dialog._say()
    assert dialog.layout_.isRowVisible(dialog.seed)
    dialog.how.setCurrentIndex(3)
    dialog._say()
    assert not dialog.layout_.isRowVisible(dialog.seed)


@pytest.mark.parametrize(
    ("plan", "found", "sentence"),
    [
        (Plan("a"), 0, "No articles are left to assign there."),
        (Plan("a", count=9), 7, "7 articles (no more are left), for nobody yet."),
        (
            Plan("a", count=7, coders=("x", "y"), shared=1),
            7,
            "7 articles: up to 4 for each of x and y, 1 of them the same.",
        ),
        (Plan("a", count=1, purpose="hold-out"), 1, "1 article will be in nobody's list until the set is let out."),
        (Plan("a", count=3, coders=("x", "y", "z"), shared=3), 3, "3 articles for x, y and z."),
    ],
)
def test_the_sentence_says_what_will_be(plan: Plan, found: int, sentence: str) -> None:
    assert expectation(plan, found) == sentence


def test_all_rows_and_the_whole_sentence_have_room(dialog: AssignDialog, qtbot: QtBot) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    dialog.show()
    dialog.name.setText("Monday")
    dialog.how.setCurrentIndex(1)
    dialog.others.setText("a coder of a long name, and another one of a long name")
    dialog._say()
    layout = dialog.layout()
    assert layout is not None
    assert dialog.height() >= layout.totalHeightForWidth(dialog.width())
