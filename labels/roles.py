"""All SQL on roles: what an event has, which labels fill it, which event type has which, and the checks on fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from corpus import journal
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.store import Store
from corpus.uid import new_uid, now
from labels import codebook_words as words_of
from labels.role import ROLE_KINDS, SLOTS, Role, RoleKind, Slot

_COLUMNS = "id, uid, name, kind, slot, definition, many, required, codes, position, retired"
Code = tuple[str, str]


def all_roles(store: Store, *, retired: bool = False) -> list[Role]:
    """Return the roles in the codebook's order; the retired ones too when asked."""
    labels: dict[int, list[int]] = {}
    for role_id, label_id in store.rows("SELECT role_id, label_id FROM role_label ORDER BY id"):
        labels.setdefault(role_id, []).append(label_id)
    where = "" if retired else "WHERE retired = 0"
    rows = store.rows(f"SELECT {_COLUMNS} FROM role {where} ORDER BY position, id")
    return [_role(row, tuple(labels.get(row[0], ()))) for row in rows]


def _role(row: tuple[Any, ...], labels: tuple[int, ...]) -> Role:
    return Role(
        id=row[0],
        uid=row[1],
        name=row[2],
        kind=row[3],
        slot=row[4],
        definition=row[5],
        many=bool(row[6]),
        required=bool(row[7]),
        labels=labels,
        codes=words_of.load_pairs(row[8]),
        position=row[9],
        retired=bool(row[10]),
    )


def get(store: Store, role_id: int) -> Role:
    """Return one role.

    Raises:
        UserError: it is gone.
    """
    found = next((each for each in all_roles(store, retired=True) if each.id == role_id), None)
    if found is None:
        raise UserError("That role is gone; choose another.")
    return found


def by_name(store: Store) -> dict[str, Role]:
    """Return every role, retired ones too, under its name."""
    return {each.name: each for each in all_roles(store, retired=True)}


def counts(store: Store) -> dict[int, int]:
    """Return the number of arguments of each role in articles that are not removed; unused roles are absent."""
    found = store.rows(
        "SELECT role_id, count(*) FROM argument JOIN event ON event.id = event_id "
        "JOIN article ON article.id = article_id WHERE removed = 0 GROUP BY role_id"
    )
    return {int(row[0]): int(row[1]) for row in found}


# Roles of a type


def of_types(store: Store) -> dict[int, list[tuple[int, bool]]]:
    """Return, for each event type that says which roles it has, their ids in order and whether each is required."""
    found: dict[int, list[tuple[int, bool]]] = {}
    rows = store.rows("SELECT event_type_id, role_id, required FROM type_role ORDER BY event_type_id, position, id")
    for type_id, role_id, required in rows:
        found.setdefault(type_id, []).append((role_id, bool(required)))
    return found


def for_type(store: Store, type_id: int | None) -> list[Role]:
    """Return the roles an event of this type has, `required` as the type says.

    A type that names none has its parent's; where no type above names any, an event may have every role. None, the
    type not chosen yet, has every role too.
    """
    known = {each.id: each for each in all_roles(store)}
    at = type_id
    for _ in range(store.value("SELECT count(*) FROM event_type") if type_id else 0):
        rows = store.rows(
            "SELECT role_id, required FROM type_role WHERE event_type_id = ? ORDER BY position, id", (at,)
        )
        if found := [replace(known[role], required=bool(required)) for role, required in rows if role in known]:
            return found
        at = store.value("SELECT parent_id FROM event_type WHERE id = ?", (at,))
        if at is None:
            break
    return list(known.values())


def set_for_type(step: journal.Step, type_id: int, wanted: Sequence[tuple[int, bool]]) -> None:
    """Say inside an open step which roles a type has, in order, and which are required; none takes the parent's."""
    rows = step.store.rows("SELECT id, role_id FROM type_role WHERE event_type_id = ?", (type_id,))
    present = {role_id: row_id for row_id, role_id in rows}
    kept = dict(wanted)
    _refuse_gone(step, "role", kept)
    for role_id in present.keys() - kept.keys():
        step.delete("type_role", present[role_id])
    for position, (role_id, required) in enumerate(kept.items(), start=1):
        values = {"required": int(required), "position": position}
        if role_id in present:
            step.update("type_role", present[role_id], **values)
        else:
            step.insert("type_role", {"event_type_id": type_id, "role_id": role_id, **values})


def assign(store: Store, type_id: int, wanted: Sequence[tuple[int, bool]]) -> Changes:
    """Like `set_for_type`, as a step of its own."""
    name = store.value("SELECT name FROM event_type WHERE id = ?", (type_id,))
    if name is None:
        raise UserError("That event type is gone; choose another.")
    with journal.step(store, "role", f"Roles of {name}") as step:
        set_for_type(step, type_id, wanted)
        return step.changes


