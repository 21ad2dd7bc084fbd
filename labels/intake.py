"""Taking articles in: clean once, freeze, tell duplicates, insert in batches with their spans, and report.

An import is one journal step whose articles are a batch: one undo takes all of it back.
It commits every few hundred articles, so a stopped or killed import leaves whole articles that the same undo removes.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Literal

from corpus import articles, facets, journal, names, search
from corpus.article import MAX_TEXT, STATUSES, Item, RawArticle, RawSpan, Refusal
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.progress import Cancelled, Progress, silent
from corpus.store import Store
from corpus.text import TextMap, clean_text, fingerprint
from corpus.uid import new_uid, now
from labels import labels
from labels.formats.collector import rare_collector
from labels.intake_events import EventIntake, SpanIndex
from labels.intake_files import Chunk, FileIntake, Origin
from labels.intake_held import add_held as add_held
from labels.intake_held import add_work
from labels.intake_notes import NoteKeeper, figures
from labels.intake_report import Duplicate, IntakeReport
from labels.intake_spans import (
    INSERT,
    NAME,
    WHOSE,
    SpanRow,
    add_if_new,
    free_uids,
    place,
    plain_row,
    row_of,
    with_ids,
)

Unknown = Literal["add", "hold", "refuse"]
_FIRST, _CHUNK = 20, 500  # items that go in at once
_CHUNK_LENGTH = 20_000_000  # code points: a chunk is held in memory
_CHUNK_SECONDS = 2.0  # of reading before what there is goes in
_TITLE = 160
_INSERT_ARTICLE = (
    "INSERT INTO article (id, uid, sha256, title, length, source, url, published, language, meta, batch_id, "
    "span_count, added, file_id, file_part) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_WORK = "INSERT INTO work (id, article_id, coder_id, status, changed) VALUES (?, ?, ?, ?, ?)"


def take_in(
    store: Store,
    items: Iterable[Item],
    *,
    unknown: Unknown = "add",
    as_coder: str = "",
    max_text: int = MAX_TEXT,
    progress: Progress = silent,
) -> IntakeReport:
    """Bring articles into the project and say what became of each.

    Args:
        items: what the readers found; consumed once, never held whole.
        unknown: what to do with spans whose label the project lacks: ``add`` the label, ``hold`` the spans
            back in the report, or ``refuse`` the whole article.
        as_coder: whose coding the spans become, whatever the file says; "" keeps the file's names.
        max_text: longest text in code points.

    Raises:
        UserError: the project cannot be written; what was committed before stays, as one undoable step.
    """
    run = _Run(store, unknown=unknown, as_coder=as_coder, max_text=max_text)
    try:
        with rare_collector():
            _take_all(run, items, progress)
    except Cancelled:
        run.report.cancelled = True
    return run.finish()


def _take_all(run: _Run, items: Iterable[Item], progress: Progress) -> None:
    for chunk in _chunks(items):
        run.take(chunk)
        progress(run.report.added + len(run.report.duplicates) + len(run.report.refused), None, run.report.sentence)


@dataclass(frozen=True, slots=True)
class _Fresh:
    """An article that the project does not hold yet, cleaned."""

    raw: RawArticle
    text: str
    sha: str
    origin: Origin | None


class _Run:
    """One import: keeps the batch, the labels and coders known, and the report."""

    def __init__(self, store: Store, *, unknown: Unknown, as_coder: str, max_text: int) -> None:
        self.store = store
        self.report = IntakeReport()
        self._unknown = unknown
        self._as_coder = as_coder
        self._max_text = max_text
        self._labels: dict[str, int] = {}
        self._coders: dict[str, int] = {}
        self._may_hold: dict[str, bool] = {}
        self._held: dict[tuple[int, int, int, str, str], str] = {}  # what is put aside, with its place in the files
        self._batch_id: int | None = None
        self._step_id: int | None = None
        self._changes = Changes()
        self._files = FileIntake(store)
        self._notes = NoteKeeper(store, self.report)
        self._sets = facets.Keeper(store.db.conn)
        self._events = EventIntake(store, self.report, unknown, self._coder, as_coder)

    def finish(self) -> IntakeReport:
        """Name the step after what came in, or take it away when nothing did; what was skipped is kept all the same."""
        report, conn = self.report, self.store.db.conn
        report.changes, report.step_id = self._changes, self._step_id if self._changes else None
        if self._batch_id is None:
            return report
        count, noun = (report.added, "article") if report.added else (report.spans, "span")
        summary = f"Import {count:,} {noun}" + ("s" if count != 1 else "")
        report.warn_of_the_rest()
        with self.store.transaction():
            self._notes.write(self._batch_id)
            if self._changes:
                conn.execute("UPDATE step SET summary = ? WHERE id = ?", (summary, self._step_id))
            else:
                conn.execute("DELETE FROM step WHERE id = ?", (self._step_id,))
            if self._changes or report.needs_showing:
                kept = (summary, figures(report), self._batch_id)
                conn.execute("UPDATE batch SET summary = ?, report = ? WHERE id = ?", kept)
            else:
                conn.execute("DELETE FROM batch WHERE id = ?", (self._batch_id,))
        return report

    def take(self, items: Sequence[Item]) -> None:
        """Take in some items in one transaction: all of them or nothing."""
        chunk = self._files.sort(items)
        self.report.refused += chunk.refused
        if not (chunk.raws or self._notes.waiting or any(origin.id for origin in chunk.ended)):
            return
        with self.store.transaction():
            if chunk.raws:
                self._take_chunk(chunk)
            self._files.end(chunk.ended)
            if self._notes.waiting:
                self._notes.write(self._batch())

    def _take_chunk(self, chunk: Chunk) -> None:
        if not self._as_coder:
            self.store.adopt_coder(next((coder for raw in chunk.raws for coder in _coders(raw)), ""))
        with self.store.transaction():
            batch_id = self._batch()
            with journal.step(self.store, "import", "Import articles", batch_id=batch_id, into=self._step_id) as step:
                self._step_id = step.id
                self._take(step, chunk)
                self._changes |= step.changes
            if step.changes.articles:
                self._sets.forget()

    def _take(self, step: journal.Step, chunk: Chunk) -> None:
        self._labels = {name: label.id for name, label in labels.by_name(self.store).items()}
        self._events.begin(step, chunk.raws)
        fresh, copies = self._sort(chunk)
        self._learn_labels(step, [item.raw for item in [*fresh, *copies]])
        known = self._known([item.sha for item in fresh])
        new = [item for item in fresh if item.sha not in known]
        if new:
            self._insert(new)
            step.touch("article", set())
            step.touch("span", set())
            if self.report.events:
                step.touch("event", set())
        for item in copies + [item for item in fresh if item.sha in known]:
            self._meet_again(step, item)

    def _batch(self) -> int:
        if self._batch_id is None:
            row = {"uid": new_uid(), "kind": "import", "summary": "Import articles", "at": now()}
            self._batch_id = int(self.store.db.table("batch").insert(row, pk="id").last_pk or 0)
        return self._batch_id

    def _sort(self, chunk: Chunk) -> tuple[list[_Fresh], list[_Fresh]]:
        """Clean, refuse what is no article, and tell first copies from further ones within the chunk."""
        first: dict[str, _Fresh] = {}
        copies: list[_Fresh] = []
        for raw, origin in zip(chunk.raws, chunk.origins, strict=True):
            text = clean_text(raw.text)
            if reason := self._objection(raw, text):
                self.report.refused.append(Refusal(raw.where, reason))
                continue
            item = _Fresh(raw, text, fingerprint(text), origin)
            if item.sha in first:
                copies.append(item)
            else:
                first[item.sha] = item
        return list(first.values()), copies

    def _objection(self, raw: RawArticle, text: str) -> str:
        if not text.strip():
            return f"{raw.where} holds no text."
        if len(text) > self._max_text:
            return (
                f"{raw.where} holds {len(text):,} characters, over the limit of {self._max_text:,}; "
                "split it or raise the limit."
            )
        used = {labels.plain_name(span.label) for span in raw.spans} if self._unknown == "refuse" else set()
        strange = sorted(used - self._labels.keys())
        if strange:
            return f"{raw.where} uses labels this project does not have: {', '.join(strange)}."
        if self._unknown == "refuse" and (names := self._events.strange(raw)):
            return f"{raw.where} uses event types or roles this project does not have: {', '.join(names)}."
        return ""

    def _known(self, shas: Sequence[str]) -> set[str]:
        marks = ",".join("?" * len(shas))
        return {row[0] for row in self.store.rows(f"SELECT sha256 FROM article WHERE sha256 IN ({marks})", shas)}

    def _learn_labels(self, step: journal.Step, raws: Sequence[RawArticle]) -> None:
        if self._unknown != "add":
            return
        for name in dict.fromkeys(map(labels.plain_name, {span.label: 0 for raw in raws for span in raw.spans})):
            if name in self._labels:
                continue
            try:
                self._labels[name] = labels.insert(step, name)
            except UserError:
                continue  # not a name a label may have: its spans are refused, each by name
            self.report.new_labels.append(name)

    def _insert(self, new: Sequence[_Fresh]) -> None:
        conn, at = self.store.db.conn, now()
        first = int(self.store.value("SELECT coalesce(max(id), 0) + 1 FROM article"))
        uids = free_uids(self.store, "article", [item.raw.uid for item in new])
        spans = [self._spans(item, first + number, at) for number, item in enumerate(new)]
        rows = [self._article_row(item, first + n, uids[n], len(spans[n]), at) for n, item in enumerate(new)]
        conn.executemany(_INSERT_ARTICLE, rows)
        conn.executemany(
            "INSERT INTO article_text (article_id, text) VALUES (?, ?)",
            [(first + number, item.text) for number, item in enumerate(new)],
        )
        flat = list(chain.from_iterable(spans))
        first_span, span_uids = (
            journal.fresh_id(self.store, "span"),
            free_uids(self.store, "span", [row.uid for row in flat]),
        )
        conn.executemany(INSERT, with_ids(flat, first_span, span_uids))
        names.add(conn, names.counted(map(NAME, flat)))
        work = [row for n, item in enumerate(new) for row in self._work(item.raw, first + n, spans[n])]
        first_work = journal.fresh_id(self.store, "work")
        conn.executemany(_INSERT_WORK, [(first_work + n, *row, at) for n, row in enumerate(work)])
        self._insert_events(new, spans, first, first_span)
        self._sets.add(_facts(rows, flat, work))
        if any(item.raw.events for item in new):
            facets.refresh(conn, {"event"}, [row[0] for row in rows])
            self._sets.forget()
        search.index(self.store, ((row[0], row[3], row[5], item.text) for row, item in zip(rows, new, strict=True)))
        self.report.first_id = self.report.first_id or first
        self.report.added += len(new)
        self.report.spans += len(flat)

    def _insert_events(
        self, new: Sequence[_Fresh], spans: Sequence[Sequence[SpanRow]], first: int, first_span: int
    ) -> None:
        """Write the events of new articles; the spans of each were written one after the other."""
        found = []
        for number, item in enumerate(new):
            index = SpanIndex.of_rows(spans[number], first_span)
            first_span += len(spans[number])
            if item.raw.events:
                found += self._events.rows(item.raw, item.text, first + number, index, held=self._has_held(item.raw))
        self._events.write(found)

    def _has_held(self, raw: RawArticle) -> bool:
        return any(self._label_id(span.label) is None for span in raw.spans)

    def _article_row(self, item: _Fresh, article_id: int, uid: str, span_count: int, at: str) -> tuple[Any, ...]:
        raw = item.raw
        self._warn(item)
        published = raw.published if raw.published and articles.is_iso(raw.published) else ""
        meta = clean_text(json.dumps(raw.meta, ensure_ascii=False))
        source, url, language = (clean_text(value).strip() for value in (raw.source, raw.url, raw.language))
        known = (article_id, uid, item.sha, _title(raw, item.text), len(item.text), source, url, published, language)
        file_id = self._files.keep(item.origin, self._batch())
        part = clean_text(item.origin.part(raw.where)) if item.origin else ""
        return (*known, meta, self._batch_id, span_count, at, file_id, part)

    def _warn(self, item: _Fresh) -> None:
        for words in item.raw.warnings:
            self.report.warn(item.raw.where, item.origin.read.name if item.origin else "", words)

    def _spans(self, item: _Fresh, article_id: int, at: str) -> list[SpanRow]:
        """Return rows for the article's spans, moved to the cleaned text; refuse those that do not fit."""
        raw, text = item.raw, item.text
        move = None if raw.text == text else TextMap(raw.text)
        rows: dict[tuple[int, int, int, int], SpanRow] = {}
        uids: set[str] = set()
        known, coders, length = self._labels.get, self._coders.get, len(text)
        for span in raw.spans:
            start, end, label, coder = span.start, span.end, known(span.label), coders(self._as_coder or span.coder)
            if label and coder and move is None and not span.fields and 0 <= start < end <= length:
                key = (coder, label, start, end)  # as most are: a large import stands or falls with these
                if key not in rows:
                    origin = clean_text(span.origin) if span.origin else ""
                    rows[key] = plain_row(key, article_id, origin, text, at)
                    continue
            bounds = place(span, move, text)
            if bounds is None:
                self._refuse_span(raw, span, "does not fit the text, or quotes other words")
            elif (label_id := self._label_id(span.label)) is None:
                self._set_aside(raw, article_id, span, bounds)
            else:
                row = row_of(span, bounds, article_id, label_id, self._coder(span.coder), text, at)
                key = (row.coder_id, label_id, row.start, row.end)
                if key in rows:
                    self._refuse_span(raw, span, "stands twice in the file")
                elif row.uid and row.uid in uids:  # another span of the same file has it: this one gets its own
                    row = row._replace(uid="")
                uids.add(row.uid)
                rows.setdefault(key, row)
        return list(rows.values())

    def _label_id(self, name: str) -> int | None:
        found = self._labels.get(name)
        return self._labels.get(labels.plain_name(name)) if found is None else found

    def _set_aside(self, raw: RawArticle, article_id: int, span: RawSpan, bounds: tuple[int, int]) -> None:
        if self._unknown != "hold" or not self._can_be_added(span.label):
            self._refuse_span(raw, span, "has a label that cannot be a label's name")
            return
        kept = replace(span, start=bounds[0], end=bounds[1], coder=self._as_coder or span.coder)
        key = (article_id, *bounds, labels.plain_name(span.label), kept.coder)
        if key not in self._held:
            self._held[key] = raw.where
            self.report.held.append((article_id, kept))
        elif self._held[key] == raw.where:  # else a copy of the article brings it again
            self._refuse_span(raw, span, "stands twice in the file")

    def _can_be_added(self, name: str) -> bool:
        """Whether a label may have that name: one that may not must not keep the others from being added later."""
        if name not in self._may_hold:
            try:
                self._may_hold[name] = bool(labels.check_name(self.store, name))
            except UserError:
                self._may_hold[name] = False
        return self._may_hold[name]

    def _refuse_span(self, raw: RawArticle, span: RawSpan, reason: str) -> None:
        where = f"{raw.where}: {clean_text(span.label)} {span.start}–{span.end}"
        self.report.spans_refused.append(Refusal(where, f"{where} {reason}; it was left out."))

    def _coder(self, name: str) -> int:
        name = self._as_coder or name
        if name not in self._coders:
            self._coders[name] = self.store.ensure_coder(name)
        return self._coders[name]

    def _work(self, raw: RawArticle, article_id: int, spans: Sequence[SpanRow]) -> Iterator[tuple[int, int, str]]:
        """Yield where each coder stands: as the file says, else "in progress" for whoever has spans there."""
        if raw.work and not self._as_coder:
            known = {coder: status for coder, status in raw.work.items() if status in STATUSES and status != "new"}
            yield from ((article_id, self._coder(coder), status) for coder, status in known.items())
            return
        status = raw.status if raw.status in STATUSES else ""
        coders = {row.coder_id for row in spans}
        if not coders and status not in ("", "new"):
            coders = {self._coder("")}
        if status != "new":
            for coder_id in sorted(coders):
                yield article_id, coder_id, status or "in progress"

    def _meet_again(self, step: journal.Step, item: _Fresh) -> None:
        """Report a copy; one that was removed comes back, and spans the project lacks are added to it."""
        article_id, title, removed = self.store.rows(
            "SELECT id, title, removed FROM article WHERE sha256 = ?", (item.sha,)
        )[0]
        self._warn(item)
        spans = self._spans(item, article_id, now())
        added = sum([add_if_new(step, row) for row in spans])
        index = SpanIndex.of_article(self.store, article_id)
        rows = self._events.rows(item.raw, item.text, article_id, index, held=self._has_held(item.raw))
        events = sum([self._events.add_if_new(step, row) for row in rows])
        for _, coder_id, status in self._work(item.raw, article_id, spans) if added or events else ():
            add_work(step, article_id, coder_id, status)
        self.report.spans += added
        if removed:
            step.update("article", article_id, removed=0)
            self.report.added += 1
            self.report.first_id = self.report.first_id or article_id
        else:
            self.report.duplicates.append(Duplicate(item.raw.where, article_id, title, added))


