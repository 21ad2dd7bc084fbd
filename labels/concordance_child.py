"""A search over the whole corpus in a child process; one for an expression is killed when it takes too long.

One line goes in (project, articles, what to look for), lines come out, all JSON: hits as `labels.concordance.Batch` has
them, at the end ``{"end": true}`` or ``{"trouble": "one sentence"}``.
"""

from __future__ import annotations

import json
import re
import sys
import time
import warnings
from array import array
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pyroaring import BitMap

from corpus.child import Child, ChildEnded
from corpus.confinement import restrict
from corpus.errors import UserError
from corpus.progress import Progress, silent
from corpus.store import Store
from labels.concordance import LONGEST, Batch, Finder, Wanted, matcher, scan

SECONDS = 5  # for some thirty articles
_START = 30  # seconds until the first line
_LOOK = 0.05  # seconds between two looks at whether to stop
_FEW, _MANY = 32, 256  # articles looked through between two lines: for an expression, for words
_MEMORY, _SECONDS = 2 << 30, 3600.0  # bytes; of processor time for a whole corpus
_CODES = {"articles": "q", "starts": "I", "ends": "I", "near": "I"}


def search_in_child(
    store: Store,
    wanted: Wanted,
    article_ids: BitMap,
    *,
    words: list[str],
    most: int,
    progress: Progress = silent,
) -> Iterator[Batch]:
    """Yield what is found in some articles, at most so many hits.

    Args:
        words: those that are numbered already.

    Raises:
        UserError: an expression cannot be read, is too long, or takes too long.
        Cancelled: `progress` asked to stop.
    """
    if wanted.kind == "expression" and len(wanted.text) > LONGEST:
        raise UserError(f"The expression has more than {LONGEST:,} characters; shorten it.")
    request = {
        "project": str(store.path.resolve()),
        "wanted": [wanted.text, wanted.kind, wanted.case],
        "articles": b64encode(article_ids.serialize()).decode("ascii"),
        "words": words,
        "most": most,
    }
    child = Child("concordance")
    try:
        child.send(json.dumps(request).encode())
        yield from _follow(child, SECONDS if wanted.kind == "expression" else _START, progress)
    except ChildEnded as error:
        raise UserError("The search broke off before it was done; search again.") from error
    finally:
        child.stop()


def _follow(child: Child, seconds: float, progress: Progress) -> Iterator[Batch]:
    deadline = time.monotonic() + _START
    looked, of = 0, None
    while True:
        for line in child.receive(_LOOK):
            message = json.loads(line)
            if "trouble" in message:
                raise UserError(message["trouble"])
            if "end" in message:
                return
            batch = _read(message)
            looked, of = batch.looked, batch.of
            yield batch
            deadline = time.monotonic() + seconds
        progress(looked, of, "articles")
        if time.monotonic() > deadline:
            raise UserError(
                f"This expression takes too long (after {looked:,} articles); make it more exact, "
                "for instance without one repeat inside another."
            )


def _line(batch: Batch) -> bytes:
    values = asdict(batch)
    packed = {name: b64encode(values[name].tobytes()).decode("ascii") for name in _CODES}
    return json.dumps({**values, **packed}).encode()


def _read(message: dict[str, Any]) -> Batch:
    for name, code in _CODES.items():
        message[name] = array(code, b64decode(message[name]))
    return Batch(**message)


def main() -> int:
    """Be the child: read one request, search, and say what was found."""
    request = json.loads(sys.stdin.buffer.readline())
    restrict(memory=_MEMORY, seconds=_SECONDS)
    try:
        _search(request)
        _say(b'{"end": true}')
    except UserError as error:
        _say(json.dumps({"trouble": str(error)}).encode())
    except MemoryError:
        _say(json.dumps({"trouble": "This expression takes too much memory; make it simpler."}).encode())
    return 0


def _search(request: dict[str, Any]) -> None:
    wanted = Wanted(*request["wanted"])
    own = wanted.kind == "expression"
    finder = Finder(_compiled(wanted.text, case=wanted.case) if own else matcher(wanted), request["words"])
    ids = BitMap.deserialize(b64decode(request["articles"]))
    with Store.open(Path(request["project"]), read_only=True) as store:
        _say(_line(Batch(array("q"), array("I"), array("I"), array("I"), [], 0, len(ids))))  # the clock starts now
        for batch in scan(store, ids, finder, most=request["most"], at_once=_FEW if own else _MANY):
            _say(_line(batch))


def _compiled(expression: str, *, case: bool) -> re.Pattern[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # `re` foresees other meanings of odd sets
        try:
            return re.compile(expression, re.MULTILINE | (0 if case else re.IGNORECASE))
        except re.error as error:
            where = "" if error.pos is None else f" at character {error.pos + 1}"
            raise UserError(f"This expression cannot be read: {error.msg}{where}.") from error
        except (RecursionError, OverflowError) as error:
            raise UserError("This expression cannot be read: it is too complex.") from error


def _say(line: bytes) -> None:
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()
