"""Names in the coding that may be one actor."""

from collections.abc import Callable

from corpus.store import Store
from labels import entities, entity_groups, spans
from labels.entity import Alias, EntityDraft


def code(store: Store, add_article: Callable[..., int], label: int, *names: str) -> None:
    """Code each name in an article of its own."""
    for number, name in enumerate(names):
        spans.add(store, add_article(f"{name} spoke on day {number}."), 0, len(name), label)


def test_names_that_may_be_one_actor(
    store: Store, add_article: Callable[..., int], add_label: Callable[[str], int]
) -> None:
    names = (
        "Hayat Tahrir al-Sham",
        "HTS",
        "Hay'at Tahrir al-Sham",
        "Hayat Tahrir",
        "Syrian Army",
        "Omar",
        "The Syrian army",
    )
    code(store, add_article, add_label("ACTOR"), *names)
    found = entity_groups.propose(store)
    assert [{name for name, _ in group.names} for group in found] == [
        {"Hayat Tahrir al-Sham", "HTS", "Hay'at Tahrir al-Sham", "Hayat Tahrir"},
        {"Syrian Army", "The Syrian army"},
    ]
    assert "initials" in found[0].why


def test_names_known_as_one_actor_are_not_proposed(
    store: Store, add_article: Callable[..., int], add_label: Callable[[str], int]
) -> None:
    code(store, add_article, add_label("ACTOR"), "Hayat Tahrir al-Sham", "HTS", "Syrian Army", "The Syrian army")
    entities.add(store, EntityDraft("Hayat Tahrir al-Sham", aliases=(Alias("HTS"),)))
    entities.add(store, EntityDraft("Syrian army"))
    assert entity_groups.propose(store) == []


def test_a_name_one_actor_has_comes_with_that_actor(
    store: Store, add_article: Callable[..., int], add_label: Callable[[str], int]
) -> None:
    code(store, add_article, add_label("ACTOR"), "Hayat Tahrir al-Sham", "HTS")
    entities.add(store, EntityDraft("HTS"))
    assert [len(group.entity_ids) for group in entity_groups.propose(store)] == [1]
