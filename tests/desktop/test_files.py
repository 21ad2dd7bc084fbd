import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSettings
from pytestqt.qtbot import QtBot

from corpus.article import RawArticle
from corpus.store import Store
from desktop.files import Files
from desktop.jobs import Jobs
from desktop.session import Session
from desktop.settings import Settings


@pytest.fixture
def settings(tmp_path: Path, qapp: object) -> Settings:
    return Settings(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def files(settings: Settings) -> Iterator[Files]:
    parent = QObject()
    session = Session(parent)
    files = Files(session, Jobs(parent), settings, parent)
    files.setProperty("kept", parent)
    yield files
    assert files.close()
    parent.setProperty("done", True)  # keeps `parent`, which owns all of them, until here


def session_of(files: Files) -> Session:
    return files._session


def test_a_new_project_gets_our_suffix_and_the_starter_labels(files: Files, tmp_path: Path) -> None:
    assert files.create(tmp_path / "levant")
    assert (tmp_path / "levant.dateline").is_file()
    assert session_of(files).labels


def test_a_project_opened_is_the_first_of_the_recent_ones(files: Files, settings: Settings, store: Store) -> None:
    assert files.open(store.path)
    assert settings.recent()[0].path == store.path


def test_a_project_refused_is_not_remembered(files: Files, settings: Settings, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(files.failed):
        assert not files.open(tmp_path / "gone.dateline")

    assert settings.recent() == []


def test_a_project_opened_for_the_coder_that_was_named(files: Files, settings: Settings, store: Store) -> None:
    settings.set("coder", "omar")
    files.open(store.path)

    assert session_of(files).coder_name == "omar"


def test_a_pasted_story_comes_in(files: Files, store: Store, qtbot: QtBot) -> None:
    files.open(store.path)
    with qtbot.waitSignal(files.imported) as told:
        files.import_article(RawArticle("A story.", "Title"))

    assert told.args[0].added == 1
    assert session_of(files).status_counts()["new"] == 1


def test_leaving_is_told_while_the_old_project_can_still_be_written(files: Files, store: Store, tmp_path: Path) -> None:
    files.open(store.path)
    open_then: list[Path] = []
    files.leaving.connect(lambda: open_then.append(session_of(files).store.path))  # type: ignore[union-attr]
    files.create(tmp_path / "next.dateline")

    assert open_then == [store.path]


def test_a_coder_who_is_there_already_opens_nothing_anew(files: Files, store: Store) -> None:
    files.open(store.path)
    before = session_of(files).store
    files.become(session_of(files).coder_name)

    assert session_of(files).store is before


def test_closing_without_a_project_is_nothing(files: Files) -> None:
    assert files.close()


def test_a_large_project_of_an_older_format_is_brought_up_by_a_job_and_opened(
    files: Files, root: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = Path(shutil.copy(root / "tests" / "data" / "projects" / "format2.dateline", tmp_path / "old.dateline"))
    monkeypatch.setattr("corpus.upgrade._SHORT", 1)
    with qtbot.waitSignal(session_of(files).project_changed):
        assert not files.open(old)

    assert session_of(files).store is not None
    assert len(session_of(files).article_ids()) == 2
