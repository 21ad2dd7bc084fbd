import json
import shutil
from pathlib import Path

import pytest

from desktop.cli_output import opened, say, say_json, warn

HOSTILE = "\x1b]0;owned\x07\x1b[31mred\x9b2J\r"


def test_a_title_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    say(f"1\t{HOSTILE}\nnext")
    warn(HOSTILE)
    told = capsys.readouterr()
    shown = "\ufffd]0;owned\ufffd\ufffd[31mred\ufffd2J\ufffd"
    assert (told.out, told.err) == (f"1\t{shown}\nnext\n", f"{shown}\n")


def test_json_keeps_every_character(capsys: pytest.CaptureFixture[str]) -> None:
    say_json({"title": HOSTILE})
    assert json.loads(capsys.readouterr().out) == {"title": HOSTILE}


def test_an_older_project_is_told_of_before_it_is_brought_up(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = Path(shutil.copy(root / "tests" / "data" / "projects" / "format2.dateline", tmp_path / "old.dateline"))
    for _ in range(2):
        opened(old).close()
    assert capsys.readouterr().err == (
        f"{old} is of an older format: it is brought to the present one, and a copy of the older stays beside it.\n"
    )
