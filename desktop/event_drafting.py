"""Drafts of events and of filled roles, from the article being read and the codebook in force. Nothing is written."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.article import Article
from desktop.session import Session
from labels.event import ArgumentDraft, Event, EventDraft
from labels.event_coding import Settle, as_it_is
from labels.resolver import NullResolver, Resolver
from labels.role import Role
from labels.span import Span

_NEAR = 12  # other places of the article that help to tell which place is meant


class Drafting:
    """Makes drafts.

    Attributes:
        resolver: finds places and actors for words.
        settle: makes what a draft needs in the step that writes it (see `labels.event_coding`).
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.resolver: Resolver = NullResolver()
        self.settle: Settle = as_it_is

    def event(
        self, article: Article, spans: Sequence[Span], *, trigger: Span | None = None, at: tuple[int, int] | None = None
    ) -> EventDraft:
        """Return what an event says that rests on a trigger, or on the sentence `at` (code points)."""
        from labels import draft_types, drafts  # not with the window: their word lists take 50 ms

        session, store = self._session, self._session.store
        types = session.event_types()
        return drafts.draft(
            article, spans, types=types, roles_for=session.roles_for, labels=session.all_labels(), trigger=trigger,
            at=at, guess_type=draft_types.type_guesser(store, types) if store else None, resolver=self.resolver,
        )  # fmt: skip

    def argument(
        self, article: Article, event: Event, role: Role, bounds: tuple[int, int], *, span: Span | None = None
    ) -> ArgumentDraft:
        """Return what fills a role of an event when these words (code points, half-open) are put into it."""
        from labels.draft_argument import argument

        near = self._places_near(role, bounds) if role.kind == "place" else ()
        days = (str(each.value.get("start") or "") for each in event.arguments if each.kind == "date")
        on = next((day for day in days if day), article.published[:10])
        ahead = event.status in ("planned", "threatened", "hypothetical")
        evidence = span or bounds
        return argument(
            role, evidence, article=article, resolver=self.resolver, on=on, near=near, ahead=ahead
        )  # fmt: skip

    def warm_up(self) -> None:
        """Load what drafting needs, so that the first event is as quick as the next."""
        from labels import drafts  # noqa: F401

    def _places_near(self, role: Role, bounds: tuple[int, int]) -> tuple[str, ...]:
        """Return the other places that the article names, the nearest first."""
        others = sorted(
            (abs(span.start - bounds[0]), span.surface)
            for span in self._session.spans
            if span.label_id in role.labels and span.range != bounds
        )
        return tuple(dict.fromkeys(words for _, words in others))[:_NEAR]
