from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus import articles, journal, near_copies
from corpus.errors import UserError
from corpus.progress import Cancelled
from corpus.store import Store
from labels import event_rows, events, group_coding, labels, roles, spans
from labels.event import ArgumentDraft, Event, EventDraft
from labels.role import Role, RoleKind
from labels.span import Span

Add = Callable[..., int]
STORY = (
    "Rebels seized the town of Hama on Friday, residents said, after a week of fighting for its outskirts. "
    "Six people were killed when a shell fell on the market, according to two doctors at the hospital.\n\n"
    "In Homs, soldiers left their posts on Thursday. The governor could not be reached for comment."
)
COPY = "BEIRUT (Wire) - " + STORY.replace("Six people", "Eight people")


@pytest.fixture
def pair(store: Store, add_article: Add) -> tuple[int, int]:
    """The article and its copy, in one group."""
    first = add_article(STORY, title="Rebels take Hama", published="2024-12-06")
    second = add_article(COPY, title="Hama falls", source="Harbour Post", published="2024-12-06")
    near_copies.join(store, [first, second])
    return first, second


@pytest.fixture
def mark(store: Store, add_label: Callable[[str], int]) -> Callable[..., Span]:
    """Labels words of an article."""

    def add(article_id: int, words: str, label: str) -> Span:
        start = articles.get(store, article_id).text.index(words)
        known = labels.by_name(store)
        label_id = known[label].id if label in known else add_label(label)
        changes = spans.add(store, article_id, start, start + len(words), label_id)
        return spans.get(store, changes.spans[0])

    return add


@pytest.fixture
def role(store: Store) -> Callable[..., Role]:
    def add(name: str, kind: RoleKind = "actor") -> Role:
        with journal.step(store, "codebook", f"Add {name}") as step:
            role_id = roles.insert(step, name, kind=kind, labels=[], many=False)
        return roles.get(store, role_id)

    return add


def coding(store: Store, article_id: int) -> list[tuple[str, str]]:
    text = articles.get(store, article_id).text
    return [(span.label, text[slice(*span.range)]) for span in spans.of_article(store, article_id)]


def only_event(store: Store, article_id: int) -> Event:
    (event,) = events.of_article(store, article_id)
    return event


def argued(role: Role, span: Span, **value: object) -> ArgumentDraft:
    return ArgumentDraft(role.id, span.surface, span.start, span.end, span.id, dict(value))


def triggered(span: Span, *arguments: ArgumentDraft) -> EventDraft:
    return EventDraft(trigger_span_id=span.id, start=span.start, end=span.end, arguments=arguments)


def test_spans_are_copied_where_the_same_words_stand(store: Store, pair: tuple[int, int], mark: Add) -> None:
    mark(pair[0], "Rebels", "ACTOR")
    mark(pair[0], "Six people", "FATALITIES")
    plan = group_coding.plan(store, pair[0])

    assert plan.sentence == "1 span will go into 1 article; 1 is left out."
    assert plan.articles[0].problems == ("“Six people” does not stand there in the copy.",)
    assert coding(store, pair[1]) == []

    group_coding.apply(store, plan)
    assert coding(store, pair[1]) == [("ACTOR", "Rebels")]


def test_what_is_copied_says_where_from(store: Store, pair: tuple[int, int], mark: Callable[..., Span]) -> None:
    span = mark(pair[0], "Rebels", "ACTOR")
    spans.annotate(store, span.id, note="which ones?", certainty="claimed")
    group_coding.apply(store, group_coding.plan(store, pair[0]))
    (copy,) = spans.of_article(store, pair[1])

    assert copy.origin == f"copy of {articles.get(store, pair[0]).uid}"
    assert (copy.note, copy.certainty, copy.coder) == ("which ones?", "claimed", "rima")
    assert articles.status(store, pair[1]) == "in progress"


def test_copying_is_one_step_to_undo(store: Store, pair: tuple[int, int], mark: Callable[..., Span]) -> None:
    trigger = mark(pair[0], "seized", "EVENT")
    events.add(store, pair[0], triggered(trigger))
    changes = group_coding.apply(store, group_coding.plan(store, pair[0]))

    assert changes.summary == "Copy coding into 1 article"
    assert changes.articles == {pair[1]}
    journal.undo(store)
    assert coding(store, pair[1]) == []
    assert events.of_article(store, pair[1]) == []
    assert articles.status(store, pair[1]) == "new"
    assert coding(store, pair[0]) == [("EVENT", "seized")]

    journal.redo(store)
    assert only_event(store, pair[1]).trigger == "seized"


