"""What the menu *Model* does: each of it is shown on its page, where it goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from desktop.files import Files
from desktop.importing import FOLDER_KEY
from desktop.main_window import MainWindow
from desktop.pages import ERRORS, MODEL, Pages
from desktop.session import Session
from desktop.settings import Settings
from labels.suggest import predictions
from labels.suggest.predictions import Taken


class Lessons(QObject):
    """Starts trainings and what goes with them. Signal: `told`, what came of it in a sentence."""

    told = Signal(str)

    def __init__(self, session: Session, files: Files, settings: Settings, pages: Pages, window: MainWindow) -> None:
        super().__init__(window)
        self._session, self._files, self._settings = session, files, settings
        self._pages, self._window = pages, window

    def doings(self) -> dict[str, Callable[[], object]]:
        """What the actions of the menu do, by id."""
        return {
            "train": self.train,
            "suggest_all": self.suggest_all,
            "learning_curve": self.measure,
            "cross_check": self.check,
            "import_suggestions": self.ask_predictions,
        }

    def train(self) -> None:
        """Train as the Model page is set."""
        self._pages.show(MODEL)
        if self._pages.model is not None:
            self._pages.model.train()

    def suggest_all(self) -> None:
        """Let the model in use go through the articles that are to do."""
        self._pages.show(MODEL)
        if self._pages.model is not None:
            self._pages.model.suggest()

    def measure(self) -> None:
        """Measure the learning curve."""
        self._pages.show(MODEL)
        if self._pages.model is not None:
            self._pages.model.measure()

    def check(self) -> None:
        """Compare the coding with models that have not seen it."""
        self._pages.show(ERRORS)
        if self._pages.errors is not None:
            self._pages.errors.check()

    def ask_predictions(self) -> None:
        """Ask for a file of spans by another tool."""
        found, _ = QFileDialog.getOpenFileName(
            self._window,
            "Import suggestions",
            self._settings.text(FOLDER_KEY),
            "Articles with spans (*.jsonl *.ndjson *.json *.gz)",
        )
        if found:
            self._settings.set(FOLDER_KEY, str(Path(found).parent))
            self.take_predictions(Path(found))

    def take_predictions(self, path: Path) -> None:
        """Let the spans of a file wait as suggestions."""
        title = f"Importing suggestions from {path.name}"
        self._files.start_job(
            title, lambda store, progress: predictions.take_in(store, path, progress=progress), self._took
        )

    def _took(self, taken: Taken) -> None:
        self._session.tell(taken.changes)
        self.told.emit(" ".join(taken.short))
