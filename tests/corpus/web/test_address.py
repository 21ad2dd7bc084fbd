import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.web.address import BadAddress, find_addresses, follow, is_public, parse


@pytest.mark.parametrize(
    ("given_", "url"),
    [
        ("https://www.bbc.com/news/world-1", "https://www.bbc.com/news/world-1"),
        ("HTTP://Example.ORG", "http://example.org/"),
        ("https://example.org:443/a?b=c#part", "https://example.org/a?b=c"),
        ("https://example.org/سوريا/خبر", "https://example.org/%D8%B3%D9%88%D8%B1%D9%8A%D8%A7/%D8%AE%D8%A8%D8%B1"),
        ("https://bücher.example/ä b", "https://xn--bcher-kva.example/%C3%A4%20b"),
        ("https://[2001:4860:4860::8888]/x", "https://[2001:4860:4860::8888]/x"),
        ("https://example.org/a%20b?q=1%2B1", "https://example.org/a%20b?q=1%2B1"),
    ],
)
def test_plain_form(given_: str, url: str) -> None:
    assert parse(given_).url == url


@pytest.mark.parametrize(
    ("given_", "why"),
    [
        ("ftp://example.org/x", "does not begin with http"),
        ("file:///etc/passwd", "does not begin with http"),
        ("javascript:alert(1)", "does not begin with http"),
        ("https://user:secret@example.org/", "holds a name or a password"),
        ("http://example.org:22/", "asks for port 22"),
        ("http://example.org:99999/", "is no web address"),
        ("http:///path", "names no site"),
        ("http://exa mple.org/", "names no site"),
        ("http://[fe80::1%25eth0]/", "names no site"),
        ("http://[::1/", "is no web address"),
        ("https://example.org/" + "a" * 5000, "characters long"),
        ("https://" + "a" * 70 + ".org/", "names no site"),
    ],
)
def test_what_is_never_asked(given_: str, why: str) -> None:
    with pytest.raises(BadAddress, match=why):
        parse(given_)


def test_request_lines_cannot_be_smuggled_in() -> None:
    target = parse("http://example.org/a\r\nX-Evil: 1\x00\x7f/b").target
    assert not set("\r\n\x00\x7f ") & set(target)


def test_a_redirect_is_joined_and_checked() -> None:
    start = parse("https://example.org/a/b")
    assert follow(start, "../c").url == "https://example.org/c"
    with pytest.raises(BadAddress):
        follow(start, "file:///etc/passwd")


LOCAL = """127.0.0.1 127.8.8.8 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 239.1.1.1
255.255.255.255 192.0.2.1 198.18.0.1 240.0.0.1 ::1 :: fe80::1 fc00::1 fd12::1 ff02::1 ff0e::1 ::ffff:127.0.0.1
::ffff:192.168.0.1 64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::1 2002:7f00:1::1 2001::1 2001:db8::1 fec0::1"""
PUBLIC = "8.8.8.8 151.101.0.81 2606:4700::6810:84e5 ::ffff:8.8.8.8 64:ff9b::808:808"


@pytest.mark.parametrize("ip", LOCAL.split())
def test_local_and_special_addresses_are_not_public(ip: str) -> None:
    assert not is_public(ipaddress.ip_address(ip))


@pytest.mark.parametrize("ip", PUBLIC.split())
def test_the_open_internet_is_public(ip: str) -> None:
    assert is_public(ipaddress.ip_address(ip))


def test_addresses_are_found_in_what_was_pasted() -> None:
    found = find_addresses(
        "https://example.org/a, https://example.org/a#again\n"
        "See (https://example.org/wiki/Hama_(city)). And <https://example.org/c>!\n"
        "www.example.org/d\n"
        "bbc.com/news reuters.com\n"
        "feed:https://example.org/rss\nfeed://example.net/atom\n"
    )
    assert [each.url for each in found.addresses] == [
        "https://example.org/a",
        "https://example.org/wiki/Hama_(city)",
        "https://example.org/c",
        "https://www.example.org/d",
        "https://bbc.com/news",
        "https://reuters.com/",
        "https://example.org/rss",
        "http://example.net/atom",
    ]
    assert found.problems == ()


def test_what_is_no_address_is_told() -> None:
    found = find_addresses("hello there\n\nhttps://a:b@example.org/\n")
    assert found.addresses == ()
    assert found.problems == (
        "“hello there” is no web address.",
        "https://a:b@example.org/ holds a name or a password; pages that need one cannot be fetched.",
    )


def test_only_as_many_as_wanted() -> None:
    found = find_addresses("https://a.example/1 https://a.example/2\nhttps://a.example/1\nhttps://a.example/3", most=2)
    assert [each.target for each in found.addresses] == ["/1", "/2"]
    assert found.more


@given(st.text(max_size=200))
def test_nothing_pasted_breaks_it(text: str) -> None:
    for each in find_addresses(text + "\nhttp://" + text).addresses:
        assert parse(each.url) == each
        assert each.url.isascii()


@pytest.mark.parametrize("dot", ["\u3002", "\uff0e", "\uff61"])
def test_the_dot_of_another_script_at_the_end_of_a_host_is_a_dot(dot: str) -> None:
    assert parse(f"https://example.org{dot}/a").url == "https://example.org/a"
