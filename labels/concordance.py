"""Every place in the corpus where words stand, or an expression matches: found batch by batch, held as arrays.

Words and phrases are found as the full-text index folds them; the words of a span exactly, case too, and not inside a
word; a regular expression in a child process, since it may never end. Places are code points, half-open.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, get_args

from pyroaring import BitMap

from corpus.errors import UserError
from corpus.listing import Listing, Texts
from corpus.progress import Progress, silent
from corpus.query import Query, parse
from corpus.query_terms import Words
from corpus.store import Store
from labels.folded import Term, folded, pattern, words_of

Kind = Literal["words", "expression", "same"]
KINDS: tuple[Kind, ...] = get_args(Kind)
OrderKey = Literal["article", "date", "source", "before", "hit", "after"]  # see `labels.concordance_order`
ORDER_KEYS: tuple[OrderKey, ...] = get_args(OrderKey)
MOST = 1_000_000  # hits that are held
LONGEST = 1000  # code points of a regular expression
NEAR = 3  # words to each side by which hits are put in order
_FIRST, _AT_ONCE = 100, 512  # articles looked through before the first hits are told, and later at once
_TEXT = 4_000_000  # code points held at once, but for a longer article
_ROOM = 64  # code points to each side in which those words are looked for
_MOST_TERMS = 50
_LONGEST_WORD = 40
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for.

    Attributes:
        text: a search (its words are the hits, in the articles it finds), a regular expression, or a span's words.
        kind: which of these `text` is.
        case: upper and lower case differ in a regular expression.
        within: only in the articles that this finds.
    """

    text: str
    kind: Kind = "words"
    case: bool = False
    within: Query = Query()

    def __bool__(self) -> bool:
        return bool(self.text.strip())


@dataclass(slots=True)
class Hits:
    """Where something was found, row by row; 44 bytes each, whatever the articles are.

    Attributes:
        articles, starts, ends: of each hit; code points.
        near: for each hit seven numbers of `words`: itself, three words before (nearest first), three after.
        words: each word once, folded; number 0 is "".
        looked: articles that were looked through.
        complete: False when there are more than `MOST`.
    """

    articles: array[int] = field(default_factory=lambda: array("q"))
    starts: array[int] = field(default_factory=lambda: array("I"))
    ends: array[int] = field(default_factory=lambda: array("I"))
    near: array[int] = field(default_factory=lambda: array("I"))
    words: list[str] = field(default_factory=lambda: [""])
    looked: int = 0
    complete: bool = True

    def __len__(self) -> int:
        return len(self.starts)

    def add(self, batch: Batch) -> None:
        """Take in what was found next."""
        self.articles.extend(batch.articles)
        self.starts.extend(batch.starts)
        self.ends.extend(batch.ends)
        self.near.extend(batch.near)
        self.words.extend(batch.words)
        self.looked, self.complete = batch.looked, self.complete and batch.complete


@dataclass(slots=True)
class Batch:
    """Hits found in some articles, as in `Hits`; `words` are those not told before, `looked` and `of` articles.

    While it is not known yet how many articles there are, `of` is 0.
    """

    articles: array[int]
    starts: array[int]
    ends: array[int]
    near: array[int]
    words: list[str]
    looked: int
    of: int
    complete: bool = True

    def join(self, other: Batch) -> Batch:
        """Return this with what was found next."""
        for name in ("articles", "starts", "ends", "near", "words"):
            getattr(self, name).extend(getattr(other, name))
        self.looked, self.of, self.complete = other.looked, other.of, other.complete
        return self


def search(store: Store, wanted: Wanted, *, progress: Progress = silent) -> Iterator[Batch]:
    """Yield the hits in queue order, batch by batch, the first ones soon.

    The first articles are looked through here, unless the expression is a person's own. The others are in a child
    process: so much work of Python's in another thread would make the window stumble.

    Raises:
        UserError: there is nothing to look for in `wanted`, or a regular expression cannot be read or takes too long.
        Cancelled: `progress` asked to stop.
    """
    from labels.concordance_child import search_in_child

    finder = Finder(re.compile("")) if wanted.kind == "expression" else Finder(matcher(wanted))
    texts: Texts = {}
    first, found = BitMap() if wanted.kind == "expression" else _first(store, wanted, texts), 0
    for batch in scan(store, first, finder, most=MOST, progress=progress):
        batch.of = len(first) if len(first) < _FIRST else 0
        found += len(batch.starts)
        yield batch
    ids = candidates(store, wanted, texts=texts)
    if len(first) < len(ids):
        rest = search_in_child(store, wanted, ids - first, words=finder.words(), most=MOST - found, progress=progress)
        for batch in rest:
            batch.looked, batch.of = batch.looked + len(first), len(ids)
            yield batch


def candidates(store: Store, wanted: Wanted, *, texts: Texts | None = None) -> BitMap:
    """Return the articles that can hold hits; what the index answered before is in `texts`."""
    found = Listing(store, wanted.within, texts=texts).whole()
    asked = _asked(wanted)
    return found & Listing(store, asked, texts=texts).whole() if asked else found


def _asked(wanted: Wanted) -> Query:
    """Return the search that finds the articles with hits; an empty one finds all."""
    if wanted.kind == "words":
        return parse(wanted.text)
    if wanted.kind == "same" and (words := words_of(wanted.text)):
        return Query(text='"' + " ".join(words) + '"')
    return Query()


