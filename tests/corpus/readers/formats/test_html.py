"""Saved web pages."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest

from corpus.article import RawArticle, Refusal
from corpus.readers import read_paths
from corpus.readers.format import Found, Job
from corpus.readers.formats.html import articles, decode
from corpus.readers.limits import Limits

Article = Callable[[str, bytes], RawArticle]
Reason = Callable[..., str]
FIRST = "Rebels entered the city of Hama on Thursday evening after days of fighting, a war monitor said in a statement."
SECOND = "The army withdrew to the south, towards Homs, and called it a redeployment to save the lives of civilians."
HEAD = "<html><head><title>A page</title></head><body>"
PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><title>Rebels take Hama | The Wire</title>
<meta property="og:site_name" content="The Wire"><link rel="canonical" href="https://wire.example/2024/12/05/hama">
<meta property="article:published_time" content="2024-12-06T14:05:00+00:00"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Rebels take Hama</h1><p>{FIRST}</p>
<p>The army <b>withdrew</b> to the south,
   towards Homs, and called it a redeployment to save the lives of civilians.</p></article>
<footer>Copyright 2021 The Wire</footer></body></html>"""


def test_the_story_is_taken_without_what_surrounds_it(article: Article) -> None:
    found = article("a.html", PAGE.encode())
    assert found.text.endswith(f"{FIRST}\n\n{SECOND}")
    assert "Sport" not in found.text
    assert (found.title, found.source, found.language) == ("Rebels take Hama", "The Wire", "en")
    assert (found.published, found.url) == ("2024-12-06T14:05:00+00:00", "https://wire.example/2024/12/05/hama")
    assert found.warnings == ()


def test_without_a_stated_date_the_address_tells_it(article: Article) -> None:
    page = PAGE.replace('property="article:published_time"', 'name="x"')
    assert article("a.html", page.encode()).published == "2024-12-05"


def test_a_date_out_of_structured_data(article: Article) -> None:
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-12-04"}</script>'
    page = PAGE.replace('property="article:published_time"', 'name="x"').replace("</head>", data + "</head>")
    assert article("a.html", page.encode()).published == "2024-12-04"


def test_a_short_page(article: Article) -> None:
    assert article("a.htm", b"<html><body><p>Hama fell.</p></body></html>").text == "Hama fell."


def test_xhtml_with_a_declaration(article: Article) -> None:
    page = '<?xml version="1.0" encoding="utf-8"?>\n' + PAGE.replace("<!DOCTYPE html>", "")
    assert FIRST in article("a.xhtml", page.encode()).text


@pytest.mark.parametrize(("declared", "codec"), [("windows-1256", "cp1256"), ("WINDOWS-1256", "cp1256")])
def test_a_declared_encoding_is_believed(declared: str, codec: str) -> None:
    text = f'<html><head><meta charset="{declared}"></head><body><p>دخل المقاتلون المدينة</p></body></html>'
    assert decode(text.encode(codec)) == (text, "", "")


@pytest.mark.parametrize("declared", ["hex", "rot13", "no-such-thing", "utf-16", "idna"])
def test_a_false_declaration_is_not_believed(declared: str) -> None:
    page = f'<meta charset="{declared}"><p>{"Les rebelles ont pénétré à Hama jeudi soir. " * 5}</p>'
    text, assumed, warning = decode(page.encode("cp1252"))
    assert (text, assumed) == (page, "cp1252")
    assert "was assumed" in warning


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "a.html is empty."),
        (b"<html><body></body></html>", "a.html holds no article text that could be found."),
        (b"\x89PNG\r\n", "a.html is a picture, not a web page, although it ends in .html."),
    ],
)
def test_pages_without_a_story_are_refused(reason: Reason, data: bytes, sentence: str) -> None:
    assert reason("a.html", data) == sentence


def test_a_page_far_too_large_is_not_parsed(reason: Reason) -> None:
    assert reason("a.html", b"x" * 41, Limits(text=10)) == "a.html is a web page of 41 bytes, too much to read."


