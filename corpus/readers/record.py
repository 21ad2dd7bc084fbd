"""One record (a JSON object, a row of a table) to one article: which key holds what, the rest goes to `meta`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from corpus.article import STATUSES, RawArticle, RawSpan
from corpus.readers.dates import to_iso
from corpus.readers.events import is_events, read_events
from corpus.readers.spans import read_spans, spans_key

# Names are compared without case, blanks, hyphens and underscores; the first is ours and wins.
_NAMES = {
    "text": "text body content fulltext maintext articletext articlebody bodytext story article",
    "title": "title headline heading articletitle",
    "source": "source sourcename publication outlet publisher sitename newspaper",
    "published": "published publishedat datepublished publicationdate publisheddate pubdate datepublish"
    " publishdate date datetime",
    "url": "url sourceurl link articleurl weburl href",
    "language": "language lang languagecode",
}
_RANK = {name: (field, rank) for field, names in _NAMES.items() for rank, name in enumerate(names.split())}
_RECOMPUTED = frozenset({"tokens", "sents", "_input_hash", "_task_hash", "_view_id"})
_LANGUAGES = {
    name: code
    for code, names in (
        ("en", "english eng"),
        ("ar", "arabic ara"),
        ("fr", "french fra fre"),
        ("de", "german deu ger"),
        ("es", "spanish spa"),
        ("ru", "russian rus"),
        ("uk", "ukrainian ukr"),
        ("tr", "turkish tur"),
        ("fa", "persian farsi fas per"),
        ("he", "hebrew heb"),
        ("pt", "portuguese por"),
        ("it", "italian ita"),
        ("zh", "chinese zho chi"),
    )
    for name in names.split()
}
_UID = re.compile(r"[0-9a-f]{32}")
_DEPTH = 24  # levels of lists and objects that may be kept in meta


class NoText(Exception):
    """The record has no text."""


class TooDeep(Exception):
    """The record nests lists and objects beyond what anyone writes by hand."""


def text_key(keys: list[str]) -> str:
    """Return which of `keys` names the text, "" for none."""
    return _best(keys, "text")


def field_count(keys: list[str]) -> int:
    """Return how many of `keys` are names we know."""
    return sum(1 for key in keys if known_field(key))


def to_article(record: dict[str, Any], where: str) -> RawArticle:
    """Return the article a record holds.

    Raises:
        NoText: no key holds a text that is more than blanks.
        TooDeep: it nests too deeply.
    """
    rest = {key: value for key, value in record.items() if key not in _RECOMPUTED}
    own = rest.get("status") in STATUSES if isinstance(rest.get("status"), str) else False
    text = _take(rest, "text")
    if not text.strip():
        raise NoText
    meta = _meta(rest)
    found = {field: _field(rest, meta, field, own=own) for field in ("title", "source", "published", "url", "language")}
    spans, warnings = _spans(rest, text, own=own)
    given = rest.pop("events") if is_events(rest.get("events")) else []
    _check_depth(given, _DEPTH)
    events, more = read_events(given)
    uid = rest.pop("uid") if _is_uid(rest.get("uid")) else ""
    status = rest.pop("status") if own else ""
    work = _work(rest.pop("work")) if own and "work" in rest else {}
    for key, value in rest.items():
        if value not in ("", None):
            meta.setdefault(key, value)
    _check_depth(meta, _DEPTH)
    return RawArticle(
        text=text,
        meta=meta,
        spans=spans,
        where=where,
        warnings=(*warnings, *more),
        status=status,
        uid=uid,
        work=work,
        events=events,
        **found,
    )


def _work(value: object) -> dict[str, str]:
    """Return who stands where, without what is no name and status."""
    given = value.items() if isinstance(value, dict) else ()
    return {coder: status for coder, status in given if coder and isinstance(status, str) and status in STATUSES}


@lru_cache(maxsize=4096)
def known_field(key: str) -> tuple[str, int] | None:
    """Which field a key names and how well, None for a key of no meaning to us."""
    return _RANK.get(re.sub(r"[\s_.\-]", "", key).casefold()) if len(key) < 40 else None


def _best(keys: list[str], field: str) -> str:
    ranked = [(found[1], key) for key in keys if (found := known_field(key)) and found[0] == field]
    return min(ranked)[1] if ranked else ""


def _candidates(record: dict[str, Any], field: str) -> list[str]:
    """The keys that name `field` and hold something, best first."""
    keys = [key for key in record if (found := known_field(key)) and found[0] == field]
    return sorted(keys, key=lambda key: (known_field(key) or ("", 99))[1]) if len(keys) > 1 else keys


def _take(record: dict[str, Any], field: str) -> str:
    """Remove the best value of `field` from the record and return it in its stored form."""
    for key in _candidates(record, field):
        if value := _value(record[key], field):
            del record[key]
            return value
    return ""


def _value(value: object, field: str) -> str:
    if field == "published":
        return to_iso(value)
    if isinstance(value, dict) and field == "source":
        value = value.get("name")
    if not isinstance(value, str):
        return ""
    return language_code(value) if field == "language" else value


def language_code(value: str) -> str:
    """Return the ISO 639-1 code of "en-GB", "English" or "eng", "" for what is not known."""
    plain = re.split(r"[-_]", value.strip().casefold(), maxsplit=1)[0]
    return plain if re.fullmatch("[a-z]{2}", plain) else _LANGUAGES.get(plain, "")


def _meta(rest: dict[str, Any]) -> dict[str, Any]:
    meta = rest.pop("meta", None)
    if isinstance(meta, dict):
        return dict(meta)
    return {} if meta in (None, "") else {"meta": meta}


def _field(rest: dict[str, Any], meta: dict[str, Any], field: str, *, own: bool) -> str:
    """From the record, else a copy from its meta. What we wrote ourselves is believed, also when it is empty."""
    if own and isinstance(rest.get(field), str):
        return str(rest.pop(field))
    if found := _take(rest, field):
        return found
    return "" if own or not meta else _take(dict(meta), field)


def _spans(rest: dict[str, Any], text: str, *, own: bool) -> tuple[tuple[RawSpan, ...], tuple[str, ...]]:
    if own:
        rest.pop("answer", None)
    key = spans_key(rest)
    if not key:
        return (), ()
    value = rest.pop(key)
    if value and rest.get("answer", "accept") != "accept":
        return (), (f"Its spans are marked “{str(rest['answer'])[:20]}” in the file and were left out.",)
    return read_spans(value, text)


def _is_uid(value: object) -> bool:
    """Another tool's running number must not pass for our identity of an article."""
    return isinstance(value, str) and _UID.fullmatch(value) is not None


def _check_depth(value: object, levels: int) -> None:
    if not isinstance(value, dict | list):
        return
    if not levels:
        raise TooDeep
    for each in value.values() if isinstance(value, dict) else value:
        if isinstance(each, dict | list):
            _check_depth(each, levels - 1)
