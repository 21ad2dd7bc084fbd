import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from desktop import fonts, theme
from desktop.coding.event_card import MOST_LINES, TITLE, CardPainter, Plan
from desktop.coding.event_words import Card, Line
from labels.event import Event

EVENT = Event(
    1, "0" * 32, 1, 5, "Armed clash", 1, "rima", None, "", None, None, "happened", False, "", "", "human", "", "", None
)
LINES = (
    Line("1", 1, "Actor", "the command", "Northern Aleppo Command", argument_id=1, short="Northern Aleppo Command"),
    Line("2", 2, "Place", "required: where?", tone="missing"),
)


@pytest.fixture
def painter(qapp: object) -> CardPainter:
    fonts.load()
    return CardPainter(theme.light())


def card(*lines: Line, held: bool = False, marks: tuple[str, ...] = ()) -> Card:
    return Card(EVENT, "E1", "Armed clash", "#c2410c", marks, lines, held=held)


def plan(painter: CardPainter, shown: Card, *, width: float = 320, brief: bool = False) -> Plan:
    return painter.plan(shown, width, fonts.chrome(), brief=brief)


def test_a_point_is_told_to_be_on_the_title_on_a_line_or_on_neither(painter: CardPainter) -> None:
    found = plan(painter, card(*LINES))
    middles = [placed.top + placed.height / 2 for placed in found.lines]
    assert [found.line_at(y) for y in (4.0, *middles, found.height - 1)] == [TITLE, 0, 1, None]


def test_where_there_are_many_a_card_says_its_lines_in_one_text(painter: CardPainter) -> None:
    found = plan(painter, card(*LINES), brief=True)
    assert [text.layout.text() for text in found.texts] == ["Northern Aleppo Command", "required: Place"]
    assert found.height < plan(painter, card(*LINES)).height


def test_the_card_in_hand_shows_its_lines_also_among_many(painter: CardPainter) -> None:
    assert len(plan(painter, card(*LINES, held=True), brief=True).lines) == 2


def test_a_long_value_is_cut_after_a_few_lines(painter: CardPainter) -> None:
    found = plan(painter, card(Line("1", 1, "Actor", "word " * 60)), width=200)
    assert found.lines[0].text.layout.lineCount() == MOST_LINES


def test_marks_take_a_line_of_their_own(painter: CardPainter) -> None:
    assert plan(painter, card(marks=("historical",))).height > plan(painter, card()).height


@pytest.mark.parametrize("colours", [theme.light(), theme.dark()], ids=["light", "dark"])
def test_a_card_is_painted_within_its_box(painter: CardPainter, colours: theme.Theme) -> None:
    painter.theme = colours
    found = plan(painter, card(*LINES, Line("3", 3, "Place", "قرب الرستن", "Ar Rastan"), held=True, marks=("denied",)))
    image = QImage(340, round(found.height) + 20, QImage.Format.Format_ARGB32)
    image.fill(0)
    with QPainter(image) as onto:
        box = QRectF(10, 10, found.width, found.height)
        painter.paint(onto, box, found, fonts.chrome(), current=0, hovered=False)
    outside = [image.pixel(x, y) for x in (2, 337) for y in range(image.height())]
    assert set(outside) == {0}
    assert len({image.pixel(x, y) for x in range(20, 300) for y in range(12, image.height() - 12)}) > 20


def test_what_a_brief_card_tells_takes_one_line(painter: CardPainter) -> None:
    long = [Line(str(at), at, "Actor", "who", short="Northern Aleppo Command") for at in range(1, 7)]
    found = plan(painter, card(*long), brief=True)
    assert [text.layout.lineCount() for text in found.texts] == [1]
