"""The window "Add from the web": addresses are pasted, fetched when asked, looked over, and added to the project."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QMessageBox,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from corpus.article import FileRead, Item, RawArticle
from corpus.readers.limits import Limits
from corpus.web import USUAL, Pasted, Rules, find_addresses
from corpus.wording import counted
from desktop import plain
from desktop.settings import Settings
from desktop.theme import Theme
from desktop.web import permission
from desktop.web.fetcher import Fetcher
from desktop.web.question import Forbidden, Question, sites
from desktop.web.results import Results

MOST = 500  # addresses fetched at one time; the others wait in the field
_PREVIEW = 20_000  # code points of an article shown before it is added
_FRAME = QSize(24, 56)  # room for what a window manager draws round a window
_EMPTY = (
    "Nothing is fetched until you press Fetch. The articles found are listed here; you look them over, and add to "
    "the project those that you want."
)


class WebDialog(QDialog):
    """Stands beside the work, blocking nothing.

    Signals:
        items_wanted: what is to be added to the project: a list of `corpus.article.Item`.
        settings_wanted: the settings are to be shown, where connections can be allowed.
    """

    items_wanted = Signal(object)
    settings_wanted = Signal()

    def __init__(
        self, settings: Settings, theme: Theme, parent: QWidget | None = None, *, rules: Rules = USUAL
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Add from the web")
        self.setModal(False)
        self._settings, self._rules = settings, rules
        self._fetched: dict[str, str] = {}  # the reader of each address that gave something
        self._left = False  # while something was still being fetched: what comes of it is dropped
        self._pasted = Pasted((), ())
        self.fetcher = Fetcher(self)
        self.text = QPlainTextEdit(placeholderText="Paste addresses of articles or feeds here, one a line")
        self.note = plain.PlainLabel("", elide=Qt.TextElideMode.ElideRight)
        self.pages = QCheckBox("Fetch the articles that &feeds link to")
        self.fetch_button = QPushButton("&Fetch", autoDefault=False)
        self.forbidden, self.question = Forbidden(), Question()
        self.results = Results(theme)
        self.preview = QPlainTextEdit(readOnly=True)
        self.stack = QStackedWidget()
        self.progress = QProgressBar()
        self.status = plain.PlainLabel("", elide=Qt.TextElideMode.ElideRight)
        self.tick_button = QPushButton("Tick none", autoDefault=False)
        self.stop_button = QPushButton("Stop", autoDefault=False)
        self.close_button = QPushButton("Close", autoDefault=False)
        self.add_button = QPushButton("Add", autoDefault=False)
        self._set_up()
        self._lay_out()
        self._connect()
        self._read()
        self.refresh()
        # Qt would open it no higher than its words need now, and the question would have no room later.
        self.resize(self.sizeHint().boundedTo(self.screen().availableSize() - _FRAME))

    def open_beside(self, text: str = "") -> None:
        """Show it, or bring it to the front; `text` (the clipboard's, say) is taken when it holds only addresses."""
        pasted = find_addresses(text, any_port=self._rules.local)
        if not self.text.document().toRawText() and pasted.addresses and not pasted.problems:
            self.text.setPlainText("\n".join(each.url for each in pasted.addresses))
        self.refresh()
        self.show()
        self.raise_()
        self.activateWindow()
        (self.text if self.text.isEnabled() else self.forbidden.open_button).setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.results.set_theme(theme)

    def refresh(self) -> None:
        """Look at the settings again: whether connections are allowed."""
        forbidden = permission.is_forbidden(self._settings)
        self.forbidden.setVisible(forbidden)
        self.text.setEnabled(not forbidden)
        self.stack.setVisible(not forbidden)
        self.pages.setEnabled(not forbidden)
        if forbidden:
            self.question.hide()
            self.fetcher.stop()
        self._allow()

    def fetch(self) -> None:
        """Fetch what is pasted; the first time ever, ask."""
        self._read()
        self.refresh()
        if not self.fetch_button.isEnabled():
            return
        if permission.has_agreed(self._settings):
            self._fetch()
        else:
            self.question.ask(self._pasted.addresses)
            self._allow()

    def add(self) -> None:
        """Hand over what is ticked, and leave."""
        if not self.add_button.isEnabled():
            return
        self.items_wanted.emit(self.results.ticked())
        self._forget()
        super().accept()

    def reject(self) -> None:
        """Leave; articles that were fetched and not added are asked about."""
        self.fetcher.stop()
        if not self.results.ticked_count():
            self._leave()
            return
        self.leaving = plain.message_box(
            self,
            "Add from the web",
            f"{counted(self.results.ticked_count(), 'fetched article')} would be lost.",
            icon=QMessageBox.Icon.Question,
            buttons=QMessageBox.StandardButton.Save
            | QMessageBox.StandardButton.Discard
            | QMessageBox.StandardButton.Cancel,
            default=QMessageBox.StandardButton.Save,
        )
        self.leaving.button(QMessageBox.StandardButton.Save).setText("Add to the project")
        self.leaving.button(QMessageBox.StandardButton.Discard).setText("Throw away")
        self.leaving.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.leaving.finished.connect(self._answered)
        self.leaving.open()

    def sizeHint(self) -> QSize:
        """Return room for a list of articles with the text of one beside it."""
        return QSize(940, 640)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()

    def _set_up(self) -> None:
        self.text.setAccessibleName("Addresses of articles or feeds")
        self.text.setTabChangesFocus(True)
        self.text.setMaximumHeight(104)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.note.setProperty("role", "second")
        self.pages.setChecked(True)
        self.fetch_button.setProperty("kind", "primary")
        self.add_button.setProperty("kind", "primary")
        self.tick_button.setProperty("kind", "quiet")
        self.preview.setAccessibleName("Text of the article at hand")
        self.preview.setPlaceholderText("The text of the article at hand")
        self.preview.setTabChangesFocus(True)
        self.progress.setTextVisible(False)
        self.question.hide()

    def _lay_out(self) -> None:
        options = QHBoxLayout()
        options.setSpacing(16)
        options.addWidget(self.note, 1)
        options.addWidget(self.pages)
        options.addWidget(self.fetch_button)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.results)
        split.addWidget(self.preview)
        split.setSizes([620, 300])
        split.setChildrenCollapsible(False)
        self.stack.addWidget(_empty())
        self.stack.addWidget(split)
        foot = QHBoxLayout()
        foot.addWidget(self.status, 1)
        for each in (self.tick_button, self.stop_button, self.close_button, self.add_button):
            foot.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.forbidden)
        column.addWidget(self.text)
        column.addLayout(options)
        column.addWidget(self.question)
        column.addWidget(self.stack, 1)
        column.addStretch()
        column.addWidget(self.progress)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.text.textChanged.connect(self._read)
        self.fetch_button.clicked.connect(self.fetch)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.fetch)
        self.question.agreed.connect(self._agree)
        self.question.declined.connect(self._decline)
        self.forbidden.settings_wanted.connect(self.settings_wanted)
        self.results.ticks_changed.connect(self._allow)
        self.results.chosen.connect(self._show)
        self.tick_button.clicked.connect(lambda: self.results.tick_all(on=not self.results.ticked_count()))
        self.stop_button.clicked.connect(self._halt)
        self.close_button.clicked.connect(self.reject)
        self.add_button.clicked.connect(self.add)
        self.fetcher.found.connect(self._take)
        self.fetcher.progressed.connect(self._progressed)
        self.fetcher.failed.connect(self.status.setText)
        self.fetcher.ended.connect(self._ended)

    def _read(self) -> None:
        self._pasted = find_addresses(self._typed(), any_port=self._rules.local, most=MOST)
        addresses, problems = self._pasted.addresses, self._pasted.problems
        number = "1 address" if len(addresses) == 1 else f"{len(addresses):,} addresses"
        found = f"{number}, of {sites(addresses)}" if addresses else ""
        if self._pasted.more:
            found = f"The first {found}; the rest stays for later"
        wrong = [problems[0] + (f" And {len(problems) - 1:,} more." if len(problems) > 1 else "")] if problems else []
        self.note.setText(" · ".join((*wrong, *([found] if found else []))))
        self.question.hide()
        self._allow()

    def _typed(self) -> str:
        return self.text.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def _agree(self) -> None:
        permission.agree(self._settings)
        self._fetch()

    def _decline(self) -> None:
        self.question.hide()
        self._allow()
        self.text.setFocus()

    def _fetch(self) -> None:
        self.question.hide()
        if permission.is_forbidden(self._settings):  # chosen in the settings meanwhile
            self.refresh()
            return
        rules = replace(self._rules, pages=self.pages.isChecked())
        self._left = False
        self._fetched.clear()
        self.results.forget_refusals()
        self.progress.setRange(0, 0)
        self.status.setText("Connecting …")
        self.fetcher.start(self._pasted.addresses, rules=rules, limits=Limits(text=self._settings.max_text()))
        self._allow()
        self.stop_button.setFocus()

    def _halt(self) -> None:
        self.status.setText("Stopping …")
        self.stop_button.setEnabled(False)
        self.fetcher.stop()

    def _take(self, item: Item) -> None:
        if self._left:
            return
        self.results.add(item)
        if isinstance(item, FileRead) and item.sha256:
            self._fetched[item.name] = item.reader

    def _progressed(self, done: int, total: int, note: str) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)
        if self.stop_button.isEnabled():
            self.status.setText(f"{done:,} of {total:,}" + (f" · {plain.bidi_isolate(note)}" if note else ""))

    def _clear_fetched(self, *, stopped: bool) -> None:
        """Leave in the field what is still to be fetched: what failed, and after a stop what was not reached."""
        done = {url for url, reader in self._fetched.items() if not (stopped and reader.startswith("feed"))}
        lines = [line for line in self._typed().splitlines() if line.strip()]
        found = [{each.url for each in find_addresses(line, any_port=self._rules.local).addresses} for line in lines]
        left = [line for line, urls in zip(lines, found, strict=True) if not urls or urls - done]
        self.text.setPlainText("\n".join(left))

    def _ended(self, stopped: bool) -> None:
        if self._left:
            self._allow()
            return
        self._clear_fetched(stopped=stopped)
        articles, refusals = self.results.articles(), self.results.refusals()
        parts = [f"{counted(articles, 'article')} fetched"] + ([f"{refusals:,} not"] if refusals else [])
        self.status.setText(("Stopped: " if stopped else "") + ", ".join(parts) + ".")
        self.stop_button.setEnabled(True)
        self._allow()
        (self.add_button if self.add_button.isEnabled() else self.text).setFocus()

    def _allow(self) -> None:
        """Enable and show what can be done now."""
        running, ticked, came = self.fetcher.running, self.results.ticked_count(), self.results.articles()
        free = not running and self.text.isEnabled() and not self.question.isVisibleTo(self)
        self.fetch_button.setEnabled(free and bool(self._pasted.addresses))
        self.text.setReadOnly(running)
        self.stack.setCurrentIndex(1 if running or came or self.results.refusals() else 0)
        self.progress.setVisible(running)
        self.stop_button.setVisible(running)
        self.tick_button.setVisible(came > 1)
        self.tick_button.setText("Tick none" if ticked else "Tick all")
        self.add_button.setEnabled(not running and ticked > 0)
        _dress(self.fetch_button, "" if self.add_button.isEnabled() else "primary")
        self.add_button.setText(f"Add {counted(ticked, 'article')}" if ticked else "Add")

    def _show(self, raw: RawArticle | None) -> None:
        text = raw.text if raw is not None else ""
        self.preview.setPlainText(text if len(text) <= _PREVIEW else text[:_PREVIEW] + " …")

    def _answered(self, button: int) -> None:
        if button == QMessageBox.StandardButton.Discard:
            self._leave()
        elif button == QMessageBox.StandardButton.Save:
            self.items_wanted.emit(self.results.ticked())
            self._leave()

    def _leave(self) -> None:
        self._forget()
        super().reject()

    def _forget(self) -> None:
        self._left = True
        self.fetcher.stop()
        self.results.forget()
        self.text.clear()
        self.preview.clear()
        self.status.setText("")
        self._allow()


def _dress(button: QPushButton, kind: str) -> None:
    """Let a button look like the next step ("primary"), or not."""
    if button.property("kind") != kind:
        button.setProperty("kind", kind)
        button.style().unpolish(button)
        button.style().polish(button)


def _empty() -> QWidget:
    words = plain.PlainLabel(_EMPTY)
    words.setProperty("role", "second")
    words.setWordWrap(True)
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    words.setFixedWidth(440)
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.addStretch()
    row.addWidget(words)
    row.addStretch()
    return holder
