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
from corpus.readers.looking import look
from desktop import app as window_of
from desktop import screenshots_desk, screenshots_learning
from desktop.app import App
from desktop.canonical import ReportsDialog
from desktop.codebook.entries import SECTIONS
from desktop.columns.dialog import ColumnsDialog
from desktop.intake import IntakePage
from desktop.pages import CODE, CODEBOOK, CONCORDANCE, ERRORS, EVENTS, INTAKE, MODEL, PATTERNS, QUEUE
from desktop.places.picker import PlacePicker
from desktop.queue.assign_dialog import AssignDialog
from desktop.review_spans import span_id
from desktop.sample import make_sample
from desktop.settings import Settings
from desktop.web.dialog import WebDialog
from labels.formats.report import ExportReport
from labels.intake_report import Duplicate, IntakeReport

_SIZE = (1440, 900)
_SCAN = "is a scan: its pages are pictures without text. Let a program for text recognition (OCR) read it first."
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
            "concordance": self._concordance,
            "intake": self._intake,
            "intake-notes": self._intake_notes,
            "mending": self._mending,
            "copies": self._copies,
            "copy-coding": self._copy_coding,
            "queue": self._queue,
            "assign": self._assign,
            "columns": self._columns,
            "web": self._web,
            "review": lambda: self._review("light"),
            "review-dark": lambda: self._review("dark"),
            "model": self._model,
            "curve": self._curve,
            "errors": self._errors,
            "patterns": self._patterns,
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
            refused=[Refusal("wires/scan.pdf", f"wires/scan.pdf {_SCAN}")],
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

    # The desk after a further import

    def _desk(self) -> None:
        """Open the project in which several people code what a further import brought."""
        self.app.pages.show(CODE)
        self.app.files.open(screenshots_desk.make(self._project, self._project.with_name("desk.dateline")))

    def _concordance(self) -> QWidget:
        self._desk()
        self.app.pages.show(CONCORDANCE)
        page = self.app.pages.concordance
        assert page is not None
        page.show_search("kill* OR dead OR hurt")
        _settle()
        page.bar.order_wanted.emit("hit")
        _settle()
        page.model.tick(list(range(7)), on=True)
        page.table.selectRow(3)
        page.foot.choose("6")
        return self.app.window

    def _page(self) -> IntakePage:
        self.app.set_theme("light")
        self.app.pages.show(INTAKE)
        page = self.app.pages.intake
        assert page is not None
        return page

    def _intake(self) -> QWidget:
        page = self._page()
        _settle()
        page.imports.list.setCurrentIndex(page.imports.list.model().index(0, 0))
        return self.app.window

    def _intake_notes(self) -> QWidget:
        page = self._page()
        page.imports.list.setCurrentIndex(page.imports.list.model().index(1, 0))
        page.imports.tabs.setCurrentIndex(1)
        return self.app.window

    def _mending(self) -> QWidget:
        page = self._page()
        dialog = page.mend("published", list(page.imports.articles.all))
        assert dialog is not None
        dialog.each.setChecked(True)
        dialog.resize(860, 520)
        return dialog

    def _copies(self) -> QWidget:
        page = self._page()
        store = self.app.session.store
        assert store is not None
        page.show_copies(3)
        _settle()
        page.copies.table.selectRow(3)
        return self.app.window

    def _copy_coding(self) -> QWidget:
        page = self._page()
        page.copies.copy_coding.click()
        dialog = page.copies.copying.dialog
        assert dialog is not None
        dialog.resize(960, 600)
        return dialog

    def _queue(self) -> QWidget:
        self.app.pages.show(QUEUE)
        return self.app.window

    def _assign(self) -> QWidget:
        page = self.app.pages.queue
        assert page is not None
        page.assign.click()
        dialog = next(each for each in page.findChildren(AssignDialog) if each.isVisible())
        dialog.name.setText("Week 50")
        dialog.source.setCurrentIndex(dialog.source.findData(""))
        dialog.free.setChecked(False)
        dialog.how.setCurrentIndex(2)
        dialog.count.setValue(8)
        dialog.shared.setValue(2)
        for box in dialog.coders[:2]:
            box.setChecked(True)
        return dialog

    def _columns(self) -> QWidget:
        self.app.pages.show(CODE)
        preview = look(screenshots_desk.table(self._project.parent))
        assert preview is not None
        return self._dialog(ColumnsDialog(preview, self.app.theme, self.app.window, chosen=preview.columns))

    def _web(self) -> QWidget:
        app, store = self.app, self.app.session.store
        assert store is not None
        dialog = WebDialog(app.settings, app.theme, app.window)
        dialog.resize(1040, 660)
        dialog.open_beside("https://orontes.example/rss\nhttps://nile-gazette.example/sudan/gezira")
        for item in screenshots_desk.fetched(store):
            dialog.results.add(item)
        closed = "https://nile-gazette.example/sudan/gezira"
        reason = "may not be fetched by programs, says robots.txt of nile-gazette.example."
        dialog.results.add(Refusal(closed, f"{closed} {reason}"))
        if (first := dialog.results.topLevelItem(0)) is not None:
            dialog.results.setCurrentItem(first)
        return dialog

    # The desk with models

    def _review(self, colours: str) -> QWidget:
        app, path = self.app, self._project.with_name("learning.dateline")
        if not path.exists():
            app.pages.show(CODE)
            app.files.open(screenshots_learning.make(self._project, path))
        app.set_theme("dark" if colours == "dark" else "light")
        app.session.show(screenshots_learning.READ)
        _settle()
        _settle()  # patterns are run by a child, which takes its time to start
        if not app.review.review:
            app.review.toggle_review()
        app.reader.set_hand(span_id(app.review.shelf.visible[3]))
        return app.window

    def _model(self) -> QWidget:
        self.app.set_theme("light")
        self.app.pages.show(MODEL)
        return self.app.window

    def _curve(self) -> QWidget:
        page = self.app.pages.model
        assert page is not None
        page.area.ensureWidgetVisible(page.body.history)
        return self.app.window

    def _errors(self) -> QWidget:
        self.app.pages.show(ERRORS)
        return self.app.window

    def _patterns(self) -> QWidget:
        self.app.pages.show(PATTERNS)
        page = self.app.pages.patterns
        assert page is not None
        _settle()
        page.table.selectRow([each.kind for each in page.model.patterns].index("expression"))
        _settle()
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
