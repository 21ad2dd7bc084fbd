import os
import sys
from pathlib import Path

import pytest

from corpus.errors import UserError
from desktop.project_lock import ProjectLock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "desk.dateline"
    path.write_bytes(b"x")
    return path


def test_a_project_is_locked_once(path: Path) -> None:
    lock = ProjectLock(path)
    with pytest.raises(UserError, match="is open in another window"):
        ProjectLock(path)
    lock.release()


def test_the_refusal_names_the_file_and_who_has_it(path: Path) -> None:
    lock = ProjectLock(path)
    with pytest.raises(UserError, match=rf"desk\.dateline is open .*process {os.getpid()} on ") as refused:
        ProjectLock(path)
    lock.release()

    assert str(path) in str(refused.value)


def test_a_lock_left_where_nothing_can_be_written_is_no_hindrance(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = ProjectLock(path)
    monkeypatch.setattr(os, "access", lambda *_: False)
    ProjectLock(path)
    lock.release()


def test_a_lock_released_can_be_taken_again(path: Path) -> None:
    ProjectLock(path).release()
    ProjectLock(path).release()

    assert [each.name for each in path.parent.iterdir()] == ["desk.dateline"]


def test_another_project_beside_it_is_free(path: Path) -> None:
    first = ProjectLock(path)
    ProjectLock(path.with_name("other.dateline")).release()
    first.release()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_the_same_file_by_another_name_is_the_same_project(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "sub" / "link.dateline"
    link.parent.mkdir()
    link.symlink_to(path)
    lock = ProjectLock(path)
    with pytest.raises(UserError, match="is open in another window"):
        ProjectLock(link)
    lock.release()


def test_the_lock_of_a_process_that_is_gone_is_taken_over(path: Path) -> None:
    path.with_name(".desk.dateline.lock").write_text(f"{2**22 - 1}\npython\nnowhere\n", encoding="utf-8")
    path.with_name(".desk.dateline.lock").write_text("999999999\npython\n\n", encoding="utf-8")
    ProjectLock(path).release()


def test_a_folder_that_is_not_there_is_no_other_window(tmp_path: Path) -> None:
    ProjectLock(tmp_path / "no" / "such" / "desk.dateline").release()
