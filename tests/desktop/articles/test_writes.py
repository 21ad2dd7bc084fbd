import pytest

from corpus import articles, journal
from corpus.progress import Cancelled
from corpus.store import Store
from desktop.articles import writes
from desktop.session import Session


@pytest.fixture
def desk(session: Session, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Eight articles, written three at once."""
    monkeypatch.setattr(writes, "_AT_ONCE", 3)
    assert session.store
    return session.store


def test_several_parts_are_one_step(desk: Store) -> None:
    changes = writes.remove(desk, [1, 2, 3, 4, 5, 6, 7])
    assert (changes.articles, changes.summary) == (frozenset(range(1, 8)), "Remove 7 articles")
    assert list(articles.ids(desk)) == [8]
    journal.undo(desk)
    assert len(articles.ids(desk)) == 8


def test_what_was_written_before_a_stop_stays_and_is_told(desk: Store) -> None:
    def stop(done: int, total: int | None = None, note: str = "") -> None:
        if done:
            raise Cancelled

    changes = writes.set_statuses(desk, [1, 2, 3, 4, 5], "flagged", progress=stop)
    assert changes.articles == {1, 2, 3}
    journal.undo(desk)
    assert articles.status_counts(desk)["flagged"] == 1


def test_stop_before_the_first_writes_nothing(desk: Store) -> None:
    def stop(done: int, total: int | None = None, note: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        writes.remove(desk, [1, 2], progress=stop)
    assert len(articles.ids(desk)) == 8
