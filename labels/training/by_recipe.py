"""Training by our own recipe: hands it the coding and what the project knows, and passes on what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from corpus.errors import UserError
from corpus.progress import Cancelled
from labels.training.options import Preset, TrainingTold
from labels.training.trust import Base

T = TypeVar("T")
_NO_PART = re.compile(r"\[E002\] Can't find factory for ('[^']*')")

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from labels.training.child import Speaker
    from labels.training.making import Task


def train_by_recipe(task: Task, speaker: Speaker) -> tuple[Language, bool, dict[str, Any]]:
    """Return the pipeline, whether it is the best so far of a training that was stopped, and how it was made.

    Raises:
        UserError: the base cannot be used.
        Cancelled: somebody asked to stop before there was anything.
    """
    from labels.training import recipe

    chosen = recipe_of(task.options.preset)
    settings = {"recipe": asdict(chosen)} if is_dataclass(chosen) and not isinstance(chosen, type) else {}
    given: dict[str, Any] = {
        "lang": task.split.lang,
        "recipe": chosen,
        "knowledge": task.knowledge,
        "base": where(task.base),
        "seed": task.options.seed,
        "told": teller(speaker, members=getattr(chosen, "members", 1)),
    }
    try:
        nlp = tried_base(task.base, lambda: run(task.split.train, task.split.dev, **given), recipe.Stopped)
    except recipe.Stopped as stopped:
        if stopped.best is None:
            raise Cancelled from stopped
        return stopped.best, True, settings
    return nlp, False, settings


def tried_base(base: Base, work: Callable[[], T], *passing: type[Exception]) -> T:
    """Do what reads a base pipeline, which from elsewhere can make spaCy raise anything.

    Raises:
        UserError: it cannot be read; one sentence that names the folder.
    """
    try:
        return work()
    except Exception as error:
        if base.kind == "blank" or _is_ours(error) or isinstance(error, passing):
            raise
        raise UserError(f"{base.where} cannot be trained on: {_why(error)}.") from error


def _is_ours(error: Exception) -> bool:
    """Whether an error is told elsewhere: a full disk, the fence, a stop."""
    if isinstance(error, OSError):
        return not isinstance(error, FileNotFoundError)
    return isinstance(error, UserError | Cancelled | MemoryError)


def _why(error: Exception) -> str:
    """Say in plain words what keeps a pipeline from being read."""
    if found := _NO_PART.search(str(error)):
        return f"it needs a part called {found[1]} that nothing here makes"
    return f"spaCy cannot read it ({type(error).__name__})"


def recipe_of(preset: Preset) -> Any:
    """Return the recipe of a preset."""
    from labels.training import recipe

    return recipe.thorough() if preset == "thorough" else recipe.quick()


def run(train: Sequence[Doc], dev: Sequence[Doc], **given: Any) -> Language:
    """Call the recipe."""
    from labels.training import recipe

    nlp: Language = recipe.train([*train], [*dev], **given)
    return nlp


def where(base: Base) -> Path | None:
    """Return the folder of the base pipeline, None to start from nothing."""
    from labels.training.trust import folder_of

    return folder_of(base)


def teller(speaker: Speaker, *, members: int = 1) -> Callable[[Any], None]:
    """Return what the recipe tells, with the time that is left reckoned from the steps, and the loss of each step."""
    losses = Losses()

    def told(each: Any) -> None:
        left = max(0.0, each.steps_expected - each.step) / each.step * each.seconds if each.step else None
        speaker.told(
            TrainingTold(
                each.phase,
                member=each.member,
                members=members,
                step=each.step,
                steps=max(each.step, each.steps_expected),
                loss=losses.of((each.phase, each.member), each.loss) if each.step else None,
                score=each.score,
                words_per_second=each.words / each.seconds if each.seconds else 0.0,
                seconds=each.seconds,
                seconds_left=left,
            )
        )

    return told


class Losses:
    """Makes of spaCy's sums of losses, which begin anew after every score, the loss of a step, smoothed."""

    _SHARE = 0.1  # of the newest step in what is told

    def __init__(self) -> None:
        self._run: object = None
        self._sum = self._smooth = 0.0

    def of(self, run: object, summed: float) -> float:
        """Return the loss of about the last ten steps. `run`: what sums and steps belong to."""
        is_new = run != self._run
        step = summed if is_new or summed < self._sum else summed - self._sum
        self._run, self._sum = run, summed
        self._smooth = step if is_new else self._smooth + self._SHARE * (step - self._smooth)
        return self._smooth
