"""What a query finds: set algebra on the kept sets, and the full-text index for the words."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from pyroaring import BitMap

from corpus import assignments, facets, listing_fields, search
from corpus.profile import plain
from corpus.query import Query, expression
from corpus.query_terms import And, Field, Node, Not, Or, Words, Wrong, nodes, whole_words, without
from corpus.store import Store

STEP = 65_536  # ids that are asked at once: an answer comes in parts, and nobody who writes waits long
FIRST_STEP = 8_192  # ids in the first part, which somebody waits for
SPELLED = 64  # words that a beginning may stand for and still be asked one by one
_EVERYTHING = 2**32
_PIECE = 8_192  # characters of an answer that are read at once
Texts = dict[tuple[str, int, int], BitMap]


class Interrupted(Exception):
    """The search was interrupted from another thread; see `interrupt`."""


def interrupt(store: Store) -> None:
    """Stop what a store is being asked for in its own thread, where `Interrupted` is raised; for other threads."""
    store.db.conn.interrupt()


def find(store: Store, query: Query) -> BitMap:
    """Return the ids of all articles that a query finds; their order is the queue's.

    Raises:
        UserError: the project cannot be read.
    """
    return Listing(store, query).whole()


def problems(store: Store, query: Query) -> tuple[str, ...]:
    """Return what is odd about a query in this project, one plain sentence each: *no outlet has that in its name*."""
    listing = Listing(store, query)
    listing.look_up()
    return listing.problems


def next_to_do(store: Store, query: Query, after_id: int) -> int | None:
    """Return the next article after one that the query lists, whatever status it asks, and that is still to do.

    Goes round at the end; None when all are done. Asks no more of the index than it needs.
    """
    tree = without(query.tree, "status")
    listing = Listing(store, query, tree=And((*((tree,) if tree else ()), Field("status", "todo"))))
    for part in listing.parts(after=after_id):
        if part:
            return int(part.min())
    first = next((int(part.min()) for part in listing.parts() if part), after_id)
    return first if first != after_id else None


class Listing:
    """Answers one query, whole or part by part. Each set and each run of the index is had once and kept.

    Attributes:
        problems: what was odd, one plain sentence each; those that the project decides are known once it was asked.
    """

    def __init__(self, store: Store, query: Query, *, tree: Node | None = None, texts: Texts | None = None) -> None:
        self._store = store
        self._tree = query.tree if tree is None else tree
        self._is_spelled = False
        self._all: BitMap | None = None
        self._fields: dict[Field, BitMap] = {}
        self._texts: Texts = {} if texts is None else texts
        self._wrong = [node.sentence for node in nodes(self._tree) if isinstance(node, Wrong)]
        self.problems: tuple[str, ...] = tuple(dict.fromkeys((*query.problems, *self._wrong)))

    def whole(self) -> BitMap:
        """Return the ids of all articles found.

        Raises:
            UserError: the project cannot be read.
        """
        if any(isinstance(node, Words) for node in nodes(self._tree)):
            return _union(self.parts())
        with _errors(self._store):
            return self._find(0, _EVERYTHING)

    def parts(self, after: int = 0) -> Iterator[BitMap]:
        """Yield the articles found with ids above `after`, in order, from at most `STEP` ids at once.

        Raises:
            UserError: the project cannot be read.
        """
        with _errors(self._store):
            everyone = self._everyone()
            last = everyone.max() if everyone else 0
            start, step = after + 1, FIRST_STEP
            while start <= last:
                yield self._find(start, start + step)
                start, step = start + step, min(4 * step, STEP)

    def glance(self, count: int) -> BitMap:
        """Return some `count` of what is found, in no time: of beginnings only those that are whole words."""
        exact = Listing(self._store, Query(), tree=whole_words(self._tree), texts=self._texts)
        found = BitMap()
        for part in islice(exact.parts(), 2):
            found |= part
            if len(found) >= count:
                break
        return found

    @property
    def begins(self) -> bool:
        """Whether it asks for beginnings of words: which words these are has to be looked up first."""
        return any(isinstance(node, Words) and node.prefix for node in nodes(self._tree))

    def look_up(self) -> None:
        """Look up the fields, so that `problems` is whole."""
        with _errors(self._store):
            for node in nodes(self._tree):
                if isinstance(node, Field):
                    self._field(node)

    def _find(self, start: int, end: int) -> BitMap:
        if self._wrong:
            return BitMap()
        return self._of(self._spelled(), _within(self._everyone(), start, end), start, end)

    def _spelled(self) -> Node:
        """Return the tree with beginnings as the words that they stand for, where these are few."""
        if not self._is_spelled:
            self._tree, self._is_spelled = _spelled(self._store, self._tree), True
        return self._tree

    def _everyone(self) -> BitMap:
        if self._all is None:
            held = _held_out(self._store, self._tree)
            self._all = facets.ids(self._store, "article") - held
        return self._all

    def _of(self, node: Node, among: BitMap, start: int, end: int) -> BitMap:
        """Return those of `among`, which all lie from `start` to before `end`, that a node finds."""
        if not among:
            return BitMap()
        if asked := in_index(node):
            return among & self._text(asked, start, end)
        if isinstance(node, Field):
            return among & self._field(node)
        if isinstance(node, Not):
            return among - self._of(node.part, among, start, end)
        if isinstance(node, Or):
            return _union(self._of(part, among, start, end) for part in node.parts)
        return self._both(node.parts, among, start, end) if isinstance(node, And) else BitMap()

    def _both(self, parts: tuple[Node, ...], among: BitMap, start: int, end: int) -> BitMap:
        """Ask the kept sets first, so that the index is asked for less, and then for all words at once."""
        words = tuple(part for part in parts if in_index(part))
        without_words = tuple(part for part in parts if isinstance(part, Not) and in_index(part.part))
        for part in parts:
            if part not in words and part not in without_words:
                among = self._of(part, among, start, end)
        if words:
            return self._of(And((*words, *without_words)), among, start, end)
        for part in without_words:
            among = self._of(part, among, start, end)
        return among

    def _field(self, term: Field) -> BitMap:
        if term not in self._fields:
            self._fields[term], odd = listing_fields.find(self._store, term)
            self.problems += (odd,) if odd and odd not in self.problems else ()
        return self._fields[term]

    def _text(self, asked: str, start: int, end: int) -> BitMap:
        """Ask the index; what has beginnings of words in it at once, since it gathers all of them each time."""
        if "*" in asked:
            start, end = 0, _EVERYTHING
        key = (asked, start, end)
        if key not in self._texts:
            (found,) = self._store.db.conn.execute(_MATCH, key).fetchone()
            self._texts[key] = _read(found or "")
        return self._texts[key]


# In one row: SQLite puts it together without stopping other threads of Python at each article.
_MATCH = "SELECT group_concat(rowid) FROM article_fts WHERE article_fts MATCH ? AND rowid >= ? AND rowid < ?"


def _read(numbers: str) -> BitMap:
    """Return the ids in a text, read piece by piece: whoever reads it whole stops the other threads of Python."""
    found, at = BitMap(), 0
    while at < len(numbers):
        end = numbers.find(",", at + _PIECE)
        end = len(numbers) if end < 0 else end
        found |= BitMap(array("I", json.loads(f"[{numbers[at:end]}]")))
        at = end + 1
    return found


def _spelled(store: Store, tree: Node) -> Node:
    if isinstance(tree, Words) and tree.prefix:
        words = search.beginnings(store, tree.text, most=SPELLED)
        return tree if words is None else Or(tuple(Words(word) for word in words) or (Words(tree.text),))
    if isinstance(tree, Not):
        return Not(_spelled(store, tree.part))
    if isinstance(tree, And | Or):
        return type(tree)(tuple(_spelled(store, part) for part in tree.parts))
    return tree


def in_index(node: Node) -> str:
    """Return a node as an expression for the full-text index, "" when it cannot answer it (alone)."""
    if isinstance(node, Words):
        return expression(node)
    if isinstance(node, Or):
        parts = [in_index(part) for part in node.parts]
        return f"({' OR '.join(parts)})" if all(parts) else ""
    return _all_in_index(node.parts) if isinstance(node, And) else ""


def _all_in_index(parts: tuple[Node, ...]) -> str:
    wanted = [in_index(part) for part in parts if not isinstance(part, Not)]
    unwanted = [in_index(part.part) for part in parts if isinstance(part, Not)]
    if not wanted or not all(wanted) or not all(unwanted):
        return ""
    beside = [asked for asked in wanted if asked.startswith('"')]  # without AND, so that signs alone are passed over
    groups = [asked for asked in wanted if not asked.startswith('"')]
    every = " AND ".join([*([f"({' '.join(beside)})"] if beside else []), *groups])
    return f"(({every}) NOT ({' OR '.join(unwanted)}))" if unwanted else f"({every})"


def _held_out(store: Store, tree: Node) -> BitMap:
    """Return what is kept from coders, unless the query asks for a set by its name."""
    if any(isinstance(node, Field) and node.name == "assigned" for node in nodes(tree)):
        return BitMap()
    return assignments.held_out(store)


def _within(ids: BitMap, start: int, end: int) -> BitMap:
    return ids if (start, end) == (0, _EVERYTHING) else ids & BitMap(range(start, end))


def _union(sets: Iterable[BitMap]) -> BitMap:
    return BitMap.union(BitMap(), *sets)


@contextmanager
def _errors(store: Store) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT:
            raise Interrupted from error
        raise plain(error, store.path) from error
