from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from corpus import articles, journal
from corpus.article import RawArgument, RawArticle, RawEvent, RawSpan
from corpus.errors import UserError
from corpus.progress import Cancelled
from corpus.store import Store
from labels import events, labels, roles, spans
from labels.check import check
from labels.event import ArgumentDraft, EventDraft
from labels.intake import take_in

AddArticle = Callable[..., int]
AddLabel = Callable[[str], int]
CODED = ("article", "label", "span", "work")


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    return {table: store.rows(f"SELECT * FROM {table} ORDER BY id") for table in CODED}


def surfaces(store: Store, article_id: int) -> list[str]:
    return [span.surface for span in spans.of_article(store, article_id)]


@pytest.fixture
def omar(store: Store) -> Iterator[Store]:
    """The same file, opened by another coder."""
    with Store.open(store.path, coder="omar") as other:
        yield other


# One step


def test_a_step_says_what_it_touched(store: Store, add_article: AddArticle, add_label: AddLabel) -> None:
    article_id, label_id = add_article(), add_label("LOCATION")
    changes = spans.add_many(store, article_id, [(13, 17), (29, 33)], label_id)
    assert changes.kinds == {"span", "work"}
    assert changes.articles == {article_id}
    assert changes.summary == "Label 2 mentions of “Hama” as LOCATION"
    assert [spans.get(store, span_id).surface for span_id in changes.spans] == ["Hama", "Hama"]


def test_undo_takes_back_the_newest_step_whole(store: Store, add_article: AddArticle, add_label: AddLabel) -> None:
    article_id, label_id = add_article(), add_label("LOCATION")
    before = rows(store)
    spans.add_many(store, article_id, [(13, 17), (29, 33)], label_id)
    changes = journal.undo(store)
    assert rows(store) == before
    assert changes.kinds == {"span", "work"}
    assert changes.articles == {article_id}


def test_redo_brings_back_the_same_rows(store: Store, add_article: AddArticle, add_label: AddLabel) -> None:
    article_id, label_id = add_article(), add_label("LOCATION")
    spans.add_many(store, article_id, [(13, 17), (29, 33)], label_id)
    before = rows(store)
    journal.undo(store)
    journal.redo(store)
    assert rows(store) == before


def test_undo_and_redo_survive_a_restart(store: Store, add_article: AddArticle, add_label: AddLabel) -> None:
    article_id, label_id = add_article(), add_label("LOCATION")
    spans.add(store, article_id, 13, 17, label_id)
    store.close()
    with Store.open(store.path, coder="rima") as again:
        assert journal.undo_summary(again) == "Label “Hama” as LOCATION"
        journal.undo(again)
    with Store.open(store.path, coder="rima") as again:
        journal.redo(again)
        assert surfaces(again, article_id) == ["Hama"]


def test_nothing_to_undo_or_redo_is_no_trouble(store: Store) -> None:
    assert not journal.undo(store)
    assert not journal.redo(store)
    assert (journal.undo_summary(store), journal.redo_summary(store), journal.undo_article(store)) == ("", "", None)


def test_undo_says_which_article_it_will_change(store: Store, add_article: AddArticle, add_label: AddLabel) -> None:
    article_id, label_id = add_article(), add_label("LOCATION")
    spans.add(store, article_id, 13, 17, label_id)
    assert journal.undo_article(store) == article_id
    journal.undo(store)
    assert (journal.undo_article(store), journal.undo_article(store, redo=True)) == (None, article_id)


def test_a_new_step_ends_what_could_be_redone(store: Store, add_article: AddArticle, add_label: AddLabel) -> None:
    article_id, label_id = add_article(), add_label("LOCATION")
    spans.add(store, article_id, 13, 17, label_id)
    journal.undo(store)
    spans.add(store, article_id, 29, 33, label_id)
    assert journal.redo_summary(store) == ""
    assert [step.state for step in journal.history(store)][:2] == ["done", "abandoned"]


def test_an_action_that_changes_nothing_leaves_redo_alone(
    store: Store, add_article: AddArticle, add_label: AddLabel
) -> None:
    article_id, label_id = add_article(), add_label("LOCATION")
    spans.add(store, article_id, 13, 17, label_id)
    spans.add(store, article_id, 29, 33, label_id)
    journal.undo(store)
    assert not spans.add(store, article_id, 13, 17, label_id)
    journal.redo(store)
    assert surfaces(store, article_id) == ["Hama", "Hama"]


