from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import articles, journal, names
from corpus.article import RawArticle, RawSpan, Refusal
from corpus.errors import UserError
from corpus.progress import Cancelled
from corpus.store import Store
from labels import intake, labels, spans
from labels.check import check
from labels.intake import add_held, take_in
from labels.intake_report import IntakeReport

UID = "0123456789abcdef" * 2
HAMA = RawArticle(text="Hama was shelled. Hama burned.", title="Strike", where="wires.jsonl, line 1")


def span(start: int, end: int, label: str = "PLACE", coder: str = "", **fields: object) -> RawSpan:
    return RawSpan(start, end, label, coder, fields=fields)


def coded(*found: RawSpan, raw: RawArticle = HAMA, status: str = "") -> RawArticle:
    return replace(raw, spans=found, status=status)


def surfaces(store: Store, article_id: int = 1) -> list[str]:
    return [found.surface for found in spans.of_article(store, article_id)]


def many(count: int) -> Iterator[RawArticle]:
    for number in range(count):
        yield RawArticle(text=f"Article {number} on Hama.", title=f"{number}", spans=(span(0, 7, "WORD"),))


def stop_after(count: int) -> Callable[..., None]:
    """A progress that cancels once `count` articles are in."""

    def progress(done: int, total: int | None = None, note: str = "") -> None:
        if done >= count:
            raise Cancelled

    return progress


# What comes in


@pytest.mark.parametrize("limit", [("_CHUNK_LENGTH", 40), ("_CHUNK_SECONDS", 0.0)])
def test_long_articles_and_slow_files_go_in_before_there_are_many(
    store: Store, monkeypatch: pytest.MonkeyPatch, limit: tuple[str, float]
) -> None:
    monkeypatch.setattr(intake, *limit)
    told: list[int] = []
    take_in(store, many(6), progress=lambda done, total=None, note="": told.append(done))
    assert told[-1] == 6
    assert len(told) >= 2


def test_names_are_counted_across_all_that_goes_in_at_once(store: Store) -> None:
    take_in(store, many(700))
    assert list(names.differing(store)) == []
    assert store.rows("SELECT surface, coded FROM name") == [("Article", 700)]


def test_an_article_comes_in_cleaned_with_its_spans_moved(store: Store) -> None:
    raw = RawArticle(text="\ufeffIn\r\nHama\x00 😀!", spans=(span(5, 9), span(11, 12, "FACE")))
    report = take_in(store, [raw])
    assert (report.added, report.spans, report.first_id) == (1, 2, 1)
    assert articles.get(store, 1).text == "In\nHama 😀!"
    assert surfaces(store) == ["Hama", "😀"]
    assert check(store) == []


def test_what_a_span_carries_is_kept(store: Store) -> None:
    fields = {"note": "a\x00b", "certainty": "claimed", "exact": True, "uid": UID, "created": "2020", "changed": "2021"}
    take_in(store, [coded(RawSpan(0, 4, "PLACE", "omar", "model:x", fields=fields))])
    (found,) = spans.of_article(store, 1)
    assert (found.uid, found.coder, found.origin, found.exact) == (UID, "omar", "model:x", True)
    assert (found.note, found.certainty, found.created, found.changed) == ("ab", "claimed", "2020", "2021")


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        (RawArticle(text="\n\n First line \nSecond"), "First line"),
        (RawArticle(text="x", title=" a\n\x00b\ud800  c "), "a b c"),
        (RawArticle(text="x", title="t" * 161), "t" * 159 + "…"),
        (RawArticle(text="\u200b"), "\u200b"),
    ],
)
def test_every_article_has_a_title_of_one_line(store: Store, raw: RawArticle, title: str) -> None:
    take_in(store, [raw])
    assert articles.get(store, 1).title == title


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2024-12-06", "2024-12-06"),
        ("2024-12-06T10:00:00Z", "2024-12-06T10:00:00Z"),
        ("20241206", ""),
        ("2024-W49-5", ""),
        ("Friday", ""),
        ("", ""),
    ],
)
def test_what_is_no_date_is_not_kept_as_one(store: Store, given: str, kept: str) -> None:
    take_in(store, [RawArticle(text="x", published=given)])
    assert articles.get(store, 1).published == kept


