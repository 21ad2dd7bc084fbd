"""All SQL on event types, which form a tree. Every change is one undoable step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from corpus import journal
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.store import Store
from corpus.uid import new_uid, now
from labels import codebook_words as words_of
from labels.event_type import SEPARATOR, EventType

COLOUR = "#c2410c"  # of a type that neither says one nor has a parent that does
_COLUMNS = "id, uid, parent_id, name, code, definition, examples, words, colour, position, retired"


def all_types(store: Store, *, retired: bool = False) -> list[EventType]:
    """Return the types in the order of the tree, a parent before its children; the retired ones too when asked."""
    rows = store.rows(f"SELECT {_COLUMNS} FROM event_type ORDER BY position, id")
    below: dict[int, list[tuple[Any, ...]]] = {}
    for row in rows:
        below.setdefault(row[2] or 0, []).append(row)
    return [each for each in _walk(below) if retired or not each.retired]


def _walk(below: dict[int, list[tuple[Any, ...]]]) -> Iterator[EventType]:
    """Yield the types depth first, without recursion: a codebook from elsewhere may be deep."""
    waiting = [(row, "", 0) for row in reversed(below.get(0, []))]
    while waiting:
        row, above, depth = waiting.pop()
        found = _type(row, above, depth)
        yield found
        waiting += [(child, found.path, depth + 1) for child in reversed(below.get(found.id, []))]


def _type(row: tuple[Any, ...], above: str, depth: int) -> EventType:
    return EventType(
        id=row[0],
        uid=row[1],
        parent_id=row[2],
        name=row[3],
        path=f"{above}{SEPARATOR}{row[3]}" if above else row[3],
        code=row[4],
        definition=row[5],
        examples=words_of.load(row[6]),
        words=words_of.load(row[7]),
        colour=row[8],
        depth=depth,
        position=row[9],
        retired=bool(row[10]),
    )


def get(store: Store, type_id: int) -> EventType:
    """Return one type.

    Raises:
        UserError: it is gone.
    """
    found = next((each for each in all_types(store, retired=True) if each.id == type_id), None)
    if found is None:
        raise UserError("That event type is gone; choose another.")
    return found


def by_path(store: Store) -> dict[str, EventType]:
    """Return every type, retired ones too, under its path ("Battles / Armed clash")."""
    return {each.path: each for each in all_types(store, retired=True)}


def counts(store: Store) -> dict[int, int]:
    """Return the number of events of each type itself in articles that are not removed; unused types are absent."""
    found = store.rows(
        "SELECT event_type_id, count(*) FROM record WHERE hidden = 0 AND event_type_id IS NOT NULL "
        "GROUP BY event_type_id"
    )
    return {int(row[0]): int(row[1]) for row in found}


# The tree


def children(types: Iterable[EventType], type_id: int | None) -> list[EventType]:
    """Return the types directly below one, or the roots with None, in order."""
    return [each for each in types if each.parent_id == type_id]


def branch(types: Iterable[EventType], type_id: int) -> list[EventType]:
    """Return a type and all that is below it, in the order of the tree (in which `types` must be)."""
    inside = {type_id}
    found = []
    for each in types:
        if each.id == type_id or each.parent_id in inside:
            inside.add(each.id)
            found.append(each)
    return found


def ancestors(types: Iterable[EventType], type_id: int) -> list[EventType]:
    """Return what is above a type: its parent first, the root last."""
    known = {each.id: each for each in types}
    found: list[EventType] = []
    at = known.get(type_id)
    while at is not None and at.parent_id is not None and (at := known.get(at.parent_id)):
        found.append(at)
    return found


def colours(types: Iterable[EventType]) -> dict[int, str]:
    """Return the colour in which each type is shown: its own, else its parent's (`types` in the order of the tree)."""
    found: dict[int, str] = {}
    for each in types:
        found[each.id] = each.colour or found.get(each.parent_id or 0, COLOUR)
    return found


# Writing


def add(
    store: Store,
    name: str,
    *,
    parent_id: int | None = None,
    code: str = "",
    definition: str = "",
    examples: Sequence[str] = (),
    words: Sequence[str] = (),
    colour: str = "",
) -> Changes:
    """Add a type as the last of its parent's.

    Raises:
        UserError: the name is not a name or its parent has a type of that name, letter case apart.
    """
    with journal.step(store, "event_type", f"Add event type {name.strip()}") as step:
        insert(
            step,
            name,
            parent_id=parent_id,
            code=code,
            definition=definition,
            examples=examples,
            words=words,
            colour=colour,
        )
        return step.changes


def insert(
    step: journal.Step,
    name: str,
    *,
    parent_id: int | None = None,
    code: str = "",
    definition: str = "",
    examples: Sequence[str] = (),
    words: Sequence[str] = (),
    colour: str = "",
) -> int:
    """Add a type inside a step that is open already and return its id; raises as `add` does."""
    store, at = step.store, now()
    _check_parent(store, parent_id)
    row = {
        "uid": new_uid(),
        "parent_id": parent_id,
        "name": _check_name(store, name, parent_id),
        **_values(code=code, definition=definition, examples=examples, words=words, colour=colour),
        "position": words_of.next_position(store, "event_type"),
        "created": at,
        "changed": at,
    }
    return step.insert("event_type", row)


