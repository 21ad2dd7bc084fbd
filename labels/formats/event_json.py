"""An event as JSON: with all that is needed to make it again elsewhere, its actors and places included."""

from __future__ import annotations

from typing import Any

from labels.formats.event_record import ActorOut, ArgumentOut, EventOut, PlaceOut


def whole(event: EventOut, text: str) -> dict[str, Any]:
    """Return everything that is known of an event; reading it back gives the same event.

    Arguments go by their roles' names, so that the order does not hang on a project's codebook.
    """
    return {
        "type": event.type,
        "code": event.code,
        "start": event.start,
        "end": event.end,
        "text": "" if event.start is None else text[event.start : event.end],
        "trigger": event.trigger,
        "status": event.status,
        "historical": event.historical,
        "certainty": event.certainty,
        "note": event.note,
        "arguments": [_argument(each) for each in sorted(event.arguments, key=lambda argument: argument.role)],
        "coder": event.coder,
        "origin": event.origin,
        "uid": event.uid,
        "created": event.created,
        "changed": event.changed,
    }


def _argument(argument: ArgumentOut) -> dict[str, Any]:
    return {
        "role": argument.role,
        "kind": argument.kind,
        "slot": argument.slot,
        "many": argument.many,
        "text": argument.text,
        "start": argument.start,
        "end": argument.end,
        "span": argument.span,
        "value": argument.value,
        "entity": argument.actor and _actor(argument.actor),
        "place": argument.place and _place(argument.place),
        "uid": argument.uid,
    }


def _actor(actor: ActorOut) -> dict[str, Any]:
    names = ("uid", "name", "type", "side", "country", "valid_from", "valid_to")
    return {name: getattr(actor, name) for name in names}


def _place(place: PlaceOut) -> dict[str, Any]:
    names = ("uid", "name", "kind", "country", "admin1", "admin2", "latitude", "longitude")
    return {name: getattr(place, name) for name in (*names, "population", "geonameid", "origin")}
