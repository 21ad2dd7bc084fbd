"""Child process that splits pieces of text for the window, which never loads spaCy itself.

A line in, a line out, both JSON: {"lang": "en", "pieces": [...], "texts": [...], "facts": true} is answered by
{"ends": [[...], ...], "facts": {...}}: the ends of the pieces, then of the texts (see `labels.token.pack`); facts only
when asked for. When the language cannot be had: {"error": "one sentence"}.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from corpus.errors import UserError
from labels.tokens_spacy import Splitter


def answer(line: str | bytes, splitter: Callable[[str], Splitter]) -> str:
    """Return the answer to one request line."""
    request = json.loads(line)
    try:
        found = splitter(request["lang"])
    except UserError as error:
        return json.dumps({"error": str(error)})
    reply: dict[str, Any] = {"ends": found.ends(request["pieces"], request.get("texts", ()))}
    if request.get("facts"):
        reply["facts"] = found.facts()
    return json.dumps(reply)


def main() -> int:
    """Load spaCy once, then answer until the input ends."""
    import spacy  # noqa: F401  before the first request, so that only the start is slow

    splitter = lru_cache(maxsize=4)(Splitter)
    for line in sys.stdin.buffer:
        sys.stdout.write(answer(line, splitter) + "\n")
        sys.stdout.flush()
    return 0
