"""What everything looks like: colour tokens for light and dark, the palette, and a label's three colours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop import fonts, stylesheet
from desktop.colour import contrast, from_lch, lch

Preference = Literal["system", "light", "dark"]
READABLE = 4.5  # WCAG AA for text


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as `#rrggbb`, named by what they are for.

    Attributes:
        third: for what carries no meaning alone (disabled text, rims of keys); too faint for text that must be read.
        on_accent: text on `accent`.
        hover: the ground of something the mouse is on.
    """

    name: Literal["light", "dark"]
    window: str
    panel: str
    paper: str
    ink: str
    second: str
    third: str
    line: str
    selected: str
    accent: str
    on_accent: str
    hover: str
    good: str
    warn: str
    bad: str

    @property
    def is_dark(self) -> bool:
        """Say whether light text stands on dark ground."""
        return self.name == "dark"


@dataclass(frozen=True, slots=True)
class LabelStyle:
    """A label's colours on one theme: the bar under its words, the tint behind them, its name's ink on paper."""

    bar: str
    tint: str
    ink: str


_GIVEN = {  # stored colour: (light bar, light tint, dark bar, dark tint)
    "#c2410c": ("#c2410c", "#fdeadf", "#fb9a66", "#46291b"),
    "#6d3fc4": ("#6d3fc4", "#efe8fb", "#bda0ff", "#33284d"),
    "#0f766e": ("#0f766e", "#ddf3ef", "#5fd0c2", "#17393a"),
    "#a16207": ("#a16207", "#fbf1d3", "#e5bf52", "#3e341a"),
    "#be123c": ("#be123c", "#fde4ea", "#ff8da6", "#4a1f2b"),
}


@cache
def light() -> Theme:
    """Return the light theme."""
    return Theme(
        name="light", window="#f6f5f2", panel="#fbfaf8", paper="#ffffff", ink="#1d1f23", second="#5d6370",
        third="#8d93a0", line="#e4e2dc", selected="#e9edf6", accent="#2f5fd0", on_accent="#ffffff",
        hover="#f1efea", good="#0f766e", warn="#96590a", bad="#be123c",
    )  # fmt: skip


@cache
def dark() -> Theme:
    """Return the dark theme."""
    return Theme(
        name="dark", window="#16181d", panel="#1b1e24", paper="#1f2229", ink="#e6e7ea", second="#a2a8b4",
        third="#757c8a", line="#2c3038", selected="#293247", accent="#86a8ff", on_accent="#10131a",
        hover="#262a32", good="#5fd0c2", warn="#e5bf52", bad="#ff8da6",
    )  # fmt: skip


def current(preference: Preference = "system") -> Theme:
    """Return the theme a preference asks for; "system" reads the system's scheme and never sets one."""
    if preference == "system":
        preference = "dark" if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"
    return dark() if preference == "dark" else light()


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the whole program: Fusion, our fonts, palette and style sheet. May be called again at any time."""
    fonts.load()
    app.setStyle("Fusion")
    app.setFont(fonts.chrome())
    app.setPalette(palette(theme))
    app.setStyleSheet(stylesheet.build(theme))


def palette(theme: Theme) -> QPalette:
    """Return the palette: what the style sheet does not reach (indicators, native dialogs) is drawn from it."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window, role.WindowText: theme.ink, role.Base: theme.paper, role.AlternateBase: theme.panel,
        role.Text: theme.ink, role.PlaceholderText: theme.second, role.Button: theme.panel, role.ButtonText: theme.ink,
        role.BrightText: theme.bad, role.Highlight: theme.accent, role.HighlightedText: theme.on_accent,
        role.ToolTipBase: theme.ink, role.ToolTipText: theme.paper, role.Link: theme.accent,
        role.LinkVisited: theme.accent, role.Light: theme.paper, role.Midlight: theme.hover, role.Mid: theme.line,
        role.Dark: theme.third, role.Shadow: theme.third, role.Accent: theme.accent,
    }  # fmt: skip
    found = QPalette()
    for where, colour in colours.items():
        found.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        found.setColor(QPalette.ColorGroup.Disabled, where, QColor(theme.third))
    return found


@lru_cache(maxsize=512)
def label_style(colour: str, theme: Theme) -> LabelStyle:
    """Return how a label of stored colour `#rrggbb` looks on `theme`; unreadable hues are moved until they read.

    Raises:
        ValueError: `colour` is not `#rrggbb`.
    """
    given = _GIVEN.get(colour.lower())
    bar, tint = (given[2:] if theme.is_dark else given[:2]) if given else _derived(colour, theme)
    return LabelStyle(bar, tint, _readable(bar, theme))


def _derived(colour: str, theme: Theme) -> tuple[str, str]:
    lightness, chroma, hue = lch(colour)
    if theme.is_dark:
        bar = from_lch(min(max(lightness, 0.77), 0.86), min(chroma, 0.15), hue)
        return _readable(bar, theme), from_lch(0.315, min(chroma * 0.5, 0.055), hue)
    bar = from_lch(min(lightness, 0.56), chroma, hue)
    return _readable(bar, theme), from_lch(0.945, min(chroma * 0.25, 0.032), hue)


def _readable(colour: str, theme: Theme) -> str:
    """Darken (lighten on dark) a colour until it reads on every ground that label names stand on."""
    step = 0.01 if theme.is_dark else -0.01
    lightness, chroma, hue = lch(colour)
    while min(contrast(colour, ground) for ground in (theme.paper, theme.panel, theme.window)) < READABLE:
        lightness += step
        colour = from_lch(lightness, chroma, hue)
    return colour
