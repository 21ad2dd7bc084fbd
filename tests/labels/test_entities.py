"""The project's actors: names, groups, merging; each change one step that undo takes back."""

from collections.abc import Callable

import pytest

from corpus import journal
from corpus.errors import UserError
from corpus.store import Store
from labels import entities
from labels.entity import Alias, Code, EntityDraft
from labels.entity_index import EntityIndex

Add = Callable[..., int]


@pytest.fixture
def add(store: Store) -> Add:
    """Takes a name, aliases and other fields; returns the actor's id."""

    def add(name: str, *aliases: str, **fields: object) -> int:
        draft = EntityDraft(name, aliases=tuple(map(Alias, aliases)), **fields)  # type: ignore[arg-type]
        entities.add(store, draft)
        found = entities.by_name(store, name)
        assert found
        return found.id

    return add


def rows(store: Store) -> list[list[tuple[object, ...]]]:
    tables = ("entity", "alias", "entity_code", "argument")
    return [store.rows(f"SELECT * FROM {table} ORDER BY id") for table in tables]


def found_name(store: Store, words: str, on: str = "") -> str:
    found = entities.find(store, words, on=on)
    return found.name if found else ""


def test_an_actor_is_found_by_any_of_its_names(store: Store, add: Add) -> None:
    add("Hayat Tahrir al-Sham", "HTS", "هيئة تحرير الشام")
    assert {found_name(store, words) for words in ("hts", "the HTS", "Hay'at Tahrir al Sham", "هيئه تحرير الشام")} == {
        "Hayat Tahrir al-Sham"
    }


def test_the_own_name_goes_before_an_alias(store: Store, add: Add) -> None:
    add("Syrian Army", "army")
    add("Army")
    assert found_name(store, "ARMY") == "Army"


def test_what_two_actors_are_called_is_not_guessed(store: Store, add: Add) -> None:
    add("Syrian Army", "army")
    add("Lebanese Army", "army")
    assert entities.find(store, "army") is None


def test_a_name_holds_between_its_days(store: Store) -> None:
    entities.add(store, EntityDraft("Jabhat Fateh al-Sham", aliases=(Alias("Nusra", "2012-01-23", "2016-07-28"),)))
    assert found_name(store, "Nusra", "2015-05-05")
    assert not found_name(store, "Nusra", "2017-01-01")


def test_an_actor_that_is_no_more_is_not_found(store: Store, add: Add) -> None:
    add("Ba'ath Party", valid_to="2024-12-08")
    assert found_name(store, "Baath party", "2024-12-08")
    assert not found_name(store, "Baath party", "2024-12-09")


def test_initials_and_misspellings_are_suggested(store: Store, add: Add) -> None:
    hts = add("Hayat Tahrir al-Sham")
    add("Syrian Democratic Forces", "SDF")
    for words in ("HTS", "Hayat Tahrir ash-Sham", "tahrir", "Haya"):
        assert entities.suggest(store, words)[0][0].id == hts, words
    assert entities.suggest(store, "Syrian Democratic Forces")[0][1] == 100
    assert entities.suggest(store, "S.D.F.")[0][0].name == "Syrian Democratic Forces"
    assert entities.suggest(store, "") == []


def test_the_full_name_suggests_who_is_listed_by_initials(store: Store, add: Add) -> None:
    add("SDF")
    assert [entity.name for entity, _ in entities.suggest(store, "Syrian Democratic Forces")] == ["SDF"]


def test_the_index_hears_of_changes(store: Store, add: Add) -> None:
    index = EntityIndex(store)
    assert index.suggest("Hama council") == []
    changes = entities.add(store, EntityDraft("Hama Council"))
    assert index.suggest("Hama council") == []
    index.follow(changes)
    assert index.suggest("Hama council")[0][1] == 100


def test_editing_is_one_step(store: Store, add: Add) -> None:
    held = add("HTS", "Hayat", codes=(Code("SYRREB"),))
    before = rows(store)
    draft = EntityDraft(
        "Hayat Tahrir al-Sham", "rebel group", aliases=(Alias("HTS", "2017"),), codes=(Code("SYRGOV", "2024-12-08"),)
    )
    entities.edit(store, held, draft)
    found = entities.get(store, held)
    assert (found.name, found.type, found.aliases) == (
        "Hayat Tahrir al-Sham", "rebel group", (Alias("HTS", "2017-01-01"),),
    )  # fmt: skip
    assert found.codes == (Code("SYRGOV", "2024-12-08"),)
    journal.undo(store)
    assert rows(store) == before


