"""What a file format is to the readers: a name, file endings and a function."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corpus.article import RawArticle, Refusal
from corpus.readers.limits import Limits

Found = RawArticle | Refusal


def _nothing() -> None:
    """Nobody waits for a sign of life."""


@dataclass(slots=True)
class Job:
    """One file to be read.

    Attributes:
        name: what to call it in sentences.
        position: bytes read so far; a reader of long files keeps it up to date.
        columns: of a table, which column holds which field of an article, as the analyst said; empty to guess.
        depth: how many archives or messages the file lies in.
        languages: whether to find out the language of articles that do not say it (a second for the first).
        beat: called by a reader that works long without giving anything: it says that it is alive.
    """

    path: Path
    name: str
    limits: Limits = Limits()
    position: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)
    depth: int = 0
    languages: bool = False
    beat: Callable[[], object] = _nothing

    def place(self, where: str) -> str:
        """Return "wires.jsonl, line 12"."""
        return f"{self.name}, {where}"

    def refuse(self, reason: str) -> Refusal:
        """Return a refusal of the whole file; `reason` continues a sentence that begins with its name."""
        return Refusal(self.name, f"{self.name} {reason}")


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be read. Each module of `corpus.readers.formats` holds one as `FORMAT`.

    Attributes:
        name: short, for records ("pdf").
        title: what to call such files in a sentence ("web pages").
        suffixes: file endings, lower case, with their dot.
        read: yields what a file holds; what it raises becomes a refusal of the file.
        version: raised whenever the same file would give another text.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    read: Callable[[Job], Iterator[Found]]
    version: int = 1


def within(article: RawArticle, limits: Limits) -> Found:
    """Return an article, or the sentence that refuses it when its text is over the limit."""
    length = len(article.text)
    return article if length <= limits.text else Refusal(article.where, too_long(article.where, length, limits.text))


def too_long(name: str, length: int, limit: int, *, about: str = "") -> str:
    """Return the sentence that refuses a text of `length` code points."""
    return (
        f"{name} holds {about}{length:,} characters, over the limit of {limit:,}; "
        "split it or raise the limit in the settings."
    )
