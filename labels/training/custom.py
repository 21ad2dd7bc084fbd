"""Training by a configuration of the user's own, through spaCy's own loop: what `spacy train` would do, watched.

The data are the files of the export; the configuration's paths for train and dev are set to them. The best pipeline is
written whenever it is better, so a stop hands that over.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import UserError
from corpus.progress import Cancelled
from labels.training import copying
from labels.training.docs import Written
from labels.training.options import Teller, TrainingTold

if TYPE_CHECKING:
    from spacy.language import Language
    from thinc.api import Config

_LOGGER = "dateline.told.v1"
_BEST = "model-best"


def train_custom(written: Written, config: Path, *, out: Path, seed: int, told: Teller) -> tuple[Language, bool]:
    """Return the best pipeline, and whether the training was stopped before its end.

    Args:
        out: folder to write in meanwhile; it need not be there.
        told: hears of every step; may raise `Cancelled`.

    Raises:
        UserError: the configuration cannot be used.
        Cancelled: `told` asked to stop before there was a pipeline.
    """
    import spacy
    from spacy.training.initialize import init_nlp
    from spacy.training.loop import train
    from spacy.util import registry

    ready = _ready(config, written, seed)
    logger = ready["training"].get("logger")
    ready["training"]["logger"] = {"@loggers": _LOGGER}
    watch = Watch(told, int(ready["training"].get("max_steps", 0) or 0))
    registry.loggers.register(_LOGGER, func=watch.logger)
    os.chdir(config.resolve().parent)  # what the configuration names relatively lies beside it
    out.mkdir(parents=True, exist_ok=True)
    told(TrainingTold("preparing", steps=watch.steps))
    nlp = _tried(config, lambda: init_nlp(ready))
    stopped = False
    try:
        _tried(config, lambda: train(nlp, out, stdout=io.StringIO(), stderr=io.StringIO()))
    except Cancelled:
        stopped = True
        if not (out / _BEST).is_dir():
            raise
    best = spacy.load(out / _BEST)
    _tidy(best, logger)
    copying.add(best)
    return best, stopped


class Watch:
    """Is told of every step by spaCy's loop, and tells on.

    Attributes:
        steps: the most there can be, 0 when the configuration sets no end.
    """

    def __init__(self, told: Teller, steps: int) -> None:
        self.steps = steps
        self._told, self._step = told, 0
        self._loss: float | None = None

    def logger(self) -> Callable[..., Any]:
        """Return what `registry.loggers` wants."""
        return lambda nlp, stdout, stderr: (self._log, lambda: None)

    def _log(self, info: dict[str, Any] | None) -> None:
        self._step += 1
        if info is None:
            return self._told(TrainingTold("training", step=self._step, steps=self.steps))
        self._loss = float(sum(info["losses"].values()))
        seconds = float(info["seconds"])
        self._told(
            TrainingTold(
                "training",
                step=self._step,
                steps=self.steps,
                loss=self._loss,
                score=float(info["score"]) if info["score"] is not None else None,
                words_per_second=info["words"] / seconds if seconds else 0.0,
                seconds=seconds,
                seconds_left=seconds / self._step * (self.steps - self._step) if self.steps else None,
            )
        )


def _ready(config: Path, written: Written, seed: int) -> Config:
    """Return the configuration with our data in it; what it leaves out is filled in as spaCy would."""
    from spacy.util import load_config

    dev = written.path("dev") if written.items("dev") else written.path("train")
    ready: Config = _tried(config, lambda: load_config(config, interpolate=False))
    paths = {"train": str(written.path("train")), "dev": str(dev)}
    ready.setdefault("paths", {}).update(paths)
    ready.setdefault("training", {}).setdefault("gpu_allocator", None)
    ready["training"]["seed"] = seed
    for name, path in paths.items():
        with suppress(KeyError):
            ready["corpora"][name]["path"] = path
    return ready


def _tried(config: Path, work: Callable[[], Any]) -> Any:
    """Do what spaCy does with a configuration that may be wrong in any way.

    Raises:
        UserError: in one sentence what spaCy says.
    """
    try:
        return work()
    except (Cancelled, MemoryError, OSError):
        raise
    except Exception as error:  # a configuration can make spaCy and thinc raise anything
        raise UserError(f"{config.name} cannot be trained with: {_sentence(error)}.") from error


def _sentence(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (" ".join(lines[:2]) or type(error).__name__)[:300].rstrip(".")


def _tidy(nlp: Language, logger: Any) -> None:
    """Take out of the pipeline's configuration what was only ours here: paths and the logger."""
    nlp.config["training"]["logger"] = logger or {"@loggers": "spacy.ConsoleLogger.v1", "progress_bar": False}
    for section in (nlp.config.get("paths", {}), *nlp.config.get("corpora", {}).values()):
        for name in ("train", "dev", "path"):
            if name in section:
                section[name] = None
