"""Taking in a list of actors: a CSV or a PETRARCH dictionary, as one undoable step.

A CSV is the desk's own and is checked whole first: when a row is broken nothing is imported, as with places. The
published PETRARCH dictionaries have a few broken lines among thousands; these are told and left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus import journal
from corpus.article import Refusal
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.progress import Cancelled, Progress, silent
from corpus.readers.encodings import Encoding, NotText, encoding_of_file
from corpus.store import Store
from labels import entities
from labels.entity import Alias, Entity, EntityDraft, fold
from labels.entity_csv import has_header, read_csv
from labels.entity_petrarch import is_petrarch, read_petrarch

_CHUNK = 250  # actors in one transaction: the window must not wait for it
_LARGEST = 50_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Incoming:
    """An actor as a file has it. `line` is where it begins, counted from 1; `parent` is its group's name."""

    line: int
    draft: EntityDraft
    parent: str = ""


@dataclass
class EntityReport:
    """What became of a list.

    Attributes:
        added: actors that were not in the project.
        extended: actors that were, and got names or codes.
        aliases, codes: names (beside the actor's own) and codes that were added.
        refused: lines of a dictionary that were left out, each with one sentence.
        warnings: what was assumed about the file.
    """

    added: int = 0
    extended: int = 0
    aliases: int = 0
    codes: int = 0
    refused: list[Refusal] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)
    cancelled: bool = False

    @property
    def sentence(self) -> str:
        """The outcome in words."""
        parts = [f"{self.added:,} actors added" if self.added != 1 else "1 actor added"]
        if self.extended:
            parts.append(f"{self.extended:,} extended")
        parts.append(f"with {self.aliases:,} other names and {self.codes:,} codes")
        if self.refused:
            parts.append(f"{len(self.refused):,} lines left out" if len(self.refused) != 1 else "1 line left out")
        return ("Stopped: " if self.cancelled else "") + ", ".join(parts) + "."


def read_file(path: Path) -> tuple[list[Incoming], EntityReport]:
    """Read a list of actors without writing anything; the report has what was left out and assumed.

    Raises:
        UserError: it cannot be read, is no text, is too large, is neither of the two forms, or is a CSV with a
            broken row.
    """
    report = EntityReport()
    encoding = _encoding(path)
    if encoding.warning:
        report.warnings.append(f"{path.name}: {encoding.warning}")
    with path.open(encoding=encoding.name, errors="replace", newline="") as file:
        text = file.read().replace("\0", "")
    dictionary = not has_header(text) and is_petrarch(text)
    read = read_petrarch if dictionary else read_csv
    found = [
        Incoming(line, draft, parent) if isinstance(draft, EntityDraft) else Refusal(f"{path.name}:{line}", draft)
        for line, draft, parent in read(text, path.name)
    ]
    report.refused += [each for each in found if isinstance(each, Refusal)]
    if not dictionary:
        _refuse([each.reason for each in report.refused])
    return [each for each in found if isinstance(each, Incoming)], report


def import_entities(store: Store, path: Path, *, progress: Progress = silent) -> EntityReport:
    """Bring a list of actors into the project, as one step that is committed in parts.

    An actor of a name that the project has gets the names and codes it lacks; nothing that is there is overwritten.
    When `progress` stops it, what is in stays whole and one undo removes it.

    Raises:
        UserError: as `read_file`, or a group is on no list or part of itself; nothing was imported.
    """
    incoming, report = read_file(path)
    _refuse(list(_wrong_groups(store, incoming, path.name)))
    run = _Run(store, path.name, report)
    try:
        for start in range(0, len(incoming), _CHUNK):
            progress(start, len(incoming), "actors")
            run.take(incoming[start : start + _CHUNK])
        run.take_parents(incoming)
    except Cancelled:
        report.cancelled = True
    return run.finish()


