"""Events in the spaCy export: categories, user data and relations, and that a changed event is written anew."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labels.formats import ExportOptions, spacy_docbin
from labels.formats.msgpack import packed

ALL_TRAIN = ExportOptions(split=(1, 0, 0))
Read = Callable[[Path], list[Any]]
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=20) | st.dictionaries(st.text(), inner, max_size=20),
    max_leaves=30,
)


@given(values)
def test_any_json_value_is_packed_as_msgpack(value: Any) -> None:
    import srsly

    assert srsly.msgpack_loads(packed(value)) == value


def test_event_types_are_categories(coded: Any, tmp_path: Path, read_docs: Read) -> None:
    coded.usual()
    coded.event(coded.project.article("They marched."), "Protests")
    coded.project.article("Nothing happened.")
    report = spacy_docbin.export(coded.project.store, tmp_path / "out", options=ALL_TRAIN)
    cats = {doc.text[:6]: doc.cats for doc in read_docs(tmp_path / "out" / "train.spacy")}
    none = {"Battles": 0.0, "Battles / Armed clash": 0.0, "Protests": 0.0}
    assert cats == {
        "Rebels": none | {"Battles": 1.0, "Battles / Armed clash": 1.0},
        "They m": none | {"Protests": 1.0},
        "Nothin": none,
    }
    assert report.events == 2


def test_an_article_that_is_not_done_has_only_the_categories_it_has(
    coded: Any, tmp_path: Path, read_docs: Read
) -> None:
    coded.usual()
    coded.event(coded.project.article("They marched.", status="in progress"), "Protests")
    options = ExportOptions(finished_only=False, split=(1, 0, 0))
    spacy_docbin.export(coded.project.store, tmp_path / "out", options=options)
    cats = {doc.text[:4]: doc.cats for doc in read_docs(tmp_path / "out" / "train.spacy")}
    assert cats["They"] == {"Protests": 1.0}


def test_events_are_user_data(coded: Any, tmp_path: Path, read_docs: Read) -> None:
    coded.usual()
    spacy_docbin.export(coded.project.store, tmp_path / "out", options=ALL_TRAIN)
    (doc,) = read_docs(tmp_path / "out" / "train.spacy")
    (event,) = json.loads(json.dumps(doc.user_data["events"]))
    assert (event["type"], event["text"], event["status"]) == ("Battles / Armed clash", "clashed", "happened")
    assert doc[slice(*event["tokens"])].text == "clashed"
    arguments = {argument["role"]: argument for argument in event["arguments"] if argument["tokens"]}
    assert doc[slice(*arguments["actor"]["tokens"])].text == "Free Army"
    assert (arguments["actor"]["entity"]["name"], arguments["place"]["place"]["latitude"]) == ("Free Army", 35.1318)
    assert arguments["fatalities"]["value"] == {"best": 6, "low": 6}
    assert doc.user_data["title"] == "Clash 0"


def test_without_events_there_are_no_traces_of_them(coded: Any, tmp_path: Path, read_docs: Read) -> None:
    coded.project.article("Nothing happened.")
    spacy_docbin.export(coded.project.store, tmp_path / "out", options=ALL_TRAIN)
    (doc,) = read_docs(tmp_path / "out" / "train.spacy")
    assert (doc.cats, "events" in doc.user_data) == ({}, False)
    assert not (tmp_path / "out" / "relations").exists()
    assert "## Events" not in (tmp_path / "out" / "README.md").read_text(encoding="utf-8")


def test_relations_are_read_as_the_relation_example_reads_them(coded: Any, tmp_path: Path) -> None:
    """What follows is how that example goes about it: words and blanks, spans as entities, relations by last token."""
    import spacy
    from spacy.tokens import Doc

    coded.usual()
    spacy_docbin.export(coded.project.store, tmp_path / "out", options=ALL_TRAIN)
    (line,) = (tmp_path / "out" / "relations" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    found = json.loads(line)
    words, spaces = zip(*((token["text"], token["ws"]) for token in found["tokens"]), strict=True)
    doc = Doc(spacy.blank("en").vocab, words=list(words), spaces=list(spaces))
    assert doc.text == found["text"]
    spans: list[Any] = [doc.char_span(span["start"], span["end"], label=span["label"]) for span in found["spans"]]
    doc.ents = spans
    by_end = {span["token_end"]: doc[span["token_start"] : span["token_end"] + 1].text for span in found["spans"]}
    assert {(by_end[each["head"]], each["label"], by_end[each["child"]]) for each in found["relations"]} == {
        ("clashed", "actor", "Free Army"),
        ("clashed", "target", "troops"),
        ("clashed", "place", "Hama"),
        ("clashed", "date", "Friday"),
        ("clashed", "fatalities", "at least 6"),
    }
    assert {span["text"]: span["label"] for span in found["spans"]}["Free Army"] == "ACTOR"


def test_words_that_overlap_are_in_no_two_spans_of_the_relations(coded: Any, tmp_path: Path) -> None:
    article = coded.project.article("Free Army of Hama attacked.", [(18, 26, "EVENT")])
    span = coded.project.store.value("SELECT id FROM span")
    filled = [
        ("actor", {"text": "Free Army of Hama", "start": 0, "end": 17}),
        ("place", {"text": "Hama", "start": 13, "end": 17}),
    ]
    coded.event(article, start=18, end=26, trigger_span_id=span, arguments=filled)
    spacy_docbin.export(coded.project.store, tmp_path / "out", options=ALL_TRAIN)
    found = json.loads((tmp_path / "out" / "relations" / "train.jsonl").read_text(encoding="utf-8"))
    assert [span["text"] for span in found["spans"]] == ["Free Army of Hama", "attacked"]
    assert [each["label"] for each in found["relations"]] == ["actor"]
    card = " ".join((tmp_path / "out" / "README.md").read_text(encoding="utf-8").split())
    assert "has 1 relations from a trigger" in card
    assert "1 filled roles are in none" in card


def test_a_changed_event_is_written_anew_and_nothing_else(coded: Any, tmp_path: Path, read_docs: Read) -> None:
    event = coded.usual()
    store = coded.project.store
    spacy_docbin.export(store, tmp_path / "out", options=ALL_TRAIN)
    assert spacy_docbin.export(store, tmp_path / "out", options=ALL_TRAIN).written == ()
    for sql in (
        "UPDATE event SET status = 'denied' WHERE id = ?",
        "UPDATE argument SET text = 'Hamah' WHERE event_id = ? AND start = 47",
        "UPDATE place SET name = 'Hamah', changed = '2030' WHERE id > 0 AND ? > 0",
    ):
        with store.transaction():
            store.db.execute(sql, (event,))
        assert "train.spacy" in spacy_docbin.export(store, tmp_path / "out", options=ALL_TRAIN).written
    (doc,) = read_docs(tmp_path / "out" / "train.spacy")
    (told,) = doc.user_data["events"]
    assert told["status"] == "denied"


def test_kept_files_keep_their_relations(coded: Any, tmp_path: Path) -> None:
    coded.usual()
    for number in range(1, 6):
        coded.usual(number)
    store = coded.project.store
    spacy_docbin.export(store, tmp_path / "out")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out" / "relations").iterdir()}
    (tmp_path / "out" / "ledger.md").write_text("edited", encoding="utf-8")
    report = spacy_docbin.export(store, tmp_path / "out", options=ExportOptions(categories=True))
    assert [name for name in report.written if name.endswith(".spacy")] == []
    assert {path.name: path.read_bytes() for path in (tmp_path / "out" / "relations").iterdir()} == before


@pytest.mark.filterwarnings("ignore")  # what spaCy's command line says of itself is not ours
@pytest.mark.parametrize("asked", [False, True])
def test_the_configuration_trains_as_it_is(
    coded: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: bool
) -> None:
    from spacy.cli.train import train
    from spacy.util import load_config, load_model

    coded.usual()
    coded.usual(1)
    coded.event(coded.project.article("They marched on Friday."), "Protests")
    options = ExportOptions(split=(0.5, 0.5, 0), categories=asked)
    spacy_docbin.export(coded.project.store, tmp_path / "out", options=options)
    monkeypatch.chdir(tmp_path / "out")
    parts = load_config("config.cfg")["nlp"]["pipeline"]
    assert parts == ["tok2vec", "ner", *(["textcat_multilabel"] if asked else [])]
    train(Path("config.cfg"), Path("model"), overrides={"training.max_steps": 2, "training.eval_frequency": 1})
    cats = load_model("model/model-last")("They marched.").cats
    assert set(cats) == ({"Battles", "Battles / Armed clash", "Protests"} if asked else set())


def test_another_code_of_a_type_is_written_anew(coded: Any, tmp_path: Path, read_docs: Read) -> None:
    coded.usual()
    store = coded.project.store
    spacy_docbin.export(store, tmp_path / "out", options=ALL_TRAIN)
    with store.transaction():
        store.db.execute("UPDATE event_type SET code = 'new' || id")
    spacy_docbin.export(store, tmp_path / "out", options=ALL_TRAIN)
    (doc,) = read_docs(tmp_path / "out" / "train.spacy")
    assert all(event["code"].startswith("new") for event in doc.user_data["events"])
