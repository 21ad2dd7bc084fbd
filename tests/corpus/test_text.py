import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.text import TextMap, clean_text, fingerprint

NASTY = st.text(alphabet="\r\n\x00\ud800\udc00\ufdd0\ufeffa😀é\u0301ا ", max_size=14)
REMOVED = {"\x00", "\ufdd0", "\ufdd1"} | {chr(code) for code in range(0xD800, 0xE000)}


def survivors(raw: str) -> list[tuple[int, str]]:
    """Where each character of the cleaned text stood in `raw`, found in another way than the program does."""
    left = [(index, char) for index, char in enumerate(raw) if char not in REMOVED]
    result: list[tuple[int, str]] = []
    for place, (index, char) in enumerate(left):
        if char != "\r":
            result.append((index, char))
        elif [other for _, other in left[place + 1 : place + 2]] != ["\n"]:
            result.append((index, "\n"))
    while result and result[0][1] == "\ufeff":
        del result[0]
    return result


@settings(max_examples=2000)
@given(NASTY)
def test_every_cut_of_the_raw_text_maps_to_what_is_left_of_it(raw: str) -> None:
    text, move, left = clean_text(raw), TextMap(raw), survivors(raw)
    places = [move(offset) for offset in range(len(raw) + 1)]
    for start in range(len(raw) + 1):
        for end in range(start, len(raw) + 1):
            assert text[places[start] : places[end]] == "".join(char for index, char in left if start <= index < end)


@settings(max_examples=500)
@given(NASTY)
def test_cleaning_twice_changes_nothing_more(raw: str) -> None:
    assert clean_text(clean_text(raw)) == clean_text(raw)


@settings(max_examples=500)
@given(NASTY)
def test_cleaned_text_can_be_stored_and_hashed(raw: str) -> None:
    text = clean_text(raw)
    assert not {*text} & REMOVED
    assert "\r" not in text
    assert len(fingerprint(text)) == 64


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("\ufeffHama", "Hama"),
        ("\ufeff\ufeffHama", "Hama"),
        ("\x00\ufeffHama", "Hama"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\r\x00\nb", "a\nb"),
        ("a\r\r\nb", "a\n\nb"),
        ("Ha\ufeffma", "Ha\ufeffma"),
        ("\ud83dx\udcaa", "x"),
        ("e\u0301", "e\u0301"),
        ("", ""),
    ],
)
def test_text_is_cleaned_and_not_normalised(raw: str, text: str) -> None:
    assert clean_text(raw) == text


@pytest.mark.parametrize("raw", ["plain", "with\r\nbreak"])
def test_an_offset_outside_the_raw_text_is_refused(raw: str) -> None:
    move = TextMap(raw)
    for offset in (-1, len(raw) + 1):
        with pytest.raises(IndexError):
            move(offset)
