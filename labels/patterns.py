"""All SQL on the user's patterns. Every write is one undoable step."""

from __future__ import annotations

import json
import re
import warnings
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from corpus import journal
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.progress import Progress, silent
from corpus.store import Store
from corpus.text import clean_text
from corpus.uid import new_uid, now
from corpus.wording import counted, short
from labels.pattern import KINDS, Pattern, PatternKind

LONGEST = 4000  # characters of a pattern, as the table has it
_COLUMNS = "pattern.id, pattern.uid, label_id, label.name, pattern.kind, body, note, off"
_FROM = "FROM pattern JOIN label ON label.id = label_id"
_OPERATORS = ("!", "?", "+", "*")
_COUNTS = re.compile(r"\{\d{0,3},?\d{0,3}\}")
# What spaCy's tokenizer knows of a token; what only a trained pipeline says of one cannot be asked here.
_KNOWN = frozenset({
    "ORTH", "TEXT", "LOWER", "NORM", "SHAPE", "LENGTH", "SPACY", "IS_ALPHA", "IS_ASCII", "IS_DIGIT", "IS_LOWER",
    "IS_UPPER", "IS_TITLE", "IS_PUNCT", "IS_SPACE", "IS_BRACKET", "IS_QUOTE", "IS_LEFT_PUNCT", "IS_RIGHT_PUNCT",
    "IS_CURRENCY", "IS_STOP", "LIKE_NUM", "LIKE_URL", "LIKE_EMAIL", "OP",
})  # fmt: skip
_TRAINED = frozenset({
    "TAG", "POS", "MORPH", "LEMMA", "DEP", "ENT_TYPE", "ENT_IOB", "ENT_ID", "ENT_KB_ID", "SENT_START", "IS_SENT_START",
})  # fmt: skip
_NUMBER = re.compile("[0-9]{1,18}")
_BLOCK = 100_000  # spans that are read at once
_RIGHT = "SELECT origin, count(*) FROM span WHERE id BETWEEN ? AND ? AND origin GLOB 'pattern [0-9]*' GROUP BY origin"
_WRONG = (
    "SELECT origin, count(*) FROM verdict WHERE verdict = 'rejected' AND origin GLOB 'pattern [0-9]*' GROUP BY origin"
)


@dataclass(frozen=True, slots=True)
class Worth:
    """How often a pattern was right: spans accepted from it that stand, and rejections, of all coders."""

    right: int = 0
    wrong: int = 0


def all_patterns(store: Store, *, on_only: bool = False) -> list[Pattern]:
    """Return the patterns by label and words; only those that suggest something when asked."""
    where = "WHERE off = 0 AND retired = 0" if on_only else ""
    rows = store.rows(f"SELECT {_COLUMNS} {_FROM} {where} ORDER BY label.position, body, pattern.id")
    return [_pattern(row) for row in rows]


def get(store: Store, pattern_id: int) -> Pattern:
    """Return one pattern.

    Raises:
        UserError: it is gone.
    """
    row = store.row(f"SELECT {_COLUMNS} {_FROM} WHERE pattern.id = ?", (pattern_id,))
    if row is None:
        raise UserError("That pattern is gone; somebody has removed it.")
    return _pattern(row)


def find(store: Store, label_id: int, kind: PatternKind, body: str) -> Pattern | None:
    """Return the pattern that is just this one, None when there is none."""
    found = store.value(
        "SELECT id FROM pattern WHERE label_id = ? AND kind = ? AND body = ?", (label_id, kind, plain(kind, body))
    )
    return None if found is None else get(store, int(found))


def worth(store: Store, *, progress: Progress = silent) -> dict[int, Worth]:
    """Return how often each pattern was right and wrong; those that were neither are left out.

    Reads every span: of a million articles it takes seconds. Between two blocks others may write.

    Raises:
        Cancelled: `progress` asked to stop.
    """
    right, wrong, after = Counter[int](), _by_origin(store, _WRONG), 0
    while (first := store.value("SELECT min(id) FROM span WHERE id > ?", (after,))) is not None:
        progress(first)
        after = first + _BLOCK
        right.update(_by_origin(store, _RIGHT, (first, after)))
    return {key: Worth(right.get(key, 0), wrong.get(key, 0)) for key in right.keys() | wrong.keys()}


def add(store: Store, label_id: int, kind: PatternKind, body: str, *, note: str = "", off: bool = False) -> Changes:
    """Keep a pattern; empty `Changes` when there is just this one already. One that was off is turned on.

    Raises:
        UserError: it cannot be a pattern, or its label is gone.
    """
    name = _label_name(store, label_id)
    what = "Do not always suggest" if off else "Always suggest"
    with journal.step(store, "pattern", f"{what} “{short(body)}” as {name}") as step:
        put(step, label_id, kind, body, note=note, off=off)
        return step.changes


def put(step: journal.Step, label_id: int, kind: PatternKind, body: str, *, note: str = "", off: bool = False) -> bool:
    """Write a pattern inside a step that is open already, or turn the same one on; False when nothing changed.

    Raises:
        UserError: it cannot be a pattern.
    """
    body = check(kind, body)
    if there := find(step.store, label_id, kind, body):
        if there.off and not off:
            step.update("pattern", there.id, off=0, changed=now())
        return there.off and not off
    at = now()
    row = {"uid": new_uid(), "label_id": label_id, "kind": kind, "body": body, "note": clean_text(note).strip()}
    step.insert("pattern", {**row, "off": int(off), "created": at, "changed": at})
    return True


