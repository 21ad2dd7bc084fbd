"""Spans as annotation tools write them: lists of dicts, triples, offsets under several names."""

from __future__ import annotations

from typing import Any

from corpus.article import RawSpan

_KEYS = ("spans", "entities", "ents", "labels", "label", "annotations")


def spans_key(record: dict[str, Any]) -> str:
    """Return the key under which `record` holds its spans, "" when it has none."""
    return next((key for key in _KEYS if key in record and _looks_like(record[key])), "")


def read_spans(value: object, text: str) -> tuple[tuple[RawSpan, ...], tuple[str, ...]]:
    """Return the spans in `value` and a sentence for each kind of trouble. Offsets are taken as they are.

    `value` is used up: the dicts in it become the spans' fields.
    """
    spans: list[RawSpan] = []
    odd = rejected = 0
    for each in _flat(value):
        span, quoted = _from_dict(each) if isinstance(each, dict) else _from_list(each)
        if span is None:
            odd += 1
        elif span.fields.get("answer", "accept") != "accept":
            rejected += 1
        else:
            spans.append(span)
            if quoted is not None and text[span.start : span.end] != quoted:
                _keep_quotation(span, quoted, text)
    return tuple(spans), tuple(_sentences(odd, rejected))


def _keep_quotation(span: RawSpan, quoted: str, text: str) -> None:
    """Leave the words a span quotes in its fields when they are others than the text has: it will be refused by name.

    Offsets that count otherwise (UTF-16, bytes) are found this way; mere white space is no difference.
    """
    if quoted.split() != text[span.start : span.end].split():
        span.fields["text"] = quoted


def _sentences(odd: int, rejected: int) -> list[str]:
    found = []
    if rejected:
        found.append(f"{_count(rejected)} left out: the file marks them as rejected.")
    if odd:
        found.append(f"{_count(odd)} left out: start, end and label are not two whole numbers and a name.")
    return found


def _count(number: int) -> str:
    return "1 span is" if number == 1 else f"{number:,} spans are"


def _looks_like(value: object) -> bool:
    """A list of dicts with offsets or of triples (an empty list counts), or such lists by name (spaCy)."""
    return isinstance(value, list | dict) and all(map(_is_span, _flat(value)[:1]))


def _is_span(value: object) -> bool:
    if isinstance(value, dict):
        return not value.keys().isdisjoint(("start", "start_offset"))
    return isinstance(value, list) and len(value) == 3


def _flat(value: object) -> list[Any]:
    if isinstance(value, list):
        return value
    groups = value.values() if isinstance(value, dict) else ()
    if not all(isinstance(group, list) for group in groups):
        return [None]  # not spans after all
    return [each for group in groups for each in group]


def _from_list(value: Any) -> tuple[RawSpan | None, None]:
    if not isinstance(value, list) or len(value) != 3:
        return None, None
    start, end, label = value
    name = _label(label)
    if type(start) is not int or type(end) is not int or not name:
        return None, None
    return RawSpan(start, end, name), None


def _from_dict(value: dict[str, Any]) -> tuple[RawSpan | None, str | None]:
    """Take what a span is from `value`; what is left there are its further fields. Runs for every span: be quick."""
    pop = value.pop
    start, end, label = pop("start", None), pop("end", None), pop("label", None)
    coder, origin, quoted = pop("coder", ""), pop("origin", ""), pop("text", None)
    pop("token_start", None)
    pop("token_end", None)
    if start is None:
        start, end = pop("start_offset", None), pop("end_offset", None)
    if type(label) is not str:
        label = _label(label)
    if type(start) is not int or type(end) is not int or not label:  # a bool is an int to isinstance
        return None, None
    span = RawSpan(
        start,
        end,
        label,
        coder if type(coder) is str else "",
        origin if type(origin) is str else "",
        value,
    )
    return span, quoted if type(quoted) is str else None


def _label(value: object) -> str:
    """A label's name; tools that write its number are taken at their word."""
    return value if isinstance(value, str) else str(value) if type(value) is int else ""
