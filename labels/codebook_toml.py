"""Codebooks as TOML text; the header of `codebooks/conflict_basics.toml` explains the format to people."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, cast

from corpus.errors import UserError
from labels import codebook_rules
from labels.codebook_draft import Codebook, LabelDraft, RoleDraft, TypeDraft
from labels.label import KINDS
from labels.role import ROLE_KINDS, RoleKind, Slot

FORMAT = 1
_WIDTH = 116  # characters of a line that is written
_BREAK = re.compile("(?<=[^ ]) (?=[^ ])")
_Table = dict[str, Any]


def parse(raw: str, *, where: str) -> Codebook:
    """Read a codebook from TOML text; `where` names it in errors.

    Raises:
        UserError: it is not TOML, not a codebook, or not whole (see `labels.codebook_rules`).
    """
    import tomllib  # its patterns take 30 ms to compile, and the window rarely reads a codebook

    try:
        data = tomllib.loads(raw)
    except (ValueError, RecursionError) as error:  # tomllib lets out its own error, and those of hostile files
        raise UserError(f"{where} is not a TOML file: {error}.") from error
    if data.get("format") != FORMAT:
        raise UserError(f"{where} is not a codebook of format {FORMAT}.")
    labels = tuple(_label(table, where) for table in _tables(data, "label", where))
    roles = tuple(_role(table, where) for table in _tables(data, "role", where))
    own = {role.name: role.required for role in roles}
    book = Codebook(
        **{key: _text(data, key, where) for key in ("id", "name", "version", "description", "language", "credit")},
        labels=labels,
        event_types=tuple(_type(table, own, where) for table in _tables(data, "event_type", where)),
        roles=roles,
        checks=tuple(
            (_text(table, "rule", where), _text(table, "message", where)) for table in _tables(data, "check", where)
        ),
    )
    return codebook_rules.whole(book, where=where)


def _tables(data: _Table, name: str, where: str) -> list[_Table]:
    found = data.get(name, [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise UserError(f"In {where} the {name.replace('_', ' ')}s are not written as [[{name}]] tables.")
    return found


def _text(table: _Table, key: str, where: str) -> str:
    value = table.get(key, "")
    if isinstance(value, dict | list):
        raise UserError(f"In {where} “{key}” is a list or a table where words belong.")
    return str(value)


def _texts(table: _Table, key: str, where: str) -> tuple[str, ...]:
    value = table.get(key, [])
    values = value if isinstance(value, list) else [value]
    if any(isinstance(each, dict | list) for each in values):
        raise UserError(f"In {where} “{key}” is not a list of words.")
    return tuple(str(each) for each in values)


def _yes(table: _Table, key: str, where: str) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise UserError(f"In {where} “{key}” is neither true nor false.")
    return value


def _label(table: _Table, where: str) -> LabelDraft:
    name, kind = _text(table, "name", where), table.get("kind", "other")
    if not name or kind not in KINDS:
        raise UserError(f"In {where} a label lacks its name, or has a kind that is not one of {', '.join(KINDS)}.")
    return LabelDraft(
        name=name,
        kind=kind,
        key=_text(table, "key", where),
        colour=_text(table, "colour", where),
        definition=_text(table, "definition", where),
        examples=_texts(table, "examples", where),
    )


def _role(table: _Table, where: str) -> RoleDraft:
    name, kind, codes = _text(table, "name", where), table.get("kind", "text"), table.get("codes", {})
    if not name or kind not in ROLE_KINDS:
        raise UserError(f"In {where} a role lacks its name, or has a kind that is not one of {', '.join(ROLE_KINDS)}.")
    if not isinstance(codes, dict) or any(isinstance(meaning, dict | list) for meaning in codes.values()):
        raise UserError(f"In {where} the codes of the role {name} are not a table of codes and meanings.")
    return RoleDraft(
        name=name,
        kind=cast(RoleKind, kind),
        slot=cast(Slot, _text(table, "slot", where)),  # judged with the whole
        definition=_text(table, "definition", where),
        labels=_texts(table, "labels", where),
        many=_yes(table, "many", where),
        required=_yes(table, "required", where),
        codes=tuple((str(code), str(meaning)) for code, meaning in codes.items()),
    )


def _type(table: _Table, required: dict[str, bool], where: str) -> TypeDraft:
    name, roles = _text(table, "name", where), _texts(table, "roles", where)
    if not name:
        raise UserError(f"In {where} an event type lacks its name.")
    needed = _texts(table, "required", where) if "required" in table else [role for role in roles if required.get(role)]
    if extra := next((role for role in needed if role not in roles), None):
        raise UserError(f"In {where} the event type {name} requires {extra}, which is not among its `roles`.")
    return TypeDraft(
        name=name,
        parent=_text(table, "parent", where),
        code=_text(table, "code", where),
        definition=_text(table, "definition", where),
        examples=_texts(table, "examples", where),
        words=_texts(table, "words", where),
        colour=_text(table, "colour", where),
        roles=tuple((role, role in needed) for role in roles),
    )


def dump(book: Codebook) -> str:
    """Return the codebook as TOML text that `parse` reads back as it was."""
    lines = [f"format = {FORMAT}"]
    for key in ("id", "name", "version", "language", "credit", "description"):
        lines += _pair(key, str(getattr(book, key)), always=key in ("id", "name"))
    for draft in book.labels:
        lines += ["", "[[label]]", *_label_lines(draft)]
    for role in book.roles:
        lines += ["", "[[role]]", *_role_lines(role)]
    for kind in book.event_types:
        lines += ["", "[[event_type]]", *_type_lines(kind)]
    for rule, message in book.checks:
        lines += ["", "[[check]]", *_pair("rule", rule), *_pair("message", message)]
    return "\n".join(lines) + "\n"


def _label_lines(draft: LabelDraft) -> Iterator[str]:
    yield from _pair("name", draft.name)
    yield from _pair("kind", draft.kind)
    yield from _pair("key", draft.key)
    yield from _pair("colour", draft.colour)
    yield from _pair("definition", draft.definition)
    yield from _list("examples", draft.examples)


def _role_lines(draft: RoleDraft) -> Iterator[str]:
    yield from _pair("name", draft.name)
    yield from _pair("kind", draft.kind)
    yield from _pair("slot", draft.slot)
    yield from (f"{key} = true" for key in ("many", "required") if getattr(draft, key))
    yield from _list("labels", draft.labels)
    yield from _pair("definition", draft.definition)
    if draft.codes:
        yield "[role.codes]"
        yield from (f"{_quoted(code)} = {_quoted(meaning)}" for code, meaning in draft.codes)


def _type_lines(draft: TypeDraft) -> Iterator[str]:
    for key in ("name", "parent", "code", "colour", "definition"):
        yield from _pair(key, getattr(draft, key))
    yield from _list("examples", draft.examples)
    yield from _list("words", draft.words)
    if draft.roles:
        yield from _list("roles", [role for role, _ in draft.roles])
        yield from _list("required", [role for role, required in draft.roles if required], always=True)


def _pair(key: str, text: str, *, always: bool = False) -> list[str]:
    if not text and not always:
        return []
    quoted = _quoted(text)
    if len(key) + len(quoted) < _WIDTH:
        return [f"{key} = {quoted}"]
    return [f'{key} = """', *_wrapped(quoted[1:-1]), '"""']


def _list(key: str, texts: Sequence[str], *, always: bool = False) -> list[str]:
    if not texts and not always:
        return []
    quoted = [_quoted(text) for text in texts]
    line = f"{key} = [{', '.join(quoted)}]"
    return [line] if len(line) <= _WIDTH else [f"{key} = [", *(f"  {each}," for each in quoted), "]"]


def _quoted(text: str) -> str:
    """Return a TOML string; beyond JSON's escapes, TOML wants DEL written as one."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _wrapped(escaped: str) -> Iterator[str]:
    """Break the inside of a string at single blanks; the backslash at a line's end takes the break away again."""
    line = ""
    for piece in _BREAK.split(escaped):
        if line and len(line) + len(piece) > _WIDTH:
            yield line + " \\"
            line = piece
        else:
            line = f"{line} {piece}" if line else piece
    yield line + "\\"
