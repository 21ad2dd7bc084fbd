"""Changes of the codebook that take coding along: merge and split. Each is one undoable step.

They bear on every coder's spans and events: the codebook is everybody's, and a name that is gone is gone for all. What
each would touch is counted by `labels.codebook_preview` first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from corpus import journal
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.store import Store
from corpus.uid import now
from labels import codebook_words as words_of
from labels import event_types, labels, roles
from labels.codebook_preview import TWINS, spans_with
from labels.event_type import EventType

_PATTERN = "kind || char(10) || body"  # what makes patterns of one label the same
_FLAGGED: dict[str, dict[str, Any]] = {"type_role": {"required": 1}, "pattern": {"off": 0}}  # wins when one has it
_SAID = 'SELECT id, article_id, coder_id, start, "end" FROM verdict WHERE {} IN (?, ?) ORDER BY created, id'
_DENIED = (
    'SELECT verdict.id FROM verdict JOIN span USING (article_id, coder_id, start, "end", label_id) '
    "WHERE verdict.label_id = ? AND verdict = 'rejected' ORDER BY verdict.id"
)


def set_label_examples(store: Store, label_id: int, examples: Sequence[str]) -> Changes:
    """Write down phrases with what a label marks in [brackets]."""
    label, kept = labels.get(store, label_id), words_of.plain_list(examples)
    if label.examples == kept:
        return Changes()
    with journal.step(store, "label", f"Examples of {label.name}") as step:
        step.update("label", label_id, examples=words_of.dump(kept), changed=now())
        return step.changes


def merge_labels(store: Store, label_id: int, into: int) -> Changes:
    """Let all spans of a label be another's; the label leaves the codebook.

    Where a coder has both on the same words, one span stays and has what was noted on either; triggers and arguments
    follow to it. Roles that the label filled are filled by the other. Its examples join the other's; a key that the
    other lacks is handed over. A pattern that both have is on if either is. Where a coder said something to both on the
    same words, what they said last holds; nothing that they coded counts as rejected.

    Raises:
        UserError: they are one label, one is gone, or the other is retired.
    """
    old, new = labels.get(store, label_id), labels.get(store, into)
    _refuse_merge(old.id == new.id, new.name, retired=new.retired)
    with journal.step(store, "label", f"Merge {old.name} into {new.name}") as step:
        every = store.rows("SELECT id FROM span WHERE label_id = ?", (label_id,))
        _relabel(step, [int(row[0]) for row in every], label_id, into)
        _hand_over(step, "role_label", "role_id", "label_id", label_id, into)
        _hand_over(step, "pattern", _PATTERN, "label_id", label_id, into)
        _hand_verdicts(step, "label_id", label_id, into)
        for (child,) in store.rows("SELECT id FROM label WHERE parent_id = ?", (label_id,)):
            step.update("label", child, parent_id=into if child != into else None)
        step.delete("label", label_id)
        key = old.key if not old.retired and not new.key else new.key
        examples = words_of.plain_list((*new.examples, *old.examples))
        step.update("label", into, key=key, examples=words_of.dump(examples))
        return step.changes


def split_label(
    store: Store, label_id: int, surfaces: Collection[str], *, into: int | None = None, name: str = "", colour: str = ""
) -> Changes:
    """Let those spans of a label that stand on these very words be another's, or a new one's.

    Args:
        into: id of the other label; None makes a new one of this `name` and `colour` that fills the same roles.

    Raises:
        UserError: no such span is there, the name is refused, or the other is the same label, gone or retired.
    """
    old = labels.get(store, label_id)
    chosen = spans_with(store, label_id, surfaces)
    if not chosen:
        raise UserError(f"No span of {old.name} stands on these words; choose others.")
    other = labels.get(store, into) if into is not None else None
    if other is not None:
        _refuse_merge(other.id == old.id, other.name, retired=other.retired)
    else:
        _refuse_taken(store, name)
    called = other.name if other else words_of.plain_name(name)
    with journal.step(store, "label", f"Split {called} from {old.name}") as step:
        if other is None:
            into = labels.insert(step, name, kind=old.kind, colour=colour or old.colour)
            for (role_id,) in store.rows("SELECT role_id FROM role_label WHERE label_id = ?", (label_id,)):
                step.insert("role_label", {"role_id": role_id, "label_id": into})
        assert into is not None
        _relabel(step, chosen, label_id, into)
        return step.changes


def _refuse_taken(store: Store, name: str) -> None:
    wanted = words_of.plain_name(name).casefold()
    for each in labels.by_name(store):
        if each.casefold() == wanted:
            raise UserError(f"There is a label {each} already; choose another name, or that label.")


def merge_types(store: Store, type_id: int, into: int) -> Changes:
    """Let all events of a type be another's; what is below it moves below the other; the type leaves the codebook.

    Its trigger words and examples join the other's; its code is handed over where the other has none.

    Raises:
        UserError: they are one type, the other is gone, retired or below the first, or both have a type of the same
            name below them.
    """
    types = event_types.all_types(store, retired=True)
    old, new = event_types.get(store, type_id), event_types.get(store, into)
    _refuse_merge(old.id == new.id, new.name, retired=new.retired)
    _refuse_tangle(types, old, new)
    with journal.step(store, "event_type", f"Merge {old.name} into {new.name}") as step:
        for (event_id,) in store.rows("SELECT id FROM event WHERE event_type_id = ?", (type_id,)):
            step.update("event", event_id, event_type_id=into, changed=now())
        for each in event_types.children(types, type_id):
            step.update("event_type", each.id, parent_id=into, changed=now())
        for (row_id,) in store.rows("SELECT id FROM type_role WHERE event_type_id = ?", (type_id,)):
            step.delete("type_role", row_id)
        _hand_verdicts(step, "event_type_id", type_id, into)
        step.delete("event_type", type_id)
        step.update("event_type", into, **_joined_type(old, new))
        return step.changes


def split_type(
    store: Store, type_id: int, triggers: Collection[str], *, into: int | None = None, name: str = ""
) -> Changes:
    """Let those events of a type whose triggers are these very words be another's, or a new one's beside it.

    Args:
        triggers: words of trigger spans; "" stands for events without a trigger.
        into: id of the other type; None makes a new one of this `name`, with the same roles.

    Raises:
        UserError: no such event is there, the name is refused, or the other is the same type, gone or retired.
    """
    old = event_types.get(store, type_id)
    other = event_types.get(store, into) if into is not None else None
    wanted = set(triggers)
    rows = store.rows(
        "SELECT event.id, coalesce(surface, '') FROM event LEFT JOIN span ON span.id = trigger_span_id "
        "WHERE event_type_id = ?",
        (type_id,),
    )
    chosen = [int(event_id) for event_id, words in rows if words in wanted]
    if not chosen:
        raise UserError(f"No event of {old.name} has such a trigger; choose others.")
    if other is not None:
        _refuse_merge(other.id == old.id, other.name, retired=other.retired)
    called = other.name if other else words_of.plain_name(name)
    with journal.step(store, "event_type", f"Split {called} from {old.name}") as step:
        if other is None:
            into = event_types.insert(step, name, parent_id=old.parent_id, colour=old.colour)
            roles.set_for_type(step, into, roles.of_types(store).get(type_id, []))
        for event_id in chosen:
            step.update("event", event_id, event_type_id=into, changed=now())
        return step.changes


def _refuse_tangle(types: list[EventType], old: EventType, new: EventType) -> None:
    if new in event_types.branch(types, old.id):
        raise UserError(f"{new.name} is below {old.name}; move it elsewhere first.")
    taken = {each.name.casefold() for each in event_types.children(types, new.id) if each.id != old.id}
    for each in event_types.children(types, old.id):
        if each.name.casefold() in taken:
            raise UserError(f"{old.name} and {new.name} both have a type {each.name} below them; merge those first.")


def _joined_type(old: EventType, new: EventType) -> dict[str, Any]:
    values: dict[str, Any] = {
        "words": words_of.dump(words_of.plain_list((*new.words, *old.words))),
        "examples": words_of.dump(words_of.plain_list((*new.examples, *old.examples))),
    }
    return values | ({"code": old.code} if old.code and not new.code else {})


def merge_roles(store: Store, role_id: int, into: int) -> Changes:
    """Let what fills a role fill another; the role leaves the codebook, its labels, types and codes go to the other.

    What an event has in both is kept once. Where it then has several, the other takes several from now on.

    Raises:
        UserError: they are one role, one is gone, the other is retired, or they are of different kinds and filled.
    """
    old, new = roles.get(store, role_id), roles.get(store, into)
    _refuse_merge(old.id == new.id, new.name, retired=new.retired)
    filled = store.rows("SELECT * FROM argument WHERE role_id = ? ORDER BY event_id, ordinal, id", (role_id,))
    if filled and old.kind != new.kind:
        raise UserError(
            f"{old.name} takes a {old.kind} and {new.name} a {new.kind}; only roles of one kind are merged."
        )
    with journal.step(store, "role", f"Merge role {old.name} into {new.name}") as step:
        several = _refill(step, role_id, into)
        _hand_over(step, "role_label", "label_id", "role_id", role_id, into)
        _hand_over(step, "type_role", "event_type_id", "role_id", role_id, into)
        roles.rename_in_checks(step, old.name, new.name)
        step.delete("role", role_id)
        known = {code for code, _ in new.codes}
        codes = (*new.codes, *(pair for pair in old.codes if pair[0] not in known))
        step.update("role", into, codes=words_of.dump(codes), many=int(new.many or several))
        return step.changes


def _refuse_merge(same: bool, name: str, *, retired: bool) -> None:
    if same:
        raise UserError(f"{name} cannot be merged into itself; choose another.")
    if retired:
        raise UserError(f"{name} is retired; restore it first, or choose another.")


def _relabel(step: journal.Step, span_ids: Iterable[int], label_id: int, into: int) -> None:
    """Give spans another label, all coders'; those that are there already join the one that is."""
    chosen, at = set(span_ids), now()
    twins = step.store.rows(f"SELECT gone.id, kept.id {TWINS}", (into, label_id))
    for gone, kept in twins:
        if gone in chosen:
            _join_spans(step, gone, kept)
            chosen.discard(gone)
    for span_id in sorted(chosen):
        step.update("span", span_id, label_id=into, changed=at)


