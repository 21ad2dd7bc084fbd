import pytest

from desktop.event_values import Clear, Find, rows_for
from desktop.type_ahead_rows import Row
from labels.event import Argument, ArgumentDraft
from labels.role import Role, RoleKind

CODES = (("1", "State forces"), ("2", "Rebel group"))


def role(kind: RoleKind) -> Role:
    return Role(4, "", "Role", kind, "", "", True, False, (), CODES if kind == "code" else (), 4, False)


def rows(kind: RoleKind, typed: str, *there: Argument) -> list[Row]:
    return rows_for(role(kind), there, typed, published="2024-12-06", language="en")


def filled(kind: RoleKind, text: str) -> Argument:
    return Argument(9, "", 1, 4, "Role", kind, "", 0, None, 0, 4, text, {}, None, "", None, "")


def first(found: list[Row]) -> ArgumentDraft:
    value = found[0].value
    assert isinstance(value, ArgumentDraft)
    return value


def test_a_day_is_read_as_it_is_typed() -> None:
    found = first(rows("date", "2024-12-04"))
    assert (found.value["start"], found.value["end"], found.value["precision"]) == ("2024-12-04", "2024-12-04", "day")
    assert found.start is None


def test_what_is_no_date_cannot_be_chosen_and_says_why() -> None:
    (row,) = rows("date", "blah blah")
    assert not row.enabled
    assert "is no date" in row.text


def test_bounds_are_read_as_they_are_typed() -> None:
    assert first(rows("number", "between 6 and 8")).value["low"] == 6


def test_words_that_are_no_number_may_stand_alone() -> None:
    found = first(rows("number", "unknown"))
    assert (found.text, found.value) == ("unknown", {})


@pytest.mark.parametrize(("typed", "codes"), [("", ["1", "2"]), ("reb", ["2"]), ("1", ["1"]), ("zz", [])])
def test_codes_are_chosen_from_the_list(typed: str, codes: list[str]) -> None:
    found = [row.value for row in rows("code", typed)]
    assert [each.value["code"] for each in found if isinstance(each, ArgumentDraft)] == codes


def test_a_place_may_be_typed_freely_or_looked_up() -> None:
    values = [row.value for row in rows("place", "Nassib crossing")]
    assert values == [ArgumentDraft(4, "Nassib crossing"), Find(None, "Nassib crossing")]


def test_what_is_there_can_be_looked_up_and_cleared() -> None:
    values = [row.value for row in rows("actor", "", filled("actor", "HTS"))]
    assert values == [Find(9, "HTS"), Clear(9)]


def test_nothing_is_offered_for_words_before_something_is_typed() -> None:
    assert rows("text", "  ") == []
