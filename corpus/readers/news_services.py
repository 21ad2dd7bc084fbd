"""Exports of news services (LexisNexis, Factiva): many articles in one file of text, split and read.

Each service is a module of its own. Readers of text, web pages and documents call `found` (or `split`) with the plain
text of the whole file, a paragraph or line each, before they take that for one article.
"""

from __future__ import annotations

import re

from corpus.article import RawArticle, Refusal
from corpus.readers import factiva, lexisnexis
from corpus.readers.format import Found, Job, within
from corpus.readers.limits import Limits

HINT = re.compile(f"{lexisnexis.HINT}|{factiva.HINT}")  # that a text may be one, also HTML, where lines mean nothing

_LOOK = 1 << 19  # code points at the start, within which the first article of any export ends


def split(text: str, where: str = "") -> list[RawArticle] | None:
    """Return the articles of an export by a news service; None when `text` is not one.

    `where` names the file; each article's own `where` is its place in it ("wires.txt, document 12"). An article may
    turn out to have no text.
    """
    start = _with_plain_ends(text[:_LOOK])
    if lexisnexis.is_likely(start) and (articles := lexisnexis.split(_with_plain_ends(text), where)):
        return articles
    return factiva.split(_with_plain_ends(text), where) if factiva.is_likely(start) else None


def found(job: Job, text: str) -> list[Found] | None:
    """Do as `split` for the file of a job; articles without a text or over the limit become refusals."""
    articles = split(text, job.name)
    return None if articles is None else [_checked(each, job.limits) for each in articles]


def _with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")


def _checked(article: RawArticle, limits: Limits) -> Found:
    if not article.text.strip():
        return Refusal(article.where, f"{article.where} holds no text and was left out.")
    return within(article, limits)
