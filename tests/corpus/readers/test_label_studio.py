"""Tasks of Label Studio come in with their texts and spans, and what is not read is said."""

import json
from pathlib import Path
from typing import Any

from corpus.article import RawArticle, Refusal
from corpus.readers import read_paths

TEXT = "Army shelled Hama."


def mark(start: int, end: int, *, kind: str = "labels", **more: Any) -> dict[str, Any]:
    return {"id": "a", "type": kind, "value": {"start": start, "end": end, kind: ["PLACE"], **more}}


def task(*results: list[dict[str, Any]], **data: Any) -> dict[str, Any]:
    return {"id": 7, "data": {"text": TEXT, **data}, "annotations": [{"id": 1, "result": each} for each in results]}


def read(folder: Path, *tasks: dict[str, Any]) -> list[RawArticle]:
    path = folder / "tasks.json"
    path.write_text(json.dumps(tasks), encoding="utf-8")
    found = list(read_paths([path]))
    assert all(isinstance(each, RawArticle) for each in found), found
    return found  # type: ignore[return-value]


def test_text_and_spans_come_in(tmp_path: Path) -> None:
    (found,) = read(tmp_path, task([mark(13, 17, text="Hama")], source="Monitor"))
    assert (found.text, found.source, found.meta["id"]) == (TEXT, "Monitor", 7)
    assert [(each.start, each.end, each.label) for each in found.spans] == [(13, 17, "PLACE")]
    assert found.warnings == ()


def test_quotations_with_line_ends_written_out_fit_the_text(tmp_path: Path) -> None:
    made = task([mark(0, 12, text="Army\\nshelled")])
    made["data"]["text"] = "Army\nshelled Hama."
    (found,) = read(tmp_path, made)
    assert found.spans[0].fields.get("text") is None


def test_what_is_no_span_is_said(tmp_path: Path) -> None:
    (found,) = read(tmp_path, task([mark(0, 4), {"type": "relation", "from_id": "a", "to_id": "b"}]))
    assert len(found.spans) == 1
    assert "relations" in found.warnings[0]


def test_only_the_first_annotation_is_read_and_that_is_said(tmp_path: Path) -> None:
    (found,) = read(tmp_path, task([mark(0, 4)], [mark(13, 17)]))
    assert [each.start for each in found.spans] == [0]
    assert "by other people" in found.warnings[0]


def test_a_cancelled_annotation_does_not_count(tmp_path: Path) -> None:
    made = task([mark(0, 4)], [mark(13, 17)])
    made["annotations"][0]["was_cancelled"] = True
    (found,) = read(tmp_path, made)
    assert [each.start for each in found.spans] == [13]


def test_a_task_nobody_has_annotated_is_an_article(tmp_path: Path) -> None:
    (found,) = read(tmp_path, task())
    assert (found.text, found.spans) == (TEXT, ())


def test_a_task_about_a_picture_holds_no_text(tmp_path: Path) -> None:
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps([{"id": 1, "data": {"image": "x.png"}, "annotations": []}]), encoding="utf-8")
    (found,) = read_paths([path])
    assert isinstance(found, Refusal)
    assert "holds no text" in found.reason
