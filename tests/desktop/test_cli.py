import io
import json
import sys

import pytest

from corpus import __version__
from desktop.cli import main


def test_the_version_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"dateline {__version__}\n"


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in ("new", "import", "export", "list", "show", "stats", "check", "demo"))


@pytest.mark.parametrize("given", [["nonsense"], ["import"], ["list", "a", "--nonsense"], ["show", "a"]])
def test_wrong_usage_is_status_2_on_standard_error(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(given) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err


def test_a_user_s_trouble_is_status_1_and_one_line(tmp_path: object, capsys: pytest.CaptureFixture[str]) -> None:
    path = f"{tmp_path}/gone.dateline"

    assert main(["stats", path]) == 1
    assert capsys.readouterr().err == f"{path} does not exist; check the name, or make a new project.\n"


def test_an_interrupted_command_ends_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("desktop.commands.Store.open", interrupted)

    assert main(["stats", "any"]) in (1, 130)  # typer says 130 by itself from some version on
    assert "Traceback" not in capsys.readouterr().err


def test_a_bug_of_ours_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("desktop.commands.Store.open", broken)
    with pytest.raises(ZeroDivisionError):
        main(["stats", "any"])


def test_what_the_terminal_cannot_show_becomes_a_question_mark(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    written = io.BytesIO()
    out = io.TextIOWrapper(written, encoding="ascii")
    monkeypatch.setattr(sys, "stdout", out)
    assert main(["new", f"{tmp_path}/حماة.dateline", "--coder", "rima"]) == 0
    out.flush()

    assert b"????.dateline is ready" in written.getvalue()


def test_json_for_a_terminal_without_unicode_is_escaped(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    path = f"{tmp_path}/desk.dateline"
    assert main(["new", path, "--name", "حماة"]) == 0
    written = io.BytesIO()
    out = io.TextIOWrapper(written, encoding="ascii")
    monkeypatch.setattr(sys, "stdout", out)
    main(["stats", path, "--json"])
    out.flush()

    assert json.loads(written.getvalue())["name"] == "حماة"
