"""A table whose first columns stay where they are while the others are scrolled past them."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

PER_PIXEL = QAbstractItemView.ScrollMode.ScrollPerPixel
OFF = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


class FrozenTable(QTableView):
    """A second view lies over the first columns; both share the model, the cell in hand and the look.

    Args:
        frozen: how many columns stay.
    """

    def __init__(self, frozen: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frozen = frozen
        self.over = QTableView(self)
        for view in (self, self.over):
            view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
            view.setHorizontalScrollMode(PER_PIXEL)
            view.setVerticalScrollMode(PER_PIXEL)
            view.setTabKeyNavigation(False)
            view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
            view.horizontalHeader().setMinimumSectionSize(110)
            view.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._lay_over()

    def _lay_over(self) -> None:
        over = self.over
        over.verticalHeader().hide()
        over.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        over.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        over.setFocusProxy(self)
        over.setFrameShape(QFrame.Shape.NoFrame)
        over.setHorizontalScrollBarPolicy(OFF)
        over.setVerticalScrollBarPolicy(OFF)
        over.clicked.connect(self.clicked)
        over.doubleClicked.connect(self.doubleClicked)
        self.verticalScrollBar().valueChanged.connect(over.verticalScrollBar().setValue)
        over.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalHeader().sectionResized.connect(lambda row, before, height: over.setRowHeight(row, height))
        self.horizontalHeader().sectionResized.connect(lambda *resized: self._place())
        self.horizontalHeader().geometriesChanged.connect(self._place)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model in both views."""
        super().setModel(model)
        self.over.setModel(model)
        self.over.setSelectionModel(self.selectionModel())
        if model is not None:
            model.modelReset.connect(self._place)
        self._place()

    def setItemDelegate(self, delegate: QAbstractItemDelegate) -> None:
        """Draw both views alike."""
        super().setItemDelegate(delegate)
        self.over.setItemDelegate(delegate)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell in sight: beside the columns that stay, never below them."""
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if index.column() < self._frozen:
            bar.setValue(before)
        elif (hidden := self.over.width() - self.visualRect(index).left()) > 0:
            bar.setValue(bar.value() - hidden)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the columns that stay in place."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Lay the second view over the first columns, with their widths and heights."""
        model: QAbstractItemModel | None = self.model()
        over, across = self.over, self.horizontalHeader()
        columns = model.columnCount() if model is not None else 0
        for column in range(columns):
            over.setColumnHidden(column, column >= self._frozen)
            if column < self._frozen:
                over.setColumnWidth(column, self.columnWidth(column))
        for row in range(model.rowCount() if model is not None else 0):
            over.setRowHeight(row, self.rowHeight(row))
        width = sum(self.columnWidth(column) for column in range(min(columns, self._frozen)))
        left = self.frameWidth() + self.verticalHeader().width()
        over.horizontalHeader().setFixedHeight(max(1, across.height()))
        over.setGeometry(left, self.frameWidth(), width, self.viewport().height() + across.height())
        over.setVisible(width > 0)
