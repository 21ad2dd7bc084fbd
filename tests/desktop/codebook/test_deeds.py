"""Adding, merging, splitting, and codebooks in and out: what is asked, and what is then written."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from corpus.changes import Changes
from corpus.progress import Progress, silent
from corpus.store import Store
from desktop.codebook import CodebookPage, deeds
from desktop.codebook.ask import AddDialog, MergeDialog
from desktop.codebook.books import BookDialog
from desktop.codebook.split import SplitDialog
from desktop.label_dialog import LabelDialog
from desktop.session import Session
from labels import event_types, labels, roles, spans

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Choose = Callable[[str, str], int]
CTRL = Qt.KeyboardModifier.ControlModifier


def store_of(session: Session) -> Store:
    assert session.store
    return session.store


def asked_merge(page: CodebookPage) -> MergeDialog:
    page.sheet.merge.click()
    assert isinstance(page.deeds.dialog, MergeDialog)
    return page.deeds.dialog


def test_a_merge_says_what_it_touches_before_it_is_done(page: CodebookPage, session: Session, choose: Choose) -> None:
    choose("label", "PLACE")
    dialog = asked_merge(page)
    dialog.search.setText("loc")
    assert dialog.sentence.full_text == (
        "3 spans in 1 article by 1 coder become LOCATION; 1 that is there twice is joined. "
        "PLACE leaves the codebook. Undo brings all back."
    )
    assert set(labels.by_name(store_of(session))) == {"EVENT", "PLACE", "LOCATION"}
    dialog.accept()
    assert set(labels.by_name(store_of(session))) == {"EVENT", "LOCATION"}
    assert {span.label for span in spans.of_article(store_of(session), 1)} == {"LOCATION"}
    session.undo()
    assert len(spans.of_article(store_of(session), 1)) == 4
    assert len(page.list.rows.entries) == 3


def test_what_was_merged_is_followed_to_what_took_it(page: CodebookPage, choose: Choose) -> None:
    choose("label", "LOCATION")
    dialog = asked_merge(page)
    dialog.search.setText("pla")
    dialog.accept()
    assert page.entry
    assert page.entry.name == "PLACE"


def test_a_merge_of_types_that_is_refused_says_so_and_stays_open(page: CodebookPage, choose: Choose) -> None:
    choose("event_type", "Battles")
    dialog = asked_merge(page)
    dialog.search.setText("siege")
    dialog.list.choose(next(entry.id for entry in dialog.list.rows.entries if entry.name == "Siege"))
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.sentence.full_text == "Siege is below Battles; move it elsewhere first."
    dialog.reject()


def test_a_type_is_merged(page: CodebookPage, session: Session, choose: Choose) -> None:
    choose("event_type", "Battles / Siege")
    dialog = asked_merge(page)
    dialog.search.setText("protests")
    assert dialog.sentence.full_text.startswith("1 event in 1 article by 1 coder becomes Protests.")
    dialog.accept()
    assert [each.path for each in event_types.all_types(store_of(session))] == ["Battles", "Protests"]


def test_a_filled_role_is_offered_roles_of_its_kind_only(page: CodebookPage, session: Session, choose: Choose) -> None:
    session.do(roles.add, "Attacker", kind="actor")
    choose("role", "Who")
    dialog = asked_merge(page)
    assert [entry.name for entry in dialog.list.rows.entries] == ["Attacker"]
    dialog.accept()
    assert [role.name for role in roles.all_roles(store_of(session))] == ["Where", "Attacker"]


def test_the_arrows_walk_the_targets_while_one_types(page: CodebookPage, choose: Choose, qtbot: QtBot) -> None:
    choose("label", "PLACE")
    dialog = asked_merge(page)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    assert "become LOCATION" in dialog.sentence.full_text
    dialog.search.setText("no such label")
    assert not dialog.deed.isEnabled()
    dialog.reject()


def test_a_large_merge_is_a_job(
    page: CodebookPage, session: Session, choose: Choose, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs: list[tuple[str, Callable[[Store, Progress], Changes]]] = []
    page.set_job(lambda title, work: jobs.append((title, work)))
    monkeypatch.setattr(deeds, "BULK", 3)
    choose("label", "PLACE")
    dialog = asked_merge(page)
    dialog.search.setText("loc")
    dialog.accept()
    ((title, work),) = jobs
    assert title == "Merging into LOCATION"
    assert len(labels.all_labels(store_of(session))) == 3
    session.tell(work(store_of(session), silent))
    assert [entry.name for entry in page.list.rows.entries] == ["EVENT", "LOCATION"]


def test_words_ticked_go_to_a_new_label(page: CodebookPage, session: Session, choose: Choose) -> None:
    choose("label", "PLACE")
    page.sheet.split.click()
    dialog = page.deeds.dialog
    assert isinstance(dialog, SplitDialog)
    assert [dialog.words.data(dialog.words.index(row)) for row in range(2)] == ["Hama · 2", "Hama officials · 1"]
    assert not dialog.deed.isEnabled()
    dialog.words.setData(dialog.words.index(1), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert not dialog.deed.isEnabled()
    dialog.name.setText("OFFICIALS")
    assert dialog.sentence.full_text == "1 span in 1 article by 1 coder becomes OFFICIALS. Undo brings all back."
    dialog.accept()
    found = labels.by_name(store_of(session))["OFFICIALS"]
    assert found.colour not in {label.colour for label in labels.all_labels(store_of(session)) if label.id != found.id}
    assert [s.surface for s in spans.of_article(store_of(session), 1) if s.label_id == found.id] == ["Hama officials"]


def test_a_click_on_the_words_ticks_them_too(page: CodebookPage, choose: Choose, qtbot: QtBot) -> None:
    choose("label", "PLACE")
    page.sheet.split.click()
    dialog = page.deeds.dialog
    assert isinstance(dialog, SplitDialog)
    box = dialog.view.visualRect(dialog.words.index(0))
    for ticked in (1, 0):
        qtbot.mouseClick(dialog.view.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
        assert len(dialog.words.chosen) == ticked
    qtbot.mouseClick(dialog.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.left() + 12, box.center().y()))
    assert len(dialog.words.chosen) == 1


def test_words_found_are_ticked_together_and_go_to_a_label_that_is_there(
    page: CodebookPage, session: Session, choose: Choose
) -> None:
    choose("label", "PLACE")
    page.sheet.split.click()
    dialog = page.deeds.dialog
    assert isinstance(dialog, SplitDialog)
    dialog.search.setText("OFFICIALS")
    dialog.all.click()
    assert dialog.words.chosen == {"Hama officials"}
    dialog.none.click()
    assert dialog.words.chosen == set()
    dialog.all.click()
    dialog.into.setCurrentIndex(1)
    assert not dialog.name.isEnabled()
    dialog.accept()
    assert labels.counts(store_of(session))[labels.by_name(store_of(session))["EVENT"].id] == 1


def test_triggers_ticked_go_to_a_new_type(page: CodebookPage, session: Session, choose: Choose) -> None:
    choose("event_type", "Battles / Siege")
    page.sheet.split.click()
    dialog = page.deeds.dialog
    assert isinstance(dialog, SplitDialog)
    assert dialog.words.data(dialog.words.index(0)) == "no trigger · 1"
    dialog.all.click()
    dialog.name.setText("Blockade")
    dialog.accept()
    assert "Battles / Blockade" in event_types.by_path(store_of(session))
    assert [entry.count for entry in page.list.rows.entries] == [0, 0, 1, 0]


def test_a_split_into_a_name_that_is_taken_stays_open(page: CodebookPage, choose: Choose) -> None:
    choose("label", "PLACE")
    page.sheet.split.click()
    dialog = page.deeds.dialog
    assert isinstance(dialog, SplitDialog)
    dialog.all.click()
    dialog.name.setText("event")
    dialog.accept()
    assert "There is a label EVENT already" in dialog.sentence.full_text
    dialog.reject()


def test_ctrl_n_adds_a_label(page: CodebookPage, session: Session, qtbot: QtBot) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_N, CTRL)
    dialog = page.deeds.dialog
    assert isinstance(dialog, LabelDialog)
    dialog.name.setText("CHECKPOINT")
    dialog.accept()
    assert page.sheet.title.full_text == "CHECKPOINT"
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Name"


def test_a_type_is_added_below_the_one_chosen(page: CodebookPage, session: Session, choose: Choose) -> None:
    choose("event_type", "Battles")
    page.add.click()
    dialog = page.deeds.dialog
    assert isinstance(dialog, AddDialog)
    assert not dialog.deed.isEnabled()
    dialog.name.setText("siege")
    dialog.accept()
    assert dialog.sentence.full_text == "There is an event type Siege under Battles already; choose another name."
    dialog.name.setText("Clash")
    dialog.accept()
    assert "Battles / Clash" in event_types.by_path(store_of(session))
    assert page.sheet.title.full_text == "Clash"


def test_a_role_is_added_with_its_kind(page: CodebookPage, session: Session) -> None:
    page.tabs.setCurrentIndex(2)
    page.add.click()
    dialog = page.deeds.dialog
    assert isinstance(dialog, AddDialog)
    dialog.name.setText("Fatalities")
    dialog.choice.setCurrentIndex(3)
    dialog.accept()
    assert roles.by_name(store_of(session))["Fatalities"].kind == "number"
    assert page.sheet.title.full_text == "Fatalities"


def test_a_shipped_codebook_says_what_it_adds(page: CodebookPage, session: Session) -> None:
    page.use.click()
    dialog = page.deeds.dialog
    assert isinstance(dialog, BookDialog)
    dialog.list.setCurrentRow([book.id for book in dialog.books].index("conflict_basics"))
    assert dialog.sentence.full_text.startswith("It adds ")
    dialog.accept()
    assert "FATALITIES" in labels.by_name(store_of(session))
    page.use.click()
    again = page.deeds.dialog
    assert isinstance(again, BookDialog)
    again.list.setCurrentRow([book.id for book in again.books].index("conflict_basics"))
    assert again.sentence.full_text == "All of it is in the project already."
    assert not again.deed.isEnabled()
    again.reject()
    session.undo()
    assert "FATALITIES" not in labels.by_name(store_of(session))


def test_the_arrows_walk_the_shipped_codebooks_at_once(page: CodebookPage, qtbot: QtBot) -> None:
    page.use.click()
    dialog = page.deeds.dialog
    assert isinstance(dialog, BookDialog)
    assert dialog.focusWidget() is dialog.list
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    assert dialog.book is dialog.books[1]


def test_enter_on_cancel_does_not_put_a_codebook_to_use(page: CodebookPage, session: Session, qtbot: QtBot) -> None:
    before = set(labels.by_name(store_of(session)))
    page.use.click()
    dialog = page.deeds.dialog
    assert isinstance(dialog, BookDialog)
    cancel = next(button for button in dialog.findChildren(QPushButton) if button is not dialog.deed)
    cancel.setFocus()
    qtbot.keyClick(cancel, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert set(labels.by_name(store_of(session))) == before


def test_a_codebook_goes_out_and_comes_in(page: CodebookPage, session: Session, tmp_path: Path) -> None:
    page.deeds.export_file(tmp_path / "book")
    session.create(tmp_path / "new.dateline", coder="rima")
    page.deeds.import_file(tmp_path / "book.toml")
    assert isinstance(page.deeds.dialog, BookDialog)
    page.deeds.dialog.accept()
    store = store_of(session)
    assert set(labels.by_name(store)) == {"EVENT", "PLACE", "LOCATION"}
    assert [each.path for each in event_types.all_types(store)] == ["Battles", "Battles / Siege", "Protests"]
    assert set(roles.by_name(store)) == {"Who", "Where"}


def test_a_file_that_is_no_codebook_is_said(page: CodebookPage, session: Session, tmp_path: Path) -> None:
    said: list[str] = []
    session.failed.connect(said.append)
    bad = tmp_path / "bad.toml"
    bad.write_text("format = 99\n", "utf-8")
    page.deeds.import_file(bad)
    page.deeds.export_file(tmp_path / "no such folder" / "book.toml")
    assert "bad.toml" in said[0]
    assert "could not be written" in said[1]
    assert page.deeds.dialog is None
