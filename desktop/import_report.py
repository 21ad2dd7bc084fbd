"""What became of an import: a sentence, what was not taken and why, and spans that wait for their labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QCloseEvent, QFont, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QMessageBox,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from corpus.wording import counted
from desktop import plain
from labels.intake_report import Duplicate, IntakeReport

MOST = 500  # lines shown of one kind; the copy has them all
_NAMED = 6  # labels named in the offer
_ARTICLE = Qt.ItemDataRole.UserRole

Line = tuple[str, str, int]  # where, what, article id or 0


def headline(report: IntakeReport) -> str:
    """Return what came of the import as a sentence: 14 articles added, 2 duplicates, 1 refused."""
    coding = [counted(number, noun) for number, noun in ((report.spans, "span"), (report.events, "event")) if number]
    parts = [f"{counted(report.added, 'article')} added" + (f" with {' and '.join(coding)}" if coding else "")]
    if report.copies:
        parts.append(f"{report.copies:,} of them near-copies of others")
    if report.duplicates:
        parts.append(counted(len(report.duplicates), "duplicate"))
    if report.refused:
        parts.append(f"{len(report.refused):,} refused")
    return ("Stopped: " if report.cancelled else "") + ", ".join(parts)


def offer(pending: dict[str, int], events: int = 0) -> str:
    """Return the sentences on spans whose labels the project lacks, and events that wait for types or roles."""
    sentences = [_pending_spans(pending)] if pending else []
    if events:
        verb, who = ("waits" if events == 1 else "wait"), ("it" if pending else "this project")
        sentences.append(
            f"{counted(events, 'event')} {verb} for event types, roles or labels that {who} does not have."
        )
    return " ".join(sentences)


def _pending_spans(pending: dict[str, int]) -> str:
    total = sum(pending.values())
    named = [f"{plain.bidi_isolate(name)} ({number:,})" for name, number in list(pending.items())[:_NAMED]]
    if len(pending) > _NAMED:
        named.append(f"{len(pending) - _NAMED:,} more")
    verb = "carries a label" if total == 1 else "carry labels"
    return f"{counted(total, 'span')} {verb} this project does not have: {', '.join(named)}."


def groups(report: IntakeReport) -> Iterator[tuple[str, list[Line]]]:
    """Yield headings with their lines, what needs attention first; empty ones are left out."""
    found: tuple[tuple[str, list[Line]], ...] = (
        ("Refused", [(each.where, each.reason, 0) for each in report.refused]),
        ("Spans left out", [(each.where, each.reason, 0) for each in report.spans_refused]),
        ("Events left out", [(each.where, each.reason, 0) for each in report.events_refused]),
        ("In the project already", [(each.where, _duplicate(each), each.article_id) for each in report.duplicates]),
        ("Assumed or mended", [("", warning, 0) for warning in report.warnings]),
        ("Labels added", [("", name, 0) for name in report.new_labels]),
        ("Event types added", [("", name, 0) for name in report.new_types]),
        ("Roles added", [("", name, 0) for name in report.new_roles]),
    )
    yield from ((heading, lines) for heading, lines in found if lines)


def _duplicate(each: Duplicate) -> str:
    return f"{counted(each.spans_added, 'span')} added to {each.title}" if each.spans_added else each.title


def as_text(report: IntakeReport) -> str:
    """Return the whole report for the clipboard."""
    parts = [headline(report)]
    if report.pending or report.held_events:
        parts.append(offer(report.pending, len(report.held_events)))
    for heading, lines in groups(report):
        body = "\n".join("\t".join(part for part in (where, what) if part) for where, what, _ in lines)
        parts.append(f"{heading} ({len(lines):,})\n{body}")
    return "\n\n".join(parts) + "\n"


class ImportReportDialog(QDialog):
    """Stands beside the work, blocking nothing.

    Signals:
        article_requested: read this article (id).
        labels_wanted: the labels the project lacks are to be added, and the spans that wait for them.
        labels_declined: those spans are to be left out.
    """

    article_requested = Signal(int)
    labels_wanted = Signal()
    labels_declined = Signal()

    def __init__(self, report: IntakeReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Import")
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.report = report
        self.sentence = plain.PlainLabel(headline(report))
        self.sentence.setProperty("role", "title")
        self.sentence.setWordWrap(True)
        self.tree = _tree()
        self.offer = self._offer() if report.pending or report.held_events else None
        self.copy_button = QPushButton("Copy all", autoDefault=False)
        self.read_button = QPushButton("Read the first one", autoDefault=False)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._lay_out()
        self._connect()
        self._fill(list(groups(report)))

    def _offer(self) -> QFrame:
        card = QFrame()
        card.setProperty("card", "true")
        self.offer_words = plain.PlainLabel(offer(self.report.pending, len(self.report.held_events)))
        self.offer_words.setWordWrap(True)
        self.add_labels_button = QPushButton(_adding(self.report), autoDefault=False)
        self.add_labels_button.setProperty("kind", "primary")
        self.leave_out_button = QPushButton("Leave them out", autoDefault=False)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_labels_button)
        buttons.addWidget(self.leave_out_button)
        buttons.addStretch()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(12, 12, 12, 12)
        inside.setSpacing(12)
        inside.addWidget(self.offer_words)
        inside.addLayout(buttons)
        self.add_labels_button.clicked.connect(lambda: self._answer(self.labels_wanted))
        self.leave_out_button.clicked.connect(lambda: self._answer(self.labels_declined))
        return card

    def _answer(self, signal: SignalInstance) -> None:
        if self.offer:
            self.offer.setEnabled(False)
            self.offer.hide()
        signal.emit()

    def reject(self) -> None:
        """Leave; what still waits for its labels is asked about, since it would not come in."""
        if self.offer is None or not self.offer.isVisible():
            super().reject()
            return
        box = plain.message_box(
            self,
            "Import",
            f"{self.offer_words.full_text} Leave them out?",
            icon=QMessageBox.Icon.Question,
            buttons=QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel,
            default=QMessageBox.StandardButton.Cancel,
        )
        box.button(QMessageBox.StandardButton.Discard).setText("Leave them out")
        box.button(QMessageBox.StandardButton.Cancel).setText("Go back")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(self._leave)
        self.leaving = box
        box.open()

    def closeEvent(self, event: QCloseEvent) -> None:
        if event.spontaneous():  # the cross of the window; else its project goes, and what waits for it with it
            event.ignore()
            self.reject()
        else:
            event.accept()
            super().reject()

    def _leave(self, answer: int) -> None:
        if answer == QMessageBox.StandardButton.Discard:
            self.leave_out_button.click()
            super().reject()

    def _lay_out(self) -> None:
        self.buttons.addButton(self.copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        if self.report.first_id is not None:
            self.buttons.addButton(self.read_button, QDialogButtonBox.ButtonRole.ActionRole)
        close = self.buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.sentence)
        if self.offer:
            column.addWidget(self.offer)
        column.addWidget(self.tree, 1)
        column.addWidget(self.buttons)

    def _connect(self) -> None:
        self.tree.itemActivated.connect(self._activate)
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(as_text(self.report)))
        self.read_button.clicked.connect(lambda: self.article_requested.emit(self.report.first_id or 0))
        self.buttons.rejected.connect(self.reject)

    def _activate(self, item: QTreeWidgetItem) -> None:
        if article_id := item.data(0, _ARTICLE):
            self.article_requested.emit(article_id)

    def _fill(self, found: Sequence[tuple[str, list[Line]]]) -> None:
        for heading, lines in found:
            group = QTreeWidgetItem([f"{heading} ({len(lines):,})"])
            strong = QFont(self.tree.font())
            strong.setWeight(QFont.Weight.DemiBold)
            group.setFont(0, strong)
            self.tree.addTopLevelItem(group)
            group.setFirstColumnSpanned(True)
            for item in self._items(lines):
                group.addChild(item)
                item.setFirstColumnSpanned(not item.text(1))
            group.setExpanded(len(lines) <= 50)
        self.tree.setVisible(bool(found))
        self.resize(720, 440 if found else 0)

    def _items(self, lines: Iterable[Line]) -> Iterator[QTreeWidgetItem]:
        shown = list(lines)
        for where, what, article_id in shown[:MOST]:
            parts = [what] if what.startswith(where) else [where, what]
            item = QTreeWidgetItem([plain.bidi_isolate(part) for part in parts])
            item.setData(0, _ARTICLE, article_id)
            for column, part in enumerate(parts):
                item.setData(column, Qt.ItemDataRole.ToolTipRole, plain.tooltip(part))
            if article_id:
                link = QFont(self.tree.font())
                link.setUnderline(True)
                item.setFont(1, link)
                item.setForeground(1, self.palette().link())
            yield item
        if len(shown) > MOST:
            yield QTreeWidgetItem([f"{len(shown) - MOST:,} more; “Copy all” has them."])


def _adding(report: IntakeReport) -> str:
    return "Add labels and spans" if not report.held_events else "Add them with what they need"


def _tree() -> QTreeWidget:
    tree = QTreeWidget()
    tree.setAccessibleName("What was not taken in, and why")
    tree.setHeaderHidden(True)
    tree.setColumnCount(2)
    tree.setUniformRowHeights(True)
    tree.setIndentation(16)
    tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
    tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    tree.header().setMaximumSectionSize(300)
    return tree
