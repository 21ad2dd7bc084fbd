"""The block of an actor in a PLOVER record: its words, its country and its sectors, from whatever knows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from labels.formats import countries
from labels.formats.event_columns import text_of
from labels.formats.event_record import ActorOut, ArgumentOut

# Sectors that codes of the actor list may end in, and what the list's own types are among them.
_SECTORS = frozenset({
    "AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "EUR", "GOV", "IGO", "IMG", "ISM", "JRN", "JUD", "LAB", "LEG",
    "MED", "MIL", "MNC", "NGO", "OPP", "PRE", "PRM", "PTY", "REB", "REF", "REL", "SOC", "SPY", "UAF", "UNK", "UNO",
})  # fmt: skip
_WORLD = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})  # stand where a country does
_OF_TYPE = {
    "state forces": "MIL", "rebel group": "REB", "political militia": "PRM", "identity militia": "PRM",
    "rioters": "CVL", "protesters": "CVL", "civilians": "CVL",
}  # fmt: skip


def blocks(actors: Sequence[ArgumentOut], sectors: Sequence[ArgumentOut]) -> list[dict[str, Any]]:
    """Return a block for each actor.

    Args:
        sectors: what the role of their sectors holds: one for each actor, in order, when there are as many; else all
            are everybody's.
    """
    codes = [text_of(each) for each in sectors]
    paired = len(codes) == len(actors)
    return [block(actor, codes[n : n + 1] if paired else codes) for n, actor in enumerate(actors)]


def block(argument: ArgumentOut, sectors: Sequence[str] = ()) -> dict[str, Any]:
    """Return the block of one actor; what is not known is left out."""
    found, value = argument.actor, argument.value
    code = _code(value.get("code")) or _country(found)
    country = countries.find(code)
    first, *others = [*dict.fromkeys(each for each in _sectors(value.get("sector"), sectors, found) if each)] or [""]
    known: dict[str, Any] = {
        "raw_text": argument.text,
        "entity_name": found.name if found else "",
        "code": country.alpha3 if country else code,
        "country_name": country.name if country else "",
        "sector_code": first,
        "other_sector_codes": others,
        "other_codes": [*found.codes] if found else [],
        "text_info": None if argument.start is None else {"start": argument.start, "end": argument.end},
    }
    return {name: each for name, each in known.items() if each not in ("", [], None)}


def _code(value: object) -> str:
    return value if isinstance(value, str) else ""


def _country(actor: ActorOut | None) -> str:
    """Return the country of a listed actor, or what its codes begin with: a country's three letters, or "IGO" ..."""
    if actor is None:
        return ""
    if actor.country:
        found = countries.find(actor.country)
        return found.alpha3 if found else actor.country
    heads = (part for code in actor.codes for part in _triples(code)[:1])
    return next((head for head in heads if head in _WORLD or _is_country(head)), "")


def _is_country(head: str) -> bool:
    found = countries.find(head)
    return found is not None and found.alpha3 == head


def _sectors(own: object, given: Sequence[str], actor: ActorOut | None) -> Iterator[str]:
    """Yield sectors, the surest first: the value's, the role's, those of the list's codes, that of its type."""
    if isinstance(own, str) and own:
        yield own
    else:
        yield from given
    if actor is None:
        return
    for code in actor.codes:
        yield from (part for part in _triples(code) if part in _SECTORS)
    if not given and not own:
        yield _OF_TYPE.get(actor.type.casefold(), "")


def _triples(code: str) -> list[str]:
    """Return a code's groups of three letters ("SYRREB": SYR, REB), nothing for a code of another make."""
    return [code[at : at + 3] for at in range(0, len(code), 3)] if len(code) % 3 == 0 else []
