"""Codebooks as files: the TOML format Dateline ships and reads, and putting one to use in a project."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from corpus import journal
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.store import Store
from labels import labels
from labels.label import KIND_COLOURS, KINDS, Kind

FORMAT = 1
STARTER = "conflict_basics"


@dataclass(frozen=True, slots=True)
class LabelDraft:
    """A label as a codebook file states it."""

    name: str
    kind: Kind
    key: str
    colour: str
    definition: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """A codebook file, read and checked."""

    id: str
    name: str
    version: str
    description: str
    labels: tuple[LabelDraft, ...]


def shipped() -> list[str]:
    """Return the ids of the codebooks that come with Dateline."""
    folder = resources.files("labels").joinpath("codebooks")
    return sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


def load(name_or_path: str) -> Codebook:
    """Return a shipped codebook by its id, or one from a TOML file.

    Raises:
        UserError: there is none of that name, or the file is not a codebook.
    """
    wanted = name_or_path.replace("-", "_")
    if wanted in shipped():
        raw = resources.files("labels").joinpath("codebooks", f"{wanted}.toml").read_text("utf-8")
        return parse(raw, where=wanted)
    path = Path(name_or_path)
    if path.suffix != ".toml" or not path.is_file():
        raise UserError(
            f"There is no codebook {name_or_path}; shipped are {', '.join(shipped())}, or name a .toml file."
        )
    try:
        raw = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} could not be read: {error}.") from error
    return parse(raw, where=str(path))


def parse(raw: str, *, where: str) -> Codebook:
    """Read a codebook from TOML text; `where` names it in errors."""
    import tomllib  # its patterns take 30 ms to compile, and the window rarely reads a codebook

    try:
        data = tomllib.loads(raw)
    except (ValueError, RecursionError) as error:  # tomllib lets out its own error, and those of hostile files
        raise UserError(f"{where} is not a TOML file: {error}.") from error
    if data.get("format") != FORMAT:
        raise UserError(f"{where} is not a codebook of format {FORMAT}.")
    entries = data.get("label", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise UserError(f"In {where} the labels are not written as [[label]] tables.")
    drafts = tuple(_draft(entry, where) for entry in entries)
    texts = {key: str(data.get(key, "")) for key in ("id", "name", "version", "description")}
    return Codebook(**texts, labels=drafts)


def use(store: Store, codebook: Codebook) -> Changes:
    """Add the codebook's labels that the project lacks, as one step; a key that is taken is left out."""
    with journal.step(store, "label", f"Use codebook {codebook.name}") as step:
        known = labels.by_name(store)
        names = set(known)
        taken = {label.key for label in known.values() if label.key and not label.retired}
        for draft in codebook.labels:
            if (name := labels.plain_name(draft.name)) not in names:
                key = "" if draft.key.lower() in taken else draft.key.lower()
                labels.insert(step, name, kind=draft.kind, colour=draft.colour, key=key, definition=draft.definition)
                names.add(name)
                taken.add(key)
        return step.changes


def _draft(entry: dict[str, Any], where: str) -> LabelDraft:
    name, kind, examples = str(entry.get("name", "")), entry.get("kind", "other"), entry.get("examples", [])
    if not name or kind not in KINDS:
        raise UserError(f"In {where} a label lacks its name, or has a kind that is not one of {', '.join(KINDS)}.")
    return LabelDraft(
        name=name,
        kind=kind,
        key=str(entry.get("key", "")),
        colour=str(entry.get("colour", "") or KIND_COLOURS[kind]),
        definition=str(entry.get("definition", "")),
        examples=tuple(str(example) for example in (examples if isinstance(examples, list) else [examples])),
    )
