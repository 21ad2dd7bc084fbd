"""Patterns as files: JSON lines as spaCy's entity ruler and Prodigy read and write them.

One line is ``{"label": "ACTOR", "pattern": "Free Army"}`` or ``{"label": "ACTOR", "pattern": [{"LOWER": "free"}]}``.
Words typed in small letters match any letter case here and only themselves there, so they are written, and read back,
as tokens in LOWER. An expression has no form there; it is written under ``expression``, which others pass over or
refuse, only when asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus import journal
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.progress import Progress, silent
from corpus.store import Store
from corpus.text import clean_text
from corpus.wording import counted
from labels import labels, patterns
from labels.pattern import Pattern, PatternKind
from labels.suggest.matching import Units

_MOST_BYTES = 100_000_000
_OFTEN = 500  # lines between two looks at whether to stop


@dataclass(slots=True)
class FileReport:
    """What came of a file of patterns.

    Attributes:
        patterns: written, or new in the project. known: that the project had already.
        labels: that were added to the codebook.
        left_out: sentences on what could not be taken or written.
        changes: of the project.
    """

    patterns: int = 0
    known: int = 0
    labels: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)


def read(store: Store, path: Path, *, progress: Progress = silent) -> FileReport:
    """Take in the patterns of a file as one undoable step; labels the codebook lacks, in any letter case, are added.

    Raises:
        UserError: the file cannot be read, or holds no pattern.
        Cancelled: `progress` raised it; nothing was changed.
    """
    report = FileReport()
    found = [*_lines(path, report, progress)]
    if not found:
        raise UserError(report.left_out[0] if report.left_out else f"{path.name} holds no pattern.")
    with journal.step(store, "pattern", f"Take in {counted(len(found), 'pattern')} from {path.name}") as step:
        ids = {label.name: label.id for label in labels.all_labels(store, retired=True)}
        alike = {label.name.casefold(): label.id for label in reversed(labels.all_labels(store))}
        for name, kind, body in found:
            label_id = ids.get(name, alike.get(name.casefold()))
            if label_id is None:
                label_id = ids[name] = alike[name.casefold()] = labels.insert(step, name)
                report.labels.append(name)
            new = patterns.put(step, label_id, kind, body)
            report.patterns += new
            report.known += not new
        report.changes = step.changes
    return report


def write(store: Store, path: Path, *, expressions: bool = False) -> FileReport:
    """Write the patterns that are on to a file.

    Args:
        expressions: regular expressions too, in our own form.

    Raises:
        UserError: the file cannot be written.
    """
    report = FileReport()
    rows = []
    for each in patterns.all_patterns(store, on_only=True):
        if each.kind == "expression" and not expressions:
            report.left_out.append(f"The expression {each.body} has no form in spaCy's files.")
        else:
            rows.append(json.dumps(row(each), ensure_ascii=False))
    try:
        path.write_text("".join(f"{each}\n" for each in rows), encoding="utf-8")
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}.") from error
    report.patterns = len(rows)
    return report


def row(each: Pattern) -> dict[str, Any]:
    """Return a pattern as a line of a file has it."""
    if each.kind == "expression":
        return {"label": each.label, "expression": each.body}
    if each.kind == "tokens":
        return {"label": each.label, "pattern": json.loads(each.body)}
    if each.body.lower() != each.body:
        return {"label": each.label, "pattern": each.body}
    return {"label": each.label, "pattern": [{"LOWER": unit} for unit in Units.of(each.body).raw]}


def parse(given: object) -> tuple[str, PatternKind, str]:
    """Return label, kind and body of one line of a file.

    Raises:
        UserError: it is no pattern.
    """
    if not isinstance(given, dict) or not isinstance(given.get("label"), str) or not given["label"].strip():
        raise UserError("it is no object with a label and a pattern.")
    name = " ".join(clean_text(given["label"]).split())
    if isinstance(given.get("expression"), str):
        return name, "expression", patterns.check("expression", given["expression"])
    pattern = given.get("pattern")
    if isinstance(pattern, str):
        return name, "words", patterns.check("words", pattern)
    words = _small_words(pattern)
    if words:
        return name, "words", patterns.check("words", words)
    return name, "tokens", patterns.check("tokens", json.dumps(pattern, ensure_ascii=False))


def _lines(path: Path, report: FileReport, progress: Progress) -> Iterator[tuple[str, PatternKind, str]]:
    """Yield the patterns of a file, each once; what is none is told with its line."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UserError(f"{path.name} is larger than any file of patterns (100 MB); it was not read.")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{path.name} is not text in UTF-8; save it so, and take it in again.") from error
    seen: set[tuple[str, str, str]] = set()
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if number % _OFTEN == 1:
            progress(number, len(lines), "lines")
        if not line.strip():
            continue
        try:
            found = parse(_json(line))
        except UserError as error:
            report.left_out.append(f"{path.name}, line {number}: {error}")
            continue
        if found not in seen:
            yield found
        seen.add(found)


def _json(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UserError("it is not JSON.") from error


def _small_words(pattern: object) -> str:
    """Return the words of a token pattern that only names them in LOWER, "" for any other."""
    if not isinstance(pattern, list) or not pattern:
        return ""
    words = []
    for each in pattern:
        if not isinstance(each, dict) or [key.upper() for key in each] != ["LOWER"]:
            return ""
        words.append(next(iter(each.values())))
    if not all(isinstance(word, str) and word and word == word.lower() for word in words):
        return ""
    return _joined(words)


def _joined(words: list[str]) -> str:
    """Put units together again so that they fall into the same ones: signs stand close."""
    text = " ".join(words)
    return text if list(Units.of(text).raw) == words else ""
