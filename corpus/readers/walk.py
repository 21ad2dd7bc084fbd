"""Which files are meant: folders are walked in order, once each, without what the system hides."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from corpus.article import Refusal
from corpus.readers.registry import by_suffix, formats

_SYSTEM = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "__macosx", "$recycle.bin", "icon\r"})
OUR_EXPORT, OUR_ARTICLES = "dateline-export.json", "articles.jsonl"
_WINDOWS_HIDDEN = 0x2 | 0x4  # FILE_ATTRIBUTE_HIDDEN, FILE_ATTRIBUTE_SYSTEM


@dataclass(frozen=True, slots=True)
class File:
    """A file to be read.

    Attributes:
        name: what to call it: its own name, or its path from the folder that was given.
        size: bytes.
    """

    path: Path
    name: str
    size: int


def walk(paths: Iterable[Path]) -> Iterator[File | Refusal]:
    """Yield the readable files of `paths` and the folders among them, and a refusal for each other file."""
    seen: set[tuple[int, int]] = set()
    told = False
    for path in paths:
        absolute = Path(os.path.abspath(path))  # resolve() would rename links
        for found in _visit(absolute, absolute.name or str(absolute), seen):
            if isinstance(found, File) and not is_readable(found.path.name):
                yield unreadable(found.name, found.path.name, briefly=told)
                told = True
            else:
                yield found


def is_readable(name: str) -> bool:
    """Return whether a file of that name is of a format we read."""
    return PurePath(name).suffix.lower() in by_suffix()


def unreadable(name: str, file: str, *, briefly: bool = False) -> Refusal:
    """Return the refusal of a file of another format, or without an ending; `name` is what to call it.

    `briefly`: what Dateline does read was said already.
    """
    kinds = ", ".join(each.title for each in formats())
    if not PurePath(file).suffix:
        said, more = f"{name} has no ending that says what it is", f"; Dateline reads {kinds}"
    else:
        said, more = f"{name} is a format Dateline does not read yet", f"; it reads {kinds}"
    return Refusal(name, said + ("" if briefly else more) + ".")


def is_hidden(name: str) -> bool:
    """Return whether a file or folder of that name is one that systems and programs keep for themselves."""
    return name.startswith((".", "~$")) or name.casefold() in _SYSTEM


def _visit(path: Path, name: str, seen: set[tuple[int, int]]) -> Iterator[File | Refusal]:
    """Walk without recursion of calls: folders may lie thousands deep."""
    waiting = [(path, name)]
    while waiting:
        path, name = waiting.pop()
        try:
            status = path.stat()
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name
            yield Refusal(name, f"{name} cannot be opened: {_why(error)}.")
            continue
        if not stat.S_ISDIR(status.st_mode):
            yield _file(path, name, status)
            continue
        identity = (status.st_dev, status.st_ino)
        if identity in seen and identity[1]:
            continue  # a link back to where we have been
        seen.add(identity)
        try:
            children = [(path / child, f"{name}/{child}") for child in _children(path)]
        except OSError as error:
            yield Refusal(name, f"The folder {name} cannot be opened: {_why(error)}.")
            continue
        waiting.extend(reversed(children))


def _children(folder: Path) -> list[str]:
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if not _hidden(entry))
    if OUR_EXPORT in names:
        # One of our own exports: its articles come back, its ledger and data card are no articles.
        return [name for name in names if name == OUR_ARTICLES] or [OUR_EXPORT]
    return names


def _hidden(entry: os.DirEntry[str]) -> bool:
    if is_hidden(entry.name):
        return True
    if os.name != "nt":
        return False
    return bool(getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0) & _WINDOWS_HIDDEN)


def _file(path: Path, name: str, status: os.stat_result) -> File | Refusal:
    if not stat.S_ISREG(status.st_mode):
        return Refusal(name, f"{name} is a device or a pipe, not a file.")
    if path.name == OUR_EXPORT:
        return Refusal(name, f"{name}: an export for spaCy holds no articles to import; export as JSONL for that.")
    return File(path, name, status.st_size)


def _why(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return "you have no permission to read it"
    if isinstance(error, FileNotFoundError):
        return "it is not there any more"
    return (error.strerror if isinstance(error, OSError) else None) or "its name is not valid"
