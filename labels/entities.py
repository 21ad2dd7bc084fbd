"""All SQL on actors: the project's list with names, codes and groups. Every change of the list is one undoable step."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from corpus import journal
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.store import Store
from corpus.text import clean_text
from corpus.uid import new_uid, now
from labels.entity import Alias, Code, Entity, EntityDraft, Listed, check_day, fold, holds
from labels.entity_index import EntityIndex

_COLUMNS = "id, uid, name, type, side, country, parent_id, valid_from, valid_to, note, origin, retired"
_LONGEST = 200
_AT_ONCE = 500


def all_entities(store: Store, *, retired: bool = False) -> list[Entity]:
    """Return the actors by name, letter case apart; the retired ones too when asked."""
    where = "" if retired else "WHERE retired = 0"
    found = _whole(store, store.rows(f"SELECT {_COLUMNS} FROM entity {where}"), everything=True)
    return sorted(found, key=lambda entity: (entity.name.casefold(), entity.id))


def many(store: Store, entity_ids: Sequence[int]) -> list[Entity]:
    """Return these actors in the order given; those that are gone are left out."""
    found: dict[int, Entity] = {}
    for at in range(0, len(entity_ids), _AT_ONCE):
        ids = list(entity_ids[at : at + _AT_ONCE])
        rows = store.rows(f"SELECT {_COLUMNS} FROM entity WHERE id IN ({_marks(ids)})", ids)
        found |= {entity.id: entity for entity in _whole(store, rows)}
    return [found[entity_id] for entity_id in entity_ids if entity_id in found]


def get(store: Store, entity_id: int) -> Entity:
    """Return one actor.

    Raises:
        UserError: it is gone.
    """
    found = many(store, [entity_id])
    if not found:
        raise UserError("That actor is gone; choose another.")
    return found[0]


def by_name(store: Store, name: str) -> Entity | None:
    """Return the actor of exactly this name (not alias), retired or not."""
    found = store.value("SELECT id FROM entity WHERE name = ?", (plain_name(name),))
    return get(store, found) if found else None


def count(store: Store) -> int:
    """Return how many actors there are, the retired ones too."""
    return int(store.value("SELECT count(*) FROM entity"))


def names(store: Store) -> list[tuple[int, str]]:
    """Return id and own name of every actor, the retired ones too."""
    return [(row[0], row[1]) for row in store.rows("SELECT id, name FROM entity ORDER BY id")]


def listed(store: Store, words: str = "", *, retired: bool = False) -> list[Listed]:
    """Return actors that have a name with these words in it, by name, all for ""; the retired ones too when asked."""
    wanted = fold(words) if words.strip() else ""
    where = "1" if retired else "retired = 0"
    if wanted:
        where += " AND id IN (SELECT entity_id FROM alias WHERE instr(folded, ?))"
    rows = store.rows(
        f"SELECT id, name, type, side, country, retired FROM entity WHERE {where}", (wanted,) if wanted else ()
    )
    found = [Listed(row[0], row[1], row[2], row[3], row[4], bool(row[5])) for row in rows]
    return sorted(found, key=lambda each: (each.name.casefold(), each.id))


def find(store: Store, words: str, *, on: str = "") -> Entity | None:
    """Return the actor that words name, spelling folded; None when nobody or more than one is called so.

    An actor whose own name it is goes before those that have it as an alias.

    Args:
        on: ISO day on which name and actor must be valid; "" for any.
    """
    rows = store.rows(
        "SELECT entity.id, entity.name = alias.name, alias.valid_from, alias.valid_to, entity.valid_from, "
        "entity.valid_to FROM alias JOIN entity ON entity.id = entity_id WHERE folded = ? AND retired = 0",
        (fold(words),),
    )
    valid = [row for row in rows if holds(row[2], row[3], on) and holds(row[4], row[5], on)]
    ids = {row[0] for row in valid if row[1]} or {row[0] for row in valid}
    return get(store, ids.pop()) if len(ids) == 1 else None


def suggest(
    store: Store, words: str, *, limit: int = 8, on: str = "", index: EntityIndex | None = None
) -> list[tuple[Entity, float]]:
    """Return actors that words may mean, with scores from 0 to 100, best first.

    Args:
        on: ISO day; actors that are not valid then come last.
        index: the names held by whoever asks often; without one they are read anew.
    """
    scored = (index or EntityIndex(store)).suggest(words, limit=limit)
    scores = dict(scored)
    found = [(entity, scores[entity.id]) for entity in many(store, [entity_id for entity_id, _ in scored])]
    return sorted(found, key=lambda pair: not pair[0].valid_on(on))


def mentions(store: Store) -> dict[int, int]:
    """Return in how many filled roles each actor stands, in articles that are not removed."""
    return dict(
        store.rows(
            "SELECT entity_id, count(*) FROM argument JOIN record USING (event_id) "
            "WHERE entity_id IS NOT NULL AND hidden = 0 GROUP BY entity_id"
        )
    )


def add(store: Store, draft: EntityDraft) -> Changes:
    """Put an actor on the list.

    Raises:
        UserError: its name is taken or none, a date is none, or its group is gone.
    """
    with journal.step(store, "actor", f"Add actor {plain_name(draft.name)}") as step:
        insert(step, draft)
        return step.changes


def insert(step: journal.Step, draft: EntityDraft, *, uid: str = "", origin: str = "human") -> int:
    """Put an actor on the list inside a step that is open already and return its id."""
    at = now()
    values = _checked(step.store, draft)
    entity_id = step.insert(
        "entity", {"uid": uid or new_uid(), **values, "origin": origin, "created": at, "changed": at}
    )
    put_aliases(step, entity_id, [Alias(values["name"]), *draft.aliases])
    put_codes(step, entity_id, draft.codes)
    return entity_id


def edit(store: Store, entity_id: int, draft: EntityDraft) -> Changes:
    """Change all that an actor's form shows, names and codes too, as one step.

    Raises:
        UserError: as in `add`, or its group would be part of itself.
    """
    old = get(store, entity_id)
    values = _checked(store, draft, other_than=entity_id)
    with journal.step(store, "actor", f"Edit actor {values['name']}") as step:
        step.update("entity", entity_id, **values)
        _replace_aliases(step, entity_id, [Alias(values["name"]), *draft.aliases])
        if [_code_row(code) for code in draft.codes] != [_code_row(code) for code in old.codes]:
            _delete_of(step, "entity_code", entity_id)
            put_codes(step, entity_id, draft.codes)
        if step.changes:
            step.update("entity", entity_id, changed=now())
        return step.changes


def add_alias(store: Store, entity_id: int, name: str, *, valid_from: str = "", valid_to: str = "") -> Changes:
    """Give an actor one more name; empty `Changes` when it has it already."""
    entity = get(store, entity_id)
    with journal.step(store, "actor", f"“{plain_name(name)}” is {entity.name}") as step:
        put_aliases(step, entity_id, [Alias(name, valid_from, valid_to)])
        return step.changes


def remove_alias(store: Store, entity_id: int, name: str) -> Changes:
    """Take a name from an actor.

    Raises:
        UserError: it is the actor's own name, or not one of its names.
    """
    entity = get(store, entity_id)
    if plain_name(name) == entity.name:
        raise UserError(f"{entity.name} is the actor's own name; rename the actor instead.")
    found = store.value("SELECT id FROM alias WHERE entity_id = ? AND name = ?", (entity_id, plain_name(name)))
    if not found:
        raise UserError(f"{entity.name} has no other name “{plain_name(name)}”.")
    with journal.step(store, "actor", f"“{plain_name(name)}” is no longer {entity.name}") as step:
        step.delete("alias", found)
        return step.changes


def merge(store: Store, keep_id: int, entity_ids: Iterable[int]) -> Changes:
    """Make several actors one: names, codes, members and filled roles go to the one that is kept."""
    keep, others = get(store, keep_id), many(store, [each for each in dict.fromkeys(entity_ids) if each != keep_id])
    if not others:
        return Changes()
    gone = {other.id for other in others}
    with journal.step(store, "actor", f"Merge {', '.join(other.name for other in others)} into {keep.name}") as step:
        if keep.parent_id in gone:
            step.update("entity", keep_id, parent_id=_outside(store, keep.parent_id, gone | {keep_id}))
        for other in others:
            _take_over(step, keep, other)
        for other in others:
            step.delete("entity", other.id)
        return step.changes


def retire(store: Store, entity_id: int) -> Changes:
    """Offer an actor no longer; events that name it keep it."""
    return _set_retired(store, entity_id, "Retire", 1)


def restore(store: Store, entity_id: int) -> Changes:
    """Offer a retired actor again."""
    return _set_retired(store, entity_id, "Restore", 0)


# Inside an open step


def put_aliases(step: journal.Step, entity_id: int, aliases: Iterable[Alias]) -> int:
    """Give an actor the names it does not have yet; return how many."""
    held = {row[0] for row in step.store.rows("SELECT name FROM alias WHERE entity_id = ?", (entity_id,))}
    before = len(held)
    for alias in aliases:
        name = check_name(alias.name)
        if name not in held:
            held.add(name)
            step.insert("alias", {"entity_id": entity_id, "name": name, "folded": fold(name), **_days(alias)})
    return len(held) - before


def put_codes(step: journal.Step, entity_id: int, codes: Iterable[Code]) -> int:
    """Give an actor the codes it does not have yet; return how many."""
    rows = step.store.rows("SELECT code, valid_from, valid_to FROM entity_code WHERE entity_id = ?", (entity_id,))
    held = set(rows)
    for code in codes:
        row = _code_row(code)
        if (key := tuple(row.values())) not in held:
            held.add(key)
            step.insert("entity_code", {"entity_id": entity_id, **row})
    return len(held) - len(rows)


def set_parent(step: journal.Step, entity_id: int, parent_id: int | None) -> None:
    """Put an actor into a group.

    Raises:
        UserError: the group is gone, or would be part of itself.
    """
    step.update("entity", entity_id, parent_id=_check_parent(step.store, parent_id, entity_id))


# Checks


def plain_name(name: str) -> str:
    """Return an actor's name in the one form it is kept in."""
    return unicodedata.normalize("NFC", " ".join(clean_text(name).split()))


