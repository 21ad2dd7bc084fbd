"""What names, lists and patterns propose in a whole corpus, counted by several processes; nothing is written.

What they propose in one article is looked for when it opens. This says beforehand what there is to review. Lines of
JSON go to the children (child "tagging"): first ``{"project", "coder"}``, then ``{"articles": [ids]}``; for each comes
``{"found": [[article id, {"label id": number}], ...]}``, or ``{"trouble": "one sentence"}``.
"""

from __future__ import annotations

import gc
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.child import Child, ChildEnded, LineTooLong
from corpus.errors import UserError
from corpus.progress import Progress, silent
from corpus.store import Store
from labels import suggestions
from labels.suggest.lexicon import Lexicon

MOST = 2  # processes: each holds all names
_WORTH = 2_000  # articles for one more process: reading the names takes it a second
_AT_ONCE = 100  # articles in one line
_AHEAD = 2  # lines a child may know of
_LOOK = 0.05  # seconds between two looks
_PATIENCE = 5.0  # seconds that an article waits for expressions and token patterns


@dataclass(frozen=True, slots=True)
class Swept:
    """What waits in a corpus. `labels`: suggestions by label's name; `found`: articles that have some."""

    articles: int = 0
    found: int = 0
    suggestions: int = 0
    labels: dict[str, int] = field(default_factory=dict)


def sweep(store: Store, *, processes: int = 0, progress: Progress = silent) -> Swept:
    """Count what is proposed in all articles for the present coder, without what models and other tools proposed.

    Args:
        processes: 0 for as many as there are cores and it pays, two at most.

    Raises:
        UserError: a child broke off.
        Cancelled: `progress` raised it.
    """
    ids = [row[0] for row in store.rows("SELECT id FROM article WHERE removed = 0 ORDER BY id")]
    portions = (ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE))
    children = processes or min(MOST, os.cpu_count() or 1, 1 + len(ids) // _WORTH)
    workers = [_Worker(store) for _ in range(children)]
    found: Counter[int] = Counter()
    done = some = 0
    try:
        while True:
            for worker in workers:
                worker.feed(portions)
                for counts in worker.answers():
                    done, some = done + 1, some + bool(counts)
                    found.update(counts)
            progress(done, len(ids), "articles")
            if not any(worker.is_busy for worker in workers):  # an article removed meanwhile is never answered for
                break
    finally:
        for worker in workers:
            worker.stop()
    names = dict(store.rows("SELECT id, name FROM label"))
    return Swept(done, some, found.total(), {names[key]: number for key, number in found.most_common()})


class _Worker:
    """One child at work."""

    def __init__(self, store: Store) -> None:
        self._child = Child("tagging")
        self._sent = 0
        request = {"project": str(store.path.resolve()), "coder": store.coder_given}
        self._child.send(json.dumps(request).encode())

    def feed(self, portions: Iterator[list[int]]) -> None:
        """Send portions until it has enough."""
        while self._sent < _AHEAD and (portion := next(portions, None)):
            self._child.send(json.dumps({"articles": portion}).encode())
            self._sent += 1

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._sent > 0

    def answers(self) -> Iterator[Counter[int]]:
        """Yield numbers by label id of each article that is done since."""
        if not self._sent:
            return
        try:
            lines = self._child.receive(_LOOK)
        except (ChildEnded, LineTooLong) as error:
            raise UserError("The search for names broke off before it was done; try again.") from error
        for message in map(json.loads, lines):
            if "trouble" in message:
                raise UserError(message["trouble"])
            self._sent -= 1
            for counts in message["found"]:
                yield Counter({int(key): number for key, number in counts.items()})

    def stop(self) -> None:
        self._child.stop()


def answer(request: dict[str, Any], lines: Iterator[bytes], say: Callable[[dict[str, Any]], None]) -> None:
    """Be the child: count what is proposed in the articles of each line."""
    try:
        with Store.open(Path(request["project"]), coder=request["coder"], read_only=True) as store:
            lexicon = Lexicon.of(store)
            lexicon.hold(store)
            gc.freeze()  # names stay as they are; looking through them again and again takes a tenth of the time
            for line in lines:
                found = suggestions.in_articles(
                    store, json.loads(line)["articles"], lexicon=lexicon, patience=_PATIENCE
                )
                say({"found": [Counter(each.label_id for each in some) for some in found]})
            lexicon.close()
    except UserError as error:
        say({"trouble": str(error)})
