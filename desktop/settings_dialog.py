"""The settings: how this person's Dateline looks and behaves, and its keys. Each takes effect at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.forms import form
from desktop.keymap import Keymap
from desktop.plain import PlainLabel, bidi_isolate
from desktop.reader.sheet import ZOOMS
from desktop.session import Session
from desktop.settings import MAX_TEXT, OPEN_LAST, TEXT_RANGE, Settings
from desktop.settings_keys import KeysPage
from desktop.theme import Preference, Theme, dark, label_style, light
from desktop.web import permission

_NAMES: dict[Preference, str] = {"system": "As the system", "light": "Light", "dark": "Dark"}
_PREVIEW = QSize(128, 72)


class ThemeTile(QAbstractButton):
    """A small picture of the window in the colours that it chooses."""

    def __init__(self, preference: Preference, theme: Theme) -> None:
        super().__init__()
        self.preference, self._theme = preference, theme
        self.setText(_NAMES[preference])
        self.setAccessibleName(f"Colours: {_NAMES[preference]}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Draw its frame in other colours; the picture stays as it is."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the picture, its frame, and the words below."""
        return QSize(_PREVIEW.width() + 8, _PREVIEW.height() + 16 + round(QFontMetricsF(self.font()).height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, box = self._theme, QRectF(4, 4, _PREVIEW.width(), _PREVIEW.height())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._pictures(painter, box)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.accent if self.isChecked() else theme.line), 2 if self.isChecked() else 1))
            painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 8, 8)
            if self.hasFocus():
                painter.setPen(QPen(QColor(theme.ink), 1, Qt.PenStyle.DotLine))
                painter.drawRoundedRect(box.adjusted(-3.5, -3.5, 3.5, 3.5), 10, 10)
            painter.setPen(QColor(theme.ink if self.isChecked() else theme.second))
            words = QRectF(0, box.bottom() + 6, self.width(), self.height() - box.bottom() - 6)
            painter.drawText(words, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, self.text())

    def _pictures(self, painter: QPainter, box: QRectF) -> None:
        whole = QPainterPath()
        whole.addRoundedRect(box, 7, 7)
        painter.setClipPath(whole)
        _picture(painter, box, dark() if self.preference == "dark" else light())
        if self.preference == "system":
            corner = QPainterPath(box.topRight() - QPointF(box.width() * 0.38, 0))
            for point in (box.topRight(), box.bottomRight(), box.bottomLeft() + QPointF(box.width() * 0.38, 0)):
                corner.lineTo(point)
            painter.setClipPath(corner.intersected(whole))
            _picture(painter, box, dark())
        painter.setClipping(False)


def _picture(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """Draw the three panes: a list, a text with two spans, labels."""
    painter.fillRect(box, QColor(theme.paper))
    for x, width in ((0.0, 30.0), (box.width() - 30, 30.0)):
        painter.fillRect(QRectF(box.left() + x, box.top(), width, box.height()), QColor(theme.panel))
    painter.fillRect(QRectF(box.left() + 30, box.top(), 1, box.height()), QColor(theme.line))
    painter.fillRect(QRectF(box.right() - 30, box.top(), 1, box.height()), QColor(theme.line))
    painter.setPen(Qt.PenStyle.NoPen)
    for at in range(5):
        y = box.top() + 12 + at * 11
        for x, width, colour in ((6.0, 18.0, theme.line), (39.0, 50.0 - 9 * (at % 2), theme.third)):
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(box.left() + x, y, width, 3), 1.5, 1.5)
    for line, x, width, stored in ((1, 39.0, 22.0, "#6d3fc4"), (3, 58.0, 20.0, "#0f766e")):
        style, y = label_style(stored, theme), box.top() + 12 + line * 11
        painter.fillRect(QRectF(box.left() + x, y - 3, width, 8), QColor(style.tint))
        painter.fillRect(QRectF(box.left() + x, y + 4, width, 2), QColor(style.bar))
    for at, stored in enumerate(("#c2410c", "#6d3fc4", "#0f766e")):
        painter.setBrush(QColor(label_style(stored, theme).bar))
        painter.drawRoundedRect(QRectF(box.right() - 23, box.top() + 10 + at * 11, 16, 5), 2, 2)


