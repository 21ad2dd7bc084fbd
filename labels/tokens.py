"""The project's one tokeniser: spaCy's, remembered piece by piece, so that most texts need no spaCy at all."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from array import array
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from corpus.errors import UserError
from corpus.store import Store
from labels.token import (
    LONGEST,
    RUN,
    Tokens,
    is_sound,
    next_word,
    offsets,
    pack,
    pieces,
    previous_word,
    snap,
    unpack,
    word_at,
    word_tokens,
)

if TYPE_CHECKING:
    from labels.tokens_spacy import Splitter

__all__ = ["Tokenizer", "Tokens", "language", "next_word", "previous_word", "snap", "word_at", "word_tokens"]

# A key with a blank before other signs can be no piece.
_FACTS = " facts"
_ROUGH = re.compile(r"\w+|[^\w\s]|\s+")
_AT_ONCE = 500  # pieces asked of the database in one query


@dataclass(frozen=True)
class Facts:
    """What is known of a tokeniser without loading it.

    Attributes:
        by_piece: pieces may be cut on their own; else only whole texts.
        across: special cases that hold a blank; a text with one is cut as a whole.
        symbols: the strings that spaCy numbers by a table and not by their hash.
    """

    by_piece: bool
    across: tuple[str, ...]
    symbols: Mapping[str, int] = field(repr=False)

    @cached_property
    def _across(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, self.across)) if self.across else r"(?!)")

    def is_whole(self, text: str) -> bool:
        """Whether the text has to be cut in one go."""
        return not self.by_piece or self._across.search(text) is not None


def language(store: Store) -> str:
    """Return the language whose tokeniser the project uses."""
    return store.setting("language", "en")


class Tokenizer:
    """Token boundaries of texts in one language, exactly as `spacy.blank(lang)` sets them.

    What spaCy once said of a piece is remembered in the project's `piece` table, under the language and
    spaCy's version. Only `boundaries`, `learn`, `ends_of` and `facts` ever load spaCy, and only for pieces that
    are new. The window asks `known`; when that is None, it sends `request` to the tokens child and gives the
    reply to `accept`.
    """

    def __init__(self, store: Store | None, lang: str = "") -> None:
        """`store` keeps what is learnt; None keeps it in memory. No `lang`: the project's language."""
        self.lang = lang or ("en" if store is None else language(store))
        self.name = f"{self.lang} spaCy {version('spacy')}"
        self._store = store
        self._ends: dict[str, bytes] = {}
        self._known_facts: Facts | None = None

    def boundaries(self, text: str) -> Tokens:
        """Return the tokens of a text; loads spaCy when the text has a piece that was never seen.

        Raises:
            UserError: spaCy has no tokeniser for the language here.
        """
        if self.known(text) is None:
            self.facts()
            self.learn(self._unseen(text))
            self.learn(self._unseen(text))  # a piece may turn out to need the whole text
        found = self.known(text)
        assert found is not None
        return found

    def known(self, text: str, *, rough: bool = False) -> Tokens | None:
        """Return the tokens of a text without spaCy, or None while a piece of it was never seen.

        With `rough`, unseen pieces are cut at punctuation, which is mostly what spaCy will say.
        """
        facts = self._facts()
        cut = list(pieces(text)) if facts is None or not facts.is_whole(text) else []
        keys = {piece: _key(piece) for _, piece in cut}
        found = self._look_up([*keys.values()]) if cut else {}
        exact = facts is not None and all(found.get(key) for key in keys.values())
        if not exact or not cut:
            whole = self._look_up([_whole_key(text)]).get(_whole_key(text)) if text and facts else None
            if whole is not None or not text:
                return _tokens(text, [(0, whole or b"")])
            if not rough:
                return None
        return _tokens(text, [(start, found.get(keys[piece]) or _rough(piece)) for start, piece in cut or pieces(text)])

    def request(self, text: str) -> dict[str, Any] | None:
        """Return what to ask the tokens child for before `known(text)` can answer; None when it can.

        After `accept` ask again: the answer may show that the text has to be cut as a whole.
        """
        unseen, facts = self._unseen(text), self._facts()
        if facts is not None and not unseen:
            return None
        return {"lang": self.lang, "pieces": unseen, "facts": facts is None}

    def accept(self, request: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
        """Remember what the tokens child answered to a request.

        Raises:
            UserError: the child says that the language cannot be had.
        """
        if "error" in answer:
            raise UserError(str(answer["error"]))
        if "facts" in answer:
            self._remember_facts(answer["facts"])
        self._remember(zip(request["pieces"], map(pack, answer["ends"]), strict=True))

    def learn(self, unseen: Collection[str]) -> None:
        """Have spaCy cut these pieces (or whole texts), and remember what it says."""
        if unseen:
            self._remember(zip(unseen, map(pack, self._splitter.ends([*unseen])), strict=True))

    def facts(self) -> Facts:
        """Return what is known of the tokeniser, from spaCy when nothing is remembered."""
        if self._facts() is None:
            self._remember_facts(self._splitter.facts())
        assert self._known_facts is not None
        return self._known_facts

    def ends_of(self, wanted: Collection[str]) -> dict[str, bytes]:
        """Return the packed token ends (see `labels.token.pack`) of pieces, those of new ones from spaCy."""
        keys = {piece: _key(piece) for piece in wanted}
        found = self._look_up([*keys.values()])
        self.learn([piece for piece, key in keys.items() if key not in found])
        return {piece: self._ends[key] for piece, key in keys.items()}

    def forget(self) -> None:
        """Drop what is held in memory; the project file keeps it."""
        if self._store is not None and not self._store.read_only:
            self._ends.clear()

    @cached_property
    def _splitter(self) -> Splitter:
        from labels.tokens_spacy import Splitter

        return Splitter(self.lang)

    def _unseen(self, text: str) -> list[str]:
        """Return what must be learnt for `known(text)`: pieces, or the whole text, or nothing."""
        facts = self._facts()
        if not text:
            return []
        if facts is None or not facts.is_whole(text):
            cut = list(dict.fromkeys(piece for _, piece in pieces(text)))
            found = self._look_up([_key(piece) for piece in cut])
            unseen = [piece for piece in cut if _key(piece) not in found]
            if unseen or all(found.values()):
                return unseen
        return [] if self._look_up([_whole_key(text)]) else [_WHOLE + text]

    def _look_up(self, keys: Collection[str]) -> dict[str, bytes]:
        """Return what is remembered for these keys; those never seen are left out."""
        absent = [key for key in keys if key not in self._ends]
        for start in range(0, len(absent) if self._store else 0, _AT_ONCE):
            self._load(absent[start : start + _AT_ONCE])
        return {key: self._ends[key] for key in keys if key in self._ends}

    def _load(self, keys: list[str]) -> None:
        assert self._store is not None
        marks = ",".join("?" * len(keys))
        sql = f"SELECT text, ends FROM piece WHERE tokenizer = ? AND text IN ({marks})"
        for key, ends in self._store.rows(sql, (self.name, *keys)):
            if key.startswith(" ") and not key.isspace() or is_sound(ends, len(key)):
                self._ends[key] = ends
