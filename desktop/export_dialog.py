"""What to export, in which form and where to; and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from corpus.article import Status
from corpus.wording import counted
from desktop import plain
from desktop.export_options import EventOptions
from desktop.importing import folder_url
from desktop.session import Session
from desktop.settings import Settings
from desktop.shares import Shares, SharesField
from desktop.theme import Theme
from labels.formats.report import ExportOptions, ExportReport

FOLDER_KEY = "export/folder"
TABLE = "table"  # stands for the kinds of table, which are chosen below
FORMATS = (
    ("spacy", "spaCy training set", "train, dev and test as .spacy files, with a config to train on"),
    ("jsonl", "JSONL", "one article a line with all its coding; Dateline reads it back whole"),
    (TABLE, "Table of events", "one row for each event record; CSV, Excel or Parquet"),
    ("geojson", "GeoJSON", "events as points on a map; those without coordinates are left out"),
    ("plover", "PLOVER JSONL", "one event a line with PLOVER's field names"),
)


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What `labels.formats.export` is to be called with. `folder` is the folder to write, made when it is missing."""

    format: str
    folder: Path
    options: ExportOptions


def expectation(counts: Mapping[Status, int], request: ExportRequest) -> str:
    """Return what will be written, before it is: articles, and about how many for each split."""
    finished, everything = counts.get("done", 0), sum(counts.values())
    number = finished if request.options.finished_only else everything
    if not number:
        return "No article is done yet. Finish one first, or export all of them." if everything else "No articles yet."
    what = counted(number, "finished article" if request.options.finished_only else "article")
    if request.format == "jsonl":
        return f"{what}, one on each line."
    if request.format != "spacy":
        each = "canonical event" if request.options.canonical else "event record"
        return f"The {each}s of {what}."
    train, dev, test = (round(number * share) for share in request.options.split)
    return f"{what}: about {train:,} to train on, {dev:,} for dev, {test:,} for test."


