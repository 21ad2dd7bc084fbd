"""Bars of what was finished."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from corpus.assignment import Pace
from desktop import theme
from desktop.queue.model import time_text
from desktop.queue.pace_view import PaceView, figures, last_days


def test_two_weeks_end_today() -> None:
    days = last_days(date(2026, 3, 1))
    assert (len(days), days[0], days[-1]) == (14, "2026-02-16", "2026-03-01")


def test_a_coders_figures_are_said_in_words() -> None:
    pace = Pace("rima", {"2026-02-28": 3, "2026-03-01": 4}, seconds=80)
    assert figures(pace) == "7 articles on 2 days, 3.5 a day, 1 min 20 s each"
    assert figures(Pace("rima", {"2026-03-01": 1_000})) == "1,000 articles on 1 day, 1,000 a day"


@pytest.mark.parametrize(("seconds", "words"), [(0, ""), (0.6, "1 s"), (59.4, "59 s"), (3600, "60 min 0 s")])
def test_a_time_is_said_in_words(seconds: float, words: str) -> None:
    assert time_text(seconds) == words


def test_bars_are_drawn_for_days_on_which_something_was_finished(qtbot: QtBot) -> None:
    light = theme.current("light")
    view = PaceView(light)
    qtbot.addWidget(view)
    view.resize(900, 100)
    bare = view.grab().toImage()
    view.show_paces([Pace("rima", {last_days(date.today())[-2]: 5})])
    drawn = view.grab().toImage()
    assert bare != drawn
    accent = [
        (x, y)
        for x in range(drawn.width())
        for y in range(drawn.height())
        if drawn.pixelColor(x, y).name() == light.accent
    ]
    assert accent
