"""The words around an item."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QPixmap

from desktop import theme
from desktop.errors.reading_card import CONTEXT, ReadingCard, excerpt, visible


@given(st.text("ab \n", min_size=1, max_size=900), st.data())
def test_an_excerpt_holds_the_words_in_their_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    around, left = excerpt(text, start, end)
    assert around[start - left : end - left] == text[start:end].replace("\n", " ")
    assert len(around) <= end - start + 2 * CONTEXT


def test_it_begins_and_ends_with_whole_words() -> None:
    text = " ".join(["checkpoint"] * 60)
    around, _ = excerpt(text, 330, 340)
    assert set(around.split()) == {"checkpoint"}


@pytest.mark.parametrize("text", ["Hama 🔥 burned", "دخلوا مدينة حماة ليلا", "x" * 400])
def test_any_text_can_be_painted(text: str, qapp: object) -> None:
    card = ReadingCard("You", theme.light())
    card.resize(300, 200)
    card.show_reading(text, (2, 9), None, says=False)
    picture = QPixmap(card.size())
    card.render(picture)
    assert card.accessibleName() == "You: no label"


def test_whole_lines_are_shown_from_the_top_when_the_words_are_among_them() -> None:
    assert visible([0, 10, 20, 30, 40], (0, 0), 25) == (0, 1)


def test_a_line_after_the_words_is_shown_too_where_there_is_one() -> None:
    assert visible([0, 10, 20, 30, 40], (1, 1), 25) == (1, 2)


def test_lines_above_make_room_for_the_words() -> None:
    assert visible([0, 10, 20, 30, 40], (3, 3), 25) == (2, 3)


def test_the_first_of_more_lines_than_fit_is_shown() -> None:
    assert visible([0, 10, 20, 30, 40], (1, 3), 15) == (1, 1)


def test_a_card_without_lines_shows_nothing() -> None:
    assert visible([0, 0], (0, 0), 5) == (0, 0)
