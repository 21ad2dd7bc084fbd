"""The colours offered for labels."""

import pytest

from desktop.colour import contrast
from desktop.label_swatches import SWATCHES, difference, next_swatch
from desktop.theme import Theme, dark, label_style, light
from labels.label import KIND_COLOURS


def test_there_are_twelve_and_every_kinds_colour_is_among_them() -> None:
    assert len(SWATCHES) == 12
    assert set(KIND_COLOURS.values()) <= set(SWATCHES)


@pytest.mark.parametrize("theme", [light(), dark()], ids=lambda theme: theme.name)
@pytest.mark.parametrize("colour", SWATCHES)
def test_every_swatch_reads_as_text(colour: str, theme: Theme) -> None:
    assert contrast(label_style(colour, theme).ink, theme.paper) >= 4.5


def test_a_new_label_takes_its_kinds_colour_when_that_is_free() -> None:
    assert next_swatch([], "KILLED") == KIND_COLOURS["casualties"]


def test_a_new_label_takes_a_colour_nobody_has() -> None:
    used: list[str] = []
    for _ in SWATCHES:
        used.append(next_swatch(used, "THING"))
    assert sorted(used) == sorted(SWATCHES)
    assert next_swatch(used, "THING") in SWATCHES


def test_difference_is_nothing_for_the_same_colour_and_the_same_both_ways() -> None:
    assert difference("#c2410c", "#c2410c") == 0
    assert difference("#c2410c", "#1e40af") == difference("#1e40af", "#c2410c") > 0.1
