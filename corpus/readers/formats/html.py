"""A saved web page: the story without menus and adverts, with what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from corpus.article import RawArticle
from corpus.readers import markup, news_services
from corpus.readers.dates import to_iso
from corpus.readers.encodings import NotText, browser_codec, encoding_of_bytes
from corpus.readers.format import Format, Found, Job, too_long
from corpus.readers.record import language_code

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{2,20})|<\?xml[^>]{0,80}encoding=["']([\w-]{2,20})""", re.I
)
_BLOCKS = frozenset({"p", "head", "list", "item", "quote", "table", "row", "code", "div", "body", "fw", "ab"})
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_URL_DATE = re.compile(
    r"/((?:19|20)\d\d)/(?:[a-z_-]{1,30}/)?(\d{1,2})/(\d{1,2})(?=/)|/((?:19|20)\d\d)(\d\d)/(\d\d)(?=/)"
)
_HOST = re.compile(r"https?://([^/:@?#\s]{1,253})")
_DATE_NAMES = re.findall(
    r"\S+",
    "article:published_time og:article:published_time og:published_time datepublished parsely-pub-date"
    " sailthru.date dc.date.issued dcterms.issued dcterms.created dc.date citation_date citation_publication_date"
    " publication_date pubdate publishdate publish-date originalpublicationdate date",
)
_BYTES_PER_CHARACTER = 4  # a page this much larger than any article would take minutes
_TAGS = 20_000  # more than ten times what a page with a story has; finding it would take minutes
_MANY = "The page is far larger than a story; all its paragraphs were taken."
_CUT = "Its parts lie in one another too deeply; what comes after may be missing."
_KEPT = 0.25  # of what is found at first glance must be left when both ends are trimmed
_BREAK = "\x0b"  # stands for a line break of the page while its blanks are being folded


@dataclass(slots=True)
class _Page:
    """What the page says of itself in its head."""

    tags: dict[str, str]
    dates: list[str]
    language: str


def read(job: Job) -> Iterator[Found]:
    """Yield the one article of a web page, or the many of an export by a news service.

    Raises:
        OSError: it cannot be read.
    """
    size = job.path.stat().st_size
    if size > job.limits.whole_bytes:
        yield job.refuse(f"is a web page of {size:,} bytes, too much to read.")
        return
    yield from articles(job, job.path.read_bytes())


def articles(job: Job, data: bytes, *, url: str = "", charset: str = "") -> Iterator[Found]:
    """Yield what the bytes of a page hold, wherever they are from; `job` names it.

    `url` is where it was found, if the page itself does not say; `charset` what its sender said of its encoding.
    """
    if not data.strip():
        yield job.refuse("is empty.")
        return
    try:
        text, assumed, warning = decode(data, charset=charset)
    except NotText as error:
        yield job.refuse(f"is {error}, not a web page, although it ends in {job.path.suffix}.")
        return
    if news_services.HINT.search(text) and (many := news_services.found(job, markup.plain(text))):
        yield from many
    elif len(data) > _BYTES_PER_CHARACTER * job.limits.text:
        yield job.refuse(f"is a web page of {len(data):,} bytes, too much to read.")
    else:
        yield _page(job, text, assumed, warning, url)


def decode(data: bytes, *, charset: str = "") -> tuple[str, str, str]:
    """Return the text of a page, the encoding when it was assumed, and a sentence that says so.

    Valid UTF-8 is UTF-8 whatever the page declares; else its sender (`charset`) or the page is believed; else it is
    guessed.

    Raises:
        NotText: it is a picture, an archive or other binary data.
    """
    encoding = encoding_of_bytes(data)
    declared = (_usable(charset) or _declared(data)) if encoding.assumed else ""
    if declared:
        return data.decode(declared, "replace"), "", ""
    return data.decode(encoding.name, "replace"), encoding.assumed, encoding.warning


def _declared(data: bytes) -> str:
    """The encoding the page declares, when Python knows it as text."""
    found = _DECLARED.search(data[:4096])
    return _usable((found[1] or found[2]).decode("ascii")) if found else ""


