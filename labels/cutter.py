"""Moves the ends of many ranges to those of words; spaCy is only ever loaded in the tokens child."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from types import TracebackType
from typing import Any, Self

from corpus.child import Child, ChildEnded
from corpus.errors import UserError
from corpus.progress import Progress, silent
from corpus.store import Store
from labels.kwic import Place
from labels.token import snap
from labels.tokens import Tokenizer

_SECONDS = 60  # for an answer of the tokens child; most of it is its start
_LOOK = 0.1  # seconds between two looks at whether to stop
_ROUNDS = 3  # a piece may turn out to need its text, and that is all
_TEXT = "SELECT text FROM article_text WHERE article_id = ?"
Bounds = tuple[int, int]


class Cutter:
    """Cuts at words what lies in many articles. Use it in a `with` block: it may start a child."""

    def __init__(self, store: Store, *, progress: Progress = silent) -> None:
        self._store = store
        self._progress = progress
        self._tokenizer = Tokenizer(store)
        self._child: Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._child is not None:
            self._child.stop()

    def cut(self, places: Sequence[Place]) -> list[Bounds | None]:
        """Return each place's bounds widened to whole words; None where nothing but blanks is left, or no article.

        Places of one article stand beside one another.

        Raises:
            UserError: the tokeniser does not answer.
            Cancelled: the progress given asked to stop.
        """
        parts = [part for _, some in groupby(places, key=itemgetter(0)) for part in self._around(list(some))]
        self._learn(list(dict.fromkeys(text for text, _ in parts if text)))
        return [self._snapped(*part, *place[1:]) for part, place in zip(parts, places, strict=True)]

    def _around(self, places: Sequence[Place]) -> list[tuple[str, int]]:
        """Return, for places of one article, what has to be cut to know the words there, and where it begins."""
        text = self._store.value(_TEXT, (places[0][0],)) or ""
        facts = self._facts()
        if facts.is_whole(text):
            return [(text, 0)] * len(places)
        return [_pieces_around(text, start, end) for _, start, end in places]

    def _snapped(self, text: str, base: int, start: int, end: int) -> Bounds | None:
        tokens = self._tokenizer.known(text) if text else None
        found = snap(tokens, start - base, end - base) if tokens is not None else None
        return (base + found[0], base + found[1]) if found else None

    def _facts(self) -> Any:
        if (request := self._tokenizer.request("")) is not None and request["facts"]:
            self._tokenizer.accept(request, self._answer(request))
        return self._tokenizer.facts()

    def _learn(self, texts: list[str]) -> None:
        """Ask the child for all pieces of these texts that were never seen."""
        for _ in range(_ROUNDS):
            requests = [found for text in texts if (found := self._tokenizer.request(text)) is not None]
            if not requests:
                return
            merged = {**requests[0], **{key: _merged(requests, key) for key in ("pieces", "texts")}}
            self._tokenizer.accept(merged, self._answer(merged))

    def _answer(self, request: Mapping[str, Any]) -> dict[str, Any]:
        self._child = self._child or Child("tokens")
        self._child.send(json.dumps(request).encode())
        deadline = time.monotonic() + _SECONDS
        while time.monotonic() < deadline:
            self._progress(0, None, "words")
            try:
                lines = self._child.receive(_LOOK)
            except ChildEnded:
                break
            if lines:
                answer: dict[str, Any] = json.loads(lines[0])
                return answer
        raise UserError("The tokeniser does not answer, so it is not known where words end; try again.")


def _pieces_around(text: str, start: int, end: int) -> tuple[str, int]:
    """Return the pieces of a text, up to the blanks around them, that a range touches, and where they begin."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end], start


def _merged(requests: list[dict[str, Any]], key: str) -> list[str]:
    return list(dict.fromkeys(each for request in requests for each in request[key]))
