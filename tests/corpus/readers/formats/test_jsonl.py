"""JSON: our own lines without loss, other tools' as far as they go, broken ones at the cost of a line."""

from __future__ import annotations

import json
from collections.abc import Callable
from time import perf_counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import STATUSES, RawArticle, RawSpan, Refusal
from corpus.readers.format import Found
from corpus.readers.limits import Limits

Read = Callable[..., list[Found]]
Article = Callable[[str, bytes], RawArticle]
Reason = Callable[..., str]
UID = "0123456789abcdef" * 2
WORDS = st.text(min_size=1, max_size=12)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | WORDS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(WORDS, inner, max_size=2),
    max_leaves=4,
)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "note": st.text(),
        "certainty": WORDS,
        "exact": st.booleans(),
        "uid": st.just(UID),
        "created": st.just("2024-12-06T10:00:00"),
        "changed": st.just("2024-12-06T10:00:00"),
    },
)
SPANS = st.builds(RawSpan, st.integers(), st.integers(), WORDS, st.text(), st.text(), FIELDS)
ARTICLES = st.builds(
    RawArticle,
    text=st.text(min_size=1).filter(str.strip),
    title=st.text(),
    source=st.text(),
    published=st.sampled_from(["", "2024-12-06", "2024-12-06T14:05:00Z"]),
    url=st.text(),
    language=st.sampled_from(["", "en", "ar"]),
    meta=st.dictionaries(WORDS, JSON_VALUES, max_size=3),
    spans=st.lists(SPANS, max_size=3).map(tuple),
    status=st.sampled_from(STATUSES),
    uid=st.just(UID),
    where=st.just("a.jsonl, line 1"),
)


def lines(*records: Any) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def as_we_write_it(article: RawArticle) -> dict[str, Any]:
    spans = [
        {"start": s.start, "end": s.end, "token_start": 0, "token_end": 0, "label": s.label}
        | {"coder": s.coder, "origin": s.origin}
        | s.fields
        for s in article.spans
    ]
    return {
        "text": article.text,
        "tokens": [{"text": article.text[:1], "start": 0, "end": 1, "id": 0, "ws": False}],
        "spans": spans,
        "meta": article.meta,
        "title": article.title,
        "source": article.source,
        "published": article.published,
        "url": article.url,
        "language": article.language,
        "uid": article.uid,
        "status": article.status,
        "answer": "accept",
        "_input_hash": 1,
        "_task_hash": 2,
        "_view_id": "spans_manual",
    }


