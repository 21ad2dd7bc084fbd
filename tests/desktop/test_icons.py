"""Our own drawings, in the ink of the theme."""

import pytest
from PySide6.QtWidgets import QApplication

from desktop import icons, theme


def test_every_icon_draws_something_in_its_colour(qapp: QApplication) -> None:
    for name in icons.names():
        image = icons.pixmap(name, "#ff0000", 24).toImage()
        seen = [image.pixelColor(x, y) for x in range(24) for y in range(24)]
        assert {colour.name() for colour in seen if colour.alpha() > 250} <= {"#ff0000"}, name
        assert any(colour.alpha() for colour in seen), name


def test_an_icon_has_a_picture_for_every_theme(qapp: QApplication) -> None:
    assert not icons.icon("search", theme.light()).isNull()
    assert not icons.icon("search", theme.dark(), colour="#5fd0c2").isNull()


def test_an_unknown_icon_is_an_error(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.pixmap("no such icon", "#000000", 16)


def test_drawings_hold_nothing_but_lines() -> None:
    for path in icons.FOLDER.glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert "href" not in text
        assert "<image" not in text
        assert "<!ENTITY" not in text
