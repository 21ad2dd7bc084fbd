"""What a training is asked for, and what it says of itself while it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

Preset = Literal["quick", "thorough", "custom"]
PRESETS: tuple[Preset, ...] = get_args(Preset)


@dataclass(frozen=True, slots=True)
class TrainOptions:
    """How to train.

    Attributes:
        preset: ``quick`` (about a minute), ``thorough``, or ``custom`` (a spaCy configuration of one's own).
        base: name of an installed spaCy pipeline or path of a folder to start from; "" starts from nothing.
        trusted: the user said yes to a base folder that this project did not make; it may bring code.
        config: path of the configuration file; only with ``custom``.
        seed: the same data with the same seed give the same scores.
        finished_only: learn from articles whose status is *done* only.
    """

    preset: Preset = "quick"
    base: str = ""
    trusted: bool = False
    config: str = ""
    seed: int = 0
    finished_only: bool = True


USUAL = TrainOptions()


@dataclass(frozen=True, slots=True)
class TrainingTold:
    """Where a training stands.

    Attributes:
        phase: what is at hand, in a word or two: ``reading``, ``training``, ``scoring``, ``saving`` ...
        member, members: which of the models that are averaged or vote is being trained, from 1; of how many.
        step, steps: updates done and expected, over all members.
        loss: of the last steps, summed over parts; None when not known.
        score: F on the dev articles, 0 to 1; None when not measured at this step.
        words_per_second: trained on so far; 0 when not known.
        seconds: since the beginning; `seconds_left` is a guess, None for none.
        memory, memory_most: bytes that the child takes, and may take (0: the system sets no bound).
    """

    phase: str
    member: int = 1
    members: int = 1
    step: int = 0
    steps: int = 0
    loss: float | None = None
    score: float | None = None
    words_per_second: float = 0.0
    seconds: float = 0.0
    seconds_left: float | None = None
    memory: int = 0
    memory_most: int = 0


Teller = Callable[[TrainingTold], None]


def untold(_: TrainingTold) -> None:
    """Say nothing."""
