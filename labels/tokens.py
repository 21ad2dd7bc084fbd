"""The project's one tokeniser: spaCy's, remembered piece by piece, so that most texts need no spaCy at all."""

from __future__ import annotations

import json
import re
import zlib
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, cast

from corpus.errors import UserError
from corpus.store import Store
from corpus.text import fingerprint
from labels.token import (
    LONGEST,
    Tokens,
    is_sound,
    next_word,
    offsets,
    pack,
    pieces,
    previous_word,
    snap,
    word_at,
    word_tokens,
)

if TYPE_CHECKING:
    from labels.tokens_spacy import Splitter

__all__ = ["Tokenizer", "Tokens", "language", "next_word", "previous_word", "snap", "word_at", "word_tokens"]

# A key with a blank before other signs can be no piece.
_FACTS = " facts"
USUAL = "en"
_CODE = re.compile(r"[a-z]{2,3}")
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
        return re.compile("|".join(map(re.escape, self.across)))

    def is_whole(self, text: str) -> bool:
        """Whether the text has to be cut in one go."""
        return not self.by_piece or (bool(self.across) and self._across.search(text) is not None)


def language(store: Store) -> str:
    """Return the language whose tokeniser the project uses; a code that cannot be one counts as the usual one.

    It goes into file names and into configurations that others run, and a project file may be a stranger's.
    """
    found = store.setting("language", USUAL)
    return found if _CODE.fullmatch(found) else USUAL


