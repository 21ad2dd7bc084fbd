from collections.abc import Callable

import pytest

from corpus import articles, journal
from corpus.errors import UserError
from corpus.store import Store
from labels import concordance_coding as coding
from labels import spans
from labels.tokens import Tokenizer

TEXT = "Shelling hit Hama on Friday. Hama's market burned."


@pytest.fixture
def article(store: Store, add_article: Callable[..., int]) -> int:
    found = add_article(TEXT)
    Tokenizer(store).boundaries(TEXT)
    return found


@pytest.fixture
def place(add_label: Callable[[str], int]) -> int:
    return add_label("LOCATION")


@pytest.fixture
def actor(add_label: Callable[[str], int]) -> int:
    return add_label("ACTOR")


def ranges(store: Store, article_id: int) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.label) for span in spans.of_article(store, article_id)]


def test_hits_in_many_articles_are_labelled_in_one_step(
    store: Store, article: int, place: int, add_article: Callable[..., int]
) -> None:
    other = add_article("Hama on Friday.")
    plan = coding.plan(store, [(article, 13, 17), (other, 0, 4), (article, 29, 33)], place)
    assert (len(plan), plan.articles()) == (3, 2)
    changes = coding.label_all(store, plan)
    assert changes.articles == {article, other}
    assert ranges(store, article) == [(13, 17, "LOCATION"), (29, 33, "LOCATION")]
    assert articles.status(store, other) == "in progress"
    journal.undo(store)
    assert ranges(store, article) + ranges(store, other) == []
    assert journal.undo_summary(store).startswith("Import") or "Label" not in journal.undo_summary(store)


def test_long_work_is_one_step_too(store: Store, article: int, place: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coding, "_AT_ONCE", 1)
    plan = coding.plan(store, [(article, 13, 17), (article, 29, 33)], place)
    coding.label_all(store, plan)
    journal.undo(store)
    assert not ranges(store, article)
    journal.redo(store)
    assert len(ranges(store, article)) == 2


def test_what_carries_the_label_is_counted_and_passed_over(store: Store, article: int, place: int) -> None:
    spans.add(store, article, 13, 17, place)
    plan = coding.plan(store, [(article, 13, 17), (article, 29, 33)], place)
    assert (len(plan), plan.already) == (1, 1)


def test_hits_are_widened_to_words_and_told_once(store: Store, article: int, place: int) -> None:
    plan = coding.plan(store, [(article, 0, 3), (article, 4, 8)], place)
    assert (list(plan.places), plan.snapped, plan.doubled) == ([article, 0, 8], 1, 1)


def test_hits_may_be_labelled_as_they_are(store: Store, article: int, place: int) -> None:
    plan = coding.plan(store, [(article, 0, 3)], place, exact=True)
    assert (list(plan.places), plan.snapped) == ([article, 0, 3], 0)


@pytest.mark.parametrize(("span", "clashes"), [((13, 17), 1), ((9, 17), 0), ((13, 20), 0), ((0, 27), 0)])
def test_the_same_words_with_another_label_clash_and_nested_ones_do_not(
    store: Store, article: int, place: int, actor: int, span: tuple[int, int], clashes: int
) -> None:
    spans.add(store, article, *span, actor)
    plan = coding.plan(store, [(article, 13, 17)], place)
    assert (plan.clashes, len(plan)) == (clashes, 1 - clashes)


def test_crossing_spans_clash_and_are_labelled_only_when_wanted(
    store: Store, article: int, place: int, actor: int
) -> None:
    spans.add(store, article, 9, 17, actor)
    plan = coding.plan(store, [(article, 13, 27)], place)
    assert plan.clashes == 1
    assert not coding.label_all(store, plan)
    coding.label_all(store, plan, clashing=True)
    assert (13, 27, "LOCATION") in ranges(store, article)


def test_hits_of_articles_that_are_gone_are_counted(store: Store, article: int, place: int) -> None:
    articles.remove(store, [article])
    plan = coding.plan(store, [(article, 13, 17)], place)
    assert (len(plan), plan.gone) == (0, 1)


def test_labels_are_taken_off_the_ticked_hits(store: Store, article: int, place: int, actor: int) -> None:
    spans.add_many(store, article, [(13, 17), (29, 33)], place)
    spans.add(store, article, 13, 17, actor)
    removal = coding.plan_removal(store, [(article, 13, 17)], place)
    assert len(removal) == 1
    coding.unlabel_all(store, removal)
    assert ranges(store, article) == [(13, 17, "ACTOR"), (29, 33, "LOCATION")]
    journal.undo(store)
    assert len(ranges(store, article)) == 3


def test_other_coders_labels_stay(store: Store, article: int, place: int) -> None:
    with Store.open(store.path, coder="omar") as other:
        spans.add(other, article, 13, 17, place)
    assert not len(coding.plan_removal(store, [(article, 13, 17)], place))


def test_a_label_that_is_gone_is_told(store: Store, article: int) -> None:
    with pytest.raises(UserError, match="label is gone"):
        coding.label_all(store, coding.plan(store, [(article, 13, 17)], 99))


def test_the_preview_says_what_will_happen(store: Store, article: int, place: int) -> None:
    spans.add(store, article, 13, 17, place)
    plan = coding.plan(store, [(article, 13, 17), (article, 29, 32)], place)
    assert coding.preview(plan, "LOCATION") == (
        "1 hit in 1 article will be labelled LOCATION; labelled so already: 1; widened to whole words: 1."
    )
