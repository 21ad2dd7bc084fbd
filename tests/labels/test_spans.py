from collections.abc import Callable, Iterator

import pytest

from corpus import articles, journal
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.store import Store
from labels import spans
from labels.span import Span

TEXT = "Shelling hit Hama on Friday. Hama was calm on Saturday."


@pytest.fixture
def article_id(add_article: Callable[..., int]) -> int:
    return add_article(TEXT)


@pytest.fixture
def event(add_label: Callable[[str], int]) -> int:
    return add_label("EVENT")


@pytest.fixture
def place(add_label: Callable[[str], int]) -> int:
    return add_label("LOCATION")


@pytest.fixture
def span_id(store: Store, article_id: int, place: int) -> int:
    """Hama, by rima."""
    return spans.add(store, article_id, 13, 17, place).spans[0]


@pytest.fixture
def omar(store: Store) -> Iterator[Store]:
    """The same file, opened by another coder."""
    with Store.open(store.path, coder="omar") as other:
        yield other


def ranges(store: Store, article_id: int) -> list[tuple[int, int]]:
    return [span.range for span in spans.of_article(store, article_id)]


def test_a_span_is_kept_whole(store: Store, article_id: int, place: int) -> None:
    spans.add(store, article_id, 13, 17, place, origin="pattern:names", exact=True, note=" a\x00b\ud800 ")
    (span,) = spans.of_article(store, article_id)
    assert isinstance(span, Span)
    assert (span.range, span.surface, span.label, span.label_id) == ((13, 17), "Hama", "LOCATION", place)
    assert (span.coder, span.origin, span.exact, span.note) == ("rima", "pattern:names", True, " ab ")
    assert spans.get(store, span.id) == span


def test_spans_come_in_reading_order_the_enclosing_one_first(
    store: Store, article_id: int, event: int, place: int
) -> None:
    for start, end, label in ((29, 33, place), (13, 17, place), (13, 27, event), (0, 8, event)):
        spans.add(store, article_id, start, end, label)
    assert ranges(store, article_id) == [(0, 8), (13, 27), (13, 17), (29, 33)]


def test_the_same_words_may_carry_two_labels(store: Store, article_id: int, event: int, place: int) -> None:
    spans.add(store, article_id, 13, 17, event)
    spans.add(store, article_id, 13, 17, place)
    assert [span.label for span in spans.of_article(store, article_id)] == ["EVENT", "LOCATION"]


def test_the_very_same_span_again_changes_nothing(store: Store, article_id: int, place: int, span_id: int) -> None:
    assert not spans.add(store, article_id, 13, 17, place)
    assert [span.id for span in spans.of_article(store, article_id)] == [span_id]


def test_several_are_one_step_and_known_ones_are_passed_over(
    store: Store, article_id: int, place: int, span_id: int
) -> None:
    changes = spans.add_many(store, article_id, [(13, 17), (29, 33), (29, 33)], place)
    assert len(changes.spans) == 1
    assert ranges(store, article_id) == [(13, 17), (29, 33)]
    journal.undo(store)
    assert [span.id for span in spans.of_article(store, article_id)] == [span_id]


@pytest.mark.parametrize(
    ("start", "end"), [(-1, 4), (0, 0), (4, 4), (5, 4), (0, len(TEXT) + 1), (len(TEXT), len(TEXT)), (999, 1000)]
)
def test_a_range_outside_the_text_is_refused(
    store: Store, article_id: int, place: int, span_id: int, start: int, end: int
) -> None:
    with pytest.raises(UserError, match="outside the article"):
        spans.add_many(store, article_id, [(0, 4), (start, end)], place)
    with pytest.raises(UserError, match="inside the article"):
        spans.move(store, span_id, start, end)
    assert ranges(store, article_id) == [(13, 17)]


def test_a_label_that_is_gone_is_refused(store: Store, article_id: int, span_id: int) -> None:
    with pytest.raises(UserError, match="label is gone"):
        spans.add(store, article_id, 0, 4, 99)
    with pytest.raises(UserError, match="label is gone"):
        spans.relabel(store, span_id, 99)


def test_an_article_that_is_not_there_cannot_be_coded(store: Store, place: int) -> None:
    with pytest.raises(UserError, match="no article 99"):
        spans.add(store, 99, 0, 4, place)


def test_a_removed_article_cannot_be_coded(store: Store, article_id: int, place: int) -> None:
    articles.remove(store, [article_id])
    with pytest.raises(UserError, match="no article"):
        spans.add(store, article_id, 0, 4, place)


def test_offsets_count_code_points(store: Store, add_article: Callable[..., int], place: int) -> None:
    article_id = add_article("😀😀 e\u0301 حماة!")
    spans.add_many(store, article_id, [(1, 2), (3, 5), (6, 10)], place)
    assert [span.surface for span in spans.of_article(store, article_id)] == ["😀", "e\u0301", "حماة"]


def test_the_first_span_puts_the_article_in_progress(store: Store, article_id: int, place: int) -> None:
    spans.add(store, article_id, 13, 17, place)
    assert articles.status(store, article_id) == "in progress"
    journal.undo(store)
    assert articles.status(store, article_id) == "new"


def test_coding_a_finished_article_leaves_it_finished(store: Store, article_id: int, place: int) -> None:
    articles.set_status(store, article_id, "done")
    spans.add(store, article_id, 13, 17, place)
    assert articles.status(store, article_id) == "done"


