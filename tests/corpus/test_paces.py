"""How far coders are."""

from datetime import UTC, datetime

import pytest

from corpus import articles, assignments, paces
from corpus.article import RawArticle, Status
from corpus.store import Store
from labels.intake import take_in


@pytest.fixture
def five(store: Store) -> Store:
    take_in(store, [RawArticle(text=f"Article {number}.") for number in range(5)])
    assignments.add(store, [("Monday", [1, 2, 3, 4], ["rima", "omar"])])
    return store


def say(store: Store, coder: str, **statuses: Status) -> None:
    with Store.open(store.path, coder=coder) as own:
        for number, status in statuses.items():
            articles.set_status(own, int(number[1:]), status)


def test_each_coder_stands_somewhere(five: Store) -> None:
    say(five, "rima", a1="done", a2="done", a3="flagged", a5="done")
    say(five, "omar", a1="in progress")
    (assignment,) = assignments.all_assignments(five)
    omar, rima = paces.standings(five, assignment)
    assert (rima.coder, rima.total, rima.done, rima.set_aside, rima.left) == ("rima", 4, 2, 1, 1)
    assert (omar.coder, omar.begun, omar.done, omar.left) == ("omar", 1, 0, 4)


def test_an_article_taken_out_of_the_project_is_not_waited_for(five: Store) -> None:
    articles.remove(five, [4])
    (assignment,) = assignments.all_assignments(five)
    assert {each.total for each in paces.standings(five, assignment)} == {3}


def test_the_pace_is_what_was_finished_day_by_day(five: Store) -> None:
    say(five, "rima", a1="done", a2="done", a3="skipped")
    five.db.conn.execute("UPDATE work SET seconds = 90 WHERE article_id = 1")
    (pace,) = paces.paces(five)
    assert (pace.coder, pace.days) == ("rima", {datetime.now(UTC).date().isoformat(): 2})
    assert (pace.per_day, pace.seconds) == (2.0, 90.0)


def test_what_was_finished_long_ago_is_no_pace(five: Store) -> None:
    say(five, "rima", a1="done")
    five.db.conn.execute("UPDATE work SET changed = '2020-01-01T00:00:00Z'")
    assert paces.paces(five) == []