def test_an_action_that_changes_nothing_is_no_step(store: Store, add_article: AddArticle, add_label: AddLabel) -> None:
    article_id, label_id = add_article(), add_label("LOCATION")
    spans.add(store, article_id, 13, 17, label_id)
    before = journal.history(store)
    spans.add(store, article_id, 13, 17, label_id)
    assert journal.history(store) == before


def test_a_step_that_fails_leaves_nothing(store: Store, add_article: AddArticle) -> None:
    article_id = add_article()
    before, history = rows(store), journal.history(store)
    with suppress(ZeroDivisionError), journal.step(store, "article", "Half done") as step:
        step.update("article", article_id, title="Other")
        raise ZeroDivisionError
    assert (rows(store), journal.history(store)) == (before, history)


def test_history_names_the_coder_and_the_article(
    store: Store, omar: Store, add_article: AddArticle, add_label: AddLabel
) -> None:
    article_id, label_id = add_article(), add_label("LOCATION")
    spans.add(omar, article_id, 13, 17, label_id)
    (step,) = journal.history(store, article_id=article_id)
    assert (step.coder, step.summary, step.kind, step.state) == ("omar", "Label “Hama” as LOCATION", "span", "done")
    assert len(journal.history(store)) == 3
    assert len(journal.history(store, limit=1)) == 1


def test_a_row_that_undo_brings_back_finds_its_number_free(
    store: Store, add_article: AddArticle, add_label: AddLabel
) -> None:
    article_id, label_id = add_article(), add_label("LOCATION")
    (span_id,) = spans.add(store, article_id, 13, 17, label_id).spans
    spans.remove(store, [span_id])
    (other,) = spans.add(store, article_id, 29, 33, label_id).spans
    assert other != span_id
    journal.undo(store)
    journal.undo(store)
    assert spans.get(store, span_id).surface == "Hama"


def test_an_import_leaves_the_number_of_a_removed_span_free(
    store: Store, add_article: AddArticle, add_label: AddLabel
) -> None:
    article_id, label_id = add_article(), add_label("LOCATION")
    (span_id,) = spans.add(store, article_id, 13, 17, label_id).spans
    spans.remove(store, [span_id])
    take_in(store, [RawArticle(text="Homs burned.", spans=(RawSpan(0, 4, "LOCATION", coder="rima"),))])
    journal.undo(store)  # the import
    journal.undo(store)  # the removal
    assert spans.get(store, span_id).surface == "Hama"
    assert check(store) == []


# Two coders in one file


def test_a_coder_undoes_only_their_own_steps(
    store: Store, omar: Store, add_article: AddArticle, add_label: AddLabel
) -> None:
    article_id, label_id = add_article(), add_label("LOCATION")
    (mine,) = spans.add(store, article_id, 13, 17, label_id).spans
    spans.add(omar, article_id, 29, 33, label_id)
    journal.undo(store)
    assert [span.coder for span in spans.of_article(store, article_id)] == ["omar"]
    journal.redo(store)
    assert spans.get(omar, mine).coder == "rima"


def test_a_removed_span_comes_back_after_another_coder_coded(
    store: Store, omar: Store, add_article: AddArticle, add_label: AddLabel
) -> None:
    article_id, label_id = add_article(), add_label("LOCATION")
    (mine,) = spans.add(store, article_id, 13, 17, label_id).spans
    spans.remove(store, [mine])
    spans.add(omar, article_id, 13, 17, label_id)
    journal.undo(store)
    assert [span.coder for span in spans.of_article(store, article_id)] == ["rima", "omar"]
    assert check(store) == []


def test_what_another_coder_changed_since_is_not_undone(store: Store, omar: Store, add_label: AddLabel) -> None:
    label_id = add_label("LOCATION")
    labels.rename(store, label_id, "PLACE")
    labels.rename(omar, label_id, "SITE")
    before = rows(store)
    with pytest.raises(UserError, match="cannot be undone: somebody has changed"):
        journal.undo(store)
    assert rows(store) == before


def test_a_label_another_coder_retired_is_not_taken_away(store: Store, omar: Store, add_label: AddLabel) -> None:
    label_id = add_label("LOCATION")
    labels.retire(omar, label_id)
    with pytest.raises(UserError, match="cannot be undone"):
        journal.undo(store)
    assert [label.retired for label in labels.all_labels(store, retired=True)] == [True]


def test_a_name_another_coder_has_taken_is_not_taken_back(store: Store, omar: Store, add_label: AddLabel) -> None:
    label_id = add_label("LOCATION")
    labels.rename(store, label_id, "PLACE")
    labels.add(omar, "LOCATION")
    with pytest.raises(UserError, match="“Rename LOCATION to PLACE” cannot be undone"):
        journal.undo(store)
    assert [label.name for label in labels.all_labels(store)] == ["PLACE", "LOCATION"]


