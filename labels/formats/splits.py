"""Which articles train a model and which test it: the same for ever, and never two of a kind on both sides.

The place of a group of near-duplicates (or of a lone article) is a number in [0, 1) drawn from a hash of the project's
uid and the group's key; train takes the lowest places, then dev, then test. So adding articles moves none of the
others. Only while the project is so small that train or dev got no group at all, the group whose place lies next to it
stands in; as soon as that split has a group of its own, the stand-in goes back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Literal

from corpus.errors import UserError

Split = Literal["train", "dev", "test"]
SPLITS: tuple[Split, ...] = ("train", "dev", "test")
_DIGITS = 13  # hexadecimal digits that fit a float exactly


def place(key: str, salt: str) -> float:
    """Return where in [0, 1) a group lies."""
    digits = hashlib.sha256(f"{salt}:{key}".encode()).hexdigest()[:_DIGITS]
    return int(digits, 16) / float(16**_DIGITS)


def assign(keys: Iterable[str], salt: str, shares: tuple[float, float, float]) -> dict[str, Split]:
    """Return the split of every group.

    Raises:
        UserError: the shares are no shares.
    """
    whole = sum(shares)
    if whole <= 0 or min(shares) < 0 or len(shares) != 3:
        raise UserError("The shares of train, dev and test must be three numbers of 0 or more, such as 0.8, 0.1, 0.1.")
    places = {key: place(key, salt) for key in dict.fromkeys(keys)}
    borders = shares[0] / whole, (shares[0] + shares[1]) / whole
    splits: dict[str, Split] = {key: _split(at, borders) for key, at in places.items()}
    if shares[0]:
        _stand_in(splits, places, "train", borders)
    if shares[1] and len(places) > 1:
        _stand_in(splits, places, "dev", borders)
    return splits


def _split(at: float, borders: tuple[float, float]) -> Split:
    if at < borders[0]:
        return "train"
    return "dev" if at < borders[1] else "test"


def _stand_in(splits: dict[str, Split], places: dict[str, float], wanted: Split, borders: tuple[float, float]) -> None:
    """Give an empty split the nearest group, but never the only one of dev while there is another way."""
    counts = {split: sum(1 for given in splits.values() if given == split) for split in SPLITS}
    if counts[wanted]:
        return
    free = [key for key, given in splits.items() if given == "test" or counts[given] > 1]
    if not free and wanted == "train":
        free = list(splits)
    if free:
        nearest = min(free, key=lambda key: (abs(places[key] - borders[0]), key))
        splits[nearest] = wanted
