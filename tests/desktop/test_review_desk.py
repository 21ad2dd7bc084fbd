from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from corpus import articles
from corpus.article import RawArticle
from corpus.changes import Changes
from corpus.store import Store
from desktop import theme
from desktop.reader import KeyPress, ReaderSpan, ReaderView, Words
from desktop.review.core import Core
from desktop.review.strip import ReviewStrip
from desktop.review_desk import ReviewDesk
from desktop.session import Session
from labels import codebook, patterns, spans, suggestions, verdicts
from labels.intake import take_in
from labels.suggest import offers
from labels.suggest.merge import open_to
from labels.suggest.offers import Offer
from labels.suggestion import NAMES, Suggestion

TEXT = "Omar left Hama. Hama is quiet. Omar met Lena in Homs."
OMAR, HAMA_1, HAMA_2, OMAR_2, LENA, HOMS = (0, 4), (10, 14), (16, 20), (31, 35), (40, 44), (48, 52)


@dataclass
class Fake:
    """Proposes these words wherever they stand; answers are written by the core itself."""

    words: dict[str, tuple[int, float]] = field(default_factory=dict)  # to label id and score
    offers: list[Offer] = field(default_factory=list)
    behind: bool = False
    set_aside: dict[int, str] = field(default_factory=dict)

    def follow(self, changes: Changes) -> None:
        """Nothing is kept."""

    def close(self) -> None:
        """Nothing is held."""

    def core(self) -> Core:
        return Core(
            lexicon=lambda store: self,
            of_article=self.of_article,
            accept=suggestions.accept,
            reject=suggestions.reject,
            offers=lambda store, accepted: self.offers,
            take=offers.take,
            decline=offers.decline,
            stands=offers.stands,
        )

    def of_article(self, store: Store, article_id: int, lexicon: Any, patience: float) -> list[Suggestion]:
        text = articles.get(store, article_id).text
        found = [
            Suggestion(article_id, at, at + len(word), label_id, NAMES, score, "coded twice")
            for word, (label_id, score) in self.words.items()
            for at in range(len(text))
            if text.startswith(word, at)
        ]
        own = [span for span in spans.of_article(store, article_id) if span.coder_id == store.coder_id]
        coded = [(span.start, span.end, span.label_id) for span in own]
        return sorted(open_to(found, coded, verdicts.rejected(store, article_id)), key=lambda each: each.start)


class Parts:
    """Session, reader, strip and desk, as the window joins them."""

    def __init__(self, path: Path, bot: QtBot) -> None:
        self.bot, self.parent = bot, QObject()
        self.session = Session(self.parent)
        self.reader = ReaderView(theme.light())
        self.strip = ReviewStrip(theme.light())
        for widget in (self.reader, self.strip):
            widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            bot.addWidget(widget)
        self.reader.resize(700, 500)
        self.fake = Fake()
        self.desk = ReviewDesk(self.session, self.reader, self.strip, self.fake.core(), self.parent)
        self.hints: list[str] = []
        self.desk.hint.connect(self.hints.append)
        self.desk.changed.connect(self.draw)
        self.session.project_changed.connect(self.desk.use_project)
        self.session.article_changed.connect(self.show)
        self.session.article_changed.connect(self.desk.show_article)
        self.session.changed.connect(lambda *_: self.follow())
        self.session.changed.connect(lambda changes, _: self.desk.follow(changes))
        self.session.open(path, coder="rima")
        for name, words in (("LOCATION", {"Hama": 0.9, "Homs": 0.5}), ("ACTOR", {"Omar": 0.7})):
            self.fake.words |= {word: (self.label(name), score) for word, score in words.items()}

    def show(self) -> None:
        text = self.session.article.text if self.session.article else ""
        self.reader.show_article(text, title="", dateline="", tokens=Words(text))
        self.draw()

    def draw(self) -> None:
        coded = [ReaderSpan(each.id, each.start, each.end, each.label, "#0f766e") for each in self.session.spans]
        self.reader.set_spans(coded + self.desk.shown())

    def follow(self) -> None:
        known = {span.id for span in self.reader.spans()}
        self.draw()
        made = [span.id for span in self.session.spans if span.id not in known]
        if made:
            self.reader.set_hand(made[0])

    def label(self, name: str) -> int:
        return next(label.id for label in self.session.labels if label.name == name)

    def open(self, article_id: int = 1) -> None:
        self.session.show(article_id)
        self.settle()

    def settle(self) -> None:
        """Wait until the finder has nothing to look for."""
        self.bot.waitUntil(lambda: not self.desk.is_busy)

    def take(self, where: tuple[int, int]) -> None:
        """Take the suggestion of that range in hand."""
        self.reader.set_hand(next(span.id for span in self.reader.spans() if (span.start, span.end) == where))

    def hand(self) -> tuple[int, int] | None:
        found = self.desk.in_hand()
        return found.range if found else None

    def press(self, char: str, *, shift: bool = False) -> None:
        self.desk.key(KeyPress(char, shift))

    def coded(self) -> list[tuple[str, tuple[int, int], str]]:
        return [(span.label, span.range, span.origin) for span in self.session.spans]

    def dashed(self) -> list[tuple[int, int]]:
        return [(span.start, span.end) for span in self.reader.spans() if span.dashed]


