"""Making a model in the child: read the coding, train, score, write the folder. The parent gives it its row."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyroaring import BitMap

from corpus.errors import UserError
from corpus.store import Store
from labels import models
from labels.model import read_ids, write_ids
from labels.training import docs as coding
from labels.training.by_recipe import tried_base
from labels.training.event_docs import book, event_data, rules_of
from labels.training.event_parts import add_event_parts
from labels.training.event_scores import score_events
from labels.training.event_shapes import Book, EventTold
from labels.training.measuring import Rival, bring_code, compare, load, scores_of
from labels.training.options import TrainingTold, TrainOptions
from labels.training.shortfall import FEW_EXAMPLES
from labels.training.trust import Base, Guard

if TYPE_CHECKING:
    from spacy.language import Language

    from labels.training.child import Speaker


@dataclass(frozen=True)
class Task:
    """One training: what was asked for, and what there is to learn from.

    Attributes:
        split: without test articles that the base learnt from. written: the files of the split.
        knowledge: what the project knows (`labels.training.knowledge`).
        base_learnt: articles that the base learnt from, as a model of this project.
    """

    options: TrainOptions
    base: Base
    folder: Path
    split: coding.Split
    written: coding.Written
    book: Book
    knowledge: Any
    base_learnt: BitMap


@dataclass(frozen=True)
class Learnt:
    """A trained pipeline. `stopped`: it is the best so far of a training that was stopped."""

    nlp: Language
    stopped: bool = False
    settings: dict[str, Any] = field(default_factory=dict)


def run_train(store: Store, request: Mapping[str, Any], speaker: Speaker) -> dict[str, Any]:
    """Train a model, write it to ``model`` in the folder of the request, and say what it is.

    Raises:
        UserError: there is nothing to learn from, or the base or configuration cannot be used.
        Cancelled: somebody asked to stop before there was anything to hand over.
    """
    task = _collect(store, request, speaker)
    code = _base_code(task, trusted=request["trusted"])
    learnt = _learn(task, speaker)
    train_notes = _add_events(learnt.nlp, task, speaker)
    speaker.phase("scoring")
    scores = compare(learnt.nlp, task.split, _rival(request["previous"]))
    scores |= _event_scores(learnt.nlp, task)
    speaker.phase("saving")
    _name(learnt.nlp, request, scores)
    return {
        "manifest": _write(learnt.nlp, task.folder / "model", code),
        "lang": task.split.lang,
        "fingerprint": task.split.fingerprint,
        "articles": len(task.split.train) + len(task.split.dev),
        "spans": task.split.spans,
        "scores": scores,
        "settings": _settings(task, learnt) | {"notes": [*_notes(task.split), *train_notes]},
    }


def run_evaluate(store: Store, request: Mapping[str, Any], speaker: Speaker) -> dict[str, Any]:
    """Score a model on the test articles as they are coded now.

    Raises:
        UserError: there is no test article, or the model cannot be loaded.
    """
    rival = _rival(request["model"])
    assert rival is not None
    speaker.phase("reading")
    split = coding.split_docs(store)
    test = [doc for doc in split.test if coding.article_of(doc) not in rival.seen]
    if not test:
        raise UserError("There is no finished article in the test share yet; finish some more, then evaluate again.")
    nlp = load(rival.folder, code=rival.code)
    speaker.phase("scoring")
    events = score_events(nlp, event_data(test, book(store))).as_dict()
    return {**scores_of(nlp, test), "types": events["types"], "roles": events["roles"], "events": events}


def _collect(store: Store, request: Mapping[str, Any], speaker: Speaker) -> Task:
    """Read everything from the project; nothing is asked of it later."""
    from labels.training.knowledge import knowledge

    options, folder = TrainOptions(**request["options"]), Path(request["folder"])
    speaker.phase("reading")
    data = folder / "data"
    data.mkdir()
    written = coding.write_split(store, data, finished_only=options.finished_only, step=lambda _: speaker.check())
    split = coding.read_split(store, written)
    base_learnt = read_ids(request.get("learnt", ""))
    split = replace(split, test=[doc for doc in split.test if coding.article_of(doc) not in base_learnt])
    custom = options.preset == "custom"
    known = None if custom else knowledge(store, split.train)
    return Task(options, Base(**request["base"]), folder, split, written, book(store), known, base_learnt)


def _learn(task: Task, speaker: Speaker) -> Learnt:
    if task.options.preset == "custom":
        from labels.training.custom import train_custom

        nlp, stopped = train_custom(
            task.written, Path(task.options.config), out=task.folder / "out", seed=task.options.seed, told=speaker.told
        )
        return Learnt(nlp, stopped)
    from labels.training.by_recipe import train_by_recipe

    nlp, stopped, settings = train_by_recipe(task, speaker)
    return Learnt(nlp, stopped, settings)


def _add_events(nlp: Language, task: Task, speaker: Speaker) -> list[str]:
    """Let the pipeline learn events, unless somebody asked to stop; return notes."""
    if speaker.stopped:
        return []

    def told(event: EventTold) -> None:
        speaker.told(TrainingTold(event.phase, step=event.step, steps=event.steps, loss=event.loss))

    data = event_data([*task.split.train, *task.split.dev], task.book)
    report = add_event_parts(nlp, data, seed=task.options.seed, told=told, rules=rules_of(task.book))
    return list(report["notes"]) if data.events else []


def _event_scores(nlp: Language, task: Task) -> dict[str, Any]:
    events = score_events(nlp, event_data(task.split.test, task.book)).as_dict()
    return {"types": events["types"], "roles": events["roles"], "events": events}


def _rival(told: Mapping[str, Any] | None) -> Rival | None:
    return Rival(int(told["number"]), Path(told["folder"]), frozenset(told["seen"]), told["trusted"]) if told else None


def _name(nlp: Language, request: Mapping[str, Any], scores: Mapping[str, Any]) -> None:
    """Write into the pipeline what spaCy shows of it (`spacy info`)."""
    exact = scores.get("exact", {"tp": 0, "fp": 0, "fn": 0})
    found, coded = exact["tp"] + exact["fp"], exact["tp"] + exact["fn"]
    nlp.meta["name"], nlp.meta["version"] = request["name"], f"{request['number']}.0.0"
    nlp.meta["description"] = "Trained in Dateline on the project's coding."
    nlp.meta["performance"] = {
        "spans_p": exact["tp"] / found if found else 0.0,
        "spans_r": exact["tp"] / coded if coded else 0.0,
        "spans_f": 2 * exact["tp"] / (found + coded) if found + coded else 0.0,
    }


def _base_code(task: Task, *, trusted: bool) -> list[Path]:
    """Run the code that a base brings, if it may: an installed one's, and a trusted one's inside the fence."""
    if task.base.kind == "installed":
        import_module(task.base.where)
    if not trusted:
        return []
    sys.addaudithook(Guard(task.folder, Path(tempfile.gettempdir())))
    return tried_base(task.base, lambda: bring_code(Path(task.base.where)) if task.base.where else [])


def _write(nlp: Language, folder: Path, code: Sequence[Path]) -> dict[str, str]:
    """Write the model, with the code of the base without which it cannot be loaded."""
    nlp.to_disk(folder)
    for path in code:
        shutil.copyfile(path, folder / path.name)
    return models.manifest(folder)


def _settings(task: Task, learnt: Learnt) -> dict[str, Any]:
    options = task.options
    return {
        "preset": options.preset,
        "base": options.base,
        "seed": options.seed,
        "finished_only": options.finished_only,
        "spacy": version("spacy"),
        "labels": dict(task.split.counts),
        "stand_ins": list(task.split.stand_ins),
        "learnt": write_ids(task.base_learnt | BitMap(map(coding.article_of, (*task.split.train, *task.split.dev)))),
        "stopped": learnt.stopped,
        **learnt.settings,
    }


def _notes(split: coding.Split) -> list[str]:
    notes = []
    rare = [f"{name} ({count})" for name, count in sorted(split.counts.items()) if 0 < count < FEW_EXAMPLES]
    if rare:
        notes.append(f"Of some labels there are few examples to learn from: {', '.join(rare)}.")
    if len(+split.counts) == 1:
        notes.append(f"There is one label only ({next(iter(+split.counts))}); the model knows nothing else.")
    if not split.dev:
        notes.append("There was no dev article to tell when to stop; the training ran its usual length.")
    if not split.test:
        notes.append("There is no finished article in the test share, so nothing is known of the model's worth.")
    return notes
