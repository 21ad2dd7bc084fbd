"""Coordinates as people type them, and distances."""

import pytest

from corpus.errors import UserError
from labels.place import check_coordinates, kilometres, read_coordinate


@pytest.mark.parametrize(
    ("typed", "value"), [("32.5", 32.5), (" 32,5 ", 32.5), ("\u221236.2", -36.2), ("", None), (" ", None)]
)
def test_what_is_typed_is_read(typed: str, value: float | None) -> None:
    assert read_coordinate(typed, name="X") == value


@pytest.mark.parametrize("typed", ["north", "nan", "inf", "32°30'", "1,2,3"])
def test_what_is_no_number_is_told(typed: str) -> None:
    with pytest.raises(UserError, match="is no coordinate for X"):
        read_coordinate(typed, name="X")


def test_no_coordinates_are_fine() -> None:
    check_coordinates(None, None, name="X")


def test_homs_is_45_km_from_hama() -> None:
    assert kilometres(34.724, 36.726, 35.132, 36.758) == pytest.approx(45.4, abs=0.5)


def test_the_shortest_way_crosses_the_date_line() -> None:
    assert kilometres(0, 179.5, 0, -179.5) == pytest.approx(111.2, abs=0.5)
