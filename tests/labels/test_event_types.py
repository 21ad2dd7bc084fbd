from collections.abc import Callable

import pytest

from corpus import journal
from corpus.errors import UserError
from corpus.store import Store
from labels import event_types

AddType = Callable[..., int]


@pytest.fixture
def add_type(store: Store) -> AddType:
    def add(path: str) -> int:
        above, _, name = path.rpartition(" / ")
        event_types.add(store, name, parent_id=event_types.by_path(store)[above].id if above else None)
        return event_types.by_path(store)[path].id

    return add


def paths(store: Store, *, retired: bool = False) -> list[str]:
    return [each.path for each in event_types.all_types(store, retired=retired)]


def test_types_come_in_the_order_of_the_tree(store: Store, add_type: AddType) -> None:
    for path in ("Battles", "Protests", "Battles / Armed clash", "Battles / Armed clash / Raid", "Battles / Siege"):
        add_type(path)
    assert paths(store) == [
        "Battles",
        "Battles / Armed clash",
        "Battles / Armed clash / Raid",
        "Battles / Siege",
        "Protests",
    ]
    assert [each.depth for each in event_types.all_types(store)] == [0, 1, 2, 1, 0]


def test_a_type_keeps_what_it_is_given(store: Store) -> None:
    event_types.add(
        store,
        "  Shelling ",
        code="182",
        definition=" From afar. ",
        examples=["The town was shelled.", "", "The town was shelled."],
        words=["Shelled", "shelling", "shelled"],
        colour="#C2410C",
    )
    (found,) = event_types.all_types(store)
    assert (found.name, found.code, found.definition) == ("Shelling", "182", "From afar.")
    assert found.examples == ("The town was shelled.",)
    assert found.words == ("shelled", "shelling")
    assert found.colour == "#c2410c"


def test_many_types_go_into_one_step(store: Store) -> None:
    with journal.step(store, "codebook", "Use a codebook") as step:
        root = event_types.insert(step, "Battles")
        event_types.insert(step, "Siege", parent_id=root)
        changes = step.changes
    assert set(changes.kinds) == {"event_type"}
    journal.undo(store)
    assert paths(store, retired=True) == []
    journal.redo(store)
    assert paths(store) == ["Battles", "Battles / Siege"]


@pytest.mark.parametrize("name", ["", " ", "x" * 81, "a\u200bb", "Battles / Siege"])
def test_a_name_that_is_none_is_refused(store: Store, name: str) -> None:
    with pytest.raises(UserError, match=r"event type's name|between blanks"):
        event_types.add(store, name)
    assert paths(store) == []


def test_a_parent_has_each_name_once_letter_case_apart(store: Store, add_type: AddType) -> None:
    add_type("Battles")
    add_type("Battles / Siege")
    add_type("Siege")
    with pytest.raises(UserError, match="There is an event type Siege under Battles already"):
        event_types.add(store, "SIEGE", parent_id=event_types.by_path(store)["Battles"].id)
    with pytest.raises(UserError, match="There is an event type Battles already"):
        event_types.add(store, "battles")


def test_a_type_may_change_its_own_letter_case(store: Store, add_type: AddType) -> None:
    event_types.edit(store, add_type("battles"), name="Battles")
    assert paths(store) == ["Battles"]


def test_an_edit_leaves_what_is_not_given(store: Store, add_type: AddType) -> None:
    type_id = add_type("Battles")
    event_types.edit(store, type_id, code="01", words=["clash"])
    changes = event_types.edit(store, type_id, name="Fights")
    found = event_types.get(store, type_id)
    assert (found.name, found.code, found.words) == ("Fights", "01", ("clash",))
    assert changes.summary == "Rename Battles to Fights"


def test_an_edit_that_changes_nothing_is_no_step(store: Store, add_type: AddType) -> None:
    assert not event_types.edit(store, add_type("Battles"), name=" Battles ", words=[])


@pytest.mark.parametrize("colour", ["red", "#12345", "#gggggg"])
def test_what_is_no_colour_is_refused(store: Store, add_type: AddType, colour: str) -> None:
    with pytest.raises(UserError, match="is not a colour"):
        event_types.edit(store, add_type("Battles"), colour=colour)


