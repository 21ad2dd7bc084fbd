"""What an export is asked for, and what it says of itself afterwards."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

ColumnSet = Literal["full", "acled", "ged"]
COLUMN_SETS: tuple[ColumnSet, ...] = get_args(ColumnSet)


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How to export; every format heeds what concerns it.

    Attributes:
        finished_only: leave out articles whose status is not *done*.
        split: shares of train, dev and test.
        labels: names of the labels to export, None for all.
        coder_id: whose coding goes into training data; None takes for each article whoever is done with it, the
            present coder before others.
        salt: what the split is drawn by; "" is the project's own, so that its splits never change.
        columns: which columns an event table has: everything we know, or ACLED-compatible or GED-like ones.
        canonical: one row for each canonical event, not for each report.
        categories: let the spaCy configuration also train on event types (`textcat_multilabel`).
    """

    finished_only: bool = True
    split: tuple[float, float, float] = (0.8, 0.1, 0.1)
    labels: tuple[str, ...] | None = None
    coder_id: int | None = None
    salt: str = ""
    columns: ColumnSet = "full"
    canonical: bool = False
    categories: bool = False


USUAL = ExportOptions()


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What came of an export.

    Attributes:
        articles: number of articles exported; `splits` has them by split.
        written: names of the files written anew; those not named were still right and kept.
        kept, snapped, dropped: number of spans that went out as they were, widened or narrowed to whole words, or
            not at all; together the spans of all articles exported. Event tables count events instead (`unit`).
        events: number of events that went out, in every format.
        made_safe: cells that could have been taken for formulas.
        reasons: number of spans (or events) per reason, e.g. ``{"not on word borders": 3}``.
        left_out: articles that are in the project but not in the export.
        warnings: plain sentences.
    """

    path: Path
    articles: int
    kept: int
    snapped: int = 0
    dropped: int = 0
    written: tuple[str, ...] = ()
    reasons: Counter[str] = field(default_factory=Counter)
    splits: dict[str, int] = field(default_factory=dict)
    labels: Counter[str] = field(default_factory=Counter)
    left_out: int = 0
    warnings: tuple[str, ...] = ()
    unit: Literal["span", "event"] = "span"
    events: int = 0
    made_safe: int = 0

    @property
    def spans(self) -> int:
        """All spans of the articles exported."""
        return self.kept + self.snapped + self.dropped

    @property
    def summary(self) -> str:
        """The whole in one sentence."""
        if self.unit == "event":
            return self._events_summary
        parts = ", ".join(f"{name} {count:,}" for name, count in self.splits.items())
        text = f"{self.articles:,} {_plural('article', self.articles)}{f' ({parts})' if parts else ''} and "
        text += f"{self.kept + self.snapped:,} {_plural('span', self.kept + self.snapped)}"
        text += f", {self.events:,} {_plural('event', self.events)}" if self.events else ""
        text += f" exported to {self.path}"
        if self.snapped:
            text += f", {self.snapped:,} of them fitted to whole words"
        if self.dropped:
            text += f"; {self.dropped:,} {_plural('span', self.dropped)} dropped (see ledger.jsonl)"
        return text + ("." if self.written else "; nothing had changed, the files were kept.")

    @property
    def _events_summary(self) -> str:
        text = f"{self.events:,} {_plural('event', self.events)} from {self.articles:,} "
        text += f"{_plural('article', self.articles)} exported to {self.path}"
        if self.made_safe:
            text += f", {self.made_safe:,} {_plural('cell', self.made_safe)} made safe"
        return text + (f"; {self.dropped:,} left out (see ledger.jsonl)." if self.dropped else ".")


def _plural(noun: str, count: int) -> str:
    return noun if count == 1 else noun + "s"
