import pytest

from desktop.errors.checking import standing
from labels.training.options import TrainingTold


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (None, "model 2 of 3 learns"),
        (12.0, "model 2 of 3 learns · less than a minute left"),
        (70.0, "model 2 of 3 learns · about 1 minute left"),
        (200.0, "model 2 of 3 learns · about 3 minutes left"),
    ],
)
def test_it_says_which_model_learns_and_how_long_it_will_take(left: float | None, said: str) -> None:
    assert standing(TrainingTold("training", member=2, members=3, seconds_left=left)) == said
