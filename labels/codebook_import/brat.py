"""brat's `annotation.conf`: entities become labels, events become types, arguments become roles.

Relations between spans have no counterpart and are named in the description. An attribute of events with values
becomes a role with codes; one without is left out: negation and speculation are an event's status.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.errors import UserError
from labels import codebook_rules
from labels.codebook_draft import Codebook, LabelDraft, RoleDraft, TypeDraft
from labels.codebook_import import guesses

TRIGGER = "EVENT"
_LONGEST = 100_000  # characters of a line once its macros are written out
_SECTION = re.compile(r"\[(\w+)\]\s*")
_MACRO = re.compile(r"<([\w-]+)>\s*=(.*)")
_USED = re.compile(r"<([\w-]+)>")
_ARGUMENT = re.compile(r"(?P<role>[^:?*+{}]+)(?P<count>[?*+]|\{[^}]*\})?\s*:\s*(?P<fillers>.+)")
_SEPARATOR = re.compile("-{3,}")


@dataclass(frozen=True, slots=True)
class _Line:
    """An entry: how far it is indented (characters), its name, the rest; hidden ones (`!`) only group others."""

    indent: int
    name: str
    rest: str
    hidden: bool


@dataclass(slots=True)
class _Role:
    """What the events of a file say of one role, gathered."""

    fillers: dict[str, None] = field(default_factory=dict)
    many: bool = False
    uses: list[bool] = field(default_factory=list)


def parse(raw: str, *, where: str) -> Codebook:
    """Read the text of an `annotation.conf`; `where` names it in errors.

    Raises:
        UserError: it is not one, or has neither entities nor events.
    """
    sections = _sections(raw, where)
    entities, events = sections.get("entities") or sections.get("spans", []), sections.get("events", [])
    labels = _labels([line for line in entities if not line.hidden], bool(events))
    if not labels:
        raise UserError(f"{where} has neither entities nor events; choose brat's annotation.conf.")
    roles = _roles(events, where)
    codes = _codes(sections.get("attributes", []), {line.name for line in events}, set(roles), where)
    drafts = [_role(name, known, labels) for name, known in roles.items()] + codes
    left = [line.name for line in sections.get("relations", []) if not line.name.startswith("<")]
    book = Codebook(
        id="brat",
        name="Imported from brat",
        version="1.0",
        description=_description(left),
        labels=labels,
        event_types=tuple(_types(events, [draft.name for draft in codes], where)),
        roles=tuple(drafts),
    )
    return codebook_rules.whole(book, where=where)


def _description(relations: Sequence[str]) -> str:
    said = "Made from an annotation.conf of brat, which holds no definitions; write down when each label applies."
    names = list(dict.fromkeys(relations))
    return f"{said} Relations are left out: {', '.join(names)}." if names else said


def _sections(raw: str, where: str) -> dict[str, list[_Line]]:
    """Return the entries of each section, macros written out."""
    sections: dict[str, list[_Line]] = {}
    macros: dict[str, str] = {}
    current: list[_Line] | None = None
    for number, line in enumerate(raw.splitlines(), start=1):
        text = line.strip()
        if not text or text.startswith("#") or _SEPARATOR.fullmatch(text):
            continue
        if found := _SECTION.fullmatch(text):
            current = sections.setdefault(found[1].lower(), [])
            continue
        if current is None:
            raise UserError(f"{where}, line {number}: a section such as [entities] must come first.")
        text = _written_out(text, macros, f"{where}, line {number}")
        if found := _MACRO.fullmatch(line.strip()):
            macros[found[1]] = text.split("=", 1)[1].strip()
        else:
            name, _, rest = text.replace("\t", " ").partition(" ")
            indent = len(line) - len(line.lstrip())
            current.append(_Line(indent, name.removeprefix("!"), rest.strip(), name.startswith("!")))
    return sections


def _written_out(text: str, macros: dict[str, str], where: str) -> str:
    """Put macros in place of their names; one may use those before it only, so that there is an end to it."""
    head, equals, body = text.partition("=") if _MACRO.fullmatch(text) else ("", "", text)
    written = _USED.sub(lambda used: macros.get(used[1], used[0]), body)
    if len(written) > _LONGEST:
        raise UserError(f"{where}: the line grows beyond {_LONGEST:,} characters by its macros.")
    return head + equals + written


def _labels(entities: Sequence[_Line], with_events: bool) -> tuple[LabelDraft, ...]:
    names = [guesses.clear_name(line.name, most=60) for line in entities]
    drafts = [guesses.label(name) for name in names if name]
    if with_events and TRIGGER not in names:
        drafts.append(guesses.label(TRIGGER, definition="The word that tells what happened: the trigger of an event."))
    return guesses.finished_labels(drafts)


def _arguments(line: _Line, where: str) -> Iterator[tuple[str, str, list[str]]]:
    """Yield the role, its count ("", "?", "*", "+", "{2}") and the names of what may fill it."""
    for part in re.split(r",(?![^{]*\})", line.rest):
        if not part.strip():
            continue
        found = _ARGUMENT.fullmatch(part.strip())
        if found is None:
            raise UserError(f"{where}: “{part.strip()[:40]}” of {line.name} is not written as Role:Type.")
        if not found["role"].strip().startswith("<"):
            yield guesses.clear_name(found["role"], most=60), found["count"] or "", found["fillers"].split("|")


def _roles(events: Sequence[_Line], where: str) -> dict[str, _Role]:
    roles: dict[str, _Role] = {}
    shown: dict[str, str] = {}  # names that differ by letter case only are one role
    for line in events:
        for name, count, fillers in _arguments(line, where):
            gathered = roles.setdefault(shown.setdefault(name.casefold(), name), _Role())
            gathered.fillers |= dict.fromkeys(filler.strip() for filler in fillers)
            gathered.many |= count not in ("", "?")
            gathered.uses.append(_required(count))
    return roles


def _required(count: str) -> bool:
    return count not in ("?", "*") and not count.startswith("{0")


def _role(name: str, gathered: _Role, labels: Sequence[LabelDraft]) -> RoleDraft:
    wanted = gathered.fillers.keys()
    everything = "<ANY>" in wanted
    entities = everything or "<ENTITY>" in wanted
    known = {label.name for label in labels}
    events = everything or "<EVENT>" in wanted or bool(wanted - known - {"<ENTITY>"})
    chosen = [label for label in labels if label.name in wanted or (events if label.name == TRIGGER else entities)]
    return guesses.role(name, chosen, many=gathered.many, required=all(gathered.uses))


def _codes(attributes: Sequence[_Line], events: set[str], taken: set[str], where: str) -> list[RoleDraft]:
    """Return a role for each attribute that events have, and that has values."""
    found: dict[str, RoleDraft] = {}
    names = {name.casefold() for name in taken}
    for line in attributes:
        parts = {role.lower(): fillers for role, _, fillers in _arguments(line, where)}
        values = [value.strip() for value in parts.get("value", []) if value.strip()]
        name = guesses.clear_name(line.name, most=60)
        fits = events and ({filler.strip() for filler in parts.get("arg", [])} & (events | {"<EVENT>", "<ANY>"}))
        if values and fits and name.casefold() not in names:
            codes = tuple((value, value) for value in dict.fromkeys(values))
            found[name] = RoleDraft(name, "code", codes=codes)
            names.add(name.casefold())
    return list(found.values())


def _types(events: Sequence[_Line], codes: Sequence[str], where: str) -> Iterator[TypeDraft]:
    above: list[tuple[int, str]] = []  # indent and path of the entries that the present one stands below
    paths: set[str] = set()
    for line in events:
        while above and above[-1][0] >= line.indent:
            above.pop()
        name = guesses.clear_name(line.name, most=80)
        draft = TypeDraft(name, parent=above[-1][1] if above else "", code=line.name if name != line.name else "")
        if name and draft.path.casefold() not in paths:
            paths.add(draft.path.casefold())
            yield replace(draft, roles=_of_type(line, codes, where))
        above.append((line.indent, draft.path))


def _of_type(line: _Line, codes: Sequence[str], where: str) -> tuple[tuple[str, bool], ...]:
    own: dict[str, tuple[str, bool]] = {}
    for name, count, _ in _arguments(line, where):
        own.setdefault(name.casefold(), (name, _required(count)))
    return (*own.values(), *((name, False) for name in codes)) if own else ()
