"""What the page's buttons and keys do: ask where it touches coding, then write it as one step."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from corpus.changes import Changes
from corpus.errors import UserError
from corpus.progress import Progress
from corpus.store import Store
from desktop.codebook.ask import AddDialog, AskDialog, MergeDialog
from desktop.codebook.content import Content
from desktop.codebook.entries import ONE, Entry, Section
from desktop.codebook.role_form import KINDS
from desktop.codebook.split import SplitDialog
from desktop.label_dialog import LabelDialog
from desktop.label_swatches import next_swatch
from desktop.session import Session
from desktop.theme import Theme
from labels import codebook, codebook_edit, codebook_preview, event_types, labels, roles
from labels.codebook_preview import Touched

BULK = 2000  # rows of coding from which on a change is a job: below, it takes less than a tenth of a second
Job = Callable[[str, Callable[[Store, Progress], Changes]], object]
_MERGE: Mapping[Section, Callable[[Store, int, int], Changes]] = {
    "label": codebook_edit.merge_labels,
    "event_type": codebook_edit.merge_types,
    "role": codebook_edit.merge_roles,
}
_MERGED: Mapping[Section, Callable[[Store, int, int], Touched]] = {
    "label": codebook_preview.merge_labels,
    "event_type": codebook_preview.merge_types,
    "role": codebook_preview.merge_roles,
}
_OF: Mapping[Section, Callable[[Store, int], Touched]] = {
    "label": codebook_preview.of_label,
    "event_type": codebook_preview.of_type,
    "role": codebook_preview.of_role,
}
_RETIRE: Mapping[Section, Callable[[Store, int], Changes]] = {
    "label": labels.retire,
    "event_type": event_types.retire,
    "role": roles.retire,
}
_RESTORE: Mapping[Section, Callable[[Store, int], Changes]] = {
    "label": labels.restore,
    "event_type": event_types.restore,
    "role": roles.restore,
}
_REORDER: Mapping[Section, Callable[[Store, Sequence[int]], Changes]] = {
    "label": labels.reorder,
    "event_type": event_types.reorder,
    "role": roles.reorder,
}


class Deeds(QObject):
    """Asks and writes.

    Attributes:
        content: the codebook as the page shows it.
        job: runs long work (`corpus` function and title) beside the window; None does it at once.
        dialog: what is asked just now.
        merged: section and id of what was merged last, with the id of what took it.

    Signals:
        added: section and id of what was added.
    """

    added = Signal(str, int)

    def __init__(self, session: Session, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self.theme = theme
        self.content = Content()
        self.job: Job | None = None
        self.dialog: QDialog | None = None
        self.merged: dict[tuple[Section, int], int] = {}

    # Adding

    def add(self, section: Section, chosen: int | None) -> None:
        """Ask for a new label, a new type (below the one chosen or beside it), or a new role."""
        if self._session.store is None or self._session.read_only:
            return
        if section == "label":
            form = LabelDialog(self._session, self.theme, self._window)
            form.accepted.connect(lambda: self._tell_added("label"))
            self._open(form)
            return
        dialog = self._add_type(chosen) if section == "event_type" else self._add_role()
        dialog.accepted.connect(lambda: self._tell_added(section))
        self._open(dialog)

    def _add_type(self, chosen: int | None) -> AddDialog:
        places = [(each.id, each.path) for each in self.content.types if not each.retired]
        at = self.content.type(chosen)
        values: list[tuple[object, str]] = [(None, "Nothing: a type of its own"), *places]
        # A chosen root is asked for what is below it; deeper ones for what is beside them.
        below = None if at is None or at.retired else at.parent_id or at.id
        dialog = AddDialog("New event type", ("&Below", values, below), self._window, most=80)
        dialog.attempt = lambda: self._try(event_types.add, dialog.name.text(), parent_id=_whole(dialog.choice.value))
        return dialog

    def _add_role(self) -> AddDialog:
        dialog = AddDialog("New role", ("&Kind", list(KINDS.items()), "actor"), self._window)
        dialog.attempt = lambda: self._try(roles.add, dialog.name.text(), kind=dialog.choice.value)
        return dialog

    def _tell_added(self, section: Section) -> None:
        found = self.content.entries(section, retired=False)
        if found:
            self.added.emit(section, max(entry.id for entry in found))

    # What takes coding along

    def merge(self, entry: Entry) -> None:
        """Ask into what it is merged, saying what that touches."""
        store = self._session.store
        offered = [each for each in self.content.entries(entry.section, retired=False) if each.id != entry.id]
        if entry.section == "role" and entry.count != 0:
            kind = self.content.role(entry.id)
            same = {role.id for role in self.content.roles if kind and role.kind == kind.kind}
            offered = [each for each in offered if each.id in same]
        if store is None:
            return
        names = {each.id: each.name for each in offered}

        def preview(into: int) -> str:
            assert self._session.store is not None
            touched = _MERGED[entry.section](self._session.store, entry.id, into)
            return codebook_preview.merge_sentence(touched, entry.name, names[into])

        dialog = MergeDialog(entry.name, offered, preview, self.theme, self._window)
        dialog.attempt = lambda: self._merge(entry, dialog.into, names)
        self._open(dialog)

    def _merge(self, entry: Entry, into: int | None, names: Mapping[int, str]) -> str:
        if into is None or self._session.store is None:
            return "Choose what it is merged into."
        function, target = _MERGE[entry.section], into
        self.merged = {(entry.section, entry.id): into}
        rows = _MERGED[entry.section](self._session.store, entry.id, into).rows
        return self._do(rows, f"Merging into {names[into]}", lambda store: function(store, entry.id, target))

    def split(self, entry: Entry) -> None:
        """Ask which of a label's words, or of a type's triggers, go to another."""
        store = self._session.store
        if store is None or entry.section == "role":
            return
        is_label = entry.section == "label"
        others = self._others(entry)
        names: dict[int | None, str] = dict(others)

        def preview(words: Collection[str], into: int | None, name: str) -> str:
            assert self._session.store is not None
            touched = (
                codebook_preview.split_label(self._session.store, entry.id, words, into)
                if is_label
                else codebook_preview.split_type(self._session.store, entry.id, words)
            )
            return codebook_preview.split_sentence(touched, names.get(into, name))

        words = (codebook_preview.surfaces if is_label else codebook_preview.triggers)(store, entry.id)
        most = 60 if is_label else 80
        dialog = SplitDialog(entry.name, words, others, preview, self._window, what=ONE[entry.section], most=most)
        dialog.attempt = lambda: self._split(entry, dialog)
        self._open(dialog)

    def _others(self, entry: Entry) -> list[tuple[int, str]]:
        """Return what is offered beside an entry, with names that tell them apart."""
        if entry.section == "event_type":
            return [(each.id, each.path) for each in self.content.types if each.id != entry.id and not each.retired]
        return [(each.id, each.name) for each in self.content.labels if each.id != entry.id and not each.retired]

    def _split(self, entry: Entry, dialog: SplitDialog) -> str:
        words, into, name = set(dialog.words.chosen), dialog.target, dialog.name.text().strip()
        colour = next_swatch([label.colour for label in self.content.labels], name)

        def work(store: Store) -> Changes:
            if entry.section == "event_type":
                return codebook_edit.split_type(store, entry.id, words, into=into, name=name)
            return codebook_edit.split_label(store, entry.id, words, into=into, name=name, colour=colour)

        rows = sum(number for word, number in dialog.words.every if word in words)
        return self._do(rows, f"Splitting {entry.name}", work)

    def retire(self, entry: Entry) -> None:
        """Retire it after saying what that means; what is retired is restored."""
        if self._session.store is None or self._session.read_only:
            return
        if entry.retired:
            self.restore(entry)
            return
        touched = _OF[entry.section](self._session.store, entry.id)
        dialog = AskDialog(f"Retire {entry.name}?", "Retire", self._window)
        dialog.say(codebook_preview.retire_sentence(touched, entry.name))
        dialog.attempt = lambda: self._try(_RETIRE[entry.section], entry.id)
        self._open(dialog)

    def restore(self, entry: Entry) -> None:
        """Offer it again."""
        self._session.write(self._window, _RESTORE[entry.section], entry.id)

    def move(self, entry: Entry, step: int) -> None:
        """Move it up (-1) or down (+1) among those beside it that are on offer."""
        ids = self._beside(entry)
        shown = [each for each in ids if not self._is_retired(entry.section, each)]
        at = shown.index(entry.id) if entry.id in shown else -1
        if self._session.read_only or at < 0 or not 0 <= at + step < len(shown):
            return
        other = shown[at + step]
        ids.remove(entry.id)
        ids.insert(ids.index(other) + (step > 0), entry.id)
        self._session.write(self._window, _REORDER[entry.section], ids)

    def _beside(self, entry: Entry) -> list[int]:
        if entry.section == "event_type":
            mine = self.content.type(entry.id)
            return [each.id for each in self.content.types if mine and each.parent_id == mine.parent_id]
        return [each.id for each in self.content.entries(entry.section, retired=True)]

    def _is_retired(self, section: Section, entry_id: int) -> bool:
        return any(each.id == entry_id and each.retired for each in self.content.entries(section, retired=True))

    # Codebooks in and out

    def use_shipped(self) -> None:
        """Ask which of the codebooks that come along is put to use."""
        self._use([codebook.load(each) for each in codebook.shipped()])

    def ask_import(self) -> None:
        """Ask for a file, and put the codebook in it to use."""
        kinds = "Codebooks (*.toml *.conf *.xml)"
        name, _ = QFileDialog.getOpenFileName(self._window, "Import a codebook", str(Path.home()), kinds)
        if name:
            self.import_file(Path(name))

    def import_file(self, path: Path) -> None:
        """Ask whether the codebook in a file is put to use (TOML, brat, Label Studio)."""
        try:
            found = codebook.load(str(path))
        except UserError as error:
            self._session.failed.emit(str(error))
            return
        self._use([found])

    def _use(self, books: Sequence[codebook.Codebook]) -> None:
        from desktop.codebook.books import BookDialog

        if self._session.store is None or self._session.read_only:
            return
        dialog = BookDialog(self._session.store, books, self._window)
        dialog.attempt = lambda: self._try(codebook.use, dialog.book)
        self._open(dialog)

    def ask_export(self) -> None:
        """Ask where the codebook is to be written as TOML."""
        store = self._session.store
        if store is None:
            return
        start = str(Path.home() / f"{codebook.of_project(store).id}.toml")
        name, _ = QFileDialog.getSaveFileName(self._window, "Export the codebook", start, "Codebook (*.toml)")
        if name:
            self.export_file(Path(name))

    def export_file(self, path: Path) -> None:
        """Write the codebook as TOML."""
        if self._session.store is None:
            return
        text = codebook.dump(codebook.of_project(self._session.store))
        path = path if path.suffix else path.with_suffix(".toml")
        try:
            path.write_text(text, "utf-8", newline="\n")
        except OSError as error:
            self._session.failed.emit(f"{path} could not be written: {error.strerror}. Choose another folder.")

    # Writing

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _try(self, function: Callable[..., Changes], *args: Any, **values: Any) -> str:
        """Write; return why it was refused, "" when it was not."""
        refused: list[str] = []
        self._session.failed.connect(refused.append)
        done = self._session.write(self._window, function, *args, **values)
        self._session.failed.disconnect(refused.append)
        return "" if done is not None else refused[-1] if refused else "The project is not open for writing."

    def _do(self, rows: int, title: str, work: Callable[[Store], Changes]) -> str:
        """Write at once, or as a job where that would hold up the window."""
        if self.job is None or rows < BULK:
            return self._try(work)
        self.job(title, lambda store, progress: work(store))
        return ""


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None
