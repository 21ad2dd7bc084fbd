"""All SQL on assignments: who codes what, in which order, and what is held out."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from pyroaring import BitMap

from corpus import journal, stored_json
from corpus.assignment import LONGEST_NAME, Assignment, Purpose
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.sampling import one_of_each_group
from corpus.store import Store
from corpus.text import clean_text
from corpus.uid import new_uid, now

_QUICK = 100_000  # characters in which the ids of the articles are kept
_COLUMNS = "SELECT id, name, purpose, articles, how, closed FROM assignment"


def all_assignments(store: Store) -> list[Assignment]:
    """Return them, open ones first, newest first."""
    coders = _coders(store)
    rows = store.rows(f"{_COLUMNS} ORDER BY closed, id DESC")
    return [_read(row, coders.get(row[0], ())) for row in rows]


def is_quick(store: Store) -> bool:
    """Whether all assignments together are so small that reading them takes no time worth a word."""
    return int(store.value("SELECT coalesce(sum(length(articles)), 0) FROM assignment")) <= _QUICK


def get(store: Store, assignment_id: int) -> Assignment:
    """Return one assignment.

    Raises:
        UserError: it is gone.
    """
    row = store.row(f"{_COLUMNS} WHERE id = ?", (assignment_id,))
    if row is None:
        raise UserError("That assignment is gone; somebody has removed it since.")
    return _read(row, _coders(store).get(assignment_id, ()))


def held_out(store: Store) -> BitMap:
    """Return the articles that are kept from coders for now."""
    rows = store.rows("SELECT articles FROM assignment WHERE purpose = 'hold-out' AND closed = 0")
    return BitMap.union(BitMap(), *(BitMap(_ids(text)) for (text,) in rows))


def of_coder(store: Store) -> list[Assignment]:
    """Return the present coder's open assignments, the oldest first: their queue."""
    mine = [each for each in all_assignments(store) if store.coder_name in each.coders and each.purpose == "coding"]
    return [each for each in reversed(mine) if not each.closed]


def taken(store: Store) -> BitMap:
    """Return the articles that belong to an assignment already, held out or to be coded."""
    rows = store.rows("SELECT articles FROM assignment WHERE closed = 0")
    return BitMap.union(BitMap(), *(BitMap(_ids(text)) for (text,) in rows))


def free(store: Store, among: BitMap, *, once: bool = True, free_only: bool = True) -> BitMap:
    """Return those of some articles that an assignment may be drawn from.

    Args:
        once: of near-copies one only, and none of what is left out.
        free_only: leave out what an open assignment has already.
    """
    others = taken(store) if free_only else held_out(store)
    return one_of_each_group(store, among - others, besides=others) if once else among - others


def deal(article_ids: Sequence[int], coders: Sequence[str], *, shared: int = 0) -> dict[str, list[int]]:
    """Deal articles out to coders in turn; the first `shared` go to every one of them, to see how far they agree."""
    common, rest = list(article_ids[:shared]), article_ids[shared:]
    return {coder: [*common, *rest[number :: len(coders)]] for number, coder in enumerate(coders)}


def add(
    store: Store,
    parts: Sequence[tuple[str, Sequence[int], Sequence[str]]],
    *,
    purpose: Purpose = "coding",
    how: dict[str, Any] | None = None,
) -> Changes:
    """Make assignments, in one step: a name, the articles in their order, the coders of each.

    Raises:
        UserError: a name is missing, too long or taken; an assignment has no articles.
    """
    names = [_checked(store, name) for name, _, _ in parts]
    if len(set(map(str.casefold, names))) < len(names):
        raise UserError("Two assignments cannot have the same name.")
    empty = next((name for name, (_, ids, _) in zip(names, parts, strict=True) if not len(ids)), None)
    if empty is not None:
        raise UserError(f"There are no articles for {empty}; choose others.")
    verb = "Hold out" if purpose == "hold-out" else "Assign"
    summary = f"{verb} {names[0]}" if len(names) == 1 else f"{verb} {len(names)} sets of articles"
    with journal.step(store, "assignment", summary) as step:
        for name, (_, ids, coders) in zip(names, parts, strict=True):
            _insert(step, name, ids, coders, purpose, how or {})
        return step.changes


