"""Which articles are drawn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from corpus.article import RawArticle
from corpus.assignment import HOWS, How
from corpus.sampling import by_gain, draw, one_of_each_group, shares
from corpus.store import Store
from labels.intake import take_in

EVERYTHING = BitMap(range(1, 61))


@pytest.fixture
def wires(store: Store) -> Store:
    """Sixty articles: two outlets of 40 and 20, each in two months."""
    take_in(
        store,
        [
            RawArticle(
                text=f"Article {number}.",
                source="sana" if number % 3 else "wire",
                published=f"2024-{11 + number % 2}-{1 + number % 28:02}" if number else "",
            )
            for number in range(60)
        ],
    )
    return store


@pytest.mark.parametrize("how", HOWS)
def test_as_many_are_drawn_as_are_wanted_each_once(wires: Store, how: How) -> None:
    drawn = draw(wires, EVERYTHING, count=12, how=how, seed=3)
    assert len(drawn) == len(set(drawn)) == 12


@pytest.mark.parametrize("how", HOWS)
def test_all_are_drawn_when_there_are_too_few(wires: Store, how: How) -> None:
    assert sorted(draw(wires, BitMap([3, 9]), count=12, how=how)) == [3, 9]


@pytest.mark.parametrize("how", ["random", "stratified", "gain"])
def test_the_seed_decides(wires: Store, how: How) -> None:
    first, again, other = (draw(wires, EVERYTHING, count=12, how=how, seed=seed) for seed in (1, 1, 2))
    assert first == again != other


def test_a_stratified_sample_has_the_outlets_in_proportion(wires: Store) -> None:
    drawn = draw(wires, EVERYTHING, count=30, how="stratified", seed=1)
    marks = ", ".join(map(str, drawn))
    counts = dict(wires.rows(f"SELECT source, count(*) FROM article WHERE id IN ({marks}) GROUP BY source"))
    assert counts == {"sana": 20, "wire": 10}


@pytest.fixture
def doubted(wires: Store) -> Store:
    """Of the sixty, a model has looked at twenty, and doubts the later ones most; but the sixth is all new words."""
    model = {"id": 1, "uid": "m", "number": 1, "preset": "quick", "language": "en", "folder": "f", "fingerprint": "x"}
    with wires.transaction():
        wires.db.table("model").insert(
            model | {"articles": 1, "spans": 1, "seconds": 1.0, "size": 1, "created": "2024-12-06T00:00:00Z"}
        )
        for number in range(1, 21):
            wires.db.execute("INSERT INTO doubt VALUES (?, 1, ?, ?)", (number, number / 10, float(number == 12)))
    return wires


def test_most_are_those_the_model_doubts_and_has_seen_little_of(doubted: Store) -> None:
    found = by_gain(doubted, EVERYTHING, count=8, seed=3)
    chosen = [article_id for article_id, by_chance in found if not by_chance]
    drawn = {article_id for article_id, by_chance in found if by_chance}
    assert chosen == [each for each in (12, 20, 19, 18, 17, 16, 15, 14) if each not in drawn][: len(chosen)]


def test_about_one_in_ten_is_drawn_by_chance_also_in_small_batches(doubted: Store) -> None:
    batches = [by_gain(doubted, EVERYTHING, count=5, seed=seed) for seed in range(200)]
    assert 0.06 < sum(by_chance for batch in batches for _, by_chance in batch) / 1000 < 0.14


def test_other_places_go_to_chance_when_fewer_are_left(doubted: Store) -> None:
    left = [BitMap(range(1, most)) for most in range(30, 61)]
    assert len({tuple(by_chance for _, by_chance in by_gain(doubted, each, count=8)) for each in left}) > 5


def test_the_names_decide_among_the_first(doubted: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.sampling.most_useful", lambda _, ids: iter(ids[::-1]))
    monkeypatch.setattr("corpus.sampling._SHORT_LIST", 3)
    monkeypatch.setattr("corpus.sampling._BY_CHANCE", 0)
    assert draw(doubted, EVERYTHING, count=5, how="gain") == [19, 20, 12, 18, 17]


def test_what_no_model_has_looked_at_comes_last(doubted: Store) -> None:
    found = by_gain(doubted, EVERYTHING, count=60)
    assert len(dict(found)) == 60
    looked = [article_id for article_id, by_chance in found if not by_chance]
    assert set(looked) <= set(range(1, 21))


def test_the_newest_come_first_and_undated_ones_last(wires: Store) -> None:
    days = dict(wires.rows("SELECT id, published FROM article"))
    drawn = [days[article_id] for article_id in draw(wires, EVERYTHING, count=60, how="newest")]
    assert drawn == sorted(drawn, reverse=True)
    assert drawn[-1] == ""


def test_of_near_copies_the_first_is_kept(wires: Store) -> None:
    wires.db.conn.execute("UPDATE article SET group_id = 4 WHERE id IN (4, 7, 9)")
    assert one_of_each_group(wires, BitMap([3, 7, 9])) == BitMap([3, 7])


@given(st.dictionaries(st.tuples(st.text(max_size=2), st.just("")), st.integers(1, 50), max_size=8), st.integers(0, 90))
def test_shares_add_up_and_none_gets_more_than_it_has(sizes: dict[tuple[str, str], int], count: int) -> None:
    found = shares(sizes, count)
    assert sum(found.values()) == min(count, sum(sizes.values()))
    assert all(found[key] <= size for key, size in sizes.items())