def edit(
    store: Store,
    pattern_id: int,
    *,
    label_id: int | None = None,
    kind: PatternKind | None = None,
    body: str | None = None,
    note: str | None = None,
) -> Changes:
    """Change what is given of a pattern.

    Raises:
        UserError: it cannot be a pattern so, its label is gone, or another one is just the same.
    """
    old = get(store, pattern_id)
    new_kind, new_label = kind or old.kind, label_id or old.label_id
    new_body = check(new_kind, old.body if body is None else body)
    name = _label_name(store, new_label)
    twin = find(store, new_label, new_kind, new_body)
    if twin and twin.id != pattern_id:
        raise UserError(f"There is a pattern “{short(new_body)}” for {name} already.")
    values: dict[str, Any] = {"label_id": new_label, "kind": new_kind, "body": new_body}
    values["note"] = old.note if note is None else clean_text(note).strip()
    with journal.step(store, "pattern", f"Edit pattern “{short(new_body)}”") as step:
        step.update("pattern", pattern_id, **values)
        if step.changes:
            step.update("pattern", pattern_id, changed=now())
        return step.changes


def turn(store: Store, pattern_ids: Iterable[int], *, on: bool) -> Changes:
    """Turn patterns on or off as one step."""
    chosen = [get(store, pattern_id) for pattern_id in dict.fromkeys(pattern_ids)]
    with journal.step(store, "pattern", f"Turn {'on' if on else 'off'} {_called(chosen)}") as step:
        for each in chosen:
            if each.off == on:
                step.update("pattern", each.id, off=int(not on), changed=now())
        return step.changes


def remove(store: Store, pattern_ids: Iterable[int]) -> Changes:
    """Remove patterns as one step; what was accepted from them stays."""
    chosen = [get(store, pattern_id) for pattern_id in dict.fromkeys(pattern_ids)]
    with journal.step(store, "pattern", f"Remove {_called(chosen)}") as step:
        for each in chosen:
            step.delete("pattern", each.id)
        return step.changes


def plain(kind: PatternKind, body: str) -> str:
    """Return a pattern as it is kept: words with single blanks, a token pattern as short JSON."""
    body = clean_text(body).strip()
    if kind == "words":
        return " ".join(body.split())
    if kind == "tokens":
        try:
            return json.dumps(json.loads(body), ensure_ascii=False)
        except (ValueError, RecursionError):
            return body
    return body


def check(kind: PatternKind, body: str) -> str:
    """Return a pattern as it is kept.

    What only spaCy can tell of a token pattern (values, operators of sets) is told when it is first run.

    Raises:
        UserError: it cannot be a pattern, in one sentence.
    """
    if kind not in KINDS:
        raise UserError(f"{kind} is no kind of pattern; use one of {', '.join(KINDS)}.")
    body = plain(kind, body)
    if not body:
        raise UserError("The pattern is empty; type the words it is to find.")
    if len(body) > LONGEST:
        raise UserError(f"The pattern has more than {LONGEST:,} characters; shorten it.")
    if kind == "words" and not any(char.isalnum() for char in body):
        raise UserError(f"“{short(body)}” holds no letter or digit, so it would be found nowhere.")
    if kind == "tokens":
        _check_tokens(body)
    if kind == "expression":
        compiled(body)
    return body


def compiled(expression: str) -> re.Pattern[str]:
    """Return a regular expression ready to run; letter case counts, ``(?i)`` in front says otherwise.

    Raises:
        UserError: it cannot be read.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # `re` foresees other meanings of odd sets
        try:
            return re.compile(expression, re.MULTILINE)
        except re.error as error:
            where = "" if error.pos is None else f" at character {error.pos + 1}"
            raise UserError(f"This expression cannot be read: {error.msg}{where}.") from error
        except (RecursionError, OverflowError) as error:
            raise UserError("This expression cannot be read: it is too complex.") from error


def _check_tokens(body: str) -> None:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UserError(
            'A token pattern is a list in JSON with one object for each token, such as [{"LOWER": "free"}, '
            '{"LOWER": "army"}].'
        ) from error
    if not isinstance(found, list) or not found or not all(isinstance(each, dict) for each in found):
        raise UserError("A token pattern is a list with one object for each token, and has at least one.")
    for each in found:
        for key in each:
            if key.upper() in _TRAINED:
                raise UserError(f"This pattern asks for {key.upper()}, which only a trained pipeline knows of a token.")
            if key.upper() not in _KNOWN:
                raise UserError(f"“{short(key)}” in this token pattern is nothing spaCy knows of a token.")
        operator = each.get("OP", each.get("op", "+"))
        if not isinstance(operator, str) or not (operator in _OPERATORS or _COUNTS.fullmatch(operator)):
            raise UserError(f"“{short(str(operator))}” is no operator; use one of {' '.join(_OPERATORS)} or {{n,m}}.")


def _pattern(row: tuple[Any, ...]) -> Pattern:
    return Pattern(row[0], row[1], row[2], row[3], cast(PatternKind, row[4]), row[5], row[6], bool(row[7]))


def _called(chosen: list[Pattern]) -> str:
    return f"pattern “{short(chosen[0].body)}”" if len(chosen) == 1 else counted(len(chosen), "pattern")


def _by_origin(store: Store, sql: str, params: tuple[int, ...] = ()) -> dict[int, int]:
    numbers = ((str(origin).removeprefix("pattern "), count) for origin, count in store.rows(sql, params))
    return {int(number): count for number, count in numbers if _NUMBER.fullmatch(number)}


def _label_name(store: Store, label_id: int) -> str:
    name = store.value("SELECT name FROM label WHERE id = ?", (label_id,))
    if name is None:
        raise UserError("That label is gone; choose another.")
    return str(name)
