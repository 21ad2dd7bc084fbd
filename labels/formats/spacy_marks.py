"""Marks that tell whether the coding of an article is what it was; short ones, as there may be a million articles."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from corpus.store import Store
from labels.formats import event_selection
from labels.formats.selection import Item

_BYTES = 16
_AT_ONCE = 2_000  # articles whose spans are read at once: who reads keeps others from writing
# Column by column, which is half as long as putting four values into one text for every span.
_SPANS = """SELECT article_id, coder_id, group_concat(start), group_concat("end"), group_concat(label_id),
group_concat(uid) FROM span WHERE article_id BETWEEN ? AND ? GROUP BY article_id, coder_id"""


def coding_marks(store: Store, chosen: Sequence[Item]) -> dict[int, bytes]:
    """Return for each article with coding a mark that changes when a span or event that goes out changes.

    `chosen` are articles in the order of their ids.
    """
    marks: dict[int, bytes] = {}
    for at in range(0, len(chosen), _AT_ONCE):
        some = chosen[at : at + _AT_ONCE]
        whose = {item.id: item.coder_id for item in some}
        for article_id, coder_id, *columns in store.rows(_SPANS, (some[0].id, some[-1].id)):
            if whose.get(article_id) == coder_id:
                marks[article_id] = _digest(" ".join(columns))
    for article_id, mark in event_selection.coding_marks(store, chosen).items():
        marks[article_id] = _digest(f"{marks.get(article_id, b'').hex()} {mark}")
    return marks


def _digest(mark: str) -> bytes:
    return blake2b(mark.encode(), digest_size=_BYTES).digest()
