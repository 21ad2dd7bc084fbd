"""Write `articles.jsonl` from the marked-up articles in `source/`: `python -m labels.sample.build`.

A source file has header lines (`title: ...`), a blank line, then the text with its coding inline:

    the [[ACTOR:[[LOCATION:Homs]] garrison]] surrendered

Spans that cross one another carry a number at both ends:

    the [[DATE#1:Wednesday [[EVENT#2:night]]#1 raid]]#2

Its events stand beside it, in `*.events.toml`; see `labels.sample.event_source`.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

from labels import sample
from labels.sample.event_source import Known, Reading, events, known

SOURCE = Path(__file__).parent / "source"
HEADER = ("title", "source", "published", "url", "language", "uid", "status")
NOTE = "written for Dateline; CC0"
_MARK = re.compile(r"\[\[(?P<label>[A-Z]+)(?P<opens>#\d+)?:|\]\](?P<closes>#\d+)?")


def build(folder: Path = SOURCE) -> str:
    """Return the JSONL text made from the source files in `folder`, in the order of their names.

    Raises:
        ValueError: a file lacks a header line, or its marks do not match up.
    """
    return "".join(f"{json.dumps(article, ensure_ascii=False)}\n" for article in articles(folder))


def articles(folder: Path = SOURCE) -> Iterator[dict[str, Any]]:
    """Yield each source file of `folder` as what its JSONL line holds."""
    names = _names()
    for file in sorted(folder.glob("*.txt")):
        yield _article(file.read_text("utf-8"), file, names)


def _names() -> Known:
    book = resources.files("labels").joinpath("codebooks", f"{sample.CODEBOOK}.toml").read_text("utf-8")
    return known(tomllib.loads(book), sample.actors(), sample.places())


def unmark(marked: str, where: str = "") -> tuple[str, list[dict[str, Any]]]:
    """Return the text without its marks, and the spans (code points, half-open) in reading order.

    Raises:
        ValueError: a mark is not closed or was never opened; `where` names the file in the message.
    """
    text, spans, waiting, last = "", [], list[tuple[str, str, int]](), 0
    for mark in _MARK.finditer(marked):
        text, last = text + marked[last : mark.start()], mark.end()
        if mark["label"]:
            waiting.append((mark["opens"] or "", mark["label"], len(text)))
        else:
            _, label, start = waiting.pop(_innermost(waiting, mark["closes"] or "", where))
            spans.append((start, len(text), label))
    if waiting:
        raise ValueError(f"{where}: {waiting[-1][1]} is not closed.")
    text += marked[last:]
    return text, [_span(text, *span) for span in sorted(spans, key=lambda span: (span[0], -span[1], span[2]))]


def _innermost(waiting: list[tuple[str, str, int]], number: str, where: str) -> int:
    fitting = [index for index, (opened, _, _) in enumerate(waiting) if opened == number]
    if not fitting:
        raise ValueError(f"{where}: ]]{number} closes nothing.")
    return fitting[-1]


def _span(text: str, start: int, end: int, label: str) -> dict[str, Any]:
    surface = text[start:end]
    return {"start": start, "end": end, "label": label, "text": surface, "coder": "sample", "origin": "human"}


def _article(raw: str, file: Path, names: Known) -> dict[str, Any]:
    head, _, body = raw.partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.split("\n"))
    if tuple(fields) != HEADER:
        raise ValueError(f"{file.name}: the header lines must be {', '.join(HEADER)}.")
    text, spans = unmark(body.removesuffix("\n"), file.name)
    beside = file.with_suffix(".events.toml")
    given = tomllib.loads(beside.read_text("utf-8"))["event"] if beside.exists() else []
    reading = Reading(text, spans, date.fromisoformat(fields["published"][:10]), beside.name)
    coded = list(events(given, reading, names))
    return {"text": text, "spans": spans, "events": coded, "meta": {"note": NOTE}, **fields}


if __name__ == "__main__":
    sample.path().write_text(build(), "utf-8", newline="\n")