def test_entities_of_a_page_reach_no_file(article: Article, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("TOP SECRET", encoding="utf-8")
    head = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    page = PAGE.replace("<!DOCTYPE html>", head).replace(FIRST, FIRST + " &x;")
    assert "SECRET" not in article("a.xhtml", page.encode()).text


def test_two_hundred_thousand_nested_blocks_break_nothing(tmp_path: Path) -> None:
    deep = tmp_path / "deep.html"
    deep.write_text("<html><body>" + "<div>" * 200_000 + "Hama fell." + "</div>" * 200_000, encoding="utf-8")
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    found = list(read_paths([deep, page]))
    assert isinstance(found[-1], RawArticle)
    assert found[-1].title == "Rebels take Hama"


def test_the_library_for_pages_is_loaded_for_pages_only() -> None:
    code = "import sys, corpus.readers.worker; sys.exit(not {'trafilatura', 'lxml'}.isdisjoint(sys.modules))"
    root = Path(__file__).resolve().parents[4]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


@pytest.mark.parametrize(
    ("name", "published", "words"),
    [
        ("arabic_article.html", "2013-08-03", "تمكنت من السيطرة على مستودعات للأسلحة بريف دمشق"),
        ("cnn_article.html", "2013-11-27", "smooth sailing"),
        ("latvian_article.html", "2021-01-03", "zemes nogruvums"),
    ],
)
def test_real_pages(article: Article, real: Callable[[str], Path], name: str, published: str, words: str) -> None:
    found = article(name, real(f"newspaper4k_pages/tests/data/html/{name}").read_bytes())
    assert found.published[:10] == published
    assert words in found.text or words in found.title
    assert "\n\n" in found.text


def test_the_title_is_not_repeated_in_the_text(article: Article) -> None:
    assert article("a.html", PAGE.encode()).text.startswith(FIRST)


def test_offers_before_and_comments_after_the_story_are_left_out(article: Article) -> None:
    offers = "<div class='tools'><p>Log in to save this story.</p><p><a href='/join'>Join</a></p></div>"
    comments = "".join(f"<p><a href='/u'>Reader {n}</a> I do not think so.</p>" for n in range(20))
    page = PAGE.replace("<article>", f"<article>{offers}").replace("</article>", f"<div>{comments}</div></article>")
    text = article("a.html", page.encode()).text
    assert f"{FIRST}\n\n{SECOND}" in text


def test_a_page_far_larger_than_an_article_may_be_an_export(read: Callable[..., list[Found]]) -> None:
    story = f"<div><p>{FIRST}</p></div>"
    head = "<div><p>The Wire</p></div><div><p>December 5, 2024 Thursday</p></div><div><p>Rebels take Hama</p></div>"
    fields = "<div><p><span>LENGTH: </span><span>21 words</span></p></div>"
    tail = "<div><p>LOAD-DATE: December 6, 2024</p></div><div><p>Copyright 2024 The Wire<br>All Rights Reserved</p>"
    documents = [
        f"<div class=c0><p><span>{number} of 3 DOCUMENTS</span></p></div>{head}{fields}{story}{tail}"
        for number in (1, 2, 3)
    ]
    page = f"<html><head><style>p{{}}</style></head><body>{'</div>'.join(documents)}"
    found = read("a.html", page.encode(), Limits(text=200))
    assert [(each.title, each.text, each.source, each.published) for each in found if isinstance(each, RawArticle)] == [
        ("Rebels take Hama", FIRST, "The Wire", "2024-12-05")
    ] * 3


def test_an_export_of_factiva(read: Callable[..., list[Found]]) -> None:
    page = (
        "<html><body><div class='article enArticle'><div id='hd'><span>1) Rebels take <b>Hama</b></span></div>"
        "<div>21 words</div><div>5 December 2024</div><div>The Wire</div><div>WIRE</div><div>English</div>"
        f"<div>Copyright 2024 The Wire</div><p class='articleParagraph'>{FIRST}</p><p>{SECOND}</p>"
        "<p>Document WIRE000020241205ekc5001ab</p></div><table><tr><td>Search Summary</td></tr></table>"
    )
    (found,) = read("a.html", page.encode())
    assert isinstance(found, RawArticle)
    assert (found.title, found.source, found.language) == ("Rebels take Hama", "The Wire", "en")
    assert found.text == f"{FIRST}\n\n{SECOND}"


def test_an_export_of_factiva_in_fields(read: Callable[..., list[Found]]) -> None:
    rows = {"HD": "Rebels take Hama", "WC": "21 words", "PD": "5 December 2024", "SN": "The Wire", "LA": "English"}
    cells = "".join(f"<tr><td><b>{code}</b>&nbsp;</td><td>{value}</td></tr>" for code, value in rows.items())
    cells += f"<tr><td><b>LP</b></td><td><p>{FIRST}</p></td></tr><tr><td><b>TD</b></td><td><p>{SECOND}</p></td></tr>"
    cells += "<tr><td><b>AN</b></td><td>Document WIRE000020241205ekc5001ab</td></tr>"
    (found,) = read("a.html", f"<html><body><table>{cells}</table>".encode())
    assert isinstance(found, RawArticle)
    assert (found.title, found.source, found.text) == ("Rebels take Hama", "The Wire", f"{FIRST}\n\n{SECOND}")


def test_what_a_sender_says_of_a_page_is_used_where_the_page_says_nothing(tmp_path: Path) -> None:
    page = PAGE.replace('<link rel="canonical" href="https://wire.example/2024/12/05/hama">', "")
    page = page.replace('property="og:site_name"', 'name="x"').replace('property="article:published_time"', 'name="y"')
    page = page.replace("The Wire", "")
    (found,) = articles(Job(tmp_path / "a.html", "a.html"), page.encode(), url="https://www.wire.example/2024/12/05/x")
    assert isinstance(found, RawArticle)
    assert (found.url, found.published) == ("https://www.wire.example/2024/12/05/x", "2024-12-05")
    assert found.source == "wire.example"


def test_bodies_are_found_at_least_as_well_as_by_trafilatura(root: Path) -> None:
    folder = root.parent / "shared" / "data" / "newspaper4k_pages" / "tests" / "data"
    if not folder.exists():
        pytest.skip("the pages are not there")
    answer = subprocess.run(
        [sys.executable, "benchmarks/web_pages.py", str(folder)], cwd=root, capture_output=True, text=True, check=True
    )
    for line in answer.stdout.splitlines()[1:]:
        name, ours, plain = line.rsplit(maxsplit=2 if line.startswith("mean") else 4)[:3]
        assert float(ours) >= float(plain), name


def test_a_page_that_nests_too_deeply_is_told(read: Callable[..., list[Found]]) -> None:
    story = "<p>Rebels entered the city of Hama on Thursday evening, a war monitor said to reporters.</p>" * 5
    (item,) = read("a.html", f"<body><article>{story}</article>{'<div>' * 300}<p>More</p>".encode())
    assert isinstance(item, RawArticle)
    assert item.warnings == ("Its parts lie in one another too deeply; what comes after may be missing.",)
    (item,) = read("b.html", f"{HEAD}{'<div>' * 300}{story}".encode())
    assert isinstance(item, Refusal)
    assert item.reason == "b.html nests its parts too deeply to be read."


def test_an_encoding_that_takes_for_ever_to_read_is_not_believed(article: Article) -> None:
    found = article("a.html", '<meta charset="punycode"><p>Взрывы в городе в четверг вечером</p>'.encode("cp1251"))
    assert "Взрывы" in found.text


def test_millions_of_blanks_take_no_longer_than_words(article: Article) -> None:
    started = perf_counter()
    assert article("a.html", f"{HEAD}<p>{FIRST}".encode() + b" \n" * 1_000_000 + b"</p>").text == FIRST
    assert perf_counter() - started < 10
