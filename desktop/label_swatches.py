"""Colours for labels: twelve good ones, and a check whether two can be told apart, also by colour-blind readers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import dist

from desktop.colour import Rgb, rgb
from desktop.theme import dark, label_style, light
from labels.label import KIND_COLOURS, Kind, kind_of

SWATCHES: dict[str, str] = {
    "#c2410c": "Orange",
    "#be123c": "Red",
    "#b5179e": "Magenta",
    "#6d3fc4": "Violet",
    "#1e40af": "Blue",
    "#0369a1": "Sky blue",
    "#0f766e": "Teal",
    "#365314": "Olive green",
    "#a16207": "Ochre",
    "#6b3f1d": "Brown",
    "#475569": "Slate",
    "#44403c": "Graphite",
}
ALIKE = 0.012  # OKLab distance of two bars under which eyes need the names
# How red-blind and green-blind eyes see linear light (Machado, Oliveira and Fernandes 2009, severity 1.0).
_EYES = (
    ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
)


def next_swatch(used: Iterable[str], name: str) -> str:
    """Return a colour for a new label: its kind's if free, else the swatch that differs most from those used."""
    taken = {colour.lower() for colour in used}
    kind: Kind = kind_of(name)
    if kind != "other" and KIND_COLOURS[kind] not in taken:
        return KIND_COLOURS[kind]
    free = [colour for colour in SWATCHES if colour not in taken] or list(SWATCHES)
    return max(free, key=lambda colour: min((difference(colour, other) for other in taken), default=1.0))


def difference(one: str, other: str) -> float:
    """Return how far two labels' bars are apart, in the theme and for the eye that tells them apart worst."""
    return min(dist(mine, yours) for mine, yours in zip(_seen(one), _seen(other), strict=True))


@lru_cache(maxsize=512)
def _seen(colour: str) -> tuple[Rgb, ...]:
    """Return a label's bar in OKLab, in both themes as each kind of eye sees it."""
    bars = [rgb(label_style(colour, theme).bar) for theme in (light(), dark())]
    return tuple(_oklab(_through(eye, bar)) for bar in bars for eye in _EYES)


def _through(eye: tuple[Rgb, Rgb, Rgb], light_: Rgb) -> Rgb:
    red, green, blue = (max(0.0, sum(a * b for a, b in zip(row, light_, strict=True))) for row in eye)
    return red, green, blue


def _oklab(light_: Rgb) -> Rgb:
    red, green, blue = light_
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )
