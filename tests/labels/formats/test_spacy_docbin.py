"""The export of training data as a whole: what goes in, what is said of it, and when it is made anew."""

import json
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import assignments
from corpus.errors import UserError
from corpus.progress import Cancelled
from labels.formats import ExportOptions, export, exporter, spacy_docbin, spacy_shards
from labels.formats.report import ExportReport

NAMES = {
    *("train.spacy", "dev.spacy", "test.spacy", "config.cfg", "config_spancat.cfg", "project.yml", "README.md"),
    *("ledger.jsonl", "ledger.md", "dateline-export.json"),
}
Read = Callable[[Path], list[Any]]


def ledger(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "ledger.jsonl").read_text(encoding="utf-8").splitlines()]


def run(project: Any, out: Path, **options: Any) -> ExportReport:
    return spacy_docbin.export(project.store, out, options=ExportOptions(**options))


def by_uid(out: Path, read_docs: Read) -> dict[str, tuple[str, Any]]:
    return {
        doc.user_data["uid"]: (split, doc)
        for split in ("train", "dev", "test")
        for doc in read_docs(out / f"{split}.spacy")
    }


def test_the_folder_holds_what_training_needs(project: Any, tmp_path: Path) -> None:
    project.fill()
    run(project, tmp_path / "out")
    assert {path.name for path in (tmp_path / "out").iterdir()} == NAMES


def test_every_article_is_in_one_split(project: Any, tmp_path: Path, read_docs: Read) -> None:
    project.fill(40)
    report = run(project, tmp_path / "out")
    assert by_uid(tmp_path / "out", read_docs).keys() == project.texts().keys()
    assert sum(report.splits.values()) == report.articles == 40


def test_unfinished_articles_are_left_out_and_named(project: Any, tmp_path: Path, read_docs: Read) -> None:
    done = project.article("Hama fell.", [(0, 4, "LOC")])
    project.article("Homs *fell*.", [(0, 4, "LOC")], status="in progress", title="Half | done")
    project.article("Nothing here.", status="")
    report = run(project, tmp_path / "out")
    uid = project.store.value("SELECT uid FROM article WHERE id = ?", (done,))
    assert set(by_uid(tmp_path / "out", read_docs)) == {uid}
    assert report.left_out == 2
    assert "Half \\| done" in (tmp_path / "out" / "ledger.md").read_text(encoding="utf-8")


def test_removed_articles_are_not_exported(project: Any, tmp_path: Path) -> None:
    project.fill(3)
    with project.store.transaction():
        project.store.db.execute("UPDATE article SET removed = 1 WHERE id = 1")
    assert run(project, tmp_path / "out").articles == 2


def test_an_article_coded_twice_goes_out_once(project: Any, tmp_path: Path, read_docs: Read) -> None:
    project.article("Hama fell.", [(0, 4, "LOC")])
    project.article("Hama fell.", [(0, 4, "ACTOR")], coder="omar")
    report = run(project, tmp_path / "out")
    ((_, doc),) = by_uid(tmp_path / "out", read_docs).values()
    assert [span.label_ for span in doc.spans["sc"]] == ["LOC"]
    assert any("1 span by second coders" in warning for warning in report.warnings)


def test_an_article_goes_out_with_the_coding_of_whoever_is_done(project: Any, tmp_path: Path, read_docs: Read) -> None:
    project.article("Hama fell.", [(0, 4, "LOC")])
    project.article("Homs fell.", [(0, 4, "ACTOR")], coder="omar")
    report = run(project, tmp_path / "out")
    docs = by_uid(tmp_path / "out", read_docs).values()
    assert {doc.text: [span.label_ for span in doc.spans["sc"]] for _, doc in docs} == {
        "Hama fell.": ["LOC"],
        "Homs fell.": ["ACTOR"],
    }
    assert not any("second coders" in warning for warning in report.warnings)


