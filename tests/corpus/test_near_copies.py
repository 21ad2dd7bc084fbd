import random
from collections.abc import Callable

import pytest

from corpus import articles, copy_pairs, journal, near_copies
from corpus.errors import UserError
from corpus.progress import Cancelled
from corpus.store import Store

Add = Callable[..., int]
WORDS = [f"{chr(97 + one)}{chr(97 + two)}" for one in range(26) for two in range(26)]


def story(seed: int, words: int = 200) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) for _ in range(words))


def copy_of(text: str, *, share: float = 0.1, seed: int = 1) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) if chance.random() < share else word for word in text.split())


@pytest.fixture
def wire(add_article: Add) -> list[int]:
    """Two stories: the first with two copies, the second with none."""
    texts = (story(1), copy_of(story(1)), story(2), "Byline\n\n" + story(1))
    return [add_article(text, title=f"Headline {number}") for number, text in enumerate(texts)]


def groups(store: Store) -> list[list[int]]:
    return [near_copies.members(store, each.id) for each in near_copies.groups(store)]


def stop_at(note: str) -> Callable[..., None]:
    def progress(done: int, total: int | None = None, note_: str = "") -> None:
        if note_ == note:
            raise Cancelled

    return progress


def test_copies_under_other_headlines_fall_together(store: Store, wire: list[int]) -> None:
    report = near_copies.group(store)

    assert groups(store) == [[wire[0], wire[1], wire[3]]]
    assert near_copies.groups(store)[0].id == wire[0]
    assert (report.looked_at, report.groups, report.grouped, report.moved) == (4, 1, 3, 3)
    assert report.sentence == "4 articles compared; 3 articles in 1 group of near-copies."


def test_an_empty_project_has_no_copies(store: Store) -> None:
    report = near_copies.group(store)

    assert not report.changes
    assert report.sentence == "0 articles compared; 0 articles in 0 groups of near-copies."


def test_texts_without_words_are_no_copies(store: Store, add_article: Add) -> None:
    add_article("...")
    add_article("---")

    assert near_copies.group(store).groups == 0


def test_grouping_is_one_step_to_undo(store: Store, wire: list[int]) -> None:
    near_copies.group(store)
    assert journal.undo_summary(store) == "Group near-copies"

    journal.undo(store)
    assert groups(store) == []

    journal.redo(store)
    assert len(groups(store)) == 1


def test_grouping_again_changes_nothing(store: Store, wire: list[int]) -> None:
    near_copies.group(store)

    assert not near_copies.group(store).changes


def test_new_articles_join_the_groups_there_are(store: Store, wire: list[int], add_article: Add) -> None:
    near_copies.group(store)
    new = add_article(copy_of(story(1), seed=9), title="Late copy")
    other = add_article(copy_of(story(2), seed=9), title="Late copy of the other")

    report = near_copies.group(store, only=[new, other])

    assert report.looked_at == 2
    assert groups(store) == [[wire[0], wire[1], wire[3], new], [wire[2], other]]


def test_only_the_articles_asked_for_are_compared(store: Store, wire: list[int]) -> None:
    near_copies.group(store, only=[wire[2]])

    assert groups(store) == []


def test_removed_articles_take_no_part(store: Store, wire: list[int]) -> None:
    articles.remove(store, [wire[0], wire[1]])

    assert near_copies.group(store).groups == 0


def test_a_group_counts_only_what_is_not_removed(store: Store, wire: list[int]) -> None:
    near_copies.group(store)
    articles.remove(store, [wire[1], wire[3]])

    assert near_copies.groups(store) == []
    assert near_copies.group_of(store, wire[0]) is None
    assert near_copies.copies_of(store, wire[0]) == []


def test_the_threshold_is_remembered(store: Store, wire: list[int]) -> None:
    assert near_copies.threshold(store) == near_copies.USUAL

    near_copies.group(store, threshold=0.97)

    assert near_copies.threshold(store) == 0.97
    assert groups(store) == [[wire[0], wire[3]]]


def test_a_threshold_that_cannot_be_is_refused(store: Store) -> None:
    with pytest.raises(UserError, match="A likeness of 20% cannot be asked for"):
        near_copies.group(store, threshold=0.2)


def test_a_damaged_threshold_is_the_usual_one(store: Store) -> None:
    store.set_setting("near_copies.likeness", "much")

    assert near_copies.threshold(store) == near_copies.USUAL


def test_likeness_of_two_articles(store: Store, wire: list[int]) -> None:
    assert near_copies.likeness(store, wire[0], wire[3]) > 0.98
    assert near_copies.likeness(store, wire[0], wire[2]) < 0.2
    with pytest.raises(UserError, match="There is no article 99"):
        near_copies.likeness(store, wire[0], 99)


def test_an_article_split_off_stays_apart(store: Store, wire: list[int]) -> None:
    near_copies.group(store)
    near_copies.split(store, [wire[0]])
    assert groups(store) == [[wire[1], wire[3]]]

    near_copies.group(store)
    assert groups(store) == [[wire[1], wire[3]]]


