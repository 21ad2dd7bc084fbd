"""A saved web page: the story without menus and adverts, with what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corpus.article import RawArticle
from corpus.readers.dates import to_iso
from corpus.readers.encodings import NotText, encoding_of_bytes
from corpus.readers.format import Format, Item, Job, too_long
from corpus.readers.record import language_code

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{2,20})|<\?xml[^>]{0,80}encoding=["']([\w-]{2,20})""", re.I
)
_BLOCKS = frozenset({"p", "head", "list", "item", "quote", "table", "row", "code", "div", "body", "fw", "ab"})
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_URL_DATE = re.compile(
    r"/((?:19|20)\d\d)/(?:[a-z_-]{1,30}/)?(\d{1,2})/(\d{1,2})(?=/)|/((?:19|20)\d\d)(\d\d)/(\d\d)(?=/)"
)
_DATE_NAMES = re.findall(
    r"\S+",
    "article:published_time og:article:published_time og:published_time datepublished parsely-pub-date"
    " sailthru.date dc.date.issued dcterms.issued dcterms.created dc.date citation_date citation_publication_date"
    " publication_date pubdate publishdate publish-date originalpublicationdate date",
)
_BYTES_PER_CHARACTER = 4  # a page this much larger than any article would take minutes
_BREAK = "\x0b"  # stands for a line break of the page while its blanks are being folded


@dataclass(slots=True)
class _Page:
    """What the page says of itself in its head."""

    tags: dict[str, str]
    dates: list[str]
    language: str


def read(job: Job) -> Iterator[Item]:
    """Yield the one article of a web page.

    Raises:
        OSError: it cannot be read.
    """
    size = job.path.stat().st_size
    if size > min(job.limits.whole_bytes, _BYTES_PER_CHARACTER * job.limits.text):
        yield job.refuse(f"is a web page of {size:,} bytes, too much to read.")
        return
    data = job.path.read_bytes()
    if not data.strip():
        yield job.refuse("is empty.")
        return
    try:
        text, assumed, warning = decode(data)
    except NotText as error:
        yield job.refuse(f"is {error}, not a web page, although it ends in {job.path.suffix}.")
        return
    yield _page(job, text, assumed, warning)


def decode(data: bytes) -> tuple[str, str, str]:
    """Return the text of a page, the encoding when it was assumed, and a sentence that says so.

    Valid UTF-8 is UTF-8 whatever the page declares; else the page is believed; else it is guessed.

    Raises:
        NotText: it is a picture, an archive or other binary data.
    """
    encoding = encoding_of_bytes(data)
    declared = _declared(data) if encoding.assumed else ""
    if declared:
        return data.decode(declared, "replace"), "", ""
    return data.decode(encoding.name, "replace"), encoding.assumed, encoding.warning


def _declared(data: bytes) -> str:
    """The encoding the page declares, as browsers understand the name, when Python knows it as text."""
    found = _DECLARED.search(data[:4096])
    name = (found[1] or found[2]).decode("ascii").lower() if found else ""
    name = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030",
            "iso-8859-9": "cp1254", "shift_jis": "cp932", "euc-kr": "cp949"}.get(name, name)  # fmt: skip
    if not name or name.startswith(("utf-16", "utf-32", "utf-7", "utf-8")):
        return ""
    try:
        "".encode(name)
        b"a".decode(name, "replace")
    except (LookupError, UnicodeError):
        return ""
    return name


def _page(job: Job, text: str, assumed: str, warning: str) -> Item:
    try:
        from trafilatura import bare_extraction, load_html  # 0.3 s, wanted for web pages only
    except ImportError:
        return job.refuse("cannot be read, because the library for web pages (trafilatura) is not installed.")
    tree = load_html(text.replace("\x00", ""))
    if tree is None:
        return job.refuse("is not a web page that can be read.")
    page = _says(tree)
    paragraphs = _all_paragraphs(tree)
    found: Any = bare_extraction(tree, with_metadata=True, include_comments=False)
    body = "\n\n".join(_paragraphs(found.body)) if found is not None and found.body is not None else ""
    body = body or "\n\n".join(paragraphs)
    if not body:
        return job.refuse("holds no article text that could be found.")
    if len(body) > job.limits.text:
        return job.refuse(too_long("", len(body), job.limits.text).lstrip())
    return _article(job, body, page, found, assumed, warning)


