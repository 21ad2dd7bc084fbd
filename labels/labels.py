"""All SQL on labels. Every change of the codebook is one undoable step."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Container, Iterable, Sequence
from typing import Any

from pyroaring import BitMap

from corpus import facets, journal
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.progress import Progress, silent
from corpus.store import Store
from corpus.text import clean_text
from corpus.uid import new_uid, now
from labels import codebook_words
from labels.label import KIND_COLOURS, KINDS, RESERVED_KEYS, Kind, Label, kind_of

_COLUMNS = "id, uid, name, kind, definition, colour, key, position, parent_id, retired, examples"
_AT_ONCE = 500  # ids in one query
_COLOUR = re.compile("#[0-9a-f]{6}")


def all_labels(store: Store, *, retired: bool = False) -> list[Label]:
    """Return the labels in the codebook's order; the retired ones too when asked."""
    where = "" if retired else "WHERE retired = 0"
    rows = store.rows(f"SELECT {_COLUMNS} FROM label {where} ORDER BY position, id")
    return [_label(row) for row in rows]


def get(store: Store, label_id: int) -> Label:
    """Return one label.

    Raises:
        UserError: it is gone.
    """
    row = store.row(f"SELECT {_COLUMNS} FROM label WHERE id = ?", (label_id,))
    if row is None:
        raise UserError("That label is gone; choose another.")
    return _label(row)


def by_name(store: Store) -> dict[str, Label]:
    """Return every label, retired ones too, under its name; not those whose adding was undone."""
    gone = _left_over(store)
    return {label.name: label for label in all_labels(store, retired=True) if label.id not in gone}


def counts(store: Store, *, progress: Progress = silent) -> dict[int, int]:
    """Return the number of spans of each label in articles that are not removed; labels without spans are absent.

    Counts in the index of labels alone, and takes off what removed articles hold: these are few.

    Raises:
        Cancelled: `progress` asked to stop.
    """
    found = dict[int, int]()
    for (label_id,) in store.rows("SELECT id FROM label"):
        progress(len(found), None, "labels")
        found[label_id] = int(store.value("SELECT count(*) FROM span WHERE label_id = ?", (label_id,)))
    gone = store.rows("SELECT id FROM article WHERE removed <> 0") if _has_removed(store) else []
    for at in range(0, len(gone), _AT_ONCE):
        progress(at, len(gone), "articles")
        some = ", ".join(str(row[0]) for row in gone[at : at + _AT_ONCE])
        sql = f"SELECT label_id, count(*) FROM span WHERE article_id IN ({some}) GROUP BY label_id"
        for label_id, number in store.rows(sql):
            found[label_id] -= number
    return {label_id: number for label_id, number in found.items() if number}


def _has_removed(store: Store) -> bool:
    """Whether an article is removed, by the kept sets: the table itself is long."""
    everyone = BitMap.union(BitMap(), *facets.keys(store, "language").values())
    return bool(everyone - facets.ids(store, "article"))


def add(
    store: Store,
    name: str,
    *,
    kind: Kind | None = None,
    colour: str = "",
    key: str = "",
    definition: str = "",
    reserved: Container[str] = RESERVED_KEYS,
) -> Changes:
    """Add a label at the end; kind and colour are guessed from the name when not given.

    Args:
        reserved: keys that no label can have, since they do something else while coding.

    Raises:
        UserError: the name is taken (letter case apart) or not a name, or the key is taken or reserved.
    """
    _refuse_alike(store, name)
    with journal.step(store, "label", f"Add label {name.strip()}") as step:
        insert(step, name, kind=kind, colour=colour, key=key, definition=definition, reserved=reserved)
        return step.changes


def insert(
    step: journal.Step,
    name: str,
    *,
    kind: Kind | None = None,
    colour: str = "",
    key: str = "",
    definition: str = "",
    examples: Iterable[str] = (),
    reserved: Container[str] = RESERVED_KEYS,
) -> int:
    """Add a label inside a step that is open already and return its id.

    Names that differ by letter case only may stand side by side here: files that tell them apart keep them apart.
    """
    store, at = step.store, now()
    name = check_name(store, name)
    kind = kind or kind_of(name)
    row: dict[str, Any] = {
        "name": name,
        "kind": _check_kind(kind),
        "definition": clean_text(definition).strip(),
        "colour": _check_colour(colour or KIND_COLOURS[kind]),
        "key": _check_key(store, key, reserved=reserved),
        "position": codebook_words.next_position(store, "label"),
        "examples": json.dumps([clean_text(example) for example in examples], ensure_ascii=False),
        "changed": at,
    }
    if left := next((id_ for id_, other in _left_over(store).items() if other == row["name"]), None):
        step.update("label", left, **row, retired=0)
        return left
    return step.insert("label", {"uid": new_uid(), **row, "created": at})


def _left_over(store: Store) -> dict[int, str]:
    """Return id and name of labels whose adding was undone, and that only hidden spans keep in the file."""
    found = store.rows(
        "SELECT label.id, name FROM label JOIN change ON tbl = 'label' AND row_id = label.id AND before IS NULL "
        "JOIN step ON step.id = step_id WHERE retired = 1 AND state <> 0"
    )
    return {int(row[0]): str(row[1]) for row in found}


