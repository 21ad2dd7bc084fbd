"""Every way in for articles."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from corpus.article import RawArticle
from corpus.store import Store
from desktop import app as composition
from desktop.app import App
from desktop.columns.asking import Wanted
from desktop.settings import Settings
from desktop.web import permission

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def app(qapp: object, qtbot: QtBot, tmp_path: Path) -> Iterator[App]:
    settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    made = composition.make(qapp, settings)  # type: ignore[arg-type]
    qtbot.addWidget(made.window)
    Store.create(tmp_path / "desk.dateline", coder="rima").close()
    made.files.open(tmp_path / "desk.dateline")
    yield made
    made.close()


@pytest.fixture
def imported(app: App, monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[Path], object]]:
    """What was to be imported, and what was said of its tables."""
    found: list[tuple[list[Path], object]] = []
    monkeypatch.setattr(
        app.files, "import_paths", lambda paths, by_file=None: found.append((list(paths), dict(by_file or {})))
    )
    return found


def test_a_project_dropped_is_opened(app: App, tmp_path: Path) -> None:
    Store.create(tmp_path / "other.dateline", coder="rima").close()
    app.bringing.drop([tmp_path / "other.dateline"])
    assert app.session.store is not None
    assert app.session.store.path.name == "other.dateline"


def test_what_can_be_no_table_is_imported_at_once(app: App, imported: list[tuple[list[Path], object]]) -> None:
    app.bringing.drop([Path("a.txt"), Path("b.pdf")])
    assert imported == [([Path("a.txt"), Path("b.pdf")], {})]
    assert app.bringing._asking is None


def test_a_table_is_looked_at_first(
    app: App, imported: list[tuple[list[Path], object]], tmp_path: Path, qtbot: QtBot
) -> None:
    table = tmp_path / "wires.csv"
    table.write_text("title,text\nStrike,Hama was shelled.\n", encoding="utf-8")
    app.bringing.take([table])
    qtbot.waitUntil(lambda: bool(imported), timeout=20_000)
    assert imported == [([table], {})]


def test_what_was_said_of_a_table_goes_with_it(app: App, imported: list[tuple[list[Path], object]]) -> None:
    app.bringing._asker().answered.emit(Wanted((Path("a.csv"),), {Path("a.csv"): {"text": "Body"}}))
    assert imported == [([Path("a.csv")], {Path("a.csv"): {"text": "Body"}})]


def test_the_web_window_is_made_once_and_adds_what_was_fetched(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[object] = []
    monkeypatch.setattr(app.files, "import_items", taken.append)
    app.run("import_web")
    dialog = app.bringing._web
    assert dialog is not None
    app.run("import_web")
    assert app.bringing._web is dialog
    dialog.items_wanted.emit([RawArticle(text="Hama.")])
    assert taken == [[RawArticle(text="Hama.")]]


def test_forbidding_the_web_in_the_settings_is_seen_at_once(app: App) -> None:
    app.run("import_web")
    dialog = app.bringing._web
    assert dialog is not None
    app.run("settings")
    shown = app.dialogs._settings_dialog
    assert shown is not None
    shown.general.web.setChecked(True)
    assert permission.is_forbidden(app.settings)
    assert not dialog.text.isEnabled()
    shown.close()
