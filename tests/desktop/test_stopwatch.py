"""Time spent on an article."""

from desktop.stopwatch import LONGEST, Stopwatch


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_time_is_counted_from_the_start_and_taken_once() -> None:
    clock = Clock()
    watch = Stopwatch(clock)
    watch.start(1)
    clock.now += 30.7
    assert watch.take() == 30
    clock.now += 0.5
    assert watch.take() == 1


def test_a_long_pause_counts_as_a_short_one() -> None:
    clock = Clock()
    watch = Stopwatch(clock)
    watch.start(1)
    clock.now += 10
    watch.beat()
    clock.now += 3600
    assert watch.take() == 10 + LONGEST


def test_another_article_begins_anew_and_the_same_one_goes_on() -> None:
    clock = Clock()
    watch = Stopwatch(clock)
    watch.start(1)
    clock.now += 20
    watch.start(1)
    assert watch.take() == 20
    clock.now += 20
    watch.start(2)
    clock.now += 5
    assert watch.take() == 5