def test_another_coders_coding_can_be_asked_for(project: Any, tmp_path: Path, read_docs: Read) -> None:
    project.article("Hama fell.", [(0, 4, "LOC")])
    project.article("Hama fell.", [(0, 4, "ACTOR")], coder="omar")
    run(project, tmp_path / "out", coder_id=project.store.ensure_coder("omar"))
    ((_, doc),) = by_uid(tmp_path / "out", read_docs).values()
    assert [span.label_ for span in doc.spans["sc"]] == ["ACTOR"]


def test_labels_can_be_chosen(project: Any, tmp_path: Path, read_docs: Read) -> None:
    project.article("Hama fell.", [(0, 4, "LOC"), (5, 9, "EVENT")])
    report = run(project, tmp_path / "out", labels=("EVENT",))
    ((_, doc),) = by_uid(tmp_path / "out", read_docs).values()
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("fell", "EVENT")]
    assert report.reasons == {"label not chosen": 1}


def test_an_unknown_label_is_one_sentence(project: Any, tmp_path: Path) -> None:
    project.fill(2)
    with pytest.raises(UserError, match="no label NONE"):
        run(project, tmp_path / "out", labels=("NONE",))


def test_nothing_done_yet_is_one_sentence(project: Any, tmp_path: Path) -> None:
    project.article("Hama fell.", status="new")
    with pytest.raises(UserError, match="No article is done yet"):
        run(project, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_project_without_articles_is_one_sentence(project: Any, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="No article is done yet"):
        run(project, tmp_path / "out")


@pytest.mark.parametrize(
    ("text", "span", "outcome", "reason", "to"),
    [
        ("In Hama city", (3, 7), "kept", None, None),
        ("In Hama city", (4, 6), "snapped", "not on word borders", [3, 7]),
        ("In Hama city", (2, 8), "snapped", "not on word borders", [3, 7]),
        ("In Hama city", (5, 9), "snapped", "not on word borders", [3, 12]),
        ("In Hama\n\n city", (3, 10), "snapped", "not on word borders", [3, 7]),
        ("In Hama  city", (7, 9), "dropped", "only white space", None),
        ("In Hama city", (2, 3), "dropped", "only white space", None),
        ("In Hama city", (5, 99), "dropped", "outside the text", None),
        ("I can't", (5, 7), "snapped", "not on word borders", [4, 7]),
    ],
)
def test_the_ledger_says_what_became_of_a_span(
    project: Any,
    tmp_path: Path,
    text: str,
    span: tuple[int, int],
    outcome: str,
    reason: str | None,
    to: list[int] | None,
) -> None:
    project.article(text, [(*span, "LOC")])
    run(project, tmp_path / "out")
    (line,) = ledger(tmp_path / "out")
    assert (line["outcome"], line.get("reason"), line.get("to")) == (outcome, reason, to)
    assert (line["start"], line["end"], line["text"]) == (*span, text[span[0] : span[1]])
    assert line["ents"] is (outcome != "dropped")


def test_a_span_that_becomes_the_same_as_another_is_dropped(project: Any, tmp_path: Path) -> None:
    project.article("In Hama city", [(3, 7, "LOC"), (4, 7, "LOC"), (4, 7, "ACTOR")])
    report = run(project, tmp_path / "out")
    assert [(line["label"], line["outcome"], line.get("reason")) for line in ledger(tmp_path / "out")] == [
        ("LOC", "kept", None),
        ("LOC", "dropped", "same words and label twice"),
        ("ACTOR", "snapped", "not on word borders"),
    ]
    assert (report.kept, report.snapped, report.dropped) == (1, 1, 1)


def test_a_span_that_overlaps_a_longer_one_is_not_in_ents(project: Any, tmp_path: Path, read_docs: Read) -> None:
    project.article("Rebels shelled Hama city", [(7, 24, "ATTACK"), (15, 19, "LOC")])
    run(project, tmp_path / "out")
    assert [(line["label"], line["outcome"], line["ents"]) for line in ledger(tmp_path / "out")] == [
        ("ATTACK", "kept", True),
        ("LOC", "kept", False),
    ]
    ((_, doc),) = by_uid(tmp_path / "out", read_docs).values()
    assert [ent.label_ for ent in doc.ents] == ["ATTACK"]
    assert [span.label_ for span in doc.spans["sc"]] == ["ATTACK", "LOC"]


spans = st.lists(st.tuples(st.integers(0, 28), st.integers(1, 9), st.sampled_from("AB")), max_size=10)


@given(coded=st.lists(spans, min_size=1, max_size=3))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_ledger_accounts_for_every_span(coded: list[Any], project: Any) -> None:
    with project.store.transaction():
        project.clear()
        for number, given_spans in enumerate(coded):
            found = [(start, start + length, label) for start, length, label in given_spans]
            project.article(f"{number} can't  leave\n\n Hama, 10km.", found)
    out = project.store.path.parent / "out"
    report = run(project, out)
    lines = ledger(out)
    outcomes = Counter(line["outcome"] for line in lines)
    assert {line["span"] for line in lines} == {row[0] for row in project.store.rows("SELECT uid FROM span")}
    assert (report.kept, report.snapped, report.dropped) == tuple(
        outcomes[outcome] for outcome in ("kept", "snapped", "dropped")
    )
    assert report.spans == len(lines)


def test_ledger_lines_lead_back_to_article_and_split(project: Any, tmp_path: Path, read_docs: Read) -> None:
    project.fill(20)
    run(project, tmp_path / "out")
    where = by_uid(tmp_path / "out", read_docs)
    texts = project.texts()
    for line in ledger(tmp_path / "out"):
        assert where[line["article"]][0] == line["split"]
        assert texts[line["article"]][line["start"] : line["end"]] == line["text"]


def test_a_ledger_line_is_one_line_for_every_reader(project: Any, tmp_path: Path) -> None:
    project.article("Ha\u2028ma\x85fe\u2029ll", [(0, 11, "LOC")], title="a\u2028b")
    run(project, tmp_path / "out")
    assert [line["text"] for line in ledger(tmp_path / "out")] == ["Ha\u2028ma\x85fe\u2029ll"]


def test_adding_articles_moves_no_other(project: Any, tmp_path: Path, read_docs: Read) -> None:
    project.fill(60)
    run(project, tmp_path / "one")
    with project.store.transaction():
        for number in range(30):
            project.article(f"Another one, number {number}.")
    run(project, tmp_path / "two")
    before, after = by_uid(tmp_path / "one", read_docs), by_uid(tmp_path / "two", read_docs)
    assert all(after[uid][0] == split for uid, (split, _) in before.items())


def test_near_duplicates_are_never_in_two_splits(project: Any, tmp_path: Path, read_docs: Read) -> None:
    with project.store.transaction():
        for group in range(1, 21):
            for copy in range(3):
                project.article(f"Story {group}, {copy}. edition.", group_id=group)
    run(project, tmp_path / "out")
    splits: dict[str, set[str]] = {}
    for split, doc in by_uid(tmp_path / "out", read_docs).values():
        splits.setdefault(doc.text.split(",")[0], set()).add(split)
    assert [len(found) for found in splits.values()] == [1] * 20


def test_the_first_of_a_group_stays_where_it_was_when_it_was_alone(
    project: Any, tmp_path: Path, read_docs: Read
) -> None:
    with project.store.transaction():
        for number in range(40):
            project.article(f"Story {number}, first edition.")
    run(project, tmp_path / "one")
    with project.store.transaction():
        project.store.db.execute("UPDATE article SET group_id = id")
        for number in range(40):
            project.article(f"Story {number}, second edition.", group_id=number + 1)
    run(project, tmp_path / "two")
    before, after = by_uid(tmp_path / "one", read_docs), by_uid(tmp_path / "two", read_docs)
    assert all(after[uid][0] == split for uid, (split, _) in before.items())


def test_an_unchanged_project_writes_nothing(project: Any, tmp_path: Path) -> None:
    project.fill()
    first = run(project, tmp_path / "out")
    stamps = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir()}
    second = run(project, tmp_path / "out")
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir()} == stamps
    assert second.written == ()
    assert "nothing had changed" in second.summary
    assert (second.kept, second.reasons, second.splits) == (first.kept, first.reasons, first.splits)


def test_a_changed_article_makes_only_its_own_split_anew(project: Any, tmp_path: Path, read_docs: Read) -> None:
    project.fill(30)
    run(project, tmp_path / "out")
    uid, (split, _) = next(iter(by_uid(tmp_path / "out", read_docs).items()))
    with project.store.transaction():
        project.store.db.execute("DELETE FROM span WHERE article_id = (SELECT id FROM article WHERE uid = ?)", (uid,))
    report = run(project, tmp_path / "out")
    assert [name for name in report.written if name.endswith(".spacy")] == [f"{split}.spacy"]
    run(project, tmp_path / "fresh")
    for name in NAMES:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "fresh" / name).read_bytes()


@pytest.mark.parametrize("name", ["train.spacy", "ledger.jsonl"])
def test_a_damaged_file_is_made_anew(project: Any, tmp_path: Path, name: str) -> None:
    project.fill()
    run(project, tmp_path / "out")
    right = (tmp_path / "out" / name).read_bytes()
    (tmp_path / "out" / name).write_bytes(right[:-1] + b"x")
    run(project, tmp_path / "out")
    assert (tmp_path / "out" / name).read_bytes() == right


@pytest.mark.parametrize("name", sorted(NAMES - {"dateline-export.json"}))
def test_a_lost_file_is_made_anew(project: Any, tmp_path: Path, name: str) -> None:
    project.fill()
    run(project, tmp_path / "out")
    (tmp_path / "out" / name).unlink()
    run(project, tmp_path / "out")
    assert (tmp_path / "out" / name).is_file()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE label SET name = 'PLACE' WHERE name = 'LOCATION'",
        "UPDATE article SET title = 'Corrected' WHERE id = 3",
        "UPDATE work SET status = 'in progress' WHERE article_id = 3",
        "UPDATE span SET start = start + 1 WHERE id = 5",
        "UPDATE label SET definition = 'Where it was' WHERE name = 'LOCATION'",
    ],
)
def test_what_changes_the_export_is_noticed(project: Any, tmp_path: Path, change: str) -> None:
    project.fill()
    run(project, tmp_path / "out")
    with project.store.transaction():
        project.store.db.execute(change)
    assert run(project, tmp_path / "out").written
    run(project, tmp_path / "fresh")
    for name in NAMES:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "fresh" / name).read_bytes()


