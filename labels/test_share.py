"""Which articles test models: no model learns from them, and none suggests anything in them.

An article's place hangs on its group of near-copies (`labels.formats.splits`), so grouping anew may move it. What a
model proposed before is therefore looked at again when it is read, and what it learnt from is kept with it
(`Model.learnt`).
"""

from __future__ import annotations

from pyroaring import BitMap

from corpus.store import Store
from labels.formats.report import ExportOptions
from labels.formats.selection import is_held_out
from labels.formats.splits import place
from labels.model import Model

_SHARES = ExportOptions().split
_KEY = (
    "SELECT coalesce((SELECT sha256 FROM article AS founder WHERE founder.group_id = article.group_id ORDER BY id "
    "LIMIT 1), sha256) FROM article WHERE id = ?"
)
_KEYS = (
    "SELECT article.id, coalesce(founder.sha256, article.sha256) FROM article LEFT JOIN "
    "(SELECT group_id, sha256, min(id) FROM article WHERE group_id IS NOT NULL GROUP BY group_id) AS founder "
    "ON founder.group_id = article.group_id WHERE removed = 0"
)


def is_test(key: str, salt: str) -> bool:
    """Whether a group with this key, in the project with this uid, has its place in the test share."""
    return place(key, salt) >= (_SHARES[0] + _SHARES[1]) / sum(_SHARES)


def articles(store: Store) -> BitMap:
    """Return all articles, coded or not, whose place is in the test share."""
    salt = store.setting("uid")
    return BitMap([number for number, key in store.rows(_KEYS) if is_test(key, salt)])


def is_barred(store: Store, article_id: int) -> bool:
    """Whether a model may say nothing of an article: it tests by its present group, or is held out; quick."""
    key = store.value(_KEY, (article_id,))
    return key is None or is_test(str(key), store.setting("uid")) or is_held_out(store, article_id)


def seen(store: Store, model: Model) -> list[int]:
    """Return the articles that a model learnt from, and their near-copies as they are grouped now.

    Of those that are test articles today nothing the model finds counts.
    """
    learnt = model.learnt
    if not learnt:
        return []
    rows = store.rows("SELECT id, group_id FROM article")
    groups = {group for number, group in rows if group is not None and number in learnt}
    return [number for number, group in rows if number in learnt or group in groups]
