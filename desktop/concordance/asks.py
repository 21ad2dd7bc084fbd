"""The questions that are looked into beside the window."""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Iterator

from corpus.progress import Progress
from corpus.store import Store
from desktop.worker import Ask, Tell
from labels import concordance, concordance_coding
from labels.concordance import Hits, OrderKey, Wanted
from labels.concordance_coding import Plan, Removal
from labels.kwic import Place

_EVERY = 0.25  # seconds between two batches: each paints the table


def searching(wanted: Wanted) -> Ask:
    """Return what looks for something, and tells batch by batch."""

    def ask(store: Store, tell: Tell, progress: Progress) -> None:
        told, waiting = 0.0, None
        for batch in concordance.search(store, wanted, progress=progress):
            waiting = batch if waiting is None else waiting.join(batch)
            if time.monotonic() - told > _EVERY:
                tell(waiting)
                told, waiting = time.monotonic(), None
        if waiting is not None:
            tell(waiting)

    return ask


def sorting(hits: Hits, key: OrderKey, *, descending: bool) -> Ask:
    """Return what puts hits in order; nothing may be added to them meanwhile."""

    def ask(store: Store, _tell: Tell, _progress: Progress) -> array[int]:
        from labels.concordance_order import order

        return order(store, hits, key, descending=descending)

    return ask


def planning(places: Callable[[], Iterator[Place]], label_id: int) -> Ask:
    """Return what finds out what labelling some hits comes to."""

    def ask(store: Store, _tell: Tell, progress: Progress) -> Plan:
        return concordance_coding.plan(store, places(), label_id, progress=progress)

    return ask


def planning_removal(places: Callable[[], Iterator[Place]], label_id: int) -> Ask:
    """Return what finds the spans that unlabelling some hits takes away."""

    def ask(store: Store, _tell: Tell, progress: Progress) -> Removal:
        return concordance_coding.plan_removal(store, places(), label_id, progress=progress)

    return ask