def test_nothing_in_an_articles_fields_can_break_an_import(store: Store) -> None:
    bad = "a\ud800\x00\ufdd0\r\n"
    raw = RawArticle(
        text="Hama", title=bad, source=bad, published=bad, url=bad, language=bad, meta={bad: [bad, {"x": bad}]},
        spans=(RawSpan(0, 4, bad, bad, bad, fields={"note": bad, "certainty": bad, "created": bad, "uid": bad}),
               RawSpan(0, 2, "PLACE", bad, bad, fields={"note": bad, "certainty": bad, "changed": bad, "uid": bad})),
        where=bad, status=bad, uid=bad,
    )  # fmt: skip
    report = take_in(store, [raw])
    assert (report.added, report.spans, len(report.spans_refused)) == (1, 1, 1)
    assert check(store) == []


def test_an_article_without_words_is_refused_by_name(store: Store) -> None:
    raws = [RawArticle(text=text, where=f"line {number}") for number, text in enumerate(("", " \n", "\x00\ufeff", "x"))]
    report = take_in(store, raws)
    assert [(found.where, found.reason) for found in report.refused] == [
        (f"line {number}", f"line {number} holds no text.") for number in range(3)
    ]
    assert report.added == 1


def test_an_article_that_is_too_long_is_refused_and_the_others_come_in(store: Store) -> None:
    report = take_in(store, [RawArticle(text="x" * 11, where="a.txt"), RawArticle(text="y" * 10)], max_text=10)
    assert [found.reason for found in report.refused] == [
        "a.txt holds 11 characters, over the limit of 10; split it or raise the limit."
    ]
    assert report.added == 1


def test_what_readers_refused_is_passed_on(store: Store) -> None:
    refusal = Refusal("b.pdf", "b.pdf is damaged.")
    report = take_in(store, [refusal, HAMA])
    assert (report.refused, report.added) == ([refusal], 1)


def test_nothing_to_take_in_leaves_no_step(store: Store) -> None:
    report = take_in(store, [Refusal("b.pdf", "b.pdf is damaged.")])
    assert not report.changes
    assert take_in(store, []).sentence == "0 articles added."
    assert journal.history(store) == []


# Spans that do not fit


@pytest.mark.parametrize(
    "found",
    [
        span(-1, 4),
        span(4, 4),
        span(5, 4),
        span(0, 31),
        span(99, 100),
        span(-5, -1),
        span(0, 4, text="Homs"),
        span(0, 10**30),
    ],
)
def test_a_span_that_does_not_fit_is_named_and_the_rest_comes_in(store: Store, found: RawSpan) -> None:
    report = take_in(store, [coded(found, span(18, 22))])
    assert surfaces(store) == ["Hama"]
    assert [refused.where for refused in report.spans_refused] == [
        f"wires.jsonl, line 1: PLACE {found.start}–{found.end}"
    ]


def test_a_span_of_removed_characters_only_is_refused(store: Store) -> None:
    report = take_in(store, [RawArticle(text="a\x00\x00b", spans=(span(1, 3),))])
    assert (report.spans, len(report.spans_refused)) == (0, 1)


def test_a_span_that_stands_twice_is_taken_once(store: Store) -> None:
    report = take_in(store, [coded(span(0, 4), span(0, 4), span(0, 4, coder="omar"))])
    assert (report.spans, len(report.spans_refused)) == (2, 1)
    assert "stands twice" in report.spans_refused[0].reason


# Labels


def test_labels_the_project_lacks_are_added(store: Store) -> None:
    report = take_in(store, [coded(span(0, 4, "GPE"), span(9, 16, "EVENT"))])
    assert report.new_labels == ["GPE", "EVENT"]
    assert [(label.name, label.kind) for label in labels.all_labels(store)] == [("GPE", "location"), ("EVENT", "event")]


def test_labels_that_differ_by_case_are_kept_apart(store: Store) -> None:
    report = take_in(store, [coded(span(0, 4, "place"), span(0, 4, "PLACE"))])
    assert (report.spans, report.new_labels) == (2, ["place", "PLACE"])


@pytest.mark.parametrize("name", [" PLACE ", "Évent", "E\u0301vent"])
def test_one_label_in_several_unicode_forms_is_one(store: Store, name: str) -> None:
    texts = [replace(raw, spans=(span(0, 7, name),)) for raw in many(50)]
    report = take_in(store, texts)
    assert (report.spans, len(report.new_labels), report.spans_refused) == (50, 1, [])
    assert take_in(store, [coded(span(0, 4, name), raw=HAMA)], unknown="refuse").spans == 1


def test_a_label_that_cannot_be_is_refused_with_its_span_only(store: Store) -> None:
    report = take_in(store, [coded(span(0, 4, "x" * 61), span(0, 4, ""), span(0, 4))])
    assert (report.spans, len(report.spans_refused)) == (1, 2)
    assert "cannot be a label's name" in report.spans_refused[0].reason


