import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.date_field import DateField


@pytest.fixture
def field(qtbot: QtBot) -> DateField:
    field = DateField()
    qtbot.addWidget(field)
    return field


@pytest.mark.parametrize(
    ("typed", "value"),
    [("2024-12-06", "2024-12-06"), ("6 Dec 2024", "2024-12-06"), ("2024-12-06T10:00:00Z", "2024-12-06T10:00:00Z"),
     ("", ""), ("  ", ""), ("2024-02-31", None), ("06/12/2024", None), ("soon", None)],
)  # fmt: skip
def test_dates_in_figures_and_words_are_read(field: DateField, typed: str, value: str | None) -> None:
    field.set_value(typed)
    assert field.value() == value


def test_date_in_words_becomes_iso_when_the_field_is_left(field: DateField) -> None:
    QTest.keyClicks(field.line, "6 December 2024")
    field.line.editingFinished.emit()
    assert field.line.text() == "2024-12-06"


def test_wrong_date_is_complained_about_when_left_and_forgiven_when_right(field: DateField) -> None:
    QTest.keyClicks(field.line, "2024-12-0")
    assert field.trouble.isHidden()
    field.line.editingFinished.emit()
    assert not field.trouble.isHidden()
    assert field.line.property("bad") == "true"
    QTest.keyClicks(field.line, "6")
    assert field.trouble.isHidden()
    assert field.line.property("bad") == ""