def _facts(
    rows: Sequence[tuple[Any, ...]], spans: Sequence[SpanRow], work: Sequence[tuple[int, int, str]]
) -> facets.Facts:
    """Return the sets that new articles belong to."""
    facts: dict[tuple[facets.Kind, str], list[int]] = defaultdict(list)
    for row in rows:
        article_id, source, published, language = row[0], row[5], row[7], row[8]
        facts["article", ""].append(article_id)
        facts["source", source].append(article_id)
        facts["month", published[:7]].append(article_id)
        facts["language", language].append(article_id)
    for article_id, label_id, coder_id in set(map(WHOSE, spans)):
        facts["label", str(label_id)].append(article_id)
        facts["coder", str(coder_id)].append(article_id)
    for article_id, coder_id, status in work:
        facts["status", f"{coder_id}/{status}"].append(article_id)
        facts["coder", str(coder_id)].append(article_id)
    return facts


def _coders(raw: RawArticle) -> Iterator[str]:
    """Yield the coders an article names."""
    yield from (span.coder for span in raw.spans if span.coder)
    yield from (event.coder for event in raw.events if event.coder)
    yield from raw.work


def _title(raw: RawArticle, text: str) -> str:
    title = " ".join(clean_text(raw.title).split())
    if not title:
        title = next((line.strip() for line in text.splitlines() if line.strip()), "Untitled")
    return title if len(title) <= _TITLE else title[: _TITLE - 1] + "…"


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Group items: the first group small, so that rows are on screen at once; none long waited for, none very large."""
    chunk: list[Item] = []
    most, length, begun = _FIRST, 0, time.monotonic()
    for item in items:
        chunk.append(item)
        length += len(item.text) if isinstance(item, RawArticle) else 0
        if len(chunk) >= most or length > _CHUNK_LENGTH or time.monotonic() - begun > _CHUNK_SECONDS:
            yield chunk
            chunk, most, length, begun = [], _CHUNK, 0, time.monotonic()
    if chunk:
        yield chunk
