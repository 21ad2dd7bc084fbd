"""The articles of one `field:value` term, from the kept sets; and why there are none, in a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import chain

from pyroaring import BitMap

from corpus import facets, stored_json
from corpus.fold import loose
from corpus.query_terms import NONE, Field, days
from corpus.standing import by_status
from corpus.store import Store

Found = tuple[BitMap, str]  # articles (removed ones may be among them), and what is odd, "" for nothing
Named = list[tuple[str, str]]  # key and name
_TODO = ("new", "in progress")
_AT_ONCE = 500  # ids in one query
_LAST = "\U0010ffff"  # comes after whatever may follow a day or a month


def find(store: Store, term: Field) -> Found:
    """Return the articles of a term."""
    return _FINDERS[term.name](store, term.value)


def _source(store: Store, value: str) -> Found:
    if value.lower() == NONE:
        return facets.ids(store, "source"), ""
    asked = loose(value)
    names = [name for name in _keys(store, "source") if asked in loose(name)]
    odd = "" if names else f"source:{value}: no outlet has that in its name."
    return _union(facets.ids(store, "source", name) for name in names), odd


def _status(store: Store, value: str) -> Found:
    standing = by_status(store)
    return _union(ids for status, ids in standing.items() if status in (_TODO if value == "todo" else (value,))), ""


def _before(store: Store, value: str) -> Found:
    first, _ = days(value) or ("", "")
    months = [month for month in _keys(store, "month") if month and month < first[:7]]
    found = _union(facets.ids(store, "month", month) for month in months)
    if first[8:] != "01":
        found |= _published(store, first[:7], first)
    return found, ""


def _after(store: Store, value: str) -> Found:
    _, last = days(value) or ("", "")
    months = [month for month in _keys(store, "month") if month > last[:7]]
    found = _union(facets.ids(store, "month", month) for month in months)
    if not _ends_month(last):
        found |= _published(store, f"{last}{_LAST}", f"{last[:7]}{_LAST}")
    return found, ""


def _ends_month(day: str) -> bool:
    return (date.fromisoformat(day) + timedelta(days=1)).day == 1


def _published(store: Store, start: str, end: str) -> BitMap:
    """Return what was published from one date on and before another, as texts."""
    rows = store.stream("SELECT id FROM article WHERE published >= ? AND published < ?", (start, end))
    return BitMap(row[0] for row in rows)


def _label(store: Store, value: str) -> Found:
    if value.lower() == NONE:
        return _none(store, "label"), ""
    names = _meant(value, [(str(key), name) for key, name in store.rows("SELECT id, name FROM label")])
    odd = "" if names else f"label:{value}: no label has that name."
    return _union(facets.ids(store, "label", key) for key in names), odd


def _type(store: Store, value: str) -> Found:
    if value.lower() == NONE:
        return _none(store, "type"), ""
    rows = store.rows("SELECT id, parent_id, name FROM event_type")
    wanted = set(_meant(value, [(str(key), name) for key, _, name in rows]))
    odd = "" if wanted else f"type:{value}: no event type has that name."
    below = [(str(key), str(parent)) for key, parent, _ in rows if parent]
    while more := {key for key, parent in below if parent in wanted} - wanted:
        wanted |= more
    return _union(facets.ids(store, "type", key) for key in wanted), odd


def _coder(store: Store, value: str) -> Found:
    if value.lower() == NONE:
        return _none(store, "coder"), ""
    keys = _coders(store, value)
    odd = "" if keys else f"coder:{value}: nobody of that name has coded here."
    return _union(facets.ids(store, "coder", key) for key in keys), odd


def _coders(store: Store, value: str) -> list[str]:
    """Return the keys of the coders meant; `me` is the present one."""
    known = [(str(key), name) for key, name in store.rows("SELECT id, name FROM coder")]
    own = [str(store.coder_id)] if value.lower() == "me" and store.coder_id else []
    return own or _meant(value, known)


def _lang(store: Store, value: str) -> Found:
    if value.lower() == NONE:
        return facets.ids(store, "language"), ""
    asked = value.lower()
    keys = [key for key in _keys(store, "language") if asked in (key.lower(), re.split("[-_]", key.lower())[0])]
    odd = "" if keys else f"lang:{value}: no article is in that language."
    return _union(facets.ids(store, "language", key) for key in keys), odd


def _actor(store: Store, value: str) -> Found:
    if value.lower() == NONE:
        return facets.ids(store, "article") - _with_actor(store, "argument.entity_id IS NOT NULL"), ""
    rows = store.rows("SELECT entity_id, name FROM alias UNION SELECT id, name FROM entity")
    keys = _meant(value, [(str(key), name) for key, name in rows])
    found = BitMap()
    for start in range(0, len(keys), _AT_ONCE):
        found |= _with_actor(store, f"argument.entity_id IN ({', '.join(keys[start : start + _AT_ONCE])})")
    asked = loose(value)  # what fills the role of an actor without being one of the list
    texts = [text for (text,) in store.stream(_LOOSE_ACTORS) if asked in loose(text)]
    for start in range(0, len(texts), _AT_ONCE):
        some = texts[start : start + _AT_ONCE]
        loosely = f"argument.entity_id IS NULL AND argument.text IN ({', '.join('?' * len(some))})"
        found |= _with_actor(store, loosely, some)
    odd = "" if keys or texts else f"actor:{value}: no event has an actor of that name."
    return found, odd


_LOOSE_ACTORS = (
    "SELECT DISTINCT argument.text FROM argument JOIN role ON role.id = role_id "
    "WHERE role.kind = 'actor' AND entity_id IS NULL AND argument.text <> ''"
)


def _with_actor(store: Store, condition: str, params: Iterable[str] = ()) -> BitMap:
    rows = store.stream(
        "SELECT article_id FROM argument JOIN event ON event.id = event_id JOIN role ON role.id = role_id "
        f"WHERE role.kind = 'actor' AND {condition}",
        tuple(params),
    )
    return BitMap(row[0] for row in rows)


def _copies(store: Store, value: str) -> Found:
    if value.isdecimal():
        group = store.value("SELECT group_id FROM article WHERE id = ?", (int(value),))
        rows = store.rows("SELECT id FROM article WHERE group_id = ?", (group,)) if group else [(int(value),)]
        return BitMap(row[0] for row in rows if row[0] < 2**32), ""
    pairs = store.rows("SELECT group_id, id FROM article WHERE group_id IS NOT NULL AND removed = 0")
    everyone, grouped = facets.ids(store, "article"), BitMap(article_id for _, article_id in pairs)
    if value == "yes":
        return grouped, ""
    firsts: dict[int, int] = {}
    for group, article_id in pairs:
        firsts[group] = min(article_id, firsts.get(group, article_id))
    return everyone - grouped | (BitMap(firsts.values()) if value == "first" else BitMap()), ""


def _assigned(store: Store, value: str) -> Found:
    rows = store.rows("SELECT id, name, articles FROM assignment WHERE closed = 0")
    if value.lower() == NONE:
        return facets.ids(store, "article") - _union(_listed(text) for _, _, text in rows), ""
    wanted = set(_meant(value, [(str(key), name) for key, name, _ in rows]))
    for coder in _coders(store, value):
        of_coder = store.rows("SELECT assignment_id FROM assignment_coder WHERE coder_id = ?", (int(coder),))
        wanted |= {str(row[0]) for row in of_coder}
    odd = "" if wanted else f"assigned:{value}: no assignment and no coder has that name."
    return _union(_listed(text) for key, _, text in rows if str(key) in wanted), odd


def _listed(text: str) -> BitMap:
    """Return the ids in a JSON list; of a damaged one nothing."""
    return BitMap(each for each in stored_json.items(text) if type(each) is int and 0 < each < 2**32)


def _none(store: Store, kind: facets.Kind) -> BitMap:
    """Return the articles that are in no set of a kind."""
    return facets.ids(store, "article") - _union(facets.keys(store, kind).values())


def _meant(value: str, known: Named) -> list[str]:
    """Return the keys of the names that are meant: that very name, or else all that hold it."""
    asked = loose(value)
    names = [(key, loose(name)) for key, name in known]
    exact = [key for key, name in names if name == asked]
    return list(dict.fromkeys(exact or [key for key, name in names if asked in name]))


def _keys(store: Store, kind: facets.Kind) -> list[str]:
    return [str(row[0]) for row in store.rows("SELECT DISTINCT key FROM facet WHERE kind = ?", (kind,))]


def _union(sets: Iterable[BitMap]) -> BitMap:
    return BitMap.union(*chain((BitMap(),), sets))


_FINDERS: dict[str, Callable[[Store, str], Found]] = {
    "source": _source, "status": _status, "before": _before, "after": _after, "label": _label, "type": _type,
    "actor": _actor, "coder": _coder, "lang": _lang, "copies": _copies, "assigned": _assigned,
}  # fmt: skip
