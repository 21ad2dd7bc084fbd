"""What crosses the border between child and program arrives as it was sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import RawArticle, RawSpan, Refusal
from corpus.readers.format import Job
from corpus.readers.limits import Limits
from corpus.readers.wire import Malformed, Mark, item_line, job_line, mark_line, read_job, read_line

ANY = st.text(st.characters(exclude_categories=()))  # lone surrogates too
VALUES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | ANY
FIELDS = st.dictionaries(ANY, VALUES | st.lists(VALUES), max_size=3)
SPANS = st.builds(RawSpan, st.integers(), st.integers(), ANY, ANY, ANY, FIELDS)
ARTICLES = st.builds(
    RawArticle, ANY, ANY, ANY, ANY, ANY, ANY, FIELDS, st.lists(SPANS, max_size=3).map(tuple), ANY,
    st.lists(ANY, max_size=2).map(tuple), ANY, ANY,
)  # fmt: skip


@given(ARTICLES | st.builds(Refusal, ANY, ANY))
def test_items_arrive_as_they_were_sent(item: RawArticle | Refusal) -> None:
    line = item_line(item)
    assert b"\n" not in line
    assert read_line(line, Limits()) == item


@given(st.binary(max_size=200))
def test_any_other_line_is_malformed(line: bytes) -> None:
    with pytest.raises(Malformed):
        read_line(line, Limits())


def test_marks_arrive() -> None:
    assert read_line(mark_line(Mark("at", 12)), Limits()) == Mark("at", 12)


def test_a_number_that_is_not_finite_cannot_be_sent() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        item_line(RawArticle("text", meta={"x": float("nan")}))


def test_a_job_arrives_with_its_limits_even_when_the_name_is_no_text() -> None:
    job = Job(Path("wires/\udce9.txt"), "\udce9.txt", Limits(text=7, seconds=0.5))
    assert read_job(job_line(job)) == job
