"""The window of the actors: search, form, merging, files, likely aliases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from corpus.article import RawArticle
from desktop import theme
from desktop.actors import ActorsDialog
from desktop.jobs import Jobs
from desktop.session import Session
from labels import entities, labels, spans
from labels.entity import Alias, Code, EntityDraft
from labels.intake import take_in

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def session(project_path: Path, qapp: object) -> Iterator[Session]:
    session = Session()
    session.create(project_path, coder="rima")
    session.do(entities.add, EntityDraft("Hayat Tahrir al-Sham", "rebel group", aliases=(Alias("HTS"),)))
    session.do(entities.add, EntityDraft("Syrian Army", "state forces", codes=(Code("SYRMIL"),)))
    yield session
    session.close()


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> Iterator[ActorsDialog]:
    jobs = Jobs()
    dialog = ActorsDialog(session, jobs, theme.light())
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open_actors()
    yield dialog
    assert jobs.stop()


def names(session: Session) -> list[str]:
    assert session.store
    return [entity.name for entity in entities.all_entities(session.store)]


def take(dialog: ActorsDialog, name: str) -> None:
    row = next(at for at, each in enumerate(dialog.model.rows) if each.name == name)
    dialog.view.setCurrentIndex(dialog.model.index(row))


def test_the_first_actor_is_in_the_form(dialog: ActorsDialog) -> None:
    assert dialog.form.name.text() == "Hayat Tahrir al-Sham"
    assert dialog.form.aliases.toPlainText() == "HTS"
    assert dialog.count.full_text == "2 actors"


def test_search_goes_over_aliases(dialog: ActorsDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.search, "hts")
    qtbot.waitUntil(lambda: [row.name for row in dialog.model.rows] == ["Hayat Tahrir al-Sham"])


def test_saving_edits_the_actor_in_one_step(dialog: ActorsDialog, session: Session, qtbot: QtBot) -> None:
    take(dialog, "Syrian Army")
    dialog.form.aliases.setPlainText("SAA\nthe army [2011/]")
    dialog.form.codes.setPlainText("SYRMIL [/2024-12-08]")
    dialog.form.parent_name.setText("hts")
    qtbot.mouseClick(dialog.save, LEFT)
    assert session.store
    army = entities.find(session.store, "SAA")
    assert army
    assert army.aliases == (Alias("SAA"), Alias("the army", "2011-01-01"))
    assert army.codes == (Code("SYRMIL", "", "2024-12-08"),)
    assert dialog.form.parent_name.text() == "Hayat Tahrir al-Sham"
    session.undo()
    assert dialog.form.aliases.toPlainText() == ""


def test_the_form_follows_the_search(dialog: ActorsDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.search, "syrian")
    qtbot.waitUntil(lambda: dialog.form.name.text() == "Syrian Army")
    assert dialog.merge.isEnabled()


def test_what_was_typed_is_saved_before_another_actor_is_shown(dialog: ActorsDialog, session: Session) -> None:
    dialog.form.side.setText("opposition")
    take(dialog, "Syrian Army")
    assert dialog.form.name.text() == "Syrian Army"
    assert session.store
    found = entities.find(session.store, "HTS")
    assert found
    assert found.side == "opposition"


def test_what_is_refused_is_not_left(dialog: ActorsDialog, session: Session) -> None:
    dialog.form.valid_from.setText("soon")
    take(dialog, "Syrian Army")
    assert dialog.form.name.text() == "Hayat Tahrir al-Sham"
    assert "is no date" in dialog.form.error.full_text
    assert dialog.model.rows[dialog.view.currentIndex().row()].name == "Hayat Tahrir al-Sham"


def test_undo_and_redo_work_in_the_window(dialog: ActorsDialog, session: Session) -> None:
    dialog.retire.click()
    dialog.undo()
    assert len(names(session)) == 2
    assert dialog.said.full_text.startswith("Undone: ")
    dialog.redo()
    assert names(session) == ["Syrian Army"]


def test_a_new_actor(dialog: ActorsDialog, session: Session, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.search, "Red Bands")
    qtbot.waitUntil(lambda: not dialog.model.rows)
    qtbot.mouseClick(dialog.add, LEFT)
    assert dialog.form.name.text() == "Red Bands"
    qtbot.mouseClick(dialog.save, LEFT)
    assert "Red Bands" in names(session)
    assert dialog.form.entity
    assert dialog.form.entity.name == "Red Bands"


@pytest.mark.parametrize(
    ("field", "text", "why"),
    [
        ("name", "HTS" * 90, "1 to 200 characters"),
        ("name", "Syrian Army", "There is an actor Syrian Army already"),
        ("valid_from", "soon", "is no date"),
        ("parent_name", "Nobody", "“Nobody” is not on the list"),
    ],
)
def test_what_is_refused_is_said_in_the_form(
    dialog: ActorsDialog, session: Session, qtbot: QtBot, field: str, text: str, why: str
) -> None:
    getattr(dialog.form, field).setText(text)
    qtbot.mouseClick(dialog.save, LEFT)
    assert why in dialog.form.error.full_text
    assert names(session) == ["Hayat Tahrir al-Sham", "Syrian Army"]


def test_merging(dialog: ActorsDialog, session: Session, qtbot: QtBot) -> None:
    take(dialog, "Syrian Army")
    qtbot.mouseClick(dialog.merge, LEFT)
    assert dialog.picker.isVisible()
    qtbot.keyClicks(dialog.picker.field, "HTS")
    qtbot.keyClick(dialog.picker.field, Qt.Key.Key_Return)
    assert names(session) == ["Hayat Tahrir al-Sham"]
    assert "Syrian Army" in dialog.form.aliases.toPlainText()


def test_retiring_and_restoring(dialog: ActorsDialog, session: Session, qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.retire, LEFT)
    assert names(session) == ["Syrian Army"]
    assert dialog.retire.text() == "&Restore"
    qtbot.mouseClick(dialog.retire, LEFT)
    assert len(names(session)) == 2


def test_importing_runs_as_a_job_and_is_told(
    dialog: ActorsDialog, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "list.actors.txt"
    path.write_text("RED_BANDS_ [SYRREB]\nBLUE_BANDS_\n\t[SYRREB 2004017-20061201]\n", encoding="utf-8")
    dialog.ask_import = lambda: path  # type: ignore[method-assign]
    with qtbot.waitSignal(dialog.jobs.idle, timeout=10_000):
        qtbot.mouseClick(dialog.import_, LEFT)
    qtbot.waitUntil(lambda: "2 actors added" in dialog.said.full_text)
    assert "line 3: “2004017” is no date" in dialog.said.full_text
    assert "Red Bands" in [row.name for row in dialog.model.rows]


def test_a_csv_with_a_broken_row_is_refused(dialog: ActorsDialog, qtbot: QtBot, tmp_path: Path) -> None:
    path, before = tmp_path / "list.csv", len(dialog.model.rows)
    path.write_text("name,from\nRed Bands,2017\nBlue Bands,soon\n", encoding="utf-8")
    with qtbot.waitSignal(dialog.jobs.idle, timeout=10_000):
        dialog.import_file(path)
    qtbot.waitUntil(lambda: "Nothing was imported" in dialog.said.full_text)
    assert len(dialog.model.rows) == before


def test_a_bad_file_is_told(dialog: ActorsDialog, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(dialog.jobs.idle, timeout=10_000):
        dialog.import_file(tmp_path / "none.csv")
    qtbot.waitUntil(lambda: "cannot be read" in dialog.said.full_text)


def test_exporting(dialog: ActorsDialog, qtbot: QtBot, tmp_path: Path) -> None:
    dialog.ask_export = lambda: tmp_path / "out.csv"  # type: ignore[method-assign]
    qtbot.mouseClick(dialog.export, LEFT)
    assert dialog.said.full_text == "2 actors are in out.csv."


def test_likely_aliases_are_taken_group_by_group(dialog: ActorsDialog, session: Session, qtbot: QtBot) -> None:
    assert session.store
    labels.add(session.store, "ACTOR")
    for number, name in enumerate(("Nusra Front", "the Nusra front", "Al-Nusra Front")):
        article = take_in(session.store, [RawArticle(f"{name} spoke on day {number}.")]).first_id or 0
        spans.add(session.store, article, 0, len(name), labels.by_name(session.store)["ACTOR"].id)
    with qtbot.waitSignal(dialog.jobs.idle, timeout=10_000):
        qtbot.mouseClick(dialog.likely, LEFT)
    qtbot.waitUntil(lambda: dialog.groups.isVisible())
    assert dialog.groups.title.full_text == "These 3 names may be one actor"
    item = dialog.groups.names.item(0)
    item.setCheckState(Qt.CheckState.Unchecked)
    qtbot.mouseClick(dialog.groups.take, LEFT)
    assert len(names(session)) == 3
    assert not dialog.groups.isVisible()


def test_it_follows_what_is_done_elsewhere(dialog: ActorsDialog, session: Session) -> None:
    session.do(entities.add, EntityDraft("Blue Bands"))
    assert "Blue Bands" in [row.name for row in dialog.model.rows]


def test_html_stays_text(dialog: ActorsDialog, session: Session) -> None:
    session.do(entities.add, EntityDraft("<b>B</b>"))
    row = next(at for at, each in enumerate(dialog.model.rows) if each.name == "<b>B</b>")
    assert "&lt;b&gt;" in dialog.model.data(dialog.model.index(row), Qt.ItemDataRole.ToolTipRole)


def test_dark_can_be_worn(dialog: ActorsDialog) -> None:
    dialog.set_theme(theme.dark())
    assert not dialog.grab().isNull()