def check_name(name: str) -> str:
    """Return the name as it will be stored.

    Raises:
        UserError: it is empty or too long.
    """
    plain = plain_name(name)
    if not 0 < len(plain) <= _LONGEST:
        raise UserError(f"An actor's name has 1 to {_LONGEST} characters.")
    return plain


def _checked(store: Store, draft: EntityDraft, *, other_than: int = 0) -> dict[str, Any]:
    name = check_name(draft.name)
    if store.value("SELECT 1 FROM entity WHERE name = ? AND id <> ?", (name, other_than)):
        raise UserError(f"There is an actor {name} already; give it this one's names, or choose another name.")
    texts = {key: " ".join(clean_text(getattr(draft, key)).split()) for key in ("type", "side", "country")}
    return {
        "name": name,
        **texts,
        "parent_id": _check_parent(store, draft.parent_id, other_than),
        **_days(draft),
        "note": clean_text(draft.note).strip(),
    }


def _check_parent(store: Store, parent_id: int | None, entity_id: int) -> int | None:
    """Refuse a group that is gone, or that is the actor itself or a part of it."""
    above, seen = parent_id, set[int]()
    while above is not None and above not in seen:  # a damaged file may go round in a circle
        seen.add(above)
        row = store.row("SELECT name, parent_id FROM entity WHERE id = ?", (above,))
        if row is None:
            raise UserError("That group is gone; choose another.")
        if above == entity_id:
            raise UserError(f"{row[0]} would be part of itself; choose another group.")
        above = row[1]
    return parent_id


