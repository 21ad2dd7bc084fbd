import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop.paste_dialog import PasteDialog

STORY = """Columns reach the gate of Homs
6 December 2024

BEIRUT (Reuters) - Fighters entered the town on Thursday night, two monitors said.
"""


@pytest.fixture
def dialog(qtbot: QtBot) -> PasteDialog:
    dialog = PasteDialog(STORY)
    qtbot.addWidget(dialog)
    return dialog


def test_fields_are_filled_from_the_first_lines(dialog: PasteDialog) -> None:
    assert dialog.title.text() == "Columns reach the gate of Homs"
    assert dialog.source.text() == "Reuters"
    assert dialog.date.value() == "2024-12-06"


def test_corrections_are_in_the_article(dialog: PasteDialog) -> None:
    dialog.source.setText("Orontes Wire")
    dialog.date.set_value("5 Dec 2024")
    raw = dialog.raw()
    assert (raw.source, raw.published, raw.text) == ("Orontes Wire", "2024-12-05", STORY)


def test_field_written_by_hand_stays_when_the_text_changes(dialog: PasteDialog, qtbot: QtBot) -> None:
    dialog.title.clear()
    QTest.keyClicks(dialog.title, "Mine")
    dialog.text.setPlainText("Another headline\n7 December 2024\n\nHOMS (AFP) - Text that goes on.\n\nAnd on.")
    qtbot.waitUntil(lambda: dialog.source.text() == "AFP")
    assert dialog.title.text() == "Mine"


def test_hard_spaces_and_markup_survive(qtbot: QtBot) -> None:
    text = "At least 20\u00a0000 people <b>fled</b> &amp; more.\n\nThe end."
    dialog = PasteDialog(text)
    qtbot.addWidget(dialog)
    assert dialog.raw().text == text


def test_nothing_can_be_added_without_text(qtbot: QtBot) -> None:
    dialog = PasteDialog()
    qtbot.addWidget(dialog)
    assert not dialog.add_button.isEnabled()
    with pytest.raises(ValueError, match="cannot be accepted"):
        dialog.raw()


def test_wrong_date_holds_the_article_back(dialog: PasteDialog) -> None:
    dialog.date.set_value("soon")
    assert not dialog.add_button.isEnabled()
    dialog.date.set_value("")
    assert dialog.add_button.isEnabled()


def test_what_was_typed_last_is_added_at_once(dialog: PasteDialog) -> None:
    dialog.text.setPlainText("A short story.")
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.raw().text == "A short story."
