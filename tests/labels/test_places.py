"""The project's places, and what a name in an article means."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import journal
from corpus.article import Article
from corpus.errors import UserError
from corpus.store import Store
from labels import events, places, roles
from labels.event import ArgumentDraft, EventDraft
from labels.gazetteer import Gazetteer, open_default
from labels.place import PlaceDraft

NASSIB = PlaceDraft(
    "Nassib crossing", "crossing", "Syria", "Daraa", "", 32.54, 36.19, names=("نصيب",), uid="0" * 32
)  # fmt: skip


def article(title: str, text: str) -> Article:
    return Article(1, "u", title, text, sha256=title + text)


SYRIA = article(
    "Rebels advance on Homs", "Syrian rebels left Hama for Homs. Syria said nothing; Jordan shut a crossing."
)
LEBANON = article("Clashes in Tripoli", "Lebanese soldiers fought gunmen in the north of Lebanon.")
LIBYA = article("Clashes in Tripoli", "Libyan factions fought in the capital of Libya.")
NOWHERE = article("Clashes", "Gunmen fought.")


@pytest.fixture
def fill(store: Store, add_article: Callable[..., int]) -> Callable[..., int]:
    """Makes an event with a role filled by these words and returns the argument's id."""
    with journal.step(store, "role", "Add role") as step:
        role_id = roles.insert(step, "Place", kind="place", slot="place")
    article_id = add_article()

    def make(words: str, place_id: int | None = None) -> int:
        draft = EventDraft(arguments=(ArgumentDraft(role_id, words, place_id=place_id),))
        event_id = events.add(store, article_id, draft).events[0]
        return events.get(store, event_id).arguments[0].id

    return make


# ---------------------------------------------------------------- what a name means


@pytest.mark.parametrize(
    ("words", "where", "name", "country", "precision"),
    [
        ("Hama", SYRIA, "Hama", "SY", "exact"),
        ("Homs", SYRIA, "Homs", "SY", "exact"),
        ("Rastan", SYRIA, "Ar Rastan", "SY", "exact"),
        ("Talbiseh", SYRIA, "Tallbīsah", "SY", "exact"),
        ("Daraa province", SYRIA, "Daraa", "SY", "admin1"),
        ("outskirts of Homs", SYRIA, "Homs", "SY", "near"),
        ("northern Aleppo countryside", SYRIA, "Aleppo", "SY", "near"),
        ("Hama airport", SYRIA, "Hama", "SY", "near"),
        ("southern Syria", SYRIA, "Syria", "SY", "country"),
        ("Tripoli", LEBANON, "Tripoli", "LB", "exact"),
        ("Tripoli", LIBYA, "Tripoli", "LY", "exact"),
        ("Tripoli, Lebanon", LIBYA, "Tripoli", "LB", "exact"),
        ("حمص", SYRIA, "Homs", "SY", "exact"),
    ],
)
def test_the_article_says_which_place_is_meant(
    store: Store, atlas: Gazetteer, words: str, where: Article, name: str, country: str, precision: str
) -> None:
    best = places.best(store, atlas, words, article=where)
    assert best is not None
    assert (best.candidate.name, best.candidate.country, best.precision) == (name, country, precision)


@pytest.mark.parametrize(
    ("words", "where"),
    [("Tripoli", NOWHERE), ("the city", SYRIA), ("Nassib", SYRIA), ("Tell Rifaat", SYRIA), ("", SYRIA)],
)
def test_what_is_not_sure_is_left_to_the_analyst(store: Store, atlas: Gazetteer, words: str, where: Article) -> None:
    assert places.best(store, atlas, words, article=where) is None


def test_reasons_are_told(store: Store, atlas: Gazetteer) -> None:
    first, *_ = places.candidates(store, atlas, "Hama", article=SYRIA)
    assert first.why == ("in Syria as the article", "460,602 people")


def test_a_country_that_the_article_does_not_speak_of_comes_last(store: Store, atlas: Gazetteer) -> None:
    ranked = places.candidates(store, atlas, "Hama", article=SYRIA)
    assert ranked[-1].candidate.country == "JP"
    assert "the article does not speak of its country" in ranked[-1].why


