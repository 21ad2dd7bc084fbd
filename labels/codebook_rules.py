"""What makes a codebook whole: nothing stands twice, and whatever is named is there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.errors import UserError
from labels import check_rule, codebook_words
from labels.codebook_draft import Codebook, LabelDraft, RoleDraft, TypeDraft
from labels.event_type import SEPARATOR
from labels.label import KINDS
from labels.role import ROLE_KINDS, SLOTS

DEEPEST = 12  # types above one another; the deepest codebook found has five
MOST = 5000  # labels, types or roles
_COLOUR = re.compile("#[0-9a-f]{6}")


def whole(book: Codebook, *, where: str) -> Codebook:
    """Return the codebook with its types in the order of their tree and its names as a project keeps them.

    Args:
        where: what it was read from, for errors.

    Raises:
        UserError: something stands twice, is no name, colour, key, kind or rule, or is named but not there.
    """
    if max(len(book.labels), len(book.event_types), len(book.roles), len(book.checks)) > MOST:
        raise UserError(f"{where} holds more than {MOST:,} labels, event types, roles or checks; split it.")
    labels = tuple(_label(draft, where) for draft in book.labels)
    _refuse_twice(where, "the label", (draft.name for draft in labels))
    _refuse_twice(where, "the label key", (draft.key for draft in labels))
    _refuse_twice(where, "the label colour", (draft.colour for draft in labels))
    roles = tuple(_role(draft, {label.name for label in labels}, where) for draft in book.roles)
    _refuse_twice(where, "the role", (draft.name.casefold() for draft in roles))
    types = _tree([_type(draft, roles, where) for draft in book.event_types], where)
    checks = tuple(_check(rule, message, roles, where) for rule, message in book.checks)
    _refuse_twice(where, "the check", (rule for rule, _ in checks))
    return replace(book, labels=labels, roles=roles, event_types=types, checks=checks)


def _refuse_twice(where: str, what: str, values: Iterable[str]) -> None:
    twice = [value for value, count in Counter(values).items() if value and count > 1]
    if twice:
        raise UserError(f"In {where} {what} {twice[0]} stands twice; each stands once.")


def _name(name: str, *, what: str, most: int, where: str) -> str:
    try:
        return codebook_words.check_name(name, what=what, most=most)
    except UserError as error:
        raise UserError(f"In {where}, “{name[:60]}”: {error}") from error


def _label(draft: LabelDraft, where: str) -> LabelDraft:
    name = _name(draft.name, what="A label", most=60, where=where)
    if draft.kind not in KINDS:
        raise UserError(f"In {where} the label {name} is of kind {draft.kind}; use one of {', '.join(KINDS)}.")
    key = draft.key.strip().lower()
    if key and (len(key) > 1 or not (key in "0123456789" or key.isalpha())):
        raise UserError(f"In {where} the key of the label {name} is “{key[:20]}”; a key is one digit or one letter.")
    return LabelDraft(
        name=name,
        kind=draft.kind,
        key=key,
        colour=_colour(draft.colour, name, where),
        definition=codebook_words.plain_text(draft.definition),
        examples=codebook_words.plain_list(draft.examples),
    )


def _colour(colour: str, name: str, where: str) -> str:
    plain = colour.strip().lower()
    if plain and not _COLOUR.fullmatch(plain):
        raise UserError(f"In {where} the colour of {name} is “{plain[:20]}”; write it as #0f766e.")
    return plain


def _role(draft: RoleDraft, labels: set[str], where: str) -> RoleDraft:
    name = _name(draft.name, what="A role", most=60, where=where)
    if draft.kind not in ROLE_KINDS:
        raise UserError(f"In {where} the role {name} is of kind {draft.kind}; use one of {', '.join(ROLE_KINDS)}.")
    if draft.slot not in SLOTS:
        known = ", ".join(slot for slot in SLOTS if slot)
        raise UserError(f"In {where} the role {name} has the slot {draft.slot}; use one of {known}, or none.")
    wanted = tuple(dict.fromkeys(codebook_words.plain_name(label) for label in draft.labels))
    if unknown := next((label for label in wanted if label not in labels), None):
        raise UserError(f"In {where} the role {name} is filled by {unknown}, which is none of its labels.")
    codes = tuple((codebook_words.plain_text(code), codebook_words.plain_text(text)) for code, text in draft.codes)
    if not all(code for code, _ in codes):
        raise UserError(f"In {where} a code of the role {name} is empty.")
    _refuse_twice(where, f"in the role {name} the code", (code for code, _ in codes))
    definition = codebook_words.plain_text(draft.definition)
    return replace(draft, name=name, labels=wanted, codes=codes, definition=definition)


def _type(draft: TypeDraft, roles: Sequence[RoleDraft], where: str) -> TypeDraft:
    name = _name(draft.name, what="An event type", most=80, where=where)
    if SEPARATOR in name:
        raise UserError(f"In {where} the event type “{name}” holds “{SEPARATOR}”, which parts a type from its parent.")
    known = {role.name.casefold(): role.name for role in roles}
    wanted = [(codebook_words.plain_name(role), required) for role, required in draft.roles]
    if unknown := next((role for role, _ in wanted if role.casefold() not in known), None):
        raise UserError(f"In {where} the event type {name} has the role {unknown}, which is none of its roles.")
    _refuse_twice(where, f"in the event type {name} the role", (role.casefold() for role, _ in wanted))
    return TypeDraft(
        name=name,
        parent=SEPARATOR.join(codebook_words.plain_name(part) for part in draft.parent.split(SEPARATOR)),
        code=codebook_words.plain_text(draft.code),
        definition=codebook_words.plain_text(draft.definition),
        examples=codebook_words.plain_list(draft.examples),
        words=codebook_words.plain_list(draft.words, lower=True),
        colour=_colour(draft.colour, name, where),
        roles=tuple((known[role.casefold()], required) for role, required in wanted),
    )


def _tree(drafts: Sequence[TypeDraft], where: str) -> tuple[TypeDraft, ...]:
    """Return the types with whole paths as parents, each parent before its children, else in their order."""
    parents = _parents(drafts, where)
    below: dict[int | None, list[int]] = {}
    for index, parent in enumerate(parents):
        below.setdefault(parent, []).append(index)
    for siblings in below.values():
        _refuse_twice(where, "the event type", (drafts[index].name.casefold() for index in siblings))
    return tuple(_walk(drafts, below))


def _walk(drafts: Sequence[TypeDraft], below: dict[int | None, list[int]]) -> Iterator[TypeDraft]:
    waiting = [(index, "") for index in reversed(below.get(None, []))]
    while waiting:
        index, parent = waiting.pop()
        draft = replace(drafts[index], parent=parent)
        yield draft
        waiting += [(child, draft.path) for child in reversed(below.get(index, []))]


def _parents(drafts: Sequence[TypeDraft], where: str) -> list[int | None]:
    """Return, for each type, the place of its parent in the list.

    A parent is named by its path, or by its own name where no other type has that.
    """
    named: dict[str, list[int]] = {}
    for index, draft in enumerate(drafts):
        named.setdefault(draft.name, []).append(index)
    found = [_parent(draft, drafts, named, where) for draft in drafts]
    for index, draft in enumerate(drafts):
        line, at = [index], found[index]
        while at is not None and at not in line:
            line.append(at)
            at = found[at]
        if at is not None:
            raise UserError(f"In {where} the event type {drafts[at].name} stands below itself; give it another parent.")
        if len(line) > DEEPEST:
            raise UserError(f"In {where} the event type {draft.name} stands below more than {DEEPEST - 1} others.")
    return found


def _parent(draft: TypeDraft, drafts: Sequence[TypeDraft], named: dict[str, list[int]], where: str) -> int | None:
    if not draft.parent:
        return None
    *above, last = draft.parent.split(SEPARATOR)
    fitting = [index for index in named.get(last, []) if not above or _lies_in(drafts[index], above)]
    if len(fitting) > 1:  # a whole path is meant rather than the end of a longer one
        whole_paths = [index for index in fitting if drafts[index].parent == SEPARATOR.join(above)]
        fitting = whole_paths or fitting
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise UserError(f"In {where} the parent {draft.parent} of {draft.name} may be several; write its whole path.")
    raise UserError(
        f"In {where} the event type {draft.name} has the parent {draft.parent}, which is none of its types."
    )


def _lies_in(draft: TypeDraft, above: Sequence[str]) -> bool:
    """Whether a type's own parent, by name or path, may be the path given."""
    parts = draft.parent.split(SEPARATOR) if draft.parent else []
    return bool(parts) and list(above)[-len(parts) :] == parts[-len(above) :]


def fits(rule: str, roles: Sequence[RoleDraft]) -> bool:
    """Whether a check can be read, and every role it names is there and of the kind it needs."""
    try:
        _check(rule, "", roles, "")
    except UserError:
        return False
    return True


def _check(rule: str, message: str, roles: Sequence[RoleDraft], where: str) -> tuple[str, str]:
    try:
        read = check_rule.parse(codebook_words.plain_text(rule))
    except UserError as error:
        raise UserError(f"In {where}: {error}") from error
    for field in read.fields:
        wanted = field.role.casefold()
        found = [role for role in roles if role.name.casefold() == wanted] or [
            role for role in roles if role.slot == wanted
        ]
        kind = "date" if field.part in check_rule.DATE_PARTS else "number"
        if not found:
            raise UserError(f"In {where} the check “{read.text}” names {field.role}, which is none of its roles.")
        if any(role.kind != kind for role in found):
            raise UserError(f"In {where} the check “{read.text}” needs {field.role} to be a {kind}, which it is not.")
    return read.text, codebook_words.plain_text(message) or f"This does not hold: {read.text}."