class GeneralPage(QWidget):
    """Everything but the keys.

    Signals:
        coder_chosen: go on as this coder. theme_chosen: "system", "light" or "dark". zoom_chosen: 1.0 is 100 %.
        web_changed: connections were forbidden or allowed.
    """

    coder_chosen = Signal(str)
    theme_chosen = Signal(str)
    zoom_chosen = Signal(float)
    web_changed = Signal()

    def __init__(self, settings: Settings, session: Session, theme: Theme) -> None:
        super().__init__()
        self._settings, self._session = settings, session
        self._filling = False
        self.coder = QComboBox(editable=True)
        self.coder_note = _note("")
        self.tiles = [ThemeTile(preference, theme) for preference in get_args(Preference)]
        self.zoom = QSlider(Qt.Orientation.Horizontal)
        self.zoom_note = PlainLabel()
        self.longest = QSpinBox()
        self.open_last = QCheckBox("Open the last project")
        self.web = QCheckBox("Never connect to the web")
        self._set_up()
        self._lay_out()
        self._connect()
        self.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        for tile in self.tiles:
            tile.set_theme(theme)
        self.refresh()

    def refresh(self) -> None:
        """Show the settings in force."""
        self._filling = True
        self._show_coder()
        chosen = self._settings.text("theme", "system")
        for tile in self.tiles:
            tile.setChecked(tile.preference == chosen or (chosen not in _NAMES and tile.preference == "system"))
        zoom = self._settings.number("reader/zoom", 1.0)
        self.zoom.setValue(min(range(len(ZOOMS)), key=lambda at: abs(ZOOMS[at] - zoom)))
        self.zoom_note.setText(f"{zoom:.0%}".replace("%", " %"))
        self.longest.setValue(self._settings.max_text())
        self.open_last.setChecked(self._settings.text(OPEN_LAST, "yes") == "yes")
        self.web.setChecked(permission.is_forbidden(self._settings))
        self._filling = False

    def forget_typing(self) -> None:
        """Show the coder in force again in place of a name that was not entered."""
        if (line := self.coder.lineEdit()) is not None:
            line.setModified(False)
        self.refresh()

    def _show_coder(self) -> None:
        store, line = self._session.store, self.coder.lineEdit()
        where = f"in {bidi_isolate(store.path.name)} and in what you open next" if store else "in the projects you open"
        self.coder_note.setText(f"Whose coding this is, {where}.")
        if line is not None and not line.isModified():  # what is being typed is left alone
            name = self._session.coder_name or self._settings.text("coder")
            self.coder.clear()
            self.coder.addItems(list(dict.fromkeys(each for each in (name, *self._session.coder_names()) if each)))
            self.coder.setCurrentText(name)

    def _set_up(self) -> None:
        self.coder.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.coder.setMinimumWidth(220)
        self.coder.setMaximumWidth(280)
        line = self.coder.lineEdit()
        assert line is not None
        line.setPlaceholderText("The name of your login")
        line.setMaxLength(200)
        self.group = QButtonGroup(self)
        for tile in self.tiles:
            self.group.addButton(tile)
        self.zoom.setRange(0, len(ZOOMS) - 1)
        self.zoom.setPageStep(1)
        self.zoom.setFixedWidth(220)
        self.zoom.setMinimumHeight(24)
        self.longest.setRange(*TEXT_RANGE)
        self.longest.setSingleStep(500_000)
        self.longest.setGroupSeparatorShown(True)
        self.longest.setKeyboardTracking(False)
        self.longest.setSuffix(" characters")
        self.longest.setFixedWidth(220)
        self.longest.lineEdit().setTextMargins(7, 0, 0, 0)

    def _lay_out(self) -> None:
        longest = "An import refuses longer articles and says so. Very long ones make the reader slow."
        fields: tuple[tuple[str, QWidget], ...] = (
            ("&Coder", _beside(self.coder, below=self.coder_note)),
            ("Colours", _beside(*self.tiles, room=12)),
            ("&Reading size", _beside(self.zoom, self.zoom_note, room=12)),
            ("&Longest text", _beside(self.longest, below=_note(longest))),
            ("At the start", _beside(self.open_last)),
            ("The web", _beside(self.web, below=_note("Otherwise pages are fetched only when you ask for it."))),
        )
        layout = form(fields)
        layout.setVerticalSpacing(20)
        layout.setHorizontalSpacing(24)
        for words, field in (("Coder", self.coder), ("Reading size", self.zoom), ("Longest text", self.longest)):
            field.setAccessibleName(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 24, 8, 12)
        column.addLayout(layout)
        column.addStretch()

    def _connect(self) -> None:
        line = self.coder.lineEdit()
        assert line is not None
        self.coder.activated.connect(self._become)
        line.editingFinished.connect(self._become)
        self.group.buttonClicked.connect(lambda tile: self._unless_filling(self.theme_chosen.emit, tile.preference))
        self.zoom.valueChanged.connect(lambda at: self._unless_filling(self.zoom_chosen.emit, ZOOMS[at]))
        self.longest.valueChanged.connect(lambda most: self._unless_filling(self._settings.set, MAX_TEXT, most))
        self.open_last.toggled.connect(
            lambda on: self._unless_filling(self._settings.set, OPEN_LAST, "yes" if on else "no")
        )

        self.web.toggled.connect(lambda on: self._unless_filling(self._forbid, on))

    def _forbid(self, on: bool) -> None:
        permission.forbid(self._settings, forbidden=on)
        self.web_changed.emit()

    def _unless_filling(self, act: Callable[..., object], *values: object) -> None:
        if not self._filling:
            act(*values)

    def _become(self) -> None:
        line, name = self.coder.lineEdit(), " ".join(self.coder.currentText().split())
        if self._filling or line is None:
            return
        line.setModified(False)
        if name and name != (self._session.coder_name or self._settings.text("coder")):
            self.coder_chosen.emit(name)
        self.refresh()  # an empty name, or one that could not be taken, gives way to the one in force


