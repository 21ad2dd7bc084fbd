"""What the project knows: actors and places, but not those that only other articles speak of."""

import pytest

from corpus.store import Store
from corpus.uid import now
from labels.training.knowledge import actors, places


@pytest.fixture
def known(store: Store) -> Store:
    """An actor with a further name, and a place."""
    at = now()
    with store.transaction():
        store.db.execute("INSERT INTO entity (uid, name, created, changed) VALUES ('a', 'Free Army', ?, ?)", (at, at))
        store.db.execute("INSERT INTO alias (entity_id, name, folded) VALUES (1, 'FSA', 'fsa')")
        store.db.execute(
            "INSERT INTO place (uid, name, origin, created, changed) VALUES ('p', 'Hama', 'human', ?, ?)", (at, at)
        )
    return store


def test_actors_and_places_come_with_their_further_names(known: Store) -> None:
    assert actors(known, frozenset()) == ("FSA", "Free Army")
    assert places(known, frozenset()) == ("Hama",)