def test_editing_nothing_is_no_step(store: Store, add: Add) -> None:
    held = add("HTS", "Hayat", codes=(Code("SYRREB"),))
    found = entities.get(store, held)
    again = EntityDraft("HTS", aliases=found.aliases, codes=found.codes)
    assert not entities.edit(store, held, again)


def test_names_are_added_and_taken_away(store: Store, add: Add) -> None:
    held = add("HTS")
    assert entities.add_alias(store, held, " Hayat  Tahrir ")
    assert not entities.add_alias(store, held, "Hayat Tahrir")
    assert entities.get(store, held).aliases == (Alias("Hayat Tahrir"),)
    entities.remove_alias(store, held, "Hayat Tahrir")
    assert entities.get(store, held).aliases == ()
    with pytest.raises(UserError, match="own name"):
        entities.remove_alias(store, held, "HTS")


def test_a_group_cannot_be_part_of_itself(store: Store, add: Add) -> None:
    army = add("Army")
    fourth = add("4th Division", parent_id=army)
    with pytest.raises(UserError, match="Army would be part of itself"):
        entities.edit(store, army, EntityDraft("Army", parent_id=fourth))


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (EntityDraft("HTS"), "There is an actor HTS already"),
        (EntityDraft("  "), "1 to 200 characters"),
        (EntityDraft("x" * 201), "1 to 200 characters"),
        (EntityDraft("X", parent_id=99), "group is gone"),
        (EntityDraft("X", valid_from="soon"), "is no date"),
        (EntityDraft("X", valid_from="2012", valid_to="2011"), "before it begins"),
        (EntityDraft("X", codes=(Code(" "),)), "A code cannot be empty"),
    ],
)
def test_a_bad_actor_is_refused_whole(store: Store, add: Add, draft: EntityDraft, why: str) -> None:
    add("HTS")
    before = rows(store)
    with pytest.raises(UserError, match=why):
        entities.add(store, draft)
    assert rows(store) == before


def test_merging_brings_all_to_one_and_can_be_undone(store: Store, add: Add, add_article: Callable[..., int]) -> None:
    keep = add("Hayat Tahrir al-Sham")
    other = add("HTS", "Tahrir", type="rebel group", codes=(Code("SYRREB"),))
    member = add("Red Bands", parent_id=other)
    with journal.step(store, "event", "x") as step:
        role = {
            "uid": "r",
            "name": "Actor",
            "kind": "actor",
            "slot": "actor",
            "position": 1,
            "created": "",
            "changed": "",
        }
        role_id = step.insert("role", role)
        event = {"uid": "e", "article_id": add_article(), "coder_id": step.coder_id, "origin": "human"}
        event_id = step.insert("event", {**event, "created": "", "changed": ""})
        filled = {"uid": "a", "event_id": event_id, "role_id": role_id, "ordinal": 0, "entity_id": other}
        argument = step.insert("argument", filled)
    before = rows(store)
    entities.merge(store, keep, [other, keep])
    found = entities.get(store, keep)
    assert {alias.name for alias in found.aliases} == {"HTS", "Tahrir"}
    assert (found.type, found.codes) == ("rebel group", (Code("SYRREB"),))
    assert entities.get(store, member).parent_id == keep
    assert store.value("SELECT entity_id FROM argument WHERE id = ?", (argument,)) == keep
    assert entities.mentions(store) == {keep: 1}
    with pytest.raises(UserError, match="gone"):
        entities.get(store, other)
    journal.undo(store)
    assert rows(store) == before


def test_merging_a_group_into_its_part_leaves_no_cycle(store: Store, add: Add) -> None:
    above = add("Opposition")
    army = add("Army", parent_id=above)
    part = add("4th Division", parent_id=army)
    entities.merge(store, part, [army])
    assert entities.get(store, part).parent_id == above


def test_a_retired_actor_is_kept_and_not_offered(store: Store, add: Add) -> None:
    held = add("HTS")
    entities.retire(store, held)
    assert entities.all_entities(store) == []
    assert entities.find(store, "HTS") is None
    assert entities.suggest(store, "HTS") == []
    assert [entity.name for entity in entities.all_entities(store, retired=True)] == ["HTS"]
    entities.restore(store, held)
    assert found_name(store, "HTS")