def _days(holder: EntityDraft | Alias | Code) -> dict[str, str]:
    first, last = check_day(holder.valid_from), check_day(holder.valid_to, last=True)
    if first and last and first > last:
        raise UserError(f"It would end on {last}, before it begins on {first}; put the dates right.")
    return {"valid_from": first, "valid_to": last}


def _code_row(code: Code) -> dict[str, str]:
    text = " ".join(clean_text(code.code).split())
    if not text:
        raise UserError("A code cannot be empty; write it, or leave out its dates.")
    return {"code": text, **_days(code)}


# Rows


def _whole(store: Store, rows: list[tuple[Any, ...]], *, everything: bool = False) -> list[Entity]:
    ids = [row[0] for row in rows]
    where, params = ("", ()) if everything else (f"WHERE entity_id IN ({_marks(ids)})", ids)
    aliases, codes = defaultdict[int, list[Alias]](list), defaultdict[int, list[Code]](list)
    own = {row[0]: row[2] for row in rows}
    for owner, name, *days in store.rows(
        f"SELECT entity_id, name, valid_from, valid_to FROM alias {where} ORDER BY id", params
    ):
        if own.get(owner) != name:
            aliases[owner].append(Alias(name, *days))
    for owner, code, *days in store.rows(
        f"SELECT entity_id, code, valid_from, valid_to FROM entity_code {where} ORDER BY id", params
    ):
        codes[owner].append(Code(code, *days))
    return [_entity(row, aliases[row[0]], codes[row[0]]) for row in rows]


