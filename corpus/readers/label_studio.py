"""Tasks of Label Studio: the text lies under "data", the spans under "annotations"."""

from __future__ import annotations

from typing import Any

from corpus.readers.record import text_key

_WORK = ("annotations", "completions")
_BESIDE = ("id", "inner_id", "file_upload", "created_at", "updated_at")
_MORE = "Label Studio's other annotations of this text, by other people, were left out."
_RELATIONS = "Label Studio's relations, classes and other marks of this text were left out; only its spans are read."


def is_task(record: dict[str, Any]) -> bool:
    """Return whether an object is a task with a text."""
    data = record.get("data")
    known = any(isinstance(record.get(key), list) for key in _WORK)
    return known and isinstance(data, dict) and bool(text_key(list(data))) and not text_key(list(record))


def flat(record: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return a task with its text, its data and its spans on one level, and a sentence for what is not read."""
    made = [each for key in _WORK for each in record.get(key) or () if _counts(each)]
    marks = [each for each in made[0]["result"] if isinstance(each, dict)] if made else []
    spans = [span for each in marks if (span := _span(each)) is not None]
    told = [_MORE] if len(made) > 1 else []
    told += [_RELATIONS] if len(spans) < len(marks) else []
    beside = {key: record[key] for key in _BESIDE if key in record}
    return beside | record["data"] | {"spans": spans}, tuple(told)


def _counts(made: Any) -> bool:
    """Whether an annotation was handed in, and not cancelled."""
    return isinstance(made, dict) and isinstance(made.get("result"), list) and not made.get("was_cancelled")


def _span(mark: dict[str, Any]) -> dict[str, Any] | None:
    value = mark.get("value")
    labels = value.get("labels") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(labels, list) or not labels or "start" not in value:
        return None
    kept = {key: value[key] for key in ("start", "end", "text") if key in value}
    if isinstance(kept.get("text"), str):
        kept["text"] = kept["text"].replace("\\n", "\n")  # it quotes the end of a line as a backslash and an n
    return kept | {"label": labels[0]}
