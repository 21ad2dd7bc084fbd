"""Takes the pictures of README and manual: `python -m desktop.screenshots docs/pictures`. Nothing is drawn by hand."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from corpus.article import Refusal
from desktop import app as window_of
from desktop.app import App
from desktop.canonical import ReportsDialog
from desktop.codebook.entries import SECTIONS
from desktop.pages import CODE, CODEBOOK, EVENTS
from desktop.places.picker import PlacePicker
from desktop.sample import make_sample
from desktop.settings import Settings
from labels.formats.report import ExportReport
from labels.intake_report import Duplicate, IntakeReport

_SIZE = (1440, 900)
_SETTLE = 1500  # milliseconds for timers of the window (a debounced list, tiles of the map, a short job) to run


def main(arguments: list[str] | None = None) -> int:
    """Write all pictures into the folder named on the command line."""
    given = sys.argv[1:] if arguments is None else arguments
    out = Path(given[0] if given else "docs/pictures")
    for path in take(out):
        sys.stdout.write(f"{path}\n")
    return 0


def take(out: Path) -> list[Path]:
    """Write the pictures into `out` and return their paths. Works without a display."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    out.mkdir(parents=True, exist_ok=True)
    existing = QApplication.instance()
    qt = existing if isinstance(existing, QApplication) else QApplication(["dateline"])
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        project = make_sample(Path(folder) / "levant.dateline", coder="rima")
        settings = Settings(QSettings(f"{folder}/settings.ini", QSettings.Format.IniFormat))
        studio = _Studio(window_of.make(qt, settings), project, out)
        try:
            return [studio.shoot(name, scene) for name, scene in studio.scenes().items()]
        finally:
            studio.app.close()


class _Studio:
    def __init__(self, app: App, project: Path, out: Path) -> None:
        self.app = app
        self._project = project
        self._out = out
        app.window.show()
        app.window.resize(*_SIZE)

    def scenes(self) -> dict[str, Callable[[], QWidget]]:
        """Return what is shown for each picture, in the order they are taken."""
        return {
            "welcome": self._welcome,
            "code-light": lambda: self._code("light"),
            "code-dark": lambda: self._code("dark"),
            "arabic": self._arabic,
            "event-light": lambda: self._event("light"),
            "event-dark": lambda: self._event("dark"),
            "place-picker": self._place_picker,
            "events": self._events,
            "reports": self._reports,
            "codebook": self._codebook,
            "import-report": self._import_report,
            "export": self._export,
            "keys": self._keys,
            "palette": self._palette,
        }

    def shoot(self, name: str, scene: Callable[[], QWidget]) -> Path:
        """Set a scene, let the window settle, and write its picture."""
        widget = scene()
        _settle()
        path = self._out / f"{name}.png"
        widget.grab().save(str(path))
        if widget is not self.app.window:
            widget.close()
        return path

    def _welcome(self) -> QWidget:
        self.app.set_theme("light")
        return self.app.window

    def _code(self, colours: str) -> QWidget:
        app = self.app
        app.set_theme("dark" if colours == "dark" else "light")
        app.files.open(self._project)
        app.session.show(app.session.article_ids()[0])
        named = [span for span in app.session.spans if span.label == "ACTOR"]
        app.reader.set_hand(named[1].id)
        return app.window

    def _arabic(self) -> QWidget:
        app = self.app
        app.set_theme("light")
        rows = app.session.article_rows(app.session.article_ids())
        app.session.show(next(row.id for row in rows if row.language == "ar" and row.spans))
        return app.window

    def _event(self, colours: str) -> QWidget:
        app = self.app
        app.set_theme("dark" if colours == "dark" else "light")
        app.session.show(app.session.article_ids()[0])
        app.reader.set_hand(None)
        taken = next(event for event in app.session.events if event.type.endswith("Territory taken"))
        app.events.take(taken.id)
        return app.window

    def _place_picker(self) -> QWidget:
        self._event("light")
        event = self.app.events.event_in_hand()
        assert event is not None
        self.app.tools.pick_place(next(each.id for each in event.arguments if each.kind == "place"))
        self._picker().field.setText("Hama")
        return self.app.window

    def _picker(self) -> PlacePicker:
        return next(each for each in self.app.window.findChildren(PlacePicker) if each.isVisible())

    def _events(self) -> QWidget:
        self._picker().close_up()
        self.app.events.let_go()
        self.app.pages.show(EVENTS)
        return self.app.window

    def _reports(self) -> QWidget:
        app, before = self.app, set(QApplication.topLevelWidgets())
        app.tools.show_reports(read=lambda article_id, event_id: None)
        dialog = next(each for each in set(QApplication.topLevelWidgets()) - before if isinstance(each, ReportsDialog))
        dialog.resize(1240, 560)
        return dialog

    def _codebook(self) -> QWidget:
        self.app.pages.show(CODEBOOK)
        page = self.app.pages.codebook
        assert page is not None
        page.tabs.setCurrentIndex(SECTIONS.index("event_type"))
        return self.app.window

    def _import_report(self) -> QWidget:
        self.app.pages.show(CODE)
        from desktop.import_report import ImportReportDialog

        report = IntakeReport(
            added=14,
            first_id=1,
            spans=212,
            duplicates=[Duplicate("wires/orontes-0412.txt", 3, "Prison doors opened in Hama, hundreds walk out", 0)],
            refused=[Refusal("wires/scan.pdf", "wires/scan.pdf is a format Dateline does not read yet.")],
            warnings=["wires/bulletin.txt is not UTF-8; it was read as Windows-1256."],
        )
        return self._dialog(ImportReportDialog(report, self.app.window))

    def _export(self) -> QWidget:
        from desktop.export_dialog import ExportReportView

        report = ExportReport(
            path=Path("levant-spacy"), articles=12, kept=706, snapped=2, dropped=1, written=("train.spacy",),
            splits={"train": 9, "dev": 2, "test": 1},
        )  # fmt: skip
        return self._dialog(ExportReportView(report, self.app.window))

    def _keys(self) -> QWidget:
        return self._dialog(self.app.dialogs.show_keys())

    def _palette(self) -> QWidget:
        self.app.session.show(self.app.session.article_ids()[0])
        self.app.dialogs.show_palette()
        return self.app.window

    def _dialog(self, dialog: QWidget) -> QWidget:
        dialog.show()
        return dialog


def _settle() -> None:
    loop = QEventLoop()
    QTimer.singleShot(_SETTLE, loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main())
