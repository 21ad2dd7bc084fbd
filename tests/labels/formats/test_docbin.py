"""What is written from arrays is, document by document, what spaCy's own way gives."""

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from labels.formats import ExportOptions, spacy_docbin
from labels.formats.docbin_spans import BEGIN, INSIDE, MISSING, OUT
from labels.formats.spacy_hash import string_ids

ALL_TRAIN = ExportOptions(split=(1.0, 0.0, 0.0))
SIGNS = [
    "Rebels",
    "can't",
    "''",
    "):",
    ":",
    "U.S.-led",
    "Hama",
    " ",
    " ",
    " ",
    "\n\n",
    "\n",
    ".",
    "😀",
    "حماة",
    "10",
    "km",
]
SIGNS += ["\u00a0", "http://a.b/c", "x" * 220, "EVENT", "cafe\u0301", "\t", "-"]
LABELS = ["EVENT", "DATE", "ACTOR", "Ort", "مكان"]


@st.composite
def coded_texts(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, str]]]:
    text = "".join(draw(st.lists(st.sampled_from(SIGNS), min_size=1, max_size=30)))
    place = st.integers(0, len(text) - 1)
    spans = draw(st.lists(st.tuples(place, st.integers(1, 12), st.sampled_from(LABELS)), max_size=8))
    return text, [(start, min(start + length, len(text)), label) for start, length, label in spans]


def facts(doc: Any) -> dict[str, Any]:
    """Everything a document says that a trainer or an analyst would look at."""
    return {
        "text": doc.text,
        "tokens": [(token.text, token.idx, token.whitespace_, token.is_space) for token in doc],
        "ents": [(ent.start, ent.end, ent.start_char, ent.end_char, ent.label_) for ent in doc.ents],
        "iob": [(token.ent_iob, token.ent_type_) for token in doc],
        "spans": [(span.start, span.end, span.start_char, span.end_char, span.label_) for span in doc.spans["sc"]],
        "groups": {key: group.to_bytes() for key, group in doc.spans.items()},
        "cats": doc.cats,
        "uid": doc.user_data["uid"],
        "unknown_spaces": doc.has_unknown_spaces,
    }


@given(coded=st.lists(coded_texts(), min_size=1, max_size=6))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_documents_equal_those_of_the_plain_way(
    coded: list[tuple[str, list[tuple[int, int, str]]]],
    project: Any,
    plain_docs: Callable[[Any], dict[str, Any]],
    read_docs: Callable[[Path], list[Any]],
) -> None:
    with project.store.transaction():
        project.clear()
        for text, spans in coded:
            project.article(text, spans)
    out = project.store.path.parent / "out"
    spacy_docbin.export(project.store, out, options=ALL_TRAIN)
    found = read_docs(out / "train.spacy")
    expected = plain_docs(project)
    assert [facts(doc) for doc in found] == [facts(doc) for doc in expected.values()]


def test_documents_keep_title_source_and_date(
    project: Any, tmp_path: Path, read_docs: Callable[[Path], list[Any]]
) -> None:
    project.article("Hama fell.", [(0, 4, "LOC")], title="Naïve – “title”")
    spacy_docbin.export(project.store, tmp_path / "out", options=ALL_TRAIN)
    data = read_docs(tmp_path / "out" / "train.spacy")[0].user_data
    assert (data["title"], data["source"], data["published"]) == ("Naïve – “title”", "Wire", "2024-12-05")


def test_tokens_not_looked_at_yet_are_missing_not_outside(
    project: Any, tmp_path: Path, read_docs: Callable[[Path], list[Any]]
) -> None:
    project.article("Rebels took Hama city.", [(12, 21, "LOC")], status="in progress")
    project.article("Rebels left Hama city.", [(12, 21, "LOC")], status="done")
    options = ExportOptions(split=(1.0, 0.0, 0.0), finished_only=False)
    spacy_docbin.export(project.store, tmp_path / "out", options=options)
    parts = [[token.ent_iob for token in doc] for doc in read_docs(tmp_path / "out" / "train.spacy")]
    assert parts == [[MISSING, MISSING, BEGIN, INSIDE, MISSING], [OUT, OUT, BEGIN, INSIDE, OUT]]


def test_an_empty_split_is_a_file_that_loads(
    project: Any, tmp_path: Path, read_docs: Callable[[Path], list[Any]]
) -> None:
    project.article("Hama fell.", [(0, 4, "LOC")])
    spacy_docbin.export(project.store, tmp_path / "out")
    assert [len(read_docs(tmp_path / "out" / f"{name}.spacy")) for name in ("train", "dev", "test")].count(0) == 2


def test_the_file_is_msgpack_that_spacys_own_packer_would_write(project: Any, tmp_path: Path) -> None:
    import srsly

    project.fill(3)
    spacy_docbin.export(project.store, tmp_path / "out", options=ALL_TRAIN)
    message = srsly.msgpack_loads(zlib.decompress((tmp_path / "out" / "train.spacy").read_bytes()))
    assert message["version"] == "0.1"
    assert sorted(message["strings"]) == message["strings"]
    assert srsly.msgpack_loads(srsly.msgpack_dumps(message)) == message


@given(st.lists(st.text(max_size=30), max_size=20))
@settings(max_examples=60)
def test_string_numbers_are_those_of_spacy(strings: list[str]) -> None:
    from spacy.strings import StringStore
    from spacy.symbols import IDS

    store = StringStore()
    strings = [*strings, "EVENT", "DATE", "ORG", "Hama", "12345678", "حماة"]
    assert string_ids(strings, IDS).tolist() == [store[string] for string in strings]


def test_no_strings_have_no_numbers() -> None:
    assert string_ids([], {}).dtype == np.uint64


@pytest.mark.parametrize("count", [16, 300, 70_000])
def test_long_lists_and_texts_have_the_longer_heads(
    count: int, project: Any, tmp_path: Path, read_docs: Callable[[Path], list[Any]]
) -> None:
    text = "ab " * count
    project.article(text, [(3 * i, 3 * i + 2, "A") for i in range(0, count, max(1, count // 400))])
    spacy_docbin.export(project.store, tmp_path / "out", options=ALL_TRAIN)
    (doc,) = read_docs(tmp_path / "out" / "train.spacy")
    assert doc.text == text
    assert len(doc.spans["sc"]) == len(doc.ents) == len(range(0, count, max(1, count // 400)))
