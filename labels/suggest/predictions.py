"""What another tool proposed (a language model, another program), from a file of articles with spans.

The file is read like any file of articles, by the child that reads files; its articles are found again in the project
by their text, and its spans wait as suggestions. Nothing is added to the project otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from corpus.article import Item, RawArticle, RawSpan, Refusal
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.progress import Progress, silent
from corpus.readers import read_files
from corpus.store import Store
from corpus.text import TextMap, clean_text, fingerprint
from corpus.wording import counted, short
from labels.intake_spans import place
from labels.suggest.merge import UNSAID

_LONGEST = 60  # characters of a tool's name
_AT_ONCE = 200  # articles in one commit
_SCORES = ("score", "confidence", "probability", "prob")
_INSERT = (
    'INSERT INTO suggestion (article_id, start, "end", label_id, origin, score) VALUES (?, ?, ?, ?, ?, ?) '
    'ON CONFLICT (article_id, start, "end", label_id, origin) DO UPDATE SET score = max(score, excluded.score)'
)
_Row = tuple[int, int, int, int, str, float]


@dataclass(slots=True)
class Taken:
    """What came of a file.

    Attributes:
        origin: of the suggestions: ``import gpt``.
        articles: of the project, that the file has something to say of; suggestions: that wait now.
        strange: articles of the file that are not in the project.
        misplaced: spans whose offsets or quoted words do not fit the article's text.
        unknown: spans by label that the codebook lacks (or has retired).
        refused: one sentence on each record, or file, that cannot be read.
    """

    origin: str
    articles: int = 0
    suggestions: int = 0
    strange: int = 0
    misplaced: int = 0
    unknown: Counter[str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)

    @property
    def changes(self) -> Changes:
        """For those who redraw."""
        return Changes(frozenset({"suggestion"}))

    @property
    def short(self) -> list[str]:
        """The same in few sentences: of missing labels and of what cannot be read the first, and how many."""
        told = self.sentences[: len(self.sentences) - len(self.refused) - len(self.unknown)]
        if self.unknown:
            names = [short(label) for label, _ in self.unknown.most_common(3)]
            more = ", …" if len(self.unknown) > len(names) else ""
            number = counted(self.unknown.total(), "span")
            told.append(f"Left out, as the codebook has no such label ({', '.join(names)}{more}): {number}.")
        told += self.refused[:1]
        if len(self.refused) > 1:
            told.append(f"Left out likewise: {counted(len(self.refused) - 1, 'line')}.")
        return told

    @property
    def sentences(self) -> list[str]:
        """What is to be told, in plain sentences."""
        told = [f"{counted(self.suggestions, 'suggestion')} in {counted(self.articles, 'article')} wait for review."]
        if self.strange:
            told.append(f"Not in this project: {counted(self.strange, 'article')} of the file.")
        if self.misplaced:
            told.append(f"Left out, as they do not fit the text: {counted(self.misplaced, 'span')}.")
        told += [
            f"Left out, as the codebook has no label {label}: {counted(number, 'span')}."
            for label, number in self.unknown.most_common()
        ]
        return [*told, *self.refused]


def take_in(store: Store, path: Path, *, name: str = "", progress: Progress = silent) -> Taken:
    """Let the spans of a file wait as suggestions, in place of what the same tool proposed before.

    Args:
        name: of the tool, shown with each suggestion; the file's own name without one.
        progress: counts bytes.

    Raises:
        UserError: the name is none, or the file holds no article at all.
        Cancelled: `progress` raised it; what was committed stays.
    """
    taken = Taken(f"import {_name(name or path.stem)}")
    run = _Run(store, taken)
    items = iter(read_files([path], progress=progress))
    read = 0
    while some := list(islice(items, _AT_ONCE)):
        read += run.write(some)
    if not read:
        raise UserError(taken.refused[0] if taken.refused else f"{path.name} holds no article.")
    return taken


class _Run:
    """The taking in of one file."""

    def __init__(self, store: Store, taken: Taken) -> None:
        self._store = store
        self._taken = taken
        self._replaced = False
        rows = store.rows("SELECT name, id FROM label WHERE retired = 0 ORDER BY id DESC")
        self._labels = {str(label).casefold(): label_id for label, label_id in rows} | dict(rows)

    def write(self, items: Iterable[Item]) -> int:
        """Write what some items of a file propose; return how many articles were among them."""
        read = 0
        rows: dict[tuple[int, int, int, int], _Row] = {}
        for item in items:
            if isinstance(item, Refusal):
                self._taken.refused.append(item.reason)
            elif isinstance(item, RawArticle):
                read += 1
                rows.update((row[:4], row) for row in self._rows(item))
        with self._store.transaction():
            if read and not self._replaced:  # a file that cannot be read takes nothing away
                self._store.db.conn.execute("DELETE FROM suggestion WHERE origin = ?", (self._taken.origin,))
                self._replaced = True
            self._store.db.conn.executemany(_INSERT, rows.values())
        self._taken.suggestions += len(rows)
        self._taken.articles += len({row[0] for row in rows.values()})
        return read

    def _rows(self, raw: RawArticle) -> Iterator[_Row]:
        text = clean_text(raw.text)
        found = self._store.value("SELECT id FROM article WHERE sha256 = ? AND removed = 0", (fingerprint(text),))
        if found is None:
            self._taken.strange += 1
            return
        move = None if text == raw.text else TextMap(raw.text)
        for span in raw.spans:
            label_id = self._labels.get(span.label, self._labels.get(span.label.casefold()))
            bounds = place(span, move, text)
            if label_id is None:
                self._taken.unknown[span.label] += 1
            elif bounds is None or not text[slice(*bounds)].strip():
                self._taken.misplaced += 1
            else:
                yield int(found), *bounds, label_id, self._taken.origin, _score(span)


def _score(span: RawSpan) -> float:
    given = (span.fields.get(key) for key in _SCORES)
    numbers = (each for each in given if isinstance(each, int | float) and not isinstance(each, bool))
    return next((float(each) for each in numbers if 0 <= each <= 1), UNSAID)


def _name(name: str) -> str:
    plain = " ".join(clean_text(name).split())
    if not 0 < len(plain) <= _LONGEST:
        raise UserError(f"The name of the tool has 1 to {_LONGEST} characters.")
    return plain
