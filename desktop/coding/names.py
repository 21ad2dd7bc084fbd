"""How labels are called on chips and in lists, and which of them get a chip."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from labels.label import Label

CHIPS = 15  # beyond, labels without a key are found through the picker


def shown_names(labels: Iterable[Label]) -> dict[int, str]:
    """Return what each label is called on screen: EVENT as "Event", short names (GPE) and look-alikes as they are."""
    known = list(labels)
    calm = {label.id: _calm(label.name) for label in known}
    counts: dict[str, int] = {}
    for name in calm.values():
        counts[name.casefold()] = counts.get(name.casefold(), 0) + 1
    return {label.id: calm[label.id] if counts[calm[label.id].casefold()] == 1 else label.name for label in known}


def with_chips(labels: Sequence[Label], *, most: int = CHIPS) -> list[Label]:
    """Return the labels that get a chip, in the codebook's order: all if they are few, else those with keys first."""
    room = most - sum(bool(label.key) for label in labels)
    found = []
    for label in labels:
        if not label.key:
            room -= 1
        if label.key or room >= 0:
            found.append(label)
    return found


def _calm(name: str) -> str:
    plain = name.replace("_", "").replace(" ", "")
    if len(plain) > 3 and plain.isupper() and plain.isalpha():
        return name[0] + name[1:].lower()
    return name
