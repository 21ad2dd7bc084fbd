"""The page's first line: what it is, which model is used, and Train."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QWidget

from desktop.plain import PlainLabel, set_tooltip
from labels.training.options import Preset

_PRESETS: tuple[tuple[Preset, str], ...] = (
    ("quick", "Quick"),
    ("thorough", "Thorough"),
    ("custom", "Own config file"),
)


class Head(QFrame):
    """Signals:
    train_wanted: Train was pressed. preset_chosen: another preset.
    options_wanted: the further options are to be shown or not.
    """

    train_wanted = Signal()
    preset_chosen = Signal(str)
    options_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "bar")
        self.setFixedHeight(48)
        heading = PlainLabel("Model")
        heading.setProperty("role", "title")
        self.summary = PlainLabel("", elide=Qt.TextElideMode.ElideRight)
        self.summary.setProperty("role", "second")
        self.options = QPushButton("Options")
        self.options.setCheckable(True)
        self.options.setProperty("kind", "tab")
        set_tooltip(self.options, "What to begin from, which articles to learn from, the seed")
        self.presets = QComboBox()
        self.presets.setAccessibleName("How thoroughly to train")
        for preset, words in _PRESETS:
            self.presets.addItem(words, preset)
        self.train = QPushButton("Train")
        self.train.setProperty("kind", "primary")
        self.options.toggled.connect(self.options_wanted)
        self.presets.currentIndexChanged.connect(lambda _: self.preset_chosen.emit(self.preset))
        self.train.clicked.connect(lambda _checked=False: self.train_wanted.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(heading)
        row.addSpacing(8)
        row.addWidget(self.summary, 1)
        for widget in (self.options, self.presets, self.train):
            row.addWidget(widget)

    @property
    def preset(self) -> Preset:
        """What is chosen."""
        found: Preset = self.presets.currentData()
        return found
