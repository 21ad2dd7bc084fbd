"""Who is meant: one key links, one key adds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.actors import ActorPicker
from desktop.jobs import Jobs
from desktop.session import Session
from labels import entities
from labels.entity import Alias, EntityDraft

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def session(project_path: Path, qapp: object) -> Iterator[Session]:
    session = Session()
    session.create(project_path, coder="rima")
    session.do(entities.add, EntityDraft("Hayat Tahrir al-Sham", "rebel group", aliases=(Alias("HTS"),)))
    session.do(entities.add, EntityDraft("Syrian Army", valid_to="2024-12-08"))
    yield session
    session.close()


@pytest.fixture
def picker(session: Session, qtbot: QtBot) -> ActorPicker:
    window = QWidget()
    window.resize(900, 700)
    qtbot.addWidget(window)
    picker = ActorPicker(session, theme.light(), window)
    with qtbot.waitExposed(window):
        window.show()
    return picker


def texts(picker: ActorPicker) -> list[str]:
    return [row.text for row in picker.model.rows]


def test_enter_links_to_whom_the_words_name(picker: ActorPicker, qtbot: QtBot) -> None:
    picker.open_for("the H.T.S.", QPoint(10, 10))
    with qtbot.waitSignal(picker.actor_chosen) as chosen:
        qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert chosen.args == [1, False]
    assert picker.isHidden()


def test_shift_enter_keeps_the_words(picker: ActorPicker, qtbot: QtBot) -> None:
    picker.open_for("Tahrir fighters", QPoint(10, 10))
    qtbot.keyClicks(picker.field, "hay")
    with qtbot.waitSignal(picker.actor_chosen) as chosen:
        qtbot.keyClick(picker.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert chosen.args == [1, True]


def test_enter_adds_who_is_not_on_the_list(picker: ActorPicker, qtbot: QtBot) -> None:
    picker.open_for("Red Bands", QPoint(10, 10))
    with qtbot.waitSignal(picker.new_chosen) as chosen:
        qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert chosen.args == ["Red Bands"]


def test_the_link_can_be_taken_away(picker: ActorPicker, qtbot: QtBot) -> None:
    picker.open_for("HTS", QPoint(10, 10), linked=1)
    assert picker.model.rows[0].hint.startswith("linked · rebel group")
    qtbot.keyClick(picker.field, Qt.Key.Key_Up)
    with qtbot.waitSignal(picker.cleared):
        qtbot.keyClick(picker.field, Qt.Key.Key_Return)


def test_who_was_not_there_is_said_so(picker: ActorPicker) -> None:
    picker.open_for("Syrian army", QPoint(10, 10), on="2025-01-01T10:00")
    assert "not on 2025-01-01" in picker.model.rows[0].hint


def test_it_follows_the_list(picker: ActorPicker, session: Session) -> None:
    picker.open_for("Blue Bands", QPoint(10, 10))
    assert texts(picker)[0] == "Add actor “Blue Bands”"
    session.do(entities.add, EntityDraft("Blue Bands"))
    picker.refresh()
    assert texts(picker)[0] == "Blue Bands"


def test_another_project_has_other_actors(picker: ActorPicker, session: Session, tmp_path: Path) -> None:
    picker.open_for("HTS", QPoint(10, 10))
    session.create(tmp_path / "other.dateline", coder="rima")
    picker.refresh()
    assert texts(picker) == ["Add actor “HTS”"]
    session.close()
    picker.field.setText("x")
    assert texts(picker) == ["Add actor “x”"]


def test_a_long_list_is_read_in_a_job(
    picker: ActorPicker, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.actors.picker._LONG", 1)
    jobs = Jobs()
    with qtbot.waitSignal(jobs.idle, timeout=10_000):
        picker.prepare(jobs)
    picker.open_for("HTS", QPoint(10, 10))
    assert texts(picker)[0] == "Hayat Tahrir al-Sham"