# Writing


def add(
    store: Store,
    name: str,
    *,
    kind: RoleKind,
    slot: Slot = "",
    definition: str = "",
    labels: Sequence[int] = (),
    many: bool = False,
    required: bool = False,
    codes: Sequence[Code] = (),
) -> Changes:
    """Add a role at the end.

    Raises:
        UserError: the name is not a name or is taken (letter case apart), or kind, slot or codes are none.
    """
    with journal.step(store, "role", f"Add role {name.strip()}") as step:
        insert(
            step,
            name,
            kind=kind,
            slot=slot,
            definition=definition,
            labels=labels,
            many=many,
            required=required,
            codes=codes,
        )
        return step.changes


def insert(
    step: journal.Step,
    name: str,
    *,
    kind: RoleKind,
    slot: Slot = "",
    definition: str = "",
    labels: Sequence[int] = (),
    many: bool = False,
    required: bool = False,
    codes: Sequence[Code] = (),
) -> int:
    """Add a role inside a step that is open already and return its id; raises as `add` does.

    Args:
        labels: ids of the labels whose spans fill it.
        codes: pairs of code and meaning.
    """
    store, at = step.store, now()
    row = {
        "uid": new_uid(),
        "name": _check_name(store, name),
        "kind": _one_of(kind, ROLE_KINDS, "a kind of role"),
        **_values(slot=slot, definition=definition, many=many, required=required, codes=codes),
        "position": words_of.next_position(store, "role"),
        "created": at,
        "changed": at,
    }
    role_id = step.insert("role", row)
    set_labels(step, role_id, labels)
    return role_id


def edit(
    store: Store,
    role_id: int,
    *,
    name: str | None = None,
    kind: RoleKind | None = None,
    slot: Slot | None = None,
    definition: str | None = None,
    labels: Sequence[int] | None = None,
    many: bool | None = None,
    required: bool | None = None,
    codes: Sequence[Code] | None = None,
) -> Changes:
    """Change what is given as one step, and leave what is None.

    Raises:
        UserError: the role is gone, a value is refused as in `add`, the kind is to change while the role is filled
            in events, or an event has several of a role that is to take one.
    """
    old = get(store, role_id)
    values = _values(slot=slot, definition=definition, many=many, required=required, codes=codes)
    if name is not None:
        values["name"] = _check_name(store, name, other_than=role_id)
    if kind is not None and kind != old.kind:
        _refuse_filled(store, old)
        values["kind"] = _one_of(kind, ROLE_KINDS, "a kind of role")
    if many is False and old.many:
        _refuse_several(store, old)
    summary = f"Rename {old.name} to {values['name']}" if list(values) == ["name"] else f"Edit role {old.name}"
    with journal.step(store, "role", summary) as step:
        present = store.db.table("role").get(role_id)
        if any(present[key] != value for key, value in values.items()):
            step.update("role", role_id, **values, changed=now())
        if labels is not None:
            set_labels(step, role_id, labels)
        if (new := values.get("name", old.name)) != old.name:
            rename_in_checks(step, old.name, new)
        return step.changes


def reorder(store: Store, role_ids: Sequence[int]) -> Changes:
    """Put the roles into the order given."""
    with journal.step(store, "role", "Reorder the roles") as step:
        for position, role_id in enumerate(role_ids, start=1):
            step.update("role", role_id, position=position)
        return step.changes


def retire(store: Store, role_id: int) -> Changes:
    """Offer a role no longer; what fills it in events stays."""
    return _set_retired(store, role_id, f"Retire role {get(store, role_id).name}", 1)


def restore(store: Store, role_id: int) -> Changes:
    """Offer a retired role again."""
    return _set_retired(store, role_id, f"Restore role {get(store, role_id).name}", 0)


def set_labels(step: journal.Step, role_id: int, label_ids: Sequence[int]) -> None:
    """Say inside an open step which labels' spans fill a role."""
    rows = step.store.rows("SELECT id, label_id FROM role_label WHERE role_id = ?", (role_id,))
    present = {label_id: row_id for row_id, label_id in rows}
    _refuse_gone(step, "label", label_ids)
    for label_id in present.keys() - set(label_ids):
        step.delete("role_label", present[label_id])
    for label_id in dict.fromkeys(label_ids):
        if label_id not in present:
            step.insert("role_label", {"role_id": role_id, "label_id": label_id})


