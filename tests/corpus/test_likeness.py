import json
import random
from itertools import combinations
from pathlib import Path

import pytest

from corpus.likeness import likeness
from corpus.minhash import Shingler

WORDS = [f"{chr(97 + one)}{chr(97 + two)}" for one in range(26) for two in range(26)]


def story(seed: int, words: int = 300) -> list[str]:
    chance = random.Random(seed)
    return [chance.choice(WORDS) for _ in range(words)]


def changed(words: list[str], share: float, seed: int = 1) -> list[str]:
    chance = random.Random(seed)
    return [chance.choice(WORDS) if chance.random() < share else word for word in words]


def alike(first: list[str], second: list[str]) -> float:
    shingler = Shingler()
    return likeness(shingler.numbers(" ".join(first)), shingler.numbers(" ".join(second)))


def test_a_text_is_wholly_like_itself() -> None:
    assert alike(story(1), story(1)) == 1


def test_other_texts_are_unlike() -> None:
    assert alike(story(1), story(2)) < 0.1


def test_nothing_is_like_a_text_without_words() -> None:
    assert alike([], story(1)) == 0
    assert alike([], []) == 0


def test_every_tenth_word_changed_leaves_nine_tenths() -> None:
    assert 0.85 < alike(story(1), changed(story(1), 0.1)) < 0.95


def test_paragraphs_lost_do_not_count() -> None:
    whole = story(1)

    assert alike(whole, whole[:180]) == 1
    assert alike(whole, whole[:90] + whole[180:]) == 1


def test_each_may_lose_another_paragraph() -> None:
    whole = story(1)

    assert alike(whole[30:], whole[:200] + whole[230:]) > 0.82


def test_a_byline_and_a_footer_do_not_count_for_much() -> None:
    whole = story(1)

    assert alike(whole, story(2, 6) + whole + story(3, 30)) > 0.95


def test_a_small_part_of_a_text_is_no_copy() -> None:
    assert alike(story(1)[:30], story(1)) < 0.75


def test_one_pattern_filled_in_twice_is_no_copy() -> None:
    """Half of it is the same to the letter, as every day; the passages that matter are others."""
    pattern = story(1, 150)
    monday = pattern[:50] + story(2, 150) + pattern[50:]
    tuesday = pattern[:50] + story(3, 150) + pattern[50:]

    assert alike(monday, tuesday) < 0.6


def test_both_sides_say_the_same() -> None:
    first, second = story(1), changed(story(1), 0.2)[:200]

    assert alike(first, second) == pytest.approx(alike(second, first), abs=0.05)


def test_real_statements_are_no_copies_of_one_another(root: Path) -> None:
    """Daily releases of one office among them, which share two thirds of their wording."""
    folder = root.parent / "shared" / "data" / "re3d"
    if not folder.exists():
        pytest.skip("the shared data are not here")
    lines = [line for path in folder.glob("*/documents.json") for line in path.read_text("utf-8-sig").splitlines()]
    shingler = Shingler()
    texts = [shingler.numbers(json.loads(line)["text"]) for line in lines if line.startswith("{")]

    assert len(texts) > 80
    assert max(likeness(first, second) for first, second in combinations(texts, 2)) < 0.75


def test_a_short_text_with_another_ending_is_no_copy() -> None:
    same = story(1, 20)

    assert alike(same + story(2, 25), same + story(3, 25)) < 0.7


def test_a_short_copy_may_have_another_byline_and_footer() -> None:
    whole = story(1, 100)

    assert alike(story(2, 8) + whole, story(3, 6) + whole + story(4, 15)) > 0.95


def test_two_briefs_that_differ_in_a_word_are_two_reports() -> None:
    words = story(1, 30)
    assert alike(words, [*words[:7], "zz", *words[8:]]) == 0.0
    assert alike(words, words) == 1.0
