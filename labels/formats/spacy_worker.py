"""The process that helps an export: it makes .spacy files one after the other, as it is asked to.

Lines come in: first how to make files, then a file for each line. For each, lines go out: ``{"done": 250}`` for every
batch of articles, then ``{"made": {...}}``. When the input ends, or anything goes wrong, the process ends.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from pathlib import Path
from typing import Any

from corpus.store import Store
from labels.formats.collector import without_collector
from labels.formats.selection import Item
from labels.formats.spacy_helpers import ledger_part
from labels.formats.spacy_shards import Shard, ShardMaker


def main() -> int:
    """Be the helper."""
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(lines,), daemon=True).start()
    request = json.loads(lines.get())
    with Store.open(Path(request["project"]), coder=request["coder"], read_only=request["read_only"]) as store:
        maker = ShardMaker.for_request(store, request)
        while True:
            _make(maker, json.loads(lines.get()), Path(request["folder"]))


def _listen(lines: queue.SimpleQueue[bytes]) -> None:
    """Pass on what comes in; when whoever asked is gone, nobody wants the rest."""
    for line in sys.stdin.buffer:
        lines.put(line)
    os._exit(0)


def _make(maker: ShardMaker, given: list[Any], folder: Path) -> None:
    name, split, fingerprint, items = given
    shard = Shard(name, split, [Item(*values) for values in items], fingerprint)
    part = ledger_part(folder, name)
    part.parent.mkdir(parents=True, exist_ok=True)
    with part.open("wb") as ledger_file, without_collector():
        made = maker.make(shard, folder, ledger_file, lambda count: _say({"done": count}))
    _say({"made": made.to_json()})


def _say(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()
