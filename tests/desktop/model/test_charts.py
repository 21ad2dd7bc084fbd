"""pyqtgraph is read in by a thread: what is drawn before it is there is drawn then."""

import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.model.charts import CurveChart, LiveChart
from desktop.model.curve_reading import Curve


def test_charts_need_no_pyqtgraph_before_they_draw(root: Path) -> None:
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; a = QApplication(['', '-platform', 'offscreen']); "
        "from desktop import theme; from desktop.model.charts import CurveChart, LiveChart; "
        "charts = LiveChart('Loss', theme.light()), CurveChart(theme.light()); charts[1].show_curve(None); "
        "print({'numpy', 'pyqtgraph'} & set(sys.modules))"
    )
    answer = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "set()"


def test_what_was_taken_in_before_there_was_a_plot_is_drawn_in_it(qtbot: QtBot) -> None:
    chart = LiveChart("Loss", theme.light())
    qtbot.addWidget(chart)
    chart.add(1, 1, 9.0)
    chart.add(1, 2, 4.0)
    chart.draw("4.0", steps=10)
    qtbot.waitUntil(lambda: chart.plot is not None, timeout=20_000)
    (line,) = chart.plot.listDataItems()
    assert [*line.getData()[1]] == [9.0, 4.0]


def test_a_plot_takes_the_place_that_was_kept_for_it(qtbot: QtBot) -> None:
    chart = LiveChart("Loss", theme.light())
    qtbot.addWidget(chart)
    before = chart.sizeHint().height()
    chart.draw()
    qtbot.waitUntil(lambda: chart.plot is not None, timeout=20_000)
    assert chart.plot.height() == 160
    assert abs(chart.sizeHint().height() - before) <= 2


def test_a_curve_is_told_to_who_cannot_see_it_and_then_drawn(qtbot: QtBot) -> None:
    chart = CurveChart(theme.light())
    qtbot.addWidget(chart)
    chart.show_curve(curve())
    qtbot.waitUntil(lambda: chart.plot is not None, timeout=20_000)
    assert chart.plot.accessibleDescription().startswith("10 articles: F")
    assert chart.plot.listDataItems()


def curve() -> Curve:
    return Curve(points=((10, 0.3), (20, 0.4)), line=((10, 0.3), (20, 0.4), (30, 0.45)), band=((20, 0.35, 0.45),))