def test_a_redo_that_cannot_be_says_so(store: Store, omar: Store, add_label: AddLabel) -> None:
    label_id = add_label("LOCATION")
    labels.rename(store, label_id, "PLACE")
    journal.undo(store)
    labels.rename(omar, label_id, "SITE")
    with pytest.raises(UserError, match="cannot be done again: somebody has changed"):
        journal.redo(store)


def test_a_span_whose_label_is_gone_does_not_come_back(store: Store, omar: Store, add_article: AddArticle) -> None:
    article_id = add_article()
    labels.add(omar, "LOCATION")
    label_id = labels.by_name(store)["LOCATION"].id
    spans.remove(store, spans.add(store, article_id, 13, 17, label_id).spans)
    journal.undo(omar)
    with pytest.raises(UserError, match="cannot be undone"):
        journal.undo(store)
    assert check(store) == []


def test_a_label_that_others_use_is_retired_when_its_adding_is_undone(
    store: Store, omar: Store, add_article: AddArticle, add_label: AddLabel
) -> None:
    article_id, label_id = add_article(), add_label("LOCATION")
    spans.add(omar, article_id, 13, 17, label_id)
    journal.undo(store)
    assert labels.all_labels(store) == []
    assert surfaces(store, article_id) == ["Hama"]
    journal.redo(store)
    assert [label.name for label in labels.all_labels(store)] == ["LOCATION"]


def test_labels_of_an_import_are_offered_again_when_it_is_redone(store: Store) -> None:
    take_in(store, [RawArticle(text="Homs burned.", spans=(RawSpan(0, 4, "LOCATION"),))])
    journal.undo(store)
    assert labels.all_labels(store) == []
    journal.redo(store)
    assert [label.name for label in labels.all_labels(store)] == ["LOCATION"]


def test_an_article_another_coder_removed_stays_removed_when_its_import_is_redone(
    store: Store, omar: Store, add_article: AddArticle
) -> None:
    article_id = add_article()
    articles.remove(omar, [article_id])
    journal.undo(store)
    journal.redo(store)
    assert list(articles.ids(store)) == []
    journal.undo(omar)
    assert list(articles.ids(store)) == [article_id]


# Kinds of steps


def test_removing_articles_is_undone(store: Store, add_article: AddArticle) -> None:
    ids = [add_article(f"Article {number}") for number in range(3)]
    changes = articles.remove(store, ids[:2])
    assert (list(articles.ids(store)), set(changes.articles)) == (ids[2:], set(ids[:2]))
    journal.undo(store)
    assert list(articles.ids(store)) == ids


def test_a_correction_is_undone_in_the_search_index_too(store: Store, add_article: AddArticle) -> None:
    article_id = add_article(title="Shelling")
    articles.correct(store, article_id, title="Ceasefire")
    journal.undo(store)
    assert store.value("SELECT rowid FROM article_fts WHERE article_fts MATCH 'shelling'") == article_id
    assert store.value("SELECT rowid FROM article_fts WHERE article_fts MATCH 'ceasefire'") is None


def test_the_kept_count_follows_undo_and_redo(store: Store, add_article: AddArticle, add_label: AddLabel) -> None:
    article_id, label_id = add_article(), add_label("LOCATION")
    spans.add_many(store, article_id, [(13, 17), (29, 33)], label_id)
    counts = []
    for travel in (journal.undo, journal.redo):
        travel(store)
        counts.append(articles.rows(store, [article_id])[0].spans)
    assert counts == [0, 2]


def test_a_whole_day_is_undone_and_redone_exactly(store: Store, add_article: AddArticle, add_label: AddLabel) -> None:
    first, second = add_article(), add_article("Talks were held in Idlib.")
    event, place = add_label("EVENT"), add_label("LOCATION")
    spans.add(store, first, 0, 8, event, note="first")
    (span_id,) = spans.add(store, second, 0, 5, event).spans
    spans.move(store, span_id, 0, 10, exact=True)
    spans.relabel(store, span_id, place)
    spans.annotate(store, span_id, note="x", certainty="claimed")
    labels.edit(store, event, name="ACT", kind="other", colour="#000000", key="1", definition="What happened.")
    labels.retire(store, place)
    spans.remove(store, [span_id])
    articles.set_status(store, first, "done")
    articles.correct(store, second, title="Talks", published="2024-12-06")
    articles.remove(store, [first])
    before = rows(store)
    undone = 0
    while journal.undo(store):
        undone += 1
    assert [len(articles.ids(store)), len(labels.all_labels(store))] == [0, 0]
    for _ in range(undone):
        journal.redo(store)
    assert rows(store) == before
    assert check(store) == []


