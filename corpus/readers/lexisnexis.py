"""Exports of LexisNexis: the old one, numbered "3 of 120 DOCUMENTS", and that of Nexis Uni and Lexis Advance.

The old one gives outlet, date, headline and fields before the story; the new one headline, outlet, date and fields,
then "Body", and closes with "End of Document". Fields are named in the language of the service.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.article import RawArticle
from corpus.readers.service_text import Story, date_in, language_in, paragraphs, word_count

SERVICE = "LexisNexis"
HINT = (
    r"\d\s(?:of|von|de|di|van)\s\d[\d,.]*(?:\s(?:DOCUMENT|DOKUMENT)|\s*<)"
    r"|[>\s](?:End of Document|Ende des Dokuments|Fin du document)"
)
_START = re.compile(
    r"^[ \t\f\u00a0]*+(?:FOCUS - )?(?:\d[\d,.]*\s(?:of|von|de|di|van)\s\d[\d,.]*\s(?:DOCUMENT|DOKUMENT)[^\W\d_]{0,3}"
    r"|(?:Document|Dokument|Documento)\s\d[\d,.]*\s(?:of|von|de|di|van)\s\d[\d,.]*)[ \t\u00a0]*$",
    re.MULTILINE | re.IGNORECASE,
)
_END = re.compile(
    r"^[ \t\u00a0]*+(?:End of Document|Ende des Dokuments|Fin du document|Fine? del documento)[ \t\u00a0]*$",
    re.MULTILINE | re.IGNORECASE,
)
_BODY = frozenset({"body", "text", "volltext", "corps", "cuerpo", "corpo"})
_BODY_MARK = re.compile(r"(?:BODY|TEXT|VOLLTEXT|CORPS|CUERPO)[ \u00a0]?:(?:\s+|$)")
# What the fields are called: before the story, after it, and either.
_FIELDS = {
    name: field
    for field, names in (
        ("length", "length länge laenge longueur longitud lunghezza lengte"),
        ("author", "byline autor auteur autore author"),
        ("section", "section rubrik rubrique sección sezione sectie"),
        ("highlight", "highlight encart"),
        ("dateline", "dateline ort lieu"),
        ("edition", "edition ausgabe édition"),
        ("graphic", "graphic grafik graphique photo"),
        ("load", "load-date update date-chargement"),
        ("language", "language sprache langue lengua lingua taal"),
        ("kind", "publication-type publikationsart type-publication"),
        ("subject", "subject thema sujet"),
        ("geographic", "geographic country state city region"),
        ("notes", "company organization organisation person industry ticker journal-code zeitungs-code acc-no"),
        ("notes", "classification series serie correction correction-date column url notes distribution"),
    )
    for name in names.split()
}
_FIELD = re.compile(r"([^\W\d_][\w-]{2,19})[ \u00a0]?:(?:\s+(.*)|$)")
_BEFORE = frozenset({"length", "author", "section", "highlight", "dateline", "edition"})
_CLEAR = frozenset({"load", "language", "kind", "graphic"})
_KEPT = ("author", "section", "highlight", "dateline", "graphic", "subject", "geographic")
_COPYRIGHT = re.compile(r"(?:Copyright|©|\(c\))\s.{0,200}|All Rights Reserved\.?|Alle Rechte vorbehalten\.?", re.I)
_PAGE = re.compile(r"(?:Page|Seite) \d+ (?:of|von|de) \d+")
_HEADINGS = frozenset({"Graphic", "Classification", "Notes", "Correction"})  # of the new layout, on a line of their own
_LOOK = 20  # paragraphs within which the head ends


def is_likely(text: str) -> bool:
    """Return whether it is worth splitting: cheap, and also true of some texts that are no exports."""
    return bool(_START.search(text) or _END.search(text))


def split(text: str, where: str) -> list[RawArticle] | None:
    """Return the articles of an export; None when `text` is not one."""
    starts = list(_START.finditer(text))
    pieces = list(_numbered(text, starts)) if starts else list(_closed(text))
    stories = [story for piece in pieces if (story := _story(piece))]
    if not any(story.words or "load" in story.meta for story in stories):
        return None
    for story in stories:
        story.meta.pop("load", None)
    return [story.article(SERVICE, f"{where}, document {number}") for number, story in enumerate(stories, start=1)]


def _numbered(text: str, starts: list[re.Match[str]]) -> Iterator[str]:
    """The pieces after each "3 of 120 DOCUMENTS"; what stands before the first is a title page."""
    ends = [start.start() for start in starts[1:]] + [len(text)]
    for start, end in zip(starts, ends, strict=True):
        yield text[start.end() : end]


def _closed(text: str) -> Iterator[str]:
    """The pieces up to each "End of Document"."""
    begin = 0
    for end in _END.finditer(text):
        yield text[begin : end.start()]
        begin = end.end()


def _story(piece: str) -> Story | None:
    parts = [part for part in paragraphs(piece.split("\n")) if not _PAGE.fullmatch(part)]
    story = Story()
    body = next((at for at, part in enumerate(parts) if part.casefold() in _BODY), 0)
    first = _first_field(parts, body or min(len(parts), _LOOK))
    _head(story, parts[:first], title_first=bool(body))
    rest = parts[first:body] + parts[body + 1 :] if body else parts[first:]
    _fields(story, rest, body - first if body else _last_before(rest))
    return story if story.paragraphs or story.words else None


def _first_field(parts: list[str], end: int) -> int:
    """Where the head ends: at the first field, copyright or the story's beginning."""
    for at, part in enumerate(parts[:end]):
        if _COPYRIGHT.fullmatch(part) or ((found := _field(part)) and found[0] in _BEFORE):
            return at
    return end


