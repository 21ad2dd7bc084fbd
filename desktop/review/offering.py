"""The offer to suggest words always, after they were accepted a few times: one at a time, until it is answered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from corpus.changes import Changes
from corpus.wording import short
from desktop.review.core import Core
from desktop.session import Session
from labels.suggest.offers import Offer
from labels.suggestion import Suggestion


class Offering(QObject):
    """Holds the offer that is open.

    Attributes:
        offer: None when there is none.

    Signals:
        changed: there is another offer, or none.
        told: a sentence on what was done.
        hint: why nothing was.
    """

    changed = Signal()
    told = Signal(str)
    hint = Signal(str)

    def __init__(self, session: Session, core: Core, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._core = session, core
        self.offer: Offer | None = None

    def look(self, accepted: Sequence[Suggestion]) -> None:
        """See whether what was just accepted is to be offered; an offer that is open makes room for a newer one."""
        store = self._session.store
        if store is not None:
            self.put(next(iter(self._core.offers(store, accepted)), self.offer))

    def follow(self, changes: Changes) -> None:
        """Close the offer when what it rests on was undone."""
        store, stands = self._session.store, self._core.stands
        if self.offer and store and stands and "span" in changes.kinds and not stands(store, self.offer):
            self.put(None)

    def put(self, offer: Offer | None) -> None:
        """Open an offer, or close the one that is open."""
        if offer != self.offer:
            self.offer = offer
            self.changed.emit()

    def take(self) -> None:
        """Suggest these words always from now on."""
        offer = self.offer
        if offer is None:
            self.hint.emit("Nothing is offered now; words that were accepted three times are.")
            return
        self.put(None)
        if self._session.do(self._core.take, offer):
            self.told.emit(f"“{short(offer.surface)}” is always suggested from now on.")

    def refuse(self) -> None:
        """Never offer these words again."""
        offer = self.offer
        self.put(None)
        if offer is not None:
            self._session.do(self._core.decline, offer)
