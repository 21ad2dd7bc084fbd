import json
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import journal
from corpus.errors import UserError
from corpus.store import Store
from labels import patterns
from labels.suggest import pattern_files

LINES = (
    {"label": "ACTOR", "pattern": "Free Army", "id": "fa"},
    {"label": "ACTOR", "pattern": [{"LOWER": "rebel"}, {"LOWER": "forces"}]},
    {"label": "WEAPON", "pattern": [{"NORM": "drone"}, {"OP": "?", "IS_DIGIT": True}]},
)
UNKNOWABLE = {"label": "ACTOR", "pattern": [{"LEMMA": "drone"}]}


def _file(tmp_path: Path, *lines: object) -> Path:
    path = tmp_path / "p.jsonl"
    path.write_text("\n".join(each if isinstance(each, str) else json.dumps(each) for each in lines), encoding="utf-8")
    return path


def _kept(store: Store) -> list[tuple[str, str, str]]:
    return [(each.label, each.kind, each.body) for each in patterns.all_patterns(store)]


def test_patterns_of_spacy_and_prodigy_are_taken_in_as_one_step(store: Store, tmp_path: Path) -> None:
    report = pattern_files.read(store, _file(tmp_path, *LINES))
    assert (report.patterns, report.known, report.labels) == (3, 0, ["ACTOR", "WEAPON"])
    assert _kept(store) == [
        ("ACTOR", "words", "Free Army"),
        ("ACTOR", "words", "rebel forces"),
        ("WEAPON", "tokens", '[{"NORM": "drone"}, {"OP": "?", "IS_DIGIT": true}]'),
    ]
    journal.undo(store)
    assert _kept(store) == []


def test_taken_in_twice_nothing_is_double(store: Store, tmp_path: Path) -> None:
    pattern_files.read(store, _file(tmp_path, *LINES))
    report = pattern_files.read(store, _file(tmp_path, *LINES, LINES[0]))
    assert (report.patterns, report.known, bool(report.changes)) == (0, 3, False)


def test_what_was_written_reads_back_the_same_and_spacy_reads_it(
    store: Store, tmp_path: Path, add_label: Callable[[str], int]
) -> None:
    import spacy

    label_id = add_label("ACTOR")
    for kind, body in (
        ("words", "Free Army"),
        ("words", "al-qaeda"),
        ("words", "rebel u.s. forces"),
        ("expression", "x+"),
    ):
        patterns.add(store, label_id, kind, body)  # type: ignore[arg-type]
    out = tmp_path / "out.jsonl"
    assert pattern_files.write(store, out).left_out == ["The expression x+ has no form in spaCy's files."]
    ruler = spacy.blank("en").add_pipe("entity_ruler").from_disk(out)  # type: ignore[attr-defined]
    assert len(ruler) == 3
    before = _kept(store)
    pattern_files.write(store, out, expressions=True)
    patterns.remove(store, [each.id for each in patterns.all_patterns(store)])
    pattern_files.read(store, out)
    assert {each for each in _kept(store) if each[1] == "tokens"} == set()
    assert len(_kept(store)) == len(before)


def test_lines_that_are_no_patterns_are_told_by_number(store: Store, tmp_path: Path) -> None:
    report = pattern_files.read(store, _file(tmp_path, LINES[0], "{", {"label": "X"}, {"pattern": "x"}, UNKNOWABLE))
    assert report.patterns == 1
    assert [each.partition(":")[0] for each in report.left_out] == [f"p.jsonl, line {number}" for number in range(2, 6)]
    assert report.left_out[0] == "p.jsonl, line 2: it is not JSON."


def test_a_label_is_found_again_in_any_letter_case(
    store: Store, tmp_path: Path, add_label: Callable[[str], int]
) -> None:
    add_label("Organisation")
    lines = ({"label": "ORGANISATION", "pattern": "Free Army"}, {"label": "organisation", "pattern": "Front"})
    assert pattern_files.read(store, _file(tmp_path, *lines)).labels == []
    assert {label for label, *_ in _kept(store)} == {"Organisation"}


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"[" * 100_000])
def test_a_file_of_something_else_is_refused(store: Store, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "p.jsonl").write_bytes(content)
    with pytest.raises(UserError, match=r"^p\.jsonl"):
        pattern_files.read(store, tmp_path / "p.jsonl")
