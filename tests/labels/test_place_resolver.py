"""Drafts get their places without a write; they are taken over when the draft is accepted."""

from corpus import journal
from corpus.article import Article
from corpus.store import Store
from labels import places
from labels.event import ArgumentDraft
from labels.gazetteer import Gazetteer
from labels.place import PlaceDraft
from labels.place_resolver import PlaceResolver

SYRIA = Article(1, "u", "Rebels advance", "Syrian rebels left Hama for Homs. Syria said nothing.", sha256="s")


def test_a_place_of_the_gazetteer_is_named_by_number_and_nothing_is_written(store: Store, atlas: Gazetteer) -> None:
    guess = PlaceResolver(store, atlas, SYRIA).place("outskirts of Homs", near=["Hama", "Atlantis"])
    assert guess is not None
    assert (guess.place_id, guess.precision, guess.value) == (None, "near", {"geonameid": 169577})
    assert places.all_places(store) == []


def test_acceptance_takes_it_over(store: Store, atlas: Gazetteer) -> None:
    drafted = ArgumentDraft(1, "Homs", value={"precision": "exact", "geonameid": 169577})
    with journal.step(store, "event", "Add event") as step:
        settled = places.settle(step, atlas, drafted)
    assert settled.value == {"precision": "exact"}
    assert settled.place_id is not None
    assert places.get(store, settled.place_id).name == "Homs"


def test_a_place_of_the_project_is_named_by_its_id(store: Store) -> None:
    places.add(store, PlaceDraft("Nassib crossing", "crossing", "SY", "", "", 32.5, 36.2))
    guess = PlaceResolver(store, None, SYRIA).place("Nassib crossing")
    assert guess is not None
    assert guess.place_id == places.all_places(store)[0].id
    drafted = ArgumentDraft(1, "Nassib", place_id=guess.place_id, value={"precision": "exact"})
    with journal.step(store, "event", "Add event") as step:
        assert places.settle(step, None, drafted) is drafted


def test_what_is_not_sure_is_not_guessed(store: Store, atlas: Gazetteer) -> None:
    assert PlaceResolver(store, atlas, SYRIA).place("the city") is None