def _last_before(parts: list[str]) -> int:
    """How many paragraphs belong to the head in the old layout: all up to the last field that stands before a story."""
    last = 0
    for at, part in enumerate(parts[:_LOOK]):
        found = _field(part)
        if found and found[0] not in _BEFORE:
            break
        if found:
            last = at + 1
            if found[0] == "length" and not any(_is_before(each) for each in parts[at + 1 : at + 3]):
                break
    return last


def _is_before(part: str) -> bool:
    found = _field(part)
    return bool(found and found[0] in _BEFORE)


def _field(part: str) -> tuple[str, str] | None:
    found = _FIELD.match(part)
    field = _FIELDS.get(found[1].casefold(), "") if found else ""
    return (field, (found[2] or "").strip()) if found and field else None


def _head(story: Story, parts: list[str], *, title_first: bool) -> None:
    """Read outlet, date and headline: in the old layout in this order, in the new one the headline comes first."""
    dated = [at for at, part in enumerate(parts) if date_in(part)]
    if not dated:
        story.title = " ".join(parts[-1:])
        return
    at = dated[-1] if title_first else dated[0]
    story.published = date_in(parts[at])
    before, after = parts[:at], parts[at + 1 :]
    story.source = before[-1] if before else ""
    if title_first:
        story.title = before[-2] if len(before) > 1 else ""
        return
    if after and re.search(r"\bedition\b|\bausgabe\b", after[0], re.IGNORECASE) and len(after) > 1:
        story.meta["edition"] = after.pop(0)
    story.title = " ".join(after)


def _fields(story: Story, parts: list[str], head: int) -> None:
    """Read the fields and the story; `head` paragraphs come before it."""
    tail = _tail(parts, head)
    for part in (*parts[:head], *parts[tail:]):
        if found := _field(part):
            _keep(story, *found)
    story.paragraphs = parts[head:tail]
    if story.paragraphs and (mark := _BODY_MARK.match(story.paragraphs[0])):
        story.paragraphs[:1] = [rest] if (rest := story.paragraphs[0][mark.end() :]) else []
    if place := story.meta.get("dateline"):
        story.paragraphs.insert(0, place)
    if not story.published:
        story.published = date_in(story.meta.get("load", ""))


def _tail(parts: list[str], head: int) -> int:
    """Where the story ends: from there on at least every second paragraph is a field; "Notes: ..." may be in any."""
    ends = [at >= head and _is_tail(part) for at, part in enumerate(parts)]
    left = sum(ends)
    for at, end in enumerate(ends):
        if end and 2 * left >= len(parts) - at:
            return at
        left -= end
    return len(parts)


def _is_tail(part: str) -> bool:
    """Whether it can only come after a story: in a story, "Subject: ..." may be the words of somebody's letter."""
    if _COPYRIGHT.fullmatch(part) or part in _HEADINGS:
        return True
    found = _field(part)
    clear = part.partition(":")[0].isupper()
    return bool(found and found[0] not in _BEFORE and (clear or found[0] in _CLEAR))


def _keep(story: Story, field: str, value: str) -> None:
    if field == "length":
        story.words = word_count(value)
    elif field == "language":
        story.language = language_in(value)
    elif field in _KEPT or field == "load":
        story.meta.setdefault(field, value)