def rename(store: Store, assignment_id: int, name: str) -> Changes:
    """Give an assignment another name.

    Raises:
        UserError: as for `add`; or it is gone.
    """
    old = get(store, assignment_id)
    name = _checked(store, name, but=assignment_id)
    with journal.step(store, "assignment", f"Rename {old.name} to {name}") as step:
        if name != old.name:
            step.update("assignment", assignment_id, name=name, changed=now())
        return step.changes


def give(store: Store, assignment_id: int, coders: Iterable[str]) -> Changes:
    """Say who codes an assignment.

    Raises:
        UserError: it is gone.
    """
    old = get(store, assignment_id)
    wanted = {store.ensure_coder(name) for name in coders}
    rows = store.rows("SELECT id, coder_id FROM assignment_coder WHERE assignment_id = ?", (assignment_id,))
    with journal.step(store, "assignment", f"Say who codes {old.name}") as step:
        for row_id, coder_id in rows:
            if coder_id not in wanted:
                step.delete("assignment_coder", row_id)
        for coder_id in sorted(wanted - {coder_id for _, coder_id in rows}):
            step.insert("assignment_coder", {"assignment_id": assignment_id, "coder_id": coder_id})
        return step.changes


def close(store: Store, assignment_id: int, *, closed: bool = True) -> Changes:
    """Put an assignment away, or open it again. A hold-out set that is closed comes into everybody's lists.

    Raises:
        UserError: it is gone.
    """
    old = get(store, assignment_id)
    verb = "Open" if not closed else "Let out" if old.purpose == "hold-out" else "Close"
    with journal.step(store, "assignment", f"{verb} {old.name}") as step:
        step.update("assignment", assignment_id, closed=int(closed), changed=now())
        return step.changes


def remove(store: Store, assignment_id: int) -> Changes:
    """Forget an assignment; no coding is touched.

    Raises:
        UserError: it is gone already.
    """
    old = get(store, assignment_id)
    with journal.step(store, "assignment", f"Remove the assignment {old.name}") as step:
        for (row_id,) in store.rows("SELECT id FROM assignment_coder WHERE assignment_id = ?", (assignment_id,)):
            step.delete("assignment_coder", row_id)
        step.delete("assignment", assignment_id)
        return step.changes


def _insert(
    step: journal.Step, name: str, ids: Sequence[int], coders: Sequence[str], purpose: Purpose, how: dict[str, Any]
) -> None:
    at = now()
    row = {"uid": new_uid(), "name": name, "purpose": purpose, "articles": json.dumps(list(ids)), "created": at}
    row |= {"how": json.dumps(how, ensure_ascii=False), "changed": at}
    assignment_id = step.insert("assignment", row)
    for coder_id in dict.fromkeys(step.store.ensure_coder(coder) for coder in coders):
        step.insert("assignment_coder", {"assignment_id": assignment_id, "coder_id": coder_id})


def _checked(store: Store, name: str, *, but: int = 0) -> str:
    name = " ".join(clean_text(name).split())
    if not name:
        raise UserError("The assignment needs a name.")
    if len(name) > LONGEST_NAME:
        raise UserError(f"A name has at most {LONGEST_NAME} characters.")
    rows = store.rows("SELECT id, name FROM assignment")
    if any(known.casefold() == name.casefold() for row_id, known in rows if row_id != but):
        raise UserError(f"There is an assignment called {name} already; choose another name.")
    return name


def _coders(store: Store) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    rows = store.rows(
        "SELECT assignment_id, name FROM assignment_coder JOIN coder ON coder.id = coder_id ORDER BY coder.name"
    )
    for assignment_id, name in rows:
        found[assignment_id] = (*found.get(assignment_id, ()), name)
    return found


def _read(row: Sequence[Any], coders: tuple[str, ...]) -> Assignment:
    assignment_id, name, purpose, articles, how, closed = row
    return Assignment(
        assignment_id, name, purpose, array("I", _ids(articles)), coders, stored_json.mapping(how), bool(closed)
    )


def _ids(text: str) -> list[int]:
    """Return the ids kept as JSON; of a damaged file what is left of them."""
    return [each for each in stored_json.items(text) if type(each) is int and 0 < each < 2**32]
