"""An export takes its place whole, and takes nothing of anybody's with it."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.errors import UserError
from labels.formats import folder


def put(out: Path, text: str, *, config: str = "a = 1\n") -> None:
    with folder.replacing(out) as new:
        (new / "data.txt").write_text(text)
        (new / "config.cfg").write_text(config)
        checks = {name: folder.checksum(new / name) for name in ("data.txt", "config.cfg")}
        folder.write_manifest(new, "test", checks, {})


def names(path: Path) -> list[str]:
    return sorted(each.name for each in path.iterdir())


def test_an_export_replaces_the_one_before(tmp_path: Path) -> None:
    out = tmp_path / "out"
    put(out, "one")
    put(out, "two")
    assert (out / "data.txt").read_text() == "two"
    assert names(tmp_path) == ["out"]


def test_folders_above_are_made(tmp_path: Path) -> None:
    put(tmp_path / "a" / "b", "one")
    assert (tmp_path / "a" / "b" / "data.txt").is_file()


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert folder.former(tmp_path / "out", "test") is None
    put(tmp_path / "out", "one")
    assert (tmp_path / "out" / "data.txt").is_file()


def test_what_fails_leaves_the_export_before(tmp_path: Path) -> None:
    out = tmp_path / "out"
    put(out, "one")
    with pytest.raises(ZeroDivisionError), folder.replacing(out) as new:
        (new / "data.txt").write_text(str(1 / 0))
    assert (out / "data.txt").read_text() == "one"
    assert names(tmp_path) == ["out"]


def test_a_killed_process_leaves_the_export_before(tmp_path: Path) -> None:
    out = tmp_path / "out"
    put(out, "one")
    script = (
        "import os, pathlib; from labels.formats import folder\n"
        f"with folder.replacing(pathlib.Path({str(out)!r})) as new:\n"
        "    (new / 'data.txt').write_text('two'); os._exit(9)"
    )
    root = Path(folder.__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", script], cwd=root, timeout=60).returncode == 9
    assert (out / "data.txt").read_text() == "one"
    put(out, "three")
    assert names(tmp_path) == ["out"]


def test_an_export_cut_off_between_its_renamings_is_brought_back(tmp_path: Path) -> None:
    out = tmp_path / "out"
    put(out, "one")
    out.rename(tmp_path / ".out.old")
    assert folder.former(out, "test") is not None
    assert (out / "data.txt").read_text() == "one"


def test_an_export_cut_off_after_its_renamings_is_finished(tmp_path: Path) -> None:
    out = tmp_path / "out"
    put(out, "one")
    (out / "model").mkdir()
    out.rename(tmp_path / ".out.old")
    put(out, "two")
    folder.former(out, "test")
    assert (out / "model").is_dir()
    assert (out / "data.txt").read_text() == "two"
    assert names(tmp_path) == ["out"]


def test_a_trained_model_moves_along(tmp_path: Path) -> None:
    out = tmp_path / "out"
    put(out, "one")
    (out / "model").mkdir()
    (out / "model" / "weights").write_text("precious")
    put(out, "two")
    assert (out / "model" / "weights").read_text() == "precious"


def test_an_edited_config_is_kept_under_another_name(tmp_path: Path) -> None:
    out = tmp_path / "out"
    put(out, "one")
    (out / "config.cfg").write_text("a = 2\n")
    put(out, "two")
    assert (out / "config.cfg").read_text() == "a = 1\n"
    assert (out / "config.yours.cfg").read_text() == "a = 2\n"


def test_edits_of_two_rounds_are_both_kept(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for text in ("one", "two", "three"):
        put(out, text)
        (out / "config.cfg").write_text(f"# {text}\n")
    put(out, "four")
    kept = sorted(path.read_text() for path in out.glob("config.yours*.cfg"))
    assert kept == ["# one\n", "# three\n", "# two\n"]


def test_a_folder_with_other_files_is_refused_and_named(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(UserError, match=r"thesis\.docx"):
        folder.former(tmp_path, "test")


def test_an_export_of_another_format_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "out", "one")
    with pytest.raises(UserError, match="another format"):
        folder.former(tmp_path / "out", "other")


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(UserError, match="is a file"):
        folder.former(tmp_path / "out", "test")


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UserError, match="could not be written"):
        put(tmp_path / "file" / "out", "one")


def test_an_altered_file_is_not_intact(tmp_path: Path) -> None:
    out = tmp_path / "out"
    put(out, "one")
    manifest = folder.former(out, "test") or {}
    assert folder.is_intact(out, manifest, "data.txt")
    (out / "data.txt").write_text("two")
    assert not folder.is_intact(out, manifest, "data.txt")


def test_a_checksum_is_the_sha256(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert folder.checksum(tmp_path / "a") == hashlib.sha256(b"abc").hexdigest()


def test_a_whole_disk_is_refused() -> None:
    with pytest.raises(UserError, match="name a folder on it"):
        folder.former(Path(Path.cwd().anchor), "test")
