"""The JSON lines hold everything, in Prodigy's shape, and read back without loss."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import UserError
from corpus.progress import Cancelled
from corpus.readers import read_paths
from corpus.store import Store
from labels.formats import ExportOptions, export, jsonl
from labels.intake import take_in

ALL = ExportOptions(finished_only=False)
SPAN_FIELDS = (
    'span.uid, article.uid, start, "end", label.name, coder.name, origin, surface, note, certainty, exact, '
    "span.created, span.changed"
)


def lines(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "articles.jsonl").read_text(encoding="utf-8").splitlines()]


def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All that a round trip must keep."""
    return {
        "articles": store.rows(
            "SELECT uid, sha256, title, source, url, published, language, meta, text, span_count "
            "FROM article JOIN article_text ON article_id = article.id ORDER BY uid"
        ),
        "spans": store.rows(
            f"SELECT {SPAN_FIELDS} FROM span JOIN article ON article.id = article_id JOIN label ON label.id = label_id "
            "JOIN coder ON coder.id = coder_id ORDER BY span.uid"
        ),
        "status": store.rows(
            "SELECT article.uid, coder.name, status FROM work JOIN article ON article.id = article_id "
            "JOIN coder ON coder.id = coder_id WHERE status <> 'new' ORDER BY 1, 2"
        ),
    }


@pytest.fixture
def full(project: Any) -> Any:
    """A project with every kind of article and span."""
    project.article(
        "🔥 Hama — حماة fell.\n\nU.S.-led “forces” can't say \u2028 why.",
        [(2, 6, "LOC"), (9, 13, "LOC"), (3, 5, "Inner, oddly named"), (2, 18, "EVENT")],
        title="Naïve “title”",
        url="https://news.example/1?a=b&c",
        meta=json.dumps({"encoding": "cp1256", "tags": ["a", 1, None], "text": "not the text"}),
        span_count=4,
    )
    project.article("No spans here.", status="flagged", source="", published="", language="")
    project.article("Begun only.", [(0, 5, "LOC")], status="in progress", span_count=2)
    project.article("Begun only.", [(0, 5, "ACTOR")], status="done", coder="omar")
    project.article("Untouched.", status="")
    with project.store.transaction():
        project.store.db.execute(
            "UPDATE span SET origin = 'model:v3', note = 'Sure?\n\"yes\"', certainty = 'claimed', exact = 1, "
            "created = '2020-01-01T00:00:00Z', changed = '2021-01-01T00:00:00Z' WHERE id = 1"
        )
    return project


def test_reading_it_back_gives_the_same_project(full: Any, tmp_path: Path) -> None:
    jsonl.export(full.store, tmp_path / "out", options=ALL)
    with Store.create(tmp_path / "again.dateline", coder="rima") as again:
        report = take_in(again, read_paths([tmp_path / "out" / "articles.jsonl"]))
        assert (report.added, report.refused) == (4, [])
        assert everything(again) == everything(full.store)


def test_a_line_is_what_prodigy_writes(full: Any, tmp_path: Path) -> None:
    jsonl.export(full.store, tmp_path / "out", options=ALL)
    line = lines(tmp_path / "out")[0]
    assert {"text", "tokens", "spans", "meta", "answer", "_input_hash", "_task_hash", "_view_id"} <= line.keys()
    assert line["answer"] == "accept"
    assert line["tokens"][:3] == [
        {"text": "🔥", "start": 0, "end": 1, "id": 0, "ws": True},
        {"text": "Hama", "start": 2, "end": 6, "id": 1, "ws": True},
        {"text": "—", "start": 7, "end": 8, "id": 2, "ws": True},
    ]
    span = next(span for span in line["spans"] if span["label"] == "EVENT")
    assert (span["start"], span["end"], span["token_start"], span["token_end"]) == (2, 18, 1, 4)
    assert span["text"] == line["text"][2:18]


def test_tokens_and_blanks_make_up_the_text(full: Any, tmp_path: Path) -> None:
    jsonl.export(full.store, tmp_path / "out", options=ALL)
    for line in lines(tmp_path / "out"):
        assert "".join(token["text"] + " " * token["ws"] for token in line["tokens"]) == line["text"]


def test_a_span_between_token_borders_keeps_its_characters(full: Any, tmp_path: Path) -> None:
    report = jsonl.export(full.store, tmp_path / "out", options=ALL)
    span = next(span for span in lines(tmp_path / "out")[0]["spans"] if span["label"] == "Inner, oddly named")
    assert (span["start"], span["end"]) == (3, 5)
    assert "token_start" not in span
    assert "token_end" not in span
    assert report.reasons == {"not on token borders": 1}


def test_the_coding_of_all_coders_goes_out(full: Any, tmp_path: Path) -> None:
    report = jsonl.export(full.store, tmp_path / "out", options=ALL)
    begun = next(line for line in lines(tmp_path / "out") if line["text"] == "Begun only.")
    assert {(span["coder"], span["label"]) for span in begun["spans"]} == {("rima", "LOC"), ("omar", "ACTOR")}
    assert (report.articles, report.kept, report.dropped) == (4, 6, 0)


def test_unfinished_articles_are_left_out_unless_asked_for(full: Any, tmp_path: Path) -> None:
    report = export(full.store, "jsonl", tmp_path / "out")
    assert [line["status"] for line in lines(tmp_path / "out")] == ["done", "done"]
    assert report.left_out == 2


def test_the_ledger_accounts_for_every_span(full: Any, tmp_path: Path) -> None:
    jsonl.export(full.store, tmp_path / "out", options=ALL)
    found = [json.loads(line) for line in (tmp_path / "out" / "ledger.jsonl").read_text("utf-8").splitlines()]
    assert {line["span"] for line in found} == {row[0] for row in full.store.rows("SELECT uid FROM span")}
    assert {line["outcome"] for line in found} == {"kept"}


def test_nothing_to_export_is_one_sentence(project: Any, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="No article is done yet"):
        jsonl.export(project.store, tmp_path / "out")


def test_a_folder_with_other_files_is_refused(full: Any, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds other files"):
        jsonl.export(full.store, tmp_path)


def test_a_stopped_export_leaves_nothing(full: Any, tmp_path: Path) -> None:
    def stop(done: int, total: int | None = None, note: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        jsonl.export(full.store, tmp_path / "out", progress=stop)
    assert not [path for path in tmp_path.iterdir() if "out" in path.name]


def test_damaged_meta_hinders_nobody_from_exporting(project: Any, tmp_path: Path) -> None:
    project.article("Hama was calm.")
    project.store.db.conn.execute("UPDATE article SET meta = '{brok'")
    export(project.store, "jsonl", tmp_path / "out", options=ALL)
    assert lines(tmp_path / "out")[0]["meta"] == {}
