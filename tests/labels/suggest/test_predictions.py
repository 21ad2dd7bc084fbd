import json
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.article import RawArticle
from corpus.errors import UserError
from corpus.store import Store
from labels import labels, suggestions
from labels.intake import take_in as intake
from labels.suggest.lexicon import Lexicon
from labels.suggest.predictions import Taken, take_in

TEXT = "Shelling hit Hama on Friday."


def _file(tmp_path: Path, *records: object) -> Path:
    path = tmp_path / "gpt.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
    return path


def test_spans_of_another_tool_wait_with_its_name(
    store: Store, tmp_path: Path, add_article: Callable[..., int], add_label: Callable[[str], int]
) -> None:
    article_id, label_id = add_article(TEXT), add_label("LOCATION")
    spans = [
        {"start": 13, "end": 17, "label": "location", "score": 0.8},
        {"start": 21, "end": 27, "label": "DAY"},
        {"start": 13, "end": 99, "label": "LOCATION"},
    ]
    taken = take_in(
        store, _file(tmp_path, {"text": TEXT, "spans": spans}, {"text": "Elsewhere.", "spans": []}), name="GPT 9"
    )
    assert (taken.articles, taken.suggestions, taken.strange, taken.misplaced) == (1, 1, 1, 1)
    assert taken.sentences[-1] == "Left out, as the codebook has no label DAY: 1 span."
    found = suggestions.of_article(store, article_id, lexicon=Lexicon.of(store))
    assert [(each.range, each.label_id, each.origin, each.reason) for each in found] == [
        ((13, 17), label_id, "import GPT 9", "from GPT 9, 80% sure")
    ]


def test_offsets_are_those_of_the_text_as_it_was_before_cleaning(
    store: Store, tmp_path: Path, add_article: Callable[..., int], add_label: Callable[[str], int]
) -> None:
    raw = "One\r\nHama"
    article_id = add_article(raw)
    add_label("LOCATION")
    take_in(store, _file(tmp_path, {"text": raw, "spans": [{"start": 5, "end": 9, "label": "LOCATION"}]}))
    found = suggestions.of_article(store, article_id, lexicon=Lexicon.of(store))
    assert [(each.range, each.reason) for each in found] == [((4, 8), "from gpt")]


def test_a_second_file_takes_the_place_of_the_first(
    store: Store, tmp_path: Path, add_article: Callable[..., int], add_label: Callable[[str], int]
) -> None:
    add_article(TEXT)
    add_label("LOCATION")
    for start, end in ((13, 17), (0, 8)):
        take_in(store, _file(tmp_path, {"text": TEXT, "spans": [{"start": start, "end": end, "label": "LOCATION"}]}))
    assert suggestions.counts(store) == {"import gpt": 1}


def test_a_file_without_articles_is_refused(store: Store, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text("no json", encoding="utf-8")
    with pytest.raises(UserError, match=r"x\.jsonl"):
        take_in(store, tmp_path / "x.jsonl")
    with pytest.raises(UserError, match="The name of the tool"):
        take_in(store, tmp_path / "x.jsonl", name="x" * 61)


def test_a_file_that_cannot_be_read_takes_nothing_away(store: Store, tmp_path: Path) -> None:
    intake(store, [RawArticle(text="Hama was calm.")])
    labels.add(store, "PLACE")
    good, bad = tmp_path / "tool.jsonl", tmp_path / "bad.jsonl"
    good.write_text('{"text": "Hama was calm.", "spans": [{"start": 0, "end": 4, "label": "PLACE"}]}\n', "utf-8")
    bad.write_text("no json", "utf-8")
    take_in(store, good, name="tool")
    with pytest.raises(UserError, match=r"bad\.jsonl"):
        take_in(store, bad, name="tool")
    assert store.value("SELECT count(*) FROM suggestion") == 1


def test_the_window_is_told_in_few_sentences() -> None:
    taken = Taken("import gpt", suggestions=3, articles=2, strange=1)
    taken.unknown.update({"DAY": 4, "GPE": 3, "NORP": 2, "LAW": 1})
    taken.refused += ["gpt.jsonl: line 1 is not valid JSON and was left out.", "gpt.jsonl: line 9 …"]
    assert taken.short == [
        "3 suggestions in 2 articles wait for review.",
        "Not in this project: 1 article of the file.",
        "Left out, as the codebook has no such label (DAY, GPE, NORP, …): 10 spans.",
        "gpt.jsonl: line 1 is not valid JSON and was left out.",
        "Left out likewise: 1 line.",
    ]
