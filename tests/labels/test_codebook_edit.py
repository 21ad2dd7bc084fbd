from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import journal
from corpus.article import RawArticle
from corpus.errors import UserError
from corpus.store import Store
from labels import codebook_edit, event_types, events, labels, roles, spans
from labels.event import ArgumentDraft, EventDraft
from labels.intake import take_in

AddLabel = Callable[[str], int]
AddArticle = Callable[..., int]
CODED = (
    "label", "span", "event_type", "role", "role_label", "type_role", "field_check", "event", "argument", "record",
)  # fmt: skip


def snapshot(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of coding, and the counts kept beside it."""
    found = {table: sorted(store.rows(f"SELECT * FROM {table}"), key=repr) for table in CODED}
    return found | {"counts": store.rows("SELECT id, span_count, event_count FROM article ORDER BY id")}


def undone_and_redone(store: Store, before: dict[str, list[tuple[Any, ...]]]) -> None:
    after = snapshot(store)
    journal.undo(store)
    assert snapshot(store) == before
    journal.redo(store)
    assert snapshot(store) == after


def coded(store: Store, article_id: int) -> list[tuple[str, str, str]]:
    return [(span.surface, span.label, span.coder) for span in spans.of_article(store, article_id)]


def role(store: Store, name: str, **values: Any) -> int:
    roles.add(store, name, **({"kind": "actor"} | values))
    return roles.by_name(store)[name].id


def type_(store: Store, path: str, **values: Any) -> int:
    above, _, name = path.rpartition(" / ")
    event_types.add(store, name, parent_id=event_types.by_path(store)[above].id if above else None, **values)
    return event_types.by_path(store)[path].id


def event(store: Store, article_id: int, *arguments: ArgumentDraft, **values: Any) -> int:
    return events.add(store, article_id, EventDraft(arguments=arguments, **values)).events[0]


# Labels


def test_all_coders_spans_of_a_label_become_the_others(
    store: Store, add_article: AddArticle, add_label: AddLabel
) -> None:
    article_id, place, location = add_article(), add_label("PLACE"), add_label("LOCATION")
    spans.add(store, article_id, 13, 17, place)
    with Store.open(store.path, coder="omar") as other:
        spans.add(other, article_id, 29, 33, place)
    before = snapshot(store)
    changes = codebook_edit.merge_labels(store, place, location)
    assert coded(store, article_id) == [("Hama", "LOCATION", "rima"), ("Hama", "LOCATION", "omar")]
    assert [label.name for label in labels.all_labels(store, retired=True)] == ["LOCATION"]
    assert changes.summary == "Merge PLACE into LOCATION"
    assert set(changes.articles) == {article_id}
    undone_and_redone(store, before)


def test_a_span_that_is_there_twice_is_joined_with_what_hangs_on_it(
    store: Store, add_article: AddArticle, add_label: AddLabel
) -> None:
    article_id, place, location = add_article(), add_label("PLACE"), add_label("LOCATION")
    where = role(store, "Where", kind="place", many=True)
    gone = spans.add(store, article_id, 13, 17, place, note="the town").spans[0]
    kept = spans.add(store, article_id, 13, 17, location, note="a city").spans[0]
    both = [ArgumentDraft(where, "Hama", 13, 17, span_id) for span_id in (gone, kept)]
    twice = event(store, article_id, *both)
    once = event(store, article_id, both[0], trigger_span_id=gone)
    before = snapshot(store)
    codebook_edit.merge_labels(store, place, location)
    (span,) = spans.of_article(store, article_id)
    assert (span.id, span.note) == (kept, "a city\nthe town")
    assert [argument.span_id for argument in events.get(store, twice).arguments] == [kept]
    assert [argument.span_id for argument in events.get(store, once).arguments] == [kept]
    assert events.get(store, once).trigger_span_id == kept
    undone_and_redone(store, before)


def test_roles_are_filled_by_the_label_that_stays(store: Store, add_label: AddLabel) -> None:
    place, location = add_label("PLACE"), add_label("LOCATION")
    first = role(store, "Where", labels=(place,))
    second = role(store, "Whence", labels=(location, place))
    before = snapshot(store)
    codebook_edit.merge_labels(store, place, location)
    assert [roles.get(store, each).labels for each in (first, second)] == [(location,), (location,)]
    undone_and_redone(store, before)


def test_a_key_is_handed_over_to_a_label_without_one(store: Store, add_label: AddLabel) -> None:
    place, location = add_label("PLACE"), add_label("LOCATION")
    labels.set_key(store, place, "3")
    codebook_edit.merge_labels(store, place, location)
    assert labels.get(store, location).key == "3"
    journal.undo(store)
    assert (labels.get(store, place).key, labels.get(store, location).key) == ("3", "")


def test_examples_join_those_of_the_label_that_stays(store: Store, add_label: AddLabel) -> None:
    place, location = add_label("PLACE"), add_label("LOCATION")
    codebook_edit.set_label_examples(store, place, ["in [Hama]", "in [Homs]"])
    codebook_edit.set_label_examples(store, location, ["in [Homs]", ""])
    assert not codebook_edit.set_label_examples(store, location, ["in [Homs]"])
    before = snapshot(store)
    codebook_edit.merge_labels(store, place, location)
    assert labels.get(store, location).examples == ("in [Homs]", "in [Hama]")
    undone_and_redone(store, before)


def test_spans_in_removed_articles_go_along(store: Store, add_article: AddArticle, add_label: AddLabel) -> None:
    from corpus import articles

    article_id, place, location = add_article(), add_label("PLACE"), add_label("LOCATION")
    spans.add(store, article_id, 13, 17, place)
    articles.remove(store, [article_id])
    codebook_edit.merge_labels(store, place, location)
    assert store.rows("SELECT label_id FROM span") == [(location,)]


def test_what_cannot_be_merged_is_said(store: Store, add_label: AddLabel) -> None:
    place, location = add_label("PLACE"), add_label("LOCATION")
    with pytest.raises(UserError, match="into itself"):
        codebook_edit.merge_labels(store, place, place)
    labels.retire(store, location)
    with pytest.raises(UserError, match="LOCATION is retired"):
        codebook_edit.merge_labels(store, place, location)
    with pytest.raises(UserError, match="gone"):
        codebook_edit.merge_labels(store, place, 99)


def test_chosen_words_go_to_a_new_label_that_fills_the_same_roles(
    store: Store, add_article: AddArticle, add_label: AddLabel
) -> None:
    article_id, actor = add_article("Soldiers met Hama officials. Soldiers left."), add_label("ACTOR")
    who = role(store, "Who", labels=(actor,))
    spans.add_many(store, article_id, [(0, 8), (13, 27), (29, 37)], actor)
    before = snapshot(store)
    changes = codebook_edit.split_label(store, actor, ["Soldiers"], name="FORCES", colour="#0369a1")
    new = labels.by_name(store)["FORCES"]
    assert [name for _, name, _ in coded(store, article_id)] == ["FORCES", "ACTOR", "FORCES"]
    assert (new.kind, new.colour) == ("actor", "#0369a1")
    assert roles.get(store, who).labels == (actor, new.id)
    assert changes.summary == "Split FORCES from ACTOR"
    undone_and_redone(store, before)


def test_chosen_words_go_to_a_label_that_is_there(store: Store, add_article: AddArticle, add_label: AddLabel) -> None:
    article_id, actor, forces = add_article("Soldiers met Hama officials."), add_label("ACTOR"), add_label("FORCES")
    spans.add_many(store, article_id, [(0, 8), (13, 27)], actor)
    spans.add(store, article_id, 0, 8, forces)
    before = snapshot(store)
    codebook_edit.split_label(store, actor, ["Soldiers"], into=forces)
    assert coded(store, article_id) == [("Soldiers", "FORCES", "rima"), ("Hama officials", "ACTOR", "rima")]
    undone_and_redone(store, before)


def test_a_split_that_cannot_be_is_said(store: Store, add_article: AddArticle, add_label: AddLabel) -> None:
    article_id, actor, forces = add_article("Soldiers met Hama officials."), add_label("ACTOR"), add_label("FORCES")
    spans.add(store, article_id, 0, 8, actor)
    before = snapshot(store)
    for values, why in (
        ({"surfaces": ["Hama"], "into": forces}, "No span of ACTOR"),
        ({"surfaces": ["Soldiers"], "into": actor}, "itself"),
        ({"surfaces": ["Soldiers"], "name": "forces"}, "already"),
        ({"surfaces": ["Soldiers"], "name": ""}, "1 to 60"),
    ):
        with pytest.raises(UserError, match=why):
            codebook_edit.split_label(store, actor, **values)
    assert snapshot(store) == before


# Event types


def test_events_of_a_type_become_the_others_and_what_is_below_moves(store: Store, add_article: AddArticle) -> None:
    article_id = add_article()
    fights = type_(store, "Fights", code="19", words=["fought"], examples=["They fought."])
    battles = type_(store, "Battles", words=["clash"])
    type_(store, "Fights / Siege")
    who = role(store, "Who")
    roles.assign(store, fights, [(who, True)])
    event_id = event(store, article_id, type_id=fights)
    before = snapshot(store)
    codebook_edit.merge_types(store, fights, battles)
    assert [each.path for each in event_types.all_types(store)] == ["Battles", "Battles / Siege"]
    found = event_types.get(store, battles)
    assert (found.words, found.examples, found.code) == (("clash", "fought"), ("They fought.",), "19")
    assert events.get(store, event_id).type == "Battles"
    undone_and_redone(store, before)


def test_a_type_merges_into_the_one_above_it(store: Store) -> None:
    battles = type_(store, "Battles")
    siege = type_(store, "Battles / Siege")
    type_(store, "Battles / Siege / Blockade")
    codebook_edit.merge_types(store, siege, battles)
    assert [each.path for each in event_types.all_types(store)] == ["Battles", "Battles / Blockade"]


def test_types_that_cannot_be_merged_are_said(store: Store) -> None:
    battles, fights = type_(store, "Battles"), type_(store, "Fights")
    siege = type_(store, "Battles / Siege")
    type_(store, "Fights / SIEGE")
    with pytest.raises(UserError, match="Siege is below Battles"):
        codebook_edit.merge_types(store, battles, siege)
    with pytest.raises(UserError, match="both have a type SIEGE"):
        codebook_edit.merge_types(store, fights, battles)
    with pytest.raises(UserError, match="itself"):
        codebook_edit.merge_types(store, battles, battles)


def test_events_go_to_a_new_type_by_their_triggers(store: Store, add_article: AddArticle, add_label: AddLabel) -> None:
    article_id, trigger = add_article(), add_label("EVENT")
    attacks = type_(store, "Attacks")
    who = role(store, "Who")
    roles.assign(store, attacks, [(who, True)])
    span_id = spans.add(store, article_id, 0, 8, trigger).spans[0]
    shelled = event(store, article_id, type_id=attacks, trigger_span_id=span_id)
    bare = event(store, article_id, type_id=attacks)
    before = snapshot(store)
    changes = codebook_edit.split_type(store, attacks, ["Shelling"], name="Shellings")
    assert [events.get(store, each).type for each in (shelled, bare)] == ["Shellings", "Attacks"]
    assert roles.of_types(store)[event_types.by_path(store)["Shellings"].id] == [(who, True)]
    assert changes.summary == "Split Shellings from Attacks"
    undone_and_redone(store, before)
    codebook_edit.split_type(store, attacks, [""], into=event_types.by_path(store)["Shellings"].id)
    assert events.get(store, bare).type == "Shellings"


def test_a_split_of_a_type_that_cannot_be_is_said(store: Store, add_article: AddArticle) -> None:
    attacks = type_(store, "Attacks")
    event(store, add_article(), type_id=attacks)
    with pytest.raises(UserError, match="No event of Attacks has such a trigger"):
        codebook_edit.split_type(store, attacks, ["Shelling"], name="Shellings")
    with pytest.raises(UserError, match="already"):
        codebook_edit.split_type(store, attacks, [""], name="attacks")
    with pytest.raises(UserError, match="itself"):
        codebook_edit.split_type(store, attacks, [""], into=attacks)


# Roles


def test_what_fills_a_role_fills_the_other(store: Store, add_article: AddArticle, add_label: AddLabel) -> None:
    article_id, actor, group = add_article(), add_label("ACTOR"), add_label("GROUP")
    attacker = role(store, "Attacker", labels=(actor, group), codes=[("1", "state"), ("2", "rebels")])
    who = role(store, "Who", labels=(actor,), codes=[("1", "state forces")])
    battles = type_(store, "Battles")
    fights = type_(store, "Fights")
    roles.assign(store, battles, [(attacker, True), (who, False)])
    roles.assign(store, fights, [(attacker, True)])
    event_id = event(store, article_id, ArgumentDraft(attacker, "the army"))
    before = snapshot(store)
    codebook_edit.merge_roles(store, attacker, who)
    found = roles.get(store, who)
    assert (set(found.labels), found.many) == ({actor, group}, False)
    assert found.codes == (("1", "state forces"), ("2", "rebels"))
    assert roles.of_types(store) == {battles: [(who, True)], fights: [(who, True)]}
    assert [(each.role, each.text) for each in events.get(store, event_id).arguments] == [("Who", "the army")]
    undone_and_redone(store, before)


def test_a_role_takes_several_once_an_event_has_both(store: Store, add_article: AddArticle) -> None:
    article_id, attacker, who = add_article(), role(store, "Attacker"), role(store, "Who")
    event_id = event(store, article_id, ArgumentDraft(attacker, "the army"), ArgumentDraft(who, "rebels"))
    before = snapshot(store)
    codebook_edit.merge_roles(store, attacker, who)
    assert [(each.ordinal, each.text) for each in events.get(store, event_id).arguments] == [
        (0, "rebels"),
        (1, "the army"),
    ]
    assert roles.get(store, who).many
    undone_and_redone(store, before)


def test_what_an_event_has_in_both_roles_is_kept_once(store: Store, add_article: AddArticle) -> None:
    article_id, attacker, who = add_article(), role(store, "Attacker"), role(store, "Who")
    event_id = event(store, article_id, *(ArgumentDraft(each, "Hama", 13, 17) for each in (attacker, who)))
    before = snapshot(store)
    codebook_edit.merge_roles(store, attacker, who)
    assert len(events.get(store, event_id).arguments) == 1
    assert not roles.get(store, who).many
    undone_and_redone(store, before)


def test_filled_roles_of_two_kinds_are_not_merged(store: Store, add_article: AddArticle) -> None:
    where, who = role(store, "Where", kind="place"), role(store, "Who")
    event(store, add_article(), ArgumentDraft(where, "Hama"))
    with pytest.raises(UserError, match="only roles of one kind"):
        codebook_edit.merge_roles(store, where, who)
    codebook_edit.merge_roles(store, who, where)
    assert [each.name for each in roles.all_roles(store)] == ["Where"]


def test_checks_speak_of_the_role_that_stays(store: Store) -> None:
    dead, fatalities = role(store, "dead", kind="number"), role(store, "fatalities", kind="number")
    with journal.step(store, "role", "Checks") as step:
        roles.insert_check(step, "fatalities.low <= fatalities.best", "one")
        roles.insert_check(step, "dead.low <= dead.best", "two")
        roles.insert_check(step, "dead.low <= dead.high", "three")
    before = snapshot(store)
    codebook_edit.merge_roles(store, dead, fatalities)
    assert [rule for rule, _ in roles.checks(store)] == [
        "fatalities.low <= fatalities.best",
        "fatalities.low <= fatalities.high",
    ]
    undone_and_redone(store, before)


# Any coding at all

TEXT = "Shelling hit Hama on Friday and the army left."
RANGES = st.tuples(st.integers(0, 6), st.integers(1, 3)).map(lambda pair: (pair[0], pair[0] + pair[1]))
SPANS = st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from(("rima", "omar")), RANGES), max_size=14)
LINKS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)), max_size=6)


@given(drawn=SPANS, links=LINKS, chosen=st.sets(st.integers(0, 30)))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_merging_and_splitting_and_their_undo_and_redo_are_exact(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: list[tuple[str, str, tuple[int, int]]],
    links: list[tuple[int, int, int]],
    chosen: set[int],
) -> None:
    with Store.create(tmp_path_factory.mktemp("any") / "a.dateline", coder="rima") as store:
        report = take_in(store, [RawArticle(text=TEXT)])
        assert report.first_id
        for name in "ABC":
            labels.add(store, name)
        ids = {name: label.id for name, label in labels.by_name(store).items()}
        _code(store, report.first_id, ids, drawn, links)
        ranges = {(coder, where) for _, coder, where in drawn}
        before = snapshot(store)
        if surfaces := {TEXT[slice(*drawn[at][2])] for at in chosen if at < len(drawn) and drawn[at][0] == "A"}:
            codebook_edit.split_label(store, ids["A"], surfaces, into=ids["B"])
            undone_and_redone(store, before)
            before = snapshot(store)
        codebook_edit.merge_labels(store, ids["A"], ids["B"])
        undone_and_redone(store, before)
        assert store.rows("PRAGMA foreign_key_check") == []
        assert {(span.coder, span.range) for span in spans.of_article(store, report.first_id)} == ranges
        evidence = store.rows("SELECT argument.start, span.start FROM argument JOIN span ON span.id = span_id")
        assert all(mine == theirs for mine, theirs in evidence)


def _code(
    store: Store,
    article_id: int,
    ids: dict[str, int],
    drawn: list[tuple[str, str, tuple[int, int]]],
    links: list[tuple[int, int, int]],
) -> None:
    who = role(store, "Who", many=True, labels=(ids["A"], ids["C"]))
    made: list[int] = []
    for name, coder, (start, end) in drawn:
        with Store.open(store.path, coder=coder) as other:
            made += spans.add(other, article_id, start, end, ids[name]).spans
    for trigger, *filled in links if made else []:
        found = [spans.get(store, made[each % len(made)]) for each in filled]
        arguments = [ArgumentDraft(who, span.surface, span.start, span.end, span.id) for span in found]
        event(store, article_id, *arguments, trigger_span_id=made[trigger % len(made)])
