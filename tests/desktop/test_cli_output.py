import json

import pytest

from desktop.cli_output import say, say_json, warn

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
