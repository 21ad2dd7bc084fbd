"""Linking what fills a role to an actor of the project's list, and taking names from the coding into the list."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import journal
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.store import Store
from corpus.uid import now
from labels import entities
from labels.entity import Alias, EntityDraft
from labels.entity_groups import NameGroup


def link(store: Store, argument_id: int, entity_id: int | None, *, keep_name: bool = False) -> Changes:
    """Say which actor fills a role, or with None that it is nobody on the list.

    Args:
        keep_name: the words in the role become one of the actor's names, in the same step.

    Raises:
        UserError: the role or actor is gone, or the event is another coder's.
    """
    words, event_id = _argument(store, argument_id)
    name = entities.get(store, entity_id).name if entity_id else "no actor"
    with journal.step(store, "event", f"“{words}” is {name}") as step:
        if entity_id and keep_name:
            entities.put_aliases(step, entity_id, [Alias(words)])
        _put(step, argument_id, event_id, entity_id)
        return step.changes


def link_new(store: Store, argument_id: int, draft: EntityDraft | None = None) -> Changes:
    """Put a new actor on the list, called as the words in the role unless a draft says more, and link the role to it.

    Raises:
        UserError: the role is gone, the event is another coder's, or there is an actor of that name.
    """
    words, event_id = _argument(store, argument_id)
    draft = draft or EntityDraft(words)
    aliases = draft.aliases if entities.plain_name(words) == entities.plain_name(draft.name) else (Alias(words),)
    with journal.step(store, "event", f"Add actor {entities.plain_name(draft.name)} for “{words}”") as step:
        entity_id = entities.insert(step, draft)
        entities.put_aliases(step, entity_id, aliases)
        _put(step, argument_id, event_id, entity_id)
        return step.changes


def accept(store: Store, group: NameGroup, *, names: Sequence[str] = ()) -> Changes:
    """Make the names of a group one actor: a new one, or the one that has some of them already.

    Args:
        names: those that are meant, when not all are.

    Raises:
        UserError: several actors have the names; they are to be merged first.
    """
    wanted = [name for name, _ in group.names if not names or name in names]
    if len(group.entity_ids) > 1:
        both = ", ".join(entity.name for entity in entities.many(store, group.entity_ids))
        raise UserError(f"{both} are different actors on the list; merge them first.")
    if not wanted:
        return Changes()
    with journal.step(store, "actor", f"{len(wanted)} names are one actor") as step:
        if group.entity_ids:
            entities.put_aliases(step, group.entity_ids[0], map(Alias, wanted))
        else:
            longest = max(wanted[:3], key=len)  # the full name rather than its initials, among the frequent ones
            entities.insert(step, EntityDraft(longest, aliases=tuple(map(Alias, wanted))))
        return step.changes


def _argument(store: Store, argument_id: int) -> tuple[str, int]:
    row = store.row(
        "SELECT text, event_id, event.coder_id, coder.name FROM argument JOIN event ON event.id = event_id "
        "JOIN coder ON coder.id = event.coder_id WHERE argument.id = ?",
        (argument_id,),
    )
    if row is None:
        raise UserError("That role is empty now; look at the event again.")
    if row[2] != store.coder_id:
        raise UserError(f"That event is {row[3]}'s; a coder changes only their own.")
    return row[0], row[1]


def _put(step: journal.Step, argument_id: int, event_id: int, entity_id: int | None) -> None:
    step.update("argument", argument_id, entity_id=entity_id)
    if step.changes:
        step.update("event", event_id, changed=now())
