"""What a coder decides about an item of the error queue: one undoable step, which also corrects the coding."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import articles, journal
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.journal import Step
from corpus.progress import Progress, silent
from corpus.store import Store
from corpus.uid import now
from corpus.wording import counted, short
from labels import evidence, verdicts
from labels.error import Difference, Reading, Right
from labels.errors import ORIGIN
from labels.spans import span_row
from labels.suggestion import NAMES
from labels.verdicts import Said

FEW = 100  # items that are decided at once; more of them are a job
_AT_ONCE = 200  # items of one commit
_TEXT = "SELECT text FROM article_text JOIN article ON article.id = article_id WHERE article_id = ? AND removed = 0"
_SPAN = 'SELECT id FROM span WHERE article_id = ? AND coder_id = ? AND start = ? AND "end" = ? AND label_id = ?'
_WORDS: dict[Right, str] = {
    "human": "Keep the coding of {}",
    "model": "Correct the coding of {}",
    "neither": "Mark {} as wrong on both sides",
}


def decide(store: Store, items: Sequence[Difference], right: Right, *, progress: Progress = silent) -> Changes:
    """Say who is right about these items.

    ``human``: the coding stands, and nobody asks again. ``model``: the coding becomes what the model says: words are
    labelled, unlabelled, relabelled, or their ends moved. ``neither``: what is proposed is rejected (or, where nothing
    is, the coding held wrong), and nobody asks again; the coder corrects it by hand.

    Items whose coding has changed meanwhile are passed over, unless it is the only one.

    Raises:
        UserError: the coding of the only item has changed meanwhile, or the project cannot be written.
        Cancelled: `progress` asked to stop; what was committed is one step.
    """
    changes, step_id, article_id = Changes(), None, items[0].article_id if items else None
    for at in range(0, len(items), _AT_ONCE):
        progress(at, len(items), "items")
        with journal.step(store, "error", _summary(items, right), article_id=article_id, into=step_id) as step:
            for item in items[at : at + _AT_ONCE]:
                if _still(step, item):
                    _decide(step, item, right)
                elif len(items) == 1:
                    raise UserError("These words were coded otherwise meanwhile; look at the next item.")
            changes |= step.changes
        step_id = step.id if step.changes or step_id else None
    return changes


def _summary(items: Sequence[Difference], right: Right) -> str:
    words = f"“{short(items[0].surface)}”" if items else ""
    return _WORDS[right].format(words if len(items) == 1 else f"{counted(len(items), 'place')}, as {words}")


def _still(step: Step, item: Difference) -> bool:
    """Whether an item's article and span are as they were when it was found."""
    text = step.store.value(_TEXT, (item.article_id,))
    if text is None or item.range[1] > len(text):
        return False
    return item.human is None or _span(step, item, item.human) is not None


def _span(step: Step, item: Difference, reading: Reading) -> int | None:
    found = step.store.value(_SPAN, (item.article_id, step.coder_id, *reading))
    return None if found is None else int(found)


def _decide(step: Step, item: Difference, right: Right) -> None:
    if right == "model":
        _correct(step, item)
    elif right == "human":
        _judge(step, item, item.human or item.model, "confirmed" if item.human else "rejected")
    else:
        _judge(step, item, item.model or item.human, "rejected")


def _judge(step: Step, item: Difference, reading: Reading | None, said: Said) -> None:
    """Write what the coder thinks of one side, unless it stands there already."""
    assert reading is not None
    start, end, label_id = reading
    verdicts.put(step, item.article_id, start, end, said, origin=_origin(item), label_id=label_id)


def _origin(item: Difference) -> str:
    return NAMES if item.kind == "inconsistent" else ORIGIN


def _correct(step: Step, item: Difference) -> None:
    """Make the coding what the model says."""
    human, model = item.human, item.model
    twin = _span(step, item, model) if model else None
    span_id = _span(step, item, human) if human else None
    if human is not None and span_id is not None and (model is None or twin):
        evidence.let_go(step, span_id)
        step.delete("span", span_id)
        if model is None:  # or the same words would be proposed again at once
            _judge(step, item, human, "rejected")
    elif human is not None and span_id is not None and model is not None:
        _change(step, item, span_id, human, model)
    elif model is not None and not twin:
        _add(step, item, model)


def _add(step: Step, item: Difference, model: Reading) -> None:
    text = str(step.store.value(_TEXT, (item.article_id,)))
    row = span_row(item.article_id, *model, step.coder_id, text[model.start : model.end])
    step.insert("span", row | {"origin": _origin(item)})
    if articles.status(step.store, item.article_id) == "new":
        articles.put_status(step, item.article_id, "in progress")


def _change(step: Step, item: Difference, span_id: int, human: Reading, model: Reading) -> None:
    text = str(step.store.value(_TEXT, (item.article_id,)))
    start, end = model.start, model.end
    if (human.start, human.end) == (start, end):
        step.update("span", span_id, label_id=model.label_id, changed=now())
        return
    old, new = text[human.start : human.end], text[start:end]
    # All at once: another span may carry the new label on the old words.
    step.update("span", span_id, label_id=model.label_id, start=start, end=end, surface=new, exact=0, changed=now())
    evidence.moved(step, span_id, start, end, old=old, new=new)
