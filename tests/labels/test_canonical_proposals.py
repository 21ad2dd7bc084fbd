"""Which events are proposed as reports of one happening."""

from collections.abc import Callable
from typing import Any

import pytest

from corpus import journal
from corpus.errors import UserError
from corpus.progress import Cancelled
from corpus.store import Store
from corpus.uid import new_uid
from labels import canonicals, entities, event_types, events, roles
from labels.canonical_proposals import WINDOW, propose, set_window, window
from labels.canonical_scores import Window
from labels.entity import EntityDraft
from labels.event import ArgumentDraft, EventDraft

Code = Callable[..., int]
HAMA, SALAMIYAH, HOMS = ("Hama", 35.13, 36.75), ("Salamiyah", 35.01, 37.05), ("Homs", 34.73, 36.72)
TEXT = "Rebels shelled the {place} airport and killed soldiers, the governor said."


@pytest.fixture
def code(store: Store, add_article: Callable[..., int]) -> Code:
    """Codes an event with day, place and actors in an article of its own; returns its id."""
    with journal.step(store, "codebook", "x") as step:
        battles = event_types.insert(step, "Battles")
        types = {"Battles": battles, "Clash": event_types.insert(step, "Clash", parent_id=battles)}
        types["Protests"] = event_types.insert(step, "Protests")
        actor = roles.insert(step, "Actor", kind="actor", slot="actor", many=True)
        date = roles.insert(step, "Date", kind="date", slot="date")
        where = roles.insert(step, "Place", kind="place", slot="place")

    def code(
        day: str, place: tuple[str, float | None, float | None] | None = HAMA, *actors: str | int, kind: str = "Clash",
        text: str = "", article: int = 0, precision: str = "exact", end: str = "", **draft: Any,
    ) -> int:  # fmt: skip
        number = store.value("SELECT count(*) FROM article")
        words = text or TEXT.format(place=place[0] if place else "old")
        article = article or add_article(f"Wire {number}. {words}", published="2024-12-10")
        filled = [ArgumentDraft(date, day, value={"start": day, "end": end or day})] if day else []
        if place:
            filled.append(ArgumentDraft(where, place[0], value={"precision": precision}, place_id=put(place)))
        for each in actors:
            linked = each if isinstance(each, int) else None
            filled.append(ArgumentDraft(actor, str(each), entity_id=linked))
        made = EventDraft(types[kind], start=9, end=20, arguments=tuple(filled), **draft)
        return events.add(store, article, made).events[0]

    def put(place: tuple[str, float | None, float | None]) -> int | None:
        if place[1] is None:
            return None
        held = store.value("SELECT id FROM place WHERE name = ?", (place[0],))
        with journal.step(store, "place", "x") as step:
            row = {"uid": new_uid(), "name": place[0], "country": "SY", "latitude": place[1], "longitude": place[2]}
            return int(held or step.insert("place", {**row, "origin": "human", "created": "", "changed": ""}))

    return code


def groups(store: Store, **options: Any) -> list[tuple[int, ...]]:
    return [proposal.event_ids for proposal in propose(store, **options)]


def test_the_same_happening_in_two_articles_is_proposed(store: Store, code: Code) -> None:
    one, other = code("2024-12-05", HAMA, "Rebels"), code("2024-12-05", HAMA, "rebels")
    code("2024-12-05", HOMS, "Rebels")
    found = propose(store)
    assert [proposal.event_ids for proposal in found] == [(one, other)]
    assert found[0].why.startswith("same day, same place, same actors")
    assert 0.9 < found[0].score <= 1
    assert events.get(store, one).canonical_id is None


@pytest.mark.parametrize(
    "other",
    [
        {"day": "2024-12-09"},
        {"place": HOMS},
        {"kind": "Protests"},
        {"historical": True},
        {"status": "planned"},
        {"actors": ("Students",), "text": "Quite another story was told by somebody else on television."},
    ],
    ids=["days apart", "far apart", "another type", "history", "only planned", "other actors and words"],
)
def test_what_is_not_proposed(store: Store, code: Code, other: dict[str, Any]) -> None:
    code("2024-12-05", HAMA, "Rebels")
    given = {"day": "2024-12-06", "place": HAMA, "actors": ("Rebels",), **other}
    code(given.pop("day"), given.pop("place"), *given.pop("actors"), **given)
    assert groups(store) == []


def test_the_windows_can_be_widened(store: Store, code: Code) -> None:
    pair = code("2024-12-01", HAMA, "Rebels"), code("2024-12-06", SALAMIYAH, "Rebels")
    assert groups(store) == []
    assert groups(store, days=7, km=60, min_score=0.5) == [pair]


def test_a_long_event_meets_those_within_it(store: Store, code: Code) -> None:
    pair = code("2024-12-01", HAMA, "Rebels", end="2024-12-08"), code("2024-12-08", HAMA, "Rebels")
    assert groups(store) == [pair]


def test_events_of_one_article_are_never_proposed(store: Store, code: Code) -> None:
    one = code("2024-12-05", HAMA, "Rebels")
    code("2024-12-05", HAMA, "Rebels", article=events.get(store, one).article_id)
    assert groups(store) == []