@given(article=ARTICLES, ascii_only=st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
def test_what_we_write_is_read_without_loss(read: Read, article: RawArticle, ascii_only: bool) -> None:
    line = json.dumps(as_we_write_it(article), ensure_ascii=ascii_only)
    assert read("a.jsonl", line.encode() + b"\n") == [article]


@given(data=st.binary(max_size=200) | st.text(alphabet='{}[]",:\\ntex01.e-', max_size=80).map(str.encode))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
def test_any_bytes_are_articles_or_refused(read: Read, data: bytes) -> None:
    assert all(isinstance(item, RawArticle | Refusal) for item in read("a.jsonl", data))


# Names of other tools


def test_a_line_of_re3d(article: Article) -> None:
    record = {"_id": "1", "sourceName": "CENTCOM", "sourceUrl": "http://a.mil/1", "title": "Title", "text": "Text."}
    found = article("a.json", b"\xef\xbb\xbf" + lines(record))
    assert (found.source, found.url, found.title, found.meta) == ("CENTCOM", "http://a.mil/1", "Title", {"_id": "1"})


def test_a_record_of_plover_whose_source_is_an_actor(article: Article) -> None:
    record = {"source": [{"actorText": "Hungarian"}], "publication": "OEDA", "date": "2000-01-01", "text": "Text."}
    found = article("a.json", json.dumps([record], indent=2).encode())
    assert (found.source, found.published) == ("OEDA", "2000-01-01")
    assert found.meta == {"source": [{"actorText": "Hungarian"}]}


def test_an_answer_of_a_news_service(article: Article) -> None:
    inner = {"source": {"id": None, "name": "BBC"}, "content": "Text.", "publishedAt": "2024-12-06T14:05:00Z"}
    found = article("a.json", json.dumps({"status": "ok", "articles": [inner]}, indent=1).encode())
    assert (found.source, found.published, found.text) == ("BBC", "2024-12-06T14:05:00Z", "Text.")


def test_what_prodigy_keeps_in_meta_is_used_and_stays_there(article: Article) -> None:
    found = article("a.jsonl", lines({"text": "Text.", "meta": {"source": "BBC", "url": "http://b.uk"}}))
    assert (found.source, found.url, found.meta) == ("BBC", "http://b.uk", {"source": "BBC", "url": "http://b.uk"})


@pytest.mark.parametrize(
    "coding",
    [
        {"spans": [{"start": 0, "end": 4, "label": "LOC", "token_start": 0, "token_end": 0}]},
        {"label": [[0, 4, "LOC"]]},
        {"labels": [[0, 4, "LOC"]]},
        {"entities": [[0, 4, "LOC"]]},
        {"entities": [{"start_offset": 0, "end_offset": 4, "label": "LOC"}]},
        {"ents": [{"start": 0, "end": 4, "label": "LOC"}], "tokens": [{"id": 0}], "sents": []},
        {"spans": {"sc": [{"start": 0, "end": 4, "label": "LOC"}]}},
    ],
)
def test_spans_under_other_names(article: Article, coding: dict[str, Any]) -> None:
    found = article("a.jsonl", lines({"text": "Hama fell."} | coding))
    assert found.spans == (RawSpan(0, 4, "LOC"),)
    assert (found.meta, found.warnings) == ({}, ())


def test_spacys_pairs(article: Article) -> None:
    found = article("a.jsonl", lines(["Hama fell.", {"entities": [[0, 4, "LOC"]]}]))
    assert (found.text, found.spans) == ("Hama fell.", (RawSpan(0, 4, "LOC"),))


def test_labels_of_whole_texts_are_no_spans(article: Article) -> None:
    found = article("a.jsonl", lines({"text": "Hama fell.", "label": ["conflict"]}))
    assert (found.spans, found.meta) == ((), {"label": ["conflict"]})


@pytest.mark.parametrize("start", [True, 0.0, "0", None, [0]])
def test_offsets_that_are_no_whole_numbers_cost_the_span(article: Article, start: object) -> None:
    good = {"start": 0, "end": 4, "label": "LOC"}
    found = article("a.jsonl", lines({"text": "Hama fell.", "spans": [good, good | {"start": start}]}))
    assert len(found.spans) == 1
    assert found.warnings == ("1 span is left out: start, end and label are not two whole numbers and a name.",)


def test_spans_that_quote_other_words_carry_them_on_to_be_refused(article: Article) -> None:
    span = {"start": 1, "end": 5, "label": "LOC", "text": "Hama"}
    found = article("a.jsonl", lines({"text": "🔥 Hama fell.", "spans": [span]}))
    assert found.spans[0].fields["text"] == "Hama"


@pytest.mark.parametrize(
    "record",
    [
        {"answer": "reject", "spans": [{"start": 0, "end": 4, "label": "LOC"}]},
        {"answer": "accept", "spans": [{"start": 0, "end": 4, "label": "LOC", "answer": "reject"}]},
    ],
)
def test_spans_another_coder_rejected_are_left_out(article: Article, record: dict[str, Any]) -> None:
    found = article("a.jsonl", lines({"text": "Hama fell."} | record))
    assert found.spans == ()
    assert "reject" in found.warnings[0]


def test_another_tools_running_number_is_not_our_identity(article: Article) -> None:
    found = article("a.jsonl", lines({"text": "Hama fell.", "uid": "12"}))
    assert (found.uid, found.meta) == ("", {"uid": "12"})


def test_a_date_nobody_can_tell_is_kept_as_it_stands(article: Article) -> None:
    found = article("a.jsonl", lines({"text": "Hama fell.", "date": "06/12/2024"}))
    assert (found.published, found.meta) == ("", {"date": "06/12/2024"})


def test_languages_become_codes(read: Read) -> None:
    found = read("a.jsonl", lines(*({"text": "T", "lang": lang} for lang in ("en-GB", "Arabic", "fra", "Klingon"))))
    assert [item.language for item in found if isinstance(item, RawArticle)] == ["en", "ar", "fr", ""]


# What goes wrong


def test_a_broken_line_costs_that_line(read: Read) -> None:
    data = lines({"text": "One."}) + b'{"text": "Two\n' + lines({"text": "Three."})
    one, two, three = read("a.jsonl", data)
    assert isinstance(two, Refusal)
    assert (two.where, one.where, three.where) == ("a.jsonl, line 2", "a.jsonl, line 1", "a.jsonl, line 3")
    assert two.reason.startswith("a.jsonl: line 2 is not valid JSON (")
    assert two.reason.endswith(") and was left out.")


def test_a_broken_first_line_costs_that_line(read: Read) -> None:
    assert [type(item) for item in read("a.jsonl", b'{"text": \n' + lines({"text": "Two."}))] == [Refusal, RawArticle]


def test_thousands_of_broken_lines_do_not_make_thousands_of_sentences(read: Read) -> None:
    found = read("a.jsonl", lines({"text": "One."}) + b"{broken\n" * 3000)
    assert len(found) < 30
    assert isinstance(found[-1], Refusal)
    assert "2,980 lines" in found[-1].reason


def test_lines_without_a_text_are_counted_in_one_sentence(read: Read) -> None:
    found = read("a.jsonl", lines({"text": "One."}, {}, {"text": ""}, {"text": 7}, {"text": " "}))
    assert isinstance(found[-1], Refusal)
    assert found[-1].reason == "a.jsonl: 4 lines were left out, because each holds no text (lines 2, 3, 4, 5)."


def test_a_file_of_other_things_says_there_are_no_articles(reason: Reason) -> None:
    sentence = "a.json: there are no articles in it; each of its 2 lines holds no text."
    assert reason("a.json", lines({"_id": 1}, {"_id": 2})) == sentence


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_json_does_not_have_cost_the_line(reason: Reason, number: str) -> None:
    data = b'{"text": "One.", "score": ' + number.encode() + b"}\n"
    assert "a number that JSON does not have" in reason("a.jsonl", data)


@pytest.mark.parametrize("depth", [30, 500, 100_000])
def test_deep_nesting_costs_the_line(read: Read, depth: int) -> None:
    deep = b'{"text": "Deep.", "x": ' + b"[" * depth + b"]" * depth + b"}\n"
    found = read("a.jsonl", lines({"text": "One."}) + deep + lines({"text": "Three."}))
    assert [item.text for item in found if isinstance(item, RawArticle)] == ["One.", "Three."]
    assert isinstance(found[-1], Refusal)
    assert "too deeply" in found[-1].reason


def test_the_last_of_two_equal_keys_counts(article: Article) -> None:
    assert article("a.jsonl", b'{"text": "One.", "text": "Two."}\n').text == "Two."


def test_lone_surrogates_nuls_and_raw_control_characters_are_let_through(article: Article) -> None:
    found = article("a.jsonl", b'{"text": "a\\ud800b\\u0000c\td\xf0\x9f\x94\xa5"}\r\n')
    assert found.text == "a\ud800b\0c\td🔥"


def test_blank_lines_and_crlf_do_no_harm(read: Read) -> None:
    found = read("a.jsonl", b'\r\n{"text": "One."}\r\n\r\n{"text": "Two."}')
    assert [item.where for item in found] == ["a.jsonl, line 2", "a.jsonl, line 4"]


def test_utf16_is_read(read: Read) -> None:
    data = '{"text": "Один."}\n{"text": "Два."}\n'.encode("utf-16")
    assert [item.text for item in read("a.jsonl", data) if isinstance(item, RawArticle)] == ["Один.", "Два."]


def test_a_line_that_is_not_utf8_is_guessed_and_told(article: Article) -> None:
    text = "Повстанцы вошли в город Хама в четверг вечером."
    found = article("a.jsonl", json.dumps({"text": text}, ensure_ascii=False).encode("cp1251") + b"\n")
    assert found.text == text
    assert found.meta == {"encoding": "cp1251"}
    assert "cp1251 was assumed" in found.warnings[0]


@pytest.mark.parametrize("indent", [None, 2])
def test_arrays_and_single_objects(read: Read, indent: int | None) -> None:
    array = json.dumps([{"text": "One."}, {"text": "Two."}, None, 7], indent=indent).encode()
    found = read("a.json", array)
    assert [item.text for item in found if isinstance(item, RawArticle)] == ["One.", "Two."]
    assert isinstance(found[-1], Refusal)
    assert found[-1].where == "a.json, record 3"
    assert [type(item) for item in read("a.json", json.dumps({"text": "One."}, indent=indent).encode())] == [RawArticle]


def test_an_array_broken_in_the_middle_is_refused_with_the_place(reason: Reason) -> None:
    sentence = reason("a.json", b'[{"text": "One."},\n{"text": ]')
    assert sentence == "a.json is not valid JSON (expecting value in line 2 at character 10)."


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "a.json is empty."),
        (b"[]", "a.json holds no articles."),
        (b"PK\x03\x04", "a.json is a ZIP archive or an Office document, not JSON."),
    ],
)
def test_files_without_articles_are_refused(reason: Reason, data: bytes, sentence: str) -> None:
    assert reason("a.json", data) == sentence


