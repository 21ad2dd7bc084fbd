"""Which item comes after which: through a phrase, then on to the next one listed."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.errors.groups import Group, GroupModel
from labels.error import Difference


def after(model: GroupModel, item: Difference) -> Difference | None:
    """Return the item after another one, None after the last."""
    return next(_from(model, item, 1), None)


def before(model: GroupModel, item: Difference) -> Difference | None:
    """Return the item before another one, None before the first."""
    return next(_from(model, item, -1), None)


def coming(model: GroupModel, item: Difference, most: int) -> list[Difference]:
    """Return the few items after another one."""
    return [found for _, found in zip(range(most), _from(model, item, 1), strict=False)]


def around(model: GroupModel, item: Difference | None, *, row: int = 0) -> Difference | None:
    """Return the item when it is listed; else what stands in its row, or below, or above; None when nothing does."""
    if item is not None and model.is_listed(item):
        return item
    below = [each for each in model.rows[max(0, row) :] if isinstance(each, Group)]
    if below:
        return below[0].items[0]
    above = [each for each in model.rows if isinstance(each, Group)]
    return above[-1].items[-1] if above else None


def _from(model: GroupModel, item: Difference, step: int) -> Iterator[Difference]:
    group = model.group_of(item)
    if group is None or item not in group.items:
        return
    at = group.items.index(item)
    yield from group.items[at + 1 :] if step > 0 else reversed(group.items[:at])
    row = model.row_of(group) + step
    while 0 <= row < len(model.rows):
        other = model.rows[row]
        if isinstance(other, Group):
            yield from other.items if step > 0 else reversed(other.items)
        row += step
