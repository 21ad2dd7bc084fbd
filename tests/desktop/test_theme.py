"""Colours that can be read, and a style sheet that Qt accepts."""

import colorsys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop import stylesheet, theme
from desktop.colour import contrast, from_lch, lch, mix
from desktop.theme import LabelStyle, Theme, label_style

THEMES = [theme.light(), theme.dark()]
HUES = [
    "#" + "".join(f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(hue / 24, light, full))
    for hue in range(24)
    for light in (0.15, 0.5, 0.85)
    for full in (0.2, 0.6, 1.0)
] + ["#000000", "#ffffff", "#808080", "#ffff00"]


@pytest.mark.parametrize("look", THEMES, ids=lambda look: look.name)
def test_every_label_colour_reads_on_its_grounds(look: Theme) -> None:
    for colour in HUES:
        style = label_style(colour, look)
        for ground in (look.paper, look.panel, look.window):
            assert contrast(style.ink, ground) >= theme.READABLE, (colour, style, ground)
        assert contrast(look.ink, style.tint) >= theme.READABLE, (colour, style)
        assert contrast(style.bar, style.tint) >= 3, (colour, style)


@pytest.mark.parametrize("look", THEMES, ids=lambda look: look.name)
def test_inks_read_on_every_ground(look: Theme) -> None:
    grounds = (look.window, look.panel, look.paper, look.selected, look.hover)
    for ink in (look.ink, look.second, look.warn, look.bad):
        assert min(contrast(ink, ground) for ground in grounds) >= theme.READABLE, ink
    assert contrast(look.on_accent, look.accent) >= theme.READABLE
    assert contrast(look.accent, look.paper) >= 3


@pytest.mark.parametrize(
    ("colour", "bright", "dim"),
    [
        ("#c2410c", ("#c2410c", "#fdeadf"), ("#fb9a66", "#46291b")),
        ("#6d3fc4", ("#6d3fc4", "#efe8fb"), ("#bda0ff", "#33284d")),
        ("#0F766E", ("#0f766e", "#ddf3ef"), ("#5fd0c2", "#17393a")),
        ("#a16207", ("#a16207", "#fbf1d3"), ("#e5bf52", "#3e341a")),
        ("#be123c", ("#be123c", "#fde4ea"), ("#ff8da6", "#4a1f2b")),
    ],
)
def test_the_first_five_labels_have_their_given_colours(
    colour: str, bright: tuple[str, str], dim: tuple[str, str]
) -> None:
    on_light, on_dark = label_style(colour, theme.light()), label_style(colour, theme.dark())
    assert (on_light.bar, on_light.tint) == bright
    assert (on_dark.bar, on_dark.tint) == dim


def test_a_colour_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="red"):
        label_style("red", theme.light())


def test_a_readable_colour_keeps_its_hue() -> None:
    style = label_style("#2563eb", theme.light())
    assert style == LabelStyle("#2563eb", style.tint, "#2563eb")


def test_lightness_and_back_is_the_same_colour() -> None:
    for colour in ("#c2410c", "#0f766e", "#ffffff", "#000000", "#123456"):
        assert from_lch(*lch(colour)) == colour


def test_contrast_is_what_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert mix("#000000", "#ffffff", 0.5) == "#808080"


def test_a_preference_wins_over_the_system(qapp: QApplication) -> None:
    assert theme.current("light") is theme.light()
    assert theme.current("dark") is theme.dark()


def test_the_system_is_asked_and_not_told(qapp: QApplication) -> None:
    before = QGuiApplication.styleHints().colorScheme()
    expected = theme.dark() if before == Qt.ColorScheme.Dark else theme.light()
    assert theme.current() is expected
    assert QGuiApplication.styleHints().colorScheme() == before


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application, undressed again after the test."""
    font, colours, style = qapp.font(), qapp.palette(), qapp.style().objectName()
    yield qapp
    qapp.setStyleSheet("")
    qapp.setStyle(style)
    qapp.setFont(font)
    qapp.setPalette(colours)


@pytest.mark.parametrize("look", THEMES, ids=lambda look: look.name)
def test_the_style_sheet_is_accepted_by_qt(look: Theme, dressed: QApplication, qtbot: QtBot) -> None:
    theme.apply(dressed, look)
    label = QLabel("x")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert dressed.palette().color(QPalette.ColorRole.Base).name() == look.paper
    assert dressed.font().family() == "Inter"


@pytest.mark.parametrize("look", THEMES, ids=lambda look: look.name)
def test_the_style_sheet_names_only_pictures_that_exist(look: Theme) -> None:
    import re
    from pathlib import Path

    sheet = stylesheet.build(look)
    pictures = re.findall(r'url\("([^"]+)"\)', sheet)
    assert pictures
    assert all(Path(picture).is_file() for picture in pictures)
    assert "$" not in sheet
