"""Exports event records as PLOVER JSON lines: who, to whom, event, mode, contexts, date and place by PLOVER's names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from corpus.progress import Progress, silent
from corpus.store import Store
from labels.event_type import SEPARATOR
from labels.formats import countries, plover_actor
from labels.formats.event_columns import named, text_of
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
    "slot target. Contexts come from roles called context, and `historical`, `future`, `hypothetical`, `negation` from "
    "the event's status; sectors from roles called actor sector and recipient sector, else from the actor list; codes "
    "of countries from there, too. Sizes (`dead`, `injured`, `arrested`) have the words and low, best and high."
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
    root, modes = _event(event)
    days = event.first("date")
    start, end = (days.value.get("start"), days.value.get("end")) if days else (None, None)
    contexts = [*_codes(event, "context", "contexts"), *_auxiliary(event)]
    targets = [each for each in event.arguments if each.slot == "target"]
    optional = {
        "enddate": end if end != start else None,
        "recipient": plover_actor.blocks(targets, named(event, "recipient sector", "target sector")),
        "event_loc": _places(event),
        "event_text": event.words,
        "quad_code": _QUAD_OF.get(root.casefold()),
        "mode": [*dict.fromkeys(mode for mode in modes if mode)],
        "context": [*dict.fromkeys(each for each in contexts if each)],
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
    actors = plover_actor.blocks(event.of_slot("actor"), named(event, "actor sector", "source sector"))
    required = {"id": event.uid, "date": start or "", "event": root, "actor": actors}
    return required | _kept(optional)


def _auxiliary(event: EventOut) -> Iterator[str]:
    """Yield PLOVER's four marks for what did not happen now; its manual puts them among the contexts."""
    if event.historical:
        yield "historical"
    marks = {"planned": "future", "hypothetical": "hypothetical", "threatened": "future", "denied": "negation"}
    if event.status in marks:
        yield marks[event.status]


def _event(event: EventOut) -> tuple[str, list[str]]:
    """Return category and modes: the root of the type, and the last below it; PLOVER's own by PLOVER's spelling."""
    root, *below = event.type.split(SEPARATOR)
    known = root.casefold() in _QUAD_OF
    mode = event.code if below and known and event.code else "".join(below[-1:])
    return root.upper() if known else root, [mode, *_codes(event, "mode", "modes")]


def _codes(event: EventOut, *names: str) -> list[str]:
    return [text_of(each) for each in named(event, *names)]


def _places(event: EventOut) -> list[dict[str, Any]]:
    return [_place(argument) for argument in event.of_slot("place")]


def _place(argument: ArgumentOut) -> dict[str, Any]:
    place = argument.place
    if place is None:
        said = argument.value.get("country")
        country = countries.find(said) if isinstance(said, str) else None
        known = {"country": country.name, "country_code": country.alpha3} if country else {}
        return _kept({"extracted_place": argument.text, **known, "text_info": _range(argument.start, argument.end)})
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