class SettingsDialog(QDialog):
    """A window beside the work; whatever is changed in it is changed already."""

    def __init__(
        self, settings: Settings, keymap: Keymap, session: Session, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Settings")
        self.setModal(False)
        self.general = GeneralPage(settings, session, theme)
        self.keys = KeysPage(keymap, lambda: session.labels, theme)
        self.pages = QTabWidget()
        self.pages.setDocumentMode(True)
        self.pages.addTab(self.general, "&General")
        self.pages.addTab(self.keys, "&Keys")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.rejected.connect(self.reject)
        close = self.buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setAutoDefault(False)  # Enter belongs to the fields and the list
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 8, 8, 14)
        note = _note("Every change takes effect at once, on this computer only.")
        foot.addWidget(note, 1)
        foot.addWidget(self.buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 0)
        column.setSpacing(0)
        column.addWidget(self.pages, 1)
        column.addLayout(foot)
        session.project_changed.connect(self.refresh)
        session.changed.connect(lambda changes, _initiator: self.keys.refresh() if "label" in changes.kinds else None)
        self.resize(self.sizeHint())

    def refresh(self) -> None:
        """Show what is in force."""
        self.general.refresh()
        self.keys.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.general.set_theme(theme)
        self.keys.set_theme(theme)

    def open_settings(self) -> None:
        """Show the settings, or bring them to the front."""
        if self.isHidden():
            self.general.forget_typing()
            self.pages.tabBar().setFocus()
        self.refresh()
        self.show()
        self.raise_()
        self.activateWindow()

    def reject(self) -> None:
        """Leave; a name half typed is forgotten."""
        self.general.forget_typing()
        super().reject()

    def sizeHint(self) -> QSize:
        """Return room for the general page, and for a good many keys."""
        return QSize(640, 640)

    def event(self, event: QEvent) -> bool:
        """Look again whenever the person comes back: much can be changed from the menus too."""
        if event.type() == QEvent.Type.WindowActivate:
            self.general.refresh()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.keys.field.hasFocus() and self.keys.field.text():
            self.keys.field.clear()
        else:
            super().keyPressEvent(event)


def _note(text: str) -> PlainLabel:
    note = PlainLabel(text)
    note.setProperty("role", "second")
    note.setWordWrap(True)
    return note


def _beside(*fields: QWidget, below: PlainLabel | None = None, room: int = 8) -> QWidget:
    """Return fields in a row, with a note under them; the first takes the keys."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    row = QHBoxLayout()
    row.setSpacing(room)
    for field in fields:
        row.addWidget(field)
    row.addStretch()
    column.addLayout(row)
    if below is not None:
        column.addWidget(below)
    holder.setFocusProxy(fields[0])
    return holder
