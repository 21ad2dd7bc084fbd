"""Records in PLOVER's gold-standard form: a sentence each, with its event and the sentence marked up inline.

``Senior (SRC/TAR: Hungarian) officials (EVT: agreed) ...``: pieces nest, one may be both source and target.
Where the marked-up sentence is not the sentence, the pieces are placed by comparing the two, and the article says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from corpus.article import RawArgument, RawArticle, RawEvent, RawSpan
from corpus.readers import plover_names

_LABELS = {"SRC": "ACTOR", "TAR": "RECIPIENT", "EVT": "EVENT", "LOC": "LOCATION"}
_TAG = re.compile(r"\(\s*((?:SRC|TAR|EVT|LOC)(?:\s*/\s*(?:SRC|TAR|EVT|LOC))*)\s*:\s*")
_TAKEN = {
    "id", "date", "source", "target", "event", "mode", "context", "eventLoc", "dead", "injured", "text", "textInfo",
    "language", "publication", "coder",
}  # fmt: skip
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOST = 2**40  # dead or injured; beyond is no number of people


@dataclass(frozen=True, slots=True)
class Piece:
    """A marked piece of a sentence: half-open, code points of whatever text it was placed in."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Markup:
    """A marked-up sentence taken apart. `trouble` says what is wrong with its brackets, "" for nothing."""

    text: str
    pieces: tuple[Piece, ...]
    trouble: str = ""


def is_record(value: dict[str, Any]) -> bool:
    """Whether a JSON object is such a record; the file's own description ("DOCUMENT") is one too."""
    if not isinstance(value.get("event"), str) or not isinstance(value.get("id"), str):
        return False
    return value["event"] == "DOCUMENT" or ("textInfo" in value and isinstance(value.get("text"), str))


def to_article(record: dict[str, Any], where: str) -> RawArticle | None:
    """Return the sentence as an article with its spans and its event; None for what describes the file."""
    text = record.get("text")
    if record["event"] == "DOCUMENT" or not isinstance(text, str) or not text.strip():
        return None
    markup, sentence = _placed(record, text)
    coder = _text(record.get("coder"))
    return RawArticle(
        text=text,
        title=record["id"],
        source=_text(record.get("publication")),
        language=_text(record.get("language"))[:2],
        meta={key: value for key, value in record.items() if value not in ("", None) and not _is_taken(key, value)},
        spans=tuple(RawSpan(each.start, each.end, each.label, coder) for each in _by_place(markup)),
        where=f"{where} ({record['id']})",
        warnings=(sentence,) if sentence else (),
        status="done",
        work={coder: "done"} if coder else {},
        events=(_event(record, text, markup, coder),),
    )


def _is_taken(key: str, value: object) -> bool:
    """Whether the event says it; actors that are no list are kept beside it, whatever they are."""
    return key in _TAKEN and (key not in ("source", "target") or isinstance(value, list))


def read_markup(markup: str) -> Markup:
    """Take a marked-up sentence apart; round brackets that are no tags stay in the text.

    A tag that is not closed ends with the sentence; what `trouble` says of it is the end of a sentence.
    """
    text: list[str] = []
    length, at = 0, 0
    pieces: list[Piece] = []
    opened: list[tuple[str, int]] = []  # labels of each open bracket ("" for a plain one) and where it began
    while at < len(markup):
        if tag := _TAG.match(markup, at):
            opened.append((tag[1], length))
            at = tag.end()
            continue
        sign = markup[at]
        at += 1
        if sign == ")" and opened:
            labels, start = opened.pop()
            if labels:
                pieces += _pieces(labels, start, length)
                continue
        elif sign == "(":
            opened.append(("", length))
        text.append(sign)
        length += 1
    unclosed = [(labels, start) for labels, start in opened if labels]
    for labels, start in unclosed:
        pieces += _pieces(labels, start, length)
    return Markup("".join(text), tuple(pieces), "a piece of its markup is not closed" if unclosed else "")


def _pieces(labels: str, start: int, end: int) -> list[Piece]:
    names = dict.fromkeys(part.strip() for part in labels.split("/"))
    return [Piece(start, end, _LABELS[name]) for name in names] if end > start else []


def _placed(record: dict[str, Any], text: str) -> tuple[tuple[Piece, ...], str]:
    """Return the pieces as they lie in the text, and a sentence when that had to be worked out."""
    info = record.get("textInfo")
    markup = info.get("markup") if isinstance(info, dict) else info
    if not isinstance(markup, str) or not markup.strip():
        return (), "It has no marked-up sentence, so its event has no words to prove it."
    found = read_markup(markup)
    if found.text == text and not found.trouble:
        return found.pieces, ""
    blocks = _Blocks(found.text, text)
    pieces = [each for each in found.pieces if not (found.trouble and each.end == len(found.text))]
    placed = [moved for each in pieces if (moved := _moved(each, found.text, text, blocks))]
    if not found.trouble and len(placed) == len(pieces) and "".join(found.text.split()) == "".join(text.split()):
        return tuple(placed), ""  # they differ in blanks only
    why = found.trouble or "its marked-up sentence is not its text"
    lost = len(found.pieces) - len(placed)
    some = f"{len(placed)} of {len(found.pieces)} pieces were placed by comparing the two"
    return tuple(placed), f"{why[:1].upper()}{why[1:]}: {some}{f', {lost} left out' if lost else ''}."


