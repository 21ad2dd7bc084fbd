"""A folder that is exported as one: written beside its place, put there when it is whole, told by its manifest.

A process killed at any moment leaves the former export or the new one, never a mixture. What others have put into the
folder (a trained model, notes) moves along; a text file of ours that somebody has edited is kept under another name.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from corpus.errors import UserError

MANIFEST = "dateline-export.json"
_EDITABLE = {".cfg", ".yml", ".md"}


def former(out: Path, kind: str) -> dict[str, Any] | None:
    """Return the manifest of the export that lies in `out`, None when there is nothing.

    Raises:
        UserError: something else lies there, which an export would overwrite.
    """
    if not out.name:
        raise UserError(f"{out} is a whole disk; name a folder on it for the export.")
    _recover(out)
    if not out.exists():
        return None
    if not out.is_dir():
        raise UserError(f"{out} is a file; name a folder for the export.")
    names = sorted(path.name for path in out.iterdir())
    if not names:
        return None
    manifest = _read(out)
    if manifest is None:
        raise UserError(f"{out} holds other files ({names[0]}); choose a new or empty folder for the export.")
    if manifest.get("kind") != kind:
        raise UserError(f"{out} holds an export of another format ({manifest.get('kind')}); choose another folder.")
    return manifest


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """Give an empty folder to write in; when the block ends well, it takes the place of `out`.

    Raises:
        UserError: the folder or the one around it cannot be written.
    """
    new = out.with_name(f".{out.name}.new")
    try:
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        yield new
        _put_in_place(new, out)
    except OSError as error:
        raise UserError(f"{out} could not be written: {error.strerror or error}. Nothing there was changed.") from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def write_manifest(folder: Path, kind: str, checks: Mapping[str, str], more: Mapping[str, Any]) -> None:
    """Write the manifest, which names every file with its size in bytes and its SHA-256."""
    files = {name: {"size": (folder / name).stat().st_size, "sha256": check} for name, check in sorted(checks.items())}
    content = {"kind": kind, "files": files, **more}
    (folder / MANIFEST).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def is_intact(folder: Path, manifest: Mapping[str, Any], name: str) -> bool:
    """Whether a file is still what the manifest says."""
    entry, path = manifest.get("files", {}).get(name), folder / name
    if not isinstance(entry, dict) or not path.is_file() or path.stat().st_size != entry.get("size"):
        return False
    return checksum(path) == entry.get("sha256")


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def reuse(source: Path, target: Path) -> None:
    """Make `target` the same file as `source`, without copying where the disk can do that."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:  # another disk, or a file system without links
        shutil.copyfile(source, target)


def _read(folder: Path) -> dict[str, Any] | None:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) and isinstance(manifest.get("files"), dict) else None


def _put_in_place(new: Path, out: Path) -> None:
    if not out.exists():
        new.rename(out)
        return
    old = _aside(out)
    out.rename(old)
    try:
        new.rename(out)
    except OSError:
        old.rename(out)
        raise
    _carry_over(old, out)


def _aside(out: Path) -> Path:
    return out.with_name(f".{out.name}.old")


def _recover(out: Path) -> None:
    """Finish what a killed export left between its two renamings, or after them."""
    old = _aside(out)
    if not old.is_dir():
        return
    try:
        if out.exists():
            _carry_over(old, out)
        else:
            old.rename(out)
    except OSError as error:
        raise UserError(f"{old} is left from an export that was cut off and cannot be moved: {error}.") from error


def _carry_over(old: Path, out: Path) -> None:
    """Move what is not ours, or edited, into the new export, and remove the rest of the old one."""
    manifest = _read(old) or {}
    ours = {Path(name).parts[0] for name in manifest.get("files", {})}
    for path in sorted(old.iterdir()):
        if path.name in ours and path.suffix in _EDITABLE and not is_intact(old, manifest, path.name):
            path.replace(_free(out / f"{path.stem}.yours{path.suffix}"))
        elif path.name not in ours and path.name != MANIFEST:
            path.rename(_free(out / path.name))
    with suppress(OSError):
        shutil.rmtree(old)


def _free(path: Path) -> Path:
    """Return the path, or the first like it that nothing lies at."""
    number, free = 2, path
    while free.exists():
        number, free = number + 1, path.with_name(f"{path.stem}.{number}{path.suffix}")
    return free
