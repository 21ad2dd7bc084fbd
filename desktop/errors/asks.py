"""The questions that are looked into beside the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.progress import Progress
from corpus.store import Store
from desktop.errors.groups import Grouping
from desktop.worker import Tell
from labels import errors, inconsistent
from labels.error import Difference
from labels.errors import Errors
from labels.inconsistent import Inconsistent

_FIRST = 20  # articles of a large project that are compared at once


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was found, ready to be listed."""

    differing: Errors
    wavering: Inconsistent
    grouping: Grouping


def comparing(store: Store, tell: Tell, progress: Progress) -> Comparison:
    """Compare the coding with what the models said, tell that, and then compare it with itself.

    In a large project a part is told at once: one can begin to read while the rest is compared.
    """
    run = errors.newest(store)
    for first in (_FIRST, None) if run and run.articles > 5 * _FIRST else (None,):
        differing = errors.find(store, first=first, progress=progress)
        tell(Comparison(differing, Inconsistent(), Grouping(differing.items)))
    wavering = inconsistent.find(store, progress=progress)
    return Comparison(differing, wavering, Grouping(joined(differing.items, wavering.items)))


def joined(differing: Sequence[Difference], wavering: Sequence[Difference]) -> list[Difference]:
    """Return both; what a model says too is asked once."""
    known = {item.key for item in differing} if wavering else set()
    return [*differing, *(item for item in wavering if item.key not in known)]


def crossing(store: Store, told: Tell, progress: Progress) -> int:
    """Train models on parts of the coding, each of which reads the rest; returns the run's id."""
    from labels.training import studies  # only here: it knows of models

    return studies.cross(store, told=told, progress=progress)