def test_copying_again_writes_nothing(store: Store, pair: tuple[int, int], mark: Callable[..., Span]) -> None:
    events.add(store, pair[0], triggered(mark(pair[0], "seized", "EVENT")))
    group_coding.apply(store, group_coding.plan(store, pair[0]))
    again = group_coding.plan(store, pair[0])

    assert again.ready == 0
    assert again.sentence == "Nothing is left to copy."
    assert again.articles[0].spans[0].there
    assert again.articles[0].events[0].there
    assert not group_coding.apply(store, again)


def test_events_rest_on_the_spans_of_the_copy(
    store: Store, pair: tuple[int, int], mark: Callable[..., Span], role: Callable[..., Role]
) -> None:
    actor, dead = role("Actor"), role("Killed", "number")
    trigger = mark(pair[0], "seized", "EVENT")
    who, many = mark(pair[0], "Rebels", "ACTOR"), mark(pair[0], "Six people", "FATALITIES")
    events.add(store, pair[0], triggered(trigger, argued(actor, who), argued(dead, many, best=6)))

    plan = group_coding.plan(store, pair[0])
    assert plan.articles[0].events[0].notes == ("Killed is left empty: “Six people” does not stand there in the copy.",)

    group_coding.apply(store, plan)
    event = only_event(store, pair[1])
    assert [argument.text for argument in event.arguments] == ["Rebels"]
    held = {span.id: span.surface for span in spans.of_article(store, pair[1])}
    assert held[event.trigger_span_id or 0] == "seized"
    assert held[event.arguments[0].span_id or 0] == "Rebels"
    assert COPY[event.start : event.end] == "seized"


def test_an_event_whose_trigger_is_not_there_is_left_out(
    store: Store, pair: tuple[int, int], mark: Callable[..., Span]
) -> None:
    events.add(store, pair[0], triggered(mark(pair[0], "Six", "EVENT")))
    plan = group_coding.plan(store, pair[0])

    assert plan.articles[0].events[0].problem == "“Six” does not stand there in the copy."
    assert plan.sentence == "Nothing can be copied; 2 are left out."


def test_an_event_none_of_whose_evidence_is_there_is_left_out(
    store: Store, pair: tuple[int, int], mark: Callable[..., Span], role: Callable[..., Role]
) -> None:
    dead = argued(role("Killed", "number"), mark(pair[0], "Six people", "FATALITIES"), best=6)
    events.add(store, pair[0], EventDraft(arguments=(dead,)))

    (copy,) = group_coding.plan(store, pair[0]).articles[0].events
    assert copy.problem == "None of the words that prove it stand in the copy."


def test_what_was_typed_is_copied_as_it_is(store: Store, pair: tuple[int, int], role: Callable[..., Role]) -> None:
    typed = ArgumentDraft(role("Actor").id, "militia")
    events.add(store, pair[0], EventDraft(arguments=(typed,), note="from the phone"))
    group_coding.apply(store, group_coding.plan(store, pair[0]))

    event = only_event(store, pair[1])
    assert ([argument.text for argument in event.arguments], event.note) == (["militia"], "from the phone")


def test_a_date_in_a_copy_of_another_day_is_to_be_looked_at(
    store: Store, pair: tuple[int, int], mark: Callable[..., Span], role: Callable[..., Role]
) -> None:
    when = argued(role("Date", "date"), mark(pair[0], "Friday", "DATE"), start="2024-12-06", end="2024-12-06")
    events.add(store, pair[0], EventDraft(arguments=(when,)))
    articles.correct(store, pair[1], published="2024-12-09")

    (copy,) = group_coding.plan(store, pair[0]).articles[0].events
    assert copy.notes == ("The copy is of another day; look at the date.",)


def test_two_events_of_one_sentence_are_both_copied(store: Store, pair: tuple[int, int], mark: Add) -> None:
    trigger = mark(pair[0], "seized", "EVENT")
    for _ in range(2):
        events.add(store, pair[0], triggered(trigger))  # type: ignore[arg-type]
    group_coding.apply(store, group_coding.plan(store, pair[0]))

    assert len(events.of_article(store, pair[1])) == 2


