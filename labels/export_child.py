"""An export in a child process: spaCy and seconds of arithmetic stay out of the window, and a cancel is a kill.

One line goes in (what to export), lines come out, all JSON: ``{"done": 5, "total": 9}``, at the end one of
``{"report": {...}}``, ``{"trouble": "one sentence"}`` (the user's) or ``{"bug": "traceback"}`` (ours).
"""

from __future__ import annotations

import json
import sys
import time
import traceback
from collections import Counter
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from corpus.child import Child, ChildEnded
from corpus.errors import UserError
from corpus.progress import Progress, silent
from corpus.store import Store
from labels.formats import ExportOptions, ExportReport, export

_EVERY = 0.05  # seconds between two lines of progress
_LOOK = 0.1  # seconds between two looks at whether to stop


def export_in_child(
    store: Store, name: str, out: Path, *, options: ExportOptions, progress: Progress = silent
) -> ExportReport:
    """Do `labels.formats.export` in a child process.

    Raises:
        UserError: as `export` does, or the child ended before it was done.
        Cancelled: `progress` asked to stop; `out` is as it was.
    """
    request = {
        "project": str(store.path.resolve()),
        "coder": store.coder_given,
        "read_only": store.read_only,
        "format": name,
        "out": str(out.resolve()),
        "options": asdict(options),
    }
    child = Child("export")
    try:
        child.send(json.dumps(request).encode())
        return replace(_follow(child, progress), path=out)
    except ChildEnded as error:
        raise UserError(f"The export to {out} ended before it was done; the folder is as it was. Try again.") from error
    finally:
        child.stop()


def _follow(child: Child, progress: Progress) -> ExportReport:
    done, total = 0, None
    while True:
        for line in child.receive(_LOOK):
            message = json.loads(line)
            if "report" in message:
                return _report(message["report"])
            if "trouble" in message:
                raise UserError(message["trouble"])
            if "bug" in message:
                raise RuntimeError(message["bug"])
            done, total = message["done"], message["total"]
        progress(done, total, "articles")


def _report(values: dict[str, Any]) -> ExportReport:
    tuples = {name: tuple(values[name]) for name in ("written", "warnings")}
    counters = {name: Counter(values[name]) for name in ("reasons", "labels")}
    return ExportReport(**{**values, **tuples, **counters, "path": Path(values["path"])})


def main() -> int:
    """Be the child: read one request, export, and say what came of it."""
    request = json.loads(sys.stdin.buffer.readline())
    try:
        report = _export(request)
    except UserError as error:
        _say({"trouble": str(error)})
    except Exception:  # noqa: BLE001 - the process's border: the parent raises it again
        _say({"bug": traceback.format_exc()})
    else:
        values = {each.name: getattr(report, each.name) for each in fields(report)}  # asdict spoils a Counter
        _say({"report": {**values, "path": str(report.path)}})
    return 0


def _export(request: dict[str, Any]) -> ExportReport:
    given = request["options"]
    labels = given["labels"]
    options = ExportOptions(
        **{**given, "split": tuple(given["split"]), "labels": None if labels is None else tuple(labels)}
    )
    told = 0.0

    def progress(done: int, total: int | None = None, note: str = "") -> None:
        nonlocal told
        if time.monotonic() - told > _EVERY or done == total:
            told = time.monotonic()
            _say({"done": done, "total": total})

    with Store.open(Path(request["project"]), coder=request["coder"], read_only=request["read_only"]) as store:
        return export(store, request["format"], Path(request["out"]), options=options, progress=progress)


def _say(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()
