"""HTML to plain text: every word of a fragment or page, paragraphs apart; scripts and styles left out."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

_PARAGRAPHS = frozenset(
    re.findall(
        r"\S+",
        "p h1 h2 h3 h4 h5 h6 blockquote ul ol dl table pre article section header footer figure hr form aside main nav"
        " address",
    )
)
_LINES = frozenset({"div", "li", "dt", "dd", "tr", "br", "option", "caption", "figcaption"})
_CELLS = frozenset({"td", "th"})
_SILENT = frozenset(
    {"script", "style", "head", "title", "template", "noscript", "iframe", "object", "svg", "math", "select"}
)
_MARKUP = re.compile(r"<[a-zA-Z!/?][^<>]{0,5000}>|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});")
_DEEP = 250  # elements in one another; the parser of pages stops a little later
_SPACES, _TABS, _GAPS = re.compile(" {2,}"), re.compile(" *\t[ \t]*"), re.compile(r"\n{3,}")
_BLANKS = re.compile(r"[ \t\n\r\f\v]+")


def has_markup(text: str) -> bool:
    """Return whether a text holds tags or entities."""
    return bool(_MARKUP.search(text))


def plain(html: str) -> str:
    """Return the words of a fragment of HTML, "" when there are none. A text without markup stays what it is."""
    if not has_markup(html):
        return html.strip()
    if "<" not in html:
        return unescape(html).strip()
    from lxml.html import HTMLParser, document_fromstring  # 0.1 s, wanted for HTML only

    parser = HTMLParser(huge_tree=True)  # else what lies 256 deep is left out, with all after it
    return plain_tree(document_fromstring(f"<div>{html.replace(chr(0), '')}</div>", parser=parser))


def line(html: str) -> str:
    """Return the words of a fragment in one line: a title."""
    return " ".join(plain(html).split())


def plain_tree(tree: Any) -> str:
    """Return the words of a parsed page or fragment."""
    from lxml.etree import iterwalk

    parts: list[str] = []
    silent: Any = None
    for event, element in iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event == "start":
            silent = element if silent is None and element.tag in _SILENT else silent
            parts += [] if silent is not None else [_before(element.tag), _folded(element.text)]
            continue
        if event == "end" and silent is None:
            parts.append(_after(element.tag))
        silent = None if element is silent else silent
        if silent is None and element is not tree:
            parts.append(_folded(element.tail))
    return _tidy("".join(parts))


def is_cut(tree: Any) -> bool:
    """Return whether a page lies so deep in itself that its parser has left out the rest, which it does not say."""
    from lxml.etree import iterwalk

    depth = 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEP:
            return True
    return False


def _before(tag: str) -> str:
    return "\n\n" if tag in _PARAGRAPHS else "\n" if tag in _LINES else ""


def _after(tag: str) -> str:
    return "\t" if tag in _CELLS else "" if tag == "br" else _before(tag)


def _folded(text: str | None) -> str:
    return _BLANKS.sub(" ", text) if text else ""


def _tidy(text: str) -> str:
    lines = [_TABS.sub("\t", _SPACES.sub(" ", part)).strip(" \t") if part else "" for part in text.split("\n")]
    return _GAPS.sub("\n\n", "\n".join(lines)).strip("\n")
