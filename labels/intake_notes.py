"""What an import did not take in, or assumed, and why: kept with the import, so that it can be read later, too."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from corpus.store import Store
from corpus.text import clean_text
from corpus.wording import counted
from labels.intake_report import IntakeReport

Kind = Literal["refused", "copy", "warning", "span"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MOST = 10_000  # notes kept of one import; of the rest only the number
_INSERT = "INSERT INTO intake_note (batch_id, kind, place, sentence, article_id) VALUES (?, ?, ?, ?, ?)"
_SENTENCE = 2_000  # code points
_AT_ONCE = 500

_Row = tuple[Kind, str, str, int | None]


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to know of an import.

    Attributes:
        kind: ``refused``: it was not taken in; ``copy``: the project holds that text already; ``warning``: something
            was assumed or mended; ``span``: a span or event was left out.
        place: the file and the place in it.
        sentence: what happened, and why.
        article_id: the article it concerns, None for none.
    """

    id: int
    kind: Kind
    place: str
    sentence: str
    article_id: int | None


class NoteKeeper:
    """Writes what a report has gained since it was last asked."""

    def __init__(self, store: Store, report: IntakeReport) -> None:
        self._store, self._report = store, report
        self._done = [0] * 5
        self._kept = 0

    @property
    def waiting(self) -> bool:
        """Whether there is anything to write."""
        return any(len(found) > done for found, done in zip(self._lists(), self._done, strict=True))

    def write(self, batch_id: int) -> None:
        """Write it; the caller holds the transaction."""
        rows = list(self._rows())[: MOST - self._kept]
        self._kept += len(rows)
        self._store.db.conn.executemany(
            _INSERT,
            [(batch_id, kind, clean_text(place), clean_text(said)[:_SENTENCE], of) for kind, place, said, of in rows],
        )

    def _lists(self) -> tuple[list[Any], ...]:
        report = self._report
        return report.refused, report.duplicates, report.warnings, report.spans_refused, report.events_refused

    def _rows(self) -> Iterator[_Row]:
        refused, copies, warnings, spans, events = (
            found[done:] for found, done in zip(self._lists(), self._done, strict=True)
        )
        self._done = [len(found) for found in self._lists()]
        yield from (("refused", each.where, each.reason, None) for each in refused)
        yield from (("copy", each.where, _copied(each.title, each.spans_added), each.article_id) for each in copies)
        yield from (("warning", *_parted(each), None) for each in warnings)
        yield from (("span", each.where, each.reason, None) for each in (*spans, *events))


def figures(report: IntakeReport) -> str:
    """Return the figures of a report as the JSON that is kept with its import."""
    counts = {
        "added": report.added,
        "spans": report.spans,
        "events": report.events,
        "copies": len(report.duplicates),
        "refused": len(report.refused),
        "left_out": len(report.spans_refused) + len(report.events_refused),
        "warnings": len(report.warnings),
        "held": len(report.held) + len(report.held_events),
    }
    names = {"labels": report.new_labels, "types": report.new_types, "roles": report.new_roles}
    kept = {key: value for key, value in (counts | names).items() if value}
    return json.dumps(kept | ({"cancelled": True} if report.cancelled else {}), ensure_ascii=False)


def notes(store: Store, batch_id: int, *, kinds: Collection[Kind] = (), words: str = "") -> list[Note]:
    """Return the notes of an import in the order they were made: of some kinds, or those that hold some words."""
    return some(store, ids(store, batch_id, kinds=kinds, words=words))


def some(store: Store, note_ids: Sequence[int]) -> list[Note]:
    """Return the notes of these ids, in their order."""
    found: list[Note] = []
    for start in range(0, len(note_ids), _AT_ONCE):
        part = note_ids[start : start + _AT_ONCE]
        rows = store.rows(
            "SELECT id, kind, place, sentence, article_id FROM intake_note "
            f"WHERE id IN ({', '.join('?' * len(part))}) ORDER BY id",
            part,
        )
        found += [Note(*row) for row in rows]
    return found


def ids(store: Store, batch_id: int, *, kinds: Collection[Kind] = (), words: str = "") -> list[int]:
    """Return the ids of the notes that `notes` returns."""
    conditions, params = ["batch_id = ?"], list[object]([batch_id])
    if kinds:
        conditions.append(f"kind IN ({', '.join('?' * len(kinds))})")
        params += kinds
    for word in clean_text(words).split():
        conditions.append("instr(lower(place || ' ' || sentence), lower(?)) > 0")
        params.append(word)
    rows = store.rows(f"SELECT id FROM intake_note WHERE {' AND '.join(conditions)} ORDER BY id", params)
    return [row[0] for row in rows]


def counts(store: Store, batch_id: int) -> dict[Kind, int]:
    """Return how many notes of each kind an import has; kinds without any are left out."""
    rows = store.rows("SELECT kind, count(*) FROM intake_note WHERE batch_id = ? GROUP BY kind", (batch_id,))
    known = dict(rows)
    return {kind: int(known[kind]) for kind in KINDS if kind in known}


def as_text(found: Collection[Note]) -> str:
    """Return notes for the clipboard, one a line: place and sentence, with a tab between them."""
    return "".join("\t".join(part for part in (each.place, each.sentence) if part) + "\n" for each in found)


def _copied(title: str, spans: int) -> str:
    added = f" {counted(spans, 'span')} of it {'was' if spans == 1 else 'were'} added there." if spans else ""
    return f"The project holds this text already, as “{title}”.{added}"


def _parted(warning: str) -> tuple[str, str]:
    """Return the place and the sentence of a warning ("wires.jsonl, line 3: Its date was no date.")."""
    place, colon, said = warning.partition(": ")
    return (place, said) if colon else ("", warning)
