"""Training as the window and the command line see it: a child process does the work, the project gets a row at the end.

What a model's `scores` hold (`Model.scores`), all measured on the same test articles::

    {**Scores.as_dict(),                                   of the new model
     "interval": {...},                                    of the difference of F to `previous`, else to `baseline`
     "own_interval": {...},                                of its own F
     "baseline": {**Scores.as_dict(), "interval": {...}},  names seen before
     "previous": {"number": 2, **Scores.as_dict(), "interval": {...}, "own_f": 0.5},      the model in use till then
     "types": {...}, "roles": {...}, "events": {...},      `Scores.as_dict()` twice, and `EventScores.as_dict()`
     "better": true,                                       whether it is used from now on
     "verdict": "one sentence"}                            why nothing could be compared, or why a first model is not
                                                           used by itself; missing when there is nothing of the kind

Intervals are of 95 %. `baseline` is missing when nothing could be tested, `previous` when there was no model in use.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.child import Child, ChildEnded, LineTooLong
from corpus.errors import ReadOnlyError, UserError
from corpus.progress import Abandoned, Cancelled, Progress, silent
from corpus.store import Store
from corpus.uid import new_uid, now
from labels import models, own_models, test_share
from labels.model import Model, write_ids
from labels.training import scores as scoring
from labels.training.options import USUAL, Teller, TrainingTold, TrainOptions, untold
from labels.training.scores import Scores
from labels.training.shortfall import Shortfall, shortfall
from labels.training.trust import Base, check_base

__all__ = ["Shortfall", "evaluate", "in_child", "record_run", "shortfall", "train"]

SILENCE = 600.0  # seconds without a sign of life after which a child counts as hanging
_LOOK = 0.1  # seconds between two looks at whether to stop
_FAREWELL = 60.0  # seconds that a child asked to stop has to save the best so far
_NOTHING_YET = frozenset({"reading", "preparing"})  # phases in which there is nothing that could be kept
_STAGING = ".new-"
_FORGOTTEN = 86_400.0  # seconds after which what a killed training left is cleared away


def train(
    store: Store, options: TrainOptions = USUAL, *, told: Teller | None = None, progress: Progress = silent
) -> Model:
    """Train a model on the project's coding, in a child process, and keep it; use it from now on when it is better.

    The child writes beside the models that are there, under a name of its own; only when everything is there and sums
    are right does the folder get its name and the project its row. So nothing that happens to the child harms either.

    Args:
        told: hears where the training stands, a few times a second, in this thread.
        progress: may raise `Cancelled`; then the best so far is kept (``settings["stopped"]``), if there is one. When
            it raises `Abandoned` nothing is kept, and the child is gone at once.

    Raises:
        UserError: there is too little coding, the base may not or cannot be used, the disk is full, or the child
            crashed, hung or ran out of memory; the project is as it was.
        Cancelled: `progress` asked to stop before there was anything to keep.
    """
    _refuse(store, options)
    base = check_base(store, options)
    trusted = options.trusted or _is_own(store, base)
    previous, lost = _loadable(store, trusted)
    began = time.monotonic()
    staging = _staging(store)
    try:
        request = _request(store, options, base, previous) | {"folder": str(staging), "trusted": trusted}
        report = in_child(store, request, told=told, progress=progress)
        if lost:
            report["scores"].setdefault("verdict", lost)
        return _keep(store, options, report, staging, time.monotonic() - began)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        with suppress(OSError):
            models.home(store).rmdir()  # only when nothing is in it


def evaluate(store: Store, model: Model, *, told: Teller | None = None, progress: Progress = silent) -> Scores:
    """Score a model anew on the test articles as they are coded now, and keep the result as a training run.

    Raises:
        UserError: the model's folder was changed, or there is no test article.
        Cancelled: `progress` asked to stop.
    """
    began = time.monotonic()
    request = {"kind": "evaluate", "model": _told_model(store, model), "trusted": own_models.has(model.manifest)}
    report = in_child(store, request, told=told, progress=progress)
    record_run(store, "evaluate", model=model, report=report, seconds=time.monotonic() - began)
    return scoring.from_dict(report)


def in_child(
    store: Store,
    request: Mapping[str, Any],
    *,
    told: Teller | None = None,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Have the training child do what `request` says (`child.HANDLERS` has the kinds) and return its report.

    Raises:
        UserError: the child says so, crashed or hangs.
        Cancelled: `progress` asked to stop, and the child had nothing to hand over.
    """
    with _scratch() as scratch:  # ours, so that nothing of a killed child stays behind: there are articles in it
        whole = {
            **request,
            "project": str(store.path.resolve()),
            "coder": store.coder_given,
            "memory": memory_bound(),
            "scratch": str(Path(scratch).resolve()),
        }
        return _followed(whole, told or untold, progress)