class _Blocks:
    """What two texts have in common, as runs of equal signs."""

    def __init__(self, old: str, new: str) -> None:
        self._runs = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()

    def place(self, at: int) -> int | None:
        """Return where the sign at `at` of the old text stands in the new one."""
        return next((run.b + at - run.a for run in self._runs if run.a <= at < run.a + run.size), None)


def _moved(piece: Piece, old: str, new: str, blocks: _Blocks) -> Piece | None:
    """Return the piece where its words stand in the other text, None where they are not."""
    words = old[piece.start : piece.end]
    stripped = words.strip()
    if not stripped:
        return None
    first = piece.start + len(words) - len(words.lstrip())
    start, last = blocks.place(first), blocks.place(first + len(stripped) - 1)
    if start is not None and last is not None and new[start : last + 1].split() == stripped.split():
        return Piece(start, last + 1, piece.label)
    if new.count(stripped) == 1:  # moved elsewhere as a whole
        return Piece(new.index(stripped), new.index(stripped) + len(stripped), piece.label)
    return None


def _by_place(pieces: Sequence[Piece]) -> list[Piece]:
    return sorted(dict.fromkeys(pieces), key=lambda each: (each.start, -each.end))


# The event ------------------------------------------------------------------------------------------------------------


def _event(record: dict[str, Any], text: str, pieces: Sequence[Piece], coder: str) -> RawEvent:
    trigger = next((each for each in _by_place(pieces) if each.label == "EVENT"), None)
    said = record["event"].strip(), _text(record.get("mode")).strip()
    kind, mode = plover_names.category(*said)
    older = "" if said == (kind, mode) else f"In the file: {_path(*said)}."
    return RawEvent(
        type=_path(kind, mode),
        start=trigger.start if trigger else None,
        end=trigger.end if trigger else None,
        arguments=tuple(_arguments(record, text, _by_place(pieces))),
        coder=coder,
        fields={"note": "\n".join(part for part in (_text(record.get("comment")).strip(), older) if part)},
    )


def _path(kind: str, mode: str) -> str:
    return f"{kind} / {mode}" if mode else kind


def _arguments(record: dict[str, Any], text: str, pieces: Sequence[Piece]) -> Iterator[RawArgument]:
    for role, slot, key, label in (
        ("Actor", "actor", "source", "ACTOR"),
        ("Recipient", "target", "target", "RECIPIENT"),
    ):
        blocks = record.get(key)
        named = [each for each in blocks if isinstance(each, dict)] if isinstance(blocks, list) else []
        yield from _actors(role, slot, named, text, [each for each in pieces if each.label == label])
    place = record.get("eventLoc")
    name = _text(place.get("name") if isinstance(place, dict) else place)
    if name:
        start, end = _find(name, text, [each for each in pieces if each.label == "LOCATION"])
        country = _text(place.get("country code")) if isinstance(place, dict) else ""
        fields = {"kind": "place", "slot": "place", "many": True, "value": {"country": country}}
        yield RawArgument("Place", name, start, end, fields)
    if _DAY.fullmatch(day := _text(record.get("date"))):
        value = {"start": day, "end": day, "precision": "day"}
        yield RawArgument("Date", day, fields={"kind": "date", "slot": "date", "value": value})
    for role, slot, key in (("Dead", "fatalities", "dead"), ("Injured", "injured", "injured")):
        if (number := _number(record.get(key))) is not None:
            figures = {"low": number, "best": number, "high": number}
            yield RawArgument(role, str(number), fields={"kind": "number", "slot": slot, "value": figures})
    for code in dict.fromkeys(part.strip() for part in _text(record.get("context")).split(",")):
        if code:
            today = {"code": plover_names.context(code)}
            yield RawArgument("Context", code, fields={"kind": "code", "many": True, "value": today})


def _actors(
    role: str, slot: str, blocks: Sequence[dict[str, Any]], text: str, pieces: Sequence[Piece]
) -> Iterator[RawArgument]:
    """Yield the actors a record names, with their marked words; where it names none, the marked words themselves."""
    fields: dict[str, Any] = {"kind": "actor", "slot": slot, "many": True}
    for block in blocks:
        name = _text(block.get("actorText")).strip()
        value = {key: found for key in ("code", "sector") if (found := _text(block.get(key)))}
        start, end = _find(name, text, pieces)
        if name or value:
            yield RawArgument(role, name or value.get("code", ""), start, end, fields | {"value": value})
    for piece in pieces if not blocks else ():
        yield RawArgument(role, text[piece.start : piece.end], piece.start, piece.end, fields)
    for code in dict.fromkeys(_text(block.get("sector")) for block in blocks):
        if code:
            known = {"kind": "code", "many": True, "value": {"code": plover_names.sector(code)}}
            yield RawArgument(f"{role} sector", code, fields=known)


def _find(name: str, text: str, pieces: Sequence[Piece]) -> tuple[int | None, int | None]:
    """Return where a name stands: in a piece of those words, else in the piece that shares most with it."""
    wanted = name.casefold().split()
    for each in pieces:
        if text[each.start : each.end].casefold().split() == wanted:
            return each.start, each.end
    near = [each for each in pieces if set(wanted) & set(text[each.start : each.end].casefold().split())]
    return (near[0].start, near[0].end) if len(near) == 1 else (None, None)


def _number(value: object) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 13:
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MOST else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
