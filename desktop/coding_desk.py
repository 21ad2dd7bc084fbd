"""What a coder does to the article in front of them: one short method an action, one core call each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import cast

from PySide6.QtCore import QLocale, QObject, Signal

from corpus import articles
from corpus.article import Article, Status
from corpus.articles import is_iso
from corpus.changes import Changes
from desktop.actions import by_id
from desktop.coding import CodingPanel
from desktop.event_lights import UNLABELLED, Light, lights, loose
from desktop.keymap import shown
from desktop.reader import KeyPress, ReaderSpan, ReaderView
from desktop.session import Session
from desktop.stopwatch import Stopwatch
from desktop.token_service import TokenService
from desktop.when import DAYS
from desktop.words import Edge, Words, count_words, nudged, words_of
from labels import spans
from labels.span import Span, mentions

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ELSEWHERE = frozenset(("span", "work", "verdict"))
_SHOWN = frozenset(("span", "label", "event", "argument", "role", "type_role"))


class CodingDesk(QObject):
    """Joins reader, coding panel and session while an article is coded.

    Signals:
        hint: a calm sentence on why a key did nothing.
        queue_ended: the last article of the list was finished.
        key_unused: a key press that is no label's key, for the window's own letters.
    """

    hint = Signal(str)
    queue_ended = Signal()
    key_unused = Signal(object)

    def __init__(
        self, session: Session, reader: ReaderView, panel: CodingPanel, tokens: TokenService, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._reader = reader
        self._panel = panel
        self._tokens = tokens
        self._words = Words([], [])
        self._last_label: int | None = None
        self._before_flag: dict[int, Status] = {}
        self._shown: int | None = None
        self._keys: Mapping[str, str] = {}
        self.suggested: Callable[[], list[ReaderSpan]] = list  # what is proposed, shown beside the spans
        self.correct: Callable[[int], bool] = lambda _label_id: False  # gives the suggestion in hand a label
        self.stopwatch = Stopwatch()
        reader.verticalScrollBar().valueChanged.connect(lambda _: self.stopwatch.beat())
        session.changed.connect(lambda *_: self.stopwatch.beat())

    def doings(self) -> dict[str, Callable[[], object]]:
        """What the actions on the article and its labels do, by id."""
        return {
            "finish": self.finish,
            "flag": self.flag,
            "skip": self.skip,
            "reopen": self.reopen,
            "next_article": lambda: self.step_article(1),
            "previous_article": lambda: self.step_article(-1),
            "remove_article": self.remove_article,
            "hold_label": self.hold_label,
        }

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Name other keys, by action id."""
        self._keys = keys
        if self._session.article is None:
            self.show_article()

    def _key(self, action_id: str) -> str:
        return shown(self._keys.get(action_id, by_id(action_id).key))

    # Showing

    def show_article(self) -> None:
        """Show the session's article, or what to do when there is none; an article shown already keeps its place."""
        article = self._session.article
        self.stopwatch.start(article.id if article else None)
        if article is None:
            self._shown = None
            key = self._key("import_files")
            how = f"bring some in with {key}" if key else "bring some in"
            self._reader.show_empty("Nothing to read yet", f"Choose an article on the left, or {how}.")
            return
        tokens = self._tokens.tokens(article.text)
        self._words = words_of(tokens)
        place = self._reader.verticalScrollBar().value() if self._shown == article.id else 0
        dateline = _dateline(article, count_words(article.text, self._words))
        self._reader.show_article(article.text, title=article.title, dateline=dateline, tokens=self._words)
        self._shown = article.id
        self.show_spans()
        self._reader.verticalScrollBar().setValue(place)

    def learn_words(self) -> None:
        """Take over the exact tokens once the child has sent them."""
        article = self._session.article
        if article is not None:
            self._words = words_of(self._tokens.tokens(article.text))
            self._reader.set_tokens(self._words)

    def show_spans(self) -> None:
        """Show the session's spans in the reader, those of the event in hand lit."""
        colours = {label.id: label.colour for label in self._session.all_labels()}
        session, event = self._session, self._session.find_event(self._session.event_in_hand)
        roles = session.roles_for(event.type_id) if event else []
        lit = lights(event, f"E{session.events.index(event) + 1}" if event else "", roles)
        self._reader.has_event = event is not None
        spans_shown = [
            ReaderSpan(
                span.id, span.start, span.end, span.label, colours[span.label_id], note=span.note,
                badge=self._badge(span, lit), lit=lit[span.id].lit if span.id in lit else "",
            )
            for span in session.spans
        ]  # fmt: skip
        spans_shown += [
            ReaderSpan(f"argument {each.argument_id}", each.start, each.end, each.role, UNLABELLED,
                       badge=each.badge, lit="argument")
            for each in loose(event, roles)
        ]  # fmt: skip
        self._reader.set_spans(spans_shown + self.suggested())

    def _badge(self, span: Span, lit: Mapping[int, Light]) -> str:
        if span.id in lit:
            return lit[span.id].badge
        return "" if span.coder == self._session.coder_name else span.coder

    def follow(self, changes: Changes) -> None:
        """Redraw after a write, and take a span just made in hand; what undo takes away leaves its words selected."""
        if not _SHOWN & changes.kinds or self._session.article is None:
            return
        if changes.kinds <= _ELSEWHERE and changes.articles and self._session.article.id not in changes.articles:
            return  # a decision on the page of errors about another article
        before, held = {span.id: (span.start, span.end) for span in self._reader.spans()}, self._reader.hand()
        self.show_spans()
        here = {span.id for span in self._session.spans}
        made = [span_id for span_id in changes.spans if span_id in here]
        if made and self._session.article.id in changes.articles:
            self._reader.set_hand(made[0])
        elif held in before and held not in {span.id for span in self._reader.spans()}:
            self._reader.select(*before[held])
        else:
            self._take_returned(here - before.keys())

    def span_in_hand(self) -> Span | None:
        """The span in hand, None when there is none."""
        hand = self._reader.hand()
        return next((span for span in self._session.spans if span.id == hand), None)

    # Labelling

    def key(self, pressed: KeyPress) -> None:
        """Apply the label whose key was pressed (Shift: to every same mention), or pass the key on."""
        label = next((label for label in self._session.labels if label.key and label.key == pressed.char), None)
        if label is None:
            self.key_unused.emit(pressed)
        elif pressed.shift:
            self.label_all(label.id)
        else:
            self.label(label.id)

    def label(self, label_id: int) -> None:
        """Label the selection or the word in hand; with a span in hand, relabel it."""
        article, chosen = self._session.article, self.target()
        self._last_label = label_id
        span = self.span_in_hand()
        if article is None or self.correct(label_id):
            return
        if span is not None:
            if span.label_id != label_id:
                self._session.do(spans.relabel, span.id, label_id)
        elif chosen is None:
            self.hint.emit("Select words first, or move to a word with the arrow keys; then press the label's key.")
        else:
            exact = self._reader.exact_selection
            changes = self._session.do(spans.add, article.id, *chosen, label_id, exact=exact)
            if changes is not None and not changes:
                self._take_existing(chosen, label_id)

    def label_all(self, label_id: int) -> None:
        """Label every mention of the words in hand, as one step; a span in hand is relabelled, and its like too."""
        article, chosen = self._session.article, self.target()
        self._last_label = label_id
        if article is None:
            return
        if chosen is None:
            self.hint.emit("Select the words whose every mention should be labelled.")
            return
        ranges = list(mentions(article.text, *chosen)) or [chosen]
        span = self.span_in_hand()
        instead_of = span.label_id if span and span.label_id != label_id else None
        changes = self._session.do(spans.add_many, article.id, ranges, label_id, instead_of=instead_of)
        if changes is not None:
            self._take_existing(chosen, label_id)
            if not changes:
                self.hint.emit("Every mention carries that label already.")

    def label_finished_selection(self) -> None:
        """When a label is held, the selection just made takes it."""
        if self._panel.held is not None and self._reader.selection():
            self.label(self._panel.held)

    def hold_label(self) -> None:
        """Hold the label used last, or let go of the one held."""
        if self._panel.held is not None:
            self._panel.hold(None)
        elif self._last_label is not None:
            self._panel.hold(self._last_label)
        else:
            key = self._key("hold_label") or "this"
            self.hint.emit(f"Use a label once, then {key} holds it for the selections that follow.")

    def nudge(self, edge: str, step: int) -> None:
        """Move one end of the span in hand by a word."""
        span = self.span_in_hand()
        if span is None:
            self.hint.emit("Take a span in hand first: Tab, or a click on it.")
            return
        start, end = nudged(self._words, span.start, span.end, cast("Edge", edge), step)
        self._session.do(spans.move, span.id, start, end, exact=False)

    def remove_span(self) -> None:
        """Remove the span in hand; the next one is not taken, so that a second press harms nothing."""
        span = self.span_in_hand()
        if span is None:
            self.hint.emit("Take a span in hand first: Tab, or a click on it.")
            return
        if self._session.do(spans.remove, [span.id]):
            self._reader.select(span.start, span.end, exact=span.exact)

    # The queue

    def finish(self) -> None:
        """The article is done; the next one of the list opens."""
        self._close_article("done")

    def skip(self) -> None:
        """Leave the article for good; the next one opens."""
        self._close_article("skipped")

    def flag(self) -> None:
        """Mark the article for somebody to look at again, or take the flag off: it is then what it was before."""
        article, status = self._session.article, self._session.status()
        if article is None:
            return
        if status == "flagged":
            self._set_status(self._before_flag.pop(article.id, "in progress"))
        else:
            self._before_flag[article.id] = status
            self._set_status("flagged")

    def reopen(self) -> None:
        """The article is to do again."""
        self._set_status("in progress" if self._session.spans else "new")

    def remove_article(self) -> None:
        """Take the article out of the project; undo brings it back."""
        article = self._session.article
        if article is None:
            return
        following = self._session.next_in_queue()
        if self._session.do(articles.remove, [article.id]) and self._session.article is None:
            self._session.show(following if following != article.id else None)

    def step_article(self, step: int) -> None:
        """Open the next (+1) or previous (-1) article of the list."""
        listed, article = self._session.article_ids(), self._session.article
        if not len(listed):
            return
        at = listed.index(article.id) + step if article and article.id in listed else 0
        if 0 <= at < len(listed):
            self._session.show(listed[at])

    def _close_article(self, status: Status) -> None:
        if self._session.article is None or self._set_status(status) is None:
            return
        following = self._session.next_in_queue()
        if following is None:
            self.queue_ended.emit()
        else:
            self._session.show(following)

    def _set_status(self, status: Status) -> Changes | None:
        article = self._session.article
        if article is None:
            return None
        return self._session.do(articles.set_status, article.id, status, seconds=self.stopwatch.take())

    def target(self) -> tuple[int, int] | None:
        """Return what a deed would bear on: the span in hand, the selection or the word at the cursor."""
        span = self.span_in_hand()
        return span.range if span else self._reader.target()

    def _take_returned(self, returned: set[int]) -> None:
        """After undo or redo, take the span that came back under the selection in hand."""
        chosen = self._reader.selection()
        found = [span.id for span in self._session.spans if span.id in returned and span.range == chosen]
        if found:
            self._reader.set_hand(found[0])

    def _take_existing(self, chosen: tuple[int, int], label_id: int) -> None:
        found = [span.id for span in self._session.spans if span.range == chosen and span.label_id == label_id]
        if found:
            self._reader.set_hand(found[0])


def _dateline(article: Article, words: int) -> str:
    parts = (article.source, _long_date(article.published), _language(article.language), f"{words:,} words")
    return " · ".join(part for part in parts if part)


def _language(code: str) -> str:
    """Return "English" for "en"; a code that nobody knows is shown as it is."""
    found = QLocale.codeToLanguage(code)
    return code if found == QLocale.Language.AnyLanguage else QLocale.languageToString(found)


def _long_date(published: str) -> str:
    """Return "Friday 6 December 2024" for an ISO date or date-time, "" for none."""
    if not is_iso(published):
        return published  # empty, or what a damaged file holds
    found = date.fromisoformat(published[:10])
    return f"{DAYS[found.weekday()]} {found.day} {_MONTHS[found.month - 1]} {found.year}"
