"""Our icons: Lucide line drawings, drawn in the ink of the theme. No other SVG is ever rendered."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.theme import Theme

FOLDER = Path(__file__).parent


@lru_cache(maxsize=512)
def icon(name: str, theme: Theme, *, colour: str = "") -> QIcon:
    """Return the icon `name` in the theme's second ink (or `colour`, `#rrggbb`), sharp at one, two and three times.

    Raises:
        FileNotFoundError: there is no such icon.
    """
    found = QIcon()
    for ink, mode in ((colour or theme.second, QIcon.Mode.Normal), (theme.third, QIcon.Mode.Disabled)):
        for pixels in (16, 20, 24, 32, 48, 64):
            found.addPixmap(pixmap(name, ink, pixels), mode)
    return found


def pixmap(name: str, colour: str, pixels: int, *, ratio: float = 1.0) -> QPixmap:
    """Return the icon `name` in `colour`, `pixels` wide and high, for a screen of device pixel `ratio`.

    Raises:
        FileNotFoundError: there is no such icon.
    """
    side = round(pixels * ratio)
    image = QImage(QSize(side, side), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        QSvgRenderer(QByteArray(_drawing(name, QColor(colour).name()))).render(painter, QRectF(0, 0, side, side))
    image.setDevicePixelRatio(ratio)
    return QPixmap.fromImage(image)


def names() -> list[str]:
    """Return the names of all icons that take a theme's ink, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.svg") if b"currentColor" in path.read_bytes())


def _drawing(name: str, colour: str) -> bytes:
    return (FOLDER / f"{name}.svg").read_bytes().replace(b"currentColor", colour.encode("ascii"))