def test_a_text_over_the_limit_costs_its_line(read: Read) -> None:
    found = read("a.jsonl", lines({"text": "x" * 11}, {"text": "x" * 10}), Limits(text=10))
    assert isinstance(found[0], Refusal)
    assert found[0].reason.startswith("a.jsonl, line 1 holds 11 characters, over the limit of 10;")
    assert isinstance(found[1], RawArticle)


def test_a_line_of_twenty_million_characters_is_refused_at_once(read: Read) -> None:
    data = lines({"text": "x" * 20_000_000}, {"text": "Two."})
    started = perf_counter()
    found = read("a.jsonl", data)
    assert perf_counter() - started < 2
    assert [type(item) for item in found] == [Refusal, RawArticle]


def test_a_line_beyond_all_bounds_is_passed_over(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "line_bytes", 100)
    found = read("a.jsonl", lines({"text": "One."}, {"text": "x" * 500}, {"text": "Three."}))
    assert [item.text for item in found if isinstance(item, RawArticle)] == ["One.", "Three."]
    assert isinstance(found[-1], Refusal)
    assert found[-1].reason == "a.jsonl: line 2 is longer than 100 bytes."


def test_a_whole_that_is_too_large_is_refused(reason: Reason) -> None:
    data = json.dumps([{"text": "One."}], indent=1).encode()
    assert "save it as one object a line" in reason("a.json", data, Limits(whole_bytes=10))


def test_uima_cas_is_named(reason: Reason) -> None:
    given = b'{"%TYPES": {}, "%FEATURE_STRUCTURES": []}'
    assert reason("a.json", given) == "a.json: line 1 is UIMA CAS JSON, which Dateline does not read yet."
