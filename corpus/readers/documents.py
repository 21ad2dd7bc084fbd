"""What readers of documents (PDF, DOCX, ODT, RTF) share: from a text and what the file says of itself to articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from corpus.article import RawArticle
from corpus.readers import news_services
from corpus.readers.dates import to_iso
from corpus.readers.format import Found, Job, too_long
from corpus.readers.headline import find_headline

_EMPTY_NAMES = re.compile(
    r"(?:microsoft word|powerpoint|excel)\b.*|(?:untitled|document|dokument|unbenannt|sans titre|title)\W*\d*"
    r"|.*\.(?:docx?|odt|rtf|pdf|txt|html?|indd|tmp)",
    re.IGNORECASE,
)
_LONGEST = 500  # code points of a title or name


@dataclass(slots=True)
class Facts:
    """What a document says of itself.

    Attributes:
        made: when the file was made (ISO), which is not when the article was published.
        meta: whatever else is kept.
    """

    title: str = ""
    author: str = ""
    made: str = ""
    language: str = ""
    url: str = ""
    meta: dict[str, Any] = field(default_factory=dict)


def articles(job: Job, text: str, facts: Facts, *, warnings: tuple[str, ...] = ()) -> Iterator[Found]:
    """Yield the articles of a document: those of a news service's export, else its whole text as one."""
    if not text.strip():
        yield job.refuse("holds no text.")
    elif several := news_services.found(job, text):
        yield from several
    elif len(text) > job.limits.text:
        yield job.refuse(too_long("", len(text), job.limits.text).lstrip())
    else:
        yield _one(job, text, facts, warnings)


def _one(job: Job, text: str, facts: Facts, warnings: tuple[str, ...]) -> RawArticle:
    head = find_headline(text)
    made = to_iso(facts.made)
    guessed = made if not head.published else ""
    said = {"author": one_line(facts.author), "made": made} | facts.meta
    if guessed:
        warnings += ("It states no date of publication; the day on which the file was made was taken.",)
    return RawArticle(
        text=text,
        title=_title(facts.title) or head.title,
        source=head.source,
        published=head.published or guessed,
        url=facts.url,
        language=facts.language,
        meta={key: value for key, value in said.items() if value not in ("", None)},
        where=job.name,
        warnings=warnings,
    )


def one_line(text: str) -> str:
    """Return a short text as one line."""
    return " ".join(text.replace("\x00", "").split())[:_LONGEST]


def _title(stated: str) -> str:
    """The title stated, unless a program made it up."""
    title = one_line(stated)
    return "" if _EMPTY_NAMES.fullmatch(title) else title