def rename(store: Store, label_id: int, name: str) -> Changes:
    """Give a label another name; its spans follow."""
    old = get(store, label_id).name
    _refuse_alike(store, name, other_than=label_id)
    return _update(
        store, label_id, f"Rename {old} to {name.strip()}", name=check_name(store, name, other_than=label_id)
    )


def recolour(store: Store, label_id: int, colour: str) -> Changes:
    """Give a label another colour, "#rrggbb"."""
    return _update(store, label_id, f"Recolour {get(store, label_id).name}", colour=_check_colour(colour))


def set_key(store: Store, label_id: int, key: str) -> Changes:
    """Give a label its key, or none with ""."""
    summary = f"Key of {get(store, label_id).name}"
    return _update(store, label_id, summary, key=_check_key(store, key, other_than=label_id))


def set_kind(store: Store, label_id: int, kind: Kind) -> Changes:
    """Say of what kind a label is."""
    return _update(store, label_id, f"Kind of {get(store, label_id).name}", kind=_check_kind(kind))


def define(store: Store, label_id: int, definition: str) -> Changes:
    """Write down when the label applies."""
    return _update(
        store, label_id, f"Definition of {get(store, label_id).name}", definition=clean_text(definition).strip()
    )


def edit(
    store: Store,
    label_id: int,
    *,
    name: str,
    kind: Kind,
    colour: str,
    key: str,
    definition: str,
    reserved: Container[str] = RESERVED_KEYS,
) -> Changes:
    """Change all that a label's form shows, as one step."""
    get(store, label_id)
    _refuse_alike(store, name, other_than=label_id)
    values = {
        "name": check_name(store, name, other_than=label_id),
        "kind": _check_kind(kind),
        "colour": _check_colour(colour),
        "key": _check_key(store, key, other_than=label_id, reserved=reserved),
        "definition": clean_text(definition).strip(),
    }
    return _update(store, label_id, f"Edit label {values['name']}", **values)


def retire(store: Store, label_id: int) -> Changes:
    """Offer a label no longer; its spans stay."""
    return _update(store, label_id, f"Retire {get(store, label_id).name}", retired=1, key="")


def restore(store: Store, label_id: int) -> Changes:
    """Offer a retired label again; without its key when another has taken that."""
    label = get(store, label_id)
    taken = store.value("SELECT 1 FROM label WHERE key = ? AND retired = 0 AND id <> ?", (label.key, label_id))
    return _update(store, label_id, f"Restore {label.name}", retired=0, key="" if taken else label.key)


def reorder(store: Store, label_ids: Sequence[int]) -> Changes:
    """Put the labels into the order given."""
    with journal.step(store, "label", "Reorder the labels") as step:
        for position, label_id in enumerate(label_ids, start=1):
            step.update("label", label_id, position=position)
        return step.changes


def _label(row: tuple[Any, ...]) -> Label:
    values = list(row)
    values[9], values[10] = bool(values[9]), codebook_words.load(values[10])
    return Label(*values)


def _update(store: Store, label_id: int, summary: str, **values: Any) -> Changes:
    old = store.db.table("label").get(label_id)
    if all(old[name] == value for name, value in values.items()):
        return Changes()
    with journal.step(store, "label", summary) as step:
        step.update("label", label_id, **values, changed=now())
        return step.changes


def plain_name(name: str) -> str:
    """Return a label's name in the one form it is kept in, however a file or keyboard wrote it."""
    return unicodedata.normalize("NFC", name.strip())


def check_name(store: Store, name: str, *, other_than: int = 0) -> str:
    """Return the name as it will be stored.

    Raises:
        UserError: it is empty, too long, holds invisible characters, or is taken.
    """
    plain = plain_name(name)
    if not 0 < len(plain) <= 60:
        raise UserError("A label's name has 1 to 60 characters.")
    if any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") for char in plain):
        raise UserError("A label's name cannot hold invisible characters; type it anew.")
    holder = store.value("SELECT id FROM label WHERE name = ? AND id <> ?", (plain, other_than))
    if holder and (other_than or holder not in _left_over(store)):
        raise UserError(f"There is a label {plain} already; choose another name.")
    return plain


def _refuse_alike(store: Store, name: str, *, other_than: int = 0) -> None:
    """Refuse a name that differs from another label's by letter case only: on screen they would be one."""
    wanted = plain_name(name).casefold()
    for label in by_name(store).values():
        if label.id != other_than and label.name.casefold() == wanted:
            raise UserError(f"There is a label {label.name} already; choose another name.")


def _check_kind(kind: str) -> str:
    if kind not in KINDS:
        raise UserError(f"{kind} is not a kind of label; use one of {', '.join(KINDS)}.")
    return kind


def _check_colour(colour: str) -> str:
    if not _COLOUR.fullmatch(colour.lower()):
        raise UserError(f"{colour} is not a colour; write it as #0f766e.")
    return colour.lower()


def _check_key(store: Store, key: str, *, other_than: int = 0, reserved: Container[str] = RESERVED_KEYS) -> str:
    key = key.strip().lower()
    if not key:
        return ""
    if len(key) > 1 or not (key in "0123456789" or key.isalpha()):
        raise UserError("A label's key is one digit or one letter.")
    if key in reserved:
        raise UserError(f"The key {key.upper()} does something else while coding; choose another.")
    holder = store.row("SELECT name FROM label WHERE key = ? AND retired = 0 AND id <> ?", (key, other_than))
    if holder:
        raise UserError(f"The key {key.upper()} belongs to {holder[0]}; choose another.")
    return key
