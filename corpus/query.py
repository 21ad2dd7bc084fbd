"""The search box: words and `field:value` terms, as one frozen query.

Terms beside one another must all hold; OR joins the two it stands between, `-` or NOT excludes what comes next, and
parentheses group. So `Hama OR Homs status:todo` is to do and names either town. Capitals make an
operator: *or* is a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from typing import NamedTuple

from corpus import query_terms as terms
from corpus.article import STATUSES
from corpus.errors import UserError
from corpus.fold import fold
from corpus.query_terms import FIELDS, And, Field, Node, Not, Or, Words, Wrong
from corpus.text import clean_text

_NAMES = "|".join((*FIELDS, *terms.ALIASES))
_TOKEN = re.compile(
    rf'(?P<minus>-(?=[^\s)-]))?(?:(?P<paren>[()])|(?:(?P<name>{_NAMES}):)?(?P<value>"[^"]*"?\*?|[^\s()]*))',
    re.IGNORECASE,
)
_OPEN_FIELD = re.compile(rf"(?<!\S)-?\(?(?:{_NAMES}):", re.IGNORECASE)
_UNKNOWN = re.compile(r"([a-z]{3,12}):\S", re.IGNORECASE)
_LETTER = re.compile(r"[^\W_]")
_MOST, _DEEPEST = 200, 20  # terms, parentheses within parentheses


@dataclass(frozen=True, slots=True)
class Query:
    """What to list. Empty fields do not restrict; each field is a term that must hold beside the others.

    Attributes:
        text: words and "quoted phrases" that the title, source or text must hold, and whatever is joined by OR, NOT or
            parentheses, or stands a second time.
        status: one of `STATUSES`, or ``todo`` for new and in progress.
        source: the outlet's name holds this, case apart.
        before, after: published on a day before (after) this ISO day, month or year.
        label: holds at least one span with this label.
        type: holds an event of this type, or of one below it.
        actor: holds an event in which this actor fills a role.
        coder: this coder has worked on it.
        lang: its language, as ISO 639-1.
        copies: ``yes``, ``no``, ``first`` (one article of each group of copies, and those without), or an article's id.
        assigned: belongs to this assignment, or to one of this coder's.
        problems: what was odd about what was typed, one plain sentence each.
    """

    text: str = ""
    status: str = ""
    source: str = ""
    before: str = ""
    after: str = ""
    label: str = ""
    type: str = ""
    actor: str = ""
    coder: str = ""
    lang: str = ""
    copies: str = ""
    assigned: str = ""
    problems: tuple[str, ...] = field(default=(), compare=False)

    def __bool__(self) -> bool:
        return self != Query()

    @property
    def tree(self) -> Node:
        """What is asked, as one tree."""
        return _tree(self)

    @property
    def asks(self) -> frozenset[str]:
        """Names of the fields that are asked, and "text" when words are."""
        return frozenset(_asked(node) for node in terms.nodes(self.tree)) - {""}

    @property
    def words(self) -> tuple[Words, ...]:
        """The words and phrases that an article found may hold, in the order typed."""
        return tuple(terms.present(self.tree))


class _Token(NamedTuple):
    kind: str  # "(", ")", "or", "not", "term"
    node: Node | None
    start: int
    end: int


class _Part(NamedTuple):
    node: Node
    start: int
    end: int


def parse(box: str) -> Query:
    """Return the query typed into the search box: ``Hama source:sana status:todo before:2024-12-07``. Never raises."""
    typed = clean_text(box)
    parts, problems = _read(typed)
    found: dict[str, str] = {}
    rest: list[str] = []
    for part in parts:
        if isinstance(part.node, Field) and part.node.name not in found:
            found[part.node.name] = part.node.value
        else:
            rest.append(typed[part.start : part.end])
    return Query(text=" ".join(rest), problems=problems, **found)


def written(query: Query) -> str:
    """Return what to type for a query: the words first, where that changes nothing."""
    named = [
        f"{each.name}:{_quoted(_short(value))}"
        for each in fields(Query)
        if each.name in FIELDS and (value := getattr(query, each.name))
    ]
    words = [query.text] if query.text else []
    return " ".join((*named, *words) if _is_open(query.text) else (*words, *named))


def changed(query: Query, **values: str) -> Query:
    """Return the query with other values of fields ("" for any), as if it had been typed so."""
    return parse(written(replace(query, **values)))  # type: ignore[arg-type]


def with_status(query: Query, status: str) -> Query:
    """Return the query restricted to a status.

    Raises:
        UserError: there is no such status.
    """
    name = terms.status_name(status)
    if not name:
        raise UserError(f"{status} is not a status; use one of {', '.join(STATUSES)}, or todo.")
    return replace(query, status=name)


def expression(words: Words) -> str:
    """Return words as FTS5 takes them.

    They are quoted, so nothing typed can be read as query syntax; the index itself parts them, as it did the text.
    """
    return '"' + fold(words.text).replace('"', " ").strip() + '"' + ("*" if words.prefix else "")


@lru_cache(maxsize=64)
def _tree(query: Query) -> Node:
    text = terms.with_beginning(And(tuple(part.node for part in _read(query.text)[0])))
    named = tuple(terms.field(name, value) for name in FIELDS if (value := getattr(query, name)))
    parts = (*(text.parts if isinstance(text, And) else (text,)), *named)
    return parts[0] if len(parts) == 1 else And(parts)


def _asked(node: Node) -> str:
    return node.name if isinstance(node, Field) else "text" if isinstance(node, Words) else ""


def _quoted(value: str) -> str:
    return f'"{value}"' if re.search(r'[\s()]|^["-]', value) else value


def _short(value: str) -> str:
    return "progress" if value == "in progress" else value


def _is_open(text: str) -> bool:
    """Whether what comes after a text could be taken for a part of it, or it holds terms itself."""
    return text.count('"') % 2 == 1 or text.count("(") > text.count(")") or bool(_OPEN_FIELD.search(text))


# Reading


@lru_cache(maxsize=64)
def _read(typed: str) -> tuple[tuple[_Part, ...], tuple[str, ...]]:
    """Return what stands beside one another in a text, and what is odd about it."""
    reader = _Reader(typed)
    parts = tuple(reader.beside(0))
    wrong = [node.sentence for part in parts for node in terms.nodes(part.node) if isinstance(node, Wrong)]
    return parts, tuple(dict.fromkeys((*wrong, *reader.problems)))


class _Reader:
    """Reads the tokens of one text by recursive descent."""

    def __init__(self, typed: str) -> None:
        self.problems: list[str] = []
        self._typed = typed
        self._tokens = self._cut()
        self._at = 0

    def beside(self, depth: int) -> list[_Part]:
        """Read terms that must all hold, up to the end or the parenthesis that closes them."""
        found: list[_Part] = []
        while (token := self._peek()) is not None:
            if token.kind == ")" and depth:
                break
            if token.kind in (")", "or"):
                self._at += 1
                self._odd(token.kind)
            elif (part := self._either(depth)) is not None:
                found.append(part)
        return found

    def _either(self, depth: int) -> _Part | None:
        """Read a term, and those joined to it by OR."""
        first = self._one(depth)
        joined = [first] if first else []
        while first and (token := self._peek()) is not None and token.kind == "or":
            self._at += 1
            following = self._peek()
            if following is None or following.kind in (")", "or"):
                self._odd("or")
            elif part := self._one(depth):
                joined.append(part)
        if len(joined) < 2:
            return first
        return _Part(Or(tuple(part.node for part in joined)), joined[0].start, joined[-1].end)

    def _one(self, depth: int) -> _Part | None:
        start, excluded = self._tokens[self._at].start, False
        while (token := self._peek()) is not None and token.kind == "not":
            excluded, self._at = not excluded, self._at + 1
        if token is None or token.kind in (")", "or"):
            self._odd("not")
            return None
        self._at += 1
        part = self._group(token, depth) if token.kind == "(" else _of(token)
        if part is None:
            return None
        return _Part(Not(part.node) if excluded else part.node, start, part.end)

    def _group(self, opened: _Token, depth: int) -> _Part | None:
        if depth >= _DEEPEST:
            sentence = f"Parentheses stand in one another more than {_DEEPEST} deep."
            self._at = len(self._tokens)
            return _Part(Wrong(sentence), opened.start, len(self._typed))
        inside = self.beside(depth + 1)
        closed = self._peek()
        end = closed.end if closed else len(self._typed)
        self._at += 1
        if closed is None:
            self.problems.append("A parenthesis is opened and not closed.")
        if not inside:
            return None
        nodes = tuple(part.node for part in inside)
        return _Part(nodes[0] if len(nodes) == 1 else And(nodes), opened.start, end)

    def _peek(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _odd(self, kind: str) -> None:
        self.problems.append(
            {
                ")": "A parenthesis is closed that was not opened.",
                "or": "OR stands between two terms; here one is missing.",
                "not": "NOT stands before a term; here it is missing.",
            }[kind]
        )

    # Tokens

    def _cut(self) -> list[_Token]:
        found: list[_Token] = []
        at = 0
        while match := _TOKEN.search(self._typed, at):
            at = max(match.end(), match.start() + 1)
            if match["minus"]:
                found.append(_Token("not", None, match.start(), match.start() + 1))
            if match["paren"]:
                found.append(_Token(match["paren"], None, match.start(), match.end()))
            elif match.end() > match.start() and (token := self._term(match)):
                found.append(token)
            if at >= len(self._typed):
                break
        if sum(token.kind == "term" for token in found) > _MOST:
            wrong = Wrong(f"A search takes at most {_MOST} terms; this one has more.")
            return [_Token("term", wrong, 0, len(self._typed))]
        return found

    def _term(self, match: re.Match[str]) -> _Token | None:
        name, value = match["name"], match["value"]
        start = match.start("name" if name else "value")
        if name:
            return self._field(name, value, start, match.end())
        if value in ("OR", "NOT"):
            return _Token(value.lower(), None, start, match.end())
        if value == "AND" or not _LETTER.search(fold(value)):
            return None
        self._hint(value)
        closed = len(value) > 1 and value.startswith('"') and value.rstrip("*").endswith('"')
        if value.startswith('"') and not closed:
            self.problems.append("A quotation mark is opened and not closed.")
        words = Words(value.rstrip("*").strip('"').strip(), prefix=value.endswith("*"), whole=closed)
        return _Token("term", words, start, match.end())

    def _field(self, name: str, value: str, start: int, end: int) -> _Token | None:
        plain = value.rstrip("*").strip('"').strip() if value.startswith('"') else value
        if plain:
            return _Token("term", terms.field(name, plain), start, end)
        self.problems.append(f"After {name.lower()}: something is missing.")
        return None

    def _hint(self, value: str) -> None:
        """Say so when a word looks like a field that there is not."""
        if (found := _UNKNOWN.match(value)) and not value.lower().startswith(("http:", "https:")):
            near = _nearest(found[1].lower())
            if near:
                self.problems.append(f"{found[1]}: is no field, so it was looked for as a word; do you mean {near}:?")


def _of(token: _Token) -> _Part | None:
    return _Part(token.node, token.start, token.end) if token.node else None


def _nearest(name: str) -> str:
    import difflib

    return next(iter(difflib.get_close_matches(name, (*FIELDS, *terms.ALIASES), 1, 0.75)), "")
