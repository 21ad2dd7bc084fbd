"""The typefaces that come with the program, so that an article looks the same on every machine."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

FOLDER = Path(__file__).parent
SANS, SERIF, NASKH = "Inter", "Noto Serif", "Noto Naskh Arabic"
ARTICLE_PIXELS, NASKH_PIXELS, CHROME_PIXELS = 17, 18, 13


@cache
def load() -> tuple[str, ...]:
    """Make the bundled fonts known to Qt, once, and return their families. Needs an application object."""
    found: set[str] = set()
    for path in sorted(FOLDER.glob("*.[ot]tf")):
        found.update(QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path))))
    return tuple(sorted(found))


def chrome(pixels: float = CHROME_PIXELS, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the font of everything but the article: Inter, else the system's sans."""
    return _font([SANS, NASKH, "Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans"], pixels, weight)


def article(pixels: float = ARTICLE_PIXELS, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the reading font; Arabic letters in it come from Noto Naskh Arabic."""
    return _font([SERIF, NASKH, "Source Serif 4", "Georgia", "Times New Roman"], pixels, weight)


def arabic(pixels: float = NASKH_PIXELS, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the reading font of right-to-left paragraphs."""
    return _font([NASKH, SERIF, "Geeza Pro", "Traditional Arabic"], pixels, weight)


def _font(families: list[str], pixels: float, weight: QFont.Weight) -> QFont:
    font = QFont()
    font.setFamilies(families)
    font.setPixelSize(max(1, round(pixels)))
    font.setWeight(weight)
    return font
