"""All SQL on imports: which there were, what came in, from which files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pyroaring import BitMap

from corpus import facets, stored_json
from corpus.store import Store

_LONG = 200_000  # code points from which words are estimated, not counted
_PER_WORD = 6  # code points of a word and the blank after it, where they are estimated
_AT_ONCE = 500
# Whether articles of another import, or of none, lie between two ids: one look into the index for each import.
_OTHERS = (
    "SELECT 1 FROM (SELECT id FROM batch UNION ALL SELECT NULL) AS other WHERE other.id IS NOT ? "
    "AND EXISTS (SELECT 1 FROM article WHERE batch_id IS other.id AND article.id BETWEEN ? AND ?) LIMIT 1"
)
_COUNTED = 50_000  # articles beyond which those of each file are not counted: it would read them all


@dataclass(frozen=True, slots=True)
class Import:
    """One import.

    Attributes:
        at: when, UTC in ISO 8601. coder: who brought it in, "" when nothing came in.
        files: how many files gave articles; name: the first of them, "" for none.
        taken_back: somebody has undone it.
        figures: what became of what it brought (`intake_notes.figures`); empty where an older Dateline did it.
    """

    id: int
    at: str
    coder: str
    files: int
    name: str
    taken_back: bool
    figures: dict[str, Any] = field(default_factory=dict)

    @property
    def added(self) -> int:
        """Articles that came in."""
        return self.figure("added")

    @property
    def skipped(self) -> int:
        """What did not come in: refused, held already, or spans and events left out."""
        return sum(self.figure(key) for key in ("refused", "copies", "left_out"))

    def figure(self, key: str) -> int:
        """Return one of the figures, 0 where it is not known."""
        found = self.figures.get(key)
        return found if isinstance(found, int) and found >= 0 else 0


@dataclass(frozen=True, slots=True)
class File:
    """A file that gave articles.

    Attributes:
        sha256, reader: of its bytes, and which reader read it ("pdf 1"); "" when it was not read to its end.
        articles: how many it gave; 0 where an import is so large that they are not counted file by file.
    """

    id: int
    name: str
    size: int
    sha256: str
    reader: str
    articles: int


@dataclass(frozen=True, slots=True)
class Row:
    """What the intake page shows of an article.

    Attributes:
        words: number of words, estimated for very long texts.
        copies: articles in its group of near-copies, itself too; 0 when it is in none.
        file, part: the file it came from, and the place in it; "" for none.
    """

    id: int
    title: str
    source: str
    published: str
    language: str
    words: int
    copies: int
    file: str
    part: str

    @property
    def place(self) -> str:
        """File and place in one."""
        return ", ".join(each for each in (self.file, self.part) if each)


def imports(store: Store) -> list[Import]:
    """Return all imports, the newest first; those that brought nothing are there when there is something to say."""
    steps = {
        batch_id: (coder, state)
        for batch_id, coder, state in store.rows(
            "SELECT batch_id, coder.name, state FROM step JOIN coder ON coder.id = coder_id WHERE batch_id IS NOT NULL"
        )
    }
    rows = store.rows(
        "SELECT batch.id, at, report, (SELECT count(*) FROM file WHERE batch_id = batch.id), "
        "coalesce((SELECT name FROM file WHERE batch_id = batch.id ORDER BY id LIMIT 1), '') "
        "FROM batch WHERE kind = 'import' ORDER BY batch.id DESC"
    )
    found = []
    for batch_id, at, report, files, name in rows:
        coder, state = steps.get(batch_id, ("", 0))
        figures = stored_json.mapping(report) or {"added": len(_all_ids(store, batch_id))}
        found.append(Import(batch_id, at, coder, files, name, state in (1, 2), figures))
    return found


def article_ids(store: Store, batch_id: int | None = None) -> BitMap:
    """Return the articles of an import (None: of the project) that are not removed."""
    present = facets.ids(store, "article")
    return present if batch_id is None else present & _all_ids(store, batch_id)


def files(store: Store, batch_id: int) -> list[File]:
    """Return the files of an import that gave articles, in the order they were read."""
    rows = store.rows("SELECT id, name, size, sha256, reader FROM file WHERE batch_id = ? ORDER BY id", (batch_id,))
    articles = _all_ids(store, batch_id)
    if len(rows) == 1:
        return [File(*(*rows[0], len(articles)))]
    given = dict(_given(store, batch_id)) if len(articles) <= _COUNTED else {}
    return [File(*(*row, int(given.get(row[0], 0)))) for row in rows]


def rows(store: Store, wanted: Sequence[int]) -> list[Row]:
    """Return rows for some articles, in that order; those that are gone are left out."""
    known: dict[int, Row] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        known |= {row.id: row for row in _rows(store, wanted[start : start + _AT_ONCE])}
    return [known[article_id] for article_id in wanted if article_id in known]


def _rows(store: Store, wanted: Sequence[int]) -> Iterator[Row]:
    marks = ", ".join("?" * len(wanted))
    found = store.rows(
        "SELECT article.id, title, source, published, language, length, group_id, coalesce(file.name, ''), file_part, "
        f"CASE WHEN length < {_LONG} THEN text ELSE '' END FROM article "
        "JOIN article_text ON article_id = article.id LEFT JOIN file ON file.id = file_id "
        f"WHERE article.id IN ({marks}) AND removed = 0",
        wanted,
    )
    sizes = _sizes(store, {row[6] for row in found if row[6] is not None})
    for article_id, title, source, published, language, length, group, name, part, text in found:
        words = len(text.split()) if length < _LONG else length // _PER_WORD
        copies = sizes.get(group, 0)
        copies = copies if copies > 1 else 0
        yield Row(article_id, title, source, published, language, words, copies, name, part)


def _sizes(store: Store, groups: set[int]) -> dict[int, int]:
    if not groups:
        return {}
    marks = ", ".join("?" * len(groups))
    return dict(
        store.rows(
            f"SELECT group_id, count(*) FROM article WHERE group_id IN ({marks}) AND removed = 0 GROUP BY group_id",
            sorted(groups),
        )
    )


def _given(store: Store, batch_id: int) -> list[tuple[Any, ...]]:
    """Return how many articles each file gave."""
    return store.rows(
        "SELECT file_id, count(*) FROM article WHERE batch_id = ? AND file_id IS NOT NULL GROUP BY file_id", (batch_id,)
    )


def _all_ids(store: Store, batch_id: int) -> BitMap:
    """Return the articles of an import, removed ones too.

    They mostly follow one another, with none of another import among them: then nothing is walked, at any size.
    """
    first = store.value("SELECT min(id) FROM article WHERE batch_id = ?", (batch_id,))
    if first is None:
        return BitMap()
    last = store.value("SELECT max(id) FROM article WHERE batch_id = ?", (batch_id,))
    if store.row(_OTHERS, (batch_id, first, last)) is None:
        return BitMap(range(first, last + 1))
    return BitMap(row[0] for row in store.stream("SELECT id FROM article WHERE batch_id = ?", (batch_id,)))
