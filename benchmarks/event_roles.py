"""What the trained event parts add: types of triggers and roles of spans, against rules and against the commonest.

    python benchmarks/event_roles.py [--gsr ../shared/data/plover_gsr] [--seeds 3]

Two collections. PLOVER's gold standard records: 322 sentences from the CAMEO manual, one event each; the first of an
event's words is its trigger, who acts and who is acted upon carry one label, and capitalised words outside the coding
are offered as spans that fill nothing (``gsr``) or not (``gsr, no others``). And the sample project, with its dates,
numbers and places. Ten folds, articles never on both sides; with the coded triggers and spans given.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
FOLDS = 10
ROLES = {"SRC": "Actor", "TAR": "Recipient", "LOC": "Place"}
LABELS = {"SRC": "ACTOR", "TAR": "ACTOR", "LOC": "LOCATION", "EVT": "EVENT"}
# Types of 2016 by the path of the codebook's of today.
OLD = {"REQUEST": "DEMAND", "ACCUSE / investigate": "INVESTIGATE", "ACCUSE": "DISAPPROVE"}
MARK = re.compile(r"\((?P<tags>(?:SRC|TAR|EVT|LOC)(?:/(?:SRC|TAR|EVT|LOC))*):\s*")
CAPITALS = re.compile(r"\b[A-Z][\w’'-]+(?:\s+(?:of\s+)?[A-Z][\w’'-]+)*")


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gsr", type=Path, default=ROOT.parent / "shared/data/plover_gsr")
    parser.add_argument("--seeds", type=int, default=3)
    given = parser.parse_args()
    records = given.gsr / "gold_standard_records" / "PLOVER_GSR_CAMEO.txt"
    print(f"{'':38}{'types':>7}{'roles P':>9}{'R':>6}{'F':>6}   F by role")
    if records.exists():
        _report("gsr", gsr(records, others=True), seeds=given.seeds)
        _report("gsr, no others", gsr(records, others=False), seeds=given.seeds)
        for count in (20, 50, 100):
            _report(f"gsr, {count} to learn from", gsr(records, others=True), seeds=given.seeds, most=count)
    with tempfile.TemporaryDirectory() as folder:
        _report("sample project", sample(Path(folder) / "sample.dateline"), seeds=given.seeds)


def _report(name: str, data: Any, *, seeds: int, most: int = 0) -> None:
    from labels.training import event_docs, event_scores
    from labels.training.event_parts import EventPipe

    rules = event_docs.rules_of(data.book)
    wordless = replace(data.book, types=dict.fromkeys(data.book.types, ()))

    def learnt(book: Any, said: Any) -> Callable[[Any, int], Any]:
        def make(train: Any, seed: int) -> Any:
            pipe = EventPipe(book, rules=said)
            pipe.learn(replace(train, book=book), seed=seed)
            return event_scores.reader(pipe)

        return make

    ways: dict[str, Callable[[Any, int], Any]] = {
        "commonest": lambda train, seed: event_scores.commonest_alone(train),
        "rules": lambda train, seed: event_scores.rules_alone(train, rules),
        "learnt": learnt(wordless, None),
        "learnt with rules": learnt(data.book, rules),
    }
    for way, make in ways.items():
        started = time.perf_counter()
        types, roles, rounds = _crossed(data, make, seeds=seeds if way.startswith("learnt") else 1, most=most)
        seconds = (time.perf_counter() - started) / rounds
        by_role = " ".join(f"{role} {100 * exact.f:.0f}" for role, (exact, _) in roles.by_label.items())
        right = 100 * types.exact.tp / max(types.exact.coded, 1)
        figures = [100 * each for each in (roles.exact.precision, roles.exact.recall, roles.exact.f)]
        print(
            f"{name + ': ' + way:38}{right:7.1f}{figures[0]:9.1f}{figures[1]:6.1f}{figures[2]:6.1f}   {by_role}"
            f"   {seconds:.2f} s a fold",
            flush=True,
        )


def _crossed(data: Any, make: Callable[[Any, int], Any], *, seeds: int, most: int) -> tuple[Any, Any, int]:
    """Return scores of types and roles over all folds and seeds, and how often was learnt."""
    from labels.training import event_scores, scores
    from labels.training.scores import Score

    types, roles = [], []
    for seed in range(seeds):
        docs = list(data.docs)
        random.Random(seed).shuffle(docs)
        for fold in range(FOLDS):
            test = docs[fold::FOLDS]
            train = [each for number, each in enumerate(docs) if number % FOLDS != fold]
            read = make(replace(data, docs=tuple(train[: most or None])), seed)
            both = event_scores.compare(test, read)
            types.append(both[0])
            roles.append(both[1])
    added = []
    for found in (types, roles):
        names = sorted({label for each in found for label in each.by_label})
        none = (Score(), Score())
        table = {
            name: tuple(scores.total(each.by_label.get(name, none)[way] for each in found) for way in (0, 1))
            for name in names
        }
        added.append(scores.Scores(scores.total(each.exact for each in found), by_label=table))
    return added[0], added[1], seeds * FOLDS


# PLOVER's gold standard records --------------------------------------------------------------------------------------


def gsr(path: Path, *, others: bool) -> Any:
    """Return the records as data to learn from; `others`: with capitalised words that nobody coded."""
    import spacy

    from labels.training.event_shapes import EventData

    nlp = spacy.blank("en")
    records = [each for each in json.loads(path.read_text("utf-8")) if isinstance(each.get("textInfo"), dict)]
    docs = [made for each in records if (made := _coded(nlp, each, others=others))]
    return EventData(gsr_book(), tuple(docs))


def gsr_book() -> Any:
    """Return a codebook of the old types, with the trigger words of the present codebook."""
    from labels.training.event_shapes import Book, RoleSketch

    path = ROOT / "labels" / "codebooks" / "plover.toml"
    words: dict[str, list[str]] = {}
    for kind in tomllib.loads(path.read_text("utf-8"))["event_type"]:
        whole = f"{kind['parent']} / {kind['name']}" if kind.get("parent") else kind["name"]
        top = whole.partition(" / ")[0]
        words.setdefault(OLD.get(whole, OLD.get(top, top)), []).extend(kind.get("words", ()))
    roles = {
        "Actor": RoleSketch("actor", "actor", ("ACTOR",), many=True),
        "Recipient": RoleSketch("actor", "target", ("ACTOR",), many=True),
        "Place": RoleSketch("place", "place", ("LOCATION",), many=True),
    }
    kinds = {"EVENT": "event", "ACTOR": "actor", "LOCATION": "location"}
    return Book({path: tuple(all_) for path, all_ in words.items()}, roles, ("EVENT",), {}, kinds)


def _coded(nlp: Any, record: dict[str, Any], *, others: bool) -> Any:
    from labels.training.event_shapes import CodedDoc, CodedEvent, Piece

    text, marks = unmark(record["textInfo"]["markup"])
    doc = nlp(text)
    found = [(tag, doc.char_span(start, end, alignment_mode="expand")) for tag, start, end in marks]
    triggers = [span for tag, span in found if tag == "EVT" and span is not None]
    if not triggers:
        return None
    filled = [(tag, span) for tag, span in found if tag in ROLES and span is not None]
    spans = [Piece(span.start, span.end, LABELS[tag]) for tag, span in filled]
    taken = {token for _, span in found if span is not None for token in range(span.start, span.end)}
    if others:
        spans += [Piece(start, end, "ACTOR") for start, end in _capitals(doc) if taken.isdisjoint(range(start, end))]
    first = triggers[0]
    spans.append(Piece(first.start, first.end, "EVENT"))
    arguments = tuple((ROLES[tag], span.start, span.end) for tag, span in filled)
    return CodedDoc(doc, tuple(spans), (CodedEvent(first.start, first.end, record["event"], arguments),))


def unmark(marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    """Return a text without its marks, and each mark's first tag, start and end, nested ones too."""
    text, marks, waiting, at = "", [], list[tuple[str, int]](), 0
    while at < len(marked):
        if opens := MARK.match(marked, at):
            waiting.append((opens["tags"].partition("/")[0], len(text)))
            at = opens.end()
            continue
        sign = marked[at]
        at += 1
        if sign == "(":
            waiting.append(("", len(text)))
        elif sign == ")" and waiting:
            tag, start = waiting.pop()
            if tag:
                end = start + len(text[start:].rstrip())
                marks.append((tag, start, end)) if end > start else None
                continue
        text += sign
    return text, sorted(marks, key=lambda mark: (mark[1], -mark[2]))


def _capitals(doc: Any) -> Iterator[tuple[int, int]]:
    for match in CAPITALS.finditer(doc.text):
        span = doc.char_span(*match.span())
        if span is not None and (span.start or len(span) > 1):
            yield span.start, span.end


# The sample project --------------------------------------------------------------------------------------------------


def sample(path: Path) -> Any:
    """Return the events of the sample project."""
    from corpus.store import Store
    from desktop.sample import make_sample
    from labels.training import docs, event_docs

    make_sample(path)
    with Store.open(path, coder="sample") as store:
        numbers: Sequence[int] = [row[0] for row in store.rows("SELECT DISTINCT article_id FROM event")]
        return event_docs.event_data(docs.docs_of(store, numbers), event_docs.book(store))


if __name__ == "__main__":
    main()
