"""What a decision writes: one step that corrects the coding or keeps it, and can be undone."""

from collections.abc import Callable

import pytest

from corpus import articles, journal
from corpus.errors import UserError
from corpus.store import Store
from labels import error_verdicts, spans, verdicts
from labels.error import Difference, Reading
from labels.errors import ORIGIN

TEXT = "Shelling hit Hama on Friday. Hama was calm on Saturday."
HAMA, LONG = (13, 17), (9, 17)


@pytest.fixture
def article(add_article: Callable[..., int]) -> int:
    return add_article(TEXT)


@pytest.fixture
def place(add_label: Callable[[str], int]) -> int:
    return add_label("LOCATION")


@pytest.fixture
def actor(add_label: Callable[[str], int]) -> int:
    return add_label("ACTOR")


def coded(store: Store, article: int) -> list[tuple[int, int, int, str]]:
    return [(span.start, span.end, span.label_id, span.surface) for span in spans.of_article(store, article)]


def said(store: Store, article: int) -> list[tuple[str, int, int]]:
    return [(each.verdict, each.start, each.end) for each in verdicts.of_article(store, article)]


def spurious(article: int, label: int) -> Difference:
    return Difference("spurious", article, None, Reading(*HAMA, label), 0.9, "Hama")


def missed(article: int, label: int) -> Difference:
    return Difference("missed", article, Reading(*HAMA, label), None, 0.5, "Hama")


def test_model_right_labels_what_was_left_out(store: Store, article: int, place: int) -> None:
    error_verdicts.decide(store, [spurious(article, place)], "model")
    assert coded(store, article) == [(*HAMA, place, "Hama")]
    assert spans.of_article(store, article)[0].origin == ORIGIN
    assert articles.status(store, article) == "in progress"


def test_human_right_rejects_what_was_proposed(store: Store, article: int, place: int) -> None:
    error_verdicts.decide(store, [spurious(article, place)], "human")
    assert (coded(store, article), said(store, article)) == ([], [("rejected", *HAMA)])


def test_human_right_confirms_what_was_coded(store: Store, article: int, place: int) -> None:
    spans.add(store, article, *HAMA, place)
    error_verdicts.decide(store, [missed(article, place)], "human")
    assert said(store, article) == [("confirmed", *HAMA)]
    assert len(coded(store, article)) == 1


def test_model_right_takes_a_label_away_and_does_not_propose_it_again(store: Store, article: int, place: int) -> None:
    spans.add(store, article, *HAMA, place)
    error_verdicts.decide(store, [missed(article, place)], "model")
    assert (coded(store, article), said(store, article)) == ([], [("rejected", *HAMA)])


def test_model_right_moves_the_ends(store: Store, article: int, place: int) -> None:
    spans.add(store, article, *LONG, place)
    item = Difference("boundary", article, Reading(*LONG, place), Reading(*HAMA, place), 0.9, "hit Hama")
    error_verdicts.decide(store, [item], "model")
    assert coded(store, article) == [(*HAMA, place, "Hama")]


def test_model_right_relabels_and_moves_at_once(store: Store, article: int, place: int, actor: int) -> None:
    spans.add(store, article, *LONG, actor)
    item = Difference("label", article, Reading(*LONG, actor), Reading(*HAMA, place), 0.9, "hit Hama")
    error_verdicts.decide(store, [item], "model")
    assert coded(store, article) == [(*HAMA, place, "Hama")]
    journal.undo(store)
    assert coded(store, article) == [(*LONG, actor, "hit Hama")]


def test_a_span_that_would_become_another_ones_twin_goes(store: Store, article: int, place: int, actor: int) -> None:
    spans.add(store, article, *HAMA, actor)
    spans.add(store, article, *HAMA, place)
    item = Difference("label", article, Reading(*HAMA, actor), Reading(*HAMA, place), 0.9, "Hama")
    error_verdicts.decide(store, [item], "model")
    assert coded(store, article) == [(*HAMA, place, "Hama")]


def test_both_wrong_rejects_and_leaves_the_coding(store: Store, article: int, place: int, actor: int) -> None:
    spans.add(store, article, *HAMA, actor)
    item = Difference("label", article, Reading(*HAMA, actor), Reading(*HAMA, place), 0.9, "Hama")
    error_verdicts.decide(store, [item], "neither")
    assert coded(store, article) == [(*HAMA, actor, "Hama")]
    assert [each.label_id for each in verdicts.of_article(store, article)] == [place]


def test_all_of_a_phrase_are_one_step(store: Store, article: int, place: int) -> None:
    second = Difference("spurious", article, None, Reading(29, 33, place), 0.8, "Hama")
    changes = error_verdicts.decide(store, [spurious(article, place), second], "model")
    assert changes.summary == "Correct the coding of 2 places, as “Hama”"
    journal.undo(store)
    assert coded(store, article) == []


def test_many_are_committed_in_parts_and_undone_at_once(
    store: Store, article: int, place: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(error_verdicts, "_AT_ONCE", 1)
    second = Difference("spurious", article, None, Reading(29, 33, place), 0.8, "Hama")
    error_verdicts.decide(store, [spurious(article, place), second], "model")
    assert len(coded(store, article)) == 2
    journal.undo(store)
    assert coded(store, article) == []


def test_coding_that_changed_meanwhile_is_not_touched(store: Store, article: int, place: int) -> None:
    with pytest.raises(UserError, match="coded otherwise meanwhile"):
        error_verdicts.decide(store, [missed(article, place)], "model")
    changes = error_verdicts.decide(store, [missed(article, place), spurious(article, place)], "model")
    assert changes
    assert len(coded(store, article)) == 1


def test_a_span_whose_ends_move_stays_the_same_span(store: Store, article: int, place: int) -> None:
    spans.add(store, article, *LONG, place)
    span = spans.of_article(store, article)[0]
    item = Difference("boundary", article, Reading(*LONG, place), Reading(*HAMA, place), 0.9, "hit Hama")
    error_verdicts.decide(store, [item], "model")
    assert spans.get(store, span.id).range == HAMA


def test_ends_and_label_move_at_once_beside_a_span_that_has_the_label_on_the_old_words(
    store: Store, article: int, place: int, actor: int
) -> None:
    spans.add(store, article, *HAMA, place)
    spans.add(store, article, *HAMA, actor)
    item = Difference("label", article, Reading(*HAMA, actor), Reading(*LONG, place), 0.8, "Hama")
    error_verdicts.decide(store, [item], "model")
    assert sorted(coded(store, article)) == [(*LONG, place, "hit Hama"), (*HAMA, place, "Hama")]
    journal.undo(store)
    assert sorted(coded(store, article)) == sorted([(*HAMA, place, "Hama"), (*HAMA, actor, "Hama")])
