import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UserError
from corpus.query import Query, match_expression, parse, with_status


def test_words_and_fields_are_told_apart() -> None:
    found = parse("Hama source:sana status:todo before:2024-12-07 after:2024-12-01 label:ATTACK shelled")
    assert found == Query("Hama shelled", "todo", "sana", "2024-12-07", "2024-12-01", "ATTACK")


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("", Query()),
        ('source:"The New Wire"', Query(source="The New Wire")),
        ("SOURCE:Sana", Query(source="Sana")),
        ("status:DONE", Query(status="done")),
        ("status:progress", Query(status="in progress")),
        ("status:in-progress", Query(status="in progress")),
        ('status:"in progress"', Query(status="in progress")),
        ("status:", Query(text="status:")),
        ('"was shelled"', Query(text='"was shelled"')),
        ("note:x", Query(text="note:x")),
    ],
)
def test_the_search_box_is_read(typed: str, query: Query) -> None:
    assert parse(typed) == query


def test_a_query_that_restricts_nothing_is_false() -> None:
    assert not parse("  ")
    assert parse("label:EVENT")


def test_a_status_is_put_into_a_query() -> None:
    assert with_status(Query(text="Hama"), "In-Progress") == Query(text="Hama", status="in progress")


def test_an_unknown_status_is_refused() -> None:
    with pytest.raises(UserError, match="finished is not a status"):
        with_status(Query(), "finished")


@pytest.mark.parametrize(
    ("typed", "expression"),
    [
        ("", ""),
        ("hama", '"hama"*'),
        ("hama shelled", '"hama" "shelled"*'),
        ('"was shelled"', '"was shelled"'),
        ('"was shelled', '"was shelled"*'),
        ("a * b", '"a" "b"*'),
    ],
)
def test_every_word_is_quoted(typed: str, expression: str) -> None:
    assert match_expression(typed) == expression


@given(st.text(max_size=30))
def test_whatever_is_typed_can_be_read(typed: str) -> None:
    expression = match_expression(parse(typed).text)
    assert expression.count('"') % 2 == 0