class ExportDialog(QDialog):
    """Asks for an export; `request` says what was chosen."""

    def __init__(
        self, session: Session, theme: Theme, parent: QWidget | None = None, *, settings: Settings | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._settings = settings or Settings()
        self._counts = session.status_counts()
        self._project = session.store.path if session.store else Path("project")
        self._folder_chosen = False
        self.formats, self.format_page = _radio(tuple((words, hint) for _, words, hint in FORMATS))
        done, total = self._counts.get("done", 0), sum(self._counts.values())
        self.extent, self.extent_page = _radio(
            ((f"Finished articles ({done:,})", ""), (f"All articles ({total:,})", ""))
        )
        self.shares = SharesField(theme)
        self.categories = QCheckBox("Train on event types as well")
        self.events = EventOptions()
        self.folder = QLineEdit()
        self.folder.setAccessibleName("Folder to write")
        self.choose_button = QPushButton("Choose…", autoDefault=False)
        self.sentence = plain.PlainLabel()
        self.sentence.setWordWrap(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.export_button = self.buttons.addButton("Export", QDialogButtonBox.ButtonRole.AcceptRole)
        self._lay_out()
        self.export_button.setDefault(True)
        self._connect()
        self._suggest_folder()
        self.resize(560, 0)

    @classmethod
    def ask_folder(cls, parent: QWidget | None, start: str) -> str:
        """Return the folder chosen, "" when the dialog was left. Tests put their own in place."""
        return QFileDialog.getExistingDirectory(parent, "Export into this folder", start)

    def request(self) -> ExportRequest:
        """Return what was chosen."""
        train, dev, test = (share / 100 for share in self.chosen_shares())
        options = ExportOptions(
            finished_only=self.extent.checkedId() == 0,
            split=(train, dev, test),
            columns=self.events.column_set(),
            canonical=self.events.canonical.isChecked() and self._of_events(),
            categories=self.categories.isChecked(),
        )
        return ExportRequest(self._format(), Path(self.folder.text().strip()), options)

    def chosen_shares(self) -> Shares:
        """Return the shares of train, dev and test, per cent."""
        return self.shares.shares()

    def accept(self) -> None:
        """Remember the folder and leave."""
        self._settings.set(FOLDER_KEY, str(self.request().folder.parent))
        super().accept()

    def _format(self) -> str:
        name = FORMATS[self.formats.checkedId()][0]
        return self.events.table_form() if name == TABLE else name

    def _of_events(self) -> bool:
        return self._format() not in ("spacy", "jsonl")

    def _lay_out(self) -> None:
        where = QHBoxLayout()
        where.setSpacing(8)
        where.addWidget(self.folder, 1)
        where.addWidget(self.choose_button)
        self._split_heading = _heading("Split")
        self._further = QStackedWidget()
        self._further.addWidget(_page(self._split_heading, self.shares, self.categories))
        self._further.addWidget(_page(_heading("Events"), self.events))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        for heading, page in ((_heading("Form"), self.format_page), (_heading("Articles"), self.extent_page)):
            column.addWidget(heading)
            column.addWidget(page)
            column.addSpacing(8)
        column.addWidget(self._further)
        column.addSpacing(8)
        column.addWidget(_heading("Folder"))
        column.addLayout(where)
        column.addSpacing(8)
        column.addWidget(self.sentence)
        column.addStretch()
        column.addWidget(self.buttons)

    def _connect(self) -> None:
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.formats.idToggled.connect(self._format_changed)
        self.extent.idToggled.connect(self._tell)
        self.shares.changed.connect(self._tell)
        self.events.changed.connect(self._suggest_folder)
        self.folder.textEdited.connect(self._folder_typed)
        self.choose_button.clicked.connect(self._choose_folder)

    def _format_changed(self) -> None:
        name = FORMATS[self.formats.checkedId()][0]
        for part in (self.shares, self._split_heading, self.categories):
            part.setEnabled(name == "spacy")
        self.events.show_for(table=name == TABLE, columns=name in (TABLE, "geojson"))
        self._further.setCurrentIndex(int(self._of_events()))
        self._suggest_folder()

    def _suggest_folder(self) -> None:
        """An export gets a folder of its own beside the project, or where the last one was put."""
        if not self._folder_chosen:
            parent = Path(self._settings.text(FOLDER_KEY) or self._project.parent)
            self.folder.setText(str(parent / f"{self._project.stem}-{self._format()}"))
        self._tell()

    def _folder_typed(self) -> None:
        self._folder_chosen = True
        self._tell()

    def _choose_folder(self) -> None:
        start = str(self.request().folder.parent)
        if found := self.ask_folder(self, start):
            self.folder.setText(str(Path(found) / f"{self._project.stem}-{self._format()}"))
            self._folder_typed()

    def _trouble(self) -> str:
        folder = self.request().folder
        if not self.folder.text().strip() or not folder.is_absolute():
            return "Choose a folder to write to."
        if not folder.parent.is_dir():
            return f"The folder {folder.parent} is not there."
        return f"{folder} is a file; choose another name." if folder.is_file() else ""

    def _tell(self) -> None:
        expected, trouble = expectation(self._counts, self.request()), self._trouble()
        wanted = self._counts.get("done", 0) if self.extent.checkedId() == 0 else sum(self._counts.values())
        self.sentence.setText(trouble or expected)
        self.sentence.setProperty("role", "error" if trouble else "")
        self.sentence.style().unpolish(self.sentence)
        self.sentence.style().polish(self.sentence)
        self.export_button.setEnabled(bool(wanted) and not trouble)


def _heading(words: str) -> QWidget:
    label = plain.PlainLabel(words)
    label.setProperty("role", "heading")
    return label


def _page(*parts: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    for part in parts:
        column.addWidget(part)
    column.addStretch()
    return page


def _radio(choices: tuple[tuple[str, str], ...]) -> tuple[QButtonGroup, QWidget]:
    page = QWidget()
    group = QButtonGroup(page)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    for number, (words, hint) in enumerate(choices):
        button = QRadioButton(words)
        button.setChecked(number == 0)
        button.setAccessibleDescription(hint)
        group.addButton(button, number)
        column.addWidget(button)
        if hint:
            below = plain.PlainLabel(hint)
            below.setProperty("role", "second")
            below.setContentsMargins(28, 0, 0, 4)
            column.addWidget(below)
    return group, page


class ExportReportView(QDialog):
    """Shows what an export wrote: counts, what became of the spans or events, and the folder."""

    def __init__(self, report: ExportReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export")
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.report = report
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.folder_button = self.buttons.addButton("Open folder", QDialogButtonBox.ButtonRole.ActionRole)
        self.folder_button.clicked.connect(self._open_folder)
        self.buttons.rejected.connect(self.reject)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        whole = counted(report.events, "event") if report.unit == "event" else counted(report.articles, "article")
        title = plain.PlainLabel(f"{whole} exported")
        title.setProperty("role", "title")
        column.addWidget(title)
        column.addWidget(_tiles(report))
        for words, role in _remarks(report):
            label = plain.PlainLabel(words)
            label.setProperty("role", role)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        column.addStretch()
        column.addWidget(self.buttons)
        self.folder_button.setDefault(True)
        self.resize(520, 0)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the wrapped sentences their height, which is known only now: Qt would take it from the figures."""
        super().showEvent(event)
        self.resize(self.width(), max(self.height(), self._column.totalHeightForWidth(self.width())))

    def _open_folder(self) -> None:
        path = self.report.path
        folder = path if path.is_dir() else path.parent
        if folder.is_dir():
            QDesktopServices.openUrl(folder_url(folder))


def _tiles(report: ExportReport) -> QFrame:
    """Three numbers side by side: spans kept, snapped, dropped; or events written and left out, cells made safe."""
    card = QFrame()
    card.setProperty("card", "true")
    grid = QGridLayout(card)
    grid.setContentsMargins(16, 12, 16, 12)
    grid.setHorizontalSpacing(24)
    kinds = (
        (report.kept, "spans as they were"),
        (report.snapped, "fitted to whole words"),
        (report.dropped, "dropped"),
    )
    if report.unit == "event":
        kinds = ((report.kept, "events"), (report.dropped, "left out"), (report.made_safe, "cells made safe"))
    for place, (number, words) in enumerate(kinds):
        figure, below = plain.PlainLabel(f"{number:,}"), plain.PlainLabel(words)
        figure.setProperty("role", "title")
        below.setProperty("role", "second")
        grid.addWidget(figure, 0, place)
        grid.addWidget(below, 1, place)
    return card


def _remarks(report: ExportReport) -> list[tuple[str, str]]:
    """Return further sentences with their roles: splits, why spans were changed, warnings, where it lies."""
    found: list[tuple[str, str]] = []
    if report.splits:
        found.append((" · ".join(f"{name} {number:,}" for name, number in report.splits.items()), ""))
    if report.unit == "span" and report.events:
        found.append((f"{counted(report.events, 'event')} went along.", ""))
    if report.reasons:
        found.append(("\n".join(f"{number:,} × {reason}" for reason, number in report.reasons.most_common()), "second"))
    if report.left_out:
        found.append((f"{counted(report.left_out, 'article')} left out: not done yet.", "second"))
    if not report.written:
        found.append(("Nothing had changed since the last export; its files were kept.", "second"))
    found += [(warning, "warning") for warning in report.warnings]
    found.append((str(report.path), "second"))
    return found
