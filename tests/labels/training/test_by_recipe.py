"""What the recipe tells, as the window is told it."""

from typing import Any, NoReturn

import pytest

from corpus.errors import UserError
from labels.training.by_recipe import Losses, teller, tried_base
from labels.training.options import TrainingTold
from labels.training.recipe import Told
from labels.training.trust import BLANK, Base


class Listener:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.heard: list[TrainingTold] = []

    def told(self, told: TrainingTold) -> None:
        self.heard.append(told)


def heard(*told: Told) -> list[TrainingTold]:
    listener: Any = Listener()
    tell = teller(listener, members=2)
    for each in told:
        tell(each)
    found: list[TrainingTold] = listener.heard
    return found


def test_sums_of_losses_become_the_loss_of_a_step() -> None:
    losses = Losses()
    assert losses.of("trial", 50.0) == 50.0
    assert losses.of("trial", 100.0) == 50.0
    assert losses.of("trial", 50.0) == 50.0  # the sum began anew
    assert losses.of("training", 80.0) == 80.0


def test_the_time_left_is_reckoned_from_the_steps() -> None:
    first, half, over = heard(
        Told("preparing", steps_expected=10),
        Told("trial", step=5, steps_expected=10, seconds=4.0, words=400),
        Told("training", step=11, steps_expected=10, seconds=9.0),
    )
    assert (first.loss, first.seconds_left) == (None, None)
    assert (half.members, half.seconds_left, half.words_per_second) == (2, 4.0, 100.0)
    assert (over.steps, over.seconds_left) == (11, 0.0)


def _raise(error: Exception) -> NoReturn:
    raise error


@pytest.mark.parametrize("error", [EOFError("ran out of input"), FileNotFoundError("x"), KeyError("a")])
def test_a_base_that_cannot_be_read_is_one_sentence_with_its_folder(error: Exception) -> None:
    said = rf"^/theirs cannot be trained on: spaCy cannot read it \({type(error).__name__}\)\.$"
    with pytest.raises(UserError, match=said):
        tried_base(Base("folder", "/theirs"), lambda: _raise(error))


@pytest.mark.parametrize("error", [OSError(28, "No space left"), PermissionError("socket.connect"), UserError("x")])
def test_what_is_told_elsewhere_passes(error: Exception) -> None:
    with pytest.raises(type(error)) as raised:
        tried_base(Base("folder", "/theirs"), lambda: _raise(error))
    assert raised.value is error


def test_an_error_without_a_base_is_a_bug() -> None:
    with pytest.raises(KeyError):
        tried_base(BLANK, lambda: _raise(KeyError("a")))
