"""What a coder does with suggestions: one short method an action. Suggestions are found beside the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from PySide6.QtCore import QObject, QTimer, Signal

from corpus.changes import Changes
from desktop.reader import KeyPress, ReaderSpan, ReaderView
from desktop.review import telling
from desktop.review.answers import answer
from desktop.review.core import Core
from desktop.review.finder import Finder, Found, Onward, bears
from desktop.review.offering import Offering
from desktop.review.order import compatible
from desktop.review.shelf import Shelf
from desktop.review.strip import ReviewStrip
from desktop.review_spans import dashed, span_id
from desktop.session import Session
from desktop.words import Edge, Words, nudged
from labels.label import Label
from labels.suggestion import Suggestion

_SOON = 15  # milliseconds after a write: the window is drawn first
NO_HAND = "Take a suggestion in hand first: Tab, or a click on it."


class ReviewDesk(QObject):
    """Joins reader, strip and session while suggestions are reviewed.

    Attributes:
        review: only suggestions are stepped through, and after the last one the next article that has some opens.
        events: number of suggested events of the article being read.

    Signals:
        changed: other suggestions are to be shown; whoever draws the spans asks `shown` for them.
        hint: a calm sentence on why a key did nothing.
        told: a sentence on what was done.
        failed: the suggestions cannot be found; one plain sentence.
        key_unused: a key press that means nothing to a suggestion in hand.
        review_changed: the review mode was turned on or off.
    """

    changed = Signal()
    hint = Signal(str)
    told = Signal(str)
    failed = Signal(str)
    key_unused = Signal(object)
    review_changed = Signal(bool)

    def __init__(self, session: Session, reader: ReaderView, strip: ReviewStrip, core: Core, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._reader, self._strip, self._core = session, reader, strip, core
        self.finder = Finder(core, self)
        self.offering = Offering(session, core, self)
        self.shelf = Shelf()
        self.review = False
        self.events = 0
        self._labels: dict[int, Label] = {}
        self._left: set[int] = set()  # articles that were reviewed to their end
        self._looking = False  # for the next article with suggestions
        self._eager = False  # the review has begun before the article's suggestions have come
        self._at: Suggestion | None = None  # the one in hand, or the last that was
        self._keys: Mapping[str, str] = {}
        self._again = QTimer(self, singleShot=True, interval=_SOON)
        self._again.timeout.connect(self._ask)
        self._telling = QTimer(self, singleShot=True, interval=0)  # a key may change the hand more than once
        self._telling.timeout.connect(self._tell_now)
        self._connect()

    def _connect(self) -> None:
        strip, reader = self._strip, self._reader
        reader.stepper = self.step
        reader.hand_changed.connect(lambda _hand: self._hand_changed())
        self.finder.found.connect(self._take)
        self.finder.reached.connect(self._arrive)
        self.finder.failed.connect(self.failed)
        for wanted, deed in (
            (strip.accept_wanted, self.accept), (strip.reject_wanted, self.reject),
            (strip.all_wanted, self.accept_all), (strip.group_wanted, self.accept_group),
            (strip.shown_wanted, self._toggle_group), (strip.review_wanted, self.toggle_review),
            (strip.order_wanted, self.toggle_order), (strip.next_wanted, lambda: reader.tab(1)),
            (strip.offer_taken, self.offering.take), (strip.offer_refused, self.offering.refuse),
        ):  # fmt: skip
            wanted.connect(deed)
        self.offering.changed.connect(self._telling.start)
        self.offering.told.connect(self.told)
        self.offering.hint.connect(self.hint)

    def doings(self) -> Mapping[str, Callable[[], object]]:
        """Return what the actions of suggestions do, by id."""
        return {
            "accept": self.accept, "accept_alike": self.accept_alike, "accept_all": self.accept_all,
            "reject": self.reject, "reject_alike": self.reject_alike, "always_suggest": self.offering.take,
            "review": self.toggle_review, "review_order": self.toggle_order,
        }  # fmt: skip

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Take other keys, by action id."""
        self._keys = keys
        self._strip.set_keys(keys)

    # Following

    def use_project(self) -> None:
        """Another project is open, or none: what suggestions are made of is read before the first article needs it."""
        self._begin()
        self.shelf.forget_project()
        self._left, self._looking = set(), False
        self.offering.put(None)
        self._set_review(on=False)
        self.finder.use(None if self._session.read_only else self._session.store)

    def show_article(self) -> None:
        """Another article is read; connect it behind whoever shows the article."""
        self._looking = False
        if not self.shelf.holds(self._article_id()):
            self._begin()
            self._ask()
        self._refresh(arriving=self.shelf.found is not None)

    def follow(self, changes: Changes) -> None:
        """Take a write into account; connect it behind whoever draws the spans."""
        self.finder.learn(changes)
        self.offering.follow(changes)
        if bears(changes):
            if not self._looking:
                self._again.start()
            self._refresh()

    def _begin(self) -> None:
        self.shelf.forget()
        self._at, self._eager = None, False

    def set_events(self, number: int) -> None:
        """Hear how many events are suggested in the article being read; the strip tells it."""
        self.events = number
        self._telling.start()

    def stop(self) -> None:
        """End the thread: the project is about to be closed, or the window."""
        self._again.stop()
        self.finder.stop()

    def shown(self) -> list[ReaderSpan]:
        """Return the suggestions of the article being read as the reader shows them."""
        self.shelf.look(self._article_id(), self._session.spans, self._session.coder_id)
        self._labels = {label.id: label for label in self._session.labels}
        return [
            dashed(each, self._labels[each.label_id]) for each in self.shelf.visible if each.label_id in self._labels
        ]

    def in_hand(self) -> Suggestion | None:
        """The suggestion in hand, None when there is none."""
        hand = self._reader.hand()
        return next((each for each in self.shelf.visible if span_id(each) == hand), None)

    # Keys

    def key(self, pressed: KeyPress) -> None:
        """Answer the suggestion in hand by its key, or pass the key on."""
        hand, event = self.in_hand() is not None, self._session.event_in_hand is not None
        free = self.review and self._reader.hand() is None and not event
        found = answer(pressed.char, self._keys, shift=pressed.shift, hand=hand, free=free, fills=event)
        if found == "onward":
            self._go_on()
        elif found in ("", "settle"):
            if found == "settle":
                self.settle()
            self.key_unused.emit(pressed)
        else:
            self.doings()[found]()

    # Answering

    def accept(self) -> None:
        """Accept the suggestion in hand and take the next one."""
        self._answer(self._hand_alone(), self._core.accept)

    def reject(self) -> None:
        """Reject the suggestion in hand and take the next one."""
        self._refuse(self._hand_alone())

    def accept_alike(self) -> None:
        """Accept the suggestion in hand and all of its words and label in the article, in one step."""
        self._answer(self._alike(), self._core.accept)

    def reject_alike(self) -> None:
        """Reject the suggestion in hand and all of its words and label in the article, in one step."""
        self._refuse(self._alike())

    def correct(self, label_id: int) -> bool:
        """Accept the suggestion in hand under a label and take the next one; False when none is in hand."""
        if there := self.in_hand() is not None:
            self._answer(self._hand_alone(), self._core.accept, label_id=label_id)
        return there

    def settle(self) -> None:
        """Accept the suggestion in hand and keep its span in hand."""
        if (hand := self.in_hand()) is not None:
            self._write(self._core.accept, [hand])

    def nudge(self, edge: str, step: int) -> bool:
        """Accept the suggestion in hand with one end moved by a word, its span in hand; False when none is."""
        hand, words = self.in_hand(), self._reader.tokens()
        if hand is None:
            return False
        start, end = nudged(Words(words.starts, words.ends), hand.start, hand.end, cast("Edge", edge), step)
        if self._write(self._core.accept, [replace(hand, start=start, end=end)]):
            self.shelf.answer([hand])
        return True

    def remove(self) -> bool:
        """Reject the suggestion in hand; False when none is."""
        if there := self.in_hand() is not None:
            self.reject()
        return there

    def accept_all(self, score: float = 0.0) -> None:
        """Accept every suggestion of the article with at least that score, in one step."""
        self._accept_many(self.shelf.above(score))

    def accept_group(self, name: str) -> None:
        """Accept every suggestion of a group of origins, in one step."""
        self._accept_many(self.shelf.of_group(name))

    def _accept_many(self, wanted: Sequence[Suggestion]) -> None:
        if not wanted:
            self.hint.emit("There are no suggestions in this article.")
        elif self._write(self._core.accept, compatible(wanted)):
            self._go_on()

    def _hand_alone(self) -> list[Suggestion]:
        return [hand] if (hand := self.in_hand()) is not None else []

    def _alike(self) -> list[Suggestion]:
        """Return the suggestion in hand and those like it, in the order of the text."""
        hand, article = self.in_hand(), self._session.article
        return self.shelf.alike(hand, article.text) if hand and article else []

    def _refuse(self, chosen: Sequence[Suggestion]) -> None:
        keys = {each.key for each in chosen}
        self.shelf.refused |= keys  # seen to go at once; what the finder says next knows of it
        if not self._answer(chosen, self._core.reject):
            self.shelf.refused -= keys

    def _answer(self, chosen: Sequence[Suggestion], function: Callable[..., Changes], **how: Any) -> bool:
        """Answer these, the one in hand among them, and take the next one."""
        hand = self.in_hand()
        if not chosen:
            self.hint.emit(NO_HAND)
        elif self._write(function, chosen, **how):
            self._go_on(hand)
            return True
        return False

    def _write(self, function: Callable[..., Changes], chosen: Sequence[Suggestion], **how: Any) -> bool:
        changes = self._session.do(function, chosen, **how)
        if changes is None:
            return False
        self.shelf.answer(chosen)
        if function is self._core.accept:
            self.offering.look(chosen)
        return True

    # Going on

    def step(self, step: int) -> bool:
        """Be the reader's way at Tab: suggestions alone in review mode, or by doubt; False leaves it to the text."""
        by_doubt = self.shelf.order == "doubt" and bool(self.shelf.visible)
        if not (self.review or by_doubt):
            return False
        hand = self.in_hand()
        if self.review and step > 0:
            if hand is not None:
                self.shelf.passed.add(hand.key)
            self._go_on(hand or self._at)
        else:
            self._take_in_hand(self.shelf.beside(hand or self._at, step))
        return True

    def _go_on(self, from_: Suggestion | None = None) -> None:
        """Take the next suggestion; in review mode, after the last, open the next article that has some."""
        if not self.review:
            self._take_in_hand(self.shelf.beside(from_, 1) if from_ else None)
        elif (following := self.shelf.onward(from_)) is not None:
            self._take_in_hand(following)
        else:
            self._open_next()

    def _take_in_hand(self, suggestion: Suggestion | None) -> None:
        if suggestion is not None:
            self._reader.set_hand(span_id(suggestion))

    def _open_next(self) -> None:
        store, here = self._session.store, self._article_id() or 0
        if store is not None:
            self._left.add(here)
            self._looking = True
            self._again.stop()
            self.finder.ask(store, Onward(here, self._session.query, frozenset(self._left)))
            self._telling.start()

    def _arrive(self, found: Found | None) -> None:
        """Open the article that was looked for."""
        self._looking = False
        if found is None:
            self.hint.emit("Nothing is left to review in this list.")
            self._set_review(on=False)
            self._ask()
        else:
            self._begin()
            self.shelf.put(found)
            self._session.show(found.article_id)

    # Turning

    def toggle_review(self) -> None:
        """Turn the review mode on or off."""
        self._left, self.shelf.passed = set(), set()
        if self._looking:
            self._looking = False
            self._ask()
        self._set_review(on=not self.review)
        self._eager = self.review and not self.shelf.holds(self._article_id()) and self.finder.busy
        if self.review and self.in_hand() is None and not self._eager:
            self._go_on()

    def toggle_order(self) -> None:
        """Go through the suggestions by doubt, or through the text again."""
        shelf = self.shelf
        shelf.order, shelf.passed = "text" if shelf.order == "doubt" else "doubt", set()
        self._refresh()
        if shelf.order == "doubt":
            self._take_in_hand(shelf.beside(None, 1))

    def _toggle_group(self, name: str) -> None:
        self.shelf.hidden ^= {name}
        self._refresh()

    def _set_review(self, *, on: bool) -> None:
        if on != self.review:
            self.review = on
            self.review_changed.emit(on)
        self._telling.start()

    # Finding and showing

    def _article_id(self) -> int | None:
        return self._session.article.id if self._session.article else None

    @property
    def is_busy(self) -> bool:
        """Whether suggestions are being looked for, or the strip has not told of them yet."""
        return self.finder.busy or self._again.isActive() or self._telling.isActive()

    def _ask(self) -> None:
        self._again.stop()
        store, article_id = self._session.store, self._article_id()
        if store is None or article_id is None or self._session.read_only:
            self.finder.drop()
        else:
            self.finder.ask(store, article_id)

    def _take(self, found: Found) -> None:
        if found.article_id == self._article_id():
            first = self.shelf.found is None
            self.shelf.put(found)
            self._refresh(arriving=first)
            if self._eager and self.review and self.in_hand() is None:
                self._go_on()
            self._eager = False

    def _refresh(self, *, arriving: bool = False) -> None:
        """Have other suggestions drawn, and see to the one in hand."""
        held = self._at if isinstance(self._reader.hand(), str) else None
        drawn = [span for span in self._reader.spans() if span.dashed]
        if set(drawn) != set(self.shown()):
            self.changed.emit()
        self._see_to_hand(held, arriving=arriving)
        self._telling.start()

    def _see_to_hand(self, held: Suggestion | None, *, arriving: bool) -> None:
        returned = self.shelf.returned()
        if returned is not None:
            self._take_in_hand(returned)
        elif arriving and self.review and self.in_hand() is None:
            self._take_in_hand(self.shelf.beside(None, 1))
        elif held is not None and self._reader.hand() is None and self._reader.selection() is None:
            same = (each for each in self.shelf.visible if each.range == held.range)  # another label is surer now
            self._take_in_hand(next(same, None))

    def _hand_changed(self) -> None:
        self._at = self.in_hand() or self._at
        self._telling.start()

    def _tell_now(self) -> None:
        """Let the strip show how things stand."""
        hand, article = self.in_hand(), self._session.article
        standing = telling.standing(
            self.shelf, hand, article.text if article else "", self._labels, self.offering.offer
        )
        self._strip.show_standing(replace(standing, review=self.review, looking=self._looking, events=self.events))
