"""Splits are for ever, and near-duplicates stay together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UserError
from labels.formats.splits import SPLITS, assign, place

USUAL = (0.8, 0.1, 0.1)
keys = st.lists(st.text("0123456789abcdef", min_size=4, max_size=8), min_size=1, max_size=60, unique=True)


def test_shares_come_out_about_right() -> None:
    splits = list(assign(map(str, range(5000)), "salt", USUAL).values())
    assert [round(splits.count(split) / 5000, 1) for split in SPLITS] == [0.8, 0.1, 0.1]


@given(keys, st.text(max_size=5))
def test_all_but_the_stand_ins_of_an_empty_split_are_where_their_place_is(given_keys: list[str], salt: str) -> None:
    natural = {key: SPLITS[(place(key, salt) >= 0.8) + (place(key, salt) >= 0.9)] for key in given_keys}
    found = assign(given_keys, salt, USUAL)
    lacking = {"train", "dev"} - set(natural.values())
    assert len([key for key in given_keys if found[key] != natural[key]]) <= len(lacking)


def test_adding_groups_moves_none_once_dev_and_train_have_their_own() -> None:
    old = [str(number) for number in range(100)]
    before, after = assign(old, "salt", USUAL), assign(map(str, range(2000)), "salt", USUAL)
    assert all(after[key] == before[key] for key in old)


@given(keys, st.text(max_size=5))
def test_two_groups_are_enough_for_train_and_dev(given_keys: list[str], salt: str) -> None:
    found = assign(given_keys, salt, USUAL).values()
    assert len(given_keys) < 2 or {"train", "dev"} <= set(found)


@pytest.mark.parametrize("key", [str(number) for number in range(20)])
def test_a_lone_group_trains(key: str) -> None:
    assert assign([key], "salt", USUAL) == {key: "train"}


@given(keys)
def test_order_does_not_matter(given_keys: list[str]) -> None:
    shuffled = sorted(given_keys, key=lambda key: place(key, "other"))
    assert assign(given_keys, "salt", USUAL) == assign(shuffled, "salt", USUAL)


def test_a_share_of_nothing_gets_nothing() -> None:
    assert set(assign(["a", "b", "c"], "salt", (1, 0, 0)).values()) == {"train"}


def test_another_project_splits_otherwise() -> None:
    old = [str(number) for number in range(100)]
    assert assign(old, "salt", USUAL) != assign(old, "pepper", USUAL)


@pytest.mark.parametrize("shares", [(0, 0, 0), (1, -1, 1), (1, 1)])
def test_shares_that_are_none_are_refused(shares: tuple[float, float, float]) -> None:
    with pytest.raises(UserError, match="three numbers"):
        assign(["a"], "salt", shares)
