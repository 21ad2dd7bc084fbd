"""Which pipeline a training may start from: its own models freely, installed ones too, any other folder when asked.

A pipeline's folder is data and names of functions; spaCy calls these functions. A folder may also bring Python files,
and the files of weights may be made to harm. So a folder that this project did not make is loaded only after the user
said yes, and then, like everything here, in the child without network or programs.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution, distributions, version
from pathlib import Path
from typing import Any, Literal

from corpus.errors import UserError
from corpus.store import Store
from labels import models
from labels.training.options import TrainOptions

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*(-[A-Za-z0-9_.]+)?|[A-Za-z][A-Za-z0-9_.\-]*")
_SPEC = re.compile(r"(>=|<=|==|!=|<|>)\s*(\d+(?:\.\d+)*)")
_PATHS = ("source", "vectors", "init_tok2vec")  # keys of a configuration that name pipelines or files
_KEY = re.compile(r"^\s*(" + "|".join(_PATHS) + r")\s*=\s*(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Base:
    """What a training starts from.

    Attributes:
        kind: ``blank``, ``own`` (a model of this project), ``installed`` (a Python package) or ``folder``.
        where: path of the folder, or name of the package.
    """

    kind: Literal["blank", "own", "installed", "folder"] = "blank"
    where: str = ""


BLANK = Base()


def check_base(store: Store, options: TrainOptions) -> Base:
    """Return what the training starts from.

    Raises:
        UserError: it is not there, is of another version or language, or is a stranger's and nobody said yes to it.
    """
    if options.preset == "custom":
        _check_config(store, options)
    base = find(store, options.base)
    if (asked := _question(store, base)) and not options.trusted:
        raise UserError(asked)
    if base.kind in ("own", "folder"):
        _check_meta(Path(base.where), store.setting("language", "en"))
    return base


def question(store: Store, base: str) -> str:
    """Return why a base pipeline needs the user's yes before it is loaded, "" when it needs none.

    Raises:
        UserError: there is no such pipeline.
    """
    return _question(store, find(store, base))


def installed() -> list[str]:
    """Return the names of the spaCy pipelines that are installed here."""
    found = {each.metadata["Name"] for each in distributions() if each.entry_points.select(group="spacy_models")}
    return sorted(name.replace("-", "_") for name in found if name)


def find(store: Store, base: str) -> Base:
    """Return what a name or path means.

    Raises:
        UserError: it means nothing.
    """
    if not base:
        return BLANK
    path = Path(base).expanduser()
    if path.is_dir():
        return _own(store, path.resolve()) or Base("folder", str(path.resolve()))
    if _NAME.fullmatch(base) and base.replace("-", "_") in installed():
        return Base("installed", base.replace("-", "_"))
    raise UserError(f"There is no pipeline {base}: neither a folder nor an installed spaCy pipeline has that name.")


def _own(store: Store, path: Path) -> Base | None:
    """Return the base when the folder is a model of this project, as it was written."""
    for model in models.all_models(store) if path.parent == models.home(store) else ():
        if model.folder == path.name:
            return Base("own", str(models.verify(store, model)))
    return None


def _question(store: Store, base: Base) -> str:
    if base.kind != "folder":
        return ""
    folder = Path(base.where)
    code = models.brought_code(folder)
    if code:
        return (
            f"{folder} brings code of its own ({code[0]}); it is used only if you say that you trust it, and is then "
            "run without network."
        )
    return (
        f"{folder} was not made by this project; it is used only if you say that you trust it, and is then run "
        "without network."
    )


def _check_config(store: Store, options: TrainOptions) -> None:
    """Refuse a configuration that names pipelines or vectors of strangers while nobody said yes to them."""
    if not options.config:
        raise UserError("Training with a configuration of your own needs its file; choose one.")
    path = Path(options.config)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read as a spaCy configuration.") from error
    for named in _named(text):
        given = str(path.parent / named) if (path.parent / named).exists() else named
        base = find(store, given) if not Path(given).is_file() else Base("folder", given)
        if base.kind == "folder" and not options.trusted:
            raise UserError(
                f"{path.name} starts from {named}, which this project did not make; it is used only if you say that "
                "you trust it."
            )


def _named(config: str) -> Iterator[str]:
    for _, value in _KEY.findall(config):
        plain = value.strip("\"'")
        if plain not in ("null", "") and not plain.startswith("${"):
            yield plain


def _check_meta(folder: Path, lang: str) -> None:
    """Refuse a folder that is no pipeline of this spaCy and this language.

    Raises:
        UserError: with the reason.
    """
    meta = _meta(folder)
    needs, here = str(meta.get("spacy_version", "")), version("spacy")
    if needs and not fits(needs, here):
        raise UserError(
            f"{folder} was made for spaCy {needs}, and this is {here}; choose a pipeline made for this version."
        )
    if (other := str(meta.get("lang", ""))) not in (lang, "xx", ""):
        raise UserError(
            f"{folder} is a pipeline for the language {other!r}, and the project's is {lang!r}; choose another one."
        )


def _meta(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(f"{folder} is no spaCy pipeline: it has no meta.json that can be read.") from error
    if not isinstance(found, dict) or not (folder / "config.cfg").is_file():
        raise UserError(f"{folder} is no spaCy pipeline: its config.cfg is missing.")
    return found


def fits(needs: str, here: str) -> bool:
    """Whether a version is within a range as meta.json has it: ``>=3.8.0,<3.9.0``; what cannot be read fits."""
    mine = _numbers(here)
    for sign, other in _SPEC.findall(needs):
        size = max(len(mine), len(_numbers(other)))
        left, right = (_numbers(text) + (0,) * (size - len(_numbers(text))) for text in (here, other))
        right_side = {">=": left >= right, "<=": left <= right, "==": left == right, "!=": left != right}
        if not {**right_side, "<": left < right, ">": left > right}[sign]:
            return False
    return True


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text)[:3])


def folder_of(base: Base) -> Path | None:
    """Return where the files of a base lie: the folder, or the one of the installed package; None for blank."""
    if base.kind == "blank":
        return None
    if base.kind != "installed":
        return Path(base.where)
    try:
        found = distribution(base.where)
    except PackageNotFoundError as error:
        raise UserError(f"The pipeline {base.where} is not installed any more.") from error
    package = Path(str(found.locate_file(base.where)))
    data = package / f"{base.where}-{found.version}"
    return data if data.is_dir() else package


class Guard:
    """An audit hook that keeps this process from writing outside some folders; for trusted code of strangers.

    It is a fence, not a wall: code that means harm and knows Python's insides gets over it.
    """

    def __init__(self, *folders: Path) -> None:
        self._folders = tuple(str(folder.resolve()) + os.sep for folder in folders)

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        """Refuse what writes elsewhere.

        Raises:
            PermissionError: it does.
        """
        if event == "open" and _writes(args):
            self._check(args[0])
        elif event in ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate"):
            for path in args[:2] if event in ("os.rename", "os.link", "os.symlink") else args[:1]:
                self._check(path)
        elif event == "sqlite3.connect":
            raise PermissionError(event)

    def _check(self, path: Any) -> None:
        if isinstance(path, int) or path is None:
            return
        whole = os.path.realpath(os.fsdecode(path))
        if whole != os.devnull and not (whole + os.sep).startswith(self._folders):
            raise PermissionError("writing outside its folder")


def _writes(args: tuple[Any, ...]) -> bool:
    path, mode, flags = args
    if isinstance(mode, str) and set(mode) & set("wax+"):
        return not str(path).startswith(sys.pycache_prefix or "\0")
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC))