@pytest.fixture
def parts(project_path: Path, qtbot: QtBot) -> Iterator[Parts]:
    with Store.create(project_path, coder="rima") as store:
        codebook.use(store, codebook.load(codebook.STARTER))
        take_in(store, [RawArticle(text) for text in (TEXT, "Nothing here.", "Calm in Homs. Homs sleeps.", "Hama.")])
    parts = Parts(project_path, qtbot)
    parts.open()
    yield parts
    parts.desk.stop()
    parts.session.close()


# Showing


def test_suggestions_of_the_article_are_shown_dashed(parts: Parts) -> None:
    assert parts.dashed() == [OMAR, HAMA_1, HAMA_2, OMAR_2, HOMS]
    first = parts.reader.spans()[0]
    assert (first.label, first.badge) == ("ACTOR", "0.70")
    assert first.note == "Suggested by Names, score 0.70\nCoded twice"
    parts.settle()
    assert parts.strip.title.text() == "5 suggestions"


def test_another_article_shows_its_own_at_once_or_none(parts: Parts) -> None:
    parts.session.show(2)
    assert parts.dashed() == []
    parts.settle()
    assert parts.dashed() == []
    parts.settle()
    assert parts.strip.isHidden()


def test_an_answer_for_an_article_no_longer_read_is_not_shown(parts: Parts) -> None:
    parts.session.show(3)
    parts.session.show(2)
    parts.settle()
    assert parts.dashed() == []


def test_what_is_coded_by_hand_is_suggested_no_more(parts: Parts) -> None:
    parts.session.do(spans.add, 1, *HAMA_1, parts.label("TARGET"))
    assert HAMA_1 not in parts.dashed()


def test_words_learnt_meanwhile_are_suggested_without_taking_the_hand(parts: Parts) -> None:
    parts.take(HAMA_1)
    parts.fake.words["Lena"] = (parts.label("ACTOR"), 0.8)
    parts.session.do(spans.add, 1, 21, 23, parts.label("ACTOR"))
    parts.take(HAMA_1)
    parts.settle()
    assert LENA in parts.dashed()
    assert parts.hand() == HAMA_1


