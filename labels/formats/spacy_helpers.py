"""A second process that makes .spacy files while this one does: each file is the work of one process from end to end.

This process goes through the files in order and writes the ledger; helpers take files from the other end, and put
their part of the ledger beside the file. What a helper that fails was at is made here.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from corpus.child import Child, ChildEnded, LineTooLong
from labels.formats.selection import Item
from labels.formats.spacy_shards import Made, Shard

CHILD = "shards"
FIELDS = tuple(Item.__slots__)
_MOST = 2  # processes, this one among them: each may take 300 MB
_WORTH = 10_000  # articles that make it worth while to start another process
_LOOK = 0.1  # seconds between two looks at whether to stop


def processes(shards: Sequence[Shard], wanted: int = 0) -> int:
    """Return how many processes to make these files with: `wanted`, or as many as there are cores and it pays."""
    sizes = [len(shard.items) for shard in shards]
    if wanted or sum(sizes) < _WORTH:
        return max(1, min(wanted, len(sizes)))
    return max(1, min(_MOST, os.cpu_count() or 1, sum(sizes) // max(sizes)))


def ledger_part(folder: Path, name: str) -> Path:
    """Return where a helper puts a file's part of the ledger until it is copied into it."""
    return folder / f"{name}.ledger"


class Helpers:
    """Processes that make files beside this one; a context manager that ends them."""

    def __init__(
        self,
        request: dict[str, Any],
        shards: Sequence[Shard],
        folder: Path,
        step: Callable[[int], None],
        *,
        count: int,
    ) -> None:
        """Start them.

        Args:
            request: of the maker here (`ShardMaker.request`).
            shards: the files to make.
            step: told of articles done by any process.
            count: processes in all.
        """
        self._left = list(shards)
        self._folder = folder
        self._step = step
        self._helpers = [_Helper(request) for _ in range(count - 1)]

    def __enter__(self) -> Self:
        self._look()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for helper in self._helpers:
            helper.stop()

    def step(self, count: int) -> None:
        """Tell of articles done here, and look what the helpers have done."""
        self._step(count)
        self._look()

    def made(self, shard: Shard, ledger_file: BinaryIO) -> Made | None:
        """Return what a helper made of a file, its part of the ledger appended; None: it is to be made here."""
        for helper in self._helpers:
            while helper.shard is shard:
                self._step(helper.look(_LOOK))
                self._hand_out()
            if made := helper.made.pop(shard.name, None):
                _append(ledger_part(self._folder, shard.name), ledger_file)
                return made
        if shard in self._left:
            self._left.remove(shard)
        return None

    def _look(self) -> None:
        for helper in self._helpers:
            if done := helper.look(0):
                self._step(done)
        self._hand_out()

    def _hand_out(self) -> None:
        for helper in self._helpers:
            if helper.is_free and self._left:
                helper.begin(self._left.pop())


class _Helper:
    """One helper, as this process knows it.

    Attributes:
        shard: what it is at.
        made: what it has made and nobody has asked for yet, by name.
    """

    def __init__(self, request: dict[str, Any]) -> None:
        self.shard: Shard | None = None
        self.made: dict[str, Made] = {}
        self._told = 0
        self._alive = True
        self._child = Child(CHILD)
        self._child.send(json.dumps(request).encode())

    @property
    def is_free(self) -> bool:
        return self._alive and self.shard is None

    def begin(self, shard: Shard) -> None:
        """Have it make a file."""
        self.shard, self._told = shard, 0
        fields = attrgetter(*FIELDS)
        given = [shard.name, shard.split, shard.fingerprint, [fields(item) for item in shard.items]]
        self._child.send(json.dumps(given).encode())

    def look(self, seconds: float) -> int:
        """Wait so long for news; return how many articles are done since (below zero when it has failed)."""
        before = self._told
        try:
            for line in self._child.receive(seconds) if self.shard else ():
                self._hear(self.shard, json.loads(line))
        except (ChildEnded, LineTooLong):
            self.stop()
            self.shard, self._told = None, 0
        return self._told - before

    def _hear(self, shard: Shard | None, message: dict[str, Any]) -> None:
        self._told += message.get("done", 0)
        if shard and (made := Made.from_json(message.get("made"))):
            self.made[shard.name], self.shard = made, None

    def stop(self) -> None:
        """End it, whatever it is at."""
        if self._alive:
            self._alive = False
            self._child.stop()


def _append(part: Path, ledger_file: BinaryIO) -> None:
    with part.open("rb") as source:
        shutil.copyfileobj(source, ledger_file, 1 << 20)
    part.unlink()
