from hypothesis import given
from hypothesis import strategies as st

from labels.model import Model, read_ids, write_ids


def _model(**settings: object) -> Model:
    return Model(1, "u", 1, "quick", "", "en", "m", "f", 1, 1, 1.0, 1, "2024-12-06T00:00:00Z", settings=settings)


@given(st.sets(st.integers(1, 400)))
def test_ids_are_written_shortly_and_read_back(ids: set[int]) -> None:
    assert set(read_ids(write_ids(ids))) == ids


def test_ids_in_a_row_are_written_as_one() -> None:
    assert write_ids([9, 3, 4, 5, 7]) == "3-5, 7, 9"


def test_what_is_no_id_is_passed_over() -> None:
    assert list(read_ids("x, 3, 4-, -5, 9-7, 1e9, 12345678901")) == [3]


def test_of_an_older_model_those_that_stood_in_are_known() -> None:
    assert list(_model(stand_ins=[3, "x", -1, True]).learnt) == [3]
    assert list(_model(stand_ins="x").learnt) == []
    assert list(_model(stand_ins=[3], learnt="4-5").learnt) == [4, 5]
