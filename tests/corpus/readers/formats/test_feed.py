"""Feeds saved as files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest

from corpus.article import RawArticle, Refusal
from corpus.readers.format import Found
from corpus.readers.limits import Limits

Read = Callable[..., list[Found]]
Reason = Callable[..., str]
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Wire</title><link>https://wire.example/</link><language>en-gb</language>
%s
</channel></rss>"""
ITEM = """<item><title>Hama falls</title><link>https://wire.example/1</link><guid>tag:wire,1</guid>
<pubDate>Fri, 06 Dec 2024 14:05:00 +0000</pubDate><dc:creator>Rima Haddad</dc:creator><category>War</category>
<description>Short.</description>
<content:encoded><![CDATA[<p>Rebels entered.</p><p>The army left.</p>]]></content:encoded></item>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>وكالة</title>
<entry><title type="text">Two killed &amp; one missing</title><link href="https://agency.example/1"/><id>urn:1</id>
<updated>2024-12-05T10:00:00Z</updated><author><name>B. Reporter</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Two <b>people</b> were killed.</p></div></content>
</entry></feed>"""


def only(found: list[Found]) -> RawArticle:
    (item,) = found
    assert isinstance(item, RawArticle), item
    return item


def test_an_item_becomes_an_article(read: Read) -> None:
    found = only(read("wire.rss", (RSS % ITEM).encode()))
    assert (found.title, found.text) == ("Hama falls", "Rebels entered.\n\nThe army left.")
    assert (found.source, found.published) == ("The Wire", "2024-12-06T14:05:00+00:00")
    assert (found.url, found.language, found.where) == ("https://wire.example/1", "en", "wire.rss, item 1")
    assert found.meta == {"author": "Rima Haddad", "entry": "tag:wire,1", "tags": ["War"]}


def test_an_atom_feed(read: Read) -> None:
    found = only(read("wire.atom", ATOM.encode()))
    assert (found.title, found.text) == ("Two killed & one missing", "Two people were killed.")
    assert (found.source, found.published, found.url) == ("وكالة", "2024-12-05T10:00:00Z", "https://agency.example/1")


@pytest.mark.parametrize(
    "title",
    [
        "&lt;script&gt;alert(1)&lt;/script&gt;Hama falls",
        "<![CDATA[<script>alert(1)</script>Hama <b>falls</b>]]>",
        "<![CDATA[<img src=x onerror=alert(1)>Hama falls]]>",
        "<![CDATA[Hama <iframe src='https://evil.example'></iframe> falls]]>",
    ],
)
def test_scripts_in_a_title_leave_plain_text(read: Read, title: str) -> None:
    item = ITEM.replace("Hama falls", title).replace("https://wire.example/1", "javascript:alert(1)")
    found = only(read("wire.xml", (RSS % item).encode()))
    assert (found.title, found.url) == ("Hama falls", "")


def test_scripts_in_a_text_are_left_out(read: Read) -> None:
    item = ITEM.replace("<p>Rebels", "<style>p{}</style><script>alert(1)</script><p onclick='x()'>Rebels")
    assert only(read("wire.xml", (RSS % item).encode())).text == "Rebels entered.\n\nThe army left."


def test_items_without_a_text_are_told_together(read: Read) -> None:
    bare = "<item><title>Only a title</title><link>https://wire.example/2</link></item>"
    article, told = read("wire.xml", (RSS % (ITEM + bare * 3)).encode())
    assert isinstance(article, RawArticle)
    assert isinstance(told, Refusal)
    assert told.reason == (
        "wire.xml: 3 items were left out, because each has no text, only a title and an address (items 2, 3, 4)."
    )


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "a.xml is empty."),
        (b"\x89PNG\r\n", "a.xml is a picture, not a feed."),
        (b"Hama fell.", "a.xml is not a feed."),
        (b"<?xml version='1.0'?><!-- <rss> --><corpus><doc/></corpus>", "a.xml is XML, but not a feed (RSS or Atom)."),
        ((RSS % "").encode(), "a.xml is a feed without articles."),
    ],
)
def test_other_files_are_refused(reason: Reason, data: bytes, sentence: str) -> None:
    assert reason("a.xml", data) == sentence


def test_a_feed_that_is_cut_gives_what_stands_before(read: Read) -> None:
    data = (RSS % (ITEM * 20)).encode()
    assert 8 <= sum(isinstance(each, RawArticle) for each in read("a.xml", data[: len(data) // 2])) <= 10


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
        '<!DOCTYPE rss [<!ENTITY c SYSTEM "%s">]>',
        '<!DOCTYPE rss [<!ENTITY %% p SYSTEM "%s">%%p;]>',
    ],
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_entities_are_not_read(reason: Reason, tmp_path: Path, doctype: str, codec: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("TOP SECRET", encoding="utf-8")
    doctype = doctype % secret.as_uri() if "%s" in doctype else doctype
    head, rest = (RSS % ITEM.replace("Short.", "&c;")).split("\n", 1)
    page = f"{head.replace('utf-8', codec)}\n{doctype}\n{rest}"
    assert reason("a.xml", page.encode(codec)) == (
        "a.xml declares entities of its own, which no feed needs and Dateline does not read."
    )


def test_an_old_feed_that_names_its_document_type(read: Read) -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/rss.dtd">'
    head, rest = (RSS % ITEM).split("\n", 1)
    assert only(read("a.xml", f"{head}\n{doctype}\n{rest}".encode())).title == "Hama falls"


def test_a_feed_far_too_large_is_not_parsed(reason: Reason) -> None:
    assert reason("a.xml", b"<rss>" * 10, Limits(whole_bytes=40)) == "a.xml is a feed of 50 bytes, too much to read."


def test_deep_nesting_is_contained(read: Read) -> None:
    started = perf_counter()
    deep = ITEM.replace("<p>Rebels", "<div>" * 100_000 + "<p>Rebels")
    assert isinstance(read("a.xml", (RSS % deep).encode())[0], RawArticle)
    assert perf_counter() - started < 5


@pytest.mark.parametrize("end", ["", "<broken"])
def test_too_many_elements_are_refused_at_once(reason: Reason, end: str) -> None:
    started = perf_counter()
    sentence = reason("a.rss", (RSS % ("<item><title>a</title></item>" * 260_000 + end)).encode())
    assert perf_counter() - started < 10
    assert sentence == "a.rss holds more than 250,000 elements, too many to read; split it."
