"""The right side of the page: what is chosen, how much it is used, what can be done with it, and its form."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from corpus.wording import counted
from desktop import icons, plain
from desktop.codebook.content import Content
from desktop.codebook.entries import ONE, Entry, Section
from desktop.codebook.fields import LineField, TextField
from desktop.codebook.form import Form, Write
from desktop.codebook.label_form import LabelForm
from desktop.codebook.role_form import RoleForm
from desktop.codebook.type_form import TypeForm
from desktop.plain import PlainLabel
from desktop.session import Session
from desktop.theme import Theme

WIDEST = 760  # pixels of the form: longer lines are hard to read
_USED: dict[Section, str] = {"label": "span", "event_type": "event", "role": "value"}


class _Tool(QToolButton):
    """A button without words that says under the mouse what it does."""

    def __init__(self, hint: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setIconSize(QSize(16, 16))
        self.setAccessibleName(hint)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain.tooltip(self.accessibleName()), self)
            return True
        return super().event(event)


class Sheet(QScrollArea):
    """Shows one entry.

    Signals:
        wanted: "up", "down", "merge", "split" or "retire".
    """

    wanted = Signal(str)

    def __init__(self, session: Session, theme: Theme, write: Write, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme, self._write = session, theme, write
        self._entry: Entry | None = None
        self.title = PlainLabel("", self, elide=Qt.TextElideMode.ElideRight)
        self.used = PlainLabel("", self)
        self.up = self._tool("chevron-up", "Move up (Alt+Up)", "up")
        self.down = self._tool("chevron-down", "Move down (Alt+Down)", "down")
        self.merge = self._button("Merge into…", "merge")
        self.split = self._button("Split…", "split")
        self.retire = self._button("Retire", "retire")
        self.nothing = PlainLabel("", self)
        self.forms: dict[Section, Form] = {}
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._build()
        self._make_forms()

    def _tool(self, picture: str, hint: str, deed: str) -> QToolButton:
        button = _Tool(hint, self)
        button.setProperty("picture", picture)
        button.clicked.connect(lambda _checked=False: self.wanted.emit(deed))
        return button

    def _button(self, words: str, deed: str) -> QPushButton:
        button = QPushButton(words, self)
        button.clicked.connect(lambda _checked=False: self.wanted.emit(deed))
        return button

    def _build(self) -> None:
        self.setProperty("pane", "paper")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.title.setProperty("role", "title")
        self.used.setProperty("role", "second")
        self.used.setWordWrap(True)
        self.nothing.setProperty("role", "second")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.used)
        self._row.addLayout(words, 1)
        for button in (self.up, self.down, self.merge, self.split, self.retire):
            self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._line = QFrame(self._holder)
        self._line.setProperty("line", "across")
        self._column.setSpacing(16)
        self._column.setContentsMargins(0, 20, 0, 28)
        self._column.addLayout(self._row)
        self._column.addWidget(self._line)
        self._column.addWidget(self.nothing, 2)
        self._column.addStretch(1)
        self._holder.setMaximumWidth(WIDEST)
        outer = QWidget()
        outer.setProperty("pane", "paper")
        across = QHBoxLayout(outer)
        across.setContentsMargins(32, 0, 32, 0)
        across.addWidget(self._holder, 1)
        across.addStretch(0)
        self.setWidget(outer)

    def _make_forms(self) -> None:
        for form in self.forms.values():
            self._column.removeWidget(form)
            form.hide()
            form.deleteLater()
        self.forms = {
            "label": LabelForm(self._session, self._write, self._theme, self._holder),
            "event_type": TypeForm(self._write, self._theme, self._holder),
            "role": RoleForm(self._write, self._theme, self._holder),
        }
        for form in self.forms.values():
            self._column.insertWidget(self._column.count() - 2, form)
            form.hide()
        for button in (self.up, self.down):
            button.setIcon(icons.icon(str(button.property("picture")), self._theme))

    def set_theme(self, theme: Theme) -> None:
        """Take other colours; what is being typed is saved first."""
        self.keep()
        self._theme = theme
        self._make_forms()

    def show_entry(self, entry: Entry | None, content: Content, *, writable: bool, nothing: str) -> None:
        """Show what is chosen; `nothing` is said when that is None."""
        if entry != self._entry and (self._entry is None or entry is None or entry.id != self._entry.id):
            self.keep()
            self.verticalScrollBar().setValue(0)  # another one is read from its name on
        self._entry = entry
        for section, form in self.forms.items():
            form.setVisible(entry is not None and section == entry.section)
        parts: tuple[QWidget, ...] = (self.title, self.used, self.up, self.down, self.merge, self.retire, self._line)
        for part in parts:
            part.setVisible(entry is not None)
        self.split.setVisible(entry is not None and entry.section != "role")
        self.nothing.setVisible(entry is None)
        self.nothing.setText(nothing)
        if entry is not None:
            self._show(entry, content, writable)

    def _show(self, entry: Entry, content: Content, writable: bool) -> None:
        form = self.forms[entry.section]
        if isinstance(form, LabelForm) and (label := content.label(entry.id)):
            others = [each for each in content.labels if each.id != entry.id and not each.retired]
            form.show_label(label, others, content.roles)
        elif isinstance(form, TypeForm) and (found := content.type(entry.id)):
            form.show_type(found, content.types, content.roles, content.own)
        elif isinstance(form, RoleForm) and (role := content.role(entry.id)):
            form.show_role(role, content.labels, filled=entry.count)
        form.setEnabled(writable)
        self.title.setText(entry.name)
        used = counted(entry.count, _USED[entry.section]) if entry.count else "Not used yet"
        used = "Counting…" if entry.count is None else used
        state = " · retired: kept for what carries it, no longer offered" if entry.retired else ""
        self.used.setText(f"{ONE[entry.section].capitalize()} · {used}{state}")
        self.retire.setText("Restore" if entry.retired else "Retire")
        alone = len(content.entries(entry.section, retired=False)) < (1 if entry.retired else 2)
        for button in (self.up, self.down, self.merge, self.split, self.retire):
            button.setEnabled(writable)
        self.merge.setEnabled(writable and not alone)
        self.split.setEnabled(writable and entry.count != 0)
        for tool in (self.up, self.down):
            tool.setEnabled(writable and not entry.retired)

    def focus_form(self) -> None:
        """Let the name be typed over."""
        if self._entry is not None:
            name = self.forms[self._entry.section].findChild(LineField)
            if name is not None:
                name.setFocus(Qt.FocusReason.OtherFocusReason)
                name.selectAll()

    def keep(self) -> None:
        """Save what is being typed."""
        field = QApplication.focusWidget()
        if isinstance(field, LineField | TextField) and self.isAncestorOf(field):
            field.keep()
