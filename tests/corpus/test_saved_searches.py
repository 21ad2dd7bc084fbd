import pytest

from corpus import journal, saved_searches
from corpus.errors import UserError
from corpus.store import Store


def names(store: Store) -> list[str]:
    return [search.name for search in saved_searches.all_searches(store)]


@pytest.fixture
def three(store: Store) -> Store:
    """Three searches, ids 1 to 3."""
    for name in ("Hama", "Homs", "Idlib"):
        saved_searches.save(store, name, f"{name.lower()} status:todo")
    return store


def test_a_search_is_kept_under_its_name(store: Store) -> None:
    changes = saved_searches.save(store, "  Hama,\nto do ", 'Hama OR "air  strike" status:todo')
    (search,) = saved_searches.all_searches(store)
    assert (search.name, search.query) == ("Hama, to do", 'Hama OR "air strike" status:todo')
    assert changes.kinds == {"saved_search"}


def test_searches_stand_in_the_order_they_were_saved(three: Store) -> None:
    assert names(three) == ["Hama", "Homs", "Idlib"]


def test_the_same_name_again_searches_for_something_else(three: Store) -> None:
    saved_searches.save(three, "HOMS", "homs label:ATTACK")
    found = saved_searches.by_name(three, "homs")
    assert found is not None
    assert (found.id, found.name, found.query) == (2, "HOMS", "homs label:ATTACK")
    assert len(names(three)) == 3


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [("  ", "hama", "needs a name"), ("x" * 81, "hama", "at most 80"), ("x", " ", "Nothing is searched for")],
)
def test_what_cannot_be_saved_is_refused(store: Store, name: str, query: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        saved_searches.save(store, name, query)
    assert names(store) == []


def test_a_search_is_renamed(three: Store) -> None:
    saved_searches.rename(three, 2, "Homs, every status")
    assert names(three) == ["Hama", "Homs, every status", "Idlib"]
    assert not saved_searches.rename(three, 1, "Hama")


def test_a_search_may_change_the_case_of_its_name(three: Store) -> None:
    saved_searches.rename(three, 1, "HAMA")
    assert names(three)[0] == "HAMA"


def test_a_name_that_another_search_has_is_refused(three: Store) -> None:
    with pytest.raises(UserError, match="Another search is called Idlib"):
        saved_searches.rename(three, 1, "idlib")


@pytest.mark.parametrize(
    ("search_id", "by", "order"),
    [(3, -1, [1, 3, 2]), (1, 1, [2, 1, 3]), (1, -1, [1, 2, 3]), (3, 5, [1, 2, 3]), (3, -9, [3, 1, 2])],
)
def test_searches_are_moved(three: Store, search_id: int, by: int, order: list[int]) -> None:
    saved_searches.move(three, search_id, by)
    assert [search.id for search in saved_searches.all_searches(three)] == order


def test_a_search_is_removed_and_undo_brings_it_back(three: Store) -> None:
    saved_searches.remove(three, 2)
    assert names(three) == ["Hama", "Idlib"]
    journal.undo(three)
    assert names(three) == ["Hama", "Homs", "Idlib"]


def test_each_change_is_one_step(three: Store) -> None:
    saved_searches.move(three, 3, -2)
    saved_searches.rename(three, 1, "Other")
    journal.undo(three)
    journal.undo(three)
    assert names(three) == ["Hama", "Homs", "Idlib"]


def test_a_search_that_is_gone_cannot_be_changed(store: Store) -> None:
    with pytest.raises(UserError, match="gone"):
        saved_searches.remove(store, 7)
    with pytest.raises(UserError, match="gone"):
        saved_searches.rename(store, 7, "x")
