"""Answers of news interfaces saved as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from corpus.article import RawArticle, Refusal
from corpus.readers import news_json
from corpus.readers.format import Found

Read = Callable[..., list[Found]]

NEWS_API = {
    "status": "ok",
    "totalResults": 2,
    "articles": [
        {
            "source": {"id": "the-wire", "name": "The Wire"},
            "author": "Rima Haddad",
            "title": "Hama falls",
            "description": "Rebels entered the city of Hama.",
            "url": "https://wire.example/1",
            "urlToImage": None,
            "publishedAt": "2024-12-05T18:00:00Z",
            "content": "Rebels entered the city of Hama on Thursday, a monitor said. The ar… [+2415 chars]",
        },
        {
            "source": {"id": None, "name": "Harbour"},
            "title": "Two killed",
            "description": "Two people were killed.",
            "url": "https://harbour.example/2",
            "publishedAt": "2024-12-06T09:00:00Z",
            "content": None,
        },
    ],
}
GUARDIAN = {
    "response": {
        "status": "ok",
        "total": 1,
        "results": [
            {
                "id": "world/2024/dec/05/hama",
                "sectionName": "World news",
                "webPublicationDate": "2024-12-05T18:00:00Z",
                "webTitle": "Hama falls",
                "webUrl": "https://guardian.example/hama",
                "fields": {"body": "<p>Rebels entered.</p><p>The army left.</p>", "byline": "Rima Haddad"},
            }
        ],
    }
}
TIMES = {
    "status": "OK",
    "response": {
        "docs": [
            {
                "abstract": "Rebels entered Hama.",
                "lead_paragraph": "Rebels entered Hama. The army left.",
                "snippet": "Rebels entered Hama.",
                "web_url": "https://times.example/hama",
                "pub_date": "2024-12-05T18:00:00+0000",
                "source": "The Times",
                "headline": {"main": "Hama falls", "kicker": ""},
                "byline": {"original": "By Rima Haddad"},
            }
        ]
    },
}
EVENT_REGISTRY = {
    "articles": {
        "page": 1,
        "results": [
            {
                "uri": "8432",
                "lang": "eng",
                "date": "2024-12-05",
                "time": "18:00:00",
                "dateTime": "2024-12-05T18:00:00Z",
                "url": "https://wire.example/1",
                "title": "Hama falls",
                "body": "Rebels entered.\n\nThe army left.",
                "source": {"uri": "wire.example", "dataType": "news", "title": "The Wire"},
            }
        ],
    }
}
MEDIA_CLOUD = [
    {
        "stories_id": 17,
        "media_name": "The Wire",
        "publish_date": "2024-12-05 18:00:00",
        "title": "Hama falls",
        "url": "https://wire.example/1",
        "language": "en",
        "story_text": "Rebels entered.",
    }
]
GDELT = {"articles": [{"url": "https://wire.example/1", "title": "Hama falls", "seendate": "20241205T180000Z"}]}


def read_one(read: Read, value: Any) -> RawArticle:
    item = read("a.json", json.dumps(value).encode())[0]
    assert isinstance(item, RawArticle), item
    return item


def test_the_shape_of_newsapi(read: Read) -> None:
    first, second = read("a.json", json.dumps(NEWS_API).encode())
    assert isinstance(first, RawArticle)
    assert isinstance(second, RawArticle)
    assert (first.title, first.source, first.published) == ("Hama falls", "The Wire", "2024-12-05T18:00:00Z")
    assert first.text == "Rebels entered the city of Hama on Thursday, a monitor said. The ar"
    assert (first.url, first.meta["author"]) == ("https://wire.example/1", "Rima Haddad")
    assert second.text == "Two people were killed."
    assert first.warnings == second.warnings == (news_json.CUT_SHORT,)


def test_what_newsapi_has_taken_back_is_no_article(read: Read) -> None:
    gone = dict(NEWS_API["articles"][0], title="[Removed]", description="[Removed]", content="[Removed]")  # type: ignore[index]
    found = read("a.json", json.dumps({"status": "ok", "articles": [gone]}).encode())
    assert [type(each) for each in found] == [Refusal]


def test_a_whole_content_needs_no_warning(read: Read) -> None:
    article = dict(NEWS_API["articles"][0], content="Rebels entered. The army left.")  # type: ignore[index]
    found = read_one(read, {"status": "ok", "articles": [article]})
    assert (found.text, found.warnings) == ("Rebels entered. The army left.", ())


@pytest.mark.parametrize(
    ("value", "source", "text"),
    [
        (GUARDIAN, "The Guardian", "Rebels entered.\n\nThe army left."),
        (TIMES, "The Times", "Rebels entered Hama.\n\nRebels entered Hama. The army left."),
        (EVENT_REGISTRY, "The Wire", "Rebels entered.\n\nThe army left."),
        (MEDIA_CLOUD, "The Wire", "Rebels entered."),
    ],
)
def test_other_interfaces(read: Read, value: Any, source: str, text: str) -> None:
    found = read_one(read, value)
    assert (found.title, found.source, found.text) == ("Hama falls", source, text)
    assert found.published.startswith("2024-12-05")
    assert found.url.startswith("https://")


def test_addresses_without_texts_are_told(read: Read) -> None:
    (told,) = read("a.json", json.dumps(GDELT).encode())
    assert isinstance(told, Refusal)
    assert "holds no text" in told.reason


def test_one_article_a_line(read: Read) -> None:
    lines = "\n".join(json.dumps(article) for article in NEWS_API["articles"])  # type: ignore[attr-defined]
    found = read("a.jsonl", lines.encode())
    assert [each.source for each in found if isinstance(each, RawArticle)] == ["The Wire", "Harbour"]


def test_one_answer_a_line(read: Read) -> None:
    found = read("a.jsonl", f"{json.dumps(NEWS_API)}\n{json.dumps(EVENT_REGISTRY)}\n".encode())
    assert [each.where for each in found] == [
        "a.jsonl, line 1, record 1",
        "a.jsonl, line 1, record 2",
        "a.jsonl, line 2, record 1",
    ]


def test_an_answer_over_many_lines(read: Read) -> None:
    assert len(read("a.json", json.dumps(NEWS_API, indent=2).encode())) == 2


@pytest.mark.parametrize("value", [{"articles": []}, {"response": {"results": []}}, {"articles": {"results": []}}])
def test_an_empty_answer_holds_no_articles(read: Read, value: Any) -> None:
    (told,) = read("a.json", json.dumps(value).encode())
    assert isinstance(told, Refusal)


@pytest.mark.parametrize(
    "record",
    [
        {"text": "Hama fell.", "source": "The Wire", "publishedAt": 5},
        {"text": "Hama fell.", "fields": {}, "webTitle": None},
        {"text": "Hama fell.", "headline": {}, "web_url": None},
        {"text": "Hama fell.", "source": {}, "publishedAt": "", "content": 7, "description": []},
        {"text": "Hama fell.", "seendate": [], "url": {}},
    ],
)
def test_strange_values_break_nothing(record: dict[str, Any]) -> None:
    flat, _ = news_json.flat(record)
    assert isinstance(flat, dict)
