"""The frame answers from memory what `labels.records` answers by SQL: both must say the same."""

from collections.abc import Iterator
from random import Random

import pytest

from benchmarks.records import fill
from corpus.store import Store
from desktop.events.frame import Frame
from labels import canonicals, records
from labels.record import Box, RecordQuery, SortKey

QUERIES = (
    RecordQuery(text="hama"), RecordQuery(text="army mali"), RecordQuery(text="protest"), RecordQuery(text="%"),
    RecordQuery(types=(1,)), RecordQuery(types=(0,)), RecordQuery(types=(2, 9)), RecordQuery(since="2020-01-01"),
    RecordQuery(until="2019-12-31"), RecordQuery(since="2018-02-03", until="2021-05-06"), RecordQuery(month="2020-06"),
    RecordQuery(month=records.NO_DATE), RecordQuery(country="Mali"), RecordQuery(country=records.BLANK),
    RecordQuery(actor="Police"), RecordQuery(actor="Residents"), RecordQuery(actor=records.BLANK),
    RecordQuery(coder="omar"), RecordQuery(status="happened"), RecordQuery(historical=True),
    RecordQuery(historical=False), RecordQuery(box=Box(30, 30, 40, 40)), RecordQuery(box=Box(-60, 100, 70, -60)),
    RecordQuery(article_id=3), RecordQuery(canonical_only=True), RecordQuery(status="denied", country="Syria"),
)  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """600 events all over the world, some of them joined."""
    with Store.create(tmp_path_factory.mktemp("frame") / "world.dateline", coder="rima") as store:
        fill(store, 600, worldwide=True)
        with store.transaction():
            store.db.conn.execute("UPDATE record SET actor = '', country = '' WHERE event_id % 9 = 0")
            store.db.conn.execute(
                "UPDATE record SET actor = actor || '; Residents' WHERE event_id % 11 = 0 AND actor <> ''"
            )
        mine = store.rows("SELECT event_id FROM record WHERE coder_id = ? LIMIT 9", (store.coder_id,))
        canonicals.join(store, [row[0] for row in mine][:3])
        yield store


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_a_query_finds_what_sql_finds(world: Store, query: RecordQuery) -> None:
    frame = Frame(world)
    assert sorted(frame.pick(query, "date", descending=True).tolist()) == sorted(records.ids(world, query))


@pytest.mark.parametrize("sort", ["date", "fatalities", "event", "status", "coder"])
@pytest.mark.parametrize("descending", [True, False])
def test_the_order_is_that_of_sql(world: Store, sort: SortKey, descending: bool) -> None:
    found = Frame(world).pick(RecordQuery(), sort, descending=descending)
    assert found.tolist() == list(records.ids(world, sort=sort, descending=descending))


@pytest.mark.parametrize("sort", list(records.SORTS))
@pytest.mark.parametrize("descending", [True, False])
def test_every_order_holds_all_records(world: Store, sort: SortKey, descending: bool) -> None:
    found = Frame(world).pick(RecordQuery(), sort, descending=descending)
    assert sorted(found.tolist()) == list(range(1, 601))


def test_without_an_actor_is_last_in_both_directions(world: Store) -> None:
    frame = Frame(world)
    for descending in (True, False):
        last = records.rows(world, frame.pick(RecordQuery(), "actor", descending=descending).tolist())[-60:]
        assert {row.actor for row in last} == {""}


def test_reading_some_articles_anew_is_the_same_as_reading_everything(world: Store) -> None:
    frame = Frame(world)
    while frame.warm():
        pass
    some = Random(1).sample(range(1, 200), 20)
    with world.transaction():
        marks = ",".join(map(str, some))
        world.db.conn.execute(f"UPDATE record SET place = 'Hama', status = 'denied' WHERE article_id IN ({marks})")
    frame.refresh(some)
    again = Frame(world)
    for query in (RecordQuery(text="hama"), RecordQuery(status="denied"), RecordQuery(actor="Police")):
        wanted = again.pick(query, "event", descending=False)
        assert frame.pick(query, "event", descending=False).tolist() == wanted.tolist()


def test_what_is_hidden_and_comes_back_is_read_with_its_article(world: Store) -> None:
    frame = Frame(world)
    while frame.warm():
        pass
    for hidden in (1, 0):
        with world.transaction():
            world.db.conn.execute("UPDATE record SET hidden = ? WHERE article_id = 5", (hidden,))
        frame.refresh([5])
        for query in (RecordQuery(), RecordQuery(status="happened"), RecordQuery(text="a")):
            found = sorted(frame.pick(query, "actor", descending=False).tolist())
            assert found == sorted(records.ids(world, query))