def edit(
    store: Store,
    type_id: int,
    *,
    name: str | None = None,
    code: str | None = None,
    definition: str | None = None,
    examples: Sequence[str] | None = None,
    words: Sequence[str] | None = None,
    colour: str | None = None,
) -> Changes:
    """Change what is given as one step, and leave what is None; `colour` "" takes the parent's.

    Raises:
        UserError: the type is gone, or a value is refused as in `add`.
    """
    old = get(store, type_id)
    values = _values(code=code, definition=definition, examples=examples, words=words, colour=colour)
    summary = f"Edit event type {old.name}"
    if name is not None:
        values["name"] = _check_name(store, name, old.parent_id, other_than=type_id)
        if values["name"] != old.name and len(values) == 1:
            summary = f"Rename {old.name} to {values['name']}"
    return _update(store, type_id, summary, values)


def move(store: Store, type_id: int, parent_id: int | None, *, before: int | None = None) -> Changes:
    """Put a type, with what is below it, under another parent (None: to the roots).

    Args:
        before: the id of the sibling it is to stand before; the last place without.

    Raises:
        UserError: the parent is retired or gone, is the type itself or below it, or has a type of that name.
    """
    types = all_types(store, retired=True)
    old = get(store, type_id)
    _check_parent(store, parent_id)
    if parent_id in {each.id for each in branch(types, type_id)}:
        raise UserError(f"{old.name} cannot stand below itself; choose another place.")
    if parent_id != old.parent_id:
        _check_name(store, old.name, parent_id, other_than=type_id)
    order = [each.id for each in children(types, parent_id) if each.id != type_id]
    order.insert(order.index(before) if before in order else len(order), type_id)
    with journal.step(store, "event_type", f"Move event type {old.name}") as step:
        if parent_id != old.parent_id:
            step.update("event_type", type_id, parent_id=parent_id, changed=now())
        for position, each in enumerate(order, start=1):
            step.update("event_type", each, position=position)
        return step.changes


def reorder(store: Store, type_ids: Sequence[int]) -> Changes:
    """Put the types of one parent into the order given."""
    with journal.step(store, "event_type", "Reorder the event types") as step:
        for position, type_id in enumerate(type_ids, start=1):
            step.update("event_type", type_id, position=position)
        return step.changes


def retire(store: Store, type_id: int) -> Changes:
    """Offer a type, and what is below it, no longer; its events stay."""
    found = branch(all_types(store), type_id)
    with journal.step(store, "event_type", f"Retire event type {get(store, type_id).name}") as step:
        for each in found:
            step.update("event_type", each.id, retired=1, changed=now())
        return step.changes


def restore(store: Store, type_id: int) -> Changes:
    """Offer a retired type again, with what is below it and, where that is retired too, what is above it."""
    types = all_types(store, retired=True)
    found = [each for each in (*ancestors(types, type_id), *branch(types, type_id)) if each.retired]
    with journal.step(store, "event_type", f"Restore event type {get(store, type_id).name}") as step:
        for each in found:
            step.update("event_type", each.id, retired=0, changed=now())
        return step.changes


def _update(store: Store, type_id: int, summary: str, values: dict[str, Any]) -> Changes:
    old = store.db.table("event_type").get(type_id)
    if all(old[name] == value for name, value in values.items()):
        return Changes()
    with journal.step(store, "event_type", summary) as step:
        step.update("event_type", type_id, **values, changed=now())
        return step.changes


def _values(
    *,
    code: str | None,
    definition: str | None,
    examples: Sequence[str] | None,
    words: Sequence[str] | None,
    colour: str | None,
) -> dict[str, Any]:
    """Return the columns for what is given."""
    given = {
        "code": None if code is None else words_of.plain_text(code),
        "definition": None if definition is None else words_of.plain_text(definition),
        "examples": None if examples is None else words_of.dump(words_of.plain_list(examples)),
        "words": None if words is None else words_of.dump(words_of.plain_list(words, lower=True)),
        "colour": None if colour is None else words_of.check_colour(colour),
    }
    return {name: value for name, value in given.items() if value is not None}


def _check_parent(store: Store, parent_id: int | None) -> None:
    if parent_id is None:
        return
    row = store.row("SELECT name, retired FROM event_type WHERE id = ?", (parent_id,))
    if row is None:
        raise UserError("The event type above is gone; choose another.")
    if row[1]:
        raise UserError(f"{row[0]} is retired; restore it first, or choose another place.")


def _check_name(store: Store, name: str, parent_id: int | None, *, other_than: int = 0) -> str:
    plain = words_of.check_name(name, what="An event type", most=80)
    if SEPARATOR in plain:
        raise UserError(
            f"{plain} holds “{SEPARATOR.strip()}” between blanks, which stands between a type and the next."
        )
    found = store.rows(
        "SELECT name FROM event_type WHERE coalesce(parent_id, 0) = ? AND id <> ?", (parent_id or 0, other_than)
    )
    for (other,) in found:
        if str(other).casefold() == plain.casefold():
            where = store.value("SELECT name FROM event_type WHERE id = ?", (parent_id,)) if parent_id else ""
            beside = f" under {where}" if where else ""
            raise UserError(f"There is an event type {other}{beside} already; choose another name.")
    return plain
