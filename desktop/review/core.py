"""What the review asks of the core, gathered in one place so that a test can stand in for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from corpus.changes import Changes
from corpus.store import Store
from labels.event import EventDraft
from labels.suggest.offers import Offer
from labels.suggestion import EventSuggestion, Suggestion

Drafted = tuple[EventSuggestion, EventDraft]  # a suggested event, and what accepting it writes


class Knowledge(Protocol):
    """What suggestions of one project are computed from: a `labels.suggest.lexicon.Lexicon`."""

    @property
    def behind(self) -> bool:
        """Whether something that takes longer was left out of the last answer, and is worth asking for again."""

    @property
    def set_aside(self) -> Mapping[int, str]:
        """What is left out for good, one sentence each."""

    def follow(self, changes: Changes) -> None:
        """Hear of a write; called from any thread."""

    def close(self) -> None:
        """Let go of children."""


@dataclass(frozen=True, slots=True)
class Core:
    """Functions of `labels.suggestions` and `labels.suggest.offers`.

    Attributes:
        lexicon: reads what a project knows; called in the finder's thread, as is `of_article`.
        of_article: the suggestions of an article for the store's coder, waiting so many seconds for slow patterns.
        accept: writes suggestions as spans, in one step; with `label_id`, under that label.
        reject: writes that the coder does not want them.
        offers: what may be offered after these were accepted. take, decline: the answers to an offer.
        events: the suggested events of an article, for the store's coder; called in the finder's thread.
        accept_event, reject_event: write the answer to one of them.
        stands: whether an offer is still what was accepted.
    """

    lexicon: Callable[[Store], Knowledge]
    of_article: Callable[[Store, int, Any, float], Sequence[Suggestion]]
    accept: Callable[..., Changes]
    reject: Callable[[Store, Sequence[Suggestion]], Changes]
    offers: Callable[[Store, Sequence[Suggestion]], Sequence[Offer]]
    take: Callable[[Store, Offer], Changes]
    decline: Callable[[Store, Offer], Changes]
    events: Callable[[Store, int], Sequence[Drafted]] | None = None
    accept_event: Callable[..., Changes] | None = None
    reject_event: Callable[[Store, EventSuggestion], Changes] | None = None
    stands: Callable[[Store, Offer], bool] | None = None


def core() -> Core:
    """Return the functions of the core itself."""
    from labels import suggestions
    from labels.suggest import offers

    return Core(
        _lexicon, _of_article, suggestions.accept, suggestions.reject, offers.offers, offers.take, offers.decline,
        _events, _accept_event, _reject_event, offers.stands,
    )  # fmt: skip


def _lexicon(store: Store) -> Knowledge:
    from labels.gazetteer import open_default  # not with the window
    from labels.suggest.lexicon import Lexicon

    return Lexicon.of(store, gazetteer=open_default())


def _of_article(store: Store, article_id: int, lexicon: Any, patience: float) -> Sequence[Suggestion]:
    from labels import suggestions

    return suggestions.of_article(store, article_id, lexicon=lexicon, patience=patience)


def _events(store: Store, article_id: int) -> Sequence[Drafted]:
    from corpus import articles
    from labels.suggest import events  # their word lists are not loaded with the window

    found = events.of_article(store, article_id)
    if not found:
        return ()
    from labels.gazetteer import open_default
    from labels.project_resolver import ProjectResolver

    article = articles.get(store, article_id)
    resolver = ProjectResolver(store, open_default(), article)
    return [(each, events.draft_of(store, article, each, resolver=resolver)) for each in found]


def _accept_event(store: Store, suggestion: EventSuggestion, **how: Any) -> Changes:
    from labels.suggest import events

    return events.accept(store, suggestion, **how)


def _reject_event(store: Store, suggestion: EventSuggestion) -> Changes:
    from labels.suggest import events

    return events.reject(store, suggestion)
