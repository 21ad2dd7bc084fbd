"""The table of events, read. Events are written by `labels.events`; the table follows by itself."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus import articles, journal
from corpus.store import Store
from labels import canonicals, event_types, events, places, records, roles
from labels.event import ArgumentDraft, EventDraft
from labels.place import PlaceDraft
from labels.record import Box, RecordQuery

Add = Callable[..., int]


@pytest.fixture
def types(store: Store) -> dict[str, int]:
    """Battles / Armed clash, and Protests."""
    with journal.step(store, "codebook", "Types") as step:
        battles = event_types.insert(step, "Battles", colour="#c2410c")
        clash = event_types.insert(step, "Armed clash", parent_id=battles)
        return {"Battles": battles, "Armed clash": clash, "Protests": event_types.insert(step, "Protests")}


@pytest.fixture
def slots(store: Store) -> dict[str, int]:
    """A role for each column, and one that has none."""
    with journal.step(store, "codebook", "Roles") as step:
        return {
            "actor": roles.insert(step, "Actor", kind="actor", slot="actor", many=True),
            "target": roles.insert(step, "Target", kind="actor", slot="target"),
            "place": roles.insert(step, "Place", kind="place", slot="place"),
            "date": roles.insert(step, "Date", kind="date", slot="date"),
            "fatalities": roles.insert(step, "Fatalities", kind="number", slot="fatalities"),
            "weapon": roles.insert(step, "Weapon", kind="text", slot="weapon", many=True),
        }


@pytest.fixture
def add(store: Store, add_article: Callable[..., int], types: dict[str, int], slots: dict[str, int]) -> Add:
    """Takes what an event says and returns its id; each has an article of its own unless one is named."""
    made: list[int] = []

    def one(
        *, kind: str = "Armed clash", date: str = "", actor: str = "",
        place: tuple[str, str, float, float] | None = None,
        low: int | None = None, best: int | None = None, high: int | None = None, weapons: tuple[str, ...] = (),
        title: str = "", article_id: int = 0, **fields: object,
    ) -> int:  # fmt: skip
        made.append(1)
        article = article_id or add_article(f"Story {len(made)} was told.", title=title or f"Story {len(made)}")
        filled = [ArgumentDraft(slots["actor"], name) for name in actor.split("; ") if name]
        if date:
            filled.append(ArgumentDraft(slots["date"], date, value={"start": date, "end": date, "precision": "day"}))
        if place is not None:
            name, country, latitude, longitude = place
            with journal.step(store, "place", f"Place {name}") as step:
                where = PlaceDraft(name, country=country, latitude=latitude, longitude=longitude)
                place_id = places.insert(step, where)
            filled.append(ArgumentDraft(slots["place"], name, place_id=place_id))
        if (low, best, high) != (None, None, None):
            number = {"low": low, "best": best, "high": high}
            filled.append(ArgumentDraft(slots["fatalities"], "some", value=number))
        filled += [ArgumentDraft(slots["weapon"], weapon) for weapon in weapons]
        draft = EventDraft(types.get(kind), arguments=tuple(filled))
        return events.add(store, article, replace(draft, **fields)).events[0]  # type: ignore[arg-type]

    return one


def found(store: Store, **query: object) -> list[int]:
    return sorted(records.ids(store, RecordQuery(**query)))  # type: ignore[arg-type]


def test_an_empty_project_has_no_records(store: Store) -> None:
    assert list(records.ids(store)) == []
    assert records.count(store) == 0
    assert len(records.table(store).ids) == 0


def test_the_latest_is_first_and_without_a_date_is_last(store: Store, add: Add) -> None:
    none, early, late = add(), add(date="2024-11-27"), add(date="2024-12-05")
    assert list(records.ids(store)) == [late, early, none]
    assert list(records.ids(store, descending=False)) == [early, late, none]


@pytest.mark.parametrize("sort", list(records.SORTS))
def test_everything_can_be_sorted_by(store: Store, add: Add, sort: str) -> None:
    made = {add(date="2024-12-05", actor="HTS", best=3), add()}
    for descending in (True, False):
        assert set(records.ids(store, sort=sort, descending=descending)) == made  # type: ignore[arg-type]


def test_a_type_finds_what_is_below_it(store: Store, add: Add, types: dict[str, int]) -> None:
    clash, _ = add(), add(kind="Protests")
    assert found(store, types=(types["Battles"],)) == [clash]


def test_no_type_yet_can_be_asked_for(store: Store, add: Add) -> None:
    open_, _ = add(kind=""), add()
    assert found(store, types=(0,)) == [open_]


def test_dates_are_inclusive(store: Store, add: Add) -> None:
    made = [add(date=f"2024-12-0{day}") for day in (4, 5, 6)]
    assert found(store, since="2024-12-05", until="2024-12-05") == [made[1]]
    assert found(store, until="2024-12-05") == made[:2]


def test_a_month_and_no_date(store: Store, add: Add) -> None:
    december, none = add(date="2024-12-31"), add()
    assert found(store, month="2024-12") == [december]
    assert found(store, month=records.NO_DATE) == [none]


def test_one_of_several_actors_is_found(store: Store, add: Add) -> None:
    both, _ = add(actor="HTS; Southern Operations Room"), add(actor="HTS 2")
    assert found(store, actor="HTS") == [both]


def test_records_without_an_actor_or_country(store: Store, add: Add) -> None:
    _, none = add(actor="HTS", place=("Hama", "SY", 35.1, 36.7)), add()
    assert found(store, actor=records.BLANK) == [none]
    assert found(store, country=records.BLANK) == [none]


def test_text_is_looked_for_in_names_notes_and_titles(store: Store, add: Add) -> None:
    by_actor, by_note, by_title = add(actor="Third Division"), add(note="third hand"), add(title="The third gate")
    assert found(store, text="third") == [by_actor, by_note, by_title]
    assert found(store, text="third gate") == [by_title]


def test_text_is_looked_for_in_the_name_of_the_country(store: Store, add: Add) -> None:
    hama, _ = add(place=("Hama", "SY", 35.1, 36.7)), add(place=("Fiji", "FJ", -17.0, 179.5))
    assert found(store, text="syria") == [hama]


def test_text_is_looked_for_in_the_type_and_what_it_is_below(store: Store, add: Add) -> None:
    clash, protest = add(), add(kind="Protests")
    assert found(store, text="battles") == [clash]
    assert found(store, text="protest") == [protest]


def test_details_are_what_is_searched(store: Store, add: Add) -> None:
    event = add(place=("Hama", "SY", 35.1, 36.7), note="Seen", title="Hama falls")
    (row,) = records.details(store)
    assert len(row) == len(records.DETAILS)
    assert dict(zip(records.DETAILS, row, strict=True))["event"] == event
    hay = records.hay(row, records.type_paths(store))
    assert all(word in hay for word in ("syria", "battles / armed clash", "seen", "hama falls"))


def test_details_of_some_articles_or_of_a_stretch_of_events(store: Store, add: Add) -> None:
    first, second = add(), add()
    article = records.rows(store, [second])[0].article_id
    assert [row[0] for row in records.details(store, [article])] == [second]
    assert [row[0] for row in records.details(store, first=first, last=first)] == [first]


def test_numbers_say_where_nothing_is_said(store: Store, add: Add) -> None:
    add()
    numbers = records.table(store)
    assert (list(numbers.best), list(numbers.lats)) == ([-1], [records.NOWHERE])


def test_what_is_typed_is_no_pattern(store: Store, add: Add) -> None:
    add(actor="HTS")
    percent = add(actor="100%")
    assert found(store, text="%") == [percent]
    assert found(store, text="_") == []


def test_status_and_historical(store: Store, add: Add) -> None:
    planned, old, _ = add(status="planned"), add(historical=True), add()
    assert found(store, status="planned") == [planned]
    assert found(store, historical=True) == [old]


def test_part_of_the_map_also_over_the_date_line(store: Store, add: Add) -> None:
    hama, fiji = add(place=("Hama", "SY", 35.1, 36.7)), add(place=("Fiji", "FJ", -17.0, 179.5))
    assert found(store, box=Box(30, 30, 40, 40)) == [hama]
    assert found(store, box=Box(-20, 170, 0, -170)) == [fiji]


def test_joined_reports_can_be_listed_once(store: Store, add: Add) -> None:
    first, second, alone = add(), add(), add()
    canonicals.join(store, [first, second])
    assert found(store, canonical_only=True) == [first, alone]
    assert [row.reports for row in records.rows(store, [first, alone])] == [2, 1]


def test_events_of_a_removed_article_are_gone(store: Store, add: Add) -> None:
    event = add()
    articles.remove(store, [records.rows(store, [event])[0].article_id])
    assert found(store) == []
    assert records.rows(store, [event]) == []


def test_rows_say_what_an_event_says(store: Store, add: Add) -> None:
    event = add(date="2024-12-05", actor="HTS", place=("Hama", "SY", 35.1, 36.7), low=20, high=35, title="Hama falls")
    (row,) = records.rows(store, [event])
    assert (row.date_start, row.actor, row.place, row.country) == ("2024-12-05", "HTS", "Hama", "SY")
    assert (row.low, row.best, row.high, row.title, row.coder) == (20, None, 35, "Hama falls", "rima")


def test_rows_come_in_the_order_asked_for(store: Store, add: Add) -> None:
    first, second = add(), add()
    assert [row.event_id for row in records.rows(store, [second, 999, first])] == [second, first]


def test_other_roles_come_when_asked_for(store: Store, add: Add, slots: dict[str, int]) -> None:
    event = add(weapons=("mortar", "drone"))
    assert records.rows(store, [event])[0].extra == {}
    assert records.rows(store, [event], roles=[slots["weapon"]])[0].extra == {slots["weapon"]: "mortar; drone"}


def test_numbers_of_the_table_are_filled_from_their_neighbours(store: Store, add: Add) -> None:
    add(low=20), add(best=5)
    numbers = records.table(store)
    assert [list(column) for column in (numbers.low, numbers.best, numbers.high)] == [[20, 5], [20, 5], [20, 5]]


def test_table_of_some_articles(store: Store, add: Add) -> None:
    _, event = add(), add()
    article = records.rows(store, [event])[0].article_id
    assert list(records.table(store, [article]).ids) == [event]


def test_points_leave_out_what_has_no_place(store: Store, add: Add, types: dict[str, int]) -> None:
    hama, _ = add(place=("Hama", "SY", 35.1, 36.7)), add()
    points = records.points(store)
    assert (list(points.ids), list(points.lats), list(points.types)) == ([hama], [35.1], [types["Armed clash"]])


def test_days_weeks_and_months_by_root_type(store: Store, add: Add, types: dict[str, int]) -> None:
    add(date="2024-12-05"), add(date="2024-12-08"), add(date="2024-12-09", kind="Protests")
    battles, protests = types["Battles"], types["Protests"]
    assert records.days(store)["2024-12-05"] == {battles: 1}
    assert records.days(store, unit="week") == {"2024-12-02": {battles: 2}, "2024-12-09": {protests: 1}}
    assert records.days(store, unit="month") == {"2024-12-01": {battles: 2, protests: 1}}


def test_groups_are_counted_the_largest_first(store: Store, add: Add) -> None:
    add(actor="HTS"), add(actor="HTS"), add()
    assert [(group.key, group.count) for group in records.groups(store, "actor")] == [("HTS", 2), (records.BLANK, 1)]


def test_a_groups_key_finds_its_records(store: Store, add: Add) -> None:
    add(date="2024-12-05"), add(date="2024-11-05"), add()
    for group in records.groups(store, "month"):
        assert len(found(store, month=group.key)) == group.count


def test_undo_takes_the_record_back(store: Store, add: Add) -> None:
    add()
    journal.undo(store)
    assert found(store) == []