def test_a_group_never_holds_two_of_one_article(store: Store, code: Code) -> None:
    one, other = code("2024-12-05", HAMA, "Rebels"), code("2024-12-05", HAMA, "Rebels")
    code("2024-12-05", HAMA, "Rebels", article=events.get(store, one).article_id)
    assert [len(group) for group in groups(store)] == [2]
    assert other in groups(store)[0]


def test_without_a_place_the_actors_must_fit(store: Store, code: Code) -> None:
    pair = code("2024-12-05", HAMA, "Rebels"), code("2024-12-05", None, "Rebels")
    code("2024-12-05", None, "Students", text="Nobody knows anything about what those people wanted there.")
    assert groups(store) == [pair]


def test_places_without_coordinates_meet_by_name(store: Store, code: Code) -> None:
    pair = code("2024-12-05", ("Nassib", None, None), "Army"), code("2024-12-06", ("nassib", None, None), "Army")
    assert groups(store) == [pair]


def test_a_province_is_no_spot(store: Store, code: Code) -> None:
    pair = code("2024-12-05", HAMA, "Rebels"), code("2024-12-05", HOMS, "Rebels", precision="country")
    assert groups(store, min_score=0.5) == [pair]


def test_actors_of_one_group_fit(store: Store, code: Code) -> None:
    entities.add(store, EntityDraft("Opposition"))
    for name in ("HTS", "SNA"):
        entities.add(store, EntityDraft(name, parent_id=1))
    pair = code("2024-12-05", HAMA, 2), code("2024-12-05", HAMA, 3)
    assert groups(store) == [pair]
    assert "actors of one group" in propose(store)[0].why


def test_an_event_without_a_day_has_that_of_its_article(store: Store, code: Code) -> None:
    pair = code("2024-12-10", HAMA, "Rebels"), code("", HAMA, "Rebels")
    assert sorted(groups(store)[0]) == sorted(pair)


def test_a_new_report_is_proposed_to_those_joined(store: Store, code: Code) -> None:
    one, other = code("2024-12-05", HAMA, "Rebels"), code("2024-12-05", HAMA, "Rebels")
    canonicals.join(store, [one, other])
    assert propose(store) == []
    third = code("2024-12-05", HAMA, "Rebels")
    found = propose(store)
    assert [(each.event_ids, each.canonical_id) for each in found] == [((one, other, third), 1)]


def test_what_is_kept_apart_is_not_proposed_again(store: Store, code: Code) -> None:
    one, other, third = (code("2024-12-05", HAMA, "Rebels") for _ in range(3))
    canonicals.keep_apart(store, [one, other])
    assert all(not {one, other} <= set(group) for group in groups(store))
    assert any(third in group for group in groups(store))
    canonicals.forget_apart(store)
    assert groups(store) == [(one, other, third)]


def test_near_a_pole_and_at_the_equator(store: Store, code: Code) -> None:
    north = code("2024-12-05", ("A", 85.0, 10.0), "X"), code("2024-12-05", ("B", 85.0, 12.0), "X")
    south = code("2024-12-05", ("C", 0.0001, 20.0), "Y"), code("2024-12-05", ("D", -0.0001, 20.1), "Y")
    assert sorted(groups(store, km=25)) == [north, south]


def test_it_can_be_stopped(store: Store, code: Code) -> None:
    code("2024-12-05")

    def stop(done: int, total: int | None = None, note: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        propose(store, progress=stop)


def test_the_next_town_a_day_later_is_another_event(store: Store, code: Code) -> None:
    rastan, towns = ("Rastan", 34.92, 36.73), []
    for place, day in ((HAMA, "2024-12-05"), (rastan, "2024-12-06")):
        towns.append(tuple(code(day, place, "HTS") for _ in range(2)))
    assert sorted(groups(store)) == towns
    assert sorted(groups(store, days=3, km=25)) == towns


def test_a_chain_of_days_is_no_happening(store: Store, code: Code) -> None:
    for day in range(1, 7):
        code(f"2024-12-0{day}", HAMA, "Rebels")
    assert [len(group) for group in groups(store)] == [2, 2, 2]


def test_words_that_everybody_uses_join_nothing(store: Store, code: Code) -> None:
    told = "Government forces said in a statement on Thursday that fighting went on near the river, agencies reported."
    for at in range(30):
        code(f"2024-12-0{1 + at % 2}", None, f"Group{at} alone", text=told)
    assert groups(store) == []


def test_the_windows_are_kept_with_the_project(store: Store, code: Code) -> None:
    pair = code("2024-12-01", HAMA, "Rebels"), code("2024-12-03", SALAMIYAH, "Rebels")
    assert groups(store) == []
    set_window(store, Window(days=7, km=60, min_score=0.5))
    assert (window(store), groups(store)) == (Window(7, 60.0, 0.5), [pair])


@pytest.mark.parametrize("wrong", [(-1, 5, 0.6), (40, 5, 0.6), (1, -5, 0.6), (1, 5, 0), (1, float("nan"), 0.6)])
def test_windows_out_of_range_are_refused(store: Store, wrong: tuple[int, float, float]) -> None:
    with pytest.raises(UserError, match="not"):
        set_window(store, Window(*wrong))


@pytest.mark.parametrize("held", ["[]", "{", '{"days": "x"}', '{"days": 99, "km": 5, "min_score": 0.6}'])
def test_a_broken_window_is_the_usual_one(store: Store, held: str) -> None:
    store.set_setting("reports.window", held)
    assert window(store) == WINDOW
