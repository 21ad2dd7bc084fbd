"""Plain text files."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import RawArticle, Refusal
from corpus.readers.format import Found
from corpus.readers.limits import Limits

Article = Callable[[str, bytes], RawArticle]
Reason = Callable[..., str]
STORY = "Rebels take Hama\r\n6 December 2024\r\n\r\nRebels entered the city 🔥 on Thursday.\r\n"


def test_the_text_is_kept_whole(article: Article) -> None:
    found = article("a.txt", STORY.encode())
    assert found == RawArticle(STORY, title="Rebels take Hama", published="2024-12-06", where="a.txt")


def test_a_mark_of_byte_order_does_not_hide_the_title(article: Article) -> None:
    assert article("a.txt", STORY.encode("utf-16")).title == "Rebels take Hama"
    assert article("a.txt", STORY.encode("utf-8-sig")).text == STORY


def test_an_assumed_encoding_is_told(article: Article) -> None:
    text = "Повстанцы вошли в город Хама в четверг вечером, сообщила группа. " * 5
    found = article("a.txt", text.encode("cp1251"))
    assert found.text == text
    assert found.meta == {"encoding": "cp1251"}
    assert found.warnings == ("It does not say how its characters are encoded; Windows-1251 (Cyrillic) was assumed.",)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "a.txt is empty."),
        (b" \n\t\r\n", "a.txt holds nothing but blanks."),
        (b"\xef\xbb\xbf\n", "a.txt holds nothing but blanks."),
        (bytes(range(256)), "a.txt is binary data, not text, although it ends in .txt."),
        (b"%PDF-1.7\n...", "a.txt is a PDF, not text, although it ends in .txt."),
    ],
)
def test_what_is_no_story_is_refused(reason: Reason, data: bytes, sentence: str) -> None:
    assert reason("a.txt", data) == sentence


def test_a_stray_nul_is_left_to_the_cleaning(article: Article) -> None:
    assert article("a.txt", b"Rebels entered\x00 Hama on Thursday.").text == "Rebels entered\x00 Hama on Thursday."


def test_twenty_million_characters_are_refused_at_once(reason: Reason) -> None:
    data = b"x" * 20_000_000
    started = perf_counter()
    sentence = reason("huge.txt", data)
    assert perf_counter() - started < 1
    assert sentence == (
        "huge.txt holds 20,000,000 characters, over the limit of 5,000,000; "
        "split it or raise the limit in the settings."
    )


def test_a_file_far_too_large_is_not_even_decoded(reason: Reason) -> None:
    assert "holds at least 25 characters, over the limit of 10" in reason("a.txt", b"x" * 100, Limits(text=10))


@pytest.mark.parametrize("data", [b'[{"text": "One."}, {"text": "Two."}]', b'{"text": "One."}\n{"text": "Two."}\n'])
def test_json_under_a_false_name_is_read_as_json(read: Callable[..., list[Found]], data: bytes) -> None:
    assert [item.text for item in read("a.txt", data) if isinstance(item, RawArticle)] == ["One.", "Two."]


@pytest.mark.parametrize("text", ["[Updated] Rebels take Hama.", '["No," he said.', '{"No", he said.', "[[1, 2], [3]]"])
def test_a_story_that_begins_like_json_is_a_story(article: Article, text: str) -> None:
    assert article("a.txt", text.encode()).text == text


@given(data=st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_bytes_are_an_article_or_refused(read: Callable[..., list[Found]], data: bytes) -> None:
    assert all(isinstance(item, RawArticle | Refusal) for item in read("a.txt", data))
