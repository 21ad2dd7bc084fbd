import threading
import time

from corpus.web.turns import Turns


def test_one_at_a_time_to_a_host() -> None:
    turns = Turns(0.0)
    for number, host in enumerate(("a", "a", "b")):
        turns.add(host, number)
    taken = [turns.take(), turns.take()]
    assert sorted(each or ("", -1) for each in taken) == [("a", 0), ("b", 2)]
    turns.done("a")
    assert turns.take() == ("a", 1)


def test_who_waits_for_work_gets_what_comes_later() -> None:
    turns, got = Turns(0.0), list[object]()
    thread = threading.Thread(target=lambda: got.extend((turns.take(), turns.take())))
    thread.start()
    turns.add("a", 7)
    turns.close()
    thread.join(10)
    assert got == [("a", 7), None]


def test_a_pause_is_kept_between_two_requests() -> None:
    turns = Turns(0.2)
    assert turns.reserve("a") <= 0
    assert 0.1 < turns.reserve("a") <= 0.2
    assert 0.3 < turns.reserve("a") <= 0.4
    assert turns.reserve("b") <= 0


def test_a_host_may_ask_for_a_longer_pause_but_not_for_a_shorter() -> None:
    turns = Turns(0.2)
    turns.ask_for("a", 5.0)
    turns.ask_for("b", 0.0)
    for host in "ab":
        turns.reserve(host)
    assert turns.reserve("a") > 4
    assert turns.reserve("b") > 0.1


def test_a_host_that_is_due_goes_before_one_that_is_not() -> None:
    turns = Turns(5.0)
    turns.reserve("a")
    turns.add("a", 1)
    turns.add("b", 2)
    began = time.monotonic()
    assert turns.take() == ("b", 2)
    assert time.monotonic() - began < 1