def test_another_coders_coding_becomes_ones_own(store: Store, pair: tuple[int, int], mark: Callable[..., Span]) -> None:
    mark(pair[0], "Rebels", "ACTOR")
    with Store.open(store.path, coder="omar") as other:
        plan = group_coding.plan(other, pair[0])
        assert plan.coder == "rima"
        group_coding.apply(other, plan)

    (copy,) = spans.of_article(store, pair[1])
    assert copy.coder == "omar"


def test_articles_can_be_left_as_they_are(store: Store, pair: tuple[int, int], mark: Callable[..., Span]) -> None:
    mark(pair[0], "Rebels", "ACTOR")

    assert not group_coding.apply(store, group_coding.plan(store, pair[0]), without=[pair[1]])
    assert coding(store, pair[1]) == []


def test_only_articles_of_the_group_are_copied_into(
    store: Store, pair: tuple[int, int], mark: Callable[..., Span], add_article: Add
) -> None:
    mark(pair[0], "Rebels", "ACTOR")
    other = add_article("Another story.")

    assert [each.article_id for each in group_coding.plan(store, pair[0], into=[pair[1]]).articles] == [pair[1]]
    with pytest.raises(UserError, match=f"Article {other} is not in the group of article {pair[0]}"):
        group_coding.plan(store, pair[0], into=[other])


def test_an_article_without_coding_is_refused(store: Store, pair: tuple[int, int]) -> None:
    with pytest.raises(UserError, match="has no coding"):
        group_coding.plan(store, pair[0])


def test_coding_of_a_coder_who_has_none_there_is_refused(store: Store, pair: tuple[int, int], mark: Add) -> None:
    mark(pair[0], "Rebels", "ACTOR")
    with pytest.raises(UserError, match="has no coding"):
        group_coding.plan(store, pair[0], coder_id=99)


def test_a_label_that_is_gone_meanwhile_leaves_nothing_half_done(
    store: Store, pair: tuple[int, int], mark: Callable[..., Span]
) -> None:
    mark(pair[0], "Rebels", "ACTOR")
    mark(pair[0], "Hama", "PLACE")
    plan = group_coding.plan(store, pair[0])
    (article,) = plan.articles
    gone = replace(article.spans[1], label_id=99)
    plan = replace(plan, articles=(replace(article, spans=(article.spans[0], gone)),))

    with pytest.raises(UserError, match="That label is gone"):
        group_coding.apply(store, plan)
    assert coding(store, pair[1]) == []


def test_a_copy_that_was_removed_meanwhile_is_refused(store: Store, pair: tuple[int, int], mark: Add) -> None:
    mark(pair[0], "Rebels", "ACTOR")
    plan = group_coding.plan(store, pair[0])
    articles.remove(store, [pair[1]])

    with pytest.raises(UserError, match=f"There is no article {pair[1]}"):
        group_coding.apply(store, plan)


def test_what_was_added_meanwhile_is_not_written_twice(store: Store, pair: tuple[int, int], mark: Add) -> None:
    mark(pair[0], "Rebels", "ACTOR")
    plan = group_coding.plan(store, pair[0])
    mark(pair[1], "Rebels", "ACTOR")
    group_coding.apply(store, plan)

    assert coding(store, pair[1]) == [("ACTOR", "Rebels")]


def test_a_copying_that_is_stopped_writes_nothing(store: Store, pair: tuple[int, int], mark: Add) -> None:
    mark(pair[0], "Rebels", "ACTOR")
    plan = group_coding.plan(store, pair[0])

    def stop(done: int, total: int | None = None, note: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        group_coding.apply(store, plan, progress=stop)
    assert coding(store, pair[1]) == []


def test_who_has_coded_a_group(store: Store, pair: tuple[int, int], mark: Callable[..., Span]) -> None:
    trigger = mark(pair[0], "seized", "EVENT")
    mark(pair[0], "Rebels", "ACTOR")
    mark(pair[1], "Rebels", "ACTOR")
    with journal.step(store, "event", "Add event") as step:
        event_rows.insert(step, pair[0], triggered(trigger))

    assert group_coding.coded(store, pair) == [
        (pair[0], store.coder_id, "rima", 2, 1),
        (pair[1], store.coder_id, "rima", 1, 0),
    ]
