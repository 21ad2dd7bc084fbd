"""The first thing on the page: whether the newest model is better, in one sentence, and what to do now."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop import fonts, icons
from desktop.model.cards import Card, button, row, second
from desktop.model.compare_bars import CompareBars
from desktop.model.reading import worth
from desktop.model.words import F_MEANS, Tone, plainly, verdict
from desktop.plain import PlainLabel, set_tooltip
from desktop.theme import Theme
from labels.model import Model

_PICTURE = 20  # pixels
_PICTURES: dict[Tone, tuple[str, str]] = {
    "good": ("circle-check", "good"),
    "even": ("info", "second"),
    "bad": ("triangle-alert", "warn"),
}


class VerdictCard(Card):
    """Signals:
    use_wanted: the model shown is to make the suggestions (its number).
    suggest_wanted: suggestions are wanted on all articles.
    errors_wanted: the analyst wants to see where it errs.
    """

    use_wanted = Signal(int)
    suggest_wanted = Signal()
    errors_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._theme = theme
        self._picture: tuple[str, str] = _PICTURES["even"]
        self.model: Model | None = None
        self.icon = PlainLabel()
        self.sentence, self.details, self.state = PlainLabel(), second(), second()
        self.sentence.setWordWrap(True)
        self.sentence.setFont(fonts.chrome(18, weight=fonts.chrome().Weight.DemiBold))
        self.sentence.setStyleSheet("font-size: 18px; font-weight: 600;")
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bars = CompareBars(theme)
        set_tooltip(self.bars, F_MEANS)
        self.suggest = button("Suggest on all articles", self.suggest_wanted.emit)
        self.errors = button("See where it errs", self.errors_wanted.emit)
        self.use = button("", self._use)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.sentence, 1)
        self.column.addLayout(top)
        self.column.addWidget(self.bars)
        self.column.addWidget(self.details)
        self.column.addWidget(self.state)
        self.column.addLayout(row(self.suggest, self.errors, self.use))
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = self.bars.theme = theme
        name, ink = self._picture
        ratio = self.devicePixelRatioF()
        self.icon.setPixmap(icons.pixmap(name, getattr(theme, ink), _PICTURE, ratio=ratio))
        self.bars.update()

    def show_model(self, model: Model, used: Model | None, *, may_write: bool, since: str = "") -> None:
        """Show what came of the newest training; `used` makes the suggestions, `since` says what was coded since."""
        self.model = model
        found, known = verdict(model, worth(model)), worth(model)
        said = (plainly(known) if known.is_measured else "", found.details)
        self._say(*_PICTURES[found.tone], found.heading, "\n".join(filter(None, said)))
        rivals = [(each.name, each.scores.exact.f) for each in (known.previous, known.baseline) if each]
        self.bars.show_rows([(model.name, known.compared), *rivals] if known.is_measured else [])
        self.state.setText(" ".join(filter(None, (_using(model, used), since))))
        self.state.show()
        self.suggest.setVisible(used is not None)
        self.suggest.setEnabled(may_write)
        self.errors.show()
        self.use.setVisible(not model.used)
        self.use.setText(f"Use {model.name} all the same" if used else f"Use {model.name}")
        self.use.setEnabled(may_write)

    def _say(self, picture: str, ink: str, sentence: str, details: str) -> None:
        self._picture = picture, ink
        self.set_theme(self._theme)
        self.sentence.setText(sentence)
        self.details.setText(details)
        self.details.setVisible(bool(details))

    def _use(self) -> None:
        if self.model is not None:
            self.use_wanted.emit(self.model.number)


def _using(model: Model, used: Model | None) -> str:
    if used is None:
        return "No model makes suggestions now."
    if model.used:
        return "It makes the suggestions now."
    return f"{used.name} goes on making the suggestions."
