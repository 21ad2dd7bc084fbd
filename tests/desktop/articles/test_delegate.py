import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from corpus.article import STATUSES, ArticleRow, Status
from desktop import theme
from desktop.articles import ArticlesPanel, marks
from desktop.articles.delegate import ArticleDelegate, _qt_slice


@pytest.fixture
def delegate(qapp: object) -> ArticleDelegate:
    return ArticleDelegate(theme.light())


def row(title: str = "Gate", source: str = "Wire", *, events: int = 0, waiting: int = 0) -> ArticleRow:
    return ArticleRow(1, "", title, source, "2024-12-06", "", 9, 14, "done", events=events, waiting=waiting)


def sign(status: Status) -> QImage:
    """Draw a sign in black and white, so that only its shape is left."""
    image = QImage(16, 16, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    with QPainter(image) as painter:
        marks.draw(painter, status, 3, 8, theme.light())
    return image.convertToFormat(QImage.Format.Format_Mono)


def test_signs_differ_without_colour(qapp: object) -> None:
    shapes = [bytes(sign(status).constBits()) for status in STATUSES]
    assert len(set(shapes)) == len(STATUSES)


def test_long_title_is_cut_on_its_second_line(delegate: ArticleDelegate) -> None:
    lines = delegate._title("word " * 60, 260)
    assert len(lines) == 2
    assert lines[1].text().endswith("…")
    assert not lines[0].text().endswith("…")


def test_short_title_takes_one_line(delegate: ArticleDelegate) -> None:
    assert [line.text() for line in delegate._title("Gate", 260)] == ["Gate"]


def test_title_with_astral_letters_loses_none(delegate: ArticleDelegate) -> None:
    title = "🚒 " * 20 + "end of it"
    lines = delegate._title(title, 260)
    assert "".join(line.text() for line in lines).replace(" ", "") == title.replace(" ", "")
    assert _qt_slice("a🚒b", 1, 3) == "🚒"


def test_outlet_gives_way_before_day_and_spans(delegate: ArticleDelegate) -> None:
    shown = delegate._details(row(source="The Very Long Named Observatory of the North"), 220)
    assert shown.endswith("… · 6 Dec 2024 · 14 spans")


@pytest.mark.parametrize("width", [110, 150, 190, 230])
def test_what_waits_is_never_cut(delegate: ArticleDelegate, width: int) -> None:
    shown = delegate._details(row(waiting=22, events=3), width)
    assert shown.endswith("22 suggested")
    assert delegate._detail.horizontalAdvance(shown) <= width


def test_right_to_left_outlet_cannot_reorder_the_line(delegate: ArticleDelegate) -> None:
    assert delegate._details(row(source="وكالة\u202e العاصي"), 300).startswith("\u2068وكالة العاصي\u2069 · 6 Dec")


@pytest.mark.parametrize("shade", ["light", "dark"])
def test_every_row_can_be_drawn(panel: ArticlesPanel, qtbot: QtBot, shade: str) -> None:
    panel.set_theme(theme.dark() if shade == "dark" else theme.light())
    panel.list.selectAll()
    picture = panel.grab().toImage()
    assert picture.pixelColor(8, 130).name() == (theme.dark() if shade == "dark" else theme.light()).selected
