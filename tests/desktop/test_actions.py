from collections import Counter

from PySide6.QtGui import QKeySequence

from desktop.actions import MENUS, TABLE, by_id, letters
from labels.label import RESERVED_KEYS


def test_every_action_has_a_name_of_its_own() -> None:
    assert [name for name, count in Counter(action.id for action in TABLE).items() if count > 1] == []


def test_no_key_means_two_things() -> None:
    keys = Counter(QKeySequence(action.key).toString() for action in TABLE if action.key)

    assert [key for key, count in keys.items() if count > 1] == []


def test_every_key_is_one_that_qt_knows() -> None:
    assert [action.key for action in TABLE if action.key and QKeySequence(action.key).isEmpty()] == []


def test_every_action_stands_in_a_menu_and_every_menu_has_some() -> None:
    assert {action.menu for action in TABLE} == set(MENUS)


def test_single_letters_are_the_reader_s_alone() -> None:
    assert [action.id for action in TABLE if len(action.key) == 1 and not action.reader] == []


def test_the_reader_s_letters_cannot_be_a_label_s() -> None:
    own = {action.key.lower() for action in TABLE if action.reader and len(action.key) == 1}

    assert own <= RESERVED_KEYS
    assert set(letters({})) == set(RESERVED_KEYS)


def test_an_action_is_found_by_its_name() -> None:
    assert by_id("finish").key == "Ctrl+Return"
