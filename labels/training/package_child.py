"""The child that makes a package of a model: spaCy's `package` makes the folder, we zip it into a wheel.

spaCy would have `python -m build` make the archives, which starts programs and fetches setuptools from the network; a
wheel is a ZIP of the same files with three more, and a source archive a TAR of the folder, so neither is needed.
The parts of a pipeline that are ours go along as code, as with ``spacy package --code``.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import os
import re
import shutil
import sys
import tarfile
import traceback
import zipfile
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from corpus.confinement import detach, refuse_pickles, restrict, stay_inside
from labels.training.child import trouble_of
from labels.training.measuring import PARTS, make_known

_CODE = "dateline_code"  # the module that spaCy's `package` is given
_MODULE = """# Makes the parts of this pipeline known to spaCy. Written by Dateline.
if __package__:  # spaCy imports this file once on its own, while it makes the package
    from . import {names}

    for module in ({names},):
        if hasattr(module, "register"):
            module.register()
"""
_WHEEL = "Wheel-Version: 1.0\nGenerator: dateline\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_WHEN = (2020, 1, 1, 0, 0, 0)  # the same model gives the same wheel


def main() -> int:
    """Be the child: read one request, make the package, and say what it is."""
    lines, output = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    detach()
    request = json.loads(lines.readline())
    restrict(memory=int(request["memory"]), seconds=3600.0, file_bytes=8 << 30)
    import_module("spacy.cli")
    sys.addaudithook(stay_inside)
    sys.addaudithook(refuse_pickles)  # nothing of the pipeline itself is loaded here
    output.write(json.dumps(_answer(request)).encode() + b"\n")
    output.flush()
    return 0


def _answer(request: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return {"report": make(Path(request["folder"]), Path(request["out"]))}
    except Exception as error:  # noqa: BLE001 - the process's border: the parent raises it again
        sentence = trouble_of(error)
        return {"trouble": sentence} if sentence else {"bug": traceback.format_exc()}


def make(folder: Path, out: Path) -> dict[str, Any]:
    """Make of a pipeline's folder a package folder, a wheel and a source archive in `out`; return their names."""
    from spacy.cli.package import package

    make_known()
    code = out / f"{_CODE}.py"
    files = _code_files()
    code.write_text(_MODULE.format(names=", ".join(path.stem for path in files)), encoding="utf-8")
    package(folder, out, code_paths=[code], create_sdist=False, create_wheel=False, silent=True)
    code.unlink()
    made = next(path for path in out.iterdir() if path.is_dir())
    inner = made / made.name.rpartition("-")[0]
    for path in files:
        _copy_code(path, inner / path.name)
    if licence := _licence():
        shutil.copy(licence, made / "LICENSE")
    _drop_own_requirement(made, inner)
    wheel = write_wheel(made, inner, out)
    archive = write_archive(made, out)
    return {"wheel": wheel.name, "files": sorted((made.name, wheel.name, archive.name))}


def _code_files() -> list[Path]:
    """Return the files of our parts."""
    here = Path(__file__).resolve().parent
    modules = [import_module(f"labels.training.{name}") for name in PARTS if (here / f"{name}.py").is_file()]
    own = [getattr(module, "FILES", (Path(str(module.__file__)).name,)) for module in modules]
    return [here / name for name in dict.fromkeys(name for names in own for name in names)]


def _copy_code(source: Path, target: Path) -> None:
    """Copy a module; what it imports of ours lies beside it in the package."""
    text = source.read_text(encoding="utf-8")
    text = re.sub(r"\bfrom labels\.training import ", "from . import ", text)
    text = re.sub(r"\bfrom labels\.training\.", "from .", text)
    target.write_text(text, encoding="utf-8", newline="\n")


def _licence() -> Path | None:
    found = Path(__file__).resolve().parents[2] / "LICENSE"
    return found if found.is_file() else None


def _drop_own_requirement(made: Path, inner: Path) -> None:
    """Take Dateline itself out of what pip is asked to install: the code goes along."""
    for path in (made / "meta.json", *inner.rglob("meta.json")):
        meta = json.loads(path.read_text(encoding="utf-8"))
        meta["requirements"] = [each for each in meta.get("requirements", []) if not each.startswith("dateline")]
        path.write_text(json.dumps(meta, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def write_wheel(made: Path, inner: Path, out: Path) -> Path:
    """Zip a package folder into a wheel (PEP 427)."""
    meta = json.loads((made / "meta.json").read_text(encoding="utf-8"))
    name, version = inner.name, meta["version"]
    shutil.copy(made / "meta.json", inner / "meta.json")  # as its setup.py would
    info = f"{name}-{version}.dist-info"
    texts = {
        f"{info}/METADATA": _metadata(name, meta),
        f"{info}/WHEEL": _WHEEL,
        f"{info}/entry_points.txt": f"[spacy_models]\n{name} = {name}\n",
        f"{info}/top_level.txt": f"{name}\n",
    }
    path = out / f"{re.sub('_+', '_', name)}-{version}-py3-none-any.whl"
    rows: list[tuple[str, str, str]] = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in _files(inner):
            rows.append(_add(archive, f"{name}/{file.relative_to(inner).as_posix()}", file.read_bytes()))
        rows += [_add(archive, each, text.encode()) for each, text in texts.items()]
        _add(archive, f"{info}/RECORD", _record([*rows, (f"{info}/RECORD", "", "")]))
    return path


def write_archive(made: Path, out: Path) -> Path:
    """Pack a package folder into a source archive that pip installs where setuptools is."""
    path = out / f"{made.name}.tar.gz"
    meta = json.loads((made / "meta.json").read_text(encoding="utf-8"))
    name = made.name.rpartition("-")[0]
    with tarfile.open(path, "w:gz") as archive:
        archive.add(made, arcname=made.name)
        text = _metadata(name, meta).encode()
        entry = tarfile.TarInfo(f"{made.name}/PKG-INFO")
        entry.size = len(text)
        archive.addfile(entry, io.BytesIO(text))
    return path


def _metadata(name: str, meta: Mapping[str, Any]) -> str:
    requires = [f"spacy{meta['spacy_version']}", *meta.get("requirements", ())]
    lines = [
        "Metadata-Version: 2.1",
        f"Name: {name}",
        f"Version: {meta['version']}",
        f"Summary: {meta.get('description') or 'A spaCy pipeline.'}",
        *(f"Requires-Dist: {each}" for each in dict.fromkeys(requires) if each != "spacy"),
    ]
    return "\n".join(lines) + "\n"


def _files(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> tuple[str, str, str]:
    entry = zipfile.ZipInfo(name, _WHEN)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    archive.writestr(entry, data)
    check = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    return name, f"sha256={check}", str(len(data))


def _record(rows: Iterable[tuple[str, str, str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
