"""All SQL on places: the project's own list, and what a name in an article most likely means.

Gazetteer rows are copied in when coding first uses them, so that a project says where its events were on any machine.
Every change of the list is one undoable step.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from corpus import journal
from corpus.article import Article
from corpus.changes import Changes
from corpus.derived import read_value
from corpus.errors import UserError
from corpus.store import Store
from corpus.text import clean_text
from corpus.uid import new_uid, now
from labels import place_ranking
from labels.event import ArgumentDraft
from labels.event_value import dump_value
from labels.gazetteer import Candidate, Gazetteer, context
from labels.gazetteer.fold import fold
from labels.gazetteer.phrase import parse
from labels.place import Place, PlaceDraft, check_coordinates
from labels.place_ranking import Question, Ranked
from labels.place_reading import (
    all_places,
    chosen_before,
    find,
    get,
    many,
    similar,
    uses,
    with_geonameid,
    with_numbers,
    with_uid,
)  # fmt: skip

__all__ = [
    "add", "add_name", "all_places", "best", "candidates", "check", "choose", "chosen_before", "edit", "find",
    "from_gazetteer", "get", "insert", "insert_names", "keep", "many", "merge", "remove", "restore", "settle",
    "similar", "use", "uses", "with_geonameid", "with_uid",
]  # fmt: skip
_LONGEST = 200
_LARGEST = 2**53


# ---------------------------------------------------------------- what words mean


def candidates(
    store: Store,
    gazetteer: Gazetteer | None,
    words: str,
    *,
    article: Article | None = None,
    near: Sequence[Place] = (),
    limit: int = 12,
) -> list[Ranked]:
    """Return the places that `words` may mean, the likeliest first, each with the reasons.

    Args:
        article: where the words stand; the countries that it speaks of count.
        near: places that the article's events have already.
    """
    phrase = parse(words)
    own = find(store, phrase.whole, phrase.name, *phrase.variants)
    listed = _look_up(gazetteer, phrase.whole, phrase.name) if gazetteer else []
    likeness: dict[int, float] = {}
    if not own and not any(each.matched != "similar" for each in listed):
        likeness = {place.id: score for place, score in similar(store, phrase.name)}
        own = many(store, list(likeness))
    known = {place.geonameid: place for place in own if place.geonameid}
    for geonameid, place in with_numbers(store, [each.geonameid for each in listed]).items():
        known.setdefault(geonameid, place)
    spoken = context.of_article(article, gazetteer) if article else context.Context()
    full = fold(phrase.whole)
    in_full = frozenset(each.geonameid for each in gazetteer.lookup(full, fuzzy=False)) if gazetteer else frozenset()
    question = Question(phrase, spoken, tuple(near), chosen_before(store, words), in_full, likeness)
    extra = [place for place in known.values() if place not in own]
    return place_ranking.rank(question, [*own, *extra], [each for each in listed if each.geonameid not in known])[
        :limit
    ]


def from_gazetteer(gazetteer: Gazetteer, words: str, *, limit: int = 12) -> list[Ranked]:
    """Return the places that `words` may mean, where no project is open."""
    phrase = parse(words)
    listed = _look_up(gazetteer, phrase.whole, phrase.name)
    return place_ranking.rank(Question(phrase), [], listed)[:limit]


def best(
    store: Store, gazetteer: Gazetteer | None, words: str, *, article: Article | None = None, near: Sequence[Place] = ()
) -> Ranked | None:
    """Return what `words` mean where that is sure enough to be filled in unasked, else None."""
    name = parse(words).name
    if not name or name == name.lower() != name.upper():
        return None  # "the city", "two towns": no name at all
    return place_ranking.sure(candidates(store, gazetteer, words, article=article, near=near))


def _look_up(gazetteer: Gazetteer, whole: str, name: str) -> list[Candidate]:
    """Ask for the whole words first ("New York City"), then for the name without type words and directions."""
    exact = gazetteer.lookup(whole, limit=40, fuzzy=False)
    if name != whole:
        known = {each.geonameid for each in exact}
        exact += [each for each in gazetteer.lookup(name, limit=40, fuzzy=False) if each.geonameid not in known]
    return exact or gazetteer.lookup(name, limit=12)


# ---------------------------------------------------------------- writing


def keep(step: journal.Step, candidate: Candidate, *, words: str = "") -> int:
    """Return the id of the project's copy of a gazetteer's place, made inside the open step when it is new.

    Args:
        words: what the article calls it; kept among its names.
    """
    held = step.store.row("SELECT id, retired FROM place WHERE geonameid = ?", (candidate.geonameid,))
    if held:
        step.update("place", held[0], retired=0)
        return int(held[0])
    called = parse(words).name if words else ""
    draft = PlaceDraft(
        candidate.name, candidate.kind, candidate.country, candidate.admin1, candidate.admin2, candidate.latitude,
        candidate.longitude, candidate.population, candidate.geonameid, names=(called,) if called else (),
    )  # fmt: skip
    return insert(step, draft, origin="gazetteer")


def settle(step: journal.Step, gazetteer: Gazetteer | None, draft: ArgumentDraft) -> ArgumentDraft:
    """Return a drafted argument with its place taken into the project, where it only names one of the gazetteer.

    Drafting must not write, so `PlaceResolver` leaves the number in ``value["geonameid"]``; this is called inside the
    step in which the draft is accepted.
    """
    if "geonameid" not in draft.value:
        return draft
    value = {key: each for key, each in draft.value.items() if key != "geonameid"}
    found = gazetteer.get(int(draft.value["geonameid"])) if gazetteer and draft.place_id is None else None
    place_id = keep(step, found, words=draft.text) if found else draft.place_id
    return replace(draft, value=value, place_id=place_id)


def insert(step: journal.Step, draft: PlaceDraft, *, origin: str = "human") -> int:
    """Add a place inside an open step and return its id.

    Raises:
        UserError: it has no name, its coordinates are nowhere, or a place has its number of the gazetteer already.
    """
    values = check(draft)
    if held := step.store.value("SELECT name FROM place WHERE geonameid = ?", (draft.geonameid,)):
        raise UserError(f"{values['name']} has the number {draft.geonameid}, which {held} has already.")
    at = now()
    row = {"uid": draft.uid or new_uid(), **values, "origin": origin, "created": at, "changed": at}
    place_id = step.insert("place", row)
    insert_names(step, place_id, [values["name"], *draft.names])
    return place_id


def add(store: Store, draft: PlaceDraft) -> Changes:
    """Add a place of the desk's own; with `draft.uid` given, `with_uid` finds it afterwards."""
    with journal.step(store, "place", f"Add place {draft.name.strip()}") as step:
        insert(step, draft)
        return step.changes


