"""A model goes through articles in a child process, and what it proposes waits in the project.

Articles of the test share and those held out are passed over: whoever coded them with the model's help would test the
model by itself. Rows are written in parts, each whole: an article has either all of the old run's or all of this one's.
"""

from __future__ import annotations

import json
import math
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pyroaring import BitMap

from corpus.changes import Changes
from corpus.child import Child, ChildEnded, LineTooLong
from corpus.errors import UserError
from corpus.progress import Progress, silent
from corpus.store import Store
from labels import models, own_models, test_share
from labels.formats.selection import held_out
from labels.model import Model
from labels.suggest import events

LEAST = 0.25  # below this score a proposal costs more keys than it saves
LONGEST = 1_000_000  # code points; spaCy takes no longer text
_AT_ONCE, _CHARS = 256, 2_000_000  # articles and code points that go to the child in one line
_AHEAD = 2  # lines the child may know of
_START, _SECONDS = 180.0, 300.0  # seconds until the child is up; for one line
_LOOK = 0.1  # seconds between two looks at whether to stop
_WORD = re.compile(r"[^\W\d_]{3,}")

_TO_DO = (
    "SELECT id FROM article WHERE removed = 0 AND NOT EXISTS (SELECT 1 FROM work WHERE article_id = article.id "
    "AND coder_id = ? AND status = 'done')"
)
_CODED_TEXTS = (
    "SELECT article_id, text FROM article_text JOIN article ON article.id = article_id WHERE removed = 0 "
    "AND span_count > 0 AND article_id > :after ORDER BY article_id LIMIT :at_once"
)
_DOUBT = (
    "INSERT INTO doubt (article_id, model_id, doubt, novelty) VALUES (?, ?, ?, ?) ON CONFLICT (article_id) "
    "DO UPDATE SET model_id = excluded.model_id, doubt = excluded.doubt, novelty = excluded.novelty"
)
_SUGGESTION = (
    'INSERT INTO suggestion (article_id, start, "end", label_id, origin, score) VALUES (?, ?, ?, ?, ?, ?) '
    "ON CONFLICT DO NOTHING"
)


@dataclass(frozen=True, slots=True)
class Tagged:
    """What a run came to.

    Attributes:
        articles: gone through; suggestions, events: that wait in them now.
        barred: articles passed over as those of the test share, or held out.
        too_long: articles passed over since spaCy takes no text that long.
        unknown: proposals by label that the codebook lacks (or has retired), left out.
    """

    articles: int = 0
    suggestions: int = 0
    events: int = 0
    barred: int = 0
    too_long: int = 0
    unknown: dict[str, int] = field(default_factory=dict)

    @property
    def changes(self) -> Changes:
        """For those who redraw."""
        return Changes(frozenset({"suggestion", "suggested_event", "doubt"}))


def suggest(
    store: Store, model: Model, *, articles: Iterable[int] | None = None, progress: Progress = silent
) -> Tagged:
    """Let a model propose spans and events in articles, in place of what it proposed there before.

    Args:
        articles: ids; None for all that the present coder has not finished.

    Raises:
        UserError: the model's folder was changed, or the model does not get done.
        Cancelled: `progress` raised it; what was done stays.
    """
    folder = models.verify(store, model)
    asked = BitMap(articles) if articles is not None else _ids(store, _TO_DO, (store.coder_id,))
    asked &= _ids(store, "SELECT id FROM article WHERE removed = 0")
    barred = asked & (test_share.articles(store) | held_out(store))
    long = _ids(store, "SELECT id FROM article WHERE length > ?", (LONGEST,)) & (asked - barred)
    run = _Run(store, model, total=len(asked - barred - long))
    run.clear(barred | long)
    child = Child("tagging")
    try:
        child.send(json.dumps({"folder": str(folder), "code": own_models.has(model.manifest)}).encode())
        run.go(child, _portions(store, asked - barred - long), progress)
    finally:
        child.stop()
    return Tagged(run.done, run.suggestions, run.events, len(barred), len(long), dict(run.unknown))


def novelty(text: str, known: frozenset[str]) -> float:
    """Return which share of a text's different words (three letters or more) is not among those known."""
    words = {word.lower() for word in _WORD.findall(text)}
    return len(words - known) / len(words) if words else 0.0


