"""A whole event guessed from the labelled spans around a trigger or a sentence, for the analyst to accept or mend.

Nothing is written here, and nothing is sure: a draft takes what stands nearest and fits, and leaves the rest empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from corpus.article import Article
from corpus.errors import UserError
from labels.draft_argument import argument, code_of
from labels.draft_roles import Filling, ParsedWord, Parser, fill
from labels.draft_scene import Scene, scene_of
from labels.draft_status import certainty_of, is_ahead, is_historical, status_of
from labels.draft_types import past_types, type_from_words, type_guesser
from labels.event import ArgumentDraft, EventDraft, EventStatus
from labels.event_type import EventType
from labels.label import Label
from labels.resolve import dates
from labels.resolver import NullResolver, PlaceGuess, Resolver
from labels.role import Role
from labels.span import Span

__all__ = [
    "NullResolver",
    "ParsedWord",
    "Parser",
    "PlaceGuess",
    "Resolver",
    "argument",
    "code_of",
    "draft",
    "past_types",
    "type_from_words",
    "type_guesser",
]

_DATES_BACK = 8  # dated spans looked back over for "two days later"
_PLACES_NEAR = 12


def draft(
    article: Article,
    spans: Sequence[Span],
    *,
    types: Sequence[EventType],
    roles_for: Callable[[int | None], Sequence[Role]],
    labels: Iterable[Label],
    trigger: Span | None = None,
    at: tuple[int, int] | None = None,
    guess_type: Callable[[str], int | None] | None = None,
    resolver: Resolver | None = None,
    parser: Parser | None = None,
) -> EventDraft:
    """Return the event that rests on a trigger, on a range such as a sentence (`at`, code points), or on nothing.

    A range takes the first span of kind "event" in it for its trigger.

    Args:
        spans: the coder's spans of the article, in any order.
        types, labels, roles_for: the codebook; `roles_for` gives the roles of a type, or of none.
        guess_type: what to ask for the type of a trigger before the codebook's words, see `type_guesser`.
        parser: gives dependencies of a sentence, for actor and target; without one, voice and order must do.
    """
    known = list(labels)
    if trigger is None and at is not None:
        trigger = _trigger_in(spans, known, at)
    if trigger is None and at is None:
        return EventDraft()
    scene = scene_of(article.text, spans, known, trigger=trigger, at=at or (0, 0))
    words = trigger.surface if trigger else article.text[slice(*scene.sentence)]
    type_id = (guess_type(words) if guess_type else None) or type_from_words(types, words)
    status, ahead, certainty = _readings(scene) if trigger and _is_english(article) else ("happened", False, "")
    fillings = fill(scene, roles_for(type_id), parser=parser)
    arguments = _arguments(article, scene, fillings, resolver or NullResolver(), ahead=ahead)
    historical = any(is_historical(each.value, article.published) for each in arguments if "precision" in each.value)
    return EventDraft(
        type_id,
        trigger.id if trigger else None,
        scene.start,
        scene.end,
        tuple(arguments),
        status=status,
        historical=historical,
        certainty=certainty,
    )


def _trigger_in(spans: Sequence[Span], labels: Sequence[Label], at: tuple[int, int]) -> Span | None:
    events = {label.id for label in labels if label.kind == "event"}
    inside = [span for span in spans if span.label_id in events and at[0] <= span.start and span.end <= at[1]]
    return min(inside, key=lambda span: span.range, default=None)


def _readings(scene: Scene) -> tuple[EventStatus, bool, str]:
    start, end = scene.sentence
    sentence, left, right = scene.text[start:end], scene.start - start, scene.end - start
    return status_of(sentence, left, right), is_ahead(sentence, left, right), certainty_of(sentence, left, right)


def _is_english(article: Article) -> bool:
    return (article.language or "en").lower().startswith("en")


def _arguments(
    article: Article, scene: Scene, fillings: Sequence[Filling], resolver: Resolver, *, ahead: bool
) -> list[ArgumentDraft]:
    """Resolve what fills the roles; dates first, because actors are looked up as of the event's day."""
    done: dict[int, ArgumentDraft] = {}
    on = article.published[:10]
    for number, filling in enumerate(fillings):
        if filling.role.kind == "date":
            context = _day_before(article, scene, filling.span)
            filled = argument(
                filling.role, filling.span, article=article, resolver=resolver, context=context, ahead=ahead
            )
            if filling.where and is_historical(filled.value, article.published):
                continue  # the sentence before spoke of the past
            done[number] = _placed(filled, filling.where)
            on = filled.value.get("start") or on
    for number, filling in enumerate(fillings):
        if filling.role.kind != "date":
            near = _places_near(scene, filling) if filling.role.kind == "place" else ()
            filled = argument(filling.role, filling.span, article=article, resolver=resolver, on=on, near=near)
            done[number] = _placed(filled, filling.where)
    return [done[number] for number in sorted(done)]


def _placed(filled: ArgumentDraft, where: str) -> ArgumentDraft:
    """Say in the value where evidence was found when it was not in the event's own sentence."""
    value: dict[str, Any] = {**filled.value, "from": where} if where else filled.value
    return replace(filled, value=value)


def _day_before(article: Article, scene: Scene, span: Span) -> str:
    """Return the last day that the article spoke of before a span of a date, "" for none."""
    earlier = [each for each in scene.spans if each.label_id == span.label_id and each.end <= span.start]
    for each in reversed(earlier[-_DATES_BACK:]):
        try:
            found = dates.resolve(each.surface, published=article.published, language=article.language or "en")
        except UserError:
            continue
        if found and found.precision == "day":
            return found.start
    return ""


def _places_near(scene: Scene, filling: Filling) -> tuple[str, ...]:
    others = [
        (abs(span.start - filling.span.start), span.surface)
        for span in (*scene.spans, *scene.filed)
        if span.label_id == filling.span.label_id and span.surface != filling.span.surface
    ]
    return tuple(dict.fromkeys(words for _, words in sorted(others)))[:_PLACES_NEAR]
