from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from desktop.coder_dialog import CoderDialog


def ok(dialog: CoderDialog) -> bool:
    return dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()


def dialog(qtbot: QtBot, present: str = "rima", known: tuple[str, ...] = ("rima", "omar")) -> CoderDialog:
    made = CoderDialog(present, known)
    qtbot.addWidget(made)
    return made


def test_everybody_known_is_offered_once_the_present_one_first(qtbot: QtBot) -> None:
    made = dialog(qtbot)

    assert [made.field.itemText(at) for at in range(made.field.count())] == ["rima", "omar"]
    assert made.name() == "rima"


def test_blanks_around_and_inside_a_name_are_made_single(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    made.field.setEditText("  Omar \t of  Hama ")

    assert made.name() == "Omar of Hama"


def test_without_a_name_there_is_no_ok(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    made.field.setEditText("   ")
    empty = ok(made)
    made.field.setEditText("x")

    assert (empty, ok(made)) == (False, True)


def test_a_name_that_begins_like_another_is_not_completed_to_it(qtbot: QtBot) -> None:
    made = dialog(qtbot, known=("rima", "Omar Haddad"))
    made.show()
    line = made.field.lineEdit()
    assert line is not None
    line.selectAll()
    qtbot.keyClicks(line, "omar")

    assert made.name() == "omar"