def _first(store: Store, wanted: Wanted, texts: Texts) -> BitMap:
    """Return the first articles that can hold hits, without asking the index for all of them."""
    within, found = Listing(store, wanted.within, texts=texts).whole(), BitMap()
    for part in Listing(store, _asked(wanted), texts=texts).parts():
        found |= part & within
        if len(found) >= _FIRST:
            break
    return BitMap(found[:_FIRST])


def scan(
    store: Store,
    article_ids: BitMap,
    finder: Finder,
    *,
    most: int,
    at_once: int = _AT_ONCE,
    progress: Progress = silent,
) -> Iterator[Batch]:
    """Yield what a finder finds in some articles, in order, at most so many hits."""
    looked, of = 0, len(article_ids)
    for ids in _parts(article_ids, at_once):
        progress(looked, of, "articles")
        looked += len(ids)
        batch = finder.batch(_texts(store, ids), most)
        batch.looked, batch.of = looked, of
        most -= len(batch.starts)
        yield batch
        if not batch.complete:
            return


def _parts(article_ids: BitMap, at_once: int) -> Iterator[list[int]]:
    """Yield the ids in order, few at first and then more at once."""
    ids = article_ids.to_array()
    at, size = 0, min(_FIRST, at_once)
    while at < len(ids):
        yield ids[at : at + size].tolist()
        at, size = at + size, at_once


def _texts(store: Store, ids: list[int]) -> Iterator[tuple[int, str]]:
    """Yield the texts in order. They are read before they are looked through: who reads keeps others from writing."""
    lengths = dict(store.rows(f"SELECT id, length FROM article WHERE id IN ({_signs(ids)})", ids))
    some, size = list[int](), 0
    for article_id in (*ids, 0):
        size += lengths.get(article_id, 0)
        if some and (not article_id or size > _TEXT):
            sql = f"SELECT article_id, text FROM article_text WHERE article_id IN ({_signs(some)}) ORDER BY article_id"
            yield from ((int(row[0]), str(row[1])) for row in store.rows(sql, some))
            some, size = [], lengths.get(article_id, 0)
        some.append(article_id)


def _signs(ids: list[int]) -> str:
    return ",".join("?" * len(ids))


def matcher(wanted: Wanted) -> re.Pattern[str]:
    """Return the expression for words or for the words of a span.

    Raises:
        UserError: no word is in it.
    """
    if wanted.kind == "same":
        return _standing_alone(wanted.text)
    query = parse(wanted.text)
    terms = [Term(words_of(each.text), _goes_on(each, query)) for each in query.words[:_MOST_TERMS]]
    found = pattern(terms)
    if found is None:
        problem = query.problems[0] if query.problems else "Type a word or a phrase to look for"
        raise UserError(problem.rstrip(".") + ".")
    return found


def _goes_on(words: Words, query: Query) -> bool:
    """Whether words are a beginning by a star. While one types, the last word may go on too: not so here."""
    return words.prefix and f"{words.text}*" in query.text.replace('"', "")


def _standing_alone(words: str) -> re.Pattern[str]:
    """Return the expression of `labels.span.mentions`: these very words, not inside a longer word."""
    left, right = (r"(?<!\w)" if re.match(r"\w", words) else "", r"(?!\w)" if re.search(r"\w\Z", words) else "")
    return re.compile(left + re.escape(words) + right)


class Finder:
    """Finds hits in texts, and numbers the words around them; matches of nothing are passed over."""

    def __init__(self, expression: re.Pattern[str], words: Iterable[str] = ("",)) -> None:
        """`words` are those numbered before."""
        self._expression = expression
        self._numbers: dict[str, int] = {word: number for number, word in enumerate(words)}
        self._known: dict[str, int] = {}  # as written; most words come again and again

    def words(self) -> list[str]:
        """Return all words numbered so far, in order."""
        return [*self._numbers]

    def batch(self, texts: Iterable[tuple[int, str]], most: int) -> Batch:
        """Return the hits in these texts, at most so many."""
        articles, starts, ends, near = array("q"), array("I"), array("I"), array("I")
        before = len(self._numbers)
        complete = True
        for article_id, text in texts:
            for match in self._expression.finditer(text):
                start, end = match.span()
                if start == end:
                    continue
                if len(starts) >= most:
                    complete = False
                    break
                articles.append(article_id)
                starts.append(start)
                ends.append(end)
                near.extend(self._near(text, start, end))
            if not complete:
                break
        return Batch(articles, starts, ends, near, [*self._numbers][before:], 0, 0, complete)

    def _near(self, text: str, start: int, end: int) -> list[int]:
        left = _WORD.findall(text[max(0, start - _ROOM) : start])[: -NEAR - 1 : -1]
        right = _WORD.findall(text[end : end + _ROOM])[:NEAR]
        words = [text[start:end], *left, *[""] * (NEAR - len(left)), *right, *[""] * (NEAR - len(right))]
        return [self._known.get(word) or self._number(word) for word in words]

    def _number(self, word: str) -> int:
        number = self._numbers.setdefault(folded(word[:_LONGEST_WORD]), len(self._numbers))
        if len(word) <= _LONGEST_WORD and len(self._known) < MOST:
            self._known[word] = number
        return number