def test_a_project_that_cannot_be_written_shows_none(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    assert parts.session.store
    monkeypatch.setattr(parts.session.store, "read_only", True)
    parts.open(3)
    assert parts.dashed() == []


def test_a_closed_project_shows_none(parts: Parts) -> None:
    parts.session.close()
    parts.settle()
    assert parts.strip.isHidden()
    assert not parts.desk.is_busy


# Answering


@pytest.mark.parametrize("key", ["a", "Enter"])
def test_accepting_writes_the_span_and_takes_the_next(parts: Parts, key: str) -> None:
    parts.take(OMAR)
    parts.press(key)
    assert parts.coded() == [("ACTOR", OMAR, NAMES)]
    assert parts.hand() == HAMA_1
    assert OMAR not in parts.dashed()


def test_rejecting_leaves_no_span_and_takes_the_next(parts: Parts) -> None:
    parts.take(HAMA_1)
    parts.press("x")
    assert parts.coded() == []
    assert HAMA_1 not in parts.dashed()
    assert parts.hand() == HAMA_2
    parts.settle()
    assert HAMA_1 not in parts.dashed()


def test_after_the_last_the_first_comes(parts: Parts) -> None:
    parts.take(HOMS)
    parts.press("a")
    assert parts.hand() == OMAR


def test_a_rejection_that_is_undone_comes_back_in_hand(parts: Parts) -> None:
    parts.take(HAMA_1)
    parts.press("x")
    parts.settle()
    parts.session.undo()
    parts.settle()
    assert HAMA_1 in parts.dashed()
    assert parts.hand() == HAMA_1


def test_an_accept_that_is_undone_comes_back_in_hand(parts: Parts) -> None:
    parts.take(HAMA_1)
    parts.press("a")
    parts.settle()
    parts.session.undo()
    parts.settle()
    assert parts.coded() == []
    assert parts.hand() == HAMA_1


def test_another_label_corrects_in_one_step(parts: Parts) -> None:
    parts.take(HAMA_1)
    assert parts.desk.correct(parts.label("TARGET"))
    assert [(label, where) for label, where, _ in parts.coded()] == [("TARGET", HAMA_1)]
    assert parts.hand() == HAMA_2
    parts.session.undo()
    assert parts.coded() == []


def test_a_label_without_a_suggestion_in_hand_is_somebody_elses(parts: Parts) -> None:
    parts.reader.select(*HAMA_1)
    assert not parts.desk.correct(parts.label("TARGET"))


def test_all_are_accepted_in_one_step(parts: Parts) -> None:
    parts.desk.doings()["accept_all"]()
    assert len(parts.coded()) == 5
    assert parts.dashed() == []
    parts.session.undo()
    parts.settle()
    assert parts.coded() == []
    assert parts.hand() == OMAR


@pytest.mark.parametrize("key", ["a", "Enter"])
def test_all_of_the_same_words_are_accepted_in_one_step(parts: Parts, key: str) -> None:
    parts.take(HAMA_1)
    parts.press(key, shift=True)
    assert [where for _, where, _ in parts.coded()] == [HAMA_1, HAMA_2]
    assert parts.hand() == OMAR_2
    parts.session.undo()
    parts.settle()
    assert parts.coded() == []
    assert parts.hand() == HAMA_1


def test_all_of_the_same_words_are_rejected_in_one_step(parts: Parts) -> None:
    parts.take(HAMA_2)
    parts.press("x", shift=True)
    assert parts.dashed() == [OMAR, OMAR_2, HOMS]
    assert parts.hand() == OMAR_2
    parts.settle()
    assert parts.dashed() == [OMAR, OMAR_2, HOMS]
    parts.session.undo()
    parts.settle()
    assert parts.dashed() == [OMAR, HAMA_1, HAMA_2, OMAR_2, HOMS]


def test_those_of_another_label_are_not_alike(parts: Parts) -> None:
    others = [Suggestion(1, *HAMA_2, parts.label("TARGET"), NAMES, 0.9)]
    parts.take(HAMA_1)
    parts.desk.shelf.visible = [parts.desk.shelf.visible[1], *others]
    parts.press("a", shift=True)
    assert [where for _, where, _ in parts.coded()] == [HAMA_1]


def test_the_strip_tells_how_many_are_alike(parts: Parts) -> None:
    parts.take(HAMA_1)
    parts.settle()
    assert parts.strip.alike.text() == "Shift: both"
    parts.take(HOMS)
    parts.settle()
    assert parts.strip.alike.isHidden()


def test_alike_without_a_suggestion_in_hand_gives_a_hint(parts: Parts) -> None:
    parts.press("a", shift=True)
    parts.press("x", shift=True)
    assert parts.hints == ["Take a suggestion in hand first: Tab, or a click on it."] * 2


def test_those_above_a_score_are_accepted(parts: Parts) -> None:
    parts.desk.accept_all(0.9)
    assert [where for _, where, _ in parts.coded()] == [HAMA_1, HAMA_2]


def test_those_of_a_group_are_accepted(parts: Parts) -> None:
    parts.desk.accept_group("Model 1")
    assert parts.coded() == []
    parts.desk.accept_group("Names")
    assert len(parts.coded()) == 5


def test_of_two_labels_on_the_same_words_one_is_accepted(parts: Parts) -> None:
    both = [Suggestion(1, *HAMA_1, parts.label(name), NAMES, score) for name, score in (("ACTOR", 0.4), ("TARGET", 1))]
    parts.desk.shelf.visible = both
    parts.desk.accept_all()
    assert [label for label, _, _ in parts.coded()] == ["TARGET"]


def test_nothing_in_hand_gives_a_hint(parts: Parts) -> None:
    parts.desk.accept()
    parts.desk.reject()
    assert parts.hints == ["Take a suggestion in hand first: Tab, or a click on it."] * 2


def test_nothing_to_accept_gives_a_hint(parts: Parts) -> None:
    parts.open(2)
    parts.desk.accept_all()
    assert parts.hints == ["There are no suggestions in this article."]


def test_an_end_is_moved_while_accepting(parts: Parts) -> None:
    parts.take(HAMA_1)
    assert parts.desk.nudge("start", -1)
    assert parts.coded() == [("LOCATION", (5, 14), NAMES)]
    assert parts.reader.hand() == parts.session.spans[0].id
    parts.session.undo()
    parts.settle()
    assert parts.hand() == HAMA_1


def test_without_a_suggestion_in_hand_an_end_is_somebody_elses(parts: Parts) -> None:
    assert not parts.desk.nudge("end", 1)
    assert not parts.desk.remove()


def test_removing_a_suggestion_rejects_it(parts: Parts) -> None:
    parts.take(HAMA_1)
    assert parts.desk.remove()
    assert HAMA_1 not in parts.dashed()


# Keys


def test_keys_that_mean_nothing_here_are_passed_on(parts: Parts, qtbot: QtBot) -> None:
    for pressed in (KeyPress("a"), KeyPress("Enter"), KeyPress("4"), KeyPress("x")):
        with qtbot.waitSignal(parts.desk.key_unused) as heard:
            parts.desk.key(pressed)
        assert heard.args == [pressed]


def test_other_keys_answer_when_they_were_changed(parts: Parts) -> None:
    parts.desk.set_keys({"accept": "Q", "reject": "W", "new_event": "E"})
    parts.take(OMAR)
    parts.press("q")
    parts.press("w")
    assert [where for _, where, _ in parts.coded()] == [OMAR]
    assert HAMA_1 not in parts.dashed()


def test_the_key_for_an_event_makes_the_span_it_rests_on(parts: Parts, qtbot: QtBot) -> None:
    parts.take(HAMA_1)
    with qtbot.waitSignal(parts.desk.key_unused):
        parts.press("e")
    assert [where for _, where, _ in parts.coded()] == [HAMA_1]
    assert parts.reader.hand() == parts.session.spans[0].id


def test_tab_goes_through_spans_and_suggestions(parts: Parts) -> None:
    parts.session.do(spans.add, 1, *HAMA_1, parts.label("TARGET"))
    parts.reader.set_hand(None)
    parts.take(OMAR)
    parts.reader.tab(1)
    assert parts.reader.hand() == parts.session.spans[0].id
    parts.reader.tab(1)
    assert parts.hand() == HAMA_2


# Order, groups


def test_by_doubt_the_most_doubtful_is_next(parts: Parts) -> None:
    parts.desk.toggle_order()
    assert parts.hand() == HOMS
    parts.press("a")
    assert parts.hand() == OMAR
    parts.reader.tab(1)
    parts.reader.tab(1)
    assert parts.hand() == HAMA_1
    parts.reader.tab(-1)
    assert parts.hand() == OMAR_2
    parts.desk.toggle_order()
    parts.reader.tab(-1)
    assert parts.hand() == HAMA_2


def test_a_hidden_group_is_not_shown(parts: Parts) -> None:
    parts.strip.shown_wanted.emit("Names")
    assert parts.dashed() == []
    assert not parts.strip.isHidden()
    parts.strip.shown_wanted.emit("Names")
    assert len(parts.dashed()) == 5


# Review mode


def test_review_takes_the_first_and_steps_through_suggestions_alone(parts: Parts) -> None:
    parts.session.do(spans.add, 1, *HAMA_1, parts.label("TARGET"))
    parts.reader.set_hand(None)
    parts.desk.toggle_review()
    assert parts.desk.review
    assert parts.hand() == OMAR
    parts.reader.tab(1)
    assert parts.hand() == HAMA_2
    parts.reader.tab(-1)
    assert parts.hand() == OMAR


def test_review_begun_before_the_suggestions_have_come_stays_with_the_article(parts: Parts) -> None:
    parts.open(2)
    parts.session.show(3)
    parts.desk.toggle_review()
    parts.settle()
    assert parts.session.article
    assert parts.session.article.id == 3
    assert parts.hand() == (8, 12)


def test_review_begun_before_it_is_known_that_there_are_none_goes_on(parts: Parts) -> None:
    parts.session.show(2)
    parts.desk.toggle_review()
    parts.settle()
    assert parts.session.article
    assert parts.session.article.id == 3


def test_after_the_last_the_next_article_with_suggestions_opens(parts: Parts) -> None:
    parts.desk.toggle_review()
    for _ in range(5):
        parts.press("Enter")
    parts.settle()
    assert parts.session.article
    assert parts.session.article.id == 3
    assert parts.hand() == (8, 12)
    assert articles.status(parts.session.store, 1) == "in progress"  # type: ignore[arg-type]


def test_tab_after_the_last_leads_on_as_well_and_past_what_was_left(parts: Parts) -> None:
    parts.desk.toggle_review()
    for _ in range(5):
        parts.reader.tab(1)
    parts.settle()
    assert parts.session.article
    assert parts.session.article.id == 3


def test_the_review_ends_when_nothing_is_left(parts: Parts) -> None:
    parts.desk.toggle_review()
    for count in (5, 2, 1):
        for _ in range(count):
            parts.reader.tab(1)
        parts.settle()
    assert not parts.desk.review
    assert parts.hints == ["Nothing is left to review in this list."]
    assert parts.session.article
    assert parts.session.article.id == 4


def test_enter_goes_on_from_an_article_without_suggestions(parts: Parts) -> None:
    parts.open(2)
    parts.desk.toggle_review()
    parts.settle()
    assert parts.session.article
    assert parts.session.article.id == 3
    parts.open(2)
    assert parts.hand() is None
    parts.press("Enter")
    parts.settle()
    assert parts.session.article.id != 2


def test_an_undo_leads_back_into_the_article_before(parts: Parts) -> None:
    parts.open(4)
    parts.desk.toggle_review()
    parts.press("a")
    parts.settle()
    assert parts.session.article
    assert parts.session.article.id == 1
    parts.session.undo()
    parts.settle()
    assert parts.session.article.id == 4
    assert parts.hand() == (0, 4)


def test_review_turned_off_while_it_looks_on_stays_here(parts: Parts) -> None:
    parts.open(2)
    parts.desk.toggle_review()
    parts.desk.toggle_review()
    parts.settle()
    assert parts.session.article
    assert parts.session.article.id == 2


def test_the_review_mode_is_told(parts: Parts, qtbot: QtBot) -> None:
    with qtbot.waitSignal(parts.desk.review_changed) as heard:
        parts.desk.toggle_review()
    assert heard.args == [True]
    parts.settle()
    assert parts.strip.review.isChecked()


# Offers and events


def test_words_accepted_often_are_offered_and_taken_up(parts: Parts) -> None:
    told: list[str] = []
    parts.desk.told.connect(told.append)
    parts.fake.offers = [Offer("Hama", parts.label("LOCATION"), "LOCATION", 3)]
    parts.take(HAMA_1)
    parts.press("a")
    parts.settle()
    assert parts.strip.question.full_text == "Accepted 3 times. Always suggest “Hama” as LOCATION?"
    parts.desk.doings()["always_suggest"]()
    assert parts.session.store
    assert [(each.body, each.label) for each in patterns.all_patterns(parts.session.store)] == [("Hama", "LOCATION")]
    parts.settle()
    assert parts.strip.question.full_text == ""
    assert told == ["“Hama” is always suggested from now on."]


def test_an_offer_goes_with_the_accept_that_is_undone(parts: Parts) -> None:
    parts.fake.offers = [Offer("Hama", parts.label("LOCATION"), "LOCATION", 1)]
    parts.take(HAMA_1)
    parts.press("a")
    assert parts.desk.offering.offer is not None
    parts.session.undo()
    assert parts.desk.offering.offer is None


def test_an_offer_can_be_refused(parts: Parts) -> None:
    parts.fake.offers = [Offer("Hama", parts.label("LOCATION"), "LOCATION", 3)]
    parts.take(HAMA_1)
    parts.press("a")
    parts.strip.no.click()
    parts.settle()
    assert parts.strip.question.full_text == ""
    assert parts.session.store
    assert [each.off for each in patterns.all_patterns(parts.session.store)] == [True]
    parts.desk.doings()["always_suggest"]()
    assert parts.hints


def test_suggested_events_are_told(parts: Parts) -> None:
    parts.desk.set_events(1)
    parts.settle()
    assert parts.strip.title.text() == "5 suggestions, 1 suggested event"


def test_every_action_is_there(parts: Parts) -> None:
    doings: dict[str, Callable[[], object]] = dict(parts.desk.doings())
    assert doings.keys() == {
        "accept", "accept_alike", "accept_all", "reject", "reject_alike", "review", "review_order", "always_suggest",
    }  # fmt: skip


def test_a_refused_write_leaves_the_suggestion(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> Changes | None:
        return None

    parts.take(HAMA_1)
    monkeypatch.setattr(parts.session, "do", refuse)
    parts.press("x")
    assert parts.hand() == HAMA_1
    parts.desk.follow(Changes(frozenset({"span"})))
    assert HAMA_1 in parts.dashed()
