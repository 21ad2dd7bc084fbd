"""Copying the coding of one article onto its near-copies: what would be written is looked at first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from corpus.wording import counted, short
from desktop import plain
from desktop.forms import form
from desktop.intake.work import Worker
from desktop.theme import Theme
from labels import group_coding
from labels.copy_groups import Member
from labels.group_coding import ArticlePlan, CodingPlan, EventCopy, SpanCopy

_SHOWN = 500  # lines shown of one article
_ARTICLE = Qt.ItemDataRole.UserRole
_FRAME = QSize(24, 56)  # room for what a window manager draws round a window
Coded = tuple[int, int, str, int, int]  # article id, coder id, coder's name, spans, events


class Copying(QObject):
    """Asks for a plan, shows it, and has it written."""

    def __init__(self, worker: Worker, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._worker, self._theme, self._window = worker, theme, parent
        self.dialog: CopyDialog | None = None

    def set_theme(self, theme: Theme) -> None:
        """Draw the next dialog in other colours."""
        self._theme = theme

    def ask(self, members: Sequence[Member], article_id: int) -> CopyDialog | None:
        """Ask whose coding of a group is to be copied; that of the article in hand comes first."""
        store = self._worker.store
        coded = group_coding.coded(store, [each.id for each in members]) if store else []
        if not coded:
            return None
        coded = sorted(coded, key=lambda each: each[0] != article_id)  # stable: those with the most stay first
        dialog = CopyDialog(coded, {each.id: each for each in members}, self._theme, self._window)
        dialog.plan_wanted.connect(lambda article, coder: self._plan(dialog, article, coder))
        dialog.wanted.connect(self._write)
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        dialog.open()
        dialog.want_plan()
        return dialog

    def _plan(self, dialog: CopyDialog, article_id: int, coder_id: int) -> None:
        def show(found: CodingPlan) -> None:
            if self.dialog is dialog:
                dialog.show_plan(found)

        self._worker.ask(
            "Aligning near-copies",
            lambda store, progress: group_coding.plan(store, article_id, coder_id=coder_id, progress=progress),
            show,
            lambda: dialog.show_stopped() if self.dialog is dialog else None,
        )

    def _write(self, plan: CodingPlan, without: set[int]) -> None:
        articles = len(plan.articles) - len(without)
        self._worker.write("Copying the coding", articles, group_coding.apply, plan, without=without)

    def _forget(self) -> None:
        self.dialog = None


class CopyDialog(QDialog):
    """What would be copied into which article.

    Signals:
        plan_wanted: whose coding it is now (article id, coder id); the plan goes to `show_plan`.
        wanted: the plan is to be written, without some articles (plan, set of ids).
    """

    plan_wanted = Signal(int, int)
    wanted = Signal(object, object)

    def __init__(
        self, coded: Sequence[Coded], members: dict[int, Member], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Copy the coding")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._coded, self._theme = coded, theme
        self.plan: CodingPlan | None = None
        self.source = QComboBox()
        self.tree = _tree()
        self.sentence = plain.PlainLabel("")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.deed = self.buttons.addButton("Copy", QDialogButtonBox.ButtonRole.AcceptRole)
        for article_id, _, coder, spans, events in coded:
            member = members[article_id]
            what = " and ".join(counted(n, noun) for n, noun in ((spans, "span"), (events, "event")) if n)
            self.source.addItem(f"{short(member.source or member.title)}: {what} of {coder}")
        self._lay_out()
        self.source.activated.connect(lambda at: self.want_plan())
        self.tree.itemChanged.connect(lambda item, column: self._tell())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        # Qt opens a dialog at two thirds of the screen at most: too narrow for three columns.
        self.resize(self.sizeHint().boundedTo(self.screen().availableSize() - _FRAME))

    def _lay_out(self) -> None:
        heading = plain.PlainLabel("Copy the coding of one article onto its near-copies")
        heading.setProperty("role", "title")
        self.sentence.setWordWrap(True)
        self.deed.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(heading)
        column.addLayout(form([("&From", self.source)]))
        column.addWidget(self.tree, 1)
        column.addWidget(self.sentence)
        column.addWidget(self.buttons)

    def sizeHint(self) -> QSize:
        """Return a size that fits a small screen."""
        return QSize(900, 580)

    # What others call

    def want_plan(self) -> None:
        """Ask for the plan of what is chosen."""
        article_id, coder_id, *_ = self._coded[max(0, self.source.currentIndex())]
        self.plan = None
        self.tree.clear()
        self.deed.setEnabled(False)
        self.sentence.setText("Aligning the texts…")
        self.plan_wanted.emit(article_id, coder_id)

    def show_plan(self, plan: CodingPlan) -> None:
        """Show what would be written, article by article; those into which nothing goes are not ticked."""
        self.plan = plan
        self.tree.blockSignals(True)
        self.tree.clear()
        for each in plan.articles:
            item = self._article(each)
            self.tree.addTopLevelItem(item)
            for child in self._lines(each):
                item.addChild(child)
            item.setExpanded(len(plan.articles) <= 3 or bool(each.left_out))
        self.tree.blockSignals(False)
        self._tell()

    def show_stopped(self) -> None:
        """Say that there will be no plan, when there is none yet."""
        if self.plan is None:
            self.sentence.setText("Stopped.")

    def without(self) -> set[int]:
        """Return the articles that are to be left as they are."""
        items = [self.tree.topLevelItem(at) for at in range(self.tree.topLevelItemCount())]
        return {item.data(0, _ARTICLE) for item in items if item and item.checkState(0) != Qt.CheckState.Checked}

    def accept(self) -> None:
        """Have it written."""
        if self.plan is not None and self.deed.isEnabled():
            self.wanted.emit(self.plan, self.without())
            super().accept()

    # Inside

    def _tell(self) -> None:
        if self.plan is None:
            return
        without = self.without()
        some = [each for each in self.plan.articles if each.article_id not in without]
        spans = sum(span.ready for each in some for span in each.spans)
        events = sum(event.ready for each in some for event in each.events)
        what = " and ".join(counted(n, noun) for n, noun in ((spans, "span"), (events, "event")) if n)
        left = sum(each.left_out for each in some)
        out = f" {left:,} left out: their words do not stand there." if left else ""
        goes = "goes" if spans + events == 1 else "go"
        into = counted(sum(each.ready > 0 for each in some), "article")
        self.sentence.setText(f"{what} {goes} into {into}.{out}" if what else f"Nothing would be written.{out}")
        self.deed.setEnabled(bool(what))

    def _article(self, each: ArticlePlan) -> QTreeWidgetItem:
        name = " · ".join(part for part in (each.source, each.title) if part)
        item = QTreeWidgetItem([plain.bidi_isolate(name), "", f"{each.ready:,} to copy"])
        item.setData(0, _ARTICLE, each.article_id)
        item.setCheckState(0, Qt.CheckState.Checked if each.ready else Qt.CheckState.Unchecked)
        item.setDisabled(not each.ready and not each.left_out)
        strong = QFont(self.tree.font())
        strong.setWeight(QFont.Weight.DemiBold)
        item.setFont(0, strong)
        item.setData(0, Qt.ItemDataRole.ToolTipRole, plain.tooltip(name))
        return item

    def _lines(self, each: ArticlePlan) -> Iterator[QTreeWidgetItem]:
        lines: list[SpanCopy | EventCopy] = [*each.events, *each.spans]
        for line in lines[:_SHOWN]:
            yield self._line(line)
        if len(lines) > _SHOWN:
            yield QTreeWidgetItem([f"{len(lines) - _SHOWN:,} more"])

    def _line(self, line: SpanCopy | EventCopy) -> QTreeWidgetItem:
        if isinstance(line, SpanCopy):
            what, words, notes = line.label, line.surface, ""
        else:
            what, words, notes = "Event", line.name, " ".join(line.notes)
        said = line.problem or ("there already" if line.there else notes or "copied")
        item = QTreeWidgetItem([plain.bidi_isolate(part) for part in (what, " ".join(words.split()), said)])
        colour = self._theme.warn if line.problem or notes else self._theme.second
        item.setForeground(2, QColor(colour))
        for column, part in enumerate((what, words, said)):
            item.setData(column, Qt.ItemDataRole.ToolTipRole, plain.tooltip(part))
        return item


def _tree() -> QTreeWidget:
    tree = QTreeWidget()
    tree.setAccessibleName("What would be copied")
    tree.setHeaderLabels(["Article", "Words", "What becomes of it"])
    tree.setUniformRowHeights(True)
    tree.setIndentation(18)
    tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    header = tree.header()
    header.setStretchLastSection(False)
    header.setMinimumSectionSize(90)
    for column, width in ((0, 300), (1, 180)):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(column, width)
    header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)  # the reasons are what is to be read
    return tree
