"""What is kept of a model's scores (`labels/training/training.py` says how), read as the page needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from labels.model import Model
from labels.training.scores import Score, Scores, from_dict

BASELINE = "Names seen before"
ALL = "All labels"
_OTHERS = ("types", "roles")
KINDS = {"spans": "Spans", "types": "Event types", "roles": "Roles"}


@dataclass(frozen=True, slots=True)
class Rival:
    """What a model is compared with, on the same articles."""

    name: str
    scores: Scores


@dataclass(frozen=True, slots=True)
class Worth:
    """What a model is worth.

    Attributes:
        own: its scores of spans. interval: of the difference of F to the first of `previous` and `baseline`, 95 %.
        compared: its F on the articles that it is compared on. They are fewer than all test articles when the model
            before has learnt from some of them.
        others: scores of what else it finds, by kind (``types``, ``roles``), with the coded spans given.
        scratch: F of the same on the words alone. remark: why it could not be compared.
    """

    own: Scores
    previous: Rival | None = None
    baseline: Rival | None = None
    interval: tuple[float, float] | None = None
    compared: float = 0.0
    others: dict[str, Scores] = field(default_factory=dict)
    scratch: dict[str, float] = field(default_factory=dict)
    remark: str = ""

    @property
    def is_measured(self) -> bool:
        """Whether there was anything to measure it on."""
        return self.own.articles > 0 and self.own.exact.coded + self.own.exact.found > 0

    @property
    def is_sure(self) -> bool:
        """Whether the difference has the same sign in 95 % of the draws."""
        return self.interval is not None and (self.interval[0] > 0 or self.interval[1] < 0)

    @property
    def rival(self) -> Rival | None:
        """What it is compared with first."""
        return self.previous or self.baseline

    @property
    def kinds(self) -> list[str]:
        """The kinds there are scores of, spans first."""
        return ["spans", *(kind for kind in KINDS if kind in self.others)]


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One line of the table: a label, an event type or a role.

    Attributes:
        score: exact or overlap, as was asked. coded: how many are in the test articles.
        previous, baseline: F of these, None where there is none.
    """

    name: str
    score: Score
    coded: int
    previous: float | None = None
    baseline: float | None = None
    is_total: bool = False


def worth(model: Model) -> Worth:
    """Read what is kept of a model's scores."""
    kept = model.scores
    previous, baseline, events = (kept.get(name) or {} for name in ("previous", "baseline", "events"))
    own = from_dict(kept)
    return Worth(
        own,
        Rival(f"Model {previous.get('number', '?')}", from_dict(previous)) if _is_given(previous) else None,
        Rival(BASELINE, from_dict(baseline)) if _is_given(baseline) else None,
        next((_interval(each.get("interval")) for each in (previous, baseline) if _is_given(each)), None),
        float(previous.get("own_f", own.exact.f)),
        _others(events),
        {
            kind: from_dict(events[f"whole_{kind}"]).exact.f
            for kind in _OTHERS
            if _is_given(events.get(f"whole_{kind}"))
        },
        "" if _is_given(previous) else str(kept.get("verdict", "")),
    )


def rows(worth: Worth, *, kind: str = "spans", overlap: bool = False) -> list[ScoreRow]:
    """Return the lines of the table: all together, then each, in alphabetical order."""
    own = worth.own if kind == "spans" else worth.others[kind]
    previous = worth.previous if worth.previous and worth.previous.scores.articles == own.articles else None
    rivals = (previous, worth.baseline) if kind == "spans" else (None, None)
    at = int(overlap)

    def line(name: str, pair: tuple[Score, Score], *, is_total: bool = False) -> ScoreRow:
        found = [_f(rival, None if is_total else name, at) for rival in rivals]
        return ScoreRow(name, pair[at], pair[0].coded, found[0], found[1], is_total)

    whole = line(ALL if kind == "spans" else f"All {KINDS[kind].lower()}", (own.exact, own.overlap), is_total=True)
    return [whole, *(line(name, pair) for name, pair in own.by_label.items())]


def _f(rival: Rival | None, label: str | None, at: int) -> float | None:
    if rival is None:
        return None
    scores = rival.scores
    pair = (scores.exact, scores.overlap) if label is None else scores.by_label.get(label, (Score(), Score()))
    return pair[at].f


def _others(events: Mapping[str, Any]) -> dict[str, Scores]:
    found = {kind: from_dict(events[kind]) for kind in _OTHERS if _is_given(events.get(kind))}
    return {kind: scores for kind, scores in found.items() if scores.exact.coded}


def _is_given(kept: object) -> bool:
    return isinstance(kept, Mapping) and bool(kept)


def _interval(kept: Any) -> tuple[float, float] | None:
    return (float(kept["low"]), float(kept["high"])) if _is_given(kept) and {"low", "high"} <= set(kept) else None
