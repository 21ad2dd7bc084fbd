"""Title, date and outlet from the first lines of a plain news story. Reads only; the text stays whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.readers.dates import match_date

_LOOK = 4_000  # code points at the start that may hold what we look for
_LINES = 14
_TITLE = 200  # code points; a longer first line is a paragraph
_LABEL = re.compile(
    r"(?:(?:first |last )?(?:published|updated|posted|modified|date|publié|mis à jour|veröffentlicht|stand|publicado"
    r"|actualizado|опубликовано|обновлено|опубліковано|оновлено|تاريخ النشر|نشر|نُشر|آخر تحديث|التاريخ))"
    r"(?: (?:on|at|in|le|am|el|في|بتاريخ))?\s*[:：]?\s*(?=\S)",  # noqa: RUF001 (full-width colon is meant)
    re.IGNORECASE,
)
_SOURCE = re.compile(r"(?:source|quelle|fuente|المصدر|источник|джерело)\s*[:：]\s*(\S.{1,79})", re.IGNORECASE)  # noqa: RUF001
_BYLINE = re.compile(r"(?:by|par|von|por|بقلم)\s+\S.{1,80}?\s*[,|–—-]\s*(?=\S)", re.IGNORECASE)
_READING = re.compile(r"\d{1,3}\s?(?:-\s?)?min(?:ute)?s?\.?(?: read| de lecture)?", re.IGNORECASE)
_AGENCY_NAMES = (
    "Reuters|AFP|AP|Xinhua|SANA|dpa|EFE|ANSA|TASS|Interfax|Ukrinform|Anadolu|AA|IRNA|UPI|Bloomberg|PTI|ANI|MENA|KUNA"
    "|WAFA|Petra|RIA Novosti|CNN|VOA|Yonhap|RFE/RL|NNA|SPA|WAM|QNA"
)
_AGENCIES = {name.casefold(): name for name in re.split(r"\|", _AGENCY_NAMES)}
_DATELINE = re.compile(r"[^\W\d_][^()\n]{1,60}\s\((?P<agency>[^()\n]{2,30})\)\s?[-–—:]+\s?(?=\S)")
_SEPARATOR = re.compile(r"\s*[|•·]\s*")


@dataclass(frozen=True, slots=True)
class Headline:
    """What the first lines state; "" for what they do not."""

    title: str = ""
    published: str = ""
    source: str = ""


def find_headline(text: str) -> Headline:
    """Return what the opening of `text` states of its title, publication date (ISO) and outlet."""
    lines = [line.strip(" \t\r\x00\ufeff#*_") for line in text[:_LOOK].split("\n")]
    lines = [line for line in lines if line]
    head = lines[:_LINES]
    return Headline(
        _title(head),
        _first(map(_published, head)),
        _first(map(_source, head)),
    )


def _first(found: map[str]) -> str:
    return next((each for each in found if each), "")


def _title(head: list[str]) -> str:
    """The first line, unless it is a date or an outlet (then the second or third) or the story itself."""
    for number, line in enumerate(head[:3], start=1):
        if _DATELINE.match(line):
            return ""
        if not (_published(line) or _source(line) or _READING.fullmatch(line)):
            follows = "".join(head[number : number + 1])
            wrapped = follows[:1].islower()  # a line of hard-wrapped prose
            return line if follows and not wrapped and len(line) <= _TITLE else ""
    return ""


def _published(line: str) -> str:
    """A line, or a part of it between bars, that is a date and nothing else."""
    if len(line) > 160:
        return ""
    for part in (line, *_SEPARATOR.split(line)):
        for start in (_LABEL, _BYLINE):
            part = start.sub("", part, count=1) if start.match(part) else part
        if found := match_date(_READING.sub("", part).strip(" ,-")):
            return found
    return ""


def _source(line: str) -> str:
    """A line "Source: X", or the agency of a dateline such as "BEIRUT (Reuters) - "."""
    if stated := _SOURCE.fullmatch(line):
        return stated[1].strip()
    dateline = _DATELINE.match(line[:160])
    if not dateline:
        return ""
    agency = dateline["agency"].strip()
    city = line[: dateline.start("agency") - 1].strip()
    known = _AGENCIES.get(agency.casefold(), "")
    return known or (agency if city.split(",")[0].isupper() and agency[0].isupper() else "")
