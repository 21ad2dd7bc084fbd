"""How to train, beyond the preset: what to begin from, which articles to learn from, the seed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from corpus.wording import short
from desktop import plain
from desktop.model.ask import ask_base, ask_config
from desktop.model.cards import button, second
from labels.training.options import Preset, TrainOptions

_BLANK, _FOLDER = "", "\n"  # data of the first and the last choice; a name has neither
_MEANT = {
    "quick": "Quick takes about a minute and is good enough to suggest from.",
    "thorough": "Thorough takes several times as long, trains more than one model and lets them agree.",
    "custom": "Trains by a spaCy config file of your own.",
}


class OptionsBar(QFrame):
    """Signal: `changed`, something else is chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "side")
        self.setAccessibleName("How to train")
        self._preset: Preset = "quick"
        self._folder = ""
        self.meant = second()
        self.base = QComboBox()
        self.base.setAccessibleName("Begin from")
        self.base.setMinimumWidth(230)
        self.seed = QSpinBox(minimum=0, maximum=999_999)
        self.seed.setAccessibleName("Seed")
        self.seed.lineEdit().setTextMargins(7, 0, 0, 0)
        self.seed.setProperty("toolTip", plain.tooltip("The same coding and seed give the same scores"))
        self.finished = QCheckBox("Only articles that are done")
        self.finished.setChecked(True)
        self.config = QLineEdit()
        self.config.setPlaceholderText("config.cfg")
        self.config.setAccessibleName("spaCy config file")
        self.choose = button("Choose…", self._choose_config)
        self._lay_out()
        self.set_pipelines([])
        self.set_preset("quick")
        self.base.activated.connect(self._base_chosen)
        self.config.textChanged.connect(lambda _: self.changed.emit())
        self.finished.toggled.connect(lambda _: self.changed.emit())

    def options(self) -> TrainOptions:
        """Return what is chosen."""
        config = self.config.text().strip() if self._preset == "custom" else ""
        return TrainOptions(
            preset=self._preset,
            base=self.base_chosen,
            config=config,
            seed=self.seed.value(),
            finished_only=self.finished.isChecked(),
        )

    @property
    def base_chosen(self) -> str:
        """Name or folder of the pipeline to begin from, "" for none."""
        found = str(self.base.currentData() or "")
        return self._folder if found == _FOLDER else found

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing: a config file, where one is to be followed."""
        return self._preset != "custom" or bool(self.config.text().strip())

    def set_preset(self, preset: Preset) -> None:
        """Show what belongs to a preset."""
        self._preset = preset
        self.meant.setText(_MEANT[preset])
        for widget in (self.config_words, self.config, self.choose):
            widget.setVisible(preset == "custom")

    def set_pipelines(self, names: Sequence[str]) -> None:
        """Offer the pipelines that are installed here."""
        present = self.base_chosen
        self.base.clear()
        self.base.addItem("Nothing: a blank pipeline", _BLANK)
        for name in names:
            self.base.addItem(name, name)
        self.base.addItem("A folder…", _FOLDER)
        self.base.setCurrentIndex(max(0, self.base.findData(present)) if present != self._folder else 0)
        if present and present == self._folder:
            self._take_folder(present)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        self.config_words = plain.PlainLabel("&Config file")
        self.config_words.setBuddy(self.config)
        words = plain.PlainLabel("&Begin from")
        words.setBuddy(self.base)
        seed = plain.PlainLabel("See&d")
        seed.setBuddy(self.seed)
        first = QHBoxLayout()
        first.setSpacing(12)
        for widget in (self.base, self.finished, seed, self.seed):
            first.addWidget(widget)
        first.addStretch(1)
        grid.addWidget(self.meant, 0, 0, 1, 3)
        grid.addWidget(words, 1, 0)
        grid.addLayout(first, 1, 1, 1, 2)
        grid.addWidget(self.config_words, 2, 0)
        grid.addWidget(self.config, 2, 1)
        grid.addWidget(self.choose, 2, 2)
        grid.setColumnStretch(1, 1)

    def _base_chosen(self, _at: int) -> None:
        if self.base.currentData() == _FOLDER:
            self._take_folder(ask_base(self))
        self.changed.emit()

    def _take_folder(self, folder: str) -> None:
        at = self.base.count() - 1
        self._folder = folder
        self.base.setItemText(at, f"Folder {short(Path(folder).name)}" if folder else "A folder…")
        self.base.setCurrentIndex(at if folder else 0)
        plain.set_tooltip(self.base, folder)

    def _choose_config(self) -> None:
        if path := ask_config(self):
            self.config.setText(path)
