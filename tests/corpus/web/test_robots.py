import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.web.robots import parse

TEXT = """# a comment
User-agent: *
Disallow: /
Allow: /news/   # the longest match decides
Allow: /*.html$
Crawl-delay: 5

User-agent: Googlebot
User-agent: dateline
Disallow: /private/
Crawl-delay: 2.5
Sitemap: https://example.org/sitemap.xml
"""


def test_the_part_that_names_us_is_ours() -> None:
    found = parse(TEXT, "Dateline")
    assert found.delay == 2.5
    assert not found.allows("/private/x")
    assert found.allows("/news/x")
    assert found.allows("/")


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/", False), ("/x", False), ("/news/x", True), ("/a/b.html", True), ("/a.html?x=1", False), ("/news", False)],
)
def test_the_longest_rule_decides_for_everybody_else(path: str, allowed: bool) -> None:
    found = parse(TEXT, "Other")
    assert found.allows(path) is allowed
    assert found.delay == 5


def test_an_empty_rule_and_an_empty_file_allow_everything() -> None:
    assert parse("User-agent: *\nDisallow:\n", "Dateline").allows("/x")
    assert parse("", "Dateline").allows("/x")
    assert parse("<html>not found</html>", "Dateline").allows("/x")


def test_a_part_for_us_without_rules_frees_us_from_those_for_all() -> None:
    assert parse("User-agent: *\nDisallow: /\nUser-agent: Dateline\nDisallow:\n", "Dateline").allows("/x")


def test_letters_beyond_ascii_match_escaped_or_not() -> None:
    found = parse("User-agent: *\nDisallow: /سوريا/\nDisallow: /%d8%a7", "Dateline")
    assert not found.allows("/%D8%B3%D9%88%D8%B1%D9%8A%D8%A7/x")
    assert not found.allows("/%D8%A7")


def test_many_stars_cost_no_time() -> None:
    found = parse("User-agent: *\nDisallow: /" + "*a" * 12 + "$\nCrawl-delay: inf", "Dateline")
    began = time.monotonic()
    assert found.allows("/" + "a" * 4000 + "b")
    assert time.monotonic() - began < 0.5
    assert found.delay == 0


@given(st.text(max_size=300), st.text(max_size=50))
def test_nothing_breaks_it(text: str, path: str) -> None:
    parse("User-agent: *\nDisallow: " + text + "\n" + text, "Dateline").allows("/" + path)
