"""Codebooks as files: those that Dateline ships and reads, and putting one to use in a project."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from corpus import journal
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.store import Store
from labels import codebook_rules, event_types, labels
from labels import roles as roles_of
from labels.codebook_draft import Codebook, LabelDraft, RoleDraft, TypeDraft
from labels.codebook_toml import FORMAT, dump, parse
from labels.event_type import SEPARATOR, EventType

__all__ = [
    "FORMAT",
    "STARTER",
    "Codebook",
    "LabelDraft",
    "RoleDraft",
    "TypeDraft",
    "dump",
    "load",
    "of_project",
    "parse",
    "shipped",
    "use",
]

STARTER = "conflict_basics"
LARGEST = 5_000_000  # bytes of a codebook file; the largest we ship has 50,000
_SUFFIXES = (".toml", ".conf", ".xml")


def shipped() -> list[str]:
    """Return the ids of the codebooks that come with Dateline."""
    folder = resources.files("labels").joinpath("codebooks")
    return sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


def load(name_or_path: str) -> Codebook:
    """Return a shipped codebook by its id, or one from a file.

    A file is a codebook in TOML, brat's `annotation.conf`, or a labelling configuration of Label Studio (.xml).

    Raises:
        UserError: there is none of that name, or the file is not a codebook.
    """
    wanted = name_or_path.replace("-", "_")
    if wanted in shipped():
        raw = resources.files("labels").joinpath("codebooks", f"{wanted}.toml").read_text("utf-8")
        return parse(raw, where=wanted)
    path = Path(name_or_path)
    if path.suffix.lower() not in _SUFFIXES or not path.is_file():
        raise UserError(
            f"There is no codebook {name_or_path}; shipped are {', '.join(shipped())}, or name a .toml file, "
            "brat's annotation.conf, or Label Studio's .xml."
        )
    if path.stat().st_size > LARGEST:
        raise UserError(f"{path} is larger than {LARGEST // 1_000_000} MB; no codebook is.")
    try:
        raw = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} could not be read: {error}.") from error
    return _read(raw, path)


def _read(raw: str, path: Path) -> Codebook:
    match path.suffix.lower():
        case ".conf":
            from labels.codebook_import import brat  # few desks need it, and none at start-up

            return brat.parse(raw, where=str(path))
        case ".xml":
            from labels.codebook_import import label_studio

            return label_studio.parse(raw, where=str(path))
        case _:
            return parse(raw, where=str(path))


def use(store: Store, codebook: Codebook) -> Changes:
    """Add the labels, roles, event types and checks that the project lacks, as one step.

    What the project has under the same name stays as it is; a key that is taken is left out, and so is a type whose
    parent is retired.
    """
    with journal.step(store, "label", f"Use codebook {codebook.name}") as step:
        _use_labels(step, codebook.labels)
        _use_roles(step, codebook.roles)
        _use_types(step, codebook.event_types)
        for rule, message in codebook.checks:
            roles_of.insert_check(step, rule, message)
        return step.changes


def _use_labels(step: journal.Step, drafts: Sequence[LabelDraft]) -> None:
    known = labels.by_name(step.store)
    names = set(known)
    taken = {label.key for label in known.values() if label.key and not label.retired}
    for draft in drafts:
        if (name := labels.plain_name(draft.name)) not in names:
            key = "" if draft.key.lower() in taken else draft.key.lower()
            labels.insert(
                step, name, kind=draft.kind, colour=draft.colour, key=key, definition=draft.definition,
                examples=draft.examples,
            )  # fmt: skip
            names.add(name)
            taken.add(key)


def _use_roles(step: journal.Step, drafts: Sequence[RoleDraft]) -> None:
    names = {role.name.casefold() for role in roles_of.all_roles(step.store, retired=True)}
    known = labels.by_name(step.store)
    for draft in drafts:
        if draft.name.casefold() not in names:
            roles_of.insert(
                step,
                draft.name,
                kind=draft.kind,
                slot=draft.slot,
                definition=draft.definition,
                labels=[known[name].id for name in draft.labels],
                many=draft.many,
                required=draft.required,
                codes=draft.codes,
            )


def _use_types(step: journal.Step, drafts: Sequence[TypeDraft]) -> None:
    known = {each.path.casefold(): each.id for each in event_types.all_types(step.store, retired=True)}
    closed = {each.id for each in event_types.all_types(step.store, retired=True) if each.retired}
    roles = {role.name.casefold(): role.id for role in roles_of.all_roles(step.store, retired=True)}
    for draft in drafts:
        parent = known.get(draft.parent.casefold())
        if draft.path.casefold() in known or parent in closed or (draft.parent and parent is None):
            continue
        type_id = event_types.insert(
            step,
            draft.name,
            parent_id=parent,
            code=draft.code,
            definition=draft.definition,
            examples=draft.examples,
            words=draft.words,
            colour=draft.colour,
        )
        known[draft.path.casefold()] = type_id
        if draft.roles:
            roles_of.set_for_type(step, type_id, [(roles[name.casefold()], needed) for name, needed in draft.roles])


def of_project(store: Store) -> Codebook:
    """Return the codebook of a project as a file states it, without what is retired.

    A colour that an earlier label has already is left out, since a file gives each colour once.
    """
    drafts: list[LabelDraft] = []
    seen: set[str] = set()
    for label in labels.all_labels(store):
        colour = "" if label.colour in seen else label.colour
        drafts.append(LabelDraft(label.name, label.kind, label.key, colour, label.definition, label.examples))
        seen.add(label.colour)
    roles = _roles_of(store)
    return Codebook(
        id=_id(store.name),
        name=store.name,
        version="1.0",
        description="",
        labels=tuple(drafts),
        language=store.setting("language"),
        event_types=_types_of(store),
        roles=roles,
        checks=_checks_of(store, roles),
    )


def _id(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "_", plain).strip("_") or "codebook"


def _roles_of(store: Store) -> tuple[RoleDraft, ...]:
    names = {label.id: label.name for label in labels.all_labels(store)}
    return tuple(
        RoleDraft(
            name=role.name,
            kind=role.kind,
            slot=role.slot,
            definition=role.definition,
            labels=tuple(names[label] for label in role.labels if label in names),
            many=role.many,
            required=role.required,
            codes=role.codes,
        )
        for role in roles_of.all_roles(store)
    )


def _types_of(store: Store) -> tuple[TypeDraft, ...]:
    names = {role.id: role.name for role in roles_of.all_roles(store)}
    own = roles_of.of_types(store)
    return tuple(
        TypeDraft(
            name=each.name,
            parent=each.path.removesuffix(each.name).removesuffix(SEPARATOR),
            code=each.code,
            definition=each.definition,
            examples=each.examples,
            words=each.words,
            colour=each.colour,
            roles=tuple((names[role], needed) for role, needed in own.get(each.id, ()) if role in names),
        )
        for each in _standing(event_types.all_types(store, retired=True))
    )


def _standing(types: Sequence[EventType]) -> list[EventType]:
    """Return the types that are not retired, in the order of the tree, with those above them."""
    known = {each.id: each for each in types}
    wanted: set[int] = set()
    for each in types:
        at = None if each.retired else each
        while at is not None and at.id not in wanted:
            wanted.add(at.id)
            at = known.get(at.parent_id or 0)
    return [each for each in types if each.id in wanted]


def _checks_of(store: Store, roles: Sequence[RoleDraft]) -> tuple[tuple[str, str], ...]:
    """Return the checks whose roles are there still."""
    return tuple(each for each in roles_of.checks(store) if codebook_rules.fits(each[0], roles))
