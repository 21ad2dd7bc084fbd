"""What a pipeline is worth on the test articles, beside the one in use and the names seen before. Runs in the child."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import UserError
from labels.training.baseline import baseline
from labels.training.bootstrap import bootstrap
from labels.training.docs import Split, article_of, gold
from labels.training.scores import Found, Score, per_article, score

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PARTS = ("parts", "event_parts", "copying")  # modules with parts of our pipelines
_BELOW = "The names seen before do better without a model, so it is not used by itself; finish more articles first."
_NOTHING = "It finds nothing that is right, so it is not used by itself; finish more articles first."
SPANS = "dateline"  # key of `doc.spans` where our pipelines put what they find


@dataclass(frozen=True, slots=True)
class Rival:
    """The model in use. `seen`: articles that it learnt from, with their copies. `code`: it may run its own."""

    number: int
    folder: Path
    seen: frozenset[int] = frozenset()
    code: bool = False


def load(folder: Path, *, code: bool = False) -> Language:
    """Load a pipeline of ours.

    Args:
        code: run the Python files that it brings first.

    Raises:
        UserError: spaCy cannot.
    """
    import spacy

    make_known()
    try:
        if code:
            bring_code(folder)
        return spacy.load(folder)
    except Exception as error:  # whatever a folder can make spaCy raise
        raise UserError(f"{folder.name} cannot be loaded by this spaCy ({_first_line(error)}).") from error


def make_known() -> None:
    """Have the factories of all our parts registered, before a pipeline with them is loaded."""
    for name in PARTS:
        if find_spec(f"labels.training.{name}"):
            getattr(import_module(f"labels.training.{name}"), "register", lambda: None)()


def bring_code(folder: Path) -> list[Path]:
    """Run the Python files right in a pipeline's folder, as ``spacy train --code`` does, and return them.

    They make its parts known to spaCy. Nothing is written beside them.
    """
    from spacy.util import import_file

    sys.dont_write_bytecode = True
    files = sorted(folder.glob("*.py"))
    for path in files:
        import_file(path.stem, path)
    return files


def predict(nlp: Language, texts: Iterable[str]) -> list[list[Found]]:
    """Return what a pipeline finds in each text."""
    return [found_in(doc) for doc in nlp.pipe(texts)]


def found_in(doc: Doc) -> list[Found]:
    """Return the spans found in a doc: those of our parts; of other pipelines their entities."""
    spans = doc.spans.get(SPANS, doc.ents)
    return [(span.start_char, span.end_char, span.label_) for span in spans]


def scores_of(nlp: Language, test: Sequence[Doc]) -> dict[str, Any]:
    """Return a pipeline's scores on coded docs, with their interval, for JSON."""
    coded = [gold(doc) for doc in test]
    found = predict(nlp, [doc.text for doc in test])
    return {**score(coded, found).as_dict(), "interval": bootstrap(per_article(coded, found)).as_dict()}


def compare(nlp: Language, split: Split, rival: Rival | None) -> dict[str, Any]:
    """Return what `labels.training.training` says that `Model.scores` holds, without events."""
    if not split.test:
        return {"better": True, "verdict": "No test article is finished yet, so nothing can be compared."}
    coded = [gold(doc) for doc in split.test]
    texts = [doc.text for doc in split.test]
    found = predict(nlp, texts)
    names = baseline(((doc.text, gold(doc)) for doc in split.train), texts)
    own, plain = per_article(coded, found), per_article(coded, names)
    against_names = bootstrap(own, plain).as_dict()
    mine, theirs = score(coded, found), score(coded, names)
    report: dict[str, Any] = {
        **mine.as_dict(),
        "own_interval": bootstrap(own).as_dict(),
        "interval": against_names,
        "baseline": {**theirs.as_dict(), "interval": against_names},
        **_alone(mine.exact, theirs.exact),
    }
    return report | (_against(rival, split.test, coded, found) if rival else {})


def _alone(own: Score, names: Score) -> dict[str, Any]:
    """Say whether a model is of use where there is none yet: it is no worse than the names seen before are."""
    if not own.coded or (own.tp and own.f >= names.f):
        return {"better": True}
    return {"better": False, "verdict": _BELOW if own.tp else _NOTHING}


def _against(
    rival: Rival, test: Sequence[Doc], coded: Sequence[list[Found]], found: Sequence[list[Found]]
) -> dict[str, Any]:
    """Compare with the model in use on the articles that neither learnt from."""
    rows = [number for number, doc in enumerate(test) if article_of(doc) not in rival.seen]
    try:
        theirs = predict(load(rival.folder, code=rival.code), [test[number].text for number in rows])
    except UserError as error:
        return {"verdict": f"Model {rival.number} could not be compared with: {error}"}
    same, ours = [coded[number] for number in rows], [found[number] for number in rows]
    if not any(same):
        return {"verdict": f"There is no article to compare with Model {rival.number} on."}
    mine, other = score(same, ours), score(same, theirs)
    interval = bootstrap(per_article(same, ours), per_article(same, theirs)).as_dict()
    return {
        "interval": interval,
        "previous": {**other.as_dict(), "number": rival.number, "interval": interval, "own_f": mine.exact.f},
        "better": mine.exact.f > other.exact.f,
    }


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0][:200].rstrip(".")
