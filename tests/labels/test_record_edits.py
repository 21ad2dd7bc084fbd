from collections.abc import Callable

import pytest

from corpus import journal
from corpus.errors import UserError
from corpus.store import Store
from labels import events, record_edits, records, roles
from labels.event import ArgumentDraft, EventDraft


@pytest.mark.parametrize(
    ("typed", "start", "end", "precision"),
    [
        ("2024-12-04", "2024-12-04", "2024-12-04", "day"),
        ("4 Dec 2024", "2024-12-04", "2024-12-04", "day"),
        ("2024-12", "2024-12-01", "2024-12-31", "month"),
        ("2024", "2024-01-01", "2024-12-31", "year"),
        ("2024-12-04 – 2024-12-06", "2024-12-04", "2024-12-06", "range"),
        ("2024-12-04 – 06", "2024-12-04", "2024-12-06", "range"),
        ("2024-11-30 to 12-02", "2024-11-30", "2024-12-02", "range"),
    ],
)
def test_dates_as_people_type_them(typed: str, start: str, end: str, precision: str) -> None:
    value = record_edits.read_date(typed)
    assert (value["start"], value["end"], value["precision"], value["by_hand"]) == (start, end, precision, True)


@pytest.mark.parametrize("typed", ["soon", "2024-13-01", "2024-12-06 – 2024-12-04", "1 – 2 – 3", "2024-02-30"])
def test_no_date_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match=r"date|ends before"):
        record_edits.read_date(typed)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("24", (24, 24, 24)),
        ("20–35", (20, None, 35)),
        ("24 (20-35)", (20, 24, 35)),
        ("20+", (20, None, None)),
        ("at least 20", (20, None, None)),
        ("up to 35,000", (None, None, 35_000)),
    ],
)
def test_numbers_as_people_type_them(typed: str, numbers: tuple[int | None, ...]) -> None:
    value = record_edits.read_bounds(typed)
    assert (value["low"], value["best"], value["high"]) == numbers


@pytest.mark.parametrize("typed", ["many", "-3", "1.5", "1 2 3", "9" * 30])
def test_no_number_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="people"):
        record_edits.read_bounds(typed)


@pytest.fixture
def event(store: Store, add_article: Callable[..., int]) -> int:
    """An event whose date rests on words, in a codebook with roles for date and fatalities."""
    with journal.step(store, "codebook", "Roles") as step:
        date = roles.insert(step, "Date", kind="date", slot="date")
        roles.insert(step, "Fatalities", kind="number", slot="fatalities")
    draft = EventDraft(arguments=(ArgumentDraft(date, "on Friday", start=18, end=27),))
    return events.add(store, add_article(), draft).events[0]


def test_a_typed_date_keeps_the_words_that_prove_it(store: Store, event: int) -> None:
    record_edits.set_date(store, event, "2024-12-06")
    argument = events.get(store, event).arguments[0]
    assert (argument.text, argument.start, argument.value["start"]) == ("on Friday", 18, "2024-12-06")


def test_fatalities_fill_the_role_that_is_for_them(store: Store, event: int) -> None:
    record_edits.set_fatalities(store, event, "20–35")
    row = records.rows(store, [event])[0]
    assert (row.low, row.best, row.high) == (20, None, 35)


def test_nothing_typed_empties_the_field(store: Store, event: int) -> None:
    record_edits.set_fatalities(store, event, "3")
    record_edits.set_fatalities(store, event, " ")
    assert records.rows(store, [event])[0].best is None


def test_without_such_a_role_it_says_where_to_add_one(store: Store, add_article: Callable[..., int]) -> None:
    event = events.add(store, add_article(), EventDraft()).events[0]
    with pytest.raises(UserError, match="Codebook page"):
        record_edits.set_date(store, event, "2024-12-06")