def _article(job: Job, body: str, page: _Page, found: Any, assumed: str, warning: str) -> Item:
    source = _source(page, found)
    published, guessed = _published(page, found)
    meta = {"encoding": assumed, "author": _text(found, "author")}
    sentence = "The page states no date of publication; one was guessed from its text." if guessed else ""
    return RawArticle(
        text=body,
        title=_title(page, found, source),
        source=source,
        published=published,
        url=_text(found, "url"),
        language=page.language,
        meta={key: value for key, value in meta.items() if value},
        where=job.name,
        warnings=tuple(each for each in (warning, sentence) if each),
    )


def _text(found: Any, name: str) -> str:
    value = getattr(found, name, None)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _says(tree: Any) -> _Page:
    """Read the head before the extraction, which takes the tree apart."""
    tags: dict[str, str] = {}
    for tag in tree.iterfind(".//meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv") or ""
        tags.setdefault(name.lower(), tag.get("content") or "")
    dates = [tags[name] for name in _DATE_NAMES if name in tags]
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        dates += _JSON_DATE.findall(script.text or "")
    times = list(tree.iterfind(".//time[@datetime]"))
    times.sort(key=lambda tag: tag.get("itemprop") != "datePublished" and tag.get("pubdate") is None)
    dates += [tag.get("datetime") for tag in times[:1]]
    languages = (tree.get("lang"), tags.get("content-language"), tags.get("og:locale"))
    return _Page(tags, dates, next((code for each in languages if each and (code := language_code(each))), ""))


def _published(page: _Page, found: Any) -> tuple[str, bool]:
    """The date the page states, or has in its address, else a guess (True)."""
    for stated in page.dates:
        if iso := to_iso(stated):
            return iso, False
    if in_url := _URL_DATE.search(_text(found, "url")):
        parts = [int(part) for part in in_url.groups() if part]
        if iso := to_iso("{:04}-{:02}-{:02}".format(*parts)):
            return iso, False
    guess = _text(found, "date")
    if guess.endswith("-01-01"):
        return "", False  # a year in a copyright line, more often than New Year's Day
    return to_iso(guess), bool(guess)


def _source(page: _Page, found: Any) -> str:
    """The name of the site; its host where that is all the name amounts to."""
    host, name = _text(found, "hostname"), _text(found, "sitename")
    stated = " ".join(page.tags.get("og:site_name", "").split())
    if stated or not name or name == _text(found, "title") or name.casefold() == host.replace(".", "").casefold():
        return stated or host
    return name


def _title(page: _Page, found: Any, source: str) -> str:
    title = " ".join(page.tags.get("og:title", "").split()) or _text(found, "title")
    if source and len(title) > len(source) + 3 and title.casefold().endswith(source.casefold()):
        kept = title[: -len(source)].rstrip()
        if kept.endswith(("|", "-", "–", "—", "»", "·", ":")):
            return kept.rstrip(" |-–—»·:") or title
    return title


def _paragraphs(element: Any) -> list[str]:
    """The blocks of an extracted body in order; a block inside a block ends the words before it."""
    found: list[str] = []
    words: list[str] = []
    _collect(element, words, found)
    _close(words, found)
    return found


def _collect(element: Any, words: list[str], found: list[str]) -> None:
    words.append(element.text or "")
    for child in element:
        block = child.tag in _BLOCKS
        if block:
            _close(words, found)
        if child.tag == "lb":
            words.append(_BREAK)
        elif isinstance(child.tag, str):  # not a comment
            _collect(child, words, found)
        if block:
            _close(words, found)
        elif child.tag == "cell":
            words.append(" ")
        words.append(child.tail or "")


def _close(words: list[str], found: list[str]) -> None:
    lines = (" ".join(line.replace("\ufeff", "").split()) for line in "".join(words).split(_BREAK))
    if paragraph := "\n".join(line for line in lines if line):
        found.append(paragraph)
    words.clear()


def _all_paragraphs(tree: Any) -> list[str]:
    """Every <p>: what is left to take when the extraction finds no story."""
    texts = (" ".join("".join(tag.itertext()).split()) for tag in tree.iter("p"))
    return [text for text in texts if text]


FORMAT = Format("web pages", (".html", ".htm", ".xhtml"), read)
