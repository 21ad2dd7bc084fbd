"""What the training child makes of trouble, of being asked to stop, and how often it speaks."""

import errno
import io
import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import UserError
from corpus.progress import Cancelled
from corpus.store import Store
from labels.training import child
from labels.training.child import Speaker, answer, memory, trouble_of
from labels.training.options import TrainingTold


def lines(output: io.BytesIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.getvalue().splitlines()]


def test_what_is_told_has_time_and_memory() -> None:
    output = io.BytesIO()
    Speaker(output, memory_most=9)({"told": {"phase": "reading"}})
    (told,) = (line["told"] for line in lines(output))

    assert told["phase"] == "reading"
    assert told["memory"] == pytest.approx(memory(), rel=0.5)
    assert told["memory_most"] == 9


def test_lines_that_come_too_fast_are_left_out_but_no_score_is() -> None:
    output = io.BytesIO()
    speaker = Speaker(output)
    for step in range(50):
        speaker.told(TrainingTold("training", step=step, score=0.5 if step == 30 else None))

    said = [line["told"]["step"] for line in lines(output)]
    assert said[0] == 0
    assert 30 in said
    assert len(said) < 20


def test_being_asked_to_stop_is_told_once() -> None:
    speaker = Speaker()
    speaker.stop()
    with pytest.raises(Cancelled):
        speaker.phase("training")
    speaker.phase("saving")
    assert speaker.stopped


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (UserError("Do this."), "Do this."),
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full"),
        (MemoryError(), "ran out of memory"),
        (PermissionError("socket.connect"), "tried what it may not (socket.connect)"),
        (KeyError("x"), ""),
        (OSError(errno.EACCES, "Permission denied"), ""),
    ],
)
def test_trouble_in_a_sentence(error: Exception, sentence: str) -> None:
    assert sentence in trouble_of(error)
    assert bool(trouble_of(error)) == bool(sentence)


def test_what_an_error_came_from_is_looked_at() -> None:
    error = ValueError("while saving")
    error.__cause__ = OSError(errno.ENOSPC, "No space left on device")
    assert "The disk is full" in trouble_of(error)


def raises(store: Store, request: object, speaker: Speaker) -> None:
    raise KeyError("ours")


def test_a_bug_is_told_with_its_traceback(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(child.HANDLERS, "train", f"{__name__}:raises")
    monkeypatch.setitem(__import__("sys").modules, __name__, __import__("sys").modules[__name__])
    request = {"kind": "train", "project": str(Path(store.path)), "coder": ""}

    assert "KeyError: 'ours'" in answer(request, Speaker())["bug"]