def test_places_nearby_count(store: Store, atlas: Gazetteer) -> None:
    beirut = places.with_uid(store, _add(store, PlaceDraft("Beirut", "town", "LB", "", "", 33.89, 35.5)))
    assert beirut is not None
    first = places.candidates(store, atlas, "Tripoli", article=NOWHERE, near=[beirut])[0]
    assert first.candidate.country == "LB"
    assert any(reason.endswith("km from Beirut") for reason in first.why)


def test_what_the_desk_chose_before_counts(store: Store, atlas: Gazetteer, fill: Callable[..., int]) -> None:
    japan = atlas.get(1854028)
    assert japan is not None
    place_id = places.use(store, japan)
    for _ in range(3):
        fill("Hama", place_id)
    ranked = places.candidates(store, atlas, "Hama", article=NOWHERE)
    assert ranked[0].place_id == place_id
    assert "chosen 3 times before" in ranked[0].why


def test_the_projects_own_place_is_found_by_kind_words(store: Store, atlas: Gazetteer) -> None:
    places.add(store, NASSIB)
    for words in ("the Nassib border crossing", "Nassib", "معبر نصيب"):
        best = places.best(store, atlas, words, article=SYRIA)
        assert best is not None, words
        assert (best.candidate.name, best.precision) == ("Nassib crossing", "exact")


def test_it_works_without_a_gazetteer(store: Store) -> None:
    places.add(store, NASSIB)
    assert [each.candidate.name for each in places.candidates(store, None, "Nassib", article=SYRIA)] == [
        "Nassib crossing"
    ]
    assert places.candidates(store, None, "Hama", article=SYRIA) == []


def test_a_place_taken_from_the_gazetteer_is_listed_once(store: Store, atlas: Gazetteer) -> None:
    ranked = places.candidates(store, atlas, "Rastan", article=SYRIA)
    places.use(store, ranked[0].candidate)
    again = places.candidates(store, atlas, "Rastan", article=SYRIA)
    assert [(each.candidate.name, each.place_id is not None) for each in again] == [("Ar Rastan", True)]


# ---------------------------------------------------------------- the list


def _add(store: Store, draft: PlaceDraft) -> str:
    from dataclasses import replace

    from corpus.uid import new_uid

    uid = new_uid()
    places.add(store, replace(draft, uid=uid))
    return uid


def test_an_added_place_can_be_read_and_undone(store: Store) -> None:
    places.add(store, NASSIB)
    place = places.all_places(store)[0]
    assert (place.name, place.kind, place.country, place.origin) == ("Nassib crossing", "crossing", "SY", "human")
    assert (place.latitude, place.names) == (32.54, ("نصيب",))
    journal.undo(store)
    assert places.all_places(store) == []
    journal.redo(store)
    assert places.all_places(store) == [place]


@pytest.mark.parametrize(
    ("latitude", "longitude", "sentence"),
    [
        (120.0, 36.0, "latitude 120 of X is not between"),
        (32.0, 200.0, "longitude 200 of X is not between"),
        (32.0, None, "only one of latitude and longitude"),
        (float("nan"), 1.0, "is not between"),
    ],
)
def test_coordinates_that_are_nowhere_are_refused(
    store: Store, latitude: float, longitude: float | None, sentence: str
) -> None:
    with pytest.raises(UserError, match=sentence):
        places.add(store, PlaceDraft("X", latitude=latitude, longitude=longitude))
    assert places.all_places(store) == []


def test_a_place_needs_a_name_and_a_real_country(store: Store) -> None:
    with pytest.raises(UserError, match="1 to 200 characters"):
        places.add(store, PlaceDraft("  "))
    with pytest.raises(UserError, match="Narnia is no country for X"):
        places.add(store, PlaceDraft("X", country="Narnia"))


def test_keeping_twice_keeps_one(store: Store, atlas: Gazetteer) -> None:
    homs = atlas.lookup("Homs")[1]
    first = places.use(store, homs, words="the city of Hims")
    assert places.use(store, homs) == first
    assert places.get(store, first).names == ("Hims",)
    assert len(places.all_places(store)) == 1


