import threading
import time
from pathlib import Path

import pytest

from corpus.readers.formats.feed import NoFeed
from corpus.readers.limits import Limits
from corpus.web.feed_child import BadFeed, read_in_child
from corpus.web.feeds import Feed, read_feed

BASE = "https://example.org/news/feed"
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Orontes &lt;b&gt;Wire&lt;/b&gt;</title>
<language>en-GB</language>
<item><title>Hama &lt;script&gt;alert(1)&lt;/script&gt;&amp;amp; Homs</title><link>/a?x=1&amp;y=2</link>
<pubDate>Fri, 06 Dec 2024 14:05:00 +0000</pubDate>
<description>&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;img src=x onerror=alert(1)&gt; words&lt;/p&gt;</description></item>
<item><title>No link</title></item>
<item><link>javascript:alert(1)</link><description>Text</description></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Desk</title>
<entry><title type="html">A &amp;lt; B</title><link rel="alternate" href="https://example.net/1"/>
<published>2024-12-06T10:00:00+02:00</published><author><name>Rima</name></author>
<summary>short</summary><content type="html">&lt;p&gt;The whole story.&lt;/p&gt;</content></entry></feed>"""


def read(text: str, most: int = 10, longest: int = 1000) -> Feed:
    return read_feed(text.encode(), BASE, most=most, longest=longest)


def test_rss() -> None:
    feed = read(RSS)
    assert (feed.title, feed.language) == ("Orontes Wire", "en")
    first, second, third = feed.entries
    assert first.link == "https://example.org/a?x=1&y=2"
    assert first.title == "Hama & Homs"
    assert first.published == "2024-12-06T14:05:00+00:00"
    assert first.text == "One\n\nTwo words"
    assert (second.link, second.text) == ("", "")
    assert (third.link, third.text) == ("", "Text")


def test_atom() -> None:
    (entry,) = read(ATOM).entries
    assert entry.link == "https://example.net/1"
    assert entry.title == "A < B"
    assert (entry.published, entry.author) == ("2024-12-06T10:00:00+02:00", "Rima")
    assert entry.text == "The whole story."


def test_a_feed_that_is_not_well_formed_is_read_as_far_as_it_goes() -> None:
    assert len(read(RSS.replace("</channel></rss>", "<item><title>A & B<link>/c")).entries) >= 3


def test_only_as_many_as_wanted_and_no_text_too_long() -> None:
    (entry,) = read(RSS, most=1, longest=5).entries
    assert entry.text == ""


def test_no_feed() -> None:
    with pytest.raises(NoFeed):
        read("<html><body>Not a feed</body></html>")


def test_entities_are_not_expanded_and_no_file_is_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("canary", encoding="utf-8")
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE rss [<!ENTITY a0 "ha">{laughs}<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    text = RSS.replace("<rss", doctype + "<rss", 1).replace("No link", "&a9; &x;")
    began = time.monotonic()
    try:
        shown = str(read(text))
    except NoFeed:
        shown = ""
    assert "canary" not in shown
    assert len(shown) < 100_000
    assert time.monotonic() - began < 5


def test_what_no_feed_has_is_refused_before_it_is_read() -> None:
    with pytest.raises(NoFeed, match="nests its parts too deeply"):
        read(RSS.replace("No link", "<a>" * 100_000))


def test_in_the_child(tmp_path: Path) -> None:
    path = tmp_path / "1.rss"
    path.write_text(RSS, encoding="utf-8")
    assert read_in_child(path, BASE, most=10, limits=Limits(), look=lambda: None) == read(RSS)


def test_the_child_says_what_is_no_feed(tmp_path: Path) -> None:
    path = tmp_path / "1.rss"
    path.write_text("<rss><channel><title>A</title></channel></rss>", encoding="utf-8")
    with pytest.raises(BadFeed, match=r"^is a feed without articles$"):
        read_in_child(path, BASE, most=10, limits=Limits(), look=lambda: None)


def test_the_child_is_killed_when_asked_to_stop(tmp_path: Path) -> None:
    class Stop(Exception):
        pass

    def stop() -> None:
        raise Stop

    before = threading.active_count()
    with pytest.raises(Stop):
        read_in_child(tmp_path / "1.rss", BASE, most=10, limits=Limits(), look=stop)
    assert threading.active_count() == before
