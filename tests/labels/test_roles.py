from collections.abc import Callable
from typing import Any

import pytest

from corpus import journal
from corpus.errors import UserError
from corpus.store import Store
from labels import event_types, roles
from labels.role import Role, RoleKind

AddRole = Callable[..., int]
AddLabel = Callable[[str], int]


@pytest.fixture
def add_role(store: Store) -> AddRole:
    def add(name: str, kind: RoleKind = "actor", **values: Any) -> int:
        roles.add(store, name, kind=kind, **values)
        return roles.by_name(store)[name].id

    return add


@pytest.fixture
def fill(store: Store, add_article: Callable[..., int]) -> Callable[..., None]:
    """Takes a role's id and how many of it an event is to have."""

    def fill(role_id: int, count: int = 1) -> None:
        article_id = add_article()
        with journal.step(store, "event", "Add", article_id=article_id) as step:
            row = {"uid": "e", "article_id": article_id, "coder_id": step.coder_id, "origin": "human"}
            event_id = step.insert("event", row | {"created": "", "changed": ""})
            for ordinal in range(count):
                row = {"uid": f"a{ordinal}", "event_id": event_id, "role_id": role_id, "ordinal": ordinal}
                step.insert("argument", row)

    return fill


def shown(found: list[Role]) -> list[tuple[str, bool]]:
    return [(role.name, role.required) for role in found]


def test_a_role_keeps_what_it_is_given(store: Store, add_label: AddLabel) -> None:
    actor, group = add_label("ACTOR"), add_label("GROUP")
    roles.add(
        store,
        " Attacker ",
        kind="actor",
        slot="actor",
        definition=" Who did it. ",
        labels=(actor, group, actor),
        many=True,
        required=True,
        codes=[("1", "state forces"), ("", ""), (" 2 ", " rebels ")],
    )
    (role,) = roles.all_roles(store)
    assert (role.name, role.kind, role.slot, role.definition) == ("Attacker", "actor", "actor", "Who did it.")
    assert (role.many, role.required, role.labels) == (True, True, (actor, group))
    assert role.codes == (("1", "state forces"), ("2", "rebels"))


def test_roles_and_their_labels_go_into_one_step(store: Store, add_label: AddLabel) -> None:
    actor = add_label("ACTOR")
    with journal.step(store, "codebook", "Use a codebook") as step:
        roles.insert(step, "Attacker", kind="actor", labels=(actor,))
        changes = step.changes
    assert set(changes.kinds) == {"role", "role_label"}
    journal.undo(store)
    assert roles.all_roles(store, retired=True) == []
    journal.redo(store)
    assert [role.labels for role in roles.all_roles(store)] == [(actor,)]


@pytest.mark.parametrize("name", ["", "x" * 61, "a\nb"])
def test_a_name_that_is_none_is_refused(store: Store, name: str) -> None:
    with pytest.raises(UserError, match="role's name"):
        roles.add(store, name, kind="text")


def test_names_that_look_alike_clash(store: Store, add_role: AddRole) -> None:
    add_role("Actor")
    with pytest.raises(UserError, match="There is a role Actor already"):
        add_role("ACTOR")


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"kind": "colour"}, "not a kind of role"),
        ({"kind": "actor", "slot": "whom"}, "not a column"),
        ({"kind": "code", "codes": [("1", "a"), ("1", "b")]}, "there twice"),
        ({"kind": "code", "codes": [("", "a")]}, "has no code"),
    ],
)
def test_what_is_not_known_is_refused(store: Store, values: dict[str, Any], why: str) -> None:
    with pytest.raises(UserError, match=why):
        roles.add(store, "Actor", **values)
    assert roles.all_roles(store) == []


def test_an_edit_leaves_what_is_not_given(store: Store, add_role: AddRole, add_label: AddLabel) -> None:
    actor = add_label("ACTOR")
    role_id = add_role("Attacker", labels=(actor,), slot="actor")
    roles.edit(store, role_id, many=True)
    roles.edit(store, role_id, labels=())
    role = roles.get(store, role_id)
    assert (role.many, role.slot, role.labels) == (True, "actor", ())
    assert not roles.edit(store, role_id, many=True, labels=())
    journal.undo(store)
    assert roles.get(store, role_id).labels == (actor,)


def test_the_kind_changes_only_while_nothing_fills_the_role(
    store: Store, add_role: AddRole, fill: Callable[..., None]
) -> None:
    role_id = add_role("Where", "text")
    roles.edit(store, role_id, kind="place")
    fill(role_id)
    with pytest.raises(UserError, match="stays of kind place"):
        roles.edit(store, role_id, kind="text")
    assert roles.get(store, role_id).kind == "place"


def test_a_role_with_several_values_in_an_event_does_not_become_single(
    store: Store, add_role: AddRole, fill: Callable[..., None]
) -> None:
    role_id = add_role("Actor", many=True)
    fill(role_id, 2)
    with pytest.raises(UserError, match="An event has several of Actor"):
        roles.edit(store, role_id, many=False)