def test_an_edited_config_is_left_alone_while_nothing_else_changes(project: Any, tmp_path: Path) -> None:
    project.fill()
    run(project, tmp_path / "out")
    (tmp_path / "out" / "config.cfg").write_text("mine")
    assert run(project, tmp_path / "out").written == ()
    assert (tmp_path / "out" / "config.cfg").read_text() == "mine"


def test_a_stopped_export_leaves_the_one_before(project: Any, tmp_path: Path) -> None:
    project.fill()
    run(project, tmp_path / "out")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    project.article("One more.")

    def stop(done: int, total: int | None = None, note: str = "") -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        spacy_docbin.export(project.store, tmp_path / "out", progress=stop)
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    assert sorted(path.name for path in tmp_path.iterdir() if "out" in path.name) == ["out"]


def test_progress_ends_at_the_number_of_articles(project: Any, tmp_path: Path) -> None:
    project.fill()
    told: list[tuple[int, int | None]] = []
    spacy_docbin.export(
        project.store, tmp_path / "out", progress=lambda done, total=None, note="": told.append((done, total))
    )
    assert told[0] == (0, 12)
    assert told[-1] == (12, 12)


def test_a_second_export_needs_no_spacy(project: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project.fill()
    run(project, tmp_path / "one")
    monkeypatch.setitem(__import__("sys").modules, "labels.tokens_spacy", None)
    run(project, tmp_path / "two")
    assert (tmp_path / "one" / "train.spacy").read_bytes() == (tmp_path / "two" / "train.spacy").read_bytes()


def test_a_very_large_split_becomes_a_folder(
    project: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_docs: Read
) -> None:
    monkeypatch.setattr(spacy_shards, "_MOST_ARTICLES", 10)
    monkeypatch.setattr(spacy_shards, "_USUAL_ARTICLES", 8)
    project.fill(40)
    report = run(project, tmp_path / "out", split=(1.0, 0.0, 0.0))
    docs = [doc for path in sorted((tmp_path / "out" / "train").iterdir()) for doc in read_docs(path)]
    assert len(docs) == report.splits["train"]
    assert 'train = "train"' in (tmp_path / "out" / "config.cfg").read_text()
    assert (tmp_path / "out" / "dev.spacy").is_file()
    project.article("One more story, new in the project.")
    made = [name for name in run(project, tmp_path / "out", split=(1.0, 0.0, 0.0)).written if name.startswith("train/")]
    assert len(made) == 1


def test_a_link_to_the_folder_stays_a_link(project: Any, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    try:
        (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links without special rights")
    project.fill(3)
    run(project, tmp_path / "link")
    project.fill(4)
    run(project, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert {path.name for path in (tmp_path / "real").iterdir()} == NAMES


def test_the_working_folder_can_be_the_target(project: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    project.fill(3)
    run(project, Path())
    assert {path.name for path in (tmp_path / "here").iterdir()} == NAMES


def test_the_registry_knows_the_format(project: Any, tmp_path: Path) -> None:
    project.fill(3)
    assert export(project.store, "spacy", tmp_path / "out").articles == 3


def test_an_unknown_format_is_one_sentence() -> None:
    with pytest.raises(UserError, match="no format 'xml'"):
        exporter("xml")


def test_a_single_article_comes_with_a_warning(project: Any, tmp_path: Path) -> None:
    project.fill(1)
    report = run(project, tmp_path / "out")
    assert any("too few articles for a dev set" in warning for warning in report.warnings)


def test_the_summary_is_one_sentence(project: Any, tmp_path: Path) -> None:
    project.article("In Hama city", [(4, 7, "LOC")])
    report = run(project, tmp_path / "out", split=(1.0, 0.0, 0.0))
    assert report.summary == (
        f"1 article (train 1, dev 0, test 0) and 1 span exported to {tmp_path / 'out'}, "
        "1 of them fitted to whole words."
    )


def test_the_files_do_not_tell_where_they_were_made(project: Any, tmp_path: Path) -> None:
    project.fill()
    run(project, tmp_path / "out")
    for path in (tmp_path / "out").iterdir():
        assert os.fsencode(tmp_path) not in path.read_bytes()


def test_a_strangers_names_cannot_add_to_what_is_written(project: Any, tmp_path: Path) -> None:
    project.article("Hama was calm.", [(0, 4, "PLACE")])
    project.store.set_setting("name", 'T"\nlicense: none')
    project.store.db.conn.execute("""UPDATE article SET uid = 'a"b'""")
    project.store.db.conn.execute("""UPDATE span SET uid = 'c"d'""")
    export(project.store, "spacy", tmp_path / "out")
    line = json.loads((tmp_path / "out" / "ledger.jsonl").read_text(encoding="utf-8"))
    assert (line["article"], line["span"]) == ('a"b', 'c"d')
    assert '\npretty_name: "T\\" license: none"\n' in (tmp_path / "out" / "README.md").read_text(encoding="utf-8")


def test_no_model_learns_from_what_is_held_out_nor_from_its_near_copies(
    project: Any, tmp_path: Path, read_docs: Read
) -> None:
    project.fill(30)
    with project.store.transaction():
        project.store.db.execute("UPDATE article SET group_id = 3 WHERE id IN (3, 9)")
    assignments.add(project.store, [("Test set", [3, 20], [])], purpose="hold-out")
    report = run(project, tmp_path / "out")
    uids = dict(project.store.rows("SELECT id, uid FROM article"))
    assert by_uid(tmp_path / "out", read_docs).keys() == {uids[number] for number in uids if number not in (3, 9, 20)}
    assert report.warnings == ("3 articles held out for a test, or a near-copy of one held out, left out.",)
