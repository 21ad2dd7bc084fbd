"""Events in the JSON lines: reading an export back into an empty project and exporting again gives the same bytes."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import RawArgument, RawArticle, RawEvent
from corpus.readers import read_paths
from corpus.readers.limits import Limits
from corpus.readers.wire import item_line, read_line
from corpus.store import Store
from labels.event import CERTAINTIES, EVENT_STATUSES
from labels.formats import ExportOptions, jsonl
from labels.intake import take_in

ALL = ExportOptions(finished_only=False)


def again(out: Path, path: Path) -> tuple[bytes, Any]:
    """Import an export into a new project, export that, and return its bytes and the import's report."""
    with Store.create(path, coder="rima") as store:
        report = take_in(store, read_paths([out / "articles.jsonl"]))
        jsonl.export(store, path.with_suffix(".out"), options=ALL)
        return (path.with_suffix(".out") / "articles.jsonl").read_bytes(), report


def test_a_round_trip_gives_the_same_bytes(coded: Any, tmp_path: Path) -> None:
    event = coded.usual()
    article = coded.project.store.value("SELECT article_id FROM event WHERE id = ?", (event,))
    coded.event(article, "", coder="omar", status="planned", historical=True)
    coded.event(article, "Protests", start=0, end=6, arguments=[("how", {"text": "by \u2028 night"})])
    coded.usual(1)
    report = jsonl.export(coded.project.store, tmp_path / "out", options=ALL)
    assert report.events == 4
    first = (tmp_path / "out" / "articles.jsonl").read_bytes()
    second, taken = again(tmp_path / "out", tmp_path / "again.dateline")
    assert (taken.events, taken.events_refused, taken.warnings) == (4, [], [])
    assert second == first


def test_an_event_in_a_line_says_everything(coded: Any, tmp_path: Path) -> None:
    coded.usual()
    jsonl.export(coded.project.store, tmp_path / "out")
    (line,) = (tmp_path / "out" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    (event,) = json.loads(line)["events"]
    assert (event["type"], event["code"], event["text"]) == ("Battles / Armed clash", "ARMED_CLASH", "clashed")
    arguments = {argument["role"]: argument for argument in event["arguments"]}
    assert arguments["actor"]["entity"]["name"] == "Free Army"
    assert arguments["place"]["place"]["geonameid"] == 170017
    assert arguments["date"]["value"]["start"] == "2024-12-06"
    spans = {span["uid"]: span["text"] for span in json.loads(line)["spans"]}
    assert spans[event["trigger"]] == "clashed"
    assert spans[arguments["actor"]["span"]] == "Free Army"
    ledger = [json.loads(each) for each in (tmp_path / "out" / "ledger.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [each["outcome"] for each in ledger if "event" in each] == ["kept"]


TEXT = "Rebels of the Free Army 🔥 clashed in حماة on Friday."
words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=12).map(
    lambda text: " ".join(text.split())
)
ranges = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 9)).map(lambda at: (at[0], min(sum(at), len(TEXT))))
places = st.one_of(st.just((None, None)), ranges)
actors = st.sampled_from([None, {"name": "Free Army", "type": "rebel group"}, {"name": "الجيش"}])
towns = st.sampled_from(
    [None, {"name": "Hama", "country": "SY", "latitude": 35.1, "longitude": 36.7, "geonameid": 170017}]
)
filled: st.SearchStrategy[tuple[str, str, dict[str, Any], Any, Any]] = st.one_of(
    st.tuples(st.just("actor"), st.just("actor"), st.just({}), actors, st.none()),
    st.tuples(st.just("place"), st.just("place"), st.just({"precision": "near"}), st.none(), towns),
    st.tuples(st.just("dead"), st.just("number"), st.just({"low": 1, "best": 2, "rule": "x"}), st.none(), st.none()),
    st.tuples(st.just("date"), st.just("date"), st.just({"start": "2024-12-06"}), st.none(), st.none()),
)


@st.composite
def raw_events(draw: Any) -> RawEvent:
    start, end = draw(places)
    arguments = []
    for role, kind, value, entity, place in draw(st.lists(filled, max_size=4)):
        at = draw(places)
        fields = {"kind": kind, "many": True, "value": value, "entity": entity, "place": place}
        arguments.append(RawArgument(role, draw(words), at[0], at[1], fields))
    about = {
        "status": draw(st.sampled_from(EVENT_STATUSES)),
        "historical": draw(st.booleans()),
        "certainty": draw(st.sampled_from(CERTAINTIES)),
        "note": draw(words),
    }
    kind = draw(st.sampled_from(["", "Battles", "Battles / Armed clash", "Protests"]))
    return RawEvent(kind, start, end, tuple(arguments), draw(st.sampled_from(["", "omar"])), "human", about)


@given(st.lists(raw_events(), max_size=4))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_events_survive_two_round_trips(tmp_path_factory: pytest.TempPathFactory, events: list[RawEvent]) -> None:
    folder = tmp_path_factory.mktemp("trip")
    with Store.create(folder / "one.dateline", coder="rima") as store:
        report = take_in(store, [RawArticle(text=TEXT, events=tuple(events))])
        assert (report.events, report.events_refused) == (len(events), [])
        jsonl.export(store, folder / "out", options=ALL)
    first = (folder / "out" / "articles.jsonl").read_bytes()
    assert again(folder / "out", folder / "two.dateline")[0] == first


@given(st.lists(raw_events(), max_size=3))
def test_events_pass_the_wire_unchanged(events: list[RawEvent]) -> None:
    article = RawArticle(text=TEXT, events=tuple(events))
    assert read_line(item_line(article), Limits()) == article