def test_an_edit_follows_into_the_events(store: Store, fill: Callable[..., int]) -> None:
    places.add(store, NASSIB)
    place = places.all_places(store)[0]
    fill("Nassib", place.id)
    changes = places.edit(store, place.id, PlaceDraft("Nasib", "crossing", "SY", "Daraa", "", 32.5, 36.2))
    assert changes.articles
    assert store.row("SELECT place, latitude FROM record") == ("Nasib", 32.5)
    journal.undo(store)
    assert store.row("SELECT place, latitude FROM record") == ("Nassib crossing", 32.54)


def test_editing_nothing_changes_nothing(store: Store) -> None:
    places.add(store, NASSIB)
    place = places.all_places(store)[0]
    assert not places.edit(store, place.id, NASSIB)


def test_a_merge_moves_names_and_uses(store: Store, fill: Callable[..., int]) -> None:
    places.add(store, NASSIB)
    one = places.all_places(store)[0]
    other = places.with_uid(store, _add(store, PlaceDraft("Nasib", names=("Jaber",))))
    assert other is not None
    fill("Nasib", other.id)
    places.merge(store, other.id, one.id)
    assert places.uses(store) == {one.id: 1}
    assert set(places.get(store, one.id).names) == {"نصيب", "Nasib", "Jaber"}
    assert store.value("SELECT place FROM record") == "Nassib crossing"
    journal.undo(store)
    assert places.uses(store) == {other.id: 1}


def test_a_place_in_use_is_retired_and_another_is_deleted(store: Store, fill: Callable[..., int]) -> None:
    places.add(store, NASSIB)
    used = places.all_places(store)[0]
    unused = places.with_uid(store, _add(store, PlaceDraft("Elsewhere")))
    assert unused is not None
    fill("Nassib", used.id)
    places.remove(store, [used.id, unused.id])
    assert places.all_places(store) == []
    assert [place.name for place in places.all_places(store, retired=True)] == ["Nassib crossing"]
    assert places.find(store, "Nassib crossing") == []
    places.restore(store, used.id)
    assert places.find(store, "Nassib crossing")


def test_a_further_name_is_found(store: Store) -> None:
    places.add(store, NASSIB)
    place = places.all_places(store)[0]
    places.add_name(store, place.id, "Jaber")
    assert places.find(store, "jaber") == [places.get(store, place.id)]
    assert not places.add_name(store, place.id, "Jaber")


def test_similar_names_are_offered(store: Store) -> None:
    places.add(store, NASSIB)
    assert [place.name for place, _ in places.similar(store, "Nasib crossing")] == ["Nassib crossing"]
    assert places.similar(store, "Aleppo") == []


def test_a_place_that_is_gone_is_told(store: Store) -> None:
    with pytest.raises(UserError, match="That place is gone"):
        places.get(store, 7)


def test_choosing_links_the_role_in_one_step(store: Store, atlas: Gazetteer, fill: Callable[..., int]) -> None:
    argument_id = fill("outskirts of Homs")
    best = places.best(store, atlas, "outskirts of Homs", article=SYRIA)
    assert best is not None
    places.choose(store, argument_id, best)
    assert store.row("SELECT place, country, geo_precision FROM record") == ("Homs", "SY", "near")
    journal.undo(store)
    assert places.all_places(store) == []
    assert store.value("SELECT place FROM record") == "outskirts of Homs"
    with pytest.raises(UserError, match="emptied meanwhile"):
        places.choose(store, 99, best)


# ---------------------------------------------------------------- the whole world


def test_the_news_article_resolves_within_syria(store: Store, root: Path) -> None:
    found = sorted((root.parent / "shared" / "data" / "news_article").glob("0*.txt"))
    world = open_default()
    if not found or world is None:
        pytest.skip("the shared data or the gazetteer is not here")
    story = article("Syria rebels advance on Homs", found[0].read_text(encoding="utf-8"))
    for words in ("Hama", "Homs", "Daraa", "Rastan", "Talbiseh", "Aleppo", "Tartous", "Damascus", "Idlib"):
        best = places.best(store, world, words, article=story)
        assert best is not None, words
        assert (best.candidate.country, best.candidate.kind, best.precision) == ("SY", "town", "exact"), words
    world.close()
