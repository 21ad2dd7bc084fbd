"""What a suggested event says: the roles that a model filled, the others as `labels.drafts` fills them, all resolved.

On a coder's own spans the rules miss actor and target more often than the model does (`benchmarks/event_roles.py`), so
what it says of these stands alone; for dates, places and numbers the rules look further than the model can.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from corpus.article import Article
from corpus.store import Store
from labels import drafts, event_types, roles, spans, verdicts
from labels import labels as label_rows
from labels.draft_argument import argument
from labels.event import ArgumentDraft, EventDraft
from labels.resolver import NullResolver, Resolver
from labels.role import Role
from labels.span import Span
from labels.suggestion import EventSuggestion

_AHEAD = ("planned", "threatened", "hypothetical")
_NEAR = 12  # other places that help to tell which place is meant
_PROPOSED = 'SELECT start, "end", label_id FROM suggestion WHERE article_id = ? AND origin = ? ORDER BY start, "end"'

Key = tuple[int, int, int]  # start and end in code points, label


def draft_of(
    store: Store, article: Article, suggestion: EventSuggestion, *, resolver: Resolver | None = None
) -> EventDraft:
    """Return the event that accepting a suggestion writes; nothing is written here.

    What rests on words that carry no span of the coder's yet has a range and no `span_id`.
    """
    known = {role.id: role for role in roles.all_roles(store)}
    said = _open_arguments(store, suggestion, known)
    coded = spans.of_article(store, article.id, coder_id=store.coder_id)
    labels = label_rows.all_labels(store)
    ghosts = list(_ghosts(store, article, suggestion, said, coded))
    triggers = [label.id for label in labels if label.kind == "event"]
    trigger = next((span for span in coded if span.range == _range(suggestion) and span.label_id in triggers), None)
    rests = trigger or _ghost(article, 0, (*_range(suggestion), next(iter(triggers), 0)))
    base = drafts.draft(
        article, [*coded, *ghosts, rests], types=event_types.all_types(store),
        roles_for=lambda type_id: roles.for_type(store, type_id), labels=labels, trigger=rests,
        guess_type=lambda _: suggestion.type_id, resolver=resolver,
    )  # fmt: skip
    filled = _merged(article, base, said, known, resolver or NullResolver())
    return replace(
        base, trigger_span_id=trigger.id if trigger else None, arguments=tuple(map(_settled, filled)),
        origin=suggestion.origin,
    )  # fmt: skip


def _range(suggestion: EventSuggestion) -> tuple[int, int]:
    return suggestion.start, suggestion.end


def _open_arguments(
    store: Store, suggestion: EventSuggestion, known: dict[int, Role]
) -> list[tuple[Role, tuple[int, int]]]:
    """Return what the model filled, without the words of which the coder said that they do not carry such a label."""
    no = verdicts.rejected(store, suggestion.article_id)
    return [
        (known[role_id], (start, end))
        for role_id, start, end, _ in suggestion.arguments
        if role_id in known and not any((start, end, label) in no for label in known[role_id].labels)
    ]


def _ghosts(
    store: Store,
    article: Article,
    suggestion: EventSuggestion,
    said: Sequence[tuple[Role, tuple[int, int]]],
    coded: Sequence[Span],
) -> Iterator[Span]:
    """Yield spans that are only proposed, with numbers below 0: rules may fill roles with them too."""
    there: set[Key] = {(*span.range, span.label_id) for span in coded}
    there |= verdicts.rejected(store, article.id)
    rows = store.rows(_PROPOSED, (article.id, suggestion.origin))
    proposed = [(row[0], row[1], row[2]) for row in rows if row[1] <= len(article.text)]
    proposed += [
        (*place, label) for role, place in said for label in role.labels[:1] if not _labelled(place, role, there)
    ]
    for number, key in enumerate(dict.fromkeys(proposed), start=1):
        if key not in there and key[:2] != _range(suggestion):
            yield _ghost(article, -number, key)


def _labelled(place: tuple[int, int], role: Role, there: Collection[Key]) -> bool:
    return any((*place, label) in there for label in role.labels)


def _ghost(article: Article, number: int, key: Key) -> Span:
    start, end, label_id = key
    words = article.text[start:end]
    return Span(number, "", article.id, start, end, label_id, "", 0, "", "", words, "", "", False, "", "")


def _merged(
    article: Article,
    base: EventDraft,
    said: Sequence[tuple[Role, tuple[int, int]]],
    known: dict[int, Role],
    resolver: Resolver,
) -> list[ArgumentDraft]:
    """Return the model's arguments and those of the rules that do not contradict them, in the order of roles."""
    if not said:
        return list(base.arguments)
    taken, theirs = {place for _, place in said}, {role.id for role, _ in said}
    pair = {role.id for role in known.values() if role.slot in ("actor", "target")}
    by_rule = {(each.role_id, each.start, each.end): each for each in base.arguments}
    found = [
        each for each in base.arguments if each.role_id not in theirs | pair and (each.start, each.end) not in taken
    ]
    found += [by_rule.get((role.id, *place)) or _resolved(article, base, role, place, resolver) for role, place in said]
    order = list(known)
    return sorted(found, key=lambda each: (order.index(each.role_id), each.start or 0))


def _resolved(
    article: Article, base: EventDraft, role: Role, place: tuple[int, int], resolver: Resolver
) -> ArgumentDraft:
    days = (str(each.value.get("start") or "") for each in base.arguments if "precision" in each.value)
    others = (each.text for each in base.arguments if each.place_id is not None or "geonameid" in each.value)
    return argument(
        role, place, article=article, resolver=resolver, ahead=base.status in _AHEAD,
        on=next((day for day in days if day), article.published[:10]), near=tuple(dict.fromkeys(others))[:_NEAR],
    )  # fmt: skip


def _settled(each: ArgumentDraft) -> ArgumentDraft:
    """Leave out the number of a span that is only proposed."""
    return replace(each, span_id=None) if each.span_id is not None and each.span_id <= 0 else each
