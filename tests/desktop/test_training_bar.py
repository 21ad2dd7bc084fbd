"""A training on the terminal: where it stands, and Ctrl+C."""

import signal

import pytest

from corpus.errors import UserError
from corpus.progress import Cancelled
from desktop.training_bar import standing, training_bar
from labels.training.options import TrainingTold


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (TrainingTold("reading"), "reading"),
        (
            TrainingTold("training", loss=12.34, score=0.51, seconds_left=40.2),
            "training, loss 12.3, F 51.0, about 40 s left",
        ),
        (TrainingTold("training", member=2, members=4), "training 2 of 4"),
    ],
)
def test_where_it_stands_is_a_line(told: TrainingTold, said: str) -> None:
    assert standing(told) == said


def test_ctrl_c_asks_to_stop_and_a_second_one_ends_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    before = signal.getsignal(signal.SIGINT)
    with training_bar("Training") as (_, progress):
        progress(1, 2)
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(Cancelled):
            progress(1, 2)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before
    assert capsys.readouterr().err == "Stopping; what there is by now is kept.\n"


def test_a_stop_with_nothing_to_keep_is_one_sentence() -> None:
    with pytest.raises(UserError, match="before there was anything to keep"), training_bar("Training"):
        raise Cancelled


def test_where_nobody_watches_nothing_is_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    with training_bar("Training") as (told, _):
        told(TrainingTold("training"))
    assert capsys.readouterr() == ("", "")
