"""Answers of news interfaces, saved as JSON: NewsAPI and its like, GDELT, Media Cloud, Event Registry, Guardian, NYT.

What they nest is laid flat under the names that `record` knows; what it knows already is left as it is.
"""

from __future__ import annotations

import re
from typing import Any

from corpus.readers import markup
from corpus.readers.record import text_key

_CUT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*$")  # NewsAPI gives 200 characters
_GONE = "[Removed]"  # stands for every field of an article that NewsAPI has taken back
_INNER = ("articles", "results", "docs", "stories", "matches")
_ABOUT = frozenset(
    {"status", "totalResults", "totalArticles", "total", "count", "page", "pageSize", "nextPage", "meta", "info"}
)
CUT_SHORT = "The interface gave only the beginning of this article."


def inner(value: Any) -> list[Any] | None:
    """Return the articles an answer holds, None when it is no answer of an interface we know."""
    if not isinstance(value, dict):
        return None
    if isinstance(response := value.get("response"), dict):  # Guardian, New York Times
        value = response
    for key in _INNER:
        held = value.get(key)
        if isinstance(held, dict) and isinstance(held.get("results"), list):  # Event Registry
            held = held["results"]
        if isinstance(held, list) and (not held or isinstance(held[0], dict)) and _is_answer(value):
            return held
    return None


def _is_answer(value: dict[str, Any]) -> bool:
    """Whether it is about its articles: no text of its own, and a count, a page or a state beside them."""
    alone = len(value) == 1 or isinstance(value.get("articles"), dict)
    return (alone or not _ABOUT.isdisjoint(value)) and not text_key(list(value))


def flat(record: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Return a record with its fields on one level, and a sentence on what is wrong with it, "" for nothing."""
    if isinstance(record.get("fields"), dict) and "webTitle" in record:
        return _guardian(record), ""
    if isinstance(record.get("headline"), dict) and "web_url" in record:
        return _times(record)
    if "seendate" in record and "url" in record:
        return {**record, "published": record["seendate"], "source": record.get("domain", "")}, ""
    if "stories_id" in record or ("media_name" in record and "publish_date" in record):
        return _media_cloud(record), ""
    if "publishedAt" in record and isinstance(record.get("source"), dict | str):
        return _news_api(record)
    if isinstance(record.get("source"), dict) and "dateTime" in record and "body" in record:
        return _event_registry(record), ""
    return record, ""


def _news_api(record: dict[str, Any]) -> tuple[dict[str, Any], str]:
    content, about = (_string(record, key).replace(_GONE, "") for key in ("content", "description"))
    whole = _CUT.sub("", content)
    text = markup.plain(whole)
    if about and (not text or (whole != content and not _same_start(text, about))):
        text = "\n\n".join(each for each in (markup.plain(about), text) if each)
    rest = {key: value for key, value in record.items() if key not in ("content", "source")}
    source = record["source"]
    name = source.get("name") or source.get("id") or "" if isinstance(source, dict) else source
    short = text and (whole != content or not content)
    return {**rest, "text": text, "source": name}, CUT_SHORT if short else ""


def _same_start(text: str, about: str) -> bool:
    return text.split(maxsplit=5)[:5] == markup.plain(about).split(maxsplit=5)[:5]


def _event_registry(record: dict[str, Any]) -> dict[str, Any]:
    source = record["source"]
    rest = {key: value for key, value in record.items() if key not in ("source", "date", "time")}
    return {**rest, "published": record["dateTime"], "source": source.get("title") or source.get("uri") or ""}


def _guardian(record: dict[str, Any]) -> dict[str, Any]:
    fields = record["fields"]
    text = (
        _string(fields, "bodyText")
        or markup.plain(_string(fields, "body"))
        or markup.plain(_string(fields, "trailText"))
    )
    return {
        "text": text,
        "title": markup.line(_string(fields, "headline")) or _string(record, "webTitle"),
        "source": markup.line(_string(fields, "publication")) or "The Guardian",
        "published": _string(record, "webPublicationDate"),
        "url": _string(record, "webUrl"),
        "language": _string(fields, "lang"),
        "author": _string(fields, "byline"),
        "section": _string(record, "sectionName"),
    }


def _times(record: dict[str, Any]) -> tuple[dict[str, Any], str]:
    parts: list[str] = []
    for key in ("abstract", "lead_paragraph", "snippet"):
        part = _string(record, key)
        if part and not any(part in each for each in parts):
            parts.append(part)
    byline = record.get("byline")
    return {
        "text": "\n\n".join(parts),
        "title": _string(record["headline"], "main"),
        "source": _string(record, "source"),
        "published": _string(record, "pub_date"),
        "url": _string(record, "web_url"),
        "author": _string(byline, "original") if isinstance(byline, dict) else "",
        "section": _string(record, "section_name"),
    }, CUT_SHORT if parts else ""


def _media_cloud(record: dict[str, Any]) -> dict[str, Any]:
    text = next((found for key in ("text", "story_text", "content") if (found := _string(record, key))), "")
    source = _string(record, "media_name") or _string(record, "media_url")
    return {**record, "text": text, "source": source, "published": record.get("publish_date", "")}


def _string(record: dict[str, Any], key: str) -> str:
    value = record.get(key)
    return value.strip() if isinstance(value, str) else ""
