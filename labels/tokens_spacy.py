"""Asks spaCy where the tokens of pieces of text end. The only part of the token cache that imports spaCy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from corpus.errors import UserError
from labels.token import LONGEST, WHITE

_TOGETHER = 4000  # pieces put to the tokeniser in one text


class Splitter:
    """spaCy's tokeniser of one language, with what is known about when a piece may be cut on its own.

    The tokeniser cuts at white space, then each piece by prefixes, suffixes and infixes, and at last looks for
    special cases over the whole text. Only that last step looks across white space. It matters in two cases:
    a special case that holds a blank itself (`across`), and a piece that the step alters, since a match that
    reaches over its neighbours could have prevented that (such a piece gets no ends: "not without the text").
    """

    def __init__(self, lang: str) -> None:
        """Load the tokeniser.

        Raises:
            UserError: spaCy does not know the language or needs another package for it.
        """
        import spacy
        from spacy.tokenizer import Tokenizer

        try:
            tokenizer: Any = spacy.blank(lang).tokenizer
        except (ImportError, ValueError) as error:
            raise UserError(
                f"spaCy cannot split text in the language {lang!r} here; choose another language for the project, "
                "or xx for any."
            ) from error
        self.by_piece = isinstance(tokenizer, Tokenizer)
        self._tokenize = _with_plain_words(tokenizer) if self.by_piece else tokenizer
        rules: list[str] = list(tokenizer.rules) if self.by_piece else []
        self.across = sorted(rule for rule in rules if any(sign.isspace() for sign in rule) and not rule.isspace())
        self._plain = _without_last_step(self._tokenize) if self.by_piece else None
        self._matched = re.compile("|".join(re.escape(rule) for rule in rules if self._is_matched(rule)) or "(?!)")

    def facts(self) -> dict[str, Any]:
        """Return what a process without spaCy must know of this tokeniser to use remembered pieces; JSON-able."""
        from spacy.symbols import IDS

        return {"by_piece": self.by_piece, "across": self.across, "symbols": dict(IDS)}

    def ends(self, pieces: Sequence[str], texts: Sequence[str] = ()) -> list[list[int]]:
        """Return the token ends of each piece, then of each text as a whole; `labels.token.pack` says in what forms."""
        found: dict[str, list[int]] = {}
        simple = [piece for piece in dict.fromkeys(pieces) if len(piece) <= LONGEST and not WHITE.search(piece)]
        for start in range(0, len(simple), _TOGETHER):
            found.update(self._ends_together(simple[start : start + _TOGETHER]))
        cut = [found[piece] if piece in found else self._ends_alone(piece) for piece in pieces]
        return [*cut, *map(self._ends_whole, texts)]

    def _ends_alone(self, piece: str) -> list[int]:
        ends = [token.idx + len(token) for token in self._tokenize(piece)]
        if self._is_altered(piece, ends):
            return []
        return ends if len(piece) <= LONGEST else [0, *(2 * end for end in ends)]

    def _ends_whole(self, text: str) -> list[int]:
        return [0, *(2 * (token.idx + len(token)) + bool(token.whitespace_) for token in self._tokenize(text))]

    def _ends_together(self, pieces: list[str]) -> Iterator[tuple[str, list[int]]]:
        """Cut many pieces in one text; a line break keeps them apart, as no special case reaches over one.

        What a tokeniser that does not go by pieces would say of one is of no use, and never asked for.
        """
        text = "\n".join(pieces)
        cuts = _cuts(self._tokenize, text)
        doubtful = [piece for piece in pieces if self._matched.search(piece)]
        altered = dict(zip(doubtful, _per_piece(doubtful, _cuts(self._plain, "\n".join(doubtful))), strict=True))
        for piece, ends in zip(pieces, _per_piece(pieces, cuts), strict=True):
            yield piece, [] if altered.get(piece, ends) != ends else ends

    def _is_altered(self, piece: str, ends: list[int]) -> bool:
        if self._plain is None or not self._matched.search(piece):
            return False
        return ends != [token.idx + len(token) for token in self._plain(piece)]

    def _is_matched(self, rule: str) -> bool:
        """Whether the tokeniser looks for this special case in its last step."""
        parts = self._tokenize
        return bool(parts.find_prefix(rule) or parts.find_infix(rule) or parts.find_suffix(rule))


def _cuts(tokenize: Any, text: str) -> list[int]:
    """Return the end of every token of a text, line breaks of one sign included."""
    import numpy

    lengths = tokenize(text).to_array("LENGTH")
    ends: list[int] = numpy.cumsum(lengths.astype("int64")).tolist()
    return ends


def _per_piece(pieces: list[str], cuts: list[int]) -> Iterator[list[int]]:
    """Deal the ends of one joined text out to its pieces, counted from the start of each."""
    at = start = 0
    for piece in pieces:
        end, ends = start + len(piece), []
        while at < len(cuts) and cuts[at] <= end:
            ends.append(cuts[at] - start)
            at += 1
        yield ends
        start, at = end + 1, at + 1


def _with_plain_words(tokenizer: Any) -> Any:
    """Return the same tokeniser with a vocabulary that does not describe new words, which takes most of the time."""
    from spacy.tokenizer import Tokenizer
    from spacy.vocab import Vocab

    return Tokenizer(
        Vocab(),
        rules=tokenizer.rules,
        prefix_search=tokenizer.prefix_search,
        suffix_search=tokenizer.suffix_search,
        infix_finditer=tokenizer.infix_finditer,
        token_match=tokenizer.token_match,
        url_match=tokenizer.url_match,
        faster_heuristics=tokenizer.faster_heuristics,
    )


def _without_last_step(tokenizer: Any) -> Any:
    """Return a tokeniser with the same rules that leaves out the search over the whole text.

    spaCy puts a special case on that search's list when one of its affix patterns fits it, so the patterns
    keep still until the special cases are in.
    """
    from spacy.tokenizer import Tokenizer

    awake: list[bool] = []

    def later(find: Callable[[str], Any] | None, nothing: Any) -> Callable[[str], Any] | None:
        return None if find is None else lambda text: find(text) if awake else nothing

    twin = Tokenizer(
        tokenizer.vocab,
        rules={rule: parts for rule, parts in tokenizer.rules.items() if " " not in rule},
        prefix_search=later(tokenizer.prefix_search, None),
        suffix_search=later(tokenizer.suffix_search, None),
        infix_finditer=later(tokenizer.infix_finditer, ()),
        token_match=tokenizer.token_match,
        url_match=tokenizer.url_match,
    )
    awake.append(True)
    return twin
