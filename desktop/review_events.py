"""What a coder does with suggested events: goes through their cards, accepts or rejects; their words are shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from corpus.changes import Changes
from desktop.reader import ReaderSpan, ReaderView
from desktop.review.core import Core, Drafted
from desktop.review.event_board import EventBoard
from desktop.review.event_cards import EventCard, card_of
from desktop.session import Session
from labels.event_coding import Settle
from labels.suggestion import EventSuggestion

NONE = "No event is suggested in this article."
LEAST = 0.25  # score, 0 to 1, from which an event is worth a card
ASIDE = "#475569"  # the colour of words that fill a role


class EventReview(QObject):
    """Joins board, reader and session while suggested events are answered.

    Signals:
        changed: other words are to be shown; whoever draws the spans asks `shown` for them.
        counted: how many events are suggested in the article being read.
        wanted: the cards are about to take the keys; whoever holds them shows them.
        hint: a calm sentence on why a key did nothing.
        left: the keys belong to the article again.
    """

    changed = Signal()
    counted = Signal(int)
    wanted = Signal()
    hint = Signal(str)
    left = Signal()

    def __init__(
        self, session: Session, reader: ReaderView, board: EventBoard, core: Core, settle: Settle, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._reader, self._board = session, reader, board
        self._core, self._settle = core, settle
        self._article_id = 0
        self._proposed: tuple[Drafted, ...] = ()  # all there are, also of an article that is done
        self._found: tuple[Drafted, ...] = ()
        self._lit: EventCard | None = None
        cards = board.cards
        cards.accept_wanted.connect(self.accept)
        cards.reject_wanted.connect(self.reject)
        cards.hand_changed.connect(self._reveal)
        cards.lit.connect(self._light)
        cards.left.connect(self.left)

    def doings(self) -> Mapping[str, Callable[[], object]]:
        """Return what the actions of suggested events do, by id."""
        return {"suggested_events": self.go}

    def show_article(self) -> None:
        """Another article is read, or none."""
        article = self._session.article
        if article is None or article.id != self._article_id:
            self._article_id = article.id if article else 0
            self._proposed = ()
            self._put(())

    def follow(self, changes: Changes) -> None:
        """Take a write into account: an article that is done asks nothing more, one to do again does."""
        if "work" in changes.kinds and self._proposed:
            self._put(self._worth_a_card(self._proposed))

    def set_event_suggestions(self, article_id: int, found: Sequence[Drafted]) -> None:
        """Take the suggested events of an article, each with what accepting it writes; show them as cards."""
        if article_id == self._article_id and not self._session.read_only:
            self._proposed = tuple(found)
            self._put(self._worth_a_card(self._proposed))

    def _worth_a_card(self, found: Sequence[Drafted]) -> tuple[Drafted, ...]:
        """Return those that are sure enough, none of an article that is done."""
        if self._session.status() == "done":
            return ()
        return tuple(each for each in found if each[0].score >= LEAST)

    def shown(self) -> list[ReaderSpan]:
        """Return the words of the card in hand, or under the mouse, as the reader shows them."""
        coded = {span.range for span in self._session.spans}
        return _lights(self._lit, coded) if self._lit else []

    def go(self) -> None:
        """Take the first card in hand, or go back to the article."""
        cards = self._board.cards
        if cards.hasFocus():
            self.left.emit()
        elif not self._found:
            self.hint.emit(NONE)
        else:
            self.wanted.emit()
            cards.setFocus()

    # Answering

    def accept(self, card: EventCard) -> None:
        """Write a suggested event as it is drafted; the next card is in hand."""
        self._answer(card, self._core.accept_event, card.suggestion, draft=card.draft, settle=self._settle)

    def reject(self, card: EventCard) -> None:
        """Say that these words are no event of that type; the next card is in hand."""
        self._answer(card, self._core.reject_event, card.suggestion)

    def _answer(self, card: EventCard, function: Callable[..., Changes] | None, *args: Any, **how: Any) -> None:
        before, had = self._found, self._board.cards.hasFocus()
        # The finder knows of it a little later.
        self._proposed = tuple(each for each in self._proposed if each[0] != card.suggestion)
        self._put(tuple(each for each in before if each[0] != card.suggestion))
        if function is None or self._session.do(function, *args, **how) is None:
            self._put(before)
        elif had and not self._found:
            self.left.emit()
        elif had:
            self._session.take_event(None)  # else its digits would be meant, while the next card is in hand
            self._board.cards.setFocus()

    # Showing

    def _put(self, found: tuple[Drafted, ...]) -> None:
        self._found = found
        text = self._session.article.text if self._session.article else ""
        types = self._session.event_types() if found else []
        self._board.show_cards([
            card_of(each, draft, text, types=types, roles=self._session.roles_for(draft.type_id))
            for each, draft in found
        ])  # fmt: skip
        self.counted.emit(len(found))

    def _reveal(self, card: EventCard) -> None:
        self._reader.scroll_to(card.suggestion.start, card.suggestion.end)

    def _light(self, card: EventCard | None) -> None:
        if card != self._lit:
            self._lit = card
            self.changed.emit()


def _lights(card: EventCard, coded: Collection[tuple[int, int]]) -> list[ReaderSpan]:
    """Return the words of a card; what is coded has its label's name over it already."""
    said: EventSuggestion = card.suggestion
    title = "" if (said.start, said.end) in coded else card.title
    found = [
        ReaderSpan("suggested event", said.start, said.end, title, card.colour, dashed=True, badge=title,
                   note=f"Suggested event: {card.title}, {card.about}", lit="trigger")
    ]  # fmt: skip
    for at, (role, start, end) in enumerate(card.places):
        name = "" if (start, end) in coded else role
        told = f"{role} of the suggested event"
        found.append(ReaderSpan(f"role {at}", start, end, name, ASIDE, dashed=True, note=told, lit="argument"))
    return found
