"""Figures and verdicts in words. F, precision and recall are shares (0 to 1) inside and points (0 to 100) on screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from corpus.wording import counted
from desktop.model.reading import Rival, Worth
from labels.model import Model

Tone = Literal["good", "even", "bad"]
F_MEANS = (
    "F is the balance of precision (how much of what it finds is coded so) and recall (how much of what is coded it "
    "finds), from 0 to 100."
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a training: one sentence, what it rests on, and how it is to be taken."""

    tone: Tone
    heading: str
    details: str


def points(share: float) -> str:
    """Return a share as points: 0.541 is "54.1"."""
    return f"{100 * share:.1f}"


def signed(share: float) -> str:
    """Return a difference of shares as points with its sign: "+3.1", or "0.0" without one."""
    written = f"{100 * share:+.1f}"
    return "0.0" if written in ("+0.0", "-0.0") else written.replace("-", "\N{MINUS SIGN}")


def duration(seconds: float) -> str:
    """Return a time as people say it: "40 s", "2 min", "1 h 5 min"."""
    if seconds < 100:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def size(count: float) -> str:
    """Return a size on disk or in memory: "640 kB", "12 MB", "1.4 GB". `count` is in bytes."""
    if count < 1e6:
        return f"{max(1, round(count / 1e3))} kB" if count else "0 kB"
    return f"{count / 1e6:.0f} MB" if count < 1e9 else f"{count / 1e9:.1f} GB"


def verdict(model: Model, worth: Worth) -> Verdict:
    """Say in one sentence whether a model is better, and below what that rests on."""
    if not worth.is_measured:
        return Verdict("even", f"{model.name} is trained, but not measured.", _UNMEASURED)
    rival = worth.rival
    if rival is None:
        return Verdict("even", f"{model.name} reaches F {points(worth.own.exact.f)}.", _basis(model, worth, None))
    difference = worth.compared - rival.scores.exact.f
    return Verdict(_tone(difference, worth), _heading(model, worth, rival), _basis(model, worth, rival))


def _tone(difference: float, worth: Worth) -> Tone:
    if difference > 0:
        return "good" if worth.is_sure else "even"
    return "bad" if difference < 0 else "even"


def _heading(model: Model, worth: Worth, rival: Rival) -> str:
    own, before = worth.compared, rival.scores.exact.f
    against = (
        f"F {points(own)}, was {points(before)}" if worth.previous else f"F {points(own)} against {points(before)}"
    )
    name = rival.name if worth.previous else f"knowing only the {rival.name.lower()}"
    if own > before:
        sure = "is better than" if worth.is_sure else "is perhaps better than"
    else:
        sure = "is as good as" if own == before else "is worse than" if worth.is_sure else "is perhaps worse than"
    return f"{model.name} {sure} {name}: {against}."


def _basis(model: Model, worth: Worth, rival: Rival | None) -> str:
    number = rival.scores.articles if rival else worth.own.articles
    articles = "test article" if rival and number == 1 else counted(number, "test article")
    sentences = [f"Measured on {'the same ' if rival else ''}{articles}, which no model was trained on."]
    if worth.remark:
        sentences.append(worth.remark)
    if rival and worth.interval and number > 1:
        low, high = worth.interval
        if low == high == 0:
            sentences.append("In each of them both find the same, or as much of it.")
        else:
            between = f"between {signed(low)} and {signed(high)} points (95 %)"
            sentences.append(f"The true difference most likely lies {between}.")
        if not worth.is_sure and low != high:
            sentences.append("So it may be chance: more finished test articles would tell.")
    elif rival:
        sentences.append("One article is too few to be sure.")
    if model.settings.get("stopped"):
        sentences.append("The training was stopped; this is the best it had come to.")
    return " ".join(sentences)


def plainly(worth: Worth) -> str:
    """Say what precision and recall mean here, to somebody who does not know the words."""
    score = worth.own.exact
    if not score.found:
        return "It proposes nothing at all on the test articles."
    found, right = round(100 * score.recall), round(100 * score.precision)
    return f"Of 100 coded spans it finds {found}, and of 100 that it proposes {right} are right."


_UNMEASURED = (
    "No finished article lies in the test share yet, so nobody can say how good it is. About one article in ten does: "
    "finish some more, then train again."
)


def using(models: list[Model]) -> str:
    """Say which model makes the suggestions."""
    found = next((each for each in models if each.used), None)
    return f"{found.name} makes the suggestions." if found else "No model makes suggestions."
