"""Cross-validated predictions: every article is predicted by a model that has not learnt from it.

What a model says of an article it learnt from is mostly what it was told, so errors in the coding would not show. The
articles are dealt into folds, near-duplicates into the same; each fold is predicted by a model of the others (k-fold
cross-validation, Stone 1974; used to find errors in coding as in confident learning, Northcutt, Jiang & Chuang 2021).
Articles of the test split and those held out take no part: no model is to learn from them, or to be shown on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.errors import UserError
from labels.formats.splits import place
from labels.training.trial import Learn, Sample, Say, Scored, prepare

if TYPE_CHECKING:
    from corpus.store import Store

FOLDS = 3
_LEAST = 3  # articles that are no copies of one another


@dataclass(frozen=True, slots=True)
class Fold:
    """One training: what is predicted, and what that is learnt from."""

    train: list[Sample]
    predicted: list[Sample]


def run_errors(store: Store, request: Mapping[str, Any], say: Say) -> dict[str, Any]:
    """Be the child's part: predict each fold, and return all of it; nothing is written.

    What is returned holds ``"predicted": {article id: [[start, end, label, score], ...]}``.

    Raises:
        UserError: there are too few articles.
    """
    count, seed = int(request.get("folds", FOLDS)), int(request.get("seed", 0))
    study = prepare(store, request, say, trainings=count)
    chosen = folds(study.crossed, groups(store), count, store.setting("uid"))
    predicted: dict[str, list[Scored]] = {}
    for found in predict(chosen, study.learn, seed=seed):
        predicted |= {str(article): spans for article, spans in found.items()}
    return {"predicted": predicted, "folds": len(chosen), "fingerprint": study.fingerprint}


def groups(store: Store) -> dict[int, int]:
    """Return the near-duplicate group of each article that is in one."""
    return dict(store.rows("SELECT id, group_id FROM article WHERE group_id IS NOT NULL"))


def folds(samples: Sequence[Sample], group_of: Mapping[int, int], count: int, salt: str) -> list[Fold]:
    """Deal articles into folds of about one size; the same articles are dealt the same way.

    Args:
        group_of: near-duplicate group by article id; a group is never parted.
        count: how many folds; fewer when there are not so many groups.
        salt: what the order is drawn from.

    Raises:
        UserError: there are too few articles to learn from and to predict.
    """
    together: dict[str, list[Sample]] = {}
    for sample in samples:
        group = group_of.get(sample.article)
        together.setdefault(f"article {sample.article}" if group is None else f"group {group}", []).append(sample)
    if len(together) < _LEAST:
        raise UserError(
            "There are too few finished articles to check the coding against a model; finish at least "
            f"{_LEAST} that are no copies of one another, better 20."
        )
    drawn = sorted(together, key=lambda key: (place(key, f"{salt}:folds"), key))
    dealt = _deal([together[key] for key in drawn], min(count, len(together)))
    return [_fold(dealt, number) for number in range(len(dealt))]


def predict(chosen: Iterable[Fold], learn: Learn, *, seed: int = 0) -> Iterator[dict[int, list[Scored]]]:
    """Train for each fold and yield what its articles are predicted to hold, by article id."""
    for fold in chosen:
        found = learn(fold.train, seed)(fold.predicted)
        yield {sample.article: spans for sample, spans in zip(fold.predicted, found, strict=True)}


def _deal(parts: Iterable[list[Sample]], count: int) -> list[list[list[Sample]]]:
    """Give each group to the fold that has fewest articles so far."""
    dealt: list[list[list[Sample]]] = [[] for _ in range(count)]
    for part in parts:
        min(dealt, key=_size).append(part)
    return dealt


def _size(fold: Iterable[list[Sample]]) -> int:
    return sum(map(len, fold))


def _fold(dealt: Sequence[Sequence[list[Sample]]], number: int) -> Fold:
    rest = (part for other, fold in enumerate(dealt) if other != number for part in fold)
    return Fold([sample for part in rest for sample in part], [sample for part in dealt[number] for sample in part])
