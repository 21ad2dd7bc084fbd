"""Events that files bring: what comes in with what it needs, what is refused, held, met again and taken back."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus import journal
from corpus.article import RawArgument, RawArticle, RawEvent, RawSpan
from corpus.readers import read_paths
from corpus.store import Store
from labels import codebook, event_types, events, roles
from labels.check import check
from labels.intake import add_held, take_in

TEXT = "Rebels shelled Hama on Friday."
GSR = "PLOVER_GSR_CAMEO.txt"


def raw(event: RawEvent, text: str = TEXT, **more: Any) -> RawArticle:
    spans = (RawSpan(7, 14, "EVENT"), RawSpan(0, 6, "ACTOR"))
    return RawArticle(text=text, where="a.jsonl, line 1", **({"spans": spans, "events": (event,)} | more))


def shelling(**fields: Any) -> RawEvent:
    arguments = (
        RawArgument(
            "actor", "Rebels", 0, 6, {"kind": "actor", "slot": "actor", "many": True, "entity": {"name": "FSA"}}
        ),
        RawArgument("place", "Hama", 15, 19, {"kind": "place", "slot": "place", "place": HAMA}),
    )
    return RawEvent("Battles / Shelling", 7, 14, fields.pop("arguments", arguments), fields=fields)


def filled(fields: dict[str, Any]) -> RawEvent:
    return RawEvent("A", arguments=(RawArgument("r", fields=fields),))


HAMA = {"name": "Hama", "country": "SY", "latitude": 35.1, "longitude": 36.7, "geonameid": 170017}


def test_an_event_brings_its_types_roles_actors_and_places(store: Store) -> None:
    report = take_in(store, [raw(shelling(note="n", status="denied"))])
    (event,) = events.of_article(store, report.first_id or 0)
    assert (event.type, event.status, event.note, event.trigger) == ("Battles / Shelling", "denied", "n", "shelled")
    assert [(each.role, each.kind, each.slot, each.shown) for each in event.arguments] == [
        ("actor", "actor", "actor", "FSA"),
        ("place", "place", "place", "Hama"),
    ]
    assert event.arguments[0].span_id is not None
    assert (report.new_types, report.new_roles) == (["Battles", "Battles / Shelling"], ["actor", "place"])
    assert report.sentence == "1 article added, with 2 spans and 1 event."


def test_its_record_is_kept(store: Store) -> None:
    take_in(store, [raw(shelling())])
    assert store.rows("SELECT actor, place, latitude, hidden FROM record") == [("FSA", "Hama", 35.1, 0)]
    assert store.value("SELECT event_count FROM article") == 1


def test_names_of_the_codebook_match_whatever_their_case(store: Store) -> None:
    with journal.step(store, "codebook", "Codebook") as step:
        event_types.insert(step, "Shelling", parent_id=event_types.insert(step, "BATTLES"))
        roles.insert(step, "Actor", kind="actor")
        roles.insert(step, "Place", kind="place")
    report = take_in(store, [raw(shelling())])
    assert (report.events, report.new_types, report.new_roles) == (1, [], [])


def test_strict_refuses_an_article_with_types_or_roles_the_project_lacks(store: Store) -> None:
    take_in(store, [raw(shelling(), events=())])
    report = take_in(store, [raw(shelling(), text=TEXT + " It rained.")], unknown="refuse")
    assert report.added == 0
    assert report.refused[0].reason == (
        "a.jsonl, line 1 uses event types or roles this project does not have: Battles / Shelling, actor, place."
    )


def test_events_wait_with_the_spans_held_back_and_come_with_them(store: Store) -> None:
    report = take_in(store, [raw(shelling())], unknown="hold")
    assert (report.events, len(report.held), len(report.held_events)) == (0, 2, 1)
    assert event_types.all_types(store) == []
    changes = add_held(store, report.held, events=report.held_events)
    (event,) = events.of_article(store, report.first_id or 0)
    assert event.trigger == "shelled"
    assert changes.events == (event.id,)
    assert changes.summary == "Add 2 spans and 1 event with new labels"


def test_undo_of_an_import_takes_events_away_and_redo_brings_them(store: Store) -> None:
    take_in(store, [raw(shelling())])
    journal.undo(store)
    assert event_types.all_types(store) == []
    assert store.value("SELECT hidden FROM record") == 1
    journal.redo(store)
    assert [each.path for each in event_types.all_types(store)] == ["Battles", "Battles / Shelling"]
    assert store.value("SELECT hidden FROM record") == 0
    assert check(store) == []


def test_a_text_met_again_brings_the_events_it_lacks_once(store: Store) -> None:
    take_in(store, [raw(shelling(), events=())])
    assert take_in(store, [raw(shelling())]).events == 1
    assert take_in(store, [raw(shelling())]).events == 0
    journal.undo(store)
    assert store.value("SELECT count(*) FROM event") == 0


def test_ranges_move_with_the_cleaned_text(store: Store) -> None:
    event = RawEvent("Battles", 9, 16, (RawArgument("who", "Rebels", 2, 8),))
    report = take_in(store, [RawArticle(text="\r\n" + TEXT, events=(event,))])
    (found,) = events.of_article(store, report.first_id or 0)
    assert (found.start, found.end, found.arguments[0].start) == (8, 15, 1)


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (RawEvent("A", 0, 99), "does not fit the text"),
        (RawEvent("A", 5, 5), "does not fit the text"),
        (RawEvent("A", arguments=(RawArgument("r", "x", -1, 4),)), "does not fit the text"),
        (shelling(status="maybe"), "has a status that is none of happened"),
        (RawEvent("A / "), "has a type without a name"),
        (filled({"value": [1]}), "that is no object"),
        (filled({"kind": "number", "value": {"low": 5, "best": 2}}), "order"),
        (filled({"kind": "date", "value": {"start": "1800-01-01"}}), "before 1900"),
        (filled({"kind": "number", "value": {"low": 10**30}}), "whole numbers"),
        (filled({"entity": {"name": 7}}), "an actor that has no name"),
        (filled({"entity": "FSA"}), "an actor that has no name"),
        (filled({"place": {"name": "X", "latitude": 95, "longitude": 1}}), "nowhere"),
        (filled({"place": {"name": "X", "latitude": 5}}), "nowhere"),
        (filled({"place": {"name": "X", "geonameid": 10**40}}), "number that is"),
        (RawEvent("A", arguments=tuple(RawArgument("r") for _ in range(1001))), "more than 1,000"),
        (RawEvent(" / ".join("A" * 21)), "more than 20 levels"),
        (RawEvent("A", 10**400, 10**400 + 1), "does not fit the text"),
        (RawEvent("x" * 81), "cannot be one's name"),
        (RawEvent("A", arguments=(RawArgument("y" * 61),)), "cannot be one's name"),
    ],
)  # fmt: skip
def test_an_event_that_cannot_be_is_left_out_with_a_sentence(store: Store, event: RawEvent, words: str) -> None:
    report = take_in(store, [raw(event)])
    assert (report.added, report.spans, report.events) == (1, 2, 0)
    (refusal,) = report.events_refused
    assert words in refusal.reason
    assert refusal.reason.startswith("a.jsonl, line 1: event ")
    assert refusal.reason.endswith("; it was left out.")
    assert [store.value(f"SELECT count(*) FROM {table}") for table in ("event", "argument", "entity", "place")] == [
        0
    ] * 4


def test_days_are_kept_as_we_write_them(store: Store) -> None:
    value = {"start": 20241206, "end": "2024-W49-6", "precision": "range"}
    take_in(store, [raw(filled({"kind": "date", "slot": "date", "value": value}))])
    assert store.rows("SELECT value ->> 'start', value ->> 'end' FROM argument") == [("2024-12-06", "2024-12-07")]
    assert store.value("SELECT date_start FROM record") == "2024-12-06"


def test_only_what_says_so_is_history_and_only_a_moment_is_a_time(store: Store) -> None:
    odd = {"historical": "no", "created": "yesterday", "changed": "=1+1", "status": None}
    take_in(store, [raw(shelling(**odd)), raw(shelling(historical=True), text=TEXT + " Again.")])
    assert store.rows("SELECT historical, status FROM event ORDER BY id") == [(0, "happened"), (1, "happened")]
    assert store.value("SELECT count(*) FROM event WHERE created LIKE '20__-__-__T%' AND changed LIKE '20%Z'") == 2


def test_a_role_met_twice_in_an_event_takes_several(store: Store) -> None:
    take_in(store, [raw(RawEvent("A", arguments=(RawArgument("how", "a"), RawArgument("How", "b"))))])
    (role,) = roles.all_roles(store)
    assert role.many
    assert [each.ordinal for each in events.of_article(store, 1)[0].arguments] == [0, 1]


def test_an_actor_or_place_that_cannot_be_leaves_its_words_and_is_told(store: Store) -> None:
    actor = {"name": "E", "valid_from": "2020", "valid_to": "2010"}
    place = {"name": "P", "country": "ZZZ"}
    arguments = (
        RawArgument("who", "E", fields={"kind": "actor", "entity": actor}),
        RawArgument("where", "P", fields={"kind": "place", "place": place}),
    )
    report = take_in(store, [raw(shelling(arguments=arguments))])
    assert report.events == 1
    assert [words.split(", and events")[0] for words in report.warnings] == [
        "The actor E was not made",
        "The place P was not made",
    ]


def test_events_of_two_coders_stand_side_by_side(store: Store) -> None:
    mine, other = shelling(), replace(shelling(), coder="omar")
    report = take_in(store, [raw(mine, events=(mine, other))])
    assert [each.coder for each in events.of_article(store, report.first_id or 0)].count("omar") == 1
    assert report.events == 2
    assert take_in(store, [raw(mine, events=(mine, other))]).events == 0


def test_identities_of_another_events_are_not_taken_over(store: Store) -> None:
    uid = "0" * 32
    take_in(store, [raw(shelling(uid=uid)), raw(shelling(uid=uid), text=TEXT + " Again.")])
    assert sorted(row[0] == uid for row in store.rows("SELECT uid FROM event")) == [False, True]


def test_plovers_gold_records_find_their_types_in_its_codebook(store: Store, root: Path) -> None:
    path = root.parent / "shared" / "data" / "plover_gsr" / "gold_standard_records" / GSR
    if not path.exists():
        pytest.skip("the gold records are not here")
    codebook.use(store, codebook.load("plover"))
    report = take_in(store, read_paths([path]))
    assert (report.events, report.new_types, report.new_roles, len(report.warnings)) == (322, [], [], 19)
    assert store.value("SELECT count(*) FROM event WHERE event_type_id IS NULL") == 0
    assert store.value("SELECT count(*) FROM event WHERE note LIKE '%In the file: FIGHT / heavy-weapons.'") == 9


def test_plovers_gold_records_come_in(store: Store, root: Path) -> None:
    path = root.parent / "shared" / "data" / "plover_gsr" / "gold_standard_records" / GSR
    if not path.exists():
        pytest.skip("the gold records are not here")
    report = take_in(store, read_paths([path]))
    assert (report.events, report.refused, report.events_refused, report.spans_refused) == (322, [], [], [])
    assert len(report.warnings) == 19  # 17 whose markup is not their text, 2 with a piece that is not closed
    assert store.value("SELECT count(*) FROM event WHERE trigger_span_id IS NOT NULL") == 322
    assert check(store) == []


def test_a_division_of_the_gazetteer_comes_back_with_its_own_number(store: Store) -> None:
    report = take_in(store, [raw(filled({"kind": "place", "place": {"name": "Hama Governorate", "geonameid": -12}}))])
    assert (report.events, report.events_refused) == (1, [])
    assert store.value("SELECT geonameid FROM place") == -12