def use(store: Store, candidate: Candidate, *, words: str = "") -> int:
    """Copy a gazetteer's place into the project, as a step of its own, and return its id."""
    with journal.step(store, "place", f"Take {candidate.name} from the gazetteer") as step:
        return keep(step, candidate, words=words)


def choose(store: Store, argument_id: int, ranked: Ranked) -> Changes:
    """Say that a filled role means this place; from the gazetteer it is copied in, all in one step.

    Raises:
        UserError: the role was emptied meanwhile.
    """
    row = store.row(
        "SELECT text, value, article_id FROM argument JOIN event ON event.id = event_id WHERE argument.id = ?",
        (argument_id,),
    )
    if row is None:
        raise UserError("That role was emptied meanwhile; fill it again.")
    words, value = str(row[0]), {**read_value(row[1]), "precision": ranked.precision}
    summary = f"{words or 'The place'} is {ranked.candidate.name}"
    with journal.step(store, "place", summary, article_id=row[2]) as step:
        place_id = ranked.place_id or keep(step, ranked.candidate, words=words)
        step.update("argument", argument_id, place_id=place_id, value=dump_value(value))
        return step.changes


def edit(store: Store, place_id: int, draft: PlaceDraft) -> Changes:
    """Change all that a place's form shows; events that use it follow."""
    get(store, place_id)
    values = check(draft)
    with journal.step(store, "place", f"Edit place {values['name']}") as step:
        step.update("place", place_id, **{name: value for name, value in values.items() if name != "geonameid"})
        _replace_names(step, place_id, [values["name"], *draft.names])
        if step.changes:
            step.update("place", place_id, changed=now())
            step.touch("place", _articles(store, place_id))
        return step.changes


def add_name(store: Store, place_id: int, name: str) -> Changes:
    """Give a place a further name."""
    place = get(store, place_id)
    with journal.step(store, "place", f"{place.name} is also called {name.strip()}") as step:
        insert_names(step, place_id, [name])
        return step.changes


