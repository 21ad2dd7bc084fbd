"""Who did what and when: the journal of the article being read, or of the whole project."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from corpus.journal import StepInfo
from desktop import plain, when
from desktop.key_cap import cap_font
from desktop.plain import PlainLabel
from desktop.session import Session
from desktop.theme import Theme

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
NEWEST = 200
_STATES = {"done": "", "undone": "undone", "abandoned": "undone, then something else was done"}


class StepModel(QAbstractListModel):
    """Steps, newest first, with a row for each day between them (a day is a plain str)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[StepInfo | str] = []

    def set_steps(self, steps: Sequence[StepInfo]) -> None:
        """Show these steps."""
        self.beginResetModel()
        self.rows = []
        last = ""
        for step in steps:
            if (day := when.day(step.at)) != last:
                self.rows.append(day)
                last = day
            self.rows.append(step)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of rows; rows have no children."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Days cannot be selected."""
        day = isinstance(self.rows[index.row()], str)
        return Qt.ItemFlag.ItemIsEnabled if day else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the step in words, its exact time as tooltip, or the row itself for the delegate."""
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if isinstance(row, str):
            return row if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.summary
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (row.summary, row.coder, when.ago(row.at), _STATES[row.state]) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            lines = (row.summary, f"{row.coder}, {when.exact(row.at)}", _STATES[row.state].capitalize())
            return plain.tooltip("\n".join(line for line in lines if line))
        return None


class StepDelegate(QStyledItemDelegate):
    """Paints a step: what on the left, who and when on the right; undone ones struck through and grey."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a row's height; a day has room above it."""
        font: QFont = option.font
        day = isinstance(index.data(ROW_ROLE), str)
        return QSize(200, round(QFontMetricsF(font).height() + (20 if day else 13)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row: StepInfo | str = index.data(ROW_ROLE)
        box = QRectF(option.rect).adjusted(8, 0, -8, 0)
        font: QFont = option.font
        state: QStyle.StateFlag = option.state
        painter.save()
        if isinstance(row, str):
            self._paint_day(painter, box, row, font)
        else:
            if state & QStyle.StateFlag.State_Selected:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(self._theme.selected))
                painter.drawRoundedRect(box.adjusted(-8, 0, 8, 0), 6, 6)
            self._paint_step(painter, box, row, font)
        painter.restore()

    def _paint_day(self, painter: QPainter, box: QRectF, day: str, font: QFont) -> None:
        small = cap_font(font)
        small.setWeight(QFont.Weight.DemiBold)
        painter.setFont(small)
        painter.setPen(QColor(self._theme.second))
        painter.drawText(QPointF(box.left(), box.bottom() - 6), day)

    def _paint_step(self, painter: QPainter, box: QRectF, step: StepInfo, font: QFont) -> None:
        theme, undone = self._theme, step.state != "done"
        small = cap_font(font)
        about = f"{step.coder} · {when.ago(step.at)}" + (" · undone" if undone else "")
        metrics = QFontMetricsF(small)
        about = metrics.elidedText(plain.bidi_isolate(about), Qt.TextElideMode.ElideRight, box.width() * 0.5)
        wide = metrics.horizontalAdvance(about)
        painter.setPen(QColor(theme.second))
        painter.setFont(small)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, about)
        face = QFont(font)
        face.setStrikeOut(undone)
        painter.setFont(face)
        painter.setPen(QColor(theme.second if undone else theme.ink))
        words = QRectF(box.left(), box.top(), box.width() - wide - 16, box.height())
        summary = plain.bidi_isolate(step.summary)
        shown = QFontMetricsF(face).elidedText(summary, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class HistoryDialog(QDialog):
    """A window beside the work; follows what is done while it is open.

    Signals:
        article_requested: the analyst wants to see the article of a step.
    """

    article_requested = Signal(int)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.model = StepModel(self)
        self.view = QListView(self)
        self.of_article = QPushButton("This article", self)
        self.of_project = QPushButton("Whole project", self)
        self.empty = PlainLabel("", self)
        self._build(theme)
        self.resize(self.sizeHint())
        session.changed.connect(self._follow)
        session.article_changed.connect(self._follow)
        session.project_changed.connect(self._follow)

    def _build(self, theme: Theme) -> None:
        self.setWindowTitle("History")
        self.setModal(False)
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(6)
        for button in (self.of_article, self.of_project):
            button.setCheckable(True)
            button.setAutoDefault(False)
            group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self.of_article.setChecked(True)
        group.buttonClicked.connect(lambda button: self.refresh())
        self.empty.setProperty("role", "second")
        self.empty.setContentsMargins(8, 8, 8, 8)
        self.view.setModel(self.model)
        self.view.setItemDelegate(StepDelegate(theme, self.view))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName("Steps")
        self.view.activated.connect(self._on_activated)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.empty)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.view.setItemDelegate(StepDelegate(theme, self.view))

    def sizeHint(self) -> QSize:
        """Return a size for a dozen steps."""
        return QSize(640, 520)

    def open_history(self) -> None:
        """Show the window, or bring it to the front, with what is new."""
        self.refresh()
        self.show()
        self.raise_()
        self.activateWindow()
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        """Read the journal anew."""
        article = self.session.article
        self.of_article.setEnabled(article is not None)
        if article is None and self.of_article.isChecked():
            self.of_project.setChecked(True)
        one = article.id if article is not None and self.of_article.isChecked() else None
        steps = self.session.history(article_id=one)
        self.model.set_steps(steps)
        self.view.setVisible(bool(steps))
        self.empty.setVisible(not steps or len(steps) >= NEWEST)
        nothing = "Nothing has been done in this article yet." if one else "Nothing has been done yet."
        self.empty.setText(nothing if not steps else f"The newest {NEWEST} steps.")

    def _follow(self) -> None:
        if self.isVisible():
            self.refresh()

    def _on_activated(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()]
        if isinstance(row, StepInfo) and row.article_id is not None:
            self.article_requested.emit(row.article_id)
