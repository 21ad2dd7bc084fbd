"""dev.py decides right: what is missing, what must be made anew, which steps run; nothing here installs anything."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

PIN = re.compile(r"^([a-z0-9.-]+)==(\S+)")
KINDS = ("run", "test", "packaging")

Record = list[list[str]]


def pins(path: Path) -> dict[str, str]:
    """Return name -> version of a list."""
    matches = [PIN.match(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {match[1]: match[2] for match in matches if match}


@pytest.fixture
def place(dev: ModuleType, tmp_path: Path) -> Any:
    """A checkout with lists and a complete .venv of empty files."""
    place = dev.Place(tmp_path)
    (tmp_path / "requirements").mkdir()
    (tmp_path / "pyproject.toml").write_text("one", encoding="utf-8")
    for kind in ("run", "test"):
        place.lock(kind).write_text(kind, encoding="utf-8")
    place.python.parent.mkdir(parents=True)
    place.python.touch()
    return place


@pytest.fixture
def calls(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Record:
    """The commands that dev.py would have started; each of them succeeds."""
    record: Record = []

    def call(command: list[Any], **_: Any) -> int:
        record.append([str(word) for word in command])
        return 0

    monkeypatch.setattr(dev.subprocess, "call", call)
    return record


@pytest.fixture
def set_up(dev: ModuleType, place: Any, calls: Record, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Record]:
    """Run the set-up and return the commands that it took."""

    def make_venv(place: Any) -> None:
        calls.append(["venv"])

    monkeypatch.setattr(dev, "make_venv", make_venv)
    monkeypatch.setattr(dev, "missing_from_system", lambda **_: {})

    def run(kind: str) -> Record:
        calls.clear()
        dev.set_up(place, kind)
        return list(calls)

    return run


# ---------------------------------------------------------------- the lists


@pytest.mark.parametrize("kind", KINDS)
def test_every_pin_has_hashes_and_no_address(root: Path, kind: str) -> None:
    text = (root / "requirements" / f"{kind}.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert all(PIN.match(entry) and "--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert not re.search(r"^\s*--(?!hash)", text, re.MULTILINE)


@pytest.mark.parametrize("kind", ["test", "packaging"])
def test_lists_agree_so_that_one_venv_serves_all(root: Path, kind: str) -> None:
    smallest, larger = pins(root / "requirements/run.txt"), pins(root / f"requirements/{kind}.txt")
    assert smallest
    assert smallest.items() <= larger.items()


def test_the_checkout_can_be_installed_without_an_index(root: Path) -> None:
    assert "setuptools" in pins(root / "requirements/run.txt")


# ---------------------------------------------------------------- which Python


def test_an_old_python_can_read_as_far_as_the_refusal(root: Path) -> None:
    ast.parse((root / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_an_unfit_python_hands_over(dev: ModuleType, calls: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    there = {"python3.12": (3, 12), "python3.11": (3, 11)}
    monkeypatch.setattr(dev, "version_of", lambda command: there.get(command[0]))
    monkeypatch.setattr(sys, "argv", ["dev.py", "test", "-k", "x"])
    assert dev.rerun_with_another_python() == 0
    assert calls == [["python3.12", "dev.py", "test", "-k", "x"]]


def test_without_a_fit_python_one_sentence_says_which(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "version_of", lambda command: None)
    assert dev.rerun_with_another_python() == 1
    assert "needs Python 3.11, 3.12 or 3.13" in capsys.readouterr().err


def test_a_command_that_is_no_python_has_no_version(dev: ModuleType) -> None:
    assert dev.version_of(["no-such-python"]) is None
    assert dev.version_of([sys.executable]) == sys.version_info[:2]


# ---------------------------------------------------------------- the system


@pytest.fixture
def bare_linux(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.setattr(dev, "loads", lambda library: False)
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: None)


@pytest.mark.usefixtures("bare_linux")
def test_a_bare_linux_misses_qt_libraries_and_venv(dev: ModuleType) -> None:
    missing = dev.missing_from_system(display=False).values()
    venv = "python{}.{}-venv".format(*sys.version_info[:2])
    assert {"libegl1", "libfontconfig1", venv} <= set(missing)
    assert "libxcb-cursor0" not in missing


@pytest.mark.usefixtures("bare_linux")
def test_a_display_needs_more(dev: ModuleType) -> None:
    assert "libxcb-cursor0" in dev.missing_from_system(display=True).values()


@pytest.mark.usefixtures("bare_linux")
def test_root_with_apt_gets_the_packages(dev: ModuleType, calls: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda name: "/usr/bin/" + name)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 0, raising=False)
    dev.complete_system(dev.missing_from_system(display=False))
    assert [("update" in call, "install" in call) for call in calls] == [(True, False), (False, True)]
    assert "libegl1" in calls[-1]


@pytest.mark.usefixtures("bare_linux")
def test_others_are_told_the_command(dev: ModuleType, calls: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda name: "/usr/bin/" + name)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(dev.Trouble, match=r"sudo apt-get install .*libegl1"):
        dev.complete_system(dev.missing_from_system(display=False))
    assert not calls


def test_a_complete_system_is_left_alone(dev: ModuleType, calls: Record) -> None:
    dev.complete_system({})
    assert not calls


# ---------------------------------------------------------------- .venv


def test_the_first_set_up_installs_list_then_checkout(set_up: Callable[[str], Record]) -> None:
    venv, packages, checkout = set_up("test")
    assert venv == ["venv"]
    assert {"--require-hashes", "--no-deps"} <= set(packages)
    assert {"--no-index", "--no-build-isolation", "-e"} <= set(checkout)


def test_the_second_set_up_does_nothing(set_up: Callable[[str], Record]) -> None:
    set_up("test")
    assert set_up("test") == []


def test_test_after_run_installs_on_top(set_up: Callable[[str], Record]) -> None:
    set_up("run")
    assert ["venv"] not in set_up("test")
    assert set_up("run") == []


def test_run_after_test_has_all_it_needs(set_up: Callable[[str], Record]) -> None:
    set_up("test")
    assert set_up("run") == []


@pytest.mark.parametrize("kind", ["run", "test"])
def test_a_changed_list_makes_the_venv_anew(set_up: Callable[[str], Record], place: Any, kind: str) -> None:
    set_up("run")
    set_up("test")
    place.lock(kind).write_text("changed", encoding="utf-8")
    assert ["venv"] in set_up("test")


def test_a_changed_pyproject_installs_the_checkout_only(set_up: Callable[[str], Record], place: Any) -> None:
    set_up("run")
    (place.root / "pyproject.toml").write_text("two", encoding="utf-8")
    (only,) = set_up("run")
    assert "-e" in only


def test_a_venv_without_its_python_is_made_anew(set_up: Callable[[str], Record], place: Any) -> None:
    set_up("run")
    place.python.unlink()
    assert ["venv"] in set_up("run")


def test_a_damaged_stamp_counts_as_none(set_up: Callable[[str], Record], place: Any) -> None:
    set_up("run")
    place.stamp.write_text("{half", encoding="utf-8")
    assert ["venv"] in set_up("run")


def test_a_failed_installation_leaves_no_stamp(
    dev: ModuleType, set_up: Callable[[str], Record], place: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up("run")
    place.lock("run").write_text("changed", encoding="utf-8")
    monkeypatch.setattr(dev.subprocess, "call", lambda *_, **__: 1)
    with pytest.raises(dev.Trouble, match="start this again"):
        dev.set_up(place, "run")
    assert not place.stamp.exists()


def test_a_link_in_place_of_the_venv_is_never_emptied(dev: ModuleType, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    place = dev.Place(tmp_path)
    try:
        place.venv.symlink_to(precious, target_is_directory=True)
    except OSError:
        pytest.skip("no symbolic links here")
    with pytest.raises(dev.Trouble, match="not a folder"):
        dev.make_venv(place)
    assert precious.exists()


# ---------------------------------------------------------------- commands


@pytest.fixture
def ready(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "set_up", lambda *_, **__: None)


def step_of(command: Sequence[Any]) -> str:
    """Return the check that a command starts, as a module or as a program."""
    return str(command[2]) if command[1] == "-m" else Path(command[0]).stem


@pytest.mark.usefixtures("ready")
def test_all_steps_run_and_pytest_is_last_with_its_arguments(dev: ModuleType, place: Any, calls: Record) -> None:
    assert dev.test(place, ["-k", "spans"]) == 0
    assert [step_of(call) for call in calls] == ["ruff", "mypy", "lint-imports", "pytest"]
    assert calls[-1][-2:] == ["-k", "spans"]


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize("bad", ["ruff", "mypy", "lint-imports", "pytest"])
def test_one_failed_step_fails_the_whole_and_stops_no_other(
    dev: ModuleType, place: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], bad: str
) -> None:
    monkeypatch.setattr(dev.subprocess, "call", lambda command, **_: int(step_of(command) == bad))
    assert dev.test(place, []) == 1
    summary = capsys.readouterr().out.rsplit("\n\n", maxsplit=1)[-1]
    assert summary.count("FAILED") == 1
    assert len(summary.strip().splitlines()) == 4


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize(
    ("display", "typed", "started"),
    [
        (True, "", "desktop demo"),
        (False, "", "desktop.tour out"),
        (False, "--version", "desktop --version"),
        (True, "my.dateline", "desktop my.dateline"),
    ],
)
def test_run_opens_the_window_or_makes_the_tour(
    dev: ModuleType, place: Any, calls: Record, monkeypatch: pytest.MonkeyPatch, display: bool, typed: str, started: str
) -> None:
    monkeypatch.setattr(dev, "has_display", lambda place: display)
    assert dev.run(place, typed.split()) == 0
    assert calls[-1] == [str(place.python), "-m", *started.split()]


@pytest.mark.parametrize(
    ("environment", "answers", "seen"),
    [
        ({}, True, False),
        ({"DISPLAY": ":0"}, True, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True, True),
        ({"DISPLAY": ":0"}, False, False),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, True, False),
    ],
)
def test_a_display_counts_when_it_answers(
    dev: ModuleType, place: Any, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], answers: bool, seen: bool
) -> None:
    monkeypatch.setattr(dev, "os", SimpleNamespace(environ=environment, name="posix"))
    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.setattr(dev.subprocess, "call", lambda *_, **__: int(not answers))
    assert dev.has_display(place) is seen


def test_trouble_is_one_sentence_and_a_failure(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*_: Any) -> int:
        raise dev.Trouble("No room.")

    monkeypatch.setattr(dev, "run", run)
    assert dev.main(["run"]) == 1
    assert capsys.readouterr().err == "No room.\n"


def test_an_unknown_command_gets_the_usage(root: Path) -> None:
    answer = subprocess.run([sys.executable, root / "dev.py", "tset"], capture_output=True, text=True, check=False)
    assert answer.returncode == 2
    assert "dev.py test" in answer.stdout