def test_articles_split_off_together_are_a_group(store: Store, wire: list[int], add_article: Add) -> None:
    more = add_article(copy_of(story(1), seed=3))
    near_copies.group(store)

    near_copies.split(store, [wire[3], more])

    assert groups(store) == [[wire[3], more], [wire[0], wire[1]]]


def test_articles_split_off_alone_are_in_no_group(store: Store, wire: list[int]) -> None:
    near_copies.group(store)
    near_copies.split(store, [wire[1], wire[3]], together=False)
    near_copies.group(store)

    assert groups(store) == []


def test_a_whole_group_can_be_dissolved(store: Store, wire: list[int]) -> None:
    near_copies.group(store)
    near_copies.split(store, [wire[0], wire[1], wire[3]])
    near_copies.group(store)

    assert groups(store) == []


def test_a_split_can_be_undone(store: Store, wire: list[int]) -> None:
    near_copies.group(store)
    near_copies.split(store, [wire[1]])
    journal.undo(store)

    assert groups(store) == [[wire[0], wire[1], wire[3]]]
    assert not store.rows("SELECT * FROM not_copy")


def test_nothing_to_split(store: Store, wire: list[int]) -> None:
    with pytest.raises(UserError, match="None of these articles is in a group"):
        near_copies.split(store, [wire[2]])


def test_a_split_of_very_many_is_refused(store: Store, wire: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    near_copies.group(store)
    monkeypatch.setattr(near_copies, "_MOST_PAIRS", 1)

    with pytest.raises(UserError, match="choose fewer"):
        near_copies.split(store, [wire[0]])


def test_articles_joined_by_hand_stay_together(store: Store, wire: list[int]) -> None:
    near_copies.join(store, [wire[2], wire[3]])
    near_copies.group(store)

    assert groups(store) == [wire]


def test_a_join_that_was_undone_holds_nothing(store: Store, wire: list[int]) -> None:
    near_copies.join(store, [wire[2], wire[3]])
    journal.undo(store)
    near_copies.group(store)

    assert groups(store) == [[wire[0], wire[1], wire[3]]]


def test_joining_takes_whole_groups(store: Store, wire: list[int]) -> None:
    near_copies.group(store)
    near_copies.join(store, [wire[2], wire[1]])

    assert groups(store) == [wire]


def test_joining_takes_back_a_split(store: Store, wire: list[int]) -> None:
    near_copies.group(store)
    near_copies.split(store, [wire[1]])
    near_copies.join(store, [wire[0], wire[1]])

    assert groups(store) == [[wire[0], wire[1], wire[3]]]
    assert not store.rows("SELECT * FROM not_copy")


def test_a_split_counts_for_more_than_a_join_before_it(store: Store, wire: list[int]) -> None:
    near_copies.join(store, wire[1:])
    near_copies.split(store, [wire[1]])
    near_copies.group(store)

    assert [wire[2], wire[3]] in [[each for each in group if each != wire[0]] for group in groups(store)]
    assert not any({wire[1], wire[3]} <= set(group) for group in groups(store))


def test_it_takes_two_to_join(store: Store, wire: list[int]) -> None:
    with pytest.raises(UserError, match="It takes two articles"):
        near_copies.join(store, [wire[0], wire[0], 99])


@pytest.mark.parametrize("note", ["Reading", "Comparing", "Comparing word by word", "Writing groups"])
def test_a_run_that_is_stopped_leaves_no_groups(store: Store, wire: list[int], note: str) -> None:
    with pytest.raises(Cancelled):
        near_copies.group(store, progress=stop_at(note))

    assert groups(store) == []
    assert near_copies.group(store).groups == 1


def test_signatures_are_made_once(store: Store, wire: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    near_copies.group(store)
    with monkeypatch.context() as patch:
        patch.setattr(copy_pairs, "signature", None)
        near_copies.group(store)

    assert store.value("SELECT count(*) FROM signature") == 4


def test_what_every_article_says_is_left_out_of_signatures(
    store: Store, add_article: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copy_pairs, "_SMALL", 10)
    monkeypatch.setattr(copy_pairs, "_COMMON_LEAST", 50)
    footer = story(77, 100)
    for seed in range(60):
        add_article(story(seed) + " " + footer)
    first = add_article(copy_of(story(5)) + " " + footer)

    report = near_copies.group(store)

    assert groups(store) == [[6, first]]
    assert report.compared < 10


def test_damaged_signatures_are_made_anew(store: Store, wire: list[int]) -> None:
    near_copies.group(store)
    store.set_setting("near_copies.common", "{]")
    with store.transaction():
        store.db.conn.execute("UPDATE signature SET minhash = x'00' WHERE article_id = 1")
    near_copies.split(store, [wire[3]])

    near_copies.group(store)
    assert groups(store) == [[wire[0], wire[1]]]


def test_stopped_while_it_writes_tells_what_was_written(
    store: Store, wire: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(near_copies, "_AT_ONCE", 2)

    def progress(done: int, total: int | None = None, note: str = "") -> None:
        if note == "Writing groups" and done:
            raise Cancelled

    report = near_copies.group(store, progress=progress)
    assert report.stopped
    assert report.changes.articles == {wire[0], wire[1]}
    assert report.sentence.endswith("Stopped before all of them were written.")
    journal.undo(store)
    assert groups(store) == []
