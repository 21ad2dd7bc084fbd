"""Linking roles to actors, with one step for one gesture."""

from collections.abc import Callable

import pytest

from corpus import journal
from corpus.errors import UserError
from corpus.store import Store
from labels import entities, entity_links, events, roles
from labels.entity import Alias, EntityDraft
from labels.entity_groups import NameGroup
from labels.event import ArgumentDraft, EventDraft


@pytest.fixture
def argument(store: Store, add_article: Callable[..., int]) -> int:
    """A role filled with the words "HTS fighters"."""
    with journal.step(store, "codebook", "x") as step:
        role = roles.insert(step, "Actor", kind="actor", slot="actor")
    draft = EventDraft(arguments=(ArgumentDraft(role, "HTS fighters"),))
    return events.get(store, events.add(store, add_article(), draft).events[0]).arguments[0].id


def linked(store: Store) -> tuple[str, str]:
    """Return the actor of the event's role, and what the table of records says."""
    return events.get(store, 1).arguments[0].entity, store.value("SELECT actor FROM record")


def test_a_role_is_linked_and_let_go(store: Store, argument: int) -> None:
    entities.add(store, EntityDraft("HTS"))
    entity_links.link(store, argument, 1)
    assert linked(store) == ("HTS", "HTS")
    assert entities.get(store, 1).aliases == ()
    entity_links.link(store, argument, None)
    assert linked(store) == ("", "HTS fighters")


def test_the_words_may_be_kept_as_a_name(store: Store, argument: int) -> None:
    entities.add(store, EntityDraft("HTS"))
    entity_links.link(store, argument, 1, keep_name=True)
    assert entities.get(store, 1).aliases == (Alias("HTS fighters"),)
    journal.undo(store)
    assert entities.get(store, 1).aliases == ()
    assert linked(store) == ("", "HTS fighters")


def test_a_new_actor_is_linked_in_one_step(store: Store, argument: int) -> None:
    entity_links.link_new(store, argument)
    assert linked(store) == ("HTS fighters", "HTS fighters")
    journal.undo(store)
    assert entities.all_entities(store) == []
    entity_links.link_new(store, argument, EntityDraft("Hayat Tahrir al-Sham"))
    assert linked(store)[0] == "Hayat Tahrir al-Sham"
    assert [alias.name for alias in entities.all_entities(store)[0].aliases] == ["HTS fighters"]


def test_somebody_elses_event_is_theirs(store: Store, argument: int) -> None:
    entities.add(store, EntityDraft("HTS"))
    with Store.open(store.path, coder="omar") as other, pytest.raises(UserError, match="rima's"):
        entity_links.link(other, argument, 1)
    with pytest.raises(UserError, match="empty now"):
        entity_links.link(store, 99, 1)


def test_names_become_one_actor(store: Store) -> None:
    group = NameGroup((("HTS", 5), ("Hayat Tahrir al-Sham", 3), ("Omar", 1)), (), "initials")
    entity_links.accept(store, group, names=["HTS", "Hayat Tahrir al-Sham"])
    found = entities.all_entities(store)[0]
    assert (found.name, found.aliases) == ("Hayat Tahrir al-Sham", (Alias("HTS"),))


def test_names_go_to_the_actor_that_has_some(store: Store) -> None:
    entities.add(store, EntityDraft("HTS"))
    entity_links.accept(store, NameGroup((("HTS", 5), ("Tahrir", 3)), (1,), "x"))
    assert entities.get(store, 1).aliases == (Alias("Tahrir"),)


def test_names_of_two_actors_are_merged_first(store: Store) -> None:
    entities.add(store, EntityDraft("HTS"))
    entities.add(store, EntityDraft("Tahrir"))
    with pytest.raises(UserError, match="HTS, Tahrir are different actors"):
        entity_links.accept(store, NameGroup((("HTS", 5), ("Tahrir", 3)), (1, 2), "x"))
