"""PLOVER's gold records: a sentence with inline markup becomes an article, its spans and its event."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.article import RawArticle
from corpus.readers import plover, read_paths

TEXT = "Senior Hungarian (and Romanian) officials agreed to cooperate in Budapest."
MARKUP = (
    "Senior (SRC/TAR: Hungarian) (and (SRC: Romanian)) officials (EVT: agreed (EVT: to cooperate) in (LOC: Budapest))."
)
DOCUMENT = {"id": "D", "event": "DOCUMENT", "eventText": "about the file"}


def record(**more: Any) -> dict[str, Any]:
    return {
        "id": "G-1", "event": "AGREE", "date": "2000-01-01", "context": "diplomatic, military", "mode": "",
        "source": [{"actorText": "Hungarian", "code": "HUN", "sector": "GOV"}, {"actorText": "Nobody", "code": "XXX"}],
        "target": "", "text": TEXT, "textInfo": {"markup": MARKUP}, "language": "en", "publication": "Gold",
        "coder": "pas",
        "eventLoc": {"name": "Budapest"}, "dead": "8", "comment": "Compound", "version": "0.5",
    } | more  # fmt: skip


def article(**more: Any) -> RawArticle:
    found = plover.to_article(record(**more), "g.txt, record 1")
    assert found
    return found


def test_nested_and_combined_pieces_become_spans() -> None:
    found = article()
    assert [(TEXT[span.start : span.end], span.label) for span in found.spans] == [
        ("Hungarian", "ACTOR"),
        ("Hungarian", "RECIPIENT"),
        ("Romanian", "ACTOR"),
        ("agreed to cooperate in Budapest", "EVENT"),
        ("to cooperate", "EVENT"),
        ("Budapest", "LOCATION"),
    ]
    assert found.warnings == ()


def test_the_event_has_actors_recipients_context_date_and_place() -> None:
    (event,) = article().events
    assert (event.type, event.start, event.coder, event.fields["note"]) == ("AGREE", 42, "pas", "Compound")
    assert [(each.role, each.text, each.start is not None) for each in event.arguments] == [
        ("Actor", "Hungarian", True), ("Actor", "Nobody", False), ("Actor sector", "GOV", False),
        ("Recipient", "Hungarian", True), ("Place", "Budapest", True), ("Date", "2000-01-01", False),
        ("Dead", "8", False),
        ("Context", "diplomatic", False), ("Context", "military", False),
    ]  # fmt: skip
    assert event.arguments[0].fields["value"] == {"code": "HUN", "sector": "GOV"}


def test_a_mode_stands_below_its_type() -> None:
    assert article(mode="visit").events[0].type == "AGREE / visit"


def test_markup_that_is_not_the_text_is_placed_by_comparing_and_told() -> None:
    found = article(textInfo={"markup": MARKUP.replace("Senior", "Old").replace("Romanian", "Bulgarian")})
    assert [TEXT[span.start : span.end] for span in found.spans].count("Hungarian") == 2
    assert found.warnings == (
        "Its marked-up sentence is not its text: 5 of 6 pieces were placed by comparing the two, 1 left out.",
    )
    assert len(found.events) == 1


def test_markup_that_differs_in_blanks_only_is_no_trouble() -> None:
    found = article(textInfo={"markup": MARKUP.replace("Senior ", "Senior  ")})
    assert (len(found.spans), found.warnings) == (6, ())


def test_a_piece_that_is_not_closed_is_told_and_the_others_kept() -> None:
    found = article(
        textInfo={"markup": MARKUP.replace("cooperate) in (LOC: Budapest)).", "cooperate in (LOC: Budapest).")}
    )
    assert ["piece of its markup is not closed" in each for each in found.warnings] == [True]
    assert {span.label for span in found.spans} >= {"ACTOR", "RECIPIENT", "LOCATION"}


@pytest.mark.parametrize("info", [None, {}, {"markup": 7}, [], {"markup": "((((SRC: "}])
def test_without_markup_the_event_comes_in_all_the_same(info: Any) -> None:
    found = article(textInfo=info)
    assert (found.spans, len(found.events), len(found.warnings)) == ((), 1, 1)


@pytest.mark.parametrize(
    "more",
    [{"source": 5, "target": [7, None]}, {"dead": -1, "injured": True}, {"eventLoc": []}, {"context": None, "date": 4}],
)
def test_odd_fields_do_no_harm(more: dict[str, Any]) -> None:
    assert len(article(**more).events) == 1


@pytest.mark.parametrize("name", ["gold.txt", "gold.json", "gold.jsonl"])
def test_the_file_is_recognised_and_its_description_is_no_article(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(json.dumps([DOCUMENT, record()], indent=1), encoding="utf-8")
    (found,) = read_paths([tmp_path / name])
    assert isinstance(found, RawArticle)
    assert found.title == "G-1"
    assert found.where.endswith(f"{name}, record 2 (G-1)")


def test_other_records_with_an_event_are_not_taken_for_it() -> None:
    is_record: Callable[[dict[str, Any]], bool] = plover.is_record
    assert not is_record({"id": 1, "event": "AGREE", "text": "x", "textInfo": {}})
    assert not is_record({"id": "1", "event": "AGREE", "text": "x"})


@pytest.mark.parametrize(
    ("event", "mode", "today"),
    [
        ("DEMAND", None, "REQUEST"), ("DEMAND", "meet", "REQUEST / meet"), ("DISAPPROVE", "", "ACCUSE / disapprove"),
        ("INVESTIGATE", "", "ACCUSE / investigate"), ("FIGHT", "heavy-weapons", "ASSAULT / heavy-weapons"),
        ("FIGHT", "deport", "COERCE / deport"), ("FIGHT", "other", "ASSAULT"),
        ("COERCE", "destroy", "ASSAULT / destroy"),
        ("CONSULT", "host", "CONSULT / visit"), ("PROTEST", "strike-hun", "PROTEST / hunger"),
    ],
)  # fmt: skip
def test_older_names_are_those_of_today_and_what_the_file_says_is_noted(event: str, mode: Any, today: str) -> None:
    (found,) = article(event=event, mode=mode).events
    said = f"{event} / {mode}" if mode else event
    assert (found.type, found.fields["note"]) == (today, f"Compound\nIn the file: {said}.")


def test_names_of_today_and_names_nobody_knows_stay() -> None:
    found = [article(event=event, mode=mode).events[0] for event, mode in (("ASSAULT", "beat"), ("SING", "loud"))]
    assert [(each.type, each.fields["note"]) for each in found] == [
        ("ASSAULT / beat", "Compound"),
        ("SING / loud", "Compound"),
    ]


def test_older_contexts_and_long_sectors_keep_their_words() -> None:
    (event,) = article(context="refugees, military", source=[{"actorText": "Kurds", "sector": "CVLkur"}]).events
    codes = [(each.role, each.text, each.fields["value"]["code"]) for each in event.arguments if "kind" in each.fields
             and each.fields["kind"] == "code"]  # fmt: skip
    assert codes == [
        ("Actor sector", "CVLkur", "CVL"), ("Context", "refugees", "migration"), ("Context", "military", "military"),
    ]  # fmt: skip


def test_actors_that_are_no_list_are_kept_beside_the_event() -> None:
    assert article(target="diplomatic").meta["target"] == "diplomatic"
