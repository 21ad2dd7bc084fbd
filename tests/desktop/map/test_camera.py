import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.map.camera import NEAREST, Camera
from desktop.map.projection import latitude_of, y_of


@given(st.floats(-84.9, 84.9))
def test_projection_there_and_back(latitude: float) -> None:
    assert latitude_of(y_of(latitude)) == pytest.approx(latitude, abs=1e-9)


def test_the_place_under_the_cursor_stays_when_zooming() -> None:
    camera = Camera(width=800, height=600).fitted(30, -40, 45, -30)
    before = camera.place(200, 150)
    assert camera.zoomed(2, 200, 150).place(200, 150) == pytest.approx(before, abs=0.1)


def test_zoom_ends_at_the_nearest_level() -> None:
    assert Camera(width=800, height=600).zoomed(99, 400, 300).level == NEAREST


def test_a_place_is_found_again_at_its_pixel() -> None:
    camera = Camera(width=800, height=600).fitted(30, -40, 45, -30)
    assert camera.place(*camera.screen(35.13, 36.76)) == pytest.approx((35.13, 36.76), abs=0.02)


def test_what_is_fitted_is_in_view() -> None:
    camera = Camera(width=500, height=300).fitted(35, y_of(37), 42, y_of(32))
    for latitude, longitude in ((37, 35), (32, 42)):
        x, y = camera.screen(latitude, longitude)
        assert 0 <= x <= 500
        assert 0 <= y <= 300


def test_the_map_cannot_be_pushed_out_of_view() -> None:
    camera = Camera(width=500, height=300).fitted(35, -40, 42, -35).moved(1_000_000, 0)
    assert camera.place(499, 150)[1] <= 180