def is_language(code: str) -> bool:
    """Whether spaCy has a tokeniser for a language; imports spaCy for any but the usual one."""
    return code == USUAL or (code.isalpha() and find_spec(f"spacy.lang.{code}") is not None)


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
        self._has_all = store is None  # in memory; nothing need be looked up

    def boundaries(self, text: str) -> Tokens:
        """Return the tokens of a text; loads spaCy when the text has a piece that was never seen.

        Raises:
            UserError: spaCy has no tokeniser for the language here.
        """
        self.facts()
        while (unseen := self._unseen(text)) != ([], []):
            self.learn(*unseen)  # a second time when a piece turned out to need the whole text
        return _tokens(text, self._cut(text) or [])

    def known(self, text: str, *, rough: bool = False) -> Tokens | None:
        """Return the tokens of a text without spaCy, or None while a piece of it was never seen.

        With `rough`, unseen pieces are cut at punctuation, which is mostly what spaCy will say.
        """
        cut = self._cut(text)
        if cut is None and rough:
            runs = list(pieces(text))
            found = self._look_up([_piece_key(piece) for _, piece in runs])
            cut = [(start, found.get(_piece_key(piece)) or _rough(piece)) for start, piece in runs]
        return None if cut is None else _tokens(text, cut)

    def request(self, text: str) -> dict[str, Any] | None:
        """Return what to ask the tokens child for before `known(text)` can answer; None when it can.

        After `accept` ask again: the answer may show that the text has to be cut as a whole.
        """
        unseen, facts = self._unseen(text), self._facts()
        if facts is not None and unseen == ([], []):
            return None
        return {"lang": self.lang, "pieces": unseen[0], "texts": unseen[1], "facts": facts is None}

    def accept(self, request: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
        """Remember what the tokens child answered to a request.

        Raises:
            UserError: the child says that the language cannot be had.
        """
        if "error" in answer:
            raise UserError(str(answer["error"]))
        if "facts" in answer:
            self._remember_facts(answer["facts"])
        self._remember(request["pieces"], request["texts"], answer["ends"])

    def learn(self, unseen: Sequence[str], texts: Sequence[str] = ()) -> None:
        """Have spaCy cut these pieces, and these texts as wholes, and remember what it says."""
        if unseen or texts:
            self._remember(unseen, texts, self._splitter.ends(unseen, texts))

    def facts(self) -> Facts:
        """Return what is known of the tokeniser, from spaCy when nothing is remembered."""
        if self._facts() is None:
            self._remember_facts(self._splitter.facts())
        assert self._known_facts is not None
        return self._known_facts

    def ends_of(self, wanted: Collection[str]) -> dict[str, bytes]:
        """Return the packed token ends (see `labels.token.pack`) of pieces, those of new ones from spaCy.

        Empty ends: the piece cannot be cut without its text, ask `boundaries` for that.
        """
        keys = {piece: piece if len(piece) <= LONGEST else _piece_key(piece) for piece in wanted}
        if absent := [piece for piece, key in keys.items() if key not in self._ends]:
            found = self._look_up([keys[piece] for piece in absent])
            self.learn([piece for piece in absent if keys[piece] not in found])
        return {piece: self._ends[key] for piece, key in keys.items()}

    def prepare(self, texts: Iterable[str]) -> None:
        """Learn the pieces of many texts at once, which is faster than one text after the other."""
        facts = self.facts()
        self.ends_of({piece for text in texts if not facts.is_whole(text) for _, piece in pieces(text)})

    def recall(self, *, most: int) -> bool:
        """Take all that the project remembers into memory at once; False where that is nothing, or over `most` pieces.

        Much faster than piece by piece for whoever will need a good part of them.
        """
        if self._store is None or not 0 < self._store.value("SELECT coalesce(max(id), 0) FROM piece") <= most:
            return False
        sql = "SELECT text, ends FROM piece NOT INDEXED WHERE tokenizer = ?"  # the table is read from end to end
        self._admit(cast(list[tuple[str, bytes]], self._store.rows(sql, (self.name,))))
        return self.held > 1  # more than the facts

    @property
    def held(self) -> int:
        """How many pieces are in memory."""
        return len(self._ends)

    def hold(self, *, most: int) -> None:
        """Take all as `recall` does, and ask the project for no piece any more: what others learn now is not seen."""
        if self._store is not None and int(self._store.value("SELECT coalesce(max(id), 0) FROM piece")) <= most:
            self.recall(most=most)
            self._has_all = True

    def forget(self) -> None:
        """Drop what is held in memory; the project file keeps it."""
        if self._store is not None and not self._store.read_only:
            self._ends.clear()
            self._has_all = False

    @cached_property
    def _splitter(self) -> Splitter:
        from labels.tokens_spacy import Splitter

        return Splitter(self.lang)

    def _cut(self, text: str) -> list[tuple[int, bytes]] | None:
        """Return start and packed ends of every piece of the text (or of all of it), None when any is not known."""
        facts = self._facts()
        if facts is None or not text:
            return None if text else []
        if not facts.is_whole(text):
            runs = list(pieces(text))
            found = self._look_up([_piece_key(piece) for _, piece in runs])
            ends = [found.get(_piece_key(piece)) for _, piece in runs]
            if None in ends:
                return None
            if all(ends):
                return [(start, blob) for (start, _), blob in zip(runs, ends, strict=True) if blob]
        whole = self._look_up([_text_key(text)])
        return [(0, blob) for blob in whole.values()] or None

    def _unseen(self, text: str) -> tuple[list[str], list[str]]:
        """Return what must be learnt before the text can be cut: pieces, and the text when it must be whole."""
        facts = self._facts()
        found: dict[str, bytes] = {}
        if facts is None or not facts.is_whole(text):
            cut = list(dict.fromkeys(piece for _, piece in pieces(text)))
            found = self._look_up([_piece_key(piece) for piece in cut])
            unseen = [piece for piece in cut if _piece_key(piece) not in found]
            if unseen or all(found.values()):
                return unseen, []
        return [], [] if self._look_up([_text_key(text)]) or not text else [text]

    def _look_up(self, keys: Collection[str]) -> dict[str, bytes]:
        """Return what is remembered for these keys; those never seen are left out."""
        absent = [] if self._has_all else [key for key in keys if key not in self._ends]
        for start in range(0, len(absent), _AT_ONCE):
            self._load(absent[start : start + _AT_ONCE])
        return {key: self._ends[key] for key in keys if key in self._ends}

    def _load(self, keys: list[str]) -> None:
        assert self._store is not None
        marks = ",".join("?" * len(keys))
        sql = f"SELECT text, ends FROM piece WHERE tokenizer = ? AND text IN ({marks})"
        self._admit(cast(list[tuple[str, bytes]], self._store.rows(sql, (self.name, *keys))))

    def _admit(self, rows: Iterable[tuple[str, bytes]]) -> None:
        """Take stored ends into memory, but for those that cannot be right."""
        for key, ends in rows:
            if (len(ends) == 1 and ends[0] == len(key)) or _is_hashed(key) or is_sound(ends, len(key)):
                self._ends[key] = ends

    def _remember(self, unseen: Sequence[str], texts: Sequence[str], ends: Iterable[list[int]]) -> None:
        keys = [*map(_piece_key, unseen), *map(_text_key, texts)]
        self._keep(dict(zip(keys, map(pack, ends), strict=True)))

    def _keep(self, found: Mapping[str, bytes]) -> None:
        self._ends.update(found)
        if self._store is None or self._store.read_only:
            return
        with self._store.transaction():
            self._store.db.conn.executemany(
                "INSERT INTO piece (tokenizer, text, ends) VALUES (?, ?, ?) "
                "ON CONFLICT (tokenizer, text) DO UPDATE SET ends = excluded.ends",
                [(self.name, key, ends) for key, ends in found.items()],
            )

    def _facts(self) -> Facts | None:
        if self._known_facts is None and (stored := self._look_up([_FACTS])):
            self._known_facts = _read_facts(stored[_FACTS])
        return self._known_facts

    def _remember_facts(self, facts: Mapping[str, Any]) -> None:
        stored = zlib.compress(json.dumps(facts).encode())
        self._known_facts = _read_facts(stored)
        self._keep({_FACTS: stored})


def _read_facts(stored: bytes) -> Facts | None:
    """Return the facts, None when the stored ones are not to be trusted."""
    try:
        given = json.loads(zlib.decompress(stored))
        symbols = {str(name): int(number) for name, number in given["symbols"].items()}
        return Facts(bool(given["by_piece"]), tuple(map(str, given["across"])), symbols)
    except (zlib.error, ValueError, KeyError, TypeError, AttributeError):
        return None


def _piece_key(piece: str) -> str:
    return piece if len(piece) <= LONGEST else " piece " + fingerprint(piece)


def _text_key(text: str) -> str:
    return " text " + fingerprint(text)


def _is_hashed(key: str) -> bool:
    return key[0] == " " and not key.isspace()


def _rough(piece: str) -> bytes:
    ends = [match.end() for match in _ROUGH.finditer(piece)]
    return pack(ends if len(piece) <= LONGEST else [0, *(2 * end for end in ends)])


def _tokens(text: str, cut: Iterable[tuple[int, bytes]]) -> Tokens:
    """Put the pieces of a text together."""
    starts, ends = array("q"), array("q")
    for base, blob in cut:
        for start, end in offsets(blob):
            starts.append(base + start)
            ends.append(base + end)
    white = bytes(text[start:end].isspace() for start, end in zip(starts, ends, strict=True))
    return Tokens(starts, ends, white)
