"""Signatures that are kept, the pairs worth comparing, and how alike two articles are."""

import random
from collections.abc import Callable

import numpy as np
import pytest
from pyroaring import BitMap

from corpus import copy_pairs
from corpus.errors import UserError
from corpus.minhash import PLACES
from corpus.progress import Cancelled, silent
from corpus.store import Store

Add = Callable[..., int]
WORDS = [f"{chr(97 + one)}{chr(97 + two)}" for one in range(26) for two in range(26)]


def story(seed: int, words: int = 120) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) for _ in range(words))


def signed(store: Store) -> dict[int, bytes]:
    return dict(store.rows("SELECT article_id, minhash FROM signature"))


def everything(store: Store) -> BitMap:
    return BitMap(row[0] for row in store.rows("SELECT id FROM article"))


def pairs_of(store: Store, asked: BitMap | None = None) -> list[tuple[int, ...]]:
    ids = everything(store)
    copy_pairs.sign(store, ids, silent)
    found = copy_pairs.likely(*copy_pairs.signatures(store, ids), asked, silent)
    return [tuple(pair) for pair in found.tolist()]


def test_every_article_gets_a_signature_and_keeps_it(store: Store, add_article: Add) -> None:
    add_article(story(1))
    copy_pairs.sign(store, everything(store), silent)
    before = signed(store)
    add_article(story(2))
    copy_pairs.sign(store, everything(store), silent)
    assert len(before[1]) == 4 + 2 * PLACES
    assert signed(store)[1] == before[1]
    assert set(signed(store)) == {1, 2}


def test_text_without_words_is_signed_but_has_no_places(store: Store, add_article: Add) -> None:
    add_article("...")
    add_article(story(1))
    copy_pairs.sign(store, everything(store), silent)
    ids, found = copy_pairs.signatures(store, everything(store))
    assert ids.tolist() == [2]
    assert found.shape == (1, PLACES)
    assert set(signed(store)) == {1, 2}


def test_signatures_are_of_the_articles_asked_for(store: Store, add_article: Add) -> None:
    for seed in range(3):
        add_article(story(seed))
    copy_pairs.sign(store, everything(store), silent)
    assert copy_pairs.signatures(store, BitMap([1, 3]))[0].tolist() == [1, 3]


def test_a_signature_of_another_version_is_made_anew(store: Store, add_article: Add) -> None:
    add_article(story(1))
    copy_pairs.sign(store, everything(store), silent)
    good = signed(store)[1]
    with store.transaction():
        store.db.conn.execute("UPDATE signature SET minhash = ?", (b"old!" + bytes(2 * PLACES),))
    copy_pairs.sign(store, everything(store), silent)
    assert signed(store)[1] == good


@pytest.mark.parametrize("kept", ["no JSON", "[]", '{"articles": 4, "shingles": "###"}', '{"articles": "x"}'])
def test_damaged_setting_is_found_anew(store: Store, add_article: Add, kept: str) -> None:
    add_article(story(1))
    store.set_setting("near_copies.common", kept)
    copy_pairs.sign(store, everything(store), silent)
    assert len(signed(store)[1]) == 4 + 2 * PLACES


def test_copies_are_a_likely_pair_and_strangers_are_not(store: Store, add_article: Add) -> None:
    for text in (story(1), story(2), f"Byline {story(1)}"):
        add_article(text)
    assert pairs_of(store) == [(1, 3)]


def test_the_likeliest_pair_comes_first(store: Store, add_article: Add) -> None:
    half = story(1).split()
    other = story(3).split()
    for text in (" ".join([*half[:90], *other[:30]]), story(1), story(1) + " end"):
        add_article(text)
    assert pairs_of(store)[0] == (2, 3)
    assert set(pairs_of(store)) == {(2, 3), (1, 2), (1, 3)}


def test_only_pairs_with_one_that_was_asked_for(store: Store, add_article: Add) -> None:
    for text in (story(1), story(1) + " end", story(2), story(2) + " end"):
        add_article(text)
    assert pairs_of(store, BitMap([4])) == [(3, 4)]


def test_where_very_many_agree_not_every_pair_is_looked_at() -> None:
    same = np.ones((400, PLACES), np.uint16)
    found = copy_pairs.likely(np.arange(1, 401), same, None, silent)
    assert len(found) < 400 * 399 // 2
    assert set(found.ravel().tolist()) == set(range(1, 401))


def test_stopped_while_reading_keeps_what_was_read(
    store: Store, add_article: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in range(4):
        add_article(story(seed))
    monkeypatch.setattr(copy_pairs, "_AT_ONCE", 2)

    def progress(done: int, total: int | None = None, note: str = "") -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        copy_pairs.sign(store, everything(store), progress)
    assert set(signed(store)) == {1, 2}


def test_likeness_is_of_the_words_both_have(store: Store, add_article: Add) -> None:
    words = story(1).split()
    add_article(" ".join(words))
    add_article(" ".join("other" if at % 10 == 5 else word for at, word in enumerate(words)))
    add_article(story(2))
    judge = copy_pairs.Judge(store)
    assert judge.likeness(1, 1) == 1.0
    assert judge.likeness(1, 2) == pytest.approx(0.9, abs=0.02)
    assert judge.likeness(1, 3) == 0.0


def test_likeness_of_what_is_no_article_is_refused(store: Store, add_article: Add) -> None:
    add_article(story(1))
    with pytest.raises(UserError, match="no article 99"):
        copy_pairs.Judge(store).likeness(1, 99)
