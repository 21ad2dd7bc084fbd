"""One role filled by hand."""

from typing import Any

import pytest

from corpus.article import Article
from labels.draft_argument import argument, code_of
from labels.resolver import NullResolver
from labels.role import Role, RoleKind
from labels.span import Span

ARTICLE = Article(1, "", "", "On Friday dozens fled Hama with carts.", published="2024-12-06", language="en")
CODES = (("1", "State forces"), ("2", "Rebel group"), ("7", "Civilians"), ("20", "Rebel group of others"))


def role(kind: RoleKind) -> Role:
    return Role(3, "", "role", kind, "", "", False, False, (), CODES, 0, False)


def value(kind: RoleKind, evidence: tuple[int, int] | None, text: str = "") -> dict[str, Any]:
    return argument(role(kind), evidence, text, article=ARTICLE, resolver=NullResolver()).value


def test_a_span_fills_a_role_with_its_words() -> None:
    span = Span(9, "", 1, 22, 26, 4, "LOCATION", 1, "rima", "human", "Hama", "", "", False, "", "")
    found = argument(role("place"), span, article=ARTICLE, resolver=NullResolver())
    assert (found.role_id, found.text, found.start, found.end, found.span_id, found.value) == (3, "Hama", 22, 26, 9, {})


def test_a_date_of_the_text_is_resolved() -> None:
    assert value("date", (3, 9))["start"] == "2024-12-06"


def test_a_typed_date_is_by_hand() -> None:
    assert value("date", None, "2024-12-01..2024-12-05") == {
        "start": "2024-12-01",
        "end": "2024-12-05",
        "precision": "range",
        "rule": "typed",
        "by_hand": True,
    }


def test_a_typed_date_that_is_none_is_asked_for() -> None:
    assert "is no date" in value("date", None, "soon")["asks"]


def test_a_number_has_bounds() -> None:
    assert value("number", (10, 16))["low"] == 12


def test_what_has_no_number_stays_without() -> None:
    assert value("number", (22, 26)) == {}


def test_words_are_kept_as_they_are() -> None:
    found = argument(role("text"), None, "  carts ", article=ARTICLE, resolver=NullResolver())
    assert (found.text, found.start, found.value) == ("carts", None, {})


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("2", "2"),
        ("rebel group", "2"),
        ("Rebel", "2"),
        ("the civilians", "7"),
        ("STATE-FORCES", "1"),
        ("xy", ""),
        ("", ""),
    ],
)
def test_a_code_is_found_by_itself_or_by_its_meaning(words: str, code: str) -> None:
    assert code_of(role("code"), words) == code
