from typing import Any

import pytest

from desktop.coding import event_words
from labels.event import Argument, Event
from labels.role import Role, RoleKind


def role(role_id: int, name: str, kind: RoleKind = "actor", *, required: bool = False, many: bool = False) -> Role:
    return Role(role_id, "0" * 32, name, kind, "", "", many, required, (), (), role_id, False)


def argument(role: Role, text: str, value: dict[str, Any] | None = None, **fields: Any) -> Argument:
    start = fields.pop("start", 0)
    end = None if start is None else start + len(text)
    known = {"entity_id": None, "entity": "", "place_id": None, "place": ""} | fields
    return Argument(
        id=role.id * 10, uid="0" * 32, event_id=1, role_id=role.id, role=role.name, kind=role.kind, slot="",
        ordinal=0, span_id=None, start=start, end=end, text=text, value=value or {}, **known,
    )  # fmt: skip


def event(*arguments: Argument, **fields: Any) -> Event:
    known: dict[str, Any] = {
        "id": 1, "uid": "0" * 32, "article_id": 1, "type_id": 5, "type": "Battles / Armed clash", "coder_id": 1,
        "coder": "rima", "trigger_span_id": None, "trigger": "", "start": None, "end": None, "status": "happened",
        "historical": False, "certainty": "", "note": "", "origin": "human", "created": "", "changed": "",
        "canonical_id": None,
    }  # fmt: skip
    return Event(**(known | fields), arguments=arguments)


ACTOR, PLACE, DATE = role(1, "Actor", required=True), role(2, "Place", "place"), role(3, "Date", "date")
DEATHS, SIDE = role(4, "Fatalities", "number"), role(5, "Side", "code")
ROLES = (ACTOR, PLACE, DATE, DEATHS, SIDE)


@pytest.mark.parametrize(
    ("filled", "expected"),
    [
        (argument(PLACE, "Rastan bridge", {"precision": "near"}, place="Ar Rastan", place_id=3), "Ar Rastan · near"),
        (argument(PLACE, "Rastan"), ""),
        (argument(DATE, "By morning", {"start": "2024-12-06", "end": "2024-12-06", "precision": "day"}),
         "2024-12-06 · day"),
        (argument(DATE, "last week", {"start": "2024-11-25", "end": "2024-12-01", "precision": "week"}),
         "2024-11-25 – 2024-12-01 · week"),
        (argument(DATE, "since 2018", {"start": "2018-01-01"}), "2018-01-01 – ?"),
        (argument(DEATHS, "at least 20", {"low": 20}), "20 – ?"),
        (argument(DEATHS, "seven", {"low": 7, "best": 7, "high": 7}), "7"),
        (argument(DEATHS, "six to eight", {"low": 6, "best": 7, "high": 8}), "6 – 8, best 7"),
        (argument(DEATHS, "about ten", {"best": 10}), "10"),
        (argument(DEATHS, "up to 35,000", {"high": 35000}), "? – 35,000"),
        (argument(SIDE, "Rebel group", {"code": "2"}), "2"),
        (argument(ACTOR, "HTS", entity="Hayat Tahrir al-Sham", entity_id=1), "Hayat Tahrir al-Sham"),
    ],
)  # fmt: skip
def test_words_are_told_with_what_they_mean(filled: Argument, expected: str) -> None:
    assert event_words.meaning(filled) == expected


@pytest.mark.parametrize(
    ("words", "place", "place_id", "expected"),
    [
        ("Hama", "Hama", 3, "Syria · exact"),
        ("the city", "Hama", 3, "Hama, Syria · exact"),
        ("Syria", "Syria", 3, "exact"),
        ("Nassib crossing", "Nassib crossing", 4, "exact"),
        ("the hill", "", None, event_words.NOWHERE),
    ],
)
def test_a_place_is_told_with_its_country_or_that_it_is_nowhere_yet(
    words: str, place: str, place_id: int | None, expected: str
) -> None:
    there = argument(PLACE, words, {"precision": "exact"}, place=place, place_id=place_id)
    assert event_words.meaning(there, {3: "Syria"}) == expected