def _refuse_gone(step: journal.Step, table: str, ids: Iterable[int]) -> None:
    if not {row[0] for row in step.store.rows(f"SELECT id FROM {table}")}.issuperset(ids):
        raise UserError(f"A {table} chosen here is gone from the codebook; choose again.")


# Checks on fields


def checks(store: Store) -> list[tuple[str, str]]:
    """Return the checks on fields, "fatalities.low <= fatalities.best", each with what is said when it fails."""
    found = store.rows("SELECT rule, message FROM field_check ORDER BY id")
    return [(str(rule), str(message)) for rule, message in found]


def insert_check(step: journal.Step, rule: str, message: str) -> None:
    """Add a check inside an open step; one that is there already is left as it is."""
    rule = words_of.plain_text(rule)
    if not step.store.value("SELECT 1 FROM field_check WHERE rule = ?", (rule,)):
        step.insert("field_check", {"uid": new_uid(), "rule": rule, "message": words_of.plain_text(message)})


def rename_in_checks(step: journal.Step, old: str, new: str) -> None:
    """Let the checks follow a role to its new name, inside an open step; one that then stands there twice goes.

    Raises:
        UserError: the new name cannot be written in a check.
    """
    plain = re.escape(old)
    pattern = re.compile(rf'(?:"\s*{plain}\s*"|(?<![\w"]){plain}(?![\w"]))(?=\s*\.)', re.IGNORECASE)
    written = new if re.fullmatch(r"[^\W\d]\w*", new) else f'"{new}"'
    for row_id, rule in step.store.rows("SELECT id, rule FROM field_check ORDER BY id"):
        changed = pattern.sub(lambda _: written, rule)
        if changed == rule:
            continue
        if '"' in new:
            raise UserError(f"The check “{rule}” names {old}; in checks a name cannot hold a quotation mark.")
        if step.store.value("SELECT 1 FROM field_check WHERE rule = ? AND id <> ?", (changed, row_id)):
            step.delete("field_check", row_id)
        else:
            step.update("field_check", row_id, rule=changed)


def _set_retired(store: Store, role_id: int, summary: str, retired: int) -> Changes:
    if get(store, role_id).retired == bool(retired):
        return Changes()
    with journal.step(store, "role", summary) as step:
        step.update("role", role_id, retired=retired, changed=now())
        return step.changes


def _values(
    *,
    slot: str | None,
    definition: str | None,
    many: bool | None,
    required: bool | None,
    codes: Iterable[Code] | None,
) -> dict[str, Any]:
    """Return the columns for what is given."""
    given = {
        "slot": None if slot is None else _one_of(slot, SLOTS, "a column of the tables"),
        "definition": None if definition is None else words_of.plain_text(definition),
        "many": None if many is None else int(many),
        "required": None if required is None else int(required),
        "codes": None if codes is None else words_of.dump(_check_codes(codes)),
    }
    return {name: value for name, value in given.items() if value is not None}


def _check_codes(codes: Iterable[Code]) -> tuple[Code, ...]:
    plain = [(words_of.plain_text(code), words_of.plain_text(meaning)) for code, meaning in codes]
    kept = [pair for pair in plain if any(pair)]
    for code, meaning in kept:
        if not code:
            raise UserError(f"“{meaning}” has no code; write the code before its meaning.")
        if sum(code == other for other, _ in kept) > 1:
            raise UserError(f"The code {code} is there twice; each code stands once.")
    return tuple(kept)


def _one_of(value: str, known: Sequence[str], what: str) -> str:
    if value not in known:
        raise UserError(f"{value} is not {what}; use one of {', '.join(each for each in known if each)}.")
    return value


def _check_name(store: Store, name: str, *, other_than: int = 0) -> str:
    plain = words_of.check_name(name, what="A role", most=60)
    for (other,) in store.rows("SELECT name FROM role WHERE id <> ?", (other_than,)):
        if str(other).casefold() == plain.casefold():
            raise UserError(f"There is a role {other} already; choose another name.")
    return plain


def _refuse_filled(store: Store, role: Role) -> None:
    filled = store.value("SELECT count(*) FROM argument WHERE role_id = ?", (role.id,))
    if filled:
        raise UserError(
            f"{role.name} is filled {filled:,} times, so it stays of kind {role.kind}; add another role instead."
        )


def _refuse_several(store: Store, role: Role) -> None:
    several = store.value(
        "SELECT count(*) FROM (SELECT 1 FROM argument WHERE role_id = ? GROUP BY event_id HAVING count(*) > 1)",
        (role.id,),
    )
    if several:
        events = "An event has" if several == 1 else f"{several:,} events have"
        raise UserError(f"{events} several of {role.name}; leave one in each before it takes only one.")
