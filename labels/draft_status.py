"""What the words around a trigger say of an event: planned, denied, claimed ... In English; elsewhere it happened."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from labels.event import EventStatus

_YEAR_AGO = 365  # days; what is older than that is background, not news
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|refut(?:e|es|ed|ing)|dismissed (?:reports|claims|rumou?rs)|no (?:truth|evidence))\b",
    re.I,
)
_DENIED_AFTER = re.compile(r"\b(?:was|were|has been|have been) (?:\w+ ){0,2}(?:denied|refuted)\b", re.I)
_NOT = re.compile(r"\b(?:not(?! only)|never|cannot|without|no longer)\b|n['’]t\b", re.I)
_MODE_WORDS: dict[EventStatus, str] = {
    "attempted": (
        r"attempt(?:s|ed|ing)?|tr(?:y|ies|ied|ying) to|fail(?:s|ed|ing)? to|sought to|bids? to|foil(?:s|ed)"
        r"|thwart(?:s|ed)|botched|unsuccessful(?:ly)?|efforts? to"
    ),
    "threatened": r"threat(?:s|en|ens|ened|ening)?|warn(?:s|ed|ing)? (?:of|that|it|they|he|she)",
    "planned": (
        r"will(?! have)|shall|plan(?:s|ned|ning)?|prepar(?:e|es|ed|ing) (?:to|for)|intend(?:s|ed|ing)? to"
        r"|(?:is|are|was|were) (?:set|due|poised|going|about|expected|scheduled|to) |aim(?:s|ed|ing)? (?:to|of)"
        r"|vow(?:s|ed|ing)?|pledg(?:e|es|ed|ing)|promis(?:e|es|ed|ing)|upcoming|imminent|scheduled|ready to"
        r"|hopes? to|call(?:s|ed|ing)? (?:on|for)|urg(?:e|es|ed|ing)|order(?:s|ed)? .{0,40} to"
    ),
    "hypothetical": (
        r"would|could(?! have)|might(?! have)|may(?! have)|if|unless|in case|should|fear(?:s|ed|ing)?"
        r"|prevent(?:s|ed|ing)?|deter(?:s|red|ring)?|avoid(?:s|ed|ing)?|whether|possible|potential"
    ),
}
_MODES = {status: re.compile(rf"\b(?:{words})\b", re.I) for status, words in _MODE_WORDS.items()}
_ACCUSED = re.compile(
    r"\b(?:accus(?:e|es|ed|ing)|alleg(?:e|es|ed|edly|ing)|suspect(?:s|ed)?|blam(?:e|es|ed|ing))\b", re.I
)
_CLAIMED = re.compile(
    r"\b(?:claim(?:s|ed|ing)?(?! (?:the |at least |\w+ )?(?:lives|life))|reportedly|unconfirmed|purported(?:ly)?"
    r"|initial reports|reports (?:of|that)|boast(?:s|ed))\b",
    re.I,
)
_POSSIBLE = re.compile(
    r"\b(?:possibly|apparent(?:ly)?|(?:may|might|could) have|believed to|thought to|appear(?:s|ed)? to)\b", re.I
)
_CLAUSE = re.compile(r"[;:]|[,.]? (?:but|while|whereas|although|after|when|before|who|which) |, (?!\w+ly )|\. ", re.I)
_SENTENCE_PART = re.compile(r"; |,? (?:but|while|whereas|although) ", re.I)
_AHEAD: frozenset[EventStatus] = frozenset(("planned", "threatened", "hypothetical"))
_NOT_REACH = 5  # words between "not" and its verb


def status_of(sentence: str, start: int, end: int) -> EventStatus:
    """Return what a sentence says became of its trigger; `start`, `end`: code points of the sentence."""
    part = _since_last(_SENTENCE_PART, sentence[:start])
    following = _SENTENCE_PART.split(sentence[end:])
    if _DENIED.search(part) or any(_DENIED_AFTER.search(each) for each in following):
        return "denied"
    clause = _since_last(_CLAUSE, sentence[:start])
    negated = [match.end() for match in _NOT.finditer(clause)]
    if negated and len(clause[negated[-1] :].split()) <= _NOT_REACH:
        return "denied"
    return _mode(f"{clause}{sentence[start:end]}")


def is_ahead(sentence: str, start: int, end: int) -> bool:
    """Whether a sentence speaks of its trigger as still to come, also where that is denied ("will not enter")."""
    return _mode(_since_last(_CLAUSE, sentence[:start]) + sentence[start:end]) in _AHEAD


def _mode(near: str) -> EventStatus:
    """Return what the words up to a trigger say; its own count too ("attempted murder"), the nearest word says most."""
    found = [(match.start(), status) for status, words in _MODES.items() for match in words.finditer(near)]
    return max(found)[1] if found else "happened"


def certainty_of(sentence: str, start: int, end: int) -> str:
    """Return how sure a sentence is of its trigger, one of `labels.event.CERTAINTIES`."""
    part = _since_last(_SENTENCE_PART, sentence[:start]) + _SENTENCE_PART.split(sentence[start:])[0]
    if _ACCUSED.search(part):
        return "suspected or accused"
    if _CLAIMED.search(part):
        return "claimed"
    return "possible" if _POSSIBLE.search(part) else ""


def is_historical(value: dict[str, Any], published: str) -> bool:
    """Whether a resolved date lies so far before publication that it is background."""
    end, today = _day(value.get("end")), _day(published)
    return bool(end and today and (today - end).days > _YEAR_AGO) or _past_year(value, today)


def _past_year(value: dict[str, Any], today: date | None) -> bool:
    end = _day(value.get("end"))
    return bool(value.get("precision") == "year" and today and end and end.year < today.year)


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text or "")[:10])
    except ValueError:
        return None


def _since_last(boundary: re.Pattern[str], text: str) -> str:
    ends = [match.end() for match in boundary.finditer(text)]
    return text[ends[-1] :] if ends else text