def _join_spans(step: journal.Step, gone: int, kept: int) -> None:
    store = step.store
    for (event_id,) in store.rows("SELECT id FROM event WHERE trigger_span_id = ?", (gone,)):
        step.update("event", event_id, trigger_span_id=kept)
    same = "SELECT 1 FROM argument WHERE event_id = ? AND role_id = ? AND span_id = ?"
    for row_id, event_id, role_id in store.rows(
        "SELECT id, event_id, role_id FROM argument WHERE span_id = ?", (gone,)
    ):
        if store.value(same, (event_id, role_id, kept)):
            step.delete("argument", row_id)
        else:
            step.update("argument", row_id, span_id=kept)
    (old, new) = (
        store.row("SELECT note, certainty FROM span WHERE id = ?", (each,)) or ("", "") for each in (gone, kept)
    )
    notes = dict.fromkeys(note for note in (new[0], old[0]) if note)
    step.update("span", kept, note="\n".join(notes), certainty=new[1] or old[1])
    step.delete("span", gone)


def _hand_over(step: journal.Step, table: str, other: str, column: str, old: int, new: int) -> None:
    """Let rows that join two things speak of `new` instead of `old`; one that is there already stays, and is enough."""
    flag = {"type_role": "required", "pattern": "NOT off"}.get(table, "0")
    present = dict(step.store.rows(f"SELECT {other}, id FROM {table} WHERE {column} = ?", (new,)))
    for row_id, key, flagged in step.store.rows(f"SELECT id, {other}, {flag} FROM {table} WHERE {column} = ?", (old,)):
        if key not in present:
            step.update(table, row_id, **{column: new})
            continue
        step.delete(table, row_id)
        if flagged:
            step.update(table, present[key], **_FLAGGED[table])


