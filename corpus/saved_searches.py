"""Searches that were given a name: lists that are always up to date. All SQL on them."""

from __future__ import annotations

from dataclasses import dataclass

from corpus import journal
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.query import parse
from corpus.store import Store
from corpus.text import clean_text
from corpus.uid import new_uid, now

LONGEST = 80  # code points of a name


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search with a name. `query` is what is typed into the search box for it."""

    id: int
    name: str
    query: str


def all_searches(store: Store) -> list[SavedSearch]:
    """Return them in the order people gave them."""
    return [SavedSearch(*row) for row in store.rows("SELECT id, name, query FROM saved_search ORDER BY position, id")]


def by_name(store: Store, name: str) -> SavedSearch | None:
    """Return the search of a name, case apart; None when there is none."""
    wanted = _plain(name).casefold()
    return next((search for search in all_searches(store) if search.name.casefold() == wanted), None)


def save(store: Store, name: str, query: str) -> Changes:
    """Keep a search under a name, after the others; one that has the name already searches for this from now on.

    Raises:
        UserError: there is no name, it is too long, or nothing is searched for; or the project cannot be written.
    """
    name, query = _checked(name), " ".join(clean_text(query).split())
    if not parse(query):
        raise UserError("Nothing is searched for; type something into the search box first.")
    known = by_name(store, name)
    with journal.step(store, "search", f"Save the search “{name}”") as step:
        if known is not None:
            step.update("saved_search", known.id, name=name, query=query, changed=now())
        else:
            last = store.value("SELECT coalesce(max(position), 0) FROM saved_search")
            at = now()
            row = {"uid": new_uid(), "name": name, "query": query, "position": last + 1, "created": at, "changed": at}
            step.insert("saved_search", row)
        return step.changes


def rename(store: Store, search_id: int, name: str) -> Changes:
    """Give a search another name.

    Raises:
        UserError: there is no name, it is too long, or another search has it; or the search is gone.
    """
    search, name = _get(store, search_id), _checked(name)
    other = by_name(store, name)
    if other is not None and other.id != search_id:
        raise UserError(f"Another search is called {other.name}; choose another name.")
    with journal.step(store, "search", f"Rename the search “{search.name}” to “{name}”") as step:
        if name != search.name:
            step.update("saved_search", search_id, name=name, changed=now())
        return step.changes


def remove(store: Store, search_id: int) -> Changes:
    """Forget a search; no article is touched.

    Raises:
        UserError: it is gone already.
    """
    search = _get(store, search_id)
    with journal.step(store, "search", f"Remove the search “{search.name}”") as step:
        step.delete("saved_search", search_id)
        return step.changes


def move(store: Store, search_id: int, by: int) -> Changes:
    """Move a search up (-1) or down (1) in the order, as far as it goes.

    Raises:
        UserError: it is gone.
    """
    search, ids = _get(store, search_id), [each.id for each in all_searches(store)]
    before = ids.index(search_id)
    ids.insert(max(0, min(len(ids) - 1, before + by)), ids.pop(before))
    with journal.step(store, "search", f"Move the search “{search.name}”") as step:
        for position, each in enumerate(ids, start=1):
            step.update("saved_search", each, position=position)
        return step.changes


def _get(store: Store, search_id: int) -> SavedSearch:
    found = store.row("SELECT id, name, query FROM saved_search WHERE id = ?", (search_id,))
    if found is None:
        raise UserError("That search is gone; somebody has removed it since.")
    return SavedSearch(*found)


def _plain(name: str) -> str:
    return " ".join(clean_text(name).split())


def _checked(name: str) -> str:
    plain = _plain(name)
    if not plain:
        raise UserError("A saved search needs a name; write one.")
    if len(plain) > LONGEST:
        raise UserError(f"A name of a search has at most {LONGEST} characters; this one has {len(plain)}.")
    return plain
