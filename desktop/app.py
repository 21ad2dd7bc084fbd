"""The composition root: everything is made here, and every signal is connected here, grouped by topic."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast, get_args

from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from corpus import journal
from corpus.changes import Changes
from desktop import event_wiring, icons, review_wiring, theme
from desktop.actions import by_id, letters
from desktop.articles import ArticlesPanel
from desktop.bringing_in import BringingIn
from desktop.coding import CodingPanel
from desktop.coding_desk import CodingDesk
from desktop.dialogs import Dialogs
from desktop.event_desk import EventDesk
from desktop.event_tools import EventTools
from desktop.files import Files
from desktop.jobs import Job, Jobs
from desktop.keymap import Keymap
from desktop.lessons import Lessons
from desktop.main_window import MainWindow
from desktop.page_desk import PageDesk
from desktop.pages import CODE, Pages
from desktop.reader import KeyPress, ReaderView
from desktop.review.core import core
from desktop.review.event_board import EventBoard
from desktop.review.strip import ReviewStrip
from desktop.review_desk import ReviewDesk
from desktop.review_events import EventReview
from desktop.session import Session
from desktop.settings import Settings
from desktop.status_bar import StatusBar
from desktop.token_service import TokenService
from desktop.top_bar import TopBar
from desktop.type_ahead import close_all
from desktop.welcome import WelcomePage
from labels.formats.report import ExportReport
from labels.intake_report import IntakeReport


class App:
    """One window with all its parts.

    Attributes:
        window, articles, reader, coding, status: what is seen.
        session: the open project. files, desk: what can be done to it.
    """

    def __init__(self, qt: QApplication, settings: Settings) -> None:
        self.qt = qt
        self.settings = settings
        self.theme = theme.current(self._preference())
        theme.apply(qt, self.theme)
        self.session = Session()
        self.jobs = Jobs()
        self.tokens = TokenService()
        self.welcome = WelcomePage(self.theme)
        self.articles = ArticlesPanel(self.session, self.theme)
        self.reader = ReaderView(self.theme)
        self.strip = ReviewStrip(self.theme)
        self.coding = CodingPanel(self.session, self.theme)
        self.board = EventBoard(self.theme)
        self.coding.event_pane.place_below(self.board)
        self.status = StatusBar(self.theme)
        self.top = TopBar(self.theme)
        self.window = MainWindow(
            welcome=self.welcome,
            articles=self.articles,
            reader=self.reader,
            strip=self.strip,
            coding=self.coding,
            status=self.status,
            top=self.top,
            theme=self.theme,
        )
        self.files = Files(self.session, self.jobs, settings, self.window)
        self.bringing = BringingIn(self.session, self.files, settings, self.window, self.theme)
        self.desk = CodingDesk(self.session, self.reader, self.coding, self.tokens, self.window)
        self.review = ReviewDesk(self.session, self.reader, self.strip, core(), self.window)
        self.events = EventDesk(self.session, self.reader, self.coding, self.window)
        self.proposed = EventReview(
            self.session, self.reader, self.board, core(),
            lambda step, draft: self.events.drafting.settle(step, draft), self.window,
        )  # fmt: skip
        self.dialogs = Dialogs(self.session, self.files, self.window, settings, self.theme)
        self.pages = Pages(self.session, self.files, settings, self.window, self.top, self.theme)
        self.lessons = Lessons(self.session, self.files, settings, self.pages, self.window)
        self.tools = EventTools(
            self.session, self.files, self.jobs, self.events, self.coding, self.window, self.theme,
            beside=self.dialogs.beside, trouble=self.trouble,
        )  # fmt: skip
        self.page_desk = PageDesk(
            self.session, self.pages, self.reader, self.desk, self.events, self.tools, self.status
        )
        self.keymap = Keymap(settings)
        self.window.build_menus(self.run, self.keymap.all())
        self._use_keys()
        self.window.restore(settings)
        self.reader.set_zoom(settings.number("reader/zoom", 1.0))
        self._connect_session()
        self._connect_coding()
        self._connect_review()
        self._connect_files()
        self._connect_window()
        self._connect_pages()
        self._project_changed()

    # Connections, by topic

    def _connect_session(self) -> None:
        session = self.session
        session.project_changed.connect(self._project_changed)
        session.project_changed.connect(lambda: close_all(self.window))
        session.article_changed.connect(lambda: close_all(self.window))
        session.event_taken.connect(lambda _event: close_all(self.window))
        session.article_changed.connect(self.desk.show_article)
        session.article_changed.connect(self._remember_place)
        session.article_changed.connect(self._enable)
        session.changed.connect(self._changed)
        session.failed.connect(self.trouble)

    def _connect_coding(self) -> None:
        reader, coding, desk = self.reader, self.coding, self.desk
        event_wiring.connect(self.events, desk, reader, coding, self.session, self.status.show_hint)
        reader.nudge_requested.connect(self._nudge)
        reader.remove_requested.connect(self._remove_span)
        reader.selection_finished.connect(desk.label_finished_selection)
        reader.hand_changed.connect(coding.set_hand)
        reader.zoom_changed.connect(lambda zoom: self.settings.set("reader/zoom", zoom))
        reader.menu_requested.connect(coding.open_picker)
        coding.label_requested.connect(desk.label)
        coding.label_all_requested.connect(desk.label_all)
        coding.span_requested.connect(reader.set_hand)
        coding.remove_requested.connect(lambda _span_id: desk.remove_span())
        coding.left.connect(reader.setFocus)
        desk.key_unused.connect(self._letter)
        desk.hint.connect(self.status.show_hint)
        desk.queue_ended.connect(self._queue_ended)
        self.tokens.learned.connect(desk.learn_words)
        self.tokens.failed.connect(self.trouble)

    def _connect_review(self) -> None:
        review, desk, reader, session, status = self.review, self.desk, self.reader, self.session, self.status
        review_wiring.connect(review, desk, reader, session, status, key=self.events.key, trouble=self.trouble)
        review_wiring.connect_events(
            self.proposed, review, desk, reader, self.coding, self.strip, session, status.show_hint
        )

    def _connect_files(self) -> None:
        files, articles, welcome = self.files, self.articles, self.welcome
        files.failed.connect(self.trouble)
        files.leaving.connect(self.coding.keep)
        files.imported.connect(self._imported)
        files.exported.connect(self._exported)
        files.checked.connect(self.dialogs.show_findings)
        articles.set_job(lambda title, work: files.start_job(title, work, self.session.tell))
        articles.article_requested.connect(self.session.show)
        articles.entered.connect(self.reader.setFocus)
        articles.details_requested.connect(self.dialogs.ask_details)
        articles.import_requested.connect(lambda: self.run("import_files"))
        articles.folder_requested.connect(lambda: self.run("import_folder"))
        articles.paste_requested.connect(lambda: self.run("paste_story"))
        welcome.new_requested.connect(lambda: self.run("new_project"))
        welcome.open_requested.connect(lambda: self.run("open_project"))
        welcome.sample_requested.connect(lambda: self.run("open_sample"))
        welcome.recent_requested.connect(files.open)
        welcome.forget_requested.connect(self._forget)
        self.jobs.started.connect(self._job_started)
        self.jobs.idle.connect(self.status.end_job)

    def _connect_window(self) -> None:
        window, status = self.window, self.status
        window.closing.connect(self._closing)
        window.looks_changed.connect(self._look_again)
        window.drops.paths_dropped.connect(self.bringing.drop)
        self.bringing.settings_wanted.connect(lambda: self.run("settings"))
        self.bringing.looking.connect(lambda on: self.status.show_hint("Looking at the tables …" if on else ""))
        window.drops.text_dropped.connect(self.dialogs.paste)
        status.coder_requested.connect(self.dialogs.ask_coder)
        status.cancel_requested.connect(self._cancel_job)
        self.top.requested.connect(self.run)
        self.dialogs.palette.chosen.connect(self.run)

    def _connect_pages(self) -> None:
        pages, tools = self.pages, self.tools
        pages.import_requested.connect(lambda: self.run("import_files"))
        pages.changed.connect(lambda _page: self._enable())
        pages.find_wanted.connect(self.articles.focus_search)
        for teller in (pages, tools, self.lessons):
            teller.told.connect(lambda sentence: self.window.messages.show_message(sentence, tone="good"))
            teller.told.connect(lambda _sentence: self.status.show_saved())  # whatever was refused is past
        self.files.leaving.connect(pages.keep)

    # Actions: `run` finds the method named like the action, here or at whoever does it

    def run(self, action_id: str) -> None:
        """Do the action of that id, when it can be done now."""
        if self.window.actions_by_id[action_id].isEnabled():
            self._doings()[action_id]()

    def _doings(self) -> dict[str, Callable[[], object]]:
        window, desk, reader, files, dialogs = self.window, self.desk, self.reader, self.files, self.dialogs
        return {
            "new_project": lambda: files.ask_new(window),
            "open_project": lambda: files.ask_open(window),
            "open_sample": files.open_sample,
            "close_project": files.close,
            "import_files": lambda: self.bringing.ask_files(folder=False),
            "import_folder": lambda: self.bringing.ask_files(folder=True),
            "import_columns": lambda: self.bringing.ask_files(folder=False, anew=True),
            "import_web": self.bringing.show_web,
            "paste_story": lambda: dialogs.paste(QGuiApplication.clipboard().text()),
            "export": dialogs.ask_export,
            "check_project": files.check,
            "quit": window.close,
            "undo": self.undo,
            "redo": self.redo,
            "find": self.pages.find,
            "save_search": self.articles.save_search,
            "same_words": self.page_desk.show_same_words,
            "history": dialogs.show_history,
            "settings": lambda: dialogs.show_settings(
                self.keymap, reader, self.set_theme, self._use_keys, self.bringing.refresh
            ),
            **desk.doings(),
            "correct_details": dialogs.ask_details,
            "pick_label": self.coding.open_picker,
            "note": self._note,
            "remove_span": self._remove_span,
            **reader.doings(),
            "add_label": self.coding.add_label,
            **self.review.doings(),
            **self.proposed.doings(),
            **self.events.doings(),
            **self.pages.doings(),
            **self.lessons.doings(),
            "actors": self.tools.show_actors,
            "places": self.tools.show_places,
            "reports": lambda: self.tools.show_reports(read=self.page_desk.read_event),
            **{f"theme_{name}": partial(self.set_theme, name) for name in get_args(theme.Preference)},
            "full_screen": self._full_screen,
            "keys": dialogs.show_keys,
            "palette": dialogs.show_palette,
            "about": dialogs.show_about,
        }

    def undo(self) -> None:
        """Take back the newest step, whatever it was; behind another page no article is opened for it."""
        self.coding.keep()
        self.pages.keep()
        if self.session.undo_takes_long():
            said = f"Undoing: {self.session.undo_summary()}"
            self.files.start_job(said, journal.undo, partial(self._travelled, "Undone"))
        elif changes := self.session.undo(show=self.pages.present == CODE):
            self.status.show_saved(f"Undone: {changes.summary}")
        else:
            self.status.show_hint("There is nothing left to undo.")

    def redo(self) -> None:
        """Do again what was undone last."""
        if self.session.undo_takes_long(redo=True):
            said = f"Doing again: {self.session.redo_summary()}"
            self.files.start_job(said, journal.redo, partial(self._travelled, "Done again"))
        elif changes := self.session.redo(show=self.pages.present == CODE):
            self.status.show_saved(f"Done again: {changes.summary}")
        else:
            self.status.show_hint("There is nothing to redo.")

    def _travelled(self, how: str, changes: Changes) -> None:
        self.session.tell(changes)
        self.status.show_saved(f"{how}: {changes.summary}")

    def set_theme(self, preference: theme.Preference) -> None:
        """Choose the colours and remember the choice."""
        self.settings.set("theme", preference)
        self._look_again()

    def trouble(self, sentence: str) -> None:
        """Show what was refused, and why; the window goes on."""
        self.status.show_trouble("Not done")
        self.window.messages.show_message(sentence, tone="bad")

    def close(self) -> bool:
        """Stop jobs and children and let go of the project; False when a job would not stop."""
        self.coding.keep()
        if not self.files.close():
            return False
        self.review.stop()
        self.tokens.stop()
        self.bringing.close()
        return True

    # What happens when

    def _project_changed(self) -> None:
        store = self.session.store
        self.tokens.use(store)
        self.dialogs.close_all()
        name = store.name if store else "Dateline"
        self.window.show_project(store.path if store else None, name)
        self.top.show_project(name, store.path.name if store else "", writable=not self.session.read_only)
        self.welcome.set_recent(self.settings.recent())
        self._enable()
        if store is None:
            self.status.show_idle()
            self.welcome.new_button.setFocus()
            return
        self.status.show_project(coder=store.coder_name, read_only=store.read_only)
        self.session.show(self._first_article())
        self.reader.setFocus()

    def _first_article(self) -> int | None:
        """Where the coder left off; else the first article to do, else the first of all."""
        ids = self.session.article_ids()
        left = int(self.settings.number(self._place_key(), 0))
        return left if left in ids else self.session.next_in_queue() or (ids[0] if len(ids) else None)

    def _remember_place(self) -> None:
        if self.session.article is not None:
            self.settings.set(self._place_key(), self.session.article.id)

    def _place_key(self) -> str:
        return f"place/{self.session.store.setting('uid') if self.session.store else ''}"

    def _changed(self, changes: Changes, _initiator: object) -> None:
        self.desk.follow(changes)
        if changes.summary:
            self.status.show_saved(changes.summary)
        self._enable()

    def _enable(self) -> None:
        session, window = self.session, self.window
        read = session.article is not None and self.pages.present == CODE  # behind another page nobody sees it change
        window.enable(project=session.store is not None, article=read, writable=not session.read_only)
        for words, summary in (("Undo", session.undo_summary()), ("Redo", session.redo_summary())):
            window.actions_by_id[words.lower()].setText(f"{words}: {summary}".replace("&", "&&") if summary else words)

    def _use_keys(self) -> None:
        """Take over the keys in force, everywhere at once."""
        keys = self.keymap.all()
        self.session.letters = letters(keys)
        for part in (
            self.window, self.articles, self.coding, self.desk, self.review, self.board, self.status, self.top,
            self.dialogs,
        ):  # fmt: skip
            part.set_keys(keys)

    def _letter(self, pressed: KeyPress) -> None:
        """Do what a letter stands for in the reader when no label has it."""
        for action_id, key in self.keymap.all().items():
            if by_id(action_id).reader and len(key) == 1 and key.lower() == pressed.char and not pressed.shift:
                self.run(action_id)

    def _nudge(self, edge: str, step: int) -> None:
        """Move one end of the suggestion in hand, which accepts it, or of the span in hand."""
        if not self.review.nudge(edge, step):
            self.desk.nudge(edge, step)

    def _remove_span(self) -> None:
        """Remove the span in hand, or reject the suggestion in hand."""
        if not self.review.remove():
            self.desk.remove_span()

    def _note(self) -> None:
        if self.reader.hand() is None:
            self.status.show_hint("Take a span in hand first: Tab, or a click on it.")
        else:
            self.coding.edit_note()

    def _queue_ended(self) -> None:
        counts = self.session.status_counts()
        left = counts.get("new", 0) + counts.get("in progress", 0)
        text = "That was the last one: every article is done." if not left else "Nothing left to do in this list."
        self.window.messages.show_message(text, actions={"Export…": lambda: self.run("export")})

    def _imported(self, report: IntakeReport) -> None:
        if self.session.store is not None:
            self.status.show_project(coder=self.session.coder_name, read_only=False)
        if self.session.article is None and report.first_id is not None:
            self.session.show(report.first_id)
        if report.needs_showing:
            self.dialogs.show_import(report)
        else:
            self.window.messages.show_message(report.sentence, tone="good", actions=self._way_to(report))

    def _way_to(self, report: IntakeReport) -> dict[str, Callable[[], object]]:
        """What leads from the news of an import to its articles; nothing when one of them is open."""
        first, article = report.first_id, self.session.article
        if first is None or (article is not None and article.id == first):
            return {}
        words = "Open it" if report.added == 1 else "Read the first one"
        return {words: lambda: self.session.show(first)}

    def _exported(self, report: ExportReport) -> None:
        self.status.show_saved(f"exported to {report.path.name}")
        self.dialogs.show_exported(report)

    def _job_started(self, job: Job) -> None:
        self.status.start_job(job)
        title = job.title
        job.progressed.connect(lambda done, total, note: self.status.show_progress(title, done, total, note))
        job.cancelled.connect(lambda: self.window.messages.show_message(f"{title} was stopped."))

    def _cancel_job(self) -> None:
        if self.jobs.current is not None:
            self.jobs.current.cancel()

    def _forget(self, path: Path) -> None:
        self.settings.forget(path)
        self.welcome.set_recent(self.settings.recent())

    def _closing(self) -> None:
        self.window.remember(self.settings)
        self.window.may_close = self.close()

    def _full_screen(self) -> None:
        self.window.showNormal() if self.window.isFullScreen() else self.window.showFullScreen()

    def _preference(self) -> theme.Preference:
        found = self.settings.text("theme", "system")
        return cast("theme.Preference", found) if found in ("light", "dark") else "system"

    def _look_again(self) -> None:
        wanted = theme.current(self._preference())
        if wanted == self.theme:
            return
        self.theme = wanted
        theme.apply(self.qt, wanted)
        panes = (self.welcome, self.articles, self.reader, self.strip, self.coding, self.board)
        for part in (*panes, self.status, self.top, self.window.drops):
            part.set_theme(wanted)
        for late in (self.dialogs, self.pages, self.tools, self.bringing):
            late.set_theme(wanted)


def make(qt: QApplication, settings: Settings | None = None) -> App:
    """Make the window's parts, not yet shown."""
    qt.setApplicationName("dateline")
    qt.setOrganizationName("dateline")
    qt.setApplicationDisplayName("Dateline")
    qt.setDesktopFileName("dateline")
    qt.setWindowIcon(QIcon(str(icons.FOLDER / "dateline.svg")))
    return App(qt, settings or Settings())