def test_unknown_labels_refuse_the_whole_article_when_asked(store: Store) -> None:
    labels.add(store, "PLACE")
    report = take_in(store, [coded(span(0, 4), span(9, 16, "ACT"), span(0, 1, "BAD"))], unknown="refuse")
    assert [found.reason for found in report.refused] == [
        "wires.jsonl, line 1 uses labels this project does not have: ACT, BAD."
    ]
    assert (report.added, len(articles.ids(store))) == (0, 0)


def test_unknown_labels_hold_their_spans_back_when_asked(store: Store) -> None:
    raw = coded(span(0, 4, "E\u0301"), span(9, 16, "ACT"), span(18, 22, "ACT"))
    report = take_in(store, [raw], unknown="hold", as_coder="omar")
    assert (report.added, report.spans, report.pending) == (1, 0, {"ACT": 2, "E\u0301": 1})
    add_held(store, report.held)
    assert surfaces(store) == ["Hama", "shelled", "Hama"]
    assert {found.coder for found in spans.of_article(store, 1)} == {"omar"}
    journal.undo(store)
    assert (surfaces(store), labels.all_labels(store, retired=True)) == ([], [])


def test_a_name_no_label_may_have_does_not_keep_the_other_held_spans_out(store: Store) -> None:
    raw = coded(span(0, 4, "GOOD"), span(9, 16, "x" * 61), span(18, 22, "b\u200bad"))
    report = take_in(store, [raw], unknown="hold")
    assert (report.pending, len(report.spans_refused)) == ({"GOOD": 1}, 2)
    add_held(store, report.held)
    assert surfaces(store) == ["Hama"]


def test_what_a_copy_or_its_own_file_says_again_is_held_once(store: Store) -> None:
    twice, copy = coded(span(0, 4), span(0, 4)), replace(coded(span(0, 4)), where="wires.jsonl, line 2")
    report = take_in(store, [twice, copy], unknown="hold")
    assert (report.pending, len(report.duplicates)) == ({"PLACE": 1}, 1)
    assert [refusal.reason for refusal in report.spans_refused] == [
        "wires.jsonl, line 1: PLACE 0–4 stands twice in the file; it was left out."
    ]


def test_held_spans_put_their_article_in_progress(store: Store) -> None:
    report = take_in(store, [coded(span(0, 4))], unknown="hold")
    assert articles.status(store, 1) == "new"
    add_held(store, report.held)
    assert articles.status(store, 1) == "in progress"


def test_held_spans_of_an_import_that_was_undone_stay_out(store: Store) -> None:
    report = take_in(store, [coded(span(0, 4))], unknown="hold")
    journal.undo(store)
    assert not add_held(store, report.held)
    assert (surfaces(store), labels.all_labels(store)) == ([], [])
    assert journal.redo_summary(store) == "Import 1 article"


