"""The project's models: rows of table `model`, and the folders beside the project file that they name.

A folder is what spaCy writes (`nlp.to_disk`), so `spacy.load` reads it without Dateline's help. What is in it is kept
as SHA-256 sums in the project: a folder that somebody changed is not loaded.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path, PurePosixPath
from typing import Any

from corpus import stored_json
from corpus.errors import UserError
from corpus.progress import Progress, silent
from corpus.store import Store
from labels import own_models
from labels.model import Model

USED = "model"  # the setting that names the model in use
_JSON = ("manifest", "settings", "scores")
_NUMBER = re.compile("[0-9]{1,9}")
_CODE = frozenset({".py", ".pyc", ".pyd", ".so", ".dll", ".dylib", ".pkl", ".pickle", ".pth"})
_COLUMNS = tuple(each.name for each in fields(Model) if each.name != "used")


def home(store: Store) -> Path:
    """Return the folder that holds the models' folders, beside the project file; it need not be there yet."""
    path = store.path.resolve()
    return path.with_name(f"{path.stem}.models")


def all_models(store: Store) -> list[Model]:
    """Return them, newest first."""
    used_now = store.setting(USED)
    rows = store.rows(f"SELECT {', '.join(_COLUMNS)} FROM model ORDER BY number DESC")
    return [_read(row, used_now) for row in rows]


def get(store: Store, number: int) -> Model:
    """Return one model.

    Raises:
        UserError: there is none of this number.
    """
    row = store.row(f"SELECT {', '.join(_COLUMNS)} FROM model WHERE number = ?", (number,))
    if row is None:
        raise UserError(f"There is no Model {number} in this project; look at the list of models.")
    return _read(row, store.setting(USED))


def used(store: Store) -> Model | None:
    """Return the model whose suggestions are shown, None when there is none."""
    uid = store.setting(USED)
    row = store.row(f"SELECT {', '.join(_COLUMNS)} FROM model WHERE uid = ?", (uid,)) if uid else None
    return _read(row, uid) if row else None


def use(store: Store, number: int | None) -> None:
    """Use another model from now on, or none.

    Raises:
        UserError: there is none of this number.
    """
    store.set_setting(USED, "" if number is None else get(store, number).uid)


def insert(store: Store, model: Model) -> Model:
    """Add the row of a new model and return it with its id."""
    row = {name: _written(name, getattr(model, name)) for name in _COLUMNS if name != "id"}
    with store.transaction():
        store.db.table("model").insert(row)
    return get(store, model.number)


def next_number(store: Store) -> int:
    """Return the number of the next model; numbers of removed ones do not come back while one has suggested."""
    highest = int(store.value("SELECT coalesce(max(number), 0) FROM model"))
    kept = store.setting("model_number", "0")
    return max(highest, int(kept) if _NUMBER.fullmatch(kept) else 0) + 1


def remove(store: Store, number: int) -> None:
    """Delete a model: its row, its suggestions that wait, and its folder; coding accepted from it stays.

    Raises:
        UserError: there is none of this number, or its folder cannot be deleted.
    """
    model = get(store, number)
    folder = _own_folder(store, model)
    with store.transaction():
        store.set_setting("model_number", str(next_number(store) - 1))
        for table in ("suggestion", "suggested_event"):
            store.db.execute(f"DELETE FROM {table} WHERE origin = ?", (model.origin,))
        store.db.execute("DELETE FROM model WHERE id = ?", (model.id,))
        if model.used:
            store.set_setting(USED, "")
    if folder is None:
        return
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        raise UserError(f"{model.name} is gone, but {folder} could not be deleted: {error.strerror}.") from error


def annotate(store: Store, number: int, note: str) -> None:
    """Keep a note with a model.

    Raises:
        UserError: there is none of this number.
    """
    model = get(store, number)
    with store.transaction():
        store.db.execute("UPDATE model SET note = ? WHERE id = ?", (note, model.id))


def verify(store: Store, model: Model) -> Path:
    """Return the model's folder when it holds just what was written there.

    Raises:
        UserError: the folder, or a file in it, is missing, changed or was added; or it brings code and was not made
            on this computer.
    """
    folder = _folder(store, model)
    if not folder.is_dir():
        raise UserError(f"The folder of {model.name} is missing: {folder}. Put it back, or train again.")
    found = manifest(folder)
    differing = sorted(
        name for name in found.keys() | model.manifest.keys() if found.get(name) != model.manifest.get(name)
    )
    if differing or not found:
        what = differing[0] if differing else folder.name
        raise UserError(
            f"{model.name} is not what was trained: {what} was changed, added or is missing. It was not loaded; "
            "train again."
        )
    if (code := brought_code(folder)) and not own_models.has(found):
        raise UserError(
            f"{model.name} brings code of its own ({code[0]}) and was not made on this computer, so it was not loaded; "
            "train again, from a base that you trust."
        )
    return folder


def brought_code(folder: Path) -> list[str]:
    """Return the files of a folder that are code, or may hold some (pickles)."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix.lower() in _CODE)


def manifest(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder by its relative POSIX path.

    Raises:
        UserError: it holds a link, or cannot be read.
    """
    found: dict[str, str] = {}
    try:
        for path in sorted(folder.rglob("*")):
            if path.is_symlink():
                raise UserError(f"{path} is a link; a model's folder holds files only.")
            if path.is_file():
                found[path.relative_to(folder).as_posix()] = _checksum(path)
    except OSError as error:
        raise UserError(f"{folder} cannot be read: {error.strerror}.") from error
    return found


def size(folder: Path) -> int:
    """Return the bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def package(store: Store, model: Model, out: Path, *, progress: Progress = silent) -> Path:
    """Make of a model a Python package that pip installs and `spacy.load` loads by its name.

    Raises:
        UserError: the model was changed, rests on code of its base, or `out` cannot be written.
        Cancelled: `progress` asked to stop.
    """
    from labels.training.package import package_in_child

    folder = verify(store, model)
    if code := brought_code(folder):
        raise UserError(f"{model.name} rests on code of its base ({code[0]}), so no package can be made of it.")
    return package_in_child(store, model, folder, out, progress=progress)


def _own_folder(store: Store, model: Model) -> Path | None:
    """Return the folder that goes with a model; None where it is not its alone, or lies elsewhere: that stays."""
    if store.value("SELECT 1 FROM model WHERE folder = ? AND id <> ?", (model.folder, model.id)):
        return None
    try:
        return _folder(store, model)
    except UserError:
        return None


def _folder(store: Store, model: Model) -> Path:
    """Return where the folder must be; a project file from elsewhere names none outside.

    Raises:
        UserError: the name is no plain name.
    """
    name = PurePosixPath(model.folder.replace("\\", "/"))
    if len(name.parts) != 1 or name.parts[0] in ("..", ".", "/") or ":" in model.folder:
        raise UserError(f"{model.name} names a folder outside this project's models ({model.folder}); train again.")
    return home(store) / model.folder


def _read(row: tuple[Any, ...], used_now: str) -> Model:
    values = dict(zip(_COLUMNS, row, strict=True))
    for name in _JSON:
        values[name] = stored_json.mapping(values[name])  # a damaged manifest counts as changed
    return Model(**values, used=bool(used_now) and values["uid"] == used_now)


def _written(name: str, value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, Mapping) and name in _JSON else value


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
