"""Coding of one article copied onto its near-copies: first a plan to look at, then one undoable step.

Words are found again by aligning the two texts word by word. What does not stand in the copy exactly as it stands in
the article is left out, and the plan says so. What is copied is the present coder's, and its origin names the article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from corpus import articles, journal, near_copies
from corpus.article import Article
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.progress import Progress, silent
from corpus.store import Store
from corpus.wording import counted, short
from labels import event_rows, events, spans
from labels.copy_places import CopyPlaces
from labels.event import Argument, ArgumentDraft, Event, EventDraft
from labels.span import Span

ORIGIN = "copy of "  # and the uid of the article it is from: in `span.origin` and `event.origin`


@dataclass(frozen=True, slots=True)
class SpanCopy:
    """One span of the article, and what becomes of it in a copy.

    Attributes:
        span_id: the span in the article; label_id, label, surface: what it is.
        start, end: where it stands in the copy (code points, half-open), None where it does not.
        problem: why it is left out, one plain sentence; "" when it will be copied.
        there: the present coder has that very span in the copy already; nothing will be written, and that is fine.
        exact, note, certainty: as the span in the article has them.
    """

    span_id: int
    label_id: int
    label: str
    surface: str
    start: int | None
    end: int | None
    problem: str = ""
    there: bool = False
    exact: bool = False
    note: str = ""
    certainty: str = ""

    @property
    def ready(self) -> bool:
        """Whether it will be written."""
        return not self.problem and not self.there


@dataclass(frozen=True, slots=True)
class EventCopy:
    """One event of the article, and what becomes of it in a copy.

    Attributes:
        event_id: the event in the article; name: what it is called (trigger's words, type).
        draft: as it will be written; its span ids are those of the ARTICLE's spans, `apply` puts the copy's in.
            None when it is left out or there.
        problem: why it is left out, one plain sentence; "" when it will be copied.
        notes: plain sentences on what is copied without: roles whose words are not in the copy, dates to look at.
        there: the present coder has that event in the copy already.
    """

    event_id: int
    name: str
    draft: EventDraft | None
    problem: str = ""
    notes: tuple[str, ...] = ()
    there: bool = False

    @property
    def ready(self) -> bool:
        """Whether it will be written."""
        return self.draft is not None


@dataclass(frozen=True, slots=True)
class ArticlePlan:
    """What would be written into one copy. `title` and `source` are the copy's, to name it."""

    article_id: int
    title: str
    source: str
    spans: tuple[SpanCopy, ...]
    events: tuple[EventCopy, ...]

    @property
    def ready(self) -> int:
        """Spans and events that will be written."""
        return sum(each.ready for each in self.spans) + sum(each.ready for each in self.events)

    @property
    def left_out(self) -> int:
        """Spans and events that are not in the copy."""
        return sum(bool(each.problem) for each in self.spans) + sum(bool(each.problem) for each in self.events)

    @property
    def problems(self) -> tuple[str, ...]:
        """Why what is left out is left out, each sentence once."""
        found = [*(each.problem for each in self.spans), *(each.problem for each in self.events)]
        return tuple(dict.fromkeys(problem for problem in found if problem))


@dataclass(frozen=True, slots=True)
class CodingPlan:
    """Whose coding of which article would be copied where.

    Attributes:
        article_id, coder_id: whose coding of which article it is; coder: that coder's name.
        articles: one plan for each copy, in the order of their ids.
    """

    article_id: int
    coder_id: int
    coder: str
    articles: tuple[ArticlePlan, ...]

    @property
    def ready(self) -> int:
        """Spans and events that will be written, in all copies."""
        return sum(each.ready for each in self.articles)

    @property
    def sentence(self) -> str:
        """The preview in one line, such as: 12 spans and 2 events will go into 3 articles; 4 are left out."""
        spans_ = sum(each.ready for article in self.articles for each in article.spans)
        events_ = sum(each.ready for article in self.articles for each in article.events)
        into = sum(article.ready > 0 for article in self.articles)
        left_out = sum(article.left_out for article in self.articles)
        rest = f"{left_out:,} {'is' if left_out == 1 else 'are'} left out"
        if not into:
            return f"Nothing can be copied; {rest}." if left_out else "Nothing is left to copy."
        parts = [counted(number, noun) for number, noun in ((spans_, "span"), (events_, "event")) if number]
        words = f"{' and '.join(parts)} will go into {counted(into, 'article')}"
        return f"{words}; {rest}." if left_out else f"{words}."


def plan(
    store: Store,
    article_id: int,
    *,
    into: Collection[int] | None = None,
    coder_id: int | None = None,
    progress: Progress = silent,
) -> CodingPlan:
    """Say what copying an article's coding onto others of its group would write. Nothing is written.

    Quick for one copy (a few ms for an article of 600 words), a job for a group of hundreds.

    Args:
        into: the copies; None: all others of its group.
        coder_id: whose coding; None: the present coder's, or where they have none, that of whoever has most there.

    Raises:
        UserError: there is no such article, it has no coding, or one of `into` is not of its group.
        Cancelled: `progress` raised it.
    """
    article = articles.get(store, article_id)
    copies = _copies(store, article_id, into)
    whose, name = _whose(store, article_id, coder_id)
    told = events.of_article(store, article_id, coder_id=whose)
    held = _with_evidence(store, spans.of_article(store, article_id, coder_id=whose), told)
    plans = []
    for done, copy_id in enumerate(copies):
        progress(done, len(copies), "Comparing")
        plans.append(_article_plan(store, article, articles.get(store, copy_id), held, told))
    return CodingPlan(article_id, whose, name, tuple(plans))


def apply(store: Store, plan: CodingPlan, *, without: Collection[int] = (), progress: Progress = silent) -> Changes:
    """Write what a plan says, as the present coder and as one undoable step; new articles become "in progress".

    A span that somebody has added meanwhile is not written twice; what has gone from the codebook is refused.

    Args:
        without: articles of the plan that are left as they are.

    Raises:
        UserError: an article, label, type or role of it is gone, or the project cannot be written; nothing was changed.
        Cancelled: `progress` raised it; nothing was changed.
    """
    chosen = [each for each in plan.articles if each.ready and each.article_id not in without]
    if not chosen:
        return Changes()
    uid = store.value("SELECT uid FROM article WHERE id = ?", (plan.article_id,))
    summary = f"Copy coding into {counted(len(chosen), 'article')}"
    with journal.step(store, "copy coding", summary, article_id=chosen[0].article_id) as step:
        for done, each in enumerate(chosen):
            progress(done, len(chosen), "Copying")
            _write(step, each, ORIGIN + str(uid))
        return step.changes


def coded(store: Store, article_ids: Sequence[int]) -> list[tuple[int, int, str, int, int]]:
    """Return who has coded which of these articles: article id, coder id, coder's name, spans, events; most first."""
    found: Counter[tuple[int, int, str]] = Counter()
    counts: dict[str, Counter[tuple[int, int, str]]] = {}
    for table in ("span", "event"):
        counts[table] = Counter()
        for article_id in article_ids:
            rows = store.rows(
                f"SELECT coder.id, name, count(*) FROM {table} JOIN coder ON coder.id = coder_id "
                "WHERE article_id = ? GROUP BY coder.id",
                (article_id,),
            )
            counts[table].update({(article_id, coder_id, name): count for coder_id, name, count in rows})
        found += counts[table]
    return [(*key, counts["span"][key], counts["event"][key]) for key, _ in found.most_common()]


# Planning


def _copies(store: Store, article_id: int, into: Collection[int] | None) -> list[int]:
    copies = near_copies.copies_of(store, article_id)
    strange = sorted(set(into or ()) - set(copies))
    if strange:
        raise UserError(f"Article {strange[0]} is not in the group of article {article_id}; join them first.")
    return copies if into is None else sorted(into)


def _whose(store: Store, article_id: int, coder_id: int | None) -> tuple[int, str]:
    """Return whose coding is copied."""
    wanted = store.coder_id if coder_id is None else coder_id
    found = [(each[1], each[2]) for each in coded(store, [article_id])]
    chosen = next((each for each in found if each[0] == wanted), None)
    if chosen is None and coder_id is None:
        chosen = next(iter(found), None)
    if chosen is None:
        raise UserError(f"Article {article_id} has no coding that could be copied.")
    return chosen


def _with_evidence(store: Store, held: list[Span], told: Iterable[Event]) -> list[Span]:
    """Return a coder's spans, and those of others that prove something in the coder's events."""
    wanted = {each.trigger_span_id for each in told}
    wanted |= {argument.span_id for each in told for argument in each.arguments}
    strange = wanted - {span.id for span in held}
    return [*held, *(spans.get(store, span_id) for span_id in sorted(each for each in strange if each))]


def _article_plan(store: Store, article: Article, copy: Article, held: list[Span], told: list[Event]) -> ArticlePlan:
    places = CopyPlaces(article.text, copy.text)
    mine = spans.of_article(store, copy.id, coder_id=store.coder_id)
    there = {(span.label_id, *span.range) for span in mine}
    found = [_span_copy(places, span, there) for span in held]
    planner = _EventPlanner(places, {each.span_id: each for each in found}, article.published != copy.published)
    standing = Counter(_key(each) for each in events.of_article(store, copy.id, coder_id=store.coder_id))
    copied = []
    for event in told:
        each = planner.plan(event)
        if each.draft and standing[_key(each.draft)]:
            standing[_key(each.draft)] -= 1
            each = replace(each, draft=None, notes=(), there=True)
        copied.append(each)
    return ArticlePlan(copy.id, copy.title, copy.source, tuple(found), tuple(copied))


def _span_copy(places: CopyPlaces, span: Span, there: Collection[tuple[int, int, int]]) -> SpanCopy:
    found = places.find(*span.range)
    copy = SpanCopy(
        span.id, span.label_id, span.label, span.surface, None, None, exact=span.exact, note=span.note,
        certainty=span.certainty,
    )  # fmt: skip
    if isinstance(found, str):
        return replace(copy, problem=found)
    start, end = found
    return replace(copy, start=start, end=end, there=(span.label_id, start, end) in there)


def _key(event: Event | EventDraft) -> tuple[int | None, int | None, int | None]:
    """Return what tells a copied event from others of its article."""
    return event.type_id, event.start, event.end


class _EventPlanner:
    """Carries the events of one article over to one copy."""

    def __init__(self, places: CopyPlaces, copies: dict[int, SpanCopy], other_day: bool) -> None:
        self._places = places
        self._copies = copies
        self._other_day = other_day

    def plan(self, event: Event) -> EventCopy:
        """Return what becomes of an event; one whose trigger, or all of whose evidence, is not there is left out."""
        name = short(event.trigger or event.type or "event without a type")
        trigger = self._copies.get(event.trigger_span_id or 0)
        if trigger and trigger.problem:
            return EventCopy(event.id, name, None, trigger.problem)
        kept, notes = [], []
        for argument in event.arguments:
            found = self._argument(argument)
            if isinstance(found, str):
                notes.append(f"{argument.role} is left empty: {found}")
            else:
                kept.append(found)
        start, end = self._rests_on(event, trigger)
        if start is None and not any(each.start is not None for each in kept) and _has_evidence(event):
            return EventCopy(event.id, name, None, "None of the words that prove it stand in the copy.")
        if self._other_day and any(argument.kind == "date" for argument in event.arguments):
            notes.append("The copy is of another day; look at the date.")
        draft = replace(events.as_draft(event), start=start, end=end, arguments=tuple(kept))
        return EventCopy(event.id, name, draft, "", tuple(notes))

    def _argument(self, argument: Argument) -> ArgumentDraft | str:
        draft = events.argument_draft(argument)
        copy = self._copies.get(argument.span_id or 0)
        if copy:
            return copy.problem or replace(draft, start=copy.start, end=copy.end)
        if argument.start is None or argument.end is None:
            return draft
        found = self._places.find(argument.start, argument.end)
        return found if isinstance(found, str) else replace(draft, start=found[0], end=found[1])

    def _rests_on(self, event: Event, trigger: SpanCopy | None) -> tuple[int | None, int | None]:
        """Return the sentence or trigger an event rests on, in the copy."""
        if event.start is None or event.end is None:
            return None, None
        found = self._places.find(event.start, event.end)
        if not isinstance(found, str):
            return found
        return (trigger.start, trigger.end) if trigger else (None, None)


def _has_evidence(event: Event) -> bool:
    return event.start is not None or any(not argument.free for argument in event.arguments)


# Writing


def _write(step: journal.Step, plan: ArticlePlan, origin: str) -> None:
    """Write the spans, then the events that rest on them."""
    store, text = step.store, articles.get(step.store, plan.article_id).text
    mine = spans.of_article(store, plan.article_id, coder_id=step.coder_id)
    ids = {(span.label_id, *span.range): span.id for span in mine}
    of_span: dict[int, int] = {}
    for copy in plan.spans:
        if copy.start is None or copy.end is None:
            continue
        key = copy.label_id, copy.start, copy.end
        if key not in ids:
            event_rows.check_there(store, "label", copy.label_id)
            row = spans.span_row(
                plan.article_id, copy.start, copy.end, copy.label_id, step.coder_id, text[copy.start : copy.end]
            )
            row |= {"origin": origin, "exact": int(copy.exact), "note": copy.note, "certainty": copy.certainty}
            ids[key] = step.insert("span", row)
        of_span[copy.span_id] = ids[key]
    for event in plan.events:
        if event.draft:
            events.insert(step, plan.article_id, replace(_resting_on(event.draft, of_span), origin=origin))
    if articles.status(store, plan.article_id) == "new":
        articles.put_status(step, plan.article_id, "in progress")


def _resting_on(draft: EventDraft, of_span: dict[int, int]) -> EventDraft:
    """Return a draft with the copy's spans in place of the article's."""
    arguments = tuple(replace(each, span_id=of_span.get(each.span_id or 0)) for each in draft.arguments)
    return replace(draft, trigger_span_id=of_span.get(draft.trigger_span_id or 0), arguments=arguments)