def test_a_span_gets_another_label(store: Store, article_id: int, event: int, span_id: int) -> None:
    changes = spans.relabel(store, span_id, event)
    assert (spans.get(store, span_id).label, changes.spans) == ("EVENT", (span_id,))
    assert changes.articles == {article_id}


def test_the_same_label_again_is_no_step(store: Store, place: int, span_id: int) -> None:
    before = journal.history(store)
    assert not spans.relabel(store, span_id, place)
    assert journal.history(store) == before


def test_a_span_moves_with_its_words(store: Store, span_id: int) -> None:
    spans.move(store, span_id, 13, 27)
    assert (spans.get(store, span_id).range, spans.get(store, span_id).surface) == ((13, 27), "Hama on Friday")


def test_a_move_to_where_it_was_is_no_step(store: Store, span_id: int) -> None:
    assert not spans.move(store, span_id, 13, 17)


def test_moving_keeps_or_changes_what_was_exact(store: Store, span_id: int) -> None:
    spans.move(store, span_id, 13, 16, exact=True)
    spans.move(store, span_id, 13, 15)
    assert spans.get(store, span_id).exact
    spans.move(store, span_id, 13, 17, exact=False)
    assert not spans.get(store, span_id).exact


def test_a_span_never_becomes_a_twin_of_another(
    store: Store, article_id: int, event: int, place: int, span_id: int
) -> None:
    other = spans.add(store, article_id, 29, 33, place).spans[0]
    twin = spans.add(store, article_id, 13, 17, event).spans[0]
    with pytest.raises(UserError, match="already carry LOCATION"):
        spans.move(store, other, 13, 17)
    with pytest.raises(UserError, match="already carry LOCATION"):
        spans.relabel(store, twin, place)


def test_spans_are_removed_as_one_step(store: Store, article_id: int, place: int, span_id: int) -> None:
    other = spans.add(store, article_id, 29, 33, place).spans[0]
    changes = spans.remove(store, [span_id, other])
    assert (ranges(store, article_id), changes.spans, changes.summary) == ([], (), "Remove 2 spans")
    journal.undo(store)
    assert ranges(store, article_id) == [(13, 17), (29, 33)]


def test_a_span_named_twice_is_removed_once(store: Store, article_id: int, span_id: int) -> None:
    spans.remove(store, [span_id, span_id])
    assert ranges(store, article_id) == []


def test_removing_nothing_is_no_step(store: Store) -> None:
    assert not spans.remove(store, [])


def test_a_span_that_is_gone_is_refused_and_nothing_else_removed(store: Store, article_id: int, span_id: int) -> None:
    with pytest.raises(UserError, match="span is gone"):
        spans.remove(store, [span_id, 999])
    assert ranges(store, article_id) == [(13, 17)]


def test_a_note_and_a_certainty_are_kept(store: Store, span_id: int) -> None:
    spans.annotate(store, span_id, note=" twice\r\nsaid\x00 ", certainty="claimed")
    spans.annotate(store, span_id, certainty="denied")
    span = spans.get(store, span_id)
    assert (span.note, span.certainty) == ("twice\nsaid", "denied")
    assert not spans.annotate(store, span_id, note="twice\nsaid")


def test_a_coder_changes_only_their_own_spans(
    store: Store, omar: Store, article_id: int, event: int, span_id: int
) -> None:
    before = spans.get(store, span_id)
    writes: list[Callable[[], Changes]] = [
        lambda: spans.relabel(omar, span_id, event),
        lambda: spans.move(omar, span_id, 0, 4),
        lambda: spans.annotate(omar, span_id, note="x"),
        lambda: spans.remove(omar, [span_id]),
    ]
    for write in writes:
        with pytest.raises(UserError, match="only rima can change it"):
            write()
    assert spans.get(store, span_id) == before


def test_two_coders_may_code_the_same_words(
    store: Store, omar: Store, article_id: int, place: int, span_id: int
) -> None:
    spans.add(omar, article_id, 13, 17, place)
    assert [span.coder for span in spans.of_article(store, article_id)] == ["rima", "omar"]
    assert [span.id for span in spans.of_article(store, article_id, coder_id=store.coder_id)] == [span_id]
    assert spans.coders(store) == {"rima": 1, "omar": 1}


def test_the_count_kept_with_the_article_is_right(
    store: Store, omar: Store, article_id: int, place: int, span_id: int
) -> None:
    spans.add_many(omar, article_id, [(13, 17), (29, 33)], place)
    spans.remove(store, [span_id])
    assert articles.rows(store, [article_id])[0].spans == 2


def test_spans_with_another_label_are_relabelled_on_the_very_ranges_in_one_step(
    store: Store, article_id: int, event: int, place: int
) -> None:
    both = [(13, 17), (29, 33)]
    spans.add_many(store, article_id, both, event)
    spans.add_many(store, article_id, both, place, instead_of=event)
    relabelled = {span.label for span in spans.of_article(store, article_id)}
    journal.undo(store)

    assert relabelled == {"LOCATION"}
    assert [(span.label, span.range) for span in spans.of_article(store, article_id)] == [
        ("EVENT", (13, 17)),
        ("EVENT", (29, 33)),
    ]