def _usable(name: str) -> str:
    """The encoding of that name as browsers understand it, "" when it is none, or one that the bytes cannot be in."""
    found = browser_codec(name)
    return "" if found.startswith("utf") else found


def _page(job: Job, text: str, assumed: str, warning: str, url: str) -> Found:
    try:
        from trafilatura import load_html  # 0.3 s, wanted for web pages only
    except ImportError:
        return job.refuse("cannot be read, because the library for web pages (trafilatura) is not installed.")
    tree = load_html(text.replace("\x00", ""))
    if tree is None:
        return job.refuse("is not a web page that can be read.")
    page, cut = _says(tree), markup.is_cut(tree)
    paragraphs = _all_paragraphs(tree)
    if cut and not paragraphs:
        return job.refuse("nests its parts too deeply to be read.")
    many = text.count("<") > _TAGS
    found, story = (None, paragraphs) if many else _story(tree)
    warning = " ".join(each for each in (warning, _MANY if many else "", _CUT if cut else "") if each)
    source = _source(page, found, url)
    title = _title(page, found, source)
    if len(story) > 1 and story[0].casefold() == title.casefold():
        story = story[1:]  # it stands above the text anyway
    body = "\n\n".join(story or paragraphs)
    if not body:
        return job.refuse("holds no article text that could be found.")
    if len(body) > job.limits.text:
        return job.refuse(too_long("", len(body), job.limits.text).lstrip())
    article = _article(page, found, url, assumed, warning)
    return replace(article, text=body, title=title, source=source, where=job.name)


def _story(tree: Any) -> tuple[Any, list[str]]:
    """What trafilatura says of a page, and the paragraphs of its story.

    Its careful reading leaves out a good paragraph now and then, its usual one lets in what stands before and after
    a story (offers, comments). So: the usual one, from the first paragraph to the last that the careful one has too.
    """
    from trafilatura import bare_extraction

    found: Any = bare_extraction(deepcopy(tree), with_metadata=True, include_comments=False)
    usual = _found_paragraphs(found)
    careful = set(_found_paragraphs(bare_extraction(tree, include_comments=False, favor_precision=True)))
    common = [at for at, paragraph in enumerate(usual) if paragraph in careful]
    kept = usual[common[0] : common[-1] + 1] if common else []
    return found, kept if sum(map(len, kept)) > _KEPT * sum(map(len, usual)) else usual


def _found_paragraphs(found: Any) -> list[str]:
    return _paragraphs(found.body) if found is not None and found.body is not None else []


def _article(page: _Page, found: Any, url: str, assumed: str, warning: str) -> RawArticle:
    """The article without its text."""
    published, guessed = _published(page, found, url)
    meta = {"encoding": assumed, "author": _text(found, "author")}
    sentence = "The page states no date of publication; one was guessed from its text." if guessed else ""
    return RawArticle(
        text="",
        published=published,
        url=_text(found, "url") or url,
        language=page.language,
        meta={key: value for key, value in meta.items() if value},
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


def _published(page: _Page, found: Any, url: str) -> tuple[str, bool]:
    """The date the page states, or has in its address, else a guess (True)."""
    for stated in page.dates:
        if iso := to_iso(stated):
            return iso, False
    if in_url := _URL_DATE.search(_text(found, "url") or url):
        parts = [int(part) for part in in_url.groups() if part]
        if iso := to_iso("{:04}-{:02}-{:02}".format(*parts)):
            return iso, False
    guess = _text(found, "date")
    if guess.endswith("-01-01"):
        return "", False  # a year in a copyright line, more often than New Year's Day
    return to_iso(guess), bool(guess)


def _source(page: _Page, found: Any, url: str) -> str:
    """The name of the site; its host where that is all the name amounts to."""
    host, name = _text(found, "hostname") or _host(url), _text(found, "sitename")
    stated = " ".join(page.tags.get("og:site_name", "").split())
    if stated or not name or name == _text(found, "title") or name.casefold() == host.replace(".", "").casefold():
        return stated or host
    return name


def _host(url: str) -> str:
    found = _HOST.match(url)
    return found[1].lower().removeprefix("www.") if found else ""


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


FORMAT = Format("html", "web pages", (".html", ".htm", ".xhtml"), read, version=2)