@pytest.mark.parametrize(("kind", "told"), [(DATE, event_words.NO_DAY), (DEATHS, event_words.NO_COUNT)])
def test_words_that_could_not_be_read_ask_for_a_value(kind: Role, told: str) -> None:
    line = event_words.filled(argument(kind, "which"), "3")
    assert (line.resolved, line.tone) == (told, "asks")


def test_a_number_that_says_itself_is_told_once() -> None:
    line = event_words.filled(argument(DEATHS, "7", {"low": 7, "best": 7, "high": 7}), "5")
    assert (line.words, line.resolved) == ("7", "")


def test_the_card_in_hand_shows_every_role_with_its_digit() -> None:
    found = event_words.lines(event(argument(PLACE, "Hama")), ROLES, held=True)
    assert [(line.number, line.name, line.tone) for line in found] == [
        ("1", "Actor", "missing"), ("2", "Place", "plain"), ("3", "Date", "empty"), ("4", "Fatalities", "empty"),
        ("5", "Side", "empty"),
    ]  # fmt: skip


def test_other_cards_show_what_is_filled_or_required() -> None:
    found = event_words.lines(event(argument(PLACE, "Hama")), ROLES, held=False)
    assert [(line.number, line.words) for line in found] == [("1", "required: who?"), ("2", "Hama")]


def test_a_further_value_of_a_role_has_no_digit() -> None:
    both = event(argument(ACTOR, "rebels"), argument(ACTOR, "gunmen"))
    assert [line.number for line in event_words.lines(both, ROLES, held=False)] == ["1", ""]


def test_a_value_of_a_role_that_the_type_does_not_have_is_shown_all_the_same() -> None:
    weapon = role(9, "Weapon", "text")
    found = event_words.lines(event(argument(weapon, "drone")), (PLACE,), held=False)
    assert [(line.number, line.name, line.words) for line in found] == [("", "Weapon", "drone")]


def test_from_the_tenth_role_on_there_is_no_digit() -> None:
    many = [role(number, f"Role {number}") for number in range(1, 12)]
    assert [line.number for line in event_words.lines(event(), many, held=True)][8:] == ["9", "", ""]


def test_a_value_without_words_of_the_article_is_marked() -> None:
    assert event_words.filled(argument(PLACE, "Hama", start=None), "2").free
    assert "by hand" in event_words.filled(argument(PLACE, "Hama", start=None), "2").spoken


def test_marks_tell_what_sets_an_event_apart() -> None:
    denied = event(status="denied", historical=True, certainty="claimed")
    assert event_words.marks(denied) == ("historical", "denied", "claimed")
    assert event_words.marks(event(certainty="reported as fact")) == ()


def test_cards_are_numbered_in_the_order_of_the_article_and_name_what_is_missing() -> None:
    found = event_words.cards(
        [event(), event(id=2, type_id=None, type="")], {5: ROLES}, {5: "#c2410c"}, held=2, coder_id=1
    )
    assert [(card.badge, card.title, card.held, card.missing) for card in found] == [
        ("E1", "Armed clash", False, ("Actor",)), ("E2", event_words.NO_TYPE, True, ("Type",)),
    ]  # fmt: skip
    assert found[0].colour == "#c2410c"


def test_another_coder_s_card_is_not_one_s_own() -> None:
    (card,) = event_words.cards([event(coder_id=2)], {}, {}, held=None, coder_id=1)
    assert not card.own


def test_a_card_is_told_to_screen_readers_with_all_it_says() -> None:
    (card,) = event_words.cards([event(argument(PLACE, "Hama"))], {5: ROLES}, {}, held=None, coder_id=1)
    assert card.spoken == "E1, Armed clash; Actor required: who?; Place Hama"