class _Run:
    """One run of one model."""

    def __init__(self, store: Store, model: Model, *, total: int) -> None:
        self._store = store
        self._model = model
        self._total = total
        self._labels = {row[1]: row[0] for row in store.rows("SELECT id, name FROM label WHERE retired = 0")}
        self._ids = events.Ids.of(store)
        self._known = _coded_words(store)
        self.done = self.suggestions = self.events = 0
        self.unknown: Counter[str] = Counter()

    def go(self, child: Child, portions: Iterator[dict[int, str]], progress: Progress) -> None:
        """Send portions ahead of the answers, and write each answer as it comes."""
        sent: list[dict[int, str]] = []
        allowed, since = _START, time.monotonic()
        progress(0, self._total, "articles")
        while True:
            while len(sent) < _AHEAD and (portion := next(portions, None)):
                child.send(json.dumps({"texts": [*portion.values()]}).encode())
                sent.append(portion)
            if not sent:
                return
            for message in self._received(child):
                if "trouble" in message:
                    raise UserError(f"{self._model.name} cannot be used: {message['trouble']}")
                allowed, since = _SECONDS, time.monotonic()
                if "docs" in message:
                    self._write(sent.pop(0), message["docs"])
            progress(self.done, self._total, "articles")
            if time.monotonic() - since > allowed:
                raise UserError(f"{self._model.name} does not answer and was stopped; train again.")

    def clear(self, article_ids: BitMap) -> None:
        """Take away what the model proposed in articles where it must not."""
        with self._store.transaction():
            for table in ("suggestion", "suggested_event"):
                self._store.db.conn.executemany(
                    f"DELETE FROM {table} WHERE article_id = ? AND origin = ?",
                    ((article_id, self._model.origin) for article_id in article_ids),
                )

    def _received(self, child: Child) -> Iterator[dict[str, Any]]:
        try:
            lines = child.receive(_LOOK)
        except (ChildEnded, LineTooLong) as error:
            raise UserError(
                f"{self._model.name} broke off after {self.done:,} articles (it may have run out of memory); what it "
                "proposed until then is kept."
            ) from error
        yield from map(json.loads, lines)

    def _write(self, portion: dict[int, str], docs: Sequence[dict[str, Any]]) -> None:
        """Write what was found in some articles, in place of what waited there from the same model."""
        origin, conn = self._model.origin, self._store.db.conn
        rows = [
            row for (key, text), doc in zip(portion.items(), docs, strict=True) for row in self._rows(key, text, doc)
        ]
        proposed = [
            event
            for key, doc in zip(portion, docs, strict=True)
            for event in events.from_model(doc["events"], article_id=key, origin=origin, ids=self._ids)
        ]
        doubts = [
            (key, self._model.id, max(0.0, float(doc["doubt"])), novelty(text, self._known))
            for (key, text), doc in zip(portion.items(), docs, strict=True)
        ]
        with self._store.transaction():
            conn.executemany(
                "DELETE FROM suggestion WHERE article_id = ? AND origin = ?", [(key, origin) for key in portion]
            )
            conn.executemany(_SUGGESTION, rows)
            events.put(self._store, portion, origin, proposed)
            conn.executemany(_DOUBT, doubts)
        self.done += len(portion)
        self.suggestions += len(rows)
        self.events += len(proposed)

    def _rows(self, article_id: int, text: str, doc: dict[str, Any]) -> Iterator[tuple[int, int, int, int, str, float]]:
        for start, end, label, score in doc["spans"]:
            if not (0 <= start < end <= len(text) and math.isfinite(score) and score >= LEAST):
                continue
            if label in self._labels:
                yield article_id, start, end, self._labels[label], self._model.origin, min(score, 1.0)
            else:
                self.unknown[label] += 1


def _portions(store: Store, article_ids: BitMap) -> Iterator[dict[int, str]]:
    """Yield texts by article id, in portions that fit a line and memory."""
    portion: dict[int, str] = {}
    chars = 0
    for article_id in article_ids:
        text = store.value("SELECT text FROM article_text WHERE article_id = ?", (article_id,))
        if text is None:
            continue
        if portion and (len(portion) == _AT_ONCE or chars + len(text) > _CHARS):
            yield portion
            portion, chars = {}, 0
        portion[article_id] = text
        chars += len(text)
    if portion:
        yield portion


def _coded_words(store: Store) -> frozenset[str]:
    """Return the words of all articles in which something is coded."""
    rows = store.pages(_CODED_TEXTS, at_once=_AT_ONCE)
    return frozenset(word.lower() for _, text in rows for word in _WORD.findall(text))


def _ids(store: Store, sql: str, params: Sequence[object] = ()) -> BitMap:
    return BitMap([row[0] for row in store.rows(sql, params)])
