"""The question which column holds what."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from corpus.readers.looking import Preview
from desktop import theme
from desktop.columns.dialog import ColumnsDialog

PREVIEW = Preview(
    Path("a.csv"),
    "a.csv",
    ("Nr", "Kopf", "Wann", "Was"),
    (("1", "Fighters <b>enter</b>", "06/12/2024", "Shelling hit.\nPeople fled."), ("2", "B", "07/12/2024", "Two.")),
    {"text": "Was", "title": "Kopf"},
    sure=False,
    unclear=("Wann",),
)


@pytest.fixture
def dialog(qtbot: QtBot) -> ColumnsDialog:
    dialog = ColumnsDialog(PREVIEW, theme.light(), others=True)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def choose(dialog: ColumnsDialog, field: str, column: str) -> None:
    box = dialog.field(field)
    box.setCurrentIndex(box.findData(column))


def test_guess_is_chosen_already(dialog: ColumnsDialog) -> None:
    said = {"text": "Was", "title": "Kopf", "source": "", "published": "", "url": "", "language": ""}
    assert dialog.columns() == said


def test_nothing_is_imported_without_a_text(dialog: ColumnsDialog) -> None:
    choose(dialog, "text", "")
    assert not dialog.import_button.isEnabled()
    assert dialog.note.full_text == "Choose the column that holds the text of the articles."


def test_unclear_dates_are_asked_about(dialog: ColumnsDialog) -> None:
    assert not dialog.order.isVisible()
    choose(dialog, "published", "Wann")
    assert dialog.order.isVisible()
    assert "either way" in dialog.note.full_text
    dialog.order.setCurrentIndex(dialog.order.findData("day"))
    assert dialog.note.full_text == ""
    assert dialog.columns()["date order"] == "day"


def test_heads_of_the_table_say_what_a_column_is_taken_for(dialog: ColumnsDialog) -> None:
    choose(dialog, "published", "Wann")
    heads = [dialog.view.rows.headerData(n, Qt.Orientation.Horizontal) for n in range(4)]
    assert heads == ["–\nNr", "Title\nKopf", "Date\nWann", "Text\nWas"]


def test_cells_are_one_line_and_their_tips_plain(dialog: ColumnsDialog) -> None:
    rows = dialog.view.rows
    assert rows.data(rows.index(0, 3)) == "Shelling hit. People fled."
    assert "&lt;b&gt;" in rows.data(rows.index(0, 1), Qt.ItemDataRole.ToolTipRole)


def test_first_words_stand_beside_the_choice(dialog: ColumnsDialog) -> None:
    assert dialog.sample("title") == "Fighters <b>enter</b>"
    assert dialog.sample("url") == ""


def test_leaving_it_out_is_not_cancelling(dialog: ColumnsDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.rejected):
        dialog.leave_button.click()
    assert dialog.left_out


def test_a_table_alone_can_only_be_imported_or_not(qtbot: QtBot) -> None:
    dialog = ColumnsDialog(PREVIEW, theme.dark())
    qtbot.addWidget(dialog)
    assert dialog.leave_button.isHidden()


def test_every_field_can_be_reached_and_has_a_name(dialog: ColumnsDialog) -> None:
    for field in ("text", "title", "source", "published", "url", "language"):
        box = dialog.field(field)
        assert box.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert box.accessibleName().startswith("Column of the ")