def _entity(row: tuple[Any, ...], aliases: list[Alias], codes: list[Code]) -> Entity:
    values = [*row[:11], bool(row[11]), tuple(aliases), tuple(codes)]
    return Entity(*values)


def _marks(ids: Sequence[int]) -> str:
    return ", ".join("?" * len(ids))


def _replace_aliases(step: journal.Step, entity_id: int, aliases: Sequence[Alias]) -> None:
    wanted = {check_name(alias.name): _days(alias) for alias in reversed(aliases)}
    held = step.store.rows(
        "SELECT id, name, valid_from, valid_to FROM alias WHERE entity_id = ? ORDER BY id", (entity_id,)
    )
    for alias_id, name, *days in held:
        if name not in wanted:
            step.delete("alias", alias_id)
        elif list(wanted[name].values()) != days:
            step.update("alias", alias_id, **wanted[name])
    put_aliases(step, entity_id, aliases)


def _delete_of(step: journal.Step, table: str, entity_id: int) -> None:
    for (row_id,) in step.store.rows(f"SELECT id FROM {table} WHERE entity_id = ? ORDER BY id", (entity_id,)):
        step.delete(table, row_id)


def _take_over(step: journal.Step, keep: Entity, other: Entity) -> None:
    """Move to `keep` all that `other` has; nothing names `other` any more after that."""
    store = step.store
    _delete_of(step, "alias", other.id)
    _delete_of(step, "entity_code", other.id)
    put_aliases(step, keep.id, [Alias(other.name), *other.aliases])
    put_codes(step, keep.id, other.codes)
    for (member,) in store.rows("SELECT id FROM entity WHERE parent_id = ? AND id <> ?", (other.id, keep.id)):
        step.update("entity", member, parent_id=keep.id)
    for (argument,) in store.rows("SELECT id FROM argument WHERE entity_id = ?", (other.id,)):
        step.update("argument", argument, entity_id=keep.id)
    values = {
        name: getattr(other, name)
        for name in ("type", "side", "country")
        if not store.value(f"SELECT {name} FROM entity WHERE id = ?", (keep.id,))
    }
    step.update("entity", keep.id, **values, changed=now())


def _outside(store: Store, entity_id: int | None, inside: set[int]) -> int | None:
    for _ in inside:
        if entity_id in inside:
            entity_id = store.value("SELECT parent_id FROM entity WHERE id = ?", (entity_id,))
    return None if entity_id in inside else entity_id  # a damaged file may go round in a circle


def _set_retired(store: Store, entity_id: int, verb: str, value: int) -> Changes:
    entity = get(store, entity_id)
    if entity.retired == bool(value):
        return Changes()
    with journal.step(store, "actor", f"{verb} actor {entity.name}") as step:
        step.update("entity", entity_id, retired=value, changed=now())
        return step.changes
