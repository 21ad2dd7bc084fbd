"""What other programs' codebooks do not say: keys, colours that can be read on white, and what a role is."""

from __future__ import annotations

import colorsys
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from labels.codebook_draft import LabelDraft, RoleDraft
from labels.label import RESERVED_KEYS, Kind, kind_of
from labels.role import RoleKind, Slot

_READABLE = 4.5  # contrast on white that WCAG asks of text
_HUE_STEP = 0.618034  # of the circle: each next hue lies far from all before
_HEX = re.compile("#([0-9a-f]{3}|[0-9a-f]{6})")
_KINDS: dict[Kind, RoleKind] = {"actor": "actor", "location": "place", "date": "date", "casualties": "number"}
_NAMED: tuple[tuple[RoleKind, Slot, frozenset[str]], ...] = (
    ("actor", "actor", frozenset({"actor", "agent", "attacker", "perpetrator", "perp", "assailant"})),
    ("actor", "target", frozenset({"target", "victim", "recipient", "patient"})),
    ("place", "place", frozenset({"place", "location", "loc", "atloc"})),
    ("place", "", frozenset({"origin", "destination", "toloc", "fromloc"})),
    ("date", "date", frozenset({"date", "time", "day"})),
    ("number", "fatalities", frozenset({"fatalities", "deaths", "killed", "dead"})),
    ("number", "injured", frozenset({"injured", "wounded"})),
    ("text", "weapon", frozenset({"weapon", "instrument"})),
    ("text", "source", frozenset({"source"})),
)


def clear_name(name: str, *, most: int) -> str:
    """Return a name without what no name may hold: invisible characters, " / ", and all beyond `most` characters."""
    shown = "".join(char for char in name if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return " ".join(shown.replace("\N{LINE SEPARATOR}", " ").split()).replace(" / ", "/")[:most].strip()


def finished_labels(drafts: Iterable[LabelDraft]) -> tuple[LabelDraft, ...]:
    """Return the labels once each, with one key and one colour each: their own where they can have it."""
    named: dict[str, LabelDraft] = {}
    for draft in drafts:
        named.setdefault(draft.name, draft)
    wanted = list(named.values())
    keys = _keys([draft.key.lower() for draft in wanted])
    colours = _colours([draft.colour for draft in wanted])
    return tuple(
        LabelDraft(draft.name, draft.kind, key, colour, draft.definition, draft.examples)
        for draft, key, colour in zip(wanted, keys, colours, strict=True)
    )


def label(name: str, *, key: str = "", colour: str = "", definition: str = "") -> LabelDraft:
    """Return a label of the kind that its name tells."""
    return LabelDraft(name, kind_of(name), key, colour, definition)


def role(name: str, labels: Sequence[LabelDraft], *, many: bool, required: bool) -> RoleDraft:
    """Return a role, its kind and slot guessed from its name, else from the labels that fill it."""
    words = re.split(r"[^a-z]+", name.lower().removesuffix("-arg"))
    found = next(((kind, slot) for kind, slot, known in _NAMED if known & set(words)), None)
    kinds = {each.kind for each in labels}
    by_labels = _KINDS.get(next(iter(kinds)), "text") if len(kinds) == 1 else "text"
    kind, slot = found or (by_labels, "")
    return RoleDraft(name, kind, slot, labels=tuple(each.name for each in labels), many=many, required=required)


def fitting(kind: RoleKind, labels: Sequence[LabelDraft]) -> tuple[str, ...]:
    """Return the names of the labels of the kind that fills such roles, or of all where none is."""
    found = tuple(label.name for label in labels if _KINDS.get(label.kind) == kind)
    return found or tuple(label.name for label in labels)


def _keys(wanted: Sequence[str]) -> list[str]:
    """Return a key for each label: its own if that is free, else the next digit, else none."""
    taken: set[str] = set()
    found = []
    for key in wanted:
        free = len(key) == 1 and key.isalnum() and key.isascii() and key not in RESERVED_KEYS | taken
        found.append(key if free else "")
        taken.add(found[-1])
    digits = (digit for digit in "123456789" if digit not in taken)
    return [key or next(digits, "") for key in found]


def _colours(wanted: Sequence[str]) -> list[str]:
    """Return a colour for each label, each once: its own, darkened till it can be read on white, else a new one."""
    taken: set[str] = set()
    fresh = _palette()
    found = []
    for colour in wanted:
        own = _darkened(_red_green_blue(colour)) if _HEX.fullmatch(colour.strip().lower()) else ""
        while not own or own in taken:
            own = next(fresh)
        taken.add(own)
        found.append(own)
    return found


def _palette() -> Iterator[str]:
    """Yield dark colours without end, each far in hue from the last."""
    turn = 0
    while True:
        lightness = (0.38, 0.28, 0.46)[turn // 12 % 3]
        yield _darkened(colorsys.hls_to_rgb((0.05 + turn * _HUE_STEP) % 1, lightness, 0.7 - turn % 5 * 0.05))
        turn += 1


def _red_green_blue(colour: str) -> tuple[float, float, float]:
    digits = colour.strip().lower()[1:]
    pairs = [digit * 2 for digit in digits] if len(digits) == 3 else [digits[0:2], digits[2:4], digits[4:6]]
    red, green, blue = (int(pair, 16) / 255 for pair in pairs)
    return red, green, blue


def _darkened(colour: tuple[float, float, float]) -> str:
    hue, lightness, saturation = colorsys.rgb_to_hls(*colour)
    while True:
        red, green, blue = (round(part * 255) for part in colorsys.hls_to_rgb(hue, lightness, saturation))
        if _contrast(red, green, blue) >= _READABLE:
            return f"#{red:02x}{green:02x}{blue:02x}"
        lightness -= 0.02


def _contrast(*parts: int) -> float:
    """Return the contrast of a colour (0 to 255 a part) on white, 1 to 21, as WCAG reckons it."""
    linear = [part / 3294.6 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)