def test_checks_follow_a_role_to_its_new_name(store: Store, add_role: AddRole) -> None:
    role_id = add_role("dead", "number")
    with journal.step(store, "role", "Checks") as step:
        roles.insert_check(step, "dead.low <= dead.best", "Low is above best.")
        roles.insert_check(step, "undead.low <= undead.best", "Never.")
        roles.insert_check(step, "dead.low <= dead.best", "said twice")
    changes = roles.edit(store, role_id, name="fatalities")
    assert changes.summary == "Rename dead to fatalities"
    assert roles.checks(store) == [
        ("fatalities.low <= fatalities.best", "Low is above best."),
        ("undead.low <= undead.best", "Never."),
    ]
    journal.undo(store)
    assert roles.checks(store)[0][0] == "dead.low <= dead.best"


@pytest.mark.parametrize(
    ("rule", "follows"),
    [
        ('"Side A".best >= 1', "losses.best >= 1"),
        ('"side a".low<="Side A" . best', "losses.low<=losses . best"),
    ],
)
def test_a_name_of_several_words_is_found_in_its_quotation_marks(
    store: Store, add_role: AddRole, rule: str, follows: str
) -> None:
    role_id = add_role("Side A", "number")
    with journal.step(store, "role", "Checks") as step:
        roles.insert_check(step, rule, "")
    roles.edit(store, role_id, name="losses")
    assert roles.checks(store) == [(follows, "")]


def test_a_new_name_of_several_words_gets_quotation_marks(store: Store, add_role: AddRole) -> None:
    role_id = add_role("dead", "number")
    with journal.step(store, "role", "Checks") as step:
        roles.insert_check(step, "dead.low <= DEAD.best", "")
    roles.edit(store, role_id, name="Deaths of side A")
    assert roles.checks(store) == [('"Deaths of side A".low <= "Deaths of side A".best', "")]
    with pytest.raises(UserError, match="cannot hold a quotation mark"):
        roles.edit(store, role_id, name='the "dead"')
    assert roles.get(store, role_id).name == "Deaths of side A"


def test_a_type_has_its_own_roles_else_its_parents_else_all(store: Store, add_role: AddRole) -> None:
    actor, target, date = add_role("Actor"), add_role("Target", required=True), add_role("Date", "date")
    event_types.add(store, "Battles")
    battles = event_types.by_path(store)["Battles"].id
    event_types.add(store, "Siege", parent_id=battles)
    siege = event_types.by_path(store)["Battles / Siege"].id
    everything = [("Actor", False), ("Target", True), ("Date", False)]
    assert shown(roles.for_type(store, None)) == everything
    assert shown(roles.for_type(store, siege)) == everything
    roles.assign(store, battles, [(target, False), (actor, True)])
    assert shown(roles.for_type(store, siege)) == [("Target", False), ("Actor", True)]
    roles.assign(store, siege, [(date, True)])
    assert shown(roles.for_type(store, siege)) == [("Date", True)]
    assert roles.of_types(store) == {battles: [(target, False), (actor, True)], siege: [(date, True)]}
    journal.undo(store)
    assert shown(roles.for_type(store, siege)) == [("Target", False), ("Actor", True)]


def test_the_roles_of_a_type_change_in_place(store: Store, add_role: AddRole) -> None:
    actor, target = add_role("Actor"), add_role("Target")
    event_types.add(store, "Battles")
    (battles,) = (each.id for each in event_types.all_types(store))
    roles.assign(store, battles, [(actor, True), (target, False)])
    assert not roles.assign(store, battles, [(actor, True), (target, False)])
    roles.assign(store, battles, [(target, True)])
    assert shown(roles.for_type(store, battles)) == [("Target", True)]
    roles.assign(store, battles, [])
    assert len(roles.for_type(store, battles)) == 2


def test_a_retired_role_is_not_offered(store: Store, add_role: AddRole) -> None:
    actor, target = add_role("Actor"), add_role("Target")
    event_types.add(store, "Battles")
    (battles,) = (each.id for each in event_types.all_types(store))
    roles.assign(store, battles, [(actor, True), (target, False)])
    roles.retire(store, actor)
    assert shown(roles.for_type(store, battles)) == [("Target", False)]
    assert [role.retired for role in roles.all_roles(store, retired=True)] == [True, False]
    assert not roles.retire(store, actor)
    roles.restore(store, actor)
    assert shown(roles.for_type(store, battles)) == [("Actor", True), ("Target", False)]


def test_roles_are_put_in_order(store: Store, add_role: AddRole) -> None:
    ids = [add_role(name) for name in ("A", "B", "C")]
    roles.reorder(store, ids[::-1])
    assert [role.name for role in roles.all_roles(store)] == ["C", "B", "A"]


def test_arguments_are_counted_per_role(store: Store, add_role: AddRole, fill: Callable[..., None]) -> None:
    role_id = add_role("Actor", many=True)
    fill(role_id, 2)
    assert roles.counts(store) == {role_id: 2}


def test_what_is_gone_is_said(store: Store) -> None:
    with pytest.raises(UserError, match="gone"):
        roles.get(store, 7)
    with pytest.raises(UserError, match="gone"):
        roles.assign(store, 7, [])
