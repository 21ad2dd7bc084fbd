"""Best, low and high from words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labels.resolve import numbers

NONE = (None, None, None)


@pytest.mark.parametrize(
    ("words", "low", "best", "high"),
    [
        ("20", 20, 20, 20),
        ("one", 1, 1, 1),
        ("Twenty-one", 21, 21, 21),
        ("thirty-five", 35, 35, 35),
        ("one hundred and one", 101, 101, 101),
        ("two hundred and fifty thousand", 250_000, 250_000, 250_000),
        ("1.5 million", 1_500_000, 1_500_000, 1_500_000),
        ("35,000", 35_000, 35_000, 35_000),
        ("35 000", 35_000, 35_000, 35_000),
        ("٢٣", 23, 23, 23),
        ("another 12", 12, 12, 12),
        ("at least 20", 20, 20, None),
        ("At least nine", 9, 9, None),
        ("no fewer than 12", 12, 12, None),
        ("more than 100", 100, 100, None),
        ("well over 100", 100, 100, None),
        ("more than a dozen", 12, 12, None),
        ("20+", 20, 20, None),
        ("20 or more", 20, 20, None),
        ("up to 35,000", None, None, 35_000),
        ("as many as 40", None, None, 40),
        ("no more than 5", None, None, 5),
        ("fewer than 10", None, None, 9),
        ("nearly 50", None, 50, 50),
        ("about 30", None, 30, None),
        ("around 30", None, 30, None),
        ("some 30", None, 30, None),
        ("~10", None, 10, None),
        ("between 6 and 8", 6, 6, 8),
        ("Between six and eight", 6, 6, 8),
        ("6-8", 6, 6, 8),
        ("6–8", 6, 6, 8),
        ("6 to 8", 6, 6, 8),
        ("six or seven", 6, 6, 7),
        ("dozens", 12, 12, None),
        ("Dozens of soldiers", 12, 12, None),
        ("a dozen", 12, 12, 12),
        ("two dozen", 24, 24, 24),
        ("half a dozen", 6, 6, 6),
        ("scores", 20, 20, None),
        ("hundreds of prisoners", 100, 100, None),
        ("several hundred", 300, 300, None),
        ("thousands", 1000, 1000, None),
        ("tens of thousands", 10_000, 10_000, None),
        ("several", 3, 3, None),
        ("a family of six", 6, 6, 6),
        ("six members of one family", 6, 6, 6),
        ("a man", 1, 1, 1),
        ("an elderly woman", 1, 1, 1),
        ("the driver", 1, 1, 1),
        ("two women and three children", 5, 5, 5),
        ("three soldiers and a civilian", 4, 4, 4),
        ("20 people, including 3 children", 20, 20, 20),
        ("no casualties", 0, 0, 0),
        ("nobody", 0, 0, 0),
        ("no one", 0, 0, 0),
        ("no-one was hurt", 0, 0, 0),
        ("not one soldier", 0, 0, 0),
        ("none", 0, 0, 0),
    ],
)
def test_english_words(words: str, low: int | None, best: int | None, high: int | None) -> None:
    found = numbers.resolve(words)
    assert found
    assert (found.low, found.best, found.high) == (low, best, high)
    assert found.rule


@pytest.mark.parametrize(
    ("words", "language", "low", "best", "high"),
    [
        ("عشرات", "ar", 10, 10, None),
        ("مئات السجناء", "ar", 100, 100, None),
        ("ثلاثة", "ar", 3, 3, 3),
        ("سبعة مدنيين على الأقل", "ar", 7, 7, None),
        ("أكثر من ٢٠", "ar", 20, 20, None),
        ("بين 6 و8", "ar", 6, 6, 8),
        ("ثلاثة", "en", 3, 3, 3),
        ("au moins 20", "fr", 20, 20, None),
        ("une vingtaine", "fr", None, 20, None),
        ("al menos 20", "es", 20, 20, None),
        ("más de cien", "es", 100, 100, None),
        ("не менее 20", "ru", 20, 20, None),
        ("от 6 до 8", "ru", 6, 6, 8),
    ],
)
def test_other_languages(words: str, language: str, low: int | None, best: int | None, high: int | None) -> None:
    found = numbers.resolve(words, language=language)
    assert found
    assert (found.low, found.best, found.high) == (low, best, high)


@pytest.mark.parametrize("words", ["", " ", "many", "20 percent", "50%", "3.5", "$20 million", "9" * 20, "the town"])
def test_what_is_no_count_stays_open(words: str) -> None:
    assert numbers.resolve(words) is None


PIECES = """
at least up to between and more than fewer no a dozen dozens hundred hundreds of thousand million six twenty 0 5 12
35,000 1.5 - – + ~ % women men or some about nobody عشرات 7 و
"""


@given(
    words=st.lists(st.sampled_from(PIECES.split()), max_size=8).map(" ".join) | st.text(max_size=60),
    language=st.sampled_from(["en", "ar", "fr", "es", "ru", "xx", ""]),
)
def test_the_bounds_are_always_in_order(words: str, language: str) -> None:
    found = numbers.resolve(words, language=language)
    if found:
        given_bounds = [each for each in (found.low, found.best, found.high) if each is not None]
        assert given_bounds == sorted(given_bounds)
        assert given_bounds
        assert all(0 <= each < 2**53 for each in given_bounds)