def merge(store: Store, place_id: int, into: int) -> Changes:
    """Make one place of two: `into` gets the other's names and all that names it, then the other goes."""
    place, target = get(store, place_id), get(store, into)
    if place_id == into:
        return Changes()
    with journal.step(store, "place", f"Merge {place.name} into {target.name}") as step:
        touched = _articles(store, place_id)
        for (argument_id,) in store.rows("SELECT id FROM argument WHERE place_id = ?", (place_id,)):
            step.update("argument", argument_id, place_id=into)
        insert_names(step, into, [place.name, *place.names])
        _delete(step, place_id)
        step.touch("argument", touched)
        return step.changes


def remove(store: Store, place_ids: Sequence[int]) -> Changes:
    """Take places off the list; one that events use is retired: they keep it, nobody is offered it again."""
    chosen = many(store, place_ids)
    summary = f"Remove place {chosen[0].name}" if len(chosen) == 1 else f"Remove {len(chosen)} places"
    used = uses(store)
    with journal.step(store, "place", summary) as step:
        for place in chosen:
            if place.id in used:
                step.update("place", place.id, retired=1)
            else:
                _delete(step, place.id)
        return step.changes


def restore(store: Store, place_id: int) -> Changes:
    """Offer a retired place again."""
    with journal.step(store, "place", f"Restore place {get(store, place_id).name}") as step:
        step.update("place", place_id, retired=0)
        return step.changes


# ---------------------------------------------------------------- helpers


def check(draft: PlaceDraft) -> dict[str, Any]:
    """Return a draft as the columns it is stored in.

    Raises:
        UserError: it has no name, its coordinates are nowhere, or its country is none.
    """
    name = _plain(draft.name)
    if not 0 < len(name) <= _LONGEST:
        raise UserError(f"A place’s name has 1 to {_LONGEST} characters.")
    check_coordinates(draft.latitude, draft.longitude, name=name)
    if draft.population < 0:
        raise UserError(f"The population of {name} is below zero.")
    if max(draft.population, abs(draft.geonameid or 0)) >= _LARGEST:
        raise UserError(f"The population or number of {name} is larger than any can be.")
    return {
        "name": name, "kind": _plain(draft.kind) or "town", "country": _country(draft.country, name),
        "admin1": _plain(draft.admin1), "admin2": _plain(draft.admin2), "latitude": draft.latitude,
        "longitude": draft.longitude, "population": draft.population, "geonameid": draft.geonameid,
        "note": clean_text(draft.note).strip(),
    }  # fmt: skip


def _country(words: str, name: str) -> str:
    """Return a country's code of two letters, also for its name."""
    plain = _plain(words)
    if len(plain) == 2 and plain.isalpha() and plain.isascii():
        return plain.upper()
    code = context.country_of(plain) if plain else ""
    if plain and not code:
        raise UserError(f"{plain} is no country for {name}; write its code of two letters, such as SY.")
    return code


def _plain(words: str) -> str:
    return unicodedata.normalize("NFC", " ".join(clean_text(words).split()))


def insert_names(step: journal.Step, place_id: int, names: Iterable[str]) -> None:
    """Give a place further names inside an open step; those it has already are passed over."""
    held = {row[0] for row in step.store.rows("SELECT name FROM place_name WHERE place_id = ?", (place_id,))}
    for name in dict.fromkeys(map(_plain, names)):
        if name and name not in held and fold(name):
            step.insert("place_name", {"place_id": place_id, "name": name[:_LONGEST], "folded": fold(name)})


def _replace_names(step: journal.Step, place_id: int, names: Iterable[str]) -> None:
    wanted = {_plain(name) for name in names}
    for row_id, name in step.store.rows("SELECT id, name FROM place_name WHERE place_id = ?", (place_id,)):
        if name not in wanted:
            step.delete("place_name", row_id)
    insert_names(step, place_id, wanted)


def _delete(step: journal.Step, place_id: int) -> None:
    for (row_id,) in step.store.rows("SELECT id FROM place_name WHERE place_id = ?", (place_id,)):
        step.delete("place_name", row_id)
    step.delete("place", place_id)


def _articles(store: Store, place_id: int) -> set[int]:
    rows = store.rows(
        "SELECT DISTINCT article_id FROM argument JOIN event ON event.id = event_id WHERE place_id = ?", (place_id,)
    )
    return {int(row[0]) for row in rows}