def _scratch() -> tempfile.TemporaryDirectory[str]:
    """Make the folder for what the child writes on the way.

    Raises:
        UserError: the disk does not let us.
    """
    try:
        return tempfile.TemporaryDirectory(prefix="dateline-training-", ignore_cleanup_errors=True)
    except OSError as error:
        raise UserError(f"No temporary folder can be made ({error.strerror}), so nothing can be trained.") from error


def _followed(whole: Mapping[str, Any], told: Teller, progress: Progress) -> dict[str, Any]:
    child = Child("training")
    try:
        child.send(json.dumps(whole).encode())
        return _Follower(child, told, progress).report()
    except (ChildEnded, LineTooLong) as error:
        raise UserError(
            "The training ended before it was done (it may have run out of memory); the project is as it was."
        ) from error
    finally:
        child.stop()


def record_run(
    store: Store, kind: str, *, report: Mapping[str, Any], seconds: float, model: Model | None = None, **settings: Any
) -> int:
    """Keep what came of a run and return its row's id."""
    row: dict[str, Any] = {"uid": new_uid(), "kind": kind, "model_id": model.id if model else None, "seconds": seconds}
    row |= {"settings": json.dumps(settings), "report": json.dumps(report), "at": now()}
    with store.transaction():
        return int(store.db.table("training_run").insert(row).last_pk or 0)


