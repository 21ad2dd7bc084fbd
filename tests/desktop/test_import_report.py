import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from corpus.article import RawSpan, Refusal
from desktop import import_report
from desktop.import_report import ImportReportDialog
from labels.intake_report import Duplicate, IntakeReport


def full() -> IntakeReport:
    return IntakeReport(
        added=14, first_id=3,
        duplicates=[Duplicate("wires.jsonl, line 12", 4, "Gate of Homs", 0), Duplicate("b.html", 5, "Bridge", 3)],
        refused=[Refusal("scan.txt", "scan.txt holds no text.")],
        held=[(1, RawSpan(0, 1, "ORG"))] * 120 + [(1, RawSpan(0, 1, "PERSON"))] * 94,
        warnings=["old.txt was read as Windows-1256."],
    )  # fmt: skip


@pytest.fixture
def dialog(qtbot: QtBot) -> ImportReportDialog:
    dialog = ImportReportDialog(full())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    return dialog


def lines(dialog: ImportReportDialog) -> dict[str, list[QTreeWidgetItem]]:
    found: dict[str, list[QTreeWidgetItem]] = {}
    for item in dialog.tree.findItems("*", Qt.MatchFlag.MatchWildcard | Qt.MatchFlag.MatchRecursive):
        if group := item.parent():
            found.setdefault(group.text(0), []).append(item)
    return found


def test_sentence_counts(dialog: ImportReportDialog) -> None:
    assert dialog.sentence.text() == "14 articles added, 2 duplicates, 1 refused"


def test_import_that_was_stopped_says_so() -> None:
    assert (
        import_report.headline(IntakeReport(added=1, spans=2, cancelled=True))
        == "Stopped: 1 article added with 2 spans"
    )


def test_each_refusal_and_duplicate_has_its_line(dialog: ImportReportDialog) -> None:
    shown = {heading: [(item.text(0), item.text(1)) for item in items] for heading, items in lines(dialog).items()}
    assert shown == {
        "Refused (1)": [("scan.txt holds no text.", "")],
        "In the project already (2)": [
            ("wires.jsonl, line 12", "Gate of Homs"),
            ("b.html", "3 spans added to Bridge"),
        ],
        "Assumed or mended (1)": [("old.txt was read as Windows-1256.", "")],
    }


def test_duplicate_leads_to_the_article_there(dialog: ImportReportDialog, qtbot: QtBot) -> None:
    item = lines(dialog)["In the project already (2)"][1]
    with qtbot.waitSignal(dialog.article_requested) as asked:
        dialog.tree.itemActivated.emit(item, 0)
    assert asked.args == [5]


def test_refusal_leads_nowhere(dialog: ImportReportDialog, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(dialog.article_requested):
        dialog.tree.itemActivated.emit(lines(dialog)["Refused (1)"][0], 0)


def test_spans_without_labels_are_offered_once(dialog: ImportReportDialog, qtbot: QtBot) -> None:
    assert dialog.offer
    said = "214 spans carry labels this project does not have: ORG (120), PERSON (94)."
    assert dialog.offer_words.text() == said
    with qtbot.waitSignal(dialog.labels_wanted):
        dialog.add_labels_button.click()
    assert dialog.offer.isHidden()


def test_spans_without_labels_can_be_left_out(dialog: ImportReportDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.labels_declined):
        dialog.leave_out_button.click()


def test_many_labels_are_named_in_part() -> None:
    said = import_report.offer({f"L{number}": 1 for number in range(9)})
    assert said.endswith("L5 (1), 3 more.")


def test_clean_import_shows_no_list(qtbot: QtBot) -> None:
    dialog = ImportReportDialog(IntakeReport(added=1, first_id=7))
    qtbot.addWidget(dialog)
    assert dialog.tree.isHidden()
    assert dialog.offer is None
    with qtbot.waitSignal(dialog.article_requested) as asked:
        dialog.read_button.click()
    assert asked.args == [7]


def test_copy_has_everything(dialog: ImportReportDialog) -> None:
    dialog.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    for words in ("14 articles added", "PERSON (94)", "scan.txt holds no text.", "wires.jsonl, line 12\tGate of Homs"):
        assert words in copied


def test_very_long_list_is_cut_but_copied_whole(qtbot: QtBot) -> None:
    report = IntakeReport(refused=[Refusal(f"{number}.txt", "holds no text.") for number in range(2_000)])
    dialog = ImportReportDialog(report)
    qtbot.addWidget(dialog)
    items = lines(dialog)["Refused (2,000)"]
    assert len(items) == import_report.MOST + 1
    assert items[-1].text(0).startswith("1,500 more")
    assert "1999.txt" in import_report.as_text(report)


def test_leaving_asks_about_spans_that_still_wait(dialog: ImportReportDialog, qtbot: QtBot) -> None:
    dialog.show()
    dialog.reject()
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.labels_declined):
        dialog.leaving.button(QMessageBox.StandardButton.Discard).click()
    assert not dialog.isVisible()


def test_going_back_leaves_the_offer_standing(dialog: ImportReportDialog) -> None:
    dialog.show()
    dialog.reject()
    dialog.leaving.button(QMessageBox.StandardButton.Cancel).click()
    assert dialog.isVisible()
    assert dialog.offer is not None
    assert dialog.offer.isVisible()
