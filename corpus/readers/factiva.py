"""Exports of Factiva: with a code before each field (HD, BY, WC, PD ... LP, TD), or as one reads them.

In both, each article ends with its accession number: "Document LBA0000020241205ekc5001ab".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.article import RawArticle
from corpus.readers.service_text import Story, date_in, language_in, paragraphs, word_count

SERVICE = "Factiva"
_NUMBER = r"[A-Z][A-Z0-9]{2,9}(?:19|20)\d{6}[a-z][a-z0-9]{5,10}"
HINT = rf"\s{_NUMBER}\b"
_END = re.compile(
    rf"^[ \t\u00a0]*+(?:AN[ \t\u00a0]+)?[^\W\d_]{{2,12}}[ \t\u00a0](?P<number>{_NUMBER})[ \t\u00a0]*$", re.MULTILINE
)
_HEAD = "SE HD CLM CR BY CX WC PD ET SN SC ED PG VOL LA CY"
_TAIL = "ART CT RF CO IN NS RE IPC IPD PUB AN DE FDS RIC"
_CODES = "|".join((*_HEAD.split(), "LP", "TD", *_TAIL.split()))
_CODE = re.compile(rf"[ \t\u00a0]*({_CODES})(?:[ \u00a0]*\t|[ \u00a0]{{2,}}|$)[ \t\u00a0]*(.*)")
_HEAD_CODE = re.compile(rf"({'|'.join(_HEAD.split())})[ \u00a0](\S.*)")  # where a blank is all that was left
_COUNTED = re.compile(r"\d{1,4}\)\s+")
_PAGE = re.compile(r"(?:Page|Seite|Página) \d+ (?:of|von|de|sur) \d+\b.*|.*© \d{4} Factiva, Inc\..*")
_COPYRIGHT = re.compile(r"(?:Copyright\b|©|\(c\)|\(C\)|版权|著作権).{0,300}", re.IGNORECASE)
_BYLINE = re.compile(r"(?:By|Von|Par|Por|Di|Door|من|بقلم)\s.{2,120}", re.IGNORECASE)
_TIME = re.compile(r"\d{1,2}:\d\d(?:\s?(?:GMT|AM|PM|UTC))?")
_SOURCE_CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}")
_NAME = 60  # code points of a byline that does not say it is one
_LOOK = 16  # paragraphs within which the head ends


def is_likely(text: str) -> bool:
    """Return whether it is worth splitting: cheap, and also true of some texts that are no exports."""
    return bool(_END.search(text))


def split(text: str, where: str) -> list[RawArticle] | None:
    """Return the articles of an export; None when `text` is not one."""
    stories = [story for piece, number in _pieces(text) if (story := _story(piece, number))]
    if not any(story.words or story.source for story in stories):
        return None
    return [story.article(SERVICE, f"{where}, document {number}") for number, story in enumerate(stories, start=1)]


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Each article with its accession number; what follows the last is the summary of the search."""
    begin = 0
    for end in _END.finditer(text):
        yield text[begin : end.start()], end["number"]
        begin = end.end()


def _story(piece: str, number: str) -> Story | None:
    lines = [line for line in piece.split("\n") if not _PAGE.fullmatch(line.strip())]
    fields = _fields(lines)
    story = _from_fields(fields) if "HD" in fields and fields.keys() & {"WC", "PD", "LP", "TD"} else _as_read(lines)
    if story is not None:
        story.meta["accession"] = number
    return story


# With codes --------------------------------------------------------------------------------------------------------


def _fields(lines: list[str]) -> dict[str, list[str]]:
    """The lines of each field by its code; the story is LP and TD."""
    fields: dict[str, list[str]] = {}
    current = ""
    for line in lines:
        code, value = _coded(line, current)
        if code and (code not in fields or not fields[code]):
            current = code
            fields[code] = [value] if value else []
        elif current:
            fields[current].append(line)
    return fields


def _coded(line: str, current: str) -> tuple[str, str]:
    """The code at the start of a line and what follows; after the story has begun only a clear one counts."""
    found = _CODE.fullmatch(line)
    if not found and current not in ("LP", "TD"):
        found = _HEAD_CODE.fullmatch(line.strip())
    return (found[1], found[2].strip()) if found else ("", "")


def _from_fields(fields: dict[str, list[str]]) -> Story:
    values = {code: " ".join(" ".join(lines).split()) for code, lines in fields.items() if code not in ("LP", "TD")}
    story = Story(
        paragraphs=paragraphs([*fields.get("LP", []), "", *fields.get("TD", [])]),
        title=values.get("HD", ""),
        source=values.get("SN", ""),
        published=date_in(values.get("PD", "")),
        language=language_in(values.get("LA", "")),
        words=word_count(values.get("WC", "")),
    )
    story.meta = {name: values.get(code, "") for name, code in (("author", "BY"), ("section", "SE"), ("credit", "CR"))}
    return story


# As one reads them -------------------------------------------------------------------------------------------------


def _as_read(lines: list[str]) -> Story | None:
    parts = paragraphs(lines)
    at = next((at for at, part in enumerate(parts[:_LOOK]) if word_count(part)), -1)
    if at < 0:
        return None
    story = Story(words=word_count(parts[at]))
    _titles(story, parts[:at])
    end = _head_end(parts, at)
    _source(story, parts[at + 1 : end])
    story.paragraphs = parts[end:]
    return story


def _titles(story: Story, parts: list[str]) -> None:
    """Section, headline and byline, of which only the headline is always there."""
    if len(parts) > 1 and _is_byline(parts[-1], parts[-2]):
        story.meta["author"] = parts.pop()
    story.title = _COUNTED.sub("", parts[-1], count=1) if parts else ""
    story.meta["section"] = parts[-2] if len(parts) > 1 and len(parts[-2]) <= _NAME else ""


def _is_byline(part: str, above: str) -> bool:
    """It says so, or is a few names below a longer headline."""
    names = re.findall(r"[^\W\d_]+", part)
    return bool(_BYLINE.fullmatch(part)) or (
        len(part) <= _NAME and len(part) < len(above) and len(names) > 1 and all(name.istitle() for name in names)
    )


def _head_end(parts: list[str], at: int) -> int:
    """Where the story begins: after the copyright, or without one after the language."""
    head = range(at + 1, min(len(parts), at + _LOOK))
    if (end := next((at for at in head if _COPYRIGHT.fullmatch(parts[at])), -1)) >= 0:
        return end + 1
    return next((at + 1 for at in head if language_in(parts[at])), at + 1)


def _source(story: Story, parts: list[str]) -> None:
    """Date, time, outlet, its code, page and edition, language: in this order, not all of them always there."""
    for part in parts:
        if not story.published and (found := date_in(part)):
            story.published = found
        elif not story.language and (code := language_in(part)):
            story.language = code
        elif not (story.source or _TIME.fullmatch(part) or _COPYRIGHT.fullmatch(part) or part.isdigit()):
            story.source = part
        elif story.source and _SOURCE_CODE.fullmatch(part):
            story.meta.setdefault("source code", part)
