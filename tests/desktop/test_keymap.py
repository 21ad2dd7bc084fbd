"""Which key does what, and which keys are refused."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from desktop.actions import TABLE, by_id, letters
from desktop.keymap import Keymap, normal, shown
from desktop.settings import Settings
from labels.label import RESERVED_KEYS, Label


@pytest.fixture
def restart(tmp_path: Path) -> Callable[[], Settings]:
    """Return the settings as they are after a restart."""
    return lambda: Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def settings(restart: Callable[[], Settings]) -> Settings:
    return restart()


@pytest.fixture
def keymap(settings: Settings) -> Keymap:
    return Keymap(settings)


def label(name: str, key: str) -> Label:
    return Label(1, "1" * 32, name, "other", "", "#475569", key, 1, None, False)


def test_at_first_every_action_has_the_key_of_the_table(keymap: Keymap) -> None:
    assert keymap.all() == {action.id: normal(action.key) for action in TABLE}
    assert keymap.own() == {}


def test_no_action_comes_with_a_key_that_it_could_not_be_given(keymap: Keymap) -> None:
    assert {action.id: keymap.conflict(action.id, action.key) for action in TABLE} == dict.fromkeys(keymap.all(), "")


def test_the_letters_of_the_table_are_those_that_labels_cannot_have() -> None:
    assert set(letters({})) == RESERVED_KEYS


@pytest.mark.parametrize(
    ("given", "kept"), [("q", "Q"), ("ctrl+,", "Ctrl+,"), ("Ctrl++", "Ctrl++"), ("", ""), ("é", "É")]
)
def test_a_key_is_kept_over_a_restart(restart: Callable[[], Settings], given: str, kept: str) -> None:
    Keymap(restart()).set("settings", "")
    Keymap(restart()).set("zoom_in", "")
    Keymap(restart()).set("flag", given)
    assert Keymap(restart()).key("flag") == kept


def test_the_key_of_the_table_leaves_nothing_in_the_settings(keymap: Keymap, settings: Settings) -> None:
    keymap.set("flag", "Q")
    keymap.set("flag", "f")
    assert (keymap.own(), settings.text("keys/flag", "absent")) == ({}, "absent")


def test_all_keys_are_reset_and_brought_back(keymap: Keymap) -> None:
    keymap.set("flag", "")
    keymap.set("skip", "F")
    own = keymap.own()
    keymap.set_all({})
    assert (keymap.key("flag"), keymap.key("skip")) == ("F", "S")
    keymap.set_all(own)
    assert (keymap.key("flag"), keymap.key("skip")) == ("", "F")


@pytest.mark.parametrize(
    ("action_id", "key", "sentence"),
    [
        ("flag", "s", "{} is the key of “Skip, and next”; give that another key first."),
        ("flag", "Ctrl+E", "{} is the key of “Export”; give that another key first."),
        ("flag", "4", "{} is a label’s key: digits are for labels; press a letter."),
        ("flag", "-", "Without Ctrl or Alt only letters can be used; press a letter."),
        ("flag", "a", "{} is the key of “Accept the suggestion, and next”; give that another key first."),
        ("flag", "w", "{} labels WEAPON in this project; give the label another key first."),
        ("export", "q", "{} alone would be typed into text fields; hold Ctrl or Alt with it."),
        ("export", "Shift+Q", "{} cannot be used; press Ctrl or Alt with a key, or F1 to F12."),
        ("flag", "Space", "{} cannot be used; press a letter alone, Ctrl or Alt with a key, or F1 to F12."),
        ("export", "Alt+Right", "{} moves within texts; press another key."),
        ("export", "Tab", "{} moves within texts; press another key."),
        ("export", "Ctrl+A", "{} selects the whole text; press another key."),
        ("export", "Alt+F", "{} opens the menu File; press another key."),
        ("export", "Ctrl+K, Ctrl+E", "An action has one key, not several in a row."),
        ("remove_span", "Ctrl+D", "The reader needs this key as it is; it cannot be changed."),
        ("remove_span", "", "The reader needs this key as it is; it cannot be changed."),
    ],
)
def test_a_refusal_is_one_sentence_that_says_why(keymap: Keymap, action_id: str, key: str, sentence: str) -> None:
    assert keymap.conflict(action_id, key, [label("WEAPON", "w")]) == sentence.format(shown(key))


@pytest.mark.parametrize(
    ("action_id", "key"),
    [("flag", "q"), ("flag", "f"), ("flag", "F6"), ("flag", "Ctrl+G"), ("export", "Ctrl+Shift+E"), ("export", ""),
     ("next_article", "Ctrl+PgDown"), ("export", "Shift+F3"), ("zoom_in", "Alt+."), ("note", "é")],
)  # fmt: skip
def test_a_key_that_nothing_has_is_granted(keymap: Keymap, action_id: str, key: str) -> None:
    assert keymap.conflict(action_id, key, [label("WEAPON", "w")]) == ""


def test_a_key_given_away_is_free(keymap: Keymap) -> None:
    keymap.set("flag", "Q")
    assert keymap.conflict("skip", "F") == ""
    keymap.set("skip", "F")
    assert keymap.conflict("flag", "F") == "F is the key of “Skip, and next”; give that another key first."


def test_the_letters_that_labels_cannot_have_follow_the_keys(keymap: Keymap) -> None:
    keymap.set("flag", "Q")
    keymap.set("skip", "Ctrl+G")
    found = letters(keymap.all())
    assert set(found) == {"a", "x", "r", "y", "q", "l", "h", "n", "e", "g"}
    assert found["q"] == "flags the article"


@pytest.mark.parametrize("stored", ["Foo", "4", "Tab", "Ctrl+K, Ctrl+B", "<b>", "Alt+F"])
def test_settings_that_name_no_key_to_be_had_count_as_absent(settings: Settings, stored: str) -> None:
    settings.set("keys/flag", stored)
    settings.set("keys/remove_span", stored)
    found = Keymap(settings)
    assert (found.key("flag"), found.key("remove_span")) == ("F", "Del")


def test_a_key_chosen_before_a_version_that_comes_with_it_stays_with_its_action(settings: Settings) -> None:
    settings.set("keys/quit", by_id("export").key)
    found = Keymap(settings)
    assert (found.key("quit"), found.key("export")) == ("Ctrl+E", "")


def test_a_key_that_two_actions_have_in_the_settings_goes_to_the_first(settings: Settings) -> None:
    settings.set("keys/export", "Ctrl+J")
    settings.set("keys/quit", "Ctrl+J")
    found = Keymap(settings)
    assert (found.key("export"), found.key("quit")) == ("Ctrl+J", "")


def test_a_key_is_shown_in_capitals_and_none_as_nothing() -> None:
    assert (shown("q"), shown("")) == ("Q", "")
