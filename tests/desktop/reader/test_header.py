"""The title block."""

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from desktop import fonts, theme
from desktop.reader.header import Header


def laid_out(title: str, dateline: str = "Wire · 1 May", width: float = 640) -> Header:
    fonts.load()
    header = Header()
    header.title, header.dateline = title, dateline
    header.lay_out(width, 1.0)
    return header


def ink_columns(header: Header) -> list[int]:
    image = QImage(640, round(header.above_text) + 1, QImage.Format.Format_RGB32)
    image.fill("#ffffff")
    with QPainter(image) as painter:
        header.paint(painter, theme.light(), (0, 640), 0)
    return [x for x in range(640) if any(image.pixelColor(x, y).lightness() < 128 for y in range(34, 66))]


def test_a_longer_title_takes_more_lines(qapp: QApplication) -> None:
    assert laid_out("A title " * 20).above_text > laid_out("A title").above_text


def test_a_dateline_that_does_not_fit_goes_on_below(qapp: QApplication) -> None:
    parts = " · ".join(["A long part of it"] * 6)
    assert laid_out("T", parts, 300).above_text > laid_out("T", parts, 1200).above_text


@pytest.mark.parametrize(("title", "right"), [("Short title", False), ("قصف جوي", True)])
def test_a_title_begins_at_its_own_side(qapp: QApplication, title: str, right: bool) -> None:
    columns = ink_columns(laid_out(title))
    assert (max(columns) > 630) == right
    assert (min(columns) < 10) == (not right)


def test_it_speaks_title_and_dateline(qapp: QApplication) -> None:
    assert laid_out("Title").spoken() == "Title. Wire · 1 May"
