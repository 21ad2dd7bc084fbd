"""Characters that cannot be seen."""

import pytest

from desktop.reader.invisible import invisibles


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\u202eb\u202cc", [(1, 2, "RLO"), (3, 4, "PDF")]),
        ("zero\u200bwidth", [(4, 5, "ZWSP")]),
        ("x\u200b\u200b\u200by", [(1, 4, "ZWSP×3")]),
        ("a\ufeffb", [(1, 2, "BOM")]),
        ("a\U000e0041\U000e0042b", [(1, 3, "TAG×2")]),
        ("a\u200db", [(1, 2, "ZWJ")]),
        ("\u2068name\u2069", [(0, 1, "FSI"), (5, 6, "PDI")]),
    ],
)
def test_they_are_named_with_their_code_points(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert [(found.start, found.end, found.name) for found in invisibles(text)] == expected


@pytest.mark.parametrize(
    "text",
    ["\U0001f469\u200d\U0001f692", "\u0645\u06cc\u200c\u0631\u0648\u0645", "\U0001f3f4\U000e0067\U000e0062", "plain"],
)
def test_what_spelling_and_emoji_need_is_left_alone(text: str) -> None:
    assert invisibles(text) == []
