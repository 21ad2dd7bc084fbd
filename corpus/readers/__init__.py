"""Files of articles to articles. Parsing happens in a child process that can be killed.

`read_paths` is the way in for files and folders, `read_text` for a pasted story.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.article import RawArticle, Refusal
from corpus.errors import UserError
from corpus.progress import Progress, silent
from corpus.readers.encodings import Encoding
from corpus.readers.format import too_long
from corpus.readers.formats.plain import story
from corpus.readers.limits import Limits
from corpus.readers.reading import Reading
from corpus.readers.registry import by_suffix, formats
from corpus.readers.walk import File, walk

SUFFIXES: tuple[str, ...] = tuple(sorted(by_suffix()))
FILTERS: tuple[tuple[str, tuple[str, ...]], ...] = tuple(
    (each.title[:1].upper() + each.title[1:], each.suffixes) for each in formats()
)

__all__ = ["FILTERS", "SUFFIXES", "Limits", "read_paths", "read_text"]


def read_paths(
    paths: Sequence[Path], *, limits: Limits = Limits(), progress: Progress = silent
) -> Iterator[RawArticle | Refusal]:
    """Yield the articles in files and folders, in order, and a refusal for whatever could not be read.

    `progress` counts bytes, and is asked ten times a second whether to stop. Closing the iterator, or a
    `Cancelled` from `progress`, kills the child at once.

    Raises:
        UserError: the reading process cannot be started.
    """
    files = [_within(file, limits) for file in walk(paths)]
    yield from Reading(files, limits, progress).items()


def read_text(text: str, *, where: str = "pasted text", limits: Limits = Limits()) -> RawArticle:
    """Return a pasted story as an article; title, date and outlet come from its first lines, the text stays whole.

    Raises:
        UserError: there is no text, or too much.
    """
    if not text.strip("\ufeff \t\r\n\x00"):
        raise UserError("There is no text here to make an article of.")
    if len(text) > limits.text:
        raise UserError(too_long(f"The {where}", len(text), limits.text))
    return story(text, where, Encoding("utf-8"))


def _within(file: File | Refusal, limits: Limits) -> File | Refusal:
    if isinstance(file, Refusal) or file.size <= limits.file_bytes:
        return file
    sentence = f"{file.name} has {file.size:,} bytes, over the limit of {limits.file_bytes:,}; split it."
    return Refusal(file.name, sentence)