def _hand_verdicts(step: journal.Step, column: str, old: int, new: int) -> None:
    """Let what coders said to suggestions bear on `new` from now on; of what is said twice the newest stays."""
    newest: dict[tuple[int, ...], int] = {}
    rows = step.store.rows(_SAID.format(column), (old, new))
    for row_id, *place in rows:
        newest[tuple(place)] = row_id
    for row_id, *place in rows:
        if newest[tuple(place)] != row_id:
            step.delete("verdict", row_id)
    for row_id in newest.values():
        if step.store.value(f"SELECT {column} FROM verdict WHERE id = ?", (row_id,)) == old:
            step.update("verdict", row_id, **{column: new})
    if column == "label_id":
        for (row_id,) in step.store.rows(_DENIED, (new,)):
            step.delete("verdict", row_id)


def _refill(step: journal.Step, role_id: int, into: int) -> bool:
    """Let arguments fill another role, after those that do; return whether an event has several of it then."""
    columns = 'span_id, start, "end", text, value, entity_id, place_id'
    several = False
    rows = step.store.rows(
        f"SELECT id, event_id, {columns} FROM argument WHERE role_id = ? ORDER BY ordinal, id", (role_id,)
    )
    for row_id, event_id, *values in rows:
        there = step.store.rows(
            f"SELECT ordinal, {columns} FROM argument WHERE event_id = ? AND role_id = ?", (event_id, into)
        )
        if any(list(each[1:]) == values for each in there):
            step.delete("argument", row_id)
            continue
        several = several or bool(there)
        step.update("argument", row_id, role_id=into, ordinal=1 + max((each[0] for each in there), default=-1))
    return several
