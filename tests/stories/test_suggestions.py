"""Names that were labelled once are suggested from then on, and answered by keys alone."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from corpus.article import RawArticle
from corpus.store import Store
from labels import codebook
from labels.intake import take_in
from labels.suggestion import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

Key, Shift = Qt.Key, Qt.KeyboardModifier.ShiftModifier
TEXTS = (
    "Omar Haddad left Rastan on Monday. Omar Haddad came back. Nobody but Omar Haddad did.",
    "Omar Haddad saw smoke. Rastan is quiet, Omar Haddad said, and so is Talbisa.",
    "Nothing happened here.",
    "Near Rastan, Omar Haddad waited. Omar Haddad slept.",
    "Rastan again. Rastan, and Omar Haddad in Rastan.",
)


@pytest.fixture
def named(tmp_path: Path) -> Path:
    """A project of five short articles about the same man and town."""
    path = tmp_path / "named.dateline"
    with Store.create(path, coder="rima") as store:
        codebook.use(store, codebook.load(codebook.STARTER))
        take_in(store, [RawArticle(text, f"Story {number}") for number, text in enumerate(TEXTS, start=1)])
    return path


@pytest.fixture
def desk(open_desk: "Callable[[Path | None], Any]", named: Path) -> "Any":
    """A window on the first article, in which the man is labelled once."""
    desk = open_desk(named)
    desk.app.session.show(1)
    calm(desk)
    desk.code("Omar Haddad", Key.Key_2)
    calm(desk)
    return desk


def calm(desk: "Any") -> None:
    """Wait until the suggestions are there, and told."""
    desk.wait(lambda: not desk.app.review.is_busy)


def open_article(desk: "Any", number: int) -> None:
    """Go to an article with keys."""
    while desk.app.session.article.id != number:
        desk.ctrl(Key.Key_Down if desk.app.session.article.id < number else Key.Key_Up)
    calm(desk)


def dashed(desk: "Any") -> list[str]:
    """The words suggested, in reading order."""
    text = desk.app.session.article.text
    return [text[span.start : span.end] for span in desk.app.reader.spans() if span.dashed]


def hand(desk: "Any") -> tuple[int, int] | None:
    """Where the suggestion in hand stands."""
    found = desk.app.review.in_hand()
    return found.range if found else None


def test_a_name_labelled_once_is_suggested_in_the_next_article(desk: "Any") -> None:
    open_article(desk, 2)
    first = next(span for span in desk.app.reader.spans() if span.dashed)

    assert dashed(desk).count("Omar Haddad") == 2
    assert first.label == "ACTOR"
    assert "coded once as ACTOR" in first.note.replace("Coded", "coded")
    assert desk.app.strip.title.text() == f"{len(dashed(desk))} suggestions"


def test_enter_accepts_x_rejects_and_undo_brings_each_back(desk: "Any") -> None:
    open_article(desk, 2)
    everything = dashed(desk)
    desk.press(Key.Key_Tab)
    first = hand(desk)
    desk.press(Key.Key_Return)
    accepted, second = desk.coded(), hand(desk)
    desk.press(Key.Key_X)
    calm(desk)
    left = dashed(desk)
    desk.ctrl(Key.Key_Z)
    calm(desk)
    back = hand(desk)
    desk.ctrl(Key.Key_Z)
    calm(desk)

    assert accepted == [("ACTOR", "Omar Haddad")]
    assert len(left) == len(everything) - 2
    assert back == second
    assert hand(desk) == first
    assert (dashed(desk), desk.coded()) == (everything, [])


def test_shift_accepts_all_of_the_same_words_in_one_step(desk: "Any") -> None:
    open_article(desk, 2)
    desk.press(Key.Key_Tab)
    calm(desk)
    told = desk.app.strip.alike.text()
    desk.press(Key.Key_A, Shift)
    coded = desk.coded()
    desk.ctrl(Key.Key_Z)

    assert told == "Shift: both"
    assert coded == [("ACTOR", "Omar Haddad")] * 2
    assert desk.coded() == []


def test_the_whole_article_is_accepted_by_a_key_of_its_own(desk: "Any") -> None:
    open_article(desk, 2)
    number = len(dashed(desk))
    desk.ctrl(Key.Key_A, shift=True)

    assert len(desk.coded()) == number
    assert {span.origin for span in desk.app.session.spans} >= {NAMES}


def test_review_leads_through_articles_by_keys_alone(desk: "Any") -> None:
    desk.press(Key.Key_2, Shift)
    open_article(desk, 2)
    desk.press(Key.Key_R)
    read, answered = [], 0
    while desk.app.review.review and answered < 40:
        if desk.app.session.article.id not in read:
            read.append(desk.app.session.article.id)
        desk.press(Key.Key_X if answered == 3 else Key.Key_Return)
        calm(desk)
        answered += 1

    assert read[:3] == [2, 4, 5]
    assert not desk.app.review.review
    assert desk.app.status.text() == "Nothing is left to review in this list."


def test_words_accepted_three_times_are_suggested_always_with_y(desk: "Any") -> None:
    open_article(desk, 5)
    desk.code("Rastan", Key.Key_4)
    calm(desk)
    open_article(desk, 4)
    accept_the("Rastan", desk)
    open_article(desk, 5)
    accept_the("Rastan", desk)
    accept_the("Rastan", desk)
    question = desk.app.strip.question.full_text
    desk.press(Key.Key_Y)
    calm(desk)

    assert "Always suggest “Rastan” as LOCATION?" in question
    assert desk.app.strip.question.full_text == ""
    assert desk.app.session.store.value("SELECT body FROM pattern") == "Rastan"


def accept_the(words: str, desk: "Any") -> None:
    """Go to the next suggestion of these words and accept it."""
    text = desk.app.session.article.text
    for _ in range(20):
        desk.press(Key.Key_Tab)
        if (at := hand(desk)) and text[slice(*at)] == words:
            break
    desk.press(Key.Key_Return)
    calm(desk)


def test_rejected_stays_rejected_after_a_restart(desk: "Any", open_desk: "Callable[[Path | None], Any]") -> None:
    desk.press(Key.Key_2, Shift)
    open_article(desk, 2)
    before = dashed(desk)
    desk.press(Key.Key_Tab)
    desk.press(Key.Key_X)
    calm(desk)
    again = open_desk(desk.app.session.store.path)
    calm(again)
    open_article(again, 2)

    assert len(dashed(again)) == len(before) - 1


def test_the_sample_suggests_at_once(open_desk: "Callable[[Path | None], Any]", sample: Path) -> None:
    desk = open_desk(sample)
    desk.app.session.show(4)
    calm(desk)

    assert len(dashed(desk)) > 20


def test_a_suggested_event_is_accepted_by_two_keys_and_undo_brings_its_card_back(
    open_desk: "Callable[[Path | None], Any]", sample: Path
) -> None:
    desk = open_desk(sample)
    desk.app.session.show(10)
    cards = desk.app.board.cards
    desk.wait(lambda: len(cards.cards) == 2)
    calm(desk)
    events = len(desk.app.session.events)
    desk.press(Key.Key_G)
    lit = {span.lit for span in desk.app.reader.spans()}
    desk.press(Key.Key_A)
    accepted = len(desk.app.session.events)
    desk.wait(lambda: len(cards.cards) == 1)
    desk.press(Key.Key_X)
    desk.wait(lambda: not cards.cards)
    focused = desk.app.reader.hasFocus()
    desk.ctrl(Key.Key_Z)
    desk.ctrl(Key.Key_Z)
    desk.wait(lambda: len(cards.cards) == 2)

    assert "trigger" in lit
    assert accepted == events + 1
    assert focused
    assert len(desk.app.session.events) == events


def test_windows_on_one_project_after_another_end_their_threads(
    open_desk: "Callable[[Path | None], Any]", named: Path, sample: Path
) -> None:
    desk = open_desk(named)
    for path in (sample, named, sample):  # at once, while the last one is still being read
        assert desk.app.files.open(path)
    threads = set(desk.app.review.finder._running)
    desk.app.window.close()
    desk.app.window.close()

    assert threads
    assert all(thread.isFinished() for thread in threads)