class _Run:
    """One import at work."""

    def __init__(self, store: Store, name: str, report: EntityReport) -> None:
        self._store, self._name, self.report = store, name, report
        self._step_id: int | None = None
        self._touched: set[int] = set()
        self._known = {fold(entity_name): entity_id for entity_id, entity_name in entities.names(store)}

    def take(self, chunk: Sequence[Incoming]) -> None:
        """Write some actors in one transaction."""
        with journal.step(self._store, "import", f"Import actors of {self._name}", into=self._step_id) as step:
            for item in chunk:
                self._put(step, item)
            self._note(step)

    def take_parents(self, incoming: Sequence[Incoming]) -> None:
        """Put actors into their groups, now that all are there."""
        wanted = [item for item in incoming if item.parent]
        if not wanted:
            return
        with journal.step(self._store, "import", f"Import actors of {self._name}", into=self._step_id) as step:
            for item in wanted:
                self._put_parent(step, item)
            self._note(step)

    def finish(self) -> EntityReport:
        """Name the step for what it did."""
        if self._step_id is not None:
            summary = f"Import {self.report.added:,} actors of {self._name}"
            with self._store.transaction():
                self._store.db.conn.execute("UPDATE step SET summary = ? WHERE id = ?", (summary, self._step_id))
            self.report.changes = replace(self.report.changes, summary=summary)
        return self.report

    def _put(self, step: journal.Step, item: Incoming) -> None:
        report, draft = self.report, item.draft
        held = self._known.get(fold(draft.name))
        if held is None:
            held = self._known[fold(draft.name)] = entities.insert(step, draft, origin="import")
            report.added += 1
            self._touched.add(held)
            report.aliases += len({alias.name for alias in draft.aliases} - {draft.name})
            report.codes += len(draft.codes)
            return
        aliases = entities.put_aliases(step, held, [Alias(draft.name), *draft.aliases])
        codes = entities.put_codes(step, held, draft.codes)
        report.aliases, report.codes = report.aliases + aliases, report.codes + codes
        if (aliases or codes) and held not in self._touched:
            self._touched.add(held)
            report.extended += 1

    def _put_parent(self, step: journal.Step, item: Incoming) -> None:
        child = entities.get(self._store, self._known[fold(item.draft.name)])
        if child.parent_id is None:
            named = self._known.get(fold(item.parent)) or entities.find(self._store, item.parent)
            entities.set_parent(step, child.id, named.id if isinstance(named, Entity) else named)

    def _note(self, step: journal.Step) -> None:
        if step.changes:
            self._step_id = step.id
            self.report.changes |= step.changes


def _wrong_groups(store: Store, incoming: Sequence[Incoming], name: str) -> Iterator[str]:
    """Yield a sentence for each row whose group is neither in the file nor in the project, or is part of itself."""
    wanted = [item for item in incoming if item.parent]
    if not wanted:
        return
    held = entities.all_entities(store, retired=True)
    names = {each.id: fold(each.name) for each in held}
    listed = {fold(item.draft.name) for item in incoming} | set(names.values())
    above = {names[each.id]: names.get(each.parent_id, "") for each in held if each.parent_id}
    for item in wanted:
        child, parent = fold(item.draft.name), fold(item.parent)
        if parent not in listed:
            found = entities.find(store, item.parent)
            parent = fold(found.name) if found else ""
        if not parent:
            yield f"{name}, line {item.line}: its group “{item.parent}” is on no list."
        elif child in _path(parent, above) and child not in above:
            yield f"{name}, line {item.line}: {item.draft.name} would be part of itself."
        else:
            above.setdefault(child, parent)


def _path(name: str, above: Mapping[str, str]) -> set[str]:
    """Return a name and all above it."""
    path = set[str]()
    while name and name not in path:
        path.add(name)
        name = above.get(name, "")
    return path


def _refuse(reasons: Sequence[str]) -> None:
    """Raise for rows that are broken: the first by its sentence, the others by their number."""
    if reasons:
        others = len(reasons) - 1
        more = f" {others:,} more {'line is' if others == 1 else 'lines are'} broken." if others else ""
        raise UserError(f"{reasons[0]}{more} Nothing was imported.")


def _encoding(path: Path) -> Encoding:
    try:
        if path.stat().st_size > _LARGEST:
            raise UserError(f"{path.name} is larger than {_LARGEST // 1_000_000} MB; split it.")
        return encoding_of_file(path)
    except NotText as error:
        raise UserError(f"{path.name} is {error}, not a list of actors; save it as CSV.") from error
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.") from error
