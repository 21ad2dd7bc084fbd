"""What an event still lacks, in words for its card. It warns and never blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.errors import UserError
from labels import check_rule
from labels.event import Event
from labels.role import Role


def warnings(event: Event, roles: Sequence[Role], checks: Iterable[tuple[str, str]] = ()) -> list[str]:
    """Return one short sentence for everything that an event lacks or that contradicts itself.

    Args:
        roles: the roles of its type (`roles.for_type`).
        checks: the codebook's field checks, rule and message (`roles.checks`).
    """
    filled = {argument.role_id for argument in event.arguments}
    lacking = [f"{role.name} is required." for role in roles if role.required and role.id not in filled]
    return ([] if event.type_id else ["No event type is chosen."]) + lacking + failed(event, checks)


def failed(event: Event, checks: Iterable[tuple[str, str]]) -> list[str]:
    """Return the messages of the field checks that the event does not meet."""
    return [message or f"{rule} does not hold." for rule, message in checks if _holds(rule, event) is False]


def _holds(rule: str, event: Event) -> bool | None:
    try:
        read = check_rule.parse(rule)
    except UserError:  # written by a newer Dateline or by hand: no ground for blaming the event
        return None
    return read.holds(event)