def memory_bound() -> int:
    """Return how many bytes of address space a training may take: three quarters of the machine's memory.

    At least 3 GB: that much address space is asked for before any of it is used.
    """
    try:
        whole = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):  # Windows, where nothing is bounded
        return 8 << 30
    return max(3 << 30, whole * 3 // 4)


class _Follower:
    """Reads what a child says until its report comes."""

    def __init__(self, child: Child, told: Teller, progress: Progress) -> None:
        self._child, self._told, self._progress = child, told, progress
        self._step, self._steps, self._phase = 0, 0, "reading"
        self._heard = time.monotonic()
        self._stopped_at: float | None = None

    def report(self) -> dict[str, Any]:
        while True:
            for line in self._child.receive(_LOOK):
                self._heard = time.monotonic()
                found = self._read(json.loads(line))
                if found is not None:
                    return found
            self._ask()
            self._check_time()

    def _read(self, message: dict[str, Any]) -> dict[str, Any] | None:
        if "told" in message:
            self._tell(TrainingTold(**message["told"]))
        if "done" in message:
            self._step, self._steps = message["done"], message.get("total") or 0
            self._phase = str(message.get("note", self._phase))
        if "trouble" in message:
            raise UserError(message["trouble"])
        if "bug" in message:
            raise RuntimeError(message["bug"])
        if "cancelled" in message:
            raise Cancelled
        report: dict[str, Any] | None = message.get("report")
        return report

    def _tell(self, told: TrainingTold) -> None:
        self._step, self._steps, self._phase = told.step, told.steps, told.phase
        self._told(told)

    def _ask(self) -> None:
        """Ask whether to stop; after that the child has its time to hand over what it has, if anybody waits for it.

        Raises:
            Abandoned: nobody does.
            Cancelled: it has nothing yet.
        """
        try:
            self._progress(self._step, self._steps or None, self._phase)
        except Abandoned:
            raise
        except Cancelled:
            if self._phase in _NOTHING_YET:
                raise
            if self._stopped_at is None:
                self._stopped_at = time.monotonic()
                self._child.send(b'{"stop": true}')

    def _check_time(self) -> None:
        at = time.monotonic()
        if self._stopped_at is not None and at - self._stopped_at > _FAREWELL:
            raise Cancelled
        if at - self._heard > SILENCE:
            raise UserError(
                f"The training gave no sign of life for {SILENCE / 60:.0f} minutes and was stopped; "
                "the project is as it was."
            )


def _refuse(store: Store, options: TrainOptions) -> None:
    if store.read_only:
        raise ReadOnlyError(f"{store.path} is read-only, so no model can be kept; copy it elsewhere first.")
    lacking = shortfall(store, finished_only=options.finished_only)
    if lacking.needed:
        raise UserError(lacking.needed[0])


def _staging(store: Store) -> Path:
    """Make the folder that the child writes in; what a training that was killed long ago left is cleared away.

    Raises:
        UserError: the folder beside the project cannot be written.
    """
    home = models.home(store)
    try:
        home.mkdir(exist_ok=True)
        for old in home.glob(f"{_STAGING}*"):
            if time.time() - old.stat().st_mtime > _FORGOTTEN:  # else another training may be writing there
                shutil.rmtree(old, ignore_errors=True)
        staging = home / f"{_STAGING}{new_uid()}"
        staging.mkdir()
    except OSError as error:
        raise UserError(f"{home} cannot be written ({error.strerror}), so no model can be kept there.") from error
    return staging


def _request(store: Store, options: TrainOptions, base: Base, previous: Model | None) -> dict[str, Any]:
    return {
        "kind": "train",
        "options": asdict(options),
        "base": asdict(base),
        "name": _package_name(store),
        "number": models.next_number(store),
        "previous": _told_model(store, previous) if previous else None,
        "learnt": write_ids(_learnt(store, base)),
    }


def _told_model(store: Store, model: Model) -> dict[str, Any]:
    seen = test_share.seen(store, model)
    return {
        "number": model.number, "folder": str(models.verify(store, model)), "seen": seen,
        "trusted": own_models.has(model.manifest)}  # fmt: skip


def _learnt(store: Store, base: Base) -> list[int]:
    """Return the articles that the base learnt from, when it is a model of this project."""
    own = [each for each in models.all_models(store) if base.kind == "own" and each.folder == Path(base.where).name]
    return test_share.seen(store, own[0]) if own else []


def _is_own(store: Store, base: Base) -> bool:
    """Whether the base is a model that was made on this computer."""
    folder = Path(base.where).name
    return base.kind == "own" and any(
        each.folder == folder and own_models.has(each.manifest) for each in models.all_models(store)
    )


def _loadable(store: Store, trusted: bool) -> tuple[Model | None, str]:
    """Return the model in use, if its folder is what it was; else why there is nothing to compare with.

    Args:
        trusted: code may run in the child, of the base; then nothing of strangers is loaded there.
    """
    model = models.used(store)
    if model is None:
        return None, ""
    if trusted and not own_models.has(model.manifest):
        return None, f"It was not compared with {model.name}, which was not made on this computer."
    try:
        models.verify(store, model)
    except UserError as error:
        return None, f"It was not compared with the model in use. {error}"
    return model, ""


def _package_name(store: Store) -> str:
    """Return a name for the pipeline that Python can import, from the project's."""
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in store.name.lower())
    return "dateline_" + ("_".join(filter(None, plain.split("_")))[:40] or "project")


def _keep(store: Store, options: TrainOptions, report: dict[str, Any], staging: Path, seconds: float) -> Model:
    """Give the folder its name, and the project its row."""
    made = staging / "model"
    sums = models.manifest(made)
    if not sums or sums != report["manifest"]:
        raise UserError("What the training wrote did not reach the disk whole; the project is as it was. Train again.")
    number = models.next_number(store)
    folder = models.home(store) / f"model-{number}-{new_uid()[-6:]}"
    model = Model(
        id=0, uid=new_uid(), number=number, preset=options.preset, base=options.base, language=report["lang"],
        folder=folder.name, fingerprint=report["fingerprint"], articles=report["articles"], spans=report["spans"],
        seconds=seconds, size=models.size(made), created=now(), manifest=sums, settings=report["settings"],
        scores=report["scores"],
    )  # fmt: skip
    _rename(made, folder)
    try:
        own_models.add(sums)
        return _insert(store, model, seconds)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _insert(store: Store, model: Model, seconds: float) -> Model:
    with store.transaction():
        kept = models.insert(store, model)
        if kept.scores.get("better", True):
            models.use(store, kept.number)
        record_run(store, "train", model=kept, report=kept.scores, seconds=seconds, **kept.settings)
    return models.get(store, kept.number)


def _rename(made: Path, folder: Path) -> None:
    try:
        made.rename(folder)
    except OSError as error:
        raise UserError(f"{folder} cannot be made: {error.strerror}; the project is as it was.") from error
