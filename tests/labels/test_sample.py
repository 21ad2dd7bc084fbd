"""The sample articles and their codebook hold together."""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from importlib import resources
from itertools import combinations
from typing import Any

import pytest

from corpus.article import STATUSES
from corpus.readers import read_paths
from corpus.store import Store
from corpus.text import clean_text
from labels import canonical_proposals, check, sample
from labels import codebook as books
from labels.event import CERTAINTIES, EVENT_STATUSES
from labels.event_value import check_value
from labels.intake import take_in
from labels.label import KINDS
from labels.sample.build import NOTE, build, unmark

# South, north, west, east: degrees around the places that a story's dateline leads one to expect.
REGIONS = {
    "SY": (32.2, 37.4, 35.6, 42.4), "ML": (10.0, 25.0, -12.3, 4.3), "NE": (11.6, 23.6, 0.1, 16.0),
    "SD": (8.6, 22.3, 21.8, 38.7), "UA": (44.3, 52.4, 22.1, 40.3), "MM": (9.5, 28.6, 92.1, 101.2),
}  # fmt: skip
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


# Events


def _events(articles: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    return ((article, event) for article in articles for event in article["events"])


def _arguments(articles: list[dict[str, Any]], kind: str = "") -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for article, event in _events(articles):
        yield from ((article, each) for each in event["arguments"] if kind in ("", each["kind"]))


def _types(codebook: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The codebook's event types by path, each with its roles, or its parent's."""
    found: dict[str, dict[str, Any]] = {}
    for kind in codebook["event_type"]:
        path = f"{kind['parent']} / {kind['name']}" if "parent" in kind else kind["name"]
        found[path] = {**found.get(kind.get("parent", ""), {}), **kind}
    return found


def test_finished_articles_have_two_to_six_events_unless_they_tell_of_none(articles: list[dict[str, Any]]) -> None:
    for article in (each for each in articles if each["status"] == "done"):
        coded = any(span["label"] == "EVENT" for span in article["spans"])
        assert len(article["events"]) in (range(2, 7) if coded else (0,))


def test_new_articles_have_no_events(articles: list[dict[str, Any]]) -> None:
    assert not [article["title"] for article in articles if article["status"] == "new" and article["events"]]


def test_every_trigger_is_a_span_and_every_value_lies_on_its_words(articles: list[dict[str, Any]]) -> None:
    for article, event in _events(articles):
        spans = {(span["start"], span["end"]) for span in article["spans"] if span["label"] == "EVENT"}
        assert (event["start"], event["end"]) in spans
        for each in (event, *event["arguments"]):
            assert article["text"][each["start"] : each["end"]] == each["text"] != ""


def test_values_hold_whole_words(articles: list[dict[str, Any]]) -> None:
    for article, each in _arguments(articles):
        assert each["text"].strip(EDGES) == each["text"]
        assert re.search(r"(?<!\w)$", article["text"][: each["start"]])
        assert re.match(r"(?!\w)", article["text"][each["end"] :])


def test_no_trigger_carries_two_events(articles: list[dict[str, Any]]) -> None:
    places = Counter((article["uid"], event["start"]) for article, event in _events(articles))
    assert max(places.values()) == 1


def test_types_and_roles_are_the_codebooks(articles: list[dict[str, Any]], codebook: dict[str, Any]) -> None:
    types, many = _types(codebook), {role["name"] for role in codebook["role"] if role.get("many")}
    for _, event in _events(articles):
        filled = Counter(each["role"] for each in event["arguments"])
        assert set(filled) <= set(types[event["type"]]["roles"])
        assert not [role for role, count in filled.items() if count > 1 and role not in many]


def test_required_roles_are_filled_or_a_note_says_why_not(
    articles: list[dict[str, Any]], codebook: dict[str, Any]
) -> None:
    types = _types(codebook)
    for _, event in _events(articles):
        missing = set(types[event["type"]]["required"]) - {each["role"] for each in event["arguments"]}
        assert not missing or (missing == {"Actor"} and "not told" in event["note"])


def test_events_are_happened_planned_denied_claimed_and_historical(articles: list[dict[str, Any]]) -> None:
    found = [event for _, event in _events(articles)]
    assert {"happened", "planned", "denied"} <= {event["status"] for event in found} <= set(EVENT_STATUSES)
    assert {"claimed", "suspected or accused"} <= {event["certainty"] for event in found} <= set(CERTAINTIES)
    assert sum(event["historical"] for event in found) >= 4


def test_dates_are_those_of_the_news(articles: list[dict[str, Any]]) -> None:
    for article, event in _events(articles):
        told = next(each["value"] for each in event["arguments"] if each["kind"] == "date")
        check_value("date", told)
        assert told["rule"]
        away = (date.fromisoformat(told["end"]) - date.fromisoformat(article["published"][:10])).days
        assert (away < -365) if event["historical"] else (-7 <= away <= 30)
        assert (away > 0) <= (event["status"] == "planned")


def test_planned_events_lie_ahead(articles: list[dict[str, Any]]) -> None:
    for article, event in _events(articles):
        if event["status"] == "planned":
            ends = [each["value"]["end"] for each in event["arguments"] if each["kind"] == "date"]
            assert all(end > article["published"][:10] for end in ends)


def test_numbers_are_in_order_and_some_are_bounds(articles: list[dict[str, Any]]) -> None:
    values = [each["value"] for _, each in _arguments(articles, "number")]
    for value in values:
        check_value("number", value)
    assert any(value.get("low") != value.get("high") and "high" in value and "low" in value for value in values)
    assert any("high" not in value and "low" in value for value in values)
    assert any("best" not in value and "high" in value for value in values)


def test_places_lie_in_their_countries(articles: list[dict[str, Any]]) -> None:
    places = [each["place"] for _, each in _arguments(articles, "place")]
    for place in places:
        south, north, west, east = REGIONS[place["country"]]
        assert south < place["latitude"] < north
        assert west < place["longitude"] < east
    assert {place["origin"] for place in places} == {"gazetteer", "human"}


def test_listed_actors_and_places_are_used(articles: list[dict[str, Any]]) -> None:
    actors = {each["entity"]["name"] for _, each in _arguments(articles, "actor") if "entity" in each}
    places = {each["place"]["name"] for _, each in _arguments(articles, "place")}
    assert actors <= {actor["name"] for actor in sample.actors()}
    assert len(actors) >= 12
    assert places <= {place["name"] for place in sample.places()}
    assert all(
        actor.get("parent", "") in {"", *(each["name"] for each in sample.actors())} for actor in sample.actors()
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.create(tmp_path_factory.mktemp("sample") / "sample.dateline", coder="rima") as store:
        books.use(store, books.load(sample.CODEBOOK))
        report = take_in(store, read_paths([sample.path()]), as_coder="rima")
        assert not report.events_refused
        yield store


def test_every_event_comes_into_a_project(project: Store, articles: list[dict[str, Any]]) -> None:
    assert project.value("SELECT count(*) FROM event") == len([*_events(articles)])
    assert project.value("SELECT count(*) FROM event WHERE trigger_span_id IS NULL OR event_type_id IS NULL") == 0
    sql = "SELECT count(*) FROM argument JOIN role ON role.id = role_id WHERE kind = 'place' AND place_id IS NULL"
    assert project.value(sql) == 0


def test_the_project_is_sound(project: Store) -> None:
    assert check.check(project) == []


def test_reports_of_several_articles_are_proposed_as_one_event(project: Store) -> None:
    sql = "SELECT article_id FROM event WHERE id = ?"
    groups = [
        {project.value(sql, (event_id,)) for event_id in each.event_ids}
        for each in canonical_proposals.propose(project)
    ]
    assert len([articles for articles in groups if len(articles) > 1]) >= 3
