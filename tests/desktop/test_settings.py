from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from desktop.settings import Settings


@pytest.fixture
def file(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def settings(file: QSettings) -> Settings:
    return Settings(file)


def test_a_text_is_kept(settings: Settings) -> None:
    settings.set("coder", 'Rima, of Hama; "x" | ريما')

    assert settings.text("coder") == 'Rima, of Hama; "x" | ريما'


def test_what_was_never_set_is_the_default(settings: Settings) -> None:
    assert (settings.text("a"), settings.text("a", "b"), settings.number("a", 1.5)) == ("", "b", 1.5)


def test_a_number_outlives_the_file(settings: Settings, file: QSettings) -> None:
    settings.set("zoom", 1.25)
    file.sync()

    assert Settings(QSettings(file.fileName(), QSettings.Format.IniFormat)).number("zoom", 1.0) == 1.25


@pytest.mark.parametrize("damaged", ["large", "", "nan", "inf", [1, 2], None])
def test_a_number_that_is_none_is_the_default(settings: Settings, file: QSettings, damaged: object) -> None:
    file.setValue("zoom", damaged)

    assert settings.number("zoom", 1.0) == 1.0


def test_a_state_of_another_type_is_none(settings: Settings) -> None:
    settings.set("window", "text")
    settings.set("panes", QByteArray(b"\x00\x01"))

    assert settings.state("window") is None
    assert settings.state("panes") == QByteArray(b"\x00\x01")


def test_the_project_opened_last_comes_first_and_once(settings: Settings, tmp_path: Path) -> None:
    for name in ("a", "b", "a"):
        settings.remember(tmp_path / name)

    assert [recent.path.name for recent in settings.recent()] == ["a", "b"]


def test_a_dozen_projects_are_remembered(settings: Settings, tmp_path: Path) -> None:
    for number in range(20):
        settings.remember(tmp_path / str(number))

    assert len(settings.recent()) == 12


def test_a_project_forgotten_is_gone_even_when_it_was_the_only_one(settings: Settings, tmp_path: Path) -> None:
    settings.remember(tmp_path / "a")
    settings.forget(tmp_path / "a")

    assert settings.recent() == []


@pytest.mark.parametrize("name", ["a|b", "a,b", "ünï", "a b", "%41"])
def test_any_file_name_is_remembered_over_a_restart(
    settings: Settings, file: QSettings, tmp_path: Path, name: str
) -> None:
    settings.remember(tmp_path / name)
    file.sync()
    again = Settings(QSettings(file.fileName(), QSettings.Format.IniFormat))

    assert [recent.path for recent in again.recent()] == [tmp_path / name]


@pytest.mark.parametrize("damaged", ["nonsense", ["²|/a", "x|/b", "5"], 7, []])
def test_damaged_lists_of_projects_count_as_empty(settings: Settings, file: QSettings, damaged: object) -> None:
    file.setValue("recent", damaged)

    assert settings.recent() == []
