"""Running expressions and token patterns over texts: the child's side, where spaCy is and what explodes may end.

Patterns are run in groups: each expression, and each token pattern with an expression in it, by itself, so that it can
be named when it does not end; all other token patterns together, by spaCy's `Matcher`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from corpus.errors import UserError
from labels.patterns import check, compiled

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Given = tuple[int, str, str]  # id, kind and body of a pattern
Found = tuple[int, int, int]  # id of a pattern; start and end, code points, half-open
TOGETHER = 0  # name of the group of plain token patterns
MOST = 2_000  # hits of one group in one text
_EXPRESSIONS = ("REGEX", "FUZZY")
_PLACE = re.compile(r"^\[pattern -> (\d+) -> (\w+)[^\]]*\] ")  # where spaCy says that something is wrong


@dataclass(frozen=True, slots=True)
class Text:
    """A text, cut into tokens when the first pattern asks for them."""

    text: str
    doc: Callable[[], Doc]


@dataclass(frozen=True, slots=True)
class Group:
    """Patterns that are run together. `name`: the only one's id, or `TOGETHER`."""

    name: int
    run: Callable[[Text], Iterator[Found]]


class PatternSet:
    """Patterns made ready to run.

    Attributes:
        groups: in the order in which they are run.
        bad: by id, one sentence on those that cannot be run.
    """

    def __init__(self, patterns: Iterable[Given], *, lang: str, apart: bool = False) -> None:
        """Make them ready; loads spaCy only when there is a token pattern.

        Args:
            apart: each in a group of its own, so that the one that does not end can be named.
        """
        self._apart = apart
        self.groups: list[Group] = []
        self.bad: dict[int, str] = {}
        self._lang = lang
        self._nlp: Language | None = None
        together: list[tuple[int, list[dict[str, Any]]]] = []
        for pattern_id, kind, body in patterns:
            try:
                ready = self._ready(pattern_id, kind, body)
            except UserError as error:
                self.bad[pattern_id] = str(error)
                continue
            if isinstance(ready, Group):
                self.groups.append(ready)
            else:
                together.append((pattern_id, ready))
        if together:
            self.groups.append(Group(TOGETHER, self._matcher(together)))

    def text(self, text: str) -> Text:
        """Return a text to run them over."""
        kept: list[Doc] = []

        def doc() -> Doc:
            if not kept:
                kept.append(self._language().make_doc(text))
            return kept[0]

        return Text(text, doc)

    def _ready(self, pattern_id: int, kind: str, body: str) -> Group | list[dict[str, Any]]:
        if kind == "expression":
            return Group(pattern_id, _expression(pattern_id, compiled(body)))
        if kind != "tokens":
            raise UserError(f"{kind} patterns are not run here.")
        check("tokens", body)
        tokens: list[dict[str, Any]] = json.loads(body)
        self._check_by_spacy(tokens)
        if self._apart or {key.upper() for key in _keys(tokens)} & {*_EXPRESSIONS}:
            return Group(pattern_id, self._matcher([(pattern_id, tokens)]))
        return tokens

    def _check_by_spacy(self, tokens: list[dict[str, Any]]) -> None:
        from spacy.errors import MatchPatternError
        from spacy.matcher import Matcher

        try:
            Matcher(self._language().vocab, validate=True).add("x", [tokens])
        except (MatchPatternError, ValueError, TypeError, KeyError, AttributeError, re.error) as error:
            raise UserError(f"spaCy cannot read this token pattern: {_first_line(error)}") from error

    def _matcher(self, patterns: Sequence[tuple[int, list[dict[str, Any]]]]) -> Callable[[Text], Iterator[Found]]:
        from spacy.matcher import Matcher

        matcher = Matcher(self._language().vocab)
        for pattern_id, tokens in patterns:
            matcher.add(str(pattern_id), [tokens], greedy="LONGEST")

        def run(text: Text) -> Iterator[Found]:
            for span in matcher(text.doc(), as_spans=True):
                if span.text.strip():
                    yield int(span.label_), span.start_char, span.end_char

        return run

    def _language(self) -> Language:
        if self._nlp is None:
            import spacy

            self._nlp = spacy.blank(self._lang)
        return self._nlp


def run(group: Group, text: Text) -> list[Found]:
    """Return what a group finds in a text, at most `MOST`."""
    return list(islice(group.run(text), MOST))


def _expression(pattern_id: int, expression: re.Pattern[str]) -> Callable[[Text], Iterator[Found]]:
    def find(text: Text) -> Iterator[Found]:
        for match in expression.finditer(text.text):
            words = match.group()
            start = match.start() + len(words) - len(words.lstrip())
            if start < match.start() + len(words.rstrip()):
                yield pattern_id, start, match.start() + len(words.rstrip())

    return find


def _keys(value: object) -> Iterator[str]:
    """Yield every key of a pattern, those of inner objects too."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _keys(inner)
    elif isinstance(value, list):
        for each in value:
            yield from _keys(each)


def _first_line(error: Exception) -> str:
    lines = [line.strip(" -") for line in str(error).splitlines() if line.strip()]
    told = _PLACE.sub(_placed, " ".join(lines[-1:]))[:160] or type(error).__name__
    return told if told.endswith(".") else told + "."


def _placed(place: re.Match[str]) -> str:
    return f"token {int(place[1]) + 1}, {place[2]}: "
