"""The left pane: finds articles, lists them, and says how far the coder is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from corpus import saved_searches
from corpus.article import Status
from corpus.changes import Changes
from corpus.id_list import IdList
from corpus.query import Query, changed, parse, written
from desktop.articles import menu, writes
from desktop.articles.chips import StatusChips
from desktop.articles.delegate import ArticleDelegate
from desktop.articles.empty import NoArticles, NothingFound
from desktop.articles.hints import hint
from desktop.articles.list_view import ArticleList
from desktop.articles.model import PAGE, ArticleModel
from desktop.articles.notice import Notice
from desktop.articles.progress import ProgressLine
from desktop.articles.saved import SavedButton
from desktop.articles.saved_dialogs import ArrangeDialog, NameDialog
from desktop.articles.search_box import SearchBox
from desktop.articles.searching import Found, Searcher
from desktop.articles.sources import SourceButton
from desktop.jobs import Work
from desktop.keymap import shown
from desktop.session import Session
from desktop.theme import Theme

_SYNTAX = """Words, "words in a row" and begin* in title, outlet or text. OR joins two, - excludes, ( ) group.
source:sana  lang:ar
status:todo (done, flagged, skipped, progress, new)
label:ACTOR  type:shelling  actor:"Free Army"
after:2024-12-01 before:2024-12 (days, months, years)
coder:me  assigned:me  copies:first
label:none, source:none ... without any"""
# What can bring articles into a list, or take them out, by what is asked; "article" always can.
_MOVED_BY = {
    "status": {"work"},
    "coder": {"work", "span", "event", "coder"},
    "label": {"span", "label"},
    "type": {"event", "event_type"},
    "actor": {"event", "argument", "entity", "alias", "role"},
    "assigned": {"assignment", "assignment_coder"},
}


class ArticlesPanel(QWidget):
    """Shows the articles of the session's query, and changes the query.

    Signals:
        article_requested: the coder wants to read this article (id).
        entered: the coder wants to be in the article, with the keyboard.
        details_requested: the details of this article (id) are to be corrected.
        import_requested, folder_requested, paste_requested: articles are to be added.
    """

    article_requested = Signal(int)
    entered = Signal()
    details_requested = Signal(int)
    import_requested = Signal()
    folder_requested = Signal()
    paste_requested = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("articlesPanel")
        self.setProperty("pane", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self.model = ArticleModel(session, self)
        self.delegate = ArticleDelegate(theme, self)
        self.list = ArticleList(self.model, self.delegate)
        self.box = SearchBox(theme)
        hint(self.box, _SYNTAX)
        self.chips = StatusChips(theme)
        self.outlets = SourceButton(session.sources, theme)
        self.saved = SavedButton(session.saved_searches, theme)
        self.notice = Notice()
        self.searcher = Searcher(session, self)
        self.no_articles, self.nothing_found = NoArticles(theme), NothingFound(theme)
        self.blank = QWidget()
        self.progress = ProgressLine(theme)
        self._coloured = (
            self.box, self.chips, self.outlets, self.saved, self.no_articles, self.nothing_found, self.progress,
        )  # fmt: skip
        self._start_job: Callable[[str, Work], object] | None = None
        self._lay_out()
        self._connect()
        self._project_changed()

    def focus_search(self) -> None:
        """Go to the search box, with what is in it selected."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def focus_list(self) -> None:
        """Go to the list."""
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.delegate.theme = theme
        for part in self._coloured:
            part.set_theme(theme)
        self.list.viewport().update()

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Name other keys, by action id."""
        self.no_articles.set_key(shown(keys["paste_story"]))

    def set_job(self, start: Callable[[str, Work], object]) -> None:
        """Take what runs long writes beside the window: a title, and work that returns `Changes` to be told."""
        self._start_job = start

    def refresh(self) -> None:
        """List what the query lists now; the open article stays where it is on screen."""
        self.searcher.ask(self._session.query)
        if self.searcher.busy:
            self.notice.searching()
            self._refresh_counts()

    # Building

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(10, 10, 8, 6)
        top.setSpacing(4)
        top.addWidget(self.box, 1)
        top.addWidget(self.outlets)
        top.addWidget(self.saved)
        chips = QHBoxLayout()
        chips.setContentsMargins(8, 0, 8, 6)
        chips.addWidget(self.chips)
        self.pages = QStackedWidget()
        for page in (self.list, self.no_articles, self.nothing_found, self.blank):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(chips)
        column.addWidget(self.notice)
        column.addWidget(_hairline())
        column.addWidget(self.pages, 1)
        column.addWidget(_hairline())
        column.addWidget(self.progress)

    def _connect(self) -> None:
        session = self._session
        session.project_changed.connect(self._project_changed)
        session.article_changed.connect(self._article_changed)
        session.query_changed.connect(self._query_changed)
        session.changed.connect(self._changed)
        self.box.query_typed.connect(self._typed)
        self.box.left.connect(self._enter_list)
        self.chips.chosen.connect(lambda status: session.set_query(changed(session.query, status=status)))
        self.outlets.chosen.connect(lambda source: session.set_query(changed(session.query, source=source)))
        self.saved.chosen.connect(session.set_query)
        self.saved.save_wanted.connect(self.save_search)
        self.saved.arrange_wanted.connect(self.arrange_searches)
        self.searcher.found.connect(self._found)
        self.searcher.failed.connect(lambda sentence: self.notice.show_problems([sentence]))
        self.nothing_found.clear_wanted.connect(lambda: session.set_query(Query()))
        self.list.requested.connect(self.article_requested)
        self.list.entered_article.connect(self._enter_article)
        self.list.menu_wanted.connect(self._show_menu)
        for part in (self.no_articles, self.progress):
            part.import_wanted.connect(self.import_requested)
            part.paste_wanted.connect(self.paste_requested)
        self.progress.folder_wanted.connect(self.folder_requested)

    # Following the session

    def _project_changed(self) -> None:
        self.searcher.stop()
        self.model.set_ids(IdList())  # another project's articles may have the same ids
        self._query_changed()
        self._article_changed()
        self.list.scrollToTop()

    def _query_changed(self) -> None:
        query = self._session.query
        self.box.show_query(query)
        self.chips.choose(query.status or ("?" if "status" in query.asks else ""))
        self.outlets.show_source(query.source)
        self.saved.show_query(query, writable=not self._session.read_only)
        self.refresh()

    def _found(self, found: Found) -> None:
        place = self.list.place()
        if self.model.set_ids(found.ids):
            self.list.return_to(place)
        if found.complete:
            self.notice.show_problems(found.problems)
        self._refresh_counts()

    def _article_changed(self) -> None:
        article = self._session.article
        self.list.show_open(article.id if article else 0)

    def _changed(self, changes: Changes, _initiator: object) -> None:
        everywhere = not changes.articles and bool(changes.kinds & {"article", "suggestion"})
        if len(changes.articles) > PAGE or everywhere:
            self.model.touch_all()
        else:
            self.model.touch(changes.articles)
        if "article" in changes.kinds:
            self.searcher.forget()
        if self._moves_articles(changes.kinds):
            self.refresh()
        elif "work" in changes.kinds:
            self._refresh_counts()

    def _moves_articles(self, kinds: frozenset[str]) -> bool:
        """Whether a write to these tables can bring articles into the list or take them out of it."""
        asks = self._session.query.asks
        return "article" in kinds or any(kinds & _MOVED_BY.get(name, set()) for name in asks)

    def _refresh_counts(self) -> None:
        counts = self._session.status_counts()
        known = bool(self._session.query) and not self.searcher.busy
        self.chips.set_counts(counts)
        self.progress.set_counts(counts, found=self.model.rowCount() if known else None)
        self._choose_page(any(counts.values()))

    def _choose_page(self, has_articles: bool) -> None:
        is_open = self._session.store is not None
        for part in (self.box, self.chips, self.outlets, self.saved, self.progress):
            part.setEnabled(is_open)
        if self.model.rowCount() or self.searcher.busy:
            self.pages.setCurrentWidget(self.list)
        elif has_articles:
            self.nothing_found.show_search(self.box.text())
            self.pages.setCurrentWidget(self.nothing_found)
        else:
            self.pages.setCurrentWidget(self.no_articles if is_open else self.blank)

    # What the coder does

    def _typed(self, query: Query) -> None:
        if query == self._session.query and not self.searcher.busy:
            self.notice.show_problems(query.problems or self.searcher.problems)  # half a term more asks nothing else
        self._session.set_query(query)

    def save_search(self) -> None:
        """Ask for a name for what is searched for."""
        session, text = self._session, written(self._session.query)
        store = session.store
        if store is None or not session.query:
            return
        dialog = NameDialog(text, lambda name: saved_searches.by_name(store, name), self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.named.connect(lambda name: session.do(saved_searches.save, name, text))
        dialog.open()

    def arrange_searches(self) -> None:
        """Show the saved searches, to rename them, put them in order, or forget them."""
        session = self._session
        dialog = ArrangeDialog(session.saved_searches, self.window(), writable=not session.read_only)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.moved.connect(lambda search_id, by: session.do(saved_searches.move, search_id, by))
        dialog.renamed.connect(lambda search_id, name: session.do(saved_searches.rename, search_id, name))
        dialog.removed.connect(lambda search_id: session.do(saved_searches.remove, search_id))
        dialog.chosen.connect(lambda text: session.set_query(parse(text)))
        session.changed.connect(dialog.refresh)
        dialog.open()

    def _enter_list(self) -> None:
        if self.model.rowCount():
            self.focus_list()
            if not self.list.chosen_ids():
                self.list.go_to(0)

    def _enter_article(self, article_id: int) -> None:
        if article_id != self.delegate.open_id:  # reading it anew would lose the place in it
            self.article_requested.emit(article_id)
        self.entered.emit()

    def _show_menu(self, where: QPoint) -> None:
        self.context_menu().popup(where)

    def context_menu(self) -> QMenu:
        """Return the menu for the rows selected."""
        chosen = self.list.chosen_ids()
        rows = self._session.article_rows(chosen[:PAGE])
        built = menu.build(
            self,
            [row.status for row in rows],
            count=len(chosen),
            mark=self._mark,
            correct=lambda: self.details_requested.emit(rows[0].id),
            remove=self._remove,
            writable=not self._session.read_only and bool(rows),
        )
        built.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return built

    def _mark(self, status: Status) -> None:
        if chosen := self.list.chosen_ids():
            self._write(f"Marking {len(chosen):,} articles", writes.set_statuses, chosen, status)

    def _remove(self) -> None:
        if (chosen := self.list.chosen_ids()) and not self._session.read_only:
            self._write(f"Removing {len(chosen):,} articles", writes.remove, chosen)

    def _write(self, title: str, function: Callable[..., Changes], chosen: list[int], *more: object) -> None:
        """Write now, or where it is much and there is something that runs jobs, beside the window."""
        if self._start_job is None or len(chosen) <= writes.MANY:
            self._session.do(function, chosen, *more)
        else:
            self._start_job(title, lambda store, progress: function(store, chosen, *more, progress=progress))


def _hairline() -> QFrame:
    line = QFrame()
    line.setProperty("line", "across")
    return line
