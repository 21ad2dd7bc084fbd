"""What every test gets: no window on the screen, none of a person's settings, and a project file when it asks."""

import importlib.util
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

if TYPE_CHECKING:
    from corpus.store import Store

ROOT = Path(__file__).resolve().parent.parent
HOME_KEY = pytest.StashKey[Path]()

hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--headed", action="store_true", help="show the windows that the tests open")


def pytest_configure(config: pytest.Config) -> None:
    hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")
    # Qt reads both when the application object is made, so it is early enough here.
    if not config.getoption("--headed"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    config.stash[HOME_KEY] = isolate_home()


def isolate_home() -> Path:
    """Point every place where a program keeps a person's files to an empty folder; child processes inherit it."""
    home = Path(tempfile.mkdtemp(prefix="dateline-tests-"))
    variables = {
        "HOME": "",
        "USERPROFILE": "",
        "APPDATA": "AppData/Roaming",
        "LOCALAPPDATA": "AppData/Local",
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
        "XDG_CACHE_HOME": ".cache",
    }
    for name, folder in variables.items():
        (home / folder).mkdir(parents=True, exist_ok=True)
        os.environ[name] = str(home / folder)
    return home


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(config.stash[HOME_KEY], ignore_errors=True)


@pytest.fixture(autouse=True)
def _own_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Start each test with empty settings, where Qt is loaded at all."""
    if "PySide6.QtCore" not in sys.modules:
        return
    from PySide6.QtCore import QSettings

    folder = str(tmp_path_factory.mktemp("settings"))
    for kind in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, folder)


@pytest.fixture(autouse=True)
def _no_errors_logged(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test during which the program logged an error, unless it is marked `logs_errors`."""
    yield
    errors = [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.ERROR]
    if errors and not request.node.get_closest_marker("logs_errors"):
        pytest.fail("logged: " + "; ".join(errors))


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture
def project_path(tmp_path: Path) -> Path:
    """Where a project file may be made; it is not there yet."""
    return tmp_path / "test.dateline"


@pytest.fixture
def store(project_path: Path) -> Iterator["Store"]:
    """An empty project in which `rima` is coding."""
    from corpus.store import Store

    with Store.create(project_path, name="test", coder="rima") as store:
        yield store


@pytest.fixture
def add_article(store: "Store") -> Callable[..., int]:
    """Takes a text (and the fields of a raw article) and returns the id of the article made of it."""

    from corpus.article import RawArticle
    from labels.intake import take_in

    def add(text: str = "Shelling hit Hama on Friday. Hama was calm on Saturday.", **fields: Any) -> int:
        report = take_in(store, [RawArticle(text=text, **fields)])
        assert report.first_id, report.refused
        return report.first_id

    return add


@pytest.fixture
def add_label(store: "Store") -> Callable[[str], int]:
    """Takes a name and returns the id of the label made of it."""

    from labels import labels

    def add(name: str) -> int:
        labels.add(store, name)
        return labels.by_name(store)[name].id

    return add


@pytest.fixture(scope="session")
def dev(root: Path) -> ModuleType:
    """The module dev.py, which is no package's and so on no path."""
    return load(root / "dev.py")


def load(path: Path) -> ModuleType:
    """Import a script by its path."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
