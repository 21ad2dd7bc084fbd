import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.web.rules import Rules
from corpus.web.wire import (
    Failed,
    Got,
    Malformed,
    Told,
    Up,
    Waiting,
    job_line,
    read_job,
    read_start,
    read_told,
    start_line,
    told_line,
)

GOT = Got(3, "https://example.org/é", "page", 12, "a" * 64, "utf-8")


@pytest.mark.parametrize("told", [Up(), Waiting(1, 2.5, "example.org"), Waiting(1), GOT, Failed(2, "is not there")])
def test_what_is_told_arrives(told: Told) -> None:
    line = told_line(told)
    assert b"\n" not in line
    assert read_told(line) == told


def test_what_is_asked_arrives() -> None:
    assert read_start(start_line(Rules(pages=False), "/x/ü")) == (Rules(pages=False), "/x/ü")
    assert read_job(job_line(7, "https://example.org/")) == (7, "https://example.org/")


@pytest.mark.parametrize(
    "frame",
    [
        [],
        {},
        "up",
        ["up", 1],
        ["down"],
        ["no", "1", "x"],
        ["no", -1, "x"],
        ["no", True, "x"],
        ["no", 1, None],
        ["no", 1, "x" * 3000],
        ["got", 1, "u", "../../etc/passwd", 1, "a" * 64],
        ["got", 1, "u", "page", 1, "no hash"],
        ["got", 1, "u", "page", -1, "a" * 64],
        ["wait", 1, "soon", "x"],
        ["wait", 1, True, "x"],
    ],
)
def test_other_lines_are_refused(frame: Any) -> None:
    with pytest.raises(Malformed):
        read_told(json.dumps(frame).encode())


@given(st.binary(max_size=60))
def test_bytes_are_refused_or_understood(line: bytes) -> None:
    with suppress(Malformed):
        read_told(line)
