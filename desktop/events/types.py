"""Event types as the page shows them: their names, and a colour for each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from labels.event_type import EventType

# For roots without a colour of their own; the first that no other root has. Told apart by colour-blind readers.
PALETTE = (
    "#c2410c", "#2f5fd0", "#6d3fc4", "#0f766e", "#a16207", "#be123c", "#4d7c0f", "#0e7490", "#86198f", "#57534e",
)  # fmt: skip
NONE = "#8d93a0"  # of events without a type


@dataclass(frozen=True, slots=True)
class Shown:
    """A type: its own name, its path, its colour (`#rrggbb`) and the root it is below (itself for a root)."""

    id: int
    name: str
    path: str
    colour: str
    root: int
    parent: int
    retired: bool


class Types:
    """The codebook's types by id; 0 stands for "no type yet". In the order of the tree."""

    def __init__(self, found: Iterable[EventType] = ()) -> None:
        self.by_id: dict[int, Shown] = {0: Shown(0, "No type yet", "", NONE, 0, 0, False)}
        given = list(found)
        spare = [colour for colour in PALETTE if colour not in {each.colour for each in given if not each.parent_id}]
        for each in given:
            above = self.by_id.get(each.parent_id or 0)
            is_root = not each.parent_id or above is None
            if is_root and not each.colour:
                spare = spare or list(PALETTE)
            own = each.colour or (spare.pop(0) if is_root or above is None else above.colour)
            root = each.id if is_root or above is None else above.root
            self.by_id[each.id] = Shown(each.id, each.name, each.path, own, root, each.parent_id or 0, each.retired)

    def get(self, type_id: int | None) -> Shown:
        """Return a type; one that is not known is shown as none."""
        return self.by_id.get(type_id or 0, self.by_id[0])

    def roots(self) -> list[Shown]:
        """Return the roots in the codebook's order, "no type yet" last."""
        return [each for each in self.by_id.values() if each.id and each.root == each.id] + [self.by_id[0]]

    def children(self, type_id: int) -> list[Shown]:
        """Return the types on offer directly below one."""
        return [each for each in self.by_id.values() if each.id and each.parent == type_id and not each.retired]

    def offered(self) -> list[Shown]:
        """Return the types that an event can be given."""
        return [each for each in self.by_id.values() if each.id and not each.retired]
