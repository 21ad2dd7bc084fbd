"""A model at work in a child process: the only place where the folder of a model is read for suggestions.

The same child goes through a corpus for what is known by name, see `labels.suggest.sweep`.

Lines of JSON. In: first ``{"folder", "code"}`` (`code`: whether it may run its own), then ``{"texts": [...]}``. Out:
``{"ready": true}`` or ``{"trouble": why}``, then for each line ``{"docs": [{"spans": [[start, end, label, score], ...],
"doubt", "events"}, ...]}``; offsets are code points.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from corpus.confinement import detach, refuse_pickles, restrict, stay_inside
from corpus.errors import UserError
from labels.suggest import sweep

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

SPANS = "dateline"  # key of `doc.spans` under which a pipeline puts what it is how sure of
EVENTS = "dateline_events"  # key of `doc.user_data`
_MEMORY, _PROCESSOR = 8 << 30, 24 * 3600.0  # bytes; seconds


def main() -> int:
    """Be the child: answer until the input ends."""
    lines, out = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    detach()
    restrict(memory=_MEMORY, seconds=_PROCESSOR)
    first = json.loads(lines.readline())
    if "project" in first:
        sweep.answer(first, lines, partial(_say, out))
        return 0
    from labels.training.measuring import load, make_known

    make_known()
    _confine(code=bool(first.get("code")))
    try:
        nlp = load(Path(first["folder"]), code=bool(first.get("code")))
    except UserError as error:
        why = type(error.__cause__ or error).__name__
        _say(out, {"trouble": f"it cannot be loaded ({why}); train again."})
        return 0
    _say(out, {"ready": True})
    for line in lines:
        _say(out, {"docs": [*answer(nlp, json.loads(line)["texts"])]})
    return 0


def _confine(*, code: bool) -> None:
    """Let nothing of a model connect, start programs or write; nor run anything, if it was not made here."""
    from labels.training.trust import Guard

    sys.addaudithook(stay_inside)
    sys.addaudithook(Guard())
    if not code:
        sys.addaudithook(refuse_pickles)


def answer(nlp: Language, texts: list[str]) -> Iterator[dict[str, Any]]:
    """Yield what a pipeline finds in each text."""
    for doc in nlp.pipe(texts, batch_size=max(1, len(texts))):
        spans = [*scored(doc)]
        yield {"spans": spans, "doubt": doubt(doc, spans), "events": doc.user_data.get(EVENTS, [])}


def scored(doc: Doc) -> Iterator[tuple[int, int, str, float]]:
    """Yield start, end (code points), label and score of what was found; entities where no scores are."""
    group = doc.spans.get(SPANS)
    if group is None:
        for span in doc.ents:
            yield *_bounds(span), span.label_, 1.0
        return
    scores = group.attrs.get("scores")
    for at, span in enumerate(group):
        if span.text.strip():
            yield *_bounds(span), span.label_, 1.0 if scores is None else float(scores[at])


def doubt(doc: Doc, spans: list[tuple[int, int, str, float]]) -> float:
    """Return how unsure a model is of a text, by hundred tokens: the least-confidence measure of each span, summed.

    Settles & Craven (2008), "An analysis of active learning strategies for sequence labeling tasks". A score of a half
    counts one, a score of nought or one nothing. A pipeline that knows better says so in ``doc.user_data``.
    """
    told = doc.user_data.get("dateline_doubt")
    if told is not None:
        return float(told)
    return sum(1 - abs(2 * score - 1) for *_, score in spans) / max(1.0, len(doc) / 100)


def _bounds(span: Span) -> tuple[int, int]:
    return span.start_char, span.end_char


def _say(out: IO[bytes], message: dict[str, Any]) -> None:
    out.write(json.dumps(message).encode() + b"\n")
    out.flush()
