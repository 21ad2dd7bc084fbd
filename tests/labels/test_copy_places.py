import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from labels.copy_places import CopyPlaces

TEXT = (
    "BEIRUT (Wire) - Rebels seized the town of Hama on Friday, residents said. Six people were killed.\n\n"
    "In Homs, soldiers left their posts on Thursday. The governor could not be reached for comment."
)


def find(copy: str, words: str, *, text: str = TEXT) -> str:
    """Return the words found in the copy, or the sentence that says why there are none."""
    start = text.index(words)
    found = CopyPlaces(text, copy).find(start, start + len(words))
    return found if isinstance(found, str) else copy[slice(*found)]


def test_words_of_the_same_text_stand_where_they_stood() -> None:
    assert CopyPlaces(TEXT, TEXT).find(10, 20) == (10, 20)


def test_words_are_found_behind_another_byline() -> None:
    copy = TEXT.replace("BEIRUT (Wire) - ", "By our correspondent in Damascus\n\n")

    assert find(copy, "seized the town") == "seized the town"
    assert CopyPlaces(TEXT, copy).find(TEXT.index("Hama"), TEXT.index("Hama") + 4) == (
        copy.index("Hama"),
        copy.index("Hama") + 4,
    )


def test_words_broken_over_a_line_are_the_same() -> None:
    assert find(TEXT.replace("town of Hama", "town\nof Hama"), "town of Hama") == "town\nof Hama"


def test_part_of_a_word_is_found() -> None:
    assert find(TEXT.replace("Six", "About six"), "peop") == "peop"


def test_signs_at_the_ends_belong_to_the_words() -> None:
    assert find(TEXT.replace("BEIRUT", "DAMASCUS"), "(Wire)") == "(Wire)"


def test_a_changed_word_is_not_found() -> None:
    assert find(TEXT.replace("Six people", "Eight people"), "Six") == "“Six” does not stand there in the copy."


def test_words_around_a_changed_word_are_not_found_as_one() -> None:
    assert "does not stand there" in find(TEXT.replace("seized", "took"), "Rebels seized the town")


def test_a_paragraph_that_was_cut_is_not_found() -> None:
    assert "does not stand there" in find(TEXT.split("\n\n")[0], "Homs")


def test_a_paragraph_that_was_moved_is_found_by_its_sentence() -> None:
    first, second = TEXT.split("\n\n")

    assert find(f"{second}\n\n{first}", "Hama") == "Hama"
    assert find(f"{second}\n\n{first}", "Homs") == "Homs"


def test_the_same_word_elsewhere_is_another_mention() -> None:
    copy = "Friday prayers were held in the capital as every week, and nothing else was heard of on that day."

    assert "does not stand there" in find(copy, "Friday") or "another mention" in find(copy, "Friday")


def test_blanks_alone_are_not_found() -> None:
    assert isinstance(CopyPlaces("a  b", "a  b").find(1, 3), str)


@pytest.mark.parametrize("copy", ["", "...", " "])
def test_a_copy_without_words(copy: str) -> None:
    assert "does not stand there" in find(copy, "Hama")


WORDS = st.lists(st.sampled_from(["Hama", "fell", "on", "Friday", ".", "\n"]), max_size=30).map(" ".join)


@given(WORDS, WORDS, st.data())
def test_what_is_found_has_the_same_words(text: str, copy: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assume(start < end)
    found = CopyPlaces(text, copy).find(start, end)

    if not isinstance(found, str):
        assert 0 <= found[0] < found[1] <= len(copy)
        assert copy[slice(*found)].split() == text[start:end].split()
