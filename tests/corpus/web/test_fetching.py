"""From addresses to articles, through both children."""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from corpus import child
from corpus.article import FileRead, Item, RawArticle, Refusal
from corpus.errors import UserError
from corpus.progress import Cancelled
from corpus.readers import Limits
from corpus.web import Address, Rules, fetch, fetching, find_addresses

Run = Callable[..., list[Item]]
_FAKE = """
import json, os, sys
rules, folder = json.loads(sys.stdin.buffer.readline())
def say(*parts):
    sys.stdout.buffer.write(json.dumps(parts).encode() + b"\\n"); sys.stdout.buffer.flush()
say("up")
for line in sys.stdin.buffer:
    number, url = json.loads(line)
    say("wait", number, 0, "")
    if "bad" in url:
        %s
    say("no", number, "is not there (404)")
"""


@pytest.fixture
def run(quick: Rules) -> Run:
    def run(*addresses: Address, rules: Rules = quick, **more: Any) -> list[Item]:
        return list(fetch(addresses, rules=rules, **more))

    return run


@pytest.fixture
def fake_child(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a child in place of the one that fetches, which does this with an address that holds "bad"."""
    real = child.command

    def fake(code: str) -> None:
        script = [sys.executable, "-c", _FAKE % code]
        monkeypatch.setattr(child, "command", lambda name: script if name == "web" else real(name))

    return fake


def articles(items: Iterable[Item]) -> list[RawArticle]:
    return [item for item in items if isinstance(item, RawArticle)]


def reasons(items: Iterable[Item]) -> list[str]:
    return [item.reason for item in items if isinstance(item, Refusal)]


def feed(server: Any, *items: str) -> Address:
    head = "<?xml version='1.0'?><rss version='2.0'><channel><title>Orontes Feed</title><language>fr</language>"
    address: Address = server.page("/feed", head + "".join(items) + "</channel></rss>", "application/rss+xml")
    return address


def entry(link: str, title: str = "Headline", text: str = "") -> str:
    date = "<pubDate>Fri, 06 Dec 2024 14:05:00 +0000</pubDate>"
    return f"<item><title>{title}</title><link>{link}</link>{date}<description>{text}</description></item>"


def test_an_article_with_where_it_is_from(server: Any, run: Run, story: Callable[..., str]) -> None:
    more = "<meta property='article:published_time' content='2024-12-06T10:00:00Z'>"
    address = server.page("/a", story("Road to Hama", more))
    before, raw, after = run(address)
    assert isinstance(raw, RawArticle)
    assert raw.text.startswith("Road to Hama: fighters entered")
    assert "Menu" not in raw.text
    known = (raw.title, raw.source, raw.published, raw.language, raw.url, raw.where)
    assert known == ("Road to Hama", "Orontes Wire", "2024-12-06T10:00:00Z", "en", address.url, address.url)
    assert raw.meta["fetched"]
    body = server.answers["/a"][2]
    assert before == FileRead(address.url, len(body))
    assert isinstance(after, FileRead)
    assert after.sha256 == sha256(body).hexdigest()
    assert after.reader.startswith("html")


def test_the_address_is_the_last_of_its_redirects(server: Any, run: Run, story: Callable[..., str]) -> None:
    server.page("/b", story("Moved"))
    (raw,) = articles(run(server.move("/a", "/b")))
    assert (raw.url, raw.where) == (server.url("/b"), server.url("/a"))


def test_another_site_s_address_in_a_page_is_not_believed(server: Any, run: Run, story: Callable[..., str]) -> None:
    page = story("Lie", "<link rel=canonical href='https://example.org/other'>")
    (raw,) = articles(run(server.page("/a", page)))
    assert raw.url == server.url("/a")


def test_letters_as_only_the_server_names_them(server: Any, run: Run, story: Callable[..., str]) -> None:
    page = story("Вокруг Хамы идут бои").encode("koi8-r", "replace")
    (raw,) = articles(run(server.page("/a", page, "text/html; charset=koi8-r")))
    assert raw.title == "Вокруг Хамы идут бои"


def test_each_address_gives_an_article_or_a_reason(server: Any, run: Run, story: Callable[..., str]) -> None:
    good = [server.page(f"/{number}", story(f"Story {number}")) for number in range(10)]
    bad = [server.address("/none"), server.page("/picture", b"\x89PNG", "image/png"), server.page("/empty", b" ")]
    items = run(*good[:5], *bad, *good[5:], good[0])
    assert sorted(raw.title for raw in articles(items)) == sorted(f"Story {number}" for number in range(10))
    assert sorted(reasons(items)) == sorted(
        [
            f"{server.url('/none')} is not there (404).",
            f"{server.url('/picture')} is no page or feed but a picture (image/png).",
            f"{server.url('/empty')} is empty.",
        ]
    )


def test_a_page_without_a_story_is_refused_by_its_address(server: Any, run: Run) -> None:
    assert reasons(run(server.page("/a", "<html><body><img></body></html>"))) == [
        f"{server.url('/a')} holds no article text that could be found."
    ]


def test_a_feed_gives_the_articles_it_links_to(server: Any, run: Run, story: Callable[..., str]) -> None:
    server.page("/1", story("First"))
    server.page("/2", story("Second").replace("lang=en", ""))
    found = articles(run(feed(server, entry("/1"), entry("/2"), entry("/1"))))
    assert sorted(raw.title for raw in found) == ["First", "Second"]
    second = next(raw for raw in found if raw.title == "Second")
    assert (second.published, second.language) == ("2024-12-06T14:05:00+00:00", "fr")


def test_a_feed_s_own_text_stands_in_for_a_page_that_cannot_be_had(server: Any, run: Run) -> None:
    items = run(feed(server, entry("/gone", "Lost", "What the feed says."), entry("/also-gone", "Lost too")))
    (raw,) = articles(items)
    at = items.index(raw)
    assert [getattr(each, "name", "") for each in (items[at - 1], items[at + 1])] == [server.url("/feed")] * 2
    known = (raw.text, raw.title, raw.source, raw.url)
    assert known == ("What the feed says.", "Lost", "Orontes Feed", server.url("/gone"))
    assert raw.warnings == (f"{server.url('/gone')} is not there (404). The text is the feed's.",)
    assert reasons(items) == [f"{server.url('/also-gone')} is not there (404)."]


def test_a_feed_alone_when_its_pages_are_not_wanted(server: Any, run: Run, quick: Rules) -> None:
    address = feed(server, entry("/1", "One", "&lt;p&gt;Short &lt;b&gt;words&lt;/b&gt;&lt;/p&gt;"), entry("/2", "Two"))
    items = run(address, rules=replace(quick, pages=False))
    assert [raw.text for raw in articles(items)] == ["Short words"]
    assert "/1" not in server.paths()
    assert reasons(items) == [f"{address.url}: “Two” has neither a link that can be followed nor a text."]


def test_a_feed_gives_no_more_than_allowed(server: Any, run: Run, quick: Rules) -> None:
    address = feed(server, *(entry(f"/{n}", text=f"Text {n}") for n in range(9)))
    assert len(articles(run(address, rules=replace(quick, pages=False, feed_articles=4)))) == 4


def test_a_feed_cannot_lead_into_the_local_network(server: Any, run: Run) -> None:
    items = run(feed(server, entry("http://192.168.1.1/admin"), entry("file:///etc/passwd")))
    assert articles(items) == []
    assert any("leads to this computer or a local network" in reason for reason in reasons(items))


def test_a_feed_in_a_feed_is_not_followed(server: Any, run: Run) -> None:
    server.page("/other", "<?xml version='1.0'?><rss version='2.0'></rss>", "application/rss+xml")
    assert reasons(run(feed(server, entry("/other")))) == [f"{server.url('/other')} is another feed."]


def test_progress_counts_addresses(server: Any, run: Run, story: Callable[..., str]) -> None:
    told: list[tuple[int, int | None]] = []
    run(
        server.page("/1", story("One")),
        server.address("/2"),
        progress=lambda done, total, note: told.append((done, total)),
    )
    assert told[0] == (0, 2)
    assert told[-1] == (2, 2)


def test_a_stop_keeps_what_came_before_it(server: Any, quick: Rules, story: Callable[..., str]) -> None:
    over = threading.Event()
    server.answers["/slow"] = lambda _link: bool(over.wait(20)) and None
    stop = threading.Event()

    def progress(done: int, total: int | None = None, note: str = "") -> None:
        if stop.is_set():
            raise Cancelled

    began = time.monotonic()
    found: list[RawArticle] = []
    for item in fetch([server.page("/1", story("One")), server.address("/slow")], rules=quick, progress=progress):
        if isinstance(item, RawArticle):
            found.append(item)
            stop.set()
    over.set()
    assert [raw.title for raw in found] == ["One"]
    assert time.monotonic() - began < 15


def test_text_over_the_limit_is_refused(server: Any, run: Run, story: Callable[..., str]) -> None:
    (reason,) = reasons(run(server.page("/a", story("Long")), limits=Limits(text=100)))
    assert reason.startswith(server.url("/a"))


def test_nothing_is_left_on_the_disk(
    server: Any, run: Run, story: Callable[..., str], tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    run(server.page("/1", story("One")), feed(server, entry("/1")))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("code", ["os._exit(3)", "say('nonsense')", "sys.stdout.buffer.write(b'x' * 200_000)"])
def test_a_page_that_breaks_the_child_costs_that_page(server: Any, run: Run, fake_child: Any, code: str) -> None:
    fake_child(code + "; sys.stdout.buffer.flush(); os._exit(1)")
    items = run(server.address("/1"), server.address("/bad"), server.address("/2"))
    assert sorted(reasons(items)) == [
        f"{server.url('/1')} is not there (404).",
        f"{server.url('/2')} is not there (404).",
        f"{server.url('/bad')} made the fetching go wrong.",
    ]


def test_a_child_that_hangs_is_killed(
    server: Any, run: Run, quick: Rules, fake_child: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "_GRACE", 0.2)
    fake_child("__import__('threading').Event().wait(60)")
    began = time.monotonic()
    items = run(server.address("/bad"), server.address("/1"), rules=replace(quick, seconds=0.2))
    assert sorted(reasons(items)) == [
        f"{server.url('/1')} is not there (404).",
        f"{server.url('/bad')} took too long to answer.",
    ]
    assert time.monotonic() - began < 20


def test_a_child_that_cannot_run_is_told(server: Any, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "command", lambda _name: [sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(UserError, match="could not be started"):
        run(server.address("/1"))


def test_this_computer_is_never_asked_by_the_rules_that_are_usual() -> None:
    wanted = find_addresses("http://127.0.0.1/ http://localhost:8080/ http://[::1]/ http://10.0.0.1/").addresses
    told = reasons(fetch(wanted))
    assert len(told) == 4
    assert all("leads to this computer or a local network" in reason for reason in told)


def test_this_process_makes_no_connection(
    server: Any, run: Run, story: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages are fetched by the child alone; the window's process and the readers touch no network."""

    def forbidden(*_: Any, **__: Any) -> None:
        raise AssertionError("connected")

    address = server.page("/1", story("One"))
    monkeypatch.setattr(socket.socket, "connect", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    assert len(articles(run(address))) == 1