def test_a_step_that_cannot_be_undone_is_passed_over_for_those_before_it(
    store: Store, omar: Store, add_label: AddLabel
) -> None:
    add_label("FIRST")
    second = add_label("SECOND")
    labels.rename(omar, second, "THEIRS")

    with pytest.raises(UserError, match="passed over"):
        journal.undo(store)
    journal.undo(store)

    assert [label.name for label in labels.all_labels(store)] == ["THEIRS"]


def test_a_label_that_only_a_taken_back_import_used_does_not_keep_its_name(store: Store, add_label: AddLabel) -> None:
    renamed = add_label("PLACE")
    labels.rename(store, renamed, "EVENT")
    take_in(store, [RawArticle("Hama fell.", spans=(RawSpan(0, 4, "PLACE"),))])
    journal.undo(store)
    journal.undo(store)
    undone = [label.name for label in labels.all_labels(store)]
    journal.redo(store)
    journal.redo(store)

    assert undone == ["PLACE"]
    assert [label.name for label in labels.all_labels(store)] == ["EVENT", "PLACE"]
    assert [span.label for span in spans.of_article(store, 1)] == ["PLACE"]


# What an import brought, and what a file from elsewhere says


def test_a_role_that_only_a_taken_back_import_used_does_not_keep_its_name(store: Store) -> None:
    roles.add(store, "Actor", kind="text")
    roles.edit(store, 1, name="Who")
    event = RawEvent("", arguments=(RawArgument("Actor", "Rebels"),))
    take_in(store, [RawArticle(text="Rebels seized Hama.", events=(event,))])
    for summary in ("Import 1 article", "Rename Actor to Who"):
        assert journal.undo(store).summary == summary
    assert [role.name for role in roles.all_roles(store)] == ["Actor"]
    journal.redo(store)
    journal.redo(store)
    assert sorted(role.name for role in roles.all_roles(store)) == ["Actor", "Who"]
    assert check(store) == []


@pytest.mark.parametrize("table", ["sqlite_master", "setting", "record", 'span"; DROP TABLE span; --'])
def test_a_damaged_journal_is_said_and_passed_over(
    store: Store, add_article: AddArticle, add_label: AddLabel, table: str
) -> None:
    spans.add(store, add_article(), 13, 17, add_label("LOCATION"))
    with store.transaction():
        store.db.conn.execute("UPDATE change SET tbl = ? WHERE tbl = 'span'", (table,))
    with pytest.raises(UserError, match=r"is damaged\. It is passed over"):
        journal.undo(store)
    assert journal.undo(store)


def test_records_are_left_alone_where_they_show_nothing_else(store: Store, add_article: AddArticle) -> None:
    roles.add(store, "Actor", kind="actor", slot="actor")
    roles.add(store, "Place", kind="place", slot="place")
    events.add(store, add_article(), EventDraft(arguments=(ArgumentDraft(1, "Rebels"),)))
    wrong = "UPDATE record SET actor = 'not made anew'"
    with store.transaction():
        store.db.conn.execute(wrong)
    roles.reorder(store, [2, 1])
    roles.edit(store, 1, name="Who", definition="Who did it.")
    assert store.value("SELECT actor FROM record") == "not made anew"
    roles.edit(store, 1, slot="target")
    assert store.row("SELECT actor, target FROM record") == ("", "Rebels")


def test_taking_a_large_import_back_can_be_stopped_and_changes_nothing(store: Store) -> None:
    take_in(
        store,
        [RawArticle(text=f"Shelling hit Hama, {number}.", spans=(RawSpan(13, 17, "A"),)) for number in range(2_000)],
    )
    before = rows(store)

    def stop(done: int, total: int | None = None, note: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        journal.undo(store, stop)
    assert rows(store) == before
    assert journal.undo_summary(store) == "Import 2,000 articles"


def test_what_writes_much_or_hides_much_takes_long(
    store: Store, add_article: AddArticle, add_label: AddLabel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "_AT_ONCE", 2)
    take_in(store, [RawArticle(text=f"Hama, {number}.") for number in range(3)])
    assert journal.undo_takes_long(store)
    article_id, label_id = add_article(), add_label("LOCATION")
    spans.add(store, article_id, 13, 17, label_id)
    assert not journal.undo_takes_long(store)
    spans.add_many(store, article_id, [(0, 8), (13, 20), (29, 33)], label_id)
    assert journal.undo_takes_long(store)
    journal.undo(store)
    assert (journal.undo_takes_long(store), journal.undo_takes_long(store, redo=True)) == (False, True)
