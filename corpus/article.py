"""An article: one frozen text with its title, outlet and date."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, get_args

Status = Literal["new", "in progress", "done", "flagged", "skipped"]
STATUSES: tuple[Status, ...] = get_args(Status)
MAX_TEXT = 5_000_000  # code points; more is refused by default, a single such line stalls any text view


@dataclass(slots=True)  # a frozen one takes four times as long to make, and imports make millions
class RawSpan:
    """A span as a file states it; nobody changes it. Offsets are code points of the raw text, half-open.

    Attributes:
        fields: what else the file says of it (``note``, ``certainty``, ``created``, ``uid``, ``exact`` ...).
    """

    start: int
    end: int
    label: str
    coder: str = ""
    origin: str = ""
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RawArgument:
    """What fills a role, as a file states it. Offsets are code points of the raw text, None where no words prove it.

    Attributes:
        fields: what else the file says of it (``kind``, ``slot``, ``many``, ``value``, ``entity``, ``place``, ``span``,
            ``uid``).
    """

    role: str
    text: str = ""
    start: int | None = None
    end: int | None = None
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RawEvent:
    """An event as a file states it. Offsets are code points of the raw text, None for an event without a place in it.

    Attributes:
        type: path of its event type ("Battles / Armed clash"), "" for none.
        fields: what else the file says of it (``uid``, ``code``, ``trigger``, ``status``, ``historical``,
            ``certainty``, ``note``, ``created``, ``changed``).
    """

    type: str = ""
    start: int | None = None
    end: int | None = None
    arguments: tuple[RawArgument, ...] = ()
    coder: str = ""
    origin: str = ""
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article as a reader found it, before cleaning. Knows nothing of the project.

    Attributes:
        published: ISO date or date-time, empty when the file does not state one.
        language: ISO 639-1 code, empty when unknown.
        meta: whatever else the file says, JSON-able; ``meta["encoding"]`` when one had to be assumed.
        where: file and place in it, for reports ("wires.jsonl, line 12").
        warnings: plain sentences on what was assumed or mended while reading.
        status: where whoever coded it stands; `work` says it coder by coder, where the file knows.
    """

    text: str
    title: str = ""
    source: str = ""
    published: str = ""
    url: str = ""
    language: str = ""
    meta: dict[str, Any] = field(default_factory=dict)
    spans: tuple[RawSpan, ...] = ()
    where: str = ""
    warnings: tuple[str, ...] = ()
    status: str = ""
    uid: str = ""
    work: dict[str, str] = field(default_factory=dict)
    events: tuple[RawEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something in a file that could not be taken in, with one plain sentence that names it and says why."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file whose items come next; told again after them, then with its hash and the reader that read it.

    Attributes:
        name: as reports call it. size: bytes.
        sha256: of its bytes as they were read, "" before that.
        reader: format and version of its reader ("pdf 1"), "" before.
    """

    name: str
    size: int = 0
    sha256: str = ""
    reader: str = ""


Item = RawArticle | Refusal | FileRead


@dataclass(frozen=True, slots=True)
class Article:
    """One article with its text. `length` and all offsets count code points."""

    id: int
    uid: str
    title: str
    text: str
    source: str = ""
    url: str = ""
    published: str = ""
    language: str = ""
    meta: dict[str, Any] = field(default_factory=dict)
    sha256: str = ""

    @property
    def length(self) -> int:
        """Length of the text in code points."""
        return len(self.text)


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """What a list shows of an article: everything but the text.

    Attributes:
        waiting: suggestions by models and other tools that nobody had to look at yet; 0 once the article is done.
    """

    id: int
    uid: str
    title: str
    source: str
    published: str
    language: str
    length: int
    spans: int
    status: Status
    events: int = 0
    waiting: int = 0
