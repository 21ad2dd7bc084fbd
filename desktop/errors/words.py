"""What the page says: of each kind of difference, of an item, and of what a key would do to it."""

from __future__ import annotations

from collections.abc import Mapping

from labels import inconsistent
from labels.error import Difference, Kind
from labels.label import Label

Labels = Mapping[int, Label]
KIND_NAMES: dict[Kind, str] = {
    "spurious": "Only the model",
    "label": "Other label",
    "boundary": "Other ends",
    "missed": "Only you",
    "inconsistent": "Inconsistent",
}
KIND_TIPS: dict[Kind, str] = {
    "spurious": "The model labels words that you left out.",
    "label": "You and the model label the same words differently.",
    "boundary": "You and the model see the words begin or end elsewhere.",
    "missed": "You labelled words that the model does not find.",
    "inconsistent": "In most other places you coded these words differently.",
}


_LEARNT = "The model learnt from your other finished articles, and had never seen this one."
WHY: dict[Kind, str] = {
    "spurious": _LEARNT,
    "label": _LEARNT,
    "boundary": _LEARNT,
    "missed": _LEARNT,
    "inconsistent": f"Counted in the articles you finished last, up to {inconsistent.NEWEST:,}; no model is involved.",
}


def name(labels: Labels, label_id: int) -> str:
    """Return a label's name."""
    return labels[label_id].name if label_id in labels else "a label that is gone"


def says(labels: Labels, human: int, model: int, kind: Kind) -> str:
    """Return what a group is about, for its second line: "ACTOR, not LOCATION". 0 stands for no label."""
    if kind == "label" or (kind == "inconsistent" and human and model):
        return f"{name(labels, human)} · {'elsewhere' if kind == 'inconsistent' else 'model'} {name(labels, model)}"
    if kind == "inconsistent":
        return f"left out · elsewhere {name(labels, model)}" if model else f"{name(labels, human)} · elsewhere left out"
    return name(labels, human or model)


def per_cent(share: float) -> str:
    """Return "93 %"; never a whole hundred where something is missing."""
    return f"{min(99, int(100 * share)) if share < 1 else 100} %"


def other_side(item: Difference) -> str:
    """Return who speaks against the coding."""
    return "Elsewhere" if item.kind == "inconsistent" else "The model"


def certainty(item: Difference) -> str:
    """Return how sure the other side is, in a few words."""
    if item.kind == "inconsistent":
        most, total = item.others
        done = "coded so" if item.model else "left out"
        return f"{done} in {most:,} of {total:,} places"
    if item.kind == "missed":
        missed, coded = item.others
        return f"coded {coded:,} times, not found {missed:,} times" if coded > 1 else "coded only here, not found"
    return f"{per_cent(item.score)} sure"


def human_right(item: Difference, labels: Labels) -> str:
    """Say what the first key does."""
    if item.human is None:
        return "Stays without a label; never asked again."
    return f"Stays {name(labels, item.human.label_id)}; never asked again."


def model_right(item: Difference, labels: Labels) -> str:
    """Say what the second key does."""
    human, model = item.human, item.model
    if model is None:
        assert human is not None
        return f"Takes {name(labels, human.label_id)} away from these words."
    if human is None:
        return f"Labels these words {name(labels, model.label_id)}."
    if human.label_id == model.label_id:
        return "Moves the ends of your span to the model's."
    moved = "" if human[:2] == model[:2] else ", and moves its ends"
    return f"Changes the label to {name(labels, model.label_id)}{moved}."


NEITHER = "Opens the article, to code it by hand."
