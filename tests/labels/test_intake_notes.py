from corpus import journal
from corpus.article import FileRead, RawArticle, RawSpan, Refusal
from corpus.progress import Cancelled
from corpus.store import Store
from labels import imports, intake_notes
from labels.intake import take_in

STORY = RawArticle("Hama was shelled.", "Strike", where="wires.jsonl, line 1", warnings=("Its date was no date.",))
BAD = Refusal("wires.jsonl, line 2", "wires.jsonl, line 2 holds no text.")


def told(store: Store, batch_id: int = 1) -> list[tuple[str, str, str]]:
    return [(each.kind, each.place, each.sentence) for each in intake_notes.notes(store, batch_id)]


def test_what_was_skipped_is_kept_with_its_reason(store: Store) -> None:
    take_in(store, [STORY, BAD, RawArticle(STORY.text, where="wires.jsonl, line 3")])
    assert told(store) == [
        ("refused", "wires.jsonl, line 2", "wires.jsonl, line 2 holds no text."),
        ("copy", "wires.jsonl, line 3", "The project holds this text already, as “Strike”."),
        ("warning", "wires.jsonl, line 1", "Its date was no date."),
    ]
    assert [each.article_id for each in intake_notes.notes(store, 1)] == [None, 1, None]
    assert intake_notes.counts(store, 1) == {"refused": 1, "copy": 1, "warning": 1}


def test_the_same_words_about_one_file_are_counted_after_a_while(store: Store) -> None:
    raws = [
        RawArticle(f"Story {n}.", where=f"wires.jsonl, line {n}", warnings=("Its spans are rejected.",))
        for n in range(13)
    ]
    take_in(store, [FileRead("wires.jsonl", 1), *raws, FileRead("wires.jsonl", 1, "0" * 64, "json 1")])
    places = [place for _, place, _ in told(store)]
    assert places[-2:] == ["wires.jsonl, line 9", "wires.jsonl, 3 more articles"]
    assert len(places) == 11


def test_a_span_that_was_left_out_is_kept(store: Store) -> None:
    take_in(store, [RawArticle("Hama.", where="a.txt", spans=(RawSpan(0, 99, "PLACE"),))])
    ((kind, place, _),) = told(store)
    assert (kind, place) == ("span", "a.txt: PLACE 0–99")


def test_an_import_that_brought_nothing_is_listed_with_its_reasons(store: Store) -> None:
    before = journal.history(store)
    take_in(store, [BAD])
    (found,) = imports.imports(store)
    assert (found.added, found.skipped, found.coder) == (0, 1, "")
    assert journal.history(store) == before
    assert len(told(store, found.id)) == 1


def test_an_import_of_nothing_leaves_nothing(store: Store) -> None:
    take_in(store, [FileRead("empty.jsonl", 1), FileRead("empty.jsonl", 1, "0" * 64, "json 1")])
    assert imports.imports(store) == []


def test_notes_are_found_by_kind_and_words(store: Store) -> None:
    take_in(store, [STORY, BAD, Refusal("Photo.PDF", "Photo.PDF is a scan, without text.")])
    assert [each.place for each in intake_notes.notes(store, 1, kinds=["warning"])] == ["wires.jsonl, line 1"]
    assert [each.place for each in intake_notes.notes(store, 1, words="pdf SCAN")] == ["Photo.PDF"]


def test_beyond_the_most_only_the_number_is_kept(store: Store) -> None:
    take_in(store, (Refusal(f"{n}", f"{n} holds no text.") for n in range(intake_notes.MOST + 250)))
    (found,) = imports.imports(store)
    assert found.figure("refused") == intake_notes.MOST + 250
    assert intake_notes.counts(store, found.id) == {"refused": intake_notes.MOST}


def test_notes_stay_when_the_import_is_taken_back(store: Store) -> None:
    take_in(store, [STORY, BAD])
    journal.undo(store)
    (found,) = imports.imports(store)
    assert found.taken_back
    assert len(told(store)) == 2
    journal.redo(store)
    assert not imports.imports(store)[0].taken_back


def test_a_stopped_import_says_so(store: Store) -> None:
    def stop(done: int, total: int | None = None, note: str = "") -> None:
        raise Cancelled

    take_in(store, [STORY], progress=stop)
    assert imports.imports(store)[0].figures["cancelled"] is True


def test_notes_as_text_have_a_line_each(store: Store) -> None:
    take_in(store, [STORY])
    assert intake_notes.as_text(intake_notes.notes(store, 1)) == "wires.jsonl, line 1\tIts date was no date.\n"
