"""Ranking of what is typed against texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.fuzzy import match


def best(query: str, *texts: str) -> str:
    found = {text: hit.score for text in texts if (hit := match(query, text))}
    return max(found, key=lambda text: found[text])


@pytest.mark.parametrize(
    ("query", "wanted", "other"),
    [
        ("exp", "Export", "Extra page"),
        ("ur", "Undo or redo", "Four"),
        ("loc", "LOCATION", "Velocity"),
        ("date", "DATE", "Update"),
        ("act", "ACTOR", "ACTORS OF STATE"),
    ],
)
def test_beginnings_and_runs_win(query: str, wanted: str, other: str) -> None:
    assert best(query, other, wanted) == wanted


def test_case_accents_and_blanks_do_not_matter() -> None:
    assert match("ANO", "Año nuevo")
    assert match("e x", "Export")


def test_letters_out_of_order_do_not_fit() -> None:
    assert match("tca", "ACTOR") is None


def test_arabic_fits() -> None:
    found = match("حمص", "مدينة حمص")
    assert found
    assert found.positions == (6, 7, 8)


def test_nothing_typed_fits_everything() -> None:
    assert match("  ", "x") == match("", "anything")


@given(st.text(max_size=12), st.text(max_size=30))
def test_positions_grow_and_lie_inside(query: str, text: str) -> None:
    found = match(query, text)
    if found:
        assert list(found.positions) == sorted(set(found.positions))
        assert all(0 <= at < len(text) for at in found.positions)


@given(st.text(min_size=1, max_size=20))
def test_a_text_fits_itself(text: str) -> None:
    assert match(text, text)
