"""Files of articles to articles. Parsing happens in a child process that can be killed.

`read_paths` is the way in for files and folders, `read_text` for a pasted story. `SUFFIXES` are all file endings,
`FILTERS` the same by kind with what to call it.

Importing this loads no format: the window imports parts of it when it starts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from corpus.article import FileRead, Item, RawArticle, Refusal
from corpus.errors import UserError
from corpus.progress import Progress, silent
from corpus.readers.limits import Limits

if TYPE_CHECKING:
    from corpus.readers.walk import File

    SUFFIXES: tuple[str, ...]
    FILTERS: tuple[tuple[str, tuple[str, ...]], ...]

__all__ = ["FILTERS", "SUFFIXES", "Limits", "read_files", "read_paths", "read_text"]


def __getattr__(name: str) -> object:
    """Return `SUFFIXES` or `FILTERS`; the first to ask loads every format."""
    if name not in ("SUFFIXES", "FILTERS"):  # also asked for every module of this package
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from corpus.readers.registry import by_suffix, formats

    if name == "SUFFIXES":
        return tuple(sorted(by_suffix()))
    return tuple((each.title[:1].upper() + each.title[1:], each.suffixes) for each in formats())


def read_paths(
    paths: Sequence[Path],
    *,
    columns: Mapping[str, str] | None = None,
    limits: Limits = Limits(),
    progress: Progress = silent,
) -> Iterator[RawArticle | Refusal]:
    """Yield the articles in files and folders, in order, and a refusal for whatever could not be read.

    See `read_files`, which also tells of the files themselves.
    """
    for item in read_files(paths, columns=columns, limits=limits, progress=progress):
        if not isinstance(item, FileRead):
            yield item


def read_files(
    paths: Sequence[Path],
    *,
    columns: Mapping[str, str] | None = None,
    by_file: Mapping[Path, Mapping[str, str] | None] = MappingProxyType({}),
    languages: bool = False,
    limits: Limits = Limits(),
    progress: Progress = silent,
) -> Iterator[Item]:
    """Yield the articles in files and folders, in order, a refusal for whatever could not be read, and the files.

    Args:
        columns: which column of a table holds which field of an article ({"text": "Body"}); empty to guess.
        by_file: the same for single files, by absolute path; None leaves a file out, which is said.
        languages: find out the language of articles that do not say it.

    `progress` counts bytes, and is asked ten times a second whether to stop. Closing the iterator, or a
    `Cancelled` from `progress`, kills the child at once.

    Raises:
        UserError: the reading process cannot be started.
    """
    from corpus.readers.reading import Reading
    from corpus.readers.walk import walk

    files = [_wanted(file, limits, by_file) for file in walk(paths)]
    yield from Reading(files, limits, progress, columns=columns or {}, by_file=by_file, languages=languages).items()


def read_text(text: str, *, where: str = "pasted text", limits: Limits = Limits()) -> RawArticle:
    """Return a pasted story as an article; title, date and outlet come from its first lines, the text stays whole.

    Raises:
        UserError: there is no text, or too much.
    """
    from corpus.readers.encodings import Encoding
    from corpus.readers.format import too_long
    from corpus.readers.formats.plain import story

    if not text.strip("\ufeff \t\r\n\x00"):
        raise UserError("There is no text here to make an article of.")
    if len(text) > limits.text:
        raise UserError(too_long(f"The {where}", len(text), limits.text))
    return story(text, where, Encoding("utf-8"))


def _wanted(file: File | Refusal, limits: Limits, by_file: Mapping[Path, Mapping[str, str] | None]) -> File | Refusal:
    if isinstance(file, Refusal):
        return file
    if by_file.get(file.path, {}) is None:
        return Refusal(file.name, f"{file.name} was left out when you were asked what its columns hold.")
    if file.size <= limits.file_bytes:
        return file
    sentence = f"{file.name} has {file.size:,} bytes, over the limit of {limits.file_bytes:,}; split it."
    return Refusal(file.name, sentence)
