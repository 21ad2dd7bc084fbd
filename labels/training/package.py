"""A model as an installable package, made in a child process by spaCy's own `package`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from corpus.child import Child, ChildEnded
from corpus.errors import UserError
from corpus.progress import Progress, silent
from corpus.store import Store
from corpus.uid import new_uid
from labels.model import Model
from labels.training.training import memory_bound

_LOOK = 0.1  # seconds between two looks at whether to stop


def package_in_child(store: Store, model: Model, folder: Path, out: Path, *, progress: Progress = silent) -> Path:
    """Write wheel, source archive and package folder into `out`, and return the wheel.

    Args:
        folder: the model's, as `models.verify` gave it.

    Raises:
        UserError: `out` cannot be written, holds this version already, or the child failed.
        Cancelled: `progress` asked to stop; nothing is left in `out`.
    """
    staging = _staging(out)
    request = {"folder": str(folder), "out": str(staging), "memory": memory_bound(), "requires": []}
    child = Child("packaging")
    try:
        child.send(json.dumps(request).encode())
        report = _follow(child, model, progress)
        return _move(staging, out, report["files"], report["wheel"])
    except ChildEnded as error:
        raise UserError(f"Packaging {model.name} ended before it was done; nothing was written. Try again.") from error
    finally:
        child.stop()
        shutil.rmtree(staging, ignore_errors=True)


def _follow(child: Child, model: Model, progress: Progress) -> dict[str, Any]:
    while True:
        for line in child.receive(_LOOK):
            message = json.loads(line)
            if "trouble" in message:
                raise UserError(message["trouble"])
            if "bug" in message:
                raise RuntimeError(message["bug"])
            report: dict[str, Any] = message["report"]
            return report
        progress(0, None, f"packaging {model.name}")


def _staging(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
        staging = out / f".new-{new_uid()}"
        staging.mkdir()
    except OSError as error:
        raise UserError(f"{out} cannot be written: {error.strerror}.") from error
    return staging


def _move(staging: Path, out: Path, files: list[str], wheel: str) -> Path:
    """Move what was made to where it is wanted; what lies there already stays.

    Raises:
        UserError: something of that name lies there, or the disk does not let us.
    """
    there = next((name for name in files if (out / name).exists()), None)
    if there:
        raise UserError(f"{out / there} exists already; choose another folder, or delete it.")
    try:
        for name in files:
            (staging / name).rename(out / name)
    except OSError as error:
        raise UserError(f"{out} cannot be written: {error.strerror}.") from error
    return out / wheel