def test_adding_held_spans_can_be_stopped_and_undone_in_one_step(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labels.intake_held._HELD", 2)
    report = take_in(store, many(5), unknown="hold")

    def stop(done: int, total: int | None = None, note: str = "") -> None:
        if done >= 4:
            raise Cancelled

    changes = add_held(store, report.held, progress=stop)
    assert (len(changes.spans), changes.summary) == (4, "Add 4 spans with new labels")
    assert journal.undo_summary(store) == changes.summary
    journal.undo(store)
    assert store.value("SELECT count(*) FROM span") == 0


def test_a_part_of_held_spans_that_adds_nothing_leaves_the_parts_before(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("labels.intake_held._HELD", 1)
    report = take_in(store, many(2), unknown="hold")
    first, second = report.held
    assert len(add_held(store, [first, first, second]).spans) == 2


# Coders and status


def test_the_coders_of_a_file_are_kept(store: Store) -> None:
    take_in(store, [coded(span(0, 4, coder="omar"), span(18, 22))])
    assert [found.coder for found in spans.of_article(store, 1)] == ["omar", "rima"]


def test_spans_become_one_coders_when_asked(store: Store) -> None:
    take_in(store, [coded(span(0, 4, coder="omar"), span(18, 22))], as_coder="lina")
    assert {found.coder for found in spans.of_article(store, 1)} == {"lina"}


def test_the_first_coding_brought_in_is_ones_own_when_nobody_was_named(tmp_path: Path) -> None:
    with Store.create(tmp_path / "unnamed.dateline") as unnamed:
        take_in(unnamed, [coded(span(0, 4, coder="omar"))])
        assert unnamed.coder_name == "omar"
        assert articles.status(unnamed, 1) == "in progress"


@pytest.mark.parametrize(
    ("status", "found", "expected"),
    [
        ("", (), "new"),
        ("", (span(0, 4),), "in progress"),
        ("done", (), "done"),
        ("done", (span(0, 4),), "done"),
        ("new", (span(0, 4),), "new"),
        ("accepted", (), "new"),
    ],
)
def test_the_status_of_the_file_is_kept(store: Store, status: str, found: tuple[RawSpan, ...], expected: str) -> None:
    take_in(store, [coded(*found, status=status)])
    assert articles.status(store, 1) == expected


# Copies


def test_the_same_text_again_is_a_duplicate(store: Store) -> None:
    report = take_in(store, [HAMA, replace(HAMA, text="\ufeff" + HAMA.text, where="line 2")])
    again = take_in(store, [replace(HAMA, where="line 3")])
    assert (report.added, again.added) == (1, 0)
    assert [(copy.where, copy.article_id, copy.title) for copy in report.duplicates + again.duplicates] == [
        ("line 2", 1, "Strike"), ("line 3", 1, "Strike"),
    ]  # fmt: skip


def test_a_duplicate_alone_is_no_step(store: Store) -> None:
    take_in(store, [HAMA])
    before = journal.history(store)
    assert not take_in(store, [HAMA]).changes
    assert journal.history(store) == before


def test_two_lines_with_one_text_and_different_spans_become_one_article_with_all(store: Store) -> None:
    report = take_in(store, [coded(span(0, 4)), coded(span(0, 4), span(18, 22)), coded(span(9, 16, "ACT"))])
    assert (report.added, report.spans) == (1, 3)
    assert [copy.spans_added for copy in report.duplicates] == [1, 1]
    assert surfaces(store) == ["Hama", "shelled", "Hama"]
    assert check(store) == []


def test_all_that_copies_brought_goes_and_comes_with_one_undo(store: Store) -> None:
    take_in(store, [coded(span(0, 4)), coded(span(18, 22, "ACT"))])
    journal.undo(store)
    assert (list(articles.ids(store)), labels.all_labels(store)) == ([], [])
    journal.redo(store)
    assert surfaces(store) == ["Hama", "Hama"]
    assert check(store) == []


def test_spans_of_a_copy_put_their_coder_to_work(store: Store) -> None:
    take_in(store, [coded(span(0, 4))])
    take_in(store, [coded(span(0, 4, coder="omar"), status="done")])
    assert [found.coder for found in spans.of_article(store, 1)] == ["rima", "omar"]
    with Store.open(store.path, coder="omar") as omar:
        assert articles.status(omar, 1) == "done"
    assert articles.status(store, 1) == "in progress"


# Identifiers


def test_identifiers_of_a_file_are_kept_unless_they_are_taken(store: Store) -> None:
    other = RawArticle(text="Homs.", uid=UID, spans=(span(0, 4, uid=UID),))
    take_in(store, [coded(span(0, 4, uid=UID), span(18, 22, uid=UID), raw=replace(HAMA, uid=UID)), other])
    uids = [found.uid for article_id in (1, 2) for found in spans.of_article(store, article_id)]
    assert (uids[0], len(set(uids))) == (UID, 3)
    assert articles.get(store, 1).uid == UID != articles.get(store, 2).uid


@pytest.mark.parametrize("uid", ["", "x", UID.upper(), UID + "0", "0" * 31 + "g", "' OR 1=1 --"])
def test_what_is_no_identifier_is_replaced(store: Store, uid: str) -> None:
    take_in(store, [RawArticle(text="Homs.", uid=uid, spans=(span(0, 4, uid=uid),))])
    assert articles.get(store, 1).uid != uid
    assert len(spans.of_article(store, 1)[0].uid) == 32


def test_a_copy_never_loses_a_span_to_an_identifier_used_twice(store: Store) -> None:
    take_in(store, [RawArticle(text="Homs.", spans=(span(0, 4, uid=UID),)), HAMA])
    report = take_in(store, [coded(span(0, 4, uid=UID), span(18, 22, uid=UID))])
    assert (report.spans, surfaces(store, 2)) == (2, ["Hama", "Hama"])
    assert check(store) == []


def test_a_span_moved_since_is_known_by_its_identifier(store: Store) -> None:
    raw = coded(span(0, 4, uid=UID))
    take_in(store, [raw])
    spans.move(store, spans.of_article(store, 1)[0].id, 0, 8)
    assert take_in(store, [raw]).spans == 0
    assert surfaces(store) == ["Hama was"]


# Undo, and coming back


def test_one_undo_takes_a_long_import_back_and_one_redo_brings_it(store: Store) -> None:
    report = take_in(store, many(450))
    assert (report.added, journal.undo_summary(store)) == (450, "Import 450 articles")
    assert {"article", "label", "span"} <= journal.undo(store).kinds
    assert (len(articles.ids(store)), labels.all_labels(store)) == (0, [])
    journal.redo(store)
    assert (len(articles.ids(store)), surfaces(store, 450)) == (450, ["Article"])
    assert [label.name for label in labels.all_labels(store)] == ["WORD"]
    assert check(store) == []


def test_a_file_taken_back_can_be_taken_in_again(store: Store) -> None:
    take_in(store, [coded(span(0, 4)), *many(30)])
    journal.undo(store)
    report = take_in(store, [coded(span(0, 4)), *many(30)])
    assert (report.added, report.duplicates, report.first_id) == (31, [], 1)
    assert journal.redo_summary(store) == ""
    assert (len(articles.ids(store)), surfaces(store)) == (31, ["Hama"])
    assert [label.name for label in labels.all_labels(store)] == ["PLACE", "WORD"]
    journal.undo(store)
    assert (len(articles.ids(store)), labels.all_labels(store)) == (0, [])
    journal.redo(store)
    assert (len(articles.ids(store)), len(labels.all_labels(store))) == (31, 2)
    assert check(store) == []


def test_a_removed_article_comes_back_with_its_coding(store: Store) -> None:
    take_in(store, [coded(span(0, 4))])
    articles.remove(store, [1])
    report = take_in(store, [coded(span(0, 4), span(18, 22))])
    assert (report.added, report.spans, report.sentence) == (1, 1, "1 article added, with 1 span.")
    assert surfaces(store) == ["Hama", "Hama"]


def test_an_import_that_is_stopped_leaves_whole_articles_and_one_undo(store: Store) -> None:
    report = take_in(store, many(1000), progress=stop_after(200))
    assert report.cancelled
    assert 200 <= report.added == len(articles.ids(store)) < 1000
    assert report.sentence.endswith(", then stopped.")
    assert check(store) == []
    journal.undo(store)
    assert len(articles.ids(store)) == 0


def test_an_import_that_was_stopped_is_completed_by_the_next(store: Store) -> None:
    first = take_in(store, many(300), progress=stop_after(20))
    second = take_in(store, many(300))
    assert first.added + second.added == 300 == len(articles.ids(store))
    assert len(second.duplicates) == first.added


def test_an_import_undone_while_it_is_going_on_stops(store: Store) -> None:
    def undoing() -> Iterator[RawArticle]:
        for number, raw in enumerate(many(300)):
            if number == 100:  # the first chunk is in the file
                with Store.open(store.path, coder="rima") as window:
                    journal.undo(window)
            yield raw

    with pytest.raises(UserError, match="was undone while it was going on"):
        take_in(store, undoing())
    assert len(articles.ids(store)) == 0
    journal.redo(store)
    assert len(articles.ids(store)) == 20
    assert check(store) == []


def test_coding_during_an_import_is_a_step_of_its_own(store: Store) -> None:
    def coding() -> Iterator[RawArticle]:
        for number, raw in enumerate(many(300)):
            if number == 100:
                with Store.open(store.path, coder="rima") as window:
                    spans.add(window, 1, 8, 9, labels.by_name(window)["WORD"].id)
            yield raw

    take_in(store, coding())
    assert journal.undo(store).summary == "Label “0” as WORD"
    assert journal.undo(store).summary == "Import 300 articles"
    journal.redo(store)
    journal.redo(store)
    assert surfaces(store) == ["Article", "0"]
    assert check(store) == []


def test_a_trouble_of_the_reader_keeps_what_came_before(store: Store) -> None:
    def failing() -> Iterator[RawArticle]:
        yield from many(100)
        raise UserError("wires.jsonl was taken away.")

    with pytest.raises(UserError, match="taken away"):
        take_in(store, failing())
    assert len(articles.ids(store)) == 20
    journal.undo(store)
    assert len(articles.ids(store)) == 0


@pytest.mark.parametrize(
    ("report", "sentence"),
    [
        (IntakeReport(), "0 articles added."),
        (IntakeReport(added=1, spans=1), "1 article added, with 1 span."),
        (IntakeReport(added=1200, refused=[Refusal("", "")]), "1,200 articles added, 1 refused."),
        (
            IntakeReport(added=2, spans_refused=[Refusal("", "")], cancelled=True),
            "2 articles added, 1 span left out, then stopped.",
        ),
    ],
)
def test_the_report_is_one_sentence(report: IntakeReport, sentence: str) -> None:
    assert report.sentence == sentence
