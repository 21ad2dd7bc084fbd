import pytest

from corpus import stored_json

BROKEN = ["", "{", "[" * 200_000, "9" * 5_000, None, 7, b"\xff"]


@pytest.mark.parametrize("text", BROKEN)
def test_what_cannot_be_read_is_nothing(text: object) -> None:
    assert stored_json.anything(text) is None
    assert stored_json.mapping(text) == {}
    assert stored_json.items(text) == []


def test_only_what_is_asked_for_is_returned() -> None:
    assert stored_json.mapping('{"a": [1]}') == {"a": [1]}
    assert stored_json.items('[{"a": 1}]') == [{"a": 1}]
    assert stored_json.mapping("[1]") == {}
    assert stored_json.items('{"a": 1}') == []
    assert stored_json.anything("2.5") == 2.5
