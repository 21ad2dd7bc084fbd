"""Which file an article came from: kept with the import, once for each file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.article import FileRead, Item, RawArticle, Refusal
from corpus.store import Store
from corpus.text import clean_text

_INSERT = "INSERT INTO file (batch_id, name, size, sha256, reader) VALUES (?, ?, ?, ?, ?)"


@dataclass(slots=True)
class Origin:
    """A file that articles come from; `id` of its row is None until one has come."""

    read: FileRead
    id: int | None = None

    def part(self, where: str) -> str:
        """Return what a report's "wires.jsonl, line 12" says beyond the file's name."""
        return where.removeprefix(self.read.name).removeprefix(", ")


@dataclass(slots=True)
class Chunk:
    """What came together: articles, each with the file it is from, and what was refused."""

    raws: list[RawArticle] = field(default_factory=list)
    origins: list[Origin | None] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    ended: list[Origin] = field(default_factory=list)


class FileIntake:
    """Follows which file is being read, and keeps a row of each that gave articles."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._present: Origin | None = None

    def sort(self, items: Sequence[Item]) -> Chunk:
        """Tell articles, refusals and files apart."""
        chunk = Chunk()
        for item in items:
            if isinstance(item, Refusal):
                chunk.refused.append(item)
            elif isinstance(item, RawArticle):
                chunk.raws.append(item)
                chunk.origins.append(self._present)
            elif not item.sha256:
                self._present = Origin(item)
            elif self._present is not None and self._present.read.name == item.name:
                self._present.read = item
                chunk.ended.append(self._present)
                self._present = None
        return chunk

    def keep(self, origin: Origin | None, batch_id: int) -> int | None:
        """Return the row of the file an article is from, None when it is from no file."""
        if origin is None:
            return None
        if origin.id is None:
            read = origin.read
            row = (batch_id, clean_text(read.name) or "?", read.size, read.sha256, read.reader)
            origin.id = self._store.db.conn.execute(_INSERT, row).lastrowid
        return origin.id

    def end(self, ended: Sequence[Origin]) -> None:
        """Write what is known of files now that they have been read to their end."""
        self._store.db.conn.executemany(
            "UPDATE file SET size = ?, sha256 = ?, reader = ? WHERE id = ?",
            [(each.read.size, each.read.sha256, each.read.reader, each.id) for each in ended if each.id is not None],
        )