def test_a_type_takes_its_branch_along(store: Store, add_type: AddType) -> None:
    add_type("Battles")
    siege = add_type("Siege")
    add_type("Siege / Blockade")
    event_types.move(store, siege, event_types.by_path(store)["Battles"].id)
    assert paths(store) == ["Battles", "Battles / Siege", "Battles / Siege / Blockade"]
    journal.undo(store)
    assert paths(store) == ["Battles", "Siege", "Siege / Blockade"]


def test_a_cycle_is_refused(store: Store, add_type: AddType) -> None:
    root = add_type("Battles")
    add_type("Battles / Siege")
    below = add_type("Battles / Siege / Blockade")
    for parent in (root, below):
        with pytest.raises(UserError, match="cannot stand below itself"):
            event_types.move(store, root, parent)
    assert paths(store) == ["Battles", "Battles / Siege", "Battles / Siege / Blockade"]


def test_a_move_to_a_parent_with_that_name_is_refused(store: Store, add_type: AddType) -> None:
    root = add_type("Battles")
    add_type("Battles / Siege")
    with pytest.raises(UserError, match="under Battles already"):
        event_types.move(store, add_type("siege"), root)


def test_a_type_is_put_before_another(store: Store, add_type: AddType) -> None:
    first, _second, third = (add_type(name) for name in ("A", "B", "C"))
    event_types.move(store, third, None, before=first)
    assert paths(store) == ["C", "A", "B"]
    assert not event_types.move(store, third, None, before=first)


def test_types_are_put_in_order(store: Store, add_type: AddType) -> None:
    ids = [add_type(name) for name in ("A", "B", "C")]
    event_types.reorder(store, ids[::-1])
    assert paths(store) == ["C", "B", "A"]


def test_a_branch_is_retired_and_restored_together(store: Store, add_type: AddType) -> None:
    root = add_type("Battles")
    below = add_type("Battles / Siege")
    add_type("Protests")
    event_types.retire(store, root)
    assert paths(store) == ["Protests"]
    assert len(paths(store, retired=True)) == 3
    event_types.restore(store, root)
    assert len(paths(store)) == 3
    event_types.retire(store, root)
    event_types.restore(store, below)
    assert "Battles / Siege" in paths(store)


def test_nothing_is_added_or_moved_below_a_retired_type(store: Store, add_type: AddType) -> None:
    root, other = add_type("Battles"), add_type("Protests")
    event_types.retire(store, root)
    with pytest.raises(UserError, match="Battles is retired"):
        event_types.add(store, "Siege", parent_id=root)
    with pytest.raises(UserError, match="Battles is retired"):
        event_types.move(store, other, root)


def test_a_colour_is_the_nearest_one_above(store: Store, add_type: AddType) -> None:
    root = add_type("Battles")
    below = add_type("Battles / Siege")
    lowest = add_type("Battles / Siege / Blockade")
    other = add_type("Protests")
    event_types.edit(store, root, colour="#0f766e")
    event_types.edit(store, lowest, colour="#6d3fc4")
    shown = event_types.colours(event_types.all_types(store))
    assert shown == {root: "#0f766e", below: "#0f766e", lowest: "#6d3fc4", other: event_types.COLOUR}


def test_the_tree_can_be_walked(store: Store, add_type: AddType) -> None:
    root = add_type("Battles")
    add_type("Battles / Siege")
    lowest = add_type("Battles / Siege / Blockade")
    add_type("Protests")
    types = event_types.all_types(store)
    assert [each.name for each in event_types.children(types, None)] == ["Battles", "Protests"]
    assert [each.name for each in event_types.branch(types, root)] == ["Battles", "Siege", "Blockade"]
    assert [each.name for each in event_types.ancestors(types, lowest)] == ["Siege", "Battles"]


def test_a_type_that_is_gone_is_said(store: Store) -> None:
    with pytest.raises(UserError, match="gone"):
        event_types.get(store, 7)
    with pytest.raises(UserError, match="gone"):
        event_types.add(store, "Siege", parent_id=7)


def test_events_are_counted_per_type(store: Store, add_type: AddType, add_article: Callable[..., int]) -> None:
    type_id, article_id = add_type("Battles"), add_article()
    with journal.step(store, "event", "Add", article_id=article_id) as step:
        for uid in ("a", "b"):
            row = {"uid": uid, "article_id": article_id, "event_type_id": type_id, "coder_id": step.coder_id}
            step.insert("event", row | {"origin": "human", "created": "", "changed": ""})
    assert event_types.counts(store) == {type_id: 2}
