"""The sample articles and their codebook hold together."""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections import Counter
from datetime import datetime
from importlib import resources
from itertools import combinations
from typing import Any

import pytest

from corpus.article import STATUSES
from corpus.text import clean_text
from labels import sample
from labels.label import KINDS
from labels.sample.build import NOTE, build, unmark

EDGES = " \n\t.,;:!?—-–\"'“”‘’«»()[]"


@pytest.fixture(scope="module")
def articles() -> list[dict[str, Any]]:
    return [json.loads(line) for line in sample.lines()]


@pytest.fixture(scope="module")
def codebook() -> dict[str, Any]:
    file = resources.files("labels").joinpath("codebooks", f"{sample.CODEBOOK}.toml")
    return tomllib.loads(file.read_text("utf-8"))


def _spans(articles: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    return [(article["text"], span) for article in articles for span in article["spans"]]


def _contrast_on_white(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def test_committed_articles_are_what_the_sources_build() -> None:
    assert sample.path().read_bytes().decode("utf-8") == build()


def test_every_line_has_the_fields_of_an_article(articles: list[dict[str, Any]]) -> None:
    for article in articles:
        assert all(article[key] for key in ("text", "title", "source", "url", "language"))
        assert datetime.fromisoformat(article["published"]).year in (2024, 2025)
        assert re.fullmatch("[0-9a-f]{32}", article["uid"])
        assert article["status"] in STATUSES
        assert article["meta"] == {"note": NOTE}


def test_texts_are_clean_already(articles: list[dict[str, Any]]) -> None:
    assert all(clean_text(article["text"]) == article["text"].strip() for article in articles)


def test_no_mark_is_left_in_a_text(articles: list[dict[str, Any]]) -> None:
    assert not [article["title"] for article in articles if re.search(r"\[\[|\]\]", article["text"])]


def test_uids_titles_and_addresses_are_unique(articles: list[dict[str, Any]]) -> None:
    for key in ("uid", "title", "url", "text"):
        assert len({article[key] for article in articles}) == len(articles)


def test_texts_are_as_long_as_agency_stories(articles: list[dict[str, Any]]) -> None:
    assert all(180 <= len(article["text"].split()) <= 500 for article in articles)


def test_span_text_is_what_its_offsets_say(articles: list[dict[str, Any]]) -> None:
    assert all(text[span["start"] : span["end"]] == span["text"] for text, span in _spans(articles))


def test_spans_neither_begin_nor_end_with_blanks_or_punctuation(articles: list[dict[str, Any]]) -> None:
    assert not [span for _, span in _spans(articles) if span["text"].strip(EDGES) != span["text"]]


def test_spans_hold_whole_words(articles: list[dict[str, Any]]) -> None:
    torn = [
        span["text"]
        for text, span in _spans(articles)
        if not (re.search(r"(?<!\w)$", text[: span["start"]]) and re.match(r"(?!\w)", text[span["end"] :]))
    ]
    assert not torn


def test_spans_lie_on_spacy_tokens(articles: list[dict[str, Any]]) -> None:
    spacy = pytest.importorskip("spacy")
    pipelines = {language: spacy.blank(language) for language in ("en", "ar")}
    for article in articles:
        doc = pipelines[article["language"]](article["text"])
        assert not [span["text"] for span in article["spans"] if doc.char_span(span["start"], span["end"]) is None]


def test_no_span_is_there_twice(articles: list[dict[str, Any]]) -> None:
    for article in articles:
        keys = [(span["label"], span["start"], span["end"]) for span in article["spans"]]
        assert len(set(keys)) == len(keys)


def test_every_label_is_in_the_codebook_and_used(articles: list[dict[str, Any]], codebook: dict[str, Any]) -> None:
    used = Counter(span["label"] for _, span in _spans(articles))
    assert set(used) == {label["name"] for label in codebook["label"]}
    assert min(used.values()) >= 20


def test_there_is_finished_begun_flagged_and_new_work(articles: list[dict[str, Any]]) -> None:
    count = Counter(article["status"] for article in articles)
    assert count["done"] >= 10
    assert (count["in progress"], count["flagged"]) == (1, 1)
    assert count["new"] >= 3


def test_new_articles_are_uncoded_and_the_others_are_not(articles: list[dict[str, Any]]) -> None:
    for article in articles:
        assert (len(article["spans"]) == 0) == (article["status"] == "new")
        assert article["status"] == "new" or len(article["spans"]) >= 15


def test_some_spans_nest_and_some_cross(articles: list[dict[str, Any]]) -> None:
    pairs = [pair for article in articles for pair in combinations(article["spans"], 2)]
    assert any(one["start"] < two["start"] and two["end"] < one["end"] for one, two in pairs)
    assert any(one["start"] < two["start"] < one["end"] < two["end"] for one, two in pairs)


def test_two_outlets_carry_one_story(articles: list[dict[str, Any]]) -> None:
    first, second = (article for article in articles if "I counted eleven winters" in article["text"])
    body = first["text"].removeprefix(first["title"]).strip()
    likeness = difflib.SequenceMatcher(None, body.split(), second["text"].split(), autojunk=False).ratio()
    assert 0.85 < likeness < 0.97
    assert first["source"] != second["source"]
    assert first["title"] not in second["text"]


def test_two_articles_are_arabic_and_one_mixes(articles: list[dict[str, Any]]) -> None:
    arabic = [article["language"] for article in articles if re.search("[ء-ي]{3}", article["text"])]
    assert Counter(arabic) == {"ar": 2, "en": 1}


def test_about_half_begin_with_their_headline(articles: list[dict[str, Any]]) -> None:
    begin = sum(article["text"].startswith(f"{article['title']}\n\n") for article in articles)
    assert len(articles) / 4 < begin < len(articles) * 3 / 4


@pytest.mark.parametrize("sign", ["“", '"', "«", "’", "🙏", "35,000", "٣", "Correction,", "between six and eight"])
def test_texts_hold_what_real_texts_hold(articles: list[dict[str, Any]], sign: str) -> None:
    assert any(sign.lower() in article["text"].lower() for article in articles)


def test_codebook_states_what_it_is(codebook: dict[str, Any]) -> None:
    assert (codebook["format"], codebook["id"]) == (1, sample.CODEBOOK)
    assert all(codebook[key] for key in ("name", "version", "description", "language"))


def test_labels_have_keys_one_to_nine_and_known_kinds(codebook: dict[str, Any]) -> None:
    labels = codebook["label"]
    assert "".join(label["key"] for label in labels) == "123456789"
    assert len({label["name"] for label in labels}) == len(labels)
    assert all(label["kind"] in KINDS for label in labels)


def test_colours_differ_and_are_readable_on_white(codebook: dict[str, Any]) -> None:
    colours = [label["colour"] for label in codebook["label"]]
    assert len(set(colours)) == len(colours)
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) and _contrast_on_white(colour) >= 4.5 for colour in colours)


def test_every_label_is_defined_with_examples(codebook: dict[str, Any]) -> None:
    for label in codebook["label"]:
        assert label["definition"].strip()
        assert "\n" not in label["definition"]
        assert all(re.search(r"\[\w[^\[\]]*\]", example) for example in label["examples"])
        assert len(label["examples"]) >= 2


def test_marks_nest() -> None:
    text, spans = unmark("the [[ACTOR:[[LOCATION:Homs]] garrison]] left")
    assert text == "the Homs garrison left"
    assert [(span["label"], span["text"]) for span in spans] == [("ACTOR", "Homs garrison"), ("LOCATION", "Homs")]


def test_numbered_marks_cross() -> None:
    text, spans = unmark("[[DATE#1:Sunday [[EVENT#2:dawn]]#1 raid]]#2")
    assert text == "Sunday dawn raid"
    assert [span["text"] for span in spans] == ["Sunday dawn", "dawn raid"]


@pytest.mark.parametrize("marked", ["[[ACTOR:army", "army]]", "[[ACTOR#1:army]]"])
def test_marks_that_do_not_match_are_refused(marked: str) -> None:
    with pytest.raises(ValueError, match=r"here\.txt: .* clos"):
        unmark(marked, "here.txt")
