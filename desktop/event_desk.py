"""What a coder does to the events of the article in front of them: one short method an action, one core call each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QPoint, Signal

from corpus.article import Article
from corpus.changes import Changes
from desktop.coding import CodingPanel
from desktop.coding.event_menu import Doings, EventMenu
from desktop.coding.event_words import Line
from desktop.coding.panel import EVENTS
from desktop.event_drafting import Drafting
from desktop.event_questions import EventQuestions
from desktop.event_values import Clear, Find
from desktop.reader import KeyPress, ReaderView
from desktop.session import Session
from labels import event_coding, events
from labels.event import Argument, ArgumentDraft, Event, EventDraft
from labels.label import Label
from labels.role import Role
from labels.sentences import sentence_at
from labels.span import Span

NO_CODEBOOK = "This project has no event types or roles yet: the page Codebook has whole sets, under “Use a codebook…”."
NO_EVENT = "Take an event in hand first: a click on its card, or Alt+Down."


class EventDesk(QObject):
    """Joins reader, coding panel and session while events are coded.

    Attributes:
        drafting: makes the drafts; whoever can find places and actors gives it a resolver.

    Signals:
        hint: a calm sentence on why a key did nothing.
        key_unused: a key press that means nothing to the event in hand.
        place_wanted: the id of an argument whose place is to be chosen.
        actor_wanted: the id of an argument whose actor is to be chosen.
    """

    hint = Signal(str)
    key_unused = Signal(object)
    place_wanted = Signal(int)
    actor_wanted = Signal(int)

    def __init__(self, session: Session, reader: ReaderView, panel: CodingPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._reader, self._panel = session, reader, panel
        self._pane = panel.event_pane
        self._known: set[int] = set()
        self.drafting = Drafting(session)
        self.questions = EventQuestions(session, self._pane)

    def doings(self) -> Mapping[str, Callable[[], object]]:
        """Return what the actions of the menu Event do, by id."""
        return {
            "new_event": self.new_event,
            "empty_event": self.empty_event,
            "event_type": self.choose_type,
            "event_status": self.ask_status,
            "event_note": self.ask_note,
            "move_value": self.ask_where,
            "duplicate_event": self.duplicate,
            "remove_event": self.remove,
            "next_event": lambda: self.step(1),
            "previous_event": lambda: self.step(-1),
        }

    # Following

    def show_article(self) -> None:
        """Another article is read."""
        self._known = {event.id for event in self._session.events}

    def follow(self, changes: Changes) -> None:
        """Take an event in hand that a write, or redo, has brought."""
        here = {event.id for event in self._session.events}
        brought, self._known = here - self._known, here
        if len(brought) == 1 and self._session.article and self._session.article.id in changes.articles:
            self.take(brought.pop())

    def take(self, event_id: int | None) -> None:
        """Take an event in hand and bring its words into view."""
        self._session.take_event(event_id)
        event = self.event_in_hand()
        if event is not None and event.start is not None and event.end is not None:
            self._reader.scroll_to(event.start, event.end)

    def event_in_hand(self) -> Event | None:
        """The event in hand, None when there is none."""
        return self._session.find_event(self._session.event_in_hand)

    # Keys

    def key(self, pressed: KeyPress) -> None:
        """Fill a role of the event in hand by its digit (Shift: by typing), or pass the key on."""
        if pressed.shift and pressed.char == "e" and not self._labels_key("e"):
            self.empty_event()
            return
        event = self.event_in_hand()
        if event is None:
            self.key_unused.emit(pressed)
        elif pressed.char in "123456789":
            self._role_key(event, int(pressed.char), ask=pressed.shift)
        elif pressed.char in ("t", "Enter") and not pressed.shift:
            self.choose_type()
        else:
            self.key_unused.emit(pressed)

    def typed(self, char: str, shift: bool) -> None:
        """Take a key pressed in the coding pane while an event is in hand."""
        self.key(KeyPress(char, shift))

    def _labels_key(self, char: str) -> bool:
        return any(label.key == char for label in self._session.labels)

    def _role_key(self, event: Event, number: int, *, ask: bool) -> None:
        roles = self._session.roles_for(event.type_id)
        if number > len(roles):
            told = f"{self._pane.badge(event.id)} has {len(roles)} roles; Esc lets go of it."
            self.hint.emit(told if roles else NO_CODEBOOK)
        elif ask or not self._fill(event, roles[number - 1]):
            self.ask_value(roles[number - 1])

    # Making

    def new_event(self) -> None:
        """Make an event from the words in hand: a trigger, a whole sentence, or the sentence of the word in hand."""
        article, span = self._session.article, self._span_in_hand()
        if article is None:
            return
        held, selection = self.event_in_hand(), self._reader.selection()
        if span is not None and held is not None and span.id == held.trigger_span_id:
            self.hint.emit(
                f"{self._pane.badge(held.id)} rests on these words already; duplicate it for another like it."
            )
            return
        if span is not None:
            self._from_span(article, span)
        elif selection is not None:
            self._from_selection(article, selection)
        elif (word := self._reader.current_word()) is not None:
            self._from_sentence(article, word[0])
        else:
            self.hint.emit("Select the words that tell what happened, or go to their sentence; then make the event.")

    def empty_event(self) -> None:
        """Make an event that rests on no words."""
        if self._session.article is not None:
            self._write(self._session.article, EventDraft())

    def _write(self, article: Article, draft: EventDraft) -> None:
        self._session.do(event_coding.add, article.id, draft, settle=self.drafting.settle)
        self._hint_at_codebooks()

    def _hint_at_codebooks(self) -> None:
        if self._session.events and not self._session.event_types() and not self._session.roles_for(None):
            self.hint.emit(NO_CODEBOOK)  # an older project knows labels alone

    def _from_span(self, article: Article, span: Span) -> None:
        label = self._label(span.label_id)
        if label is None or label.kind != "event":
            self._from_sentence(article, span.start)
            return
        self._write(article, self.drafting.event(article, self._own_spans(), trigger=span))

    def _from_sentence(self, article: Article, offset: int) -> None:
        self._from_range(article, sentence_at(article.text, offset) or (offset, offset + 1))

    def _from_range(self, article: Article, at: tuple[int, int]) -> None:
        self._write(article, self.drafting.event(article, self._own_spans(), at=at))

    def _from_selection(self, article: Article, selection: tuple[int, int]) -> None:
        sentence = sentence_at(article.text, selection[0])
        label = self._trigger_label(selection)
        if label is None or (sentence and selection[0] <= sentence[0] and selection[1] >= sentence[1]):
            self._from_range(article, selection)
            return

        def draft(trigger: Span) -> EventDraft:
            return self.drafting.event(article, [*self._own_spans(), trigger], trigger=trigger)

        exact, settle = self._reader.exact_selection, self.drafting.settle
        self._session.do(
            event_coding.add_from_words, article.id, *selection, label.id, draft, exact=exact, settle=settle
        )
        self._hint_at_codebooks()

    def _trigger_label(self, words: tuple[int, int]) -> Label | None:
        """Return the label for a trigger: the one that the words carry, else the first of kind event."""
        offered = [label for label in self._session.labels if label.kind == "event"]
        carried = {span.label_id for span in self._own_spans() if span.range == words}
        return next((label for label in offered if label.id in carried), offered[0] if offered else None)

    # Filling

    def _fill(self, event: Event, role: Role) -> bool:
        """Put the words in hand into a role; False when there are none."""
        article, span = self._session.article, self._span_in_hand()
        words = span.range if span else self._reader.target()
        if article is None or words is None or (span and span.id == event.trigger_span_id):
            return False
        span = span or self._carrying(words, role)
        if span is None and role.labels:
            self._label_and_fill(article, event, role, words)
        else:
            self._put(event.id, role, self.drafting.argument(article, event, role, words, span=span))
        return True

    def _label_and_fill(self, article: Article, event: Event, role: Role, words: tuple[int, int]) -> None:
        def draft(span: Span) -> ArgumentDraft:
            return self.drafting.argument(article, event, role, words, span=span)

        exact, settle, label_id = self._reader.exact_selection, self.drafting.settle, role.labels[0]
        self._session.do(
            event_coding.fill_from_words, event.id, role, *words, label_id, draft, exact=exact, settle=settle
        )

    def _put(self, event_id: int, role: Role, draft: ArgumentDraft) -> None:
        self._session.do(event_coding.fill, event_id, role, draft, settle=self.drafting.settle)

    def _carrying(self, words: tuple[int, int], role: Role) -> Span | None:
        """Return the coder's span on these very words, one with a label of the role before any other."""
        there = [span for span in self._own_spans() if span.range == words]
        return next((span for span in there if span.label_id in role.labels), None)

    # Asking

    def ask_value(self, role: Role) -> None:
        """Ask for a role's value of the event in hand: typed, chosen, or cleared."""
        event = self.event_in_hand()
        if event is not None and self._session.article is not None:
            self._panel.show_list(EVENTS)
            self.questions.ask_value(event, role, lambda chosen: self._take_answer(event.id, role, chosen))

    def _take_answer(self, event_id: int, role: Role, chosen: object) -> None:
        if isinstance(chosen, ArgumentDraft):
            self._put(event_id, role, chosen)
        elif isinstance(chosen, Clear):
            self._session.do(events.clear, chosen.argument_id)
        elif isinstance(chosen, Find):
            self._find(event_id, role, chosen)

    def _find(self, event_id: int, role: Role, chosen: Find) -> None:
        argument_id = chosen.argument_id
        if argument_id is None:
            self._put(event_id, role, ArgumentDraft(role.id, chosen.words))
            there = self._arguments(event_id, role.id)
            argument_id = next((each.id for each in there if each.text == chosen.words), None)
        if argument_id is not None:
            (self.place_wanted if role.kind == "place" else self.actor_wanted).emit(argument_id)

    def choose_type(self) -> None:
        """Ask for the type of the event in hand."""
        if (event := self._asked()) is not None:
            self.questions.ask_type(event, lambda type_id: self._session.do(events.set_type, event.id, type_id))

    def ask_status(self) -> None:
        """Ask whether the event happened, how sure that is, and whether it is history."""
        if (event := self._asked()) is not None:
            self.questions.ask_status(event, lambda values: self._session.do(events.describe, event.id, **values))

    def ask_note(self) -> None:
        """Ask for the note of the event in hand."""
        if (event := self._asked()) is not None:
            self.questions.ask_note(event, lambda note: self._session.do(events.describe, event.id, note=note))

    def ask_where(self) -> None:
        """Ask to which other event the span in hand, or the line of the card with the keyboard, is moved."""
        event = self._asked()
        found = self._argument_in_hand(event) if event else None
        if event is not None and found is None:
            self.hint.emit("Take a span that the event rests on in hand first, or go to its line on the card.")
        elif event is not None and found is not None:
            others = self._others(event.id)
            self.questions.ask_event(
                found.text, others, lambda other: self._session.do(events.move_argument, found.id, other)
            )

    def _asked(self) -> Event | None:
        event = self.event_in_hand()
        if event is None:
            self.hint.emit(NO_EVENT)
        else:
            self._panel.show_list(EVENTS)
        return event

    def edit_line(self, line: Line | None) -> None:
        """Ask for the value of a card's line, or for the type when it is the title."""
        event = self.event_in_hand()
        role = self._role(event, line.role_id) if event and line else None
        if role is not None:
            self.ask_value(role)
        elif line is None:
            self.choose_type()

    def clear_line(self, line: Line | None) -> None:
        """Empty a card's line."""
        if line is not None and line.argument_id is not None:
            self._session.do(events.clear, line.argument_id)

    def show_line(self, line: Line) -> None:
        """Show the words of a card's line in the article, its span in hand."""
        event = self.event_in_hand()
        found = next((each for each in event.arguments if each.id == line.argument_id), None) if event else None
        if found is not None and found.start is not None and found.end is not None:
            self._reader.set_hand(found.span_id)
            self._reader.scroll_to(found.start, found.end)

    def show_menu(self, event_id: int, line: Line | None, where: QPoint) -> None:
        """Open the menu of a card, taken in hand, and of its line."""
        self.take(event_id)
        event = self.event_in_hand()
        if event is not None:
            self.menu_of(event, line).popup(where)

    def menu_of(self, event: Event, line: Line | None) -> EventMenu:
        """Return the menu of an event and of a line of its card, not yet shown."""
        event_id = event.id
        doings = Doings(
            self.choose_type, self.ask_note, lambda **values: self._session.do(events.describe, event_id, **values),
            self.duplicate, self.remove, self.edit_line, self.clear_line, self._move_line,
        )  # fmt: skip
        mine = event.coder_id == self._session.coder_id and not self._session.read_only
        return EventMenu(event, line, self._others(event_id), doings, self._pane, writable=mine)

    def _move_line(self, line: Line, event_id: int) -> None:
        if line.argument_id is not None:
            self._session.do(events.move_argument, line.argument_id, event_id)

    # Walking, copying, removing

    def step(self, by: int) -> None:
        """Take the next (+1) or previous (-1) event of the article in hand; from the place in the text at first."""
        found = self._session.events
        if not found:
            self.hint.emit("This article has no events yet.")
            return
        event = self.event_in_hand()
        at = found.index(event) + by if event else (0 if by > 0 else len(found) - 1)
        self.take(found[at % len(found)].id)

    def let_go(self) -> None:
        """Let go of the event in hand."""
        self._session.take_event(None)

    def duplicate(self) -> None:
        """Make another event like the one in hand, and take it in hand."""
        if (event := self._asked()) is not None:
            self._session.do(events.duplicate, event.id)

    def remove(self) -> None:
        """Remove the event in hand; its spans stay."""
        if (event := self._asked()) is not None:
            self._session.do(events.remove, [event.id])

    # Looking

    def _span_in_hand(self) -> Span | None:
        hand = self._reader.hand()
        return next((span for span in self._own_spans() if span.id == hand), None)

    def _own_spans(self) -> list[Span]:
        mine = self._session.coder_id
        return [span for span in self._session.spans if not mine or span.coder_id == mine]

    def _label(self, label_id: int) -> Label | None:
        return next((label for label in self._session.all_labels() if label.id == label_id), None)

    def _role(self, event: Event, role_id: int) -> Role | None:
        return next((role for role in self._session.roles_for(event.type_id) if role.id == role_id), None)

    def _arguments(self, event_id: int, role_id: int) -> list[Argument]:
        event = self._session.find_event(event_id)
        return [each for each in event.arguments if each.role_id == role_id] if event else []

    def _argument_in_hand(self, event: Event) -> Argument | None:
        hand, line = self._reader.hand(), self._pane.view.held_line()
        by_span = (each for each in event.arguments if each.span_id is not None and each.span_id == hand)
        by_line = (each for each in event.arguments if line and each.id == line.argument_id)
        return next(by_span, next(by_line, None))

    def _others(self, event_id: int) -> list[tuple[str, int]]:
        mine = self._session.coder_id
        return [
            (_told(self._pane.badge(each.id), each), each.id)
            for each in self._session.events
            if each.id != event_id and each.coder_id == mine
        ]


def _told(badge: str, event: Event) -> str:
    """Return what tells an event from another of its type: "E2 Armed clash “took control”"."""
    words = " ".join(event.trigger.split())
    trigger = f"“{words if len(words) <= 28 else words[:27] + '…'}”" if words else ""
    return " ".join(part for part in (badge, event.type.split(" / ")[-1], trigger) if part)
