"""Exports event records as PLOVER JSON lines: who, to whom, event, mode, contexts, date and place by PLOVER's names."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from corpus.progress import Progress, silent
from corpus.store import Store
from labels.event_type import SEPARATOR
from labels.formats import countries
from labels.formats.event_columns import joined, named, text_of
from labels.formats.event_export import Form, Outcome, write_events
from labels.formats.event_record import ArgumentOut, EventOut
from labels.formats.lines import escape_line_ends
from labels.formats.report import USUAL, ExportOptions, ExportReport

KIND = "plover"
FILE = "events.jsonl"
_ABOUT = (
    "PLOVER records, an object a line, with the fields of the draft 2.0 manual: `id`, `date`, `enddate`, `actor`, "
    "`recipient`, `event` (root of the type), `mode` (the type below it), `context`, `quad_code`, `event_loc`, `size`, "
    "`event_text`, `text_info` (offsets in code points of the article), `cite_info`, `coder`, `coded_date`, `comment`, "
    "`link` (the canonical event). What is not known is left out. Actors are those of slot actor, recipients those of "
    "slot target; contexts come from roles called context, sectors and codes from the actor list."
)
_QUADS = {
    1: "agree consult support concede",
    2: "cooperate aid retreat",
    3: "request accuse reject threaten demand disapprove investigate",
    4: "protest sanction mobilize coerce assault fight",
}
_QUAD_OF = {name: number for number, names in _QUADS.items() for name in names.split()}
_RESOLUTION = {"near": 5, "exact": 4, "admin2": 3, "admin1": 2, "country": 1}
_SIZES = {"dead": "fatalities", "injured": "injured", "arrested": "detained"}


def export(store: Store, out: Path, *, options: ExportOptions = USUAL, progress: Progress = silent) -> ExportReport:
    """Write the events into the folder `out` as `events.jsonl` in PLOVER's form; see `labels.formats.export`."""
    return write_events(store, out, Form(KIND, FILE, _opened, _ABOUT), options=options, progress=progress)


@contextmanager
def _opened(path: Path) -> Iterator[_Writer]:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        yield _Writer(file)


class _Writer:
    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._written = 0

    def write(self, event: EventOut) -> Outcome:
        self._file.write(escape_line_ends(json.dumps(record(event), ensure_ascii=False)) + "\n")
        self._written += 1
        return Outcome(row=self._written)


def record(event: EventOut) -> dict[str, Any]:
    """Return an event as a PLOVER record; what is not known is left out, but for the fields PLOVER requires."""
    root, *below = event.type.split(SEPARATOR)
    days = event.first("date")
    start, end = (days.value.get("start"), days.value.get("end")) if days else (None, None)
    modes = [*below[-1:], *joined(named(event, "mode"), text_of).split("; "), *_auxiliary(event)]
    optional = {
        "enddate": end if end != start else None,
        "recipient": [_actor(each) for each in _recipients(event)],
        "event_loc": _places(event),
        "event_text": event.words,
        "quad_code": _QUAD_OF.get(root.casefold()),
        "mode": [mode for mode in modes if mode],
        "context": [each for each in joined(named(event, "context", "contexts"), text_of).split("; ") if each],
        "size": _sizes(event),
        "link": event.canonical,
        "text_info": _range(event.start, event.end),
        "cite_info": _kept(
            {"title": event.article.title, "publication": event.article.source, "url": event.article.url}
        ),
        "coder": event.coder,
        "coded_date": event.changed[:10],
        "comment": event.note,
    }
    required = {"id": event.uid, "date": start or "", "event": root, "actor": [_actor(each) for each in _actors(event)]}
    return required | _kept(optional)


def _actors(event: EventOut) -> list[ArgumentOut]:
    return event.of_slot("actor")


def _recipients(event: EventOut) -> Sequence[ArgumentOut]:
    return [argument for argument in event.arguments if argument.slot == "target"]


def _auxiliary(event: EventOut) -> Iterator[str]:
    """Yield PLOVER's four marks for what did not happen now."""
    if event.historical:
        yield "historical"
    marks = {"planned": "future", "hypothetical": "hypothetical", "threatened": "future", "denied": "negation"}
    if event.status in marks:
        yield marks[event.status]


def _actor(argument: ArgumentOut) -> dict[str, Any]:
    """Return the block of an actor: its words, and what the actor list or its own value knows."""
    found, known = argument.actor, argument.value
    country = countries.find(found.country) if found and found.country else None
    return _kept(
        {
            "raw_text": argument.text,
            "entity_name": found.name if found else None,
            "code": known.get("code") or (country.alpha3 if country else None),
            "sector_code": known.get("sector") or (found.type if found else None),
            "other_codes": [*found.codes] if found else None,
            "country_name": country.name if country else None,
            "text_info": _range(argument.start, argument.end),
        }
    )


def _places(event: EventOut) -> list[dict[str, Any]]:
    return [_place(argument) for argument in event.of_slot("place")]


def _place(argument: ArgumentOut) -> dict[str, Any]:
    place = argument.place
    if place is None:
        return _kept({"extracted_place": argument.text, "text_info": _range(argument.start, argument.end)})
    country = countries.find(place.country)
    return _kept(
        {
            "extracted_place": argument.text,
            "resolved_place": place.name,
            "geonameid": place.geonameid,
            "lat": place.latitude,
            "lon": place.longitude,
            "district": place.admin2,
            "province": place.admin1,
            "country": country.name if country else place.country,
            "country_code": country.alpha3 if country else None,
            "resolution": _RESOLUTION.get(str(argument.value.get("precision"))),
            "text_info": _range(argument.start, argument.end),
        }
    )


def _sizes(event: EventOut) -> dict[str, Any]:
    found = {}
    for name, slot in _SIZES.items():
        filled = [each for each in event.arguments if each.slot == slot]
        if filled:
            found[name] = _kept(
                {"text": filled[0].text, **{key: filled[0].value.get(key) for key in ("low", "best", "high")}}
            )
    return found


def _range(start: int | None, end: int | None) -> dict[str, int] | None:
    return None if start is None or end is None else {"start": start, "end": end}


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in values.items() if value is not None and value not in ("", [], {})}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in kept.items()}
